//! Messages between the two sides of a match. Before both agreed, no contact data (PRODUCT, rule 7).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    booking::MatchState,
    contact::{carries_contact, plain_text},
    error::FieldError,
};

/// How long a message may be, characters.
pub const MOST_CHARACTERS: usize = 1_000;
/// Messages that one side of a match may write within an hour.
pub const PER_HOUR: i64 = 30;

/// What is asked and answered most; each side reads it in its own language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Phrase {
    WhenArrive,
    WeArriveOnTime,
    WeAreLate,
    WhereIsKey,
    KeyIsThere,
    IsThereALift,
    ThereIsALift,
    NoLift,
    PetComes,
    PetIsFine,
    WhatToBring,
    BringNothing,
    ThankYou,
}

impl Phrase {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::WhenArrive,
        Self::WeArriveOnTime,
        Self::WeAreLate,
        Self::WhereIsKey,
        Self::KeyIsThere,
        Self::IsThereALift,
        Self::ThereIsALift,
        Self::NoLift,
        Self::PetComes,
        Self::PetIsFine,
        Self::WhatToBring,
        Self::BringNothing,
        Self::ThankYou,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WhenArrive => "when_arrive",
            Self::WeArriveOnTime => "we_arrive_on_time",
            Self::WeAreLate => "we_are_late",
            Self::WhereIsKey => "where_is_key",
            Self::KeyIsThere => "key_is_there",
            Self::IsThereALift => "is_there_a_lift",
            Self::ThereIsALift => "there_is_a_lift",
            Self::NoLift => "no_lift",
            Self::PetComes => "pet_comes",
            Self::PetIsFine => "pet_is_fine",
            Self::WhatToBring => "what_to_bring",
            Self::BringNothing => "bring_nothing",
            Self::ThankYou => "thank_you",
        }
    }

    /// The phrase of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == name)
    }
}

/// A message: a phrase, or a text of one's own. No `Debug`: it is for one reader.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MessageBody)]
pub struct MessageDraft {
    /// A ready-made phrase.
    #[serde(default)]
    pub phrase: Option<Phrase>,
    /// Or a text. Before both agreed: without phone numbers, links and addresses.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub text: Option<String>,
}

/// What is written.
#[derive(Clone, PartialEq, Eq)]
pub enum Words {
    /// A phrase.
    Phrase(Phrase),
    /// A text.
    Text(String),
}

impl Words {
    /// Checks what somebody wants to write in a match that stands so.
    pub fn parse(draft: MessageDraft, state: MatchState) -> Result<Self, FieldError> {
        let text = match (draft.phrase, draft.text) {
            (Some(phrase), None) => return Ok(Self::Phrase(phrase)),
            (None, Some(text)) => text,
            (Some(_), Some(_)) => return Err(FieldError::new("/text", "phrase-or-text")),
            (None, None) => return Err(FieldError::new("/text", "required")),
        };
        if !(1..=MOST_CHARACTERS).contains(&text.chars().count()) {
            let most = i64::try_from(MOST_CHARACTERS).unwrap_or(i64::MAX);
            return Err(FieldError {
                code: "length",
                ..FieldError::range("/text", 1, most)
            });
        }
        if let Err(error) = plain_text(&text) {
            let blank = error.code == "blank";
            let code = if blank { "blank" } else { "control-characters" };
            return Err(FieldError::new("/text", code));
        }
        if state == MatchState::Proposed && carries_contact(&text) {
            return Err(FieldError::new("/text", "contact-in-text"));
        }
        Ok(Self::Text(text.replace("\r\n", "\n").trim().to_owned()))
    }
}

/// Whether the two sides may write to each other: from the proposal on, until it ends otherwise than well.
pub const fn may_write(state: MatchState) -> bool {
    matches!(
        state,
        MatchState::Proposed
            | MatchState::Accepted
            | MatchState::Confirmed
            | MatchState::Started
            | MatchState::Completed
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> MessageDraft {
        MessageDraft {
            phrase: None,
            text: Some(text.to_owned()),
        }
    }

    #[test]
    fn contacts_are_held_back_until_both_agreed() {
        for held in ["069 123 456", "пишіть на olena@example.org", "t.me/olena"] {
            let error = Words::parse(text(held), MatchState::Proposed).err();
            assert_eq!(error.map(|e| e.code), Some("contact-in-text"), "{held}");
            assert!(
                Words::parse(text(held), MatchState::Accepted).is_ok(),
                "{held}"
            );
        }
        assert!(Words::parse(text("О 18.00 будемо"), MatchState::Proposed).is_ok());
    }

    #[test]
    fn a_message_is_a_phrase_or_a_text() {
        let code = |draft| {
            let error = Words::parse(draft, MatchState::Started).err();
            error.map(|e| e.code)
        };
        let both = MessageDraft {
            phrase: Some(Phrase::ThankYou),
            text: Some("дякую".to_owned()),
        };
        assert_eq!(code(both), Some("phrase-or-text"));
        let none = MessageDraft {
            phrase: None,
            text: None,
        };
        assert_eq!(code(none), Some("required"));
        assert_eq!(code(text("")), Some("length"));
        assert_eq!(code(text("  ")), Some("blank"));
        assert_eq!(code(text("a\u{202e}b")), Some("control-characters"));
        assert_eq!(code(text(&"a".repeat(1_001))), Some("length"));
    }

    #[test]
    fn nobody_writes_where_a_match_was_stopped() {
        for state in MatchState::ALL {
            let over = state.is_end() && state != MatchState::Completed;
            let unknown = state == MatchState::Suggested;
            assert_eq!(may_write(state), !over && !unknown, "{state:?}");
        }
        for phrase in Phrase::ALL {
            assert_eq!(Phrase::from_name(phrase.as_str()), Some(phrase));
        }
    }
}
