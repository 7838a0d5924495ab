//! Whatever is sent: a 4xx problem that says what is wrong and where, never a 5xx, and nothing changed.
//!
//! The corpus is written by hand and multiplied by rule: what is bad for a kind of field goes into every field of that kind,
//! what is bad for a header into every operation that reads it.

#![cfg(test)]

mod administration;
mod after;
mod bases;
mod bytes;
mod case_work;
mod children;
mod corrections;
mod danger;
mod fields;
mod fuzz;
mod headers;
mod kept;
mod kinds;
mod members;
mod own;
mod paths;
mod queries;
mod rights;
mod rows;
mod rules;
mod texts;
mod wire;
mod world;

use std::collections::BTreeMap;

use punte_tests::{Answer, Call, TestApp, contract};

use world::{Target, World};

impl World {
    /// One over a server of its own.
    async fn make() -> Self {
        Self::over(TestApp::spawn().await).await
    }
}

/// What an answer must say about fields.
enum Fields {
    /// Nothing: the fault lies in no field.
    None,
    /// This among others: a pointer and a code.
    With(String, &'static str),
    /// Exactly these, each `pointer code`.
    Exactly(Vec<String>),
}

/// A bad request, and what must come of it.
struct Case<'a> {
    operation: &'static str,
    what: String,
    call: Call<'a>,
    status: u16,
    fields: Fields,
}

impl<'a> Case<'a> {
    /// One whose fault lies in no field.
    fn new(target: &Target, what: impl Into<String>, call: Call<'a>, status: u16) -> Self {
        Self {
            operation: target.operation,
            what: what.into(),
            call,
            status,
            fields: Fields::None,
        }
    }

    /// One whose fault lies in a field.
    fn field(mut self, pointer: impl Into<String>, code: &'static str) -> Self {
        self.fields = Fields::With(pointer.into(), code);
        self
    }
}

impl Fields {
    fn fit(&self, answer: &Answer) -> bool {
        let mut found = answer.field_errors();
        match self {
            Self::None => found.is_empty(),
            Self::With(pointer, code) => found.contains(&format!("{pointer} {code}")),
            Self::Exactly(expected) => {
                let mut expected = expected.clone();
                expected.sort();
                found.sort();
                found == expected
            }
        }
    }

    fn say(&self) -> String {
        match self {
            Self::None => "no field".to_owned(),
            Self::With(pointer, code) => format!("`{pointer} {code}`"),
            Self::Exactly(fields) => format!("exactly {fields:?}"),
        }
    }
}

/// Sends them; what came otherwise than it must.
async fn complaints(cases: Vec<Case<'_>>) -> Vec<String> {
    let mut complaints = Vec::new();
    for case in cases {
        let expected = format!("{}, {}", case.status, case.fields.say());
        let what = format!("{} {}: expected {expected}, got", case.operation, case.what);
        match case.call.answered().await {
            Err(undocumented) => complaints.push(format!("{what} {undocumented}")),
            Ok(answer) => {
                let coded = answer.body["code"].as_str().is_some_and(|c| !c.is_empty());
                let refused = answer.status < 400 || coded;
                if answer.status != case.status || !refused || !case.fields.fit(&answer) {
                    complaints.push(format!("{what} {} {}", answer.status, answer.text));
                }
            }
        }
    }
    complaints
}

/// Every case, by the part of the corpus that it belongs to.
fn corpus(world: &World) -> Vec<(&'static str, Vec<Case<'_>>)> {
    vec![
        ("bytes", bytes::cases(world)),
        ("fields", fields::cases(world)),
        ("rules", rules::cases(world)),
        ("headers", headers::cases(world)),
        ("paths", paths::cases(world)),
        ("queries", queries::cases(world)),
    ]
}

#[tokio::test]
async fn every_bad_request_of_the_corpus_is_a_problem_that_says_where_and_changes_nothing() {
    let world = World::make().await;
    let before = world.app.digest().await;
    let sessions = "select sessions from pg_stat_database where datname = current_database()";
    let connected = world.app.count(sessions).await;
    let mut by_part = BTreeMap::new();
    let mut by_operation: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for (part, cases) in corpus(&world) {
        by_part.insert(part, cases.len());
        for case in &cases {
            *by_operation.entry(case.operation).or_default() += 1;
        }
        all.extend(complaints(cases).await);
        for (now, then) in world.app.digest().await.iter().zip(&before) {
            if now != then {
                all.push(format!("{part} changed {}", now.0));
            }
        }
    }
    // A reading that is broken off in the middle of a query would cost a connection each time.
    let connected = world.app.count(sessions).await - connected;
    if connected >= 100 {
        all.push(format!("{connected} new connections"));
    }
    let count: usize = by_part.values().sum();
    println!(
        "bad_input: {count} requests to {} operations: {by_part:?}",
        by_operation.len()
    );
    assert!(
        all.is_empty(),
        "{} of {count}:\n{}",
        all.len(),
        all.join("\n")
    );
    assert!(count >= 2_000, "{count}");
    for operation in &contract().operations {
        let own = by_operation.get(operation.id.as_str()).copied();
        assert!(own.unwrap_or_default() >= 3, "{}: {own:?}", operation.id);
    }
}

#[tokio::test]
async fn the_requests_that_the_corpus_spoils_are_right_as_they_stand() {
    let world = World::make().await;
    let mut own: Vec<&str> = world.targets.iter().map(|t| t.operation).collect();
    let mut documented: Vec<&str> = contract()
        .operations
        .iter()
        .map(|o| o.id.as_str())
        .collect();
    own.sort_unstable();
    documented.sort_unstable();
    assert_eq!(own, documented);
    for target in &world.targets {
        for (base, body) in bases::bases(target.operation, &world.provider) {
            let answer = world.call(target).json(&body).send().await;
            assert!(
                [200, 201].contains(&answer.status),
                "{base}: {}",
                answer.text
            );
        }
    }
    // What another has changed before is tried again in a world of its own: two ends of one match cannot both be reached.
    let mut left: Vec<&str> = world.targets.iter().map(|t| t.operation).collect();
    while !left.is_empty() {
        let fresh = World::make().await;
        let mut again = Vec::new();
        for (number, operation) in left.into_iter().enumerate() {
            let answer = fresh.whole(fresh.target(operation)).send().await;
            if !(200..300).contains(&answer.status) {
                assert!(number > 0, "{operation}: {}", answer.text);
                again.push(operation);
            }
        }
        left = again;
    }
}
