//! What stands around matches: where they are shown, for all of a list at once, and where one is answered. A page of them takes two
//! statements at most, not seven for each.

use std::collections::HashMap;

use jiff::Timestamp;
use punte_core::{
    booking::{MatchState, Side},
    check_in::{CheckIn, CheckInAnswer},
    completion::{Said, Word},
    id::{MatchId, PlaceId},
    offer::{Category, Departure},
    request::{Household, Need},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{
    Result,
    aftercare::CheckInRow,
    from_time,
    matches::{MatchRow, Raw, departure},
    requests::{NeedRow, RawNeed},
};

/// What stands around a match, to one of its sides.
pub struct AroundRow {
    /// What kind of help.
    pub category: Category,
    /// The need.
    pub need: Need,
    /// Who comes.
    pub household: Household,
    /// Whether the provider is blocked.
    pub blocked: bool,
    /// Whether its offers are hidden by "in danger now" until somebody has looked.
    pub frozen: bool,
    /// Of a ride: its first stop.
    pub first: Option<PlaceId>,
    /// Of a ride: where they get in, if that was decided when it was chosen.
    pub from: Option<PlaceId>,
    /// Of a ride: where they get out, if that was decided when it was chosen.
    pub to: Option<PlaceId>,
    /// Of a ride: when it leaves by the version that people see now, if there is one.
    pub leaves_now: Option<Departure>,
    /// Whether where it is, who drives or another thing that only the two sides see is another in that version than was agreed.
    pub changed: bool,
    /// Whether the provider has another name than when it was agreed.
    pub renamed: bool,
    /// The name then, of an organisation.
    pub former_name: Option<String>,
    /// Whether the name then is kept sealed: a private person's.
    pub former_name_sealed: bool,
    /// The sides that confirmed, the first first.
    pub confirmed_by: Vec<Side>,
    /// Whether the help is taken to have begun without anybody's word, and the household said nothing since.
    pub begun_unsaid: bool,
    /// What was said about whether it is over, the first word first.
    pub words: Vec<Said>,
    /// The steps that were taken, the first first.
    pub history: Vec<TakenRow>,
    /// Whether this side said how it was.
    pub feedback_given: bool,
    /// How many messages of the other side it has not read.
    pub unread: u32,
    /// When the household is asked how it is, and what it answered.
    pub check_ins: Vec<CheckInRow>,
}

/// A step that was taken.
pub struct TakenRow {
    /// Where the match stood afterwards.
    pub state: MatchState,
    /// Whose step it was.
    pub side: Side,
    /// Whether somebody with an account took it for the household. Which one is nobody's to see.
    pub by_helper: bool,
    /// When.
    pub at: Timestamp,
}

/// Reads it for each of them. That the ids come from a `select` hides how many there are: with the number known, PostgreSQL takes a plan made for
/// it to be cheaper each time, and making it takes ten times as long as running it.
pub async fn list(
    db: &mut PgConnection,
    ids: &[MatchId],
    side: Side,
) -> Result<HashMap<MatchId, AroundRow>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select m.id as "id!", n.category as "category!", n.content as "need!: Json<Need>", q.household as "household!: Json<Household>",
               p.status = 'blocked' as "blocked!", is_frozen(m.provider_id) as "frozen!",
               case when m.from_stop is not null then (r.content #>> '{details,stops,0,place_id}')::bigint end as first_place,
               case when m.stops_decided then (r.content #>> array['details', 'stops', m.from_stop::text, 'place_id'])::bigint end as from_place,
               case when m.stops_decided then (r.content #>> array['details', 'stops', m.to_stop::text, 'place_id'])::bigint end as to_place,
               case when m.from_stop is not null then leaves_from(o.live_revision_id) end as departs_from,
               case when m.from_stop is not null then leaves_until(o.live_revision_id) end as departs_until,
               exists (select from match_changed c where c.match_id = m.id and c.contacts) as "changed!",
               z.match_id is not null and (z.former_name is null or z.former_name is distinct from p.public_name) as "renamed!",
               z.former_name as "former_name?",
               exists (select from identity.former_name f where f.match_id = z.match_id) as "former_name_sealed!",
               array(select c.side from match_confirmation c where c.match_id = m.id order by c.at, c.side) as "confirmed_by!",
               is_begun_unsaid(m.id) as "begun_unsaid!",
               exists (select from feedback f where f.match_id = m.id and f.side = $2) as "feedback_given!",
               (select count(*) from message s where s.match_id = m.id and s.side <> $2 and s.read_at is null) as "unread!",
               array(select w.side from match_completion w where w.match_id = m.id order by w.n) as "said_by!",
               array(select w.word from match_completion w where w.match_id = m.id order by w.n) as "words!",
               array(select w.at from match_completion w where w.match_id = m.id order by w.n) as "said_at!",
               array(select e.to_state from match_event e where e.match_id = m.id order by e.id) as "step_states!",
               array(select e.side from match_event e where e.match_id = m.id order by e.id) as "step_sides!",
               array(select e.side = 'refugee' and e.account_id is not null from match_event e where e.match_id = m.id order by e.id)
                   as "steps_helped!",
               array(select e.at from match_event e where e.match_id = m.id order by e.id) as "steps_at!"
           from match m join need n on n.id = m.need_id join request q on q.id = m.request_id join offer_revision r on r.id = m.revision_id
           join offer o on o.id = m.offer_id join provider p on p.id = m.provider_id left join match_renamed z on z.match_id = m.id
           where m.id = any((select $1::uuid[])::uuid[])"#,
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
            let said = r.said_by.iter().zip(&r.words).zip(r.said_at);
            let words = said.filter_map(|((side, word), at)| {
                Some(Said {
                    side: Side::from_name(side)?,
                    word: Word::from_name(word)?,
                    at: from_time(at),
                })
            });
            let words = words.collect();
            let steps = r.step_states.iter().zip(&r.step_sides);
            let steps = steps.zip(r.steps_helped).zip(r.steps_at);
            let history = steps.filter_map(|(((state, side), by_helper), at)| {
                Some(TakenRow {
                    state: MatchState::from_name(state)?,
                    side: Side::from_name(side)?,
                    by_helper,
                    at: from_time(at),
                })
            });
            let history = history.collect();
            let around = AroundRow {
                category: Category::from_name(&r.category)?,
                need: r.need.0,
                household: r.household.0,
                blocked: r.blocked,
                frozen: r.frozen,
                first: r.first_place.map(PlaceId),
                from: r.from_place.map(PlaceId),
                to: r.to_place.map(PlaceId),
                leaves_now: departure(r.departs_from, r.departs_until),
                changed: r.changed,
                renamed: r.renamed,
                former_name: r.former_name,
                former_name_sealed: r.former_name_sealed,
                confirmed_by: r
                    .confirmed_by
                    .iter()
                    .filter_map(|s| Side::from_name(s))
                    .collect(),
                begun_unsaid: r.begun_unsaid,
                words,
                history,
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

/// A match that is answered, locked with what its answer is about.
pub struct AnsweredRow {
    /// The match.
    pub m: MatchRow,
    /// Its need.
    pub need: NeedRow,
    /// Who comes.
    pub household: Household,
}

/// Locks the request of a match, its need and the match, in this order; all of them as they are by then.
pub async fn lock(db: &mut PgConnection, id: MatchId) -> Result<Option<AnsweredRow>> {
    let row = sqlx::query!(
        r#"select m.id, m.need_id, m.request_id, m.offer_id, m.revision_id, m.provider_id, m.quantity, m.during, m.from_stop, m.to_stop,
               m.state, m.points, m.ended_by, m.end_reason, m.answer_by, m.created_at, m.version,
               departs_from(m), departs_until(m),
               n.category, n.content as "need: Json<Need>", n.quantity as wanted, n.served, n.state as need_state, n.version as need_version,
               n.asked_at, n.confirmed_at, q.household as "household: Json<Household>"
           from match m join need n on n.id = m.need_id join request q on q.id = m.request_id
           where m.id = $1
           for no key update of q for no key update of n for update of m"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| {
        let need = RawNeed {
            id: r.need_id,
            request_id: r.request_id,
            category: r.category,
            content: r.need,
            quantity: r.wanted,
            served: r.served,
            state: r.need_state,
            version: r.need_version,
            asked_at: r.asked_at,
            confirmed_at: r.confirmed_at,
        };
        let m = Raw {
            id: r.id,
            need_id: r.need_id,
            request_id: r.request_id,
            offer_id: r.offer_id,
            revision_id: r.revision_id,
            provider_id: r.provider_id,
            quantity: r.quantity,
            during: r.during,
            from_stop: r.from_stop,
            to_stop: r.to_stop,
            state: r.state,
            points: r.points,
            ended_by: r.ended_by,
            end_reason: r.end_reason,
            answer_by: r.answer_by,
            created_at: r.created_at,
            version: r.version,
            departs_from: r.departs_from,
            departs_until: r.departs_until,
        };
        Some(AnsweredRow {
            m: m.row()?,
            need: need.row()?,
            household: r.household.0,
        })
    }))
}
