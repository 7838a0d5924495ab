//! Whoever is asked for changes is told of what: in words, or by fields that their version has.

#![cfg(test)]

use punte_tests::{Answer, Provider, TestApp, service};
use serde_json::{Value, json};

use crate::pages::desk::{decision_form, moderator, take};

const DECISIONS: &str = "select count(*) from review_decision";

/// An item of an offer that waits, claimed, and the version in it.
async fn claimed(app: &TestApp, provider: &Provider) -> (String, String, String) {
    let offer = app.submitted(provider, &service(&provider.id)).await;
    let (id, revision) = app.open_item(app.as_moderator(), &offer).await;
    app.claim(app.as_moderator(), &id).await.expect(200);
    (offer, id, revision)
}

async fn decide(app: &TestApp, id: &str, revision: &str, what: (&str, Value, Value)) -> Answer {
    let (decision, note, fields) = what;
    app.post(format!("/review/items/{id}/decisions"))
        .by(app.as_moderator())
        .json(&json!({
            "decision": decision, "reason_code": "missing_fact", "revision_id": revision, "note": note, "fields": fields,
        }))
        .send()
        .await
}

#[tokio::test]
async fn a_request_for_changes_names_a_field_or_has_words_and_a_refusal_need_not() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let (offer, id, revision) = claimed(&app, &provider).await;
    let nothing = || ("request_changes", json!(null), json!([]));
    let said = decide(&app, &id, &revision, nothing()).await;
    said.fields(422, &["/note say-what"]);
    let blank = ("request_changes", json!("  "), json!([]));
    let said = decide(&app, &id, &revision, blank).await;
    said.fields(422, &["/note blank"]);
    assert_eq!(app.count(DECISIONS).await, 0);
    let field = (
        "request_changes",
        json!(null),
        json!(["/details/opening_hours"]),
    );
    decide(&app, &id, &revision, field).await.expect(201);
    let told = app.offer(&provider, &offer).await;
    let word = json!({ "reason_code": "missing_fact", "note": null, "fields": ["/details/opening_hours"] });
    assert_eq!(told.at("/last_word"), &word);

    let (_, id, revision) = claimed(&app, &provider).await;
    let words = ("request_changes", json!("When is it open?"), json!([]));
    decide(&app, &id, &revision, words).await.expect(201);
    let (_, id, revision) = claimed(&app, &provider).await;
    let refusal = ("reject", json!(null), json!([]));
    decide(&app, &id, &revision, refusal).await.expect(201);
}

#[tokio::test]
async fn a_field_that_the_version_does_not_have_is_refused_where_it_stands() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let (_, id, revision) = claimed(&app, &provider).await;
    let fields = json!([
        "/title",
        "/zebra",
        "/details/kitchen",
        "/private/address",
        "/private/plate",
        "/details"
    ]);
    for decision in ["request_changes", "reject"] {
        let body = (decision, json!("What is it?"), fields.clone());
        let said = decide(&app, &id, &revision, body).await;
        let wrong = [1, 2, 4, 5].map(|n| format!("/fields/{n} unknown-field"));
        let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
        said.fields(422, &wrong);
    }
    let alone = ("request_changes", json!(null), json!(["/zebra"]));
    let said = decide(&app, &id, &revision, alone).await;
    said.fields(422, &["/fields/0 unknown-field"]);
    assert_eq!(app.count(DECISIONS).await, 0);
    let known = json!(["/title", "/private/address"]);
    let body = ("request_changes", json!(null), known);
    decide(&app, &id, &revision, body).await.expect(201);
}

#[tokio::test]
async fn the_page_asks_what_has_to_change_beside_what_was_typed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &offer).await;
    let form = decision_form(&page)
        .with("decision", "request_changes")
        .with("reason", "missing_fact");
    let asked = browser.send(&form).await;
    assert_eq!(asked.status, 422);
    let said = asked.text("#note-e").unwrap();
    assert!(said.contains("Say what has to change"), "{said}");
    let form = decision_form(&asked);
    assert_eq!(form.value("reason"), Some("missing_fact"));
    assert_eq!(app.count(DECISIONS).await, 0);
    let done = browser
        .send(&form.and("field", "/details/opening_hours"))
        .await;
    assert!(done.text(".said").is_some(), "{}", done.html);
    assert_eq!(app.count(DECISIONS).await, 1);
}

#[tokio::test]
async fn of_many_at_once_each_is_told_in_words_what_has_to_change() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let provider = app.provider(0, "ngo", 1).await;
    let (mut offers, mut items) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let offer = app.submitted(&provider, &service(&provider.id)).await;
        let (id, revision) = app.open_item(one, &offer).await;
        items.push(json!({ "item_id": id, "revision_id": revision }));
        offers.push(offer);
    }
    let send = |note: Value| {
        let body = json!({ "items": items, "decision": "request_changes", "reason_code": "missing_fact", "note": note });
        app.post("/review/decisions").by(one).json(&body).send()
    };
    send(json!(null)).await.fields(422, &["/note say-what"]);
    let mut browser = moderator(&app, 0).await;
    let queue = browser.open("/en/desk").await;
    let ticked = queue.attributes("[data-tick]", "value");
    let ticked: Vec<String> = ticked.iter().map(|x| format!("x={x}")).collect();
    let together = format!("/en/desk/together?{}", ticked.join("&"));
    let page = browser.open(&together).await;
    let form = page.form("/en/desk/together");
    let form = form
        .with("decision", "request_changes")
        .with("reason", "missing_fact");
    let asked = browser.send(&form).await;
    assert_eq!(asked.status, 422);
    assert!(asked.text("#note-e").unwrap().contains("Say what"));
    assert_eq!(app.count(DECISIONS).await, 0);
    send(json!("When is it open?")).await.expect(200);
    for offer in &offers {
        let told = app.offer(&provider, offer).await;
        assert_eq!(told.text_at("/last_word/note"), "When is it open?");
    }
}
