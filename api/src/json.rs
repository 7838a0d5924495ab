//! Reading JSON, with the pointer of what is wrong.

use punte_core::error::FieldError;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// Reads bytes; the first error of shape, with its pointer.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, FieldError> {
    // serde reads a struct from a list, too; ours are objects.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(FieldError::new("", "wrong-type"));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|e| {
        // serde_json calls a list in the place of a name a syntax error, though it is JSON.
        let is_json = serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
        shape_error(&e, is_json)
    })?;
    deserializer
        .end()
        .map_err(|_e| FieldError::new("", "invalid-json"))?;
    Ok(value)
}

/// Reads a value; the first error of shape, with its pointer.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, FieldError> {
    serde_path_to_error::deserialize(value).map_err(|e| shape_error(&e, true))
}

/// Adds a segment to a pointer.
fn append(pointer: &mut String, segment: &str) {
    pointer.push('/');
    pointer.push_str(segment);
}

fn shape_error(error: &serde_path_to_error::Error<serde_json::Error>, is_json: bool) -> FieldError {
    let inner = error.inner();
    if !is_json {
        return FieldError::new("", "invalid-json");
    }
    let mut pointer = String::new();
    for segment in error.path() {
        use serde_path_to_error::Segment;
        match segment {
            Segment::Seq { index } => append(&mut pointer, &index.to_string()),
            Segment::Map { key } => {
                append(&mut pointer, &key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    let text = inner.to_string();
    let named = |prefix: &str| {
        text.strip_prefix(prefix)
            .and_then(|rest| rest.split('`').next())
            .map(str::to_owned)
    };
    if let Some(field) = named("missing field `") {
        return FieldError::new(format!("{pointer}/{field}"), "required");
    }
    if let Some(field) = named("unknown field `") {
        if !pointer.ends_with(&format!("/{field}")) {
            append(&mut pointer, &field);
        }
        return FieldError::new(pointer, "unknown-field");
    }
    if let Some(field) = named("duplicate field `") {
        return FieldError::new(format!("{pointer}/{field}"), "duplicate");
    }
    let code = if inner.is_syntax() {
        "wrong-type"
    } else if text.starts_with("unknown variant") {
        "unknown-value"
    } else if text.starts_with("dates-reversed") {
        "dates-reversed"
    } else if text.starts_with("point:") {
        "point"
    } else if text.starts_with("invalid value")
        || text.starts_with("number out of range")
        || text.contains("out of range")
    {
        "out-of-range"
    } else if text.starts_with("invalid type") {
        "wrong-type"
    } else {
        "invalid"
    };
    FieldError::new(pointer, code)
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
    }
}
