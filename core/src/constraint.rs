//! What a need can ask of an offer, and what an offer says about itself: yes, no or unknown.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{error::FieldError, offer::Category};

/// A fact that a constraint can ask for. Never a bare boolean: silence is not "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tri {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Nobody said: ask.
    #[default]
    Unknown,
}

impl Tri {
    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $text:literal in [$($category:ident),+]),+ $(,)?) => {
        /// Everything that a need can make a must or a wish, over all categories.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Feature { $($(#[$doc])* $name),+ }

        impl Feature {
            /// All of them; their position is their bit in a [`FeatureSet`].
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The categories whose offers state it.
            pub const fn categories(self) -> &'static [Category] {
                match self { $(Self::$name => &[$(Category::$category),+]),+ }
            }
        }
    };
}

features! {
    /// No step between street and room.
    StepFree = "step_free" in [Housing, Medical, Service],
    /// A person sitting in a wheelchair can travel.
    Wheelchair = "wheelchair" in [Transport],
    /// On the ground floor.
    GroundFloor = "ground_floor" in [Housing],
    /// A lift that works.
    Lift = "lift" in [Housing],
    /// The whole place for the household alone.
    EntirePlace = "entire_place" in [Housing],
    /// At least a room of their own.
    PrivateRoom = "private_room" in [Housing],
    /// A bathroom of their own.
    OwnBathroom = "own_bathroom" in [Housing],
    /// Women (and their children) only.
    WomenOnly = "women_only" in [Housing],
    /// A kitchen to use.
    Kitchen = "kitchen" in [Housing],
    /// Heated in winter.
    Heating = "heating" in [Housing],
    /// Internet.
    Internet = "internet" in [Housing],
    /// A washing machine.
    Washing = "washing" in [Housing],
    /// The bedroom can be locked from inside.
    BedroomLock = "bedroom_lock" in [Housing],
    /// Nobody smokes inside.
    SmokeFree = "smoke_free" in [Housing],
    /// A smoke detector.
    SmokeDetector = "smoke_detector" in [Housing],
    /// A place for a car.
    Parking = "parking" in [Housing],
    /// A bed for a baby.
    Cot = "cot" in [Housing],
    /// No animals live there.
    NoAnimals = "no_animals" in [Housing],
    /// Dogs are welcome.
    Dogs = "dogs" in [Housing, Transport],
    /// Cats are welcome.
    Cats = "cats" in [Housing, Transport],
    /// Other pets are welcome.
    OtherPets = "other_pets" in [Housing, Transport],
    /// A child seat in the car.
    ChildSeat = "child_seat" in [Transport],
    /// Room for large luggage.
    LargeLuggage = "large_luggage" in [Transport],
    /// The ride crosses a border.
    BorderCrossing = "border_crossing" in [Transport],
    /// Work from anywhere, or consultation by phone or video.
    Remote = "remote" in [Job, Medical, Service],
    /// Lodging comes with the work.
    HousingIncluded = "housing_included" in [Job],
    /// Childcare comes with the work.
    ChildcareIncluded = "childcare_included" in [Job],
    /// The workplace can be reached and used in a wheelchair.
    AccessibleWorkplace = "accessible_workplace" in [Job],
    /// Part of the day only.
    PartTime = "part_time" in [Job],
    /// No licence or permit is needed.
    NoLicenceNeeded = "no_licence_needed" in [Job],
    /// The clinician comes to the person.
    HomeVisit = "home_visit" in [Medical],
    /// The clinician is a woman.
    WomanClinician = "woman_clinician" in [Medical],
    /// The clinician is a man.
    ManClinician = "man_clinician" in [Medical],
    /// Urgent cases are seen the same day.
    UrgentCare = "urgent_care" in [Medical],
    /// A sign-language interpreter can be had.
    SignLanguage = "sign_language" in [Medical, Service],
    /// Nothing needs to be shown.
    NoDocumentsNeeded = "no_documents_needed" in [Service],
    /// Children can come along.
    ChildrenWelcome = "children_welcome" in [Housing, Service],
    /// It costs nothing.
    FreeOfCharge = "free_of_charge" in [Housing, Transport, Medical, Service],
}

impl Feature {
    /// Whether visitors may search by it: other people's animals are not theirs to know.
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::NoAnimals)
    }

    /// Its bit in a [`FeatureSet`].
    pub const fn bit(self) -> u64 {
        1 << (self as u64)
    }

    /// The feature of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.as_str() == name)
    }
}

/// A set of features, one bit each, so that the engine tests many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct FeatureSet(pub u64);

impl FeatureSet {
    /// Whether the feature is in it.
    pub const fn has(self, feature: Feature) -> bool {
        self.0 & feature.bit() != 0
    }

    /// Adds a feature.
    pub const fn insert(&mut self, feature: Feature) {
        self.0 |= feature.bit();
    }
}

/// What an offer says about every feature; what is in neither set is unknown. The sets never share a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    yes: FeatureSet,
    no: FeatureSet,
}

impl Facts {
    /// Nothing is said.
    pub const fn empty() -> Self {
        Self {
            yes: FeatureSet(0),
            no: FeatureSet(0),
        }
    }

    /// From what is said to be so and what is said not to be so; what is in both is taken as not so.
    pub(crate) const fn of(yes: FeatureSet, no: FeatureSet) -> Self {
        Self {
            yes: FeatureSet(yes.0 & !no.0),
            no,
        }
    }

    /// Says one feature; a later word replaces an earlier one.
    pub const fn say(&mut self, feature: Feature, fact: Tri) {
        self.yes.0 &= !feature.bit();
        self.no.0 &= !feature.bit();
        match fact {
            Tri::Yes => self.yes.insert(feature),
            Tri::No => self.no.insert(feature),
            Tri::Unknown => {}
        }
    }

    /// What is said about one feature.
    pub const fn get(self, feature: Feature) -> Tri {
        if self.yes.has(feature) {
            Tri::Yes
        } else if self.no.has(feature) {
            Tri::No
        } else {
            Tri::Unknown
        }
    }

    /// What is said to be so.
    pub const fn yes(self) -> FeatureSet {
        self.yes
    }

    /// What is said not to be so.
    pub const fn no(self) -> FeatureSet {
        self.no
    }
}

/// How much a criterion counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// `no` excludes; `unknown` goes to the list to ask.
    Must,
    /// Worth points.
    Prefer,
}

/// One thing that a need asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// What is asked for.
    pub feature: Feature,
    /// How much it counts.
    pub level: Level,
    /// Of a wish: 1 (nice) to 5 (very much). Ignored for a must.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 5, default = 1)]
    pub weight: u8,
}

const fn one() -> u8 {
    1
}

impl Criterion {
    /// A must.
    pub const fn must(feature: Feature) -> Self {
        Self {
            feature,
            level: Level::Must,
            weight: 1,
        }
    }

    /// A wish of the given weight, 1 to 5.
    pub const fn prefer(feature: Feature, weight: u8) -> Self {
        Self {
            feature,
            level: Level::Prefer,
            weight,
        }
    }
}

/// Checks a need's criteria: each feature once, of this category, weight 1 to 5. Pointers are relative to the list.
pub fn check_criteria(category: Category, criteria: &[Criterion]) -> Vec<FieldError> {
    let mut seen = FeatureSet::default();
    let mut errors = Vec::new();
    for (index, criterion) in criteria.iter().enumerate() {
        if !(1..=5).contains(&criterion.weight) {
            errors.push(FieldError::range(format!("/{index}/weight"), 1, 5));
        }
        if !criterion.feature.categories().contains(&category) {
            errors.push(FieldError::new(
                format!("/{index}/feature"),
                "not-of-this-category",
            ));
        }
        if seen.has(criterion.feature) {
            errors.push(FieldError::new(format!("/{index}/feature"), "duplicate"));
        }
        seen.insert(criterion.feature);
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_bit_and_its_wire_name_is_serdes() {
        assert!(Feature::ALL.len() <= 64);
        for feature in Feature::ALL {
            assert_eq!(serde_json::to_value(feature).unwrap(), feature.as_str());
            assert_eq!(Feature::from_name(feature.as_str()), Some(*feature));
            let mut facts = Facts::default();
            assert_eq!(facts.get(*feature), Tri::Unknown);
            facts.say(*feature, Tri::No);
            facts.say(*feature, Tri::Yes);
            assert_eq!(facts.get(*feature), Tri::Yes);
            assert_eq!(facts.no(), FeatureSet::default());
        }
    }

    #[test]
    fn a_feature_twice_or_of_another_category_is_refused() {
        let errors = check_criteria(
            Category::Transport,
            &[
                Criterion::must(Feature::Dogs),
                Criterion::prefer(Feature::Dogs, 9),
                Criterion::must(Feature::Kitchen),
            ],
        );
        let codes: Vec<_> = errors
            .iter()
            .map(|e| (e.pointer.as_str(), e.code))
            .collect();
        assert_eq!(
            codes,
            [
                ("/1/weight", "out-of-range"),
                ("/1/feature", "duplicate"),
                ("/2/feature", "not-of-this-category")
            ]
        );
    }
}
