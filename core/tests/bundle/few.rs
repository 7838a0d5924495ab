//! Where few offers fit, other days are named: those that leave what is agreed alone.

use jiff::civil::date;
use punte_core::{
    bundle::{Help, Wanted, follow},
    matching::{Relaxation, relaxed},
    offer::Category,
    period::Period,
};

use super::{
    FAR, THREE, bed,
    common::{self, north, period, query},
    days, dec, there, wanted,
};

/// The other days that are tried for a need beside what is agreed, with by how many they differ.
fn other_days(wanted: &Wanted, agreed: &[Help]) -> Vec<(i8, Period)> {
    let mut query = query(&common::need(wanted.category.as_str()));
    query.dates = follow(wanted, agreed, &[], THREE).days;
    let left_of = |days| {
        let wanted = Wanted {
            days: Some(days),
            ..*wanted
        };
        let follows = follow(&wanted, agreed, &[], THREE);
        follows.days.filter(|_| !follows.taken)
    };
    let tried = relaxed(&query, left_of).into_iter();
    tried
        .filter_map(|(relaxation, other)| match relaxation {
            Relaxation::Dates { days } => Some((days, other.dates?)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_stay_is_moved_neither_before_the_ride_that_comes_nor_behind_the_one_that_goes() {
    let mut stay = wanted(2, Category::Housing, Some(days(8, 15)));
    let (earlier, later) = ((-3, days(5, 12)), (3, days(11, 18)));
    let (much_earlier, much_later) = ((-7, days(1, 8)), (7, days(15, 22)));
    let all = [earlier, later, much_earlier, much_later];
    assert_eq!(other_days(&stay, &[]), all);
    // A week earlier all of it would be over before anybody comes.
    for day in [6, 8] {
        let comes = [there(1, 3, day)];
        assert_eq!(other_days(&stay, &comes), [later, much_later], "{day}");
    }
    // Who comes with the ride asked for nights before it.
    stay.days = Some(days(5, 15));
    assert_eq!(other_days(&stay, &[there(1, 3, 8)]), [later, much_later]);

    stay.days = Some(days(8, 15));
    (stay.origin, stay.radius_m) = (north(0), 30_000);
    let goes = [there(1, 3, 15)];
    assert_eq!(other_days(&stay, &goes), [earlier, much_earlier]);
}

#[test]
fn a_stay_is_not_moved_to_the_other_side_of_a_bed() {
    let home = wanted(3, Category::Housing, Some(days(8, 10)));
    let first = [bed(1, 2, 3, days(3, 8), north(FAR))];
    assert_eq!(
        other_days(&home, &first),
        [(3, days(11, 13)), (7, days(15, 17))]
    );
    // A week earlier is before the bed, where nobody was to be.
    let some = [bed(1, 2, 2, days(3, 8), north(FAR))];
    assert_eq!(other_days(&home, &some).len(), 4, "not all have a bed");
}

#[test]
fn a_window_is_widened_as_far_as_what_is_agreed_leaves_it() {
    let doctor = wanted(3, Category::Medical, Some(days(5, 15)));
    let comes = [there(1, 3, 8)];
    assert_eq!(
        other_days(&doctor, &comes),
        [(3, days(8, 18)), (7, days(8, 22))]
    );
    let going = wanted(1, Category::Transport, Some(days(3, 8)));
    let waits = [bed(2, 3, 3, days(6, 20), north(FAR - 2_000))];
    let from = |month, day| period(date(2026, month, day), dec(7));
    assert_eq!(
        other_days(&going, &waits),
        [(3, from(11, 30)), (7, from(11, 26))]
    );
}
