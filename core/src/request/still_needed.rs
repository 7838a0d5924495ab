//! Whether a need still stands: when its household is asked, and what it answers.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ClosingReason, Urgency};

/// So many days before its request is closed, because nobody opens it, a household is asked once more.
pub const CLOSES_WITHIN_DAYS: u16 = 7;

/// What a household answers to the question whether it still needs something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StillNeeded {
    /// It does.
    Needed,
    /// It found help elsewhere.
    DoneByOthers,
    /// It needs it no more.
    Irrelevant,
}

impl StillNeeded {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Needed, Self::DoneByOthers, Self::Irrelevant];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Needed => "needed",
            Self::DoneByOthers => "done_by_others",
            Self::Irrelevant => "irrelevant",
        }
    }

    /// The answer of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|still| still.as_str() == name)
    }

    /// Why the need is closed; none if it stands.
    pub const fn closes(self) -> Option<ClosingReason> {
        match self {
            Self::Needed => None,
            Self::DoneByOthers => Some(ClosingReason::DoneByOthers),
            Self::Irrelevant => Some(ClosingReason::Irrelevant),
        }
    }
}

/// After so many days without a word a household is asked: what is urgent is sooner done, or forgotten.
const fn asked_after_days(urgency: Urgency) -> u16 {
    match urgency {
        Urgency::Today => 3,
        Urgency::Days => 7,
        Urgency::Weeks | Urgency::Later => 14,
    }
}

/// How long after a household was heard it is asked: some days, and once more a week before its request is closed for its silence.
fn silences(urgency: Urgency, idle_days: u16) -> impl Iterator<Item = SignedDuration> {
    let last = idle_days.saturating_sub(CLOSES_WITHIN_DAYS);
    [asked_after_days(urgency), last]
        .into_iter()
        .filter(|days| *days > 0)
        .map(|days| SignedDuration::from_hours(24 * i64::from(days)))
}

/// When the household of a need is asked next, if it says nothing until then. It was last `heard` then, `asked` then, and its request
/// is closed after `idle_days` without a word. None once it was asked as often as it is.
pub fn next_question(
    urgency: Urgency,
    heard: Timestamp,
    asked: Option<Timestamp>,
    idle_days: u16,
) -> Option<Timestamp> {
    silences(urgency, idle_days)
        .map(|silence| heard + silence)
        .filter(|at| asked.is_none_or(|asked| asked < *at))
        .min()
}

/// Before when nobody has to look again whether it is to be asked: `next` is the next question, and whoever is heard from now on is
/// asked no sooner than if they were heard now.
pub fn look_again(
    urgency: Urgency,
    next: Option<Timestamp>,
    now: Timestamp,
    idle_days: u16,
) -> Timestamp {
    let heard_now = silences(urgency, idle_days).map(|silence| now + silence);
    heard_now.chain(next).min().unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many hours after a household was heard.
    fn hours(n: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap() + SignedDuration::from_hours(n)
    }

    #[test]
    fn a_household_is_asked_by_urgency_then_a_week_before_its_request_closes_and_then_no_more() {
        for (urgency, first) in [
            (Urgency::Today, 3),
            (Urgency::Days, 7),
            (Urgency::Weeks, 14),
            (Urgency::Later, 14),
        ] {
            let next = |asked: Option<i64>| next_question(urgency, hours(0), asked.map(hours), 30);
            let (first, last) = (24 * first, 24 * 23);
            assert_eq!(next(None), Some(hours(first)), "{urgency:?}");
            assert_eq!(next(Some(first)), Some(hours(last)), "{urgency:?}");
            assert_eq!(next(Some(last)), None, "{urgency:?}");
            // Asked late, because the worker stood still: that counts for both.
            assert_eq!(next(Some(last + 5)), None, "{urgency:?}");
            // Heard after it was asked: anew.
            assert_eq!(next(Some(-1)), Some(hours(first)), "{urgency:?}");
        }
    }

    #[test]
    fn where_requests_close_soon_the_week_before_comes_first() {
        let next = |asked, idle| next_question(Urgency::Later, hours(0), asked, idle);
        assert_eq!(next(None, 10), Some(hours(3 * 24)));
        assert_eq!(next(Some(hours(3 * 24)), 10), Some(hours(14 * 24)));
        assert_eq!(next(None, 7), Some(hours(14 * 24)), "never at once");
    }

    #[test]
    fn whoever_is_heard_after_a_question_is_looked_at_before_the_next_one_is_due() {
        let (idle, urgency) = (30, Urgency::Days);
        let again = |next: Option<i64>, now| look_again(urgency, next.map(hours), hours(now), idle);
        assert_eq!(again(Some(7 * 24), 0), hours(7 * 24));
        // Asked on the seventh day, and again on the 23rd; heard in between, on the fourteenth at the soonest.
        assert_eq!(again(Some(23 * 24), 7 * 24), hours(14 * 24));
        assert_eq!(again(Some(23 * 24), 20 * 24), hours(23 * 24));
        assert_eq!(again(None, 23 * 24), hours(30 * 24));
        for heard in 0..48 {
            for now in heard..72 {
                let next = next_question(urgency, hours(now), None, idle);
                assert!(next.unwrap() >= look_again(urgency, None, hours(heard), idle));
            }
        }
    }

    #[test]
    fn only_what_is_needed_no_more_closes_a_need() {
        assert_eq!(
            StillNeeded::ALL.map(StillNeeded::closes),
            [
                None,
                Some(ClosingReason::DoneByOthers),
                Some(ClosingReason::Irrelevant)
            ]
        );
        for answer in StillNeeded::ALL {
            assert_eq!(StillNeeded::from_name(answer.as_str()), Some(answer));
            assert_eq!(serde_json::to_value(answer).unwrap(), answer.as_str());
        }
    }
}
