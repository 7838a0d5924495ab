//! What comparing an offer with its place and with other offers shows to moderators.

use std::collections::BTreeMap;

use punte_core::{
    id::{OfferId, RevisionId},
    verification::{Hint, hints},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Geog, Result};

/// The hints about some versions; those about which there are none are left out. An offer is compared with the newest version
/// of every other that is neither withdrawn nor rejected.
pub async fn list(
    db: &mut PgConnection,
    revisions: &[RevisionId],
) -> Result<BTreeMap<RevisionId, Vec<Hint>>> {
    let ids: Vec<Uuid> = revisions.iter().map(|r| r.0).collect();
    let rows = sqlx::query!(
        r#"select r.id, p.point as "point: Geog", l.point as "settlement!: Geog",
               array(select o.id from identity.offer_private q join offer o on o.latest_revision_id = q.revision_id
                     where q.point = p.point and o.id <> r.offer_id and o.review not in ('withdrawn', 'rejected')
                     order by o.id limit 10) as "same_point!: Vec<Uuid>",
               array(select o.id from identity.offer_private q join offer o on o.latest_revision_id = q.revision_id
                     where lower(q.address) = lower(p.address) and o.id <> r.offer_id and o.review not in ('withdrawn', 'rejected')
                         and o.place_id = l.id
                     order by o.id limit 10) as "same_address!: Vec<Uuid>"
           from offer_revision r
           join identity.offer_private p on p.revision_id = r.id
           join place l on l.id = (r.content ->> 'place_id')::bigint
           where r.id = any($1)"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    let offers = |ids: Vec<Uuid>| ids.into_iter().map(OfferId).collect();
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            let found = hints(
                r.point.and_then(Geog::point),
                r.settlement.point()?,
                offers(r.same_point),
                offers(r.same_address),
            );
            (!found.is_empty()).then_some((RevisionId(r.id), found))
        })
        .collect())
}
