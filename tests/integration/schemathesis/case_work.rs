//! Right requests of case workers, and of a household about them.

use std::collections::BTreeMap;

use punte_tests::{Household, Provider, TestApp, Who, service_need};
use serde_json::json;

use super::world::{Right, right};

/// A case worker, a household that they follow, and one request for each operation.
pub(super) async fn right_requests(
    app: &TestApp,
    organisation: &Provider,
) -> (Who, Household, BTreeMap<&'static str, Right>) {
    let worker = app.case_worker(organisation, "worker@example.org").await;
    let household = app.file(&[service_need(1)]).await;
    let case = app.follow(&worker, organisation, &household.code).await;
    let ending = app.file(&[service_need(1)]).await;
    let ending = app.follow(&worker, organisation, &ending.code).await;
    let lost = app.file(&[service_need(1)]).await;
    let lost = app.follow(&worker, organisation, &lost.code).await;
    let given = app.file(&[service_need(1)]).await;
    let given = app.follow(&worker, organisation, &given.code).await;
    let next = app.case_worker(organisation, "next@example.org").await;
    let next = json!({ "member_id": app.membership(&next).await });
    app.administers(organisation, &worker).await;
    let other = app.file(&[service_need(1)]).await;
    let (who, own) = ("case worker", "followed household");
    let begin = json!({ "code": other.code, "provider_id": organisation.id, "consent": "spoken" });
    let plan = json!({ "label": "Room 4", "follow_up_on": "2027-06-01" });
    let note = json!({ "text": "Called the centre." });
    let end = json!({ "reason": "served" });
    let known = json!({ "reason": "known_to_helper" });
    let away = json!({ "case_id": case });
    let mails = json!({ "locale": "en", "muted": ["messages"] });
    let all = BTreeMap::from([
        ("listCases", right(who, "", None, None)),
        ("openCase", right(who, "", None, Some(begin))),
        ("readCase", right(who, &case, None, None)),
        ("planCase", right(who, &case, Some(1), Some(plan))),
        ("noteCase", right(who, &case, None, Some(note))),
        ("openCaseSession", right(who, &case, None, None)),
        ("openCaseContact", right(who, &case, None, None)),
        ("handOverCase", right(who, &case, None, None)),
        (
            "listOrganisationCases",
            right(who, &organisation.id, None, None),
        ),
        ("reassignCase", right(who, &given, None, Some(next))),
        ("reissueCaseCode", right(who, &lost, None, Some(known))),
        ("endCase", right(who, &ending, None, Some(end))),
        (
            "chooseRequestMails",
            right(own, &household.request, None, Some(mails)),
        ),
        (
            "listCaseWorkers",
            right(own, &household.request, None, None),
        ),
        (
            "inviteCaseWorker",
            right(own, &household.request, None, None),
        ),
        (
            "withdrawCaseConsent",
            right(own, &household.request, None, Some(away)),
        ),
    ]);
    (worker, household, all)
}
