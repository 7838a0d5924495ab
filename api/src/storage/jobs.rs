//! The outbox: work written in the transaction that causes it.

use jiff::Timestamp;
use punte_core::id::OfferId;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// A job to run.
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// What to do.
    pub kind: String,
    /// With what: ids and codes, never personal data.
    pub payload: Value,
    /// Which try this is.
    pub attempts: i32,
    /// Its deduplication id, which mails carry as their Message-ID.
    pub dedup_id: String,
}

/// Writes a job; a second one with the same deduplication id is dropped.
pub async fn insert(
    db: &mut PgConnection,
    id: Uuid,
    kind: &str,
    payload: Value,
    dedup_id: &str,
    run_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into job (id, kind, payload, dedup_id, run_at, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (dedup_id) do nothing",
        id, kind, payload, dedup_id, to_time(run_at), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a job about an offer that became visible, unless one waits: that one is held until we commit, so that whoever takes it
/// sees what we did, and waits as long as the later of both.
pub async fn insert_offer_visible(
    db: &mut PgConnection,
    id: Uuid,
    offer: OfferId,
    run_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into job (id, kind, payload, dedup_id, run_at, created_at)
         values ($1, 'offer_visible', jsonb_build_object('offer', $2::uuid), 'offer_visible.' || $1::uuid, $3, $4)
         on conflict ((payload ->> 'offer')) where kind = 'offer_visible' and state = 'queued' and attempts = 0
         do update set run_at = greatest(job.run_at, excluded.run_at)",
        id, offer.0, to_time(run_at), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a job that ends the proposals for which an offer has not enough left, if somebody waits for an answer about it, unless one waits:
/// that one is held until we commit, so that whoever takes it sees what we did, and waits as long as the later of both.
pub async fn insert_offer_taken(
    db: &mut PgConnection,
    id: Uuid,
    offer: OfferId,
    run_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into job (id, kind, payload, dedup_id, run_at, created_at)
         select $1::uuid, 'offer_taken', jsonb_build_object('offer', $2::uuid), 'offer_taken.' || $1::uuid, $3::timestamptz, $4::timestamptz
         where exists (select from match m where m.offer_id = $2::uuid and m.state in ('suggested', 'proposed'))
         on conflict ((payload ->> 'offer')) where kind = 'offer_taken' and state = 'queued' and attempts = 0
         do update set run_at = greatest(job.run_at, excluded.run_at)",
        id, offer.0, to_time(run_at), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Drops what waits until after an instant: mails by their deduplication ids, and the look for needs that an offer fits.
pub async fn update_dropped(
    db: &mut PgConnection,
    dedup_ids: &[String],
    offer: OfferId,
    after: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update job set state = 'dropped' where state = 'queued' and attempts = 0 and run_at > $3
             and (dedup_id = any($1) or (kind = 'offer_visible' and payload ->> 'offer' = $2::uuid::text))",
        dedup_ids,
        offer.0,
        to_time(after)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the next job that is due and counts the try, by its rank; nobody else gets it before `lease_until`. What stops and
/// hides goes first, then what is told for somebody's safety, what else is no mail, mails that somebody waits for, other mails, and those
/// that many get at a time or that waited for the morning. One look into the index for each rank, until one finds something.
pub async fn claim_next(
    db: &mut PgConnection,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Job>> {
    sqlx::query_as!(
        Job,
        "update job set run_at = $2, attempts = attempts + 1
         where id = coalesce(
             (select id from job where state = 'queued' and rank = 0 and run_at <= $1 order by run_at limit 1 for update skip locked),
             (select id from job where state = 'queued' and rank = 1 and run_at <= $1 order by run_at limit 1 for update skip locked),
             (select id from job where state = 'queued' and rank = 2 and run_at <= $1 order by run_at limit 1 for update skip locked),
             (select id from job where state = 'queued' and rank = 3 and run_at <= $1 order by run_at limit 1 for update skip locked),
             (select id from job where state = 'queued' and rank = 4 and run_at <= $1 order by run_at limit 1 for update skip locked),
             (select id from job where state = 'queued' and rank = 5 and run_at <= $1 order by run_at limit 1 for update skip locked))
         returning id, kind, payload, attempts, dedup_id",
        to_time(now), to_time(lease_until)
    )
    .fetch_optional(db)
    .await
}

/// Takes, as [`claim_next`] does, what else is due of the same kind and for the same recipient as a job that was taken.
pub async fn claim_alike(
    db: &mut PgConnection,
    job: &Job,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Vec<Job>> {
    let to = job.payload.get("to").cloned().unwrap_or_default();
    sqlx::query_as!(
        Job,
        "update job set run_at = $2, attempts = attempts + 1
         where id in (select id from job where state = 'queued' and run_at <= $1 and kind = $3 and payload -> 'to' = $4 and id <> $5
             order by run_at limit 500 for update skip locked)
         returning id, kind, payload, attempts, dedup_id",
        to_time(now), to_time(lease_until), job.kind.as_str(), to, job.id
    )
    .fetch_all(db)
    .await
}

/// Marks a job done.
pub async fn update_done(db: &mut PgConnection, id: Uuid, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update job set state = 'done', done_at = $2 where id = $1",
        id,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a failed job back for later, or on the dead-letter list. `error` is a code, never a text with personal data.
pub async fn update_failed(
    db: &mut PgConnection,
    id: Uuid,
    error: &str,
    run_again_at: Option<Timestamp>,
) -> Result<()> {
    sqlx::query!(
        "update job set last_error = $2,
             state = case when $3::timestamptz is null then 'dead' else 'queued' end, run_at = coalesce($3, run_at)
         where id = $1",
        id, error, run_again_at.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Number of jobs waiting and number given up.
pub async fn count(db: &mut PgConnection) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) filter (where state = 'queued') as "queued!", count(*) filter (where state = 'dead') as "dead!" from job where state <> 'done'"#
    )
    .fetch_one(db)
    .await?;
    Ok((row.queued, row.dead))
}

/// How jobs of one kind stand.
pub struct KindCount {
    /// Which kind.
    pub kind: String,
    /// How many wait.
    pub waiting: i64,
    /// Since when the oldest of those that are due waits.
    pub due_since: Option<Timestamp>,
    /// How many were done since `since`.
    pub done: i64,
    /// How many were given up.
    pub dead: i64,
}

/// How jobs stand, by kind.
pub async fn count_by_kind(
    db: &mut PgConnection,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<KindCount>> {
    let rows = sqlx::query!(
        r#"select kind, count(*) filter (where state = 'queued') as "waiting!",
               min(run_at) filter (where state = 'queued' and run_at <= $2) as due_since,
               count(*) filter (where state = 'done') as "done!", count(*) filter (where state = 'dead') as "dead!"
           from job where state in ('queued', 'dead') or (state = 'done' and done_at > $1)
           group by kind order by kind"#,
        to_time(since),
        to_time(now)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| KindCount {
            kind: r.kind,
            waiting: r.waiting,
            due_since: r.due_since.map(from_time),
            done: r.done,
            dead: r.dead,
        })
        .collect())
}

/// A job that was given up.
pub struct DeadJob {
    /// Its id.
    pub id: Uuid,
    /// What it was to do.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// How often it was tried.
    pub attempts: i32,
    /// The code of what went wrong the last time.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Those that were given up, the newest first.
pub async fn list_dead(
    db: &mut PgConnection,
    after: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<DeadJob>> {
    let rows = sqlx::query!(
        "select id, kind, payload, attempts, last_error, created_at from job
         where state = 'dead' and ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid))
         order by created_at desc, id desc limit $3",
        after.map(|(at, _)| to_time(at)),
        after.map(|(_, id)| id),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| DeadJob {
            id: r.id,
            kind: r.kind,
            payload: r.payload,
            attempts: r.attempts,
            last_error: r.last_error,
            created_at: from_time(r.created_at),
        })
        .collect())
}

/// Puts jobs that were given up back: one, or without an id the oldest of them. Returns those that were.
///
/// They count as tried once, so that none takes the place of a fresh one that waits (`job_offer_visible_waiting_key`).
pub async fn update_dead_queued(
    db: &mut PgConnection,
    id: Option<Uuid>,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "update job set state = 'queued', attempts = 1, run_at = $2
         where id in (select id from job where state = 'dead' and ($1::uuid is null or id = $1) order by created_at limit $3 for update)
         returning id",
        id,
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await
}

/// Sets a job that was given up aside; false if there is no such one.
pub async fn update_dead_dropped(db: &mut PgConnection, id: Uuid) -> Result<bool> {
    let done = sqlx::query!(
        "update job set state = 'dropped' where id = $1 and state = 'dead'",
        id
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
