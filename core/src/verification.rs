//! How offers are verified: who decides, how many of them, with which words.

mod reasons;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    checklist::{Answers, Checklist},
    offer::{Category, OfferContent, ReviewAction},
    provider::ProviderKind,
};

pub use reasons::{EscalationReason, ReasonCode, SuspensionReason};

/// Length of a moderator's claim, seconds.
pub const LEASE_S: i64 = 600;

/// How often a claim begins anew while its holder works, seconds: not with every key that is pressed.
pub const RENEW_S: i64 = 180;

/// Whether a claim that lasts until an instant is to begin anew, since its holder did something.
pub fn renews(until: Timestamp, now: Timestamp) -> bool {
    until.duration_since(now).as_secs() <= LEASE_S - RENEW_S
}

/// How long whoever decided can take it back, seconds. Until then nothing is said to anybody of it.
pub const UNDO_S: i64 = 60;

/// How many items are decided on together, at most.
pub const TOGETHER: usize = 50;

/// For how long answers to a checklist that a moderator keeps before deciding count, hours.
pub const KEPT_H: i64 = 24;

/// Why an offer is not approved together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTogether {
    /// There is a hint that nobody has called no problem, or nobody has looked for hints yet.
    HintsOpen,
    /// Whoever approves has not kept a yes to every required point of the checklist.
    ChecksOpen,
}

/// Whether an offer is approved together with others, by one tap: only where whoever approves went through it before. `hints_settled`
/// is whether hints were looked for, and each that was found was called no problem; `kept` is what this moderator answered and kept. Where
/// the list asks for nothing, nothing shows that anybody looked.
pub fn may_approve_together(
    hints_settled: bool,
    checklist: &Checklist,
    kept: &Answers,
) -> Result<(), NotTogether> {
    if !hints_settled {
        return Err(NotTogether::HintsOpen);
    }
    if !kept.is_empty() && checklist.errors(Decision::Approve, kept).is_empty() {
        Ok(())
    } else {
        Err(NotTogether::ChecksOpen)
    }
}

/// Too few moderators would be left to give an item the approvals that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NobodyLeft;

/// Whether a moderator may hand an item on that was approved by some and needs so many: `left` others may still decide on it. Where too few
/// are left it stays with whoever holds it: nobody could ever approve it.
pub const fn may_hand_on(left: u32, required: u32, approved: u32) -> Result<(), NobodyLeft> {
    if left >= required.saturating_sub(approved) {
        Ok(())
    } else {
        Err(NobodyLeft)
    }
}

/// Hours in which we mean to decide on what needs two moderators: an aim of ours, and the order of the queue. What could hurt most
/// is looked at first, and nothing waits for ever.
pub const AIM_TWO_H: i32 = 12;

/// The same for what one moderator decides.
pub const AIM_ONE_H: i32 = 24;

/// Hours before what was checked about an offer runs out by which we mean to have looked again: nobody sees it from then on.
pub const AIM_RECHECK_H: i32 = 7 * 24;

/// So long before what was checked about an offer or its provider runs out it is due again, and they are told.
pub const RECHECK_AHEAD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Whether what people see came into the queue long before what was checked runs out: because of a hint, which is looked at as soon as what
/// is new.
pub fn is_early(opened_at: Timestamp, checks_until: Timestamp) -> bool {
    checks_until > opened_at + RECHECK_AHEAD
}

/// Until when we mean to decide on an item that came in at `opened_at`; on one that is looked at again, by when what was checked counts
/// (`checks_until`), unless it came early.
pub fn due_at(
    opened_at: Timestamp,
    approvals_required: u8,
    checks_until: Option<Timestamp>,
) -> Timestamp {
    let hours = |n: i32| SignedDuration::from_hours(i64::from(n));
    match checks_until {
        Some(until) if !is_early(opened_at, until) => until - hours(AIM_RECHECK_H),
        _ if approvals_required > 1 => opened_at + hours(AIM_TWO_H),
        _ => opened_at + hours(AIM_ONE_H),
    }
}

/// What a provider is told about the end of what was checked about an offer. Each is said once for each end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckEnd {
    /// It comes: what has to be shown again.
    Ahead,
    /// It has passed: nobody sees the offer.
    Over,
}

impl CheckEnd {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Ahead, Self::Over];

    /// Its name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ahead => "checks_end",
            Self::Over => "checks_over",
        }
    }

    /// After which instant, if after one, and until which one the ends lie of which this is said now. That it has passed is said however
    /// long ago: an offer that its provider paused or forgot is not looked at until it would be seen again.
    pub fn ends(self, now: Timestamp) -> (Option<Timestamp>, Timestamp) {
        match self {
            Self::Ahead => (Some(now), now + RECHECK_AHEAD),
            Self::Over => (None, now),
        }
    }
}

/// How many different moderators must approve an offer (docs/architecture.md, What an offer needs). The database refuses fewer.
pub const fn approvals_required(content: &OfferContent, provider: ProviderKind) -> u8 {
    let risky = match content.category() {
        Category::Housing | Category::Transport | Category::Job => content.is_private(provider),
        Category::Medical | Category::Service => false,
    };
    if risky || content.draft().for_minors {
        2
    } else {
        1
    }
}

/// What a moderator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The checklist is green.
    Approve,
    /// Something has to change first.
    RequestChanges,
    /// It cannot be shown.
    Reject,
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Approve, Self::RequestChanges, Self::Reject];

    /// The decision of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == name)
    }

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::RequestChanges => "request_changes",
            Self::Reject => "reject",
        }
    }

    /// Whether it says enough: whoever is asked for changes has to know of what, by words or by the fields that it is about.
    pub fn says_enough(self, note: Option<&str>, fields: &[String]) -> bool {
        match self {
            Self::RequestChanges => {
                !fields.is_empty() || note.is_some_and(|note| !note.trim().is_empty())
            }
            Self::Approve | Self::Reject => true,
        }
    }

    /// The step of the offer that it makes, once enough moderators said it.
    pub const fn action(self) -> ReviewAction {
        match self {
            Self::Approve => ReviewAction::Approve,
            Self::RequestChanges => ReviewAction::RequestChanges,
            Self::Reject => ReviewAction::Reject,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{checklist::ChecklistItem, constraint::Tri};

    #[test]
    fn together_goes_only_what_was_gone_through_and_has_no_open_hint() {
        let item = |key: &str, required| ChecklistItem {
            key: key.to_owned(),
            required,
            evidence: None,
            valid_days: None,
            text: std::collections::BTreeMap::new(),
        };
        let list = Checklist {
            version: 1,
            items: vec![item("seen", true), item("nice", false)],
        };
        let kept = |answer: Tri| Answers::from([("seen".to_owned(), answer)]);
        assert_eq!(may_approve_together(true, &list, &kept(Tri::Yes)), Ok(()));
        let hints = Err(NotTogether::HintsOpen);
        assert_eq!(may_approve_together(false, &list, &kept(Tri::Yes)), hints);
        let checks = Err(NotTogether::ChecksOpen);
        for open in [kept(Tri::No), kept(Tri::Unknown), Answers::new()] {
            assert_eq!(may_approve_together(true, &list, &open), checks);
        }
        let nothing = Checklist::default();
        let nobody_looked = may_approve_together(true, &nothing, &Answers::new());
        assert_eq!(nobody_looked, checks, "it asks for nothing");
    }

    #[test]
    fn whoever_is_asked_for_changes_is_told_of_what() {
        let field = ["/title".to_owned()];
        for (note, fields, enough) in [
            (None, &[][..], false),
            (Some(""), &[][..], false),
            (Some(" \n\t"), &[][..], false),
            (Some("Say when."), &[][..], true),
            (None, &field[..], true),
            (Some(" "), &field[..], true),
        ] {
            let said = Decision::RequestChanges.says_enough(note, fields);
            assert_eq!(said, enough, "{note:?} {fields:?}");
            assert!(Decision::Approve.says_enough(note, fields));
            assert!(Decision::Reject.says_enough(note, fields));
        }
    }

    #[test]
    fn an_item_is_handed_on_only_to_as_many_as_still_have_to_approve_it() {
        for (required, approved, fewest) in [(1, 0, 1), (2, 0, 2), (2, 1, 1), (1, 1, 0)] {
            assert_eq!(may_hand_on(fewest, required, approved), Ok(()));
            if fewest > 0 {
                assert_eq!(may_hand_on(fewest - 1, required, approved), Err(NobodyLeft));
            }
        }
    }

    #[test]
    fn a_claim_begins_anew_after_three_minutes_of_work_and_not_with_every_key() {
        let until = Timestamp::from_second(1_800_000_000).unwrap();
        for (left_s, anew) in [(600, false), (421, false), (420, true), (1, true)] {
            let now = until - SignedDuration::from_secs(left_s);
            assert_eq!(renews(until, now), anew, "{left_s} s left");
        }
    }

    #[test]
    fn each_kind_of_item_has_its_clock() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let hours = |n: i64| now + SignedDuration::from_hours(n);
        assert_eq!(due_at(now, 2, None), hours(12));
        assert_eq!(due_at(now, 1, None), hours(24));
        // What people see is due a week before they see it no more, whenever it came in.
        let until = Some(hours(30 * 24));
        assert_eq!(due_at(now, 1, until), hours(23 * 24));
        assert_eq!(due_at(hours(29 * 24), 1, until), hours(23 * 24));
        // What came in earlier than that is there because of a hint.
        let later = Some(hours(30 * 24 + 1));
        assert_eq!(due_at(now, 1, later), hours(24));
        assert_eq!(due_at(hours(1), 1, later), hours(23 * 24 + 1));
    }

    #[test]
    fn the_end_of_what_was_checked_is_said_thirty_days_before_and_when_it_has_passed() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let second = SignedDuration::from_secs(1);
        let said = |until: Timestamp| {
            CheckEnd::ALL
                .into_iter()
                .filter(|end| {
                    let (after, last) = end.ends(now);
                    after.is_none_or(|after| after < until) && until <= last
                })
                .collect::<Vec<_>>()
        };
        let ahead = now + RECHECK_AHEAD;
        assert_eq!(said(ahead + second), []);
        assert_eq!(said(ahead), [CheckEnd::Ahead]);
        assert_eq!(said(now + second), [CheckEnd::Ahead]);
        assert_eq!(said(now), [CheckEnd::Over]);
        assert_eq!(said(now - RECHECK_AHEAD * 24), [CheckEnd::Over]);
    }

    #[test]
    fn names_lead_back_and_are_those_of_the_wire() {
        for reason in EscalationReason::ALL {
            assert_eq!(EscalationReason::from_name(reason.as_str()), Some(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
        for reason in SuspensionReason::ALL {
            assert_eq!(SuspensionReason::from_name(reason.as_str()), Some(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
    }
}
