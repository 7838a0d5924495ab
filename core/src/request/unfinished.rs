//! A request while it is written, one short step after the other. What is sent in the end is checked as every request is.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    AskStep, BirthYears, Contact, ContactDraft, Household, HouseholdDraft, Nearness, NeedDetails,
    NeedDraft, PetSpecies, RequestDraft, Urgency, correction::with_what_it_takes,
};
use crate::{
    constraint::{Criterion, Feature},
    contact::ContactChannel,
    error::FieldError,
    id::PlaceId,
    locale::Locale,
    offer::{Category, IscoCode, ServiceTheme, Speciality},
    period::{MAX_NIGHTS, Period},
};

/// When help begins, as a household says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayWish {
    /// The first day.
    pub from: Date,
    /// How many nights they stay.
    pub nights: u16,
    /// On how many days, that one included, they could leave.
    pub ride_days: u16,
}

/// What is written so far. It holds contacts: no `Debug`.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnfinishedRequest {
    /// The language that they write in.
    pub locale: Locale,
    /// Which kinds of help.
    pub categories: Vec<Category>,
    /// Near where; with a ride, from where.
    pub place_id: Option<PlaceId>,
    /// Where the ride goes.
    pub to_place_id: Option<PlaceId>,
    /// With a ride: the other help is looked for where it begins, not where it ends.
    pub rest_at_start: bool,
    /// How far from there, metres.
    pub radius_m: Option<u32>,
    /// Who comes.
    pub household: HouseholdDraft,
    /// How much no steps, a place for the wheelchair, the ground floor and a cot matter.
    pub access: Vec<Criterion>,
    /// Musts and wishes of each kind of help.
    pub wishes: Vec<(Category, Criterion)>,
    /// Whether they can stay in several places.
    pub may_split: bool,
    /// Which doctor.
    pub speciality: Option<Speciality>,
    /// Which work; empty is any.
    pub occupations: Vec<IscoCode>,
    /// Which other help.
    pub themes: Vec<ServiceTheme>,
    /// Which day, where a day is needed.
    pub day: Option<DayWish>,
    /// How soon, where no day is needed.
    pub urgency: Option<Urgency>,
    /// How to reach them.
    pub contact: Option<ContactDraft>,
    /// Whether they want a mail when an offer fits.
    pub alerts: bool,
    /// Whether they may be sent text messages.
    pub sms: bool,
    /// Steps that are answered.
    pub done: Vec<AskStep>,
}

/// Other help in one request at most: with the four other kinds it makes the eight needs that a request can have.
pub const MAX_THEMES: usize = 4;

/// A ride is looked for no further than this from where they are, whatever they say of the rest.
pub const RIDE_RADIUS_M: u32 = 50_000;

impl UnfinishedRequest {
    /// Whether it asks for a kind of help.
    pub fn wants(&self, category: Category) -> bool {
        self.categories.contains(&category)
    }

    /// Whether it needs a day: a stay and a ride do.
    pub fn needs_day(&self) -> bool {
        self.wants(Category::Housing) || self.wants(Category::Transport)
    }

    /// Whether they stay in several places: they said so, and no child of theirs would be without an adult.
    pub fn is_split(&self) -> bool {
        self.may_split && self.household.may_part(Category::Housing, 0)
    }

    /// The steps that are asked, in order.
    pub fn steps(&self, today: Date) -> &'static [AskStep] {
        if self.is_unaccompanied_minor(today) {
            &AskStep::OF_A_CHILD
        } else {
            &AskStep::ALL
        }
    }

    /// The first step that is not answered.
    pub fn next(&self, today: Date) -> Option<AskStep> {
        let mut steps = self.steps(today).iter().copied();
        steps.find(|step| !self.done.contains(step))
    }

    /// Whether people help better than a list: somebody was counted, and nobody is surely of age.
    pub fn is_unaccompanied_minor(&self, today: Date) -> bool {
        self.done.contains(&AskStep::Who)
            && Household::parse(self.household.clone(), today)
                .is_ok_and(|household| household.is_unaccompanied_minor(today))
    }

    /// Says that the oldest may be younger than 18, or that all adults are adults. Years of birth that were said more exactly, and say
    /// the same, stay.
    pub fn say_young(&mut self, young: bool, today: Date) {
        if young != self.household.may_be_young(today) {
            self.household.oldest_born = young.then(|| BirthYears {
                from: today.year() - 18,
                to: today.year(),
            });
        }
    }

    /// What is wrong with one step, and nothing else; pointers are the fields of the step.
    pub fn check(&self, step: AskStep, today: Date) -> Vec<FieldError> {
        let required =
            |missing: bool, pointer: &str| missing.then(|| FieldError::new(pointer, "required"));
        match step {
            AskStep::What => required(self.categories.is_empty(), "/category")
                .into_iter()
                .collect(),
            AskStep::Where => self.check_place(),
            AskStep::Who | AskStep::With => {
                let own = |pointer: &str| {
                    let with = ["/pets", "/functional"]
                        .iter()
                        .any(|p| pointer.starts_with(p));
                    with == (step == AskStep::With)
                };
                Household::parse(self.household.clone(), today)
                    .err()
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|e| own(&e.pointer))
                    .collect()
            }
            AskStep::Wishes => {
                let mut errors: Vec<FieldError> = [
                    required(
                        self.wants(Category::Medical) && self.speciality.is_none(),
                        "/speciality",
                    ),
                    required(
                        self.wants(Category::Service) && self.themes.is_empty(),
                        "/theme",
                    ),
                ]
                .into_iter()
                .flatten()
                .collect();
                if self.themes.len() > MAX_THEMES {
                    errors.push(FieldError {
                        bounds: Some((1, 4)),
                        ..FieldError::new("/theme", "length")
                    });
                }
                if self.occupations.len() > 10 {
                    errors.push(FieldError {
                        bounds: Some((0, 10)),
                        ..FieldError::new("/occupation", "length")
                    });
                }
                errors
            }
            AskStep::When => self.check_day(today),
            AskStep::Reach => {
                let Some(contact) = &self.contact else {
                    return vec![FieldError::new("/channel", "required")];
                };
                let mut errors = Contact::parse(contact.clone()).err().unwrap_or_default();
                if self.alerts && contact.channel != ContactChannel::Email {
                    errors.push(FieldError::new("/alerts", "email-needed"));
                }
                if self.sms && contact.channel != ContactChannel::Phone {
                    errors.push(FieldError::new("/sms", "phone-needed"));
                }
                // A person comes to a child; one without a phone says where.
                if contact.channel == ContactChannel::InProduct
                    && contact
                        .safe_note
                        .as_deref()
                        .is_none_or(|n| n.trim().is_empty())
                    && self.is_unaccompanied_minor(today)
                {
                    errors.push(FieldError::new("/safe_note", "required"));
                }
                errors
            }
        }
    }

    fn check_place(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.place_id.is_none() {
            errors.push(FieldError::new("/place", "required"));
        }
        if self.wants(Category::Transport) {
            if self.to_place_id.is_none() {
                errors.push(FieldError::new("/to", "required"));
            } else if self.to_place_id == self.place_id {
                errors.push(FieldError::new("/to", "same-place"));
            }
        }
        if self
            .radius_m
            .is_some_and(|r| !(1_000..=1_000_000).contains(&r))
        {
            errors.push(FieldError::new("/radius", "unknown-value"));
        }
        errors
    }

    fn check_day(&self, today: Date) -> Vec<FieldError> {
        let mut errors = Vec::new();
        match self.day {
            None if self.needs_day() => errors.push(FieldError::new("/day", "required")),
            Some(day) => {
                if day.from < today {
                    errors.push(FieldError::new("/date", "in-the-past"));
                }
                if today
                    .checked_add(2.years())
                    .is_ok_and(|latest| day.from > latest)
                {
                    errors.push(FieldError::new("/date", "too-far-ahead"));
                }
                if !(1..=MAX_NIGHTS).contains(&i32::from(day.nights)) {
                    errors.push(FieldError::range("/nights", 1, i64::from(MAX_NIGHTS)));
                }
                if !(1..=30).contains(&day.ride_days) {
                    errors.push(FieldError::range("/ride_days", 1, 30));
                }
            }
            None => {}
        }
        errors
    }

    /// Where the help other than the ride is looked for.
    pub fn rest_place(&self) -> Option<PlaceId> {
        if self.wants(Category::Transport) && !self.rest_at_start {
            self.to_place_id
        } else {
            self.place_id
        }
    }

    /// How soon, from the day if there is one.
    pub fn how_soon(&self, today: Date) -> Urgency {
        match self.day.filter(|_| self.needs_day()) {
            None => self.urgency.unwrap_or_default(),
            Some(day) => match today.until(day.from).map_or(0, |span| span.get_days()) {
                ..=0 => Urgency::Today,
                1..=6 => Urgency::Days,
                7..=30 => Urgency::Weeks,
                _ => Urgency::Later,
            },
        }
    }

    /// The request that it makes, if every step is answered: the step that is missing or wrong otherwise. That of a child who is
    /// alone is for today, and of what was not asked it says what is most general: it goes to a person, not to the engine.
    pub fn finish(&self, today: Date) -> Result<RequestDraft, AskStep> {
        if let Some(step) = self.next(today) {
            return Err(step);
        }
        let mut steps = self.steps(today).iter().copied();
        if let Some(wrong) = steps.find(|step| !self.check(*step, today).is_empty()) {
            return Err(wrong);
        }
        if self.is_unaccompanied_minor(today) {
            let plain = Self {
                access: Vec::new(),
                wishes: Vec::new(),
                may_split: false,
                speciality: Some(self.speciality.unwrap_or(Speciality::GeneralPractice)),
                occupations: Vec::new(),
                themes: vec![ServiceTheme::Information],
                day: Some(DayWish {
                    from: today,
                    nights: 1,
                    ride_days: 1,
                }),
                urgency: Some(Urgency::Today),
                alerts: false,
                sms: false,
                ..self.clone()
            };
            return plain.draft(today);
        }
        self.draft(today)
    }

    fn draft(&self, today: Date) -> Result<RequestDraft, AskStep> {
        let needs = self
            .categories
            .iter()
            .flat_map(|category| self.details(*category))
            .map(|details| self.need(details, today))
            .collect::<Option<Vec<NeedDraft>>>()
            .ok_or(AskStep::Where)?;
        Ok(RequestDraft {
            household: self.household.clone(),
            place_id: self.place_id.filter(|_| self.wants(Category::Transport)),
            locale: self.locale,
            contact: self.contact.clone().ok_or(AskStep::Reach)?,
            alerts: self.alerts,
            sms: self.sms,
            // Said when it is sent.
            keep_in_account: false,
            needs,
        })
    }

    pub(super) fn details(&self, category: Category) -> Vec<NeedDetails> {
        match category {
            Category::Housing => vec![NeedDetails::Housing {}],
            Category::Transport => self
                .to_place_id
                .map(|to_place_id| NeedDetails::Transport { to_place_id })
                .into_iter()
                .collect(),
            Category::Job => vec![NeedDetails::Job {
                occupations: self.occupations.clone(),
                languages: Vec::new(),
            }],
            Category::Medical => self
                .speciality
                .map(|speciality| NeedDetails::Medical { speciality })
                .into_iter()
                .collect(),
            Category::Service => self
                .themes
                .iter()
                .map(|theme| NeedDetails::Service { theme: *theme })
                .collect(),
        }
    }

    pub(super) fn need(&self, details: NeedDetails, today: Date) -> Option<NeedDraft> {
        let category = details.category();
        let radius = self.radius_m.unwrap_or(50_000);
        let (place_id, radius_m) = if category == Category::Transport {
            (self.place_id?, radius.min(RIDE_RADIUS_M))
        } else {
            (self.rest_place()?, radius)
        };
        let dates = match (category, self.day) {
            (Category::Housing, Some(day)) => Some((day.from, day.nights)),
            (Category::Transport, Some(day)) => Some((day.from, day.ride_days)),
            _ => None,
        };
        let dates = dates.and_then(|(from, days)| {
            let to = from.checked_add(i64::from(days).days()).ok()?;
            Period::new(from, to).ok()
        });
        let quantity = Household::parse(self.household.clone(), today)
            .map_or(1, |household| household.least_units(category));
        Some(NeedDraft {
            place_id,
            radius_m,
            nearness: Nearness::default(),
            dates,
            quantity: quantity.clamp(1, 90),
            may_split: quantity > 1 && category == Category::Housing && self.is_split(),
            criteria: self.criteria(category),
            urgency: self.how_soon(today),
            details,
        })
    }

    /// Musts and wishes of a kind of help: those that were said, those of the people who need them, and the animals, who come.
    pub fn criteria(&self, category: Category) -> Vec<Criterion> {
        let pets = [
            (PetSpecies::Dog, Feature::Dogs),
            (PetSpecies::Cat, Feature::Cats),
            (PetSpecies::Other, Feature::OtherPets),
        ];
        let comes = |species| {
            self.household
                .pets
                .iter()
                .any(|p| p.species == species && p.count > 0)
        };
        let mut all: Vec<Criterion> = pets
            .into_iter()
            .filter(|(species, _)| comes(*species))
            .map(|(_, feature)| Criterion::must(feature))
            .collect();
        all.extend(with_what_it_takes(&self.access));
        let wishes = self.wishes.iter().filter(|(c, _)| *c == category);
        all.extend(wishes.map(|(_, criterion)| *criterion));
        let mut kept: Vec<Criterion> = Vec::new();
        for criterion in all {
            let known = kept.iter().any(|c| c.feature == criterion.feature);
            if !known && criterion.feature.categories().contains(&category) {
                kept.push(criterion);
            }
        }
        kept
    }
}
