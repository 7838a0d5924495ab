//! Guests whom a host agreed to and who were gone: households that never came, or that left within days of a stay that was to be long.
//! Contacts were open to both sides each time.

use super::Hint;
use crate::booking::{EndReason, MatchState};

/// From how many households on it is said: one or two who change their minds are no pattern.
pub const GONE_GUESTS: usize = 3;

/// From how many nights on a stay was to be long.
pub const LONG_NIGHTS: u32 = 7;

/// Days after its beginning by which a long stay is over early.
pub const EARLY_DAYS: u32 = 3;

/// What became of what a host and one household agreed on, the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    /// Where it ended.
    pub ended: MatchState,
    /// Why, if it was said.
    pub why: Option<EndReason>,
    /// Nights that were agreed on.
    pub nights: Option<u32>,
    /// Whole days from its beginning until somebody said that it was over; none of what did not begin.
    pub days: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Became {
    Stayed,
    NeverCame,
    LeftEarly,
}

impl Guest {
    /// What to count it as; nothing where it says nothing about the host: other dates, an illness, help found elsewhere, and what the
    /// product itself ended. A stop for danger is a report of its own.
    fn became(self) -> Option<Became> {
        match self.ended {
            MatchState::NoShow | MatchState::Expired => Some(Became::NeverCame),
            MatchState::Cancelled => match self.why {
                None
                | Some(EndReason::DoesNotFit | EndReason::NoLongerFree | EndReason::NoReason) => {
                    Some(Became::NeverCame)
                }
                Some(_) => None,
            },
            MatchState::Completed => {
                let long = self.nights.is_some_and(|nights| nights >= LONG_NIGHTS);
                let early = self.days.is_some_and(|days| days <= EARLY_DAYS);
                Some(if long && early {
                    Became::LeftEarly
                } else {
                    Became::Stayed
                })
            }
            MatchState::Suggested
            | MatchState::Proposed
            | MatchState::Accepted
            | MatchState::Confirmed
            | MatchState::Started
            | MatchState::Declined
            | MatchState::StoppedForSafety => None,
        }
    }
}

/// That at least half of a host's guests, and three of them, were gone. Those who stayed are not told with it: one more of them is no
/// reason to look again.
pub fn gone(guests: &[Guest]) -> Option<Hint> {
    let became: Vec<Became> = guests.iter().filter_map(|g| g.became()).collect();
    let count = |what| became.iter().filter(|b| **b == what).count();
    let (never_came, left_early) = (count(Became::NeverCame), count(Became::LeftEarly));
    let gone = never_came + left_early;
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (gone >= GONE_GUESTS && 2 * gone >= became.len()).then(|| Hint::GuestsGone {
        never_came: number(never_came),
        left_early: number(left_early),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ended(ended: MatchState, why: Option<EndReason>) -> Guest {
        Guest {
            ended,
            why,
            nights: Some(30),
            days: None,
        }
    }

    const fn stayed(nights: u32, days: u32) -> Guest {
        Guest {
            ended: MatchState::Completed,
            why: None,
            nights: Some(nights),
            days: Some(days),
        }
    }

    const ABSENT: Guest = ended(MatchState::NoShow, None);

    #[test]
    fn three_are_a_pattern_and_two_are_not_nor_three_of_seven() {
        let hint = |never_came, left_early| {
            Some(Hint::GuestsGone {
                never_came,
                left_early,
            })
        };
        assert_eq!(gone(&[]), None);
        assert_eq!(gone(&[ABSENT; 2]), None);
        assert_eq!(gone(&[ABSENT; 3]), hint(3, 0));
        let mixed = |stays: usize| {
            let gone = vec![ABSENT, ABSENT, stayed(7, 3)];
            [gone, vec![stayed(30, 30); stays]].concat()
        };
        assert_eq!(gone(&mixed(3)), hint(2, 1), "half of them");
        assert_eq!(gone(&mixed(4)), None);
    }

    #[test]
    fn only_what_a_host_could_have_to_do_with_counts() {
        use EndReason as R;
        let counts = |guest: Guest| gone(&[guest; 3]).is_some();
        for why in [R::DoesNotFit, R::NoLongerFree, R::NoReason] {
            assert!(counts(ended(MatchState::Cancelled, Some(why))), "{why:?}");
        }
        for why in [
            R::DatesChanged,
            R::FoundElsewhere,
            R::Emergency,
            R::Superseded,
            R::OfferGone,
            R::RequestGone,
            R::Safety,
        ] {
            assert!(!counts(ended(MatchState::Cancelled, Some(why))), "{why:?}");
        }
        assert!(counts(ended(MatchState::Cancelled, None)));
        assert!(counts(ended(MatchState::Expired, Some(R::NotBegun))));
        for state in [
            MatchState::Proposed,
            MatchState::Accepted,
            MatchState::Started,
            MatchState::Declined,
            MatchState::StoppedForSafety,
        ] {
            assert!(!counts(ended(state, None)), "{state:?}");
        }
        assert!(counts(stayed(LONG_NIGHTS, EARLY_DAYS)));
        assert!(!counts(stayed(LONG_NIGHTS - 1, EARLY_DAYS)), "a short stay");
        assert!(!counts(stayed(LONG_NIGHTS, EARLY_DAYS + 1)));
    }
}
