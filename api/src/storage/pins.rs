//! PINs of requests.

use jiff::Timestamp;
use punte_core::id::{HouseholdSessionId, RequestId};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// A PIN that is set.
pub struct PinRow {
    /// Argon2id, PHC string.
    pub hash: String,
    /// Tries since the last right one.
    pub failures: i16,
    /// When the last of them was.
    pub failed_at: Option<Timestamp>,
}

/// Whether a request has one.
pub async fn is_set(db: &mut PgConnection, request: RequestId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from request_pin where request_id = $1) as "set!""#,
        request.0
    )
    .fetch_one(db)
    .await
}

/// The PIN of a request, locked.
pub async fn lock(db: &mut PgConnection, request: RequestId) -> Result<Option<PinRow>> {
    let row = sqlx::query!(
        "select pin_hash, failures, failed_at from request_pin where request_id = $1 for update",
        request.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| PinRow {
        hash: r.pin_hash,
        failures: r.failures,
        failed_at: r.failed_at.map(from_time),
    }))
}

/// Sets the PIN of a request; nobody has shown it yet.
pub async fn upsert(
    db: &mut PgConnection,
    request: RequestId,
    hash: &str,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into request_pin (request_id, pin_hash, set_at) values ($1, $2, $3)
         on conflict (request_id) do update set pin_hash = $2, failures = 0, failed_at = null, set_at = $3",
        request.0,
        hash,
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    forget_shown(db, request).await
}

/// Takes the PIN of a request away; whether there was one.
pub async fn delete(db: &mut PgConnection, request: RequestId) -> Result<bool> {
    forget_shown(db, request).await?;
    let done = sqlx::query!("delete from request_pin where request_id = $1", request.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

async fn forget_shown(db: &mut PgConnection, request: RequestId) -> Result<()> {
    sqlx::query!(
        "update household_session set pin_at = null where request_id = $1 and pin_at is not null",
        request.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down how many tries there were.
pub async fn update_failures(
    db: &mut PgConnection,
    request: RequestId,
    failures: i16,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update request_pin set failures = $2, failed_at = $3 where request_id = $1",
        request.0,
        failures,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that the PIN was shown where a request is open, if it is still the one that was looked at; tries begin anew.
pub async fn update_shown(
    db: &mut PgConnection,
    request: RequestId,
    session: HouseholdSessionId,
    hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update request_pin set failures = 0, failed_at = null where request_id = $1 and pin_hash = $2",
        request.0,
        hash
    )
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "update household_session set pin_at = $3 where id = $1 and request_id = $2 and ended_at is null",
        session.0,
        request.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(true)
}
