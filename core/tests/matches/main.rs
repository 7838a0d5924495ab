//! T6 (docs/assurance.md): random sequences of what the two sides, moderators, the program and the clock do to several matches of one
//! offer, by core's state machine with the offer's counter as the database keeps it, and by a reference model that has no list of states:
//! where each match stands, what it holds, whose contacts are shown, what is taken of the offer, and what each need is served.
//!
//! `PUNTE_CASES` is the number of sequences, 10,000 unless said, 5,000,000 before a release. A sequence that is off is made as short as it goes and printed. The
//! negative control is in here: faults planted in core's side ([`house::Fault`]).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

mod house;
mod model;

use std::{cell::RefCell, collections::BTreeSet};

use house::{Fault, House};
use model::{Deed, Model, Who, World};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};

/// The most that happens in one sequence.
const MOST: usize = 50;
/// The most matches.
const DEALS: usize = 5;
/// What leads from a suggestion to help that took place.
const WAY: [Deed; 5] = [
    Deed::Propose,
    Deed::Accept,
    Deed::Confirm,
    Deed::Start,
    Deed::Complete,
];

/// What happens.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Somebody tries something, be it sensible or not.
    Try(usize, Deed, Who),
    /// Whoever may leads a match on.
    On(usize),
    /// A day goes by.
    Sleep,
}

/// What was seen, so that nobody takes silence for agreement.
#[derive(Default)]
struct Seen {
    matches: BTreeSet<&'static str>,
    needs: BTreeSet<&'static str>,
    steps: u64,
    refused: u64,
    /// Steps after which the offer was full.
    full: u64,
}

fn worlds() -> impl Strategy<Value = World> {
    let needs = prop::collection::vec(1_u32..=4, 1..=3);
    let deals = prop::collection::vec((0_usize..3, 0_u32..4), 1..=DEALS);
    (any::<bool>(), 1_u32..=6, needs, deals).prop_map(|(at_a_time, capacity, needs, drawn)| {
        let deals = drawn.into_iter().map(|(need, less)| {
            let need = need % needs.len();
            // Half of them are of all that is needed.
            (need, needs[need] - (less / 2).min(needs[need] - 1))
        });
        World {
            at_a_time,
            capacity,
            deals: deals.collect(),
            needs,
        }
    })
}

fn sequences() -> impl Strategy<Value = Vec<Step>> {
    let tried = (
        0..DEALS,
        prop::sample::select(Deed::ALL.to_vec()),
        prop::sample::select(Who::ALL.to_vec()),
    );
    let step = prop_oneof![
        5 => (0..DEALS).prop_map(Step::On),
        4 => tried.prop_map(|(deal, deed, who)| Step::Try(deal, deed, who)),
        1 => Just(Step::Sleep),
    ];
    prop::collection::vec(step, 0..=MOST)
}

/// What leads a match on, and who may do it, by the model.
fn on(model: &Model, deal: usize) -> Option<(Deed, Who)> {
    WAY.into_iter()
        .flat_map(|deed| Who::ALL.map(|who| (deed, who)))
        .find(|(deed, who)| model.may(deal, *deed, *who))
}

/// Plays a sequence; what is off, if something is.
fn play(
    world: &World,
    steps: &[Step],
    fault: Option<Fault>,
    seen: &mut Seen,
) -> Result<(), String> {
    let (mut model, mut house) = (Model::new(world), House::new(world, fault));
    for (number, step) in steps.iter().enumerate() {
        let tried = match *step {
            Step::Try(deal, deed, who) => Some((deal % world.deals.len(), deed, who)),
            Step::On(deal) => {
                let deal = deal % world.deals.len();
                on(&model, deal).map(|(deed, who)| (deal, deed, who))
            }
            Step::Sleep => {
                model.sleep();
                house.sleep();
                None
            }
        };
        if let Some((deal, deed, who)) = tried {
            let said = model.take(deal, deed, who);
            let taken = house.take(deal, deed, who);
            seen.steps += 1;
            seen.refused += u64::from(!said);
            if said != taken {
                return Err(format!(
                    "step {number}, {deed:?} of {deal} by {who:?}: by core {taken}, by the model {said}"
                ));
            }
        }
        let (expected, standing) = (model.standing(), house.standing());
        if standing != expected {
            return Err(format!(
                "step {number}, {step:?}: core {standing:?}, model {expected:?}"
            ));
        }
        seen.full += u64::from(expected.taken == world.capacity);
        seen.matches
            .extend(expected.deals.iter().map(|(state, ..)| *state));
        seen.needs
            .extend(expected.needs.iter().map(|(_, state)| *state));
    }
    Ok(())
}

/// Plays so many sequences, the same each time; the first that is off, as short as it goes.
fn run(cases: u32, fault: Option<Fault>, seen: &RefCell<Seen>) -> Result<(), String> {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, rng)
        .run(&(worlds(), sequences()), |(world, steps)| {
            play(&world, &steps, fault, &mut seen.borrow_mut()).map_err(TestCaseError::fail)
        })
        .map_err(|off| off.to_string())
}

#[test]
fn whatever_the_two_sides_and_the_clock_do_to_matches_core_says_what_the_model_says() {
    let cases = std::env::var("PUNTE_CASES").map_or(10_000, |text| text.parse().unwrap());
    let seen = RefCell::new(Seen::default());
    if let Err(off) = run(cases, None, &seen) {
        panic!("{off}");
    }
    let seen = seen.into_inner();
    println!(
        "matches: {cases} sequences, {} steps, {} of them refused, 0 off",
        seen.steps, seen.refused
    );
    // Every state was reached, much was refused, and the offer was often full.
    if cases >= 1_000 {
        assert_eq!(seen.matches.len(), 11, "{:?}", seen.matches);
        assert_eq!(seen.needs.len(), 4, "{:?}", seen.needs);
        assert!(seen.refused * 10 > seen.steps, "{} refused", seen.refused);
        assert!(seen.full * 50 > seen.steps, "{} full", seen.full);
    }
}

#[test]
fn every_fault_that_is_planted_in_a_match_is_noticed() {
    for fault in Fault::ALL {
        let off = run(5_000, Some(fault), &RefCell::new(Seen::default()));
        assert!(off.is_err(), "{fault:?}");
    }
}
