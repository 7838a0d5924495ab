//! Lists of facilities: every row an offer that waits in the queue, the same list again changes nothing, a changed row is a new
//! version, a row that breaks a rule spoils no other.

#![cfg(test)]

mod command;
mod review;
mod worked_through;

use punte_tests::{Provider, TestApp, with};
use serde_json::{Value, json};

/// Headings of nobody's list but this test's.
fn mapping() -> Value {
    json!({
        "source": "kitchens",
        "key": "{nr}",
        "place": { "names": ["{oraș}"], "country": "RO", "lat": "{nord}", "lon": "{est}" },
        "content": {
            "title": "{nume}", "description": "Masă caldă în {place}[, {locuri} locuri].", "language": "ro",
            "capacity": { "$from": "{locuri}", "$as": "integer", "$default": 5 },
            "show_address": true,
            "details": {
                "category": "service", "theme": "food",
                "step_free": { "$from": "{rampă}", "$values": { "da": "yes", "nu": "no" }, "$default": "unknown" }
            }
        },
        "private": { "address": "{stradă}" }
    })
}

fn row(number: u32, name: &str) -> Value {
    json!({
        "nr": number, "nume": name, "oraș": "Siret", "nord": "47,9512", "est": format!("26.07{number}"), "locuri": "12", "rampă": "da",
        "stradă": format!("Strada Exemplu {number}")
    })
}

async fn import(app: &TestApp, provider: &Provider, rows: &[Value], dry_run: bool) -> Value {
    let body = json!({ "provider_id": provider.id, "mapping": mapping(), "rows": rows, "dry_run": dry_run });
    app.post("/imports")
        .by(&provider.member)
        .json(&body)
        .expect(200)
        .await
        .body
}

fn counts(report: &Value) -> [i64; 5] {
    ["created", "changed", "unchanged", "refused", "flagged"]
        .map(|name| report[name].as_i64().unwrap())
}

fn offer_of(report: &Value, index: usize) -> String {
    report["rows"][index]["offer_id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn rows_become_offers_that_wait_in_the_queue_and_are_shown_after_approval() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let report = import(
        &app,
        &provider,
        &[row(1, "Cantina unu"), row(2, "Cantina doi")],
        false,
    )
    .await;
    assert_eq!(counts(&report), [2, 0, 0, 0, 0]);
    let offer = offer_of(&report, 0);
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.text_at("/review"), "submitted");
    assert_eq!(
        view.text_at("/content/description"),
        "Masă caldă în Siret, 12 locuri."
    );
    assert_eq!(view.text_at("/content/details/step_free"), "yes");
    assert_eq!(view.number("/content/capacity"), 12);
    assert_eq!(view.at("/private/point")["lat"], json!(47.9512));
    assert!(!app.is_public(&offer).await);
    app.approve(&offer).await;
    assert!(app.is_public(&offer).await);
    assert!(!app.is_public(&offer_of(&report, 1)).await);
}

#[tokio::test]
async fn the_same_list_again_changes_nothing_and_a_changed_row_is_a_new_version() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rows = [
        row(1, "Cantina unu"),
        row(2, "Cantina doi"),
        row(3, "Cantina trei"),
    ];
    let report = import(&app, &provider, &rows, false).await;
    let offers: Vec<String> = (0..3).map(|i| offer_of(&report, i)).collect();
    app.approve(&offers[0]).await;
    let before = app.digest().await;
    let again = import(&app, &provider, &rows, false).await;
    assert_eq!(counts(&again), [0, 0, 3, 0, 0]);
    // Only the audit log says that it was asked.
    let changed: Vec<String> = before
        .into_iter()
        .zip(app.digest().await)
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a.0)
        .collect();
    assert!(
        changed
            .iter()
            .all(|table| ["public.audit_event", "public.session"].contains(&table.as_str())),
        "{changed:?}"
    );

    // One is live, one waits, one is being looked at.
    let item = app
        .queue_item(app.as_moderator(), &offers[2])
        .await
        .unwrap();
    app.claim(app.as_moderator(), item["id"].as_str().unwrap())
        .await
        .expect(200);
    let changed: Vec<Value> = rows
        .iter()
        .map(|r| with(r.clone(), "/locuri", "20"))
        .collect();
    let report = import(&app, &provider, &changed, false).await;
    assert_eq!(counts(&report), [0, 3, 0, 0, 0]);
    for (index, offer) in offers.iter().enumerate() {
        assert_eq!(&offer_of(&report, index), offer);
        let item = app.queue_item(app.as_moderator(), offer).await.unwrap();
        assert_eq!(item["kind"], if index == 0 { "edited" } else { "new" });
    }
    // What was approved stays live until the new version is.
    let live = app
        .get(format!("/public/offers/{}", offers[0]))
        .expect(200)
        .await;
    assert!(live.text.contains("12 locuri"), "{}", live.text);
    app.approve(&offers[0]).await;
    let live = app
        .get(format!("/public/offers/{}", offers[0]))
        .expect(200)
        .await;
    assert!(live.text.contains("20 locuri"), "{}", live.text);
    // The moderator who held the former version cannot approve it any more.
    let revision = item["revision_id"].as_str().unwrap();
    app.decide(
        app.as_moderator(),
        item["id"].as_str().unwrap(),
        "approve",
        revision,
    )
    .await
    .problem(412, "stale-version");
}

#[tokio::test]
async fn a_wrong_row_is_refused_with_its_field_and_column_and_spoils_no_other() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rows = [
        row(1, "Cantina unu"),
        with(row(2, "Sunați la +373 69 123 456"), "/rampă", "poate"),
        with(row(3, "Cantina"), "/locuri", "multe"),
        with(row(4, "Cantina"), "/nord", "95"),
        with(with(row(5, "Cantina"), "/oraș", "Nicăieri"), "/nord", ""),
        with(row(6, "Ca"), "/rampă", Value::Null),
        row(1, "Cantina unu iar"),
        with(row(7, "Cantina"), "/nr", ""),
        row(8, "Cantina opt"),
    ];
    let report = import(&app, &provider, &rows, false).await;
    assert_eq!(counts(&report), [2, 0, 0, 7, 0]);
    let errors: Vec<String> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|r| {
            r["errors"].as_array().unwrap().iter().map(move |e| {
                assert!(!e["detail"].as_str().unwrap().is_empty());
                let columns: Vec<&str> = e["columns"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|c| c.as_str().unwrap())
                    .collect();
                format!(
                    "{} {} {} {}",
                    r["index"],
                    e["pointer"].as_str().unwrap(),
                    columns.join("+"),
                    e["code"].as_str().unwrap()
                )
            })
        })
        .collect();
    assert_eq!(
        errors,
        [
            "1 /content/details/step_free rampă unknown-value",
            "2 /content/capacity locuri wrong-type",
            "3 /private/point est+nord point",
            "4 /private/point est+nord point",
            "5 /content/title nume length",
            "6 /key nr duplicate",
            "7 /key nr required",
        ]
    );
    assert_eq!(app.count("select count(*) from offer").await, 2);
    // The text without the wrong cell: the contact in it is found.
    let report = import(
        &app,
        &provider,
        &[row(2, "Sunați la +373 69 123 456")],
        false,
    )
    .await;
    assert_eq!(report["rows"][0]["errors"][0]["code"], "contact-in-text");
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_stores_nothing() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    provider.member.fresh_token(&app).await;
    let before = app.digest().await;
    let rows = [
        row(1, "Cantina unu"),
        row(1, "Cantina unu"),
        with(row(2, "Cantina doi"), "/stradă", "strada exemplu 1"),
    ];
    let report = import(&app, &provider, &rows, true).await;
    assert_eq!(counts(&report), [2, 0, 0, 1, 2]);
    assert_eq!(report["rows"][0]["offer_id"], Value::Null);
    assert_eq!(app.digest().await, before);
}

#[tokio::test]
async fn what_moderators_rejected_or_the_provider_withdrew_is_not_brought_back_by_a_list() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rows = [row(1, "Cantina unu"), row(2, "Cantina doi")];
    let report = import(&app, &provider, &rows, false).await;
    let (rejected, withdrawn) = (offer_of(&report, 0), offer_of(&report, 1));
    let item = app.queue_item(app.as_moderator(), &rejected).await.unwrap();
    let (id, revision) = (
        item["id"].as_str().unwrap(),
        item["revision_id"].as_str().unwrap(),
    );
    app.claim(app.as_moderator(), id).await.expect(200);
    app.decide(app.as_moderator(), id, "reject", revision)
        .await
        .expect(201);
    app.step(&provider, &withdrawn, "withdraw")
        .await
        .expect(200);
    let changed: Vec<Value> = rows
        .iter()
        .map(|r| with(r.clone(), "/locuri", "3"))
        .collect();
    let report = import(&app, &provider, &changed, false).await;
    assert_eq!(counts(&report), [0, 0, 0, 2, 0]);
    for row in report["rows"].as_array().unwrap() {
        assert_eq!(row["errors"][0]["code"], "illegal-state");
    }
}

#[tokio::test]
async fn a_list_is_repeated_safely_with_its_key_and_refused_whole_when_its_mapping_is_wrong() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let body = |mapping: Value, rows: Vec<Value>| json!({ "provider_id": provider.id, "mapping": mapping, "rows": rows });
    let good = body(mapping(), vec![row(1, "Cantina unu")]);
    let send = |body: &Value| {
        app.post("/imports")
            .by(&provider.member)
            .key("import-of-kitchens-1")
            .json(body)
            .send()
    };
    let first = send(&good).await.expect(200);
    let second = send(&good).await.expect(200);
    assert_eq!(
        first.text, second.text,
        "the stored answer, not `unchanged`"
    );

    let one = || vec![row(1, "Cantina unu")];
    for (mapping, rows, field) in [
        (
            with(mapping(), "/key", "{nr"),
            one(),
            "/mapping/key template",
        ),
        (
            with(mapping(), "/key", "same for all"),
            one(),
            "/mapping/key template",
        ),
        (
            with(mapping(), "/source", "Ünknown"),
            one(),
            "/mapping/source invalid",
        ),
        (
            with(mapping(), "/content/title", "{titlu}"),
            one(),
            "/rows/0/titlu unknown-column",
        ),
        (
            with(mapping(), "/content/place_id", 1),
            one(),
            "/mapping/content/place_id unknown-field",
        ),
        (mapping(), Vec::new(), "/rows length"),
        (mapping(), vec![row(1, "Cantina"); 501], "/rows length"),
    ] {
        app.post("/imports")
            .by(&provider.member)
            .json(&body(mapping, rows))
            .send()
            .await
            .fields(422, &[field]);
    }
    let volunteer = app.provider(1, "volunteer", 2).await;
    let body = with(good, "/provider_id", volunteer.id.as_str());
    app.post("/imports")
        .by(&volunteer.member)
        .json(&body)
        .send()
        .await
        .fields(422, &["/provider_id institutions-only"]);
    assert_eq!(app.count("select count(*) from offer").await, 1);
}
