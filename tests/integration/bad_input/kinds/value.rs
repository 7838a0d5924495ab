//! Bad values, and what is bad for every kind of JSON.

/// A bad value.
#[derive(Clone)]
pub struct Bad {
    /// As it is written.
    pub json: String,
    /// Where the fault lies, below the field.
    pub at: &'static str,
    /// The code.
    pub code: &'static str,
    /// The status.
    pub status: u16,
    /// Whether the text itself is at fault, not what it means.
    pub in_text: bool,
}

/// Of the wrong shape: 400.
pub(super) fn shape(json: impl Into<String>, code: &'static str) -> Bad {
    Bad {
        json: json.into(),
        at: "",
        code,
        status: 400,
        in_text: false,
    }
}

/// Against a rule: 422.
pub(super) fn rule(json: impl Into<String>, code: &'static str) -> Bad {
    Bad {
        status: 422,
        ..shape(json, code)
    }
}

/// No JSON that could be read, whatever it means.
pub(super) fn text(json: impl Into<String>, code: &'static str) -> Bad {
    Bad {
        in_text: true,
        ..shape(json, code)
    }
}

impl Bad {
    pub(super) fn at(self, at: &'static str) -> Self {
        Self { at, ..self }
    }
}

pub(super) fn all(
    values: &[&str],
    make: fn(String, &'static str) -> Bad,
    code: &'static str,
) -> Vec<Bad> {
    values.iter().map(|v| make((*v).to_owned(), code)).collect()
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Texts, each as JSON.
pub(super) fn texts(
    values: &[&str],
    make: fn(String, &'static str) -> Bad,
    code: &'static str,
) -> Vec<Bad> {
    values.iter().map(|v| make(quoted(v), code)).collect()
}

/// Values of other types than text.
pub(super) const NO_TEXT: [&str; 7] = ["7", "-1.5", "true", "[]", "[\"a\"]", "{}", "{\"a\":\"b\"}"];
/// Values of other types than a number.
pub(super) const NO_NUMBER: [&str; 7] = ["\"3\"", "\"\"", "true", "[]", "[3]", "{}", "{\"a\":3}"];
/// Values of other types than a list.
pub(super) const NO_LIST: [&str; 6] = ["7", "\"a\"", "true", "{}", "{\"0\":1}", "0.5"];
/// Values of other types than an object.
pub(super) const NO_OBJECT: [&str; 7] = ["7", "\"a\"", "true", "[]", "[[]]", "[{}]", "\"{}\""];

pub(super) fn is_no_text() -> Vec<Bad> {
    let mut bad = all(&NO_TEXT, shape, "wrong-type");
    // Half a surrogate pair is no character.
    bad.extend(all(
        &[
            r#""\ud800""#,
            r#""a\udc00""#,
            r#""\ud83d\ud83d""#,
            r#""\udfffa""#,
        ],
        text,
        "invalid",
    ));
    bad.push(text("\"a\u{1}\"", "invalid-json"));
    bad
}

pub(super) fn is_no_number() -> Vec<Bad> {
    let mut bad = all(&NO_NUMBER, shape, "wrong-type");
    bad.extend(all(&["1e400", "-1e400"], text, "out-of-range"));
    bad.extend(all(
        &[
            "NaN",
            "Infinity",
            "-Infinity",
            "+1",
            "01",
            "0x10",
            ".5",
            "1_000",
        ],
        text,
        "invalid-json",
    ));
    bad
}
