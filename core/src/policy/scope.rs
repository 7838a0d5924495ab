//! What a key of a partner application is good for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a key is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum Scope {
    /// Reads the offers of its provider.
    #[serde(rename = "offers:read")]
    OffersRead,
    /// Writes offers of its provider.
    #[serde(rename = "offers:write")]
    OffersWrite,
    /// Files requests for households. It reads none.
    #[serde(rename = "requests:write")]
    RequestsWrite,
    /// Ranks and explains offers for a need that is not filed.
    #[serde(rename = "matches:search")]
    MatchesSearch,
    /// Sends lists of its provider.
    #[serde(rename = "imports:write")]
    ImportsWrite,
    /// Reads what happened to what is its own.
    #[serde(rename = "events:read")]
    EventsRead,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::OffersRead,
        Self::OffersWrite,
        Self::RequestsWrite,
        Self::MatchesSearch,
        Self::ImportsWrite,
        Self::EventsRead,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OffersRead => "offers:read",
            Self::OffersWrite => "offers:write",
            Self::RequestsWrite => "requests:write",
            Self::MatchesSearch => "matches:search",
            Self::ImportsWrite => "imports:write",
            Self::EventsRead => "events:read",
        }
    }

    /// Its name as keys of texts have it.
    pub fn key(self) -> String {
        self.as_str().replace(':', "-")
    }

    /// The scope of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }
}
