//! The points of docs/architecture.md, with the arithmetic written out by hand, and what holds for every score.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test that stops at the first surprise is a good test; the numbers are small"
)]

mod common;

use common::{
    TODAY, a_week, centre, days_ago, details, need, north, now, offer, period, point, query, with,
};
use jiff::civil::date;
use proptest::prelude::*;
use punte_core::{
    constraint::{Criterion, Feature, Tri},
    locale::Language,
    matching::{
        Candidate, Distances, PartKind, Query, Reliability, Score, Verdict, WeightSet, eligible,
        rank_by_scan, score,
    },
    offer::Category,
    request::{Nearness, Urgency},
};
use serde_json::json;

const CATEGORIES: [&str; 5] = ["housing", "transport", "job", "medical", "service"];

/// The table of that page: distance, drop-off, wishes, language, fit, dates, freshness, reliability; then the half-life.
const TABLE: [(&str, [u32; 8], u32); 5] = [
    ("housing", [400, 0, 250, 100, 60, 60, 70, 60], 25_000),
    ("transport", [300, 250, 100, 50, 60, 150, 50, 40], 10_000),
    ("job", [250, 0, 250, 200, 60, 60, 90, 90], 20_000),
    ("medical", [400, 0, 150, 200, 0, 150, 50, 50], 15_000),
    ("service", [400, 0, 150, 200, 0, 150, 50, 50], 15_000),
];

const PARTS: [PartKind; 8] = [
    PartKind::Distance,
    PartKind::DropOff,
    PartKind::Wishes,
    PartKind::Language,
    PartKind::Fit,
    PartKind::Dates,
    PartKind::Freshness,
    PartKind::Reliability,
];

fn category(name: &str) -> Category {
    Category::from_name(name).unwrap()
}

fn scored(query: &Query, candidate: &Candidate, near_m: u32, drop_off_m: Option<u32>) -> Score {
    let weights = WeightSet::first();
    score(
        query,
        candidate,
        Distances { near_m, drop_off_m },
        weights.of(query.category()),
    )
}

fn part(score: &Score, kind: PartKind) -> u32 {
    score
        .parts
        .iter()
        .find(|p| p.part == kind)
        .map_or(0, |p| p.points)
}

/// A part of the offer and need of a category with nothing special about them, at no distance, after a change.
fn part_of(category: &str, kind: PartKind, change: impl FnOnce(&mut Query, &mut Candidate)) -> u32 {
    let mut query = query(&need(category));
    let mut offer = offer(1, centre(), 4, &details(category));
    change(&mut query, &mut offer);
    part(&scored(&query, &offer, 0, Some(0)), kind)
}

fn languages(tags: &[&str]) -> Vec<Language> {
    tags.iter().map(|t| Language::parse(t).unwrap()).collect()
}

#[test]
fn the_weights_are_those_of_the_table_and_sum_to_1000() {
    let set = WeightSet::first();
    assert_eq!(set.version, 1);
    for (name, row, half_life_m) in TABLE {
        assert_eq!(row.iter().sum::<u32>(), 1000, "{name}");
        let w = set.of(category(name));
        let got = [
            w.distance,
            w.drop_off,
            w.wishes,
            w.language,
            w.fit,
            w.dates,
            w.freshness,
            w.reliability,
        ];
        assert_eq!((got, w.half_life_m), (row, half_life_m), "{name}");
        assert!(w.is_sound());
    }
    let mut unsound = *set.of(Category::Housing);
    unsound.fit += 1;
    assert!(!unsound.is_sound());
}

#[test]
fn distance_halves_at_the_half_life_and_rounds_down() {
    for (name, nearness, metres, expected) in [
        ("housing", Nearness::Medium, 0, 400),
        ("housing", Nearness::Medium, 25_000, 200), // 400 / 2
        ("housing", Nearness::Medium, 50_000, 100), // 400 / 4
        ("housing", Nearness::Medium, 10_000, 303), // 400 x 2^-0.4 = 400 x 0.757858 = 303.14
        ("housing", Nearness::Medium, 1, 399),      // just under 400
        ("housing", Nearness::Near, 25_000, 100),   // half-life 12.5 km: 400 / 4
        ("housing", Nearness::Far, 25_000, 282),    // half-life 50 km: 400 x 2^-0.5 = 282.84
        ("housing", Nearness::Medium, 250_000, 0),  // 400 / 1024 = 0.39
        ("transport", Nearness::Medium, 10_000, 150), // 300 / 2
        ("job", Nearness::Medium, 40_000, 62),      // 250 / 4 = 62.5
        ("medical", Nearness::Medium, 45_000, 50),  // 400 / 8
        ("service", Nearness::Near, 7_500, 200),    // half-life 7.5 km: 400 / 2
    ] {
        let mut query = query(&need(name));
        query.nearness = nearness;
        let offer = offer(1, centre(), 4, &details(name));
        let got = part(&scored(&query, &offer, metres, Some(0)), PartKind::Distance);
        assert_eq!(got, expected, "{name} {nearness:?} {metres} m");
    }
}

#[test]
fn a_ride_has_a_part_for_the_drop_off_of_its_own() {
    let query = query(&need("transport"));
    let ride = offer(1, centre(), 4, &details("transport"));
    let both = scored(&query, &ride, 20_000, Some(10_000));
    assert_eq!(part(&both, PartKind::Distance), 75); // 300 / 4
    assert_eq!(part(&both, PartKind::DropOff), 125); // 250 / 2
    assert_eq!(
        part(&scored(&query, &ride, 0, Some(30_000)), PartKind::DropOff),
        31
    ); // 250 / 8 = 31.25
}

#[test]
fn wishes_give_the_weight_met_of_the_weight_asked() {
    let wish = |criteria: Vec<Criterion>| {
        move |q: &mut Query, o: &mut Candidate| {
            q.criteria = criteria;
            o.facts.say(Feature::Kitchen, Tri::Yes);
            o.facts.say(Feature::Washing, Tri::No);
            o.facts.say(Feature::Internet, Tri::Unknown);
        }
    };
    let prefer = Criterion::prefer;
    let housing = |c| part_of("housing", PartKind::Wishes, wish(c));
    assert_eq!(housing(vec![]), 250);
    assert_eq!(housing(vec![prefer(Feature::Kitchen, 3)]), 250);
    assert_eq!(housing(vec![prefer(Feature::Washing, 3)]), 0);
    assert_eq!(housing(vec![prefer(Feature::Internet, 3)]), 0);
    // 250 x 5 / (5 + 2 + 3)
    assert_eq!(
        housing(vec![
            prefer(Feature::Kitchen, 5),
            prefer(Feature::Washing, 2),
            prefer(Feature::Internet, 3)
        ]),
        125
    );
    // 250 x 1 / 3 = 83.33
    assert_eq!(
        housing(vec![
            prefer(Feature::Kitchen, 1),
            prefer(Feature::Washing, 2)
        ]),
        83
    );
    // A must is not a wish, met or not.
    assert_eq!(
        housing(vec![
            Criterion::must(Feature::Washing),
            Criterion::must(Feature::Kitchen)
        ]),
        250
    );
}

#[test]
fn language_is_full_for_the_first_half_for_the_second_and_nothing_without_one() {
    for (name, full, half) in [
        ("housing", 100, 50),
        ("transport", 50, 25),
        ("job", 200, 100),
        ("medical", 200, 100),
        ("service", 200, 100),
    ] {
        let points = |theirs: &[&str], spoken: &[&str]| {
            part_of(name, PartKind::Language, |q, o| {
                q.languages = languages(theirs);
                o.languages = languages(spoken);
            })
        };
        assert_eq!(points(&["uk", "ro"], &["ro", "uk"]), full, "{name}");
        assert_eq!(points(&["uk", "ro"], &["ro"]), half, "{name}");
        assert_eq!(points(&["uk", "ro"], &["en"]), 0, "{name}");
        assert_eq!(
            points(&["uk"], &[]),
            0,
            "{name}: nothing stated is nothing known"
        );
        assert_eq!(points(&[], &["en"]), full, "{name}: nothing asked");
    }
}

#[test]
fn fit_is_what_is_asked_of_what_is_free() {
    for (name, quantity, capacity, expected) in [
        ("housing", 2, 12, 10), // 60 x 2 / 12
        ("housing", 3, 3, 60),
        ("housing", 2, 7, 17), // 17.14
        ("transport", 1, 4, 15),
        ("job", 1, 3, 20),
        ("housing", 5, 4, 60), // a group that may be split takes all of it
    ] {
        let got = part_of(name, PartKind::Fit, |q, o| {
            q.quantity = quantity;
            o.capacity = capacity;
            o.free = capacity;
        });
        assert_eq!(got, expected, "{name} {quantity} of {capacity}");
    }
    // Free means free on every night of the stay: of twelve beds nine are promised on one night.
    let got = part_of("housing", PartKind::Fit, |q, o| {
        q.quantity = 2;
        o.capacity = 12;
        o.free = 12;
        o.promised.insert(date(2026, 12, 5), 9);
        o.promised.insert(date(2026, 12, 8), 12); // the day of leaving is not a night
    });
    assert_eq!(got, 40); // 60 x 2 / 3
}

#[test]
fn dates_give_more_to_what_is_sooner_when_it_is_urgent() {
    let ride = |from: &str, urgency| {
        let from = from.to_owned();
        part_of("transport", PartKind::Dates, move |q, o| {
            q.urgency = urgency;
            let fields = json!({"departs_from": from, "departs_until": "2027-01-01T00:00:00Z"});
            *o = offer(1, centre(), 4, &with("transport", &fields));
        })
    };
    assert_eq!(ride("2026-12-01T07:00:00Z", Urgency::Today), 150);
    assert_eq!(ride("2026-12-04T07:00:00Z", Urgency::Today), 75); // three days: 150 / 2
    assert_eq!(ride("2026-12-02T07:00:00Z", Urgency::Days), 119); // 150 x 2^(-1/3) = 119.05
    assert_eq!(ride("2026-12-04T07:00:00Z", Urgency::Weeks), 150);
    assert_eq!(ride("2026-12-04T07:00:00Z", Urgency::Later), 150);
    // 22:30 UTC on the 3rd is the 4th in Chișinău.
    assert_eq!(ride("2026-12-03T22:30:00Z", Urgency::Today), 75);

    let job = |fields| {
        part_of("job", PartKind::Dates, move |q, o| {
            q.urgency = Urgency::Days;
            *o = offer(1, centre(), 4, &with("job", &fields));
        })
    };
    assert_eq!(job(json!({"starts_on": "2026-12-07"})), 15); // six days: 60 / 4
    assert_eq!(job(json!({"starts_on": "2026-11-23"})), 60); // before the first day asked
    assert_eq!(job(json!({})), 60);

    let medical = |urgency, urgent| {
        part_of("medical", PartKind::Dates, move |q, o| {
            q.urgency = urgency;
            o.facts.say(Feature::UrgentCare, urgent);
        })
    };
    assert_eq!(medical(Urgency::Today, Tri::Yes), 150);
    assert_eq!(medical(Urgency::Today, Tri::Unknown), 75);
    assert_eq!(medical(Urgency::Today, Tri::No), 75);
    assert_eq!(medical(Urgency::Days, Tri::No), 150);

    assert_eq!(part_of("housing", PartKind::Dates, |_, _| ()), 60);
    assert_eq!(
        part_of("housing", PartKind::Dates, |_, o| o.availability = vec![]),
        60,
        "open at any time covers every night"
    );
    // Two of seven nights: 60 x 2 / 7 = 17.14. Such a place is not eligible, but the formula holds.
    assert_eq!(
        part_of("housing", PartKind::Dates, |_, o| {
            o.availability = vec![period(date(2026, 11, 1), date(2026, 12, 3))];
        }),
        17
    );
}

#[test]
fn freshness_halves_every_21_days_of_whole_days() {
    for (name, days, expected) in [
        ("housing", 0, 70),
        ("housing", 1, 67),  // 70 x 2^(-1/21) = 67.73
        ("housing", 14, 44), // 70 x 2^(-2/3) = 44.10
        ("housing", 21, 35),
        ("housing", 42, 17), // 17.5
        ("job", 7, 71),      // 90 x 2^(-1/3) = 71.43
        ("job", 21, 45),
        ("transport", 21, 25),
        ("medical", 63, 6),  // 50 / 8 = 6.25
        ("housing", -2, 70), // a clock that runs ahead
    ] {
        let got = part_of(name, PartKind::Freshness, |_, o| {
            o.confirmed_at = days_ago(days);
        });
        assert_eq!(got, expected, "{name} {days} days");
    }
}

#[test]
fn a_new_provider_starts_at_the_middle_and_answers_move_it() {
    for (name, answered, asked, expected) in [
        ("housing", 0, 0, 30),   // 60 x 2 / 4
        ("housing", 10, 10, 51), // 60 x 12 / 14 = 51.43
        ("housing", 0, 10, 8),   // 60 x 2 / 14 = 8.57
        ("job", 0, 0, 45),
        ("job", 1, 1, 54), // 90 x 3 / 5
        ("transport", 0, 0, 20),
        ("medical", 3, 8, 20), // 50 x 5 / 12 = 20.83
        ("housing", u16::MAX, u16::MAX, 59),
    ] {
        let got = part_of(name, PartKind::Reliability, |_, o| {
            o.reliability = Reliability { answered, asked };
        });
        assert_eq!(got, expected, "{name} {answered}/{asked}");
    }
}

#[test]
fn one_place_by_hand_from_the_first_part_to_the_sum() {
    let mut query = query(&need("housing"));
    query.languages = languages(&["uk", "ro"]);
    query.quantity = 3;
    query.least_quantity = 3;
    query.criteria = vec![
        Criterion::prefer(Feature::Kitchen, 2),
        Criterion::prefer(Feature::Internet, 1),
    ];
    let mut place = offer(
        1,
        north(25_000),
        5,
        &with("housing", &json!({"kitchen": "yes"})),
    );
    place.languages = languages(&["ro"]);
    place.confirmed_at = days_ago(21);
    place.reliability = Reliability {
        answered: 4,
        asked: 6,
    };
    let answer = rank_by_scan(&query, [&place], &WeightSet::first(), 1);
    let got: Vec<(PartKind, u32, u32)> = answer.ranked[0]
        .score
        .parts
        .iter()
        .map(|p| (p.part, p.points, p.of))
        .collect();
    assert_eq!(
        got,
        [
            (PartKind::Distance, 200, 400),  // 400 x 2^(-25 / 25)
            (PartKind::Wishes, 166, 250),    // 250 x 2 / 3 = 166.67
            (PartKind::Language, 50, 100),   // the second language
            (PartKind::Fit, 36, 60),         // 60 x 3 / 5
            (PartKind::Dates, 60, 60),       // all seven nights
            (PartKind::Freshness, 35, 70),   // 21 days
            (PartKind::Reliability, 36, 60), // 60 x 6 / 10
        ]
    );
    assert_eq!(answer.ranked[0].score.points, 583);
    assert_eq!(answer.ranked[0].distances.near_m, 25_000);
}

#[test]
fn what_is_as_good_as_can_be_gets_all_but_what_reliability_has_to_earn() {
    for (name, row, _) in TABLE {
        let mut query = query(&need(name));
        let mut best = offer(1, centre(), 1, &details(name));
        best.reliability = Reliability {
            answered: u16::MAX,
            asked: u16::MAX,
        };
        query.quantity = 1;
        assert_eq!(
            scored(&query, &best, 0, Some(0)).points,
            999,
            "{name}: floor of {}",
            row[7]
        );
    }
}

/// The whole score again, from the words of that page, in floating point throughout.
fn by_the_book(name: &str, case: &Case) -> [u32; 8] {
    let (_, weights, half_life_m) = TABLE.into_iter().find(|t| t.0 == name).unwrap();
    let w = weights.map(f64::from);
    let h = f64::from(half_life_m) * [0.5, 1.0, 2.0][case.nearness];
    let asked: u32 = case.wishes.iter().map(|x| u32::from(x.0)).sum();
    let met: u32 = case
        .wishes
        .iter()
        .filter(|x| x.1 == 0)
        .map(|x| u32::from(x.0))
        .sum();
    let language = match case.common {
        0 => 1.0,
        1 => 0.5,
        _ => 0.0,
    };
    [
        w[0] * 2f64.powf(-f64::from(case.near_m) / h),
        w[1] * 2f64.powf(-f64::from(case.drop_m) / h),
        if asked == 0 {
            w[2]
        } else {
            w[2] * f64::from(met) / f64::from(asked)
        },
        w[3] * language,
        w[4] * f64::from(case.quantity.min(case.free)) / f64::from(case.free),
        w[5],
        w[6] * 2f64.powf(-f64::from(case.days) / 21.0),
        w[7] * f64::from(case.answered + 2) / f64::from(case.asked + 4),
    ]
    .map(|x| x.floor() as u32)
}

#[derive(Debug, Clone)]
struct Case {
    near_m: u32,
    drop_m: u32,
    nearness: usize,
    /// Weight, and what the offer says: 0 yes, 1 no, 2 unknown.
    wishes: Vec<(u8, u8)>,
    /// 0 the first language, 1 the second, 2 none.
    common: u8,
    quantity: u32,
    free: u32,
    days: u32,
    answered: u16,
    asked: u16,
}

fn cases() -> impl Strategy<Value = Case> {
    (
        (0u32..1_000_000, 0u32..1_000_000, 0usize..3),
        prop::collection::vec((1u8..=5, 0u8..3), 0..6),
        0u8..3,
        (1u32..300, 1u32..300),
        (0u32..400, 0u16..100, 0u16..100),
    )
        .prop_map(
            |((near_m, drop_m, nearness), wishes, common, (quantity, free), (days, a, b))| Case {
                near_m,
                drop_m,
                nearness,
                wishes,
                common,
                quantity,
                free,
                days,
                answered: a.min(b),
                asked: a.max(b),
            },
        )
}

fn make(name: &str, case: &Case) -> (Query, Candidate) {
    let mut query = query(&need(name));
    let mut offer = offer(1, centre(), 1, &details(name));
    query.nearness = [Nearness::Near, Nearness::Medium, Nearness::Far][case.nearness];
    for ((weight, says), feature) in case.wishes.iter().zip(Feature::ALL) {
        query.criteria.push(Criterion::prefer(*feature, *weight));
        offer.facts.say(
            *feature,
            [Tri::Yes, Tri::No, Tri::Unknown][usize::from(*says)],
        );
    }
    query.languages = languages(&["uk", "ro"]);
    offer.languages = languages([&["en", "uk"][..], &["ro"], &["en"]][usize::from(case.common)]);
    query.quantity = case.quantity;
    (offer.free, offer.capacity) = (case.free, case.free);
    offer.confirmed_at = days_ago(case.days.into());
    offer.reliability = Reliability {
        answered: case.answered,
        asked: case.asked,
    };
    (query, offer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn parts_add_up_each_at_most_its_weight_and_each_as_the_book_says(
        case in cases(), name in prop::sample::select(CATEGORIES.to_vec()),
    ) {
        let (query, offer) = make(name, &case);
        let got = scored(&query, &offer, case.near_m, Some(case.drop_m));
        let weights = TABLE.into_iter().find(|t| t.0 == name).unwrap().1;
        prop_assert_eq!(got.points, got.parts.iter().map(|p| p.points).sum::<u32>());
        prop_assert!(got.points <= 1000);
        let shown: Vec<_> = got.parts.iter().map(|p| (p.part, p.of)).collect();
        let worth: Vec<_> = PARTS.into_iter().zip(weights).filter(|p| p.1 > 0).collect();
        prop_assert_eq!(shown, worth);
        for (kind, expected) in PARTS.into_iter().zip(by_the_book(name, &case)) {
            let points = part(&got, kind);
            prop_assert_eq!(points, expected, "{} {:?}", name, kind);
        }
        for p in got.parts.iter() {
            prop_assert!(p.points <= p.of);
        }
    }

    #[test]
    fn nearer_and_fresher_never_costs_points_and_moves_nothing_else(
        case in cases(), name in prop::sample::select(CATEGORIES.to_vec()), more in 1u32..100_000, days in 1i64..100,
    ) {
        let (query, offer) = make(name, &case);
        let near = scored(&query, &offer, case.near_m, Some(case.drop_m));
        let far = scored(&query, &offer, case.near_m + more, Some(case.drop_m));
        let mut stale = offer.clone();
        stale.confirmed_at = days_ago(i64::from(case.days) + days);
        let stale = scored(&query, &stale, case.near_m, Some(case.drop_m));
        prop_assert!(far.points <= near.points && stale.points <= near.points);
        for kind in PARTS {
            if kind != PartKind::Distance {
                prop_assert_eq!(part(&far, kind), part(&near, kind));
            }
            if kind != PartKind::Freshness {
                prop_assert_eq!(part(&stale, kind), part(&near, kind));
            }
        }
    }

    #[test]
    fn a_wish_met_never_costs_points_and_an_unmet_one_never_gains(case in cases(), weight in 1u8..=5) {
        let (mut query, mut offer) = make("housing", &case);
        let before = scored(&query, &offer, case.near_m, None).points;
        // The seventh feature is none of the case's.
        query.criteria.push(Criterion::prefer(Feature::ALL[6], weight));
        offer.facts.say(Feature::ALL[6], Tri::Yes);
        let met = scored(&query, &offer, case.near_m, None).points;
        offer.facts.say(Feature::ALL[6], Tri::Unknown);
        let unknown = scored(&query, &offer, case.near_m, None).points;
        offer.facts.say(Feature::ALL[6], Tri::No);
        let unmet = scored(&query, &offer, case.near_m, None).points;
        prop_assert!(met >= before && unknown <= before);
        prop_assert_eq!(unknown, unmet, "silence is worth as much as no");
    }
}

#[test]
fn the_fixtures_fit_so_that_the_other_tests_speak_of_real_offers() {
    for name in CATEGORIES {
        let verdict = eligible(&query(&need(name)), &offer(1, centre(), 4, &details(name)));
        assert_eq!(verdict, Verdict::Fits(vec![]), "{name}");
    }
    assert_eq!((a_week().nights(), a_week().from() > TODAY), (7, true));
    assert!(now() > days_ago(1) && north(1_000) != centre() && point(0.0, 0.0) != centre());
}
