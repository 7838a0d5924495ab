//! The needs of one request side by side, as the others see them.

use punte_core::{
    booking::{MatchState, Stretch},
    bundle::{Help, Wanted},
    id::{MatchId, NeedId, RequestId},
    matching::Terms,
    offer::OfferDraft,
    request::Need,
};
use sqlx::{PgConnection, postgres::types::PgRange, types::Json};
use uuid::Uuid;

use super::{Geog, Result, from_range, offer_revisions::checked_or_left_out};

struct Raw {
    id: Uuid,
    request_id: Uuid,
    need_id: Uuid,
    offer_id: Uuid,
    state: String,
    quantity: i32,
    during: Option<PgRange<time::Date>>,
    from_stop: Option<i16>,
    to_stop: Option<i16>,
    leaves: bool,
    need: Json<Need>,
    offer: Json<OfferDraft>,
    published_point: Geog,
    origin: Option<Geog>,
    destination: Option<Geog>,
}

/// Help for one of the needs, and where it stands.
pub struct HelpRow {
    /// Which match.
    pub id: MatchId,
    /// Of which need.
    pub need: NeedId,
    /// Whose request.
    pub request: RequestId,
    /// How far the match is.
    pub state: MatchState,
    /// The household said that it is over, or reported it.
    pub leaves: bool,
    /// What it is; none if what was offered breaks today's rules.
    pub help: Option<Help>,
}

impl Raw {
    fn row(self) -> Option<HelpRow> {
        Some(HelpRow {
            id: MatchId(self.id),
            need: NeedId(self.need_id),
            request: RequestId(self.request_id),
            state: MatchState::from_name(&self.state)?,
            leaves: self.leaves,
            help: self.help(),
        })
    }

    fn help(self) -> Option<Help> {
        let wanted = Wanted::of(
            NeedId(self.need_id),
            &self.need,
            0,
            self.origin.and_then(Geog::point)?,
            self.destination.and_then(Geog::point),
        );
        let stop = |number: Option<i16>| number.and_then(|number| u8::try_from(number).ok());
        let stops = stop(self.from_stop).zip(stop(self.to_stop));
        let content = checked_or_left_out(self.offer_id, self.offer.0)?;
        Some(Help::of(
            MatchId(self.id),
            &wanted,
            u32::try_from(self.quantity).ok()?,
            self.during.as_ref().and_then(from_range),
            stops.and_then(|(from, to)| Stretch::new(from, to)),
            &Terms::from(&content.details),
            self.published_point.point()?,
        ))
    }
}

/// What is agreed for some requests, and what waits for an answer, in the order in which it was chosen: in the version of the offer that
/// was agreed on, at its published point. Why the ids come from a `select`, `match_around::list` says.
pub async fn list_helps(db: &mut PgConnection, requests: &[RequestId]) -> Result<Vec<HelpRow>> {
    let ids: Vec<Uuid> = requests.iter().map(|request| request.0).collect();
    let raw = sqlx::query_as!(
        Raw,
        r#"select m.id, m.request_id, m.need_id, m.offer_id, m.state, m.quantity, m.during,
               case when m.stops_decided then m.from_stop end as from_stop, case when m.stops_decided then m.to_stop end as to_stop,
               coalesce((select w.word = 'over' from match_completion w where w.match_id = m.id and w.side = 'refugee' order by w.n desc limit 1), false)
                   or exists (select from report t where t.match_id = m.id and t.reporter = 'household') as "leaves!",
               n.content as "need!: Json<Need>", r.content as "offer!: Json<OfferDraft>",
               o.published_point as "published_point!: Geog", p.point as "origin?: Geog", d.point as "destination?: Geog"
           from match m
           join need n on n.id = m.need_id
           join offer o on o.id = m.offer_id
           join offer_revision r on r.id = m.revision_id
           left join place p on p.id = (n.content ->> 'place_id')::bigint
           left join place d on d.id = (n.content #>> '{details,to_place_id}')::bigint
           where m.request_id = any((select $1::uuid[])::uuid[]) and (match_holds(m.state) or m.state in ('suggested', 'proposed'))
           order by m.created_at, m.id"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// The needs of a request that still look, in the household's order.
pub async fn list_wanted(db: &mut PgConnection, request: RequestId) -> Result<Vec<Wanted>> {
    let rows = sqlx::query!(
        r#"select n.id, n.content as "content: Json<Need>", n.quantity - n.served as "open!", p.point as "origin!: Geog", d.point as "destination?: Geog"
           from need n
           join place p on p.id = (n.content ->> 'place_id')::bigint
           left join place d on d.id = (n.content #>> '{details,to_place_id}')::bigint
           where n.request_id = $1 and n.state in ('open', 'proposed', 'partly_served')
           order by n.position"#,
        request.0
    )
    .fetch_all(db)
    .await?;
    let wanted = rows.into_iter().filter_map(|row| {
        Some(Wanted::of(
            NeedId(row.id),
            &row.content,
            u32::try_from(row.open).ok()?,
            row.origin.point()?,
            row.destination.and_then(Geog::point),
        ))
    });
    Ok(wanted.collect())
}
