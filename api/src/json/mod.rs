//! Reading JSON, with the pointer of what is wrong. Text becomes a tree, the tree becomes a type; either can fail. And the names that
//! values have on the wire.

mod parse;
mod read;

use punte_core::error::FieldError;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use parse::Tree;
use read::Reader;

/// Reads bytes; the first error of shape, with its pointer.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, FieldError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let Tree(tree) =
        serde_path_to_error::deserialize(&mut deserializer).map_err(|e| text_error(&e))?;
    deserializer
        .end()
        .map_err(|_e| FieldError::new("", "invalid-json"))?;
    from_value(tree)
}

/// Reads a value; the first error of shape, with its pointer.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, FieldError> {
    T::deserialize(Reader::new(value)).map_err(FieldError::from)
}

/// The name of a value on the wire: of what is written as a text.
pub fn wire_name(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Adds a segment to a pointer.
fn append(pointer: &mut String, segment: &str) {
    pointer.push('/');
    pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
}

fn pointer_of(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => append(&mut pointer, &index.to_string()),
            Segment::Map { key } => append(&mut pointer, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// The rest of a message after what it begins with, up to the end of the name there.
fn named<'a>(text: &'a str, prefix: &str, end: &str) -> Option<&'a str> {
    text.strip_prefix(prefix)?
        .split_once(end)
        .map(|(name, _)| name)
}

/// What is wrong with a text that is no tree. Where the fault lies in one value, the pointer says in which.
fn text_error(error: &serde_path_to_error::Error<serde_json::Error>) -> FieldError {
    let mut pointer = pointer_of(error.path());
    let text = error.inner().to_string();
    if let Some(name) = named(&text, "duplicate field `", "` at line") {
        append(&mut pointer, name);
        return FieldError::new(pointer, "duplicate");
    }
    // Half a surrogate pair, or bytes that are no UTF-8.
    let is_no_text = ["lone leading", "unexpected end of hex", "invalid unicode"]
        .iter()
        .any(|fault| text.starts_with(fault));
    if text.starts_with("number out of range") {
        FieldError::new(pointer, "out-of-range")
    } else if is_no_text {
        FieldError::new(pointer, "invalid")
    } else {
        FieldError::new("", "invalid-json")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use punte_core::{offer::OfferDraft, request::RequestDraft};

    fn error<T: DeserializeOwned>(text: &str) -> (String, &'static str) {
        let e = from_slice::<T>(text.as_bytes()).err().unwrap();
        (e.pointer, e.code)
    }

    #[test]
    fn errors_of_shape_name_their_field() {
        assert_eq!(error::<RequestDraft>("{"), (String::new(), "invalid-json"));
        assert_eq!(
            error::<RequestDraft>(r#"{"household":{"women":-1}}"#),
            ("/household/women".into(), "out-of-range")
        );
        assert_eq!(
            error::<RequestDraft>(r#"{"household":{"colour":1}}"#),
            ("/household/colour".into(), "unknown-field")
        );
        assert_eq!(
            error::<RequestDraft>(r#"{"household":{}}"#),
            ("/contact".into(), "required")
        );
        assert_eq!(
            error::<OfferDraft>(r#"{"capacity":2147483648}"#),
            ("/capacity".into(), "out-of-range")
        );
        assert_eq!(
            error::<OfferDraft>(r#"{"capacity":"3"}"#),
            ("/capacity".into(), "wrong-type")
        );
        assert_eq!(
            error::<OfferDraft>(r#"{"language":"xx"}"#),
            ("/language".into(), "unknown-value")
        );
        assert_eq!(
            error::<OfferDraft>(r#"{"availability":[{"from":"2026-12-05","to":"2026-12-01"}]}"#),
            ("/availability/0".into(), "dates-reversed")
        );
        assert_eq!(
            error::<RequestDraft>(r#"{"household":{"household":1}}"#),
            ("/household/household".into(), "unknown-field")
        );
        assert_eq!(
            error::<RequestDraft>(r#"{"household":{"a/b~":1}}"#),
            ("/household/a~1b~0".into(), "unknown-field")
        );
    }

    #[test]
    fn errors_of_text_name_their_field_if_they_lie_in_one() {
        for (text, pointer, code) in [
            (r#"{"a":[{"b":1e400}]}"#, "/a/0/b", "out-of-range"),
            (r#"{"a":["x","\ud800"]}"#, "/a/1", "invalid"),
            (r#"{"a":{"b":1,"c":2,"b":1}}"#, "/a/b", "duplicate"),
            (r#"{"a":{"x`":1,"x`":1}}"#, "/a/x`", "duplicate"),
            (r#"{"a":1}{"a":1}"#, "", "invalid-json"),
            (r#"{"a":NaN}"#, "", "invalid-json"),
            ("", "", "invalid-json"),
        ] {
            assert_eq!(error::<Value>(text), (pointer.into(), code), "{text}");
        }
        assert_eq!(error::<Value>(&"[".repeat(10_000)).1, "invalid-json");
    }

    #[test]
    fn keys_of_maps_are_in_the_pointer() {
        for (text, pointer, code) in [
            (r#"{"xx":{}}"#, "/xx", "unknown-value"),
            (r#"{"uk":[]}"#, "/uk", "wrong-type"),
            (r#"{"uk":{"title":"a"}}"#, "/uk/description", "required"),
            (r#"{"uk":{"title":1}}"#, "/uk/title", "wrong-type"),
        ] {
            assert_eq!(
                error::<OfferDraft>(&format!(r#"{{"translations":{text}}}"#)),
                (format!("/translations{pointer}"), code),
                "{text}"
            );
        }
    }

    #[test]
    fn an_object_is_never_read_from_a_list() {
        for (text, pointer) in [
            ("[]", ""),
            (r#"{"household":[]}"#, "/household"),
            (
                r#"{"household":{"functional":[]}}"#,
                "/household/functional",
            ),
            (
                r#"{"needs":[{"dates":["2026-12-01","2026-12-05"]}]}"#,
                "/needs/0/dates",
            ),
            (
                r#"{"needs":[{"details":["housing",{}]}]}"#,
                "/needs/0/details",
            ),
        ] {
            assert_eq!(error::<RequestDraft>(text), (pointer.into(), "wrong-type"));
        }
        assert_eq!(
            error::<OfferDraft>(r#"{"details":{"category":"housing","pets":[]}}"#),
            ("/details/pets".into(), "wrong-type")
        );
    }

    #[test]
    fn what_is_wrong_with_the_fields_of_a_category_names_the_field() {
        for (text, pointer, code) in [
            (
                r#"{"kind":"house","category":"zebra"}"#,
                "/category",
                "unknown-value",
            ),
            (r#"{"kind":"house"}"#, "/category", "required"),
            (
                r#"{"kind":"zebra","category":"housing"}"#,
                "/kind",
                "unknown-value",
            ),
            (
                r#"{"bedrooms":-1,"category":"housing"}"#,
                "/bedrooms",
                "out-of-range",
            ),
            (
                r#"{"pets":{"dogs":1},"category":"housing"}"#,
                "/pets/dogs",
                "wrong-type",
            ),
            (
                r#"{"zebra":1,"category":"service"}"#,
                "/zebra",
                "unknown-field",
            ),
            (
                r#"{"occupation":"x","category":"job"}"#,
                "/occupation",
                "isco",
            ),
        ] {
            assert_eq!(
                error::<OfferDraft>(&format!(r#"{{"details":{text}}}"#)),
                (format!("/details{pointer}"), code),
                "{text}"
            );
        }
        assert_eq!(
            error::<RequestDraft>(
                r#"{"needs":[{"details":{"occupations":["1","x"],"category":"job"}}]}"#
            ),
            ("/needs/0/details/occupations/1".into(), "isco")
        );
    }
}
