//! Right requests of what comes after both sides agreed.

use punte_tests::{Household, Provider, TestApp, Who};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// A match of the fourth need that began, and whose household is asked how they are.
pub async fn helped(
    app: &TestApp,
    household: &Household,
    provider: &Provider,
    offer: &str,
) -> String {
    let helped = app.try_propose(household, 3, offer).await.expect(201).id();
    app.try_accept(provider, &helped).await.expect(200);
    app.take_step(&provider.member, &helped, "start")
        .await
        .expect(200);
    sqlx::query("update check_in set due_at = due_at - interval '1 day'")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    helped
}

/// One for each operation.
pub fn targets(
    household: &Household,
    accepted: &str,
    accepted_version: i64,
    helped: &str,
    (provider, offer, inquiry): (&Provider, &str, &str),
) -> Vec<Target> {
    let target = |operation, path: String, version, body: Value| Target {
        operation,
        method: Method::POST,
        path,
        who: Some(household.who.clone()),
        version,
        body: Some(body),
    };
    let reading = |operation, path: String, who: &Who| Target {
        operation,
        method: Method::GET,
        path,
        who: Some(who.clone()),
        version: None,
        body: None,
    };
    let feedback = json!({
        "delivered": "partly", "why_not": "too_late", "as_described": "yes", "rating": 4, "comment": "It was good.",
    });
    vec![
        target(
            "takeMatchStep",
            format!("/matches/{accepted}/steps"),
            Some(accepted_version),
            json!({ "step": "confirm" }),
        ),
        target(
            "answerCheckIn",
            format!("/matches/{helped}/check-ins"),
            None,
            json!({ "kind": "day", "answer": "well" }),
        ),
        target(
            "giveFeedback",
            format!("/matches/{helped}/feedback"),
            None,
            feedback,
        ),
        target(
            "sendMessage",
            format!("/matches/{accepted}/messages"),
            None,
            json!({ "text": "Де буде ключ?" }),
        ),
        Target {
            operation: "listMessages",
            method: Method::GET,
            path: format!("/matches/{accepted}/messages"),
            who: Some(household.who.clone()),
            version: None,
            body: None,
        },
        target(
            "openInquiry",
            format!("/requests/{}/inquiries", household.request),
            None,
            json!({ "offer_id": offer, "text": "Чи є ще місце?" }),
        ),
        target(
            "sendInquiryMessage",
            format!("/inquiries/{inquiry}/messages"),
            None,
            json!({ "text": "Чи є ще місце?" }),
        ),
        Target {
            operation: "endInquiry",
            method: Method::POST,
            path: format!("/inquiries/{inquiry}/end"),
            who: Some(household.who.clone()),
            version: None,
            body: None,
        },
        reading(
            "listRequestInquiries",
            format!("/requests/{}/inquiries", household.request),
            &household.who,
        ),
        reading(
            "readInquiry",
            format!("/inquiries/{inquiry}"),
            &household.who,
        ),
        reading(
            "listInquiryMessages",
            format!("/inquiries/{inquiry}/messages"),
            &household.who,
        ),
        reading(
            "listProviderInquiries",
            format!("/providers/{}/inquiries", provider.id),
            &provider.member,
        ),
        target(
            "answerStillNeeded",
            format!("/needs/{}/still-needed", household.needs[0]),
            None,
            json!({ "answer": "needed" }),
        ),
        target(
            "continueNeed",
            format!("/needs/{}/continuations", household.needs[3]),
            None,
            json!({ "dates": { "from": "2027-03-10", "to": "2027-03-12" } }),
        ),
    ]
}
