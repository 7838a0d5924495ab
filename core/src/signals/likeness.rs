//! Whether two offers may be one thing, written down twice.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::text;
use crate::{
    locale::Locale,
    offer::{Category, OfferDraft},
    place::{GeoPoint, distance_m},
};

/// How far apart two exact points are, as moderators may know it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// Less than 150 m.
    SameDoor,
    /// Less than a kilometre.
    SameQuarter,
    /// In the same or a neighbouring area.
    SameArea,
    /// One of them has no exact point.
    Unknown,
}

impl Apart {
    /// The band of two points.
    pub fn of(a: Option<GeoPoint>, b: Option<GeoPoint>) -> Self {
        match a.zip(b).map(|(a, b)| distance_m(a, b)) {
            None => Self::Unknown,
            Some(..150) => Self::SameDoor,
            Some(..1_000) => Self::SameQuarter,
            Some(_) => Self::SameArea,
        }
    }

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameDoor => "same_door",
            Self::SameQuarter => "same_quarter",
            Self::SameArea => "same_area",
            Self::Unknown => "unknown",
        }
    }
}

/// One of two offers: what it says, and its exact point.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What it says.
    pub content: &'a OfferDraft,
    /// Its exact point.
    pub point: Option<GeoPoint>,
}

/// How alike words must be, of a hundred.
const WORDS: usize = 50;

/// The same where the points are at one door.
const WORDS_AT_ONE_DOOR: usize = 30;

/// How much of what they say about facts must be the same, of a hundred.
const FACTS: usize = 50;

/// The same where only facts and the door say so.
const FACTS_AT_ONE_DOOR: usize = 85;

/// The fewest facts that say something by themselves.
const FEWEST_FACTS: usize = 6;

/// Letters of a word that are compared; what follows is mostly inflection.
const STEM: usize = 5;

/// How far apart two offers near each other are, if they may be one thing: alike in words and facts, or, whatever the language, at
/// one door with the same facts. A ride at another hour is another ride.
pub fn alike(a: Side<'_>, b: Side<'_>) -> Option<Apart> {
    let apart = Apart::of(a.point, b.point);
    say_the_same(a.content, b.content, apart == Apart::SameDoor).then_some(apart)
}

/// Whether two offers would be [`alike`] if they were at one door: exact points of others tell nothing, and are opened for nothing.
pub fn may_be_alike(a: &OfferDraft, b: &OfferDraft) -> bool {
    say_the_same(a, b, true)
}

fn say_the_same(a: &OfferDraft, b: &OfferDraft, door: bool) -> bool {
    let category = a.details.category();
    if category != b.details.category() {
        return false;
    }
    let (facts, said) = facts_alike(a, b);
    let words = words_alike(a, b);
    let by_words = facts >= FACTS && (words >= WORDS || door && words >= WORDS_AT_ONE_DOOR);
    let by_facts = door && said >= FEWEST_FACTS && facts >= FACTS_AT_ONE_DOOR;
    match category {
        Category::Transport => by_words && facts >= FACTS_AT_ONE_DOOR,
        _ => by_words || by_facts,
    }
}

/// Stems and pairs of stems of title and description in a language.
fn shingles(draft: &OfferDraft, language: Locale) -> BTreeSet<String> {
    let texts = if language == draft.language {
        Some((&draft.title, &draft.description))
    } else {
        draft
            .translations
            .get(&language)
            .map(|t| (&t.title, &t.description))
    };
    let Some((title, description)) = texts else {
        return BTreeSet::new();
    };
    let stems: Vec<String> = text::words(&format!("{title}. {description}"))
        .into_iter()
        .map(|w| w.plain.chars().take(STEM).collect())
        .collect();
    let pairs = stems
        .iter()
        .zip(stems.iter().skip(1))
        .map(|(a, b)| format!("{a} {b}"));
    stems.iter().cloned().chain(pairs).collect()
}

/// What two sets share, of a hundred of what either has (Jaccard).
fn shared<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> usize {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    (both * 100).checked_div(either).unwrap_or(0)
}

/// How alike the words are in the language in which they are most alike.
fn words_alike(a: &OfferDraft, b: &OfferDraft) -> usize {
    Locale::ALL
        .into_iter()
        .map(|language| shared(&shingles(a, language), &shingles(b, language)))
        .max()
        .unwrap_or(0)
}

/// How alike what is said about facts is, and about how many.
fn facts_alike(a: &OfferDraft, b: &OfferDraft) -> (usize, usize) {
    let (a, b) = (facts(a), facts(b));
    (shared(&a, &b), a.union(&b).count())
}

/// Every fact that is said, as text.
fn facts(draft: &OfferDraft) -> BTreeSet<String> {
    let mut found = BTreeSet::from([format!("/capacity {}", draft.capacity)]);
    gather(
        &serde_json::to_value(&draft.details).unwrap_or_default(),
        "",
        &mut found,
    );
    found
}

fn gather(value: &Value, pointer: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Null => {}
        Value::String(text) if text == "unknown" => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                gather(value, &format!("{pointer}/{name}"), found);
            }
        }
        value => {
            found.insert(format!("{pointer} {value}"));
        }
    }
}
