//! A need, compiled for the blocks of one section: the rules of [`crate::matching::eligible`] as operations on words, the
//! formulas of [`crate::matching::score`] as bounds and as points of one row.
//!
//! Nothing is decided here that is not decided there: the property tests hold both side by side.

use super::{
    planes::{Field, Flag, Layout, MOST_FREE, TermsRef, UNSAID},
    row::{Calendar, FOREVER, Row, day, day_number, octets},
    rule::{Rule, party_rules},
    section::{Section, lanes as bits},
    spot::{Reach, Unit, unit},
    tongues::Tongues,
    tree::{Best, Extent},
};
use crate::{
    constraint::{Feature, Level},
    matching::{
        eligibility::route, query::Query, score::half_life_m, terms::WorkTerms, weights::Weights,
    },
    offer::{Category, Proficiency},
    request::{NeedDetails, Urgency},
};

/// When it is wanted, in days since 1970.
#[derive(Debug, Clone, Copy)]
enum When {
    /// Every night from the first up to the second.
    Nights(u16, u16),
    /// At least one of the days from the first up to the second.
    Days(u16, u16),
    /// A place in one of the weeks of the days from the first up to the second.
    Weeks(u16, u16),
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unplanned {
    /// Nothing can ever fit.
    Nothing,
    /// The words do not hold what is asked (a day after 2149, a feature of another category): ask the definition.
    ByDefinition,
}

#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub query: &'a Query,
    pub(super) weights: &'a Weights,
    pub(super) ride: bool,
    /// The middle of the reach,
    pub origin: Unit,
    /// and where it is measured from: the same, but for a place that is to be near another.
    pub anchor: Unit,
    pub destination: Unit,
    /// Of places; drivers go out of their way.
    pub reach: Reach,
    when: When,
    pub(super) least: u32,
    guests: u32,
    rules: Vec<Rule>,
    musts: Vec<Feature>,
    must_bits: u64,
    pub(super) wishes: Vec<(Feature, u32)>,
    pub(super) asked: u32,
    /// Bit and number of the household's first language, and of the others that offers speak.
    pub(super) first: Option<usize>,
    pub(super) others: Vec<usize>,
    pub(super) first_bit: u64,
    pub(super) other_bits: u64,
    /// Every lane has to be looked at one by one.
    one_by_one: bool,
    pub(super) half_life_m: f64,
    /// The day from which urgency counts, if it counts.
    pub(super) soon_after: Option<i32>,
}

impl<'a> Plan<'a> {
    pub fn of(
        query: &'a Query,
        weights: &'a Weights,
        section: &Section,
        tongues: &Tongues,
    ) -> Result<Self, Unplanned> {
        if query.unaccompanied_minor {
            return Err(Unplanned::Nothing);
        }
        let category = section.kind.category();
        let when = when(query, category)?;
        let destination = match (category, query.destination) {
            (Category::Transport, None) => return Err(Unplanned::Nothing),
            (Category::Transport, Some(to)) => unit(to),
            _ => [0.0; 3],
        };
        let anchor = query.anchor.filter(|_| category != Category::Transport);
        let least = query.least_quantity.max(1);
        let guests = query.guests();
        let mut rules = vec![
            Rule::AtLeast(Field::Free, least.min(MOST_FREE)),
            Rule::Clear(Flag::Never),
        ];
        match when {
            When::Nights(from, to) => {
                rules.push(Rule::AtMost(Field::From, from.into()));
                rules.push(Rule::AtLeast(Field::To, to.into()));
                let nights = u32::from(to - from).min(UNSAID);
                rules.push(Rule::AtMost(Field::MinNights, nights));
                rules.push(Rule::AtLeast(Field::MaxNights, nights));
                rules.push(Rule::AtLeast(Field::Guests, guests.min(UNSAID)));
            }
            When::Days(from, to) | When::Weeks(from, to) => {
                rules.push(Rule::AtMost(Field::From, u32::from(to) - 1));
                rules.push(Rule::AtLeast(Field::To, u32::from(from) + 1));
            }
        }
        party_rules(query, category, &mut rules);
        let mut one_by_one = least > MOST_FREE || category == Category::Transport;
        match &query.details {
            NeedDetails::Housing {} => one_by_one |= guests >= UNSAID,
            NeedDetails::Job { occupations, .. } if !occupations.is_empty() => {
                rules.push(Rule::OneOf(occupations.clone()));
            }
            _ => {}
        }
        let wanted = |level| query.criteria.iter().filter(move |c| c.level == level);
        let foreign =
            |c: &&crate::constraint::Criterion| section.layout.feature(c.feature).is_none();
        let wishes: Vec<_> = wanted(Level::Prefer)
            .map(|c| (c.feature, u32::from(c.weight)))
            .collect();
        let asked = wishes.iter().map(|w| w.1).sum();
        if query.criteria.iter().any(|c| foreign(&c)) || asked > 255 {
            return Err(Unplanned::ByDefinition);
        }
        let spoken: Vec<Option<usize>> = query
            .languages
            .iter()
            .map(|l| tongues.position(*l))
            .collect();
        let first = spoken.first().copied().flatten();
        let others: Vec<usize> = spoken.iter().skip(1).copied().flatten().collect();
        let urgent = matches!(query.urgency, Urgency::Today | Urgency::Days);
        let wanted_from = query.dates.map_or(query.today, crate::period::Period::from);
        let musts: Vec<Feature> = wanted(Level::Must).map(|c| c.feature).collect();
        Ok(Self {
            query,
            weights,
            ride: category == Category::Transport,
            origin: unit(query.origin),
            anchor: unit(anchor.unwrap_or(query.origin)),
            reach: Reach::of(query.radius_m.into()),
            destination,
            when,
            least,
            guests,
            rules,
            must_bits: musts.iter().fold(0, |bits, f| bits | f.bit()),
            musts,
            wishes,
            asked,
            first_bit: first.map_or(0, |at| 1 << at),
            other_bits: others.iter().fold(0, |bits, at| bits | 1 << at),
            first,
            others,
            one_by_one,
            half_life_m: half_life_m(query.nearness, weights),
            soon_after: urgent.then(|| day_number(wanted_from)),
        })
    }

    /// Whether all offers of an extent are surely within reach; `None` if none can be.
    pub fn reaches(&self, extent: &Extent) -> Option<bool> {
        if !self.ride {
            return extent.near.within(self.origin, self.reach);
        }
        // A ride's ends say little of its stops.
        let reach_m = f64::from(self.query.radius_m.saturating_add(extent.best.detour_m));
        let (near, drop) = (&extent.near, &extent.drop);
        (near.least_m(self.origin) <= reach_m && drop.least_m(self.destination) <= reach_m)
            .then_some(false)
    }

    pub const fn is_ride(&self) -> bool {
        self.ride
    }

    /// Whether something below a node may fit, by what is best there.
    pub fn may_fit(&self, best: &Best) -> bool {
        let (from, to) = match self.when {
            When::Nights(from, to) => (best.open_from <= from, best.open_to >= to),
            When::Days(from, to) | When::Weeks(from, to) => {
                (best.open_from < to, best.open_to > from)
            }
        };
        from && to
            && best.maybe & self.must_bits == self.must_bits
            && (u32::from(best.free) >= self.least)
    }

    /// Lanes of a block that fit, and lanes that must be asked first, but for distance and for what
    /// [`Plan::look_closer`] names.
    pub fn masks(&self, layout: &Layout, planes: &[u64], live: u64) -> (u64, u64) {
        let mut sure = live;
        for rule in &self.rules {
            sure &= rule.lanes(layout, planes);
            if sure == 0 {
                return (0, 0);
            }
        }
        let mut maybe = sure;
        for must in &self.musts {
            if let Some(at) = layout.feature(*must) {
                maybe &= !planes[at + 1];
                sure &= planes[at];
            }
        }
        (sure & maybe, maybe & !sure)
    }

    /// Lanes that the words do not decide.
    pub fn look_closer(&self, layout: &Layout, planes: &[u64]) -> u64 {
        if self.one_by_one {
            return !0;
        }
        let mut lanes = match (self.when, layout.octets()) {
            (When::Nights(from, to), Some(at)) => {
                let marked = bits(octets(from, to).into());
                marked.fold(0, |lanes, octet| lanes | planes[at + octet])
            }
            // Of days without an end, the hull tells as much as its intervals.
            (When::Days(_, FOREVER), _) => 0,
            _ => planes[Layout::flag(Flag::Calendar)],
        };
        if self.spoken_at_work().is_some() {
            lanes |= planes[Layout::flag(Flag::Talk)];
        }
        lanes
    }

    /// What the words do not decide, for one slot: everything but distance of a place; the route of a ride.
    pub fn holds(&self, section: &Section, slot: usize) -> bool {
        let row = section.row(slot);
        let calendar = section.calendar(row);
        let open = match (self.when, calendar) {
            // What is free in a week on which it can be had tells both.
            (_, None) | (When::Weeks(..), _) => true,
            (When::Nights(from, to), Some(c)) => c.covers(from, to),
            (When::Days(from, to), Some(c)) => c.overlaps(from, to),
        };
        open && u32::from(self.free(row, calendar)) >= self.least
            && match section.terms(slot) {
                TermsRef::Stay(stay) => stay
                    .max_guests
                    .is_none_or(|max| self.guests <= u32::from(max.get())),
                TermsRef::Ride(ride) => {
                    ride.departs_until > self.query.now
                        && route(self.query, ride, row.free.into(), self.least).is_some()
                }
                TermsRef::Work(work) => self.speaks_enough(work),
                TermsRef::Plain(_) => true,
            }
    }

    /// The same decision as [`Plan::masks`] and [`Plan::holds`] together, row by row: `Some(true)` fits, `Some(false)` must
    /// be asked first. For the plain scan.
    pub fn judge(&self, section: &Section, slot: usize) -> Option<bool> {
        let row = section.row(slot);
        let terms = section.terms(slot);
        let musts = self.must_bits;
        let good = row.no & musts == 0
            && self
                .rules
                .iter()
                .all(|rule| rule.admits(section, slot, terms))
            && self.holds(section, slot);
        good.then_some(row.yes & musts == musts)
    }

    /// Units of a row that are free when it is wanted: on all of the nights, in the first week that has enough, at all.
    pub(super) fn free(&self, row: &Row, calendar: Option<&Calendar>) -> u16 {
        match self.when {
            When::Nights(from, to) => row.free_during((from, to), calendar),
            When::Weeks(from, to) => row.free_in_week((from, to), self.least, calendar),
            When::Days(..) => row.free,
        }
    }

    /// The days whose counters tell what is free: from the first up to the second.
    pub(super) const fn counted(&self) -> (u16, u16) {
        match self.when {
            When::Nights(from, to) => (from, to),
            // The first week may have begun.
            When::Weeks(from, to) => (from.saturating_sub(6), to),
            When::Days(..) => (0, 0),
        }
    }

    fn spoken_at_work(&self) -> Option<&[crate::offer::LanguageNeed]> {
        match &self.query.details {
            NeedDetails::Job { languages, .. } if !languages.is_empty() => Some(languages),
            _ => None,
        }
    }

    fn speaks_enough(&self, work: &WorkTerms) -> bool {
        self.spoken_at_work().is_none_or(|spoken| {
            let level = |language| -> Option<Proficiency> {
                spoken
                    .iter()
                    .filter(|l| l.language == language)
                    .map(|l| l.level)
                    .max()
            };
            work.languages_needed
                .iter()
                .all(|needed| level(needed.language) >= Some(needed.level))
        })
    }
}

fn when(query: &Query, category: Category) -> Result<When, Unplanned> {
    let told = |of| day(of).ok_or(Unplanned::ByDefinition);
    let on = |from, to| match category {
        Category::Medical => When::Weeks(from, to),
        _ => When::Days(from, to),
    };
    match (category, query.dates) {
        (Category::Housing, None) => Err(Unplanned::Nothing),
        (Category::Housing, Some(stay)) if stay.from() < query.today => Err(Unplanned::Nothing),
        (Category::Housing, Some(stay)) => Ok(When::Nights(told(stay.from())?, told(stay.to())?)),
        (Category::Transport, Some(window)) if window.to() > query.today => {
            Ok(When::Days(told(window.from())?, told(window.to())?))
        }
        (Category::Transport, Some(_)) => Err(Unplanned::Nothing),
        (_, Some(window)) => {
            let window = window.left_from(query.today).ok_or(Unplanned::Nothing)?;
            Ok(on(told(window.from())?, told(window.to())?))
        }
        // A ride has its departure looked at to the second.
        (Category::Transport, None) => Ok(When::Days(0, FOREVER)),
        (_, None) => Ok(on(told(query.today)?, FOREVER)),
    }
}

/// Lanes for which something holds.
pub(super) fn keep(word: u64, mut holds: impl FnMut(usize) -> bool) -> u64 {
    bits(word)
        .filter(|lane| holds(*lane))
        .fold(0, |kept, lane| kept | 1 << lane)
}
