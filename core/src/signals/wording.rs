//! What in the words of an offer a moderator should read twice.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{contacts, phrases, text};
use crate::offer::{OfferDetails, OfferDraft};

/// A manner of writing that was seen in offers that harmed people. It is a reason to look and nothing more.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// Aimed at a woman or girl by herself, at her looks or age.
    WomanAlone,
    /// Asks for papers, or keeps them.
    Documents,
    /// Pay that is too good, vague, in kind or none.
    Pay,
    /// Lodging in return for work, or lost with the work.
    LodgingForWork,
    /// Money before there is anything for it.
    MoneyFirst,
    /// A way to be reached beside the product, written so that it is not recognised.
    DisguisedContact,
    /// Hurry, secrecy, no questions, no phone.
    Pressure,
}

impl Wording {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::WomanAlone,
        Self::Documents,
        Self::Pay,
        Self::LodgingForWork,
        Self::MoneyFirst,
        Self::DisguisedContact,
        Self::Pressure,
    ];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WomanAlone => "woman_alone",
            Self::Documents => "documents",
            Self::Pay => "pay",
            Self::LodgingForWork => "lodging_for_work",
            Self::MoneyFirst => "money_first",
            Self::DisguisedContact => "disguised_contact",
            Self::Pressure => "pressure",
        }
    }
}

/// Words of an offer, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The field, as a pointer into the content.
    pub field: String,
    /// The first character, counted in Unicode characters from 0.
    pub start: u32,
    /// How many characters.
    pub length: u32,
    /// What they are.
    pub text: String,
}

/// Most quotes of one wording.
const QUOTES: usize = 5;

/// What is noticed in one text: which wording, and which characters. In order, without overlaps of one wording.
pub fn wordings(text: &str) -> Vec<(Wording, Range<usize>)> {
    let words = text::words(text);
    let mut found = phrases::find(&words);
    found.extend(
        contacts::find(text, &words)
            .into_iter()
            .map(|range| (Wording::DisguisedContact, range)),
    );
    found.sort_by_key(|(wording, range)| (*wording, range.start, range.end));
    let mut merged: Vec<(Wording, Range<usize>)> = Vec::new();
    for (wording, range) in found {
        match merged.last_mut() {
            Some((same, last)) if *same == wording && range.start <= last.end => {
                last.end = last.end.max(range.end);
            }
            _ => merged.push((wording, range)),
        }
    }
    merged
}

/// The texts of an offer that people read, with their fields.
fn texts(draft: &OfferDraft) -> Vec<(String, &str)> {
    let mut texts = vec![
        ("/title".to_owned(), draft.title.as_str()),
        ("/description".to_owned(), &draft.description),
    ];
    for (language, translation) in &draft.translations {
        let prefix = format!("/translations/{}", language.as_str());
        texts.push((format!("{prefix}/title"), &translation.title));
        texts.push((format!("{prefix}/description"), &translation.description));
    }
    let of_category = match &draft.details {
        OfferDetails::Service(service) => vec![
            ("/details/opening_hours", &service.opening_hours),
            ("/details/who_is_eligible", &service.who_is_eligible),
            ("/details/documents_needed", &service.documents_needed),
        ],
        OfferDetails::Medical(medical) => vec![("/details/opening_hours", &medical.opening_hours)],
        OfferDetails::Housing(_) | OfferDetails::Transport(_) | OfferDetails::Job(_) => Vec::new(),
    };
    texts.extend(
        [("/price_note", &draft.price_note)]
            .into_iter()
            .chain(of_category)
            .filter_map(|(field, text)| Some((field.to_owned(), text.as_deref()?))),
    );
    texts
}

/// What is noticed in an offer, five quotes of each wording at most.
pub fn quotes(draft: &OfferDraft) -> BTreeMap<Wording, Vec<Quote>> {
    let mut found: BTreeMap<Wording, Vec<Quote>> = BTreeMap::new();
    for (field, text) in texts(draft) {
        for (wording, range) in wordings(text) {
            let quotes = found.entry(wording).or_default();
            if quotes.len() < QUOTES {
                let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                quotes.push(Quote {
                    field: field.clone(),
                    start: count(range.start),
                    length: count(range.len()),
                    text: text.chars().skip(range.start).take(range.len()).collect(),
                });
            }
        }
    }
    found
}
