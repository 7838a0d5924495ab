//! Right requests of an administrator and an auditor.

use punte_tests::TestApp;
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation on accounts.
pub async fn targets(app: &TestApp) -> Vec<Target> {
    let administrator = app.sign_up("administrator@example.org").await;
    app.make_staff(&administrator, "administrator").await;
    administrator.fresh_token(app).await;
    let auditor = app.sign_up("auditor@example.org").await;
    app.make_staff(&auditor, "auditor").await;
    auditor.fresh_token(app).await;
    let somebody = app.sign_up("somebody@example.org").await;
    let of = |rest: &str| format!("/account-records/{}{rest}", somebody.account);
    let target = |operation, method, path, body: Option<Value>| Target {
        operation,
        method,
        path,
        who: Some(administrator.clone()),
        version: None,
        body,
    };
    let made = app
        .post("/partners")
        .by(&administrator)
        .json(&json!({ "name": "Casa Bună" }));
    let partner = made.expect(201).await.id();
    let key = json!({ "scopes": ["offers:read"], "expires_in_days": 30, "daily_quota": 1000 });
    let path = format!("/partners/{partner}/keys");
    let issued = app.post(&path).by(&administrator).json(&key);
    let issued = issued.expect(201).await.text_at("/key/id");
    let mut reading = target(
        "listAuditEvents",
        Method::GET,
        "/audit-events".to_owned(),
        None,
    );
    reading.who = Some(auditor.clone());
    let mut events = target("listEvents", Method::GET, "/events".to_owned(), None);
    events.who = Some(auditor);
    let dead = app.dead_job().await;
    vec![
        reading,
        events,
        target("listDeadJobs", Method::GET, "/dead-jobs".to_owned(), None),
        target(
            "retryDeadJob",
            Method::POST,
            format!("/dead-jobs/{dead}/retry"),
            None,
        ),
        target(
            "retryDeadJobs",
            Method::POST,
            "/dead-jobs/retry".to_owned(),
            None,
        ),
        target(
            "createPartner",
            Method::POST,
            "/partners".to_owned(),
            Some(json!({ "name": "Casa Bună" })),
        ),
        target("listPartners", Method::GET, "/partners".to_owned(), None),
        target(
            "readPartner",
            Method::GET,
            format!("/partners/{partner}"),
            None,
        ),
        target("issueKey", Method::POST, path, Some(key)),
        target(
            "revokeKey",
            Method::DELETE,
            format!("/partner-keys/{issued}"),
            None,
        ),
        target(
            "findAccount",
            Method::POST,
            "/account-searches".to_owned(),
            Some(json!({ "email": "somebody@example.org" })),
        ),
        target("readAccount", Method::GET, of(""), None),
        target(
            "setRoles",
            Method::PUT,
            of("/roles"),
            Some(json!({ "roles": ["auditor"] })),
        ),
        target(
            "setDisabled",
            Method::PUT,
            of("/disabled"),
            Some(json!({ "disabled": true })),
        ),
        target("endAccountSessions", Method::DELETE, of("/sessions"), None),
    ]
}
