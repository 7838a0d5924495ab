//! Right requests about danger: reports, the emergency block, the stop of one offer, households of which numbers stand out; and what a
//! moderator hands on, opens and reads.

use punte_tests::{Provider, SEEN, TestApp, service, service_need};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation.
pub async fn targets(app: &TestApp, provider: &Provider) -> Vec<Target> {
    let offer = app.live(provider, &service(&provider.id)).await;
    let report =
        json!({ "offer_id": offer, "kind": "something_wrong", "text": "The door has no lock." });
    let code = app.post("/reports").json(&report).expect(201).await;
    let code = code.text_at("/code");
    let [moderator, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let listed = app.get("/reports").by(moderator).expect(200).await;
    let id = listed.items()[0]["id"].as_str().unwrap().to_owned();
    let of_report = |rest: &str| format!("/reports/{id}{rest}");
    app.post(of_report("/take")).by(moderator).expect(200).await;
    let blocked = app.provider(1, "ngo", 1).await;
    let evidence = app.evidence(&blocked, "identity_document").await;
    let block = format!("/providers/{}/block", blocked.id);
    let reason = json!({ "reason": "danger" });
    app.post(&block).by(second).json(&reason).expect(201).await;
    let target = |operation, method, path: String, body: Option<Value>| Target {
        operation,
        method,
        path,
        who: Some(moderator.clone()),
        version: None,
        body,
    };
    let post = |operation, path, body| target(operation, Method::POST, path, body);
    let get = |operation, path| target(operation, Method::GET, path, None);
    let by_anybody = [
        post("reportDanger", "/reports".to_owned(), Some(report)),
        post(
            "followReport",
            "/report-states".to_owned(),
            Some(json!({ "code": code })),
        ),
        post(
            "sayMore",
            "/report-texts".to_owned(),
            Some(json!({ "code": code, "text": "It never had one." })),
        ),
    ];
    let by_anybody = by_anybody.map(|target| Target {
        who: None,
        ..target
    });
    let stop = format!(
        "/reports/{}/household-stop",
        app.taken_report_of_household(provider, moderator).await
    );
    let stopped = app.live(provider, &service(&provider.id)).await;
    let stopped = format!("/offers/{stopped}/suspension");
    let unreachable = json!({ "reason": "unreachable" });
    let made = app.post(&stopped).by(second).json(&unreachable);
    made.expect(201).await;
    let waiting = app.submitted(provider, &service(&provider.id)).await;
    let item = app.queue_item(moderator, &waiting).await.unwrap();
    let handed = item["id"].as_str().unwrap();
    app.claim(moderator, handed).await.expect(200);
    let kept = app.submitted(provider, &service(&provider.id)).await;
    let kept = app.queue_item(moderator, &kept).await.unwrap();
    let held = kept["id"].as_str().unwrap();
    app.claim(moderator, held).await.expect(200);
    let refused = app.submitted(provider, &service(&provider.id)).await;
    let refused = app.queue_item(moderator, &refused).await.unwrap();
    let mut raised = Vec::new();
    for _ in 0..2 {
        let household = app.file(&[service_need(1)]).await;
        app.propose(&household, &offer).await;
        raised.push(app.raised(&household).await);
    }
    let seen = json!({ "seen": SEEN });
    // Something more is said before it is closed.
    let mut all = Vec::from(by_anybody);
    all.extend([
        get("listReports", "/reports".to_owned()),
        get("readReport", of_report("")),
        post("takeReport", of_report("/take"), None),
        post(
            "closeReport",
            of_report("/close"),
            Some(json!({ "outcome": "put_right" })),
        ),
        post(
            "readHouseholdFeedback",
            stop.replace("household-stop", "feedback-views"),
            None,
        ),
        post("stopHousehold", stop.clone(), None),
        target("releaseHousehold", Method::DELETE, stop, None),
        get("listBlocks", "/blocks".to_owned()),
        get("listOverdue", "/review/overdue".to_owned()),
        get("listExpiring", "/review/expiring".to_owned()),
        get("listUndoable", "/review/undoable".to_owned()),
        get("listHouseholds", "/review/households".to_owned()),
        post(
            "dismissHousehold",
            format!("/review/households/{}/dismissals", raised[0]),
            Some(seen.clone()),
        ),
        post(
            "lookIntoHousehold",
            format!("/review/households/{}/reports", raised[1]),
            Some(seen),
        ),
        get("readBlock", block.clone()),
        post(
            "takeEvidenceBack",
            format!("/evidence/{evidence}/withdrawal"),
            Some(json!({ "reason": "mistaken" })),
        ),
        post(
            "reviewBlock",
            format!("{block}/verdicts"),
            Some(json!({ "verdict": "upheld" })),
        ),
        post("blockProvider", block, Some(reason)),
        post("suspendOffer", stopped.clone(), Some(unreachable)),
        target("reinstateOffer", Method::DELETE, stopped, None),
        target(
            "keepAnswers",
            Method::PUT,
            format!("/review/items/{held}/answers"),
            Some(json!({ "revision_id": kept["revision_id"], "checklist": { "text_is_clear": "yes" } })),
        ),
        post(
            "decideReviewItems",
            "/review/decisions".to_owned(),
            Some(json!({
                "items": [{ "item_id": refused["id"], "revision_id": refused["revision_id"] }],
                "decision": "reject", "reason_code": "duplicate",
            })),
        ),
        post(
            "openPrivate",
            format!("/review/items/{held}/private-views"),
            Some(json!({ "reason": "vetting" })),
        ),
        post(
            "readFeedback",
            format!("/providers/{}/feedback-views", provider.id),
            None,
        ),
        post(
            "escalateReviewItem",
            format!("/review/items/{handed}/escalation"),
            Some(json!({ "revision_id": item["revision_id"], "reason_code": "needs_language" })),
        ),
    ]);
    all
}
