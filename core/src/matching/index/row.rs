//! One offer in 64 bytes: everything that every category's rules and score read, without a pointer to follow.

use std::{collections::BTreeMap, num::NonZeroU8};

use jiff::{Timestamp, civil::Date};

use super::tongues::Tongues;
use crate::{
    constraint::{Facts, FeatureSet},
    id::{OfferId, RevisionId},
    matching::{
        candidate::{Candidate, Reliability},
        terms::Terms,
    },
    offer::ServiceTheme,
    period::Period,
    place::GeoPoint,
    provider::VettingLevel,
};

/// As the last day: at any time. Days are counted from 1970-01-01; the last that can be told is 2149-06-05.
pub(super) const FOREVER: u16 = u16::MAX;

/// See [`octets`].
pub(super) const OCTETS: usize = 16;

const PRIVATE: u8 = 1;
const PAUSED: u8 = 2;
const FOR_MINORS: u8 = 4;
const VETTING_SHIFT: u8 = 4;

/// Days since 1970-01-01 (the proleptic Gregorian calendar; H. Hinnant, days_from_civil).
pub(super) fn day_number(day: Date) -> i32 {
    let month = i32::from(day.month());
    let year = i32::from(day.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day.day()) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// A day as a row holds it; `None` before 1970 and after 2149-06-05.
pub(super) fn day(of: Date) -> Option<u16> {
    u16::try_from(day_number(of))
        .ok()
        .filter(|day| *day < FOREVER)
}

/// The day of a number (H. Hinnant, civil_from_days).
fn date_of(day: u16) -> Date {
    let days = i32::from(day) + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i32::from(month <= 2);
    let small = |n: i32| i8::try_from(n).unwrap_or(1);
    Date::new(
        i16::try_from(year).unwrap_or(i16::MAX),
        small(month),
        small(day),
    )
    .unwrap_or(Date::MAX)
}

/// The Monday of the week of a day: 1970-01-05 was one.
const fn monday(day: i32) -> i32 {
    day - (day + 3) % 7
}

/// The Monday of the first week of days from one up to another, as [`crate::period::weeks_from`] counts them.
const fn first_monday(from: i32, to: i32) -> i32 {
    let begun = monday(from);
    let weekend = from - begun > 4;
    if weekend && begun + 7 < to {
        begun + 7
    } else {
        begun
    }
}

fn number(level: VettingLevel) -> u8 {
    u8::try_from(level.number()).unwrap_or(0)
}

/// An offer's common facts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub yes: u64,
    pub no: u64,
    /// Bits of [`Tongues`].
    pub languages: u64,
    pub point: GeoPoint,
    /// Whole seconds since 1970.
    pub confirmed: u32,
    /// Number of its [`Calendar`] plus one; 0 = it has none.
    pub calendar: u32,
    /// First day on which it can be had; of a ride, the first day on which it leaves.
    pub open_from: u16,
    /// The day after the last ([`FOREVER`]: no last); of a ride, after the last on which it leaves.
    pub open_to: u16,
    pub free: u16,
    pub capacity: u16,
    pub answered: u16,
    pub asked: u16,
    flags: u8,
}

/// Of the few offers with bookings or with several intervals: what a row cannot hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Calendar {
    /// Intervals, first day and the day after the last; empty = one interval, the row's.
    open: Box<[(u16, u16)]>,
    /// Nights with promised beds, or Mondays of weeks with promised places, in order, and how many.
    promised: Box<[(u16, u16)]>,
}

impl Calendar {
    /// Beds promised on nights from the first up to the second.
    fn promised(&self, from: u16, to: u16) -> &[(u16, u16)] {
        let before = |day| self.promised.partition_point(|(night, _)| *night < day);
        self.promised
            .get(before(from)..before(to))
            .unwrap_or_default()
    }

    /// The most beds promised on one of the nights.
    fn most_promised(&self, from: u16, to: u16) -> u16 {
        self.promised(from, to)
            .iter()
            .map(|(_, beds)| *beds)
            .max()
            .unwrap_or(0)
    }

    /// Places promised in the week of a Monday.
    fn promised_in_week(&self, monday: i32) -> u16 {
        let found = self
            .promised
            .binary_search_by_key(&monday, |(week, _)| i32::from(*week));
        found
            .ok()
            .and_then(|at| self.promised.get(at))
            .map_or(0, |(_, places)| *places)
    }

    /// Whether one interval holds all of the days.
    pub fn covers(&self, from: u16, to: u16) -> bool {
        self.open.is_empty() || self.open.iter().any(|o| o.0 <= from && to <= o.1)
    }

    /// Whether one interval shares a day with these.
    pub fn overlaps(&self, from: u16, to: u16) -> bool {
        self.open.is_empty() || self.open.iter().any(|o| o.0 < to && from < o.1)
    }

    /// The [`octets`] of days on which it matters: beds are promised, or an interval ends and the next has not begun.
    pub fn marked(&self) -> u16 {
        let ends = self.open.windows(2).fold(0, |marked, pair| match pair {
            [(_, end), (begin, _)] if end <= begin => marked | octets(end - 1, *begin),
            _ => !0,
        });
        self.promised.iter().fold(ends, |marked, (night, _)| {
            marked | octets(*night, night + 1)
        })
    }

    pub fn bytes(&self) -> usize {
        size_of::<Self>() + (self.open.len() + self.promised.len()) * 4
    }
}

/// Bits for the days from the first up to the second: one for eight days, the same again after 128. Periods that share a day share
/// a bit.
pub(super) fn octets(from: u16, to: u16) -> u16 {
    (from / 8..to.div_ceil(8))
        .take(OCTETS)
        .fold(0, |bits, octet| bits | 1 << (usize::from(octet) % OCTETS))
}

/// What a row becomes when it is written.
pub(super) struct Encoded {
    pub row: Row,
    pub calendar: Option<Calendar>,
}

/// An offer as a row; `None` if a row cannot hold it exactly (more than 65,535 beds, a day after 2149, the 65th language).
pub(super) fn encode(offer: &Candidate, tongues: &mut Tongues) -> Option<Encoded> {
    let mut languages = 0;
    for language in &offer.languages {
        languages |= tongues.learn(*language)?;
    }
    let mut open = Vec::with_capacity(offer.availability.len());
    for interval in &offer.availability {
        open.push((day(interval.from())?, day(interval.to())?));
    }
    let mut promised = Vec::with_capacity(offer.promised.len());
    for (night, beds) in &offer.promised {
        promised.push((day(*night)?, u16::try_from(*beds).ok()?));
    }
    let (open_from, open_to) = match &offer.terms {
        Terms::Transport(ride) => (
            day(crate::clock::local_day(ride.departs_from))?,
            day(crate::clock::local_day(ride.departs_until))? + 1,
        ),
        _ => (
            open.iter().map(|o| o.0).min().unwrap_or(0),
            open.iter().map(|o| o.1).max().unwrap_or(FOREVER),
        ),
    };
    let beyond = |n: Option<NonZeroU8>| n.is_some_and(|n| n.get() > 253);
    if beyond(offer.terms.max_pets())
        || matches!(&offer.terms, Terms::Housing(s) if beyond(s.max_nights) || s.min_child_age > 30)
    {
        return None;
    }
    // A ride is had when it leaves, whatever its intervals say.
    let several = open.len() > 1 && !matches!(offer.terms, Terms::Transport(_));
    let calendar = (several || !promised.is_empty()).then(|| Calendar {
        open: if several { open.into() } else { Box::default() },
        promised: promised.into(),
    });
    let mut flags = number(offer.vetting) << VETTING_SHIFT;
    for (bit, set) in [
        (PRIVATE, offer.private),
        (PAUSED, offer.paused),
        (FOR_MINORS, offer.for_minors),
    ] {
        if set {
            flags |= bit;
        }
    }
    Some(Encoded {
        row: Row {
            yes: offer.facts.yes().0,
            no: offer.facts.no().0,
            languages,
            point: offer.point,
            confirmed: u32::try_from(offer.confirmed_at.as_second()).ok()?,
            calendar: 0,
            open_from,
            open_to,
            free: u16::try_from(offer.free).ok()?,
            capacity: u16::try_from(offer.capacity).ok()?,
            answered: offer.reliability.answered,
            asked: offer.reliability.asked,
            flags,
        },
        calendar,
    })
}

impl Row {
    /// Of a slot that is not in use.
    pub const VACANT: Self = Self {
        yes: 0,
        no: 0,
        languages: 0,
        point: GeoPoint::NULL_ISLAND,
        confirmed: 0,
        calendar: 0,
        open_from: 0,
        open_to: 0,
        free: 0,
        capacity: 0,
        answered: 0,
        asked: 0,
        flags: 0,
    };

    /// Never an answer to a need: paused, for minors, or a donation point.
    pub fn is_never_matched(&self, theme: Option<ServiceTheme>) -> bool {
        self.flags & (PAUSED | FOR_MINORS) != 0 || theme == Some(ServiceTheme::DonationPoint)
    }

    /// Private and not visited in person: no children.
    pub fn is_unvisited_home(&self) -> bool {
        self.flags & PRIVATE != 0 && self.flags >> VETTING_SHIFT < number(VettingLevel::L3)
    }

    /// Units free on every one of the nights.
    pub fn free_during(&self, (from, to): (u16, u16), calendar: Option<&Calendar>) -> u16 {
        self.capacity
            .saturating_sub(calendar.map_or(0, |c| c.most_promised(from, to)))
    }

    /// Places free in the first week that has so many, of those in which it can be had on days from the first up to the second; of an offer
    /// without a calendar, whose weeks are all alike, in any week. 0 if none has.
    pub fn free_in_week(
        &self,
        (from, to): (u16, u16),
        least: u32,
        calendar: Option<&Calendar>,
    ) -> u16 {
        let Some(calendar) = calendar else {
            return self.free;
        };
        if u32::from(self.free) < least {
            return 0;
        }
        let own = [(self.open_from, self.open_to)];
        let open = if calendar.open.is_empty() {
            &own[..]
        } else {
            &calendar.open
        };
        let first = |(opens, closes): &(u16, u16)| {
            let (from, to) = (i32::from(from.max(*opens)), i32::from(to.min(*closes)));
            let mondays = if from < to {
                first_monday(from, to)..to
            } else {
                0..0
            };
            mondays
                .step_by(7)
                .map(|week| {
                    let promised = calendar.promised_in_week(week);
                    (week, self.free.saturating_sub(promised))
                })
                .find(|(_, free)| u32::from(*free) >= least)
        };
        let earliest = open.iter().filter_map(first).min();
        earliest.map_or(0, |(_, free)| free)
    }

    /// The candidate again, as far as rules, score and order can tell of some nights or weeks; what is promised of others is left out.
    pub fn decode(
        &self,
        (offer, revision): (OfferId, RevisionId),
        calendar: Option<&Calendar>,
        terms: Terms,
        tongues: &Tongues,
        (from, to): (u16, u16),
    ) -> Option<Candidate> {
        let period = |(from, to): (u16, u16)| Period::new(date_of(from), date_of(to)).ok();
        let ride = matches!(terms, Terms::Transport(_));
        let open = calendar.map_or(&[][..], |c| &c.open);
        let availability = if !open.is_empty() {
            open.iter().filter_map(|o| period(*o)).collect()
        } else if ride || (self.open_from, self.open_to) == (0, FOREVER) {
            Vec::new()
        } else {
            period((self.open_from, self.open_to)).into_iter().collect()
        };
        let promised: BTreeMap<Date, u32> = calendar
            .iter()
            .flat_map(|c| c.promised(from, to))
            .map(|(night, beds)| (date_of(*night), u32::from(*beds)))
            .collect();
        Some(Candidate {
            offer,
            revision,
            point: self.point,
            facts: Facts::of(FeatureSet(self.yes), FeatureSet(self.no)),
            languages: tongues.spoken(self.languages),
            free: self.free.into(),
            capacity: self.capacity.into(),
            availability,
            promised,
            confirmed_at: Timestamp::from_second(self.confirmed.into()).ok()?,
            vetting: VettingLevel::from_number(i16::from(self.flags >> VETTING_SHIFT))?,
            reliability: Reliability {
                answered: self.answered,
                asked: self.asked,
            },
            private: self.flags & PRIVATE != 0,
            paused: self.flags & PAUSED != 0,
            for_minors: self.flags & FOR_MINORS != 0,
            terms,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::weeks_from;
    use jiff::{ToSpan, civil::date};

    #[test]
    fn days_are_counted_as_the_calendar_counts_them() {
        for (from, number) in [
            (date(1970, 1, 1), 0),
            (date(1969, 12, 31), -1),
            (date(2000, 2, 29), 11_016),
            (date(2149, 6, 5), 65_534),
        ] {
            assert_eq!(day_number(from), number);
        }
        let mut at = date(1999, 12, 1);
        for _ in 0..5_000 {
            let number = date(1970, 1, 1).until(at).unwrap().get_days();
            assert_eq!(day_number(at), number, "{at}");
            assert_eq!(date_of(day(at).unwrap()), at);
            at = at.tomorrow().unwrap();
        }
        assert_eq!(day(date(1969, 12, 31)), None);
        assert_eq!(day(date(2149, 6, 6)), None);
        for ahead in 0_i32..30 {
            let at = date(2026, 12, 1).checked_add(ahead.days()).unwrap();
            let week = Period::week_of(at).unwrap();
            assert_eq!(monday(day_number(at)), day_number(week.from()), "{at}");
            for days in 1_i32..12 {
                let to = at.checked_add(days.days()).unwrap();
                let first = weeks_from(at, to).next().unwrap();
                let own = first_monday(day_number(at), day_number(to));
                assert_eq!(own, day_number(first.from()), "{at} to {to}");
            }
        }
    }

    #[test]
    fn periods_that_share_a_day_share_an_octet_and_a_marked_stay_is_looked_at() {
        for from in 0..40_u16 {
            for to in from + 1..from + 140 {
                let days = (from..to).fold(0, |bits, day| bits | octets(day, day + 1));
                assert_eq!(octets(from, to), days, "{from} {to}");
            }
        }
        let of = |open: [(u16, u16); 3], promised: [(u16, u16); 2]| Calendar {
            open: Box::new(open),
            promised: Box::new(promised),
        };
        let calendar = of([(100, 116), (116, 120), (130, 180)], [(140, 2), (152, 1)]);
        // One begins with an octet, on the day on which the last ends; then some in no order, one over the other.
        let abutting = of([(100, 112), (112, 120), (120, 180)], [(150, 2), (151, 1)]);
        let mixed = of([(140, 180), (100, 125), (110, 142)], [(101, 1), (179, 1)]);
        for calendar in [&calendar, &abutting, &mixed] {
            for from in 100..180 {
                for to in from + 1..=180 {
                    let free = calendar.covers(from, to) && calendar.most_promised(from, to) == 0;
                    let marked = octets(from, to) & calendar.marked() != 0;
                    assert!(free || marked, "{from} {to}");
                }
            }
        }
        assert_eq!(octets(120, 128) & calendar.marked(), octets(120, 128));
        assert_eq!(octets(160, 180) & calendar.marked(), 0, "and no others");
    }

    #[test]
    fn a_row_is_one_cache_line() {
        assert_eq!(size_of::<Row>(), 64);
    }
}
