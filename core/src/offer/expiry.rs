//! What is said to a provider before an offer lapses, and when it did.

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

    /// After which instant, and until which one, the deadlines lie of which this is said now.
    pub fn deadlines(self, now: Timestamp) -> (Timestamp, Timestamp) {
        let day = SignedDuration::from_hours(24);
        match self {
            Self::Early => (now + day, now + day * 4),
            Self::Last => (now, now + day),
            Self::Lapsed => (now - TOLD_FOR, now),
        }
    }

    /// What is said now about a deadline, if anything.
    pub fn due(deadline: Timestamp, now: Timestamp) -> Option<Self> {
        Self::ALL.into_iter().find(|reminder| {
            let (after, until) = reminder.deadlines(now);
            after < deadline && deadline <= until
        })
    }
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
}
