use std::ops::Deref;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{
    ToSchema,
    openapi::schema::{Array, ArrayBuilder, ObjectBuilder, Type},
};
use validator::Validate;

use crate::{
    error::{FieldError, field_errors},
    locale::Language,
    offer::Category,
};

/// How the ages of children are described: 0 to 17, at most 30 of them.
fn ages() -> Array {
    ArrayBuilder::new()
        .description(Some("Ages of the children, whole years."))
        .items(
            ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(0))
                .maximum(Some(17)),
        )
        .max_items(Some(30))
        .default(Some(Vec::<u8>::new().into()))
        .build()
}

/// A band of birth years, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BirthYears {
    /// Earliest.
    #[schema(minimum = 1900, maximum = 2100, example = 1980)]
    pub from: i16,
    /// Latest.
    #[schema(minimum = 1900, maximum = 2100, example = 1989)]
    pub to: i16,
}

/// A kind of pet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PetSpecies {
    Dog,
    Cat,
    Other,
}

/// How large a pet is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PetSize {
    Small,
    #[default]
    Medium,
    Large,
}

/// Pets of one species that come along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Pet {
    /// Species.
    pub species: PetSpecies,
    /// Size of the largest.
    #[serde(default)]
    pub size: PetSize,
    /// How many.
    #[validate(range(min = 1, max = 20))]
    #[schema(minimum = 1, maximum = 20)]
    pub count: u8,
}

/// What somebody in the household needs to live: functions, never diagnoses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct FunctionalNeeds {
    /// No steps.
    pub step_free: bool,
    /// Sits in a wheelchair.
    pub wheelchair: bool,
    /// Ground floor.
    pub ground_floor: bool,
    /// Hard of hearing.
    pub hearing: bool,
    /// Sees badly.
    pub sight: bool,
    /// Dialysis within so many kilometres.
    #[validate(range(min = 1, max = 500))]
    #[schema(minimum = 1, maximum = 500)]
    pub dialysis_within_km: Option<u16>,
    /// A bed for a baby.
    pub cot: bool,
}

/// Who comes, as it is written. No names, nationality, religion or ethnicity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Household)]
pub struct HouseholdDraft {
    /// Adult women.
    #[validate(range(max = 60))]
    #[schema(maximum = 60)]
    pub women: u8,
    /// Adult men.
    #[validate(range(max = 60))]
    #[schema(maximum = 60)]
    pub men: u8,
    /// Adults who say neither.
    #[validate(range(max = 60))]
    #[schema(maximum = 60)]
    pub other_adults: u8,
    /// Ages of the children, whole years.
    #[validate(length(max = 30))]
    #[schema(schema_with = ages)]
    pub children: Vec<u8>,
    /// How many of the adults are 65 or older.
    #[validate(range(max = 60))]
    #[schema(maximum = 60)]
    pub older_people: u8,
    /// The years in which the oldest of them was born.
    pub oldest_born: Option<BirthYears>,
    /// Languages they speak, best first.
    #[validate(length(max = 6))]
    #[schema(max_items = 6)]
    pub languages: Vec<Language>,
    /// Animals that come along.
    #[validate(length(max = 6), nested)]
    #[schema(max_items = 6)]
    pub pets: Vec<Pet>,
    /// What somebody in it needs.
    #[validate(nested)]
    pub functional: FunctionalNeeds,
}

impl HouseholdDraft {
    /// Whether the oldest may be under 18 by what was said of their birth.
    pub fn may_be_young(&self, today: Date) -> bool {
        self.oldest_born
            .is_some_and(|band| today.year() - band.to <= 18)
    }

    /// Number of adults.
    pub fn adults(&self) -> u16 {
        u16::from(self.women) + u16::from(self.men) + u16::from(self.other_adults)
    }

    /// Whether those who come may go to several offers of a kind, beside so many parts of them that are settled: no child is ever where no
    /// adult of theirs is.
    pub fn may_part(&self, category: Category, settled: u32) -> bool {
        may_part(category, self.adults().into(), self.children.len(), settled)
    }

    /// Whether nobody in it is surely of age: no adult counted, or the oldest can be under 18 on this day
    /// (somebody born on the last day of the band's last year). Never matched.
    pub fn is_unaccompanied_minor(&self, today: Date) -> bool {
        self.adults() == 0 || self.may_be_young(today)
    }
}

/// Whether a group may go to several offers of a kind, beside so many parts of it that are settled. Children are never where no adult of
/// theirs is: with them the next part, and whoever is left then, have an adult each. Work, treatment and services part nobody.
pub(crate) fn may_part(category: Category, adults: u32, children: usize, settled: u32) -> bool {
    !matches!(category, Category::Housing | Category::Transport)
        || children == 0
        || settled.saturating_add(2) <= adults
}

/// A checked household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Household(HouseholdDraft);

impl Deref for Household {
    type Target = HouseholdDraft;
    fn deref(&self) -> &HouseholdDraft {
        &self.0
    }
}

impl Household {
    /// Checks everything; all errors at once. A household without adults is valid: it is an unaccompanied minor's.
    pub fn parse(draft: HouseholdDraft, today: Date) -> Result<Self, Vec<FieldError>> {
        let mut errors = field_errors(draft.validate());
        for (index, age) in draft.children.iter().enumerate().take(40) {
            if *age > 17 {
                errors.push(FieldError::range(format!("/children/{index}"), 0, 17));
            }
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
        if let Some(band) = draft.oldest_born {
            if !(1900..=today.year()).contains(&band.from) {
                errors.push(FieldError::range(
                    "/oldest_born/from",
                    1900,
                    i64::from(today.year()),
                ));
            }
            if band.to < band.from || band.to > today.year() {
                errors.push(FieldError::range(
                    "/oldest_born/to",
                    i64::from(band.from),
                    i64::from(today.year()),
                ));
            }
        }
        let household = Self(draft);
        if household.size() == 0 {
            errors.push(FieldError::new("", "empty-household"));
        }
        if u16::from(household.0.older_people) > household.adults() {
            errors.push(FieldError::range(
                "/older_people",
                0,
                i64::from(household.adults()),
            ));
        }
        if errors.is_empty() {
            Ok(household)
        } else {
            Err(errors)
        }
    }

    /// Number of people.
    pub fn size(&self) -> u16 {
        self.adults()
            .saturating_add(u16::try_from(self.0.children.len()).unwrap_or(u16::MAX))
    }

    /// Beds and seats that the whole household takes: a child under three may lie with a parent, but rides in a seat.
    pub fn least_units(&self, category: Category) -> u16 {
        let babies = self.0.children.iter().filter(|age| **age < 3).count();
        match category {
            Category::Housing => self
                .size()
                .saturating_sub(u16::try_from(babies).unwrap_or(0))
                .max(1),
            Category::Transport => self.size(),
            Category::Job | Category::Medical | Category::Service => 1,
        }
    }

    /// How many animals of a species come along.
    pub fn pets_of(&self, species: PetSpecies) -> u16 {
        self.0
            .pets
            .iter()
            .filter(|p| p.species == species)
            .map(|p| u16::from(p.count))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn no_adult_or_a_band_that_reaches_into_minority_is_an_unaccompanied_minor() {
        let parse = |draft| {
            Household::parse(draft, TODAY)
                .unwrap()
                .is_unaccompanied_minor(TODAY)
        };
        assert!(parse(HouseholdDraft {
            children: vec![16],
            ..Default::default()
        }));
        let band = |from, to| Some(BirthYears { from, to });
        assert!(parse(HouseholdDraft {
            women: 1,
            oldest_born: band(2005, 2009),
            ..Default::default()
        }));
        assert!(parse(HouseholdDraft {
            women: 1,
            oldest_born: band(2005, 2008),
            ..Default::default()
        }));
        assert!(!parse(HouseholdDraft {
            women: 1,
            oldest_born: band(2000, 2007),
            ..Default::default()
        }));
        assert!(!parse(HouseholdDraft {
            women: 1,
            children: vec![3],
            ..Default::default()
        }));
    }

    #[test]
    fn a_group_with_children_has_no_more_parts_than_adults() {
        let of = |adults, children: &[u8]| HouseholdDraft {
            women: adults,
            children: children.to_vec(),
            ..Default::default()
        };
        for stays in [Category::Housing, Category::Transport] {
            assert!(!of(1, &[4]).may_part(stays, 0));
            assert!(!of(1, &[0, 17]).may_part(stays, 0));
            assert!(of(2, &[4, 7, 9]).may_part(stays, 0));
            assert!(!of(2, &[4, 7, 9]).may_part(stays, 1), "one adult is left");
            assert!(of(3, &[4]).may_part(stays, 1));
            assert!(!of(3, &[4]).may_part(stays, 2));
            assert!(of(1, &[]).may_part(stays, 5), "no child comes");
        }
        assert!(of(1, &[4]).may_part(Category::Medical, 0));
    }

    #[test]
    fn an_empty_household_and_old_children_are_refused() {
        let errors = Household::parse(
            HouseholdDraft {
                children: vec![3, 18],
                ..Default::default()
            },
            TODAY,
        )
        .unwrap_err();
        assert_eq!(
            errors.first().map(|e| e.pointer.as_str()),
            Some("/children/1")
        );
        assert!(Household::parse(HouseholdDraft::default(), TODAY).is_err());
    }
}
