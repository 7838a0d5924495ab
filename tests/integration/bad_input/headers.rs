//! What is wrong with headers: versions, keys, tokens. What is only odd in those that negotiate changes nothing.

use punte_tests::contract;

use super::{Case, Target, World};

pub fn cases(world: &World) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for target in &world.targets {
        cases.extend(versions(world, target));
        cases.extend(keys(world, target));
        cases.extend(tokens(world, target));
        cases.extend(negotiation(world, target));
    }
    cases
}

fn versions<'a>(world: &'a World, target: &'a Target) -> Vec<Case<'a>> {
    let Some(version) = target.version else {
        return Vec::new();
    };
    let bare = || World::filled(world.bare(target), target);
    let mut cases = vec![Case::new(target, "without If-Match", bare(), 428)];
    for stale in [version + 1, version - 1, 0, i64::MAX] {
        let call = bare().if_match(stale);
        cases.push(Case::new(target, format!("If-Match {stale}"), call, 412));
    }
    for wrong in [
        "",
        " ",
        "1",
        "*",
        "W/\"1\"",
        "w/\"1\"",
        "\"\"",
        "\"",
        "\"x\"",
        "\"-1\"",
        "\"+1\"",
        "\" 1\"",
        "\"1",
        "1\"",
        "'1'",
        "\"1\", \"2\"",
        "\"1\";\"1\"",
        "\"1.0\"",
        "\"0x1\"",
        "\"9223372036854775808\"",
        "\"99999999999999999999\"",
        "\"١\"",
    ] {
        let case = Case::new(
            target,
            format!("If-Match {wrong:?}"),
            bare().header("if-match", wrong),
            400,
        );
        cases.push(case.field("/header/if-match", "invalid"));
    }
    cases
}

/// Whether openapi.yaml gives the operation a header.
fn takes(target: &Target, header: &str) -> bool {
    let found = contract()
        .operations
        .iter()
        .find(|o| o.id == target.operation);
    let parameters = found.unwrap().object["parameters"].as_array();
    parameters.is_some_and(|all| all.iter().any(|p| p["name"] == header))
}

fn keys<'a>(world: &'a World, target: &'a Target) -> Vec<Case<'a>> {
    if !takes(target, "Idempotency-Key") {
        return Vec::new();
    }
    [
        "",
        " ",
        "short",
        "fifteen-letters",
        "with a space in the middle",
        "with-a-tab\tin-the-middle",
        "with, a comma and a space",
        "не-латинський-ключ",
        "ключ-ключ-ключ-ключ",
        "emoji-🏠-emoji-🏠",
        &"x".repeat(129),
        &"x".repeat(8_000),
    ]
    .into_iter()
    .map(|wrong| {
        let shown: String = wrong.chars().take(30).collect();
        let call = world.whole(target).header("idempotency-key", wrong);
        Case::new(target, format!("Idempotency-Key {shown:?}"), call, 400)
            .field("/header/idempotency-key", "idempotency-key")
    })
    .collect()
}

/// A token that says that it is signed by nobody, for the account of nobody.
const UNSIGNED: &str =
    "Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIwIiwiZXhwIjo5OTk5OTk5OTk5fQ.";

fn tokens<'a>(world: &'a World, target: &'a Target) -> Vec<Case<'a>> {
    let found = contract()
        .operations
        .iter()
        .find(|o| o.id == target.operation);
    // Signing in, and going on with a refresh token, look at no access token.
    let signs_in = matches!(target.operation, "createSession" | "renewSession");
    if signs_in || !found.unwrap().statuses().contains(&401) {
        return Vec::new();
    }
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer zebra",
        "Bearer a.b.c",
        "Bearer a.b.c.d.e",
        "Bearer ..",
        "Bearer null",
        "Bearer \u{202e}a",
        "Bearer токен",
        "Bearer ' or 1=1 --",
        "Bearer a, Bearer b",
        "Basic cGVyc29uMDpwYXNz",
        "Digest username=\"person0\"",
        "Token zebra",
        "bearer\tzebra",
        "zebra",
        UNSIGNED,
        &format!("Bearer {}", "a".repeat(8_000)),
        &format!("Bearer {}", "a.".repeat(4_000)),
    ]
    .into_iter()
    .map(|wrong| {
        let shown: String = wrong.chars().take(40).collect();
        let call = world.unsigned(target).header("authorization", wrong);
        Case::new(target, format!("Authorization {shown:?}"), call, 401)
    })
    .collect()
}

/// Headers that only negotiate: nonsense in them is passed over (RFC 9110, 12.5), and a read is answered.
fn negotiation<'a>(world: &'a World, target: &'a Target) -> Vec<Case<'a>> {
    // Who looked at contacts or at an account is written down, and new events get their places: those reads change something.
    let changing = ["readContacts", "readAccount", "listEvents"];
    if target.method != "GET" || changing.contains(&target.operation) {
        return Vec::new();
    }
    [
        ("accept-language", ""),
        ("accept-language", "zebra"),
        ("accept-language", ";;q=,,;q=NaN"),
        ("accept-language", "uk;q=inf,ro;q=-1,en;q=1e400"),
        ("accept-language", "../../etc/passwd"),
        ("accept-language", "українська"),
        ("accept-language", &"uk,".repeat(4_000)),
        ("accept-encoding", "identity;q=0"),
        ("accept-encoding", "identity;q=0, *;q=0"),
        ("accept-encoding", "zebra"),
        ("accept-encoding", "br;q=1.0, *;q=0"),
        ("accept-encoding", ";q=2,,"),
        ("accept", "text/csv"),
        ("accept", "zebra"),
        ("if-none-match", "zebra"),
        ("range", "bytes=0-0,9-1,zebra"),
        ("host", "evil.example.org"),
        ("x-forwarded-for", "' or 1=1 --"),
        ("x-forwarded-host", "evil.example.org"),
        ("x-request-id", "\u{202e}zebra"),
        ("x-http-method-override", "DELETE"),
        ("cookie", "session=zebra; session=zebra; =; ;"),
    ]
    .into_iter()
    .map(|(name, odd)| {
        let shown: String = odd.chars().take(30).collect();
        let call = world.whole(target).header(name, odd);
        Case::new(target, format!("{name} {shown:?}"), call, 200)
    })
    .collect()
}
