//! What comparing an offer with its place and with other offers shows to moderators.

use std::collections::BTreeMap;

use punte_core::{
    id::{OfferId, RevisionId},
    verification::{Hint, hints},
};
use uuid::Uuid;

use super::{Geog, Result, data_keys, offer_private::read_point, opening::Opening};
use crate::vault::OFFER_POINT;

/// The hints about some versions; those about which there are none are left out. An offer is compared with the newest version
/// of every other that is neither withdrawn nor rejected.
pub async fn list(
    opening: &mut Opening<'_>,
    revisions: &[RevisionId],
) -> Result<BTreeMap<RevisionId, Vec<Hint>>> {
    let ids: Vec<Uuid> = revisions.iter().map(|r| r.0).collect();
    let rows = sqlx::query!(
        r#"select r.id, p.point, k.wrapped, k.kek, k.version, l.point as "settlement!: Geog",
               array(select o.id from identity.offer_private q join offer o on o.latest_revision_id = q.revision_id
                     where q.point_index = p.point_index and o.id <> r.offer_id and o.review not in ('withdrawn', 'rejected')
                     order by o.id limit 10) as "same_point!: Vec<Uuid>",
               array(select o.id from identity.offer_private q join offer o on o.latest_revision_id = q.revision_id
                     where q.address_index = p.address_index and o.id <> r.offer_id and o.review not in ('withdrawn', 'rejected')
                         and o.place_id = l.id
                     order by o.id limit 10) as "same_address!: Vec<Uuid>"
           from offer_revision r
           join identity.offer_private p on p.revision_id = r.id
           join identity.data_key k on k.row_id = r.id
           join place l on l.id = (r.content ->> 'place_id')::bigint
           where r.id = any($1)"#,
        &ids
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let offers = |ids: Vec<Uuid>| ids.into_iter().map(OfferId).collect();
    let mut found = BTreeMap::new();
    for r in rows {
        let key = data_keys::open(opening, r.id, r.wrapped, r.kek, r.version)?;
        let point = key.open_some(OFFER_POINT, r.point.as_deref())?;
        let Some(settlement) = r.settlement.point() else {
            continue;
        };
        let about = hints(
            point.as_deref().and_then(read_point),
            settlement,
            offers(r.same_point),
            offers(r.same_address),
        );
        if !about.is_empty() {
            found.insert(RevisionId(r.id), about);
        }
    }
    Ok(found)
}
