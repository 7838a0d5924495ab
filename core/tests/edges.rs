//! Bad input: every field out of its range is refused with its pointer and its code; and what an
//! offer needs (docs/architecture.md), typed by hand.
#![expect(
    clippy::unwrap_used,
    reason = "a test that stops at the first surprise is a good test"
)]

use jiff::civil::{Date, date};
use punte_core::{
    contact::{Email, Phone, carries_contact, plain_text, text_without_contacts},
    error::FieldError,
    offer::{
        Category, Edit, OfferContent, OfferDraft, OfferPrivate, OfferPrivateDraft, edit_effect,
        is_less, widened_fields,
    },
    period::Period,
    place::GeoPoint,
    provider::{ProviderKind, VettingLevel, vetting_lapses_at},
    request::{Household, Need, NewRequest, RequestDraft},
    verification::approvals_required,
};
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 22);

fn housing() -> Value {
    json!({"category": "housing", "kind": "apartment", "privacy": "entire_place", "pets": {}})
}

fn transport() -> Value {
    json!({
        "category": "transport", "stops": [{"place_id": 1}, {"place_id": 2}], "pets": {},
        "departs_from": "2026-12-01T07:00:00Z", "departs_until": "2026-12-01T09:00:00Z"
    })
}

fn job() -> Value {
    json!({
        "category": "job", "occupation": "9112", "contract": "permanent", "hours_per_week": 40,
        "pay_minor": 1_000_000, "currency": "MDL", "pay_period": "month"
    })
}

fn medical() -> Value {
    json!({"category": "medical", "speciality": "dentistry", "mode": "facility"})
}

fn service(theme: &str) -> Value {
    json!({"category": "service", "theme": theme})
}

fn offer(details: &Value) -> Value {
    json!({
        "title": "Room near the station", "description": "Quiet, third floor.", "language": "en", "place_id": 1,
        "capacity": 4, "languages": ["uk", "ro"], "translations": {},
        "availability": [{"from": "2026-12-01", "to": "2027-03-01"}], "details": details
    })
}

/// A document with one value set; a pointer to a field that is not there adds it.
fn set(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            fields.insert(field.to_owned(), value);
        }
        Value::Array(items) => {
            *items.get_mut(field.parse::<usize>().unwrap()).unwrap() = value;
        }
        other => panic!("{pointer}: {other}"),
    }
    document
}

fn pointers(errors: Vec<FieldError>) -> Vec<(String, &'static str)> {
    errors.into_iter().map(|e| (e.pointer, e.code)).collect()
}

fn offer_errors(document: Value) -> Vec<(String, &'static str)> {
    let draft: OfferDraft = serde_json::from_value(document).unwrap();
    OfferContent::parse(draft)
        .err()
        .map(pointers)
        .unwrap_or_default()
}

fn need_errors(document: Value) -> Vec<(String, &'static str)> {
    Need::parse(serde_json::from_value(document).unwrap(), TODAY)
        .err()
        .map(pointers)
        .unwrap_or_default()
}

fn household_errors(document: Value) -> Vec<(String, &'static str)> {
    Household::parse(serde_json::from_value(document).unwrap(), TODAY)
        .err()
        .map(pointers)
        .unwrap_or_default()
}

fn request_errors(document: Value) -> Vec<(String, &'static str)> {
    let draft: RequestDraft = serde_json::from_value(document).unwrap();
    NewRequest::parse(draft, TODAY)
        .err()
        .map(pointers)
        .unwrap_or_default()
}

fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

fn content(document: Value) -> OfferContent {
    OfferContent::parse(serde_json::from_value(document).unwrap()).unwrap()
}

// --- offers

#[test]
fn the_documents_that_the_other_tests_spoil_are_good() {
    for details in [housing(), transport(), job(), medical(), service("legal")] {
        assert_eq!(offer_errors(offer(&details)), []);
    }
}

#[test]
fn each_common_field_of_an_offer_out_of_range_is_refused_by_name() {
    let long = |n: usize| json!("x".repeat(n));
    let days: Vec<Value> = (0..51)
        .map(
            |i| json!({"from": format!("20{}-01-01", 26 + i), "to": format!("20{}-01-05", 26 + i)}),
        )
        .collect();
    let tags: Vec<String> = (b'a'..=b'm')
        .map(|c| format!("a{}", char::from(c)))
        .collect();
    for (pointer, value, code) in [
        ("/title", json!(""), "length"),
        ("/title", long(2), "length"),
        ("/title", long(121), "length"),
        ("/title", json!("   "), "blank"),
        ("/title", json!("Bell \u{7} rings"), "control-characters"),
        ("/title", json!("Call 069 123 456"), "contact-in-text"),
        ("/description", long(2), "length"),
        ("/description", long(2_001), "length"),
        (
            "/description",
            json!("see https://example.org"),
            "contact-in-text",
        ),
        ("/capacity", json!(0), "out-of-range"),
        ("/capacity", json!(5_001), "out-of-range"),
        ("/availability", json!(days), "length"),
        ("/languages", json!(tags), "length"),
        ("/price_note", json!(""), "length"),
        ("/price_note", long(201), "length"),
        ("/price_note", json!("\t"), "blank"),
    ] {
        let got = offer_errors(set(offer(&medical()), pointer, value));
        assert!(
            got.contains(&(pointer.to_owned(), code)),
            "{pointer} {code}: {got:?}"
        );
        assert!(got.iter().all(|e| e.0 == pointer), "{pointer}: {got:?}");
    }
    for (pointer, value) in [
        ("/title", long(3)),
        ("/title", json!("ї".repeat(120))), // letters are counted, not bytes
        ("/description", json!("щ".repeat(2_000))),
        ("/capacity", json!(1)),
        ("/capacity", json!(5_000)),
        ("/availability", json!([])),
        ("/languages", json!([])),
        ("/price_note", json!("20 lei")),
    ] {
        assert_eq!(
            offer_errors(set(offer(&medical()), pointer, value)),
            [],
            "{pointer}"
        );
    }
}

#[test]
fn each_field_of_each_category_out_of_range_is_refused_by_name() {
    let long = |n: usize| json!("x".repeat(n));
    let stops = |n: usize| json!((0..n).map(|i| json!({"place_id": i})).collect::<Vec<_>>());
    let speaks = json!(vec![json!({"language": "ro", "level": "basic"}); 6]);
    let range = "out-of-range";
    for (details, field, value, code) in [
        (housing(), "max_guests", json!(0), range),
        (housing(), "max_guests", json!(1_001), range),
        (housing(), "min_child_age", json!(18), range),
        (housing(), "bedrooms", json!(501), range),
        (housing(), "floor", json!(-3), range),
        (housing(), "floor", json!(61), range),
        (housing(), "pets/max_count", json!(0), range),
        (housing(), "pets/max_count", json!(21), range),
        (housing(), "resident_women", json!(51), range),
        (housing(), "resident_men", json!(51), range),
        (housing(), "resident_children", json!(51), range),
        (housing(), "public_transport_m", json!(50_001), range),
        (housing(), "min_nights", json!(0), range),
        (housing(), "min_nights", json!(181), range),
        (housing(), "max_nights", json!(0), range),
        (housing(), "max_nights", json!(181), range),
        (transport(), "stops", stops(1), "length"),
        (transport(), "stops", stops(21), "length"),
        (
            transport(),
            "departs_from",
            json!("2026-12-01T09:00:01Z"),
            "dates-reversed",
        ),
        (transport(), "detour_m", json!(100_001), range),
        (transport(), "child_seats", json!(21), range),
        (transport(), "pets/max_count", json!(21), range),
        (job(), "hours_per_week", json!(0), range),
        (job(), "hours_per_week", json!(61), range),
        (job(), "pay_minor", json!(-1), range),
        (job(), "pay_minor", json!(100_000_001), range),
        (job(), "currency", json!("mdl"), "currency"),
        (job(), "currency", json!("MD"), "currency"),
        (job(), "currency", json!("€€€"), "currency"),
        (job(), "languages_needed", speaks, "length"),
        (medical(), "opening_hours", long(201), "length"),
        (medical(), "opening_hours", json!(" "), "blank"),
        (service("legal"), "opening_hours", long(201), "length"),
        (service("legal"), "who_is_eligible", long(501), "length"),
        (service("legal"), "documents_needed", long(501), "length"),
        (
            service("legal"),
            "documents_needed",
            json!("\u{202e}abc"),
            "control-characters",
        ),
        (
            service("legal"),
            "public_phone",
            json!("022 250 101"),
            "phone",
        ),
        (service("legal"), "public_phone", json!("+000"), "phone"),
        (
            service("legal"),
            "web_page",
            json!("not a page"),
            "web-page",
        ),
        (
            service("legal"),
            "web_page",
            json!(format!("https://example.org/{}", "x".repeat(300))),
            "length",
        ),
    ] {
        let at = format!("/details/{field}");
        let expected = if field == "departs_from" {
            "/details/departs_until"
        } else {
            &at
        };
        let got = offer_errors(set(offer(&details), &at, value));
        assert_eq!(got, one(expected, code), "{at}");
    }
    let mut reversed = housing();
    reversed = set(reversed, "/min_nights", json!(8));
    reversed = set(reversed, "/max_nights", json!(7));
    assert_eq!(
        offer_errors(offer(&reversed)),
        one("/details/max_nights", "max-below-min")
    );
    for (details, field, value) in [
        (housing(), "max_guests", json!(1_000)),
        (housing(), "min_child_age", json!(17)),
        (housing(), "floor", json!(-2)),
        (housing(), "pets/max_count", json!(20)),
        (housing(), "min_nights", json!(180)),
        (transport(), "stops", stops(20)),
        (transport(), "departs_from", json!("2026-12-01T09:00:00Z")),
        (job(), "hours_per_week", json!(60)),
        (job(), "pay_minor", json!(0)),
        (service("legal"), "public_phone", json!("+37322250101")),
        (service("legal"), "web_page", json!("https://example.org")),
    ] {
        let at = format!("/details/{field}");
        assert_eq!(offer_errors(set(offer(&details), &at, value)), [], "{at}");
    }
}

#[test]
fn an_offer_that_contradicts_itself_is_refused() {
    assert_eq!(
        offer_errors(set(offer(&housing()), "/availability", json!([]))),
        one("/availability", "required")
    );
    assert_eq!(
        offer_errors(set(offer(&job()), "/languages", json!(["uk", "ro", "uk"]))),
        one("/languages/2", "duplicate")
    );
    let words = json!({"title": "Кімната", "description": "Тихо"});
    assert_eq!(
        offer_errors(set(
            offer(&job()),
            "/translations",
            json!({"en": words, "uk": words})
        )),
        one("/translations/en", "duplicate")
    );
}

#[test]
fn an_error_in_a_translation_names_its_language() {
    let translations = json!({
        "ro": {"title": "Cameră", "description": "sunați la 069 123 456"},
        "uk": {"title": "К", "description": "Тихо"},
    });
    let mut got = offer_errors(set(offer(&job()), "/translations", translations));
    got.sort();
    assert_eq!(
        got,
        [
            ("/translations/ro/description".to_owned(), "contact-in-text"),
            ("/translations/uk/title".to_owned(), "length")
        ]
    );
}

#[test]
fn all_errors_come_at_once() {
    let mut bad = set(offer(&housing()), "/capacity", json!(0));
    bad = set(bad, "/title", json!(""));
    bad = set(bad, "/availability", json!([]));
    bad = set(bad, "/details/floor", json!(99));
    let got: Vec<String> = offer_errors(bad).into_iter().map(|e| e.0).collect();
    for pointer in ["/capacity", "/title", "/availability", "/details/floor"] {
        assert!(got.contains(&pointer.to_owned()), "{pointer}: {got:?}");
    }
}

#[test]
fn bounds_are_told_with_the_error() {
    let draft: OfferDraft =
        serde_json::from_value(set(offer(&job()), "/capacity", json!(5_001))).unwrap();
    let errors = OfferContent::parse(draft).unwrap_err();
    assert_eq!(errors.first().unwrap().bounds, Some((1, 5_000)));
}

#[test]
fn what_is_not_of_the_type_never_becomes_a_draft() {
    for (pointer, value) in [
        ("/capacity", json!(2_147_483_648_u64)),
        ("/capacity", json!(-1)),
        ("/capacity", json!(1.5)),
        ("/capacity", json!("4")),
        ("/title", json!(null)),
        ("/language", json!("de")),
        ("/languages", json!(["UK"])),
        ("/languages", json!(["ukrainian"])),
        (
            "/availability",
            json!([{"from": "2026-12-05", "to": "2026-12-05"}]),
        ),
        (
            "/availability",
            json!([{"from": "2026-12-05", "to": "2026-12-01"}]),
        ),
        (
            "/availability",
            json!([{"from": "2026-02-30", "to": "2026-12-01"}]),
        ),
        (
            "/availability",
            json!([{"from": "0001-01-01", "to": "9999-12-31"}]),
        ),
        ("/approved", json!(true)),
        ("/details/approved", json!(true)),
        ("/details/pets/wolves", json!("yes")),
        ("/details/smoking", json!(true)),
        ("/details/category", json!("weapon")),
        ("/details/category", json!("job")),
    ] {
        let document = set(offer(&housing()), pointer, value.clone());
        assert!(
            serde_json::from_value::<OfferDraft>(document).is_err(),
            "{pointer} {value}"
        );
    }
    let point = |lat, lon| {
        set(
            set(transport(), "/stops/0", json!({"place_id": 1, "point": {}})),
            "/stops/0/point",
            json!({"lat": lat, "lon": lon}),
        )
    };
    for (lat, lon) in [(90.1, 0.0), (-90.1, 0.0), (0.0, 180.1), (0.0, -180.1)] {
        assert!(
            serde_json::from_value::<OfferDraft>(offer(&point(lat, lon))).is_err(),
            "{lat} {lon}"
        );
        assert!(GeoPoint::new(lat, lon).is_err());
    }
    assert!(GeoPoint::new(f64::NAN, 0.0).is_err() && GeoPoint::new(0.0, f64::INFINITY).is_err());
}

#[test]
fn public_phone_and_web_page_are_for_institutions() {
    let mut details = service("legal");
    details = set(details, "/public_phone", json!("+37322250101"));
    details = set(details, "/web_page", json!("https://example.org"));
    let parse = |document: Value, provider| {
        OfferContent::parse_for(serde_json::from_value(document).unwrap(), provider)
            .err()
            .map(pointers)
            .unwrap_or_default()
    };
    let refused = [
        ("/details/public_phone".to_owned(), "institutions-only"),
        ("/details/web_page".to_owned(), "institutions-only"),
    ];
    assert_eq!(parse(offer(&details), ProviderKind::Volunteer), refused);
    let home = set(offer(&details), "/private_home", json!(true));
    assert_eq!(parse(home, ProviderKind::Ngo), refused);
    for provider in [
        ProviderKind::Ngo,
        ProviderKind::Company,
        ProviderKind::Authority,
    ] {
        assert_eq!(parse(offer(&details), provider), []);
    }
}

#[test]
fn intervals_that_touch_become_one() {
    let days = json!([
        {"from": "2027-01-01", "to": "2027-02-01"},
        {"from": "2026-12-01", "to": "2027-01-01"},
        {"from": "2026-12-10", "to": "2026-12-12"},
        {"from": "2027-02-02", "to": "2027-03-01"},
    ]);
    let got = content(set(offer(&housing()), "/availability", days));
    let period = |a, b| Period::new(a, b).unwrap();
    assert_eq!(
        got.availability,
        [
            period(date(2026, 12, 1), date(2027, 2, 1)),
            period(date(2027, 2, 2), date(2027, 3, 1))
        ]
    );
}

#[test]
fn private_fields_are_of_their_category_and_bounded() {
    let parse = |document: Value, category| {
        let draft: OfferPrivateDraft = serde_json::from_value(document).unwrap();
        OfferPrivate::parse(draft, category)
            .err()
            .map(pointers)
            .unwrap_or_default()
    };
    let other = "not-of-this-category";
    for category in Category::ALL {
        let ride = category == Category::Transport;
        let medical = category == Category::Medical;
        let expect = |ok: bool, pointer| if ok { vec![] } else { one(pointer, other) };
        assert_eq!(
            parse(json!({"driver": "Ion"}), category),
            expect(ride, "/driver")
        );
        assert_eq!(
            parse(json!({"plate": "ABC 123"}), category),
            expect(ride, "/plate")
        );
        assert_eq!(
            parse(json!({"licence_number": "7"}), category),
            expect(medical, "/licence_number")
        );
    }
    for (document, pointer, code) in [
        (json!({"address": "x".repeat(301)}), "/address", "length"),
        (
            json!({"address": "a\u{0}b"}),
            "/address",
            "control-characters",
        ),
        (json!({"driver": "x".repeat(121)}), "/driver", "length"),
        (json!({"plate": "x".repeat(21)}), "/plate", "length"),
    ] {
        assert_eq!(parse(document, Category::Transport), one(pointer, code));
    }
}

// --- needs

fn need(details: &Value) -> Value {
    json!({
        "place_id": 1, "quantity": 2, "details": details,
        "dates": {"from": "2026-12-01", "to": "2026-12-08"}, "criteria": []
    })
}

#[test]
fn each_field_of_a_need_out_of_range_is_refused_by_name() {
    let roof = json!({"category": "housing"});
    let many_codes: Vec<String> = (0..11).map(|i| format!("91{i:02}")).collect();
    let many_languages = vec![json!({"language": "ro", "level": "basic"}); 7];
    let must = |feature: &str| json!({"feature": feature, "level": "must"});
    let wish = |weight: u8| json!([{"feature": "kitchen", "level": "prefer", "weight": weight}]);
    let range = "out-of-range";
    for (details, pointer, value, at, code) in [
        (&roof, "/radius_m", json!(999), "/radius_m", range),
        (&roof, "/radius_m", json!(1_000_001), "/radius_m", range),
        (&roof, "/quantity", json!(0), "/quantity", range),
        (&roof, "/quantity", json!(91), "/quantity", range),
        (&roof, "/criteria", wish(0), "/criteria/0/weight", range),
        (&roof, "/criteria", wish(6), "/criteria/0/weight", range),
        (
            &roof,
            "/criteria",
            json!([must("kitchen"), must("kitchen")]),
            "/criteria/1/feature",
            "duplicate",
        ),
        (
            &roof,
            "/criteria",
            json!([must("wheelchair")]),
            "/criteria/0/feature",
            "not-of-this-category",
        ),
        (&roof, "/dates", json!(null), "/dates", "required"),
        (
            &roof,
            "/dates",
            json!({"from": "2026-11-21", "to": "2026-12-01"}),
            "/dates/from",
            "in-the-past",
        ),
        (
            &roof,
            "/dates",
            json!({"from": "2026-12-01", "to": "2027-05-31"}),
            "/dates",
            range,
        ), // 181 nights
        (
            &roof,
            "/dates",
            json!({"from": "2028-11-23", "to": "2028-11-24"}),
            "/dates/from",
            "too-far-ahead",
        ),
        (
            &json!({"category": "transport", "to_place_id": 2}),
            "/dates",
            json!(null),
            "/dates",
            "required",
        ),
        (
            &json!({"category": "transport", "to_place_id": 1}),
            "/quantity",
            json!(1),
            "/details/to_place_id",
            "same-place",
        ),
        (
            &json!({"category": "job"}),
            "/details/occupations",
            json!(many_codes),
            "/details/occupations",
            "length",
        ),
        (
            &json!({"category": "job"}),
            "/details/languages",
            json!(many_languages),
            "/details/languages",
            "length",
        ),
        (
            &json!({"category": "service", "theme": "donation_point"}),
            "/quantity",
            json!(1),
            "/details/theme",
            "not-for-needs",
        ),
    ] {
        assert_eq!(
            need_errors(set(need(details), pointer, value)),
            one(at, code),
            "{pointer} {code}"
        );
    }
    let many: Vec<Value> = (0..25).map(|_| must("kitchen")).collect();
    let got = need_errors(set(need(&roof), "/criteria", json!(many)));
    assert!(got.contains(&("/criteria".to_owned(), "length")), "{got:?}");
    for (details, pointer, value) in [
        (&roof, "/radius_m", json!(1_000)),
        (&roof, "/radius_m", json!(1_000_000)),
        (&roof, "/quantity", json!(90)),
        (
            &roof,
            "/dates",
            json!({"from": "2026-11-22", "to": "2026-11-23"}),
        ), // tonight
        (
            &roof,
            "/dates",
            json!({"from": "2026-12-01", "to": "2027-05-30"}),
        ), // 180 nights
        (
            &roof,
            "/dates",
            json!({"from": "2028-11-22", "to": "2028-11-23"}),
        ),
        (&json!({"category": "job"}), "/dates", json!(null)),
        (
            &json!({"category": "medical", "speciality": "dialysis"}),
            "/dates",
            json!(null),
        ),
    ] {
        assert_eq!(
            need_errors(set(need(details), pointer, value)),
            [],
            "{pointer}"
        );
    }
}

#[test]
fn a_need_with_fields_of_another_category_or_of_none_is_refused() {
    for details in [
        json!({"category": "housing", "theme": "legal"}),
        json!({"category": "transport"}),
        json!({"category": "medical"}),
        json!({"category": "job", "occupations": ["91123"]}),
        json!({"category": "job", "occupations": ["9a"]}),
        json!({"category": "job", "occupations": [""]}),
        json!({"category": "nothing"}),
    ] {
        let shape = serde_json::from_value::<punte_core::request::NeedDraft>(need(&details));
        assert!(shape.is_err(), "{details}");
    }
    for (pointer, value) in [
        ("/quantity", json!(65_536)),
        ("/quantity", json!(-1)),
        ("/radius_m", json!(4_294_967_296_u64)),
        ("/dates", json!({"from": "2026-12-08", "to": "2026-12-01"})),
        ("/nationality", json!("any")),
    ] {
        let document = set(need(&json!({"category": "housing"})), pointer, value);
        assert!(
            serde_json::from_value::<punte_core::request::NeedDraft>(document).is_err(),
            "{pointer}"
        );
    }
}

// --- households and requests

#[test]
fn each_field_of_a_household_out_of_range_is_refused_by_name() {
    let pet = |count: u8| json!([{"species": "dog", "count": count}]);
    let range = "out-of-range";
    let tags: Vec<String> = (b'a'..=b'g')
        .map(|c| format!("a{}", char::from(c)))
        .collect();
    for (pointer, value, at, code) in [
        ("/women", json!(61), "/women", range),
        ("/men", json!(61), "/men", range),
        ("/other_adults", json!(61), "/other_adults", range),
        ("/children", json!(vec![5; 31]), "/children", "length"),
        ("/children", json!([5, 18]), "/children/1", range),
        ("/children", json!([255]), "/children/0", range),
        ("/older_people", json!(2), "/older_people", range),
        (
            "/oldest_born",
            json!({"from": 1899, "to": 1950}),
            "/oldest_born/from",
            range,
        ),
        (
            "/oldest_born",
            json!({"from": 1980, "to": 1979}),
            "/oldest_born/to",
            range,
        ),
        (
            "/oldest_born",
            json!({"from": 2000, "to": 2027}),
            "/oldest_born/to",
            range,
        ),
        ("/languages", json!(tags), "/languages", "length"),
        (
            "/languages",
            json!(["uk", "uk"]),
            "/languages/1",
            "duplicate",
        ),
        (
            "/pets",
            json!(vec![pet(1)[0].clone(); 7]),
            "/pets",
            "length",
        ),
        ("/pets", pet(0), "/pets/0/count", range),
        ("/pets", pet(21), "/pets/0/count", range),
        (
            "/functional",
            json!({"dialysis_within_km": 0}),
            "/functional/dialysis_within_km",
            range,
        ),
        (
            "/functional",
            json!({"dialysis_within_km": 501}),
            "/functional/dialysis_within_km",
            range,
        ),
        ("/women", json!(0), "", "empty-household"),
    ] {
        let got = household_errors(set(json!({"women": 1}), pointer, value));
        assert_eq!(got, one(at, code), "{pointer}");
    }
    assert_eq!(
        household_errors(json!({"women": 60, "men": 60, "other_adults": 60, "older_people": 60})),
        []
    );
    for field in ["nationality", "religion", "ethnicity", "name", "diagnosis"] {
        let document = set(json!({"women": 1}), &format!("/{field}"), json!("x"));
        let shape = serde_json::from_value::<punte_core::request::HouseholdDraft>(document);
        assert!(shape.is_err(), "{field} is nobody's business");
    }
}

fn request() -> Value {
    json!({
        "household": {"women": 1}, "contact": {"channel": "in_product"},
        "needs": [need(&json!({"category": "housing"})), need(&json!({"category": "transport", "to_place_id": 2}))]
    })
}

#[test]
fn each_field_of_a_request_is_pointed_at_from_the_top() {
    assert_eq!(request_errors(request()), []);
    let nine = vec![need(&json!({"category": "housing"})); 9];
    for (pointer, value, at, code) in [
        ("/needs", json!([]), "/needs", "length"),
        ("/needs", json!(nine), "/needs", "length"),
        (
            "/needs/1/quantity",
            json!(0),
            "/needs/1/quantity",
            "out-of-range",
        ),
        (
            "/needs/1/dates/from",
            json!("2026-11-01"),
            "/needs/1/dates/from",
            "in-the-past",
        ),
        (
            "/household/children",
            json!([18]),
            "/household/children/0",
            "out-of-range",
        ),
        (
            "/household/women",
            json!(0),
            "/household",
            "empty-household",
        ),
        (
            "/contact/channel",
            json!("phone"),
            "/contact/phone",
            "required",
        ),
        (
            "/contact/channel",
            json!("email"),
            "/contact/email",
            "required",
        ),
        (
            "/contact/phone",
            json!("069123456"),
            "/contact/phone",
            "phone",
        ),
        ("/contact/phone", json!("+373 1"), "/contact/phone", "phone"),
        ("/contact/email", json!("olena"), "/contact/email", "email"),
        (
            "/contact/email",
            json!("a@b.org\r\nBcc: c@d.org"),
            "/contact/email",
            "email",
        ),
        ("/contact/name", json!("  "), "/contact/name", "blank"),
        (
            "/contact/name",
            json!("x".repeat(81)),
            "/contact/name",
            "length",
        ),
        (
            "/contact/name",
            json!("Ole\u{1b}[31mna"),
            "/contact/name",
            "control-characters",
        ),
        (
            "/contact/safe_note",
            json!("x".repeat(301)),
            "/contact/safe_note",
            "length",
        ),
    ] {
        assert_eq!(
            request_errors(set(request(), pointer, value)),
            one(at, code),
            "{pointer}"
        );
    }
    let mut bad = set(request(), "/needs/0/quantity", json!(91));
    bad = set(bad, "/needs/1/radius_m", json!(1));
    bad = set(bad, "/household/women", json!(61));
    bad = set(bad, "/contact/phone", json!("1"));
    let got: Vec<String> = request_errors(bad).into_iter().map(|e| e.0).collect();
    assert_eq!(
        got,
        [
            "/household/women",
            "/contact/phone",
            "/needs/0/quantity",
            "/needs/1/radius_m"
        ]
    );
}

// --- hostile text

#[test]
fn contacts_in_text_are_found_in_four_languages() {
    for text in [
        "Телефонуйте +380 67 123 45 67 після обіду",
        "Пишіть у телеграм @gospodar_lviv",
        "Пошта: olena.k@example.org, відповім швидко",
        "Sunați la 0 (69) 12-34-56 oricând",
        "Scrieți pe facebook.com/gazda.buna",
        "Detalii: WWW.EXAMPLE.RO",
        "Ring me on 07700 900123, any time",
        "Chat: https://chat.example/abc",
        "My name at wa.me/37369123456",
        "Звоните 8-916-123-45-67",
        "Пишите на почту (ivan@example.com)",
        "Вайбер viber://chat",
        "(tel:+37369)",
        "номер 069\u{a0}12\u{a0}34\u{a0}56",
        "номер 069–12–34–56",
    ] {
        assert!(carries_contact(text), "{text}");
        assert!(text_without_contacts(text).is_err(), "{text}");
    }
}

#[test]
fn what_honest_hosts_write_in_four_languages_is_not_a_contact() {
    for text in [
        "Кімната на 3 особи, 2 поверх, 45 м². Заїзд з 14:00, виїзд до 11:00.",
        "Вільно з 01.12.2026 до 15.12.2026 (або 2026-12-01).",
        "Щодня 09.00-18.00, субота 10.00–14.00",
        "Două camere, etajul 4 din 9, la 2,5 km de gară.",
        "Program: 8.30 - 17.00, luni-vineri. Preț: 0 lei.",
        "Renovated in 2019-2021; 12 beds, 3 bathrooms, buses 10, 11, 12.",
        "Pay: 9500 lei a month, 40 hours a week, 21 days of leave",
        "Квартира 50 кв.м., дом 12/3, кв. 45, 5 минут от вокзала",
        "Документы: паспорт или справка, форма 1-А",
        "Meet us @ 5 Stefan cel Mare street",
        "Hotel: 3 camere duble, mic dejun",
        "One line\r\nand another\nand a third",
    ] {
        assert_eq!(text_without_contacts(text), Ok(()), "{text}");
    }
}

#[test]
fn text_that_hides_turns_or_rings_is_refused_and_other_scripts_are_not() {
    for text in [
        "a\0b",
        "a\u{8}b",
        "a\u{1b}[2Jb",
        "a\u{7f}b",
        "a\u{85}b",
        "a\rb",
        "\u{202e}gro.elpmaxe",
        "\u{2066}abc\u{2069}",
        "069\u{200b}123\u{200b}456",
        "\u{feff}abc",
    ] {
        assert!(plain_text(text).is_err(), "{text:?}");
    }
    for text in ["", " ", "\n\n", "\u{a0}\u{2003}"] {
        assert!(plain_text(text).is_err(), "blank {text:?}");
    }
    for text in [
        "Затишно, п’ять ліжок",
        "Căminul „Speranța”",
        "غرفة لثلاثة أشخاص",
        "חדר",
        "👩‍👧 welcome",
        "a & b <c>",
    ] {
        assert_eq!(plain_text(text), Ok(()), "{text}");
    }
}

#[test]
fn phones_and_mail_addresses_are_exact_and_do_not_show_in_logs() {
    for (text, expected) in [
        ("+373 22 250 101", Some("+37322250101")),
        ("+40 21 310 1212", Some("+40213101212")),
        ("+380 44 255-69-10", Some("+380442556910")),
        ("022250101", None),
        ("+1", None),
        ("", None),
        ("+373 22 250 101 or 102 maybe", None),
    ] {
        let got = Phone::parse(text).ok();
        assert_eq!(got.as_ref().map(Phone::reveal), expected, "{text}");
    }
    let phone = Phone::parse("+37322250101").unwrap();
    let email = Email::parse("Olena@Example.org").unwrap();
    assert_eq!(email.reveal(), "olena@example.org");
    let shown = format!("{phone:?} {email:?}");
    assert!(
        !shown.contains("250101") && !shown.contains("olena"),
        "{shown}"
    );
    for text in [
        "",
        "@",
        "a@",
        "a b@example.org",
        "a@example.org\n",
        &format!("{}@example.org", "a".repeat(250)),
    ] {
        assert!(Email::parse(text).is_err(), "{text:?}");
    }
}

// --- what an offer needs (docs/architecture.md)

#[test]
fn two_moderators_decide_on_what_is_private_and_on_anything_for_minors() {
    use ProviderKind::{Authority, Company, Ngo, Volunteer};
    let lodging = set(job(), "/housing_included", json!("yes"));
    // provider, details, somebody's home, for minors, moderators
    for (provider, details, home, minors, expected) in [
        (Volunteer, &housing(), false, false, 2),
        (Ngo, &housing(), true, false, 2),
        (Authority, &housing(), true, false, 2),
        (Ngo, &housing(), false, false, 1),
        (Company, &housing(), false, false, 1),
        (Volunteer, &transport(), false, false, 2),
        (Company, &transport(), false, false, 1),
        (Volunteer, &job(), false, false, 2),
        (Company, &job(), false, false, 1),
        (Company, &lodging, false, false, 2),
        (Authority, &lodging, false, false, 2),
        (Ngo, &job(), true, false, 2),
        (Volunteer, &medical(), false, false, 1),
        (Ngo, &medical(), false, false, 1),
        (Volunteer, &service("legal"), false, false, 1),
        (Ngo, &service("information"), false, false, 1),
        (Ngo, &housing(), false, true, 2),
        (Company, &transport(), false, true, 2),
        (Company, &job(), false, true, 2),
        (Ngo, &medical(), false, true, 2),
        (Ngo, &service("education"), false, true, 2),
    ] {
        let mut document = set(offer(details), "/private_home", json!(home));
        document = set(document, "/for_minors", json!(minors));
        let got = approvals_required(&content(document), provider);
        assert_eq!(got, expected, "{provider:?} {home} {minors} {details}");
    }
}

#[test]
fn the_least_vetting_is_that_of_the_table() {
    use ProviderKind::{Company, Ngo, Volunteer};
    use VettingLevel::{L0, L1, L2, L3};
    for (provider, details, home, minors, expected) in [
        (Ngo, &service("information"), false, false, L0),
        (Volunteer, &service("goods"), false, false, L0),
        (Company, &transport(), false, false, L1),
        (Company, &job(), false, false, L1),
        (Volunteer, &transport(), false, false, L2),
        (Volunteer, &housing(), false, false, L2),
        (Ngo, &housing(), true, false, L2),
        (Ngo, &medical(), false, false, L2),
        (Volunteer, &medical(), false, false, L2),
        (Ngo, &housing(), false, true, L3),
        (Company, &transport(), false, true, L3),
        (Ngo, &service("information"), false, true, L3),
        (Ngo, &service("education"), false, true, L3),
    ] {
        let mut document = set(offer(details), "/private_home", json!(home));
        document = set(document, "/for_minors", json!(minors));
        let got = content(document).least_vetting(provider);
        assert_eq!(got, expected, "{provider:?} {home} {minors} {details}");
    }
    for level in [L0, L1, L2, L3] {
        assert_eq!(VettingLevel::from_number(level.number()), Some(level));
    }
    assert!(L0 < L1 && L1 < L2 && L2 < L3 && VettingLevel::from_number(4).is_none());
}

#[test]
fn vetting_lapses_after_twelve_months_and_offers_after_14_or_30_days() {
    for (seen, lapses) in [
        ("2026-11-22T12:00:00Z", "2027-11-22T12:00:00Z"),
        ("2028-02-29T00:00:00Z", "2029-02-28T00:00:00Z"),
    ] {
        assert_eq!(
            vetting_lapses_at(seen.parse().unwrap()),
            lapses.parse().unwrap()
        );
    }
    for (category, days) in [
        (Category::Housing, 14),
        (Category::Transport, 14),
        (Category::Job, 30),
        (Category::Medical, 30),
        (Category::Service, 30),
    ] {
        assert_eq!(category.lapses_after_days(), days);
    }
}

fn private(document: Value, category: Category) -> OfferPrivate {
    OfferPrivate::parse(serde_json::from_value(document).unwrap(), category).unwrap()
}

#[test]
fn an_edit_hides_stays_live_or_changes_nothing_as_the_table_says() {
    let old = || {
        let mut details = housing();
        for (field, value) in [
            ("women_only", json!("yes")),
            ("resident_women", json!(1)),
            ("children_welcome", json!("yes")),
        ] {
            details = set(details, &format!("/{field}"), value);
        }
        offer(&details)
    };
    let nothing = || private(json!({}), Category::Housing);
    let effect = |new: Value| edit_effect(&content(old()), &nothing(), &content(new), &nothing());
    assert_eq!(effect(old()), Edit::None);
    for (pointer, value, expected) in [
        // Hidden at once: place, category, who lives there, women-only switched off, what makes it more private or public.
        ("/place_id", json!(2), Edit::HidesAtOnce),
        ("/details", job(), Edit::HidesAtOnce),
        ("/details/resident_women", json!(2), Edit::HidesAtOnce),
        ("/details/resident_women", json!(null), Edit::HidesAtOnce),
        ("/details/resident_men", json!(1), Edit::HidesAtOnce),
        ("/details/resident_children", json!(0), Edit::HidesAtOnce),
        ("/details/women_only", json!("no"), Edit::HidesAtOnce),
        ("/details/women_only", json!("unknown"), Edit::HidesAtOnce),
        ("/private_home", json!(true), Edit::HidesAtOnce),
        ("/show_address", json!(true), Edit::HidesAtOnce),
        ("/confidential", json!(true), Edit::HidesAtOnce),
        ("/for_minors", json!(true), Edit::HidesAtOnce),
        // The approved version stays live: words, more capacity, wider dates, who is welcome.
        ("/title", json!("Another title"), Edit::StaysLive),
        ("/description", json!("Other words"), Edit::StaysLive),
        ("/capacity", json!(5), Edit::StaysLive),
        (
            "/availability",
            json!([{"from": "2026-12-01", "to": "2027-04-01"}]),
            Edit::StaysLive,
        ),
        ("/details/children_welcome", json!("no"), Edit::StaysLive),
        ("/details/pets", json!({"dogs": "yes"}), Edit::StaysLive),
        ("/languages", json!(["uk"]), Edit::StaysLive),
    ] {
        assert_eq!(
            effect(set(old(), pointer, value.clone())),
            expected,
            "{pointer} {value}"
        );
    }
    // Women-only switched on is who is welcome.
    let open = set(old(), "/details/women_only", json!("no"));
    let closed = content(old());
    assert_eq!(
        edit_effect(&content(open), &nothing(), &closed, &nothing()),
        Edit::StaysLive
    );
    // Two edits in one: the graver counts.
    let both = set(
        set(old(), "/title", json!("Another title")),
        "/place_id",
        json!(2),
    );
    assert_eq!(effect(both), Edit::HidesAtOnce);
}

#[test]
fn a_new_address_point_driver_plate_or_licence_hides_at_once() {
    for (details, category, old, new) in [
        (
            housing(),
            Category::Housing,
            json!({"address": "Str. A 1"}),
            json!({"address": "Str. A 2"}),
        ),
        (
            housing(),
            Category::Housing,
            json!({}),
            json!({"point": {"lat": 47.0, "lon": 28.0}}),
        ),
        (
            transport(),
            Category::Transport,
            json!({"driver": "Ion"}),
            json!({"driver": "Vasile"}),
        ),
        (
            transport(),
            Category::Transport,
            json!({"plate": "A 1"}),
            json!({"plate": "A 2"}),
        ),
        (
            medical(),
            Category::Medical,
            json!({"licence_number": "1"}),
            json!({}),
        ),
    ] {
        let content = content(offer(&details));
        let got = edit_effect(
            &content,
            &private(old.clone(), category),
            &content,
            &private(new, category),
        );
        assert_eq!(got, Edit::HidesAtOnce, "{old}");
    }
    let ride = content(offer(&transport()));
    let elsewhere = set(
        offer(&transport()),
        "/details/stops",
        json!([{"place_id": 1}, {"place_id": 3}]),
    );
    let none = || private(json!({}), Category::Transport);
    assert_eq!(
        edit_effect(&ride, &none(), &content(elsewhere), &none()),
        Edit::HidesAtOnce
    );
}

#[test]
fn less_needs_no_review_and_more_does() {
    let approved = content(offer(&housing())); // 4 beds, 1 December to 1 March
    let period = |a, b| Period::new(a, b).unwrap();
    let all = period(date(2026, 12, 1), date(2027, 3, 1));
    let less = period(date(2026, 12, 10), date(2027, 1, 1));
    let more = period(date(2026, 11, 30), date(2027, 3, 1));
    for (capacity, days, expected) in [
        (4, vec![all], vec![]),
        (3, vec![less], vec![]),
        (
            4,
            vec![less, period(date(2027, 2, 1), date(2027, 3, 1))],
            vec![],
        ),
        (5, vec![all], vec!["/capacity"]),
        (4, vec![more], vec!["/availability"]),
        (5, vec![more], vec!["/capacity", "/availability"]),
        (4, vec![less, more], vec!["/availability"]),
        (4, vec![], vec!["/availability"]), // at any time
    ] {
        assert_eq!(
            widened_fields(&approved, capacity, &days),
            expected,
            "{capacity} {days:?}"
        );
    }
    let always = content(set(offer(&medical()), "/availability", json!([])));
    assert_eq!(widened_fields(&always, 4, &[more]), Vec::<&str>::new());
}

#[test]
fn there_is_less_of_what_has_fewer_places_or_days_and_not_of_what_has_more() {
    let march = |from, to| Period::new(date(2027, 3, from), date(2027, 3, to)).unwrap();
    let whole: &[Period] = &[march(1, 31)];
    let begun: &[Period] = &[march(1, 10)];
    let rest: &[Period] = &[march(11, 31)];
    let split: &[Period] = &[march(1, 10), march(11, 31)];
    let always: &[Period] = &[];
    for (former, now, less) in [
        ((4, whole), (4, whole), false),
        ((4, whole), (3, whole), true),
        ((4, whole), (5, whole), false),
        ((4, whole), (4, split), true),
        ((4, split), (4, whole), false),
        ((4, begun), (5, rest), true),
        ((4, always), (4, whole), true),
        ((4, whole), (4, always), false),
        ((4, always), (4, always), false),
    ] {
        assert_eq!(is_less(former, now), less, "{former:?} {now:?}");
    }
}
