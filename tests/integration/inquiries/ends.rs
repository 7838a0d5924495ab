//! When nobody writes any more, and when nobody waits for an answer.

use punte_tests::{TestApp, service_need};
use serde_json::json;

use super::{ask, held, send, stands, world};

#[tokio::test]
async fn whatever_a_household_reports_ends_the_thread() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    let body = json!({ "inquiry_id": id, "kind": "something_wrong" });
    app.post("/reports")
        .by(&household.who)
        .json(&body)
        .expect(201)
        .await;
    assert!(app.is_public(&offer).await, "nothing is hidden for it");
    for who in [&household.who, &provider.member] {
        assert_eq!(stands(&app, who, &id).await.at("/open"), &json!(false));
        let more = send(&app, who, &id, "Come to me").await;
        more.problem(409, "illegal-state");
    }
    // The wall behind it.
    let written = sqlx::query(
        "insert into message (id, inquiry_id, side, locale, phrase, at) select gen_random_uuid(), id, 'provider', 'ro', 'it_is_there', now() from inquiry",
    )
    .execute(&mut app.app_rw().await)
    .await;
    held(written, "message_inquiry_check");
}

#[tokio::test]
async fn thanks_wait_for_no_answer() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    send(&app, &provider.member, &id, "Yes.").await.expect(201);
    let thanks = json!({ "phrase": "thank_you" });
    app.post(format!("/inquiries/{id}/messages"))
        .by(&household.who)
        .json(&thanks)
        .expect(201)
        .await;
    let waits = async || stands(&app, &household.who, &id).await.at("/waits").clone();
    assert_eq!(waits().await, json!(false));
    let planned = "select count(*) from job where kind = 'remind_answer'";
    assert_eq!(app.count(planned).await, 1, "of the first question");
    send(&app, &household.who, &id, "And on Sunday?")
        .await
        .expect(201);
    assert_eq!(waits().await, json!(true));
    assert_eq!(app.count(planned).await, 2, "a question after thanks waits");
}

#[tokio::test]
async fn about_a_paused_offer_nobody_begins_and_the_two_go_on() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    app.step(&provider, &offer, "pause").await.expect(200);
    send(&app, &provider.member, &id, "We are full this week.")
        .await
        .expect(201);
    let other = app.file(&[service_need(1)]).await;
    let begun = ask(
        &app,
        &other,
        json!({ "offer_id": offer, "text": "Is it free?" }),
    )
    .await;
    begun.problem(409, "offer-not-available");
    let written = sqlx::query(
        "insert into inquiry (id, request_id, offer_id, provider_id, created_at) values (gen_random_uuid(), $1::uuid, $2::uuid, $3::uuid, now())",
    )
    .bind(&other.request)
    .bind(&offer)
    .bind(&provider.id)
    .execute(&mut app.app_rw().await)
    .await;
    held(written, "inquiry_offer_check");
}
