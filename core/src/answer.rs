//! How long a provider has to answer a household that chose its offer.

use jiff::{SignedDuration, Timestamp};

use crate::{
    clock::day_begins,
    matching::{Query, Terms},
    period::Period,
    request::Urgency,
};

/// Hours that a host has at least, however late in the evening before the day of arrival they are asked: nobody is taken to be silent who
/// had some minutes.
pub const LEAST_HOURS: i64 = 4;

/// Hours that a provider has: less when the need is for today.
const fn hours(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Today => 4,
        Urgency::Days | Urgency::Weeks | Urgency::Later => 48,
    }
}

/// When silence ends a proposal: in time for the ride, before the day of arrival begins (if it has not begun), though not within
/// [`LEAST_HOURS`], and before the week of a doctor's place is over.
pub fn answer_by(query: &Query, offer: &Terms, week: Option<Period>) -> Timestamp {
    let after = |n: i64| query.now + SignedDuration::from_hours(n);
    let latest = match offer {
        Terms::Transport(ride) => Some(ride.departs_until),
        Terms::Housing(_) => query
            .dates
            .filter(|stay| stay.from() > query.today)
            .and_then(|stay| day_begins(stay.from()))
            .map(|midnight| midnight.max(after(LEAST_HOURS))),
        Terms::Medical(_) => week.and_then(|week| day_begins(week.to())),
        Terms::Job(_) | Terms::Service(_) => None,
    };
    let patience = after(hours(query.urgency));
    latest.map_or(patience, |latest| patience.min(latest))
}
