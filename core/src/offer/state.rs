//! The two axes of an offer's state.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an offer stands with the moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Being written.
    Draft,
    /// Waiting in the queue.
    Submitted,
    /// A moderator holds it.
    InReview,
    /// The provider is asked for changes.
    ChangesRequested,
    /// Checked: visible while unexpired and its provider in good standing.
    Approved,
    /// Refused.
    Rejected,
    /// Stopped by a moderator.
    Suspended,
    /// Not reconfirmed in time.
    Expired,
    /// Taken back by its provider.
    Withdrawn,
}

/// What moves an offer along the review axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewAction {
    /// The provider hands it in.
    Submit,
    /// A moderator takes it from the queue.
    Claim,
    /// The moderator gives it back, the lease lapsed, or a second moderator is needed.
    Release,
    /// The last approval needed.
    Approve,
    /// The moderator asks for changes.
    RequestChanges,
    /// The moderator refuses.
    Reject,
    /// The provider edits an approved offer in a way that hides it.
    HidingEdit,
    /// A moderator stops it.
    Suspend,
    /// A moderator lifts the stop.
    Reinstate,
    /// The deadline of reconfirmation passed.
    Expire,
    /// The provider says that it still stands.
    Reconfirm,
    /// The provider takes it back.
    Withdraw,
    /// Whoever decided takes the decision back.
    Undo,
}

/// A step that the state machine does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an offer that is {from:?} cannot {action:?}")]
pub struct IllegalReviewStep {
    /// Where it stands.
    pub from: ReviewState,
    /// What was asked.
    pub action: ReviewAction,
}

impl ReviewState {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Submitted,
        Self::InReview,
        Self::ChangesRequested,
        Self::Approved,
        Self::Rejected,
        Self::Suspended,
        Self::Expired,
        Self::Withdrawn,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::ChangesRequested => "changes_requested",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// The state after an action, or that there is none.
    pub const fn after(self, action: ReviewAction) -> Result<Self, IllegalReviewStep> {
        use ReviewAction as A;
        let next = match (self, action) {
            (Self::Draft | Self::ChangesRequested, A::Submit) => Self::Submitted,
            (Self::Submitted, A::Claim) => Self::InReview,
            (Self::InReview, A::Release) => Self::Submitted,
            (Self::InReview, A::Approve) => Self::Approved,
            (Self::InReview, A::RequestChanges) => Self::ChangesRequested,
            (Self::InReview, A::Reject) => Self::Rejected,
            (Self::Approved | Self::Expired, A::HidingEdit) => Self::Submitted,
            // An expired one too, or its provider could bring it back by one tap.
            (Self::Approved | Self::Expired, A::Suspend) => Self::Suspended,
            (Self::Suspended, A::Reinstate) => Self::Approved,
            (Self::Approved, A::Expire) => Self::Expired,
            (Self::Approved | Self::Expired, A::Reconfirm) => Self::Approved,
            (
                Self::Draft
                | Self::Submitted
                | Self::InReview
                | Self::ChangesRequested
                | Self::Approved
                | Self::Suspended
                | Self::Expired,
                A::Withdraw,
            ) => Self::Withdrawn,
            (Self::Approved | Self::ChangesRequested | Self::Rejected, A::Undo) => Self::InReview,
            _ => return Err(IllegalReviewStep { from: self, action }),
        };
        Ok(next)
    }
}

/// Whether there is something to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// All of it is free.
    Available,
    /// Some of it is promised.
    PartlyReserved,
    /// Nothing is free.
    Full,
    /// The provider pauses.
    Paused,
}

/// The availability axis, computed: never stored beside the numbers that make it.
pub const fn availability(paused: bool, capacity: u32, free: u32) -> Availability {
    if paused {
        Availability::Paused
    } else if free == 0 {
        Availability::Full
    } else if free < capacity {
        Availability::PartlyReserved
    } else {
        Availability::Available
    }
}

/// Free places as the public sees them: a band, never a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum FreeBand {
    /// None.
    #[serde(rename = "0")]
    None,
    /// One or two.
    #[serde(rename = "1-2")]
    Few,
    /// Three to five.
    #[serde(rename = "3-5")]
    Some,
    /// Six or more.
    #[serde(rename = "6+")]
    Many,
}

impl FreeBand {
    /// The band of a number.
    pub const fn of(free: u32) -> Self {
        match free {
            0 => Self::None,
            1..=2 => Self::Few,
            3..=5 => Self::Some,
            _ => Self::Many,
        }
    }
}
