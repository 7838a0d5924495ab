//! Right requests of case workers, and of a household about them.

use punte_tests::{Provider, TestApp, Who, service_need};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation.
pub async fn targets(app: &TestApp, organisation: &Provider) -> Vec<Target> {
    let worker = app.case_worker(organisation, "worker@example.org").await;
    let household = app.file(&[service_need(1)]).await;
    let case = app.follow(&worker, organisation, &household.code).await;
    let ending = app.file(&[service_need(1)]).await;
    let ending = app.follow(&worker, organisation, &ending.code).await;
    let lost = app.file(&[service_need(1)]).await;
    let lost = app.follow(&worker, organisation, &lost.code).await;
    let given = app.file(&[service_need(1)]).await;
    let given = app.follow(&worker, organisation, &given.code).await;
    let next = app.case_worker(organisation, "next@example.org").await;
    let next = json!({ "member_id": app.membership(&next).await });
    app.administers(organisation, &worker).await;
    let other = app.file(&[service_need(1)]).await;
    // Its session is there before anything is counted.
    household.who.fresh_token(app).await;
    let target = |operation, method, path: String, who: &Who, body: Option<Value>| Target {
        operation,
        method,
        path,
        who: Some(who.clone()),
        version: (operation == "planCase").then_some(1),
        body,
    };
    let of_case = |operation, method, rest: &str, body| {
        target(
            operation,
            method,
            format!("/cases/{case}{rest}"),
            &worker,
            body,
        )
    };
    let own = |operation, method, rest: &str, body| {
        let path = format!("/requests/{}{rest}", household.request);
        target(operation, method, path, &household.who, body)
    };
    let begin = json!({ "code": other.code, "provider_id": organisation.id, "consent": "spoken", "label": "Room 4" });
    let plan = json!({ "label": "Room 4", "follow_up_on": "2027-06-01" });
    let note = json!({ "text": "Called the centre." });
    let end = json!({ "reason": "served" });
    let known = json!({ "reason": "known_to_helper" });
    let away = json!({ "case_id": case });
    let mails =
        json!({ "locale": "en", "muted": ["messages"], "quiet_hours": { "from": 22, "to": 7 } });
    vec![
        target("listCases", Method::GET, "/cases".to_owned(), &worker, None),
        target(
            "openCase",
            Method::POST,
            "/cases".to_owned(),
            &worker,
            Some(begin),
        ),
        of_case("readCase", Method::GET, "", None),
        of_case("planCase", Method::PUT, "", Some(plan)),
        of_case("noteCase", Method::POST, "/notes", Some(note)),
        of_case("openCaseSession", Method::POST, "/sessions", None),
        of_case("openCaseContact", Method::POST, "/contact-views", None),
        of_case("handOverCase", Method::POST, "/codes", None),
        target(
            "listOrganisationCases",
            Method::GET,
            format!("/providers/{}/cases", organisation.id),
            &worker,
            None,
        ),
        target(
            "reassignCase",
            Method::POST,
            format!("/cases/{given}/holder"),
            &worker,
            Some(next),
        ),
        target(
            "reissueCaseCode",
            Method::POST,
            format!("/cases/{lost}/reissued-codes"),
            &worker,
            Some(known),
        ),
        own("chooseRequestMails", Method::PUT, "/mails", Some(mails)),
        own("listCaseWorkers", Method::GET, "/case-workers", None),
        own("inviteCaseWorker", Method::POST, "/case-codes", None),
        own(
            "withdrawCaseConsent",
            Method::POST,
            "/case-withdrawals",
            Some(away),
        ),
        target(
            "endCase",
            Method::POST,
            format!("/cases/{ending}/end"),
            &worker,
            Some(end),
        ),
    ]
}
