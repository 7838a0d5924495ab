//! Right requests of child protection.

use std::collections::BTreeMap;

use punte_tests::{TestApp, Who, request, service_need, with};
use serde_json::json;

use super::world::{Right, right};

/// Who looks after children, and one request for each operation.
pub(super) async fn right_requests(app: &TestApp) -> (Who, BTreeMap<&'static str, Right>) {
    let who = app.sign_up("protector@example.org").await;
    app.make_staff(&who, "child_protection").await;
    who.fresh_token(app).await;
    let name = "child protection";
    let child = json!({ "children": [16] });
    let body = with(request(&[service_need(1)]), "/household", child);
    for _ in 0..5 {
        app.file_request(&body).await;
    }
    let listed = app.get("/child-cases").by(&who).expect(200).await;
    let mut all = BTreeMap::from([("listChildCases", right(name, "", None, None))]);
    for (operation, case) in [
        "readChildCase",
        "takeChildCase",
        "noteChildCase",
        "openChildContact",
        "closeChildCase",
    ]
    .into_iter()
    .zip(listed.items())
    {
        let id = case["id"].as_str().unwrap();
        app.post(format!("/child-cases/{id}/take"))
            .by(&who)
            .expect(200)
            .await;
        let body = match operation {
            "noteChildCase" => Some(json!({ "text": "Called the centre." })),
            "openChildContact" => Some(json!({ "reason": "get_in_touch" })),
            "closeChildCase" => Some(json!({ "outcome": "handed_over" })),
            _ => None,
        };
        all.insert(operation, right(name, id, None, body));
    }
    (who, all)
}
