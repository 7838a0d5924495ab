//! What happened to offers, matches and questions, in words that other systems may count on. The database writes them (`log_offer_event`,
//! `log_match_event`, `log_message_event`); who reads which is [`EventScope`].

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::ProviderId,
    policy::{Actor, Scope},
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $wire:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum EventKind {
            $($(#[$doc])* $name,)+
        }

        impl EventKind {
            /// All of them.
            pub const ALL: [Self; [$($wire),+].len()] = [$(Self::$name),+];

            /// Its name on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $wire,)+
                }
            }
        }
    };
}

kinds! {
    /// An offer was approved for the first time, or again.
    OfferApproved = "offer_approved",
    /// Something of an approved offer is another than before: its text, its dates, its deadline.
    OfferChanged = "offer_changed",
    /// Its provider took it out of sight for a while,
    OfferPaused = "offer_paused",
    /// and put it back.
    OfferResumed = "offer_resumed",
    /// It is out of sight until somebody has looked at it again.
    OfferHidden = "offer_hidden",
    /// It can be seen again.
    OfferRestored = "offer_restored",
    /// Its provider took it back for good.
    OfferWithdrawn = "offer_withdrawn",
    /// Its time was over, and nobody said that it still stands.
    OfferExpired = "offer_expired",
    /// Its provider was blocked.
    OfferBlocked = "offer_blocked",
    /// A household asks for it.
    MatchProposed = "match_proposed",
    /// The states of a match, as it comes to them.
    MatchAccepted = "match_accepted",
    /// Both said that it is to be.
    MatchConfirmed = "match_confirmed",
    /// Help began.
    MatchStarted = "match_started",
    /// Help took place.
    MatchCompleted = "match_completed",
    /// The provider said no, or the need was served otherwise.
    MatchDeclined = "match_declined",
    /// One side called it off.
    MatchCancelled = "match_cancelled",
    /// Nobody came.
    MatchNoShow = "match_no_show",
    /// Nobody answered in time, or nobody said that what was agreed began.
    MatchExpired = "match_expired",
    /// It was stopped for safety.
    MatchStoppedForSafety = "match_stopped_for_safety",
    /// The household wrote to the provider.
    MatchMessage = "match_message",
    /// A household wrote to an institution about an offer that it has not chosen.
    InquiryMessage = "inquiry_message",
}

impl EventKind {
    /// The kind of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Which events somebody may read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventScope {
    /// What is about these providers.
    pub of: Vec<ProviderId>,
    /// With what becomes of their matches, and what households write: for people, a key sees nothing of who asked for what.
    pub matches: bool,
    /// What happens to public offers.
    pub public: bool,
}

impl EventScope {
    /// Those of one's providers; for whoever looks after the site, and for a partner application that writes for nobody, what everybody
    /// can see happen.
    pub fn of(actor: &Actor) -> Self {
        match actor {
            Actor::Account {
                roles, member_of, ..
            } => Self {
                of: member_of.clone(),
                matches: true,
                public: roles.administrator || roles.auditor,
            },
            Actor::Partner {
                scopes, writes_for, ..
            } if scopes.contains(&Scope::EventsRead) => Self {
                of: writes_for.iter().map(|(provider, _)| *provider).collect(),
                matches: false,
                public: writes_for.is_none(),
            },
            Actor::Visitor | Actor::System | Actor::Partner { .. } | Actor::Tracking { .. } => {
                Self::default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::MatchState;

    #[test]
    fn names_are_those_of_the_wire_and_every_state_of_a_match_has_one() {
        for kind in EventKind::ALL {
            let wire = serde_json::to_value(kind).unwrap_or_default();
            assert_eq!(wire.as_str(), Some(kind.as_str()));
            assert_eq!(EventKind::from_name(kind.as_str()), Some(kind));
        }
        for state in MatchState::ALL {
            let named = EventKind::from_name(&format!("match_{}", state.as_str())).is_some();
            assert_eq!(named, state != MatchState::Suggested, "{state:?}");
        }
    }
}
