//! Accounts and their sign-in data (identity schema).

use jiff::Timestamp;
use punte_core::{
    contact::Email,
    id::{AccountId, ProviderId},
    locale::Locale,
    mail_kind::MailKind,
    policy::{Roles, StaffRole},
    provider::ProviderKind,
    quiet::QuietHours,
};
use sqlx::PgConnection;

use super::{Result, data_keys, opening::Opening, to_time};
use crate::vault::{ACCOUNT_EMAIL, IndexKind, Vault};

/// What a sign-in is checked against.
pub struct SignIn {
    /// Whose.
    pub account: AccountId,
    /// Its roles.
    pub roles: Roles,
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
    /// Those that it left.
    pub has_left: Vec<ProviderId>,
    /// Those of them that it administers.
    pub administers: Vec<ProviderId>,
    /// Those of them that are in good standing, with what they are.
    pub in_standing: Vec<(ProviderId, ProviderKind)>,
    /// The kinds of mails that it does without.
    pub muted: Vec<MailKind>,
    /// When it gets none that can wait.
    pub quiet: Option<QuietHours>,
    /// Whether those that it can do without come once a day.
    pub daily: bool,
}

/// The wire names of roles.
pub fn role_names(roles: Roles) -> Vec<String> {
    let names = roles.list().into_iter().map(StaffRole::as_str);
    names.map(str::to_owned).collect()
}

fn roles(names: &[String]) -> Roles {
    names
        .iter()
        .filter_map(|name| StaffRole::from_name(name))
        .collect()
}

/// Adds an account whose address is known to be its holder's.
#[expect(clippy::too_many_arguments, reason = "a row")]
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    id: AccountId,
    email: &Email,
    password_hash: &str,
    locale: Locale,
    roles: Roles,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into account (id, locale, roles, created_at, email_confirmed_at, last_sign_in_at) values ($1, $2, $3, $4, $4, $4)",
        id.0,
        locale.as_str(),
        &role_names(roles),
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    let key = data_keys::insert(db, vault, id.0).await?;
    sqlx::query!(
        "insert into identity.account (account_id, email, email_index, password_hash) values ($1, $2, $3, $4)",
        id.0,
        key.seal(ACCOUNT_EMAIL, email.reveal())?,
        vault.index(IndexKind::SignIn, email.reveal()),
        password_hash
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sign-in data of an address, unless the account is disabled.
pub async fn find_sign_in(
    db: &mut PgConnection,
    vault: &Vault,
    email: &Email,
) -> Result<Option<SignIn>> {
    let row = sqlx::query!(
        "select i.account_id, i.password_hash, a.roles from identity.account i join account a on a.id = i.account_id
         where i.email_index = $1 and a.disabled_at is null",
        vault.index(IndexKind::SignIn, email.reveal())
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| SignIn {
        account: AccountId(r.account_id),
        roles: roles(&r.roles),
        password_hash: r.password_hash,
    }))
}

/// The password of an account, and the address that it must not be.
pub struct StoredPassword {
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// E-mail.
    pub email: String,
    /// The account's roles.
    pub roles: Roles,
}

/// The password of an account.
pub async fn find_password(
    opening: &mut Opening<'_>,
    id: AccountId,
) -> Result<Option<StoredPassword>> {
    let row = sqlx::query!(
        r#"select i.password_hash, i.email as "email!", a.roles, k.wrapped, k.kek, k.version
           from identity.account i join account a on a.id = i.account_id join identity.data_key k on k.row_id = i.account_id
           where i.account_id = $1"#,
        id.0
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    row.map(|r| {
        let key = data_keys::open(opening, id.0, r.wrapped, r.kek, r.version)?;
        Ok(StoredPassword {
            email: key.open(ACCOUNT_EMAIL, &r.email)?,
            roles: roles(&r.roles),
            password_hash: r.password_hash,
        })
    })
    .transpose()
}

/// The address and language that mail to an account goes to.
pub async fn find_mailbox(
    opening: &mut Opening<'_>,
    id: AccountId,
) -> Result<Option<(String, Locale)>> {
    let row = sqlx::query!(
        r#"select i.email as "email!", a.locale, k.wrapped, k.kek, k.version
           from identity.account i join account a on a.id = i.account_id join identity.data_key k on k.row_id = a.id
           where a.id = $1 and a.disabled_at is null"#,
        id.0
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    row.map(|r| {
        let key = data_keys::open(opening, id.0, r.wrapped, r.kek, r.version)?;
        let email = key.open(ACCOUNT_EMAIL, &r.email)?;
        Ok((email, Locale::from_tag(&r.locale).unwrap_or_default()))
    })
    .transpose()
}

/// The account of an address.
pub async fn find_by_email(
    db: &mut PgConnection,
    vault: &Vault,
    email: &Email,
) -> Result<Option<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select account_id from identity.account where email_index = $1",
        vault.index(IndexKind::SignIn, email.reveal())
    )
    .fetch_optional(db)
    .await?
    .map(AccountId))
}

/// An account with its memberships.
pub async fn find(db: &mut PgConnection, id: AccountId) -> Result<Option<AccountRow>> {
    let row = sqlx::query!(
        r#"select a.id, a.locale, a.roles, a.muted_mails, a.quiet_from, a.quiet_to, a.daily_mails,
               array(select m.provider_id from provider_member m where m.account_id = a.id order by m.provider_id) as "member_of!",
               array(select f.provider_id from former_member f where f.account_id = a.id order by f.provider_id) as "has_left!",
               array(select m.provider_id from provider_member m
                   where m.account_id = a.id and m.role = 'administrator' order by m.provider_id) as "administers!",
               array(select p.id from provider_member m join provider p on p.id = m.provider_id
                   where m.account_id = a.id and p.status = 'vetted' and p.vetted_until > app_now() order by p.id) as "in_standing!",
               array(select p.kind from provider_member m join provider p on p.id = m.provider_id
                   where m.account_id = a.id and p.status = 'vetted' and p.vetted_until > app_now() order by p.id) as "kinds!"
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
        has_left: r.has_left.into_iter().map(ProviderId).collect(),
        administers: r.administers.into_iter().map(ProviderId).collect(),
        in_standing: r
            .in_standing
            .into_iter()
            .zip(&r.kinds)
            .filter_map(|(id, kind)| Some((ProviderId(id), ProviderKind::from_name(kind)?)))
            .collect(),
        muted: r
            .muted_mails
            .iter()
            .filter_map(|kind| MailKind::from_name(kind))
            .collect(),
        quiet: quiet_hours(r.quiet_from, r.quiet_to),
        daily: r.daily_mails,
    }))
}

/// Hours as they are kept: `None` if both are empty.
pub(super) fn quiet_hours(from: Option<i16>, to: Option<i16>) -> Option<QuietHours> {
    Some(QuietHours {
        from: u8::try_from(from?).ok()?,
        to: u8::try_from(to?).ok()?,
    })
}

/// When an account gets no mail that can wait, `None` if it gets mails at any hour; and whether those that it can do without come once
/// a day.
pub async fn find_mail_times(
    db: &mut PgConnection,
    id: AccountId,
) -> Result<(Option<QuietHours>, bool)> {
    let row = sqlx::query!(
        "select quiet_from, quiet_to, daily_mails from account where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map_or((None, false), |r| {
        (quiet_hours(r.quiet_from, r.quiet_to), r.daily_mails)
    }))
}

/// Chooses the language of mails to an account, the kinds that it does without, when it gets none that can wait, and whether those that it
/// can do without come once a day.
pub async fn update_mails(
    db: &mut PgConnection,
    id: AccountId,
    locale: Locale,
    muted: &[MailKind],
    quiet: Option<QuietHours>,
    daily: bool,
) -> Result<()> {
    let muted: Vec<String> = muted.iter().map(|kind| kind.as_str().to_owned()).collect();
    sqlx::query!(
        "update account set locale = $2, muted_mails = $3, quiet_from = $4, quiet_to = $5, daily_mails = $6 where id = $1",
        id.0,
        locale.as_str(),
        &muted,
        quiet.map(|quiet| i16::from(quiet.from)),
        quiet.map(|quiet| i16::from(quiet.to)),
        daily
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Does without a kind of mails, or does not any more; false if that was so already.
pub async fn update_muted(
    db: &mut PgConnection,
    id: AccountId,
    kind: MailKind,
    muted: bool,
) -> Result<bool> {
    let done = sqlx::query!(
        "update account set muted_mails = case when $3::boolean then array_append(muted_mails, $2::text) else array_remove(muted_mails, $2::text) end
         where id = $1 and ($2::text = any (muted_mails)) <> $3::boolean",
        id.0,
        kind.as_str(),
        muted
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

/// Makes the hash of the same password another one, unless there is another password by now; whether it did.
pub async fn update_hash(
    db: &mut PgConnection,
    id: AccountId,
    former: &str,
    password_hash: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "update identity.account set password_hash = $3 where account_id = $1 and password_hash = $2",
        id.0,
        former,
        password_hash
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Locks how an account signs in, and reads the hash of its password.
pub async fn lock_password(db: &mut PgConnection, id: AccountId) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "select password_hash from identity.account where account_id = $1 for no key update",
        id.0
    )
    .fetch_optional(db)
    .await
}

/// Replaces the address of an account by one that is known to be its holder's; nothing happens once it was erased.
pub async fn update_email(
    opening: &mut Opening<'_>,
    id: AccountId,
    email: &Email,
    now: Timestamp,
) -> Result<()> {
    let Some(key) = opening.key(id.0).await? else {
        return Ok(());
    };
    sqlx::query!(
        "update identity.account set email = $2, email_index = $3 where account_id = $1",
        id.0,
        key.seal(ACCOUNT_EMAIL, email.reveal())?,
        opening.vault.index(IndexKind::SignIn, email.reveal())
    )
    .execute(&mut *opening.db)
    .await?;
    sqlx::query!(
        "update account set email_confirmed_at = $2 where id = $1",
        id.0,
        to_time(now)
    )
    .execute(&mut *opening.db)
    .await?;
    Ok(())
}

/// Notes that the address of an account is its holder's.
pub async fn update_confirmed(db: &mut PgConnection, id: AccountId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update account set email_confirmed_at = $2 where id = $1 and email_confirmed_at is null",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everybody with a role.
pub async fn list_staff(db: &mut PgConnection, role: StaffRole) -> Result<Vec<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select id from account where $1::text = any (roles) and disabled_at is null order by id",
        role.as_str()
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(AccountId)
    .collect())
}

/// Everybody with a role who does not belong to a provider and never did; everybody with it, where it is about none.
pub async fn list_uninvolved(
    db: &mut PgConnection,
    role: StaffRole,
    provider: Option<ProviderId>,
) -> Result<Vec<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select id from account a where $1::text = any (roles) and disabled_at is null and not has_belonged(a.id, $2) order by id",
        role.as_str(),
        provider.map(|p| p.0)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(AccountId)
    .collect())
}

/// Seals up to `limit` addresses that an older version wrote in plain text; answers how many.
pub async fn seal_plain(opening: &mut Opening<'_>, limit: i64) -> Result<usize> {
    let Opening { db, vault } = opening;
    let rows = sqlx::query!(
        r#"select account_id, plain_email as "plain_email!" from identity.account
           where plain_email is not null limit $1 for update skip locked"#,
        limit
    )
    .fetch_all(&mut **db)
    .await?;
    let count = rows.len();
    for r in rows {
        let key = data_keys::insert(db, vault, r.account_id).await?;
        sqlx::query!(
            "update identity.account set email = $2, email_index = $3, plain_email = null where account_id = $1",
            r.account_id,
            key.seal(ACCOUNT_EMAIL, &r.plain_email)?,
            vault.index(IndexKind::SignIn, &r.plain_email)
        )
        .execute(&mut **db)
        .await?;
    }
    Ok(count)
}
