//! An offer's content in words, field by field: what the page shows, what a comparison compares, what a decision can be about.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use punte_core::{id::PlaceId, locale::Locale, offer::OfferDraft};
use serde_json::Value;

use super::table::{COMMON, Kind, Row, rows_of};
use crate::{app::places::PlaceView, web::frame::Frame};

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
    /// Whether it stands above the others: title, description, place.
    pub fn stands_above(&self) -> bool {
        matches!(
            self.pointer.as_str(),
            "/title" | "/description" | "/place_id"
        )
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
                with_capital(&f.t(&format!("desk-field-{name}"))),
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
        Kind::Moment => {
            // By the clocks of where the ride leaves.
            let first = content.pointer("/details/stops/0/place_id");
            let first = first.and_then(Value::as_i64).map(PlaceId);
            let first = first.and_then(|id| places.get(&id));
            let country = first.map_or("", |place| place.country.as_str());
            text.parse::<Timestamp>()
                .map(|at| f.time_in(country, &at))
                .unwrap_or_default()
        }
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
