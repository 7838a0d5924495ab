//! What the audit log holds of all that the callers of these tables did: ids, codes, numbers and times, under names that are typed here by
//! hand. Nothing that anybody wrote, or is called or reached by: what is erased of somebody is not left there.

use std::{collections::BTreeSet, fs, path::Path};

use jiff::{Timestamp, civil::Date};
use punte_tests::TestApp;
use serde_json::Value;
use uuid::Uuid;
use walkdir::WalkDir;

use super::world::MARKERS;

/// The names of what lines hold. A new one says here that it is no personal data, and one that nothing writes any more goes.
#[rustfmt::skip]
const NAMES: [&str; 70] = [
    "account", "again", "answer", "answers", "approvals", "block", "by", "capacity", "case", "category", "changed", "checks_until", "closes",
    "compared", "consent", "continues", "corrections", "created", "daily", "days", "decision", "delivered", "evidence", "failed", "fields", "freezes",
    "from", "hides", "hint", "hints", "invitation", "key", "kind", "known", "language", "left_on", "level_lost", "mark", "muted", "needs", "note",
    "offer", "on", "outcome", "provider", "purpose", "quantity", "quiet_hours", "rating", "reason", "refused", "reporter", "result", "role", "roles",
    "scopes", "seen_at", "sessions", "side", "source", "state", "theme", "to", "unchanged", "verdict", "version", "vetted_until", "word",
    // Of a line of the numbers to call, which everybody reads: what it said before it was changed.
    "number", "whom",
];

/// Whose lines hold words: those of the operator that everybody reads.
const PUBLIC: &str = "help_line";

/// Whether a text can be nothing but an id, a time, a day, a digest or a word of a list.
fn is_code(text: &str) -> bool {
    let digest = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let within = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-:".contains(&b);
    let word = text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(within);
    let id = Uuid::try_parse(text).is_ok();
    digest || word || id || text.parse::<Timestamp>().is_ok() || text.parse::<Date>().is_ok()
}

/// What is none of it in some data.
fn odd(data: &Value, found: &mut Vec<String>) {
    match data {
        Value::Null | Value::Bool(_) => {}
        // No phone number is so small.
        Value::Number(n) if n.as_i64().is_some_and(|n| (0..100_000).contains(&n)) => {}
        Value::String(text) if is_code(text) => {}
        Value::Array(all) => {
            for one in all {
                odd(one, found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                if !NAMES.contains(&name.as_str()) {
                    found.push(format!("the name {name}"));
                }
                odd(value, found);
            }
        }
        other => found.push(other.to_string()),
    }
}

/// Holds every line of the log of a world against it.
pub(super) async fn hold(app: &TestApp) {
    let lines: Vec<(String, String, Value)> =
        sqlx::query_as("select action, subject_kind, data from audit_event")
            .fetch_all(&mut app.superuser().await)
            .await
            .unwrap();
    assert!(lines.len() > 50, "hardly anything was done");
    let mut wrong = Vec::new();
    for (action, subject, data) in lines {
        let mut found = Vec::new();
        if !(is_code(&action) && is_code(&subject)) {
            found.push("action or subject".to_owned());
        }
        if subject != PUBLIC {
            odd(&data, &mut found);
        }
        let text = data.to_string().to_lowercase();
        let shown = MARKERS
            .iter()
            .filter(|(_, mark)| text.contains(&mark.to_lowercase()));
        found.extend(shown.map(|(whose, _)| (*whose).to_owned()));
        if !found.is_empty() {
            wrong.push(format!("{action} {data}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names in what follows `json!(`, up to its end.
fn names_of(literal: &str) -> Vec<String> {
    let mut open = 1;
    let end = literal.find(|c: char| {
        open += i32::from(c == '(') - i32::from(c == ')');
        open == 0
    });
    let pieces: Vec<&str> = literal[..end.unwrap_or(literal.len())].split('"').collect();
    let named = pieces.windows(2).skip(1).step_by(2);
    named
        .filter(|piece| piece[1].starts_with(':'))
        .map(|piece| piece[0].to_owned())
        .collect()
}

/// The names that lines can have: those of use cases that write lines, but for what their jobs carry, and those of lines that the database
/// writes.
fn written() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut names = BTreeSet::new();
    for entry in WalkDir::new(root.join("api/src/app")) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        if ![".audit(", "AuditEvent {"].iter().any(|w| text.contains(w)) {
            continue;
        }
        let parts: Vec<&str> = text.split("json!(").collect();
        for pair in parts.windows(2) {
            let before = pair[0].trim_end_matches("serde_json::").trim_end();
            if !(before.ends_with("payload =") || before.ends_with("payload:")) {
                names.extend(names_of(pair[1]));
            }
        }
    }
    for entry in fs::read_dir(root.join("migrations")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for part in text.split("insert into audit_event").skip(1) {
            let statement = part.split(';').next().unwrap_or_default();
            let built = statement.split("jsonb_build_object('").skip(1);
            names.extend(built.map(|name| name.split('\'').next().unwrap_or_default().to_owned()));
        }
    }
    names
}

#[test]
fn every_name_of_the_list_is_one_that_a_line_can_have() {
    let literal = r#"{ "kind": kind(1), "to": "a:b" }), other("none": 1"#;
    assert_eq!(names_of(literal), ["kind", "to"]);
    let written = written();
    let gone: Vec<_> = NAMES.iter().filter(|n| !written.contains(**n)).collect();
    assert!(gone.is_empty(), "nothing writes them any more: {gone:?}");
}

#[test]
fn names_words_phones_and_addresses_are_no_codes() {
    let codes = [
        "018f0000-0000-7000-8000-00000000dead",
        "2027-03-01T08:00:00Z",
        "2027-03-01",
        "0123456789abcdef0123456789abcdef",
        "checklist_complete",
        "offers:read",
        "many-requests",
        "uk",
    ];
    for code in codes {
        assert!(is_code(code), "{code}");
    }
    let persons = [
        "Olena",
        "олена",
        "olena@example.org",
        "+37369555200",
        "37369555200",
        "strada Mare 7",
        "two words",
        "https://example.org",
        "",
    ];
    for person in persons {
        assert!(!is_code(person), "{person}");
    }
    let mut found = Vec::new();
    let data = serde_json::json!({ "reason": ["vetting", "Olena"], "name": "x", "to": 37_369_555_200_i64 });
    odd(&data, &mut found);
    found.sort();
    assert_eq!(found, ["\"Olena\"", "37369555200", "the name name"]);
}
