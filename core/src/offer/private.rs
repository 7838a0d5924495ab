use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    contact::plain_text,
    error::{FieldError, field_errors},
    offer::Category,
    place::GeoPoint,
};

/// What nobody sees before both sides agreed: it lives in the identity schema.
///
/// No `Debug`: it cannot be logged.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = OfferPrivate)]
pub struct OfferPrivateDraft {
    /// Street and number, as on the door.
    #[serde(default)]
    #[validate(length(min = 1, max = 300), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 300)]
    pub address: Option<String>,
    /// The exact point.
    #[serde(default)]
    pub point: Option<GeoPoint>,
    /// Of a ride: the driver's name.
    #[serde(default)]
    #[validate(length(min = 1, max = 120), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 120)]
    pub driver: Option<String>,
    /// Of a ride: the plate.
    #[serde(default)]
    #[validate(length(min = 1, max = 20), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 20)]
    pub plate: Option<String>,
    /// Of medical help: the licence number.
    #[serde(default)]
    #[validate(length(min = 1, max = 60), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 60)]
    pub licence_number: Option<String>,
}

/// The private fields that offers of a category have, by their names and in the order of the form.
pub const fn private_fields(category: Category) -> &'static [&'static str] {
    match category {
        Category::Transport => &["address", "point", "driver", "plate"],
        Category::Medical => &["address", "point", "licence_number"],
        Category::Housing | Category::Job | Category::Service => &["address", "point"],
    }
}

/// Checked private data of an offer.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfferPrivate(OfferPrivateDraft);

impl OfferPrivate {
    /// Checks everything; all errors at once, with pointers relative to the draft.
    pub fn parse(draft: OfferPrivateDraft, category: Category) -> Result<Self, Vec<FieldError>> {
        let mut errors = field_errors(draft.validate());
        if category != Category::Transport {
            for (field, given) in [
                ("/driver", draft.driver.is_some()),
                ("/plate", draft.plate.is_some()),
            ] {
                if given {
                    errors.push(FieldError::new(field, "not-of-this-category"));
                }
            }
        }
        if category != Category::Medical && draft.licence_number.is_some() {
            errors.push(FieldError::new("/licence_number", "not-of-this-category"));
        }
        if errors.is_empty() {
            Ok(Self(draft))
        } else {
            Err(errors)
        }
    }

    /// What is still missing before moderators can look at it, with pointers relative to the draft. Nobody finds a bed
    /// whose address was never given: contacts would be shown, and lead nowhere.
    pub fn missing_for_review(&self, category: Category) -> Vec<FieldError> {
        if category == Category::Housing && self.0.address.is_none() {
            vec![FieldError::new("/address", "required")]
        } else {
            Vec::new()
        }
    }

    /// What it holds.
    pub const fn get(&self) -> &OfferPrivateDraft {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_private_fields_of_a_category_are_those_that_may_be_filled_in() {
        let full = OfferPrivateDraft {
            address: Some("strada Florilor 3".to_owned()),
            point: Some(GeoPoint::new(47.0, 28.8).unwrap()),
            driver: Some("Ion".to_owned()),
            plate: Some("ABC 123".to_owned()),
            licence_number: Some("MD-1".to_owned()),
        };
        let all = serde_json::to_value(&full).unwrap();
        let all: Vec<&String> = all.as_object().unwrap().keys().collect();
        for category in Category::ALL {
            let errors = OfferPrivate::parse(full.clone(), category).err();
            let refused = errors.unwrap_or_default();
            let mut taken: Vec<&str> = all
                .iter()
                .map(|name| name.as_str())
                .filter(|name| !refused.iter().any(|e| e.pointer == format!("/{name}")))
                .collect();
            let mut named = private_fields(category).to_vec();
            taken.sort_unstable();
            named.sort_unstable();
            assert_eq!(named, taken, "{category:?}");
        }
    }
}
