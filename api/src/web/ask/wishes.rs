//! What each kind of help must have, or would be good to have; and which doctor, which work, which other help.

use std::rc::Rc;

use askama::Template;
use jiff::civil::Date;
use punte_core::{
    constraint::Feature,
    error::FieldError,
    offer::{Category, IscoCode, ServiceTheme, Speciality},
    request::{AskStep, UnfinishedRequest},
};

use super::{
    answers::{Answers, named},
    steps::{Head, Step},
    with::Matter,
};
use crate::{
    json::wire_name,
    web::{errors::Errors, frame::Frame, visit::Visit},
};

/// What is asked first of each kind of help, and what lies behind "more".
const fn features(category: Category) -> (&'static [Feature], &'static [Feature]) {
    use Feature as F;
    match category {
        Category::Housing => (
            &[
                F::PrivateRoom,
                F::WomenOnly,
                F::SmokeFree,
                F::OwnBathroom,
                F::Kitchen,
                F::FreeOfCharge,
            ],
            &[
                F::EntirePlace,
                F::BedroomLock,
                F::NoAnimals,
                F::Washing,
                F::Heating,
                F::Internet,
                F::Lift,
                F::SmokeDetector,
                F::Parking,
            ],
        ),
        Category::Transport => (
            &[
                F::ChildSeat,
                F::LargeLuggage,
                F::BorderCrossing,
                F::FreeOfCharge,
            ],
            &[],
        ),
        Category::Job => (
            &[
                F::HousingIncluded,
                F::ChildcareIncluded,
                F::PartTime,
                F::Remote,
                F::NoLicenceNeeded,
            ],
            &[],
        ),
        Category::Medical => (
            &[
                F::FreeOfCharge,
                F::UrgentCare,
                F::Remote,
                F::HomeVisit,
                F::WomanClinician,
                F::ManClinician,
                F::SignLanguage,
            ],
            &[],
        ),
        Category::Service => (
            &[
                F::FreeOfCharge,
                F::NoDocumentsNeeded,
                F::ChildrenWelcome,
                F::Remote,
                F::SignLanguage,
            ],
            &[],
        ),
    }
}

/// Kinds of work, by the groups of ISCO-08 that they stand for (ILO, 2012).
const WORK: [&str; 10] = ["91", "94", "51", "52", "53", "71", "75", "83", "61", "2"];

/// Whether a kind of work is asked about here.
pub(in crate::web) fn asks_work(code: IscoCode) -> bool {
    WORK.contains(&code.as_str())
}

const SPECIALITIES: [Speciality; 16] = [
    Speciality::GeneralPractice,
    Speciality::Paediatrics,
    Speciality::Gynaecology,
    Speciality::Dentistry,
    Speciality::Psychology,
    Speciality::Psychiatry,
    Speciality::InternalMedicine,
    Speciality::Cardiology,
    Speciality::Surgery,
    Speciality::Oncology,
    Speciality::Nephrology,
    Speciality::Dialysis,
    Speciality::Rehabilitation,
    Speciality::Ophthalmology,
    Speciality::Pharmacy,
    Speciality::Hospital,
];

const THEMES: [ServiceTheme; 10] = [
    ServiceTheme::Food,
    ServiceTheme::Goods,
    ServiceTheme::Documents,
    ServiceTheme::Legal,
    ServiceTheme::Education,
    ServiceTheme::Psychosocial,
    ServiceTheme::Childcare,
    ServiceTheme::Information,
    ServiceTheme::BorderAndVehicle,
    ServiceTheme::Connectivity,
];

/// What is asked of one kind of help.
pub(in crate::web) struct Section {
    pub(in crate::web) category: Category,
    pub(in crate::web) first: Vec<Matter>,
    pub(in crate::web) more: Vec<Matter>,
}

impl Section {
    pub(in crate::web) fn is_said(&self) -> bool {
        self.first.iter().any(|m| !m.level.is_empty()) || self.more_is_said()
    }

    pub(in crate::web) fn more_is_said(&self) -> bool {
        self.more.iter().any(|m| !m.level.is_empty())
    }
}

/// The answers.
pub(in crate::web) struct Wishes {
    pub(in crate::web) sections: Vec<Section>,
    pub(in crate::web) speciality: String,
    pub(in crate::web) occupations: Vec<String>,
    pub(in crate::web) themes: Vec<String>,
    pub(in crate::web) may_split: bool,
    /// Whether they can be asked if they stay in several places.
    pub(in crate::web) several: bool,
    /// Whether it is about one need, which is for one kind of other help.
    pub(in crate::web) one: bool,
}

impl Wishes {
    fn of(
        request: &UnfinishedRequest,
        matter: impl Fn(Category, Feature, String) -> Matter,
    ) -> Self {
        let household = &request.household;
        // Where men come along nothing can be for women only.
        let no_men = household.men == 0 && household.other_adults == 0;
        let people = usize::from(household.adults()) + household.children.len();
        let several = people > 1 && household.may_part(Category::Housing, 0);
        let list = |category, features: &[Feature]| {
            features
                .iter()
                .filter(|f| no_men || **f != Feature::WomenOnly)
                .map(|f| {
                    matter(
                        category,
                        *f,
                        format!("{}-{}", category.as_str(), f.as_str()),
                    )
                })
                .collect()
        };
        Self {
            sections: Category::ALL
                .into_iter()
                .filter(|c| request.wants(*c))
                .map(|category| {
                    let (first, more) = features(category);
                    Section {
                        category,
                        first: list(category, first),
                        more: list(category, more),
                    }
                })
                .collect(),
            speciality: request
                .speciality
                .as_ref()
                .map(wire_name)
                .unwrap_or_default(),
            occupations: request
                .occupations
                .iter()
                .map(|code| code.as_str().to_owned())
                .collect(),
            themes: request.themes.iter().map(wire_name).collect(),
            may_split: request.may_split && several,
            several,
            one: false,
        }
    }

    /// The same about one need.
    pub(in crate::web) fn about_one(self) -> Self {
        Self { one: true, ..self }
    }

    /// Whether a feature is asked about here.
    pub(in crate::web) fn asks(&self, feature: Feature) -> bool {
        let mut all = self
            .sections
            .iter()
            .flat_map(|s| s.first.iter().chain(&s.more));
        all.any(|matter| matter.feature == feature)
    }

    /// Whether so much is asked that each kind of help shows its musts and wishes only when wanted.
    pub(in crate::web) fn folds(&self) -> bool {
        self.sections.len() > 2
    }

    pub(in crate::web) fn specialities(&self) -> Vec<(Speciality, String, bool)> {
        SPECIALITIES
            .into_iter()
            .map(|s| {
                let name = wire_name(&s);
                let chosen = name == self.speciality;
                (s, name, chosen)
            })
            .collect()
    }

    pub(in crate::web) fn offered_themes(&self) -> Vec<(ServiceTheme, String, bool)> {
        THEMES
            .into_iter()
            .map(|t| {
                let name = wire_name(&t);
                let chosen = self.themes.contains(&name);
                (t, name, chosen)
            })
            .collect()
    }

    pub(in crate::web) fn offered_work(&self) -> Vec<(&'static str, bool)> {
        WORK.into_iter()
            .map(|code| (code, self.occupations.iter().any(|o| o == code)))
            .collect()
    }
}

#[derive(Template)]
#[template(path = "ask/wishes.html")]
struct WishesPage<'a> {
    f: Rc<Frame>,
    head: &'a Head,
    errors: &'a Errors,
    s: &'a Wishes,
}

impl Step for Wishes {
    const STEP: AskStep = AskStep::Wishes;

    fn written(request: &UnfinishedRequest, _: &Visit) -> Self {
        Self::of(request, |category, feature, name| {
            let said = request
                .wishes
                .iter()
                .find(|(c, criterion)| *c == category && criterion.feature == feature);
            Matter::saved(feature, name, said.map(|(_, criterion)| criterion.level))
        })
    }

    fn typed(answers: &Answers, request: &UnfinishedRequest) -> Self {
        let all = |name| answers.all(name).map(str::to_owned).collect();
        Self {
            speciality: answers.one("speciality").to_owned(),
            occupations: all("occupation"),
            themes: all("theme"),
            may_split: answers.has("may_split"),
            ..Self::of(request, |_, feature, name| {
                Matter::typed(feature, name, answers)
            })
        }
    }

    fn apply(&self, request: &mut UnfinishedRequest, _: Date) -> Vec<FieldError> {
        let mut errors = Vec::new();
        request.wishes.clear();
        for section in &self.sections {
            for matter in section.first.iter().chain(&section.more) {
                if let Some(criterion) = matter.criterion(&mut errors) {
                    request.wishes.push((section.category, criterion));
                }
            }
        }
        request.speciality = named(&self.speciality);
        if request.speciality.is_none() && !self.speciality.is_empty() {
            errors.push(FieldError::new("/speciality", "unknown-value"));
        }
        request.themes = THEMES
            .into_iter()
            .filter(|theme| self.themes.contains(&wire_name(theme)))
            .collect();
        request.occupations = WORK
            .into_iter()
            .filter(|code| self.occupations.iter().any(|o| o == code))
            .filter_map(|code| IscoCode::try_from(code.to_owned()).ok())
            .collect();
        request.may_split = self.may_split && self.several;
        errors
    }

    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a {
        WishesPage {
            f,
            head,
            errors,
            s: self,
        }
    }
}
