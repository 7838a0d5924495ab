use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};

use super::{
    eligibility::free_for,
    query::Query,
    terms::{RideTerms, Terms},
};
use crate::{
    booking::Stretch,
    constraint::Facts,
    id::{OfferId, RevisionId},
    locale::Language,
    offer::{Category, OfferContent},
    period::{Period, weeks_from},
    place::GeoPoint,
    provider::{ProviderKind, VettingLevel},
};

/// How often a provider could be relied on, as [`crate::reliability`] counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reliability {
    /// Trials that went well.
    pub answered: u16,
    /// Trials.
    pub asked: u16,
}

/// What the engine knows of one visible offer: approved, unexpired, provider in good standing.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which offer.
    pub offer: OfferId,
    /// The approved version that a match would pin.
    pub revision: RevisionId,
    /// The point that everybody may see; every distance is computed from it.
    pub point: GeoPoint,
    /// What it says about every feature.
    pub facts: Facts,
    /// Languages spoken.
    pub languages: Vec<Language>,
    /// What is free without regard to days: beds, seats, openings, places a week, people. Of a ride, on its emptiest leg.
    pub free: u32,
    /// What is there when nothing is promised; narrowed by the provider if they wish.
    pub capacity: u32,
    /// When it can be had, merged and sorted; empty = at any time.
    pub availability: Vec<Period>,
    /// Of housing: beds promised, for nights on which there are some. Of medical help: places promised, by the Monday of the week.
    pub promised: BTreeMap<Date, u32>,
    /// When the provider last said that it still stands.
    pub confirmed_at: Timestamp,
    /// The provider's level, by evidence that has not lapsed.
    pub vetting: VettingLevel,
    /// How often the provider could be relied on.
    pub reliability: Reliability,
    /// Whether the place or the person behind it is private.
    pub private: bool,
    /// The provider pauses.
    pub paused: bool,
    /// Meant for minors without their parents: people place them, never the engine.
    pub for_minors: bool,
    /// What its category adds.
    pub terms: Terms,
}

impl Candidate {
    /// From approved content, with nothing promised yet and no history; the caller fills in what it knows more.
    pub fn new(
        offer: OfferId,
        revision: RevisionId,
        content: &OfferContent,
        provider: ProviderKind,
        point: GeoPoint,
        confirmed_at: Timestamp,
    ) -> Self {
        Self {
            offer,
            revision,
            point,
            facts: content.facts(),
            languages: content.languages.clone(),
            free: u32::from(content.capacity),
            capacity: u32::from(content.capacity),
            availability: content.availability.clone(),
            promised: BTreeMap::new(),
            confirmed_at,
            vetting: content.least_vetting(provider),
            reliability: Reliability::default(),
            private: content.is_private(provider),
            paused: false,
            for_minors: content.for_minors,
            terms: (&content.details).into(),
        }
    }

    /// Its category.
    pub const fn category(&self) -> Category {
        self.terms.category()
    }

    /// Units free on every night of a stay: the least over its nights. Without a stay, what is free at all.
    pub fn free_during(&self, stay: Option<Period>) -> u32 {
        match (stay, &self.terms) {
            (Some(stay), Terms::Housing(_)) => {
                let most = self
                    .promised
                    .range(stay.from()..stay.to())
                    .map(|(_, n)| *n)
                    .max()
                    .unwrap_or(0);
                self.capacity.saturating_sub(most)
            }
            _ => self.free,
        }
    }

    /// Of medical help: the first week that has so many places, of those in which it can be had on days that are wanted (absent = any), from
    /// today on ([`weeks_from`]); with what is free in it. Of anything else none.
    pub fn first_week(
        &self,
        wanted: Option<Period>,
        least: u32,
        today: Date,
    ) -> Option<(Period, u32)> {
        // Weeks of which nothing is promised are all alike: with less than this nobody comes to an end.
        if !matches!(self.terms, Terms::Medical(_)) || self.free < least {
            return None;
        }
        let first = |(from, to): (Date, Date)| {
            weeks_from(from, to)
                .map(|week| (week, self.free_in(week)))
                .find(|(_, free)| *free >= least)
        };
        self.days_left(wanted, today).filter_map(first).min()
    }

    /// Whether somebody who was told a week can have so many places in it: it is one of those that [`Candidate::first_week`] looks through,
    /// and has them.
    pub fn has_places_in(
        &self,
        week: Period,
        wanted: Option<Period>,
        least: u32,
        today: Date,
    ) -> bool {
        let offered = |(from, to): (Date, Date)| {
            let first = weeks_from(from, to).next();
            first.is_some_and(|first| first <= week && week.from() < to)
        };
        matches!(self.terms, Terms::Medical(_))
            && Period::week_of(week.from()) == Some(week)
            && self.free_in(week) >= least
            && self.days_left(wanted, today).any(offered)
    }

    /// The days that are wanted and on which it can be had, from today on: each time from the first up to the second, which may lie before
    /// it.
    fn days_left(&self, wanted: Option<Period>, today: Date) -> impl Iterator<Item = (Date, Date)> {
        let from = wanted.map_or(today, |days| days.from().max(today));
        let to = wanted.map_or(Date::MAX, Period::to);
        let always = self.availability.is_empty().then_some((from, to));
        let open = self.availability.iter();
        let open = open.map(move |open| (open.from().max(from), open.to().min(to)));
        always.into_iter().chain(open)
    }

    /// Of medical help: places that nobody was promised in a week.
    fn free_in(&self, week: Period) -> u32 {
        let promised = self.promised.get(&week.from()).copied().unwrap_or(0);
        self.free.saturating_sub(promised)
    }

    /// Of a ride: says how many seats are taken on each leg, from a stop to the next; of a leg that is not said, none.
    pub fn take_seats(&mut self, taken: &[u32]) {
        let Terms::Transport(ride) = &mut self.terms else {
            return;
        };
        let legs = ride.stops.len().saturating_sub(1);
        let of = |leg: usize| taken.get(leg).copied().unwrap_or(0);
        let free: Box<[u32]> = (0..legs)
            .map(|leg| self.capacity.saturating_sub(of(leg)))
            .collect();
        let Some(most) = free.iter().copied().max() else {
            return;
        };
        self.free = most;
        // Where all are alike, one number tells it.
        ride.free_seats = if free.iter().all(|seats| *seats == most) {
            Box::default()
        } else {
            free
        };
    }

    /// Of a ride: as if it stopped where somebody gets in and where they get out, and nowhere else. What is free is what is free all the
    /// way between them. `None` of anything else, and of a ride without these stops.
    pub fn between(&self, stretch: Stretch) -> Option<Self> {
        let Terms::Transport(ride) = &self.terms else {
            return None;
        };
        let stop = |number: u8| ride.stops.get(usize::from(number)).copied();
        let stops = [stop(stretch.from())?, stop(stretch.to())?];
        let free = if ride.free_seats.is_empty() {
            self.free
        } else {
            ride.free_seats.get(stretch.legs())?.iter().copied().min()?
        };
        let ride = RideTerms {
            stops: stops.into(),
            free_seats: Box::default(),
            ..ride.clone()
        };
        Some(Self {
            free,
            terms: Terms::Transport(ride),
            ..self.clone()
        })
    }

    /// How many of a group that may be split it takes at most: what is free for it, and no more guests than the host wants.
    pub fn takes(&self, query: &Query) -> u32 {
        let free = free_for(query, self);
        match &self.terms {
            Terms::Housing(terms) => terms
                .max_guests
                .map_or(free, |most| free.min(u32::from(most.get()))),
            _ => free,
        }
    }

    /// Whether it can be had on every day of a period.
    pub fn is_open_during(&self, period: Period) -> bool {
        self.availability.is_empty() || self.availability.iter().any(|a| a.covers(period))
    }
}
