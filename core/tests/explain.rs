//! An explanation of one offer says what the ranking says.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod common;

use common::{centre, details, need, north, offer, point, query, with};
use punte_core::{
    constraint::{Criterion, Feature, Tri},
    matching::{
        Ask, Candidate, Exclusion, Query, Ranking, Verdict, WeightSet, explain, rank_by_scan,
    },
};
use serde_json::json;

fn rank(query: &Query, offer: &Candidate) -> Ranking {
    rank_by_scan(query, [offer], &WeightSet::first(), 1)
}

#[test]
fn what_fits_or_is_asked_first_has_the_points_and_distance_of_the_list() {
    let mut asking = query(&need("housing"));
    let mut home = offer(1, north(3_000), 4, &details("housing"));
    home.facts.say(Feature::Kitchen, Tri::Yes);
    asking.criteria = vec![Criterion::must(Feature::Kitchen)];
    let listed = rank(&asking, &home).ranked.remove(0);
    let why = explain(&asking, &home, &WeightSet::first());
    assert_eq!(why.verdict, Verdict::Fits(listed.asks));
    assert_eq!(
        (why.score, why.distances),
        (Some(listed.score), Some(listed.distances))
    );
    home.facts.say(Feature::Kitchen, Tri::Unknown);
    let listed = rank(&asking, &home).ask_first.remove(0);
    let why = explain(&asking, &home, &WeightSet::first());
    assert_eq!(
        why.verdict,
        Verdict::AskFirst(vec![Ask::Fact(Feature::Kitchen)])
    );
    assert_eq!(
        (why.score, why.distances),
        (Some(listed.score), Some(listed.distances))
    );
}

#[test]
fn what_is_out_has_no_points_and_its_distance_beyond_the_radius_too() {
    let mut asking = query(&need("housing"));
    asking.radius_m = 20_000;
    let far = offer(1, north(30_000), 4, &details("housing"));
    let why = explain(&asking, &far, &WeightSet::first());
    assert_eq!(why.verdict, Verdict::Excluded(vec![Exclusion::TooFar]));
    assert_eq!((why.score, why.distances.unwrap().near_m), (None, 30_000));
}

#[test]
fn of_a_ride_the_stops_that_are_ranked_are_told_though_others_are_nearer_in_sum() {
    let mut asking = query(&need("transport"));
    asking.radius_m = 10_000;
    asking.destination = Some(point(47.95, 26.0667));
    // The first pair is 11,000 m and nothing apart, the second 9,000 m and 8,896 m: only the second is within the radius.
    let ride = json!({
        "stops": [
            {"place_id": 1, "point": north(11_000)}, {"place_id": 2, "point": {"lat": 47.95, "lon": 26.0667}},
            {"place_id": 3, "point": north(9_000)}, {"place_id": 4, "point": {"lat": 48.03, "lon": 26.0667}},
        ],
    });
    let ride = offer(1, centre(), 4, &with("transport", &ride));
    let listed = rank(&asking, &ride).ranked.remove(0);
    assert_eq!(listed.distances.near_m, 9_000);
    let why = explain(&asking, &ride, &WeightSet::first());
    assert_eq!(why.distances, Some(listed.distances));
}

#[test]
fn what_is_to_be_near_another_place_is_measured_from_it_and_the_radius_stays() {
    let mut asking = query(&need("housing"));
    asking.radius_m = 20_000;
    asking.anchor = Some(north(18_000));
    let homes = [2_000, 15_000, 20_000, 21_000].map(|metres| {
        let home = offer(u128::from(metres), north(metres), 4, &details("housing"));
        (metres, home)
    });
    let offers = homes.iter().map(|(_, home)| home);
    let listed = rank_by_scan(&asking, offers, &WeightSet::first(), 10);
    let told = listed.ranked.iter();
    let told = told.map(|r| (r.offer.0.as_u128(), r.distances.near_m));
    let told: Vec<(u128, u32)> = told.collect();
    assert_eq!(told, [(20_000, 2_000), (15_000, 3_000), (2_000, 16_000)]);
    let beyond = explain(&asking, &homes[3].1, &WeightSet::first());
    assert_eq!(beyond.verdict, Verdict::Excluded(vec![Exclusion::TooFar]));
    assert_eq!(beyond.distances.map(|at| at.near_m), Some(3_000));
    // A ride has two ends already.
    let mut riding = query(&need("transport"));
    let ride = offer(1, centre(), 4, &details("transport"));
    let before = rank(&riding, &ride);
    riding.anchor = Some(north(18_000));
    assert_eq!(rank(&riding, &ride), before);
}
