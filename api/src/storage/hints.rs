//! What reading an offer, and comparing it with its place, with other offers and with its provider's other names, shows to moderators.

use std::collections::BTreeMap;

use jiff::civil::Date;
use punte_core::{
    booking::{EndReason, MatchState},
    clock::local_day,
    id::{OfferId, PlaceId, RevisionId},
    offer::OfferDraft,
    place::{GeoPoint, NEAR_M},
    signals::{
        AlikeOffer, Crossing, Facts, Guest, Hint, KnownBy, NEAR_CROSSING_M, Side, alike, hints,
    },
};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Geog, Result, data_keys, from_time, offer_private::read_point, opening::Opening};
use crate::vault::{DataKey, OFFER_POINT};

/// How many offers near by an offer is compared with, the nearest first.
const COMPARED: i64 = 20;

/// The hints about some versions, on a day; those about which there are none are left out. An offer is compared with the newest version
/// of every other that is neither withdrawn nor rejected.
pub async fn list(
    opening: &mut Opening<'_>,
    revisions: &[RevisionId],
    today: Date,
) -> Result<BTreeMap<RevisionId, Vec<Hint>>> {
    let ids: Vec<Uuid> = revisions.iter().map(|r| r.0).collect();
    let near = list_near(opening, &ids).await?;
    let known = list_known(opening, &ids).await?;
    let guests = list_guests(opening, &ids).await?;
    let compared = Compared {
        near,
        known,
        guests,
    };
    list_about(opening, &ids, compared, today).await
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
    known: BTreeMap<Uuid, Vec<KnownBy>>,
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
                     order by o.id limit 10) as "same_point!: Vec<Uuid>",
               array(select o.id from identity.offer_private q join offer o on o.latest_revision_id = q.revision_id
                     where q.address_index = p.address_index and o.id <> r.offer_id and o.review not in ('withdrawn', 'rejected')
                         and o.place_id = l.id
                     order by o.id limit 10) as "same_address!: Vec<Uuid>",
               array(select n.id from identity.provider i
                     join identity.provider j on (j.phone_index = i.phone_index or j.email_index = i.email_index) and j.provider_id <> i.provider_id
                     join offer n on n.provider_id = j.provider_id and n.review not in ('draft', 'withdrawn', 'rejected')
                     where i.provider_id = o.provider_id order by n.id limit 10) as "same_contact!: Vec<Uuid>"
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

/// Another offer of the same category near by.
struct Near {
    offer: OfferId,
    content: OfferDraft,
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

/// The offers to compare with: of the same category, published in the same or a neighbouring cell. Rows of one list are known to differ.
async fn list_near(opening: &mut Opening<'_>, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<Near>>> {
    let rows = sqlx::query!(
        r#"select r.id, c.id as "offer!", c.latest_revision_id as "latest!", cr.content as "content!: Json<OfferDraft>", p.point as "point?",
               k.wrapped as "wrapped?", k.kek as "kek?", k.version as "version?"
           from offer_revision r
           join offer o on o.id = r.offer_id
           cross join lateral (
               select n.id, n.latest_revision_id from offer n
               where n.review not in ('draft', 'withdrawn', 'rejected') and n.category = o.category and n.id <> o.id
                   and st_dwithin(n.published_point, o.published_point, $2)
                   and not exists (select from offer_source s join offer_source t on t.provider_id = s.provider_id and t.source = s.source
                                   where s.offer_id = o.id and t.offer_id = n.id)
               order by n.published_point <-> o.published_point, n.id desc limit $3
           ) c
           join offer_revision cr on cr.id = c.latest_revision_id
           left join identity.offer_private p on p.revision_id = cr.id
           left join identity.data_key k on k.row_id = cr.id
           where r.id = any($1)"#,
        ids,
        f64::from(NEAR_M),
        COMPARED
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut found: BTreeMap<Uuid, Vec<Near>> = BTreeMap::new();
    for r in rows {
        let key: Option<DataKey> = match (r.wrapped, r.kek, r.version) {
            (Some(wrapped), Some(kek), Some(version)) => {
                Some(data_keys::open(opening, r.latest, wrapped, kek, version)?)
            }
            _ => None,
        };
        let point = match key {
            Some(key) => key.open_some(OFFER_POINT, r.point.as_deref())?,
            None => None,
        };
        found.entry(r.id).or_default().push(Near {
            offer: OfferId(r.offer),
            content: r.content.0,
            point: point.as_deref().and_then(read_point),
        });
    }
    Ok(found)
}

/// By what the provider of each version is known from another one whose block stands: by what it and its members had when it was blocked,
/// also of those who left or were erased since.
async fn list_known(
    opening: &mut Opening<'_>,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<KnownBy>>> {
    let rows = sqlx::query!(
        r#"select r.id, bool_or(k.kind = 'phone') as "phone!", bool_or(k.kind = 'email') as "email!",
               bool_or(k.kind = 'registration_number') as "register!", bool_or(k.kind in ('account', 'sign_in')) as "member!"
           from offer_revision r
           join offer o on o.id = r.offer_id
           cross join lateral marks_of(o.provider_id) k
           join block_mark m on m.value = k.value and m.kind = k.kind
           join provider_block b on b.id = m.block_id and b.verdict is distinct from 'lifted' and b.provider_id <> o.provider_id
           where r.id = any($1)
           group by r.id"#,
        ids
    )
    .fetch_all(&mut *opening.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let known = [
                (KnownBy::Phone, r.phone),
                (KnownBy::Email, r.email),
                (KnownBy::RegistrationNumber, r.register),
                (KnownBy::Member, r.member),
            ];
            let by = known
                .into_iter()
                .filter_map(|(by, is)| is.then_some(by))
                .collect();
            (r.id, by)
        })
        .collect())
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
