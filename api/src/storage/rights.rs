//! What people ask of us about their data: consents, erasure, and what is exported beyond what other files read.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, ProviderId, RequestId},
    locale::Locale,
    rights::{ACCESS, Purpose},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, notifications, to_time};

/// A consent.
pub struct ConsentRow {
    /// For what.
    pub purpose: Purpose,
    /// SHA-256 of the words that were agreed to.
    pub text_hash: Vec<u8>,
    /// Their language.
    pub locale: Locale,
    /// Since when.
    pub given_at: Timestamp,
    /// Until when.
    pub withdrawn_at: Option<Timestamp>,
}

/// Writes down a consent.
pub async fn insert_consent(
    db: &mut PgConnection,
    request: RequestId,
    purpose: Purpose,
    text_hash: &[u8],
    locale: Locale,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into consent (request_id, purpose, text_hash, locale, given_at) values ($1, $2, $3, $4, $5)",
        request.0,
        purpose.as_str(),
        text_hash,
        locale.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The consents of a request, in order.
pub async fn list_consents(db: &mut PgConnection, request: RequestId) -> Result<Vec<ConsentRow>> {
    let rows = sqlx::query!(
        "select purpose, text_hash, locale, given_at, withdrawn_at from consent where request_id = $1 order by id",
        request.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(ConsentRow {
                purpose: Purpose::from_name(&r.purpose)?,
                text_hash: r.text_hash,
                locale: Locale::from_tag(&r.locale).unwrap_or_default(),
                given_at: from_time(r.given_at),
                withdrawn_at: r.withdrawn_at.map(from_time),
            })
        })
        .collect())
}

/// Takes a consent back, with what was stored for it.
pub async fn update_consent_withdrawn(
    db: &mut PgConnection,
    request: RequestId,
    purpose: Purpose,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update consent set withdrawn_at = $3 where request_id = $1 and purpose = $2 and withdrawn_at is null",
        request.0,
        purpose.as_str(),
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    match purpose {
        Purpose::FunctionalNeeds => {
            let features = ACCESS.map(|feature| feature.as_str().to_owned());
            sqlx::query!(
                "select forget_functional_needs($1, $2) as gone",
                request.0,
                &features[..]
            )
            .execute(db)
            .await?;
        }
        Purpose::Alerts => {
            sqlx::query!(
                "update request set alerts = false, version = version + 1 where id = $1",
                request.0
            )
            .execute(db)
            .await?;
        }
        Purpose::Sms => {
            sqlx::query!(
                "update request set sms = false, version = version + 1 where id = $1",
                request.0
            )
            .execute(db)
            .await?;
        }
    }
    Ok(())
}

/// Erases a household; its data key goes with its contacts.
pub async fn erase_request(db: &mut PgConnection, id: RequestId, now: Timestamp) -> Result<()> {
    sqlx::query!("select erase_request($1, $2) as gone", id.0, to_time(now))
        .execute(&mut *db)
        .await?;
    sqlx::query!("update request set sms = false where id = $1", id.0)
        .execute(&mut *db)
        .await?;
    notifications::delete_of(db, id.0).await
}

/// Erases who a provider is and where its offers are; their data keys go with them.
pub async fn erase_provider(db: &mut PgConnection, id: ProviderId) -> Result<()> {
    sqlx::query!("select erase_provider($1) as gone", id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Erases an account: its address, sign-ins, roles and memberships.
pub async fn erase_account(db: &mut PgConnection, id: AccountId, now: Timestamp) -> Result<()> {
    sqlx::query!("select erase_account($1, $2) as gone", id.0, to_time(now))
        .execute(&mut *db)
        .await?;
    notifications::delete_of(db, id.0).await
}

/// Erases what was written in reports that were closed before; answers how many texts.
pub async fn forget_closed_reports(
    db: &mut PgConnection,
    before: Timestamp,
    at_most: i32,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select forget_closed_reports($1, $2) as "n!""#,
        to_time(before),
        at_most
    )
    .fetch_one(db)
    .await
}

/// Erases the notes of children's cases that were closed before; answers how many.
pub async fn forget_closed_child_cases(
    db: &mut PgConnection,
    before: Timestamp,
    at_most: i32,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select forget_closed_child_cases($1, $2) as "n!""#,
        to_time(before),
        at_most
    )
    .fetch_one(db)
    .await
}

/// Erases the exact places of offers that were rejected or withdrawn before; answers how many.
pub async fn forget_ended_offers(
    db: &mut PgConnection,
    before: Timestamp,
    at_most: i32,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select forget_ended_offers($1, $2) as "n!""#,
        to_time(before),
        at_most
    )
    .fetch_one(db)
    .await
}

/// Forgets sign-ins that ended or lapsed before, with their tokens; answers how many.
pub async fn forget_ended_sessions(
    db: &mut PgConnection,
    before: Timestamp,
    at_most: i32,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select forget_ended_sessions($1, $2) as "n!""#,
        to_time(before),
        at_most
    )
    .fetch_one(db)
    .await
}

/// Forgets jobs that were done or set aside before; answers how many.
pub async fn forget_done_jobs(
    db: &mut PgConnection,
    before: Timestamp,
    at_most: i32,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select forget_done_jobs($1, $2) as "n!""#,
        to_time(before),
        at_most
    )
    .fetch_one(db)
    .await
}

/// Writes down that somebody was erased, by a hash of their id.
pub async fn insert_erasure(
    db: &mut PgConnection,
    subject_hash: &[u8],
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into erasure (subject_hash, at) values ($1, $2) on conflict do nothing",
        subject_hash,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The hashes of all that were erased.
pub async fn list_erasures(db: &mut PgConnection) -> Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!("select subject_hash from erasure order by at, subject_hash")
        .fetch_all(db)
        .await
}

/// Households, providers and accounts of whom something is there.
pub struct Subjects {
    /// Households.
    pub requests: Vec<RequestId>,
    /// Providers.
    pub providers: Vec<ProviderId>,
    /// Accounts.
    pub accounts: Vec<AccountId>,
}

/// All of whom something is there.
pub async fn list_subjects(db: &mut PgConnection) -> Result<Subjects> {
    let requests =
        sqlx::query_scalar!("select id from request where erased_at is null order by id")
            .fetch_all(&mut *db)
            .await?;
    let providers =
        sqlx::query_scalar!("select provider_id from identity.provider order by provider_id")
            .fetch_all(&mut *db)
            .await?;
    let accounts =
        sqlx::query_scalar!("select account_id from identity.account order by account_id")
            .fetch_all(db)
            .await?;
    Ok(Subjects {
        requests: requests.into_iter().map(RequestId).collect(),
        providers: providers.into_iter().map(ProviderId).collect(),
        accounts: accounts.into_iter().map(AccountId).collect(),
    })
}

/// Open requests that nobody opened since, and for which no help is under way.
pub async fn list_idle_requests(
    db: &mut PgConnection,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "select id from request q where state = 'open' and last_seen_at < $1 and not exists (
             select from match m where m.request_id = q.id and m.state in ('accepted', 'confirmed', 'started')
                 and coalesce(upper(m.during)::timestamptz, m.created_at + interval '90 days') > $1)
         order by last_seen_at limit $2",
        to_time(since),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(RequestId)
    .collect())
}

/// Requests that ended before, and whose household is not erased.
pub async fn list_ended_requests(
    db: &mut PgConnection,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "select id from request where ended_at < $1 and erased_at is null order by ended_at limit $2",
        to_time(before),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(RequestId)
    .collect())
}

/// Writes down that a household opened its request.
pub async fn update_last_seen(db: &mut PgConnection, id: RequestId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update request set last_seen_at = $2 where id = $1 and last_seen_at < $2",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The last four characters of documents that moderators saw of a provider.
pub async fn list_documents(db: &mut PgConnection, id: ProviderId) -> Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select document_last4 as "last4!" from vetting_evidence where provider_id = $1 and document_last4 is not null order by seen_at"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// A line of the audit log about somebody. Not who did it: that is somebody else's.
pub struct TraceRow {
    /// When.
    pub at: Timestamp,
    /// `visitor`, `tracking`, `case_worker`, `member` (of the provider), `staff`, `account`, `partner` or `system`.
    pub by: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub subject: String,
    /// To which.
    pub subject_id: Uuid,
    /// Codes: the reason, the state.
    pub data: serde_json::Value,
}

/// The lines of the audit log about these things, in order.
pub async fn list_traces(db: &mut PgConnection, about: &[Uuid]) -> Result<Vec<TraceRow>> {
    let rows = sqlx::query!(
        r#"select e.at, e.action, e.subject_kind, e.subject_id, e.data, case
                   when e.actor_kind <> 'account' then e.actor_kind
                   when exists (select from household_case c where c.request_id = any($1) and c.account_id = e.actor_id) then 'case_worker'
                   when exists (select from provider_member m where m.account_id = e.actor_id and m.provider_id = any($1)) then 'member'
                   when exists (select from account a where a.id = e.actor_id and a.roles <> '{}') then 'staff'
                   else 'account' end as "by!"
           from audit_event e where e.subject_id = any($1) order by e.id"#,
        about
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| TraceRow {
            at: from_time(r.at),
            by: r.by,
            action: r.action,
            subject: r.subject_kind,
            subject_id: r.subject_id,
            data: r.data,
        })
        .collect())
}

/// When an account signed in and until when that holds.
pub async fn list_sessions(
    db: &mut PgConnection,
    id: AccountId,
) -> Result<Vec<(Timestamp, Timestamp)>> {
    Ok(sqlx::query!(
        "select created_at, expires_at from session where account_id = $1 order by created_at",
        id.0
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(|r| (from_time(r.created_at), from_time(r.expires_at)))
    .collect())
}

/// The providers whose last administrator an account is, with what they are.
pub async fn list_sole_administrations(
    db: &mut PgConnection,
    id: AccountId,
) -> Result<Vec<(ProviderId, String, bool)>> {
    let rows = sqlx::query!(
        r#"select p.id, p.kind,
               exists (select from provider_member o where o.provider_id = p.id and o.account_id <> $1) as "others!"
           from provider_member m join provider p on p.id = m.provider_id
           where m.account_id = $1 and m.role = 'administrator' and not exists (
               select from provider_member o join account a on a.id = o.account_id
               where o.provider_id = p.id and o.account_id <> $1 and o.role = 'administrator' and a.disabled_at is null)
           order by p.id"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (ProviderId(r.id), r.kind, r.others))
        .collect())
}

/// Whether an open report or a standing block is about a provider; a report about a household that it met is none.
pub async fn is_under_review(db: &mut PgConnection, id: ProviderId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from report where provider_id = $1 and reporter not in ('provider', 'moderator') and state <> 'closed')
               or exists (select from provider_block where provider_id = $1 and verdict is distinct from 'lifted') as "held!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Whether people are helped by a provider at this moment.
pub async fn is_helping(db: &mut PgConnection, id: ProviderId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from match where provider_id = $1 and state = 'started') as "helping!""#,
        id.0
    )
    .fetch_one(db)
    .await
}
