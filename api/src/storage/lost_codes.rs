//! Codes of requests that are replaced, and the short numbers.

use jiff::Timestamp;
use punte_core::{
    contact::{Email, Phone},
    id::{AccountId, RequestId},
    locale::Locale,
    request::RequestNumber,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};
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

/// A request that lives: neither taken back, nor closed, nor erased.
pub struct LivingRow {
    /// Its id.
    pub id: RequestId,
    /// The eleven digits of its short number.
    pub number: Option<i64>,
    /// Its language.
    pub locale: Locale,
    /// When it was filed.
    pub created_at: Timestamp,
}

/// The living requests that want to be reached at an e-mail address, who was there first first: whoever names an address later pushes
/// nobody out.
pub async fn list_by_email(
    db: &mut PgConnection,
    vault: &Vault,
    email: &Email,
    limit: i64,
) -> Result<Vec<LivingRow>> {
    let rows = sqlx::query!(
        "select r.id, r.number, r.locale, r.created_at from identity.request_contact c join request r on r.id = c.request_id
         where c.email_index = $1 and c.channel = 'email' and r.state = 'open' and r.erased_at is null
         order by r.created_at, r.id limit $2",
        vault.index(IndexKind::Email, email.reveal()),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| LivingRow {
            id: RequestId(r.id),
            number: r.number,
            locale: Locale::from_tag(&r.locale).unwrap_or_default(),
            created_at: from_time(r.created_at),
        })
        .collect())
}

/// As [`list_by_email`], of a phone that they named.
pub async fn list_by_phone(
    db: &mut PgConnection,
    vault: &Vault,
    phone: &Phone,
    limit: i64,
) -> Result<Vec<RequestId>> {
    let ids = sqlx::query_scalar!(
        "select r.id from identity.request_contact c join request r on r.id = c.request_id
         where c.phone_index = $1 and r.state = 'open' and r.erased_at is null order by r.created_at, r.id limit $2",
        vault.index(IndexKind::Phone, phone.reveal()),
        limit
    );
    Ok(ids
        .fetch_all(db)
        .await?
        .into_iter()
        .map(RequestId)
        .collect())
}

/// Whether somebody belongs, or did, to a provider that the household of a request chose or wrote to.
pub async fn is_involved(
    db: &mut PgConnection,
    who: AccountId,
    request: RequestId,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from match m where m.request_id = $1 and has_belonged($2, m.provider_id))
               or exists (select from inquiry i where i.request_id = $1 and has_belonged($2, i.provider_id)) as "involved!""#,
        request.0,
        who.0
    )
    .fetch_one(db)
    .await
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
    /// The moderator who did it, or whoever looks after a child who is alone.
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
