//! Refresh tokens, by their SHA-256.

use jiff::Timestamp;
use punte_core::id::SessionId;
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// A refresh token.
pub struct RefreshRow {
    /// Its family.
    pub session: SessionId,
    /// When it was used, and with what.
    pub used: Option<Used>,
}

/// How a refresh token was used.
pub struct Used {
    /// When.
    pub at: Timestamp,
    /// HMAC of the idempotency key, if there was one.
    pub retry: Option<Vec<u8>>,
    /// What it was exchanged for, sealed.
    pub successor: Vec<u8>,
}

/// A token; who uses it waits for who does.
pub async fn lock(db: &mut PgConnection, hash: &[u8]) -> Result<Option<RefreshRow>> {
    let row = sqlx::query!(
        "select session_id, used_at, retry, successor from refresh_token where token_hash = $1 for update",
        hash
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| RefreshRow {
        session: SessionId(r.session_id),
        used: r.used_at.zip(r.successor).map(|(at, successor)| Used {
            at: from_time(at),
            retry: r.retry,
            successor,
        }),
    }))
}

/// Adds the token of a session that can be used now.
pub async fn insert(
    db: &mut PgConnection,
    hash: &[u8],
    session: SessionId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into refresh_token (token_hash, session_id, issued_at) values ($1, $2, $3)",
        hash,
        session.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a token was used.
pub async fn update_used(db: &mut PgConnection, hash: &[u8], used: &Used) -> Result<()> {
    sqlx::query!(
        "update refresh_token set used_at = $2, retry = $3, successor = $4 where token_hash = $1",
        hash,
        to_time(used.at),
        used.retry,
        used.successor
    )
    .execute(db)
    .await?;
    Ok(())
}
