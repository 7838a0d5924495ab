//! After a breach: whose data an account, a household's code or anybody saw, as people, with what was seen and when.

use jiff::SignedDuration;
use punte_tests::{Operator, Provider, TestApp, Who, service, service_need};
use serde_json::{Value, json};

/// What `punte audit affected` lists: whom, what was seen, how many looks. Sorted.
fn affected(operator: &Operator, asked: &[&str]) -> Vec<String> {
    let command = ["audit", "affected", "--json"];
    let said = operator.succeed(&[&command[..], asked].concat());
    let rows: Vec<Value> = serde_json::from_str(&said).unwrap();
    let line = |row: &Value| {
        let seen = row["seen"].as_array().unwrap().iter();
        let seen: Vec<&str> = seen.map(|action| action.as_str().unwrap()).collect();
        let (kind, id) = (row["kind"].as_str().unwrap(), row["id"].as_str().unwrap());
        format!("{kind} {id}: {} x{}", seen.join("+"), row["looks"])
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort_unstable();
    lines
}

async fn look(app: &TestApp, by: &Who, of: &Provider) {
    app.post(format!("/providers/{}/identity-views", of.id))
        .by(by)
        .json(&json!({ "reason": "vetting" }))
        .expect(201)
        .await;
}

#[tokio::test]
async fn after_a_breach_an_operator_lists_the_people_whom_somebody_saw_and_not_what_was_their_own()
{
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (one, other) = (
        app.provider(0, "ngo", 1).await,
        app.provider(1, "ngo", 1).await,
    );
    let offer = app.live(&one, &service(&one.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let agreed = app.matched(&household, &one, &offer).await;
    app.advance(SignedDuration::from_secs(1));
    let from = app.now();
    look(&app, first, &one).await;
    look(&app, first, &one).await;
    app.advance(SignedDuration::from_mins(1));
    let second_minute = app.now();
    look(&app, second, &other).await;
    // The sides of what was agreed see each other, and each of them takes along what is its own.
    for who in [&household.who, &one.member] {
        app.get(format!("/matches/{agreed}/contacts"))
            .by(who)
            .expect(200)
            .await;
    }
    app.get(format!("/requests/{}/export", household.request))
        .by(&household.who)
        .expect(200)
        .await;
    app.get("/accounts/me/export")
        .by(&one.member)
        .expect(200)
        .await;
    // Whoever follows the request sees how it is reached; of their own organisation they see nothing that is not theirs.
    let worker = app.case_worker(&one, "worker@example.org").await;
    let case = app.follow(&worker, &one, &household.code).await;
    app.post(format!("/cases/{case}/contact-views"))
        .by(&worker)
        .expect(201)
        .await;
    let opened = app.post(format!("/cases/{case}/sessions")).by(&worker);
    let helper = opened.expect(201).await.text_at("/access_token");
    app.get(format!("/matches/{agreed}/contacts"))
        .token(&helper)
        .expect(200)
        .await;
    // And whoever signs in to the account that keeps the request.
    let keeper = &app.cast.people[4];
    app.post("/accounts/me/requests")
        .by(keeper)
        .json(&json!({ "tracking_code": household.code }))
        .expect(201)
        .await;
    let kept = format!("/accounts/me/requests/{}/open", household.request);
    app.post(kept).by(keeper).expect(201).await;
    // A report tells of both sides.
    let report = json!({ "match_id": agreed, "kind": "something_wrong" });
    let report = app.post("/reports").by(&household.who).json(&report);
    report.expect(201).await;
    let listed = app.get("/reports").by(second).expect(200).await;
    let report = listed.items()[0]["id"].as_str().unwrap().to_owned();
    app.post(format!("/reports/{report}/take"))
        .by(second)
        .expect(200)
        .await;

    let operator = Operator::of(&app);
    let by = |id: &str| affected(&operator, &["--days", "36500", "--by", id]);
    let of = |who: &Who| who.account.to_string();
    let provider = |of: &Provider, seen: &str| format!("provider {}: {seen}", of.id);
    let request = |seen: &str| format!("request {}: {seen}", household.request);
    assert_eq!(by(&of(first)), [provider(&one, "identity_opened x2")]);
    let mut seen = [
        provider(&one, "report_taken x1"),
        provider(&other, "identity_opened x1"),
        request("report_taken x1"),
    ];
    seen.sort_unstable();
    assert_eq!(by(&of(second)), seen);
    assert_eq!(by(&of(&one.member)), [request("contacts_shown x1")]);
    assert_eq!(
        by(&of(&worker)),
        [request(
            "case_contact_opened+request_opened_by_case_worker x2"
        )]
    );
    let opened = request("request_opened_from_account x1");
    assert_eq!(by(&of(keeper)), [opened]);
    assert_eq!(
        by(&household.request),
        [provider(&one, "contacts_shown x1")],
        "neither the match nor themselves"
    );
    assert_eq!(by(&of(&app.cast.people[3])), Vec::<String>::new());

    // Of everybody, each once; and of a time.
    let mut all = [
        provider(&one, "contacts_shown+identity_opened+report_taken x4"),
        provider(&other, "identity_opened x1"),
        request(
            "case_contact_opened+contacts_shown+report_taken+request_opened_by_case_worker+request_opened_from_account x5",
        ),
    ];
    all.sort_unstable();
    let since = from.to_string();
    assert_eq!(affected(&operator, &["--from", &since]), all);
    let (from, until) = (since.as_str(), second_minute.to_string());
    let early = affected(&operator, &["--from", from, "--until", &until]);
    assert_eq!(early, [provider(&one, "identity_opened x2")]);
    let late = affected(&operator, &["--from", &until, "--by", &of(first)]);
    assert_eq!(late, Vec::<String>::new());
    let said = operator.succeed(&["audit", "affected", "--days", "36500"]);
    assert!(
        said.contains(&household.request) && said.contains("case_contact_opened"),
        "{said}"
    );
    // Whoever may read the log and nothing else may ask it.
    let auditor = Operator::as_role(&app, "app_audit").await;
    assert_eq!(affected(&auditor, &["--from", from]), all);
}
