//! What can be wrong with any request: its bytes, its type, its size, its headers, its id.

use std::collections::BTreeSet;

use punte_tests::{Answer, Call, contract, with, without};
use serde_json::{Value, json};

use super::{Target, World};

/// An answer, and what it should have been: a status, and a pointer's beginning with a code.
struct Tried {
    what: String,
    answer: Answer,
    status: u16,
    field: Option<(String, &'static str)>,
}

impl Tried {
    fn complaint(&self) -> Option<String> {
        let fields = self.answer.field_errors();
        let field_fits = self.field.as_ref().is_none_or(|(pointer, code)| {
            fields.iter().any(|f| {
                let (at, found) = f.split_once(' ').unwrap();
                at.starts_with(pointer.as_str()) && (code.is_empty() || found == *code)
            })
        });
        let coded = self.answer.body["code"]
            .as_str()
            .is_some_and(|code| !code.is_empty());
        let fits = self.answer.status == self.status && field_fits && coded;
        (!fits).then(|| {
            format!(
                "{}: expected {} {:?}, got {}",
                self.what, self.status, self.field, self.answer.text
            )
        })
    }
}

#[test]
fn every_operation_that_changes_something_has_a_right_request_to_spoil() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let world = runtime.block_on(World::make());
    let tried: BTreeSet<&str> = world.targets.iter().map(|t| t.operation).collect();
    let documented: BTreeSet<&str> = contract()
        .operations
        .iter()
        .filter(|o| matches!(o.method.as_str(), "POST" | "PUT" | "PATCH"))
        .map(|o| o.id.as_str())
        .collect();
    assert_eq!(tried, documented);
    // Each is right as it stands, or its spoilt forms would prove nothing. Two ends of one match cannot both be reached.
    runtime.block_on(async {
        for name in tried {
            let fresh = World::make().await;
            let target = fresh.target(name);
            let call = fresh.call(target);
            let answer = match &target.body {
                Some(body) => call.json(body),
                None => call,
            }
            .send()
            .await;
            assert!(
                (200..300).contains(&answer.status),
                "{name}: {}",
                answer.text
            );
        }
    });
}

#[tokio::test]
async fn a_spoilt_request_is_a_problem_with_a_code_and_a_pointer_and_changes_nothing() {
    let world = World::make().await;
    let before = world.app.digest().await;
    let mut complaints = Vec::new();
    let mut tried = 0;
    for target in &world.targets {
        let mut outcomes = bodies(&world, target).await;
        outcomes.extend(headers(&world, target).await);
        outcomes.extend(ids(&world, target).await);
        tried += outcomes.len();
        complaints.extend(outcomes.iter().filter_map(Tried::complaint));
    }
    assert!(tried > 300, "{tried}");
    assert!(
        complaints.is_empty(),
        "{} of {tried}:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
    assert_eq!(world.app.digest().await, before, "something changed");
}

async fn bodies(world: &World, target: &Target) -> Vec<Tried> {
    let Some(body) = &target.body else {
        return Vec::new();
    };
    let mut outcomes = Vec::new();
    let text = serde_json::to_string(body).unwrap();
    let json = "application/json";
    let mut send =
        async |what: &str, call: Call<'_>, status: u16, field: Option<(&str, &'static str)>| {
            outcomes.push(Tried {
                what: format!("{} {what}", target.operation),
                answer: call.send().await,
                status,
                field: field.map(|(pointer, code)| (pointer.to_owned(), code)),
            });
        };
    let raw = |bytes: &str| world.call(target).raw(bytes.as_bytes().to_vec(), json);
    for (what, bytes) in [
        ("cut off", &text[..text.len() - 1]),
        ("empty", ""),
        ("followed by more", &format!("{text}{text}")),
        ("nested deeply", &"[".repeat(10_000)),
        ("with a lone surrogate", r#"{"zebra":"\ud800"}"#),
    ] {
        send(what, raw(bytes), 400, Some(("", ""))).await;
    }
    for (what, bytes) in [("a list", "[]"), ("a number", "7"), ("null", "null")] {
        send(what, raw(bytes), 400, Some(("", ""))).await;
    }
    let invalid_utf8 = world.call(target).raw(b"{\"a\":\"\xff\"}".to_vec(), json);
    send("not UTF-8", invalid_utf8, 400, Some(("", ""))).await;
    send(
        "with an unknown field",
        world.call(target).json(&with(body.clone(), "/zebra", 1)),
        400,
        Some(("/zebra", "unknown-field")),
    )
    .await;
    let large = format!("{text}{}", " ".repeat(64 * 1024));
    send("over 64 KiB", raw(&large), 413, None).await;
    for kind in ["text/plain", "application/xml", "multipart/form-data"] {
        let call = world.call(target).raw(text.clone().into_bytes(), kind);
        send(kind, call, 415, None).await;
    }
    send(
        "gzipped",
        raw(&text).header("content-encoding", "gzip"),
        415,
        None,
    )
    .await;

    let schema = request_schema(target.operation);
    for field in schema["required"].as_array().into_iter().flatten() {
        let pointer = format!("/{}", field.as_str().unwrap());
        send(
            "without a field",
            world.call(target).json(&without(body.clone(), &pointer)),
            400,
            Some((&pointer, "required")),
        )
        .await;
    }
    for field in schema["properties"].as_object().unwrap().keys() {
        let pointer = format!("/{field}");
        for wrong in [json!([[1]]), json!(1.5), json!({ "zebra": {} })] {
            // A merge patch takes any object; what it makes of the offer is checked like an offer.
            if target.operation == "editOffer" && wrong.is_object() {
                continue;
            }
            let status = if target.operation == "editOffer" {
                422
            } else {
                400
            };
            send(
                "of a wrong type",
                world
                    .call(target)
                    .json(&with(body.clone(), &pointer, wrong)),
                status,
                Some((&pointer, "")),
            )
            .await;
        }
        if let Some(value) = body.get(field) {
            let twice = format!("{{\"{field}\":{value},{}", &text[1..]);
            send(
                "with a field twice",
                raw(&twice),
                400,
                Some((&pointer, "duplicate")),
            )
            .await;
        }
    }
    outcomes
}

async fn headers(world: &World, target: &Target) -> Vec<Tried> {
    let mut outcomes = Vec::new();
    let body = |call| match &target.body {
        Some(body) => Call::json(call, body),
        None => call,
    };
    let mut send = async |what: &str, call: Call<'_>, status: u16, pointer: Option<&str>| {
        outcomes.push(Tried {
            what: format!("{} {what}", target.operation),
            answer: call.send().await,
            status,
            field: pointer.map(|p| (p.to_owned(), "")),
        });
    };
    if let Some(version) = target.version {
        send("without If-Match", body(world.bare(target)), 428, None).await;
        for stale in [version + 1, version - 1, 0, i64::MAX] {
            send("stale", body(world.bare(target)).if_match(stale), 412, None).await;
        }
        for wrong in [
            "1",
            "*",
            "W/\"1\"",
            "\"\"",
            "\"x\"",
            "\"99999999999999999999\"",
            "\"1\", \"2\"",
        ] {
            let call = body(world.bare(target)).header("if-match", wrong);
            send(wrong, call, 400, Some("/header/if-match")).await;
        }
    }
    let operation = contract()
        .operations
        .iter()
        .find(|o| o.id == target.operation)
        .unwrap();
    let parameters = operation.object["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    if parameters.iter().any(|p| p["name"] == "Idempotency-Key") {
        for wrong in [
            "",
            "short",
            "with a space in the middle",
            &"x".repeat(129),
            "не-латинський-ключ",
        ] {
            let call = body(world.call(target)).header("idempotency-key", wrong);
            send(
                "with a wrong key",
                call,
                400,
                Some("/header/idempotency-key"),
            )
            .await;
        }
    }
    outcomes
}

async fn ids(world: &World, target: &Target) -> Vec<Tried> {
    let mut outcomes = Vec::new();
    let Some(id) = target.path.split('/').find(|part| part.len() == 36) else {
        return outcomes;
    };
    let nil = uuid::Uuid::nil().to_string();
    for wrong in [
        "018f0000-0000-7000-8000-00000000dead",
        &nil,
        "7",
        "..%2f..",
        "%00",
        &"9".repeat(500),
    ] {
        let target = Target {
            path: target.path.replace(id, wrong),
            ..target.clone()
        };
        let call = world.call(&target);
        let call = match &target.body {
            Some(body) => call.json(body),
            None => call,
        };
        outcomes.push(Tried {
            what: format!("{} of {wrong}", target.operation),
            answer: call.send().await,
            status: 404,
            field: None,
        });
    }
    outcomes
}

/// The schema of an operation's body, resolved.
fn request_schema(operation: &str) -> Value {
    let document = contract();
    let found = document
        .operations
        .iter()
        .find(|o| o.id == operation)
        .unwrap();
    let content = found.object["requestBody"]["content"].as_object().unwrap();
    let schema = &content.values().next().unwrap()["schema"];
    match schema["$ref"].as_str() {
        Some(reference) => document
            .document
            .pointer(reference.trim_start_matches('#'))
            .unwrap()
            .clone(),
        None => schema.clone(),
    }
}
