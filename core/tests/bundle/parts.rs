//! A group that was split stays together, also while its first parts wait for an answer.

use punte_core::{
    bundle::{Help, Reason, Wanted, follow},
    offer::Category,
    period::Period,
};

use super::{FAR, THREE, bed, common::north, days, said, there, wanted};

fn nights() -> Period {
    days(1, 8)
}

/// Beds for so many of the group, so far from where it looks.
fn part(number: u128, units: u32, metres: u32) -> Help {
    bed(number, 2, units, nights(), north(FAR + metres))
}

#[test]
fn the_rest_of_a_group_is_near_the_largest_part_that_waits_until_one_has_agreed() {
    let rest = wanted(2, Category::Housing, Some(nights()));
    let (one, two, other) = (part(1, 1, 5_000), part(2, 2, 9_000), part(3, 2, 1_000));
    let near = follow(&rest, &[], &[one, two, other], THREE);
    assert_eq!(near.near, Some(two.at), "the first of two alike");
    assert_eq!(near.because[0].match_id, two.id);
    // Of its days nothing is cut: nothing is agreed.
    assert_eq!(said(&near), (rest.days, vec![(Reason::NearAsked, None)]));
    // What is agreed is surer, however small.
    let near = follow(&rest, &[one], &[two], THREE);
    assert_eq!(near.near, Some(one.at));
    assert_eq!(said(&near), (rest.days, vec![(Reason::NearGroup, None)]));
    // It counts for more than the end of the ride.
    let near = follow(&rest, &[there(4, 3, 1)], &[one], THREE);
    assert_eq!(near.near, Some(one.at));
    assert_eq!(said(&near), (rest.days, vec![(Reason::NearAsked, None)]));
}

#[test]
fn who_is_asked_for_everybody_is_an_alternative_and_no_part() {
    let rest = wanted(2, Category::Housing, Some(nights()));
    let all = part(1, 3, 5_000);
    assert_eq!(follow(&rest, &[], &[all], THREE).near, None);
    let two = part(2, 2, 9_000);
    assert_eq!(follow(&rest, &[], &[all, two], THREE).near, Some(two.at));
    // Of the last one who looks there are no parts.
    let last = Wanted { open: 1, ..rest };
    assert_eq!(follow(&last, &[], &[part(3, 1, 0)], THREE).near, None);
    // Nor is another need's bed, or a ride.
    let others = [bed(4, 3, 2, nights(), north(FAR)), there(5, 2, 3)];
    assert_eq!(
        said(&follow(&rest, &[], &others, THREE)),
        (rest.days, vec![])
    );
}
