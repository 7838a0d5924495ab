//! Kinds of mails that somebody with an account, or a household, can do without. All others are sent whatever they choose: what was chosen,
//! decided or called off, safety, and how one signs in or opens a request.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A kind of mails that can be switched off.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// We have what you sent.
    Receipts,
    /// Somebody waits for you, or an offer lapses soon.
    Reminders,
    /// There is a message.
    Messages,
    /// Something happened in a request that one follows.
    Cases,
    /// The help is over; how was it?
    Feedback,
}

impl MailKind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::Messages,
        Self::Reminders,
        Self::Cases,
        Self::Feedback,
        Self::Receipts,
    ];

    /// Those that households get, in the order of their page. What they are told when an offer fits they agree to by itself.
    pub const OF_HOUSEHOLDS: [Self; 3] = [Self::Messages, Self::Reminders, Self::Feedback];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receipts => "receipts",
            Self::Reminders => "reminders",
            Self::Messages => "messages",
            Self::Cases => "cases",
            Self::Feedback => "feedback",
        }
    }

    /// The kind of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_are_those_of_the_wire() {
        for kind in MailKind::ALL {
            assert_eq!(MailKind::from_name(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
