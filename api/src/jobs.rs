//! The worker: runs what use cases wrote into the outbox, and what deadlines ask for.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, ToSpan};
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use tokio::sync::watch;

use crate::{
    app::{
        App, AppError, STORED_FOR_HOURS,
        notices::{
            CHECK_IN, COUNT_RELIABILITY, DIGEST, MAIL, MailJob, OFFER_CHANGED, OFFER_GONE,
            OFFER_TAKEN, OFFER_VISIBLE, PROVIDER_BLOCKED, REMIND, REMIND_ANSWER, Recipient, SMS,
        },
    },
    mail::Mailer,
    matcher::LOG_KEPT_FOR_HOURS,
    storage::{
        changes, idempotency,
        jobs::{self, Job},
        standing,
    },
    texter::Texter,
};

/// Tries before a job goes to the dead-letter list: the last wait is about four hours.
const MAX_ATTEMPTS: i32 = 10;
/// How long a job is nobody else's while it runs, seconds.
const LEASE_S: i64 = 60;
/// How often the worker looks, when nothing is due.
const IDLE: Duration = Duration::from_millis(500);

/// Runs jobs, and does what the clock asks for beside them, until told to stop; a job that began is finished first. One job is in hand at a
/// time: whoever is killed between a mail server's yes and its note sends one mail again, and no more.
pub async fn work(app: Arc<App>, mailer: Arc<Mailer>, texter: Texter, stop: watch::Receiver<bool>) {
    tokio::join!(
        tend(&app, stop.clone()),
        run_jobs(&app, &mailer, &texter, stop.clone())
    );
}

/// Waits until it is time to look again, or to stop.
async fn idle(stop: &mut watch::Receiver<bool>) {
    // Either way the loop asks again; a closed channel means that nobody can stop us but the process's end.
    let _ = tokio::time::timeout(IDLE, stop.changed()).await;
}

/// Does what the clock asks for.
async fn tend(app: &App, mut stop: watch::Receiver<bool>) {
    let mut rounds = 0_u32;
    while !*stop.borrow() {
        let busy = match app.note_hints().await {
            Ok(noted) => noted > 0,
            Err(error) => {
                tracing::error!(%error, "what is in the queue could not be read");
                false
            }
        };
        if rounds.is_multiple_of(20) {
            tidy(app).await;
        }
        rounds = rounds.wrapping_add(1);
        if !busy {
            idle(&mut stop).await;
        }
    }
}

/// Runs one job after the other.
async fn run_jobs(app: &App, mailer: &Mailer, texter: &Texter, mut stop: watch::Receiver<bool>) {
    let mut ran = None;
    while !*stop.borrow() {
        match run_next(app, mailer, texter, &mut ran).await {
            Ok(true) => {}
            Ok(false) => idle(&mut stop).await,
            Err(error) => {
                tracing::error!(%error, "the worker cannot reach its jobs");
                idle(&mut stop).await;
            }
        }
    }
    // What is not noted runs again when its lease ends, as after a kill.
    if let Err(error) = note(app, ran).await {
        tracing::error!(%error, "what became of a job could not be noted");
    }
}

/// A job that ran, and what became of it.
pub struct Ran {
    job: Job,
    outcome: Result<(), &'static str>,
}

/// Notes what became of the job that ran, and takes the next one that is due: one transaction, and one flush to the disk, for each job.
async fn take(app: &App, ran: &mut Option<Ran>) -> Result<Option<Job>, AppError> {
    let now = app.now();
    let mut tx = app.pool.begin().await?;
    if let Some(Ran { job, outcome }) = ran {
        settle(&mut tx, app, job, *outcome).await?;
    }
    let next = jobs::claim_next(&mut tx, now, now + SignedDuration::from_secs(LEASE_S)).await?;
    tx.commit().await?;
    *ran = None;
    Ok(next)
}

/// Notes what became of the job that ran, if one did.
async fn note(app: &App, ran: Option<Ran>) -> Result<(), AppError> {
    let Some(Ran { job, outcome }) = ran else {
        return Ok(());
    };
    settle(&mut *app.pool.acquire().await?, app, &job, outcome).await
}

/// Notes what became of the job that ran before, and runs the next one that is due; false if there is none.
pub async fn run_next(
    app: &App,
    mailer: &Mailer,
    texter: &Texter,
    ran: &mut Option<Ran>,
) -> Result<bool, AppError> {
    let Some(job) = take(app, ran).await? else {
        return Ok(false);
    };
    let outcome = run(app, mailer, texter, &job).await;
    *ran = Some(Ran { job, outcome });
    Ok(true)
}

/// Notes what became of a job that was taken.
async fn settle(
    db: &mut PgConnection,
    app: &App,
    job: &Job,
    outcome: Result<(), &'static str>,
) -> Result<(), AppError> {
    match outcome {
        Ok(()) => jobs::update_done(db, job.id, app.now()).await?,
        Err(code) => {
            tracing::warn!(job = %job.id, kind = job.kind, code, attempts = job.attempts, "a job failed");
            let wait = SignedDuration::from_secs(30 << job.attempts.clamp(0, 9));
            let again = (job.attempts < MAX_ATTEMPTS).then(|| app.now() + wait);
            jobs::update_failed(db, job.id, code, again).await?;
        }
    }
    Ok(())
}

/// Sends what waited for the morning of one recipient as one mail, and settles what was taken beside the first job as that will be: what
/// goes wrong with the mail goes wrong with all of it.
async fn send_digest(app: &App, mailer: &Mailer, job: &Job) -> Result<(), &'static str> {
    let others = {
        let (now, mut db) = (
            app.now(),
            app.pool.acquire().await.map_err(|_e| "database")?,
        );
        let lease = now + SignedDuration::from_secs(LEASE_S);
        let others = jobs::claim_alike(&mut db, job, now, lease).await;
        others.map_err(|_e| "database")?
    };
    let outcome = send_as_one(app, mailer, job, &others).await;
    let mut db = app.pool.acquire().await.map_err(|_e| "database")?;
    for other in &others {
        settle(&mut db, app, other, outcome)
            .await
            .map_err(|_e| "database")?;
    }
    outcome
}

async fn send_as_one(
    app: &App,
    mailer: &Mailer,
    job: &Job,
    others: &[Job],
) -> Result<(), &'static str> {
    let mails: Vec<MailJob> = std::iter::once(job)
        .chain(others)
        .map(|job| serde_json::from_value::<MailJob>(job.payload.clone()))
        .collect::<Result<_, _>>()
        .map_err(|_e| "payload")?;
    let Some(Recipient::Account(account)) = mails.first().map(|mail| mail.to) else {
        return Err("payload");
    };
    match app.digest(account, mails).await.map_err(|_e| "database")? {
        Some(digest) => mailer
            .send_digest(&digest, &job.dedup_id)
            .await
            .map_err(|_e| "delivery"),
        None => Ok(()),
    }
}

async fn run(app: &App, mailer: &Mailer, texter: &Texter, job: &Job) -> Result<(), &'static str> {
    match job.kind.as_str() {
        MAIL => {
            let mail: MailJob =
                serde_json::from_value(job.payload.clone()).map_err(|_e| "payload")?;
            match app.letter(mail).await.map_err(|_e| "database")? {
                Some(letter) => mailer
                    .send(&letter, &job.dedup_id)
                    .await
                    .map_err(|_e| "delivery"),
                // No address, no mail: they see it in the product.
                None => Ok(()),
            }
        }
        SMS => {
            let note: MailJob =
                serde_json::from_value(job.payload.clone()).map_err(|_e| "payload")?;
            match app.text_note(&note).await.map_err(|_e| "database")? {
                Some(note) => texter
                    .send(&note, &job.dedup_id)
                    .await
                    .map_err(|_e| "delivery"),
                None => Ok(()),
            }
        }
        DIGEST => send_digest(app, mailer, job).await,
        // One that was written before it said since when is about those who wait now.
        OFFER_GONE => app
            .end_proposals_of(
                id_of(job, "offer")?,
                id_of(job, "at").unwrap_or_else(|_older| app.now()),
            )
            .await
            .map_err(|_e| "database"),
        OFFER_TAKEN => app
            .end_crowded_out(id_of(job, "offer")?)
            .await
            .map_err(|_e| "database"),
        PROVIDER_BLOCKED => app
            .stop_matches_of(id_of(job, "provider")?)
            .await
            .map_err(|_e| "database"),
        OFFER_VISIBLE => app
            .alert_of(id_of(job, "offer")?)
            .await
            .map_err(|_e| "database"),
        OFFER_CHANGED => app
            .tell_of_change(id_of(job, "offer")?)
            .await
            .map_err(|_e| "database"),
        CHECK_IN => app
            .ask_check_in(id_of(job, "match")?, id_of(job, "kind")?)
            .await
            .map_err(|_e| "database"),
        REMIND => app
            .remind_of(id_of(job, "match")?)
            .await
            .map_err(|_e| "database"),
        REMIND_ANSWER => app
            .remind_of_answer(id_of(job, "inquiry")?, id_of(job, "message")?)
            .await
            .map_err(|_e| "database"),
        COUNT_RELIABILITY => app
            .count_reliability(id_of(job, "provider")?)
            .await
            .map_err(|_e| "database"),
        _ => Err("unknown-kind"),
    }
}

fn id_of<T: DeserializeOwned>(job: &Job, name: &str) -> Result<T, &'static str> {
    job.payload
        .get(name)
        .and_then(|v| serde_json::from_value(v.clone()).ok())
        .ok_or("payload")
}

/// What the clock alone brings about.
async fn tidy(app: &App) {
    if let Err(error) = app.expire_overdue().await {
        tracing::error!(%error, "overdue proposals could not be ended");
    }
    if let Err(error) = app.end_silence().await {
        tracing::error!(%error, "agreements that nobody speaks of could not be moved");
    }
    if let Err(error) = app.remind_of_deadlines().await {
        tracing::error!(%error, "providers could not be reminded");
    }
    if let Err(error) = app.remind_of_checks().await {
        tracing::error!(%error, "providers could not be reminded of their checks");
    }
    if let Err(error) = app.raise_alarms().await {
        tracing::error!(%error, "alarms of what nobody looked at could not be raised");
    }
    if let Err(error) = app.tend_checks().await {
        tracing::error!(%error, "what was checked could not be brought up again");
    }
    if let Err(error) = app.look_at_hosts().await {
        tracing::error!(%error, "hosts with whom households did not stay could not be looked at");
    }
    if let Err(error) = app.look_at_linked().await {
        tracing::error!(%error, "who is known from blocked providers could not be looked at");
    }
    if let Err(error) = app.complete_overdue().await {
        tracing::error!(%error, "help that is over could not be ended");
    }
    if let Err(error) = app.end_needs_over().await {
        tracing::error!(%error, "needs whose days are over could not be ended");
    }
    if let Err(error) = app.ask_still_needed().await {
        tracing::error!(%error, "households could not be asked whether requests are still needed");
    }
    if let Err(error) = app.apply_retention().await {
        tracing::error!(%error, "what is kept too long could not be deleted");
    }
    if let Err(error) = app.forget_old_drafts().await {
        tracing::error!(%error, "expired drafts could not be deleted");
    }
    if let Ok(mut db) = app.pool.acquire().await
        && let Err(error) = standing::beat(&mut db, "worker", app.now()).await
    {
        tracing::error!(%error, "the worker could not be noted");
    }
    if let Err(error) = app.remind_of_cases().await {
        tracing::error!(%error, "case workers could not be reminded");
    }
    if let Err(error) = app.forget_case_codes().await {
        tracing::error!(%error, "codes of case workers could not be removed");
    }
    if let Err(error) = app.forget_households().await {
        tracing::error!(%error, "sessions of households could not be deleted");
    }
    if let Err(error) = app.forget_undone().await {
        tracing::error!(%error, "decisions that stand could not be forgotten");
    }
    if let Err(error) = app.count_households().await {
        tracing::error!(%error, "what stands out about households could not be counted");
    }
    if let Err(error) = app.forget_kept_answers().await {
        tracing::error!(%error, "answers that count no more could not be deleted");
    }
    if let Err(error) = app.forget_links().await {
        tracing::error!(%error, "links that lapsed could not be deleted");
    }
    if let Err(error) = app.forget_counts().await {
        tracing::error!(%error, "counts of limits could not be deleted");
    }
    if let Err(error) = app.tend_events().await {
        tracing::error!(%error, "events could not be put in order");
    }
    let oldest = app
        .now()
        .checked_sub(STORED_FOR_HOURS.hours())
        .unwrap_or(jiff::Timestamp::MIN);
    if let Ok(mut db) = app.pool.acquire().await
        && let Err(error) = idempotency::delete_expired(&mut db, oldest).await
    {
        tracing::error!(%error, "old idempotency keys could not be deleted");
    }
    if let Ok(mut db) = app.pool.acquire().await
        && let Err(error) = changes::delete_older(&mut db, LOG_KEPT_FOR_HOURS).await
    {
        tracing::error!(%error, "old lines of the change log could not be deleted");
    }
}
