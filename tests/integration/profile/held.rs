//! While a report about a provider is open it stays known as whom that was made of.

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{TestApp, profile, service, with, without};
use serde_json::{Value, json};

use super::{correct, read, refused, send};

/// Somebody reports an offer; the address of the report.
async fn reported(app: &TestApp, offer: &str) -> String {
    let body = json!({ "offer_id": offer, "kind": "something_wrong" });
    app.post("/reports").json(&body).expect(201).await;
    let listed = app.get("/reports").by(app.as_moderator()).expect(200).await;
    let about = |r: &&Value| r["offer_id"] == offer;
    let id = listed.items().iter().find(about).unwrap()["id"].clone();
    format!("/reports/{}", id.as_str().unwrap())
}

#[tokio::test]
async fn while_a_report_about_it_is_open_a_provider_stays_known_as_whom_it_was_made_of() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let bystander = app.provider(1, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let path = reported(&app, &offer).await;
    let moderator = app.as_moderator();
    let own = |pointer: &str, value: &str| with(profile(0, "ngo"), pointer, value);
    let all = [
        own("/name", "Casa Bună"),
        own("/registration_number", "1002600099999"),
        own("/legal_representative", "Ana Rusu"),
        own("/contact_person", "Ion Ciobanu"),
        own("/email", "casa@example.org"),
        own("/phone", "+37369555200"),
        without(profile(0, "ngo"), "/contact_person"),
        // Hidden behind what is free.
        with(
            own("/contact_hours", "după ora 17:00"),
            "/phone",
            "+37369555200",
        ),
    ];
    // Open, and taken by somebody.
    for step in ["", "/take"] {
        if !step.is_empty() {
            let take = app.post(format!("{path}{step}"));
            take.by(moderator).expect(200).await;
        }
        let before = read(&app, &provider).await;
        for body in &all {
            let version = before.version();
            let answer = send(&app, &provider.id, &provider.member, version, body).await;
            answer.problem(409, "identity-held");
        }
        let after = read(&app, &provider).await;
        assert_eq!(after.at("/profile"), before.at("/profile"));
        assert_eq!(after.version(), before.version());
        // When to call, and in which language, is corrected all the same.
        let free = own("/contact_hours", "după ora 17:00");
        let free = with(free, "/languages", json!(["ro"]));
        correct(&app, &provider, &free).await;
        correct(&app, &provider, &profile(0, "ngo")).await;
    }
    assert!(app.is_public(&offer).await);
    // That somebody reported is nobody's to know.
    for (locale, word) in [
        (Locale::Uk, "повідомлен"),
        (Locale::Ro, "sesizare"),
        (Locale::En, "report"),
        (Locale::Ru, "сообщен"),
    ] {
        assert!(texts::text(locale, "problem-under-review").contains(word));
        for key in ["problem-identity-held", "profile-held", "profile-held-do"] {
            let said = texts::text(locale, key);
            assert!(!said.contains(word), "{said}");
        }
    }
    // Nobody else is held by it.
    let moved = with(profile(1, "ngo"), "/phone", "+37369555201");
    correct(&app, &bystander, &moved).await;
    // Once it was looked at, it goes on.
    app.post(format!("{path}/close"))
        .by(moderator)
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    correct(&app, &provider, &all[5]).await;
    let after = correct(&app, &provider, &all[0]).await;
    assert_eq!(after.text_at("/profile/name"), "Casa Bună");
}

#[tokio::test]
async fn a_report_that_a_provider_makes_holds_nothing_of_its_own() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    app.taken_report_of_household(&provider, app.as_moderator())
        .await;
    let body = with(profile(0, "ngo"), "/phone", "+37369555200");
    correct(&app, &provider, &body).await;
}

#[tokio::test]
async fn the_database_holds_name_number_and_contacts_of_whom_a_report_is_open_about() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", -1).await;
    // Nothing was checked: nothing else holds the name.
    let rename = "update provider set public_name = 'Casa Bună'";
    let mut db = app.app_rw().await;
    sqlx::query(rename).execute(&mut db).await.unwrap();
    let offer = app.draft(&provider, &service(&provider.id)).await;
    let path = reported(&app, &offer).await;
    let other = "update identity.provider set email_index = decode(repeat('07', 32), 'hex')";
    for statement in [
        "update provider set public_name = 'Casa Rea' where public_name = 'Casa Bună'",
        other,
        "update identity.provider set phone_index = decode(repeat('07', 32), 'hex')",
        "update identity.provider set registration_number_index = decode(repeat('07', 32), 'hex')",
    ] {
        let held = refused(&app, statement).await;
        assert_eq!(
            held.as_deref(),
            Some("provider_reported_check"),
            "{statement}"
        );
    }
    // The same once more is no change.
    for statement in [
        "update identity.provider set email_index = email_index, contact_hours = null",
        "update provider set public_name = public_name",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    app.post(format!("{path}/take"))
        .by(app.as_moderator())
        .expect(200)
        .await;
    let held = refused(&app, other).await;
    assert_eq!(held.as_deref(), Some("provider_reported_check"));
    app.post(format!("{path}/close"))
        .by(app.as_moderator())
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    sqlx::query(other).execute(&mut db).await.unwrap();
}
