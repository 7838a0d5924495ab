//! What must hold of every ranked list, whatever makes it: checked on `rank_by_scan`, the oracle.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

mod common;

use std::{collections::BTreeSet, num::NonZeroU16};

use common::{
    TODAY, a_week, centre, days_ago, details, need, north, now, offer, period, point, query, with,
};
use jiff::civil::date;
use proptest::prelude::*;
use punte_core::{
    constraint::{Criterion, Feature, Tri},
    id::{OfferId, RequestId},
    locale::Language,
    matching::{
        Ask, Candidate, Exclusion, Query, Ranking, Reliability, Terms, Verdict, WeightSet,
        eligible, rank_by_scan,
    },
    place::{GeoPoint, distance_m},
    provider::VettingLevel,
    request::{Household, Need},
};
use serde_json::json;
use uuid::Uuid;

fn rank(query: &Query, offers: &[Candidate], k: usize) -> Ranking {
    rank_by_scan(query, offers, &WeightSet::first(), k)
}

fn ids(list: &[punte_core::matching::Ranked]) -> Vec<u128> {
    list.iter().map(|r| r.offer.0.as_u128()).collect()
}

fn home(id: u128) -> Candidate {
    offer(id, centre(), 4, &details("housing"))
}

fn asking() -> Query {
    query(&need("housing"))
}

/// Why the offer is out, or nothing.
fn out(query: &Query, offer: &Candidate) -> Vec<Exclusion> {
    match eligible(query, offer) {
        Verdict::Excluded(reasons) => reasons,
        Verdict::Fits(_) | Verdict::AskFirst(_) => Vec::new(),
    }
}

// --- musts and wishes

#[test]
fn a_must_lets_yes_through_asks_about_unknown_and_excludes_no() {
    let mut query = asking();
    query.criteria = vec![Criterion::must(Feature::StepFree)];
    let mut offers = vec![home(1), home(2), home(3)];
    offers[0].facts.say(Feature::StepFree, Tri::Yes);
    offers[1].facts.say(Feature::StepFree, Tri::Unknown);
    offers[2].facts.say(Feature::StepFree, Tri::No);
    let answer = rank(&query, &offers, 10);
    assert_eq!(ids(&answer.ranked), [1]);
    assert_eq!(ids(&answer.ask_first), [2]);
    assert_eq!(answer.ask_first[0].asks, [Ask::Fact(Feature::StepFree)]);
    assert_eq!((answer.fits, answer.to_ask), (1, 1));
    assert_eq!(
        out(&query, &offers[2]),
        [Exclusion::Must(Feature::StepFree)]
    );
}

#[test]
fn a_must_never_trades_against_points() {
    let mut query = asking();
    query.criteria = vec![
        Criterion::must(Feature::StepFree),
        Criterion::prefer(Feature::Kitchen, 5),
    ];
    let mut splendid = home(1);
    splendid.facts.say(Feature::Kitchen, Tri::Yes);
    splendid.facts.say(Feature::StepFree, Tri::No);
    let mut poor = offer(2, north(49_000), 4, &details("housing"));
    poor.facts.say(Feature::StepFree, Tri::Yes);
    poor.facts.say(Feature::Kitchen, Tri::No);
    poor.languages.clear();
    assert_eq!(ids(&rank(&query, &[splendid, poor], 10).ranked), [2]);
}

#[test]
fn a_wish_that_nobody_stated_gives_no_points_and_a_question() {
    let mut query = asking();
    query.criteria = vec![Criterion::prefer(Feature::Kitchen, 3)];
    let mut offers = vec![home(1), home(2), home(3)];
    offers[0].facts.say(Feature::Kitchen, Tri::Unknown);
    offers[1].facts.say(Feature::Kitchen, Tri::Yes);
    offers[2].facts.say(Feature::Kitchen, Tri::No);
    let answer = rank(&query, &offers, 10);
    assert_eq!((answer.fits, answer.to_ask), (3, 0));
    assert_eq!(answer.ranked[0].offer.0.as_u128(), 2);
    assert_eq!(answer.ranked[1].score.points, answer.ranked[2].score.points);
    assert_eq!(
        answer.ranked[0].score.points - answer.ranked[1].score.points,
        250
    );
    for one in &answer.ranked {
        let expected: &[Ask] = if one.offer.0.as_u128() == 1 {
            &[Ask::Fact(Feature::Kitchen)]
        } else {
            &[]
        };
        assert_eq!(one.asks, expected);
    }
}

#[test]
fn what_ended_before_today_is_no_answer_to_a_need_that_waited() {
    for category in ["job", "medical", "service", "transport"] {
        let mut query = query(&need(category));
        query.dates = Some(period(date(2026, 11, 1), date(2026, 12, 11)));
        let mut one = offer(1, centre(), 4, &details(category));
        assert!(out(&query, &one).is_empty(), "{category}");
        // Open on days of the window that are over (a ride has left).
        one.availability = vec![period(date(2026, 11, 1), date(2026, 11, 20))];
        if let Terms::Transport(ride) = &mut one.terms {
            ride.departs_from = days_ago(5);
            ride.departs_until = days_ago(2);
        }
        assert_eq!(out(&query, &one), [Exclusion::NotOpenThen], "{category}");
        // The window is over.
        let open = offer(1, centre(), 4, &details(category));
        query.dates = Some(period(date(2026, 11, 1), date(2026, 11, 22)));
        assert_eq!(out(&query, &open), [Exclusion::NotOpenThen], "{category}");
    }
}

#[test]
fn every_reason_is_given_and_not_only_the_first() {
    let mut query = asking();
    query.quantity = 5;
    query.least_quantity = 5;
    query.criteria = vec![Criterion::must(Feature::Kitchen)];
    let mut place = offer(
        1,
        north(60_000),
        4,
        &with("housing", &json!({"kitchen": "no", "min_nights": 30})),
    );
    place.paused = true;
    assert_eq!(
        out(&query, &place),
        [
            Exclusion::TooFar,
            Exclusion::Paused,
            Exclusion::Full,
            Exclusion::StayLength,
            Exclusion::Must(Feature::Kitchen)
        ]
    );
}

// --- who is never matched, and what is never offered

#[test]
fn an_unaccompanied_minor_gets_nothing_at_all() {
    for category in ["housing", "transport", "job", "medical", "service"] {
        let mut query = query(&need(category));
        let offers = [offer(1, centre(), 4, &details(category))];
        assert_eq!(rank(&query, &offers, 10).fits, 1, "{category}");
        query.unaccompanied_minor = true;
        assert_eq!(rank(&query, &offers, 10), Ranking::default(), "{category}");
        query.criteria = vec![Criterion::must(Feature::FreeOfCharge)];
        assert_eq!(
            rank(&query, &offers, 10),
            Ranking::default(),
            "{category}, asking"
        );
    }
}

#[test]
fn a_household_that_is_not_surely_of_age_makes_a_query_of_an_unaccompanied_minor() {
    let need = Need::parse(
        serde_json::from_value(json!({
            "place_id": 1, "quantity": 1, "details": {"category": "housing"},
            "dates": {"from": "2026-12-01", "to": "2026-12-08"},
        }))
        .unwrap(),
        TODAY,
    )
    .unwrap();
    for (household, minor) in [
        (json!({"children": [17]}), true),
        (json!({"children": [17, 2]}), true),
        (
            json!({"women": 1, "oldest_born": {"from": 2000, "to": 2009}}),
            true,
        ),
        (
            json!({"women": 1, "oldest_born": {"from": 2008, "to": 2008}}),
            true,
        ), // 18 only on its last day
        (
            json!({"women": 1, "oldest_born": {"from": 2007, "to": 2007}}),
            false,
        ),
        (json!({"women": 1}), false),
        (json!({"other_adults": 1, "children": [0]}), false),
    ] {
        let parsed =
            Household::parse(serde_json::from_value(household.clone()).unwrap(), TODAY).unwrap();
        let request = RequestId(Uuid::from_u128(7));
        let query = Query::new(request, &parsed, &need, 1, centre(), None, now(), TODAY);
        assert_eq!(query.unaccompanied_minor, minor, "{household}");
        let mut host = home(1);
        host.vetting = VettingLevel::L3;
        assert_eq!(
            rank(&query, &[host], 10).fits,
            usize::from(!minor),
            "{household}"
        );
    }
}

#[test]
fn donation_points_and_offers_for_minors_are_never_eligible() {
    for category in ["housing", "transport", "job", "medical", "service"] {
        let mut for_minors = offer(1, centre(), 4, &details(category));
        for_minors.for_minors = true;
        assert_eq!(
            out(&query(&need(category)), &for_minors),
            [Exclusion::NotForMatching],
            "{category}"
        );
    }
    let donations = offer(
        1,
        centre(),
        4,
        &json!({"category": "service", "theme": "donation_point"}),
    );
    let mut query = query(&need("service"));
    assert!(out(&query, &donations).contains(&Exclusion::NotForMatching));
    // Even for a query that the door would not have let in.
    query.details =
        serde_json::from_value(json!({"category": "service", "theme": "donation_point"})).unwrap();
    assert_eq!(out(&query, &donations), [Exclusion::NotForMatching]);
}

#[test]
fn only_the_kind_that_was_asked_for_is_an_answer() {
    let kinds = ["housing", "transport", "job", "medical", "service"];
    for asked in kinds {
        for offered in kinds {
            let verdict = eligible(
                &query(&need(asked)),
                &offer(1, centre(), 4, &details(offered)),
            );
            assert_eq!(
                matches!(verdict, Verdict::Fits(_)),
                asked == offered,
                "{asked} {offered}"
            );
        }
    }
    let paediatrics = query(&json!({"category": "medical", "speciality": "paediatrics"}));
    assert_eq!(
        out(&paediatrics, &offer(1, centre(), 4, &details("medical"))),
        [Exclusion::OtherKind]
    );
    let school = query(&json!({"category": "service", "theme": "education"}));
    assert_eq!(
        out(&school, &offer(1, centre(), 4, &details("service"))),
        [Exclusion::OtherKind]
    );
    for (groups, fits) in [
        (json!([]), true),
        (json!(["9112"]), true),
        (json!(["91"]), true),
        (json!(["9"]), true),
        (json!(["7", "91"]), true),
        (json!(["9113"]), false),
        (json!(["12"]), false), // not a suffix
    ] {
        let work = query(&json!({"category": "job", "occupations": groups}));
        let verdict = eligible(&work, &offer(1, centre(), 4, &details("job")));
        assert_eq!(matches!(verdict, Verdict::Fits(_)), fits, "{groups}");
    }
}

// --- the host's musts

#[test]
fn a_host_decides_on_stay_party_children_men_and_animals() {
    type Change = fn(&mut Query);
    let cases: [(serde_json::Value, Change, &[Exclusion]); 18] = [
        (json!({"min_nights": 7}), |_| (), &[]),
        (json!({"min_nights": 8}), |_| (), &[Exclusion::StayLength]),
        (json!({"max_nights": 7}), |_| (), &[]),
        (json!({"max_nights": 6}), |_| (), &[Exclusion::StayLength]),
        (
            json!({"max_guests": 3}),
            |q| (q.quantity, q.least_quantity) = (3, 3),
            &[],
        ),
        (
            json!({"max_guests": 2}),
            |q| (q.quantity, q.least_quantity) = (3, 3),
            &[Exclusion::PartyTooLarge],
        ),
        (
            json!({"max_guests": 2}),
            |q| (q.quantity, q.least_quantity, q.splits) = (3, 1, true),
            &[],
        ),
        (json!({"children_welcome": "no"}), |_| (), &[]),
        (
            json!({"children_welcome": "no"}),
            |q| q.party.children = vec![9],
            &[Exclusion::Children],
        ),
        (
            json!({"children_welcome": "yes", "min_child_age": 9}),
            |q| q.party.children = vec![9, 17],
            &[],
        ),
        (
            json!({"children_welcome": "yes", "min_child_age": 9}),
            |q| q.party.children = vec![9, 8],
            &[Exclusion::Children],
        ),
        (
            json!({"women_only": "yes"}),
            |q| q.party.children = vec![3],
            &[],
        ),
        (
            json!({"women_only": "yes"}),
            |q| q.party.men = 1,
            &[Exclusion::WomenOnly],
        ),
        (
            json!({"women_only": "yes"}),
            |q| q.party.other_adults = 1,
            &[Exclusion::WomenOnly],
        ),
        (json!({"women_only": "no"}), |q| q.party.men = 1, &[]),
        (
            json!({"pets": {"dogs": "no", "cats": "yes"}}),
            |q| q.party.dogs = 1,
            &[Exclusion::Pets],
        ),
        (
            json!({"pets": {"dogs": "no", "cats": "yes"}}),
            |q| q.party.cats = 1,
            &[],
        ),
        (
            json!({"pets": {"dogs": "yes", "cats": "yes", "max_count": 2}}),
            |q| (q.party.dogs, q.party.cats) = (2, 1),
            &[Exclusion::Pets],
        ),
    ];
    for (fields, change, expected) in cases {
        let mut query = asking();
        change(&mut query);
        assert_eq!(
            out(&query, &offer(1, centre(), 4, &with("housing", &fields))),
            expected,
            "{fields}"
        );
    }
}

#[test]
fn unknown_animals_and_children_are_asked_about() {
    let mut query = asking();
    query.party.dogs = 1;
    query.party.children = vec![4];
    assert_eq!(
        eligible(&query, &home(1)),
        Verdict::Fits(vec![Ask::Fact(Feature::Dogs), Ask::Children])
    );
    query.party.dogs = 2;
    query.criteria = vec![Criterion::must(Feature::Dogs)];
    assert_eq!(
        eligible(&query, &home(1)),
        Verdict::AskFirst(vec![Ask::Fact(Feature::Dogs), Ask::Children, Ask::PetCount]),
        "the must first, and once"
    );
}

#[test]
fn a_private_home_takes_children_only_after_a_visit() {
    let mut query = asking();
    let mut host = home(1);
    host.private = true;
    host.vetting = VettingLevel::L2;
    assert!(out(&query, &host).is_empty());
    query.party.children = vec![17];
    assert_eq!(out(&query, &host), [Exclusion::VettingForChildren]);
    host.vetting = VettingLevel::L3;
    assert!(out(&query, &host).is_empty());
    (host.private, host.vetting) = (false, VettingLevel::L2);
    assert!(out(&query, &host).is_empty());
}

#[test]
fn the_languages_of_the_work_must_be_spoken_well_enough() {
    let job = offer(
        1,
        centre(),
        1,
        &with(
            "job",
            &json!({"languages_needed": [{"language": "ro", "level": "independent"}]}),
        ),
    );
    for (spoken, fits) in [
        (json!([]), true),
        (json!([{"language": "ro", "level": "proficient"}]), true),
        (json!([{"language": "ro", "level": "independent"}]), true),
        (json!([{"language": "ro", "level": "basic"}]), false),
        (json!([{"language": "uk", "level": "proficient"}]), false),
    ] {
        let query = query(&json!({"category": "job", "languages": spoken}));
        let expected: &[Exclusion] = if fits {
            &[]
        } else {
            &[Exclusion::WorkLanguage]
        };
        assert_eq!(out(&query, &job), expected, "{spoken}");
    }
}

// --- nights and rides

#[test]
fn every_night_counts_and_the_days_of_coming_and_leaving_do_not_clash() {
    for (night, beds, fits) in [
        (date(2026, 11, 30), 4, true), // a guest who leaves on the day of arrival
        (date(2026, 12, 1), 4, false),
        (date(2026, 12, 4), 4, false), // one full night inside
        (date(2026, 12, 4), 3, true),
        (date(2026, 12, 7), 4, false), // the last night
        (date(2026, 12, 8), 4, true),  // a guest who comes on the day of leaving
        (date(2026, 12, 4), 400, false),
    ] {
        let mut place = home(1);
        place.promised.insert(night, beds);
        let answer = rank(&asking(), &[place], 10);
        assert_eq!(answer.fits, usize::from(fits), "{beds} on {night}");
    }
}

#[test]
fn what_is_free_is_what_is_free_on_the_fullest_night() {
    let mut query = asking();
    (query.quantity, query.least_quantity) = (2, 2);
    for (promised, fits) in [
        ([1, 4, 1], false),
        ([4, 0, 0], false),
        ([0, 0, 3], false),
        ([2, 2, 2], true),
    ] {
        let mut place = home(1);
        for (day, beds) in (2..).zip(promised) {
            place.promised.insert(date(2026, 12, day), beds);
        }
        let free = place.free_during(query.dates);
        assert_eq!(free, 4 - promised.iter().max().unwrap(), "{promised:?}");
        assert_eq!(out(&query, &place).is_empty(), fits, "{promised:?}");
    }
}

#[test]
fn the_stay_must_lie_wholly_inside_what_is_open() {
    for (open, fits) in [
        (vec![(date(2026, 12, 1), date(2026, 12, 8))], true),
        (vec![(date(2026, 12, 2), date(2027, 1, 8))], false),
        (vec![(date(2026, 11, 1), date(2026, 12, 7))], false),
        (
            vec![
                (date(2026, 11, 1), date(2026, 12, 4)),
                (date(2026, 12, 5), date(2026, 12, 31)),
            ],
            false,
        ),
        (vec![], true),
    ] {
        let mut place = home(1);
        place.availability = open.iter().map(|(a, b)| period(*a, *b)).collect();
        let expected: &[Exclusion] = if fits { &[] } else { &[Exclusion::NotOpenThen] };
        assert_eq!(out(&asking(), &place), expected, "{open:?}");
    }
    let mut undated = asking();
    undated.dates = None;
    assert_eq!(
        out(&undated, &home(1)),
        [Exclusion::NotOpenThen],
        "a roof is for dates"
    );
}

/// Three stops on one meridian, so many metres north of the centre, from first to last.
fn ride(id: u128, stops: [u32; 3]) -> Candidate {
    let mut ride = offer(id, centre(), 4, &details("transport"));
    let Terms::Transport(terms) = &mut ride.terms else {
        unreachable!()
    };
    terms.stops = stops.iter().map(|m| north(*m)).collect();
    ride
}

fn travelling(from_m: u32, to_m: u32, radius_m: u32) -> Query {
    let mut query = query(&need("transport"));
    query.origin = north(from_m);
    query.destination = Some(north(to_m));
    query.radius_m = radius_m;
    query
}

#[test]
fn a_ride_goes_one_way() {
    let north_bound = ride(1, [0, 100_000, 200_000]);
    assert!(out(&travelling(0, 200_000, 5_000), &north_bound).is_empty());
    assert!(out(&travelling(0, 100_000, 5_000), &north_bound).is_empty());
    assert!(out(&travelling(100_000, 200_000, 5_000), &north_bound).is_empty());
    for (from, to) in [(200_000, 0), (100_000, 0), (200_000, 100_000)] {
        assert_eq!(
            out(&travelling(from, to, 5_000), &north_bound),
            [Exclusion::TooFar],
            "{from} {to}"
        );
    }
    // Getting in and out at one stop is no ride.
    assert_eq!(
        out(&travelling(100_000, 101_000, 5_000), &north_bound),
        [Exclusion::TooFar]
    );
    let mut nowhere = travelling(0, 200_000, 5_000);
    nowhere.destination = None;
    assert_eq!(out(&nowhere, &north_bound), [Exclusion::TooFar]);
}

#[test]
fn a_ride_takes_people_where_they_go_however_wide_the_radius_is() {
    // From the border to a town 110 km away; a ride goes from that town to the border and 45 km back behind it.
    let away = ride(1, [160_000, 50_000, 5_000]);
    // All of its stops are within the radius of both ends.
    for radius_m in [200_000, 1_000_000] {
        let asked = travelling(50_000, 160_000, radius_m);
        assert_eq!(out(&asked, &away), [Exclusion::TooFar], "{radius_m}");
    }
    // What goes some of the way, and what comes by on its way there.
    let asked = travelling(50_000, 160_000, 200_000);
    for (there, drop_off_m) in [
        (ride(2, [50_000, 110_000, 110_000]), 50_000),
        (ride(3, [55_000, 50_000, 160_000]), 0),
    ] {
        let at = rank(&asked, &[there], 1).ranked[0].distances;
        assert_eq!((at.near_m, at.drop_off_m), (0, Some(drop_off_m)));
    }
    // Nearer than they are, and farther than where they would get in.
    let back = ride(4, [140_000, 80_000, 70_000]);
    assert_eq!(out(&asked, &back), [Exclusion::TooFar]);
}

#[test]
fn a_ride_is_measured_by_its_nearest_pair_of_stops() {
    let answer = rank(
        &travelling(4_000, 97_000, 20_000),
        &[ride(1, [0, 10_000, 100_000])],
        1,
    );
    let at = answer.ranked[0].distances;
    assert_eq!((at.near_m, at.drop_off_m), (4_000, Some(3_000)));
    assert_eq!(at.total_m(), 7_000);
}

#[test]
fn a_ride_fits_the_days_on_which_it_may_leave_and_not_the_past() {
    let leaving = |from: &str, until: &str| {
        offer(
            1,
            centre(),
            4,
            &with(
                "transport",
                &json!({"departs_from": from, "departs_until": until}),
            ),
        )
    };
    let mut query = query(&need("transport"));
    for (from, until, fits) in [
        ("2026-12-01T07:00:00Z", "2026-12-01T09:00:00Z", true),
        ("2026-12-08T07:00:00Z", "2026-12-08T09:00:00Z", false),
        ("2026-11-30T21:30:00Z", "2026-11-30T21:45:00Z", false), // 23:30 in Chișinău
        ("2026-11-30T22:30:00Z", "2026-11-30T22:45:00Z", true),  // half past midnight on the 1st
        ("2026-11-28T07:00:00Z", "2026-12-02T07:00:00Z", true),  // leaves when it is full
        ("2026-11-28T07:00:00Z", "2026-11-30T07:00:00Z", false),
    ] {
        let expected: &[Exclusion] = if fits { &[] } else { &[Exclusion::NotOpenThen] };
        assert_eq!(
            out(&query, &leaving(from, until)),
            expected,
            "{from} {until}"
        );
    }
    query.dates = None;
    let gone = leaving("2026-11-22T08:00:00Z", "2026-11-22T12:00:00Z");
    assert_eq!(out(&query, &gone), [Exclusion::NotOpenThen]);
}

// --- numbers at the edge

#[test]
fn the_radius_includes_its_edge() {
    let mut query = asking();
    let place = offer(1, north(12_345), 4, &details("housing"));
    let d = distance_m(centre(), place.point);
    for (radius, fits) in [(d, true), (d - 1, false), (d + 1, true), (0, false)] {
        query.radius_m = radius;
        assert_eq!(out(&query, &place).is_empty(), fits, "{radius}");
    }
    query.radius_m = 0;
    assert_eq!(
        ids(&rank(&query, &[home(1)], 10).ranked),
        [1],
        "no distance is within no radius"
    );
}

#[test]
fn poles_and_the_antimeridian_are_places_like_others() {
    let mut query = asking();
    query.radius_m = 20_000;
    for (origin, near, far) in [
        (point(90.0, 0.0), point(89.9, -170.0), point(89.0, 0.0)),
        (
            point(-89.95, 10.0),
            point(-89.95, -170.0),
            point(-89.0, 10.0),
        ),
        (point(0.0, 179.95), point(0.0, -179.95), point(0.0, 179.0)),
        (point(60.0, -180.0), point(60.0, 180.0), point(60.0, 0.0)),
    ] {
        query.origin = origin;
        let offers = [
            offer(1, near, 4, &details("housing")),
            offer(2, far, 4, &details("housing")),
        ];
        assert_eq!(ids(&rank(&query, &offers, 10).ranked), [1], "{origin:?}");
    }
}

#[test]
fn large_parties_are_counted_and_not_wrapped() {
    let mut query = asking();
    for (party, capacity, fits) in [
        (254, 255, true),
        (255, 255, true),
        (256, 255, false),
        (255, 254, false),
        (256, 256, true),
        (257, 1, false), // 257 is 1 in a byte
        (65_537, 1, false),
    ] {
        query.quantity = party;
        query.least_quantity = party;
        query.party.women = u16::MAX;
        query.party.men = u16::MAX;
        let place = offer(1, centre(), capacity, &details("housing"));
        assert_eq!(
            out(&query, &place).is_empty(),
            fits,
            "{party} in {capacity}"
        );
    }
    query.quantity = 1;
    query.least_quantity = 1;
    query.party.dogs = u16::MAX;
    query.party.cats = u16::MAX;
    let place = offer(
        1,
        centre(),
        4,
        &with(
            "housing",
            &json!({"pets": {"dogs": "yes", "cats": "yes", "max_count": 3}}),
        ),
    );
    assert_eq!(out(&query, &place), [Exclusion::Pets]);
}

#[test]
fn a_full_offer_helps_nobody_even_one_who_asks_for_nothing() {
    let mut query = asking();
    (query.quantity, query.least_quantity) = (0, 0);
    let mut place = home(1);
    place.capacity = 0;
    assert_eq!(out(&query, &place), [Exclusion::Full]);
    // A group that may be split takes what there is.
    (query.quantity, query.least_quantity) = (9, 1);
    assert!(out(&query, &home(1)).is_empty());
    query.least_quantity = 9;
    assert_eq!(out(&query, &home(1)), [Exclusion::Full]);
}

#[test]
fn k_bounds_both_lists_and_not_the_counts() {
    let mut query = asking();
    query.criteria = vec![Criterion::must(Feature::Kitchen)];
    let offers: Vec<_> = (1..=10)
        .map(|id| {
            let mut place = home(id);
            let says = if id <= 6 { Tri::Yes } else { Tri::Unknown };
            place.facts.say(Feature::Kitchen, says);
            place
        })
        .collect();
    for (k, ranked, asked) in [
        (0, 0, 0),
        (1, 1, 1),
        (5, 5, 4),
        (100, 6, 4),
        (usize::MAX, 6, 4),
    ] {
        let answer = rank(&query, &offers, k);
        assert_eq!(
            (answer.ranked.len(), answer.ask_first.len()),
            (ranked, asked),
            "{k}"
        );
        assert_eq!((answer.fits, answer.to_ask), (6, 4), "{k}");
    }
    assert_eq!(rank(&query, &[], 10), Ranking::default());
}

// --- the order

#[test]
fn ties_go_to_the_nearer_then_the_later_confirmed() {
    let query = asking();
    // 1 m and 2 m lie in the same point of distance, one hour in the same day of freshness. The keyed hash alone
    // would say 4, 1, 2.
    let mut offers = vec![
        offer(1, north(2), 4, &details("housing")),
        offer(4, north(1), 4, &details("housing")),
        offer(2, north(1), 4, &details("housing")),
    ];
    offers[1].confirmed_at = jiff::Timestamp::from_second(now().as_second() - 3_600).unwrap();
    let answer = rank(&query, &offers, 10);
    assert!(
        answer
            .ranked
            .iter()
            .all(|r| r.score.points == answer.ranked[0].score.points)
    );
    assert_eq!(ids(&answer.ranked), [2, 4, 1]);
}

#[test]
fn the_last_tie_is_the_md5_of_both_ids_as_postgresql_computes_it() {
    // select n from generate_series(1, 5) n order by
    //   md5('00000000-0000-0000-0000-000000000007' || '00000000-0000-0000-0000-00000000000' || n);
    let offers: Vec<_> = (1..=5).map(home).collect();
    assert_eq!(ids(&rank(&asking(), &offers, 10).ranked), [4, 5, 3, 1, 2]);
}

#[test]
fn the_oldest_id_does_not_win_the_ties() {
    let offers: Vec<_> = (1..=10).map(home).collect();
    let mut first = [0u32; 10];
    let mut last = [0u32; 10];
    for request in 0..2_000 {
        let mut query = asking();
        query.request = RequestId(Uuid::from_u128(request));
        let order = ids(&rank(&query, &offers, 10).ranked);
        first[usize::try_from(order[0]).unwrap() - 1] += 1;
        last[usize::try_from(order[9]).unwrap() - 1] += 1;
    }
    // 200 expected each, standard deviation 13.4: five of them either way. The ids are fixed, so this never flickers.
    for count in first.iter().chain(&last) {
        assert!((133..=267).contains(count), "{first:?} {last:?}");
    }
    // The same request sees the same order every time.
    assert_eq!(rank(&asking(), &offers, 10), rank(&asking(), &offers, 10));
}

// --- for any catalogue

const ASKED: [Feature; 5] = [
    Feature::StepFree,
    Feature::Kitchen,
    Feature::Internet,
    Feature::WomenOnly,
    Feature::Dogs,
];

fn a_home(id: u128) -> impl Strategy<Value = Candidate> {
    (
        // A few points only, so that distances tie.
        prop::sample::select(vec![0u32, 0, 1, 5_000, 20_000, 49_000, 70_000]),
        0u32..7,
        prop::collection::vec(0u8..3, ASKED.len()),
        (
            prop::option::of(1u16..6),
            0u8..3,
            any::<bool>(),
            any::<bool>(),
        ),
        (0i64..3, 0u16..3),
        prop::collection::vec((-2i64..9, 0u32..6), 0..4),
        prop::sample::select(vec![&["uk"][..], &["ro"], &[]]),
    )
        .prop_map(
            move |(
                metres,
                free,
                says,
                (guests, children, paused, private),
                (days, answered),
                booked,
                spoken,
            )| {
                let tri = |n: u8| [Tri::Yes, Tri::No, Tri::Unknown][usize::from(n)];
                let mut place = offer(id, north(metres), 6, &details("housing"));
                place.capacity = free;
                place.free = free;
                for (feature, says) in ASKED.iter().zip(says) {
                    place.facts.say(*feature, tri(says));
                }
                place.facts.say(Feature::ChildrenWelcome, tri(children));
                if let Terms::Housing(stay) = &mut place.terms {
                    stay.max_guests = guests.and_then(NonZeroU16::new);
                }
                place.paused = paused && id.is_multiple_of(4);
                place.private = private;
                place.confirmed_at = days_ago(days * 5);
                place.reliability = Reliability { answered, asked: 3 };
                for (day, beds) in booked {
                    let night = date(2026, 12, 1)
                        .checked_add(jiff::ToSpan::days(day))
                        .unwrap();
                    place.promised.insert(night, beds);
                }
                place.languages = spoken.iter().map(|t| Language::parse(t).unwrap()).collect();
                place
            },
        )
}

fn catalogue() -> impl Strategy<Value = Vec<Candidate>> {
    (0usize..25).prop_flat_map(|n| (0..n).map(|i| a_home(i as u128 + 1)).collect::<Vec<_>>())
}

fn a_query() -> impl Strategy<Value = Query> {
    (
        1u128..1_000,
        (
            1u16..4,
            0u16..2,
            prop::collection::vec(0u8..18, 0..2),
            0u16..2,
        ),
        (1u32..5, any::<bool>()),
        prop::collection::vec(0u8..4, ASKED.len()),
        prop::sample::select(vec![0u32, 5_000, 50_000, 500_000]),
    )
        .prop_map(
            |(request, (women, men, children, dogs), (quantity, split), levels, radius_m)| {
                let mut query = asking();
                query.request = RequestId(Uuid::from_u128(request));
                query.party.women = women;
                query.party.men = men;
                query.party.children = children;
                query.party.dogs = dogs;
                query.quantity = quantity;
                query.least_quantity = if split { 1 } else { quantity };
                query.splits = split;
                query.radius_m = radius_m;
                for (feature, level) in ASKED.iter().zip(levels) {
                    match level {
                        0 => query.criteria.push(Criterion::must(*feature)),
                        1 => query.criteria.push(Criterion::prefer(*feature, 3)),
                        _ => {}
                    }
                }
                query
            },
        )
}

/// The hard rules again, in other words than the engine's: `None` out, `Some(true)` fits, `Some(false)` ask first.
fn by_the_book(query: &Query, place: &Candidate) -> Option<bool> {
    let Terms::Housing(stay) = &place.terms else {
        return None;
    };
    let nights = (1..8).map(|d| date(2026, 12, d));
    let beds = nights
        .map(|night| {
            i64::from(place.capacity) - i64::from(place.promised.get(&night).copied().unwrap_or(0))
        })
        .min()
        .unwrap();
    let children = !query.party.children.is_empty();
    // The whole party comes, unless the group may be split.
    let people = u32::from(query.party.women + query.party.men)
        + u32::try_from(query.party.children.len()).unwrap();
    let coming = if query.splits {
        query.least_quantity
    } else {
        people.max(query.least_quantity)
    };
    let refused = distance_m(query.origin, place.point) > query.radius_m
        || place.paused
        || beds < i64::from(query.least_quantity)
        || stay.max_guests.is_some_and(|m| u32::from(m.get()) < coming)
        || (children && place.facts.get(Feature::ChildrenWelcome) == Tri::No)
        || (children && place.private && place.vetting != VettingLevel::L3)
        || (query.party.men > 0 && place.facts.get(Feature::WomenOnly) == Tri::Yes)
        || (query.party.dogs > 0 && place.facts.get(Feature::Dogs) == Tri::No);
    let musts: Vec<Tri> = query
        .criteria
        .iter()
        .filter(|c| **c == Criterion::must(c.feature))
        .map(|c| place.facts.get(c.feature))
        .collect();
    (!refused && !musts.contains(&Tri::No)).then(|| !musts.contains(&Tri::Unknown))
}

fn both(answer: &Ranking) -> BTreeSet<u128> {
    ids(&answer.ranked)
        .into_iter()
        .chain(ids(&answer.ask_first))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_lists_hold_exactly_what_the_rules_let_in(offers in catalogue(), query in a_query()) {
        let answer = rank(&query, &offers, usize::MAX);
        let by = |word| -> BTreeSet<u128> {
            offers.iter().filter(|o| by_the_book(&query, o) == Some(word)).map(|o| o.offer.0.as_u128()).collect()
        };
        prop_assert_eq!(ids(&answer.ranked).into_iter().collect::<BTreeSet<_>>(), by(true));
        prop_assert_eq!(ids(&answer.ask_first).into_iter().collect::<BTreeSet<_>>(), by(false));
        prop_assert_eq!((answer.fits, answer.to_ask), (answer.ranked.len(), answer.ask_first.len()));
        prop_assert!(answer.ask_first.iter().all(|r| !r.asks.is_empty()));
    }

    #[test]
    fn points_fall_then_distance_grows_then_confirmation_ages(offers in catalogue(), query in a_query()) {
        let answer = rank(&query, &offers, usize::MAX);
        for list in [&answer.ranked, &answer.ask_first] {
            for pair in list.windows(2) {
                let confirmed = |id: OfferId| offers.iter().find(|o| o.offer == id).unwrap().confirmed_at;
                let key = |r: &punte_core::matching::Ranked| (
                    -i64::from(r.score.points),
                    r.distances.total_m(),
                    -confirmed(r.offer).as_second(),
                );
                prop_assert!(key(&pair[0]) <= key(&pair[1]));
            }
            for one in list {
                prop_assert_eq!(one.score.points, one.score.parts.iter().map(|p| p.points).sum::<u32>());
                prop_assert_eq!(one.revision.0.as_u128(), one.offer.0.as_u128() + 1_000_000);
            }
        }
    }

    #[test]
    fn an_ineligible_offer_changes_nothing(offers in catalogue(), query in a_query(), why in 0u8..6, at in 0usize..30) {
        let before = rank(&query, &offers, 7);
        let mut idle = home(999);
        match why {
            0 => idle.paused = true,
            1 => idle.capacity = 0,
            2 => idle.point = point(-47.0, -151.0),
            3 => idle.for_minors = true,
            4 => idle.availability = vec![period(date(2026, 12, 2), date(2027, 12, 1))],
            _ => idle = offer(999, centre(), 4, &details("medical")),
        }
        let mut more = offers;
        more.insert(at.min(more.len()), idle);
        prop_assert_eq!(rank(&query, &more, 7), before);
    }

    #[test]
    fn without_the_first_the_rest_move_up(offers in catalogue(), query in a_query()) {
        let before = rank(&query, &offers, usize::MAX);
        if let Some(first) = before.ranked.first() {
            let less: Vec<_> = offers.iter().filter(|o| o.offer != first.offer).cloned().collect();
            let after = rank(&query, &less, usize::MAX);
            prop_assert_eq!(&after.ranked[..], &before.ranked[1..]);
            prop_assert_eq!(after.ask_first, before.ask_first);
        }
    }

    #[test]
    fn a_tighter_need_never_adds_an_offer(
        offers in catalogue(), query in a_query(), how in 0u8..5, feature in prop::sample::select(ASKED.to_vec()),
    ) {
        let before = rank(&query, &offers, usize::MAX);
        let mut tighter = query;
        match how {
            0 => {
                tighter.criteria.retain(|c| c.feature != feature);
                tighter.criteria.push(Criterion::must(feature));
            }
            1 => tighter.radius_m /= 2,
            2 => (tighter.quantity, tighter.least_quantity) = (tighter.quantity + 1, tighter.least_quantity + 1),
            3 => tighter.dates = Some(period(a_week().from(), date(2026, 12, 12))),
            _ => tighter.party.dogs += 1,
        }
        let after = rank(&tighter, &offers, usize::MAX);
        prop_assert!(both(&after).is_subset(&both(&before)));
        let ranked: BTreeSet<_> = ids(&before.ranked).into_iter().collect();
        prop_assert!(ids(&after.ranked).iter().all(|id| ranked.contains(id)));
    }

    #[test]
    fn the_order_of_arrival_does_not_matter(offers in catalogue(), query in a_query(), seed in any::<u128>()) {
        let mut shuffled = offers.clone();
        shuffled.sort_by_key(|o| o.offer.0.as_u128().wrapping_mul(seed | 1) % 1_009);
        prop_assert_eq!(rank(&query, &shuffled, 5), rank(&query, &offers, 5));
        shuffled.reverse();
        prop_assert_eq!(rank(&query, &shuffled, 5), rank(&query, &offers, 5));
    }

    #[test]
    fn a_shorter_list_is_the_head_of_a_longer_one(offers in catalogue(), query in a_query(), k in 0usize..30) {
        let all = rank(&query, &offers, usize::MAX);
        let head = rank(&query, &offers, k);
        prop_assert_eq!(&head.ranked[..], &all.ranked[..k.min(all.ranked.len())]);
        prop_assert_eq!(&head.ask_first[..], &all.ask_first[..k.min(all.ask_first.len())]);
    }

    #[test]
    fn a_minor_alone_gets_nothing_from_any_catalogue(offers in catalogue(), mut query in a_query()) {
        query.unaccompanied_minor = true;
        prop_assert_eq!(rank(&query, &offers, usize::MAX), Ranking::default());
    }

    #[test]
    fn distances_shown_are_between_published_points(
        lat in -90.0f64..=90.0, lon in -180.0f64..=180.0, lat2 in -90.0f64..=90.0, lon2 in -180.0f64..=180.0,
    ) {
        let (a, b): (GeoPoint, GeoPoint) = (point(lat, lon), point(lat2, lon2));
        prop_assert_eq!(distance_m(a, b), distance_m(b, a));
        prop_assert!(distance_m(a, b) <= 20_015_115);
        let mut query = asking();
        query.origin = a;
        query.radius_m = u32::MAX;
        let answer = rank(&query, &[offer(1, b, 4, &details("housing"))], 1);
        prop_assert_eq!(answer.ranked[0].distances.near_m, distance_m(a, b));
    }
}
