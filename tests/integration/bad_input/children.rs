//! Right requests of child protection.

use punte_tests::{TestApp, request, service_need, with};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation.
pub async fn targets(app: &TestApp) -> Vec<Target> {
    let who = app.sign_up("protector@example.org").await;
    app.make_staff(&who, "child_protection").await;
    who.fresh_token(app).await;
    let child = json!({ "children": [16] });
    app.file_request(&with(request(&[service_need(1)]), "/household", child))
        .await;
    let listed = app.get("/child-cases").by(&who).expect(200).await;
    let path = format!("/child-cases/{}", listed.items()[0]["id"].as_str().unwrap());
    app.post(format!("{path}/take")).by(&who).expect(200).await;
    let target = |operation, method, path: String, body: Option<Value>| Target {
        operation,
        method,
        path,
        who: Some(who.clone()),
        version: None,
        body,
    };
    let post = |operation, rest: &str, body| {
        target(operation, Method::POST, format!("{path}{rest}"), body)
    };
    let get = |operation, path: &str| target(operation, Method::GET, path.to_owned(), None);
    vec![
        get("listChildCases", "/child-cases"),
        get("readChildCase", &path),
        post("takeChildCase", "/take", None),
        post(
            "noteChildCase",
            "/notes",
            Some(json!({ "text": "Called the centre." })),
        ),
        post(
            "openChildContact",
            "/contact-views",
            Some(json!({ "reason": "get_in_touch" })),
        ),
        post(
            "closeChildCase",
            "/close",
            Some(json!({ "outcome": "handed_over" })),
        ),
    ]
}
