//! Sign-ins of accounts.

use jiff::Timestamp;
use punte_core::id::{AccountId, SessionId};
use sqlx::PgConnection;

use super::{
    Result,
    accounts::{self, AccountRow},
    from_time, to_time,
};

/// A session that lives.
pub struct SessionRow {
    /// Whose.
    pub account: AccountRow,
    /// When its second factor was shown last.
    pub factor_at: Option<Timestamp>,
}

/// Opens a session.
pub async fn insert(
    db: &mut PgConnection,
    id: SessionId,
    account: AccountId,
    now: Timestamp,
    expires_at: Timestamp,
    factor_at: Option<Timestamp>,
) -> Result<()> {
    sqlx::query!(
        "insert into session (id, account_id, created_at, expires_at, factor_at) values ($1, $2, $3, $4, $5)",
        id.0,
        account.0,
        to_time(now),
        to_time(expires_at),
        factor_at.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A session that lives: not ended, not expired, account not disabled.
pub async fn find(
    db: &mut PgConnection,
    id: SessionId,
    now: Timestamp,
) -> Result<Option<SessionRow>> {
    let found = sqlx::query!(
        "select account_id, factor_at from session where id = $1 and ended_at is null and expires_at > $2",
        id.0,
        to_time(now)
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(session) = found else {
        return Ok(None);
    };
    let account = accounts::find(db, AccountId(session.account_id)).await?;
    Ok(account.map(|account| SessionRow {
        account,
        factor_at: session.factor_at.map(from_time),
    }))
}

/// Notes that the second factor was shown.
pub async fn update_factor(db: &mut PgConnection, id: SessionId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update session set factor_at = $2 where id = $1",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a session.
pub async fn update_ended(db: &mut PgConnection, id: SessionId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update session set ended_at = $2 where id = $1 and ended_at is null",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the sessions of an account, but for one.
pub async fn update_others_ended(
    db: &mut PgConnection,
    account: AccountId,
    kept: Option<SessionId>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update session set ended_at = $3 where account_id = $1 and id is distinct from $2 and ended_at is null",
        account.0,
        kept.map(|k| k.0),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
