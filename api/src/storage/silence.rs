//! Who said nothing for long, and who could not.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    booking::MatchState,
    clock::ZONE,
    id::{MatchId, NeedId, OfferId, RequestId},
};
use sqlx::PgConnection;

use super::{Result, from_time, to_date, to_time};

/// Requests with needs of which it is time to look whether their household is asked about them; those looked at longest ago first.
/// Of a child who is alone nobody asks: people look after it. Nor of a need whose days are over by `today`.
pub async fn list_to_ask(
    db: &mut PgConnection,
    now: Timestamp,
    today: Date,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "select n.request_id from need n join request q on q.id = n.request_id
         where n.state in ('open', 'proposed') and n.ask_at <= $1 and (n.dates is null or upper(n.dates) > $2)
             and q.state = 'open' and not q.unaccompanied_minor
         group by n.request_id order by min(n.ask_at) limit $3",
        to_time(now),
        to_date(today),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(RequestId)
    .collect())
}

/// Needs that look for help on days that are over by `today`, and for which nobody has an answer to give; those first that are over
/// longest. What a child who is alone needs is for people to say.
pub async fn list_needs_over(
    db: &mut PgConnection,
    today: Date,
    limit: i64,
) -> Result<Vec<(RequestId, NeedId)>> {
    let rows = sqlx::query!(
        "select n.request_id, n.id from need n join request q on q.id = n.request_id
         where n.state in ('open', 'partly_served') and upper(n.dates) <= $1 and q.state = 'open' and not q.unaccompanied_minor
             and not exists (select from match m where m.need_id = n.id and m.state in ('suggested', 'proposed'))
         order by upper(n.dates), n.id limit $2",
        to_date(today),
        limit
    )
    .fetch_all(db)
    .await?;
    let ids = rows
        .into_iter()
        .map(|r| (RequestId(r.request_id), NeedId(r.id)));
    Ok(ids.collect())
}

/// When the household of an open request was last heard; none of one that ended.
pub async fn find_heard(db: &mut PgConnection, id: RequestId) -> Result<Option<Timestamp>> {
    let heard = sqlx::query_scalar!(
        "select last_seen_at from request where id = $1 and state = 'open'",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(heard.map(from_time))
}

/// Writes down when a household is asked about a need, and that it is now, if it is.
pub async fn update_need_asked(
    db: &mut PgConnection,
    id: NeedId,
    asked: Option<Timestamp>,
    again: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update need set asked_at = coalesce($2, asked_at), ask_at = $3 where id = $1",
        id.0,
        asked.map(to_time),
        to_time(again)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Open requests, or one if it is, without a need that its household is asked about, that nobody opened since, and whose households were not
/// asked since they last did. In a transaction they stay locked; what somebody else changes meanwhile is left for the next look.
pub async fn lock_unheard(
    db: &mut PgConnection,
    since: Timestamp,
    only: Option<RequestId>,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "select id from request q where state = 'open' and last_seen_at < $1 and (asked_at is null or asked_at <= last_seen_at)
             and ($3::uuid is null or id = $3)
             and (unaccompanied_minor or not exists (
                 select from need n where n.request_id = q.id and n.state in ('open', 'proposed')))
         order by last_seen_at limit $2 for update skip locked",
        to_time(since),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(RequestId)
    .collect())
}

/// Writes down that a household is asked about its request now.
pub async fn update_asked(db: &mut PgConnection, id: RequestId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update request set asked_at = $2 where id = $1",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Agreements in a state, whose days are counted from a day no later than the first; of help without days, no later than the second.
/// Counted is from the day by which the help begins (`core::beginning::Beginning::latest_day`), or from that on which the match came to its state, if it came later.
/// What both confirmed with a provider that is looked into is left out: silence does not begin it, and it would take the place of others.
pub async fn list_agreed(
    db: &mut PgConnection,
    state: MatchState,
    (with_days, without): (Date, Date),
    limit: i64,
) -> Result<Vec<MatchId>> {
    Ok(sqlx::query_scalar!(
        "select m.id from match m join need n on n.id = m.need_id
         cross join lateral (select (begins_by(m, n) at time zone $4::text)::date as day) begins
         cross join lateral (select (max(e.at) at time zone $4::text)::date as day from match_event e
             where e.match_id = m.id and e.to_state = m.state) since
         where m.state in ('accepted', 'confirmed') and m.state = $1
             and since.day <= case when begins.day is null then $3::date else $2::date end
             and (begins.day is null or begins.day <= $2::date)
             and (m.state <> 'confirmed' or not is_frozen(m.provider_id))
         order by m.created_at limit $5",
        state.as_str(),
        to_date(with_days),
        to_date(without),
        ZONE,
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(MatchId)
    .collect())
}

/// When a match came to a state.
pub async fn find_since(
    db: &mut PgConnection,
    id: MatchId,
    state: MatchState,
) -> Result<Option<Timestamp>> {
    let at = sqlx::query_scalar!(
        "select max(at) from match_event where match_id = $1 and to_state = $2",
        id.0,
        state.as_str()
    )
    .fetch_one(db)
    .await?;
    Ok(at.map(from_time))
}

/// Whether a question went out before an instant, or was given up by then: their pages ask in any case, and nothing is held for ever because a
/// mail could not be written.
pub async fn was_asked(db: &mut PgConnection, dedup_id: &str, before: Timestamp) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from job where dedup_id = $1
               and (state = 'done' and done_at <= $2 or state in ('dead', 'dropped') and run_at <= $2)) as "asked!""#,
        dedup_id,
        to_time(before)
    )
    .fetch_one(db)
    .await
}

/// Matches that wait for an answer about an offer that has not so much left, or not on their days; those first that wait longest.
pub async fn list_crowded_out(db: &mut PgConnection, offer: OfferId) -> Result<Vec<MatchId>> {
    Ok(sqlx::query_scalar!(
        "select m.id from match m where m.offer_id = $1 and m.state in ('suggested', 'proposed') and is_taken(m)
         order by m.created_at, m.id",
        offer.0
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(MatchId)
    .collect())
}

/// Whether the offer of a match has not so much left as it asks for, or not on its days.
pub async fn is_crowded_out(db: &mut PgConnection, id: MatchId) -> Result<bool> {
    let taken = sqlx::query_scalar!(
        r#"select coalesce(is_taken(m), false) as "taken!" from match m where m.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(taken.unwrap_or(false))
}

/// Whether help is taken to have begun without anybody's word, and the household said nothing since.
pub async fn is_begun_unsaid(db: &mut PgConnection, id: MatchId) -> Result<bool> {
    sqlx::query_scalar!(r#"select is_begun_unsaid($1) as "unsaid!""#, id.0)
        .fetch_one(db)
        .await
}
