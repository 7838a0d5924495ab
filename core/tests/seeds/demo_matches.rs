//! The demo's households: who they are, and that each offer finds one of them, but for ten that find nobody.

use std::collections::{BTreeMap, BTreeSet};

use punte_core::{
    constraint::{Feature, Level},
    locale::Locale,
    matching::{Verdict, WeightSet, eligible, rank_by_scan},
    offer::Category,
    request::{Need, NewRequest, PetSize, PetSpecies},
};

use crate::demo_files::{Publish, candidates, households, moments, offers, queries};

/// How many offers fit nobody on purpose.
const NOBODY: usize = 10;

/// Keys of the households that an offer may be shown to, by key of the offer.
fn fitting(now: jiff::Timestamp) -> BTreeMap<String, Vec<String>> {
    let candidates = candidates(now);
    let mut fits: BTreeMap<String, Vec<String>> = candidates
        .iter()
        .map(|(offer, _)| (offer.key.clone(), Vec::new()))
        .collect();
    for (household, needs) in queries(now) {
        for query in &needs {
            for (offer, candidate) in &candidates {
                if !matches!(eligible(query, candidate), Verdict::Excluded(_)) {
                    fits.get_mut(&offer.key)
                        .unwrap()
                        .push(household.key.clone());
                }
            }
        }
    }
    fits
}

#[test]
fn exactly_ten_offers_say_that_they_fit_nobody_and_why() {
    let all = offers();
    let marked: Vec<_> = all.iter().filter(|(o, _, _)| o.fits_nobody).collect();
    assert_eq!(marked.len(), NOBODY);
    for (offer, _, _) in &all {
        assert_eq!(
            offer.fits_nobody,
            offer.why_nobody.as_ref().is_some_and(|w| w.len() > 10),
            "{}",
            offer.key
        );
    }
    for (offer, _, _) in &marked {
        assert_eq!(offer.publish, Publish::Approved, "{}", offer.key);
    }
    let reasons: BTreeSet<_> = marked.iter().map(|(o, _, _)| &o.why_nobody).collect();
    assert_eq!(reasons.len(), NOBODY, "ten different reasons");
    let kinds: BTreeSet<_> = marked.iter().map(|(_, _, c)| c.category()).collect();
    assert_eq!(kinds.len(), Category::ALL.len(), "over all categories");
}

#[test]
fn each_approved_offer_fits_a_household_but_the_ten() {
    for now in moments() {
        let fits = fitting(now);
        let lonely: BTreeSet<_> = fits
            .iter()
            .filter(|(_, households)| households.is_empty())
            .map(|(offer, _)| offer.clone())
            .collect();
        let marked: BTreeSet<_> = offers()
            .into_iter()
            .filter(|(offer, _, _)| offer.fits_nobody)
            .map(|(offer, _, _)| offer.key)
            .collect();
        assert_eq!(lonely, marked, "at {now}");
    }
}

#[test]
fn every_need_is_ranked_but_the_one_that_is_impossible() {
    let [now, _] = moments();
    let offers: Vec<_> = candidates(now).into_iter().map(|(_, c)| c).collect();
    let mut unanswered = Vec::new();
    let mut choices = 0;
    for (household, needs) in queries(now) {
        for query in &needs {
            let ranking = rank_by_scan(query, &offers, &WeightSet::first(), 100);
            choices += usize::from(ranking.fits >= 2);
            if ranking.fits == 0 {
                unanswered.push((household.key.clone(), query.category(), ranking.to_ask));
            }
        }
    }
    assert_eq!(
        unanswered,
        [(
            "two-big-dogs-partly-impossible".to_owned(),
            Category::Housing,
            0
        )]
    );
    assert!(choices >= 12, "{choices} needs have something to choose");
}

#[test]
fn households_cover_what_people_bring_and_need() {
    let all = households();
    assert!((12..=15).contains(&all.len()), "{}", all.len());
    let mut keys = BTreeSet::new();
    let mut about = BTreeSet::new();
    for (household, request) in &all {
        assert!(keys.insert(&household.key), "{}", household.key);
        assert!(about.insert(&household.about), "{}", household.key);
        assert!(
            (40..=200).contains(&household.about.len()) && household.about.ends_with('.'),
            "{}",
            household.key
        );
        assert!(request.contact.name.is_some(), "{}", household.key);
        assert!(
            request
                .contact
                .email
                .as_ref()
                .is_none_or(|e| e.reveal().ends_with("@demo.invalid")),
            "{}",
            household.key
        );
    }
    let some = |what: &str, holds: &dyn Fn(&NewRequest) -> bool| {
        assert!(all.iter().any(|(_, r)| holds(r)), "no household: {what}");
    };
    let pet = |species: PetSpecies| {
        move |r: &NewRequest| r.household.pets.iter().any(|p| p.species == species)
    };
    some("a dog", &pet(PetSpecies::Dog));
    some("a cat", &pet(PetSpecies::Cat));
    some("another pet", &pet(PetSpecies::Other));
    some("a large pet", &|r| {
        r.household.pets.iter().any(|p| p.size == PetSize::Large)
    });
    some("a wheelchair, and a ride for it", &|r| {
        r.household.functional.wheelchair
            && requires(r, Feature::Wheelchair)
            && requires(r, Feature::StepFree)
    });
    some("an infant", &|r| {
        r.household.functional.cot && r.household.children.contains(&0)
    });
    some("children of school age", &|r| {
        r.household.children.iter().any(|a| (7..=14).contains(a))
    });
    some("an older person", &|r| r.household.older_people > 0);
    some("dialysis", &|r| {
        r.household.functional.dialysis_within_km.is_some()
    });
    some("somebody who does not hear", &|r| {
        r.household.functional.hearing && requires(r, Feature::SignLanguage)
    });
    some("somebody who sees badly", &|r| r.household.functional.sight);
    some("a woman alone who wants women only", &|r| {
        r.household.size() == 1 && r.household.women == 1 && requires(r, Feature::WomenOnly)
    });
    some("a short stay", &|r| stays(r).any(|n| n <= 3));
    some("a long stay", &|r| stays(r).any(|n| n >= 90));
    some("help of all five kinds", &|r| {
        let kinds: BTreeSet<_> = r.needs.iter().map(Need::category).collect();
        kinds.len() == Category::ALL.len()
    });
    some("a large group that may be split", &|r| {
        r.household.size() >= 10
            && r.needs
                .iter()
                .any(|n| n.category() == Category::Housing && n.may_split && n.quantity >= 10)
    });
    let first: BTreeSet<_> = all
        .iter()
        .filter_map(|(_, r)| r.household.languages.first())
        .collect();
    let spoken: BTreeSet<_> = all
        .iter()
        .flat_map(|(_, r)| r.household.languages.iter())
        .collect();
    assert!(
        first.len() >= 2 && spoken.len() >= 5,
        "{first:?} {spoken:?}"
    );
    let locales: BTreeSet<Locale> = all.iter().map(|(_, r)| r.locale).collect();
    assert!(locales.len() >= 3, "{locales:?}");
}

fn requires(request: &NewRequest, feature: Feature) -> bool {
    request
        .needs
        .iter()
        .flat_map(|n| n.criteria.iter())
        .any(|c| c.feature == feature && c.level == Level::Must)
}

fn stays(request: &NewRequest) -> impl Iterator<Item = i32> {
    request
        .needs
        .iter()
        .filter(|n| n.category() == Category::Housing)
        .filter_map(|n| n.dates.map(punte_core::period::Period::nights))
}
