//! What the two sides of a match said about whether the help is over.

use jiff::Timestamp;
use punte_core::{
    booking::Side,
    clock::ZONE,
    completion::{CONFIRMED_AFTER_DAYS, GOES_ON_DAYS, OVER_AFTER_DAYS, Said, Word},
    id::{AccountId, MatchId},
    silence::WITHOUT_DAYS,
};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// Writes a word down, after those that were said before. The database refuses one that answers nothing.
pub async fn insert(
    db: &mut PgConnection,
    id: MatchId,
    said: Said,
    account: Option<AccountId>,
) -> Result<()> {
    sqlx::query!(
        "insert into match_completion (match_id, n, side, word, account_id, at)
         values ($1, (select count(*) + 1 from match_completion c where c.match_id = $1), $2, $3, $4, $5)",
        id.0,
        said.side.as_str(),
        said.word.as_str(),
        account.map(|a| a.0),
        to_time(said.at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was said about a match, the first word first.
pub async fn list_of(db: &mut PgConnection, id: MatchId) -> Result<Vec<Said>> {
    let rows = sqlx::query!(
        "select side, word, at from match_completion where match_id = $1 order by n",
        id.0
    )
    .fetch_all(db)
    .await?;
    let said = rows.into_iter().filter_map(|r| {
        Some(Said {
            side: Side::from_name(&r.side)?,
            word: Word::from_name(&r.word)?,
            at: from_time(r.at),
        })
    });
    Ok(said.collect())
}

/// Help that silence has ended by now, as `core::completion::over_at` says. Nights are a stay; the week of a doctor's place is none.
pub async fn list_over(db: &mut PgConnection, now: Timestamp, limit: i64) -> Result<Vec<MatchId>> {
    Ok(sqlx::query_scalar!(
        "select m.id from match m join need n on n.id = m.need_id
         cross join lateral (select coalesce(case when n.category = 'housing' then upper(m.during)::timestamp at time zone $2::text end,
             (select max(e.at) from match_event e where e.match_id = m.id and e.to_state = 'started') + make_interval(days => $3))
             + make_interval(days => $4) as at) planned
         left join lateral (select c.word, c.at from match_completion c where c.match_id = m.id order by c.n desc limit 1) said on true
         where m.state = 'started' and case said.word
             when 'over' then said.at + make_interval(days => $5)
             when 'not_over' then greatest(planned.at, said.at + make_interval(days => $6))
             else planned.at end < $1
         order by m.created_at limit $7",
        to_time(now),
        ZONE,
        WITHOUT_DAYS,
        OVER_AFTER_DAYS,
        CONFIRMED_AFTER_DAYS,
        GOES_ON_DAYS,
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(MatchId)
    .collect())
}
