//! Right requests of a household.

use std::collections::BTreeMap;

use punte_tests::{Household, Provider, TestApp, housing_need, service_need};
use serde_json::json;

use super::world::{Right, right};

pub(super) async fn right_requests(
    app: &TestApp,
    provider: &Provider,
    shelter: &str,
    advice: &str,
) -> (Household, BTreeMap<&'static str, Right>) {
    let who = "household";
    let stay = housing_need(2, "2027-03-10", "2027-03-12");
    let family = app
        .file(&[
            stay.clone(),
            stay,
            service_need(1),
            service_need(1),
            service_need(1),
            service_need(1),
        ])
        .await;
    // Two accepted ones first: at most three may wait at once.
    let (mut matches, mut versions) = (Vec::new(), Vec::new());
    for (need, accepted) in [(2, true), (3, true), (4, false), (5, false)] {
        let proposed = app.try_propose(&family, need, advice).await.expect(201);
        let id = proposed.id();
        if accepted {
            app.try_accept(provider, &id).await.expect(200);
        }
        let seen = app.get(format!("/matches/{id}")).by(&provider.member);
        versions.push(seen.expect(200).await.version());
        matches.push(id);
    }
    let end = Some(json!({ "reason": "no_reason" }));
    let all = BTreeMap::from([
        ("readRequest", right(who, &family.request, None, None)),
        ("exportRequest", right(who, &family.request, None, None)),
        (
            "withdrawConsent",
            right(
                who,
                &family.request,
                None,
                Some(json!({ "purpose": "alerts" })),
            ),
        ),
        (
            "listRequestMatches",
            right(who, &family.request, None, None),
        ),
        ("rankOffers", right(who, &family.needs[0], None, None)),
        (
            "explainNeed",
            right(
                who,
                &family.needs[0],
                None,
                Some(json!({ "offer_id": shelter })),
            ),
        ),
        (
            "proposeMatch",
            right(
                who,
                &family.needs[1],
                None,
                Some(json!({ "offer_id": shelter })),
            ),
        ),
        (
            "acceptMatch",
            right("provider", &matches[2], Some(versions[2]), None),
        ),
        (
            "declineMatch",
            right("provider", &matches[3], Some(versions[3]), end.clone()),
        ),
        (
            "cancelMatch",
            right(who, &matches[0], Some(versions[0]), end),
        ),
        (
            "correctNeed",
            right(
                who,
                &family.needs[0],
                Some(1),
                Some(housing_need(2, "2027-03-10", "2027-03-12")),
            ),
        ),
        (
            "addNeed",
            right(who, &family.request, None, Some(service_need(1))),
        ),
        ("readContacts", right(who, &matches[1], None, None)),
        ("readMatch", right(who, &matches[1], None, None)),
    ]);
    (family, all)
}

/// A household that puts right who it is, and nothing else; and one of another need that still stands.
pub(super) async fn corrected(
    app: &TestApp,
    moved: &Household,
    all: &mut BTreeMap<&'static str, Right>,
) -> Household {
    let corrected = app.file(&[service_need(1)]).await;
    let body = json!({ "household": { "women": 1, "children": [4], "languages": ["uk"] } });
    all.insert(
        "correctHousehold",
        right(
            "corrected household",
            &corrected.request,
            Some(1),
            Some(body),
        ),
    );
    let answer = json!({ "answer": "needed" });
    all.insert(
        "answerStillNeeded",
        right("moved household", &moved.needs[0], None, Some(answer)),
    );
    corrected
}
