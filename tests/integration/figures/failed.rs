//! Checks that failed: what was answered with no, to decisions and to stops, and evidence that failed or was taken back.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use punte_tests::{TestApp, housing_offer, service};
use serde_json::{Value, json};

use super::{Line, compare};
use crate::{
    pages::desk::{decision_form, moderator, take},
    rechecks::{later, tend},
};

/// Reads what failed from the log, beside what was answered to decisions that stand, and counts it since an instant.
pub(super) fn counted(log: &[Line], from: Timestamp, answered: &BTreeMap<String, u64>) -> Value {
    let answered = answered.iter();
    let mut counts: BTreeMap<(&str, &str), u64> = answered
        .map(|(item, n)| (("answer", item.as_str()), *n))
        .collect();
    let text = |line: &Line, name: &str| line.data[name].as_str().unwrap().to_owned();
    let back = log.iter().filter(|l| l.action == "evidence_taken_back");
    let mistaken: BTreeSet<String> = back
        .filter(|l| l.data["reason"] == "mistaken")
        .map(|l| text(l, "evidence"))
        .collect();
    for line in log {
        let data = &line.data;
        let kind = data["kind"].as_str().unwrap_or_default();
        let failed: Vec<(&str, &str)> = match line.action.as_str() {
            "offer_suspended" if line.at >= from => {
                let points = data["failed"].as_array().unwrap().iter();
                points.map(|p| ("answer", p.as_str().unwrap())).collect()
            }
            "evidence_recorded" if data["result"] == "failed" => {
                let seen: Timestamp = text(line, "seen_at").parse().unwrap();
                let stays = seen >= from && !mistaken.contains(&text(line, "evidence"));
                stays.then_some(("evidence", kind)).into_iter().collect()
            }
            "evidence_taken_back" if line.at >= from && data["result"] == "passed" => {
                let wrong = data["reason"] != "mistaken";
                wrong.then_some(("taken_back", kind)).into_iter().collect()
            }
            _ => Vec::new(),
        };
        for what in failed {
            *counts.entry(what).or_default() += 1;
        }
    }
    let rows = counts
        .iter()
        .map(|((how, item), n)| json!({ "how": how, "item": item, "checks": n }));
    rows.collect()
}

fn row(how: &str, item: &str, checks: u32) -> Value {
    json!({ "how": how, "item": item, "checks": checks })
}

#[tokio::test]
async fn what_is_not_right_any_more_when_it_is_looked_at_again_is_counted_with_the_stop() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let ngo = app.provider(0, "ngo", 1).await;
    let offer = app.live(&ngo, &service(&ngo.id)).await;
    let other = app.live(&ngo, &service(&ngo.id)).await;
    later(&app, &ngo, &offer, SignedDuration::from_hours(24 * 336)).await;
    app.step(&ngo, &other, "confirm").await.expect(200);
    let stop = |offer: &str, checklist: Value| {
        let body = json!({ "reason": "checks_needed", "checklist": checklist });
        let call = app.post(format!("/offers/{offer}/suspension"));
        call.by(one).json(&body).send()
    };
    // Nothing is asked about it now: there is nothing to answer.
    stop(&other, json!({ "text_is_clear": "no" }))
        .await
        .fields(422, &["/checklist/text_is_clear unknown-field"]);
    stop(&other, json!({})).await.expect(201);
    assert_eq!(tend(&app).await, (1, 1));
    // A point that is not due is none of the list.
    stop(&offer, json!({ "text_is_clear": "no" }))
        .await
        .fields(422, &["/checklist/text_is_clear unknown-field"]);
    assert!(app.is_public(&offer).await);
    assert_eq!(compare(&app, 30).await["failed_checks"], json!([]));

    // On the page the answers go with the stop.
    let mut works = moderator(&app, 0).await;
    let page = take(&app, &mut works, &offer).await;
    let form = decision_form(&page)
        .with("check-safe_around_children", "no")
        .with("check-opening_hours_confirmed", "yes")
        .with("do", "stop");
    let why = works.send(&form).await;
    assert_eq!(why.status, 422);
    assert!(app.is_public(&offer).await, "it takes a reason");
    let form = decision_form(&why)
        .with("suspension", "unsafe_conditions")
        .with("do", "stop");
    let done = works.send(&form).await;
    assert!(done.text(".said").unwrap().contains("The offer is stopped"));
    assert!(!app.is_public(&offer).await);
    let written = "select count(*) from suspension_check";
    assert_eq!(app.count(written).await, 2, "the yes as well");
    let expected = json!([row("answer", "safe_around_children", 1)]);
    assert_eq!(compare(&app, 30).await["failed_checks"], expected);
    // Once it is shown again it waits as before, and what was found stays found.
    let shown = app.delete(format!("/offers/{offer}/suspension"));
    shown.by(one).expect(204).await;
    assert!(app.queue_item(one, &offer).await.is_some());
    assert_eq!(compare(&app, 30).await["failed_checks"], expected);
    let mut db = app.app_rw().await;
    let other_word = "update suspension_check set result = 'yes'";
    assert!(sqlx::query(other_word).execute(&mut db).await.is_err());
    app.advance(SignedDuration::from_hours(24 * 31));
    assert_eq!(compare(&app, 30).await["failed_checks"], json!([]));
}

#[tokio::test]
async fn evidence_that_fails_or_is_taken_back_is_counted_and_what_was_a_mistake_is_not() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let back = async |evidence: &str, reason: &str| {
        let back = app.post(format!("/evidence/{evidence}/withdrawal"));
        let body = json!({ "reason": reason });
        back.by(one).json(&body).expect(201).await;
    };
    let failed = async |kind: &str, days: i64| {
        let seen = app.now() - SignedDuration::from_hours(24 * days);
        app.post(format!("/providers/{}/evidence", host.id))
            .by(one)
            .json(&json!({ "kind": kind, "result": "failed", "seen_at": seen }))
            .expect(201)
            .await;
    };
    failed("identity_document", 0).await;
    failed("identity_document", 3).await;
    failed("public_register", 0).await;
    // It was seen longer ago than the figures look.
    failed("public_register", 40).await;
    failed("criminal_record", 0).await;
    assert!(app.is_public(&home).await, "what counted counts on");
    let mistake: uuid::Uuid = sqlx::query_scalar(
        "select id from vetting_evidence where kind = 'criminal_record' and result = 'failed'",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    back(&mistake.to_string(), "mistaken").await;
    assert!(app.is_public(&home).await);
    let told = "select count(*) from notification where notice = 'evidence-taken-back'";
    assert_eq!(app.count(told).await, 0, "nothing changed for them");
    let figures = compare(&app, 30).await;
    let seen = vec![
        row("evidence", "identity_document", 2),
        row("evidence", "public_register", 1),
    ];
    assert_eq!(figures["failed_checks"], json!(seen));

    back(&app.evidence(&host, "criminal_record").await, "forged").await;
    back(&app.evidence(&host, "visit").await, "mistaken").await;
    let identity = app.evidence(&host, "identity_document").await;
    back(&identity, "of_somebody_else").await;
    assert_eq!(app.count(told).await, 3);
    let figures = compare(&app, 30).await;
    let mut all = seen;
    all.push(row("taken_back", "criminal_record", 1));
    all.push(row("taken_back", "identity_document", 1));
    assert_eq!(figures["failed_checks"], json!(all));
    compare(&app, 1).await;

    let table = app.get("/review/figures.csv").by(one).expect(200).await;
    for line in [
        "failed_checks,identity_document,evidence,2",
        "failed_checks,criminal_record,taken_back,1",
    ] {
        let line = format!("\r\n{line}\r\n");
        assert!(table.text.contains(&line), "{line} in {}", table.text);
    }
    let page = moderator(&app, 0).await.open("/en/desk/figures").await;
    let text = page.text("main").unwrap();
    for part in [
        "identity document: not passed",
        "criminal record certificate: taken back",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    app.advance(SignedDuration::from_hours(24 * 31));
    assert_eq!(compare(&app, 30).await["failed_checks"], json!([]));
}
