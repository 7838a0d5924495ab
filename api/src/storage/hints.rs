//! What reading an offer, and comparing it with its place, with other offers and with its provider's other names, shows to moderators.

use std::collections::BTreeMap;

use jiff::civil::Date;
use punte_core::{
    id::{OfferId, RevisionId},
    offer::OfferDraft,
    place::{GeoPoint, NEAR_M},
    signals::{AlikeOffer, Facts, Hint, KnownBy, Side, alike, hints},
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
    list_about(opening, &ids, near, known, today).await
}

/// Of the hints about some versions those that whoever wrote them is told: nothing is compared for them that they do not see.
pub async fn list_for_writer(
    opening: &mut Opening<'_>,
    revisions: &[RevisionId],
    today: Date,
) -> Result<BTreeMap<RevisionId, Vec<Hint>>> {
    let ids: Vec<Uuid> = revisions.iter().map(|r| r.0).collect();
    let (near, known) = (BTreeMap::new(), BTreeMap::new());
    let mut found = list_about(opening, &ids, near, known, today).await?;
    for hints in found.values_mut() {
        hints.retain(Hint::for_its_writer);
    }
    Ok(found)
}

async fn list_about(
    opening: &mut Opening<'_>,
    ids: &[Uuid],
    mut near: BTreeMap<Uuid, Vec<Near>>,
    mut known: BTreeMap<Uuid, Vec<KnownBy>>,
    today: Date,
) -> Result<BTreeMap<RevisionId, Vec<Hint>>> {
    let rows = sqlx::query!(
        r#"select r.id, r.content as "content: Json<OfferDraft>", p.point, k.wrapped, k.kek, k.version, l.point as "settlement!: Geog", l.country,
               o.created_at, v.created_at as provider_since,
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
           where r.id = any($1)"#,
        ids
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
        let about = hints(Facts {
            content: &r.content.0,
            point,
            settlement,
            country: &r.country,
            today,
            same_point: offers(r.same_point),
            same_address: offers(r.same_address),
            alike: near
                .remove(&r.id)
                .unwrap_or_default()
                .iter()
                .filter_map(|other| other.compared(side))
                .collect(),
            same_contact: offers(r.same_contact),
            blocked: known.remove(&r.id).unwrap_or_default(),
            offers_in_a_day: u32::try_from(r.in_a_day).unwrap_or(u32::MAX),
            provider_age: from_time(r.created_at).duration_since(from_time(r.provider_since)),
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
