//! Seats of a ride, leg by leg: what somebody leaves at a stop is free from there, and no leg ever carries more than there are seats.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod common;

use common::{centre, details, need, north, offer, query};
use proptest::prelude::*;
use punte_core::{
    booking::Stretch,
    id::PlaceId,
    matching::{
        Candidate, Distances, Exclusion, Explanation, Index, PartKind, Query, Terms, Verdict,
        WeightSet, explain, rank_by_scan,
    },
    offer::TransportDetails,
    place::distance_m,
};
use serde_json::json;

/// Stops on one meridian, so many metres north of the centre, from first to last.
fn ride(seats: u16, stops: &[u32]) -> Candidate {
    let mut ride = offer(1, centre(), seats, &details("transport"));
    let Terms::Transport(terms) = &mut ride.terms else {
        unreachable!()
    };
    terms.stops = stops.iter().map(|m| north(*m)).collect();
    ride
}

/// So many seats from one point to another, and not further than so many metres from either.
fn travelling(seats: u32, from_m: u32, to_m: u32, radius_m: u32) -> Query {
    let mut query = query(&need("transport"));
    (query.quantity, query.least_quantity) = (seats, seats);
    query.origin = north(from_m);
    query.destination = Some(north(to_m));
    query.radius_m = radius_m;
    query
}

fn asked(query: &Query, ride: &Candidate) -> Explanation {
    explain(query, ride, &WeightSet::first())
}

fn full() -> Verdict {
    Verdict::Excluded(vec![Exclusion::Full])
}

#[test]
fn a_seat_that_is_left_at_a_stop_is_free_from_there() {
    let [start, middle, end] = [0, 100_000, 200_000];
    let mut bus = ride(1, &[start, middle, end]);
    let fits = |bus: &Candidate, from, to| {
        let asked = asked(&travelling(1, from, to, 5_000), bus);
        assert!(matches!(asked.verdict, Verdict::Fits(_)) || asked.verdict == full());
        asked.stretch
    };
    assert_eq!(fits(&bus, start, end), Stretch::new(0, 2));
    bus.take_seats(&[1, 0]);
    assert_eq!(bus.free, 1, "on its emptiest leg");
    assert_eq!(fits(&bus, middle, end), Stretch::new(1, 2));
    assert_eq!(fits(&bus, start, middle), None);
    assert_eq!(fits(&bus, start, end), None);
    bus.take_seats(&[1, 1]);
    assert_eq!(bus.free, 0);
    for (from, to) in [(start, middle), (middle, end), (start, end)] {
        assert_eq!(fits(&bus, from, to), None);
    }
    // Given back on one leg, it is free there and nowhere else.
    bus.take_seats(&[0, 1]);
    assert_eq!(fits(&bus, start, middle), Stretch::new(0, 1));
    assert_eq!(fits(&bus, start, end), None);
}

#[test]
fn what_is_full_is_told_apart_from_what_comes_nowhere_near_and_keeps_its_distance() {
    let mut bus = ride(2, &[0, 100_000, 200_000]);
    bus.take_seats(&[1, 0]);
    let two = asked(&travelling(2, 3_000, 100_000, 5_000), &bus);
    assert_eq!((two.verdict, two.score, two.stretch), (full(), None, None));
    assert_eq!(two.distances.unwrap().near_m, 3_000);
    let beside = asked(&travelling(1, 0, 300_000, 5_000), &bus);
    assert_eq!(
        beside.verdict,
        Verdict::Excluded(vec![Exclusion::TooFar]),
        "it goes no further"
    );
}

#[test]
fn of_the_ways_that_have_seats_the_nearest_counts_and_its_seats_are_what_is_free() {
    // Both first stops are in reach; on the leg between them every seat but one is taken.
    let mut bus = ride(8, &[0, 4_000, 100_000]);
    bus.take_seats(&[7, 4]);
    let one = asked(&travelling(1, 1_000, 100_000, 10_000), &bus);
    assert_eq!(one.stretch, Stretch::new(0, 2));
    let two = asked(&travelling(2, 1_000, 100_000, 10_000), &bus);
    assert_eq!(two.stretch, Stretch::new(1, 2));
    assert_eq!(two.distances.unwrap().near_m, 3_000);
    // Two of the four that are free there, not of the seven that were ever.
    let score = two.score.unwrap();
    let fit = score
        .parts
        .iter()
        .find(|p| p.part == PartKind::Fit)
        .unwrap();
    assert_eq!((fit.points, fit.of), (30, 60));
    // A group that may be split takes what the nearest way has.
    let mut split = travelling(5, 1_000, 100_000, 10_000);
    split.least_quantity = 1;
    assert_eq!(bus.takes(&split), 1);
    split.origin = north(8_000);
    assert_eq!(bus.takes(&split), 4);
}

#[test]
fn a_way_that_was_chosen_is_judged_as_if_the_ride_stopped_nowhere_else() {
    // Whoever goes all the way has one seat; from the second stop there are three, and a nearer way for more than one.
    let mut bus = ride(3, &[0, 4_000, 100_000]);
    bus.take_seats(&[2, 0]);
    let chosen = |from, to| bus.between(Stretch::new(from, to).unwrap());
    let whole = chosen(0, 2).unwrap();
    let last = chosen(1, 2).unwrap();
    assert_eq!((whole.free, last.free), (1, 3));
    let two = travelling(2, 1_000, 100_000, 10_000);
    assert_eq!(asked(&two, &bus).stretch, Stretch::new(1, 2));
    assert_eq!(asked(&two, &whole).verdict, full());
    let one = travelling(1, 1_000, 100_000, 10_000);
    let (listed, told) = (asked(&one, &bus), asked(&one, &whole));
    assert_eq!(
        (told.verdict, told.distances),
        (listed.verdict, listed.distances)
    );
    let there = asked(&two, &last);
    assert_eq!(there.score, asked(&two, &bus).score);
    assert_eq!(there.distances.unwrap().near_m, 3_000);
    // It serves nobody who goes elsewhere, and there is no such way.
    let beside = asked(&one, &chosen(0, 1).unwrap());
    assert_eq!(beside.verdict, Verdict::Excluded(vec![Exclusion::TooFar]));
    assert_eq!(chosen(1, 3), None);
    let home = offer(1, centre(), 3, &details("housing"));
    assert_eq!(home.between(Stretch::new(0, 1).unwrap()), None);
}

#[test]
fn a_ride_that_comes_by_twice_goes_more_than_one_way() {
    let stop = |place| json!({ "place_id": place });
    let ride: TransportDetails = serde_json::from_value(json!({
        "stops": [stop(1), stop(2), stop(1), stop(3)],
        "departs_from": "2026-12-01T07:00:00Z", "departs_until": "2026-12-01T08:00:00Z",
    }))
    .unwrap();
    let ways = |from, to| ride.ways(PlaceId(from), PlaceId(to));
    let way = |from, to| Stretch::new(from, to).unwrap();
    assert_eq!(ways(1, 3), [way(0, 3), way(2, 3)]);
    assert_eq!(ways(2, 1), [way(1, 2)]);
    assert_eq!(ways(1, 1), [way(0, 2)]);
    assert_eq!(ways(3, 2), []);
    assert_eq!(ways(1, 4), []);
}

/// Somebody books, or one who has booked calls it off.
#[derive(Debug, Clone)]
enum Step {
    Book { stops: (usize, usize), seats: u32 },
    CallOff(usize),
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => ((0_usize..7, 1_usize..7), 1_u32..5).prop_map(|(stops, seats)| Step::Book { stops, seats }),
        2 => (0_usize..20).prop_map(Step::CallOff),
    ]
}

/// How many are on the bus on a leg, counted from the tickets.
fn aboard(tickets: &[(usize, usize, u32)], leg: usize) -> u32 {
    let on_it = tickets
        .iter()
        .filter(|(from, to, _)| (*from..*to).contains(&leg));
    on_it.map(|(_, _, seats)| seats).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whoever the engine lets in has a seat all along, and whom it turns away has none on some leg: by tickets that are counted one by
    /// one, against counters that are moved by the legs of the engine's stretch, as the database moves them.
    #[test]
    fn no_leg_ever_carries_more_than_there_are_seats_and_nobody_is_turned_away_for_nothing(
        seats in 1_u16..7, stops in 2_usize..8, steps in prop::collection::vec(a_step(), 1..80),
    ) {
        let metres: Vec<u32> = (0_u32..).take(stops).map(|n| n * 100_000).collect();
        let mut bus = ride(seats, &metres);
        let mut taken = vec![0_u32; stops - 1];
        let mut tickets: Vec<(usize, usize, u32)> = Vec::new();
        for step in steps {
            match step {
                Step::Book { stops: (first, far), seats: wanted } => {
                    let from = first % (stops - 1);
                    let to = from + 1 + far % (stops - 1 - from);
                    let why = asked(&travelling(wanted, metres[from], metres[to], 5_000), &bus);
                    let room = (from..to).all(|leg| aboard(&tickets, leg) + wanted <= u32::from(seats));
                    if let Some(stretch) = why.stretch {
                        prop_assert!(matches!(why.verdict, Verdict::Fits(_)));
                        prop_assert_eq!(stretch.legs(), from..to);
                        prop_assert!(room, "{:?} {:?}", tickets, step);
                        for on_leg in &mut taken[stretch.legs()] {
                            *on_leg += wanted;
                        }
                        tickets.push((from, to, wanted));
                    } else {
                        prop_assert_eq!(why.verdict, full());
                        prop_assert!(!room, "{:?} {:?}", tickets, step);
                    }
                }
                Step::CallOff(number) if !tickets.is_empty() => {
                    let (from, to, given) = tickets.swap_remove(number % tickets.len());
                    for on_leg in &mut taken[from..to] {
                        *on_leg -= given;
                    }
                }
                Step::CallOff(_) => {}
            }
            bus.take_seats(&taken);
            for (leg, taken) in taken.iter().enumerate() {
                prop_assert_eq!(*taken, aboard(&tickets, leg));
                prop_assert!(*taken <= u32::from(seats));
            }
        }
    }

    /// The nearest way that has seats, by a look at every pair of stops; and the index says what the scan says.
    #[test]
    fn the_way_is_the_nearest_with_seats_enough(
        seats in 1_u16..5, wanted in 1_u32..4, radius_m in 0_u32..40_000, at in (0_u32..60_000, 0_u32..60_000),
        stops in prop::collection::vec(0_u32..60_000, 2..8), taken in prop::collection::vec(0_u32..5, 0..8),
    ) {
        let mut bus = ride(seats, &stops);
        bus.take_seats(&taken);
        let query = travelling(wanted, at.0, at.1, radius_m);
        let free = |leg: usize| u32::from(seats).saturating_sub(taken.get(leg).copied().unwrap_or(0));
        let far = |from: u32, to: u32| distance_m(north(from), north(to));
        let nearest = (0..stops.len())
            .flat_map(|from| (from + 1..stops.len()).map(move |to| (from, to)))
            .filter(|(from, to)| (*from..*to).all(|leg| free(leg) >= wanted))
            // It takes them nearer to where they go: than they are, and than they got in.
            .filter(|(from, to)| {
                let left = far(at.1, stops[*to]);
                left < far(at.0, at.1) && left < far(at.1, stops[*from])
            })
            .map(|(from, to)| (far(at.0, stops[from]), far(at.1, stops[to])))
            .filter(|(near, drop)| *near <= radius_m && *drop <= radius_m)
            .map(|(near, drop)| near + drop)
            .min();
        let why = asked(&query, &bus);
        let told = why.stretch.and(why.distances).map(Distances::total_m);
        prop_assert_eq!(told, nearest.map(u64::from));
        prop_assert_eq!(matches!(why.verdict, Verdict::Fits(_)), nearest.is_some());
        let weights = WeightSet::first();
        let listed = Index::build(vec![bus.clone()]).rank(&query, &weights, 1);
        prop_assert_eq!(listed, rank_by_scan(&query, [&bus], &weights, 1));
    }
}
