//! What stands around matches where they are shown, for all of a list at once: a page of them takes three statements, not seven for each.

use std::collections::HashMap;

use jiff::Timestamp;
use punte_core::{
    booking::Side,
    check_in::{CheckIn, CheckInAnswer},
    completion::Said,
    id::{MatchId, PlaceId},
    offer::Category,
    request::{Household, Need},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Result, aftercare::CheckInRow, completions, from_time};

/// What stands around a match, to one of its sides.
pub struct AroundRow {
    /// What kind of help.
    pub category: Category,
    /// The need.
    pub need: Need,
    /// Who comes.
    pub household: Household,
    /// Of a ride: where they get in, if that was decided when it was chosen.
    pub from: Option<PlaceId>,
    /// Of a ride: where they get out, if that was decided when it was chosen.
    pub to: Option<PlaceId>,
    /// The sides that confirmed, the first first.
    pub confirmed_by: Vec<Side>,
    /// Whether the help is taken to have begun without anybody's word, and the household said nothing since.
    pub begun_unsaid: bool,
    /// What was said about whether it is over, the first word first.
    pub words: Vec<Said>,
    /// Whether this side said how it was.
    pub feedback_given: bool,
    /// How many messages of the other side it has not read.
    pub unread: u32,
    /// When the household is asked how it is, and what it answered.
    pub check_ins: Vec<CheckInRow>,
}

/// Reads it for each of them.
pub async fn list(
    db: &mut PgConnection,
    ids: &[MatchId],
    side: Side,
) -> Result<HashMap<MatchId, AroundRow>> {
    let mut words = completions::list(db, ids).await?;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select m.id, n.category, n.content as "need: Json<Need>", q.household as "household: Json<Household>",
               case when m.stops_decided then (r.content #>> array['details', 'stops', m.from_stop::text, 'place_id'])::bigint end as from_place,
               case when m.stops_decided then (r.content #>> array['details', 'stops', m.to_stop::text, 'place_id'])::bigint end as to_place,
               array(select c.side from match_confirmation c where c.match_id = m.id order by c.at, c.side) as "confirmed_by!",
               exists (select from match_event e where e.match_id = m.id and e.to_state = 'started' and e.side = 'system')
                   and not exists (select from check_in c where c.match_id = m.id and c.answer is not null)
                   and not exists (select from match_completion w where w.match_id = m.id and w.side = 'refugee') as "begun_unsaid!",
               exists (select from feedback f where f.match_id = m.id and f.side = $2) as "feedback_given!",
               (select count(*) from message s where s.match_id = m.id and s.side <> $2 and s.read_at is null) as "unread!"
           from match m join need n on n.id = m.need_id join request q on q.id = m.request_id join offer_revision r on r.id = m.revision_id
           where m.id = any($1)"#,
        &ids,
        side.as_str()
    )
    .fetch_all(&mut *db)
    .await?;
    // Nobody asks the provider.
    let mut check_ins = match side {
        Side::Refugee => list_check_ins(db, &ids).await?,
        _ => HashMap::new(),
    };
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            let id = MatchId(r.id);
            let around = AroundRow {
                category: Category::from_name(&r.category)?,
                need: r.need.0,
                household: r.household.0,
                from: r.from_place.map(PlaceId),
                to: r.to_place.map(PlaceId),
                confirmed_by: r
                    .confirmed_by
                    .iter()
                    .filter_map(|s| Side::from_name(s))
                    .collect(),
                begun_unsaid: r.begun_unsaid,
                words: words.remove(&id).unwrap_or_default(),
                feedback_given: r.feedback_given,
                unread: u32::try_from(r.unread).unwrap_or(u32::MAX),
                check_ins: check_ins.remove(&id).unwrap_or_default(),
            };
            Some((id, around))
        })
        .collect())
}

async fn list_check_ins(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<MatchId, Vec<CheckInRow>>> {
    let rows = sqlx::query!(
        "select match_id, kind, due_at, answer from check_in where match_id = any($1) order by due_at",
        ids
    )
    .fetch_all(db)
    .await?;
    let mut found: HashMap<MatchId, Vec<CheckInRow>> = HashMap::new();
    for r in rows {
        let Some(kind) = CheckIn::from_name(&r.kind) else {
            continue;
        };
        let due_at: Timestamp = from_time(r.due_at);
        let answer = r.answer.as_deref().and_then(CheckInAnswer::from_name);
        found
            .entry(MatchId(r.match_id))
            .or_default()
            .push(CheckInRow {
                kind,
                due_at,
                answer,
            });
    }
    Ok(found)
}
