//! What is bad where lists and objects are expected.

use super::value::{Bad, NO_LIST, NO_OBJECT, all, rule, shape, text};

/// `true` or `false`.
pub(super) fn flag() -> Vec<Bad> {
    all(
        &[
            "0", "1", "\"true\"", "\"yes\"", "\"\"", "[]", "[true]", "{}",
        ],
        shape,
        "wrong-type",
    )
}

/// A list, of which each may stand there once.
pub(super) fn list(least: usize, most: usize, item: &str, once: bool) -> Vec<Bad> {
    let mut bad = all(&NO_LIST, shape, "wrong-type");
    let items = |n: usize| format!("[{}]", vec![item; n].join(","));
    bad.push(rule(items(most + 1), "length"));
    if least > 0 {
        bad.push(rule(items(least - 1), "length"));
    }
    if once {
        bad.push(rule(items(2), "duplicate").at("/1"));
    }
    bad.push(shape("[null]", "wrong-type").at("/0"));
    bad.push(shape(format!("[{item},[]]"), "wrong-type").at("/1"));
    bad.push(shape(format!("[[{item}]]"), "wrong-type").at("/0"));
    bad.push(text(format!("[{item},]"), "invalid-json"));
    bad
}

/// Any object.
pub(super) fn bag() -> Vec<Bad> {
    all(&NO_OBJECT, shape, "wrong-type")
}

/// Answers by the keys of a checklist.
pub(super) fn answers() -> Vec<Bad> {
    let mut bad = all(&NO_OBJECT, shape, "wrong-type");
    bad.push(shape("{\"zebra\":1}", "wrong-type").at("/zebra"));
    bad.push(shape("{\"\":{}}", "wrong-type").at("/"));
    bad.push(shape("{\"zebra\":\"YES\"}", "unknown-value").at("/zebra"));
    bad.push(text("{\"zebra\":\"yes\",\"zebra\":\"no\"}", "duplicate").at("/zebra"));
    bad.push(text("{zebra:\"yes\"}", "invalid-json"));
    bad
}

/// A closed object.
pub(super) fn object() -> Vec<Bad> {
    let mut bad = all(&NO_OBJECT, shape, "wrong-type");
    bad.push(shape("{\"zebra\":1}", "unknown-field").at("/zebra"));
    bad.push(shape("{\"__proto__\":{}}", "unknown-field").at("/__proto__"));
    bad.push(shape("{\"\":1}", "unknown-field").at("/"));
    bad.push(text("{\"zebra\":1,\"zebra\":1}", "duplicate").at("/zebra"));
    bad.push(text("{zebra:1}", "invalid-json"));
    bad
}

/// The fields of a category.
pub(super) fn details() -> Vec<Bad> {
    let mut bad = all(&NO_OBJECT, shape, "wrong-type");
    bad.push(shape("[\"housing\",{}]", "wrong-type"));
    bad.push(shape("{}", "required").at("/category"));
    bad.push(shape("{\"zebra\":1}", "required").at("/category"));
    bad.push(shape("{\"housing\":{}}", "required").at("/category"));
    bad.push(shape("{\"category\":null}", "wrong-type").at("/category"));
    bad.push(shape("{\"category\":\"service\",\"zebra\":1}", "unknown-field").at("/zebra"));
    bad.push(
        text(
            "{\"category\":\"service\",\"category\":\"service\"}",
            "duplicate",
        )
        .at("/category"),
    );
    bad
}

/// A part of a merge patch.
pub(super) fn part() -> Vec<Bad> {
    let mut bad: Vec<Bad> = all(&NO_OBJECT, rule, "wrong-type");
    bad.push(rule("{\"zebra\":1}", "unknown-field").at("/zebra"));
    bad.push(text("{\"zebra\":1,\"zebra\":1}", "duplicate").at("/zebra"));
    bad
}

/// Translations.
pub(super) fn map() -> Vec<Bad> {
    let mut bad = all(&NO_OBJECT, shape, "wrong-type");
    bad.push(
        shape(
            "{\"xx\":{\"title\":\"abc\",\"description\":\"\"}}",
            "unknown-value",
        )
        .at("/xx"),
    );
    bad.push(
        shape(
            "{\"UK\":{\"title\":\"abc\",\"description\":\"\"}}",
            "unknown-value",
        )
        .at("/UK"),
    );
    bad.push(shape("{\"uk\":[]}", "wrong-type").at("/uk"));
    bad.push(shape("{\"uk\":{\"title\":\"abc\"}}", "required").at("/uk/description"));
    bad.push(
        rule(
            "{\"ro\":{\"title\":\"abc\",\"description\":\"abc\"}}",
            "duplicate",
        )
        .at("/ro"),
    );
    bad
}
