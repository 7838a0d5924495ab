//! How a moderator or a case worker knows whose code they replace.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a moderator or a case worker, face to face, knows that a request is theirs who stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReissueReason {
    /// They showed a document with the name of the request.
    IdentityDocument,
    /// They have the card with the short number.
    CardNumber,
    /// Somebody of a centre or an organisation knows them.
    KnownToHelper,
}

impl ReissueReason {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::IdentityDocument,
        Self::CardNumber,
        Self::KnownToHelper,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityDocument => "identity_document",
            Self::CardNumber => "card_number",
            Self::KnownToHelper => "known_to_helper",
        }
    }
}
