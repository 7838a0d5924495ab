//! The outbox: work written in the transaction that causes it.

use jiff::Timestamp;
use punte_core::id::OfferId;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, to_time};

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
/// sees what we did.
pub async fn insert_offer_visible(
    db: &mut PgConnection,
    id: Uuid,
    offer: OfferId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into job (id, kind, payload, dedup_id, run_at, created_at)
         values ($1, 'offer_visible', jsonb_build_object('offer', $2::uuid), 'offer_visible.' || $1::uuid, $3, $3)
         on conflict ((payload ->> 'offer')) where kind = 'offer_visible' and state = 'queued' and attempts = 0
         do update set run_at = job.run_at",
        id, offer.0, to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the next job that is due and counts the try; nobody else gets it before `lease_until`.
pub async fn claim_next(
    db: &mut PgConnection,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Job>> {
    sqlx::query_as!(
        Job,
        "update job set run_at = $2, attempts = attempts + 1
         where id = (select id from job where state = 'queued' and run_at <= $1 order by kind = 'mail', run_at limit 1 for update skip locked)
         returning id, kind, payload, attempts, dedup_id",
        to_time(now), to_time(lease_until)
    )
    .fetch_optional(db)
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
