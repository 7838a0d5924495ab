//! What else is wrong with a form that could not be read as a whole: what could not be read is stood in for, so that core's rules can
//! be asked about the rest.

use punte_core::{
    error::FieldError,
    offer::{OfferContent, OfferDraft, OfferPrivate, OfferPrivateDraft},
    provider::ProviderKind,
};
use serde_json::{Value, json};

use super::{
    fields::{Field, Kind},
    read::{Reading, put, without_empty},
};
use crate::json::from_value;

/// What core says against the rest, with what could not be read stood in for.
pub fn other_errors(
    reading: &Reading,
    fields: &[&Field],
    provider: ProviderKind,
) -> Vec<FieldError> {
    let mut body = without_empty(reading.body.clone());
    for field in fields {
        let wrong = reading.errors.iter().any(|e| {
            e.pointer
                .strip_prefix(field.at)
                .is_some_and(|r| r.is_empty() || r.starts_with('/') || r == "_code")
        });
        if wrong {
            put(&mut body, field.at, stand_in(field));
            if matches!(field.kind, Kind::Stops) {
                put(&mut body, "/content/place_id", json!(1));
            }
        }
    }
    // Optional fields that were stood in for by nothing.
    let body = without_empty(body);
    let part = |name: &str| body.get(name).cloned().unwrap_or_default();
    let content = from_value::<OfferDraft>(part("content"));
    let category = content.as_ref().ok().map(|c| c.details.category());
    let private = from_value::<OfferPrivateDraft>(part("private"));
    let mut errors = Vec::new();
    match content {
        Ok(draft) => {
            let found = OfferContent::parse_for(draft, provider).err();
            errors.extend(
                found
                    .unwrap_or_default()
                    .into_iter()
                    .map(|e| e.under("/content")),
            );
        }
        Err(error) => errors.push(error.under("/content")),
    }
    if let (Some(category), Ok(draft)) = (category, private) {
        let found = OfferPrivate::parse(draft, category).err();
        errors.extend(
            found
                .unwrap_or_default()
                .into_iter()
                .map(|e| e.under("/private")),
        );
    }
    errors
}

fn stand_in(field: &Field) -> Value {
    if !field.needed && !matches!(field.kind, Kind::Periods) {
        return Value::Null;
    }
    match field.kind {
        Kind::Number(min, _) => json!(min),
        Kind::Scaled(_, min, _) => json!(min),
        Kind::One(_, values) | Kind::Select(_, values) => json!(values.first()),
        Kind::Text | Kind::Long => json!("xxx"),
        Kind::Place => json!(1),
        Kind::Stops => json!([{ "place_id": 1 }, { "place_id": 2 }]),
        Kind::Periods => json!([{ "from": "2026-01-01", "to": "2026-01-02" }]),
        Kind::Moment => json!("2026-01-01T00:00:00Z"),
        Kind::Occupation => json!("1"),
        Kind::Currency => json!("EUR"),
        _ => Value::Null,
    }
}
