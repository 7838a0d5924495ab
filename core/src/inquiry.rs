//! What a household asks an institution about its offer, without having chosen it: when the two may write, and who ends it.

use jiff::{SignedDuration, Timestamp};

use crate::{booking::Side, provider::ProviderKind};

/// Institutions' offers that a household may begin to ask about within a day; what it begins again after an end counts, too.
pub const PER_DAY: i64 = 10;
/// After so many hours a provider is reminded of a question that waits.
pub const ANSWER_WITHIN_H: i64 = 48;
/// So many hours a household leaves an institution alone that ended what it asked.
pub const LEFT_ALONE_H: i64 = 24;

/// That a side ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Who.
    pub side: Side,
    /// When.
    pub at: Timestamp,
}

impl End {
    /// From when on the household may ask anew: after an end of its own at once, after the institution's a day later. An institution
    /// never does: it does not begin to write to a household.
    pub fn reopens_at(self) -> Timestamp {
        let left_alone = match self.side {
            Side::Provider => SignedDuration::from_hours(LEFT_ALONE_H),
            Side::Refugee | Side::Moderator | Side::System => SignedDuration::ZERO,
        };
        self.at.checked_add(left_alone).unwrap_or(Timestamp::MAX)
    }
}

/// How what a household asks an institution stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inquiry {
    /// Who is asked.
    pub kind: ProviderKind,
    /// Whether the offer stands: approved, not over, its provider in good standing. About one that is paused the two go on.
    pub visible: bool,
    /// Whether the request is open.
    pub request_open: bool,
    /// Whether nobody in the household is surely of age.
    pub minor: bool,
    /// Whether the household reported what was written to it.
    pub reported: bool,
    /// That a side ended it, and the household has not asked anew.
    pub ended: Option<End>,
}

impl Inquiry {
    /// Whether the two may write: never with a private person, no more once the offer is hidden, its provider blocked, what was
    /// written reported by the household, or a side ended it, and never a child alone, for whom people are called.
    pub fn may_write(self) -> bool {
        self.kind.is_organisation()
            && self.visible
            && self.request_open
            && !self.minor
            && !self.reported
            && self.ended.is_none()
    }

    /// Whether a side may end it: once; but what the household ended its institution ends, too, for the household could go on at once.
    pub fn may_end(self, side: Side) -> bool {
        self.ended
            .is_none_or(|end| side == Side::Provider && end.side == Side::Refugee)
    }

    /// Whether the household may ask anew where a side ended it.
    pub fn may_reopen(self, now: Timestamp) -> bool {
        let otherwise = Self {
            ended: None,
            ..self
        };
        otherwise.may_write() && self.ended.is_some_and(|end| end.reopens_at() <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fine() -> Inquiry {
        Inquiry {
            kind: ProviderKind::Ngo,
            visible: true,
            request_open: true,
            minor: false,
            reported: false,
            ended: None,
        }
    }

    /// What is in the way of writing, one after another.
    fn in_the_way() -> [Inquiry; 5] {
        let kind = ProviderKind::Volunteer;
        let (visible, request_open) = (false, false);
        let (minor, reported) = (true, true);
        [
            Inquiry { kind, ..fine() },
            Inquiry { visible, ..fine() },
            Inquiry {
                request_open,
                ..fine()
            },
            Inquiry { minor, ..fine() },
            Inquiry { reported, ..fine() },
        ]
    }

    #[test]
    fn an_institution_is_asked_a_private_person_never_and_not_by_a_child_alone() {
        for kind in [
            ProviderKind::Ngo,
            ProviderKind::Company,
            ProviderKind::Authority,
        ] {
            assert!(Inquiry { kind, ..fine() }.may_write());
        }
        assert!(in_the_way().into_iter().all(|inquiry| !inquiry.may_write()));
    }

    #[test]
    fn what_a_side_ended_is_reopened_by_the_household_alone_and_not_at_once_against_the_institution()
     {
        let at = |hour: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
        for (side, from) in [(Side::Refugee, 0), (Side::Provider, LEFT_ALONE_H)] {
            let ended = Some(End { side, at: at(0) });
            let inquiry = Inquiry { ended, ..fine() };
            assert!(!inquiry.may_write());
            assert!(inquiry.may_reopen(at(from)));
            assert!(from == 0 || !inquiry.may_reopen(at(from - 1)));
            for other in in_the_way() {
                assert!(!Inquiry { ended, ..other }.may_reopen(at(1_000)));
            }
        }
        assert!(!fine().may_reopen(at(1_000)), "nothing is ended");
    }

    #[test]
    fn a_household_that_ends_first_does_not_keep_its_institution_from_ending() {
        let (household, institution) = (Side::Refugee, Side::Provider);
        for side in [household, institution] {
            assert!(fine().may_end(side));
            for by in [household, institution] {
                let at = Timestamp::UNIX_EPOCH;
                let ended = Some(End { side: by, at });
                let inquiry = Inquiry { ended, ..fine() };
                assert_eq!(
                    inquiry.may_end(side),
                    (by, side) == (household, institution)
                );
            }
        }
    }
}
