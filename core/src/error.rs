//! What is wrong with which field, in a form that REST, pages and imports can all render.

use serde::Serialize;
use validator::{ValidationErrors, ValidationErrorsKind};

/// One thing wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the document that was sent; empty means the whole of it.
    pub pointer: String,
    /// Kebab-case code, the key of the text: `out-of-range`, `too-long`, `dates-reversed`.
    pub code: &'static str,
    /// The bounds, where the code has some.
    pub bounds: Option<(i64, i64)>,
    /// What was not understood, where a page names it: words that people typed, never in an answer of the API.
    #[serde(skip)]
    pub said: Option<String>,
}

impl FieldError {
    /// An error without bounds.
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            bounds: None,
            said: None,
        }
    }

    /// `out-of-range`, with the smallest and the largest value allowed.
    pub fn range(pointer: impl Into<String>, min: i64, max: i64) -> Self {
        Self {
            pointer: pointer.into(),
            code: "out-of-range",
            bounds: Some((min, max)),
            said: None,
        }
    }

    /// The same error, seen from a document in which this one lies at `prefix`.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.pointer.insert_str(0, prefix);
        self
    }

    /// The same error, where the field at `from` goes by another name.
    #[must_use]
    pub fn moved(mut self, from: &str, to: &str) -> Self {
        if self.pointer == from {
            to.clone_into(&mut self.pointer);
        }
        self
    }
}

/// Every error that `validator` found, with JSON pointers; empty when there is none.
pub fn field_errors(result: Result<(), ValidationErrors>) -> Vec<FieldError> {
    let mut found = Vec::new();
    if let Err(errors) = result {
        collect(&errors, "", &mut found);
    }
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn collect(errors: &ValidationErrors, prefix: &str, found: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let pointer = if field == "__all__" {
            prefix.to_owned()
        } else {
            format!("{prefix}/{field}")
        };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &pointer, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{pointer}/{index}"), found);
                }
            }
            ValidationErrorsKind::Field(problems) => {
                for problem in problems {
                    let bound =
                        |name: &str| problem.params.get(name).and_then(serde_json::Value::as_f64);
                    #[expect(
                        clippy::cast_possible_truncation,
                        reason = "bounds are small whole numbers written in this crate"
                    )]
                    let whole = |name: &str| bound(name).map(|v| v as i64);
                    let (min, max) = (whole("min"), whole("max"));
                    found.push(FieldError {
                        pointer: pointer.clone(),
                        code: code_of(&problem.code),
                        bounds: (min.is_some() || max.is_some())
                            .then(|| (min.unwrap_or(0), max.unwrap_or(i64::MAX))),
                        said: None,
                    });
                }
            }
        }
    }
}

/// Our code for one of validator's, or for one of our own custom validations.
fn code_of(code: &str) -> &'static str {
    const OWN: [&str; 12] = [
        "required",
        "contact-in-text",
        "control-characters",
        "dates-reversed",
        "duplicate",
        "email",
        "phone",
        "web-page",
        "isco",
        "currency",
        "blank",
        "point",
    ];
    match code {
        "length" => "length",
        "range" => "out-of-range",
        "url" => "web-page",
        other => OWN
            .into_iter()
            .find(|own| *own == other)
            .unwrap_or("invalid"),
    }
}
