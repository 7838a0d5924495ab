//! What reading an offer, and comparing it with its place, with other offers and with its provider's other names, shows to moderators.

use std::collections::BTreeMap;

use jiff::civil::Date;
use punte_core::{
    booking::{EndReason, MatchState},
    clock::local_day,
    id::{OfferId, PlaceId, ProviderId, RevisionId},
    offer::OfferDraft,
    place::{GeoPoint, NEAR_M, SAME_CELL_M},
    signals::{
        AlikeOffer, Crossing, Facts, Guest, Hint, KnownBy, NEAR_CROSSING_M, Side, alike,
        guests_gone, hints, may_be_alike,
    },
};
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    Geog, Result, data_keys, from_time,
    offer_private::{self, read_point},
    opening::Opening,
};
use crate::vault::OFFER_POINT;

/// How many offers of its own cell an offer is compared with at most, the nearest and then the newest first.
const IN_ITS_CELL: i64 = 300;

/// How many offers of other cells near by it is compared with, likewise.
const BESIDE_ITS_CELL: i64 = 20;

/// What reading and comparing a version found.
#[derive(Default)]
pub struct Found {
    /// The hints.
    pub hints: Vec<Hint>,
    /// Of how many other offers the exact points were opened for it.
    pub compared: usize,
}

/// What is found about some versions, on a day. An offer is compared with the newest version of every other that is neither withdrawn nor
/// rejected.
pub async fn list(
    opening: &mut Opening<'_>,
    revisions: &[RevisionId],
    today: Date,
) -> Result<BTreeMap<RevisionId, Found>> {
    let ids: Vec<Uuid> = revisions.iter().map(|r| r.0).collect();
    let near = list_near(opening, &ids).await?;
    let counts: BTreeMap<RevisionId, usize> = near
        .iter()
        .map(|(id, near)| {
            let opened = near.iter().filter(|other| other.point.is_some());
            (RevisionId(*id), opened.count())
        })
        .collect();
    let known = list_known(opening, &ids).await?;
    let guests = list_guests(opening, &ids).await?;
    let compared = Compared {
        near,
        known,
        guests,
    };
    let mut hints = list_about(opening, &ids, compared, today).await?;
    Ok(revisions
        .iter()
        .map(|id| {
            let found = Found {
                hints: hints.remove(id).unwrap_or_default(),
                compared: counts.get(id).copied().unwrap_or_default(),
            };
            (*id, found)
        })
        .collect())
}

/// Of the hints about some versions those that whoever wrote them is told: nothing is compared for them that they do not see.
pub async fn list_for_writer(
    opening: &mut Opening<'_>,
    revisions: &[RevisionId],
    today: Date,
) -> Result<BTreeMap<RevisionId, Vec<Hint>>> {
    let ids: Vec<Uuid> = revisions.iter().map(|r| r.0).collect();
    let mut found = list_about(opening, &ids, Compared::default(), today).await?;
    for hints in found.values_mut() {
        hints.retain(Hint::for_its_writer);
    }
    Ok(found)
}

/// With what versions are compared for moderators, by version.
#[derive(Default)]
struct Compared {
    near: BTreeMap<Uuid, Vec<Near>>,
    known: BTreeMap<Uuid, Vec<(ProviderId, KnownBy)>>,
    guests: BTreeMap<Uuid, Vec<Guest>>,
}

/// How far crossings are fetched, metres: a little farther than [`NEAR_CROSSING_M`], which core measures on the sphere.
const CROSSING_FETCHED_M: u32 = NEAR_CROSSING_M + 1_000;

async fn list_about(
    opening: &mut Opening<'_>,
    ids: &[Uuid],
    mut compared: Compared,
    today: Date,
) -> Result<BTreeMap<RevisionId, Vec<Hint>>> {
    let rows = sqlx::query!(
        r#"select r.id, r.content as "content: Json<OfferDraft>", p.point, k.wrapped, k.kek, k.version, l.point as "settlement!: Geog", l.country,
               o.created_at, r.created_at as written_at, v.created_at as provider_since, x.id as "crossing?", x.point as "crossing_point?: Geog",
               (select count(*) from offer n where n.provider_id = o.provider_id and n.review <> 'draft'
                    and n.created_at > o.created_at - interval '24 hours' and n.created_at <= o.created_at
                    and not exists (select from offer_source s where s.offer_id = n.id)) as "in_a_day!",
               array(select o.id from identity.offer_private q join offer o on o.latest_revision_id = q.revision_id
                     where q.point_index = p.point_index and o.id <> r.offer_id and o.review not in ('withdrawn', 'rejected')
                     order by o.id desc limit 10) as "same_point!: Vec<Uuid>",
               array(select o.id from identity.offer_private q join offer o on o.latest_revision_id = q.revision_id
                     join offer_revision n on n.id = q.revision_id
                     where q.address_index = p.address_index and o.id <> r.offer_id and o.review not in ('withdrawn', 'rejected')
                         and (n.content ->> 'place_id')::bigint = l.id
                     order by o.id desc limit 10) as "same_address!: Vec<Uuid>",
               array(select n.id from identity.provider i
                     join identity.provider j on (j.phone_index = i.phone_index or j.email_index = i.email_index) and j.provider_id <> i.provider_id
                     join offer n on n.provider_id = j.provider_id and n.review not in ('draft', 'withdrawn', 'rejected')
                     where i.provider_id = o.provider_id order by n.id desc limit 10) as "same_contact!: Vec<Uuid>"
           from offer_revision r
           join offer o on o.id = r.offer_id
           join provider v on v.id = o.provider_id
           join identity.offer_private p on p.revision_id = r.id
           join identity.data_key k on k.row_id = r.id
           join place l on l.id = (r.content ->> 'place_id')::bigint
           left join lateral (
               select c.id, c.point from place c where c.kind = 'crossing' and st_dwithin(c.point, l.point, $2)
               order by c.point <-> l.point, c.id limit 1
           ) x on true
           where r.id = any($1)"#,
        ids,
        f64::from(CROSSING_FETCHED_M)
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let offers = |ids: Vec<Uuid>| ids.into_iter().map(OfferId).collect();
    let mut found = BTreeMap::new();
    for r in rows {
        let key = data_keys::open(opening, r.id, r.wrapped, r.kek, r.version)?;
        let point = key.open_some(OFFER_POINT, r.point.as_deref())?;
        let point = point.as_deref().and_then(read_point);
        let Some(settlement) = r.settlement.point() else {
            continue;
        };
        let side = Side {
            content: &r.content.0,
            point,
        };
        let provider_since = from_time(r.provider_since);
        let crossing = r.crossing.zip(r.crossing_point.and_then(Geog::point));
        let about = hints(Facts {
            content: &r.content.0,
            point,
            settlement,
            country: &r.country,
            today,
            same_point: offers(r.same_point),
            same_address: offers(r.same_address),
            alike: compared
                .near
                .remove(&r.id)
                .unwrap_or_default()
                .iter()
                .filter_map(|other| other.compared(side))
                .collect(),
            same_contact: offers(r.same_contact),
            blocked: compared.known.remove(&r.id).unwrap_or_default(),
            offers_in_a_day: u32::try_from(r.in_a_day).unwrap_or(u32::MAX),
            provider_age: from_time(r.created_at).duration_since(provider_since),
            age_at_version: from_time(r.written_at).duration_since(provider_since),
            provider_since: local_day(provider_since),
            crossing: crossing.map(|(id, point)| Crossing {
                id: PlaceId(id),
                point,
            }),
            guests: compared.guests.remove(&r.id).unwrap_or_default(),
        });
        if !about.is_empty() {
            found.insert(RevisionId(r.id), about);
        }
    }
    Ok(found)
}

/// Another offer of the same category near by that says much the same.
struct Near {
    offer: OfferId,
    content: OfferDraft,
    /// Its exact point, which was opened for this.
    point: Option<GeoPoint>,
}

impl Near {
    fn compared(&self, side: Side<'_>) -> Option<AlikeOffer> {
        let own = Side {
            content: &self.content,
            point: self.point,
        };
        alike(side, own).map(|apart| AlikeOffer {
            offer_id: self.offer,
            apart,
        })
    }
}

/// The offers to compare with: of the same category, of which the newest version would be published in the same or a neighbouring cell as
/// this one, and which say so much the same that their exact points matter: no others are opened. Rows of one list are known to differ.
async fn list_near(opening: &mut Opening<'_>, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<Near>>> {
    let own: BTreeMap<Uuid, OfferDraft> = sqlx::query!(
        r#"select id, content as "content: Json<OfferDraft>" from offer_revision where id = any($1)"#,
        ids
    )
    .fetch_all(&mut *opening.db)
    .await?
    .into_iter()
    .map(|r| (r.id, r.content.0))
    .collect();
    let rows = sqlx::query!(
        r#"select r.id, c.id as "offer!", l.id as "latest!", l.content as "content!: Json<OfferDraft>"
           from offer_revision r
           join offer o on o.id = r.offer_id
           cross join lateral (
               select w.id, w.latest_revision_id from (
                   select n.id, n.latest_revision_id, s.same,
                       row_number() over (partition by s.same order by v.published_point <-> r.published_point, n.id desc) as place
                   from offer_revision v
                   join offer n on n.id = v.offer_id and n.latest_revision_id = v.id
                   cross join lateral (select st_dwithin(v.published_point, r.published_point, $3) as same) s
                   where n.review not in ('draft', 'withdrawn', 'rejected') and n.category = o.category and n.id <> o.id
                       and st_dwithin(v.published_point, r.published_point, $2)
                       and not exists (select from offer_source f join offer_source t on t.provider_id = f.provider_id and t.source = f.source
                                       where f.offer_id = o.id and t.offer_id = n.id)
               ) w where w.place <= case when w.same then $4::bigint else $5::bigint end
           ) c
           join offer_revision l on l.id = c.latest_revision_id
           where r.id = any($1)"#,
        ids,
        f64::from(NEAR_M),
        f64::from(SAME_CELL_M),
        IN_ITS_CELL,
        BESIDE_ITS_CELL
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|r| {
            let own = own.get(&r.id);
            own.is_some_and(|own| may_be_alike(own, &r.content.0))
        })
        .collect();
    let named: Vec<Uuid> = rows.iter().map(|r| r.latest).collect();
    let points = offer_private::list_points(opening, &named).await?;
    let mut found: BTreeMap<Uuid, Vec<Near>> = BTreeMap::new();
    for r in rows {
        found.entry(r.id).or_default().push(Near {
            offer: OfferId(r.offer),
            content: r.content.0,
            point: points.get(&r.latest).copied(),
        });
    }
    Ok(found)
}

/// From which other providers whose blocks stand the provider of each version is known: by what they and their members had when they were
/// blocked, also of those who left or were erased since.
async fn list_known(
    opening: &mut Opening<'_>,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<(ProviderId, KnownBy)>>> {
    let rows = sqlx::query!(
        r#"select distinct r.id, b.provider_id, case when k.kind in ('account', 'sign_in') then 'member' else k.kind end as "by!"
           from offer_revision r
           join offer o on o.id = r.offer_id
           cross join lateral marks_of(o.provider_id) k
           join block_mark m on m.value = k.value and m.kind = k.kind
           join provider_block b on b.id = m.block_id and b.verdict is distinct from 'lifted' and b.provider_id <> o.provider_id
           where r.id = any($1)"#,
        ids
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut found: BTreeMap<Uuid, Vec<(ProviderId, KnownBy)>> = BTreeMap::new();
    for r in rows {
        if let Some(by) = KnownBy::from_name(&r.by) {
            let from = ProviderId(r.provider_id);
            found.entry(r.id).or_default().push((from, by));
        }
    }
    Ok(found)
}

/// That households did not stay with whose version this is; none where that is no pattern.
pub async fn find_gone(opening: &mut Opening<'_>, revision: RevisionId) -> Result<Option<Hint>> {
    let guests = list_guests(opening, &[revision.0]).await?;
    Ok(guests
        .get(&revision.0)
        .and_then(|guests| guests_gone(guests)))
}

/// What became of the places to sleep that the provider of each version and households agreed on: of each household the last time.
async fn list_guests(
    opening: &mut Opening<'_>,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Guest>>> {
    let rows = sqlx::query!(
        r#"select r.id, g.state as "state!", g.end_reason as "end_reason?", g.nights as "nights?", g.days as "days?"
           from offer_revision r
           join offer o on o.id = r.offer_id
           cross join lateral (
               select distinct on (m.request_id) m.state, m.end_reason, upper(m.during) - lower(m.during) as nights,
                   floor(extract(epoch from e.over_at - e.began_at) / 86400)::integer as days
               from match m
               join offer h on h.id = m.offer_id and h.category = 'housing'
               cross join lateral (
                   select min(v.at) filter (where v.to_state = 'accepted') as agreed_at, min(v.at) filter (where v.to_state = 'started') as began_at,
                       coalesce((select min(c.at) from match_completion c where c.match_id = m.id and c.word = 'over' and not exists (
                           select from match_completion n where n.match_id = m.id and n.word = 'not_over' and n.n > c.n)), max(v.at)) as over_at
                   from match_event v where v.match_id = m.id
               ) e
               where m.provider_id = o.provider_id and m.state in ('completed', 'cancelled', 'no_show', 'expired') and e.agreed_at is not null
               order by m.request_id, m.created_at desc, m.id desc
           ) g
           where r.id = any($1)"#,
        ids
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut found: BTreeMap<Uuid, Vec<Guest>> = BTreeMap::new();
    for r in rows {
        let Some(ended) = MatchState::from_name(&r.state) else {
            continue;
        };
        let whole = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
        found.entry(r.id).or_default().push(Guest {
            ended,
            why: r.end_reason.as_deref().and_then(EndReason::from_name),
            nights: whole(r.nights),
            days: whole(r.days),
        });
    }
    Ok(found)
}
