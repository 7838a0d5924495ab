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
