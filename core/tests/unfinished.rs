//! A request while it is written: what its answers become, and what is asked again.

use jiff::civil::{Date, date};
use punte_core::{
    constraint::{Criterion, Feature, Level},
    contact::ContactChannel,
    id::PlaceId,
    offer::{Category, ServiceTheme, Speciality},
    period::Period,
    request::{
        AskStep, ContactDraft, DayWish, HouseholdDraft, NewRequest, Pet, PetSize, PetSpecies,
        UnfinishedRequest, Urgency,
    },
};

const TODAY: Date = date(2026, 11, 26);

/// A mother with a child of two and a dog, who asks for everything.
fn everything() -> UnfinishedRequest {
    UnfinishedRequest {
        categories: Category::ALL.to_vec(),
        place_id: Some(PlaceId(1)),
        to_place_id: Some(PlaceId(2)),
        radius_m: Some(100_000),
        household: HouseholdDraft {
            women: 1,
            children: vec![2],
            pets: vec![Pet {
                species: PetSpecies::Dog,
                size: PetSize::Small,
                count: 1,
            }],
            ..HouseholdDraft::default()
        },
        speciality: Some(Speciality::Paediatrics),
        themes: vec![ServiceTheme::Food, ServiceTheme::Legal],
        day: Some(DayWish {
            from: TODAY,
            nights: 7,
            ride_days: 3,
        }),
        contact: Some(ContactDraft {
            channel: ContactChannel::InProduct,
            name: None,
            phone: None,
            email: None,
            safe_note: None,
        }),
        done: AskStep::ALL.to_vec(),
        ..UnfinishedRequest::default()
    }
}

#[test]
fn answers_become_a_request_that_is_right_as_every_request_must_be() {
    let draft = everything().finish(TODAY).ok().unwrap();
    let kinds: Vec<Category> = draft.needs.iter().map(|n| n.details.category()).collect();
    assert_eq!(kinds.len(), 6, "two kinds of other help");
    let [home, ride, ..] = draft.needs.as_slice() else {
        panic!("no needs");
    };
    // A place to stay where the ride ends; the baby sleeps with her mother, and has a seat of her own.
    assert_eq!((home.place_id, home.quantity), (PlaceId(2), 1));
    assert_eq!((ride.place_id, ride.quantity), (PlaceId(1), 2));
    assert_eq!((home.radius_m, ride.radius_m), (100_000, 50_000));
    assert_eq!(home.dates.map(Period::nights), Some(7));
    assert_eq!(ride.dates.map(Period::nights), Some(3));
    assert_eq!(home.urgency, Urgency::Today);
    assert_eq!(home.criteria, [Criterion::must(Feature::Dogs)]);
    assert!(NewRequest::parse(draft, TODAY).is_ok());
}

#[test]
fn what_is_missing_or_has_passed_is_asked_again() {
    let mut request = everything();
    request.done.retain(|step| *step != AskStep::Who);
    assert_eq!(request.finish(TODAY).err(), Some(AskStep::Who));
    let tomorrow = date(2026, 11, 27);
    assert_eq!(everything().finish(tomorrow).err(), Some(AskStep::When));
    let mut request = everything();
    request.speciality = None;
    assert_eq!(request.finish(TODAY).err(), Some(AskStep::Wishes));
    for step in AskStep::ALL {
        let nothing = UnfinishedRequest::default();
        let errors = nothing.check(step, TODAY);
        let needed = matches!(
            step,
            AskStep::What | AskStep::Where | AskStep::Who | AskStep::Reach
        );
        assert_eq!(!errors.is_empty(), needed, "{step:?}: {errors:?}");
    }
}

#[test]
fn a_wheelchair_asks_each_kind_of_help_for_what_it_can_say() {
    let mut request = everything();
    request.access = vec![
        Criterion::must(Feature::Wheelchair),
        Criterion::prefer(Feature::StepFree, 3),
    ];
    let asked = |category| -> Vec<Feature> {
        let all = request.criteria(category).into_iter();
        all.filter(|c| c.level == Level::Must)
            .map(|c| c.feature)
            .collect()
    };
    assert_eq!(asked(Category::Housing), [Feature::Dogs, Feature::StepFree]);
    assert_eq!(
        asked(Category::Transport),
        [Feature::Dogs, Feature::Wheelchair]
    );
    assert_eq!(asked(Category::Job), [Feature::AccessibleWorkplace]);
    assert_eq!(asked(Category::Medical), [Feature::StepFree]);
}

#[test]
fn nobody_surely_of_age_is_seen_from_the_answers() {
    let mut request = everything();
    assert!(!request.is_unaccompanied_minor(TODAY));
    request.say_young(true, TODAY);
    assert!(request.is_unaccompanied_minor(TODAY));
    request.say_young(false, TODAY);
    request.household.women = 0;
    assert!(request.is_unaccompanied_minor(TODAY));
    request.done.clear();
    assert!(!request.is_unaccompanied_minor(TODAY), "not asked yet");
}

#[test]
fn a_child_alone_is_asked_little_and_what_was_not_asked_is_for_today_and_general() {
    let child = UnfinishedRequest {
        household: HouseholdDraft {
            children: vec![16],
            ..HouseholdDraft::default()
        },
        speciality: None,
        themes: Vec::new(),
        // Said before it was known who asks: neither holds any more.
        day: Some(DayWish {
            from: date(2026, 10, 1),
            nights: 60,
            ride_days: 3,
        }),
        alerts: true,
        sms: true,
        done: AskStep::OF_A_CHILD.to_vec(),
        ..everything()
    };
    assert_eq!(child.steps(TODAY), AskStep::OF_A_CHILD);
    assert_eq!(child.finish(TODAY).err(), Some(AskStep::Reach), "reached");
    let found = UnfinishedRequest {
        contact: child.contact.clone().map(|contact| ContactDraft {
            safe_note: Some("in the help centre".to_owned()),
            ..contact
        }),
        alerts: false,
        sms: false,
        ..child
    };
    let request = NewRequest::parse(found.finish(TODAY).ok().unwrap(), TODAY).unwrap();
    assert_eq!(request.needs.len(), 5);
    assert!(request.needs.iter().all(|n| n.urgency == Urgency::Today));
    let doctor = UnfinishedRequest {
        categories: vec![Category::Medical],
        urgency: Some(Urgency::Later),
        ..found.clone()
    };
    let doctor = doctor.finish(TODAY).ok().unwrap();
    assert!(doctor.needs.iter().all(|n| n.urgency == Urgency::Today));
    // Of age after all: the rest is asked.
    let mut grown = found;
    grown.household.women = 1;
    assert_eq!(grown.next(TODAY), Some(AskStep::With));
}
