//! What they ask for: musts and wishes of each category.

use punte_core::{
    constraint::{Criterion, Feature},
    matching::Party,
    offer::Category,
};

use super::draw::Draw;

/// Musts and wishes of a category, by how often they are asked for.
const fn wanted(category: Category) -> &'static [(Feature, u32)] {
    match category {
        Category::Housing => &[
            (Feature::FreeOfCharge, 20),
            (Feature::Kitchen, 18),
            (Feature::PrivateRoom, 14),
            (Feature::EntirePlace, 10),
            (Feature::Internet, 12),
            (Feature::Heating, 12),
            (Feature::Washing, 10),
            (Feature::OwnBathroom, 8),
            (Feature::BedroomLock, 6),
            (Feature::SmokeFree, 6),
            (Feature::StepFree, 5),
            (Feature::GroundFloor, 3),
            (Feature::Lift, 3),
            (Feature::Parking, 4),
            (Feature::NoAnimals, 3),
            (Feature::SmokeDetector, 2),
        ],
        Category::Transport => &[
            (Feature::FreeOfCharge, 30),
            (Feature::LargeLuggage, 25),
            (Feature::BorderCrossing, 15),
            (Feature::ChildSeat, 10),
            (Feature::Wheelchair, 3),
        ],
        Category::Job => &[
            (Feature::NoLicenceNeeded, 20),
            (Feature::HousingIncluded, 10),
            (Feature::PartTime, 10),
            (Feature::Remote, 8),
            (Feature::ChildcareIncluded, 5),
            (Feature::AccessibleWorkplace, 3),
        ],
        Category::Medical => &[
            (Feature::FreeOfCharge, 30),
            (Feature::WomanClinician, 12),
            (Feature::StepFree, 8),
            (Feature::HomeVisit, 6),
            (Feature::UrgentCare, 10),
            (Feature::Remote, 6),
        ],
        Category::Service => &[
            (Feature::FreeOfCharge, 20),
            (Feature::NoDocumentsNeeded, 15),
            (Feature::ChildrenWelcome, 10),
            (Feature::Remote, 10),
            (Feature::StepFree, 6),
        ],
    }
}

/// Different features for the musts and the wishes; a household with a dog makes it a must every other time, one with a baby
/// wishes for a cot.
pub(super) fn criteria(
    category: Category,
    party: &Party,
    musts: u32,
    wishes: u32,
    draw: &mut Draw,
) -> Vec<Criterion> {
    let mut drawn = draw.several(wanted(category), musts + wishes).into_iter();
    let taken = usize::try_from(musts).unwrap_or(0);
    let mut criteria: Vec<Criterion> = drawn.by_ref().take(taken).map(Criterion::must).collect();
    for feature in drawn {
        let weight = u8::try_from(draw.between(1, 5)).unwrap_or(1);
        criteria.push(Criterion::prefer(feature, weight));
    }
    let sleeps_or_rides = matches!(category, Category::Housing | Category::Transport);
    if sleeps_or_rides && party.dogs > 0 && draw.percent(50) {
        criteria.push(Criterion::must(Feature::Dogs));
    }
    if category == Category::Housing && party.children.iter().any(|age| *age < 2) {
        criteria.push(Criterion::prefer(Feature::Cot, 3));
    }
    criteria
}
