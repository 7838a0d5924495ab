//! Accounts that nobody signs in to any more. Which of them nobody misses is for the view `forgettable_account` to say.

use jiff::Timestamp;
use punte_core::id::AccountId;
use sqlx::PgConnection;

use super::{Result, to_time};

/// Those that nobody signed in to since, whose holders were not told yet.
pub async fn list_untold(
    db: &mut PgConnection,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<AccountId>> {
    Ok(sqlx::query_scalar!(
        r#"select id as "id!" from forgettable_account
           where last_sign_in_at < $1 and dormant_told_at is null order by last_sign_in_at, id limit $2"#,
        to_time(since),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(AccountId)
    .collect())
}

/// Notes that the holder of an account is told; false if it is not one of them any more, or somebody else tells them.
pub async fn update_told(
    db: &mut PgConnection,
    id: AccountId,
    since: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update account a set dormant_told_at = $3 where a.id = $1 and a.dormant_told_at is null and a.last_sign_in_at < $2
             and exists (select from forgettable_account f where f.id = a.id)",
        id.0,
        to_time(since),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether its holder was told and did not sign in since.
pub async fn is_told(db: &mut PgConnection, id: AccountId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from account where id = $1 and dormant_told_at is not null) as "is!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Those that nobody signed in to since, whose holders were told before.
pub async fn list_told(
    db: &mut PgConnection,
    since: Timestamp,
    told_before: Timestamp,
    limit: i64,
) -> Result<Vec<AccountId>> {
    Ok(sqlx::query_scalar!(
        r#"select id as "id!" from forgettable_account
           where last_sign_in_at < $1 and dormant_told_at < $2 order by last_sign_in_at, id limit $3"#,
        to_time(since),
        to_time(told_before),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(AccountId)
    .collect())
}

/// Locks an account against signing in; false if it is none of [`list_told`] any more.
pub async fn lock_told(
    db: &mut PgConnection,
    id: AccountId,
    since: Timestamp,
    told_before: Timestamp,
) -> Result<bool> {
    sqlx::query_scalar!(
        "select id from account where id = $1 for no key update",
        id.0
    )
    .fetch_optional(&mut *db)
    .await?;
    // As it is by then.
    sqlx::query_scalar!(
        r#"select exists (select from forgettable_account where id = $1 and last_sign_in_at < $2 and dormant_told_at < $3) as "is!""#,
        id.0,
        to_time(since),
        to_time(told_before)
    )
    .fetch_one(db)
    .await
}

/// Notes that somebody signs in to an account, or answers a mail that went to it.
pub async fn update_signed_in(db: &mut PgConnection, id: AccountId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update account set last_sign_in_at = greatest(last_sign_in_at, $2), dormant_told_at = null where id = $1",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
