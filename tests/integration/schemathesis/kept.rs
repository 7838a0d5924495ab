//! Right requests of an account that keeps requests, and of a household about that.

use std::collections::BTreeMap;

use punte_tests::{TestApp, service_need};
use serde_json::json;

use super::world::{Right, right};

/// An account with a request for each operation, and the household of one of them.
pub(super) async fn enter(
    app: &TestApp,
    all: &mut BTreeMap<&'static str, Right>,
    tokens: &mut BTreeMap<&'static str, String>,
) {
    let keeper = app.sign_up("keeper@example.org").await;
    for (operation, who) in [
        ("openKeptRequest", "keeper"),
        ("dropKeptRequest", "keeper"),
        ("endKeeping", "kept household"),
    ] {
        let household = app.file(&[service_need(1)]).await;
        app.post("/accounts/me/requests")
            .by(&keeper)
            .json(&json!({ "tracking_code": household.code }))
            .expect(201)
            .await;
        all.insert(operation, right(who, &household.request, None, None));
        if who == "kept household" {
            tokens.insert(who, household.who.fresh_token(app).await);
        }
    }
    let next = app.file(&[service_need(1)]).await;
    let body = json!({ "tracking_code": next.code });
    all.insert("keepRequest", right("keeper", "", None, Some(body)));
    all.insert("listKeptRequests", right("keeper", "", None, None));
    tokens.insert("keeper", keeper.fresh_token(app).await);
}
