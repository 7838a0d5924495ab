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

/// How it stands with a key.
pub enum Key {
    /// Another transaction has it.
    Busy,
    /// Nobody was answered; it is this transaction's until it ends.
    Free,
    /// It was answered.
    Answered(StoredAnswer),
}

/// Takes a key for this transaction, by the number of its lock. An answer that is not younger than `not_before` is none, and goes.
pub async fn take(
    db: &mut PgConnection,
    lock: i64,
    principal: &str,
    key: &str,
    not_before: Timestamp,
) -> Result<Key> {
    let row = sqlx::query!(
        r#"select free as "free!", operation, fingerprint, response from take_idempotency_key($1, $2, $3, $4)"#,
        lock,
        principal,
        key,
        to_time(not_before)
    )
    .fetch_one(db)
    .await?;
    Ok(match (row.operation, row.fingerprint, row.response) {
        _ if !row.free => Key::Busy,
        (Some(operation), Some(fingerprint), Some(response)) => Key::Answered(StoredAnswer {
            operation,
            fingerprint,
            response,
        }),
        _ => Key::Free,
    })
}

/// Stores an answer with the change that it tells of, under a key that is free.
pub async fn insert(
    db: &mut PgConnection,
    principal: &str,
    key: &str,
    answer: &StoredAnswer,
    now: Timestamp,
) -> Result<()> {
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
