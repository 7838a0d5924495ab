//! The house is laid out as CONTRIBUTING.md says: which way imports run, where SQL is, how long a file may be.

#![cfg(test)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Rust files under a folder, or the file itself, with their text.
pub fn sources(folder: &str) -> Vec<(String, String)> {
    let files: Vec<_> = WalkDir::new(root().join(folder))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "rs"))
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(root())
                .unwrap()
                .display()
                .to_string();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    assert!(!files.is_empty(), "nothing in {folder}");
    files
}

/// Lines of code that hold one of the words. Comments may name what code may not.
fn lines_with(folder: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources(folder) {
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(word) = words.iter().find(|word| code.contains(**word)) {
                found.push(format!("{name}:{number} names {word}: {}", line.trim()));
            }
        }
    }
    found
}

fn nothing(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn core_knows_no_machine() {
    nothing(&lines_with(
        "core/src",
        &[
            "tokio",
            "actix",
            "sqlx",
            "lettre",
            "reqwest",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "SystemTime",
            "Instant::now",
            "Timestamp::now",
            "Zoned::now",
            "rand::",
            "new_v4",
            "now_v7",
            "punte_api",
        ],
    ));
}

#[test]
fn core_depends_on_nothing_that_reaches_out() {
    let manifest = fs::read_to_string(root().join("core/Cargo.toml")).unwrap();
    let dependencies: Vec<&str> = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| {
            line.split(['.', ' ', '='])
                .next()
                .filter(|name| !name.is_empty())
        })
        .collect();
    let allowed = [
        "geo",
        "geo-types",
        "hashbrown",
        "jiff",
        "md-5",
        "phonenumber",
        "rstar",
        "serde",
        "serde_json",
        "thiserror",
        "unicode-normalization",
        "utoipa",
        "uuid",
        "validator",
    ];
    for dependency in dependencies {
        assert!(
            allowed.contains(&dependency),
            "core depends on {dependency}: is it pure?"
        );
    }
}

#[test]
fn rest_asks_use_cases_and_never_the_database() {
    nothing(&lines_with(
        "api/src/rest",
        &["sqlx", "storage", "PgPool", "PgConnection"],
    ));
    nothing(&lines_with("api/src/extract", &["sqlx", "storage"]));
    nothing(&lines_with("api/src/problem.rs", &["sqlx", "storage"]));
}

#[test]
fn pages_ask_use_cases_and_never_the_database() {
    nothing(&lines_with(
        "api/src/web",
        &["sqlx", "storage", "PgPool", "PgConnection"],
    ));
}

#[test]
fn storage_never_decides() {
    nothing(&lines_with(
        "api/src/storage",
        &[
            "actix",
            "crate::app",
            "crate::rest",
            "crate::auth",
            "policy::decide",
        ],
    ));
}

#[test]
fn use_cases_know_nothing_of_http() {
    nothing(&lines_with(
        "api/src/app",
        &[
            "actix",
            "HttpResponse",
            "crate::rest",
            "crate::extract",
            "crate::problem",
            "StatusCode",
        ],
    ));
}

#[test]
fn sql_is_written_in_storage_and_nowhere_else() {
    let macros = [
        "query!",
        "query_as!",
        "query_scalar!",
        "sqlx::query(",
        "sqlx::query_as(",
        "sqlx::query_scalar(",
    ];
    let elsewhere: Vec<String> = lines_with("api/src", &macros)
        .into_iter()
        .filter(|line| {
            // The bench writes SQL against tables of its own, as others would write it; the product's it never names.
            ![
                "api/src/storage/",
                "api/src/postgres/",
                "api/src/cli/bench/sql/",
            ]
            .iter()
            .any(|folder| line.starts_with(folder))
        })
        .collect();
    nothing(&elsewhere);
}

#[test]
fn storage_cannot_commit() {
    // A use case opens and commits: storage takes a connection, never a pool or a transaction.
    let found: Vec<String> = lines_with(
        "api/src/storage",
        &["PgPool", ".begin(", ".commit(", "Transaction"],
    )
    .into_iter()
    .filter(|line| !line.starts_with("api/src/storage/pool.rs"))
    .collect();
    nothing(&found);
}

/// Longer than a file should be, and why that is so.
const LONG: [(&str, &str); 3] = [
    (
        "core/tests/edges.rs",
        "one table of edge cases, read from top to bottom",
    ),
    (
        "core/tests/ranking.rs",
        "the independent engine and its cases belong side by side",
    ),
    (
        "core/tests/score.rs",
        "the worked examples of the points, one after another",
    ),
];

#[test]
fn no_file_is_longer_than_450_lines_without_a_reason() {
    let long: Vec<String> = ["core", "api/src", "tests/src", "tests/integration"]
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|(name, text)| {
            text.lines().count() > 450 && !LONG.iter().any(|(long, _)| long == name)
        })
        .map(|(name, text)| {
            format!(
                "{name} has {} lines: split it by meaning",
                text.lines().count()
            )
        })
        .collect();
    nothing(&long);
}

#[test]
fn every_migration_says_why_on_its_first_line() {
    for entry in fs::read_dir(root().join("migrations")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            text.starts_with("-- ") && text.lines().next().unwrap().len() > 20,
            "{name}"
        );
        let (stamp, _) = name.split_once('_').unwrap();
        assert!(
            stamp.len() == 14
                && stamp.bytes().all(|b| b.is_ascii_digit())
                && path.extension().is_some_and(|e| e == "sql"),
            "{name}"
        );
    }
}

/// Fields that say who somebody is, or open something.
const TELLING: [&str; 25] = [
    "access_token",
    "refresh_token",
    "tracking_code",
    "secret",
    "password",
    "current_password",
    "new_password",
    "pin",
    "email",
    "phone",
    "contact_person",
    "legal_representative",
    "registration_number",
    "contact_hours",
    "safe_note",
    "former_name",
    "note",
    "block_note",
    "escalation_note",
    "plate",
    "licence_number",
    "driver",
    "smtp_url",
    "database_url",
    "database_migrate_url",
];

/// Structs of a source that a log line could show with such a field in plain text.
fn loggable(text: &str) -> Vec<String> {
    let (mut found, mut debug, mut inside) = (Vec::new(), false, None);
    let mut deriving = false;
    for line in text.lines() {
        let code = line.trim();
        deriving |= code.starts_with("#[derive(");
        if deriving {
            debug |= code.contains("Debug");
            deriving = !code.contains(")]");
        } else if let Some((_, name)) = line.split_once("struct ") {
            inside = debug.then(|| name.to_owned());
            debug = false;
        } else if line.starts_with('}') {
            (inside, debug) = (None, false);
        } else if ["enum ", "fn ", "impl", "union "]
            .iter()
            .any(|item| code.trim_start_matches("pub ").starts_with(item))
        {
            debug = false;
        }
        let field = code.rsplit_once(')').map_or(code, |(_, end)| end);
        let field = field.trim_start().trim_start_matches("pub ");
        if let (Some(inside), Some((name, kind))) = (&inside, field.split_once(": "))
            && TELLING.contains(&name)
            && (kind.contains("String") || kind.contains("str"))
            && !kind.contains("Sensitive")
        {
            found.push(format!("{inside} {name}"));
        }
    }
    found
}

#[test]
fn nothing_that_says_who_somebody_is_or_opens_something_can_be_logged_by_a_slip() {
    let sample = "/// One.\n#[derive(\n    Clone,\n    Debug,\n)]\n#[serde(default)]\npub struct Slip {\n    /// Theirs.\n    pub phone: Option<String>,\n    pub id: u8,\n}";
    assert_eq!(loggable(sample), ["Slip { phone"]);
    let within = sample.replace("pub phone", "pub(super) phone");
    assert_eq!(loggable(&within), ["Slip { phone"]);
    let told = sample.replace("#[serde(default)]", "#[schema(\n    as = Sl,\n)]\n// Why.");
    assert_eq!(loggable(&told), ["Slip { phone"]);
    for fine in [
        sample.replace("    Debug,\n", ""),
        sample.replace("Option<String>", "Option<Sensitive<String>>"),
        sample.replace("phone", "phone_count"),
    ] {
        assert!(loggable(&fine).is_empty(), "{fine}");
    }
    let found: Vec<String> = ["core/src", "api/src"]
        .iter()
        .flat_map(|folder| sources(folder))
        .flat_map(|(file, text)| {
            let found = loggable(&text).into_iter();
            found
                .map(move |field| format!("{file}: {field} is Debug and no Sensitive"))
                .collect::<Vec<_>>()
        })
        .collect();
    nothing(&found);
}
