//! What moderators open by REST as on their pages: the exact address of what is in the queue, and what households say about a provider.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Provider, TestApp, housing_offer, service, service_need};
use serde_json::{Value, json};

/// Nobody has it.
const NOBODY: &str = "018f0000-0000-7000-8000-00000000dead";

/// A provider to which the first moderator belongs.
async fn own(app: &TestApp) -> Provider {
    let own = app.provider(1, "ngo", 1).await;
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&own.id)
        .bind(app.as_moderator().account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    own
}

/// The item of an offer in the queue, as somebody finds it who does not belong to its provider.
async fn item(app: &TestApp, offer: &str) -> String {
    let item = app.queue_item(&app.cast.moderators[1], offer).await;
    item.unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_exact_address_of_an_item_takes_a_reason_and_a_fresh_factor_and_each_look_is_a_line() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let home = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let home = item(&app, &home).await;
    let own = own(&app).await;
    let theirs = app.submitted(&own, &service(&own.id)).await;
    let theirs = item(&app, &theirs).await;
    let one = app.as_moderator();
    let open = |item: &str, body: Value| {
        let call = app.post(format!("/review/items/{item}/private-views"));
        call.by(one).json(&body).send()
    };
    let why = || json!({ "reason": "vetting" });
    let looks = "select count(*) from audit_event where action = 'private_opened'";

    let shown = app.get(format!("/review/items/{home}")).by(one);
    let shown = shown.expect(200).await;
    assert!(!shown.text.contains("strada Vasile Lupu 17"));
    let curious = open(&home, json!({ "reason": "curious" })).await;
    curious.fields(400, &["/reason unknown-value"]);
    open(&theirs, why()).await.problem(403, "forbidden");
    open(NOBODY, why()).await.problem(404, "not-found");
    assert_eq!(app.count(looks).await, 0);

    let opened = open(&home, why()).await.expect(201);
    assert_eq!(opened.text_at("/address"), "strada Vasile Lupu 17");
    assert!(opened.text.contains("28.82147"), "{}", opened.text);
    let written = "select count(*) from audit_event where action = 'private_opened' and data ->> 'reason' = 'vetting'";
    assert_eq!(app.count(written).await, 1);

    app.advance(SignedDuration::from_mins(6));
    let stale = open(&home, why()).await;
    stale.problem(403, "second-factor-stale");
    assert_eq!(app.count(looks).await, 1);
}

#[tokio::test]
async fn what_households_say_is_read_by_whoever_checks_and_never_by_whom_it_is_about() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    for (who, comment) in [
        (&household.who, "Було тепло."),
        (&provider.member, "Всі чемні."),
    ] {
        let said = json!({ "delivered": "yes", "rating": 4, "comment": comment });
        let call = app.post(format!("/matches/{id}/feedback"));
        call.by(who).json(&said).expect(201).await;
    }
    let own = own(&app).await;
    let read = |of: &str, who| {
        let call = app.post(format!("/providers/{of}/feedback-views"));
        call.by(who).send()
    };
    let looks = "select count(*) from audit_event where action = 'feedback_read'";
    let one = app.as_moderator();
    let about = read(&provider.id, &provider.member).await;
    about.problem(403, "forbidden");
    // Of their own organisation a moderator does not learn that anything was said.
    read(&own.id, one).await.problem(404, "not-found");
    read(NOBODY, one).await.problem(404, "not-found");
    assert_eq!(app.count(looks).await, 0);

    let said = read(&provider.id, one).await.expect(201);
    assert_eq!(said.items().len(), 1, "of the other side nothing");
    assert_eq!(said.text_at("/items/0/comment"), "Було тепло.");
    assert_eq!(said.text_at("/items/0/match_id"), id);
    assert_eq!(app.count(looks).await, 1);
}
