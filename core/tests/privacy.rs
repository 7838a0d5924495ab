//! What a published point may tell of a home: its cell, and nothing nearer, for ever.
#![expect(
    clippy::unwrap_used,
    reason = "a test that stops at the first surprise is a good test"
)]

use proptest::prelude::*;
use punte_core::{
    offer::{OfferContent, OfferDraft},
    place::{GeoPoint, MUNICIPALITY_UNDER, Publication, distance_m, published_point},
    provider::ProviderKind,
};
use serde_json::json;

fn at(lat: f64, lon: f64) -> GeoPoint {
    GeoPoint::new(lat, lon).unwrap()
}

/// A settlement far from everything, so that falling back to it shows.
fn town() -> GeoPoint {
    at(-1.0, -1.0)
}

fn cell(exact: GeoPoint, population: u32) -> GeoPoint {
    published_point(Publication::Cell, Some(exact), town(), population)
}

/// Least side of a cell, metres, by population: never under 1 km.
const SIDES: [(u32, f64); 5] = [
    (2_000, 2_500.0),
    (19_999, 2_500.0),
    (20_000, 1_500.0),
    (99_999, 1_500.0),
    (100_000, 1_000.0),
];

const METRES_A_DEGREE: f64 = 111_195.08;

/// Address, population, published point: a capital, two towns on borders, a port, a city in the south, a date line.
const FOR_EVER: [(f64, f64, u32, (f64, f64)); 6] = [
    (47.0105, 28.8638, 700000, (47.0119721124, 28.8678000879)),
    (47.95, 26.0667, 9000, (47.9450169918, 26.0524107060)),
    (46.4775, 30.7326, 1000000, (46.4813730967, 30.7270880197)),
    (47.6458, 26.2499, 60000, (47.6392480675, 26.2506257300)),
    (-33.45, -70.66, 150000, (-33.4502209990, -70.6623151087)),
    (0.5, 180.0, 150000, (0.4991228029, -179.9955031478)),
];

/// A point moved by metres north and east; good enough for a few kilometres away from the poles.
fn moved(from: GeoPoint, north_m: f64, east_m: f64) -> GeoPoint {
    let lat = (from.lat() + north_m / METRES_A_DEGREE).clamp(-90.0, 90.0);
    let lon = from.lon() + east_m / (METRES_A_DEGREE * from.lat().to_radians().cos());
    at(lat, (lon + 540.0).rem_euclid(360.0) - 180.0)
}

#[test]
fn who_may_show_a_door_is_this_table() {
    use ProviderKind::{Authority, Company, Ngo, Volunteer};
    use Publication::{Cell, Door, Settlement};
    let housing = json!({"category": "housing", "kind": "hotel", "privacy": "private_room"});
    let job = |lodging: &str| {
        json!({
            "category": "job", "occupation": "91", "contract": "seasonal", "hours_per_week": 40, "pay_minor": 1,
            "currency": "RON", "pay_period": "month", "housing_included": lodging
        })
    };
    // provider, somebody's home, wants to show the door, confidential, details, published as
    for (provider, home, show, confidential, details, expected) in [
        (Ngo, false, true, false, &housing, Door),
        (Company, false, true, false, &housing, Door),
        (Authority, false, true, false, &housing, Door),
        (Volunteer, false, true, false, &housing, Cell),
        (Volunteer, true, true, false, &housing, Cell),
        (Ngo, true, true, false, &housing, Cell),
        (Authority, true, true, false, &housing, Cell),
        (Ngo, false, false, false, &housing, Cell),
        (Volunteer, false, false, false, &housing, Cell),
        (Ngo, false, true, true, &housing, Settlement),
        (Ngo, false, false, true, &housing, Settlement),
        (Authority, true, true, true, &housing, Settlement),
        (Volunteer, true, false, true, &housing, Settlement),
        (Company, false, true, false, &job("no"), Door),
        (Company, false, true, false, &job("unknown"), Door),
        (Company, false, true, false, &job("yes"), Cell),
        (Volunteer, false, true, false, &job("no"), Cell),
    ] {
        let draft: OfferDraft = serde_json::from_value(json!({
            "title": "A title", "description": "A description", "language": "en", "place_id": 1, "capacity": 1,
            "availability": [{"from": "2026-11-01", "to": "2027-06-01"}], "details": details,
            "private_home": home, "show_address": show, "confidential": confidential,
        }))
        .unwrap();
        let content = OfferContent::parse(draft).unwrap();
        assert_eq!(
            content.publication(provider),
            expected,
            "{provider:?} {home} {show} {confidential} {details}"
        );
    }
}

#[test]
fn a_village_a_shelter_and_an_address_that_nobody_gave_are_the_settlement() {
    let exact = at(46.41, 30.01);
    for population in [0, 1, MUNICIPALITY_UNDER - 1] {
        assert_eq!(cell(exact, population), town(), "{population}");
    }
    assert_eq!(MUNICIPALITY_UNDER, 2_000);
    assert_ne!(cell(exact, MUNICIPALITY_UNDER), town());
    for population in [0, 5_000, 900_000] {
        assert_eq!(
            published_point(Publication::Settlement, Some(exact), town(), population),
            town()
        );
        for publication in [
            Publication::Door,
            Publication::Cell,
            Publication::Settlement,
        ] {
            assert_eq!(
                published_point(publication, None, town(), population),
                town()
            );
        }
        assert_eq!(
            published_point(Publication::Door, Some(exact), town(), population),
            exact
        );
    }
}

/// Published once, published for ever: when one of these changes, two published points tell more than one.
#[test]
fn cells_stay_where_they_are_from_release_to_release() {
    for (lat, lon, population, expected) in FOR_EVER {
        let got = cell(at(lat, lon), population);
        assert!(
            (got.lat() - expected.0).abs() < 1e-9 && (got.lon() - expected.1).abs() < 1e-9,
            "{lat} {lon} {population}: {} {}",
            got.lat(),
            got.lon()
        );
    }
}

#[test]
fn a_walk_over_a_border_of_cells_never_finds_two_centres_closer_than_a_cell() {
    // Along a meridian from pole to pole and around parallels, in steps of 400 m at least.
    let mut walk: Vec<GeoPoint> = (0..=50_000)
        .map(|i| at(-90.0 + f64::from(i) * 0.003_6, 28.857_5))
        .collect();
    for lat in [0.0, 47.01, 70.0, 89.9, 89.97, 89.985, -89.99] {
        let steps = 2_000;
        walk.extend((0..=steps).map(|i| at(lat, -180.0 + f64::from(i) * 360.0 / f64::from(steps))));
        walk.extend((0..=500).map(|i| at(lat, 179.0 + f64::from(i) * 0.002)));
        walk.extend((0..=500).map(|i| at(lat, -180.0 + f64::from(i) * 0.002)));
    }
    for (population, side) in SIDES {
        let mut last = cell(at(-90.0, 0.0), population);
        for point in &walk {
            let centre = cell(*point, population);
            assert!(
                centre == last || f64::from(distance_m(centre, last)) >= 0.9 * side,
                "{population}: {point:?} {centre:?} {last:?}"
            );
            assert!(
                f64::from(distance_m(centre, *point)) <= 2.0 * side,
                "{population}: {point:?} is published {} m away",
                distance_m(centre, *point)
            );
            last = centre;
        }
    }
}

fn anywhere() -> impl Strategy<Value = GeoPoint> {
    prop_oneof![
        // Where the people are.
        4 => (44.0f64..52.0, 20.0f64..40.0).prop_map(|(lat, lon)| at(lat, lon)),
        2 => (-90.0f64..=90.0, -180.0f64..=180.0).prop_map(|(lat, lon)| at(lat, lon)),
        1 => (-90.0f64..=90.0, prop::sample::select(vec![-180.0, 180.0, -179.995, 179.995, 0.0]))
            .prop_map(|(lat, lon)| at(lat, lon)),
        1 => (prop::sample::select(vec![-90.0, -89.99, -89.98, 89.98, 89.99, 90.0, 0.0]), -180.0f64..=180.0)
            .prop_map(|(lat, lon)| at(lat, lon)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn publishing_what_is_published_tells_the_same(exact in anywhere(), size in prop::sample::select(SIDES.to_vec())) {
        let once = cell(exact, size.0);
        prop_assert_eq!(cell(once, size.0), once);
        prop_assert_eq!(cell(exact, size.0), once);
    }

    #[test]
    fn a_home_is_neither_far_from_its_published_point_nor_told_apart_from_its_neighbours(
        exact in (-80.0f64..80.0, -180.0f64..=180.0).prop_map(|(lat, lon)| at(lat, lon)),
        size in prop::sample::select(SIDES.to_vec()),
        north in -0.499f64..0.499, east in -0.499f64..0.499,
    ) {
        let (population, side) = size;
        let centre = cell(exact, population);
        // Half the diagonal of a cell; columns are at most one per cent wider than the side below 80 degrees.
        prop_assert!(f64::from(distance_m(centre, exact)) <= 0.715 * side + 1.0);
        // Anybody within half a side of the centre is published as that centre.
        prop_assert_eq!(cell(moved(centre, north * side, east * side), population), centre);
    }

    #[test]
    fn two_cells_are_at_least_most_of_a_cell_apart(
        exact in anywhere(), size in prop::sample::select(SIDES.to_vec()),
        north in -3_000.0f64..3_000.0, east in -3_000.0f64..3_000.0,
    ) {
        let (population, side) = size;
        prop_assume!(exact.lat().abs() < 89.9);
        let (a, b) = (cell(exact, population), cell(moved(exact, north, east), population));
        prop_assert!(a == b || f64::from(distance_m(a, b)) >= 0.9 * side, "{a:?} {b:?} {}", distance_m(a, b));
    }

    #[test]
    fn a_settlement_or_village_tells_nothing_of_the_home(a in anywhere(), b in anywhere(), population in 0u32..2_000_000) {
        let shelter = |exact| published_point(Publication::Settlement, Some(exact), town(), population);
        prop_assert_eq!(shelter(a), shelter(b));
        let village = population % MUNICIPALITY_UNDER;
        prop_assert_eq!(cell(a, village), cell(b, village));
    }
}
