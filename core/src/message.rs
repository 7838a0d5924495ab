//! Messages between a household and a provider: between the two sides of a match, or what a household asks an institution about its
//! offer. Before both agreed, no contact data.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    booking::{MatchState, Side},
    contact::{gives_contact, plain_text},
    error::FieldError,
    id::{InquiryId, MatchId},
    offer::Category,
    signals::hides_contact,
};

/// How long a message may be, characters.
pub const MOST_CHARACTERS: usize = 1_000;
/// Messages that one side of a thread may write within an hour.
pub const PER_HOUR: i64 = 30;

/// What the messages of a thread are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thread {
    /// A match.
    Match(MatchId),
    /// An offer that a household asks an institution about.
    Inquiry(InquiryId),
}

impl Thread {
    /// The one that is named, if one is.
    pub const fn of(of_match: Option<MatchId>, inquiry: Option<InquiryId>) -> Option<Self> {
        match (of_match, inquiry) {
            (Some(id), _) => Some(Self::Match(id)),
            (None, Some(id)) => Some(Self::Inquiry(id)),
            (None, None) => None,
        }
    }

    /// The match.
    pub const fn of_match(self) -> Option<MatchId> {
        match self {
            Self::Match(id) => Some(id),
            Self::Inquiry(_) => None,
        }
    }

    /// The inquiry.
    pub const fn inquiry(self) -> Option<InquiryId> {
        match self {
            Self::Match(_) => None,
            Self::Inquiry(id) => Some(id),
        }
    }

    /// The id, of whichever it is.
    pub const fn uuid(self) -> uuid::Uuid {
        match self {
            Self::Match(id) => id.0,
            Self::Inquiry(id) => id.0,
        }
    }

    /// Its table.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Match(_) => "match",
            Self::Inquiry(_) => "inquiry",
        }
    }
}

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
    StillThere,
    ItIsThere,
    ItIsGone,
    WhichPapers,
    NoPapers,
    PleaseChoose,
}

impl Phrase {
    /// All of them.
    pub const ALL: [Self; 19] = [
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
        Self::StillThere,
        Self::ItIsThere,
        Self::ItIsGone,
        Self::WhichPapers,
        Self::NoPapers,
        Self::PleaseChoose,
    ];

    /// What a household says about a match,
    const SAID: [Self; 7] = [
        Self::WeArriveOnTime,
        Self::WeAreLate,
        Self::WhereIsKey,
        Self::IsThereALift,
        Self::PetComes,
        Self::WhatToBring,
        Self::ThankYou,
    ];

    /// and a provider.
    const REPLIED: [Self; 7] = [
        Self::WhenArrive,
        Self::KeyIsThere,
        Self::ThereIsALift,
        Self::NoLift,
        Self::PetIsFine,
        Self::BringNothing,
        Self::ThankYou,
    ];

    /// What is asked about an offer that was not chosen,
    const ASKED: [Self; 6] = [
        Self::StillThere,
        Self::WhichPapers,
        Self::IsThereALift,
        Self::PetComes,
        Self::WhatToBring,
        Self::ThankYou,
    ];

    /// and answered.
    const ANSWERED: [Self; 9] = [
        Self::ItIsThere,
        Self::ItIsGone,
        Self::NoPapers,
        Self::ThereIsALift,
        Self::NoLift,
        Self::PetIsFine,
        Self::BringNothing,
        Self::PleaseChoose,
        Self::ThankYou,
    ];

    /// Those that a side says about a match of a category, in the order in which they are shown.
    pub fn about_matches(side: Side, category: Category) -> Vec<Self> {
        let all: &[Self] = match side {
            Side::Refugee => &Self::SAID,
            Side::Provider => &Self::REPLIED,
            Side::Moderator | Side::System => &[],
        };
        let all = all.iter().copied();
        all.filter(|p| p.suits(category)).collect()
    }

    /// Whether help of a category has what it is about.
    const fn suits(self, category: Category) -> bool {
        match self {
            Self::WhereIsKey | Self::KeyIsThere => matches!(category, Category::Housing),
            Self::IsThereALift | Self::ThereIsALift | Self::NoLift => matches!(
                category,
                Category::Housing | Category::Medical | Category::Service
            ),
            Self::PetComes | Self::PetIsFine => {
                matches!(category, Category::Housing | Category::Transport)
            }
            _ => true,
        }
    }

    /// Those that a side says about an offer which was not chosen, in the order in which they are shown.
    pub const fn about_offers(side: Side) -> &'static [Self] {
        match side {
            Side::Refugee => &Self::ASKED,
            _ => &Self::ANSWERED,
        }
    }

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
            Self::StillThere => "still_there",
            Self::ItIsThere => "it_is_there",
            Self::ItIsGone => "it_is_gone",
            Self::WhichPapers => "which_papers",
            Self::NoPapers => "no_papers",
            Self::PleaseChoose => "please_choose",
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
    /// Checks what somebody wants to write, where contacts are held back or not.
    pub fn parse(draft: MessageDraft, held_back: bool) -> Result<Self, FieldError> {
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
        if held_back && (gives_contact(&text) || hides_contact(&text)) {
            return Err(FieldError::new("/text", "contact-in-text"));
        }
        Ok(Self::Text(text.replace("\r\n", "\n").trim().to_owned()))
    }

    /// Whether it gives a way to be reached together with what the same side wrote `before`, which neither gives by itself: a number that
    /// was cut in two.
    pub fn completes_contact(&self, before: &Self) -> bool {
        let (Self::Text(before), Self::Text(text)) = (before, self) else {
            return false;
        };
        let whole = format!("{before}\n{text}");
        let carried = |text: &str| gives_contact(text) || hides_contact(text);
        carried(&whole) && !carried(before) && !carried(text)
    }

    /// Whether whoever reads it is expected to answer: to anything but thanks.
    pub fn wants_answer(&self) -> bool {
        *self != Self::Phrase(Phrase::ThankYou)
    }
}

/// Whether contacts are held back in the messages of a match: until both agreed.
pub fn holds_back(state: MatchState) -> bool {
    state == MatchState::Proposed
}

/// Whether the two sides of a match may write to each other: from the proposal on, until it ends otherwise than well.
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
        for held in [
            "069 123 456",
            "пишіть на olena@example.org",
            "t.me/olena",
            "О69 12З 456",
            "telegram gazda_buna",
            "olena @ ukr",
        ] {
            let error = Words::parse(text(held), holds_back(MatchState::Proposed)).err();
            assert_eq!(error.map(|e| e.code), Some("contact-in-text"), "{held}");
            assert!(
                Words::parse(text(held), holds_back(MatchState::Accepted)).is_ok(),
                "{held}"
            );
        }
        assert!(Words::parse(text("О 18.00 будемо"), true).is_ok());
    }

    #[test]
    fn a_number_that_is_cut_in_two_is_a_number() {
        let words = |text: &str| Words::Text(text.to_owned());
        assert!(words("123 456").completes_contact(&words("Пишіть 069")));
        for (before, after) in [
            ("Будемо о 18.00", "12.12.2026 зручно?"),
            ("Нас 5", "2 дітей"),
        ] {
            assert!(!words(after).completes_contact(&words(before)), "{after}");
        }
        assert!(!Words::Phrase(Phrase::ThankYou).completes_contact(&words("069")));
    }

    #[test]
    fn a_message_is_a_phrase_or_a_text() {
        let code = |draft| {
            let error = Words::parse(draft, false).err();
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

    #[test]
    fn every_phrase_is_shown_somewhere() {
        let shown = |p| {
            Phrase::SAID.contains(p)
                || Phrase::REPLIED.contains(p)
                || Phrase::ASKED.contains(p)
                || Phrase::ANSWERED.contains(p)
        };
        assert!(Phrase::ALL.iter().all(shown));
        // Nobody is offered the other side's words, or a key to a ride.
        let about = Phrase::about_matches;
        assert_eq!(about(Side::Provider, Category::Housing), Phrase::REPLIED);
        assert!(!about(Side::Refugee, Category::Housing).contains(&Phrase::KeyIsThere));
        assert!(!about(Side::Refugee, Category::Transport).contains(&Phrase::WhereIsKey));
        assert!(!about(Side::Refugee, Category::Job).contains(&Phrase::PetComes));
    }
}
