use punte_core::{
    error::FieldError,
    import::Whereabouts,
    place::{FAR_FROM_PLACE_M, distance_m, is_region_called, search_keys},
};
use sqlx::PgConnection;

use crate::{
    app::Result,
    storage::places::{self, PlaceRow},
};

/// How many places that resemble a name are looked at.
const RESEMBLING: i64 = 20;

/// The settlement that a row names, and whether only its point told. A name that is known counts, wherever the point lies: a
/// wrong point is for moderators to see. Among places of one name: those of the division, then the nearest to the point, then
/// the largest; one of another division only where the point agrees. A misspelt name counts where the point agrees. `unknown-place` if neither names nor point lead anywhere.
pub(super) async fn find_place(
    db: &mut PgConnection,
    at: &Whereabouts,
    country: &str,
) -> Result<(PlaceRow, bool)> {
    for name in &at.names {
        let known = places::list_named(db, &search_keys(name, country), country).await?;
        if let Some(place) = choose(known, at, country) {
            return Ok((place, false));
        }
    }
    if let Some(point) = at.point {
        for key in at.names.iter().flat_map(|name| search_keys(name, country)) {
            let resembling = places::search(db, &key, Some(country), RESEMBLING).await?;
            let near = resembling
                .into_iter()
                .filter(|p| {
                    p.kind == "settlement" && distance_m(p.point, point) <= FAR_FROM_PLACE_M
                })
                .collect();
            if let Some(place) = choose(near, at, country) {
                return Ok((place, false));
            }
        }
        if let Some(place) = places::find_nearest(db, point, country, 0)
            .await?
            .filter(|p| distance_m(p.point, point) <= FAR_FROM_PLACE_M)
        {
            return Ok((place, true));
        }
    }
    Err(FieldError::new("/content/place_id", "unknown-place").into())
}

fn choose(mut places: Vec<PlaceRow>, at: &Whereabouts, country: &str) -> Option<PlaceRow> {
    if let Some(division) = &at.admin1 {
        let wanted = search_keys(division, country);
        let inside = |place: &PlaceRow| {
            (!wanted.is_empty() && is_region_called(country, &place.admin1, division))
                || search_keys(&place.admin1, country)
                    .iter()
                    .any(|key| wanted.iter().any(|w| key.starts_with(w.as_str())))
        };
        if places.iter().any(inside) {
            places.retain(inside);
        } else if let Some(point) = at.point {
            // The division's own place of that name may be one that we do not know.
            places.retain(|p| distance_m(p.point, point) <= FAR_FROM_PLACE_M);
        }
    }
    match at.point {
        Some(point) => places
            .into_iter()
            .min_by_key(|p| distance_m(p.point, point)),
        None => places.into_iter().max_by_key(|p| p.population),
    }
}
