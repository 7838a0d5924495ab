//! Objects whose field `category` says what their other fields are.
//!
//! serde's own internally tagged enums copy the fields before they read them. Whoever reads with a path (`serde_path_to_error`)
//! then learns that something in the object is wrong, but not what.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{
        Error, MapAccess, Visitor,
        value::{MapAccessDeserializer, MapDeserializer},
    },
};
use serde_json::Value;

use crate::offer::Category;

const TAG: &str = "category";

/// An enum with a variant for each category.
pub trait ByCategory: Sized {
    /// Reads the variant of a category from its fields.
    fn read<'de, D: Deserializer<'de>>(category: Category, fields: D) -> Result<Self, D::Error>;
}

/// Reads an object in which `category` stands anywhere. Paths reach the fields if it comes first; it is asked for first.
pub fn deserialize<'de, T: ByCategory, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_struct("Details", &[TAG], TagVisitor(PhantomData))
}

struct TagVisitor<T>(PhantomData<T>);

impl<'de, T: ByCategory> Visitor<'de> for TagVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a category")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<T, A::Error> {
        let mut before: Vec<(String, Value)> = Vec::new();
        while let Some(name) = fields.next_key::<String>()? {
            if name != TAG {
                before.push((name, fields.next_value()?));
                continue;
            }
            let category = fields.next_value()?;
            if before.is_empty() {
                return T::read(category, MapAccessDeserializer::new(fields));
            }
            while let Some(field) = fields.next_entry()? {
                before.push(field);
            }
            return T::read(category, MapDeserializer::new(before.into_iter()))
                .map_err(A::Error::custom);
        }
        Err(A::Error::missing_field(TAG))
    }
}

#[cfg(test)]
mod tests {
    use crate::{offer::OfferDetails, request::NeedDetails};

    fn need(text: &str) -> Result<NeedDetails, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }

    #[test]
    fn the_category_may_stand_anywhere() {
        let first = need(r#"{"category":"job","occupations":["75"],"languages":[]}"#).unwrap();
        let last = need(r#"{"occupations":["75"],"languages":[],"category":"job"}"#).unwrap();
        assert_eq!(first, last);
        // PostgreSQL sorts the fields of jsonb by length.
        let stored =
            r#"{"mode":"remote","urgent":"yes","category":"medical","speciality":"dentistry"}"#;
        let details: OfferDetails = serde_json::from_str(stored).unwrap();
        let again = serde_json::to_value(&details).unwrap();
        assert_eq!(again["category"], "medical");
        assert_eq!(
            serde_json::from_value::<OfferDetails>(again).unwrap(),
            details
        );
    }

    #[test]
    fn what_is_not_of_the_category_is_refused() {
        for (text, message) in [
            (
                r#"{"category":"housing","theme":"legal"}"#,
                "unknown field `theme`",
            ),
            (
                r#"{"theme":"legal","category":"housing"}"#,
                "unknown field `theme`",
            ),
            (r#"{"category":"service"}"#, "missing field `theme`"),
            (r#"{"theme":"legal"}"#, "missing field `category`"),
            (r#"{"category":"zebra"}"#, "unknown variant `zebra`"),
            (
                r#"{"category":"housing","category":"housing"}"#,
                "unknown field `category`",
            ),
            (r#"["housing",{}]"#, "invalid type: sequence"),
        ] {
            let error = need(text).unwrap_err();
            assert!(error.starts_with(message), "{text}: {error}");
        }
    }
}
