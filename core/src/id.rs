//! Typed identifiers. They wrap a UUID; who makes one decides its version (v7 in general, v4 for
//! requests, matches and tracking sessions, because v7 tells the time of arrival).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

typed_id! {
    /// A person's account.
    AccountId,
    /// A provider: person or organisation.
    ProviderId,
    /// An offer of help.
    OfferId,
    /// One version of an offer's content, immutable once submitted.
    RevisionId,
    /// An entry of the moderators' queue.
    ReviewItemId,
    /// A household's request.
    RequestId,
    /// One need of a request.
    NeedId,
    /// A proposal, hold or booking between a need and an offer.
    MatchId,
    /// A signed-in session.
    SessionId,
}

/// A settlement or border crossing of the gazetteer; GeoNames' number where it comes from there.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(transparent)]
pub struct PlaceId(pub i64);
