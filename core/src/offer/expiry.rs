//! What is said to a provider before an offer lapses or what was checked about itself does, and when it did.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long after a lapse its provider is still told: later, nobody waits for the news.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long after a lapse a link of a mail still brings the offer back.
pub const LINK_HOLDS_FOR: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What is said about one deadline. Each is said once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminder {
    /// Days before.
    Early,
    /// On the day before.
    Last,
    /// When it has passed.
    Lapsed,
}

impl Reminder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Early, Self::Last, Self::Lapsed];

    /// Its name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Last => "last",
            Self::Lapsed => "lapsed",
        }
    }

    /// After which instant, and until which one, the deadlines of offers lie of which this is said now.
    pub fn deadlines(self, now: Timestamp) -> (Timestamp, Timestamp) {
        self.between(now, 4, 1)
    }

    /// As [`Reminder::deadlines`], of what was checked about a provider: a month before, since papers and visits take weeks, and a week
    /// before.
    pub fn check_deadlines(self, now: Timestamp) -> (Timestamp, Timestamp) {
        self.between(now, 30, 7)
    }

    /// The same with so many days before for the two reminders.
    fn between(self, now: Timestamp, early: i32, last: i32) -> (Timestamp, Timestamp) {
        let day = SignedDuration::from_hours(24);
        match self {
            Self::Early => (now + day * last, now + day * early),
            Self::Last => (now, now + day * last),
            Self::Lapsed => (now - TOLD_FOR, now),
        }
    }

    /// What is said now about the deadline of an offer, if anything.
    pub fn due(deadline: Timestamp, now: Timestamp) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|reminder| lies_in(deadline, reminder.deadlines(now)))
    }

    /// As [`Reminder::due`], about what was checked about a provider.
    pub fn check_due(deadline: Timestamp, now: Timestamp) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|reminder| lies_in(deadline, reminder.check_deadlines(now)))
    }
}

fn lies_in(deadline: Timestamp, (after, until): (Timestamp, Timestamp)) -> bool {
    after < deadline && deadline <= until
}

/// What a provider answers to the question whether an offer still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Still {
    /// It does.
    Available,
    /// Somebody has it: out of sight until there is something again.
    Taken,
    /// Not for a while.
    Pause,
}

impl Still {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Available, Self::Taken, Self::Pause];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Taken => "taken",
            Self::Pause => "pause",
        }
    }

    /// The answer of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|still| still.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_announced_days_before_then_on_the_day_before_then_when_it_passed() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let hours = |n: i64| now + SignedDuration::from_hours(n);
        for (deadline, reminder) in [
            (hours(97), None),
            (hours(96), Some(Reminder::Early)),
            (hours(25), Some(Reminder::Early)),
            (hours(24), Some(Reminder::Last)),
            (hours(1), Some(Reminder::Last)),
            (now, Some(Reminder::Lapsed)),
            (hours(-167), Some(Reminder::Lapsed)),
            (hours(-168), None),
        ] {
            assert_eq!(Reminder::due(deadline, now), reminder, "{deadline}");
        }
    }

    #[test]
    fn what_was_checked_is_spoken_of_a_month_before_a_week_before_and_when_it_lapsed() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let hours = |n: i64| now + SignedDuration::from_hours(n);
        for (deadline, reminder) in [
            (hours(30 * 24 + 1), None),
            (hours(30 * 24), Some(Reminder::Early)),
            (hours(7 * 24 + 1), Some(Reminder::Early)),
            (hours(7 * 24), Some(Reminder::Last)),
            (hours(1), Some(Reminder::Last)),
            (now, Some(Reminder::Lapsed)),
            (hours(-167), Some(Reminder::Lapsed)),
            (hours(-168), None),
        ] {
            assert_eq!(Reminder::check_due(deadline, now), reminder, "{deadline}");
        }
    }
}
