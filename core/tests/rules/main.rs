//! T6 (docs/assurance.md): random sequences of what can happen to an offer, by core's rules and by a reference model that shares no line
//! with them; and what must be true of whatever is seen or agreed on, told from the sequence alone.
//!
//! `PUNTE_CASES` is the number of sequences, 100,000 unless said, 10,000,000 before a release; `PUNTE_SEED` draws others. A sequence that
//! is off is made as short as it goes and printed. What rests on SQL alone is in `tests/integration/sequences.rs`, by the same model.
//!
//! The negative control is in here: a house with a fault planted ([`house::Fault`]) is told from the model, and, where somebody would see
//! or choose what they must not, from the sequence alone.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

#[expect(dead_code, reason = "shared by several tests; this one needs less")]
#[path = "../common/mod.rs"]
mod common;
mod house;
mod model;
mod proof;
mod steps;
mod stock;

use std::{collections::BTreeMap, num::NonZeroUsize, thread};

use house::{Fault, House, Standing};
use model::{Model, Why};
use proof::{Done, agreed_wrongly, seen_wrongly};
use steps::{Dice, Step, World, sequence};
use stock::Stock;

/// The most that happens in one sequence.
const MOST: usize = 40;

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// What a house is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judge {
    /// The model and the sequence.
    Both,
    /// The sequence alone.
    Sequence,
}

/// What was seen, so that nobody takes silence for agreement.
#[derive(Default)]
struct Counted {
    steps: u64,
    public: u64,
    accepted: u64,
    refused: BTreeMap<Why, u64>,
}

impl Counted {
    fn add(&mut self, other: Self) {
        self.steps += other.steps;
        self.public += other.public;
        self.accepted += other.accepted;
        for (why, times) in other.refused {
            *self.refused.entry(why).or_default() += times;
        }
    }
}

/// What happens in the world of a number.
fn drawn(stock: &Stock, number: u64, seed: u64) -> (World, Vec<Step>) {
    let mut dice = Dice::of(seed, number);
    let world = World::draw(&mut dice, stock.starts);
    let steps = sequence(&mut dice, world, MOST);
    (world, steps)
}

/// As the model says it stands.
fn expected(model: &Model) -> Standing {
    Standing {
        review: model.review(),
        shown: model.shown(),
        public: model.public(),
        words: model.words(),
        deal: model.deal(),
        contacts: model.contacts(),
    }
}

/// Plays a sequence; what is off, if something is.
fn play(
    stock: &Stock,
    world: World,
    steps: &[Step],
    (fault, judge): (Option<Fault>, Judge),
    counted: &mut Counted,
) -> Result<(), String> {
    let mut model = Model::new(world);
    let mut house = House::new(stock, world, fault);
    let mut done: Vec<Done> = Vec::with_capacity(steps.len());
    let mut standing = house.standing();
    for (number, step) in steps.iter().enumerate() {
        let (step, before) = (*step, standing);
        let said = model.take(step);
        let taken = house.take(step);
        standing = house.standing();
        let at = |what: &str| Err(format!("step {number}, {step:?}: {what}"));
        if taken {
            done.push(Done {
                step,
                at: model.now(),
                public: before.public,
                shown: before.shown,
            });
        }
        if standing.public
            && let Some(rule) = seen_wrongly(&world, &done, model.now())
        {
            return at(&format!("anybody sees it, though {rule}"));
        }
        if taken && let Some(rule) = agreed_wrongly(&world, &done) {
            return at(rule);
        }
        counted.steps += 1;
        counted.public += u64::from(standing.public);
        counted.accepted += u64::from(taken && step == Step::Accept);
        if let Err(why) = said {
            *counted.refused.entry(why).or_default() += 1;
        }
        if judge == Judge::Sequence {
            continue;
        }
        if taken != said.is_ok() {
            return at(&format!("by core {taken}, by the model {said:?}"));
        }
        let model = expected(&model);
        if standing != model {
            return at(&format!("core {standing:?}, model {model:?}"));
        }
    }
    Ok(())
}

/// As short as it goes, with what is off in it.
fn shortest(stock: &Stock, world: World, steps: &[Step]) -> (Vec<Step>, String) {
    let off = |steps: &[Step]| {
        let nothing = (None, Judge::Both);
        play(stock, world, steps, nothing, &mut Counted::default()).err()
    };
    let mut steps = steps.to_vec();
    let mut what = off(&steps).unwrap();
    let mut index = 0;
    while index < steps.len() {
        let mut fewer = steps.clone();
        fewer.remove(index);
        match off(&fewer) {
            Some(still) => (steps, what) = (fewer, still),
            None => index += 1,
        }
    }
    (steps, what)
}

/// Plays every so many of them from one on; the number of the first that is off.
fn share(stock: &Stock, numbers: impl Iterator<Item = u64>, seed: u64) -> Result<Counted, u64> {
    let mut counted = Counted::default();
    for number in numbers {
        let (world, steps) = drawn(stock, number, seed);
        let nothing = (None, Judge::Both);
        if play(stock, world, &steps, nothing, &mut counted).is_err() {
            return Err(number);
        }
    }
    Ok(counted)
}

#[test]
fn whatever_happens_to_an_offer_core_says_what_the_model_says_and_nobody_sees_what_they_must_not() {
    let (cases, seed) = (
        from_environment("PUNTE_CASES", 100_000),
        from_environment("PUNTE_SEED", 0),
    );
    let stock = Stock::new();
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let shares: Vec<Result<Counted, u64>> = thread::scope(|scope| {
        let stock = &stock;
        let started: Vec<_> = (0..)
            .take(threads)
            .map(|first| scope.spawn(move || share(stock, (first..cases).step_by(threads), seed)))
            .collect();
        let ended = started.into_iter().map(|thread| thread.join().unwrap());
        ended.collect()
    });
    let off = shares.iter().filter_map(|share| share.as_ref().err());
    if let Some(number) = off.min() {
        let (world, steps) = drawn(&stock, *number, seed);
        let (steps, what) = shortest(&stock, world, &steps);
        panic!("sequence {number} of seed {seed}: {what}\n{world:?}\n{steps:#?}");
    }
    let mut counted = Counted::default();
    for share in shares.into_iter().flatten() {
        counted.add(share);
    }
    println!(
        "rules: {cases} sequences, {} steps, {} of them refused, 0 off",
        counted.steps,
        counted.refused.values().sum::<u64>()
    );
    // Much is seen, many agree, and there is every reason to refuse.
    if cases >= 50_000 {
        assert!(
            counted.public * 20 > counted.steps,
            "{} seen",
            counted.public
        );
        assert!(
            counted.accepted * 20 > cases,
            "{} accepted",
            counted.accepted
        );
        assert_eq!(counted.refused.len(), 22, "{:?}", counted.refused);
    }
}

/// How many sequences it takes until a fault is noticed; nothing if 20,000 are too few.
fn noticed(stock: &Stock, fault: Fault, judge: Judge) -> Option<u64> {
    (0..20_000).find(|number| {
        let (world, steps) = drawn(stock, *number, 0);
        let mut counted = Counted::default();
        play(stock, world, &steps, (Some(fault), judge), &mut counted).is_err()
    })
}

#[test]
fn every_fault_that_is_planted_is_noticed() {
    let stock = Stock::new();
    for fault in Fault::ALL {
        let after = noticed(&stock, fault, Judge::Both);
        assert!(after.is_some(), "{fault:?}");
        // Taking back late shows nobody anything, and whoever handed on knows as much as the next one; the others do.
        if !matches!(fault, Fault::UndoForEver | Fault::ComesBack) {
            let after = noticed(&stock, fault, Judge::Sequence);
            assert!(after.is_some(), "{fault:?}, by the sequence alone");
        }
    }
}
