//! Which needs an offer fits: the index must say what a look at every need says, whatever was put in and taken out before.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

mod common;

use std::collections::BTreeMap;

use common::{
    TODAY, a_week, centre, days_ago, details, need, north, now, offer, period, point, query, with,
};
use jiff::{Timestamp, ToSpan, civil::date};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use punte_core::{
    constraint::{Criterion, Feature, Tri},
    id::NeedId,
    matching::{Candidate, Fit, NeedIndex, Query, Terms, Verdict, eligible},
    offer::Category,
    place::GeoPoint,
};
use serde_json::json;
use uuid::Uuid;

const CATEGORIES: [&str; 5] = ["housing", "transport", "job", "medical", "service"];

/// Towns near each other, both poles, both sides of the antimeridian, and the other end of the earth.
fn a_point() -> impl Strategy<Value = GeoPoint> {
    let places = [
        (centre().lat(), centre().lon()),
        (north(40_000).lat(), centre().lon()),
        (47.95, 26.0667),
        (90.0, 17.0),
        (89.9, -120.0),
        (-90.0, 0.0),
        (-89.95, 60.0),
        (0.0, 180.0),
        (0.1, -179.95),
        (52.0, -179.99),
        (-47.0056, -151.1425),
    ];
    let near = (
        prop::sample::select(places.to_vec()),
        -0.3..0.3_f64,
        -0.3..0.3_f64,
    );
    near.prop_map(|((lat, lon), north, east)| {
        point(
            (lat + north).clamp(-90.0, 90.0),
            (lon + east).clamp(-180.0, 180.0),
        )
    })
}

fn a_radius() -> impl Strategy<Value = u32> {
    prop_oneof![
        Just(0),
        1_000..60_000_u32,
        60_000..1_000_000_u32,
        19_900_000..20_100_000_u32,
        Just(u32::MAX),
    ]
}

fn a_fact() -> impl Strategy<Value = Tri> {
    prop_oneof![3 => Just(Tri::Yes), 1 => Just(Tri::No), 1 => Just(Tri::Unknown)]
}

fn a_feature(category: Category) -> impl Strategy<Value = Feature> {
    let all: Vec<Feature> = Feature::ALL
        .iter()
        .copied()
        .filter(|f| f.categories().contains(&category))
        .collect();
    prop::sample::select(all)
}

fn a_query() -> impl Strategy<Value = Query> {
    let kinds = prop_oneof![
        6 => prop::sample::select(CATEGORIES.to_vec()).prop_map(need),
        1 => Just(json!({"category": "medical", "speciality": "paediatrics"})),
        1 => Just(json!({"category": "service", "theme": "food"})),
        1 => Just(json!({"category": "job", "occupations": ["75"]})),
    ];
    let place = (a_point(), a_point(), a_radius());
    let party = (
        0..3_u16,
        0..2_u16,
        0..2_u16,
        prop::option::of(0..18_u8),
        0..2_u16,
    );
    let when = (0..3_u8, -1..30_i32, 1..20_i32);
    (
        kinds,
        place,
        party,
        when,
        0..6_u32,
        prop::bool::weighted(0.1),
    )
        .prop_flat_map(
            |(
                kind,
                (origin, destination, radius_m),
                (men, dogs, cats, child, others),
                (dated, from, nights),
                units,
                minor,
            )| {
                let mut query = query(&kind);
                query.origin = origin;
                query.destination = query.destination.map(|_| destination);
                query.radius_m = radius_m;
                query.unaccompanied_minor = minor;
                (
                    query.party.men,
                    query.party.dogs,
                    query.party.cats,
                    query.party.other_adults,
                ) = (men, dogs, cats, others);
                query.party.children = child.into_iter().collect();
                (query.quantity, query.least_quantity) = (units, units);
                let first = TODAY.checked_add(from.days()).unwrap();
                query.dates = match dated {
                    0 => None,
                    1 => Some(a_week()),
                    _ => Some(period(first, first.checked_add(nights.days()).unwrap())),
                };
                prop::option::of(a_feature(query.category())).prop_map(move |must| {
                    let mut query = query.clone();
                    query.criteria = must.into_iter().map(Criterion::must).collect();
                    query
                })
            },
        )
}

fn an_offer() -> impl Strategy<Value = Candidate> {
    let kinds = prop_oneof![
        6 => prop::sample::select(CATEGORIES.to_vec()).prop_map(details),
        1 => Just(with("housing", &json!({"max_guests": 2, "min_nights": 3, "min_child_age": 4}))),
        1 => Just(with("housing", &json!({"pets": {"dogs": "yes", "cats": "no", "max_count": 1}, "women_only": "yes"}))),
        1 => Just(with("job", &json!({"occupation": "7512"}))),
    ];
    let stops = prop::collection::vec(a_point(), 0..6);
    let ride = (
        stops,
        prop_oneof![Just(0), 0..100_000_u32, Just(u32::MAX)],
        -2..20_i64,
    );
    (
        kinds,
        a_point(),
        1..6_u16,
        ride,
        a_fact(),
        prop::bool::weighted(0.1),
        0..4_u32,
    )
        .prop_flat_map(
            |(kind, at, capacity, (stops, detour_m, leaves_in), children, paused, promised)| {
                let mut offer = offer(1, at, capacity, &kind);
                offer.facts.say(Feature::ChildrenWelcome, children);
                offer.paused = paused;
                offer.free = offer.capacity.saturating_sub(promised);
                offer.promised = BTreeMap::from([(date(2026, 12, 3), promised)]);
                if let Terms::Transport(ride) = &mut offer.terms {
                    ride.stops = stops.into();
                    ride.detour_m = detour_m;
                    ride.departs_from = days_ago(-leaves_in);
                    ride.departs_until = ride.departs_from;
                }
                (a_feature(offer.category()), a_fact()).prop_map(move |(feature, fact)| {
                    let mut offer = offer.clone();
                    offer.facts.say(feature, fact);
                    offer
                })
            },
        )
}

#[derive(Debug, Clone)]
enum Step {
    Upsert(u8, Box<Query>),
    Remove(u8),
}

fn id(number: u8) -> NeedId {
    NeedId(Uuid::from_u128(number.into()))
}

/// What a look at every need says.
fn by_scan(needs: &BTreeMap<NeedId, Query>, offer: &Candidate, after_days: i64) -> Vec<Fit> {
    let (now, today) = later(after_days);
    needs
        .iter()
        .filter_map(|(need, query)| {
            let query = Query {
                now,
                today,
                ..query.clone()
            };
            match eligible(&query, offer) {
                Verdict::Fits(_) => Some(Fit {
                    need: *need,
                    ask_first: false,
                }),
                Verdict::AskFirst(_) => Some(Fit {
                    need: *need,
                    ask_first: true,
                }),
                Verdict::Excluded(_) => None,
            }
        })
        .collect()
}

fn later(days: i64) -> (Timestamp, jiff::civil::Date) {
    (days_ago(-days), TODAY.checked_add(days.days()).unwrap())
}

/// Fits found in all, by category, and how many of them are to be asked first.
fn check(cases: u32) -> (BTreeMap<Category, usize>, usize) {
    let step = prop_oneof![
        4 => (0..40_u8, a_query()).prop_map(|(n, q)| Step::Upsert(n, Box::new(q))),
        1 => (0..40_u8).prop_map(Step::Remove),
    ];
    let case = (
        prop::collection::vec((0..40_u8, a_query()), 0..30),
        prop::collection::vec(step, 0..30),
        prop::collection::vec((an_offer(), 0..10_i64), 8),
    );
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let (mut found, mut to_ask) = (BTreeMap::new(), 0);
    for _ in 0..cases {
        let (first, steps, offers) = case.new_tree(&mut runner).unwrap().current();
        let first: Vec<(NeedId, Query)> = first.into_iter().map(|(n, q)| (id(n), q)).collect();
        let mut needs: BTreeMap<NeedId, Query> = first.iter().cloned().collect();
        let mut index = NeedIndex::build(first);
        for step in steps {
            match step {
                Step::Upsert(n, query) => {
                    needs.insert(id(n), *query.clone());
                    index.upsert(id(n), *query);
                }
                Step::Remove(n) => assert_eq!(index.remove(id(n)), needs.remove(&id(n)).is_some()),
            }
        }
        assert_eq!(
            (index.len(), index.is_empty()),
            (needs.len(), needs.is_empty())
        );
        for (offer, days) in &offers {
            let (now, today) = later(*days);
            let fits = index.fitting(offer, now, today);
            assert_eq!(
                fits,
                by_scan(&needs, offer, *days),
                "{offer:#?}\n{needs:#?}"
            );
            assert!(fits.iter().all(|fit| !needs[&fit.need].unaccompanied_minor));
            *found.entry(offer.category()).or_default() += fits.len();
            to_ask += fits.iter().filter(|fit| fit.ask_first).count();
        }
    }
    (found, to_ask)
}

#[test]
fn the_index_says_what_a_look_at_every_need_says() {
    let (found, to_ask) = check(1_500);
    // The cases are no empty ones.
    assert!(
        found.len() == 5 && found.values().all(|n| *n > 50),
        "{found:?}"
    );
    assert!(to_ask > 50, "{to_ask}");
}

#[test]
fn a_need_at_the_edge_of_its_radius_is_found_and_one_metre_further_is_not() {
    for (at, origin) in [
        (point(47.95, 26.0667), point(47.6333, 26.25)),
        (point(0.0, 179.9), point(0.0, -179.9)),
        (point(89.9, 0.0), point(89.9, 180.0)),
        (point(-90.0, 0.0), point(-89.5, 90.0)),
        (point(10.0, 20.0), point(-10.0, -160.0)),
        (point(10.0, 20.0), point(-9.999, -160.0)),
    ] {
        let offer = offer(1, at, 1, &details("service"));
        let distance = punte_core::place::distance_m(at, origin);
        for (radius_m, expected) in [(distance, 1), (distance - 1, 0)] {
            let mut query = query(&need("service"));
            (query.origin, query.radius_m) = (origin, radius_m);
            let index = NeedIndex::build([(id(1), query)]);
            assert_eq!(
                index.fitting(&offer, now(), TODAY).len(),
                expected,
                "{at:?} {radius_m}"
            );
        }
    }
}

#[test]
fn of_a_need_given_twice_the_later_one_counts() {
    let here = query(&need("service"));
    let mut far = here.clone();
    far.origin = point(-33.9, 18.4);
    let offer = offer(1, here.origin, 1, &details("service"));
    let index = NeedIndex::build([(id(1), here.clone()), (id(1), far.clone())]);
    assert_eq!(
        (index.len(), index.fitting(&offer, now(), TODAY).len()),
        (1, 0)
    );
    let mut index = NeedIndex::build([(id(1), far)]);
    index.upsert(id(1), here);
    assert_eq!(
        (index.len(), index.fitting(&offer, now(), TODAY).len()),
        (1, 1)
    );
}
