use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::correction::MOST_NEEDS;

/// Where a need stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedState {
    /// Being written.
    Draft,
    /// Looking.
    Open,
    /// At least one proposal waits for an answer.
    Proposed,
    /// Some of it is promised.
    PartlyServed,
    /// All of it is promised.
    Served,
    /// Taken back.
    Withdrawn,
    /// Idle too long.
    Expired,
    /// Ended for a reason.
    Closed,
}

impl NeedState {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Open,
        Self::Proposed,
        Self::PartlyServed,
        Self::Served,
        Self::Withdrawn,
        Self::Expired,
        Self::Closed,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Proposed => "proposed",
            Self::PartlyServed => "partly_served",
            Self::Served => "served",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Closed => "closed",
        }
    }

    /// The state of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// Whether the need still looks for help.
    pub const fn is_looking(self) -> bool {
        matches!(self, Self::Open | Self::Proposed | Self::PartlyServed)
    }

    /// Whether it looks, and nothing is agreed: then its household is asked whether it still stands, and may close it.
    pub const fn is_unhelped(self) -> bool {
        matches!(self, Self::Open | Self::Proposed)
    }

    /// Whether what it asks may be put right: while nothing is agreed, and once its days are over, for it may be needed on others.
    pub const fn is_correctable(self) -> bool {
        self.is_unhelped() || matches!(self, Self::Expired)
    }

    /// Whether the same may be looked for on other days beside it, where its request has so many needs: once help for all of it is agreed.
    pub const fn may_go_on(self, needs: usize) -> bool {
        matches!(self, Self::Served) && needs < MOST_NEEDS
    }

    /// Where a need stands once its days are over, with nobody left to answer: what nothing is agreed for is looked for no more, and of what
    /// is partly agreed the rest is not. None where it stays as it is.
    pub const fn once_over(self) -> Option<Self> {
        match self {
            Self::Open => Some(Self::Expired),
            Self::PartlyServed => Some(Self::Served),
            _ => None,
        }
    }
}

/// The state of a live need, computed from what is promised and what waits.
pub const fn need_state(quantity: u16, served: u16, waiting_proposals: u32) -> NeedState {
    if served >= quantity {
        NeedState::Served
    } else if served > 0 {
        NeedState::PartlyServed
    } else if waiting_proposals > 0 {
        NeedState::Proposed
    } else {
        NeedState::Open
    }
}

/// Why a need was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClosingReason {
    DoneByOthers,
    Unreachable,
    Irrelevant,
    Failed,
    Duplicate,
    MovedOn,
}

impl ClosingReason {
    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DoneByOthers => "done_by_others",
            Self::Unreachable => "unreachable",
            Self::Irrelevant => "irrelevant",
            Self::Failed => "failed",
            Self::Duplicate => "duplicate",
            Self::MovedOn => "moved_on",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_looked_for_no_more_and_may_be_asked_for_other_days() {
        for state in NeedState::ALL {
            let once_over = match state {
                NeedState::Open => Some(NeedState::Expired),
                NeedState::PartlyServed => Some(NeedState::Served),
                _ => None,
            };
            assert_eq!(state.once_over(), once_over, "{state:?}");
            let correctable = ["open", "proposed", "expired"].contains(&state.as_str());
            assert_eq!(state.is_correctable(), correctable, "{state:?}");
            let served = state == NeedState::Served;
            assert_eq!(state.may_go_on(MOST_NEEDS - 1), served, "{state:?}");
            assert!(!state.may_go_on(MOST_NEEDS), "{state:?}");
        }
    }
}
