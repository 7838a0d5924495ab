//! Every field of every category goes through its form and comes back the same.

#![cfg(test)]

use punte_tests::{
    Filled, TestApp,
    places::{BALTI, CHERNIVTSI, LVIV, ORHEI, PRZEMYSL, SIRET, SUCEAVA},
};
use serde_json::{Value, json};

use super::{browser, filled, last, open};

/// Fields that every form has.
const COMMON: &[(&str, &str)] = &[
    ("content-title", "Ofertă de probă"),
    ("content-description", "Prima linie.\r\nA doua linie."),
    ("content-language", "ro"),
    ("content-translations-uk-title", "Пробна пропозиція"),
    ("content-translations-uk-description", "Опис українською."),
];

const MONEY: &[(&str, &str)] = &[
    ("content-free-of-charge", "no"),
    ("content-price-note", "doar încălzirea"),
];

fn place(form: Filled, name: &str, id: i64) -> Filled {
    form.with(name, "x")
        .with(&format!("{name}-of"), "x")
        .with(&format!("{name}-id"), &id.to_string())
}

/// Sends a new offer of a category, as an organisation; what the API then has of it, and what the form of the edit sends unchanged.
async fn round(category: &str, places: &[(&str, i64)], answers: &[(&str, &str)]) -> (Value, Value) {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let mut browser = browser(&app, 0).await;
    let action = format!("/en/provider/offers/new/{category}");
    let form = open(&mut browser, &action).await.form(&action);
    let form = filled(filled(form, COMMON), answers);
    let form = form
        .without("content-languages")
        .and("content-languages", "ro")
        .and("content-languages", "gag");
    let form = places
        .iter()
        .fold(form, |f, (name, id)| place(f, name, *id));
    let page = browser.send(&form).await;
    assert_eq!(page.status, 200, "{:?}", page.texts("#errors li"));
    let offer = last(&page.address);
    let made = app.offer(&provider, &offer).await;
    // The stored offer through the form of an edit, nothing touched: nothing changes.
    let edit = format!("/uk/provider/offers/{offer}/edit");
    let form = open(&mut browser, &edit).await.form(&edit);
    let page = browser.send(&form).await;
    assert_eq!(page.status, 200, "{:?}", page.texts("#errors li"));
    let again = app.offer(&provider, &offer).await;
    assert_eq!(made.at("/content"), again.at("/content"));
    assert_eq!(made.at("/private"), again.at("/private"));
    (made.at("/content").clone(), made.at("/private").clone())
}

/// What [`COMMON`] becomes, with more.
fn content(more: &Value) -> Value {
    let mut content = json!({
        "title": "Ofertă de probă",
        "description": "Prima linie.\nA doua linie.",
        "language": "ro",
        "translations": { "uk": { "title": "Пробна пропозиція", "description": "Опис українською." } },
        "availability": [],
        "languages": ["ro", "gag"],
        "free_of_charge": "no",
        "price_note": "doar încălzirea",
        "for_minors": false,
        "confidential": false,
        "private_home": false,
        "show_address": false,
    });
    for (name, value) in more.as_object().unwrap() {
        content[name] = value.clone();
    }
    content
}

/// The private part with what is not null.
fn private(more: &Value) -> Value {
    let mut all = json!({ "address": null, "point": null, "driver": null, "plate": null, "licence_number": null });
    for (name, value) in more.as_object().unwrap() {
        all[name] = value.clone();
    }
    all
}

#[tokio::test]
async fn housing() {
    let (made, hidden) = round(
        "housing",
        &[("content-place-id", BALTI)],
        &[
            MONEY,
            &[
                ("private-address", "strada Unirii 3"),
                ("content-private-home", "yes"),
                ("content-show-address", "yes"),
                ("content-confidential", "yes"),
                ("content-for-minors", "yes"),
                ("content-capacity", "7"),
                ("content-availability-0-from", "2027-03-01"),
                ("content-availability-0-to", "2027-04-01"),
                ("content-availability-1-from", "2027-05-01"),
                ("content-availability-1-to", "2027-06-01"),
                ("content-details-kind", "apartment"),
                ("content-details-privacy", "shared_room"),
                ("content-details-max-guests", "5"),
                ("content-details-children-welcome", "yes"),
                ("content-details-min-child-age", "0"),
                ("content-details-women-only", "no"),
                ("content-details-bedrooms", "2"),
                ("content-details-bathroom", "shared"),
                ("content-details-step-free", "some"),
                ("content-details-lift", "no"),
                ("content-details-floor", "-1"),
                ("content-details-pets-dogs", "yes"),
                ("content-details-pets-cats", "no"),
                ("content-details-pets-max-count", "2"),
                ("content-details-animals-live-there", "yes"),
                ("content-details-resident-women", "1"),
                ("content-details-resident-men", "0"),
                ("content-details-resident-children", "3"),
                ("content-details-smoking", "no"),
                ("content-details-kitchen", "yes"),
                ("content-details-heating", "yes"),
                ("content-details-internet", "no"),
                ("content-details-washing", "yes"),
                ("content-details-bedroom-lock", "no"),
                ("content-details-smoke-detector", "yes"),
                ("content-details-parking", "no"),
                ("content-details-cot", "yes"),
                ("content-details-public-transport-m", "300"),
                ("content-details-min-nights", "2"),
                ("content-details-max-nights", "90"),
            ],
        ]
        .concat(),
    )
    .await;
    let expected = content(&json!({
        "place_id": BALTI, "capacity": 7, "for_minors": true, "confidential": true, "private_home": true, "show_address": true,
        "availability": [{ "from": "2027-03-01", "to": "2027-04-01" }, { "from": "2027-05-01", "to": "2027-06-01" }],
        "details": {
            "category": "housing", "kind": "apartment", "privacy": "shared_room", "max_guests": 5, "children_welcome": "yes",
            "min_child_age": 0, "women_only": "no", "bedrooms": 2, "bathroom": "shared", "step_free": "some", "lift": "no", "floor": -1,
            "pets": { "dogs": "yes", "cats": "no", "other": "unknown", "max_count": 2 }, "animals_live_there": "yes",
            "resident_women": 1, "resident_men": 0, "resident_children": 3, "smoking": "no", "kitchen": "yes", "heating": "yes",
            "internet": "no", "washing": "yes", "bedroom_lock": "no", "smoke_detector": "yes", "parking": "no", "cot": "yes",
            "public_transport_m": 300, "min_nights": 2, "max_nights": 90,
        },
    }));
    assert_eq!(made, expected);
    assert_eq!(hidden, private(&json!({ "address": "strada Unirii 3" })));
}

#[tokio::test]
async fn transport() {
    let (made, hidden) = round(
        "transport",
        &[
            ("content-details-stops-0", CHERNIVTSI),
            ("content-details-stops-1", SIRET),
            ("content-details-stops-2", SUCEAVA),
        ],
        &[
            MONEY,
            &[
                ("content-capacity", "4"),
                ("content-details-departs-from-day", "2027-03-05"),
                ("content-details-departs-from-time", "09:00"),
                ("content-details-departs-until-day", "5.3.2027"),
                ("content-details-departs-until-time", "11.30"),
                ("content-details-detour-m", "2,5"),
                ("content-details-child-seats", "0"),
                ("content-details-large-luggage", "yes"),
                ("content-details-pets-dogs", "no"),
                ("content-details-pets-cats", "yes"),
                ("content-details-pets-other", "yes"),
                ("content-details-pets-max-count", "1"),
                ("content-details-wheelchair", "folding_only"),
                ("content-details-border-crossing", "yes"),
                ("content-details-return-trip", "no"),
                ("private-driver", "Ion Rusu"),
                ("private-plate", "ORH 417"),
            ],
        ]
        .concat(),
    )
    .await;
    let mut details = made["details"].clone();
    for stop in details["stops"].as_array_mut().unwrap() {
        assert!(stop["point"]["lat"].is_number(), "filled in: {stop}");
        stop.as_object_mut().unwrap().remove("point");
    }
    assert_eq!(
        details,
        json!({
            "category": "transport",
            "stops": [{ "place_id": CHERNIVTSI }, { "place_id": SIRET }, { "place_id": SUCEAVA }],
            // Eastern European time.
            "departs_from": "2027-03-05T07:00:00Z", "departs_until": "2027-03-05T09:30:00Z",
            "detour_m": 2500, "child_seats": 0, "large_luggage": "yes",
            "pets": { "dogs": "no", "cats": "yes", "other": "yes", "max_count": 1 },
            "wheelchair": "folding_only", "border_crossing": "yes", "return_trip": "no",
        })
    );
    let expected =
        content(&json!({ "place_id": CHERNIVTSI, "capacity": 4, "details": made["details"] }));
    assert_eq!(made, expected);
    assert_eq!(
        hidden,
        private(&json!({ "driver": "Ion Rusu", "plate": "ORH 417" }))
    );
}

#[tokio::test]
async fn the_times_of_a_ride_are_written_by_the_clocks_at_its_first_stop() {
    for (from, to, leaves) in [
        (PRZEMYSL, LVIV, "2027-03-05T08:00:00Z"),
        (LVIV, PRZEMYSL, "2027-03-05T07:00:00Z"),
    ] {
        let (made, _) = round(
            "transport",
            &[
                ("content-details-stops-0", from),
                ("content-details-stops-1", to),
            ],
            &[
                ("content-capacity", "4"),
                ("content-details-departs-from-day", "2027-03-05"),
                ("content-details-departs-from-time", "09:00"),
                ("content-details-departs-until-day", "2027-03-05"),
                ("content-details-departs-until-time", "09:00"),
                ("private-driver", "Ion Rusu"),
                ("private-plate", "ORH 417"),
            ],
        )
        .await;
        assert_eq!(made["details"]["departs_from"], leaves);
        assert_eq!(made["details"]["departs_until"], leaves);
    }
}

#[tokio::test]
async fn work() {
    let (made, hidden) = round(
        "job",
        &[("content-place-id", ORHEI)],
        &[
            ("private-address", "strada Unirii 3"),
            ("content-show-address", "yes"),
            ("content-capacity", "2"),
            ("content-details-occupation", "75"),
            ("content-details-occupation-code", "7512"),
            ("content-details-contract", "fixed_term"),
            ("content-details-hours-per-week", "40"),
            ("content-details-pay-minor", "9 500,50"),
            ("content-details-currency", "RON"),
            ("content-details-pay-period", "month"),
            ("content-details-starts-on", "2027-04-01"),
            ("content-details-languages-needed-ro", "basic"),
            ("content-details-languages-needed-en", "proficient"),
            ("content-details-licence-needed", "no"),
            ("content-details-remote", "no"),
            ("content-details-housing-included", "yes"),
            ("content-details-childcare-included", "yes"),
            ("content-details-accessible-workplace", "no"),
        ],
    )
    .await;
    let expected = content(&json!({
        "place_id": ORHEI, "capacity": 2, "show_address": true, "free_of_charge": "unknown", "price_note": null,
        "details": {
            "category": "job", "occupation": "7512", "contract": "fixed_term", "hours_per_week": 40, "pay_minor": 950_050,
            "currency": "RON", "pay_period": "month", "starts_on": "2027-04-01",
            "languages_needed": [{ "language": "en", "level": "proficient" }, { "language": "ro", "level": "basic" }],
            "licence_needed": "no", "remote": "no", "housing_included": "yes", "childcare_included": "yes", "accessible_workplace": "no",
        },
    }));
    assert_eq!(made, expected);
    assert_eq!(hidden, private(&json!({ "address": "strada Unirii 3" })));
}

#[tokio::test]
async fn a_doctor() {
    let (made, hidden) = round(
        "medical",
        &[("content-place-id", ORHEI)],
        &[
            MONEY,
            &[
                ("private-address", "strada Spitalului 2"),
                ("private-licence-number", "MD-PED-00417"),
                ("content-capacity", "5"),
                ("content-for-minors", "yes"),
                ("content-availability-0-from", "2027-03-01"),
                ("content-availability-0-to", "2027-04-01"),
                ("content-details-speciality", "internal_medicine"),
                ("content-details-mode", "home_visit"),
                ("content-details-remote", "yes"),
                ("content-details-insured-only", "no"),
                ("content-details-clinician", "either"),
                ("content-details-opening-hours", "luni-vineri 9.00-17.00"),
                ("content-details-urgent", "no"),
                ("content-details-step-free", "yes"),
                ("content-details-sign-language", "no"),
            ],
        ]
        .concat(),
    )
    .await;
    let expected = content(&json!({
        "place_id": ORHEI, "capacity": 5, "for_minors": true, "availability": [{ "from": "2027-03-01", "to": "2027-04-01" }],
        "details": {
            "category": "medical", "speciality": "internal_medicine", "mode": "home_visit", "remote": "yes", "insured_only": "no",
            "clinician": "either", "opening_hours": "luni-vineri 9.00-17.00", "urgent": "no", "step_free": "yes", "sign_language": "no",
        },
    }));
    assert_eq!(made, expected);
    assert_eq!(
        hidden,
        private(&json!({ "address": "strada Spitalului 2", "licence_number": "MD-PED-00417" }))
    );
}

#[tokio::test]
async fn other_help() {
    let (made, _) = round(
        "service",
        &[("content-place-id", ORHEI)],
        &[
            MONEY,
            &[
                ("content-capacity", "20"),
                ("content-details-theme", "border_and_vehicle"),
                ("content-details-opening-hours", "zilnic"),
                ("content-details-who-is-eligible", "Oricine."),
                ("content-details-documents-needed", "Niciun act."),
                ("content-details-no-documents-needed", "yes"),
                ("content-details-step-free", "no"),
                ("content-details-remote", "yes"),
                ("content-details-sign-language", "no"),
                ("content-details-children-welcome", "yes"),
                ("content-details-public-phone", "+373 22 250 101"),
                ("content-details-web-page", "https://example.org/ajutor"),
            ],
        ]
        .concat(),
    )
    .await;
    let expected = content(&json!({
        "place_id": ORHEI, "capacity": 20,
        "details": {
            "category": "service", "theme": "border_and_vehicle", "opening_hours": "zilnic", "who_is_eligible": "Oricine.",
            "documents_needed": "Niciun act.", "no_documents_needed": "yes", "step_free": "no", "remote": "yes", "sign_language": "no",
            "children_welcome": "yes", "public_phone": "+37322250101", "web_page": "https://example.org/ajutor",
        },
    }));
    assert_eq!(made, expected);
}
