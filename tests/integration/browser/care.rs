//! What comes after a yes or of it, a question before it, a group that is split, somebody who helps, and a child who is alone: their worlds,
//! and the scripts that go their ways.

use punte_tests::{TestApp, housing_need, request, service, service_need, shelter_offer, with};
use serde_json::{Value, json};

use super::{
    journeys::{advice, known},
    script::finds_nothing_in,
    sign_in,
};

#[tokio::test]
async fn help_is_agreed_on_begins_is_asked_about_and_ends_by_the_words_of_both_sides() {
    let app = TestApp::spawn().await;
    let (host, offer) = advice(&app).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let family = app.file_request(&body).await;
    app.propose(&family, &offer).await;
    // Elsewhere somebody is helped already, and is afraid.
    let other = app.provider(1, "ngo", 2).await;
    let elsewhere = app.live(&other, &service(&other.id)).await;
    let afraid = app.file(&[service_need(1)]).await;
    let id = app.matched(&afraid, &other, &elsewhere).await;
    let begun = app.take_step(&afraid.who, &id, "start").await;
    begun.expect(200);
    let known = known(
        &app,
        &json!({
            "host": sign_in("provider", &host.member),
            "provider": host.id,
            "offer": offer,
            "family": family.code,
            "elsewhere": elsewhere,
            "afraid": afraid.code,
        }),
    );
    finds_nothing_in(&app, "aftercare.mjs", &known).await;
    let answered = "select count(*) from check_in where answer is not null";
    assert_eq!(app.count(answered).await, 2);
}

/// A request in a language, of a household that wants mails.
fn by_mail(locale: &str, email: &str, need: Value) -> Value {
    let contact = json!({ "channel": "email", "email": email });
    let body = with(request(&[need]), "/contact", contact);
    with(body, "/locale", locale)
}

#[tokio::test]
async fn what_was_agreed_is_called_off_or_nobody_comes_and_a_mail_is_one_tap_from_not_safe() {
    let app = TestApp::spawn().await;
    let shelter = app.provider(1, "ngo", 3).await;
    let mut homes = Vec::new();
    for title in ["Centru de plasament lângă gară", "Cămin lângă parc"] {
        let home = with(shelter_offer(&shelter.id), "/content/title", title);
        homes.push(app.live(&shelter, &home).await);
    }
    let stay = housing_need(1, "2027-03-10", "2027-03-20");
    let left = app
        .file_request(&by_mail("ro", "ioana@example.org", stay))
        .await;
    app.matched(&left, &shelter, &homes[0]).await;

    let host = app.provider(3, "ngo", 2).await;
    let help = app.live(&host, &service(&host.id)).await;
    let absent = app
        .file_request(&by_mail("ru", "olha@example.org", service_need(1)))
        .await;
    app.matched(&absent, &host, &help).await;

    let (other, elsewhere) = advice(&app).await;
    let afraid = app
        .file_request(&by_mail("en", "iryna@example.org", service_need(1)))
        .await;
    let id = app.matched(&afraid, &other, &elsewhere).await;
    let begun = app.take_step(&afraid.who, &id, "start").await;
    begun.expect(200);

    let known = known(
        &app,
        &json!({
            "left": {
                "host": sign_in("provider", &shelter.member),
                "household": left.code,
                "other": "Cămin lângă parc",
            },
            "absent": {
                "host": sign_in("provider", &host.member),
                "household": absent.code,
                "email": "olha@example.org",
            },
            "afraid": { "email": "iryna@example.org", "offer": elsewhere },
        }),
    );
    finds_nothing_in(&app, "undone.mjs", &known).await;
    let off =
        "select count(*) from match where state = 'cancelled' and end_reason = 'dates_changed'";
    assert_eq!(app.count(off).await, 1);
    let reports = "select count(*) from report where kind = 'danger_now'";
    assert_eq!(app.count(reports).await, 1);
}

#[tokio::test]
async fn a_group_is_split_over_two_places_and_sees_the_rest_and_a_long_stay_is_followed_by_another()
{
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let mut homes = json!({});
    for (name, title, beds) in [
        ("two", "Două paturi lângă parc", 2),
        ("one", "Un pat lângă școală", 1),
        ("all", "Centru de plasament lângă gară", 7),
    ] {
        let home = with(shelter_offer(&host.id), "/content/title", title);
        let home = with(home, "/content/capacity", beds);
        let id = app.live(&host, &home).await;
        homes[name] = json!({ "id": id, "title": title });
    }
    // Somebody is there already, for fifteen nights.
    let stay = housing_need(1, "2027-03-01", "2027-03-16");
    let guest = app
        .file_request(&by_mail("en", "iryna@example.org", stay))
        .await;
    let all = homes["all"]["id"].as_str().unwrap();
    let id = app.matched(&guest, &host, all).await;
    let begun = app.take_step(&guest.who, &id, "start").await;
    begun.expect(200);
    let need = housing_need(4, "2027-03-10", "2027-03-12");
    let body = request(&[with(need, "/may_split", true)]);
    let women = json!({ "women": 4, "languages": ["uk"] });
    let group = app.file_request(&with(body, "/household", women)).await;
    let known = known(
        &app,
        &json!({
            "host": sign_in("provider", &host.member),
            "homes": homes,
            "group": group.code,
            "guest": { "household": guest.code, "email": "iryna@example.org" },
        }),
    );
    finds_nothing_in(&app, "beds.mjs", &known).await;
    let agreed = "select count(*) from match where state = 'accepted'";
    assert_eq!(app.count(agreed).await, 2);
    let next = "select count(*) from need where continues is not null";
    assert_eq!(app.count(next).await, 1);
}

#[tokio::test]
async fn an_institution_is_asked_answers_ends_it_and_is_asked_again_a_day_later() {
    let app = TestApp::spawn().await;
    let provider = app.provider(1, "ngo", 2).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let known = known(
        &app,
        &json!({
            "member": sign_in("provider", &provider.member),
            "offer": offer,
            "household": household.code,
        }),
    );
    finds_nothing_in(&app, "question.mjs", &known).await;
    assert_eq!(app.count("select count(*) from inquiry").await, 1);
}

#[tokio::test]
async fn a_household_lets_a_case_worker_in_who_acts_and_hands_over_and_sends_the_next_away() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let colleague = app.case_worker(&organisation, "next@example.org").await;
    let provider = app.provider(1, "ngo", 2).await;
    app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let known = known(
        &app,
        &json!({
            "worker": sign_in("case worker", &worker),
            "colleague": sign_in("case worker", &colleague),
            "household": household.code,
        }),
    );
    finds_nothing_in(&app, "helping.mjs", &known).await;
    assert_eq!(app.count("select count(*) from followed_case").await, 0);
}

#[tokio::test]
async fn a_child_alone_is_led_to_people_and_child_protection_gets_in_touch() {
    let app = TestApp::spawn().await;
    let protector = app.sign_up("zoe@example.org").await;
    app.make_staff(&protector, "child_protection").await;
    let protector = json!({ "protector": sign_in("child protection", &protector) });
    finds_nothing_in(&app, "child.mjs", &known(&app, &protector)).await;
    // Without a reason nothing was opened.
    let looks = "select count(*) from audit_event where action = 'child_contact_opened'";
    assert_eq!(app.count(looks).await, 1);
}
