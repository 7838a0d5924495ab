//! Links that mails carry: each does one thing, once.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, RequestId},
    locale::Locale,
    sign_in::LinkPurpose,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, to_time};

/// A link that can be used.
pub struct LinkRow {
    /// Its id.
    pub id: Uuid,
    /// The address that its mail goes to, sealed.
    pub address: Vec<u8>,
    /// The language in which it was asked for.
    pub locale: Locale,
    /// The account that it gives another address.
    pub account: Option<AccountId>,
    /// The request whose code it replaces; none of what was asked for, in whose mail each request has a link.
    pub request: Option<RequestId>,
}

/// A link that is made.
pub struct NewLink<'a> {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// HMAC of its code.
    pub code_hash: &'a [u8],
    /// The address that its mail goes to, sealed.
    pub address: &'a [u8],
    /// HMAC of the address.
    pub address_hash: &'a [u8],
    /// The language in which it is asked for.
    pub locale: Locale,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// The account that it gives another address.
    pub account: Option<AccountId>,
    /// The request whose code it replaces.
    pub request: Option<RequestId>,
}

/// Adds one, unless it is there.
pub async fn insert(db: &mut PgConnection, new: &NewLink<'_>, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into mail_link (id, purpose, code_hash, address, address_hash, locale, made_at, expires_at, account_id, request_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing",
        new.id,
        new.purpose.as_str(),
        new.code_hash,
        new.address,
        new.address_hash,
        new.locale.as_str(),
        to_time(now),
        to_time(new.expires_at),
        new.account.map(|account| account.0),
        new.request.map(|request| request.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One that can still be used, by its id.
pub async fn find(
    db: &mut PgConnection,
    id: Uuid,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Option<LinkRow>> {
    let row = sqlx::query!(
        "select id, address, locale, account_id, request_id from mail_link where id = $1 and purpose = $2 and expires_at > $3",
        id,
        purpose.as_str(),
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| LinkRow {
        id: r.id,
        address: r.address,
        locale: Locale::from_tag(&r.locale).unwrap_or_default(),
        account: r.account_id.map(AccountId),
        request: r.request_id.map(RequestId),
    }))
}

/// Locks one until the transaction ends, if it is there.
pub async fn lock(db: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query_scalar!("select id from mail_link where id = $1 for update", id)
        .fetch_optional(db)
        .await?;
    Ok(())
}

/// One that can still be used, by its code.
pub async fn find_by_code(
    db: &mut PgConnection,
    code_hash: &[u8],
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Option<LinkRow>> {
    let row = sqlx::query!(
        "select id, address, locale, account_id, request_id from mail_link where code_hash = $1 and purpose = $2 and expires_at > $3",
        code_hash,
        purpose.as_str(),
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| LinkRow {
        id: r.id,
        address: r.address,
        locale: Locale::from_tag(&r.locale).unwrap_or_default(),
        account: r.account_id.map(AccountId),
        request: r.request_id.map(RequestId),
    }))
}

/// Uses one up, and with it every other for the same purpose and address; of links that are a request's, those of the same one, and what
/// was asked for and carried them. False if somebody else did.
pub async fn delete_used(db: &mut PgConnection, id: Uuid) -> Result<bool> {
    let used = sqlx::query!(
        "delete from mail_link where id = $1 returning address_hash, purpose, request_id",
        id
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(used) = used else {
        return Ok(false);
    };
    sqlx::query!(
        "delete from mail_link where address_hash = $1 and purpose = $2 and ($3::uuid is null or request_id is null or request_id = $3)",
        used.address_hash,
        used.purpose,
        used.request_id
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// Removes all of an address.
pub async fn delete_of_address(db: &mut PgConnection, address_hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "delete from mail_link where address_hash = $1",
        address_hash
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes all that would give an account another address.
pub async fn delete_of_account(db: &mut PgConnection, account: AccountId) -> Result<()> {
    sqlx::query!("delete from mail_link where account_id = $1", account.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Removes those that cannot be used any more.
pub async fn delete_expired(db: &mut PgConnection, now: Timestamp) -> Result<()> {
    sqlx::query!("delete from mail_link where expires_at <= $1", to_time(now))
        .execute(db)
        .await?;
    Ok(())
}
