//! The reference model: sentences about one offer, kept as facts and instants. It asks nothing of core or the server and
//! knows no state machine; where the offer stands is told from what happened to it.
//!
//! Shared with `tests/integration/sequences.rs`. When a rule changes, change its sentence here, not by the code.

mod desk;
mod help;

use jiff::{SignedDuration, Timestamp};

use super::steps::{Change, Kind, Person, Say, Step, World};

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// No moderator, or one who belongs to the provider.
    NotTheirs,
    /// There is no such block, report or match.
    NothingThere,
    /// Nothing of this offer waits in the queue.
    Closed,
    /// Somebody else holds it.
    Held,
    /// They do not hold it, or not any more.
    NotHeld,
    /// Said already.
    Said,
    /// They have said nothing of it.
    Unsaid,
    /// They handed it to somebody else.
    HandedOn,
    /// Too few are left who could approve it.
    NobodyLeft,
    /// Their own block.
    Own,
    /// The provider is blocked: what was agreed is stopped, and not called off.
    Blocked,
    /// The provider is not checked enough.
    Unvetted,
    /// It does not stand where this could be done.
    State,
    /// Changes were asked for, and none were made.
    Unchanged,
    /// Something else came after it.
    Changed,
    /// The time for it is over.
    Late,
    /// A child, or somebody who can be one.
    Minor,
    /// Not to be seen.
    Hidden,
    /// Meant for children who are alone: people place them.
    ForMinors,
    /// The provider pauses.
    Paused,
    /// Chosen or promised already.
    Taken,
    /// It does not fit this household any more, or not with these checks.
    Unfit,
}

/// What a kind of offer needs (docs/architecture.md).
struct Rule {
    /// Different moderators who must approve.
    voices: usize,
    /// Least level of the provider.
    level: u8,
    /// Days for which it stands unless reconfirmed.
    days: i64,
}

/// Rows of that table, typed by hand.
const fn rule(kind: Kind) -> Rule {
    let (voices, level, days) = match kind {
        Kind::Advice => (1, 1, 30),
        Kind::Shelter => (1, 2, 14),
        Kind::Work => (2, 2, 30),
        Kind::Home => (2, 2, 14),
        Kind::ForMinors => (2, 3, 30),
    };
    Rule {
        voices,
        level,
        days,
    }
}

/// What people see, and until when it stands.
#[derive(Clone, Copy)]
struct Shop {
    shows: bool,
    /// The edit that wrote its words.
    live: Option<usize>,
    until: Timestamp,
    /// Until when what was checked about it counts.
    checked: Timestamp,
}

/// What a moderator said.
struct Word {
    by: Person,
    say: Say,
    at: Timestamp,
    before: Shop,
    /// How often the offer had been changed by then.
    changes: u32,
    undone: bool,
}

/// The newest version of it in the queue.
#[derive(Default)]
struct Item {
    open: bool,
    closed_by: Option<Person>,
    held: Option<(Person, Timestamp)>,
    words: Vec<Word>,
    /// Who handed it on.
    handed: Vec<Person>,
}

/// Where what is not shown stands with the moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Draft,
    Waiting,
    SentBack,
    Refused,
}

struct Block {
    by: Person,
    upheld: bool,
}

/// Where what the household and the provider agree on stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreed {
    Proposed,
    Accepted,
    Declined,
    Cancelled,
    Expired,
    Stopped,
}

struct Deal {
    agreed: Agreed,
    at: Timestamp,
    answer_by: Timestamp,
}

/// What the worker is told to do.
enum Errand {
    /// The offer is gone: what waits for an answer ends.
    Gone,
    /// The provider is blocked: whatever is not over ends.
    Stop,
}

/// The offer, its provider and its household.
pub(crate) struct Model {
    world: World,
    rule: Rule,
    now: Timestamp,
    seen: Vec<(u8, Timestamp)>,
    standing: Option<(u8, Timestamp)>,
    block: Option<Block>,
    /// Reports that are not closed: those that hide, and the others.
    reports: (usize, usize),
    /// When reports hid something.
    hid: Vec<Timestamp>,
    /// Edits so far, and the one that wrote the newest words.
    written: usize,
    newest: usize,
    handed_in: bool,
    stage: Stage,
    shop: Shop,
    /// That a moderator stopped it, and whether something of it waited in the queue by then.
    stopped: Option<bool>,
    paused: bool,
    withdrawn: bool,
    /// When an edit hid it.
    hidden_at: Option<Timestamp>,
    changes: u32,
    item: Item,
    deal: Option<Deal>,
    errands: Vec<Errand>,
}

impl Model {
    /// Nothing happened yet.
    pub(crate) fn new(world: World) -> Self {
        let mut model = Self {
            world,
            rule: rule(world.kind),
            now: world.starts,
            seen: Vec::new(),
            standing: None,
            block: None,
            reports: (0, 0),
            hid: Vec::new(),
            written: 0,
            newest: 0,
            handed_in: false,
            stage: Stage::Draft,
            shop: Shop {
                shows: false,
                live: None,
                until: world.starts,
                checked: world.starts,
            },
            stopped: None,
            paused: false,
            withdrawn: false,
            hidden_at: None,
            changes: 0,
            item: Item::default(),
            deal: None,
            errands: Vec::new(),
        };
        if let Ok(level) = u8::try_from(world.seen) {
            for rung in level.min(1)..=level {
                model.see(rung);
            }
        }
        model
    }

    /// Does what is asked, or says why not.
    pub(crate) fn take(&mut self, step: Step) -> Result<(), Why> {
        match step {
            Step::Wait(seconds) => self.now += SignedDuration::from_secs(seconds),
            Step::Vet(who, level) => {
                self.outside(who)?;
                self.see(level);
            }
            Step::Submit => self.submit()?,
            Step::Edit(change) => self.edit(change)?,
            Step::Claim(who) => self.claim(who)?,
            Step::Release(who) => self.release(who)?,
            Step::Decide(who, say) => self.decide(who, say)?,
            Step::Undo(who) => self.undo(who)?,
            Step::Escalate(who) => self.escalate(who)?,
            Step::Suspend(who) => self.suspend(who)?,
            Step::Reinstate(who) => self.reinstate(who)?,
            Step::Block(who) => self.block(who)?,
            Step::Verdict(who, lift) => self.verdict(who, lift)?,
            Step::Report(danger) => self.report(danger),
            Step::Close(who) => self.close(who)?,
            Step::Pause | Step::Resume => {
                self.not_gone()?;
                self.not_stopped()?;
                self.paused = step == Step::Pause;
                self.changes += 1;
            }
            Step::Confirm => {
                if self.withdrawn || !self.shop.shows {
                    return Err(Why::State);
                }
                self.not_stopped()?;
                self.shop.until = self.stands_until();
                self.changes += 1;
            }
            Step::Withdraw => {
                self.not_gone()?;
                self.withdrawn = true;
                self.changes += 1;
                if self.item.open {
                    (self.item.open, self.item.held) = (false, None);
                }
                self.errands.push(Errand::Gone);
            }
            Step::Propose => self.propose()?,
            Step::Accept => self.accept()?,
            Step::Decline => {
                self.not_blocked()?;
                self.end(&[Agreed::Proposed], Agreed::Declined)?;
            }
            Step::TakeBack => {
                self.end(&[Agreed::Proposed, Agreed::Accepted], Agreed::Cancelled)?;
            }
            Step::CallOff => {
                self.not_blocked()?;
                self.end(&[Agreed::Accepted], Agreed::Cancelled)?;
            }
            Step::Work => self.work(),
        }
        Ok(())
    }

    /// The time.
    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    /// Where the offer stands with the moderators, as REST has it.
    pub(crate) fn review(&self) -> &'static str {
        match self.stage {
            _ if self.withdrawn => "withdrawn",
            _ if self.stopped.is_some() => "suspended",
            _ if self.shop.shows => "approved",
            Stage::Draft => "draft",
            Stage::SentBack => "changes_requested",
            Stage::Refused => "rejected",
            Stage::Waiting if self.item.held.is_some() => "in_review",
            Stage::Waiting => "submitted",
        }
    }

    /// Approved, not stopped, not expired, checked within the year, its provider in good standing, nothing reported that hides it.
    pub(crate) fn shown(&self) -> bool {
        self.shop.shows
            && !self.withdrawn
            && self.stopped.is_none()
            && self.now < self.shop.until
            && self.now < self.shop.checked
            && self.is_vetted()
            && self.reports.0 == 0
    }

    /// Whether anybody sees it.
    pub(crate) fn public(&self) -> bool {
        self.shown() && !self.paused && self.world.kind != Kind::ForMinors
    }

    /// The edit that wrote the words that were approved last.
    pub(crate) const fn words(&self) -> Option<usize> {
        self.shop.live
    }

    /// Where what was agreed stands, as REST has it.
    pub(crate) fn deal(&self) -> Option<&'static str> {
        self.deal.as_ref().map(|deal| match deal.agreed {
            Agreed::Proposed => "proposed",
            Agreed::Accepted => "accepted",
            Agreed::Declined => "declined",
            Agreed::Cancelled => "cancelled",
            Agreed::Expired => "expired",
            Agreed::Stopped => "stopped_for_safety",
        })
    }

    /// Whether the two sides see how to reach each other: not while somebody says that there is danger, since nobody has set out yet.
    pub(crate) fn contacts(&self) -> bool {
        self.is_agreed(Agreed::Accepted) && self.block.is_none() && self.reports.0 == 0
    }

    /// Who said something last that stands, of what waits or was decided last.
    pub(crate) fn spoke_last(&self) -> Option<Person> {
        let mut words = self.item.words.iter().rev();
        words.find(|word| !word.undone).map(|word| word.by)
    }

    /// Who holds what waits.
    pub(crate) fn holder(&self) -> Option<Person> {
        let held = self.item.held.filter(|(_, until)| self.now < *until);
        held.map(|(who, _)| who)
    }

    /// What comes next on the way to help that comes about; nothing where there is none any more.
    pub(crate) fn onward(&self) -> Option<Step> {
        if self.not_gone().is_err() {
            return None;
        }
        if let Some(block) = &self.block {
            let other = if block.by == Person::First {
                Person::Second
            } else {
                Person::First
            };
            return (!block.upheld).then_some(Step::Verdict(other, true));
        }
        if self.stopped.is_some() {
            return Some(Step::Reinstate(Person::First));
        }
        if self.item.open {
            return match self.holder() {
                Some(_) if !self.is_vetted() => Some(Step::Vet(Person::First, self.missing())),
                Some(who) => Some(Step::Decide(who, Say::Approve)),
                None => self.next_voice().map(Step::Claim),
            };
        }
        if !self.shop.shows {
            let unchanged = self.stage == Stage::SentBack && self.handed_in;
            return Some(if unchanged {
                Step::Edit(Change::Words)
            } else {
                Step::Submit
            });
        }
        if self.now >= self.shop.until {
            return Some(Step::Confirm);
        }
        if !self.is_vetted() {
            return Some(Step::Vet(Person::First, self.missing()));
        }
        if self.reports.0 > 0 {
            return Some(Step::Close(Person::Second));
        }
        if self.paused {
            return Some(Step::Resume);
        }
        match self.deal.as_ref().map(|deal| deal.agreed) {
            Some(Agreed::Proposed) => Some(Step::Accept),
            Some(Agreed::Accepted) => None,
            _ => Some(Step::Propose),
        }
    }

    fn next_voice(&self) -> Option<Person> {
        Person::ALL.into_iter().find(|who| self.may_speak(*who))
    }

    /// "Neither of them the author nor of the author's organisation."
    fn outside(&self, who: Person) -> Result<(), Why> {
        match who {
            Person::First | Person::Second => Ok(()),
            Person::Third if !self.world.insider => Ok(()),
            Person::Third | Person::Author => Err(Why::NotTheirs),
        }
    }

    fn not_gone(&self) -> Result<(), Why> {
        if self.withdrawn || (!self.shop.shows && self.stage == Stage::Refused) {
            Err(Why::State)
        } else {
            Ok(())
        }
    }

    fn is_vetted(&self) -> bool {
        let good = |(level, until): (u8, Timestamp)| level >= self.rule.level && self.now < until;
        self.block.is_none() && self.standing.is_some_and(good)
    }

    fn stands_until(&self) -> Timestamp {
        self.now + SignedDuration::from_hours(24 * self.rule.days)
    }

    fn is_agreed(&self, agreed: Agreed) -> bool {
        self.deal.as_ref().is_some_and(|deal| deal.agreed == agreed)
    }
}
