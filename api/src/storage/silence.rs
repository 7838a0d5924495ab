//! Who said nothing for long.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    booking::MatchState,
    clock::ZONE,
    id::{MatchId, RequestId},
};
use sqlx::PgConnection;

use super::{Result, from_time, to_date, to_time};

/// Open requests that nobody opened since, and whose households were not asked since they last did; they are asked now.
pub async fn update_asked(
    db: &mut PgConnection,
    since: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "update request set asked_at = $2 where id in (
             select id from request where state = 'open' and last_seen_at < $1 and (asked_at is null or asked_at <= last_seen_at)
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
/// Counted is from the day by which the help begins, or from that on which the match came to its state, if it came later.
pub async fn list_agreed(
    db: &mut PgConnection,
    state: MatchState,
    (with_days, without): (Date, Date),
    limit: i64,
) -> Result<Vec<MatchId>> {
    Ok(sqlx::query_scalar!(
        "select m.id from match m join need n on n.id = m.need_id
         cross join lateral (select coalesce(lower(m.during), upper(n.dates) - 1) as day) begins
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

/// Whether help is taken to have begun without anybody's word.
pub async fn is_begun_unsaid(db: &mut PgConnection, id: MatchId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from match_event where match_id = $1 and to_state = 'started' and side = 'system')
               and not exists (select from check_in c where c.match_id = $1 and c.answer is not null) as "unsaid!""#,
        id.0
    )
    .fetch_one(db)
    .await
}
