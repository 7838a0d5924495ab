//! Since when a household waits, to whoever follows it.

use jiff::SignedDuration;
use punte_tests::{TestApp, service};
use serde_json::{Value, json};

use super::begin;

#[tokio::test]
async fn who_was_declined_keeps_their_place_and_who_was_helped_waits_anew() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let line = async || -> Value {
        let call = app.get(format!("/cases/{case}")).by(&worker);
        call.expect(200).await.at("/case").clone()
    };
    let filed = line().await["waiting_since"].clone();
    app.advance(SignedDuration::from_hours(8 * 24));
    // A no, and a yes that is called off: neither costs them a day.
    let asked = app.propose(&household, &offer).await;
    app.end(&host.member, &asked, "decline").await.expect(200);
    let agreed = app.matched(&household, &host, &offer).await;
    app.end(&host.member, &agreed, "cancel").await.expect(200);
    let now = line().await;
    assert_eq!(
        (&now["waiting_since"], &now["tier"], &now["tier_reasons"]),
        (&filed, &json!(1), &json!(["waiting"]))
    );
    // Helped at last. What they ask for next came today.
    app.matched(&household, &host, &offer).await;
    let next = app
        .post(format!("/needs/{}/continuations", household.needs[0]))
        .by(&household.who)
        .json(&json!({}));
    next.expect(201).await;
    let now = line().await;
    assert_ne!(now["waiting_since"], filed);
    assert_eq!(
        (&now["tier"], &now["tier_reasons"]),
        (&json!(2), &json!([]))
    );
}
