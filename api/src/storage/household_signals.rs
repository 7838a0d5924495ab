//! Households of which numbers stand out, as moderators are told: the numbers, and what was settled. Never who they are.

use jiff::Timestamp;
use punte_core::{
    id::{
        AccountId, HouseholdSignalId, InquiryId, MatchId, OfferId, ProviderId, ReportId, RequestId,
    },
    message::Thread,
    signals::HouseholdCounts,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// Some requests, or one if it is, that are to be counted, the one that waits longest first, without those that another worker has. In a
/// transaction they stay locked.
pub async fn lock_due(
    db: &mut PgConnection,
    now: Timestamp,
    only: Option<RequestId>,
    limit: i64,
) -> Result<Vec<RequestId>> {
    let ids = sqlx::query_scalar!(
        "select request_id from household_signal where due_at <= $1 and ($3::uuid is null or request_id = $3)
         order by due_at, request_id limit $2 for update skip locked",
        to_time(now),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(RequestId).collect())
}

/// Requests that are counted together: this one, and those since an instant with its phone or its e-mail address.
pub struct Together {
    /// The newest that is open, of which moderators are told; none where none is.
    pub newest: Option<RequestId>,
    /// Up to which numbers a moderator settled it, of whichever of them.
    pub settled: HouseholdCounts,
}

/// What is known of the requests that are counted with one.
pub async fn find_together(
    db: &mut PgConnection,
    request: RequestId,
    since: Timestamp,
) -> Result<Together> {
    let row = sqlx::query!(
        r#"with own as (select phone_index, email_index from identity.request_contact where request_id = $1),
           theirs as (
               select $1::uuid as id union
               select c.request_id from identity.request_contact c
               join own o on c.phone_index = o.phone_index or c.email_index = o.email_index
               join request q on q.id = c.request_id and q.created_at > $2 and not q.unaccompanied_minor)
           select (select q.id from request q join theirs t on t.id = q.id
                   where q.state = 'open' and not q.unaccompanied_minor and q.erased_at is null
                   order by q.created_at desc, q.id desc limit 1) as newest,
               coalesce((select max(s.settled_requests) from household_signal s join theirs t on t.id = s.request_id), 0) as "requests!",
               coalesce((select max(s.settled_no_shows) from household_signal s join theirs t on t.id = s.request_id), 0) as "no_shows!",
               coalesce((select max(s.settled_providers) from household_signal s join theirs t on t.id = s.request_id), 0) as "providers!""#,
        request.0,
        to_time(since)
    )
    .fetch_one(db)
    .await?;
    Ok(Together {
        newest: row.newest.map(RequestId),
        settled: counts(row.requests, row.no_shows, row.providers),
    })
}

/// Tells moderators no more of a request, and of those that are counted with it since an instant, but for one.
pub async fn update_lowered(
    db: &mut PgConnection,
    request: RequestId,
    since: Timestamp,
    but: Option<RequestId>,
) -> Result<()> {
    sqlx::query!(
        "with own as (select phone_index, email_index from identity.request_contact where request_id = $1)
         update household_signal s set raised_at = null
         where s.raised_at is not null and s.request_id is distinct from $3 and (s.request_id = $1 or s.request_id in (
             select c.request_id from identity.request_contact c
             join own o on c.phone_index = o.phone_index or c.email_index = o.email_index
             join request q on q.id = c.request_id and q.created_at > $2))",
        request.0,
        to_time(since),
        but.map(|b| b.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Says when a request is counted again.
pub async fn update_due(
    db: &mut PgConnection,
    request: RequestId,
    due_at: Option<Timestamp>,
) -> Result<()> {
    sqlx::query!(
        "update household_signal set due_at = $2 where request_id = $1",
        request.0,
        due_at.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what was counted of a request, when it is counted again, and since when moderators are told: from now on, or as before if they
/// are told already. Whether they are told newly.
pub async fn upsert(
    db: &mut PgConnection,
    id: HouseholdSignalId,
    request: RequestId,
    counted: HouseholdCounts,
    due_at: Option<Timestamp>,
    raised_at: Option<Timestamp>,
) -> Result<bool> {
    let told = sqlx::query_scalar!(
        r#"select true as "told!" from household_signal where request_id = $1 and raised_at is not null for update"#,
        request.0
    )
    .fetch_optional(&mut *db)
    .await?;
    sqlx::query!(
        "insert into household_signal (id, request_id, due_at, requests, no_shows, providers, raised_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (request_id) do update set due_at = excluded.due_at, requests = excluded.requests, no_shows = excluded.no_shows,
             providers = excluded.providers,
             raised_at = case when excluded.raised_at is not null then coalesce(household_signal.raised_at, excluded.raised_at) end",
        id.0,
        request.0,
        due_at.map(to_time),
        number(counted.same_contact),
        number(counted.no_shows),
        number(counted.providers),
        raised_at.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(raised_at.is_some() && told.is_none())
}

/// A household that moderators are told of.
pub struct SignalRow {
    /// Its id.
    pub id: HouseholdSignalId,
    /// The request. For the program, not for moderators.
    pub request: RequestId,
    /// The numbers.
    pub counted: HouseholdCounts,
    /// Since when they are told.
    pub raised_at: Timestamp,
    /// Whether it chose an offer or wrote to anybody: then a report can be made of it.
    pub met: bool,
}

struct Raw {
    id: Uuid,
    request_id: Uuid,
    requests: i32,
    no_shows: i32,
    providers: i32,
    raised_at: time::OffsetDateTime,
    met: bool,
}

impl Raw {
    fn row(self) -> SignalRow {
        SignalRow {
            id: HouseholdSignalId(self.id),
            request: RequestId(self.request_id),
            counted: counts(self.requests, self.no_shows, self.providers),
            raised_at: from_time(self.raised_at),
            met: self.met,
        }
    }
}

/// The households that moderators are told of, the one that waits longest first, after the given one.
pub async fn list(
    db: &mut PgConnection,
    after: Option<(Timestamp, HouseholdSignalId)>,
    limit: i64,
) -> Result<Vec<SignalRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select s.id, s.request_id, s.requests, s.no_shows, s.providers, s.raised_at as "raised_at!",
               (exists (select from match m where m.request_id = s.request_id and m.state <> 'suggested')
                   or exists (select from inquiry i where i.request_id = s.request_id)) as "met!"
           from household_signal s join request q on q.id = s.request_id
           where s.raised_at is not null and q.state = 'open' and not q.unaccompanied_minor and q.erased_at is null
               and ($2::timestamptz is null or (s.raised_at, s.id) > ($2, $3::uuid))
           order by s.raised_at, s.id limit $1"#,
        limit,
        after.map(|(at, _)| to_time(at)),
        after.map(|(_, id)| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().map(Raw::row).collect())
}

/// How many [`list`] has.
pub async fn count(db: &mut PgConnection) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from household_signal s join request q on q.id = s.request_id
           where s.raised_at is not null and q.state = 'open' and not q.unaccompanied_minor and q.erased_at is null"#
    )
    .fetch_one(db)
    .await
}

/// One of them, locked until the transaction ends.
pub async fn lock(db: &mut PgConnection, id: HouseholdSignalId) -> Result<Option<SignalRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select s.id, s.request_id, s.requests, s.no_shows, s.providers, s.raised_at as "raised_at!",
               (exists (select from match m where m.request_id = s.request_id and m.state <> 'suggested')
                   or exists (select from inquiry i where i.request_id = s.request_id)) as "met!"
           from household_signal s join request q on q.id = s.request_id
           where s.id = $1 and s.raised_at is not null and q.state = 'open' and not q.unaccompanied_minor and q.erased_at is null
           for update of s"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.map(Raw::row))
}

/// What a household chose or asked, the newest first: with whom, and about which offer.
pub async fn list_threads(
    db: &mut PgConnection,
    request: RequestId,
    limit: i64,
) -> Result<Vec<(Thread, ProviderId, OfferId)>> {
    let rows = sqlx::query!(
        r#"select t.match_id as "match_id?", t.inquiry_id as "inquiry_id?", t.provider_id as "provider_id!", t.offer_id as "offer_id!" from (
               select m.id as match_id, null::uuid as inquiry_id, m.provider_id, m.offer_id, m.created_at from match m
               where m.request_id = $1 and m.state <> 'suggested'
               union all
               select null, i.id, i.provider_id, i.offer_id, i.created_at from inquiry i where i.request_id = $1
           ) t order by t.created_at desc limit $2"#,
        request.0,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            let of = Thread::of(r.match_id.map(MatchId), r.inquiry_id.map(InquiryId))?;
            Some((of, ProviderId(r.provider_id), OfferId(r.offer_id)))
        })
        .collect())
}

/// Settles a household at its numbers: moderators are told again once one of them grew. What was to be counted still is: it may have grown
/// since it was counted.
pub async fn update_settled(
    db: &mut PgConnection,
    id: HouseholdSignalId,
    by: AccountId,
    report: Option<ReportId>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update household_signal set raised_at = null, settled_by = $2, settled_at = $3, report_id = coalesce($4, report_id),
             settled_requests = greatest(settled_requests, requests), settled_no_shows = greatest(settled_no_shows, no_shows),
             settled_providers = greatest(settled_providers, providers)
         where id = $1",
        id.0,
        by.0,
        to_time(now),
        report.map(|r| r.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

fn counts(requests: i32, no_shows: i32, providers: i32) -> HouseholdCounts {
    let count = |n: i32| u32::try_from(n).unwrap_or(0);
    HouseholdCounts {
        same_contact: count(requests),
        no_shows: count(no_shows),
        providers: count(providers),
        stopped: false,
    }
}

fn number(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
