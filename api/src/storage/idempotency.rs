//! Answers already given to idempotency keys.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{Result, to_time};

/// A stored answer.
pub struct StoredAnswer {
    /// Which operation it was.
    pub operation: String,
    /// Digest of the body that was sent.
    pub fingerprint: Vec<u8>,
    /// The sealed answer.
    pub response: Vec<u8>,
}

/// Takes the key for this transaction; false while another transaction has it.
pub async fn try_lock(db: &mut PgConnection, lock: i64) -> Result<bool> {
    sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "locked!""#, lock)
        .fetch_one(db)
        .await
}

/// The answer given to a key, unless it is older than `not_before`.
pub async fn find(
    db: &mut PgConnection,
    principal: &str,
    key: &str,
    not_before: Timestamp,
) -> Result<Option<StoredAnswer>> {
    sqlx::query_as!(
        StoredAnswer,
        "select operation, fingerprint, response from idempotency_key where principal = $1 and key = $2 and created_at > $3",
        principal, key, to_time(not_before)
    )
    .fetch_optional(db)
    .await
}

/// Stores an answer with the change that it tells of. An expired one of the same key is replaced.
pub async fn insert(
    db: &mut PgConnection,
    principal: &str,
    key: &str,
    answer: &StoredAnswer,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "delete from idempotency_key where principal = $1 and key = $2",
        principal,
        key
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into idempotency_key (principal, key, operation, fingerprint, response, created_at) values ($1, $2, $3, $4, $5, $6)",
        principal, key, answer.operation, answer.fingerprint, answer.response, to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets answers older than `before`; returns how many.
pub async fn delete_expired(db: &mut PgConnection, before: Timestamp) -> Result<u64> {
    Ok(sqlx::query!(
        "delete from idempotency_key where created_at < $1",
        to_time(before)
    )
    .execute(db)
    .await?
    .rows_affected())
}
