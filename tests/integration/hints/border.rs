//! Somebody new beside a border crossing.

use jiff::SignedDuration;
use punte_tests::{
    Browser, TestApp, housing_offer, job,
    places::{SIRET, SUCEAVA},
    service, with,
};
use serde_json::{Value, json};

use super::{hints, item_of};
use crate::pages::desk::{edit, page_of};

fn at(body: Value, place: i64) -> Value {
    with(body, "/content/place_id", place)
}

/// In Siret, at the crossing.
fn beside(body: Value) -> Value {
    let body = with(at(body, SIRET), "/private/point/lat", 47.95);
    with(body, "/private/point/lon", 26.066)
}

fn beside_siret() -> Value {
    json!({ "code": "new-at-border", "provider_since": "2027-03-01", "crossing_id": -3, "distance_km": 1 })
}

#[tokio::test]
async fn somebody_new_beside_a_crossing_is_shown_and_neither_an_old_hand_nor_a_point_of_help() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let house = app.submitted(&host, &beside(housing_offer(&host.id))).await;
    assert_eq!(hints(&app, &house).await, [beside_siret()]);
    let ngo = app.provider(1, "ngo", 2).await;
    // What the two have in common is another hint.
    let new_there = async |body: &Value| {
        let offer = app.submitted(&ngo, body).await;
        hints(&app, &offer).await.contains(&beside_siret())
    };
    assert!(new_there(&at(job(&ngo.id), SIRET)).await);
    assert!(!new_there(&at(job(&ngo.id), SUCEAVA)).await, "38 km away");
    assert!(!new_there(&beside(service(&ngo.id))).await);

    let address = page_of(&app, &house).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    for (language, says) in [
        ("en", "at most 1 km from a crossing"),
        ("uk", "щонайбільше 1 км від пункту пропуску"),
        ("ro", "la cel mult 1 km de un punct de trecere"),
        ("ru", "не дальше 1 км от пункта пропуска"),
    ] {
        let page = browser
            .open(&address.replace("/en/", &format!("/{language}/")))
            .await;
        let panel = page.text("section[aria-labelledby=hints]").unwrap();
        assert!(panel.contains(says), "{panel}");
    }
    // It waits for a month: it was new when it was written. What is written later is not.
    app.advance(SignedDuration::from_hours(24 * 15));
    assert!(hints(&app, &house).await.contains(&beside_siret()));
    let other = json!({ "content": { "title": "Casa de lângă vamă" } });
    edit(&app, &host, &house, &other).await;
    assert!(!hints(&app, &house).await.contains(&beside_siret()));
    assert!(!new_there(&at(job(&ngo.id), SIRET)).await);
}

#[tokio::test]
async fn with_such_a_hint_nothing_is_approved_together_until_somebody_called_it_no_problem() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let host = app.provider(0, "volunteer", 2).await;
    let house = app.submitted(&host, &beside(housing_offer(&host.id))).await;
    app.note_hints().await;
    let item = item_of(&app, &house).await;
    let (id, revision) = (item["id"].as_str().unwrap(), &item["revision_id"]);
    app.claim(one, id).await.expect(200);
    app.put(format!("/review/items/{id}/answers"))
        .by(one)
        .json(&json!({ "revision_id": revision, "checklist": app.checked(one, id).await }))
        .expect(200)
        .await;
    let together = async || {
        let sent = app
            .post("/review/decisions")
            .by(one)
            .json(&json!({
                "items": [{ "item_id": id, "revision_id": revision }],
                "decision": "approve", "reason_code": "checklist_complete",
            }))
            .expect(200)
            .await;
        sent.items()[0].clone()
    };
    assert_eq!(together().await["problem"]["code"], "hints-open");
    app.put(format!("/review/items/{id}/dismissals"))
        .by(one)
        .json(&json!({ "mark": item["hints"][0]["mark"], "dismissed": true }))
        .expect(200)
        .await;
    assert_eq!(together().await["item"]["approvals"], 1);
}
