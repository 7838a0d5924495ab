//! How many offers of a category say yes and no to each feature, in percent; the rest say nothing.
//!
//! Guesses, but of one mind with what lists of real offers show: what attracts is stated, what puts off is left out,
//! and what nobody asks for is unknown. `entire_place` brings `private_room` with it.

use punte_core::{
    constraint::{Facts, Feature, Tri},
    offer::Category,
};

use super::draw::Draw;

type Share = (Feature, u32, u32);

const HOUSING: &[Share] = &[
    (Feature::StepFree, 15, 55),
    (Feature::GroundFloor, 25, 60),
    (Feature::Lift, 20, 60),
    (Feature::PrivateRoom, 70, 30),
    (Feature::EntirePlace, 45, 55),
    (Feature::OwnBathroom, 55, 30),
    (Feature::WomenOnly, 6, 74),
    (Feature::Kitchen, 75, 10),
    (Feature::Heating, 80, 3),
    (Feature::Internet, 75, 8),
    (Feature::Washing, 65, 12),
    (Feature::BedroomLock, 45, 25),
    (Feature::SmokeFree, 55, 20),
    (Feature::SmokeDetector, 30, 25),
    (Feature::Parking, 40, 35),
    (Feature::Cot, 15, 45),
    (Feature::NoAnimals, 60, 20),
    (Feature::Dogs, 25, 45),
    (Feature::Cats, 30, 40),
    (Feature::OtherPets, 20, 40),
    (Feature::ChildrenWelcome, 65, 10),
    (Feature::FreeOfCharge, 85, 15),
];

const TRANSPORT: &[Share] = &[
    (Feature::Wheelchair, 8, 60),
    (Feature::Dogs, 30, 40),
    (Feature::Cats, 40, 30),
    (Feature::OtherPets, 30, 35),
    (Feature::ChildSeat, 35, 35),
    (Feature::LargeLuggage, 55, 25),
    (Feature::BorderCrossing, 40, 50),
    (Feature::FreeOfCharge, 85, 15),
];

const JOB: &[Share] = &[
    (Feature::Remote, 10, 85),
    (Feature::HousingIncluded, 12, 80),
    (Feature::ChildcareIncluded, 6, 70),
    (Feature::AccessibleWorkplace, 15, 35),
    (Feature::PartTime, 30, 70),
    (Feature::NoLicenceNeeded, 70, 15),
];

const MEDICAL: &[Share] = &[
    (Feature::StepFree, 45, 25),
    (Feature::Remote, 15, 85),
    (Feature::HomeVisit, 12, 88),
    (Feature::WomanClinician, 40, 35),
    (Feature::ManClinician, 30, 45),
    (Feature::UrgentCare, 25, 50),
    (Feature::SignLanguage, 2, 60),
    (Feature::FreeOfCharge, 60, 40),
];

const SERVICE: &[Share] = &[
    (Feature::StepFree, 40, 25),
    (Feature::Remote, 30, 50),
    (Feature::SignLanguage, 2, 55),
    (Feature::NoDocumentsNeeded, 50, 20),
    (Feature::ChildrenWelcome, 60, 10),
    (Feature::FreeOfCharge, 95, 5),
];

/// The features that offers of a category state, with the share of yes and of no in percent.
pub(super) const fn shares(category: Category) -> &'static [Share] {
    match category {
        Category::Housing => HOUSING,
        Category::Transport => TRANSPORT,
        Category::Job => JOB,
        Category::Medical => MEDICAL,
        Category::Service => SERVICE,
    }
}

/// What one offer says.
pub(super) fn facts(category: Category, draw: &mut Draw) -> Facts {
    let mut facts = Facts::empty();
    for (feature, yes, no) in shares(category) {
        let at = draw.between(0, 99);
        facts.say(
            *feature,
            if at < *yes {
                Tri::Yes
            } else if at < yes + no {
                Tri::No
            } else {
                Tri::Unknown
            },
        );
    }
    if facts.get(Feature::EntirePlace) == Tri::Yes {
        facts.say(Feature::PrivateRoom, Tri::Yes);
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_share_is_of_a_feature_of_its_category_and_none_is_missing() {
        for category in Category::ALL {
            for (feature, yes, no) in shares(category) {
                assert!(feature.categories().contains(&category), "{feature:?}");
                assert!(yes + no <= 100, "{feature:?}");
            }
            let stated = shares(category).len();
            let known = Feature::ALL
                .iter()
                .filter(|f| f.categories().contains(&category))
                .count();
            assert_eq!(stated, known, "{category:?}");
        }
    }
}
