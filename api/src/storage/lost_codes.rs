//! Codes of requests that are replaced, and the short numbers.

use jiff::Timestamp;
use punte_core::{
    contact::{Email, Phone},
    id::{AccountId, RequestId},
    request::RequestNumber,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, to_time};
use crate::vault::{IndexKind, Vault};

/// The state of the request of a number.
pub async fn find_state(db: &mut PgConnection, number: RequestNumber) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "select state from request where number = $1",
        number.eleven()
    )
    .fetch_optional(db)
    .await
}

/// The request of a number.
pub async fn find_by_number(
    db: &mut PgConnection,
    number: RequestNumber,
) -> Result<Option<RequestId>> {
    let id = sqlx::query_scalar!("select id from request where number = $1", number.eleven());
    Ok(id.fetch_optional(db).await?.map(RequestId))
}

/// The newest request that wants to be reached at an e-mail address.
pub async fn find_by_email(
    db: &mut PgConnection,
    vault: &Vault,
    email: &Email,
) -> Result<Option<RequestId>> {
    let id = sqlx::query_scalar!(
        "select r.id from identity.request_contact c join request r on r.id = c.request_id
         where c.email_index = $1 and c.channel = 'email' and r.erased_at is null order by r.created_at desc, r.id limit 1",
        vault.index(IndexKind::Email, email.reveal())
    );
    Ok(id.fetch_optional(db).await?.map(RequestId))
}

/// The newest request that named a phone.
pub async fn find_by_phone(
    db: &mut PgConnection,
    vault: &Vault,
    phone: &Phone,
) -> Result<Option<RequestId>> {
    let id = sqlx::query_scalar!(
        "select r.id from identity.request_contact c join request r on r.id = c.request_id
         where c.phone_index = $1 and r.erased_at is null order by r.created_at desc, r.id limit 1",
        vault.index(IndexKind::Phone, phone.reveal())
    );
    Ok(id.fetch_optional(db).await?.map(RequestId))
}

/// Puts another code and another number in the place of those of a request; the number.
pub async fn update_code(
    db: &mut PgConnection,
    id: RequestId,
    tracking_hash: &[u8],
) -> Result<Option<i64>> {
    sqlx::query_scalar!(
        "update request set tracking_hash = $2, number = request_number(), version = version + 1 where id = $1 returning number",
        id.0,
        tracking_hash
    )
    .fetch_one(db)
    .await
}

/// That a code was replaced. By neither: by a link in a mail.
pub struct Reissue<'a> {
    /// Its id.
    pub id: Uuid,
    /// Whose code.
    pub request: RequestId,
    /// The moderator who did it.
    pub by_moderator: Option<AccountId>,
    /// The case worker who did it.
    pub by_case_worker: Option<AccountId>,
    /// Why.
    pub reason: &'a str,
}

/// Writes down who replaced a code, and why.
pub async fn insert(db: &mut PgConnection, new: &Reissue<'_>, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into code_reissue (id, request_id, by_moderator, by_case_worker, reason, at) values ($1, $2, $3, $4, $5, $6)",
        new.id,
        new.request.0,
        new.by_moderator.map(|a| a.0),
        new.by_case_worker.map(|a| a.0),
        new.reason,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
