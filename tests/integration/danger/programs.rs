//! Programs of moderators get what their pages show: households of which numbers stand out, what is overdue, what lapses; and close a report as
//! their pages do.

use jiff::SignedDuration;
use punte_tests::{Answer, Sight, TestApp, Who, housing_offer, service};
use serde_json::{Value, json};

use super::raised::{OTHER, PHONE, count, one_more};
use crate::pages::desk::moderator;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// The households that a moderator is told of.
async fn told(app: &TestApp, by: &Who) -> Answer {
    app.get("/review/households").by(by).expect(200).await
}

fn id(household: &Value) -> &str {
    household["id"].as_str().unwrap()
}

#[tokio::test]
async fn households_are_listed_without_who_they_are_and_settled_at_the_numbers_that_were_seen() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    assert!(told(&app, first).await.items().is_empty());
    let mut newest = Vec::new();
    for phone in [PHONE, OTHER] {
        for _ in 0..5 {
            one_more(&app, phone).await;
        }
        newest.push(one_more(&app, phone).await);
        count(&app).await;
    }
    let asked = app.propose(&newest[1], &offer).await;
    let list = told(&app, first).await;
    let met: Vec<&Value> = list.items().iter().map(|h| &h["met"]).collect();
    assert_eq!(
        met,
        [&json!(false), &json!(true)],
        "who waits longest first"
    );
    for household in list.items() {
        let signals = json!([{ "code": "many-requests", "requests": 5 }]);
        assert_eq!(household["signals"], signals);
        assert_eq!(household["seen"], "5.0.0");
    }
    let of = |n: usize| [newest[n].request.as_str(), newest[n].needs[0].as_str()];
    for private in of(0).iter().chain(&of(1)).chain(&["Зебра", "38050"]) {
        assert!(!list.text.contains(private), "{private}");
    }
    // Page by page it is the same.
    let page = app.get("/review/households?limit=1").by(first);
    let page = page.expect(200).await;
    assert_eq!(page.items(), &list.items()[..1]);
    let cursor = page.text_at("/next_cursor");
    let page = app.get(format!("/review/households?limit=1&cursor={cursor}"));
    let page = page.by(first).expect(200).await;
    assert_eq!(page.items(), &list.items()[1..]);
    assert_eq!(page.at("/next_cursor"), &json!(null));

    // Nothing is settled at other numbers, and nothing is looked into where there is nothing to stop.
    let settle = |household: &Value, what: &str, seen: &str| {
        let call = app.post(format!("/review/households/{}/{what}", id(household)));
        call.by(first).json(&json!({ "seen": seen }))
    };
    let (quiet, busy) = (&list.items()[0], &list.items()[1]);
    for what in ["dismissals", "reports"] {
        for seen in ["4.0.0", "6.0.0", "5.0", "", "5.0.0 "] {
            let refused = settle(busy, what, seen).send().await;
            refused.problem(412, "stale-version");
        }
    }
    let refused = settle(quiet, "reports", "5.0.0").send().await;
    refused.problem(409, "illegal-state");
    assert_eq!(told(&app, first).await.items(), list.items());

    // No problem: once, with one line, whoever sends it again.
    for _ in 0..2 {
        let again = settle(quiet, "dismissals", "5.0.0").key("no-problem-0000001");
        again.expect(204).await;
    }
    let lines = "select count(*) from audit_event where action = 'household_dismissed'";
    assert_eq!(app.count(lines).await, 1);
    let gone = settle(quiet, "dismissals", "5.0.0").send().await;
    gone.problem(404, "not-found");
    assert_eq!(told(&app, second).await.items(), &list.items()[1..]);

    // Looked into: a report as any other, taken by whoever did.
    let made = settle(busy, "reports", "5.0.0").key("looked-into-000001");
    let made = made.expect(201).await;
    assert_eq!(made.text_at("/reporter"), "moderator");
    assert_eq!(made.text_at("/match_id"), asked);
    assert_eq!(
        (made.text_at("/state"), made.at("/mine")),
        ("taken".to_owned(), &json!(true))
    );
    let again = settle(busy, "reports", "5.0.0").key("looked-into-000001");
    assert_eq!(again.expect(201).await.id(), made.id());
    assert_eq!(app.count("select count(*) from report").await, 1);
    assert!(told(&app, first).await.items().is_empty());
    // From there on the household can be stopped.
    first.fresh_token(&app).await;
    let stop = app.post(format!("/reports/{}/household-stop", made.id()));
    stop.by(first).expect(201).await;
}

#[tokio::test]
async fn what_nobody_looked_at_in_time_is_listed_from_that_moment_on() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let host = app.provider(0, "ngo", 1).await;
    let other = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    for kind in ["danger_now", "something_wrong"] {
        let report = json!({ "offer_id": offer, "kind": kind });
        app.post("/reports").json(&report).expect(201).await;
    }
    app.post(format!("/providers/{}/block", other.id))
        .by(second)
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    let overdue = async || {
        let list = app.get("/review/overdue").by(first).expect(200).await;
        let reports = list.at("/reports").as_array().unwrap().clone();
        let blocks = list.at("/blocks").as_array().unwrap().clone();
        (reports, blocks)
    };
    let second_before = SignedDuration::from_secs(1);
    app.advance(HOUR - second_before);
    assert_eq!(overdue().await, (Vec::new(), Vec::new()));
    app.advance(second_before);
    let (reports, blocks) = overdue().await;
    assert_eq!((reports.len(), blocks.len()), (1, 0));
    assert_eq!(reports[0]["kind"], "danger_now");
    app.advance(HOUR * 23);
    let (reports, blocks) = overdue().await;
    assert_eq!((reports.len(), blocks.len()), (1, 1));
    assert_eq!(blocks[0]["provider_id"], other.id.as_str());
    // Looked at, it is overdue no more.
    let id = reports[0]["id"].as_str().unwrap();
    app.post(format!("/reports/{id}/take"))
        .by(first)
        .expect(200)
        .await;
    first.fresh_token(&app).await;
    app.post(format!("/providers/{}/block/verdicts", other.id))
        .by(first)
        .json(&json!({ "verdict": "upheld" }))
        .expect(201)
        .await;
    assert_eq!(overdue().await, (Vec::new(), Vec::new()));
}

#[tokio::test]
async fn what_lapses_is_listed_with_whom_it_is_about_and_until_when() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let expiring = async || app.get("/review/expiring").by(one).expect(200).await;
    let none =
        json!({ "offers": [], "providers": [], "next_offers": null, "next_providers": null });
    assert_eq!(expiring().await.body, none);
    let until = app.offer(&host, &home).await.text_at("/expires_at");
    // Housing lapses after two weeks unless its provider says that it stands.
    app.advance(HOUR * 24 * 10);
    let list = expiring().await;
    assert_eq!(list.text_at("/offers/0/offer_id"), home);
    assert_eq!(list.text_at("/offers/0/provider_id"), host.id);
    assert_eq!(list.text_at("/offers/0/expires_at"), until);
    assert_eq!(list.at("/providers"), &json!([]));
    app.advance(HOUR * 24 * 8 + HOUR);
    assert_eq!(expiring().await.body, none, "four days after it lapsed");
    // What was checked about a provider lapses after a year.
    app.advance(HOUR * 24 * 320);
    assert_eq!(
        expiring().await.body,
        none,
        "nobody sees it whatever is checked"
    );
    app.step(&host, &home, "confirm").await.expect(200);
    let list = expiring().await;
    assert_eq!(list.at("/offers"), &json!([]));
    assert_eq!(list.text_at("/providers/0/provider_id"), host.id);
    assert_eq!(list.text_at("/providers/0/kind"), "volunteer");
    assert_eq!(list.number("/providers/0/offers"), 1);
    assert!(list.at("/providers/0/vetted_until").is_string());
}

#[tokio::test]
async fn nobody_reads_that_somebody_was_blocked_while_nobody_is() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let host = app.provider(0, "ngo", 1).await;
    let other = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let report = json!({ "offer_id": offer, "kind": "exploitation" });
    let made = app.post("/reports").json(&report).expect(201).await;
    let code = json!({ "code": made.text_at("/code") });
    let listed = app.get("/reports").by(first).expect(200).await;
    let id = listed.items()[0]["id"].as_str().unwrap().to_owned();
    app.post(format!("/reports/{id}/take"))
        .by(first)
        .expect(200)
        .await;
    let block = |of: &str| {
        let call = app.post(format!("/providers/{of}/block"));
        call.by(first).json(&json!({ "reason": "exploitation" }))
    };
    let close = || {
        let call = app.post(format!("/reports/{id}/close"));
        call.by(first).json(&json!({ "outcome": "blocked" })).send()
    };
    let by_hand = async || {
        let closed = sqlx::query(
            "update report set state = 'closed', outcome = 'blocked', closed_at = app_now(), version = version + 1 where id = $1::uuid",
        )
        .bind(&id)
        .execute(&mut app.app_rw().await)
        .await;
        let held = closed.unwrap_err();
        let held = held.as_database_error().and_then(|e| e.constraint());
        assert_eq!(held, Some("report_blocked_check"));
    };
    let mut desk = moderator(&app, 0).await;
    let address = format!("/en/desk/reports/{id}");
    let offered = |page: &Sight| page.attributes("input[name=outcome]", "value");
    let without = ["put_right", "passed_on", "nothing_found"];

    // Somebody else who is blocked is nobody who was reported.
    block(&other.id).expect(201).await;
    close().await.problem(409, "nobody-blocked");
    by_hand().await;
    let page = desk.open(&address).await;
    assert_eq!(offered(&page), without);
    let sent = page.to_do("close").with("outcome", "blocked");
    let sent = desk.send(&sent).await;
    assert_eq!(sent.status, 409);
    assert!(
        sent.html.contains("Nobody was blocked here"),
        "{}",
        sent.html
    );

    // Nor is one whose block was lifted.
    block(&host.id).expect(201).await;
    let page = desk.open(&address).await;
    assert_eq!(
        offered(&page),
        ["blocked", without[0], without[1], without[2]]
    );
    app.post(format!("/providers/{}/block/verdicts", host.id))
        .by(second)
        .json(&json!({ "verdict": "lifted" }))
        .expect(201)
        .await;
    close().await.problem(409, "nobody-blocked");
    by_hand().await;
    let told = app.post("/report-states").json(&code).expect(200).await;
    assert_eq!(told.text_at("/state"), "taken");

    block(&host.id).expect(201).await;
    close().await.expect(200);
    let told = app.post("/report-states").json(&code).expect(200).await;
    assert_eq!(told.text_at("/outcome"), "blocked");
}
