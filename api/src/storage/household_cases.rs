//! Requests that case workers follow. Who really follows one at this moment is said by the view `followed_case`.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    case_work::{CaseConsent, CaseEnd, CaseSource},
    id::{AccountId, CaseId, PlaceId, ProviderId, RequestId},
    locale::Locale,
    offer::Category,
    request::{Household, Need, NeedState},
};
use sqlx::{PgConnection, types::Json};

use super::{Result, from_date, from_time, to_date, to_time};

/// A case, with what its request says.
pub struct CaseRow {
    /// Its id.
    pub id: CaseId,
    /// The request.
    pub request: RequestId,
    /// For which organisation.
    pub provider: ProviderId,
    /// Its public name.
    pub organisation: String,
    /// How the household agreed.
    pub consent: CaseConsent,
    /// How the case came to whoever follows it.
    pub source: CaseSource,
    /// Since when.
    pub opened_at: Timestamp,
    /// The day that was chosen to look again.
    pub follow_up_on: Option<Date>,
    /// When it was opened last.
    pub seen_at: Timestamp,
    /// When something happened in it last.
    pub moved_at: Option<Timestamp>,
    /// Its version.
    pub version: i64,
    /// Who comes.
    pub household: Household,
    /// `open`, `withdrawn` or `closed`.
    pub request_state: String,
    /// When help was asked for.
    pub asked_at: Timestamp,
    /// Their language.
    pub locale: Locale,
    /// Where they are.
    pub place: Option<PlaceId>,
}

/// The cases that an account follows; or that one of them.
pub async fn list(
    db: &mut PgConnection,
    account: AccountId,
    id: Option<CaseId>,
) -> Result<Vec<CaseRow>> {
    let rows = sqlx::query!(
        r#"select c.id as "id!", c.request_id as "request_id!", c.provider_id as "provider_id!", coalesce(p.public_name, '') as "organisation!",
               c.consent as "consent!", c.source as "source!", c.opened_at as "opened_at!", c.follow_up_on, c.seen_at as "seen_at!", c.moved_at,
               c.version as "version!", q.household as "household: Json<Household>", q.state, q.created_at, q.locale, q.place_id
           from followed_case c join request q on q.id = c.request_id join provider p on p.id = c.provider_id
           where c.account_id = $1 and ($2::uuid is null or c.id = $2) and q.erased_at is null order by c.opened_at, c.id"#,
        account.0,
        id.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(CaseRow {
                id: CaseId(r.id),
                request: RequestId(r.request_id),
                provider: ProviderId(r.provider_id),
                organisation: r.organisation,
                consent: CaseConsent::from_name(&r.consent)?,
                source: CaseSource::from_name(&r.source)?,
                opened_at: from_time(r.opened_at),
                follow_up_on: r.follow_up_on.map(from_date),
                seen_at: from_time(r.seen_at),
                moved_at: r.moved_at.map(from_time),
                version: r.version,
                household: r.household.0,
                request_state: r.state,
                asked_at: from_time(r.created_at),
                locale: Locale::from_tag(&r.locale).unwrap_or_default(),
                place: r.place_id.map(PlaceId),
            })
        })
        .collect())
}

/// A need of a request that is followed.
pub struct CaseNeedRow {
    /// Of which request.
    pub request: RequestId,
    /// What for.
    pub category: Category,
    /// What is asked.
    pub need: Need,
    /// Where it stands.
    pub state: NeedState,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// The needs of requests, in order.
pub async fn list_needs(db: &mut PgConnection, requests: &[RequestId]) -> Result<Vec<CaseNeedRow>> {
    let ids: Vec<_> = requests.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select request_id, category, content as "need: Json<Need>", state, created_at from need where request_id = any($1) order by request_id, position"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(CaseNeedRow {
                request: RequestId(r.request_id),
                category: Category::from_name(&r.category)?,
                need: r.need.0,
                state: NeedState::from_name(&r.state)?,
                created_at: from_time(r.created_at),
            })
        })
        .collect())
}

/// Who follows a request, as its household sees it.
pub struct WorkerRow {
    /// The case.
    pub id: CaseId,
    /// The public name of the organisation.
    pub organisation: String,
    /// How the household agreed, as is said.
    pub consent: CaseConsent,
    /// How the case came to them.
    pub source: CaseSource,
    /// Since when they have it.
    pub held_since: Timestamp,
    /// Whether they can open the request at this moment.
    pub active: bool,
}

/// Who follows a request: cases that did not end.
pub async fn list_workers(db: &mut PgConnection, request: RequestId) -> Result<Vec<WorkerRow>> {
    let rows = sqlx::query!(
        r#"select c.id, coalesce(p.public_name, '') as "organisation!", c.consent, c.source, c.held_since,
               exists (select from followed_case f where f.id = c.id) as "active!"
           from household_case c join provider p on p.id = c.provider_id
           where c.request_id = $1 and c.ended_at is null order by c.opened_at, c.id"#,
        request.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(WorkerRow {
                id: CaseId(r.id),
                organisation: r.organisation,
                consent: CaseConsent::from_name(&r.consent)?,
                source: CaseSource::from_name(&r.source)?,
                held_since: from_time(r.held_since),
                active: r.active,
            })
        })
        .collect())
}

/// Whose a case is that did not end.
pub struct Holder {
    /// Of which request.
    pub request: RequestId,
    /// Who follows it.
    pub account: AccountId,
    /// For which organisation.
    pub provider: ProviderId,
    /// Its version.
    pub version: i64,
}

/// Locks a case that did not end.
pub async fn lock(db: &mut PgConnection, id: CaseId) -> Result<Option<Holder>> {
    let row = sqlx::query!(
        "select request_id, account_id, provider_id, version from household_case where id = $1 and ended_at is null for update",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Holder {
        request: RequestId(r.request_id),
        account: AccountId(r.account_id),
        provider: ProviderId(r.provider_id),
        version: r.version,
    }))
}

/// A case that begins, or goes over to somebody.
pub struct NewCase {
    /// Its id.
    pub id: CaseId,
    /// Of which request.
    pub request: RequestId,
    /// Who follows it from now on.
    pub account: AccountId,
    /// For which organisation.
    pub provider: ProviderId,
    /// How the household agreed.
    pub consent: CaseConsent,
    /// How it came to them.
    pub source: CaseSource,
}

/// Opens a case.
pub async fn insert(db: &mut PgConnection, new: &NewCase, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into household_case (id, request_id, account_id, provider_id, consent, source, opened_at, held_since, seen_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $7)",
        new.id.0,
        new.request.0,
        new.account.0,
        new.provider.0,
        new.consent.as_str(),
        new.source.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a case to somebody else.
pub async fn update_holder(db: &mut PgConnection, new: &NewCase, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update household_case set account_id = $2, provider_id = $3, consent = $4, source = $5, follow_up_on = null, held_since = $6, seen_at = $6,
             version = version + 1 where id = $1",
        new.id.0,
        new.account.0,
        new.provider.0,
        new.consent.as_str(),
        new.source.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many cases an account follows.
pub async fn count(db: &mut PgConnection, account: AccountId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from household_case where account_id = $1 and ended_at is null"#,
        account.0
    )
    .fetch_one(db)
    .await
}

/// Chooses the day to look again, or none.
pub async fn update_follow_up(
    db: &mut PgConnection,
    id: CaseId,
    on: Option<Date>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update household_case set follow_up_on = $2, seen_at = $3, version = version + 1 where id = $1",
        id.0,
        on.map(to_date),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that whoever follows a case looked at it.
pub async fn update_seen(db: &mut PgConnection, id: CaseId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update household_case set seen_at = $2 where id = $1 and seen_at < $2",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the cases of one kind that did not end: one of them, those of a request, those of an account for one organisation or for all;
/// which they were, of which requests, and who followed them.
pub async fn update_ended(
    db: &mut PgConnection,
    of: Ending,
    reason: CaseEnd,
    now: Timestamp,
) -> Result<Vec<(CaseId, RequestId, AccountId)>> {
    let (mut case, mut request, mut account, mut provider) = (None, None, None, None);
    match of {
        Ending::Case(id) => case = Some(id.0),
        Ending::OfRequest(id) => request = Some(id.0),
        Ending::OfAccount(id) => account = Some(id.0),
        Ending::OfMember(id, at) => (account, provider) = (Some(id.0), Some(at.0)),
    }
    let rows = sqlx::query!(
        "update household_case set ended_at = $5, end_reason = $6, version = version + 1
         where ended_at is null and (id = $1 or request_id = $2 or account_id = $3 and ($4::uuid is null or provider_id = $4))
         returning id, request_id, account_id",
        case,
        request,
        account,
        provider,
        to_time(now),
        reason.as_str()
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            (
                CaseId(r.id),
                RequestId(r.request_id),
                AccountId(r.account_id),
            )
        })
        .collect())
}

/// Which cases end together.
#[derive(Debug, Clone, Copy)]
pub enum Ending {
    /// This one.
    Case(CaseId),
    /// All of a request.
    OfRequest(RequestId),
    /// All of an account.
    OfAccount(AccountId),
    /// Those that an account follows for one organisation.
    OfMember(AccountId, ProviderId),
}

/// The public names of organisations, by name.
pub async fn list_organisations(
    db: &mut PgConnection,
    providers: &[ProviderId],
) -> Result<Vec<(ProviderId, String)>> {
    let ids: Vec<_> = providers.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select id, coalesce(public_name, '') as "name!" from provider where id = any($1) order by 2, id"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (ProviderId(r.id), r.name))
        .collect())
}
