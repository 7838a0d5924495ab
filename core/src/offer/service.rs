use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidateUrl, ValidationError};

use super::category::ServiceTheme;
use crate::{
    constraint::{Facts, Feature, Tri},
    contact::{Phone, plain_text, text_without_contacts},
};

/// Any other help. Its capacity is a plain count of people at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ServiceDetails {
    /// What it is about.
    pub theme: ServiceTheme,
    /// In words, as on the door.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "text_without_contacts"))]
    #[schema(max_length = 200)]
    pub opening_hours: Option<String>,
    /// Who may come, in words.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "text_without_contacts"))]
    #[schema(max_length = 500)]
    pub who_is_eligible: Option<String>,
    /// Papers needed, in words.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "text_without_contacts"))]
    #[schema(max_length = 500)]
    pub documents_needed: Option<String>,
    /// Whether it can be had without papers.
    #[serde(default)]
    pub no_documents_needed: Tri,
    /// No step between street and room.
    #[serde(default)]
    pub step_free: Tri,
    /// By phone or video.
    #[serde(default)]
    pub remote: Tri,
    /// A sign-language interpreter can be had.
    #[serde(default)]
    pub sign_language: Tri,
    /// Children can come along.
    #[serde(default)]
    pub children_welcome: Tri,
    /// Public phone of the organisation, E.164. Institutions only.
    #[serde(default)]
    #[validate(custom(function = "callable"))]
    #[schema(pattern = r"^\+[0-9]{6,15}$", example = "+37322000000")]
    pub public_phone: Option<String>,
    /// Web page of the organisation. Institutions only.
    #[serde(default)]
    #[validate(custom(function = "public_page"), length(max = 300))]
    #[schema(max_length = 300)]
    pub web_page: Option<String>,
}

/// An http or https address of a named host, without user name or password in it.
fn public_page(text: &str) -> Result<(), ValidationError> {
    plain_text(text)?;
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|r| r.split(['/', '?', '#']).next());
    let named = host.is_some_and(|h| h.contains('.') && !h.contains('@') && !h.starts_with('.'));
    if named && text.validate_url() && !text.contains(char::is_whitespace) {
        Ok(())
    } else {
        Err(ValidationError::new("web-page"))
    }
}

fn callable(text: &str) -> Result<(), ValidationError> {
    plain_text(text)?;
    Phone::parse(text)
        .map(|_| ())
        .map_err(|_e| ValidationError::new("phone"))
}

impl ServiceDetails {
    pub(super) const fn say(&self, facts: &mut Facts) {
        facts.say(Feature::NoDocumentsNeeded, self.no_documents_needed);
        facts.say(Feature::StepFree, self.step_free);
        facts.say(Feature::Remote, self.remote);
        facts.say(Feature::SignLanguage, self.sign_language);
        facts.say(Feature::ChildrenWelcome, self.children_welcome);
    }
}
