//! The provider, its checks and its versions; the moderators and what they say of them.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

use super::{
    super::steps::{Change, Person, Say},
    Errand, Item, Model, Shop, Stage, Why, Word,
};

/// For so long a decision can be taken back.
const UNDO: SignedDuration = SignedDuration::from_secs(60);
/// For so long an item is one's own.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// For so long the papers that moderators saw count: each checklist has a point of a year, and none that counts for less.
const PAPERS: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Twelve months later.
fn a_year_on(at: Timestamp) -> Timestamp {
    let there = at.to_zoned(TimeZone::UTC);
    let (day, year) = (there.date(), there.date().year() + 1);
    let then = Date::new(year, day.month(), day.day());
    // There is a 29 February in a year of four.
    let then = then.or_else(|_| Date::new(year, 2, 28)).unwrap();
    let then = then.to_datetime(there.time()).to_zoned(TimeZone::UTC);
    then.unwrap().timestamp()
}

impl Model {
    /// What was seen lasts for twelve months. Any of it is enough for the lowest level, and each level above rests on all below it; what is
    /// left when one piece is over counts once somebody looks again.
    pub(super) fn see(&mut self, level: u8) {
        let now = self.now;
        self.seen.push((level, a_year_on(now)));
        // What is over counts for nothing any more.
        self.seen.retain(|(_, until)| now < *until);
        let lasts = self.seen.iter().map(|(_, until)| *until).max();
        self.standing = lasts.map(|until| (0, until));
        for rung in 1..=3 {
            let own = self.seen.iter().filter(|(of, _)| *of == rung);
            let Some(own) = own.map(|(_, until)| *until).max() else {
                break;
            };
            self.standing = self.standing.map(|(_, below)| (rung, below.min(own)));
        }
    }

    /// The lowest level that has nothing of its own, or nothing any more.
    pub(super) fn missing(&self) -> u8 {
        let stands = |rung: u8| {
            let mut seen = self.seen.iter();
            seen.any(|(of, until)| *of == rung && self.now < *until)
        };
        (1..3).find(|rung| !stands(*rung)).unwrap_or(3)
    }

    pub(super) fn submit(&mut self) -> Result<(), Why> {
        let written = matches!(self.stage, Stage::Draft | Stage::SentBack);
        if self.withdrawn || self.shop.shows || !written {
            return Err(Why::State);
        }
        if self.handed_in {
            return Err(Why::Unchanged);
        }
        self.wait_anew();
        self.stage = Stage::Waiting;
        self.changes += 1;
        Ok(())
    }

    pub(super) fn edit(&mut self, change: Change) -> Result<(), Why> {
        self.not_gone()?;
        self.not_stopped()?;
        self.written += 1;
        self.changes += 1;
        if change == Change::Words {
            self.newest = self.written;
        }
        if !self.shop.shows && self.stage != Stage::Waiting {
            self.handed_in = false;
            return Ok(());
        }
        self.wait_anew();
        if self.shop.shows && change == Change::Place {
            self.shop.shows = false;
            self.stage = Stage::Waiting;
            self.hidden_at = Some(self.now);
            self.errands.push(Errand::Gone);
        }
        Ok(())
    }

    /// The newest version waits; what was said of an older one is not said of it.
    fn wait_anew(&mut self) {
        self.handed_in = true;
        self.item = Item {
            open: true,
            ..Item::default()
        };
    }

    pub(super) fn said(&self, who: Person) -> bool {
        let mut words = self.item.words.iter();
        words.any(|word| word.by == who && !word.undone)
    }

    pub(super) fn claim(&mut self, who: Person) -> Result<(), Why> {
        self.outside(who)?;
        let now = self.now;
        let others = |(by, until): (Person, Timestamp)| by != who && now < until;
        if !self.item.open {
            return Err(Why::Closed);
        }
        if self.item.held.is_some_and(others) {
            return Err(Why::Held);
        }
        if self.item.handed.contains(&who) {
            return Err(Why::HandedOn);
        }
        if self.said(who) {
            return Err(Why::Said);
        }
        self.item.held = Some((who, now + LEASE));
        Ok(())
    }

    pub(super) fn release(&mut self, who: Person) -> Result<(), Why> {
        if who == Person::Author {
            return Err(Why::NotTheirs);
        }
        if !self.item.open {
            return Err(Why::Closed);
        }
        if self.item.held.is_none_or(|(by, _)| by != who) {
            return Err(Why::NotHeld);
        }
        self.item.held = None;
        Ok(())
    }

    pub(super) fn decide(&mut self, who: Person, say: Say) -> Result<(), Why> {
        self.outside(who)?;
        let now = self.now;
        let own = |(by, until): (Person, Timestamp)| by == who && now < until;
        if !self.item.open {
            return Err(Why::Closed);
        }
        if self.item.handed.contains(&who) {
            return Err(Why::HandedOn);
        }
        if !self.item.held.is_some_and(own) {
            return Err(Why::NotHeld);
        }
        if say == Say::Approve && !self.is_vetted() {
            return Err(Why::Unvetted);
        }
        let before = self.shop;
        self.item.held = None;
        let voices = self.voices() + 1;
        if say != Say::Approve || voices >= self.rule.voices {
            self.item.open = false;
            self.item.closed_by = Some(who);
            match say {
                Say::Approve => {
                    self.shop = Shop {
                        shows: true,
                        live: Some(self.newest),
                        until: self.stands_until(),
                        checked: now + PAPERS,
                    };
                }
                // Refusing an edit leaves the approved version as it is.
                Say::Changes => self.stage = Stage::SentBack,
                Say::Reject => self.stage = Stage::Refused,
            }
            self.changes += 1;
        }
        self.item.words.push(Word {
            by: who,
            say,
            at: now,
            before,
            changes: self.changes,
            undone: false,
        });
        Ok(())
    }

    /// How many approve of what waits.
    fn voices(&self) -> usize {
        let approved = |word: &&Word| word.say == Say::Approve && !word.undone;
        self.item.words.iter().filter(approved).count()
    }

    /// Whether somebody may still say something of what waits.
    pub(super) fn may_speak(&self, who: Person) -> bool {
        self.outside(who).is_ok() && !self.said(who) && !self.item.handed.contains(&who)
    }

    /// Whoever cannot decide hands it on, as long as enough are left who can; it does not come back to them.
    pub(super) fn escalate(&mut self, who: Person) -> Result<(), Why> {
        self.outside(who)?;
        let now = self.now;
        let own = |(by, until): (Person, Timestamp)| by == who && now < until;
        if !self.item.open {
            return Err(Why::Closed);
        }
        if self.item.handed.contains(&who) {
            return Err(Why::HandedOn);
        }
        if !self.item.held.is_some_and(own) {
            return Err(Why::NotHeld);
        }
        let others = Person::ALL.into_iter().filter(|other| *other != who);
        let left = others.filter(|other| self.may_speak(*other)).count();
        if left + self.voices() < self.rule.voices {
            return Err(Why::NobodyLeft);
        }
        self.item.handed.push(who);
        self.item.held = None;
        Ok(())
    }

    pub(super) fn not_stopped(&self) -> Result<(), Why> {
        if self.stopped.is_some() {
            return Err(Why::State);
        }
        Ok(())
    }

    /// What people see is gone at once; an edit that waits waits no more. A second one finds it done.
    pub(super) fn suspend(&mut self, who: Person) -> Result<(), Why> {
        self.outside(who)?;
        if self.withdrawn || !self.shop.shows {
            return Err(Why::State);
        }
        if self.stopped.is_none() {
            self.stopped = Some(self.item.open);
            (self.item.open, self.item.held) = (false, None);
            self.changes += 1;
            self.errands.push(Errand::Gone);
        }
        Ok(())
    }

    /// It is back as it was, and what waited waits again. Of what is not stopped there is nothing to lift.
    pub(super) fn reinstate(&mut self, who: Person) -> Result<(), Why> {
        self.outside(who)?;
        if self.withdrawn {
            return Ok(());
        }
        if let Some(waited) = self.stopped.take() {
            self.item.open = waited;
            self.changes += 1;
        }
        Ok(())
    }

    /// "Undo for 60 s", by whoever decided; the last word only, and not over what was changed since.
    pub(super) fn undo(&mut self, who: Person) -> Result<(), Why> {
        if who == Person::Author {
            return Err(Why::NotTheirs);
        }
        let (now, item) = (self.now, &mut self.item);
        let mut words = item.words.iter_mut().rev();
        let word = words.find(|word| word.by == who && !word.undone);
        let word = word.ok_or(Why::Unsaid)?;
        if now >= word.at + UNDO {
            return Err(Why::Late);
        }
        if !item.open && (item.closed_by != Some(who) || word.changes != self.changes) {
            return Err(Why::Changed);
        }
        word.undone = true;
        let (say, before) = (word.say, word.before);
        if item.open {
            // It is theirs again, unless somebody else has it by now.
            if item.held.is_none_or(|(_, until)| until <= now) {
                item.held = Some((who, now + LEASE));
            }
            return Ok(());
        }
        item.open = true;
        item.closed_by = None;
        item.held = Some((who, now + LEASE));
        self.changes += 1;
        self.stage = Stage::Waiting;
        if say == Say::Approve {
            self.shop = before;
            if !before.shows {
                self.errands.push(Errand::Gone);
            }
        }
        Ok(())
    }
}
