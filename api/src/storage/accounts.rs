//! Accounts and their sign-in data (identity schema).

use jiff::Timestamp;
use punte_core::{
    contact::Email,
    id::{AccountId, ProviderId},
    locale::Locale,
    policy::Roles,
};
use sqlx::PgConnection;

use super::{Result, to_time};

/// What a sign-in is checked against.
pub struct SignIn {
    /// Whose.
    pub account: AccountId,
    /// Argon2id, PHC string.
    pub password_hash: String,
}

/// An account as its holder sees it.
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// Its language.
    pub locale: Locale,
    /// Its roles.
    pub roles: Roles,
    /// The providers it is a member of.
    pub member_of: Vec<ProviderId>,
}

fn roles(names: &[String]) -> Roles {
    let has = |name: &str| names.iter().any(|n| n == name);
    Roles {
        moderator: has("moderator"),
        child_protection: has("child_protection"),
        administrator: has("administrator"),
        auditor: has("auditor"),
    }
}

/// The wire names of roles.
pub fn role_names(roles: Roles) -> Vec<String> {
    [
        ("moderator", roles.moderator),
        ("child_protection", roles.child_protection),
        ("administrator", roles.administrator),
        ("auditor", roles.auditor),
    ]
    .into_iter()
    .filter(|(_, has)| *has)
    .map(|(name, _)| name.to_owned())
    .collect()
}

/// Adds an account.
pub async fn insert(
    db: &mut PgConnection,
    id: AccountId,
    email: &Email,
    password_hash: &str,
    locale: Locale,
    roles: Roles,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into account (id, locale, roles, created_at) values ($1, $2, $3, $4)",
        id.0,
        locale.as_str(),
        &role_names(roles),
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into identity.account (account_id, email, password_hash) values ($1, $2, $3)",
        id.0,
        email.reveal(),
        password_hash
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sign-in data of an address, unless the account is disabled.
pub async fn find_sign_in(db: &mut PgConnection, email: &Email) -> Result<Option<SignIn>> {
    let row = sqlx::query!(
        "select i.account_id, i.password_hash from identity.account i join account a on a.id = i.account_id
         where i.email = $1 and a.disabled_at is null",
        email.reveal()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| SignIn {
        account: AccountId(r.account_id),
        password_hash: r.password_hash,
    }))
}

/// The password of an account, and the address that it must not be.
pub struct StoredPassword {
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// E-mail.
    pub email: String,
}

/// The password of an account.
pub async fn find_password(db: &mut PgConnection, id: AccountId) -> Result<Option<StoredPassword>> {
    sqlx::query_as!(
        StoredPassword,
        "select password_hash, email from identity.account where account_id = $1",
        id.0
    )
    .fetch_optional(db)
    .await
}

/// The address and language that mail to an account goes to.
pub async fn find_mailbox(
    db: &mut PgConnection,
    id: AccountId,
) -> Result<Option<(String, Locale)>> {
    let row = sqlx::query!(
        "select i.email, a.locale from identity.account i join account a on a.id = i.account_id where a.id = $1 and a.disabled_at is null",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (r.email, Locale::from_tag(&r.locale).unwrap_or_default())))
}

/// The account of an address.
pub async fn find_by_email(db: &mut PgConnection, email: &Email) -> Result<Option<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select account_id from identity.account where email = $1",
        email.reveal()
    )
    .fetch_optional(db)
    .await?
    .map(AccountId))
}

/// An account with its memberships.
pub async fn find(db: &mut PgConnection, id: AccountId) -> Result<Option<AccountRow>> {
    let row = sqlx::query!(
        r#"select a.id, a.locale, a.roles, array(select m.provider_id from provider_member m where m.account_id = a.id) as "member_of!"
           from account a where a.id = $1 and a.disabled_at is null"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| AccountRow {
        id: AccountId(r.id),
        locale: Locale::from_tag(&r.locale).unwrap_or_default(),
        roles: roles(&r.roles),
        member_of: r.member_of.into_iter().map(ProviderId).collect(),
    }))
}

/// Replaces the roles of an account; false if there is none.
pub async fn update_roles(db: &mut PgConnection, id: AccountId, roles: Roles) -> Result<bool> {
    let done = sqlx::query!(
        "update account set roles = $2 where id = $1",
        id.0,
        &role_names(roles)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Replaces the password of an account.
pub async fn update_password(
    db: &mut PgConnection,
    id: AccountId,
    password_hash: &str,
) -> Result<()> {
    sqlx::query!(
        "update identity.account set password_hash = $2 where account_id = $1",
        id.0,
        password_hash
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everybody who moderates.
pub async fn list_moderators(db: &mut PgConnection) -> Result<Vec<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select id from account where 'moderator' = any (roles) and disabled_at is null order by id"
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(AccountId)
    .collect())
}
