//! Several needs of one household: what is agreed for one bounds the others, and what is missing is seen.
#![expect(
    clippy::unwrap_used,
    reason = "a test that stops at the first surprise is a good test"
)]

mod changes;
#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../common/mod.rs"]
mod common;
mod few;
mod parts;

use common::{TODAY, north, period};
use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, date},
};
use proptest::prelude::*;
use punte_core::{
    bundle::{
        Because, ClashKind, Follows, Help, People, Plan, Reason, StepKind, Wanted,
        at_the_same_time, follow, plan,
    },
    id::{MatchId, NeedId},
    matching::{RideTerms, StayTerms, Terms},
    offer::{Category, Speciality},
    period::Period,
    place::GeoPoint,
};
use uuid::Uuid;

/// Three people, each with a bed and a seat.
const THREE: People = People { beds: 3, seats: 3 };

/// How far the two towns are apart, metres: less than a need goes.
const FAR: u32 = 40_000;

/// A day of December.
fn dec(day: i8) -> Date {
    date(2026, 12, day)
}

fn days(from: i8, to: i8) -> Period {
    period(dec(from), dec(to))
}

fn need(number: u128) -> NeedId {
    NeedId(Uuid::from_u128(number))
}

fn id(number: u128) -> MatchId {
    MatchId(Uuid::from_u128(number))
}

/// A need for three, near the second town; a ride goes there from the first.
fn wanted(number: u128, category: Category, days: Option<Period>) -> Wanted {
    let ride = category == Category::Transport;
    Wanted {
        need: need(number),
        category,
        days,
        open: 3,
        origin: north(if ride { 0 } else { FAR }),
        destination: ride.then(|| north(FAR)),
        radius_m: 50_000,
    }
}

/// A stay at a point, agreed for a need of those nights.
fn bed(number: u128, of: u128, units: u32, nights: Period, at: GeoPoint) -> Help {
    let wanted = wanted(of, Category::Housing, Some(nights));
    let terms = Terms::Housing(StayTerms::default());
    Help::of(id(number), &wanted, units, Some(nights), None, &terms, at)
}

fn at(day: i8, hour: i8) -> Timestamp {
    let local = dec(day).at(hour, 0, 0, 0);
    punte_core::clock::instant_of(local).unwrap()
}

/// A ride from stop to stop, for a need from the first town to the second, that leaves between nine and eleven.
fn ride(number: u128, of: u128, units: u32, day: i8, stops: [GeoPoint; 2]) -> Help {
    let terms = Terms::Transport(RideTerms {
        stops: stops.into(),
        free_seats: Box::default(),
        departs_from: at(day, 9),
        departs_until: at(day, 11),
        detour_m: 0,
        max_pets: None,
    });
    let wanted = wanted(of, Category::Transport, Some(days(1, 20)));
    Help::of(id(number), &wanted, units, None, None, &terms, stops[0])
}

fn there(number: u128, units: u32, day: i8) -> Help {
    ride(number, 1, units, day, [north(0), north(FAR)])
}

/// What is said, without the places.
fn said(follows: &Follows) -> (Option<Period>, Vec<(Reason, Option<Date>)>) {
    let because = follows.because.iter().map(|b| (b.reason, b.day));
    (follows.days, because.collect())
}

#[test]
fn a_bed_is_looked_for_from_the_day_of_the_ride_on_and_near_its_end() {
    let stay = wanted(2, Category::Housing, Some(days(1, 8)));
    let arrived = follow(&stay, &[there(1, 3, 3)], &[], THREE);
    let because = vec![
        (Reason::RideArrives, Some(dec(3))),
        (Reason::NearRide, None),
    ];
    assert_eq!(said(&arrived), (Some(days(3, 8)), because));
    assert_eq!(arrived.near, Some(north(FAR)));
    assert_eq!(arrived.because[0].match_id, id(1));

    // Two rides bring everybody, and somebody comes with the first.
    let two = [there(1, 1, 5), there(2, 2, 3)];
    assert_eq!(follow(&stay, &two, &[], THREE).days, Some(days(3, 8)));
    // A ride that leaves on one of two days: a night that may be needed is not taken away.
    let mut early = there(1, 3, 5);
    early.days = Some(days(4, 6));
    assert_eq!(follow(&stay, &[early], &[], THREE).days, Some(days(4, 8)));
    // Nobody knows where the third is; a ride from around the corner; one that comes when all is over.
    let near = ride(1, 1, 3, 3, [north(FAR - 9_000), north(FAR)]);
    for help in [there(1, 2, 3), near, there(1, 3, 8)] {
        let unbound = follow(&stay, &[help], &[], THREE);
        assert_eq!(said(&unbound), (Some(days(1, 8)), vec![]), "{help:?}");
    }
    // Before the first night there is nothing to cut, and never anything to add.
    let before = follow(&stay, &[there(1, 3, 1)], &[], THREE);
    assert_eq!(
        said(&before),
        (Some(days(1, 8)), vec![(Reason::NearRide, None)])
    );
}

#[test]
fn a_stay_ends_on_the_day_on_which_a_ride_takes_everybody_away() {
    let mut stay = wanted(2, Category::Housing, Some(days(1, 8)));
    (stay.origin, stay.radius_m) = (north(0), 30_000);
    let left = follow(&stay, &[there(1, 3, 6)], &[], THREE);
    let because = vec![(Reason::RideLeaves, Some(dec(6)))];
    assert_eq!(said(&left), (Some(days(1, 6)), because));
    // There and back: what would leave nothing changes nothing.
    let back = ride(2, 4, 3, 7, [north(FAR), north(0)]);
    let both = follow(&stay, &[there(1, 3, 6), back], &[], THREE);
    assert_eq!(both.days, Some(days(1, 8)));
}

#[test]
fn a_home_begins_where_the_first_bed_ends_and_nothing_is_looked_for_where_all_have_beds() {
    let home = wanted(3, Category::Housing, Some(days(3, 10)));
    let beds = |units, from, to| bed(1, 2, units, days(from, to), north(FAR));
    let next = follow(&home, &[beds(3, 1, 5)], &[], THREE);
    let because = vec![(Reason::BedUntil, Some(dec(5)))];
    assert_eq!(said(&next), (Some(days(5, 10)), because));
    let until = follow(&home, &[beds(3, 8, 20)], &[], THREE);
    let because = vec![(Reason::BedFrom, Some(dec(8)))];
    assert_eq!(said(&until), (Some(days(3, 8)), because));
    // In the midst of it: the longer part, or the first of two alike.
    let midst = follow(&home, &[beds(3, 5, 6)], &[], THREE);
    assert_eq!(midst.days, Some(days(6, 10)));
    let alike = follow(&home, &[beds(3, 6, 7)], &[], THREE);
    assert_eq!(alike.days, Some(days(3, 6)));
    // Two of three have a bed: the third needs one.
    assert_eq!(follow(&home, &[beds(2, 1, 5)], &[], THREE).days, home.days);
    let (whole, parts) = (
        [beds(3, 1, 20)],
        [beds(2, 1, 12), bed(2, 4, 1, days(3, 10), north(0))],
    );
    for all in [&whole[..], &parts[..]] {
        let taken = follow(&home, all, &[], THREE);
        assert!(taken.taken);
        let because = Because {
            reason: Reason::BedsAgreed,
            match_id: id(1),
            day: None,
        };
        assert_eq!(taken.because, [because]);
    }
    // What was left early is not theirs any more.
    let left = beds(3, 1, 20).over_by(dec(5)).unwrap();
    assert_eq!(follow(&home, &[left], &[], THREE).days, Some(days(5, 10)));
    assert_eq!(beds(3, 6, 20).over_by(dec(5)), None);
}

#[test]
fn a_ride_leaves_by_the_first_night_where_it_goes_and_by_the_last_where_it_comes_from() {
    let going = wanted(1, Category::Transport, Some(days(1, 12)));
    let here = |from, to| bed(1, 2, 3, days(from, to), north(2_000));
    let far = |from, to| bed(2, 3, 3, days(from, to), north(FAR - 2_000));
    let waits = follow(&going, &[far(6, 20)], &[], THREE);
    let because = vec![(Reason::BedWaits, Some(dec(6)))];
    assert_eq!(said(&waits), (Some(days(1, 7)), because));
    let ends = follow(&going, &[here(1, 5), far(6, 20)], &[], THREE);
    let because = vec![(Reason::BedEnds, Some(dec(5)))];
    assert_eq!(said(&ends), (Some(days(1, 6)), because));
    // They should be there by now, or leave on the last day anyway.
    for help in [far(11, 20), here(1, 12)] {
        assert_eq!(
            said(&follow(&going, &[help], &[], THREE)),
            (going.days, vec![])
        );
    }
    let mut late = going;
    late.days = Some(days(8, 12));
    assert_eq!(follow(&late, &[far(6, 20)], &[], THREE).days, late.days);
    assert_eq!(follow(&going, &[far(6, 20)], &[], THREE).near, None);
}

#[test]
fn a_doctor_is_near_the_bed_that_was_asked_for_near_the_same_place() {
    let doctor = wanted(5, Category::Medical, Some(days(1, 12)));
    let (short, long) = (
        bed(1, 2, 3, days(1, 3), north(FAR + 20_000)),
        bed(2, 3, 3, days(3, 12), north(FAR + 10_000)),
    );
    let near = follow(&doctor, &[short, long], &[], THREE);
    assert_eq!(near.near, Some(long.at));
    assert_eq!(said(&near), (doctor.days, vec![(Reason::NearBed, None)]));
    // Without days, or after the ride, it is the same bed.
    let whenever = wanted(5, Category::Medical, None);
    assert_eq!(
        follow(&whenever, &[short, long], &[], THREE).near,
        Some(long.at)
    );
    let after = follow(&doctor, &[there(3, 3, 2), short], &[], THREE);
    assert_eq!(
        (after.days, after.near),
        (Some(days(2, 12)), Some(short.at))
    );
    // Somebody who looks elsewhere, or at another time, means it.
    let mut elsewhere = doctor;
    elsewhere.origin = north(0);
    assert_eq!(follow(&elsewhere, &[short, long], &[], THREE).near, None);
    let mut later = doctor;
    later.days = Some(days(12, 20));
    assert_eq!(follow(&later, &[short, long], &[], THREE).near, None);
    // Neither a doctor nor work bounds anything.
    let terms = Terms::Medical(Speciality::Dentistry);
    let seen = Help::of(id(9), &doctor, 1, None, None, &terms, north(0));
    let home = wanted(3, Category::Housing, Some(days(3, 10)));
    assert_eq!(
        said(&follow(&home, &[seen], &[], THREE)),
        (home.days, vec![])
    );
    // Once agreed, it is in its week.
    let week = Some(days(8, 15));
    let agreed = Help::of(id(9), &doctor, 1, week, None, &terms, north(0));
    assert_eq!((seen.days, agreed.days), (doctor.days, week));
}

#[test]
fn the_rest_of_a_group_is_near_its_largest_part() {
    let rest = wanted(2, Category::Housing, Some(days(1, 8)));
    let part = |number, units, metres| bed(number, 2, units, days(1, 8), north(FAR + metres));
    let (one, two, other) = (part(1, 1, 5_000), part(2, 2, 9_000), part(3, 2, 1_000));
    let near = follow(&rest, &[one, two, other], &[], THREE);
    assert_eq!(near.near, Some(two.at), "the first of two alike");
    // Its own parts are no beds of the others, and count for more than the ride.
    assert_eq!(said(&near), (rest.days, vec![(Reason::NearGroup, None)]));
    let both = follow(&rest, &[there(4, 3, 1), one], &[], THREE);
    assert_eq!(both.near, Some(one.at));
}

fn kinds(plan: &Plan) -> Vec<(StepKind, Category, Option<Period>, u32)> {
    let steps = plan.steps.iter();
    steps
        .map(|s| (s.kind, s.category, s.days, s.units))
        .collect()
}

#[test]
fn a_plan_is_in_order_and_shows_the_nights_without_a_bed() {
    use Category::{Housing, Medical, Transport};
    use StepKind::{Agreed, Gap, Open};
    let needs = [
        wanted(3, Housing, Some(days(12, 20))),
        wanted(5, Medical, None),
    ];
    let agreed = [bed(2, 2, 3, days(7, 10), north(FAR)), there(1, 3, 5)];
    let all = plan(&needs, &agreed, THREE, TODAY);
    assert_eq!(
        kinds(&all),
        [
            (Agreed, Transport, Some(days(5, 6)), 3),
            (Gap, Housing, Some(days(5, 7)), 3),
            (Agreed, Housing, Some(days(7, 10)), 3),
            (Gap, Housing, Some(days(10, 12)), 3),
            (Open, Housing, Some(days(12, 20)), 3),
            (Open, Medical, None, 3),
        ]
    );
    assert!(all.clashes.is_empty());
    // What has passed is missed by nobody.
    let later = plan(&needs, &agreed, THREE, dec(11));
    let gaps = kinds(&later).into_iter().filter(|step| step.0 == Gap);
    assert_eq!(
        gaps.collect::<Vec<_>>(),
        [(Gap, Housing, Some(days(11, 12)), 3)]
    );
    // A group that asked for one bed has the others.
    let one = Wanted {
        open: 1,
        ..wanted(2, Housing, Some(days(1, 8)))
    };
    assert_eq!(plan(&[one], &[], THREE, TODAY).steps.len(), 1);
    // Two beds are agreed, and of the third nobody knows where it is on two nights.
    let two = bed(1, 2, 2, days(1, 8), north(FAR));
    let third = Wanted {
        open: 3,
        ..wanted(3, Housing, Some(days(3, 8)))
    };
    let gaps = kinds(&plan(&[third], &[two], THREE, TODAY));
    assert!(
        gaps.contains(&(Gap, Housing, Some(days(1, 3)), 1)),
        "{gaps:?}"
    );
    assert_eq!(plan(&[], &[], THREE, TODAY), Plan::default());
}

#[test]
fn what_cannot_both_be_kept_is_named() {
    let clashes = |agreed: &[Help]| -> Vec<(ClashKind, MatchId, MatchId, Date)> {
        let all = plan(&[], agreed, THREE, TODAY).clashes;
        all.iter()
            .map(|c| (c.kind, c.first, c.second, c.day))
            .collect()
    };
    let other = |day| ride(2, 4, 3, day, [north(0), north(FAR)]);
    let at_once = (ClashKind::RidesAtOnce, id(1), id(2), dec(3));
    assert_eq!(clashes(&[there(1, 3, 3), other(3)]), [at_once]);
    assert!(clashes(&[there(1, 3, 3), other(4)]).is_empty());
    // One goes on where the other ends; two rides share the people.
    let onward = ride(2, 4, 3, 3, [north(FAR), north(2 * FAR)]);
    assert!(clashes(&[there(1, 3, 3), onward]).is_empty());
    assert!(clashes(&[onward, there(1, 3, 3)]).is_empty());
    let small = ride(2, 4, 1, 3, [north(0), north(FAR)]);
    assert!(clashes(&[there(1, 2, 3), small]).is_empty());

    let (first, second) = (
        bed(1, 2, 3, days(1, 5), north(FAR)),
        bed(2, 3, 1, days(4, 9), north(FAR)),
    );
    let twice = (ClashKind::BedsAtOnce, id(1), id(2), dec(4));
    assert_eq!(clashes(&[first, second]), [twice]);
    let after = bed(2, 3, 3, days(5, 9), north(FAR));
    assert!(clashes(&[first, after]).is_empty());

    let away = bed(2, 3, 3, days(1, 9), north(FAR + 60_000));
    let far = (ClashKind::FarFromBed, id(1), id(2), dec(3));
    assert_eq!(clashes(&[there(1, 3, 3), away]), [far]);
    assert_eq!(clashes(&[away, there(1, 3, 3)]), [far]);
    let mut on = ride(3, 4, 3, 3, [north(FAR), north(2 * FAR)]);
    on.at = away.at;
    assert!(clashes(&[there(1, 3, 3), away, on]).is_empty());
    assert!(
        clashes(&[there(1, 3, 9), away]).is_empty(),
        "they leave that day"
    );
}

#[test]
fn nobody_is_given_two_beds_for_a_night_or_two_rides_at_once() {
    let first = bed(1, 2, 3, days(1, 5), north(FAR));
    let refused = |help: &Help, agreed: &[Help]| at_the_same_time(help, agreed, THREE);
    let home = |from, to| bed(2, 3, 3, days(from, to), north(FAR));
    assert_eq!(refused(&home(4, 9), &[first]), Some(id(1)));
    assert_eq!(refused(&home(5, 9), &[first]), None);
    // Of one need everything is for other people; two of three with a bed leave one without.
    let part = bed(2, 2, 3, days(1, 5), north(FAR));
    assert_eq!(refused(&part, &[first]), None);
    let two = bed(1, 2, 2, days(1, 5), north(FAR));
    assert_eq!(refused(&home(4, 9), &[two]), None);

    let other = ride(2, 4, 3, 3, [north(0), north(FAR)]);
    assert_eq!(refused(&other, &[there(1, 3, 3)]), Some(id(1)));
    assert_eq!(refused(&other, &[there(1, 3, 4), first]), None);
}

fn some_beds() -> impl Strategy<Value = Vec<Help>> {
    let one = (2_u128..5, 1_i8..15, 1_i8..9, 1_u32..4);
    proptest::collection::vec(one, 0..6).prop_map(|all| {
        (1..)
            .zip(all)
            .map(|(number, (of, from, nights, units))| {
                bed(number, of, units, days(from, from + nights), north(FAR))
            })
            .collect()
    })
}

/// Beds on a night, but for those of a need.
fn beds_on(agreed: &[Help], night: Date, but: Option<NeedId>) -> u32 {
    let kept = agreed.iter().filter(|help| Some(help.need) != but);
    kept.filter(|help| help.days.unwrap().covers(period(night, night + 1.day())))
        .map(|help| help.units)
        .sum()
}

proptest! {
    #[test]
    fn what_is_left_of_a_stay_is_the_longest_run_without_a_bed(agreed in some_beds(), from in 1_i8..15, nights in 1_i8..12) {
        let asked = days(from, from + nights);
        let home = wanted(3, Category::Housing, Some(asked));
        let follows = follow(&home, &agreed, &[], THREE);
        let free = |night: Date| beds_on(&agreed, night, Some(home.need)) < THREE.beds;
        // Every part of what was asked, looked at by itself.
        let runs = asked.days().flat_map(|first| {
            asked.days().filter(move |last| first <= *last).map(move |last| period(first, last + 1.day()))
        });
        let best = runs.filter(|run| run.days().all(free)).map(Period::nights).max();
        prop_assert_eq!(follows.taken, best.is_none());
        if let Some(best) = best {
            let left = follows.days.unwrap();
            prop_assert!(asked.covers(left) && left.days().all(free));
            prop_assert_eq!(left.nights(), best);
            // Nothing that is chosen now is given twice.
            let chosen = bed(99, 3, 3, left, north(FAR));
            prop_assert_eq!(at_the_same_time(&chosen, &agreed, THREE), None);
        }
    }

    #[test]
    fn a_night_is_in_a_gap_if_and_only_if_beds_are_missing(agreed in some_beds(), from in 1_i8..15, nights in 1_i8..12) {
        let home = wanted(3, Category::Housing, Some(days(from, from + nights)));
        let all = plan(&[home], &agreed, THREE, TODAY);
        let follows = follow(&home, &agreed, &[], THREE);
        let open = follows.days.filter(|_| !follows.taken);
        let stays: Vec<Period> = agreed.iter().filter_map(|help| help.days).chain(open).collect();
        let (first, last) = (stays.iter().map(|s| s.from()).min().unwrap(), stays.iter().map(|s| s.to()).max().unwrap());
        let gaps: Vec<_> = all.steps.iter().filter(|step| step.kind == StepKind::Gap).collect();
        // Of some need at least so many beds are asked for.
        let asked = |number| {
            let kept: u32 = agreed.iter().filter(|h| h.need == need(number)).map(|h| h.units).sum();
            kept + if number == 3 && open.is_some() { home.open } else { 0 }
        };
        let most = (2..5).map(asked).max().unwrap().min(THREE.beds);
        for night in period(first, last).days() {
            let one = period(night, night + 1.day());
            let looking = if open.is_some_and(|days| days.covers(one)) { home.open } else { 0 };
            let missing = beds_on(&agreed, night, None) + looking < most;
            let in_gap = gaps.iter().filter(|gap| gap.days.unwrap().covers(one)).count();
            prop_assert_eq!(in_gap, usize::from(missing), "{}", night);
        }
    }
}
