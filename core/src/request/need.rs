use std::ops::Deref;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::household::Household;
use crate::{
    constraint::{Criterion, check_criteria},
    error::FieldError,
    id::PlaceId,
    offer::{Category, IscoCode, LanguageNeed, ServiceTheme, Speciality},
    period::{MAX_NIGHTS, Period},
    tagged::{self, ByCategory},
};

/// What a need of each category adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "category", rename_all = "snake_case", deny_unknown_fields)]
pub enum NeedDetails {
    /// A place to sleep.
    Housing {},
    /// A ride.
    Transport {
        /// Where to.
        to_place_id: PlaceId,
    },
    /// Paid work.
    Job {
        /// Occupations wanted, ISCO-08 groups; empty = any.
        #[serde(default)]
        #[schema(max_items = 10)]
        occupations: Vec<IscoCode>,
        /// Languages spoken, with level.
        #[serde(default)]
        #[schema(max_items = 6)]
        languages: Vec<LanguageNeed>,
    },
    /// Medical help.
    Medical {
        /// Field of medicine.
        speciality: Speciality,
    },
    /// Any other help.
    Service {
        /// What it is about.
        theme: ServiceTheme,
    },
}

impl<'de> Deserialize<'de> for NeedDetails {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tagged::deserialize(deserializer)
    }
}

impl ByCategory for NeedDetails {
    fn read<'de, D: Deserializer<'de>>(category: Category, fields: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Housing {}
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Transport {
            to_place_id: PlaceId,
        }
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct Job {
            occupations: Vec<IscoCode>,
            languages: Vec<LanguageNeed>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Medical {
            speciality: Speciality,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Service {
            theme: ServiceTheme,
        }
        Ok(match category {
            Category::Housing => {
                let Housing {} = Housing::deserialize(fields)?;
                Self::Housing {}
            }
            Category::Transport => {
                let Transport { to_place_id } = Transport::deserialize(fields)?;
                Self::Transport { to_place_id }
            }
            Category::Job => {
                let Job {
                    occupations,
                    languages,
                } = Job::deserialize(fields)?;
                Self::Job {
                    occupations,
                    languages,
                }
            }
            Category::Medical => {
                let Medical { speciality } = Medical::deserialize(fields)?;
                Self::Medical { speciality }
            }
            Category::Service => {
                let Service { theme } = Service::deserialize(fields)?;
                Self::Service { theme }
            }
        })
    }
}

impl NeedDetails {
    /// Its category.
    pub const fn category(&self) -> Category {
        match self {
            Self::Housing {} => Category::Housing,
            Self::Transport { .. } => Category::Transport,
            Self::Job { .. } => Category::Job,
            Self::Medical { .. } => Category::Medical,
            Self::Service { .. } => Category::Service,
        }
    }
}

/// How soon.
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
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Urgency {
    Today,
    #[default]
    Days,
    Weeks,
    Later,
}

/// How much distance counts: half-life h/2, h or 2h.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Nearness {
    Near,
    #[default]
    Medium,
    Far,
}

/// A need as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NeedBody)]
pub struct NeedDraft {
    /// Near where (transport: from where).
    pub place_id: PlaceId,
    /// Nothing beyond so many metres.
    #[serde(default = "default_radius_m")]
    #[schema(minimum = 1000, maximum = 1_000_000, default = 50_000)]
    pub radius_m: u32,
    /// How much distance counts.
    #[serde(default)]
    pub nearness: Nearness,
    /// When. Required for housing (at most 180 nights) and transport (the days on which one could leave).
    #[serde(default)]
    pub dates: Option<Period>,
    /// Beds, seats, openings, places, people.
    #[schema(minimum = 1, maximum = 90)]
    pub quantity: u16,
    /// Whether the group may be split over several offers. For a stay or a ride with children it takes two adults, and there are never
    /// more parts than adults: no child is where no adult of theirs is.
    #[serde(default)]
    pub may_split: bool,
    /// Musts and wishes.
    #[serde(default)]
    #[schema(max_items = 24)]
    pub criteria: Vec<Criterion>,
    /// How soon.
    #[serde(default)]
    pub urgency: Urgency,
    /// What its category adds.
    pub details: NeedDetails,
}

const fn default_radius_m() -> u32 {
    50_000
}

/// Musts and wishes that a need has at most.
pub(super) const MAX_CRITERIA: usize = 24;

impl NeedDraft {
    /// Whether its days are over, if it has some: there is nothing left to look for.
    pub fn is_over(&self, today: Date) -> bool {
        self.dates
            .is_some_and(|days| days.left_from(today).is_none())
    }
}

/// A checked need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Need(NeedDraft);

impl Deref for Need {
    type Target = NeedDraft;
    fn deref(&self) -> &NeedDraft {
        &self.0
    }
}

impl Need {
    /// Checks everything; all errors at once, with pointers relative to the draft.
    pub fn parse(draft: NeedDraft, today: Date) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if !(1_000..=1_000_000).contains(&draft.radius_m) {
            errors.push(FieldError::range("/radius_m", 1_000, 1_000_000));
        }
        if !(1..=90).contains(&draft.quantity) {
            errors.push(FieldError::range("/quantity", 1, 90));
        }
        if draft.criteria.len() > MAX_CRITERIA {
            errors.push(Self::too_many_criteria());
        }
        let category = draft.details.category();
        errors.extend(
            check_criteria(category, &draft.criteria)
                .into_iter()
                .map(|e| e.under("/criteria")),
        );
        match draft.dates {
            None if matches!(category, Category::Housing | Category::Transport) => {
                errors.push(FieldError::new("/dates", "required"));
            }
            Some(dates) => {
                if dates.from() < today {
                    errors.push(FieldError::new("/dates/from", "in-the-past"));
                }
                if dates.nights() > MAX_NIGHTS {
                    errors.push(FieldError::range("/dates", 1, i64::from(MAX_NIGHTS)));
                }
                if today
                    .checked_add(2.years())
                    .is_ok_and(|latest| dates.from() > latest)
                {
                    errors.push(FieldError::new("/dates/from", "too-far-ahead"));
                }
            }
            None => {}
        }
        match &draft.details {
            NeedDetails::Job {
                occupations,
                languages,
            } => {
                if occupations.len() > 10 {
                    errors.push(FieldError {
                        bounds: Some((0, 10)),
                        ..FieldError::new("/details/occupations", "length")
                    });
                }
                if languages.len() > 6 {
                    errors.push(FieldError {
                        bounds: Some((0, 6)),
                        ..FieldError::new("/details/languages", "length")
                    });
                }
            }
            NeedDetails::Service {
                theme: ServiceTheme::DonationPoint,
            } => {
                errors.push(FieldError::new("/details/theme", "not-for-needs"));
            }
            NeedDetails::Transport { to_place_id } if *to_place_id == draft.place_id => {
                errors.push(FieldError::new("/details/to_place_id", "same-place"));
            }
            _ => {}
        }
        if errors.is_empty() {
            Ok(Self(draft))
        } else {
            Err(errors)
        }
    }

    /// As [`Need::parse`], for a household that it has to be enough for.
    pub fn parse_for(
        draft: NeedDraft,
        household: &Household,
        today: Date,
    ) -> Result<Self, Vec<FieldError>> {
        let need = Self::parse(draft, today)?;
        match need.unfit_for(household) {
            None => Ok(need),
            Some(error) => Err(vec![error]),
        }
    }

    /// What was checked already.
    pub(super) const fn unchecked(draft: NeedDraft) -> Self {
        Self(draft)
    }

    pub(super) fn too_many_criteria() -> FieldError {
        FieldError {
            bounds: Some((0, 24)),
            ..FieldError::new("/criteria", "length")
        }
    }

    /// Its category.
    pub const fn category(&self) -> Category {
        self.0.details.category()
    }

    /// Whether its household may go to several offers, beside so many parts of it that are settled: it said so, and no child is left
    /// without an adult.
    pub fn may_part(&self, household: &Household, settled: u32) -> bool {
        self.may_split && household.may_part(self.category(), settled)
    }

    /// What is wrong with it for its household: it may not be split where a part would have no adult; and if fewer units are asked for
    /// than it takes, it comes whole, or says that it may be split.
    pub fn unfit_for(&self, household: &Household) -> Option<FieldError> {
        if self.may_split && !self.may_part(household, 0) {
            return Some(FieldError::new("/may_split", "adult-in-each-part"));
        }
        let least = household.least_units(self.category());
        (!self.may_split && self.quantity < least)
            .then(|| FieldError::range("/quantity", least.into(), 90))
    }
}
