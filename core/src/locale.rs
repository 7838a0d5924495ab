//! The four languages that the product speaks, and the languages that people speak.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::FieldError;

/// A language that pages, mails and errors are written in.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Ukrainian, the default.
    #[default]
    Uk,
    /// Romanian.
    Ro,
    /// English.
    En,
    /// Russian.
    Ru,
}

impl Locale {
    /// All of them, in the order of the language switch.
    pub const ALL: [Self; 4] = [Self::Uk, Self::Ro, Self::En, Self::Ru];

    /// The BCP 47 tag.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uk => "uk",
            Self::Ro => "ro",
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The locale of a BCP 47 tag, whatever its region: `ro-MD` is `ro`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|l| l.as_str() == primary)
    }

    /// The best of an `Accept-Language` header (RFC 9110, 12.5.4): highest weight first, ties by position.
    pub fn negotiate(header: &str) -> Option<Self> {
        let mut ranked: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.trim().split(';');
                let locale = Self::from_tag(pieces.next()?)?;
                let weight = pieces
                    .find_map(|p| p.trim().strip_prefix("q=")?.parse::<f32>().ok())
                    .unwrap_or(1.0);
                (weight > 0.0).then_some((weight, locale))
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.first().map(|r| r.1)
    }
}

/// A language that somebody speaks: a BCP 47 primary tag of two or three lower-case letters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[a-z]{2,3}$", example = "uk")]
pub struct Language([u8; 3]);

impl Language {
    /// Parses a tag.
    pub fn parse(tag: &str) -> Result<Self, FieldError> {
        if (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase()) {
            let mut letters = [0; 3];
            for (slot, letter) in letters.iter_mut().zip(tag.bytes()) {
                *slot = letter;
            }
            Ok(Self(letters))
        } else {
            Err(FieldError::new("", "language"))
        }
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0)
            .unwrap_or_default()
            .trim_end_matches('\0')
    }
}

impl TryFrom<String> for Language {
    type Error = String;
    fn try_from(tag: String) -> Result<Self, String> {
        Self::parse(&tag)
            .map_err(|_e| "language: two or three lower-case letters (BCP 47)".to_owned())
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_weight_wins_and_unknown_languages_are_passed_over() {
        assert_eq!(
            Locale::negotiate("de, ru;q=0.5, ro-MD;q=0.9"),
            Some(Locale::Ro)
        );
        assert_eq!(Locale::negotiate("de"), None);
        assert_eq!(Locale::negotiate("uk;q=0, en"), Some(Locale::En));
    }
}
