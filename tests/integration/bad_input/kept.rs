//! Right requests of an account that keeps requests, and of a household about that.

use punte_tests::{TestApp, Who, service_need};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation.
pub async fn targets(app: &TestApp) -> Vec<Target> {
    let keeper = app.sign_up("keeper@example.org").await;
    let mut kept = Vec::new();
    for _ in 0..3 {
        let household = app.file(&[service_need(1)]).await;
        app.post("/accounts/me/requests")
            .by(&keeper)
            .json(&json!({ "tracking_code": household.code }))
            .expect(201)
            .await;
        kept.push(household);
    }
    let next = app.file(&[service_need(1)]).await;
    // Their sessions are there before anything is counted.
    kept[2].who.fresh_token(app).await;
    let target = |operation, method, path: String, who: &Who, body: Option<Value>| Target {
        operation,
        method,
        path,
        who: Some(who.clone()),
        version: None,
        body,
    };
    let all = "/accounts/me/requests";
    vec![
        target(
            "listKeptRequests",
            Method::GET,
            all.to_owned(),
            &keeper,
            None,
        ),
        target(
            "keepRequest",
            Method::POST,
            all.to_owned(),
            &keeper,
            Some(json!({ "tracking_code": next.code })),
        ),
        target(
            "openKeptRequest",
            Method::POST,
            format!("{all}/{}/open", kept[0].request),
            &keeper,
            None,
        ),
        target(
            "dropKeptRequest",
            Method::DELETE,
            format!("{all}/{}", kept[1].request),
            &keeper,
            None,
        ),
        target(
            "endKeeping",
            Method::DELETE,
            format!("/requests/{}/account", kept[2].request),
            &kept[2].who,
            None,
        ),
    ]
}
