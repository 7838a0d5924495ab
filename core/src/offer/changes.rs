//! Which fields of an offer differ between two versions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{
    ToSchema,
    openapi::schema::{Object, SchemaType, Type},
};

use super::{OfferDraft, private_fields};
use crate::error::FieldError;

/// A field in which two versions of an offer differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// JSON pointer (RFC 6901) into the content of the offer; below `/private` a private field, of which only that it changed is said.
    #[schema(example = "/details/pets/dogs")]
    pub field: String,
    /// What the earlier version says: the one that was looked at, or that people see. Null if nothing, and where it is private.
    #[schema(schema_with = anything)]
    pub was: Value,
    /// What the later version says, as `was`.
    #[schema(schema_with = anything)]
    pub now: Value,
}

/// What a field of an offer may hold.
fn anything() -> Object {
    Object::with_type(SchemaType::from_iter([
        Type::String,
        Type::Number,
        Type::Boolean,
        Type::Array,
        Type::Null,
    ]))
}

impl FieldChange {
    /// A private field that differs. What it holds is not told.
    pub fn private(name: &str) -> Self {
        Self {
            field: format!("/private/{name}"),
            was: Value::Null,
            now: Value::Null,
        }
    }
}

/// The fields that differ, in the order of their pointers. Lists are compared whole: nobody reads a stop without the others.
pub fn field_changes(was: &OfferDraft, now: &OfferDraft) -> Vec<FieldChange> {
    let json = |draft: &OfferDraft| serde_json::to_value(draft).unwrap_or_default();
    let mut found = Vec::new();
    compare(&mut found, "", &json(was), &json(now));
    found
}

fn compare(found: &mut Vec<FieldChange>, at: &str, was: &Value, now: &Value) {
    let (old, new) = (was.as_object(), now.as_object());
    if old.is_none() && new.is_none() {
        if was != now {
            found.push(FieldChange {
                field: at.to_owned(),
                was: was.clone(),
                now: now.clone(),
            });
        }
        return;
    }
    let names: BTreeSet<&String> = old.into_iter().chain(new).flat_map(Map::keys).collect();
    for name in names {
        let of = |value: &Value| value.get(name).cloned().unwrap_or_default();
        compare(found, &format!("{at}/{name}"), &of(was), &of(now));
    }
}

/// Which of the fields that somebody names a version does not have, each with where it stands in the list: neither its content, nor, below
/// `/private`, what is private of its category. Lists are one field, as they are in [`field_changes`].
pub fn unknown_fields(draft: &OfferDraft, named: &[String]) -> Vec<FieldError> {
    let content = serde_json::to_value(draft).unwrap_or_default();
    let private = private_fields(draft.details.category());
    let has = |pointer: &str| match pointer.strip_prefix("/private/") {
        Some(name) => private.contains(&name),
        None => has_leaf(&content, pointer),
    };
    let named = named.iter().enumerate();
    named
        .filter(|(_, pointer)| !has(pointer))
        .map(|(index, _)| FieldError::new(format!("/fields/{index}"), "unknown-field"))
        .collect()
}

/// Whether something that is no object stands at a pointer; what is not filled in is there as `null`.
fn has_leaf(content: &Value, pointer: &str) -> bool {
    let Some(path) = pointer.strip_prefix('/') else {
        return false;
    };
    let mut at = content;
    for name in path.split('/') {
        match at.as_object().and_then(|fields| fields.get(name)) {
            Some(next) => at = next,
            None => return false,
        }
    }
    !at.is_object()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(patch: &[(&str, Value)]) -> OfferDraft {
        let mut body = json!({
            "title": "Two quiet rooms", "description": "Near the station.", "language": "en", "place_id": 618_426, "capacity": 4,
            "availability": [{ "from": "2026-12-01", "to": "2027-02-01" }], "languages": ["uk"],
            "details": { "category": "housing", "kind": "room", "privacy": "private_room", "pets": { "dogs": "yes", "max_count": 1 } }
        });
        for (pointer, value) in patch {
            *body.pointer_mut(pointer).unwrap() = value.clone();
        }
        serde_json::from_value(body).unwrap()
    }

    #[test]
    fn each_field_that_differs_is_there_once_with_both_values_and_no_other() {
        let was = draft(&[]);
        assert!(field_changes(&was, &was).is_empty());
        let now = draft(&[
            ("/capacity", json!(6)),
            ("/languages", json!(["uk", "ro"])),
            ("/details/pets/dogs", json!("no")),
            ("/details/pets/max_count", Value::Null),
        ]);
        let expected = [
            ("/capacity", json!(4), json!(6)),
            ("/details/pets/dogs", json!("yes"), json!("no")),
            ("/details/pets/max_count", json!(1), Value::Null),
            ("/languages", json!(["uk"]), json!(["uk", "ro"])),
        ]
        .map(|(field, was, now)| FieldChange {
            field: field.to_owned(),
            was,
            now,
        });
        assert_eq!(field_changes(&was, &now), expected);
    }

    #[test]
    fn what_only_one_version_has_is_compared_with_nothing() {
        let was = draft(&[]);
        let mut now = was.clone();
        let words = super::super::Translation {
            title: "Дві кімнати".to_owned(),
            description: "Біля вокзалу.".to_owned(),
        };
        now.translations.insert(crate::locale::Locale::Uk, words);
        let fields = |changes: Vec<FieldChange>| -> Vec<(String, bool, bool)> {
            let seen = |c: FieldChange| (c.field, c.was.is_null(), c.now.is_null());
            changes.into_iter().map(seen).collect()
        };
        let added = ["description", "title"]
            .map(|name| (format!("/translations/uk/{name}"), true, false))
            .to_vec();
        assert_eq!(fields(field_changes(&was, &now)), added);
        let taken: Vec<_> = added
            .into_iter()
            .map(|(f, _, _)| (f, false, true))
            .collect();
        assert_eq!(fields(field_changes(&now, &was)), taken);
    }

    #[test]
    fn a_field_can_be_named_only_where_the_version_has_it() {
        let home = draft(&[]);
        let wrong = |named: &[&str]| -> Vec<String> {
            let named: Vec<String> = named.iter().map(|&at| at.to_owned()).collect();
            let errors = unknown_fields(&home, &named).into_iter();
            errors
                .map(|e| format!("{} {}", e.pointer, e.code))
                .collect()
        };
        let there = [
            "/title",
            "/availability",
            "/price_note",
            "/details/kitchen",
            "/details/floor",
            "/details/pets/max_count",
            "/private/address",
        ];
        assert!(wrong(&there).is_empty(), "{:?}", wrong(&there));
        for unknown in [
            "",
            "/",
            "title",
            "/zebra",
            "/Title",
            "/title/0",
            "/details",
            "/details/pets",
            "/details/occupation",
            "/availability/0",
            "/translations",
            "/translations/uk/title",
            "/private",
            "/private/",
            "/private/driver",
            "/content/title",
        ] {
            let said = wrong(&["/title", unknown]);
            assert_eq!(said, ["/fields/1 unknown-field"], "{unknown}");
        }
    }
}
