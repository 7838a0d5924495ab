//! When the help of a match begins: a stay on its first night, a ride when it leaves, anything else on one of the days on which it is
//! wanted.

use jiff::{Timestamp, civil::Date};

use crate::{
    clock::{day_begins, local_day},
    offer::{Category, Departure},
    period::Period,
};

/// What is known of when help begins.
#[derive(Debug, Clone, Copy)]
pub struct Beginning {
    /// What kind of help.
    pub category: Category,
    /// The nights of a stay, or the week of medical help.
    pub held: Option<Period>,
    /// The days on which it is wanted.
    pub wanted: Option<Period>,
    /// Of a ride: when it leaves, as it was agreed.
    pub departure: Option<Departure>,
}

impl Beginning {
    /// The first day of the help, if it has one: of a week that has begun before it is wanted, the first that is.
    pub fn first_day(&self) -> Option<Date> {
        let days = [self.held, self.wanted].into_iter().flatten();
        self.departure
            .map(|ride| local_day(ride.from))
            .or_else(|| days.map(Period::from).max())
    }

    /// The earliest instant at which somebody may come for it: when a ride may leave, or when its first day begins. None for help without days.
    pub fn earliest(&self) -> Option<Timestamp> {
        let leaves = self.departure.map(|ride| ride.from);
        leaves.or_else(|| day_begins(self.first_day()?))
    }

    /// The day on which help has begun if it begins at all: the first of a stay, that on which a ride leaves at the latest, and otherwise
    /// the last of its week or on which it is wanted. None for help without days.
    pub fn latest_day(&self) -> Option<Date> {
        if let Some(ride) = self.departure {
            return Some(local_day(ride.until));
        }
        self.held
            .filter(|_| self.category == Category::Housing)
            .map(Period::from)
            .or_else(|| self.held.or(self.wanted)?.to().yesterday().ok())
    }

    /// From when on people may be there, though nobody says so: not before it was agreed.
    pub fn counted_from(&self, agreed: Timestamp) -> Timestamp {
        let leaves = self.departure.map(|ride| ride.until);
        leaves
            .or_else(|| day_begins(self.latest_day()?))
            .map_or(agreed, |at| at.max(agreed))
    }

    /// Whether people may be there by now, of what is agreed: help could have begun, or they are asked how they are. Of help without days
    /// nobody knows before they are asked.
    pub fn may_be_there(&self, asked: bool, now: Timestamp) -> bool {
        asked || self.latest_day().is_some() && self.counted_from(now) <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(from: Date, to: Date) -> Option<Period> {
        Period::new(from, to).ok()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn of(category: Category, held: Option<Period>, wanted: Option<Period>) -> Beginning {
        Beginning {
            category,
            held,
            wanted,
            departure: None,
        }
    }

    #[test]
    fn a_stay_begins_on_its_first_day_and_other_help_on_the_last_at_the_latest() {
        let days = period(date(2027, 3, 10), date(2027, 3, 20));
        let by = |category, held| of(category, held, days).latest_day();
        assert_eq!(by(Category::Housing, days), Some(date(2027, 3, 10)));
        assert_eq!(by(Category::Transport, None), Some(date(2027, 3, 19)));
        let week = Period::week_of(date(2027, 3, 10));
        assert_eq!(by(Category::Medical, week), Some(date(2027, 3, 14)));
        let without = of(Category::Medical, week, None);
        assert_eq!(without.latest_day(), Some(date(2027, 3, 14)));
        assert_eq!(without.first_day(), Some(date(2027, 3, 8)));
        let wanted = of(Category::Medical, week, days);
        assert_eq!(wanted.first_day(), Some(date(2027, 3, 10)));
        // Midnight in Chisinau.
        assert_eq!(wanted.earliest(), Some(at("2027-03-09T22:00:00Z")));
        let job = of(Category::Job, None, None);
        assert_eq!((job.first_day(), job.latest_day()), (None, None));
        assert_eq!(job.earliest(), None);
    }

    #[test]
    fn a_ride_begins_when_it_leaves_whatever_days_would_have_suited() {
        let ride = Beginning {
            departure: Some(Departure {
                // Half past one at night, in Chisinau.
                from: at("2027-03-14T23:30:00Z"),
                until: at("2027-03-15T01:00:00Z"),
            }),
            ..of(
                Category::Transport,
                None,
                period(date(2027, 3, 10), date(2027, 3, 20)),
            )
        };
        assert_eq!(ride.first_day(), Some(date(2027, 3, 15)));
        assert_eq!(ride.earliest(), Some(at("2027-03-14T23:30:00Z")));
        assert_eq!(ride.latest_day(), Some(date(2027, 3, 15)));
        let agreed = at("2027-03-01T08:00:00Z");
        assert_eq!(ride.counted_from(agreed), at("2027-03-15T01:00:00Z"));
    }

    #[test]
    fn nothing_is_counted_from_before_it_was_agreed() {
        let stay = period(date(2027, 3, 10), date(2027, 3, 20));
        let stay = of(Category::Housing, stay, stay);
        let midnight = at("2027-03-09T22:00:00Z");
        assert_eq!(stay.counted_from(at("2027-03-01T08:00:00Z")), midnight);
        let late = at("2027-03-10T15:00:00Z");
        assert_eq!(stay.counted_from(late), late);
        assert_eq!(of(Category::Job, None, None).counted_from(late), late);
        let before = at("2027-03-09T21:59:59Z");
        assert!(!stay.may_be_there(false, before) && stay.may_be_there(true, before));
        assert!(stay.may_be_there(false, midnight));
        assert!(!of(Category::Job, None, None).may_be_there(false, before));
        assert!(of(Category::Job, None, None).may_be_there(true, before));
    }
}
