//! Why a moderator decides, hands on or stops: from lists, so that figures can be made of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Decision;

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

/// Why a moderator hands an item to somebody else who checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EscalationReason {
    /// They are not sure.
    NeedsSecondOpinion,
    /// It takes somebody who reads the language of the offer.
    NeedsLanguage,
    /// It takes somebody who knows the place.
    NeedsLocalKnowledge,
    /// Somebody could be in danger.
    DangerSuspected,
    /// They are too close to who offers.
    ConflictOfInterest,
}

impl EscalationReason {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::NeedsSecondOpinion,
        Self::NeedsLanguage,
        Self::NeedsLocalKnowledge,
        Self::DangerSuspected,
        Self::ConflictOfInterest,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NeedsSecondOpinion => "needs_second_opinion",
            Self::NeedsLanguage => "needs_language",
            Self::NeedsLocalKnowledge => "needs_local_knowledge",
            Self::DangerSuspected => "danger_suspected",
            Self::ConflictOfInterest => "conflict_of_interest",
        }
    }

    /// The reason of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

/// Why a moderator stops an offer that people see. Its provider reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionReason {
    /// It is not as the offer says.
    NotAsDescribed,
    /// Nobody answers there.
    Unreachable,
    /// It may not be safe there.
    UnsafeConditions,
    /// Something has to be checked again.
    ChecksNeeded,
    /// It breaks the rules.
    BrokenRules,
}

impl SuspensionReason {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::NotAsDescribed,
        Self::Unreachable,
        Self::UnsafeConditions,
        Self::ChecksNeeded,
        Self::BrokenRules,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAsDescribed => "not_as_described",
            Self::Unreachable => "unreachable",
            Self::UnsafeConditions => "unsafe_conditions",
            Self::ChecksNeeded => "checks_needed",
            Self::BrokenRules => "broken_rules",
        }
    }

    /// The reason of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}
