//! What is agreed changes: a ride is called off, a bed is left, nothing is left to look for, and a ride goes between other stops.

use punte_core::{
    booking::Stretch,
    bundle::{Help, StepKind, plan},
    matching::{RideTerms, StayTerms, Terms},
    offer::Category,
};

use super::{
    FAR, THREE, at, bed, common::TODAY, common::north, days, dec, id, kinds, ride, there, wanted,
};

use Category::{Housing, Transport};
use StepKind::{Agreed, Gap, Open};

#[test]
fn nights_that_were_cut_for_a_ride_are_missed_once_it_is_called_off() {
    let terms = Terms::Housing(StayTerms::default());
    let asked = wanted(2, Housing, Some(days(3, 10)));
    let nights = Some(days(5, 10));
    let cut = Help::of(id(1), &asked, 3, nights, None, &terms, north(FAR));
    let alone = plan(&[], &[cut], THREE, TODAY);
    let missed = (Gap, Housing, Some(days(3, 5)), 3);
    assert_eq!(kinds(&alone), [missed, (Agreed, Housing, nights, 3)]);
    // They come on the fifth, and miss nothing; they come on the third.
    let kept = plan(&[], &[there(4, 3, 5), cut], THREE, TODAY);
    assert!(kept.steps.iter().all(|step| step.kind == Agreed));
    let sooner = plan(&[], &[there(4, 3, 3), cut], THREE, TODAY);
    assert!(kinds(&sooner).contains(&missed));

    // The same of those after the day on which a ride takes them away.
    let mut asked = wanted(2, Housing, Some(days(1, 8)));
    (asked.origin, asked.radius_m) = (north(0), 30_000);
    let cut = Help::of(id(1), &asked, 3, Some(days(1, 6)), None, &terms, north(0));
    let kept = plan(&[], &[there(4, 3, 6), cut], THREE, TODAY);
    assert!(kept.steps.iter().all(|step| step.kind == Agreed));
    let alone = kinds(&plan(&[], &[cut], THREE, TODAY));
    assert!(alone.contains(&(Gap, Housing, Some(days(6, 8)), 3)));
    // Whoever left it does not miss the rest.
    let left = cut.over_by(dec(4)).unwrap();
    let after = kinds(&plan(&[], &[left], THREE, dec(4)));
    assert_eq!(after, [(Agreed, Housing, Some(days(1, 4)), 3)]);
}

#[test]
fn a_need_for_which_nothing_is_left_is_not_open() {
    let agreed = bed(1, 2, 3, days(1, 8), north(FAR));
    let home = wanted(3, Housing, Some(days(2, 5)));
    let all = plan(&[home], &[agreed], THREE, TODAY);
    assert_eq!(kinds(&all), [(Agreed, Housing, Some(days(1, 8)), 3)]);
    let longer = wanted(3, Housing, Some(days(2, 9)));
    let all = kinds(&plan(&[longer], &[agreed], THREE, TODAY));
    assert!(all.contains(&(Open, Housing, Some(days(8, 9)), 3)));
}

#[test]
fn a_ride_ends_at_its_stop_unless_the_driver_goes_on_to_where_they_asked() {
    let stop = north(FAR - 8_000);
    let set_down = ride(1, 1, 3, 3, [north(0), stop]);
    assert_eq!((set_down.asked_at, set_down.at), (north(0), stop));
    let terms = Terms::Transport(RideTerms {
        stops: [north(0), stop].into(),
        free_seats: Box::default(),
        departs_from: at(3, 9),
        departs_until: at(3, 11),
        detour_m: 8_000,
        max_pets: None,
    });
    let wanted = wanted(1, Category::Transport, None);
    let brought = Help::of(id(1), &wanted, 3, None, None, &terms, stop);
    assert_eq!(brought.at, north(FAR));
    assert_eq!(brought.days, Some(days(3, 4)));
}

#[test]
fn a_ride_goes_between_the_stops_that_were_decided_and_not_between_the_nearest() {
    let stops = [north(0), north(FAR - 2_000), north(FAR + 9_000)];
    let wanted = wanted(1, Transport, None);
    let help = |stretch: Option<Stretch>, detour_m| {
        let terms = Terms::Transport(RideTerms {
            stops: stops.into(),
            free_seats: Box::default(),
            departs_from: at(3, 9),
            departs_until: at(3, 11),
            detour_m,
            max_pets: None,
        });
        let help = Help::of(id(1), &wanted, 3, None, stretch, &terms, stops[0]);
        (help.ride.unwrap().from, help.at)
    };
    assert_eq!(help(None, 0), (stops[0], stops[1]));
    assert_eq!(help(Stretch::new(0, 2), 0), (stops[0], stops[2]));
    assert_eq!(help(Stretch::new(1, 2), 0), (stops[1], stops[2]));
    // A driver who goes on to where they asked does it from the stops that were decided.
    assert_eq!(help(Stretch::new(0, 2), 5_000), (stops[0], stops[2]));
    assert_eq!(help(Stretch::new(0, 2), 10_000), (stops[0], north(FAR)));
}
