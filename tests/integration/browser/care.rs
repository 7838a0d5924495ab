//! What comes after a yes, a question before it, somebody who helps, and a child who is alone: their worlds, and the scripts that go
//! their ways.

use punte_tests::{TestApp, request, service, service_need, with};
use serde_json::json;

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
