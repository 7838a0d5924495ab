//! A small world and what happens in it: one offer of one provider, three moderators, the offer's author, one household, a clock.
//!
//! Shared with `tests/integration/sequences.rs`, which plays the same over HTTP and by SQL: nothing here asks core or the server.

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use super::model::Model;

/// SplitMix64 (Steele, Lea, Flood, 2014): a stream that a seed repeats for ever.
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one sequence of a run.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        Self(Self(seed.rotate_left(32) ^ number).roll())
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `0..n`.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(n).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What is offered, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Legal advice of an organisation.
    Advice,
    /// Beds of an organisation.
    Shelter,
    /// Work for a private person.
    Work,
    /// Beds in a private person's home.
    Home,
    /// Help of an organisation, meant for children who are alone.
    ForMinors,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Advice,
        Self::Shelter,
        Self::Work,
        Self::Home,
        Self::ForMinors,
    ];

    /// Whether it is beds for so many nights.
    pub(crate) const fn is_stay(self) -> bool {
        matches!(self, Self::Shelter | Self::Home)
    }
}

/// Who asks for help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    /// A woman, born nineteen years ago or earlier.
    Adult,
    /// A woman and a child of five.
    Family,
    /// A child of sixteen.
    Child,
    /// Somebody born eighteen years ago, or earlier: by the end of the year they are of age, and until then nobody knows.
    Youth,
}

impl Party {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Adult, Self::Family, Self::Child, Self::Youth];
}

/// Who says something about the offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    /// A moderator.
    First,
    /// Another one.
    Second,
    /// A third one, who may belong to the provider.
    Third,
    /// Whoever wrote the offer, and is no moderator.
    Author,
}

impl Person {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Author];
}

/// What is drawn once for a sequence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World {
    /// What is offered.
    pub(crate) kind: Kind,
    /// Who asks.
    pub(crate) party: Party,
    /// Whether the third moderator belongs to the provider.
    pub(crate) insider: bool,
    /// The level that the first moderator has seen evidence for, and for those below it; -1 for none.
    pub(crate) seen: i8,
    /// When it begins: the offer is a draft, the request is filed.
    pub(crate) starts: Timestamp,
}

impl World {
    /// Any world. Most households are grown up: most of what there is to go wrong needs one.
    pub(crate) fn draw(dice: &mut Dice, starts: Timestamp) -> Self {
        Self {
            kind: dice.pick(&Kind::ALL),
            party: if dice.below(3) == 0 {
                dice.pick(&Party::ALL)
            } else {
                dice.pick(&[Party::Adult, Party::Family])
            },
            insider: dice.below(2) == 0,
            seen: dice.pick(&[-1, 0, 1, 2, 2, 3, 3, 3]),
            starts,
        }
    }
}

/// The zone of the product's first region.
fn zone() -> TimeZone {
    TimeZone::get("Europe/Chisinau").unwrap()
}

/// The local day of an instant.
pub(crate) fn day_of(at: Timestamp) -> Date {
    zone().to_datetime(at).date()
}

/// When a local day begins.
pub(crate) fn begins(day: Date) -> Timestamp {
    day.to_zoned(zone()).unwrap().timestamp()
}

/// The first of the three nights for which beds are asked for in a world that starts then.
pub(crate) fn first_night(starts: Timestamp) -> Date {
    day_of(starts) + 40.days()
}

/// What a moderator says of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Say {
    /// It can be shown.
    Approve,
    /// Something has to change first.
    Changes,
    /// It cannot be shown.
    Reject,
}

/// What an edit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Other words: the approved ones stay.
    Words,
    /// Another address: hidden at once.
    Place,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// So many seconds go by.
    Wait(i64),
    /// Somebody writes down that they saw evidence for a level, and for that one alone.
    Vet(Person, u8),
    /// The provider hands the offer in.
    Submit,
    /// The provider edits it.
    Edit(Change),
    /// Somebody takes it from the queue.
    Claim(Person),
    /// Somebody gives it back.
    Release(Person),
    /// Somebody decides on it.
    Decide(Person, Say),
    /// Somebody takes their word back.
    Undo(Person),
    /// Somebody hands it to whoever else decides.
    Escalate(Person),
    /// Somebody stops what people see.
    Suspend(Person),
    /// Somebody shows it again.
    Reinstate(Person),
    /// Somebody blocks the provider.
    Block(Person),
    /// Somebody looks at the block, and lifts it or not.
    Verdict(Person, bool),
    /// A visitor reports the offer, of danger now or of something else.
    Report(bool),
    /// Somebody takes a report and closes it: one that hides, if there is one.
    Close(Person),
    /// The provider takes the offer out of sight.
    Pause,
    /// The provider puts it back.
    Resume,
    /// The provider says that it still stands.
    Confirm,
    /// The provider takes it back for good.
    Withdraw,
    /// The household chooses the offer.
    Propose,
    /// The provider says yes.
    Accept,
    /// The provider says no.
    Decline,
    /// The household takes its proposal or its match back.
    TakeBack,
    /// The provider calls a match off.
    CallOff,
    /// The worker comes by.
    Work,
}

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// How long one waits: to the second that an undo, a lease, a report's hour, a proposal, an offer or a check is over, and beside it.
const WAITS: [i64; 14] = [
    1,
    1,
    30,
    30,
    60,
    60,
    600,
    HOUR,
    48 * HOUR,
    13 * DAY,
    14 * DAY,
    30 * DAY,
    180 * DAY,
    365 * DAY,
];

/// What happens in a world: at least half as much as `most`. About half of it leads on to help that comes about, the rest is anything.
pub(crate) fn sequence(dice: &mut Dice, world: World, most: usize) -> Vec<Step> {
    let length = most / 2 + 1 + dice.below(most - most / 2);
    let mut model = Model::new(world);
    (0..length)
        .map(|_| {
            let onward = dice.below(20) < 11;
            let step = model
                .onward()
                .filter(|_| onward)
                .unwrap_or_else(|| anything(dice, &model));
            // What is refused is part of it.
            let _refused = model.take(step);
            step
        })
        .collect()
}

fn anything(dice: &mut Dice, model: &Model) -> Step {
    let who = dice.pick(&Person::ALL);
    match dice.below(40) {
        0..=4 => Step::Wait(dice.pick(&WAITS)),
        5 => Step::Vet(who, dice.pick(&[0, 1, 2, 3])),
        6 => Step::Submit,
        7 | 8 => Step::Edit(Change::Words),
        9 | 10 => Step::Edit(Change::Place),
        11 | 12 => Step::Claim(who),
        13 => Step::Release(who),
        // Whoever holds it, be it too early or too late; and whoever does not.
        14 => Step::Decide(who, Say::Approve),
        15 | 16 => Step::Decide(model.holder().unwrap_or(who), Say::Approve),
        17 => {
            let say = dice.pick(&[Say::Changes, Say::Changes, Say::Reject]);
            Step::Decide(model.holder().unwrap_or(who), say)
        }
        // Whoever spoke last has most reason to.
        18..=20 => Step::Undo(model.spoke_last().unwrap_or(who)),
        21 => Step::Undo(who),
        22 => Step::Block(who),
        23 => Step::Verdict(who, dice.below(4) > 0),
        24 => Step::Report(dice.below(4) > 0),
        25 => Step::Close(who),
        26 => Step::Pause,
        27 => Step::Resume,
        28 => Step::Confirm,
        29 => Step::Propose,
        30 => Step::Accept,
        31 => dice.pick(&[Step::Decline, Step::CallOff]),
        32 => Step::TakeBack,
        33 | 34 => Step::Work,
        35 => Step::Suspend(who),
        36 => Step::Reinstate(who),
        37 => Step::Escalate(who),
        38 => Step::Escalate(model.holder().unwrap_or(who)),
        _ => dice.pick(&[Step::Withdraw, Step::Propose, Step::Accept]),
    }
}
