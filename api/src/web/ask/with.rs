//! Animals that come along, and what somebody needs to get around. Functions, never diagnoses.

use std::rc::Rc;

use askama::Template;
use jiff::civil::Date;
use punte_core::{
    constraint::{Criterion, Feature, Level},
    error::FieldError,
    offer::Category,
    request::{AskStep, FunctionalNeeds, Pet, PetSize, PetSpecies, UnfinishedRequest},
};

use super::{
    answers::{Answers, count, named, shown},
    steps::{Head, Step},
};
use crate::{
    json::wire_name,
    web::{errors::Errors, frame::Frame, visit::Visit},
};

const SPECIES: [PetSpecies; 3] = [PetSpecies::Dog, PetSpecies::Cat, PetSpecies::Other];

/// Animals of one species.
pub(in crate::web) struct PetRow {
    pub(in crate::web) species: PetSpecies,
    /// Its name in fields.
    pub(in crate::web) name: String,
    /// Where its errors are.
    pub(in crate::web) at: String,
    /// Where those of its size are.
    pub(in crate::web) size_at: String,
    pub(in crate::web) count: String,
    pub(in crate::web) size: String,
}

impl PetRow {
    fn new(species: PetSpecies, count: String, size: String) -> Self {
        let name = wire_name(&species);
        Self {
            species,
            at: format!("/{name}"),
            size_at: format!("/{name}_size"),
            name,
            count,
            size,
        }
    }

    pub(in crate::web) fn sizes(&self) -> Vec<(PetSize, String, bool)> {
        [PetSize::Small, PetSize::Medium, PetSize::Large]
            .into_iter()
            .map(|size| {
                let name = wire_name(&size);
                let chosen = name == self.size;
                (size, name, chosen)
            })
            .collect()
    }
}

/// Something that matters, and how much.
pub(in crate::web) struct Matter {
    pub(in crate::web) feature: Feature,
    /// Its field.
    pub(in crate::web) name: String,
    /// Where its errors are.
    pub(in crate::web) at: String,
    /// Empty, `prefer` or `must`.
    pub(in crate::web) level: String,
}

impl Matter {
    /// As it was saved.
    pub(super) fn saved(feature: Feature, name: String, level: Option<Level>) -> Self {
        Self {
            feature,
            at: format!("/{name}"),
            name,
            level: level.as_ref().map(wire_name).unwrap_or_default(),
        }
    }

    /// As it was sent.
    pub(super) fn typed(feature: Feature, name: String, answers: &Answers) -> Self {
        let level = answers.one(&name).to_owned();
        Self {
            feature,
            at: format!("/{name}"),
            name,
            level,
        }
    }

    /// The three answers.
    pub(in crate::web) fn levels(&self) -> [(&'static str, bool); 3] {
        ["", "prefer", "must"].map(|level| (level, level == self.level))
    }

    /// The criterion that it makes; an error at its field if it is none of the three.
    pub(super) fn criterion(&self, errors: &mut Vec<FieldError>) -> Option<Criterion> {
        match named(&self.level) {
            Some(Level::Must) => Some(Criterion::must(self.feature)),
            Some(Level::Prefer) => Some(Criterion::prefer(self.feature, 3)),
            None => {
                if !self.level.is_empty() {
                    errors.push(FieldError::new(self.at.clone(), "unknown-value"));
                }
                None
            }
        }
    }
}

/// What can be asked for those who come, as far as the kinds of help state it.
fn asked(request: &UnfinishedRequest) -> Vec<Feature> {
    let small = request.household.children.iter().any(|age| *age < 4);
    [
        Feature::StepFree,
        Feature::Wheelchair,
        Feature::GroundFloor,
        Feature::Cot,
    ]
    .into_iter()
    .filter(|feature| match feature {
        // A wheelchair means something to each kind: see `UnfinishedRequest::criteria`.
        Feature::Wheelchair => true,
        Feature::Cot => small && request.wants(Category::Housing),
        feature => feature.categories().iter().any(|c| request.wants(*c)),
    })
    .collect()
}

/// The answers.
pub(in crate::web) struct With {
    /// Nobody asks for animals where they do not matter.
    pub(in crate::web) animals: bool,
    pub(in crate::web) pets: Vec<PetRow>,
    pub(in crate::web) access: Vec<Matter>,
    pub(in crate::web) hearing: bool,
    pub(in crate::web) sight: bool,
    pub(in crate::web) dialysis: String,
}

#[derive(Template)]
#[template(path = "ask/with.html")]
struct WithPage<'a> {
    f: Rc<Frame>,
    head: &'a Head,
    errors: &'a Errors,
    s: &'a With,
}

impl Step for With {
    const STEP: AskStep = AskStep::With;

    fn written(request: &UnfinishedRequest, _: &Visit) -> Self {
        let household = &request.household;
        let level = |feature| {
            let said = request.access.iter().find(|c| c.feature == feature);
            said.map(|c| c.level)
        };
        Self {
            animals: request.needs_day(),
            pets: SPECIES
                .into_iter()
                .map(|species| {
                    let pet = household.pets.iter().find(|p| p.species == species);
                    PetRow::new(
                        species,
                        pet.map_or_else(String::new, |p| shown(p.count)),
                        wire_name(&pet.map_or(PetSize::default(), |p| p.size)),
                    )
                })
                .collect(),
            access: asked(request)
                .into_iter()
                .map(|f| Matter::saved(f, f.as_str().to_owned(), level(f)))
                .collect(),
            hearing: household.functional.hearing,
            sight: household.functional.sight,
            dialysis: household
                .functional
                .dialysis_within_km
                .map_or_else(String::new, |km| km.to_string()),
        }
    }

    fn typed(answers: &Answers, request: &UnfinishedRequest) -> Self {
        Self {
            animals: request.needs_day(),
            pets: SPECIES
                .into_iter()
                .map(|species| {
                    let name = wire_name(&species);
                    let size = answers.one(&format!("{name}_size")).to_owned();
                    PetRow::new(species, answers.one(&name).to_owned(), size)
                })
                .collect(),
            access: asked(request)
                .into_iter()
                .map(|f| Matter::typed(f, f.as_str().to_owned(), answers))
                .collect(),
            hearing: answers.has("hearing"),
            sight: answers.has("sight"),
            dialysis: answers.one("dialysis").to_owned(),
        }
    }

    fn apply(&self, request: &mut UnfinishedRequest, _: Date) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut pets = Vec::new();
        for row in self.pets.iter().filter(|_| self.animals) {
            let count = count(&row.count, &row.at, 20, &mut errors);
            let size = named(&row.size);
            if count > 0 && size.is_none() && !row.size.is_empty() {
                errors.push(FieldError::new(row.size_at.clone(), "unknown-value"));
            }
            if count > 0 {
                pets.push(Pet {
                    species: row.species,
                    size: size.unwrap_or_default(),
                    count,
                });
            }
        }
        let access: Vec<Criterion> = self
            .access
            .iter()
            .filter_map(|matter| matter.criterion(&mut errors))
            .collect();
        let needs = |feature| access.iter().any(|c| c.feature == feature);
        let dialysis = match self.dialysis.parse::<u16>() {
            _ if self.dialysis.is_empty() => None,
            Ok(km) if (1..=500).contains(&km) => Some(km),
            _ => {
                errors.push(FieldError::range("/dialysis", 1, 500));
                None
            }
        };
        request.household.pets = pets;
        request.household.functional = FunctionalNeeds {
            step_free: needs(Feature::StepFree),
            wheelchair: needs(Feature::Wheelchair),
            ground_floor: needs(Feature::GroundFloor),
            cot: needs(Feature::Cot),
            hearing: self.hearing,
            sight: self.sight,
            dialysis_within_km: dialysis,
        };
        request.access = access;
        errors
    }

    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a {
        WithPage {
            f,
            head,
            errors,
            s: self,
        }
    }
}
