//! The index gives the list of the scan: ids, order, points, parts, distances, questions, counts.
//!
//! `PUNTE_CASES` is the number of (catalogue, need) pairs, 10,000 unless said; before a release a million.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a test that stops at the first surprise is a good test; the numbers are small"
)]

#[expect(dead_code, reason = "shared by several tests; this one needs less")]
#[path = "../common/mod.rs"]
mod common;
mod random;

use std::collections::{BTreeMap, BTreeSet};

use punte_core::{
    constraint::{Criterion, Feature},
    id::OfferId,
    matching::{Candidate, Index, Query, Ranking, Terms, WeightSet, Weights, rank_by_scan},
    offer::Category,
    place::{GeoPoint, distance_m},
    request::Nearness,
};
use random::{Rng, Where, make_odd, offer, query};

fn cases() -> u64 {
    std::env::var("PUNTE_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000)
}

fn oracle(query: &Query, offers: &BTreeMap<u128, Candidate>, k: usize) -> Ranking {
    rank_by_scan(query, offers.values(), &WeightSet::first(), k)
}

fn compare(what: &str, index: &Index, offers: &BTreeMap<u128, Candidate>, query: &Query, k: usize) {
    compare_by(&WeightSet::first(), what, index, offers, query, k);
}

/// Both ways of the index against the scan.
fn compare_by(
    weights: &WeightSet,
    what: &str,
    index: &Index,
    offers: &BTreeMap<u128, Candidate>,
    query: &Query,
    k: usize,
) {
    let expected = rank_by_scan(query, offers.values(), weights, k);
    let (got, work) = index.rank_counted(query, weights, k);
    assert_eq!(got, expected, "{what}: rank, k {k}, {query:?}");
    assert_eq!(
        index.scan(query, weights, k),
        expected,
        "{what}: scan, k {k}, {query:?}"
    );
    assert_eq!(
        index.broken_bound(query, weights),
        None,
        "{what}: {query:?}"
    );
    assert!(
        work.blocks as usize <= offers.len() + 64 && work.measured <= 2 * offers.len() as u32,
        "{what}"
    );
}

#[test]
fn the_index_gives_the_list_of_the_scan_whatever_comes_and_goes() {
    let wanted = cases();
    let mut done = 0;
    let mut nonempty = 0;
    let mut seed = 0;
    while done < wanted {
        seed += 1;
        let mut rng = Rng(seed);
        let category = rng.pick(&[
            Category::Housing,
            Category::Housing,
            Category::Transport,
            Category::Job,
            Category::Medical,
            Category::Service,
        ]);
        let place = Where::any(&mut rng);
        let weights = random::weights(&mut rng);
        let size = rng.pick(&[0, 1, 5, 60, 65, 130, 400]);
        let mut offers = BTreeMap::new();
        for id in 1..=size {
            let mut one = offer(&mut rng, id, category, place);
            if rng.one_in(300) {
                make_odd(&mut rng, &mut one);
            }
            offers.insert(id, one);
        }
        // Half of the catalogues are built, half grow offer by offer.
        let mut index = if rng.one_in(2) {
            Index::build(offers.values().cloned().collect())
        } else {
            let mut index = Index::default();
            for one in offers.values() {
                index.upsert(one.clone());
            }
            index
        };
        for step in 0..10 {
            for _ in 0..4 {
                let query = query(&mut rng, category, place);
                let k = rng.pick(&[0, 1, 3, 20, 100, 1_000]);
                compare_by(
                    &weights,
                    &format!("seed {seed}, step {step}"),
                    &index,
                    &offers,
                    &query,
                    k,
                );
                nonempty += u64::from(oracle(&query, &offers, 1).fits > 0);
                done += 1;
            }
            // Something comes, something goes, something changes or is paused.
            for _ in 0..rng.below(30) {
                let id = u128::from(rng.below(size as u64 + 20)) + 1;
                if rng.one_in(3) {
                    let there = offers.remove(&id).is_some();
                    assert_eq!(index.remove(OfferId(uuid::Uuid::from_u128(id))), there);
                } else {
                    let other = if rng.one_in(9) {
                        Category::Housing
                    } else {
                        category
                    };
                    let one = offer(&mut rng, id, other, place);
                    index.upsert(one.clone());
                    offers.insert(id, one);
                }
            }
            if rng.one_in(12) {
                index = index.rebuilt();
            }
            assert_eq!(index.len(), offers.len());
        }
    }
    // Many answers are not empty, or the test would compare little.
    assert!(nonempty * 3 > done, "{nonempty} of {done}");
}

fn some_feature_of(category: Category) -> Feature {
    let mut features = Feature::ALL.iter();
    *features
        .find(|f| f.categories().contains(&category))
        .unwrap()
}

#[test]
fn what_does_not_fit_changes_nothing_and_what_goes_lets_the_rest_move_up() {
    let weights = WeightSet::first();
    let mut checked = 0;
    for seed in 1..400 {
        let mut rng = Rng(seed);
        let category = rng.pick(&Category::ALL);
        let place = Where::any(&mut rng);
        let offers: Vec<Candidate> = (1..=150)
            .map(|id| offer(&mut rng, id, category, place))
            .collect();
        let query = query(&mut rng, category, place);
        let index = Index::build(offers.clone());
        let before = index.rank(&query, &weights, 1_000);

        let backwards = Index::build(offers.iter().rev().cloned().collect());
        let again = backwards.rank(&query, &weights, 1_000);
        assert_eq!(again, before, "seed {seed}: order of arrival");

        let mut idle = index.clone();
        for mut one in offers.iter().take(20).cloned() {
            one.offer = OfferId(uuid::Uuid::from_u128(one.offer.0.as_u128() + 10_000));
            one.paused = true;
            idle.upsert(one);
        }
        let again = idle.rank(&query, &weights, 1_000);
        assert_eq!(again, before, "seed {seed}: idle offers");

        if let Some(first) = before.ranked.first() {
            checked += 1;
            let mut less = index.clone();
            assert!(less.remove(first.offer) && !less.remove(first.offer));
            let after = less.rank(&query, &weights, 1_000);
            assert_eq!(after.ranked[..], before.ranked[1..], "seed {seed}");
            assert_eq!(after.ask_first, before.ask_first, "seed {seed}");
        }

        let mut tighter = query.clone();
        tighter.radius_m /= 2;
        let must = Criterion::must(some_feature_of(category));
        tighter.criteria.push(must);
        let after = index.rank(&tighter, &weights, 1_000);
        let known = |id| before.ranked.iter().any(|r| r.offer == id);
        assert!(after.ranked.iter().all(|r| known(r.offer)), "seed {seed}");
        assert!(after.fits + after.to_ask <= before.fits + before.to_ask);
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn everything_alike_is_ordered_by_the_keyed_hash_alone() {
    // With one bed free for one woman at the very place every block promises exactly what its offers have: what equals the
    // last of the list must still be looked at.
    for capacity in [1, 4] {
        let twin = common::offer(1, common::centre(), capacity, &common::details("housing"));
        let mut offers = BTreeMap::new();
        for id in 1..=500 {
            let mut one = twin.clone();
            one.offer = OfferId(uuid::Uuid::from_u128(id));
            one.revision = punte_core::id::RevisionId(uuid::Uuid::from_u128(id));
            offers.insert(id, one);
        }
        let index = Index::build(offers.values().cloned().collect());
        let query = common::query(&common::need("housing"));
        for k in [0, 1, 20, 499, 500, 501] {
            compare("alike", &index, &offers, &query, k);
        }
    }
}

/// An offer so far away that its distance gives no points, some metres farther than others; every other part is as much as its block
/// promises.
fn far_away(category: &str, id: u128, farther_m: f64) -> Candidate {
    let far = |from: GeoPoint| {
        let degrees = (200_000.0 + farther_m) / 111_195.08;
        common::point(
            from.lat()
                + if id.is_multiple_of(2) {
                    degrees
                } else {
                    -degrees
                },
            from.lon(),
        )
    };
    let mut one = common::offer(id, far(common::centre()), 1, &common::details(category));
    if let Terms::Transport(ride) = &mut one.terms {
        ride.stops = ride.stops.iter().map(|stop| far(*stop)).collect();
    }
    one
}

#[test]
fn what_is_promised_as_much_as_the_last_has_is_still_looked_at() {
    // Every block promises exactly what the k-th has: what is nearer, or else the keyed hash, is only told by looking at it.
    let categories = ["housing", "transport", "job", "medical", "service"];
    for (category, apart_m) in categories.iter().flat_map(|c| [(c, 0.0), (c, 10.0)]) {
        let offers: BTreeMap<u128, Candidate> = (1..=500)
            .map(|id| {
                (
                    id,
                    far_away(category, id, apart_m * ((id * 7) % 100) as f64),
                )
            })
            .collect();
        let built = Index::build(offers.values().cloned().collect());
        let mut grown = Index::default();
        for one in offers.values() {
            grown.upsert(one.clone());
        }
        let mut query = common::query(&common::need(category));
        query.radius_m = 400_000;
        query.nearness = Nearness::Near;
        for asked_first in [false, true] {
            if asked_first {
                let feature = some_feature_of(query.category());
                query.criteria.push(Criterion::must(feature));
            }
            let all = oracle(&query, &offers, 500);
            let list = if asked_first {
                &all.ask_first
            } else {
                &all.ranked
            };
            let points = list.iter().map(|r| r.score.points);
            assert_eq!(points.collect::<BTreeSet<_>>().len(), 1, "{category}");
            assert_eq!(list.len(), 500, "{category}");
            for k in [1, 20, 100, 499] {
                compare(category, &built, &offers, &query, k);
                compare(category, &grown, &offers, &query, k);
            }
        }
    }
}

/// What lies so many metres from a point, on a bearing in turns.
fn away(from: GeoPoint, metres: f64, bearing: f64) -> GeoPoint {
    let (lat, lon) = (from.lat().to_radians(), from.lon().to_radians());
    let (arc, turned) = (metres / 6_371_008.8, bearing * std::f64::consts::TAU);
    let sine = lat.sin() * arc.cos() + lat.cos() * arc.sin() * turned.cos();
    let east = turned.sin() * arc.sin() * lat.cos();
    let lon = lon + east.atan2(arc.cos() - lat.sin() * sine);
    let lon = (lon.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
    common::point(sine.clamp(-1.0, 1.0).asin().to_degrees(), lon)
}

#[test]
fn the_radius_is_exact_to_the_metre_everywhere() {
    let twin = common::offer(1, common::centre(), 1, &common::details("medical"));
    let mut query = common::query(&common::need("medical"));
    let mut at_the_edge = 0;
    for (lat, lon) in [
        (47.0056, 28.8575),
        (0.0, 180.0),
        (-16.5, -179.999),
        (90.0, 0.0),
        (-89.999_9, 77.0),
    ] {
        query.origin = common::point(lat, lon);
        // To a place itself, a few steps, a town, a country, half the way to the antipode and the whole.
        for radius in [
            0, 1, 3, 7, 8, 9, 1_000, 50_000, 400_000, 10_007_557, 20_015_114,
        ] {
            query.radius_m = radius;
            let mut offers = BTreeMap::new();
            for (id, beyond) in (1..).zip(-35..=35) {
                let metres = (f64::from(radius) + f64::from(beyond) / 4.0).abs();
                for turn in 0..4_u128 {
                    let mut one = twin.clone();
                    let id = id * 4 + turn;
                    one.offer = OfferId(uuid::Uuid::from_u128(id));
                    // Side by side, so that boxes lie within reach or beyond it as a whole as well.
                    let bearing = turn as f64 / 4.0 + 0.01 * query.origin.lat();
                    one.point = away(query.origin, metres, bearing);
                    let measured = distance_m(query.origin, one.point);
                    at_the_edge += u32::from(measured == radius || measured == radius + 1);
                    offers.insert(id, one);
                }
            }
            let index = Index::build(offers.values().cloned().collect());
            for k in [0, 20, 1_000] {
                compare("radius", &index, &offers, &query, k);
            }
        }
    }
    assert!(at_the_edge > 1_000, "{at_the_edge}");
}

#[test]
fn what_a_chord_tells_roughly_is_measured_before_anything_is_left_out() {
    // In a street where every metre counts, an offer may have dozens of points less than its chord promises.
    let mut weights = WeightSet::first();
    weights.medical = Weights {
        distance: 700,
        drop_off: 0,
        wishes: 0,
        language: 0,
        fit: 0,
        dates: 0,
        freshness: 150,
        reliability: 150,
        half_life_m: 200,
    };
    let mut query = common::query(&common::need("medical"));
    for seed in 1..40 {
        let mut rng = Rng(seed);
        query.nearness = rng.pick(&[Nearness::Near, Nearness::Medium, Nearness::Far]);
        let mut offers = BTreeMap::new();
        for id in 1..=300 {
            let at = away(common::centre(), 300.0 * rng.unit(), rng.unit());
            let mut one = common::offer(id, at, 1, &common::details("medical"));
            one.confirmed_at = common::days_ago(i64::from(rng.small(60)));
            one.reliability.asked = 10;
            one.reliability.answered = rng.small(11).into();
            offers.insert(id, one);
        }
        let index = Index::build(offers.values().cloned().collect());
        for k in [1, 2, 5, 20, 100] {
            compare_by(&weights, "street", &index, &offers, &query, k);
        }
    }
}

#[test]
fn what_is_asked_of_an_index_of_nothing_is_nothing() {
    let mut rng = Rng(1);
    for category in Category::ALL {
        let query = query(&mut rng, category, Where::World);
        assert_eq!(
            Index::default().rank(&query, &WeightSet::first(), 20),
            Ranking::default()
        );
    }
}

#[test]
fn an_offer_that_is_read_back_is_judged_as_it_was() {
    let mut rng = Rng(99);
    for id in 1..3_000 {
        let category = rng.pick(&Category::ALL);
        let one = offer(&mut rng, id, category, Where::World);
        let index = Index::build(vec![one.clone()]);
        let back = index.get(one.offer).unwrap();
        for _ in 0..5 {
            let query = query(&mut rng, category, Where::World);
            assert_eq!(
                punte_core::matching::eligible(&query, &back),
                punte_core::matching::eligible(&query, &one)
            );
        }
    }
}
