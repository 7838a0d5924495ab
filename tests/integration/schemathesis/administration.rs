//! Right requests of an administrator and an auditor.

use std::collections::BTreeMap;

use punte_tests::{TestApp, Who};
use serde_json::json;

use super::world::{Right, right};

/// An administrator and an auditor, and one request for each operation on accounts.
pub(super) async fn right_requests(app: &TestApp) -> ([Who; 2], BTreeMap<&'static str, Right>) {
    let who = "administrator";
    let administrator = app.sign_up("administrator@example.org").await;
    app.make_staff(&administrator, "administrator").await;
    let auditor = app.sign_up("auditor@example.org").await;
    app.make_staff(&auditor, "auditor").await;
    let somebody = app.sign_up("somebody@example.org").await;
    let id = somebody.account.to_string();
    let address = Some(json!({ "email": "somebody@example.org" }));
    let roles = Some(json!({ "roles": ["auditor"] }));
    let disabled = Some(json!({ "disabled": true }));
    administrator.fresh_token(app).await;
    let named = json!({ "name": "Casa Bună" });
    let make = || app.post("/partners").by(&administrator).json(&named);
    // Two, so that there is a second page.
    make().expect(201).await;
    let partner = make().expect(201).await.id();
    let asked = json!({ "scopes": ["offers:read"], "expires_in_days": 30, "daily_quota": 1000 });
    let issued = app.post(format!("/partners/{partner}/keys"));
    let issued = issued.by(&administrator).json(&asked).expect(201).await;
    let key = issued.text_at("/key/id");
    // Two, so that there is a second page.
    app.dead_job().await;
    let dead = app.dead_job().await;
    let all = BTreeMap::from([
        ("listDeadJobs", right(who, "", None, None)),
        ("retryDeadJob", right(who, &dead, None, None)),
        ("retryDeadJobs", right(who, "", None, None)),
        ("createPartner", right(who, "", None, Some(named))),
        ("listPartners", right(who, "", None, None)),
        ("readPartner", right(who, &partner, None, None)),
        ("issueKey", right(who, &partner, None, Some(asked))),
        ("revokeKey", right(who, &key, None, None)),
        ("listAuditEvents", right("auditor", "", None, None)),
        ("listEvents", right("auditor", "", None, None)),
        ("findAccount", right(who, "", None, address)),
        ("readAccount", right(who, &id, None, None)),
        ("setRoles", right(who, &id, None, roles)),
        ("setDisabled", right(who, &id, None, disabled)),
        ("endAccountSessions", right(who, &id, None, None)),
    ]);
    ([administrator, auditor], all)
}
