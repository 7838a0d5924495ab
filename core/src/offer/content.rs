use std::collections::BTreeMap;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Category, Departure, HousingDetails, JobDetails, MedicalDetails, ServiceDetails, ServiceTheme,
    TransportDetails,
};
use crate::{
    constraint::{Facts, Feature, Tri},
    contact::{Phone, text_without_contacts},
    error::{FieldError, field_errors},
    id::PlaceId,
    locale::{Language, Locale},
    period::{Period, merged},
    place::Publication,
    provider::{ProviderKind, VettingLevel},
    tagged::{self, ByCategory},
};

/// The fields of one category.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "category", rename_all = "snake_case")]
pub enum OfferDetails {
    /// A place to sleep.
    Housing(HousingDetails),
    /// A ride.
    Transport(TransportDetails),
    /// Paid work.
    Job(JobDetails),
    /// Medical help.
    Medical(MedicalDetails),
    /// Any other help.
    Service(ServiceDetails),
}

impl<'de> Deserialize<'de> for OfferDetails {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tagged::deserialize(deserializer)
    }
}

impl ByCategory for OfferDetails {
    fn read<'de, D: Deserializer<'de>>(category: Category, fields: D) -> Result<Self, D::Error> {
        Ok(match category {
            Category::Housing => Self::Housing(HousingDetails::deserialize(fields)?),
            Category::Transport => Self::Transport(TransportDetails::deserialize(fields)?),
            Category::Job => Self::Job(JobDetails::deserialize(fields)?),
            Category::Medical => Self::Medical(MedicalDetails::deserialize(fields)?),
            Category::Service => Self::Service(ServiceDetails::deserialize(fields)?),
        })
    }
}

impl OfferDetails {
    /// Its category.
    pub const fn category(&self) -> Category {
        match self {
            Self::Housing(_) => Category::Housing,
            Self::Transport(_) => Category::Transport,
            Self::Job(_) => Category::Job,
            Self::Medical(_) => Category::Medical,
            Self::Service(_) => Category::Service,
        }
    }

    /// What an offer with these fields says about every feature.
    pub const fn facts(&self, free_of_charge: Tri) -> Facts {
        let mut facts = Facts::empty();
        match self {
            Self::Housing(d) => d.say(&mut facts),
            Self::Transport(d) => d.say(&mut facts),
            Self::Job(d) => d.say(&mut facts),
            Self::Medical(d) => d.say(&mut facts),
            Self::Service(d) => d.say(&mut facts),
        }
        if !matches!(self, Self::Job(_)) {
            facts.say(Feature::FreeOfCharge, free_of_charge);
        }
        facts
    }

    fn errors(&self) -> Vec<FieldError> {
        let (mut errors, own) = match self {
            Self::Housing(d) => (field_errors(d.validate()), d.check()),
            Self::Transport(d) => (field_errors(d.validate()), d.check()),
            Self::Job(d) => (field_errors(d.validate()), Vec::new()),
            Self::Medical(d) => (field_errors(d.validate()), Vec::new()),
            Self::Service(d) => (field_errors(d.validate()), Vec::new()),
        };
        errors.extend(own);
        errors
    }
}

/// Title and description in another language, by whom it was translated is kept beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Title.
    #[validate(length(min = 3, max = 120), custom(function = "text_without_contacts"))]
    #[schema(min_length = 3, max_length = 120)]
    pub title: String,
    /// Description.
    #[validate(length(max = 2000), custom(function = "text_without_contacts"))]
    #[schema(max_length = 2000)]
    pub description: String,
}

/// Everything of an offer that moderators decide on, as its provider writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = OfferContent, example = json!({
    "title": "Room for three near the station",
    "description": "A quiet room with its own bathroom, ten minutes on foot from the station. There is a cot.",
    "language": "en",
    "translations": { "uk": { "title": "Кімната на трьох біля вокзалу", "description": "Тиха кімната з власною ванною." } },
    "place_id": 618426,
    "capacity": 3,
    "availability": [{ "from": "2026-12-01", "to": "2027-02-01" }],
    "languages": ["uk", "ro"],
    "free_of_charge": "yes",
    "private_home": true,
    "details": {
        "category": "housing", "kind": "room", "privacy": "private_room", "children_welcome": "yes",
        "bathroom": "own", "step_free": "all", "pets": { "dogs": "yes", "cats": "unknown", "max_count": 1 }, "cot": "yes"
    }
}))]
pub struct OfferDraft {
    /// Title, in `language`.
    #[validate(length(min = 3, max = 120), custom(function = "text_without_contacts"))]
    #[schema(
        min_length = 3,
        max_length = 120,
        example = "Room for three near the station"
    )]
    pub title: String,
    /// Description, in `language`. No phone, link or e-mail address.
    #[validate(
        length(min = 3, max = 2000),
        custom(function = "text_without_contacts")
    )]
    #[schema(min_length = 3, max_length = 2000)]
    pub description: String,
    /// The language of title and description.
    pub language: Locale,
    /// Title and description in other languages.
    #[serde(default)]
    pub translations: BTreeMap<Locale, Translation>,
    /// The settlement or crossing.
    pub place_id: PlaceId,
    /// Beds, seats, openings, places a week, people: by category.
    #[validate(range(min = 1, max = 5000))]
    #[schema(minimum = 1, maximum = 5000)]
    pub capacity: u16,
    /// When it can be had. Empty: at any time (not for housing).
    #[serde(default)]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub availability: Vec<Period>,
    /// Languages spoken there.
    #[serde(default)]
    #[validate(length(max = 12))]
    #[schema(max_items = 12)]
    pub languages: Vec<Language>,
    /// Whether it costs nothing.
    #[serde(default)]
    pub free_of_charge: Tri,
    /// What it costs, in words.
    #[serde(default)]
    #[validate(length(min = 1, max = 200), custom(function = "text_without_contacts"))]
    #[schema(min_length = 1, max_length = 200)]
    pub price_note: Option<String>,
    /// Meant for minors without their parents (then two moderators and level L3).
    #[serde(default)]
    pub for_minors: bool,
    /// A shelter whose place is kept secret: only its service area is shown.
    #[serde(default)]
    pub confidential: bool,
    /// The place is somebody's home.
    #[serde(default)]
    pub private_home: bool,
    /// An institution's wish to show its door. Ignored for private people and homes.
    #[serde(default)]
    pub show_address: bool,
    /// The fields of its category.
    pub details: OfferDetails,
}

/// Checked content of an offer: it can only be made by [`OfferContent::parse`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfferContent(OfferDraft);

impl Deref for OfferContent {
    type Target = OfferDraft;
    fn deref(&self) -> &OfferDraft {
        &self.0
    }
}

impl OfferContent {
    /// Checks everything; all errors at once, with pointers relative to the draft. Intervals of availability
    /// that touch or overlap are merged.
    pub fn parse(mut draft: OfferDraft) -> Result<Self, Vec<FieldError>> {
        let mut errors = field_errors(draft.validate());
        errors.extend(
            draft
                .details
                .errors()
                .into_iter()
                .map(|e| e.under("/details")),
        );
        if draft.details.category() == Category::Housing && draft.availability.is_empty() {
            errors.push(FieldError::new("/availability", "required"));
        }
        // By hand: validator counts the entries of a map, and the pointer must name the language.
        for (language, translation) in &draft.translations {
            let prefix = format!("/translations/{}", language.as_str());
            errors.extend(
                field_errors(translation.validate())
                    .into_iter()
                    .map(|e| e.under(&prefix)),
            );
        }
        if draft.translations.contains_key(&draft.language) {
            errors.push(FieldError::new(
                format!("/translations/{}", draft.language.as_str()),
                "duplicate",
            ));
        }
        for (index, language) in draft.languages.iter().enumerate().take(20) {
            if draft
                .languages
                .iter()
                .take(index)
                .any(|earlier| earlier == language)
            {
                errors.push(FieldError::new(format!("/languages/{index}"), "duplicate"));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        draft.availability = merged(draft.availability);
        if let OfferDetails::Service(ServiceDetails {
            public_phone: Some(phone),
            ..
        }) = &mut draft.details
            && let Ok(e164) = Phone::parse(phone)
        {
            e164.reveal().clone_into(phone);
        }
        Ok(Self(draft))
    }

    /// As [`OfferContent::parse`], for an offer of a provider of this kind: public phone and web page are for institutions.
    pub fn parse_for(draft: OfferDraft, provider: ProviderKind) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if let OfferDetails::Service(service) = &draft.details
            && (provider == ProviderKind::Volunteer || draft.private_home)
        {
            for (pointer, given) in [
                ("/details/public_phone", service.public_phone.is_some()),
                ("/details/web_page", service.web_page.is_some()),
            ] {
                if given {
                    errors.push(FieldError::new(pointer, "institutions-only"));
                }
            }
        }
        match Self::parse(draft) {
            Ok(content) if errors.is_empty() => Ok(content),
            Ok(_) => Err(errors),
            Err(more) => {
                errors.extend(more);
                Err(errors)
            }
        }
    }

    /// What it holds, in constant context.
    pub const fn draft(&self) -> &OfferDraft {
        &self.0
    }

    /// Its category.
    pub const fn category(&self) -> Category {
        self.0.details.category()
    }

    /// Of a ride: when it leaves.
    pub const fn departure(&self) -> Option<Departure> {
        match &self.0.details {
            OfferDetails::Transport(ride) => Some(ride.departure()),
            _ => None,
        }
    }

    /// The draft, to edit.
    pub fn into_draft(self) -> OfferDraft {
        self.0
    }

    /// Fills in the points of a ride's stops, in order, from the gazetteer.
    #[must_use]
    pub fn with_stop_points(mut self, points: &[crate::place::GeoPoint]) -> Self {
        if let OfferDetails::Transport(ride) = &mut self.0.details {
            for (stop, point) in ride.stops.iter_mut().zip(points) {
                stop.point = Some(*point);
            }
        }
        self
    }

    /// What it says about every feature.
    pub const fn facts(&self) -> Facts {
        self.0.details.facts(self.0.free_of_charge)
    }

    /// Whether the place or the person behind it is private: a volunteer's, somebody's home (said so, or
    /// somebody lives there), or work with lodging. The database knows the same rule, in `approvals_required`.
    pub const fn is_private(&self, provider: ProviderKind) -> bool {
        matches!(provider, ProviderKind::Volunteer)
            || self.0.private_home
            || self.somebody_lives_there()
            || self.lodging_with_job()
    }

    const fn somebody_lives_there(&self) -> bool {
        matches!(
            &self.0.details,
            OfferDetails::Housing(
                HousingDetails {
                    resident_women: Some(1..),
                    ..
                } | HousingDetails {
                    resident_men: Some(1..),
                    ..
                } | HousingDetails {
                    resident_children: Some(1..),
                    ..
                }
            )
        )
    }

    const fn lodging_with_job(&self) -> bool {
        matches!(
            &self.0.details,
            OfferDetails::Job(JobDetails {
                housing_included: Tri::Yes,
                ..
            })
        )
    }

    /// How its place may be published.
    pub const fn publication(&self, provider: ProviderKind) -> Publication {
        if self.0.confidential {
            Publication::Settlement
        } else if self.0.show_address && !self.is_private(provider) {
            Publication::Door
        } else {
            Publication::Cell
        }
    }

    /// The level of its provider at which families with children are matched to it, where others are at a lower one: that of a private home
    /// that does not say no to children.
    pub fn families_vetting(&self, provider: ProviderKind) -> Option<VettingLevel> {
        let level = VettingLevel::FAMILIES;
        let home = matches!(self.0.details, OfferDetails::Housing(_)) && self.is_private(provider);
        let refused = self.facts().get(Feature::ChildrenWelcome) == Tri::No;
        (home && !refused && self.least_vetting(provider) < level).then_some(level)
    }

    /// The least vetting level of its provider (docs/architecture.md, What an offer needs). Parties with children ask one
    /// more of private housing, see [`crate::matching`].
    pub const fn least_vetting(&self, provider: ProviderKind) -> VettingLevel {
        if self.0.for_minors {
            return VettingLevel::L3;
        }
        let private = self.is_private(provider);
        match &self.0.details {
            OfferDetails::Housing(_) => VettingLevel::L2,
            OfferDetails::Transport(_) if private => VettingLevel::L2,
            OfferDetails::Transport(_) => VettingLevel::L1,
            OfferDetails::Job(_) if private => VettingLevel::L2,
            OfferDetails::Job(_) => VettingLevel::L1,
            OfferDetails::Medical(_) => VettingLevel::L2,
            OfferDetails::Service(s) => match s.theme {
                ServiceTheme::Information
                | ServiceTheme::Goods
                | ServiceTheme::Food
                | ServiceTheme::Connectivity
                | ServiceTheme::DonationPoint => VettingLevel::L0,
                ServiceTheme::Childcare => VettingLevel::L2,
                _ => VettingLevel::L1,
            },
        }
    }
}
