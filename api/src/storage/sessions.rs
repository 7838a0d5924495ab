//! Sign-ins of accounts.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, SessionId},
    sign_in::SessionKind,
};
use sqlx::PgConnection;

use super::{
    Result,
    accounts::{self, AccountRow},
    from_time, to_time,
};

/// A session that did not end. Whether it still holds is for `sign_in::holds` to say.
pub struct SessionRow {
    /// Whose.
    pub account: AccountRow,
    /// Where it was made.
    pub kind: SessionKind,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it was used last, to the minute.
    pub used_at: Timestamp,
    /// When its second factor was shown last.
    pub factor_at: Option<Timestamp>,
}

/// A session that begins.
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// Where it is made.
    pub kind: SessionKind,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// When its second factor was shown.
    pub factor_at: Option<Timestamp>,
}

/// A session as its holder sees it.
pub struct SessionLine {
    /// Its id.
    pub id: SessionId,
    /// Where it was made.
    pub kind: SessionKind,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it was used last, to the minute.
    pub used_at: Timestamp,
}

fn kind(name: &str) -> SessionKind {
    if name == SessionKind::Browser.as_str() {
        SessionKind::Browser
    } else {
        SessionKind::Program
    }
}

/// Opens a session.
pub async fn insert(db: &mut PgConnection, new: &NewSession, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into session (id, account_id, kind, created_at, last_used_at, expires_at, factor_at) values ($1, $2, $3, $4, $4, $5, $6)",
        new.id.0,
        new.account.0,
        new.kind.as_str(),
        to_time(now),
        to_time(new.expires_at),
        new.factor_at.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A session that did not end: by hand, by the clock, or with its account.
pub async fn find(
    db: &mut PgConnection,
    id: SessionId,
    now: Timestamp,
) -> Result<Option<SessionRow>> {
    let found = sqlx::query!(
        "select account_id, kind, created_at, last_used_at, factor_at from session where id = $1 and ended_at is null and expires_at > $2",
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
        kind: kind(&session.kind),
        begun_at: from_time(session.created_at),
        used_at: from_time(session.last_used_at),
        factor_at: session.factor_at.map(from_time),
    }))
}

/// The sessions of an account that did not end, newest use first.
pub async fn list(
    db: &mut PgConnection,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<SessionLine>> {
    let rows = sqlx::query!(
        "select id, kind, created_at, last_used_at from session
         where account_id = $1 and ended_at is null and expires_at > $2 order by last_used_at desc, id",
        account.0,
        to_time(now)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| SessionLine {
            id: SessionId(r.id),
            kind: kind(&r.kind),
            begun_at: from_time(r.created_at),
            used_at: from_time(r.last_used_at),
        })
        .collect())
}

/// Ends one session of an account; false if it has no such session that lives.
pub async fn update_one_ended(
    db: &mut PgConnection,
    account: AccountId,
    id: SessionId,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update session set ended_at = $3 where account_id = $1 and id = $2 and ended_at is null and expires_at > $3",
        account.0,
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a session was used.
pub async fn update_used(db: &mut PgConnection, id: SessionId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update session set last_used_at = $2 where id = $1 and last_used_at < $2",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
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
