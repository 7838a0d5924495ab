//! Typed identifiers. They wrap a UUID; who makes one decides its version (v7 in general, v4 for
//! requests, matches and tracking sessions, because v7 tells the time of arrival).

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;
use uuid::Uuid;

/// Reads an id as it is written in answers: the uuid crate would take it without hyphens, in braces or as a URN, too.
fn hyphenated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Uuid, D::Error> {
    let text = String::deserialize(deserializer)?;
    let id = Some(text.as_str()).filter(|text| text.len() == 36);
    id.and_then(|text| Uuid::try_parse(text).ok())
        .ok_or_else(|| D::Error::custom("no UUID"))
}

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        pub struct $name(#[serde(deserialize_with = "hyphenated")] pub Uuid);

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
    /// The membership of an account in a provider.
    MemberId,
    /// An invitation to become a member.
    InvitationId,
    /// A provider: person or organisation.
    ProviderId,
    /// A dated piece of evidence about a provider.
    EvidenceId,
    /// An offer of help.
    OfferId,
    /// One version of an offer's content, immutable once submitted.
    RevisionId,
    /// An entry of the moderators' queue.
    ReviewItemId,
    /// A household's request.
    RequestId,
    /// A request that is being written.
    DraftId,
    /// One need of a request.
    NeedId,
    /// What a side said about how it was.
    FeedbackId,
    /// A message between a household and a provider.
    MessageId,
    /// A number that people are told to call.
    HelpLineId,
    /// What a household asks an institution about its offer.
    InquiryId,
    /// A proposal, hold or booking between a need and an offer.
    MatchId,
    /// A signed-in session.
    SessionId,
    /// A place where a household's request is open.
    HouseholdSessionId,
    /// A partner application.
    PartnerId,
    /// A key of a partner application.
    PartnerKeyId,
    /// Anything that a line of the audit log is about.
    SubjectId,
    /// Something that happened, for other systems.
    EventId,
    /// A report of danger.
    ReportId,
    /// What stands out about a household, as moderators are told.
    HouseholdSignalId,
    /// An emergency block of a provider.
    BlockId,
    /// The case of a child who asks for help alone.
    ChildCaseId,
    /// A request that a case worker follows.
    CaseId,
    /// Something that somebody was told.
    NoticeId,
}

/// A settlement or border crossing of the gazetteer; GeoNames' number where it comes from there.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(transparent)]
pub struct PlaceId(pub i64);
