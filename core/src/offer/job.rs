use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    constraint::{Facts, Feature, Tri},
    locale::Language,
};

/// An occupation: an ISCO-08 unit or wider group, 1 to 4 digits (ILO, 2012).
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
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[0-9]{1,4}$", example = "9112")]
pub struct IscoCode([u8; 4]);

impl IscoCode {
    /// The digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0)
            .unwrap_or_default()
            .trim_end_matches('\0')
    }

    /// Whether this group holds the other: `91` holds `9112`.
    pub fn holds(&self, other: &Self) -> bool {
        other.as_str().starts_with(self.as_str())
    }
}

impl TryFrom<String> for IscoCode {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        if (1..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) {
            let mut digits = [0; 4];
            for (slot, digit) in digits.iter_mut().zip(code.bytes()) {
                *slot = digit;
            }
            Ok(Self(digits))
        } else {
            Err("isco: one to four digits".to_owned())
        }
    }
}

impl From<IscoCode> for String {
    fn from(code: IscoCode) -> Self {
        code.as_str().to_owned()
    }
}

/// The contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ContractKind {
    Permanent,
    FixedTerm,
    Seasonal,
    Service,
}

/// What the pay is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PayPeriod {
    Hour,
    Day,
    Week,
    Month,
}

/// How well a language is spoken, coarsened from CEFR: basic A1-A2, independent B1-B2, proficient C1-C2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Proficiency {
    Basic,
    Independent,
    Proficient,
}

/// A language that the work needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageNeed {
    /// Which.
    pub language: Language,
    /// How well.
    pub level: Proficiency,
}

/// Paid work. Its capacity is counted in openings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct JobDetails {
    /// Occupation, ISCO-08.
    pub occupation: IscoCode,
    /// The contract.
    pub contract: ContractKind,
    /// Hours a week.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60)]
    pub hours_per_week: u8,
    /// Pay in minor units (bani, cents).
    #[validate(range(min = 0, max = 100_000_000))]
    #[schema(minimum = 0, maximum = 100_000_000)]
    pub pay_minor: i64,
    /// ISO 4217.
    #[validate(custom(function = "currency"))]
    #[schema(pattern = "^[A-Z]{3}$", example = "MDL")]
    pub currency: String,
    /// What the pay is for.
    pub pay_period: PayPeriod,
    /// First day.
    #[serde(default, deserialize_with = "crate::written::maybe_day")]
    #[schema(value_type = Option<String>, format = Date)]
    pub starts_on: Option<Date>,
    /// Languages that the work needs.
    #[serde(default)]
    #[validate(length(max = 5))]
    #[schema(max_items = 5)]
    pub languages_needed: Vec<LanguageNeed>,
    /// Whether a licence or permit is needed.
    #[serde(default)]
    pub licence_needed: Tri,
    /// Work from anywhere.
    #[serde(default)]
    pub remote: Tri,
    /// Lodging comes with it (then two moderators decide).
    #[serde(default)]
    pub housing_included: Tri,
    /// Childcare comes with it.
    #[serde(default)]
    pub childcare_included: Tri,
    /// The workplace can be used in a wheelchair.
    #[serde(default)]
    pub accessible_workplace: Tri,
}

fn currency(code: &str) -> Result<(), ValidationError> {
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(ValidationError::new("currency"))
    }
}

impl JobDetails {
    pub(super) const fn say(&self, facts: &mut Facts) {
        facts.say(Feature::Remote, self.remote);
        facts.say(Feature::HousingIncluded, self.housing_included);
        facts.say(Feature::ChildcareIncluded, self.childcare_included);
        facts.say(Feature::AccessibleWorkplace, self.accessible_workplace);
        facts.say(
            Feature::PartTime,
            if self.hours_per_week < 35 {
                Tri::Yes
            } else {
                Tri::No
            },
        );
        facts.say(
            Feature::NoLicenceNeeded,
            match self.licence_needed {
                Tri::Yes => Tri::No,
                Tri::No => Tri::Yes,
                Tri::Unknown => Tri::Unknown,
            },
        );
    }
}
