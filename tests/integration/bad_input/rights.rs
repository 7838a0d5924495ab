//! Right requests of those who ask for their own data.

use punte_tests::{Household, PASSWORD, Provider, Who};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation on one's own data.
pub fn targets(
    household: &Household,
    version: i64,
    provider: &Provider,
    somebody: &Who,
) -> Vec<Target> {
    let target =
        |operation, method, path: String, who: &Who, version, body: Option<Value>| Target {
            operation,
            method,
            path,
            who: Some(who.clone()),
            version,
            body,
        };
    let own = |rest: &str| format!("/requests/{}{rest}", household.request);
    let contact = json!({
        "channel": "phone", "phone": "+37369555200", "name": "Olena", "email": "olena@example.org", "safe_note": "after six",
        "locale": "en",
    });
    vec![
        target(
            "correctContact",
            Method::PUT,
            own("/contact"),
            &household.who,
            Some(version),
            Some(contact),
        ),
        target(
            "withdrawConsent",
            Method::POST,
            own("/consent-withdrawals"),
            &household.who,
            None,
            Some(json!({ "purpose": "alerts" })),
        ),
        target(
            "exportRequest",
            Method::GET,
            own("/export"),
            &household.who,
            None,
            None,
        ),
        target(
            "eraseRequest",
            Method::DELETE,
            own(""),
            &household.who,
            None,
            None,
        ),
        target(
            "exportAccount",
            Method::GET,
            "/accounts/me/export".into(),
            &provider.member,
            None,
            None,
        ),
        target(
            "eraseAccount",
            Method::POST,
            "/accounts/me/erasure".into(),
            somebody,
            None,
            Some(json!({ "password": PASSWORD })),
        ),
    ]
}
