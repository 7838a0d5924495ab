//! Each field with each value that is bad for its kind; each field that must be there, left out.

use std::collections::BTreeSet;

use punte_tests::{contract, with, without};
use serde_json::{Value, json};

use super::{
    Case, World,
    bases::bases,
    kinds::{Bad, Kind},
    rows::{Row, rows},
};

/// What stands where the bad value goes: bad values need not be JSON.
const HERE: &str = "@@here@@";

/// The bad values of a field, `null` among them unless it may be.
pub fn bad_values(row: &Row) -> Vec<Bad> {
    let mut bad = row.kind.bad();
    if !row.nullable {
        bad.push(Bad {
            json: "null".to_owned(),
            at: "",
            code: "wrong-type",
            status: 400,
            in_text: false,
        });
    }
    bad
}

/// Where the fault is said to lie.
fn pointer(row: &Row, bad: &Bad) -> String {
    if bad.code == "invalid-json" {
        return String::new();
    }
    // A point is wrong as a whole.
    if bad.code == "point" && matches!(row.kind, Kind::Degrees(_)) {
        return row.pointer.rsplit_once('/').unwrap().0.to_owned();
    }
    format!("{}{}", row.pointer, bad.at)
}

/// A body with a bad value at a pointer.
pub fn spoilt(body: &Value, pointer: &str, bad: &Bad) -> Vec<u8> {
    let marked = if pointer.is_empty() {
        json!(HERE)
    } else {
        with(body.clone(), pointer, HERE)
    };
    let marked = serde_json::to_string(&marked).unwrap();
    marked
        .replacen(&format!("\"{HERE}\""), &bad.json, 1)
        .into_bytes()
}

fn case<'a>(world: &'a World, row: &Row, body: &Value, bad: &Bad) -> Case<'a> {
    let target = world.target(row.operation);
    let mut shown = bad.json.clone();
    shown.truncate(
        shown
            .char_indices()
            .nth(60)
            .map_or(shown.len(), |(at, _)| at),
    );
    let what = format!("{} {} = {shown}", row.base, row.pointer);
    let call = world
        .call(target)
        .raw(spoilt(body, row.pointer, bad), "application/json");
    Case::new(target, what, call, bad.status).field(pointer(row, bad), bad.code)
}

pub fn cases(world: &World) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for row in rows() {
        let body = body(world, &row);
        cases.extend(
            bad_values(&row)
                .iter()
                .map(|bad| case(world, &row, &body, bad)),
        );
    }
    cases.extend(edits(world));
    for target in world.targets.iter().filter(|t| t.body.is_some()) {
        let mut bodies = bases(target.operation, &world.provider);
        if bodies.is_empty() {
            bodies.push(("", target.body.clone().unwrap()));
        }
        for (base, body) in bodies {
            let mut found = Found::default();
            found.walk(request_schema(target.operation), &body, "");
            for pointer in found.required {
                let what = format!("{base} without {pointer}");
                let call = world.call(target).json(&without(body.clone(), &pointer));
                cases.push(Case::new(target, what, call, 400).field(pointer, "required"));
            }
        }
    }
    cases
}

/// The right body that a field stands in.
pub fn body(world: &World, row: &Row) -> Value {
    bases(row.operation, &world.provider)
        .into_iter()
        .find(|(name, _)| *name == row.base)
        .map_or_else(
            || world.target(row.operation).body.clone().unwrap(),
            |(_, body)| body,
        )
}

/// The same values as parts of a merge patch, which replaces what they name. Lists are replaced whole, `null` removes, and what
/// cannot be merged is against the rules of the offer: 422.
fn edits(world: &World) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for row in rows() {
        let common = row.base == "housing" && !row.pointer.starts_with("/content/details");
        let in_list = row
            .pointer
            .split('/')
            .any(|part| part.parse::<u8>().is_ok());
        let replaced = !matches!(row.kind, Kind::Point(_) | Kind::Details | Kind::Map);
        let below = row.pointer.starts_with("/content") || row.pointer.starts_with("/private");
        let ours = row.operation == "createOffer" && (common || row.base == "service");
        // A draft in Romanian has no other languages yet.
        let there = !row.pointer.starts_with("/content/translations/");
        if !(ours && below && replaced && there) || in_list {
            continue;
        }
        let row = Row {
            operation: "editOffer",
            ..row
        };
        let mut patch = json!({});
        let mut parent = String::new();
        for name in row.pointer.split('/').skip(1) {
            parent = format!("{parent}/{name}");
            patch = with(patch, &parent, json!({}));
        }
        for mut bad in row.kind.bad() {
            if !bad.in_text {
                bad.status = 422;
            }
            cases.push(case(world, &row, &patch, &bad));
        }
    }
    cases
}

/// What a schema says of a body: every field that it names, and every field that must be there and is.
#[derive(Default)]
struct Found {
    fields: BTreeSet<String>,
    required: BTreeSet<String>,
}

impl Found {
    fn walk(&mut self, schema: &Value, body: &Value, at: &str) {
        self.fields.insert(at.to_owned());
        let schema = resolved(schema);
        for choice in ["oneOf", "allOf", "anyOf"] {
            for option in schema[choice].as_array().into_iter().flatten() {
                let option = resolved(option);
                let category = &option["properties"]["category"]["enum"][0];
                if option["type"] != "null" && (category.is_null() || *category == body["category"])
                {
                    self.walk(option, body, at);
                }
            }
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            if body.get(name.as_str().unwrap()).is_some() {
                self.required
                    .insert(format!("{at}/{}", name.as_str().unwrap()));
            }
        }
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            self.walk(inner, &body[name], &format!("{at}/{name}"));
        }
        if schema["items"].is_object() {
            self.walk(&schema["items"], &body[0], &format!("{at}/0"));
        }
        // Of a map, the first entry that the right body has.
        if let (true, Some(entries)) =
            (schema["additionalProperties"].is_object(), body.as_object())
        {
            for (name, inner) in entries.iter().take(1) {
                let at = format!("{at}/{name}");
                self.walk(&schema["additionalProperties"], inner, &at);
            }
        }
    }
}

fn resolved(schema: &Value) -> &Value {
    match schema["$ref"].as_str() {
        Some(reference) => contract()
            .document
            .pointer(reference.trim_start_matches('#'))
            .unwrap(),
        None => schema,
    }
}

/// The schema of an operation's body.
fn request_schema(operation: &str) -> &'static Value {
    let found = contract().operations.iter().find(|o| o.id == operation);
    let content = &found.unwrap().object["requestBody"]["content"];
    &content.as_object().unwrap().values().next().unwrap()["schema"]
}

#[tokio::test]
async fn every_field_of_every_body_has_its_bad_values() {
    let world = World::make().await;
    // What a category's fields mean depends on the category.
    let key = |base: &str, pointer: &str| {
        let base = if pointer.contains("/details") {
            base
        } else {
            ""
        };
        format!("{base} {pointer}")
    };
    for target in world.targets.iter().filter(|t| t.body.is_some()) {
        let own: BTreeSet<String> = rows()
            .iter()
            .filter(|row| row.operation == target.operation)
            .map(|row| key(row.base, row.pointer))
            .collect();
        let mut documented = BTreeSet::new();
        let mut bodies = bases(target.operation, &world.provider);
        if bodies.is_empty() {
            bodies.push(("", target.body.clone().unwrap()));
        }
        for (base, body) in bodies {
            let mut found = Found::default();
            found.walk(request_schema(target.operation), &body, "");
            documented.extend(found.fields.iter().map(|pointer| key(base, pointer)));
        }
        let differing: Vec<_> = own.symmetric_difference(&documented).collect();
        assert!(differing.is_empty(), "{}: {differing:?}", target.operation);
    }
}
