use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    constraint::{Facts, Feature, Tri},
    error::FieldError,
};

/// What kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum HousingKind {
    Room,
    Studio,
    Apartment,
    House,
    Hotel,
    CollectiveCentre,
}

/// How much of it the household has to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    /// The whole place.
    EntirePlace,
    /// A room with a door.
    PrivateRoom,
    /// A bed in a room with others.
    SharedRoom,
}

/// The bathroom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bathroom {
    /// Their own.
    Own,
    /// Shared.
    Shared,
    /// Not said.
    #[default]
    Unknown,
}

/// How much of the place can be reached without a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepFreeAccess {
    /// All of it.
    All,
    /// Part of it: ask.
    Some,
    /// None.
    None,
    /// Not said.
    #[default]
    Unknown,
}

/// Which animals are welcome.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PetPolicy {
    /// Dogs.
    pub dogs: Tri,
    /// Cats.
    pub cats: Tri,
    /// Other small animals.
    pub other: Tri,
    /// At most so many animals in all; absent = not said.
    #[validate(range(min = 1, max = 20))]
    #[schema(minimum = 1, maximum = 20)]
    pub max_count: Option<u8>,
}

impl PetPolicy {
    pub(super) const fn say(&self, facts: &mut Facts) {
        facts.say(Feature::Dogs, self.dogs);
        facts.say(Feature::Cats, self.cats);
        facts.say(Feature::OtherPets, self.other);
    }
}

/// A place to sleep. Its capacity is counted in beds, night by night.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct HousingDetails {
    /// What kind of place.
    pub kind: HousingKind,
    /// How much of it the household has to itself.
    pub privacy: Privacy,
    /// The largest party welcome; absent = as many as there are beds.
    #[serde(default)]
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000)]
    pub max_guests: Option<u16>,
    /// Whether children are welcome.
    #[serde(default)]
    pub children_welcome: Tri,
    /// The youngest child welcome, years.
    #[serde(default)]
    #[validate(range(max = 17))]
    #[schema(maximum = 17)]
    pub min_child_age: Option<u8>,
    /// The host's rule: women and their children only.
    #[serde(default)]
    pub women_only: Tri,
    /// Number of bedrooms.
    #[serde(default)]
    #[validate(range(max = 500))]
    #[schema(maximum = 500)]
    pub bedrooms: Option<u16>,
    /// The bathroom.
    #[serde(default)]
    pub bathroom: Bathroom,
    /// Access without steps.
    #[serde(default)]
    pub step_free: StepFreeAccess,
    /// A lift that works.
    #[serde(default)]
    pub lift: Tri,
    /// Floor; 0 = ground.
    #[serde(default)]
    #[validate(range(min = -2, max = 60))]
    #[schema(minimum = -2, maximum = 60)]
    pub floor: Option<i8>,
    /// Animals welcome.
    #[serde(default)]
    #[validate(nested)]
    pub pets: PetPolicy,
    /// Animals living there.
    #[serde(default)]
    pub animals_live_there: Tri,
    /// Adult women living there; absent = not said.
    #[serde(default)]
    #[validate(range(max = 50))]
    #[schema(maximum = 50)]
    pub resident_women: Option<u8>,
    /// Adult men living there; absent = not said.
    #[serde(default)]
    #[validate(range(max = 50))]
    #[schema(maximum = 50)]
    pub resident_men: Option<u8>,
    /// Children living there; absent = not said.
    #[serde(default)]
    #[validate(range(max = 50))]
    #[schema(maximum = 50)]
    pub resident_children: Option<u8>,
    /// Smoking inside.
    #[serde(default)]
    pub smoking: Tri,
    /// A kitchen to use.
    #[serde(default)]
    pub kitchen: Tri,
    /// Heated in winter.
    #[serde(default)]
    pub heating: Tri,
    /// Internet.
    #[serde(default)]
    pub internet: Tri,
    /// A washing machine.
    #[serde(default)]
    pub washing: Tri,
    /// The bedroom can be locked from inside.
    #[serde(default)]
    pub bedroom_lock: Tri,
    /// A smoke detector.
    #[serde(default)]
    pub smoke_detector: Tri,
    /// A place for a car.
    #[serde(default)]
    pub parking: Tri,
    /// A bed for a baby.
    #[serde(default)]
    pub cot: Tri,
    /// Metres to public transport.
    #[serde(default)]
    #[validate(range(max = 50000))]
    #[schema(maximum = 50000)]
    pub public_transport_m: Option<u32>,
    /// Shortest stay, nights.
    #[serde(default)]
    #[validate(range(min = 1, max = 180))]
    #[schema(minimum = 1, maximum = 180)]
    pub min_nights: Option<u16>,
    /// Longest stay, nights.
    #[serde(default)]
    #[validate(range(min = 1, max = 180))]
    #[schema(minimum = 1, maximum = 180)]
    pub max_nights: Option<u16>,
}

impl HousingDetails {
    pub(super) fn check(&self) -> Vec<FieldError> {
        match (self.min_nights, self.max_nights) {
            (Some(min), Some(max)) if min > max => {
                vec![FieldError::new("/max_nights", "max-below-min")]
            }
            _ => Vec::new(),
        }
    }

    pub(super) const fn say(&self, facts: &mut Facts) {
        let access = match self.step_free {
            StepFreeAccess::All => Tri::Yes,
            StepFreeAccess::None => Tri::No,
            StepFreeAccess::Some | StepFreeAccess::Unknown => Tri::Unknown,
        };
        facts.say(Feature::StepFree, access);
        facts.say(
            Feature::GroundFloor,
            match self.floor {
                Some(0) => Tri::Yes,
                Some(_) => Tri::No,
                None => Tri::Unknown,
            },
        );
        facts.say(Feature::Lift, self.lift);
        let entire = matches!(self.privacy, Privacy::EntirePlace);
        facts.say(
            Feature::EntirePlace,
            if entire { Tri::Yes } else { Tri::No },
        );
        facts.say(
            Feature::PrivateRoom,
            if matches!(self.privacy, Privacy::SharedRoom) {
                Tri::No
            } else {
                Tri::Yes
            },
        );
        facts.say(
            Feature::OwnBathroom,
            match self.bathroom {
                Bathroom::Own => Tri::Yes,
                Bathroom::Shared => Tri::No,
                Bathroom::Unknown => Tri::Unknown,
            },
        );
        facts.say(Feature::WomenOnly, self.women_only);
        facts.say(Feature::Kitchen, self.kitchen);
        facts.say(Feature::Heating, self.heating);
        facts.say(Feature::Internet, self.internet);
        facts.say(Feature::Washing, self.washing);
        facts.say(Feature::BedroomLock, self.bedroom_lock);
        facts.say(Feature::SmokeFree, opposite(self.smoking));
        facts.say(Feature::SmokeDetector, self.smoke_detector);
        facts.say(Feature::Parking, self.parking);
        facts.say(Feature::Cot, self.cot);
        facts.say(Feature::NoAnimals, opposite(self.animals_live_there));
        facts.say(Feature::ChildrenWelcome, self.children_welcome);
        self.pets.say(facts);
    }
}

const fn opposite(fact: Tri) -> Tri {
    match fact {
        Tri::Yes => Tri::No,
        Tri::No => Tri::Yes,
        Tri::Unknown => Tri::Unknown,
    }
}
