//! An offer's content in words, field by field: what the page shows, what a comparison compares, what a decision can be about.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use punte_core::{
    id::PlaceId,
    locale::Locale,
    offer::{Category, OfferDraft},
};
use serde_json::Value;

use crate::{app::places::PlaceView, web::frame::Frame};

/// How a field is said.
#[derive(Clone, Copy)]
enum Kind {
    /// Yes, no, not known.
    Tri,
    /// Yes or no.
    Flag,
    /// A value with a word: `<stem>-<value>`.
    Word(&'static str),
    /// A number, or nothing said.
    Number,
    /// Words in the offer's language.
    Text,
    /// A text that is no words: a page, a phone, a code.
    Code,
    Day,
    Moment,
    Periods,
    Languages,
    LanguageNeeds,
    Place,
    Stops,
    Pay,
    Locale,
}

/// A pointer into the content, the key of its label, how it is said, and whether people see it on the offer.
type Row = (&'static str, &'static str, Kind, bool);

/// Of every offer, before those of its category.
const COMMON: &[Row] = &[
    ("/title", "desk-field-title", Kind::Text, true),
    ("/description", "desk-field-description", Kind::Text, true),
    ("/language", "desk-field-language", Kind::Locale, true),
    ("/place_id", "desk-field-place", Kind::Place, true),
    ("/capacity", "desk-field-capacity", Kind::Number, true),
    (
        "/availability",
        "desk-field-availability",
        Kind::Periods,
        true,
    ),
    ("/languages", "desk-field-languages", Kind::Languages, true),
    (
        "/free_of_charge",
        "word-feature-free-of-charge",
        Kind::Tri,
        true,
    ),
    ("/price_note", "desk-field-price-note", Kind::Text, true),
    ("/for_minors", "desk-field-for-minors", Kind::Flag, false),
    (
        "/confidential",
        "desk-field-confidential",
        Kind::Flag,
        false,
    ),
    (
        "/private_home",
        "desk-field-private-home",
        Kind::Flag,
        false,
    ),
    (
        "/show_address",
        "desk-field-show-address",
        Kind::Flag,
        false,
    ),
];

const HOUSING: &[Row] = &[
    (
        "/details/kind",
        "desk-field-kind",
        Kind::Word("word-housing-kind"),
        true,
    ),
    (
        "/details/privacy",
        "desk-field-privacy",
        Kind::Word("word-privacy"),
        true,
    ),
    (
        "/details/max_guests",
        "desk-field-max-guests",
        Kind::Number,
        true,
    ),
    (
        "/details/bedrooms",
        "desk-field-bedrooms",
        Kind::Number,
        true,
    ),
    (
        "/details/bathroom",
        "desk-field-bathroom",
        Kind::Word("word-bathroom"),
        true,
    ),
    (
        "/details/step_free",
        "desk-field-step-free",
        Kind::Word("word-step-free"),
        true,
    ),
    ("/details/floor", "desk-field-floor", Kind::Number, true),
    (
        "/details/min_nights",
        "desk-field-min-nights",
        Kind::Number,
        true,
    ),
    (
        "/details/max_nights",
        "desk-field-max-nights",
        Kind::Number,
        true,
    ),
    (
        "/details/public_transport_m",
        "desk-field-public-transport",
        Kind::Number,
        true,
    ),
    (
        "/details/children_welcome",
        "word-feature-children-welcome",
        Kind::Tri,
        true,
    ),
    (
        "/details/min_child_age",
        "desk-field-min-child-age",
        Kind::Number,
        true,
    ),
    (
        "/details/women_only",
        "word-feature-women-only",
        Kind::Tri,
        true,
    ),
    ("/details/lift", "word-feature-lift", Kind::Tri, true),
    ("/details/pets/dogs", "word-feature-dogs", Kind::Tri, true),
    ("/details/pets/cats", "word-feature-cats", Kind::Tri, true),
    (
        "/details/pets/other",
        "word-feature-other-pets",
        Kind::Tri,
        true,
    ),
    (
        "/details/pets/max_count",
        "desk-field-pets-max",
        Kind::Number,
        true,
    ),
    ("/details/smoking", "desk-field-smoking", Kind::Tri, true),
    ("/details/kitchen", "word-feature-kitchen", Kind::Tri, true),
    ("/details/heating", "word-feature-heating", Kind::Tri, true),
    (
        "/details/internet",
        "word-feature-internet",
        Kind::Tri,
        true,
    ),
    ("/details/washing", "word-feature-washing", Kind::Tri, true),
    (
        "/details/bedroom_lock",
        "word-feature-bedroom-lock",
        Kind::Tri,
        true,
    ),
    (
        "/details/smoke_detector",
        "word-feature-smoke-detector",
        Kind::Tri,
        true,
    ),
    ("/details/parking", "word-feature-parking", Kind::Tri, true),
    ("/details/cot", "word-feature-cot", Kind::Tri, true),
    (
        "/details/animals_live_there",
        "desk-field-animals-live-there",
        Kind::Tri,
        false,
    ),
    (
        "/details/resident_women",
        "desk-field-resident-women",
        Kind::Number,
        false,
    ),
    (
        "/details/resident_men",
        "desk-field-resident-men",
        Kind::Number,
        false,
    ),
    (
        "/details/resident_children",
        "desk-field-resident-children",
        Kind::Number,
        false,
    ),
];

const TRANSPORT: &[Row] = &[
    ("/details/stops", "desk-field-stops", Kind::Stops, true),
    (
        "/details/departs_from",
        "desk-field-departs-from",
        Kind::Moment,
        true,
    ),
    (
        "/details/departs_until",
        "desk-field-departs-until",
        Kind::Moment,
        true,
    ),
    ("/details/detour_m", "desk-field-detour", Kind::Number, true),
    (
        "/details/child_seats",
        "desk-field-child-seats",
        Kind::Number,
        true,
    ),
    (
        "/details/wheelchair",
        "desk-field-wheelchair",
        Kind::Word("word-wheelchair"),
        true,
    ),
    (
        "/details/large_luggage",
        "word-feature-large-luggage",
        Kind::Tri,
        true,
    ),
    ("/details/pets/dogs", "word-feature-dogs", Kind::Tri, true),
    ("/details/pets/cats", "word-feature-cats", Kind::Tri, true),
    (
        "/details/pets/other",
        "word-feature-other-pets",
        Kind::Tri,
        true,
    ),
    (
        "/details/pets/max_count",
        "desk-field-pets-max",
        Kind::Number,
        true,
    ),
    (
        "/details/border_crossing",
        "word-feature-border-crossing",
        Kind::Tri,
        true,
    ),
    (
        "/details/return_trip",
        "desk-field-return-trip",
        Kind::Tri,
        true,
    ),
];

const JOB: &[Row] = &[
    (
        "/details/occupation",
        "desk-field-occupation",
        Kind::Code,
        true,
    ),
    (
        "/details/contract",
        "desk-field-contract",
        Kind::Word("word-contract"),
        true,
    ),
    (
        "/details/hours_per_week",
        "desk-field-hours",
        Kind::Number,
        true,
    ),
    ("/details/pay_minor", "desk-field-pay", Kind::Pay, true),
    (
        "/details/starts_on",
        "desk-field-starts-on",
        Kind::Day,
        true,
    ),
    (
        "/details/languages_needed",
        "desk-field-languages-needed",
        Kind::LanguageNeeds,
        true,
    ),
    (
        "/details/licence_needed",
        "desk-field-licence-needed",
        Kind::Tri,
        true,
    ),
    ("/details/remote", "word-feature-remote", Kind::Tri, true),
    (
        "/details/housing_included",
        "word-feature-housing-included",
        Kind::Tri,
        true,
    ),
    (
        "/details/childcare_included",
        "word-feature-childcare-included",
        Kind::Tri,
        true,
    ),
    (
        "/details/accessible_workplace",
        "word-feature-accessible-workplace",
        Kind::Tri,
        true,
    ),
];

const MEDICAL: &[Row] = &[
    (
        "/details/speciality",
        "desk-field-speciality",
        Kind::Word("word-speciality"),
        true,
    ),
    (
        "/details/mode",
        "desk-field-mode",
        Kind::Word("word-medical-mode"),
        true,
    ),
    (
        "/details/clinician",
        "desk-field-clinician",
        Kind::Word("word-clinician"),
        true,
    ),
    (
        "/details/opening_hours",
        "desk-field-opening-hours",
        Kind::Text,
        true,
    ),
    ("/details/remote", "word-feature-remote", Kind::Tri, true),
    (
        "/details/insured_only",
        "desk-field-insured-only",
        Kind::Tri,
        true,
    ),
    (
        "/details/urgent",
        "word-feature-urgent-care",
        Kind::Tri,
        true,
    ),
    (
        "/details/step_free",
        "word-feature-step-free",
        Kind::Tri,
        true,
    ),
    (
        "/details/sign_language",
        "word-feature-sign-language",
        Kind::Tri,
        true,
    ),
];

const SERVICE: &[Row] = &[
    (
        "/details/theme",
        "desk-field-theme",
        Kind::Word("word-theme"),
        true,
    ),
    (
        "/details/opening_hours",
        "desk-field-opening-hours",
        Kind::Text,
        true,
    ),
    (
        "/details/who_is_eligible",
        "desk-field-who-is-eligible",
        Kind::Text,
        true,
    ),
    (
        "/details/documents_needed",
        "desk-field-documents-needed",
        Kind::Text,
        true,
    ),
    (
        "/details/public_phone",
        "desk-field-public-phone",
        Kind::Code,
        true,
    ),
    ("/details/web_page", "desk-field-web-page", Kind::Code, true),
    (
        "/details/no_documents_needed",
        "word-feature-no-documents-needed",
        Kind::Tri,
        true,
    ),
    (
        "/details/step_free",
        "word-feature-step-free",
        Kind::Tri,
        true,
    ),
    ("/details/remote", "word-feature-remote", Kind::Tri, true),
    (
        "/details/sign_language",
        "word-feature-sign-language",
        Kind::Tri,
        true,
    ),
    (
        "/details/children_welcome",
        "word-feature-children-welcome",
        Kind::Tri,
        true,
    ),
];

const fn rows_of(category: Category) -> &'static [Row] {
    match category {
        Category::Housing => HOUSING,
        Category::Transport => TRANSPORT,
        Category::Job => JOB,
        Category::Medical => MEDICAL,
        Category::Service => SERVICE,
    }
}

/// A field in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Pointer into the content.
    pub pointer: String,
    /// What it is called.
    pub label: String,
    /// What it says; empty if nothing.
    pub value: String,
    /// `yes`, `no` or `unknown`, where it is one of the three.
    pub tri: Option<&'static str>,
    /// The language of the words, where somebody wrote them.
    pub language: Option<Locale>,
    /// Whether people see it on the offer.
    pub seen: bool,
}

impl Field {
    /// Whether it is the title, which stands above the others.
    pub fn is_title(&self) -> bool {
        self.pointer == "/title"
    }

    /// Whether it is said to be so.
    pub fn is_yes(&self) -> bool {
        self.tri == Some("yes")
    }
}

/// Every field of a version, in the order in which it is shown.
pub fn fields(f: &Frame, draft: &OfferDraft, places: &BTreeMap<PlaceId, PlaceView>) -> Vec<Field> {
    let content = serde_json::to_value(draft).unwrap_or_default();
    let mut found: Vec<Field> = COMMON
        .iter()
        .chain(rows_of(draft.details.category()))
        .map(|row| field(f, row, &content, draft, places))
        .collect();
    for (language, translation) in &draft.translations {
        let own = [
            ("title", &translation.title),
            ("description", &translation.description),
        ];
        found.extend(own.map(|(name, words)| Field {
            pointer: format!("/translations/{}/{name}", language.as_str()),
            label: format!(
                "{} ({})",
                f.t(&format!("desk-field-{name}")),
                f.tt("language", language.as_str())
            ),
            value: words.clone(),
            tri: None,
            language: Some(*language),
            seen: true,
        }));
    }
    found
}

fn field(
    f: &Frame,
    &(pointer, label, kind, seen): &Row,
    content: &Value,
    draft: &OfferDraft,
    places: &BTreeMap<PlaceId, PlaceView>,
) -> Field {
    let value = content.pointer(pointer).unwrap_or(&Value::Null);
    let tri = match (kind, value.as_str()) {
        (Kind::Tri, Some("yes")) => Some("yes"),
        (Kind::Tri, Some("no")) => Some("no"),
        (Kind::Tri, _) => Some("unknown"),
        _ => None,
    };
    let label = match pointer {
        "/capacity" => f.tt("desk-field-capacity", draft.details.category().as_str()),
        _ => f.t(label),
    };
    let words = matches!(kind, Kind::Text);
    Field {
        pointer: pointer.to_owned(),
        label: with_capital(&label),
        value: say(f, kind, value, content, places),
        tri,
        language: words.then_some(draft.language),
        seen,
    }
}

fn say(
    f: &Frame,
    kind: Kind,
    value: &Value,
    content: &Value,
    places: &BTreeMap<PlaceId, PlaceView>,
) -> String {
    let text = value.as_str().unwrap_or_default();
    let list = |say: &dyn Fn(&Value) -> String| -> String {
        let all: Vec<String> = value.as_array().into_iter().flatten().map(say).collect();
        all.join(", ")
    };
    let day = |value: Option<&Value>| -> String {
        let day = value
            .and_then(Value::as_str)
            .and_then(|d| d.parse::<Date>().ok());
        day.map(|day| f.day(day)).unwrap_or_default()
    };
    let language = |value: Option<&Value>| language_name(f, value.and_then(Value::as_str));
    let place = |value: Option<&Value>| -> String {
        let id = value.and_then(Value::as_i64).map(PlaceId);
        id.and_then(|id| places.get(&id))
            .map(place_name)
            .unwrap_or_default()
    };
    match kind {
        Kind::Tri if text.is_empty() => f.t("word-tri-unknown"),
        Kind::Tri => f.tt("word-tri", text),
        Kind::Flag => f.t(if value.as_bool() == Some(true) {
            "word-tri-yes"
        } else {
            "word-tri-no"
        }),
        Kind::Word(_) if text.is_empty() => String::new(),
        Kind::Word(stem) => f.tt(stem, text),
        Kind::Number => value.as_i64().map(|n| n.to_string()).unwrap_or_default(),
        Kind::Text | Kind::Code => text.to_owned(),
        Kind::Day => day(Some(value)),
        Kind::Moment => text
            .parse::<Timestamp>()
            .map(|at| f.time_at(&at))
            .unwrap_or_default(),
        Kind::Periods => list(&|p| format!("{} – {}", day(p.get("from")), day(p.get("to")))),
        Kind::Languages => list(&|l| language(Some(l))),
        Kind::LanguageNeeds => list(&|need| {
            let level = need
                .get("level")
                .and_then(Value::as_str)
                .unwrap_or_default();
            format!(
                "{}: {}",
                language(need.get("language")),
                f.tt("word-proficiency", level)
            )
        }),
        Kind::Place => place(Some(value)),
        Kind::Stops => {
            let stops: Vec<String> = value
                .as_array()
                .into_iter()
                .flatten()
                .map(|stop| place(stop.get("place_id")))
                .collect();
            stops.join(" → ")
        }
        Kind::Pay => {
            let minor = value.as_i64().unwrap_or(0);
            let of = |name| {
                content
                    .pointer(name)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            format!(
                "{}.{:02}\u{a0}{} {}",
                minor / 100,
                minor % 100,
                of("/details/currency"),
                f.tt("word-pay-period", of("/details/pay_period"))
            )
        }
        Kind::Locale => language(Some(value)),
    }
}

/// The name of a language; its tag beside it where we have no name for it, so that two of those differ.
fn language_name(f: &Frame, tag: Option<&str>) -> String {
    let Some(tag) = tag else {
        return String::new();
    };
    let name = f.language_of(tag);
    if name == f.t("language-other") {
        format!("{name} ({tag})")
    } else {
        name
    }
}

/// A place with its division: two towns share a name.
pub fn place_name(place: &PlaceView) -> String {
    if place.admin1.is_empty() || place.admin1 == place.name {
        place.name.clone()
    } else {
        format!("{}, {}", place.name, place.admin1)
    }
}

fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
