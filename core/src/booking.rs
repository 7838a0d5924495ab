//! A match: from a proposal through the hold to help that took place.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::offer::Category;

/// The part of a ride that somebody goes: from one of its stops to a later one, counted from 0. A leg goes from a stop to the next, and
/// has the number of the stop where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stretch {
    from: u8,
    to: u8,
}

impl Stretch {
    /// From a stop to a later one; `None` if it is none.
    pub const fn new(from: u8, to: u8) -> Option<Self> {
        if from < to {
            Some(Self { from, to })
        } else {
            None
        }
    }

    /// The stop where one gets in.
    pub const fn from(self) -> u8 {
        self.from
    }

    /// The stop where one gets out.
    pub const fn to(self) -> u8 {
        self.to
    }

    /// The legs on which a seat is taken.
    pub fn legs(self) -> Range<usize> {
        self.from.into()..self.to.into()
    }
}

/// Where a match stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchState {
    /// The engine or a case worker suggests it.
    Suggested,
    /// The refugee chose it; the provider is asked.
    Proposed,
    /// The provider agreed: capacity is held, contacts are shown.
    Accepted,
    /// Both sides confirmed.
    Confirmed,
    /// The help takes place.
    Started,
    /// The help took place.
    Completed,
    /// The provider (or the system) said no.
    Declined,
    /// One side called it off.
    Cancelled,
    /// Nobody came.
    NoShow,
    /// Nobody answered in time, or nobody said that what was agreed began.
    Expired,
    /// Stopped because of danger.
    StoppedForSafety,
}

/// Who acts on a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The household, or a helper for it.
    Refugee,
    /// The provider.
    Provider,
    /// A moderator.
    Moderator,
    /// The product itself.
    System,
}

impl Side {
    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refugee => "refugee",
            Self::Provider => "provider",
            Self::Moderator => "moderator",
            Self::System => "system",
        }
    }

    /// The side of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Refugee, Self::Provider, Self::Moderator, Self::System]
            .into_iter()
            .find(|s| s.as_str() == name)
    }
}

/// What moves a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum MatchAction {
    Propose,
    Accept,
    Decline,
    Cancel,
    Confirm,
    Start,
    Complete,
    ReportNoShow,
    Expire,
    StopForSafety,
}

/// A step that the state machine does not have, or not for this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a match that is {from:?} cannot {action:?} by {side:?}")]
pub struct IllegalMatchStep {
    /// Where it stands.
    pub from: MatchState,
    /// What was asked.
    pub action: MatchAction,
    /// Who asked.
    pub side: Side,
}

impl MatchState {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Suggested,
        Self::Proposed,
        Self::Accepted,
        Self::Confirmed,
        Self::Started,
        Self::Completed,
        Self::Declined,
        Self::Cancelled,
        Self::NoShow,
        Self::Expired,
        Self::StoppedForSafety,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Confirmed => "confirmed",
            Self::Started => "started",
            Self::Completed => "completed",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
            Self::NoShow => "no_show",
            Self::Expired => "expired",
            Self::StoppedForSafety => "stopped_for_safety",
        }
    }

    /// The state of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// Whether it holds what was promised: its need is served by it, also when it took place. Of the offer it holds what
    /// [`MatchState::keeps_capacity`] says.
    pub const fn holds(self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Confirmed | Self::Started | Self::Completed
        )
    }

    /// Whether it takes of what its offer has. Of a service that is how many people it helps at a time: what took place is free for the
    /// next one. Seats, openings, nights and weeks are used once. Of a stay that is over early see `completion::left_on`.
    pub const fn keeps_capacity(self, category: Category) -> bool {
        self.holds() && !matches!((self, category), (Self::Completed, Category::Service))
    }

    /// Whether it is agreed, and the help did not begin.
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Accepted | Self::Confirmed)
    }

    /// Whether both sides may see each other's contacts.
    pub const fn shows_contacts(self) -> bool {
        matches!(self, Self::Accepted | Self::Confirmed | Self::Started)
    }

    /// Whether one side may at this moment: not from the block of the provider on, whether the match was stopped for it yet or not; nor where
    /// they wait for it.
    pub const fn contacts_open(self, blocked: bool, wait: bool) -> bool {
        self.shows_contacts() && !blocked && !wait
    }

    /// Whether contacts that were agreed to wait for a side until somebody has looked: the provider's offers are hidden by "in danger now",
    /// and nobody has moved in or set out yet. Whoever is in a house has to know where that is and with whom, also where nobody said that
    /// they came: a household that may be there (`Beginning::may_be_there`) waits for nothing.
    pub const fn contacts_wait(self, side: Side, frozen: bool, there: bool) -> bool {
        let there = there && matches!(side, Side::Refugee);
        frozen && !there && self.is_ahead()
    }

    /// Whether nothing moves it any more.
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::Completed
                | Self::Declined
                | Self::Cancelled
                | Self::NoShow
                | Self::Expired
                | Self::StoppedForSafety
        )
    }

    /// The state after an action by a side, or that there is none.
    pub const fn after(self, action: MatchAction, side: Side) -> Result<Self, IllegalMatchStep> {
        use MatchAction as A;
        use Side as S;
        let next = match (self, action, side) {
            (Self::Suggested, A::Propose, S::Refugee) => Self::Proposed,
            (Self::Proposed, A::Accept, S::Provider) => Self::Accepted,
            // A provider does not know of a suggestion: nobody sees a household that did not choose them.
            (Self::Proposed, A::Decline, S::Provider)
            | (Self::Suggested | Self::Proposed, A::Decline, S::System) => Self::Declined,
            (Self::Suggested | Self::Proposed, A::Cancel, S::Refugee) => Self::Cancelled,
            (Self::Accepted | Self::Confirmed, A::Cancel, S::Refugee | S::Provider) => {
                Self::Cancelled
            }
            (Self::Accepted, A::Confirm, S::System) => Self::Confirmed,
            (Self::Accepted | Self::Confirmed, A::Start, S::Refugee | S::Provider)
            // Both confirmed, its day came, and nobody says anything: people are asked how they are.
            | (Self::Confirmed, A::Start, S::System) => Self::Started,
            // By the side that spoke last (`completion`).
            (Self::Started, A::Complete, S::Refugee | S::Provider | S::System) => Self::Completed,
            // After the beginning only where nobody had said it (`aftercare::Step::may`).
            (
                Self::Accepted | Self::Confirmed | Self::Started,
                A::ReportNoShow,
                S::Refugee | S::Provider,
            ) => Self::NoShow,
            (Self::Suggested | Self::Proposed | Self::Accepted, A::Expire, S::System) => {
                Self::Expired
            }
            (
                Self::Suggested | Self::Proposed | Self::Accepted | Self::Confirmed | Self::Started,
                A::StopForSafety,
                S::Moderator | S::System,
            ) => Self::StoppedForSafety,
            _ => {
                return Err(IllegalMatchStep {
                    from: self,
                    action,
                    side,
                });
            }
        };
        Ok(next)
    }
}

/// Whether a side may move a match at all: who is blocked moves nothing from that moment on, whether the match was stopped for it yet or
/// not, so that the other side reads that it was stopped, and not that it was called off.
pub const fn may_move(side: Side, blocked: bool) -> bool {
    !(blocked && matches!(side, Side::Provider))
}

/// Whether a side may say that help began, or silence for them: not for a provider whose offers are hidden by "in danger now" until somebody has
/// looked. Contacts that wait would be opened by it, and only the household knows whether it is there.
pub const fn may_begin(side: Side, frozen: bool) -> bool {
    !frozen || matches!(side, Side::Refugee)
}

/// Whether a proposal for so many units can still be agreed to when so many of its need are open, or of its offer free. A host is not left
/// to say yes to what would be refused, nor a household to wait for it.
pub const fn may_wait_on(quantity: u32, open: u32) -> bool {
    quantity <= open
}

/// Why a side said no or called it off; a list, so that nobody has to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// It is not free any more: others have it, or it cannot be had on those days.
    NoLongerFree,
    /// It does not suit the household or the host.
    DoesNotFit,
    /// The dates changed.
    DatesChanged,
    /// Help was found elsewhere.
    FoundElsewhere,
    /// Illness or an emergency.
    Emergency,
    /// No reason given.
    NoReason,
    /// The need was served by another match (system).
    Superseded,
    /// The offer is no longer there (system).
    OfferGone,
    /// The request was withdrawn (system).
    RequestGone,
    /// It was stopped because somebody may be in danger (system).
    Safety,
    /// It was agreed, and nobody said that it began (system).
    NotBegun,
}

impl EndReason {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NoLongerFree,
        Self::DoesNotFit,
        Self::DatesChanged,
        Self::FoundElsewhere,
        Self::Emergency,
        Self::NoReason,
        Self::Superseded,
        Self::OfferGone,
        Self::RequestGone,
        Self::Safety,
        Self::NotBegun,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoLongerFree => "no_longer_free",
            Self::DoesNotFit => "does_not_fit",
            Self::DatesChanged => "dates_changed",
            Self::FoundElsewhere => "found_elsewhere",
            Self::Emergency => "emergency",
            Self::NoReason => "no_reason",
            Self::Superseded => "superseded",
            Self::OfferGone => "offer_gone",
            Self::RequestGone => "request_gone",
            Self::Safety => "safety",
            Self::NotBegun => "not_begun",
        }
    }

    /// The reason of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }

    /// Whether a person may give it; the others are the system's.
    pub const fn is_personal(self) -> bool {
        !matches!(
            self,
            Self::Superseded | Self::OfferGone | Self::RequestGone | Self::Safety | Self::NotBegun
        )
    }

    /// Whether a provider who gives it for calling off what it had agreed to was not there for the household: an emergency is nobody's
    /// fault, and what the system ends is none of the provider's.
    pub const fn lets_down(self) -> bool {
        self.is_personal() && !matches!(self, Self::Emergency)
    }
}
