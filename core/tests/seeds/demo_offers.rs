//! The demo's providers and offers: they parse, are vetted for, lie where they say, and show every kind of everything.

use std::collections::{BTreeMap, BTreeSet};

use punte_core::{
    constraint::{Feature, Tri},
    contact::{Email, Phone},
    locale::{Language, Locale},
    offer::{Category, OfferDetails, OfferPrivate, ServiceTheme},
    place::{GeoPoint, distance_m},
    provider::{EvidenceKind, ProviderKind},
    verification::approvals_required,
};

use crate::{
    demo_files::{Publish, offers, providers},
    files::{json_file, places},
    reference::SpokenLanguage,
};

#[test]
fn every_offer_parses_and_its_provider_is_vetted_for_it() {
    let providers = providers();
    let mut keys = BTreeSet::new();
    for (offer, kind, content) in offers() {
        assert!(keys.insert(offer.key.clone()), "{} twice", offer.key);
        let private = OfferPrivate::parse(offer.private.clone(), content.category())
            .unwrap_or_else(|errors| panic!("{}: {errors:?}", offer.key));
        assert!(
            private.missing_for_review(content.category()).is_empty(),
            "{}: it could not be handed in",
            offer.key
        );
        let vetting = providers[&offer.provider].vetting();
        assert!(vetting >= content.least_vetting(kind), "{}", offer.key);
        assert_eq!(
            content.category() == Category::Transport,
            offer.departs_in_hours.is_some(),
            "{}",
            offer.key
        );
        if let Some((from, until)) = offer.departs_in_hours {
            let (first, end) = offer.days_open;
            assert!(24 <= from && from < until, "{}", offer.key);
            assert!(
                first * 24 <= from && until <= end * 24,
                "{}: it departs while it is open",
                offer.key
            );
        }
    }
}

#[test]
fn there_are_enough_of_every_category_provider_kind_theme_language_and_country() {
    let all = offers();
    let live: Vec<_> = all
        .iter()
        .filter(|(o, _, _)| o.publish == Publish::Approved)
        .collect();
    assert!(all.len() >= 84, "{} offers", all.len());
    assert!(live.len() >= 78, "{} are approved", live.len());
    assert!(all.len() - live.len() >= 4, "some wait in the queue");
    for category in Category::ALL {
        let count = live
            .iter()
            .filter(|(_, _, c)| c.category() == category)
            .count();
        assert!(count >= 12, "{category:?}: {count}");
    }
    for kind in ProviderKind::ALL {
        let count = live.iter().filter(|(_, k, _)| *k == kind).count();
        assert!(count >= 10, "{kind:?}: {count}");
    }
    for locale in Locale::ALL {
        let count = live.iter().filter(|(_, _, c)| c.language == locale).count();
        assert!(count >= 10, "{locale:?}: {count}");
    }
    let country: BTreeMap<i64, String> =
        places().into_iter().map(|p| (p.geonameid, p.cc)).collect();
    for (cc, least) in [("MD", 20), ("RO", 20), ("UA", 8), ("PL", 8)] {
        let count = live
            .iter()
            .filter(|(_, _, c)| country[&c.place_id.0] == cc)
            .count();
        assert!(count >= least, "{cc}: {count}");
    }
    let themes: BTreeSet<ServiceTheme> = live
        .iter()
        .filter_map(|(_, _, c)| match &c.details {
            OfferDetails::Service(service) => Some(service.theme),
            _ => None,
        })
        .collect();
    for named in crate::reference::themes() {
        assert!(themes.contains(&named), "{named:?}");
    }
    assert!(live.iter().any(|(_, k, c)| approvals_required(c, *k) == 2));
}

#[test]
fn every_fact_is_stated_as_yes_as_no_and_not_at_all_in_each_category() {
    let all = offers();
    // These follow from fields that are always given.
    let always_known = [
        Feature::EntirePlace,
        Feature::PrivateRoom,
        Feature::PartTime,
        Feature::HomeVisit,
    ];
    let mut missing = Vec::new();
    for feature in Feature::ALL {
        for category in feature.categories() {
            for fact in [Tri::Yes, Tri::No, Tri::Unknown] {
                let found = all.iter().any(|(o, _, c)| {
                    o.publish == Publish::Approved
                        && c.category() == *category
                        && c.facts().get(*feature) == fact
                });
                let needless = fact == Tri::Unknown && always_known.contains(feature);
                if !found && !needless {
                    missing.push((*feature, *category, fact));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn places_exist_and_exact_points_lie_in_them() {
    let known: BTreeMap<i64, GeoPoint> = places()
        .into_iter()
        .map(|p| (p.geonameid, GeoPoint::new(p.lat, p.lon).unwrap()))
        .collect();
    for (offer, _, content) in offers() {
        let place = known
            .get(&content.place_id.0)
            .unwrap_or_else(|| panic!("{}: {:?}", offer.key, content.place_id));
        if let Some(point) = offer.private.point {
            assert!(distance_m(*place, point) < 10_000, "{}", offer.key);
        }
        if let OfferDetails::Transport(ride) = &content.details {
            assert_eq!(
                ride.stops.first().map(|s| s.place_id),
                Some(content.place_id),
                "{}",
                offer.key
            );
            for stop in &ride.stops {
                assert!(known.contains_key(&stop.place_id.0), "{}", offer.key);
            }
        }
    }
}

#[test]
fn providers_can_be_told_from_real_ones_and_their_contacts_parse() {
    let languages: BTreeSet<Language> =
        json_file::<Vec<SpokenLanguage>>("reference/languages.json")
            .into_iter()
            .map(|l| l.code)
            .collect();
    let providers = providers();
    assert!(providers.len() >= 16);
    let all = offers();
    let mut phones = BTreeSet::new();
    for provider in providers.values() {
        let key = &provider.key;
        assert!(provider.name.starts_with("[demo] "), "{key}");
        assert_eq!(
            provider.registration_number.is_some(),
            provider.kind != ProviderKind::Volunteer,
            "{key}"
        );
        assert!(
            provider
                .registration_number
                .as_ref()
                .is_none_or(|n| n.starts_with("DEMO-")),
            "{key}"
        );
        assert!(!provider.contact_person.trim().is_empty(), "{key}");
        assert_eq!(provider.member_account, format!("provider-{key}"));
        assert!(Email::parse(&provider.email).is_ok(), "{key}");
        assert!(provider.email.ends_with("@demo.invalid"), "{key}");
        let phone = Phone::parse(&provider.phone).unwrap_or_else(|_| panic!("{key}: phone"));
        assert_eq!(phone.reveal(), provider.phone, "{key}: E.164");
        assert!(phones.insert(provider.phone.clone()), "{key}");
        assert!(!provider.languages.is_empty(), "{key}");
        assert!(provider.evidence.contains(&EvidenceKind::EmailConfirmed));
        for language in &provider.languages {
            assert!(languages.contains(language), "{key}: {language:?}");
        }
        assert!(
            all.iter().any(|(o, _, _)| o.provider == *key),
            "{key} offers nothing"
        );
    }
    for (offer, _, content) in all {
        for language in &content.languages {
            assert!(languages.contains(language), "{}", offer.key);
        }
        if let OfferDetails::Service(service) = &content.details
            && let Some(phone) = &service.public_phone
        {
            assert_eq!(*phone, providers[&offer.provider].phone, "{}", offer.key);
        }
    }
}
