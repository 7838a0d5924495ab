use std::cmp::Reverse;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Help, People, Wanted, bed_of_all, for_everybody, is_nearer};
use crate::{
    id::MatchId,
    offer::Category,
    period::Period,
    place::{GeoPoint, distance_m},
};

/// How what is agreed bounds a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A ride brings everybody there: not before that day.
    RideArrives,
    /// A ride takes everybody away: not after that day.
    RideLeaves,
    /// Everybody has a bed until that day.
    BedUntil,
    /// Everybody has a bed from that day on.
    BedFrom,
    /// Everybody has beds on all of the nights: there is nothing to look for.
    BedsAgreed,
    /// Where a ride goes to, beds are kept from that day on: it leaves by then.
    BedWaits,
    /// Where a ride comes from, the beds are kept until that day: it leaves by then.
    BedEnds,
    /// Measured from where the largest part of the group stays.
    NearGroup,
    /// Measured from where the largest part of the group would stay, of those that wait for an answer.
    NearAsked,
    /// Measured from where the ride sets people down.
    NearRide,
    /// Measured from where people sleep.
    NearBed,
}

impl Reason {
    /// Whether it tells from where distance is measured.
    pub const fn is_near(self) -> bool {
        matches!(
            self,
            Self::NearGroup | Self::NearAsked | Self::NearRide | Self::NearBed
        )
    }
}

/// One reason, and the match that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// How it bounds the need.
    pub reason: Reason,
    /// What was agreed, or waits for an answer.
    pub match_id: MatchId,
    /// The day that counts, if one does.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
}

impl Because {
    const fn of(reason: Reason, help: &Help, day: Option<Date>) -> Self {
        Self {
            reason,
            match_id: help.id,
            day,
        }
    }
}

/// A need after what is agreed for the others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Follows {
    /// The days that are left of those asked for.
    pub days: Option<Period>,
    /// From where distance is measured, if not from where it is looked for.
    pub near: Option<GeoPoint>,
    /// Nothing is left to look for.
    pub taken: bool,
    /// Why.
    pub because: Vec<Because>,
}

impl Follows {
    fn put_near(&mut self, near: Option<(&Help, Reason)>) {
        if let Some((help, reason)) = near {
            self.near = Some(help.at);
            self.because.push(Because::of(reason, help, None));
        }
    }
}

/// From where distance is measured by these reasons, if not from where it is looked for.
pub fn measured(because: &[Because]) -> Option<Reason> {
    because
        .iter()
        .map(|because| because.reason)
        .find(|reason| reason.is_near())
}

/// How what is agreed for a household bounds one of its needs. What is `waiting` for an answer bounds nothing: a group that was split
/// stays together by it as long as none of its parts has agreed on anything.
///
/// | need | days | measured from |
/// |---|---|---|
/// | a stay | not before a ride brings everybody near, not after one takes everybody away; of the nights on which not all have a bed by another need, the longest run (the first of two alike) | where the largest part of the group stays (the one chosen first of two alike), else where the largest part that waits would, else where that ride ends |
/// | a ride | at the latest on the first day of everybody's beds where it goes, and on the day on which those where it comes from end | its own ends |
/// | anything else | not before a ride brings everybody near | the bed that was asked for near the same place and has the most of its nights on those days |
///
/// Days that are asked for are cut, never added. Where nothing would be left by rides, they change nothing.
pub fn follow(wanted: &Wanted, agreed: &[Help], waiting: &[Help], people: People) -> Follows {
    let around = Around {
        wanted,
        agreed,
        waiting,
        people,
    };
    match wanted.category {
        Category::Housing => around.stay(),
        Category::Transport => around.ride(),
        Category::Job | Category::Medical | Category::Service => around.visit(),
    }
}

struct Around<'a> {
    wanted: &'a Wanted,
    agreed: &'a [Help],
    waiting: &'a [Help],
    people: People,
}

impl<'a> Around<'a> {
    fn others(&self) -> impl Iterator<Item = &'a Help> + use<'a> {
        let need = self.wanted.need;
        self.agreed.iter().filter(move |help| help.need != need)
    }

    /// The first of the rides that bring everybody near before the days are over, and its day.
    fn arrival(&self, days: Period) -> Option<(&'a Help, Date)> {
        let Wanted {
            origin, radius_m, ..
        } = *self.wanted;
        let rides = self.others().filter(|help| {
            help.brings_to(origin, radius_m)
                && help.leaves_on().is_some_and(|(first, _)| first < days.to())
        });
        for_everybody(rides, self.people.seats)
            .into_iter()
            .filter_map(|help| Some((help, help.leaves_on()?.0)))
            .min_by_key(|(_, day)| *day)
    }

    /// The last of the rides that take everybody away after the days began, and its day.
    fn departure(&self, days: Period) -> Option<(&'a Help, Date)> {
        let Wanted {
            origin, radius_m, ..
        } = *self.wanted;
        let rides = self.others().filter(|help| {
            help.takes_from(origin, radius_m)
                && help.leaves_on().is_some_and(|(_, last)| last > days.from())
        });
        for_everybody(rides, self.people.seats)
            .into_iter()
            .filter_map(|help| Some((help, help.leaves_on()?.1)))
            .min_by_key(|(_, day)| Reverse(*day))
    }

    fn stay(&self) -> Follows {
        let Some(asked) = self.wanted.days else {
            return Follows::default();
        };
        let (arrival, departure) = (self.arrival(asked), self.departure(asked));
        let from = arrival.map_or(asked.from(), |(_, day)| day.max(asked.from()));
        let to = departure.map_or(asked.to(), |(_, day)| day.min(asked.to()));
        let mut follows = Follows {
            days: Some(asked),
            ..Follows::default()
        };
        let mut days = asked;
        if let Ok(between) = Period::new(from, to) {
            days = between;
            let arrives = arrival
                .filter(|_| from > asked.from())
                .map(|(ride, day)| Because::of(Reason::RideArrives, ride, Some(day)));
            let leaves = departure
                .filter(|_| to < asked.to())
                .map(|(ride, day)| Because::of(Reason::RideLeaves, ride, Some(day)));
            follows.because.extend(arrives.into_iter().chain(leaves));
        }
        let bed_on = |night: Date| bed_of_all(self.agreed, self.wanted.need, night, self.people);
        let Some(without) = longest(days, |night| bed_on(night).is_none()) else {
            follows.taken = true;
            follows.because = bed_on(days.from())
                .map(|bed| Because::of(Reason::BedsAgreed, bed, None))
                .into_iter()
                .collect();
            return follows;
        };
        let before = without.from().yesterday().ok();
        if let Some(bed) = before.filter(|n| *n >= days.from()).and_then(bed_on) {
            let day = Some(without.from());
            follows
                .because
                .push(Because::of(Reason::BedUntil, bed, day));
        }
        if without.to() < days.to()
            && let Some(bed) = bed_on(without.to())
        {
            let day = Some(without.to());
            follows.because.push(Because::of(Reason::BedFrom, bed, day));
        }
        follows.days = Some(without);
        let near = self.group();
        follows.put_near(near.or(arrival.map(|(ride, _)| (ride, Reason::NearRide))));
        follows
    }

    /// The largest part of the group: of those that agreed on a bed, else of those that wait. Whoever is asked for all that is open is an
    /// alternative, and no part.
    fn group(&self) -> Option<(&'a Help, Reason)> {
        let Wanted { need, open, .. } = *self.wanted;
        let largest = |helps: &'a [Help], most: u32| {
            let parts = helps.iter().filter(move |help| {
                help.need == need && help.nights().is_some() && help.units <= most
            });
            parts.min_by_key(|help| Reverse(help.units))
        };
        let agreed = largest(self.agreed, u32::MAX).map(|help| (help, Reason::NearGroup));
        let waits = || largest(self.waiting, open.saturating_sub(1));
        agreed.or_else(|| Some((waits()?, Reason::NearAsked)))
    }

    fn ride(&self) -> Follows {
        let mut follows = Follows {
            days: self.wanted.days,
            ..Follows::default()
        };
        let (Some(asked), Some(destination)) = (self.wanted.days, self.wanted.destination) else {
            return follows;
        };
        let (here, radius_m) = (self.wanted.origin, self.wanted.radius_m);
        let beds_near = |place: GeoPoint, not: GeoPoint| {
            let beds = self.others().filter(move |help| {
                help.nights().is_some()
                    && distance_m(help.at, place) <= radius_m
                    && is_nearer(help.at, place, not)
            });
            for_everybody(beds, self.people.beds)
        };
        let waits = beds_near(destination, here)
            .into_iter()
            .filter_map(|bed| Some((bed, bed.nights()?.from(), Reason::BedWaits)))
            .min_by_key(|(_, day, _)| *day);
        let ends = beds_near(here, destination)
            .into_iter()
            .filter_map(|bed| Some((bed, bed.nights()?.to(), Reason::BedEnds)))
            .min_by_key(|(_, day, _)| Reverse(*day));
        let within = |day: Date| asked.from() <= day && day < asked.to();
        let by = [waits, ends]
            .into_iter()
            .flatten()
            .filter(|(_, day, _)| within(*day))
            .min_by_key(|(_, day, _)| *day);
        if let Some((bed, day, reason)) = by
            && let Ok(after) = day.tomorrow()
            && after < asked.to()
            && let Ok(days) = Period::new(asked.from(), after)
        {
            follows.days = Some(days);
            follows.because.push(Because::of(reason, bed, Some(day)));
        }
        follows
    }

    fn visit(&self) -> Follows {
        let mut follows = Follows {
            days: self.wanted.days,
            ..Follows::default()
        };
        if let Some(asked) = self.wanted.days
            && let Some((ride, day)) = self.arrival(asked)
            && day > asked.from()
            && let Ok(days) = Period::new(day, asked.to())
        {
            follows.days = Some(days);
            let because = Because::of(Reason::RideArrives, ride, Some(day));
            follows.because.push(because);
        }
        // How many nights of a bed lie on those days; of help without days, all.
        let nights = |bed: &Help| {
            let nights = bed.nights()?;
            let shared = match follows.days {
                Some(days) => {
                    let from = nights.from().max(days.from());
                    Period::new(from, nights.to().min(days.to())).ok()?
                }
                None => nights,
            };
            Some(shared.nights())
        };
        let bed = self
            .others()
            .filter(|help| {
                help.asked_at == self.wanted.origin
                    && distance_m(help.at, help.asked_at) <= self.wanted.radius_m
            })
            .filter_map(|bed| Some((bed, nights(bed)?)))
            .min_by_key(|(_, nights)| Reverse(*nights))
            .map(|(bed, _)| (bed, Reason::NearBed));
        follows.put_near(bed);
        follows
    }
}

/// The longest run of days for which something holds; of two alike the first.
fn longest(days: Period, holds: impl Fn(Date) -> bool) -> Option<Period> {
    let mut best: Option<Period> = None;
    let mut from = None;
    for day in days.days() {
        if !holds(day) {
            from = None;
            continue;
        }
        let first = *from.get_or_insert(day);
        let run = Period::new(first, day.tomorrow().ok()?).ok()?;
        if best.is_none_or(|best| run.nights() > best.nights()) {
            best = Some(run);
        }
    }
    best
}
