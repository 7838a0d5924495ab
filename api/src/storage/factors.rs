//! Second factors: sealed seeds, and the codes for when a phone is lost.

use jiff::Timestamp;
use punte_core::id::AccountId;
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// The second factor of an account.
pub struct FactorRow {
    /// Its seed, sealed, once it is confirmed.
    pub seed: Option<Vec<u8>>,
    /// The seed that is being set up, sealed.
    pub pending: Option<Vec<u8>>,
    /// The last step of which a code was used.
    pub last_step: i64,
    /// Wrong codes in a row.
    pub failures: i16,
    /// When the last of them was sent.
    pub failed_at: Option<Timestamp>,
}

/// The second factor of an account; who changes it waits for who does.
pub async fn lock(db: &mut PgConnection, account: AccountId) -> Result<Option<FactorRow>> {
    let row = sqlx::query!(
        "select seed, pending, last_step, failures, failed_at from second_factor where account_id = $1 for update",
        account.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| FactorRow {
        seed: r.seed,
        pending: r.pending,
        last_step: r.last_step,
        failures: r.failures,
        failed_at: r.failed_at.map(from_time),
    }))
}

/// Whether an account has one that is confirmed.
pub async fn is_set(db: &mut PgConnection, account: AccountId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from second_factor where account_id = $1 and seed is not null) as "set!""#,
        account.0
    )
    .fetch_one(db)
    .await
}

/// The seed that is being set up, sealed.
pub async fn find_pending(db: &mut PgConnection, account: AccountId) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!(
        "select pending from second_factor where account_id = $1",
        account.0
    )
    .fetch_optional(db)
    .await?
    .flatten())
}

/// Keeps a seed until it is confirmed.
pub async fn upsert_pending(
    db: &mut PgConnection,
    account: AccountId,
    pending: &[u8],
) -> Result<()> {
    sqlx::query!(
        "insert into second_factor (account_id, pending) values ($1, $2)
         on conflict (account_id) do update set pending = excluded.pending",
        account.0,
        pending
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a seed the one that counts.
pub async fn upsert_confirmed(
    db: &mut PgConnection,
    account: AccountId,
    seed: &[u8],
    last_step: i64,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into second_factor (account_id, seed, last_step, confirmed_at) values ($1, $2, $3, $4)
         on conflict (account_id) do update
            set seed = excluded.seed, last_step = excluded.last_step, confirmed_at = excluded.confirmed_at, pending = null, failures = 0",
        account.0,
        seed,
        last_step,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a factor away: the next sign-in of staff sets up another.
pub async fn update_removed(db: &mut PgConnection, account: AccountId) -> Result<()> {
    sqlx::query!(
        "update second_factor set seed = null, pending = null, confirmed_at = null, failures = 0 where account_id = $1",
        account.0
    )
    .execute(&mut *db)
    .await?;
    replace_codes(db, account, &[]).await
}

/// Notes that the code of a step was used.
pub async fn update_used(db: &mut PgConnection, account: AccountId, step: i64) -> Result<()> {
    sqlx::query!(
        "update second_factor set last_step = $2, failures = 0 where account_id = $1",
        account.0,
        step
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes how many wrong codes were sent.
pub async fn update_failures(
    db: &mut PgConnection,
    account: AccountId,
    failures: i16,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update second_factor set failures = $2, failed_at = $3 where account_id = $1",
        account.0,
        failures,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Replaces the recovery codes of an account.
pub async fn replace_codes(
    db: &mut PgConnection,
    account: AccountId,
    hashes: &[Vec<u8>],
) -> Result<()> {
    sqlx::query!("delete from recovery_code where account_id = $1", account.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "insert into recovery_code (account_id, code_hash) select $1, hash from unnest($2::bytea[]) as hash",
        account.0,
        hashes
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Uses a recovery code; false if there is none like it that was not used.
pub async fn update_code_used(
    db: &mut PgConnection,
    account: AccountId,
    hash: &[u8],
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null",
        account.0,
        hash,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many recovery codes are left.
pub async fn count_codes(db: &mut PgConnection, account: AccountId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "left!" from recovery_code where account_id = $1 and used_at is null"#,
        account.0
    )
    .fetch_one(db)
    .await
}
