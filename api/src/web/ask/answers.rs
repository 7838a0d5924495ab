//! What a step's form sent, by name. Nothing is refused for its shape: what cannot be read is an error at its field.

use punte_core::error::FieldError;
use serde::Deserialize;

use crate::web::proof::CARRIED;

/// The fields of a step.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(in crate::web) struct Answers(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Answers {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }
}

impl Answers {
    /// The first value of a name, without spaces around it; empty if there is none.
    pub(in crate::web) fn one(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// All values of a name.
    pub(in crate::web) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked or a button pressed.
    pub(in crate::web) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The answers alone, to carry them through a page that asks something else first: without what every form carries, and without the
    /// code of that page.
    pub(in crate::web) fn kept(self) -> Vec<(String, String)> {
        self.0
            .into_iter()
            .filter(|(name, _)| name != "code" && !CARRIED.contains(&name.as_str()))
            .collect()
    }
}

/// A number that may be left empty, which is none.
pub(super) fn count(text: &str, pointer: &str, max: u8, errors: &mut Vec<FieldError>) -> u8 {
    if text.is_empty() {
        return 0;
    }
    match text.parse::<u8>() {
        Ok(n) if n <= max => n,
        _ => {
            errors.push(FieldError::range(pointer, 0, max.into()));
            0
        }
    }
}

/// A value by its name on the wire.
pub(in crate::web) fn named<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// A number as a field shows it: nothing for none.
pub(super) fn shown(n: u8) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_or_is_an_error_at_its_field() {
        let mut errors = Vec::new();
        assert_eq!(count("", "/women", 60, &mut errors), 0);
        assert_eq!(count("2", "/women", 60, &mut errors), 2);
        assert!(errors.is_empty());
        for wrong in ["-1", "61", "two", "2.5", "99999999999999999999", "2 3"] {
            count(wrong, "/women", 60, &mut errors);
        }
        assert_eq!(errors.len(), 6);
    }
}
