//! How far a provider can be relied on: bounded, monotone, and no household decides it.

use proptest::prelude::*;
use punte_core::{
    aftercare::{HowFar, WhyNot},
    matching::Reliability,
    reliability::{Help, Met, count},
};

fn said(delivered: HowFar, as_described: Option<HowFar>, rating: u8) -> Help {
    Help::Said {
        delivered,
        why_not: (delivered != HowFar::Yes).then_some(WhyNot::SomethingElse),
        as_described,
        rating,
    }
}

fn met(answered: Option<bool>, help: Option<Help>) -> Met {
    Met { answered, help }
}

fn counted(met: &[Met]) -> (u16, u16) {
    let Reliability { answered, asked } = count(met);
    (answered, asked)
}

/// A household that got what was promised, and says how it was.
fn rated(rating: u8) -> Met {
    met(
        Some(true),
        Some(said(HowFar::Yes, Some(HowFar::Yes), rating)),
    )
}

#[test]
fn what_is_worth_what() {
    assert_eq!(counted(&[]), (0, 0));
    assert_eq!(counted(&[rated(5)]), (2, 2));
    assert_eq!(counted(&[met(Some(false), None)]), (0, 1));
    assert_eq!(counted(&[met(Some(true), Some(Help::NotThere))]), (1, 2));
    let no = met(Some(true), Some(said(HowFar::No, None, 1)));
    assert_eq!(counted(&[no]), (1, 2));
    let partly = met(None, Some(said(HowFar::Partly, None, 5)));
    assert_eq!(counted(&[partly]), (1, 1), "half, rounded up");
    assert_eq!(counted(&[partly; 4]), (2, 4));
    let elsewhere = Help::Said {
        delivered: HowFar::No,
        why_not: Some(WhyNot::FoundElsewhere),
        as_described: None,
        rating: 1,
    };
    assert_eq!(counted(&[met(Some(true), Some(elsewhere))]), (1, 1));
}

#[test]
fn ratings_weigh_from_the_fourth_household_on_and_take_half_at_most() {
    let bad = met(Some(true), Some(said(HowFar::Yes, Some(HowFar::No), 1)));
    for (households, good) in [
        (1, 2),
        (2, 4),
        (3, 6),
        (4, 7),
        (6, 10),
        (10, 16),
        (100, 151),
    ] {
        let all = vec![bad; households];
        assert_eq!(usize::from(count(&all).answered), good, "{households}");
    }
    // Two who are angry, among many, change nothing.
    let mut many = vec![rated(5); 20];
    many.extend([bad, bad]);
    assert_eq!(counted(&many), (44, 44));
    many.push(bad);
    assert_eq!(counted(&many), (46, 46), "half of one, rounded up");
    many.extend([bad, bad]);
    assert_eq!(counted(&many), (49, 50));
}

fn a_how_far() -> impl Strategy<Value = HowFar> {
    prop::sample::select(HowFar::ALL.to_vec())
}

fn a_help() -> impl Strategy<Value = Help> {
    prop_oneof![
        1 => Just(Help::NotThere),
        9 => (a_how_far(), prop::option::of(a_how_far()), 1..=5_u8)
            .prop_map(|(delivered, described, rating)| said(delivered, described, rating)),
        1 => Just(Help::Said {
            delivered: HowFar::No,
            why_not: Some(WhyNot::FoundElsewhere),
            as_described: None,
            rating: 2,
        }),
    ]
}

fn a_met() -> impl Strategy<Value = Met> {
    (prop::option::of(any::<bool>()), prop::option::of(a_help()))
        .prop_map(|(answered, help)| met(answered, help))
}

/// The share that is ranked, as a fraction.
fn share(met: &[Met]) -> (i64, i64) {
    let (answered, asked) = counted(met);
    (i64::from(answered) + 2, i64::from(asked) + 4)
}

/// Whether one share is at least another.
fn at_least(one: (i64, i64), other: (i64, i64)) -> bool {
    one.0 * other.1 >= other.0 * one.1
}

/// What a household says that is kinder in one thing.
fn kinder(help: Help) -> Vec<Help> {
    let Help::Said {
        delivered,
        why_not,
        as_described,
        rating,
    } = help
    else {
        return vec![said(HowFar::No, None, 1)];
    };
    if why_not == Some(WhyNot::FoundElsewhere) {
        return Vec::new();
    }
    let mut all = Vec::new();
    if rating < 5 {
        all.push(said(delivered, as_described, rating + 1));
    }
    match as_described {
        Some(HowFar::No) => all.push(said(delivered, Some(HowFar::Partly), rating)),
        Some(HowFar::Partly) => all.push(said(delivered, Some(HowFar::Yes), rating)),
        _ => {}
    }
    match delivered {
        HowFar::No => all.push(said(HowFar::Partly, as_described, rating)),
        HowFar::Partly => all.push(said(HowFar::Yes, as_described, rating)),
        HowFar::Yes => {}
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn it_is_a_share_and_does_not_depend_on_the_order(all in prop::collection::vec(a_met(), 0..40)) {
        let (answered, asked) = counted(&all);
        prop_assert!(answered <= asked);
        prop_assert!(usize::from(asked) <= 2 * all.len());
        let back: Vec<Met> = all.iter().rev().copied().collect();
        prop_assert_eq!(counted(&back), (answered, asked));
    }

    #[test]
    fn whatever_a_household_says_that_is_kinder_never_lowers_it(
        all in prop::collection::vec(a_met(), 1..20), at in any::<prop::sample::Index>(),
    ) {
        let before = share(&all);
        let at = at.index(all.len());
        let mut others = Vec::new();
        for (n, one) in all.iter().enumerate().filter(|(n, _)| *n == at) {
            others.extend(one.help.into_iter().flat_map(kinder).map(|help| (n, Met { help: Some(help), ..*one })));
            if one.answered == Some(false) {
                others.push((n, Met { answered: Some(true), ..*one }));
            }
        }
        for (n, kind) in others {
            let changed: Vec<Met> = all.iter().enumerate().map(|(i, m)| if i == n { kind } else { *m }).collect();
            prop_assert!(at_least(share(&changed), before), "{kind:?}");
        }
    }

    #[test]
    fn no_household_moves_it_by_more_than_six_in_thirty_five(
        all in prop::collection::vec(a_met(), 0..12), one in a_met(),
    ) {
        let (without, of) = share(&all);
        let (with, in_all) = share(&[all, vec![one]].concat());
        let difference = (with * of - without * in_all).abs();
        prop_assert!(35 * difference <= 6 * of * in_all, "{without}/{of}, {with}/{in_all}");
    }

    #[test]
    fn the_two_hardest_ratings_are_not_heard(kind in prop::collection::vec(a_met(), 0..20), hard in prop::collection::vec(1..=5_u8, 2)) {
        // Whoever else there is says the best.
        let kind: Vec<Met> = kind.iter().map(|m| Met {
            help: m.help.map(|_| said(HowFar::Yes, Some(HowFar::Yes), 5)),
            ..*m
        }).collect();
        let with = |ratings: &[u8]| {
            let rated = ratings.iter().map(|rating| rated(*rating));
            counted(&kind.iter().copied().chain(rated).collect::<Vec<_>>())
        };
        prop_assert_eq!(with(&hard), with(&[5, 5]));
    }
}
