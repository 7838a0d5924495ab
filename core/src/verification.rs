//! How offers are verified: who decides, how many of them, with which words.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    offer::{Category, OfferContent, ReviewAction},
    provider::ProviderKind,
};

/// Length of a moderator's claim, seconds (WEB, 3).
pub const LEASE_S: i64 = 600;

/// How long whoever decided can take it back, seconds. Until then nothing is said to anybody of it.
pub const UNDO_S: i64 = 60;

/// Hours in which we mean to decide on what needs two moderators: an aim of ours, and the order of the queue. What could hurt most
/// is looked at first, and nothing waits for ever.
pub const AIM_TWO_H: i32 = 12;

/// The same for what one moderator decides.
pub const AIM_ONE_H: i32 = 24;

/// Until when we mean to decide on an item that came in at `opened_at`.
pub fn due_at(opened_at: Timestamp, approvals_required: u8) -> Timestamp {
    let hours = if approvals_required > 1 {
        AIM_TWO_H
    } else {
        AIM_ONE_H
    };
    opened_at + SignedDuration::from_hours(i64::from(hours))
}

/// How many different moderators must approve an offer (PRODUCT, rule 2). The database refuses fewer.
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

    /// The step of the offer that it makes, once enough moderators said it.
    pub const fn action(self) -> ReviewAction {
        match self {
            Self::Approve => ReviewAction::Approve,
            Self::RequestChanges => ReviewAction::RequestChanges,
            Self::Reject => ReviewAction::Reject,
        }
    }
}

/// Why, from a list, so that figures can be made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ReasonCode {
    ChecklistComplete,
    UnclearText,
    MissingFact,
    WrongPlace,
    WrongCategory,
    Duplicate,
    NotEnoughVetting,
    UnsafeConditions,
    SuspectedExploitation,
    NotAnOffer,
}

impl ReasonCode {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ChecklistComplete,
        Self::UnclearText,
        Self::MissingFact,
        Self::WrongPlace,
        Self::WrongCategory,
        Self::Duplicate,
        Self::NotEnoughVetting,
        Self::UnsafeConditions,
        Self::SuspectedExploitation,
        Self::NotAnOffer,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChecklistComplete => "checklist_complete",
            Self::UnclearText => "unclear_text",
            Self::MissingFact => "missing_fact",
            Self::WrongPlace => "wrong_place",
            Self::WrongCategory => "wrong_category",
            Self::Duplicate => "duplicate",
            Self::NotEnoughVetting => "not_enough_vetting",
            Self::UnsafeConditions => "unsafe_conditions",
            Self::SuspectedExploitation => "suspected_exploitation",
            Self::NotAnOffer => "not_an_offer",
        }
    }

    /// The code of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }

    /// Whether it is a reason for this decision: an approval has one of its own, the others share theirs.
    pub const fn fits(self, decision: Decision) -> bool {
        matches!(self, Self::ChecklistComplete) == matches!(decision, Decision::Approve)
    }
}
