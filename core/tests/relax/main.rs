//! Why few offers fit: each relaxation is held against asking otherwise in the first place, parsed and scanned.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

mod advice;
#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../common/mod.rs"]
mod common;

use common::{TODAY, centre, north, now, offer, point, with};
use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;
use punte_core::{
    constraint::{Feature, Tri},
    id::{OfferId, RequestId},
    matching::{
        Candidate, FEW, Land, Query, Ranked, Ranking, Relaxation, Relaxed, WeightSet, rank_by_scan,
        relaxed, why_few,
    },
    request::{Household, Need},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// A household and its need, as JSON.
#[derive(Debug, Clone)]
struct Asked {
    household: Value,
    need: Value,
}

impl Asked {
    /// One woman with her dog, in the centre, a week in December, a kitchen and no steps.
    fn new(category: &str) -> Self {
        Self {
            household: json!({"women": 1, "languages": ["uk"], "pets": [{"species": "dog", "count": 1}]}),
            need: json!({
                "place_id": 1, "quantity": 3, "radius_m": 20_000, "details": common::need(category),
                "dates": {"from": "2026-12-01", "to": "2026-12-08"}, "criteria": [],
            }),
        }
    }

    fn with(mut self, field: &str, value: Value) -> Self {
        self.need[field] = value;
        self
    }

    fn query(&self) -> Query {
        let household = serde_json::from_value(self.household.clone()).unwrap();
        let need = Need::parse(serde_json::from_value(self.need.clone()).unwrap(), TODAY).unwrap();
        Query::new(
            RequestId(Uuid::from_u128(7)),
            &Household::parse(household, TODAY).unwrap(),
            &need,
            need.quantity.into(),
            centre(),
            Some(point(47.95, 26.0667)),
            now(),
            TODAY,
        )
    }

    fn musts(&self) -> Vec<Feature> {
        let criteria = self.need["criteria"].as_array().unwrap().iter();
        let musts = criteria.filter(|c| c["level"] == "must");
        musts
            .map(|c| serde_json::from_value(c["feature"].clone()).unwrap())
            .collect()
    }

    fn day(&self, end: &str) -> Date {
        self.need["dates"][end].as_str().unwrap().parse().unwrap()
    }

    /// The same with the criteria for which it holds.
    fn keeping(&self, keep: impl Fn(Feature) -> bool) -> Self {
        let mut other = self.clone();
        let criteria = other.need["criteria"].as_array_mut().unwrap();
        criteria.retain(|c| keep(serde_json::from_value(c["feature"].clone()).unwrap()));
        other
    }

    fn on(&self, from: Date, to: Date) -> Self {
        self.clone().with("dates", json!({"from": from, "to": to}))
    }

    /// What it would be to ask otherwise, in one thing: by ladders, the smallest step first.
    fn otherwise(&self) -> Vec<Vec<(Relaxation, Self)>> {
        let category = self.need["details"]["category"].as_str().unwrap();
        let mut all = Vec::new();
        for feature in self.musts() {
            all.push(vec![(
                Relaxation::DropMust { feature },
                self.keeping(|f| f != feature),
            )]);
        }
        if !self.household["pets"].as_array().unwrap().is_empty()
            && ["housing", "transport"].contains(&category)
        {
            let mut alone =
                self.keeping(|f| ![Feature::Dogs, Feature::Cats, Feature::OtherPets].contains(&f));
            alone.household["pets"] = json!([]);
            all.push(vec![(Relaxation::PetsElsewhere, alone)]);
        }
        let radii = [10_000, 25_000, 50_000, 100_000, 200_000, 400_000u32];
        let now_m = self.need["radius_m"].as_u64().unwrap();
        let wider = radii.into_iter().filter(|r| u64::from(*r) > now_m);
        // Nobody comes further than that to where a ride stops.
        let wider = wider.filter(|r| category != "transport" || *r <= 50_000);
        all.push(
            wider
                .map(|radius_m| {
                    let other = self.clone().with("radius_m", json!(radius_m));
                    (Relaxation::Radius { radius_m }, other)
                })
                .collect(),
        );
        let (from, to) = (self.day("from"), self.day("to"));
        let mut dates = Vec::new();
        for days in [3i8, 7] {
            if category == "housing" {
                if from - days.days() >= TODAY {
                    let earlier = self.on(from - days.days(), to - days.days());
                    dates.push((Relaxation::Dates { days: -days }, earlier));
                }
                let later = self.on(from + days.days(), to + days.days());
                dates.push((Relaxation::Dates { days }, later));
            } else {
                let wider = self.on((from - days.days()).max(TODAY), to + days.days());
                dates.push((Relaxation::Dates { days }, wider));
            }
        }
        all.push(dates);
        if self.need["quantity"].as_u64().unwrap() > 1 && self.need["may_split"] != true {
            let split = self.clone().with("may_split", json!(true));
            all.push(vec![(Relaxation::SplitGroup, split)]);
        }
        all
    }
}

fn scan(query: &Query, offers: &[Candidate]) -> Ranking {
    rank_by_scan(query, offers, &WeightSet::first(), usize::MAX)
}

/// Wherever offers lie, it is a country that the need names.
fn anywhere(_: &Ranked) -> Land {
    Land::Named
}

fn why(asked: &Asked, offers: &[Candidate]) -> Vec<Relaxed> {
    why_few(&asked.query(), Some, anywhere, |query, k| {
        rank_by_scan(query, offers, &WeightSet::first(), k)
    })
}

/// Relaxation, how many would fit, and the best new one.
fn told(asked: &Asked, offers: &[Candidate]) -> Vec<(Relaxation, usize, u128)> {
    why(asked, offers)
        .into_iter()
        .map(|r| (r.relaxation, r.fits, r.best.offer.0.as_u128()))
        .collect()
}

/// The same by asking otherwise and looking at every offer.
fn by_asking_otherwise(asked: &Asked, offers: &[Candidate]) -> Vec<(Relaxation, usize, u128)> {
    let fit = |asked: &Asked| -> Vec<OfferId> {
        let ranking = scan(&asked.query(), offers);
        ranking.ranked.iter().map(|r| r.offer).collect()
    };
    let now = fit(asked);
    if now.len() >= FEW {
        return Vec::new();
    }
    asked
        .otherwise()
        .iter()
        .filter_map(|ladder| {
            ladder.iter().find_map(|(relaxation, other)| {
                let then = fit(other);
                let best = then.iter().find(|id| !now.contains(id));
                (then.len() > now.len())
                    .then(|| (*relaxation, then.len(), best.unwrap().0.as_u128()))
            })
        })
        .collect()
}

fn home(id: u128, metres: u32, capacity: u16) -> Candidate {
    let fields = json!({"pets": {"dogs": "yes"}, "kitchen": "yes", "step_free": "all"});
    offer(id, north(metres), capacity, &with("housing", &fields))
}

// --- one by one

#[test]
fn a_must_that_stands_in_the_way_is_named_with_what_dropping_it_gives() {
    let asked = Asked::new("housing").with(
        "criteria",
        json!([{"feature": "kitchen", "level": "must"}, {"feature": "internet", "level": "must"}]),
    );
    let mut offers = vec![home(1, 0, 4), home(2, 9_000, 4), home(3, 0, 4)];
    offers[0].facts.say(Feature::Internet, Tri::No);
    // Nobody knows: it would fit at once without the must.
    offers[1].facts.say(Feature::Internet, Tri::Unknown);
    offers[2].facts.say(Feature::Internet, Tri::No);
    offers[2].facts.say(Feature::Kitchen, Tri::No);
    let feature = Feature::Internet;
    assert_eq!(
        told(&asked, &offers),
        [(Relaxation::DropMust { feature }, 2, 1)]
    );
}

#[test]
fn the_dog_elsewhere_takes_the_dog_and_what_was_asked_for_it_away() {
    let asked = Asked::new("housing").with(
        "criteria",
        json!([{"feature": "dogs", "level": "must"}, {"feature": "kitchen", "level": "must"}]),
    );
    let mut place = home(1, 0, 4);
    place.facts.say(Feature::Dogs, Tri::No);
    // Without the must alone the dog would still come.
    assert_eq!(
        told(&asked, &[place.clone()]),
        [(Relaxation::PetsElsewhere, 1, 1)]
    );
    let mut without = asked;
    without.household["pets"] = json!([]);
    let feature = Feature::Dogs;
    assert_eq!(
        told(&without, &[place]),
        [(Relaxation::DropMust { feature }, 1, 1)]
    );
}

#[test]
fn the_first_radius_that_gives_more_is_shown_and_the_best_is_a_new_one() {
    let asked = Asked::new("housing");
    let offers = [
        home(1, 19_000, 4),
        home(2, 120_000, 4),
        home(3, 150_000, 4),
        home(4, 390_000, 4),
    ];
    let radius_m = 200_000;
    assert_eq!(
        told(&asked, &offers),
        [(Relaxation::Radius { radius_m }, 3, 2)]
    );
    assert_eq!(told(&asked.with("radius_m", json!(400_000)), &offers), []);
}

#[test]
fn a_stay_is_moved_by_as_little_as_helps_and_never_before_today() {
    let asked = Asked::new("housing");
    let mut place = home(1, 0, 4);
    let mut on = |nights: std::ops::Range<i8>, asked: &Asked| {
        place.promised = nights.map(|n| (Date::constant(2026, 12, n), 4)).collect();
        told(asked, std::slice::from_ref(&place))
    };
    let dates = |days| vec![(Relaxation::Dates { days }, 1, 1)];
    assert_eq!(on(7..8, &asked), dates(-3));
    assert_eq!(on(1..4, &asked), dates(3));
    assert_eq!(on(4..8, &asked), dates(-7));
    assert_eq!(on(1..8, &asked), dates(-7));
    let soon = asked.on(Date::constant(2026, 11, 28), Date::constant(2026, 12, 5));
    assert_eq!(on(1..5, &soon), dates(7));
    let today = asked.on(TODAY, Date::constant(2026, 12, 8));
    assert_eq!(on(7..8, &today), []);
    let moved = relaxed(&today.query(), Some)
        .into_iter()
        .filter_map(|(r, _)| match r {
            Relaxation::Dates { days } => Some(days),
            _ => None,
        });
    assert_eq!(moved.collect::<Vec<_>>(), [3, 7], "not even asked for");
}

#[test]
fn a_window_is_widened_on_both_sides() {
    let asked = Asked::new("transport");
    let ride = |day: &str| {
        let times = json!({
            "departs_from": format!("{day}T07:00:00Z"), "departs_until": format!("{day}T08:00:00Z"), "pets": {"dogs": "yes"}
        });
        told(&asked, &[offer(1, centre(), 4, &with("transport", &times))])
    };
    let dates = |days| vec![(Relaxation::Dates { days }, 1, 1)];
    assert_eq!(ride("2026-11-28"), dates(3));
    assert_eq!(ride("2026-12-10"), dates(3));
    assert_eq!(ride("2026-11-24"), dates(7));
    assert_eq!(ride("2026-12-14"), dates(7));
    assert_eq!(ride("2026-12-15"), []);
    // It left this morning.
    assert_eq!(ride("2026-11-22"), []);
    let ends = asked
        .on(TODAY, TODAY.checked_add(180.days()).unwrap())
        .query();
    let longer = relaxed(&ends, Some)
        .into_iter()
        .any(|(r, _)| matches!(r, Relaxation::Dates { .. }));
    assert!(!longer, "longer than can be asked for");
}

#[test]
fn a_group_that_may_be_split_finds_what_is_too_small_for_all() {
    let asked = Asked::new("housing");
    let places = [home(1, 0, 2), home(2, 0, 1)];
    assert_eq!(told(&asked, &places), [(Relaxation::SplitGroup, 2, 1)]);
    assert_eq!(
        told(&asked.clone().with("may_split", json!(true)), &places),
        []
    );
    let mut full = home(1, 0, 2);
    full.capacity = 0;
    assert_eq!(told(&asked.with("quantity", json!(1)), &[full]), []);
}

#[test]
fn where_enough_fits_nothing_is_said_and_nothing_more_is_asked() {
    let mut offers: Vec<_> = (1..=4).map(|id| home(id, 0, 4)).collect();
    offers.push(home(9, 30_000, 4));
    let asked = Asked::new("housing");
    let radius_m = 50_000;
    let best = told(&asked, &offers);
    assert_eq!(best, [(Relaxation::Radius { radius_m }, 5, 9)]);
    offers.push(home(5, 0, 4));
    let mut rankings = 0;
    let none = why_few(&asked.query(), Some, anywhere, |query, k| {
        rankings += 1;
        rank_by_scan(query, &offers, &WeightSet::first(), k)
    });
    assert_eq!((none, rankings), (Vec::new(), 1));
}

// --- for any catalogue

/// An offer of the category that fits but for a few things.
fn an_offer(id: u128, category: &'static str) -> impl Strategy<Value = Candidate> {
    (
        prop::sample::select(vec![0u32, 5_000, 15_000, 24_000, 60_000, 150_000, 300_000]),
        0u16..5,
        (0u8..3, 0u8..3, 0u8..3),
        (-5i8..30, 1i8..40),
    )
        .prop_map(move |(metres, capacity, says, (opens, days))| {
            let tri = |n: u8| [Tri::Yes, Tri::No, Tri::Unknown][usize::from(n)];
            let opens = TODAY + opens.days();
            let leaves = format!("{opens}T12:00:00Z");
            let fields = if category == "transport" {
                json!({"departs_from": leaves, "departs_until": leaves, "detour_m": metres / 10})
            } else {
                json!({})
            };
            let mut one = offer(id, north(metres), capacity.max(1), &with(category, &fields));
            (one.capacity, one.free) = (capacity.into(), capacity.into());
            if category != "transport" {
                one.availability = vec![common::period(opens, opens + days.days())];
            }
            one.facts.say(Feature::Dogs, tri(says.0));
            one.facts.say(Feature::FreeOfCharge, tri(says.1));
            one.facts.say(Feature::StepFree, tri(says.2));
            one
        })
}

fn a_case() -> impl Strategy<Value = (Asked, Vec<Candidate>)> {
    prop::sample::select(vec!["housing", "transport", "job", "medical", "service"]).prop_flat_map(
        |category| {
            let offers = (0usize..16).prop_flat_map(move |n| {
                (0..n)
                    .map(|i| an_offer(i as u128 + 1, category))
                    .collect::<Vec<_>>()
            });
            (an_asked(category), offers)
        },
    )
}

fn an_asked(category: &'static str) -> impl Strategy<Value = Asked> {
    (
        (0u8..2, 0u8..3),
        prop::collection::vec(0u8..3, 3),
        prop::sample::select(vec![1_000u32, 10_000, 20_000, 50_000, 400_000, 1_000_000]),
        (0i8..12, 1i8..20),
        (1u16..5, any::<bool>()),
    )
        .prop_map(
            move |((men, dogs), levels, radius_m, (begins, nights), (quantity, may_split))| {
                let mut criteria = Vec::new();
                for (name, level) in ["dogs", "free_of_charge", "step_free"].iter().zip(levels) {
                    let feature = Feature::from_name(name).unwrap();
                    let ours = feature.categories().iter().any(|c| c.as_str() == category);
                    if ours && level < 2 {
                        let level = ["must", "prefer"][usize::from(level)];
                        criteria.push(json!({"feature": name, "level": level}));
                    }
                }
                let from = TODAY + begins.days();
                let pets = json!([{"species": "dog", "count": dogs}]);
                let pets = if dogs > 0 { pets } else { json!([]) };
                let mut asked = Asked::new(category)
                    .with("criteria", json!(criteria))
                    .with("radius_m", json!(radius_m))
                    .with("quantity", json!(quantity))
                    .with("may_split", json!(may_split))
                    .on(from, from + nights.days());
                asked.household =
                    json!({"women": 1, "men": men, "languages": ["uk"], "pets": pets});
                asked
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_a_relaxation_gives_is_what_asking_otherwise_gives((asked, offers) in a_case()) {
        prop_assert_eq!(told(&asked, &offers), by_asking_otherwise(&asked, &offers));
    }
}
