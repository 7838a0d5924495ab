//! Right requests of what comes after both sides agreed.

use std::collections::BTreeMap;

use punte_tests::{Household, Provider, TestApp, service_need};
use serde_json::json;

use super::world::{Right, right};

/// A household that was helped once and is about to be again; whose right requests are these.
pub(super) async fn of_helped(
    app: &TestApp,
    provider: &Provider,
    advice: &str,
) -> (Household, BTreeMap<&'static str, Right>) {
    let who = "helped household";
    let household = app.file(&[service_need(1), service_need(1)]).await;
    let mut matches = Vec::new();
    for need in 0..2 {
        let id = app.try_propose(&household, need, advice).await.expect(201);
        let id = id.id();
        app.try_accept(provider, &id).await.expect(200);
        matches.push(id);
    }
    app.take_step(&provider.member, &matches[0], "start")
        .await
        .expect(200);
    sqlx::query("update check_in set due_at = due_at - interval '90 days'")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let seen = app
        .get(format!("/matches/{}", matches[1]))
        .by(&household.who);
    let version = seen.expect(200).await.version();
    let feedback = json!({
        "delivered": "partly", "why_not": "too_late", "as_described": "yes", "rating": 4, "comment": "It was good.",
    });
    // Two, so that the list has a second page.
    let second = app.file(&[service_need(1)]).await;
    let mut inquiry = String::new();
    for asking in [&second, &household] {
        inquiry = app.question(asking, advice).await;
    }
    // The provider ends one in which nobody else writes.
    let ended = app.file(&[service_need(1)]).await;
    let ended = app.question(&ended, advice).await;
    let all = BTreeMap::from([
        (
            "openInquiry",
            right(
                who,
                &household.request,
                None,
                Some(json!({ "offer_id": advice, "phrase": null, "text": "Is there room?" })),
            ),
        ),
        (
            "listRequestInquiries",
            right(who, &household.request, None, None),
        ),
        (
            "listProviderInquiries",
            right("provider", &provider.id, None, None),
        ),
        ("readInquiry", right(who, &inquiry, None, None)),
        ("endInquiry", right("provider", &ended, None, None)),
        ("listInquiryMessages", right(who, &inquiry, None, None)),
        (
            "sendInquiryMessage",
            right(
                who,
                &inquiry,
                None,
                Some(json!({ "phrase": null, "text": "Is there room?" })),
            ),
        ),
        (
            "takeMatchStep",
            right(
                who,
                &matches[1],
                Some(version),
                Some(json!({ "step": "confirm" })),
            ),
        ),
        (
            "answerCheckIn",
            right(
                who,
                &matches[0],
                None,
                Some(json!({ "kind": "day", "answer": "well" })),
            ),
        ),
        (
            "giveFeedback",
            right(who, &matches[0], None, Some(feedback)),
        ),
        (
            "sendMessage",
            right(
                who,
                &matches[0],
                None,
                Some(json!({ "phrase": null, "text": "Where is the key?" })),
            ),
        ),
        ("readFigures", right("moderator", "", None, None)),
        ("exportFigures", right("moderator", "", None, None)),
        ("listMessages", right(who, &matches[0], None, None)),
        (
            "continueNeed",
            right(
                who,
                &household.needs[0],
                None,
                Some(json!({ "dates": { "from": "2027-03-10", "to": "2027-03-12" } })),
            ),
        ),
    ]);
    (household, all)
}
