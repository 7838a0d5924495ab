//! Matches, their history, and who looked at contacts.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    booking::{EndReason, MatchState, Side, Stretch},
    id::{AccountId, MatchId, NeedId, OfferId, ProviderId, RequestId, RevisionId},
    offer::Departure,
    period::Period,
    request::NeedState,
};
use sqlx::{PgConnection, postgres::types::PgRange};
use uuid::Uuid;

use super::{Result, from_range, from_time, to_date, to_range, to_time};

/// A match.
#[derive(Clone)]
pub struct MatchRow {
    /// Its id.
    pub id: MatchId,
    /// Which need.
    pub need: NeedId,
    /// Whose.
    pub request: RequestId,
    /// Which offer.
    pub offer: OfferId,
    /// In which version.
    pub revision: RevisionId,
    /// Of which provider.
    pub provider: ProviderId,
    /// Units.
    pub quantity: u32,
    /// Of housing the nights, of medical help the week.
    pub during: Option<Period>,
    /// Of a ride: between which stops.
    pub stretch: Option<Stretch>,
    /// Where it stands.
    pub state: MatchState,
    /// Points when it was proposed.
    pub points: u32,
    /// Who ended it.
    pub ended_by: Option<Side>,
    /// Why.
    pub end_reason: Option<EndReason>,
    /// When silence ends it.
    pub answer_by: Timestamp,
    /// When it was proposed.
    pub created_at: Timestamp,
    /// Row version.
    pub version: i64,
    /// Of a ride: when it leaves, in the version that was agreed.
    pub departure: Option<Departure>,
}

/// When a ride leaves; none of what is none.
pub(super) fn departure(
    from: Option<time::OffsetDateTime>,
    until: Option<time::OffsetDateTime>,
) -> Option<Departure> {
    let (from, until) = (from.map(from_time)?, until.map(from_time)?);
    Some(Departure { from, until })
}

pub(super) struct Raw {
    pub id: Uuid,
    pub need_id: Uuid,
    pub request_id: Uuid,
    pub offer_id: Uuid,
    pub revision_id: Uuid,
    pub provider_id: Uuid,
    pub quantity: i32,
    pub during: Option<PgRange<time::Date>>,
    pub from_stop: Option<i16>,
    pub to_stop: Option<i16>,
    pub state: String,
    pub points: i32,
    pub ended_by: Option<String>,
    pub end_reason: Option<String>,
    pub answer_by: time::OffsetDateTime,
    pub created_at: time::OffsetDateTime,
    pub version: i64,
    pub departs_from: Option<time::OffsetDateTime>,
    pub departs_until: Option<time::OffsetDateTime>,
}

impl Raw {
    pub fn row(self) -> Option<MatchRow> {
        let stop = |number: Option<i16>| number.and_then(|n| u8::try_from(n).ok());
        let stops = stop(self.from_stop).zip(stop(self.to_stop));
        Some(MatchRow {
            stretch: stops.and_then(|(from, to)| Stretch::new(from, to)),
            id: MatchId(self.id),
            need: NeedId(self.need_id),
            request: RequestId(self.request_id),
            offer: OfferId(self.offer_id),
            revision: RevisionId(self.revision_id),
            provider: ProviderId(self.provider_id),
            quantity: u32::try_from(self.quantity).ok()?,
            during: self.during.as_ref().and_then(from_range),
            state: MatchState::from_name(&self.state)?,
            points: u32::try_from(self.points).ok()?,
            ended_by: self.ended_by.as_deref().and_then(Side::from_name),
            end_reason: self.end_reason.as_deref().and_then(EndReason::from_name),
            answer_by: from_time(self.answer_by),
            created_at: from_time(self.created_at),
            version: self.version,
            departure: departure(self.departs_from, self.departs_until),
        })
    }
}

/// Adds a match that a household chose, with the first line of its history: who chose it, if somebody with an account. The database
/// refuses one with an offer that is not visible, and one of an unaccompanied minor.
pub async fn insert(
    db: &mut PgConnection,
    m: &MatchRow,
    weights_version: u32,
    account: Option<AccountId>,
) -> Result<()> {
    sqlx::query!(
        "with history as (
             insert into match_event (match_id, to_state, side, account_id, at)
             values ($1::uuid, $11::text, $16::text, $17::uuid, $15::timestamptz)
         )
         insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, from_stop, to_stop, stops_decided, state,
             points, weights_version, answer_by, created_at)
         values ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9::smallint is not null, $11::text, $12, $13, $14, $15::timestamptz)",
        m.id.0, m.need.0, m.request.0, m.offer.0, m.revision.0, m.provider.0, i32::try_from(m.quantity).unwrap_or(i32::MAX), m.during.map(to_range),
        m.stretch.map(|s| i16::from(s.from())), m.stretch.map(|s| i16::from(s.to())), m.state.as_str(), i32::try_from(m.points).unwrap_or(0), i32::try_from(weights_version).unwrap_or(0), to_time(m.answer_by), to_time(m.created_at),
        Side::Refugee.as_str(), account.map(|a| a.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A match.
pub async fn find(db: &mut PgConnection, id: MatchId) -> Result<Option<MatchRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, from_stop, to_stop, state, points, ended_by, end_reason, answer_by, created_at, version,
             departs_from(m), departs_until(m)
         from match m where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.and_then(Raw::row))
}

/// Whether the provider ever said yes.
pub async fn was_agreed(db: &mut PgConnection, id: MatchId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from match_event where match_id = $1 and to_state = 'accepted') as "agreed!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Whether a provider ever said yes to a household.
pub async fn was_agreed_with(
    db: &mut PgConnection,
    request: RequestId,
    provider: ProviderId,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from match m join match_event e on e.match_id = m.id
               where m.request_id = $1 and m.provider_id = $2 and e.to_state = 'accepted') as "agreed!""#,
        request.0,
        provider.0
    )
    .fetch_one(db)
    .await
}

/// Which matches: those of what is named, and of nothing else. Each is found by its index, also by a plan that knows no values.
#[derive(Default)]
pub struct MatchFilter<'a> {
    /// Of this need.
    pub need: Option<NeedId>,
    /// Of this offer.
    pub offer: Option<OfferId>,
    /// Of this request.
    pub request: Option<RequestId>,
    /// Of this provider.
    pub provider: Option<ProviderId>,
    /// In one of these states; empty = in any.
    pub states: &'a [MatchState],
}

/// States in which a match waits for an answer.
pub const WAITING: &[MatchState] = &[MatchState::Suggested, MatchState::Proposed];
/// States in which a match is not over.
pub const OPEN: &[MatchState] = &[
    MatchState::Suggested,
    MatchState::Proposed,
    MatchState::Accepted,
    MatchState::Confirmed,
];

/// States in which a match can still hurt somebody: not over, help that takes place included.
pub const STOPPABLE: &[MatchState] = &[
    MatchState::Suggested,
    MatchState::Proposed,
    MatchState::Accepted,
    MatchState::Confirmed,
    MatchState::Started,
];

/// States in which somebody counts on what was promised, and the help is not over.
pub const COUNTED_ON: &[MatchState] = &[
    MatchState::Accepted,
    MatchState::Confirmed,
    MatchState::Started,
];

/// States in which a match holds what was promised: help that is agreed, under way or over.
pub const HOLDING: &[MatchState] = &[
    MatchState::Accepted,
    MatchState::Confirmed,
    MatchState::Started,
    MatchState::Completed,
];

/// Matches, newest first.
pub async fn list(db: &mut PgConnection, filter: &MatchFilter<'_>) -> Result<Vec<MatchRow>> {
    let states: Vec<String> = filter
        .states
        .iter()
        .map(|s| s.as_str().to_owned())
        .collect();
    let raw = sqlx::query_as!(
        Raw,
        "select id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, from_stop, to_stop, state, points, ended_by, end_reason, answer_by, created_at, version,
             departs_from(m), departs_until(m)
         from match m
         where id = any(array(
                 select of_need.id from match of_need join need n on n.request_id = of_need.request_id and n.id = of_need.need_id where n.id = $1
                 union select of_offer.id from match of_offer where of_offer.offer_id = $2
                 union select of_request.id from match of_request where of_request.request_id = $3
                 union select of_provider.id from match of_provider where of_provider.provider_id = $5))
             and ($4::text[] = '{}' or state = any($4))
         order by created_at desc, id",
        filter.need.map(|n| n.0), filter.offer.map(|o| o.0), filter.request.map(|r| r.0), &states, filter.provider.map(|p| p.0)
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// Matches that nobody answered in time.
pub async fn list_overdue(
    db: &mut PgConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<MatchId>> {
    Ok(sqlx::query_scalar!("select id from match where state in ('suggested', 'proposed') and answer_by < $1 order by answer_by limit $2", to_time(now), limit)
        .fetch_all(db)
        .await?
        .into_iter()
        .map(MatchId)
        .collect())
}

/// What a provider was asked, newest first, after the given one.
pub async fn list_by_provider(
    db: &mut PgConnection,
    provider: ProviderId,
    state: Option<&str>,
    after: Option<(Timestamp, MatchId)>,
    limit: i64,
) -> Result<Vec<MatchRow>> {
    let (after_at, after_id) =
        after.map_or((None, None), |(at, id)| (Some(to_time(at)), Some(id.0)));
    let raw = sqlx::query_as!(
        Raw,
        "select id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, from_stop, to_stop, state, points, ended_by, end_reason, answer_by, created_at, version,
             departs_from(m), departs_until(m)
         from match m where provider_id = $1 and state <> 'suggested' and ($2::text is null or state = $2)
             and ($3::timestamptz is null or (created_at, id) < ($3, $4))
         order by created_at desc, id desc limit $5",
        provider.0, state, after_at, after_id, limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// Matches that stand in the way of an offer's dates, as they are by now, and of so much of it, the first to come in front: those that
/// hold beds on a night, or places of a week, from a day on that is not open any more, or of which more are held; those that hold seats of
/// a ride on a leg on which more are held, but not those of a former route, whose seats went with its legs; of anything else all that
/// hold something, if more is held. Nobody is in the way of nights that they left early, nor of a service that helped them.
pub async fn list_in_the_way(
    db: &mut PgConnection,
    offer: OfferId,
    capacity: u16,
    from: Date,
    limit: i64,
) -> Result<Vec<MatchRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, from_stop, to_stop, state, points, ended_by, end_reason, answer_by, created_at, version,
             departs_from(m), departs_until(m)
         from match m
         where m.offer_id = $1 and match_keeps_capacity(m.state, (select o.category from offer o where o.id = m.offer_id)) and case
             when m.during is not null
             then exists (select from offer_night n where n.offer_id = m.offer_id and n.day <@ m.during and n.day >= $3 and n.reserved > 0
                 and (m.left_on is null or n.day < m.left_on) and (n.reserved > $2 or not is_open_on(n)))
             when m.from_stop is not null
             then not m.legs_dropped and exists (select from offer_leg l where l.offer_id = m.offer_id and l.leg >= m.from_stop
                 and l.leg < m.to_stop and l.reserved > $2)
             else exists (select from offer_stock s where s.offer_id = m.offer_id and s.reserved > $2) end
         order by lower(m.during), m.created_at, m.id limit $4",
        offer.0, i32::from(capacity), to_date(from), limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// Open proposals of a whole household.
pub async fn count_waiting_by_request(db: &mut PgConnection, request: RequestId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from match where request_id = $1 and state = 'proposed'"#,
        request.0
    )
    .fetch_one(db)
    .await
}

/// A step of a match.
pub struct StepRow {
    /// Of which match.
    pub id: MatchId,
    /// From which state.
    pub from: MatchState,
    /// To which.
    pub to: MatchState,
    /// Whose step it is.
    pub side: Side,
    /// Who it was, if somebody with an account.
    pub account: Option<AccountId>,
    /// Why it ends, if it does.
    pub reason: Option<EndReason>,
    /// Of a stay that both sides say is over early: the day of leaving, from which on its nights are given back.
    pub left_on: Option<Date>,
    /// When.
    pub at: Timestamp,
}

/// Moves a match, with its line of history and, if that changes, where its need stands. The database takes or gives back what the state
/// holds when the transaction ends, and refuses what is not there.
pub async fn update_state(
    db: &mut PgConnection,
    step: &StepRow,
    need: Option<(NeedId, NeedState)>,
) -> Result<()> {
    sqlx::query!(
        "with history as (
             insert into match_event (match_id, from_state, to_state, side, account_id, reason, at)
             values ($1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::text, $7::timestamptz)
         ), stands as (
             update need set state = $9::text, version = version + 1 where id = $8::uuid
         )
         update match set state = $3::text, ended_by = case when $6::text is not null then $4::text end, end_reason = $6::text,
             left_on = coalesce($10::date, left_on), version = version + 1
         where id = $1::uuid",
        step.id.0,
        step.from.as_str(),
        step.to.as_str(),
        step.side.as_str(),
        step.account.map(|a| a.0),
        step.reason.map(EndReason::as_str),
        to_time(step.at),
        need.map(|(id, _)| id.0),
        need.map(|(_, state)| state.as_str()),
        step.left_on.map(to_date)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Raises the version of a match: something that is seen with it changed.
pub async fn update_version(db: &mut PgConnection, id: MatchId) -> Result<()> {
    sqlx::query!("update match set version = version + 1 where id = $1", id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Writes down that a side looked at the other's contacts.
pub async fn insert_contact_access(
    db: &mut PgConnection,
    id: MatchId,
    side: Side,
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into contact_access (match_id, side, account_id, at) values ($1, $2, $3, $4)",
        id.0,
        side.as_str(),
        account.map(|a| a.0),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
