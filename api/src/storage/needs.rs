//! Open needs, as the engine wants them.

use futures_util::TryStreamExt as _;
use jiff::{Timestamp, civil::Date};
use punte_core::{
    bundle::{People, Wanted},
    id::{NeedId, RequestId},
    matching::{Candidate, Query, Terms},
    request::{Household, Need},
};
use sqlx::{PgConnection, types::Json};

use super::{Geog, Result};

/// Shows the open needs that asked for alerts and that an offer may fit: of its category, and near enough. Left out are needs that
/// it was proposed for before, and households that the database never matches. What is shown may be too much, never too little.
/// Where something is agreed for its request, which may bound it, there comes what that takes with it.
pub async fn visit_to_alert(
    db: &mut PgConnection,
    offer: &Candidate,
    now: Timestamp,
    today: Date,
    mut visit: impl FnMut(NeedId, &Query, Option<(Wanted, People)>),
) -> Result<()> {
    let (points, detour_m): (Vec<Geog>, u32) = match &offer.terms {
        Terms::Transport(ride) => (
            ride.stops.iter().copied().map(Geog::from).collect(),
            ride.detour_m,
        ),
        _ => (vec![offer.point.into()], 0),
    };
    // The engine rounds to whole metres.
    let beyond_m = f64::from(detour_m) + 1.0;
    let mut rows = sqlx::query!(
        r#"select n.id, n.request_id, n.content as "content: Json<Need>", q.household as "household: Json<Household>",
               n.quantity - n.served as "open!", p.point as "origin!: Geog", d.point as "destination?: Geog",
               exists (select from match m where m.request_id = q.id and match_holds(m.state)) as "agreed!",
               (select count(*) from match m where m.need_id = n.id and match_holds(m.state)) as "settled!"
           from request q
           join need n on n.request_id = q.id
           join place p on p.id = (n.content ->> 'place_id')::bigint
           left join place d on d.id = (n.content #>> '{details,to_place_id}')::bigint
           where q.alerts and q.state = 'open' and not q.unaccompanied_minor
               and n.category = $1 and n.state in ('open', 'proposed', 'partly_served')
               and exists (select from unnest($2::geography[]) stop
                   where st_dwithin(p.point, stop, (n.content ->> 'radius_m')::float8 + $3, use_spheroid => false))
               and not exists (select from match m where m.need_id = n.id and m.offer_id = $4)
               and not exists (select from request_stop s where s.request_id = q.id and s.lifted_at is null)"#,
        offer.category().as_str(), points as _, beyond_m, offer.offer.0
    )
    .fetch(db);
    while let Some(row) = rows.try_next().await? {
        let (Some(origin), Ok(open)) = (row.origin.point(), u32::try_from(row.open)) else {
            continue;
        };
        let (need, destination) = (NeedId(row.id), row.destination.and_then(Geog::point));
        let mut query = Query::new(
            RequestId(row.request_id),
            &row.household,
            &row.content,
            open,
            origin,
            destination,
            now,
            today,
        );
        query.settle_parts(u32::try_from(row.settled).unwrap_or(u32::MAX));
        let bound = row.agreed.then(|| {
            let wanted = Wanted::of(need, &row.content, open, origin, destination);
            (wanted, People::of(&row.household))
        });
        visit(need, &query, bound);
    }
    Ok(())
}
