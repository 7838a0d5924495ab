//! openapi.yaml is true: the same as the code, complete, closed; honest by the client of every test, guarded by `access`.

#![cfg(test)]

use std::{collections::BTreeSet, fs, path::Path};

use punte_tests::contract;
use serde_json::Value;

#[test]
fn the_committed_document_is_what_the_code_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.yaml");
    let committed = fs::read_to_string(file).unwrap();
    let generated = punte_api::rest::openapi::yaml().unwrap();
    // Not assert_eq: eight thousand lines twice help nobody.
    let difference = committed
        .lines()
        .zip(generated.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    assert!(
        committed.trim_end() == generated.trim_end(),
        "run script/openapi; first difference: {difference:?}"
    );
}

#[test]
fn the_text_says_what_the_document_says() {
    let document = serde_json::to_value(punte_api::rest::openapi::document()).unwrap();
    let difference = differs(&document, &contract().document, "");
    assert_eq!(difference, None, "quoting changed something");
    // YAML 1.1 makes true and false of them, and many readers go by it.
    let answers = &contract().document["components"]["schemas"]["Tri"]["enum"];
    assert_eq!(answers, &serde_json::json!(["yes", "no", "unknown"]));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.yaml");
    let text = fs::read_to_string(file).unwrap();
    let bare = text.lines().find(|line| {
        [": yes", "- yes", ": no", "- no"]
            .iter()
            .any(|end| line.ends_with(end))
    });
    assert_eq!(bare, None);
}

/// Where two documents differ first. 1 and 1.0 are one number.
fn differs(one: &Value, other: &Value, path: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let names: BTreeSet<_> = a.keys().chain(b.keys()).collect();
            names.into_iter().find_map(|name| {
                let (a, b) = (a.get(name), b.get(name));
                differs(
                    a.unwrap_or(&Value::Null),
                    b.unwrap_or(&Value::Null),
                    &format!("{path}/{name}"),
                )
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => (0..)
            .zip(a.iter().zip(b))
            .find_map(|(index, (a, b))| differs(a, b, &format!("{path}/{index}"))),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        _ if one == other => None,
        _ => Some(format!("{path}: {one} and {other}")),
    }
}

#[test]
fn every_operation_is_described_completely() {
    let document = contract();
    let tags: BTreeSet<&str> = document.document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["name"].as_str().unwrap())
        .collect();
    let mut ids = BTreeSet::new();
    for operation in &document.operations {
        let (id, object) = (&operation.id, &operation.object);
        assert!(
            !id.is_empty() && ids.insert(id),
            "{}: operationId",
            operation.path
        );
        assert!(
            object["summary"].as_str().is_some_and(|s| s.len() > 5),
            "{id}: summary"
        );
        let tag = object["tags"][0].as_str().unwrap_or_default();
        assert!(tags.contains(tag), "{id}: the tag {tag} is not described");
        let security = object["security"].as_array();
        let security = security.unwrap_or_else(|| panic!("{id}: security is not stated"));
        let statuses = operation.statuses();
        let needs = |status: u16, why: &str| {
            assert!(
                statuses.contains(&status),
                "{id}: {status} is missing ({why})"
            );
        };
        needs(500, "always");
        needs(503, "always");
        assert!(
            statuses.iter().any(|s| (200..300).contains(s)),
            "{id}: no success"
        );
        if security.iter().any(|s| s.get("bearer").is_some()) {
            needs(401, "a token can lapse");
        }
        if object.get("requestBody").is_some() {
            for status in [400, 413, 415, 422] {
                needs(status, "it has a body");
            }
        }
        let parameters = object["parameters"].as_array().cloned().unwrap_or_default();
        for parameter in &parameters {
            let (place, name) = (
                parameter["in"].as_str().unwrap(),
                parameter["name"].as_str().unwrap(),
            );
            assert!(
                parameter["description"]
                    .as_str()
                    .is_some_and(|d| !d.is_empty()),
                "{id}: {name}"
            );
            match (place, name) {
                ("path", _) => needs(404, "its id may be nobody's"),
                ("query", _) => needs(400, "it has parameters"),
                ("header", "If-Match") => {
                    for status in [409, 412, 428] {
                        needs(status, "If-Match");
                    }
                }
                ("header", "Idempotency-Key") => {
                    for status in [409, 422] {
                        needs(status, "Idempotency-Key");
                    }
                }
                other => panic!("{id}: {other:?}"),
            }
        }
    }
}

#[test]
fn every_problem_has_an_example_that_fits_its_schema() {
    let document = contract();
    for operation in &document.operations {
        for (status, response) in operation.object["responses"].as_object().unwrap() {
            assert!(
                response["description"]
                    .as_str()
                    .is_some_and(|d| d.len() > 3),
                "{} {status}",
                operation.id
            );
            let problem = &response["content"]["application/problem+json"];
            if status.as_str() >= "400" {
                let example = &problem["example"];
                assert_eq!(
                    example["status"].as_u64().unwrap().to_string(),
                    *status,
                    "{}",
                    operation.id
                );
                assert!(
                    document.validator(&problem["schema"]).is_valid(example),
                    "{}: {example}",
                    operation.id
                );
            } else {
                assert_eq!(problem, &Value::Null, "{} {status}", operation.id);
            }
        }
    }
}

/// Objects whose fields are not listed one by one, and why.
const OPEN: [(&str, &str); 17] = [
    (
        "ImportBody/rows",
        "cells by column: the list's own headings",
    ),
    (
        "ImportMapping/content",
        "an offer with templates in the places of values",
    ),
    ("ImportMapping/private", "the same"),
    ("readDescription", "an OpenAPI document"),
    (
        "PageView_AuditEventView/items/data",
        "codes of one line of the log, as different as what can happen",
    ),
    (
        "TraceView/data",
        "codes of one line of the log, as different as what can happen",
    ),
    (
        "AnswersBody/checklist",
        "answers by the keys of a checklist, as in a decision",
    ),
    ("SuspensionBody/checklist", "the same answers, with a stop"),
    (
        "ReviewDetailView/kept_answers",
        "the same answers, kept until the decision",
    ),
    (
        "EarlierDecision/answers",
        "the same answers, as they were given",
    ),
    (
        "DecisionBody/checklist",
        "answers by the keys of a checklist, which is the operator's; others are refused",
    ),
    (
        "OfferPatch/content",
        "a merge patch: any part of the content",
    ),
    (
        "OfferPatch/private",
        "a merge patch: any part of the private data",
    ),
    ("ChecklistItem/text", "a map by language"),
    ("OfferContent/translations", "a map by language"),
    ("PublicOfferView/translations", "a map by language"),
    (
        "PageView_PublicOfferView/items/translations",
        "the same, in a page",
    ),
];

#[test]
fn every_object_is_closed() {
    let mut open = BTreeSet::new();
    for (name, schema) in contract().document["components"]["schemas"]
        .as_object()
        .unwrap()
    {
        walk(schema, name, &mut open);
    }
    for operation in &contract().operations {
        walk(&operation.object["requestBody"], &operation.id, &mut open);
        walk(&operation.object["responses"], &operation.id, &mut open);
    }
    let expected: BTreeSet<String> = OPEN.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(open, expected);
}

fn walk(value: &Value, path: &str, open: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let is_object = match &fields.get("type") {
                Some(Value::String(kind)) => kind == "object",
                Some(Value::Array(kinds)) => kinds.iter().any(|k| k == "object"),
                _ => false,
            };
            if is_object && fields.get("additionalProperties") != Some(&Value::Bool(false)) {
                open.insert(path.to_owned());
            }
            for (name, inner) in fields {
                match (name.as_str(), inner) {
                    ("example" | "examples", _) => {}
                    ("properties", Value::Object(properties)) => {
                        for (property, schema) in properties {
                            walk(schema, &format!("{path}/{property}"), open);
                        }
                    }
                    _ => walk(inner, path, open),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, path, open)),
        _ => {}
    }
}

#[test]
fn every_schema_is_named_by_an_operation() {
    let document = &contract().document;
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let named = |text: &str, name: &str| text.contains(&format!("\"#/components/schemas/{name}\""));
    // From the operations on, schema by schema, until nothing is added.
    let mut text = document["paths"].to_string();
    let mut unnamed: BTreeSet<&String> = schemas.keys().collect();
    while let Some(name) = unnamed.iter().find(|name| named(&text, name)).copied() {
        unnamed.remove(name);
        text.push_str(&schemas[name].to_string());
    }
    assert!(unnamed.is_empty(), "{unnamed:?}");
}
