//! Who said nothing for long.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    booking::MatchState,
    clock::ZONE,
    id::{MatchId, NeedId, RequestId},
};
use sqlx::PgConnection;

use super::{Result, from_time, to_date, to_time};

/// Requests with needs of which it is time to look whether their household is asked about them; those looked at longest ago first.
/// Of a child who is alone nobody asks: people look after it.
pub async fn list_to_ask(
    db: &mut PgConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "select n.request_id from need n join request q on q.id = n.request_id
         where n.state in ('open', 'proposed') and n.ask_at <= $1 and q.state = 'open' and not q.unaccompanied_minor
         group by n.request_id order by min(n.ask_at) limit $2",
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(RequestId)
    .collect())
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

/// Open requests without a need that its household is asked about, that nobody opened since, and whose households were not asked since
/// they last did; they are asked now.
pub async fn update_asked(
    db: &mut PgConnection,
    since: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "update request set asked_at = $2 where id in (
             select id from request q where state = 'open' and last_seen_at < $1 and (asked_at is null or asked_at <= last_seen_at)
                 and (unaccompanied_minor or not exists (
                     select from need n where n.request_id = q.id and n.state in ('open', 'proposed')))
             order by last_seen_at limit $3 for update skip locked)
         returning id",
        to_time(since),
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(RequestId)
    .collect())
}

/// Agreements in a state, whose days are counted from a day no later than the first; of help without days, no later than the second.
/// Counted is from the day by which the help begins (`core::beginning::Beginning::latest_day`), or from that on which the match came to its state, if it came later.
pub async fn list_agreed(
    db: &mut PgConnection,
    state: MatchState,
    (with_days, without): (Date, Date),
    limit: i64,
) -> Result<Vec<MatchId>> {
    Ok(sqlx::query_scalar!(
        "select m.id from match m join need n on n.id = m.need_id
         cross join lateral (select case
             when m.from_stop is not null then (leaves_until(m.revision_id) at time zone $4::text)::date
             when n.category = 'housing' and m.during is not null then lower(m.during)
             else upper(coalesce(m.during, n.dates)) - 1 end as day) begins
         cross join lateral (select (max(e.at) at time zone $4::text)::date as day from match_event e
             where e.match_id = m.id and e.to_state = m.state) since
         where m.state in ('accepted', 'confirmed') and m.state = $1
             and since.day <= case when begins.day is null then $3::date else $2::date end
             and (begins.day is null or begins.day <= $2::date)
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

/// Whether a question went out before an instant.
pub async fn was_asked(db: &mut PgConnection, dedup_id: &str, before: Timestamp) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from job where dedup_id = $1 and state = 'done' and done_at <= $2) as "asked!""#,
        dedup_id,
        to_time(before)
    )
    .fetch_one(db)
    .await
}

/// Whether help is taken to have begun without anybody's word, and the household said nothing since.
pub async fn is_begun_unsaid(db: &mut PgConnection, id: MatchId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from match_event where match_id = $1 and to_state = 'started' and side = 'system')
               and not exists (select from check_in c where c.match_id = $1 and c.answer is not null)
               and not exists (select from match_completion w where w.match_id = $1 and w.side = 'refugee') as "unsaid!""#,
        id.0
    )
    .fetch_one(db)
    .await
}
