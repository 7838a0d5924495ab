//! The seeds hold to the domain's own rules: everything in `seeds/` parses, is complete in four languages, and is
//! marked as demo where it is invented.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use punte_core::{
    constraint::{Feature, Tri},
    contact::{Email, Phone, carries_contact},
    error::FieldError,
    locale::{Language, Locale},
    offer::{
        Category, OfferContent, OfferDetails, OfferDraft, OfferPrivate, OfferPrivateDraft,
        ServiceTheme,
    },
    period::Period,
    place::{GeoPoint, distance_m},
    provider::{EvidenceKind, ProviderKind, VettingLevel},
    verification::approvals_required,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

const LOCALES: [&str; 4] = ["uk", "ro", "en", "ru"];

/// The day on which the tests load the seeds.
const TODAY: &str = "2026-12-01";

type Texts = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoProvider {
    key: String,
    kind: ProviderKind,
    name: String,
    registration_number: Option<String>,
    contact_person: String,
    email: String,
    phone: String,
    languages: Vec<Language>,
    evidence: Vec<EvidenceKind>,
    member_account: String,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Publish {
    Approved,
    Submitted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoOffer {
    key: String,
    provider: String,
    publish: Publish,
    days_open: (i32, i32),
    #[serde(default)]
    departs_in_hours: Option<(i32, i32)>,
    content: Value,
    private: OfferPrivateDraft,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpokenLanguage {
    code: Language,
    own_name: String,
    name: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    key: String,
    icon: String,
    name: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Categories {
    categories: Vec<Named>,
    themes: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checklist {
    version: u32,
    category: Category,
    private: bool,
    items: Vec<CheckItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckItem {
    key: String,
    required: bool,
    text: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    geonameid: i64,
    cc: String,
    admin1: String,
    admin1_name: String,
    name: String,
    lat: f64,
    lon: f64,
    population: u32,
    name_en: String,
    name_ro: String,
    name_uk: String,
    name_ru: String,
    alternates: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crossing {
    id: i64,
    cc: String,
    admin1: String,
    admin1_name: String,
    name: String,
    lat: f64,
    lon: f64,
    name_en: String,
    name_ro: String,
    name_uk: String,
    name_ru: String,
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds")
}

fn json_file<T: DeserializeOwned>(path: &str) -> T {
    let file = File::open(seeds().join(path)).unwrap();
    serde_json::from_reader(file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn table<T: DeserializeOwned>(reader: impl std::io::Read) -> Vec<T> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(reader)
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn places() -> Vec<Place> {
    let file = File::open(seeds().join("places/places.tsv.gz")).unwrap();
    table(flate2::read::GzDecoder::new(file))
}

fn crossings() -> Vec<Crossing> {
    table(File::open(seeds().join("places/crossings.tsv")).unwrap())
}

fn providers() -> BTreeMap<String, DemoProvider> {
    let list: Vec<DemoProvider> = json_file("demo/providers.json");
    let count = list.len();
    let by_key: BTreeMap<_, _> = list.into_iter().map(|p| (p.key.clone(), p)).collect();
    assert_eq!(by_key.len(), count, "a key occurs twice");
    by_key
}

fn offers() -> Vec<DemoOffer> {
    json_file("demo/offers.json")
}

/// The draft, with availability and departure as a loader fills them in.
fn draft(offer: &DemoOffer) -> OfferDraft {
    let today: Date = TODAY.parse().unwrap();
    let midnight: Timestamp = today.to_zoned(TimeZone::UTC).unwrap().timestamp();
    let (from, to) = offer.days_open;
    let open = Period::new(today + from.days(), today + to.days()).unwrap();
    let mut content = offer.content.clone();
    assert!(content.get("availability").is_none(), "{}", offer.key);
    content["availability"] = json!([open]);
    if let Some((from, until)) = offer.departs_in_hours {
        let details = &mut content["details"];
        details["departs_from"] = json!(midnight + from.hours());
        details["departs_until"] = json!(midnight + until.hours());
    }
    serde_json::from_value(content).unwrap_or_else(|error| panic!("{}: {error}", offer.key))
}

fn parsed() -> Vec<(DemoOffer, ProviderKind, OfferContent)> {
    let providers = providers();
    offers()
        .into_iter()
        .map(|offer| {
            let kind = providers[&offer.provider].kind;
            let content = OfferContent::parse_for(draft(&offer), kind)
                .unwrap_or_else(|errors: Vec<FieldError>| panic!("{}: {errors:?}", offer.key));
            (offer, kind, content)
        })
        .collect()
}

#[track_caller]
fn complete(texts: &Texts, what: &str) {
    let keys: BTreeSet<_> = texts.keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(LOCALES), "{what}");
    for (locale, text) in texts {
        assert!(
            !text.is_empty() && text.trim() == text,
            "{what}, {locale}: {text:?}"
        );
    }
}

#[test]
fn every_demo_offer_parses_and_its_provider_is_vetted_for_it() {
    let providers = providers();
    let mut keys = BTreeSet::new();
    for (offer, kind, content) in parsed() {
        assert!(keys.insert(offer.key.clone()), "{} twice", offer.key);
        assert!(
            OfferPrivate::parse(offer.private.clone(), content.category()).is_ok(),
            "{}: private",
            offer.key
        );
        let vetting = providers[&offer.provider]
            .evidence
            .iter()
            .map(|e| e.level())
            .max()
            .unwrap_or(VettingLevel::L0);
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
    assert_eq!(keys.len(), 20);
}

#[test]
fn all_categories_provider_kinds_languages_and_countries_occur() {
    let all = parsed();
    let country: BTreeMap<i64, String> =
        places().into_iter().map(|p| (p.geonameid, p.cc)).collect();
    for category in Category::ALL {
        assert!(
            all.iter()
                .any(|(o, _, c)| c.category() == category && o.publish == Publish::Approved),
            "{category:?}"
        );
    }
    for kind in ProviderKind::ALL {
        assert!(all.iter().any(|(_, k, _)| *k == kind), "{kind:?}");
    }
    for locale in Locale::ALL {
        assert!(
            all.iter().any(|(_, _, c)| c.language == locale),
            "{locale:?}"
        );
    }
    for cc in ["MD", "RO", "UA"] {
        assert!(
            all.iter().any(|(_, _, c)| country[&c.place_id.0] == cc),
            "{cc}"
        );
    }
    let waiting = all
        .iter()
        .filter(|(o, _, _)| o.publish == Publish::Submitted)
        .count();
    assert_eq!(waiting, 4);
    assert!(all.iter().any(|(_, k, c)| approvals_required(c, *k) == 2));
    assert!(all.iter().any(|(_, _, c)| matches!(
        &c.details,
        OfferDetails::Service(s) if s.theme == ServiceTheme::DonationPoint
    )));
}

#[test]
fn every_fact_occurs_as_yes_no_and_unknown() {
    let all = parsed();
    // These follow from fields that are always given.
    let always_known = [
        Feature::EntirePlace,
        Feature::PrivateRoom,
        Feature::PartTime,
        Feature::HomeVisit,
    ];
    let mut missing = Vec::new();
    for feature in Feature::ALL {
        for fact in [Tri::Yes, Tri::No, Tri::Unknown] {
            let found = all.iter().any(|(_, _, c)| {
                feature.categories().contains(&c.category()) && c.facts().get(*feature) == fact
            });
            let needless = fact == Tri::Unknown && always_known.contains(feature);
            if !found && !needless {
                missing.push((*feature, fact));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn texts_are_marked_as_demo_translated_carry_no_contact_and_are_all_different() {
    let mut titles = BTreeSet::new();
    let mut descriptions = BTreeSet::new();
    let mut translated = 0;
    for (offer, _, content) in parsed() {
        let own = (content.title.clone(), content.description.clone());
        let others = content.translations.values();
        let all: Vec<_> = std::iter::once(own)
            .chain(others.map(|t| (t.title.clone(), t.description.clone())))
            .collect();
        translated += usize::from(all.len() > 1);
        for (title, description) in all {
            assert!(title.starts_with("[demo] "), "{}: {title}", offer.key);
            assert!(!carries_contact(&description), "{}", offer.key);
            let sentences = description
                .split_inclusive(['.', '?', '!'])
                .filter(|s| s.trim().chars().count() > 1)
                .count();
            assert!((2..=4).contains(&sentences), "{}: {sentences}", offer.key);
            assert!(titles.insert(title.to_lowercase()), "{title}");
            assert!(
                descriptions.insert(description.to_lowercase()),
                "{description}"
            );
        }
    }
    assert!(translated >= 16, "most are translated: {translated}");
}

#[test]
fn places_of_offers_exist_and_exact_points_lie_in_them() {
    let known: BTreeMap<i64, GeoPoint> = places()
        .into_iter()
        .map(|p| (p.geonameid, GeoPoint::new(p.lat, p.lon).unwrap()))
        .collect();
    for (offer, _, content) in parsed() {
        let place = known
            .get(&content.place_id.0)
            .unwrap_or_else(|| panic!("{}: {:?}", offer.key, content.place_id));
        if let Some(point) = offer.private.point {
            assert!(distance_m(*place, point) < 10_000, "{}", offer.key);
        }
        if let OfferDetails::Transport(ride) = &content.details {
            assert_eq!(
                ride.stops.first().map(|s| s.place_id),
                Some(content.place_id)
            );
            for stop in &ride.stops {
                assert!(known.contains_key(&stop.place_id.0), "{}", offer.key);
            }
        }
    }
}

#[test]
fn providers_can_be_told_from_real_ones_and_their_contacts_parse() {
    let languages: BTreeSet<_> = json_file::<Vec<SpokenLanguage>>("reference/languages.json")
        .into_iter()
        .map(|l| l.code)
        .collect();
    let providers = providers();
    let mut phones = BTreeSet::new();
    for provider in providers.values() {
        let key = &provider.key;
        assert!(provider.name.starts_with("[demo] "), "{key}");
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
        let phone = Phone::parse(&provider.phone).unwrap();
        assert_eq!(phone.reveal(), provider.phone, "{key}: E.164");
        assert!(phones.insert(provider.phone.clone()), "{key}");
        assert!(!provider.languages.is_empty(), "{key}");
        assert!(provider.evidence.contains(&EvidenceKind::EmailConfirmed));
        for language in &provider.languages {
            assert!(languages.contains(language), "{key}: {language:?}");
        }
    }
    for (offer, _, content) in parsed() {
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

#[test]
fn languages_categories_and_themes_are_named_in_all_four_languages() {
    let languages: Vec<SpokenLanguage> = json_file("reference/languages.json");
    let mut codes = BTreeSet::new();
    for language in &languages {
        let code = language.code.as_str();
        assert!(codes.insert(code), "{code} twice");
        assert!(!language.own_name.trim().is_empty(), "{code}");
        complete(&language.name, code);
    }
    assert!(LOCALES.iter().all(|l| codes.contains(l)));

    let data: Categories = json_file("reference/categories.json");
    let keys: BTreeSet<_> = data.categories.iter().map(|c| c.key.as_str()).collect();
    assert_eq!(keys, Category::ALL.map(Category::as_str).into());
    assert_eq!(data.categories.len(), Category::ALL.len());
    let mut themes = BTreeSet::new();
    for theme in &data.themes {
        let known: ServiceTheme = serde_json::from_value(json!(theme.key)).unwrap();
        assert!(themes.insert(known), "{} twice", theme.key);
    }
    assert_eq!(themes.len(), 11);
    for named in data.categories.iter().chain(&data.themes) {
        assert!(!named.icon.is_empty(), "{}", named.key);
        complete(&named.name, &named.key);
    }
}

#[test]
fn there_is_a_checklist_for_each_category_private_or_not() {
    let lists: Vec<Checklist> = json_file("reference/checklists.json");
    let mut found = BTreeSet::new();
    let mut texts: BTreeMap<String, Texts> = BTreeMap::new();
    for list in lists {
        assert!(list.version >= 1);
        assert!(
            found.insert((list.category, list.private)),
            "{:?} twice",
            list.category
        );
        assert!(list.items.iter().any(|i| i.required));
        let mut keys = BTreeSet::new();
        for item in list.items {
            complete(&item.text, &item.key);
            assert!(keys.insert(item.key.clone()), "{} twice", item.key);
            let first = texts.entry(item.key.clone()).or_insert(item.text.clone());
            assert_eq!(*first, item.text, "{}: one check, one text", item.key);
        }
    }
    for category in Category::ALL {
        for private in [true, false] {
            assert!(
                found.contains(&(category, private)),
                "{category:?}, private: {private}"
            );
        }
    }
}

#[test]
fn the_gazetteer_is_whole_and_has_the_towns_that_people_name() {
    let places = places();
    assert_eq!(places.len(), 18_903);
    let mut ids = BTreeSet::new();
    for place in &places {
        assert!(place.geonameid > 0 && ids.insert(place.geonameid));
        assert!(GeoPoint::new(place.lat, place.lon).is_ok());
        assert!(!place.name.is_empty() && place.cc.len() == 2 && !place.admin1.is_empty());
        assert!(place.population < 20_000_000);
    }
    let nameless = places.iter().filter(|p| p.admin1_name.is_empty()).count();
    assert_eq!(nameless, 1, "one region of Hungary");
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    for place in &places {
        for name in [&place.name, &place.name_en, &place.name_ro] {
            assert!(!name.chars().any(cyrillic), "{name}");
        }
        for name in [&place.name_uk, &place.name_ru] {
            assert!(name.is_empty() || name.chars().any(cyrillic), "{name}");
        }
    }
    let uk = |id: i64| {
        let place = places.iter().find(|p| p.geonameid == id).unwrap();
        (place.name_uk.as_str(), place.name_ru.as_str())
    };
    assert_eq!(uk(618_426), ("Кишинів", "Кишинёв"));
    assert_eq!(uk(666_830), ("Сірет", "Сирет"));
    assert_eq!(uk(675_810), ("Ясси", "Яссы"));
    assert_eq!(uk(710_719), ("Чернівці", "Черновцы"));
    assert_eq!(uk(617_633), ("Паланка", "Паланка"));
    assert_eq!(uk(618_631), ("Отач", "Отачь"));
    let in_ukraine = places.iter().filter(|p| p.cc == "UA");
    let (named, all) = in_ukraine.fold((0, 0), |(named, all), p| {
        (named + u32::from(!p.name_uk.is_empty()), all + 1)
    });
    assert!(
        named * 10 > all * 9,
        "{named} of {all} have a Ukrainian name"
    );
}

#[test]
fn crossings_have_ids_of_their_own_and_the_point_of_a_settlement() {
    let places = places();
    let crossings = crossings();
    let ids: Vec<i64> = crossings.iter().map(|c| c.id).collect();
    assert_eq!(ids, [-1, -2, -3, -4, -5, -6, -7, -8]);
    for crossing in crossings {
        for name in [
            &crossing.name,
            &crossing.name_en,
            &crossing.name_ro,
            &crossing.name_uk,
            &crossing.name_ru,
        ] {
            assert!(!name.trim().is_empty(), "{}", crossing.id);
        }
        let point = GeoPoint::new(crossing.lat, crossing.lon).unwrap();
        assert!(
            places.iter().any(|p| (&p.cc, &p.admin1, &p.admin1_name)
                == (&crossing.cc, &crossing.admin1, &crossing.admin1_name)
                && GeoPoint::new(p.lat, p.lon).unwrap() == point),
            "{}",
            crossing.name
        );
    }
}

#[test]
fn no_letter_with_a_cedilla_anywhere() {
    let cedilla = |text: &str| text.chars().any(|c| "şŞţŢ".contains(c));
    for place in places() {
        for text in [
            &place.admin1_name,
            &place.name,
            &place.name_en,
            &place.name_ro,
            &place.name_uk,
            &place.name_ru,
            &place.alternates,
        ] {
            assert!(!cedilla(text), "{}: {text}", place.geonameid);
        }
    }
    for path in [
        "places/crossings.tsv",
        "places/names.tsv",
        "reference/languages.json",
        "reference/categories.json",
        "reference/checklists.json",
        "demo/providers.json",
        "demo/offers.json",
    ] {
        assert!(
            !cedilla(&std::fs::read_to_string(seeds().join(path)).unwrap()),
            "{path}"
        );
    }
}
