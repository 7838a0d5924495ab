//! Accounts as administrators see them: disabled ones too.

use jiff::Timestamp;
use punte_core::{
    id::AccountId,
    policy::{Roles, StaffRole},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, accounts::role_names, data_keys, from_time, opening::Opening, to_time};
use crate::vault::ACCOUNT_EMAIL;

/// An account.
pub struct AccountRecordRow {
    /// Its id.
    pub id: AccountId,
    /// Its address.
    pub email: String,
    /// Its roles.
    pub roles: Roles,
    /// Since when it is disabled.
    pub disabled_at: Option<Timestamp>,
    /// Since when there is one.
    pub created_at: Timestamp,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// How many of its sign-ins did not end.
    pub sessions: i64,
    /// To how many providers it belongs.
    pub providers: i64,
}

/// An account that was not erased.
pub async fn find(
    opening: &mut Opening<'_>,
    id: AccountId,
    now: Timestamp,
) -> Result<Option<AccountRecordRow>> {
    let row = sqlx::query!(
        r#"select i.email as "email!", a.roles, a.disabled_at, a.created_at, k.wrapped, k.kek, k.version,
               exists (select from second_factor f where f.account_id = a.id and f.seed is not null) as "second_factor!",
               (select count(*) from session s where s.account_id = a.id and s.ended_at is null and s.expires_at > $2) as "sessions!",
               (select count(*) from provider_member m where m.account_id = a.id) as "providers!"
           from account a join identity.account i on i.account_id = a.id join identity.data_key k on k.row_id = a.id
           where a.id = $1"#,
        id.0,
        to_time(now)
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    row.map(|r| {
        let key = data_keys::open(opening, id.0, r.wrapped, r.kek, r.version)?;
        let roles = r.roles.iter().filter_map(|r| StaffRole::from_name(r));
        Ok(AccountRecordRow {
            id,
            email: key.open(ACCOUNT_EMAIL, &r.email)?,
            roles: roles.collect(),
            disabled_at: r.disabled_at.map(from_time),
            created_at: from_time(r.created_at),
            second_factor: r.second_factor,
            sessions: r.sessions,
            providers: r.providers,
        })
    })
    .transpose()
}

/// Those of these accounts that were not erased.
pub async fn list_present(db: &mut PgConnection, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let found = sqlx::query_scalar!(
        "select account_id from identity.account where account_id = any($1) order by account_id",
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(AccountId).collect())
}

/// The roles of an account that was not erased, locked against change; and since when it is disabled.
pub async fn lock(
    db: &mut PgConnection,
    id: AccountId,
) -> Result<Option<(Roles, Option<Timestamp>)>> {
    let row = sqlx::query!(
        "select roles, disabled_at from account
         where id = $1 and exists (select from identity.account i where i.account_id = $1) for no key update",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| {
        let roles = r.roles.iter().filter_map(|r| StaffRole::from_name(r));
        (roles.collect(), r.disabled_at.map(from_time))
    }))
}

/// Replaces the roles of an account.
pub async fn update_roles(db: &mut PgConnection, id: AccountId, roles: Roles) -> Result<()> {
    sqlx::query!(
        "update account set roles = $2 where id = $1",
        id.0,
        &role_names(roles)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Disables an account, or enables it again.
pub async fn update_disabled(
    db: &mut PgConnection,
    id: AccountId,
    since: Option<Timestamp>,
) -> Result<()> {
    sqlx::query!(
        "update account set disabled_at = $2 where id = $1",
        id.0,
        since.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether nobody else administers the site.
pub async fn is_last_administrator(db: &mut PgConnection, id: AccountId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from account a where a.id = $1 and 'administrator' = any (a.roles) and a.disabled_at is null)
               and not exists (select from account a where a.id <> $1 and 'administrator' = any (a.roles) and a.disabled_at is null) as "last!""#,
        id.0
    )
    .fetch_one(db)
    .await
}
