//! What repeats itself about a household is shown to moderators before anybody reports it: numbers, and not who it is.

use jiff::SignedDuration;
use punte_tests::{
    Filled, Household, PASSWORD, Sight, TestApp, profile, request, service, service_need, with,
};
use serde_json::json;

use super::households::family;
use crate::pages::desk::moderator;

pub(super) const PHONE: &str = "+380501112233";
pub(super) const OTHER: &str = "+380507778899";

/// One more household with a phone, a second later: the newest is the one of which moderators are told.
pub(super) async fn one_more(app: &TestApp, phone: &str) -> Household {
    app.advance(SignedDuration::from_secs(1));
    family(app, phone).await
}

/// Counts what is due, as the worker does.
pub(super) async fn count(app: &TestApp) {
    let cases = app.use_cases().await;
    while cases.count_households().await.unwrap() > 0 {}
    cases.pool.close().await;
}

/// What the queue shows of households, each as one text.
fn shown(queue: &Sight) -> Vec<String> {
    queue.texts("section[aria-labelledby=households] > ul > li")
}

/// The first household in the queue, as a form that does this.
fn pressed(queue: &Sight, what: &str) -> Filled {
    queue.asking("seen").and("do", what)
}

const RAISED: &str = "select count(*) from audit_event where action = 'household_raised'";

#[tokio::test]
async fn one_phone_behind_many_requests_is_told_in_numbers_until_a_moderator_settles_it() {
    let app = TestApp::spawn().await;
    let mut browser = moderator(&app, 0).await;
    for _ in 0..5 {
        one_more(&app, PHONE).await;
    }
    one_more(&app, OTHER).await;
    count(&app).await;
    assert!(
        shown(&browser.open("/en/desk").await).is_empty(),
        "four others are a helper's"
    );
    let newest = one_more(&app, PHONE).await;
    count(&app).await;
    for tab in ["", "?tab=risky"] {
        let queue = browser.open(&format!("/en/desk{tab}")).await;
        let told = shown(&queue);
        assert_eq!(told.len(), 1, "one for all of them: {told:?}");
        assert!(told[0].contains("5 other requests within 90 days"));
        assert!(told[0].contains("not chosen any offer"), "{told:?}");
        for private in ["Зебра", "38050", newest.request.as_str()] {
            assert!(!queue.html.contains(private), "{private}");
        }
    }
    assert!(shown(&browser.open("/en/desk?tab=new").await).is_empty());
    assert_eq!(app.count(RAISED).await, 1);
    // The household reads in its log that it was told, and nothing of what was counted.
    let export = app.get(format!("/requests/{}/export", newest.request));
    let export = export.by(&newest.who).expect(200).await;
    assert!(export.text.contains("household_raised"));
    let log = export.at("/log").as_array().unwrap();
    let line = log.iter().find(|l| l["action"] == "household_raised");
    assert_eq!(line.unwrap()["data"], json!({}));

    // Of old numbers nothing is settled.
    let old = browser.open("/en/desk").await;
    one_more(&app, PHONE).await;
    count(&app).await;
    let changed = browser.send(&pressed(&old, "dismiss")).await;
    assert!(changed.text(".said").unwrap().contains("numbers changed"));
    assert!(shown(&changed)[0].contains("6 other requests"));
    assert_eq!(shown(&changed).len(), 1, "told of the newest alone");
    let settled = pressed(&changed, "dismiss");
    for _ in 0..2 {
        let done = browser.send(&settled).await;
        assert!(shown(&done).is_empty());
    }
    let lines = "select count(*) from audit_event where action = 'household_dismissed'";
    assert_eq!(app.count(lines).await, 1);
    // Counted again it is the same; one more, and it comes back.
    sqlx::query("update household_signal set due_at = app_now()")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    count(&app).await;
    let queue = browser.open("/en/desk").await;
    assert!(shown(&queue).is_empty(), "remembered");
    one_more(&app, PHONE).await;
    count(&app).await;
    let queue = browser.open("/en/desk").await;
    assert!(shown(&queue)[0].contains("7 other requests"));
    // What is long ago counts no more, and what stands is counted again by itself.
    app.advance(SignedDuration::from_hours(24 * 91));
    count(&app).await;
    let mut later = moderator(&app, 1).await;
    assert!(shown(&later.open("/en/desk").await).is_empty());
}

#[tokio::test]
async fn nobody_came_twice_is_told_without_a_report_and_looking_into_it_makes_one() {
    let app = TestApp::spawn().await;
    let [first, second, third] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let another = app.live(&host, &service(&host.id)).await;
    for _ in 0..2 {
        let gone = one_more(&app, PHONE).await;
        let promised = app.matched(&gone, &host, &offer).await;
        let ended = app.take_step(&host.member, &promised, "no_show").await;
        ended.expect(200);
    }
    let household = one_more(&app, PHONE).await;
    let asked = app.propose(&household, &offer).await;
    count(&app).await;
    assert_eq!(app.count("select count(*) from report").await, 0);
    // Whoever belongs to the only provider that it is about looks into nothing.
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&host.id)
        .bind(third.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let mut own = moderator(&app, 2).await;
    let queue = own.open("/en/desk").await;
    assert!(shown(&queue)[0].contains("2 times providers said"));
    let refused = own.send(&pressed(&queue, "look")).await;
    assert_eq!(refused.address, "/en/desk");
    assert_eq!(app.count("select count(*) from report").await, 0);

    let mut browser = moderator(&app, 0).await;
    let queue = browser.open("/en/desk").await;
    let look = pressed(&queue, "look");
    let mut report = browser.send(&look).await;
    assert!(report.address.starts_with("/en/desk/reports/"));
    report = browser.send(&look).await;
    assert_eq!(app.count("select count(*) from report").await, 1);
    assert!(report.html.contains("because numbers stood out"));
    assert!(report.html.contains("2 times providers said"));
    assert!(
        !report.html.contains("value=\"block\""),
        "nobody is blocked"
    );
    assert!(shown(&browser.open("/en/desk").await).is_empty());
    let id = report.address.rsplit('/').next().unwrap().to_owned();
    let read = app.get(format!("/reports/{id}")).by(first);
    let read = read.expect(200).await;
    assert_eq!(read.text_at("/report/reporter"), "moderator");
    assert_eq!(read.text_at("/report/state"), "taken");
    assert_eq!(read.text_at("/report/match_id"), asked);
    assert_eq!(read.at("/report/freezes"), &json!(false));
    // The stop is that of a report: whoever took it, with a fresh factor, of this very household.
    let stop = |by| app.post(format!("/reports/{id}/household-stop")).by(by);
    second.fresh_token(&app).await;
    stop(second).send().await.problem(409, "lease-lost");
    first.fresh_token(&app).await;
    stop(first).expect(201).await;
    let refused = app.try_propose(&household, 1, &another).await;
    refused.problem(409, "request-stopped");
    let close = app.post(format!("/reports/{id}/close")).by(first);
    close
        .json(&json!({ "outcome": "blocked" }))
        .send()
        .await
        .fields(422, &["/outcome unknown-value"]);
    let close = app.post(format!("/reports/{id}/close")).by(first);
    close
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    app.try_propose(&household, 1, &another).await.expect(201);
    // The moderator's own report is no complaint that counts, and the same numbers do not come back.
    sqlx::query("update household_signal set due_at = app_now()")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    count(&app).await;
    assert!(shown(&browser.open("/en/desk").await).is_empty());
    // The household is told when, and neither who nor which report.
    let export = app.get(format!("/requests/{}/export", household.request));
    let export = export.by(&household.who).expect(200).await;
    assert!(export.text.contains("household_looked_into"));
    for secret in [id.as_str(), "danger_reported", &first.account.to_string()] {
        assert!(!export.text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn whom_a_household_met_is_neither_reported_nor_held_while_it_is_looked_into() {
    let app = TestApp::spawn().await;
    let first = app.as_moderator();
    let host = app.provider(0, "volunteer", 3).await;
    let offer = app.live(&host, &service(&host.id)).await;
    for _ in 0..2 {
        let gone = one_more(&app, PHONE).await;
        let promised = app.matched(&gone, &host, &offer).await;
        let ended = app.take_step(&host.member, &promised, "no_show").await;
        ended.expect(200);
    }
    let household = one_more(&app, PHONE).await;
    let asked = app.propose(&household, &offer).await;
    let waiting = app.submitted(&host, &service(&host.id)).await;
    count(&app).await;
    let mut browser = moderator(&app, 0).await;
    let queue = browser.open("/en/desk").await;
    let report = browser.send(&pressed(&queue, "look")).await;
    assert!(report.address.starts_with("/en/desk/reports/"));
    let id = report.address.rsplit('/').next().unwrap().to_owned();
    let open = "select count(*) from report where reporter = 'moderator' and state = 'taken'";
    assert_eq!(app.count(open).await, 1);

    // Nobody who checks its offers is told that it is reported.
    let counts = app.get("/review/counts").by(first).expect(200).await;
    assert_eq!(counts.number("/reported"), 0);
    let listed = app.get("/review/items?view=reported").by(first);
    assert!(listed.expect(200).await.items().is_empty());
    let rows = browser.open("/en/desk").await.texts("tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(!rows[0].contains("reported"), "{rows:?}");
    // It says what it likes about itself, and the database lets it.
    let path = format!("/providers/{}", host.id);
    let own = app.get(&path).by(&host.member).expect(200).await;
    let other = with(profile(0, "volunteer"), "/phone", "+373 69 555 200");
    app.put(format!("{path}/profile"))
        .by(&host.member)
        .if_match(own.version())
        .json(&other)
        .expect(200)
        .await;
    // Nor does it keep an account that nobody signs in to, or one that its holder gives up.
    app.end(&host.member, &asked, "decline").await.expect(200);
    for offer in [&offer, &waiting] {
        app.step(&host, offer, "withdraw").await.expect(200);
    }
    let may_go: bool =
        sqlx::query_scalar("select exists (select from forgettable_account where id = $1)")
            .bind(host.member.account.0)
            .fetch_one(&mut app.app_rw().await)
            .await
            .unwrap();
    assert!(may_go);
    app.post("/accounts/me/erasure")
        .by(&host.member)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    // What is looked into goes on.
    let read = app.get(format!("/reports/{id}")).by(first);
    assert_eq!(read.expect(200).await.text_at("/report/state"), "taken");
}

#[tokio::test]
async fn what_happens_between_counting_and_settling_is_counted_all_the_same() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let hosts = [
        app.provider(0, "ngo", 1).await,
        app.provider(1, "ngo", 1).await,
    ];
    for _ in 0..5 {
        one_more(&app, PHONE).await;
    }
    let household = one_more(&app, PHONE).await;
    count(&app).await;
    for (number, host) in hosts.iter().enumerate() {
        let offer = app.live(host, &service(&host.id)).await;
        let asked = app.try_propose(&household, number, &offer).await;
        let asked = asked.expect(201).id();
        app.taken_report(host, ("match_id", &asked), one).await;
    }
    // Nobody counted yet what the two said: the numbers are those that the moderator saw.
    let mut browser = moderator(&app, 0).await;
    let queue = browser.open("/en/desk").await;
    let told = shown(&queue);
    assert!(told[0].contains("5 other requests") && !told[0].contains("reported them"));
    let settled = browser.send(&pressed(&queue, "dismiss")).await;
    assert!(shown(&settled).is_empty());
    count(&app).await;
    let told = shown(&browser.open("/en/desk").await);
    assert_eq!(told.len(), 1, "two providers are news");
    assert!(told[0].contains("2 providers reported them"), "{told:?}");
}

#[tokio::test]
async fn two_providers_who_report_are_told_beside_their_reports_until_one_came_to_nothing() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let hosts = [
        app.provider(0, "ngo", 1).await,
        app.provider(1, "ngo", 1).await,
    ];
    let household = one_more(&app, PHONE).await;
    let mut browser = moderator(&app, 0).await;
    let mut reports = Vec::new();
    for (number, host) in hosts.iter().enumerate() {
        let offer = app.live(host, &service(&host.id)).await;
        let asked = app.try_propose(&household, number, &offer).await;
        let asked = asked.expect(201).id();
        reports.push(app.taken_report(host, ("match_id", &asked), one).await);
        count(&app).await;
        assert_eq!(shown(&browser.open("/en/desk").await).len(), number);
    }
    let told = shown(&browser.open("/en/desk").await);
    assert!(told[0].contains("2 providers reported them"), "{told:?}");
    app.post(format!("/reports/{}/close", reports[0]))
        .by(one)
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    count(&app).await;
    assert!(shown(&browser.open("/en/desk").await).is_empty());
}

#[tokio::test]
async fn a_child_who_is_alone_is_never_counted_or_told_of_and_who_is_erased_no_more() {
    let app = TestApp::spawn().await;
    let mut browser = moderator(&app, 0).await;
    let contact = json!({ "channel": "phone", "name": "Зебра", "phone": PHONE });
    let child = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [16] }),
    );
    let child = with(child, "/contact", contact);
    for _ in 0..6 {
        app.file_request(&child).await;
    }
    let adult = one_more(&app, PHONE).await;
    count(&app).await;
    assert!(shown(&browser.open("/en/desk").await).is_empty());
    assert_eq!(
        app.count("select count(*) from household_signal").await,
        1,
        "the grown-up alone is counted"
    );
    assert_eq!(
        app.count("select max(requests)::bigint from household_signal")
            .await,
        0,
        "and those of children are no others"
    );
    let refused = async |statement: &'static str, account: uuid::Uuid| {
        let done = sqlx::query(statement).bind(account);
        let error = done.execute(&mut app.app_rw().await).await;
        let error = error.expect_err(statement);
        let error = error.as_database_error().unwrap();
        error.constraint().unwrap_or("none").to_owned()
    };
    let child = "insert into household_signal (id, request_id, raised_at, settled_by, settled_at)
         select gen_random_uuid(), q.id, app_now(), $1, app_now() from request q where q.unaccompanied_minor limit 1";
    let one = app.as_moderator().account.0;
    assert_eq!(refused(child, one).await, "household_signal_request_check");
    let settling = "update household_signal set settled_by = $1, settled_at = app_now()";
    let stranger = app.cast.people[0].account.0;
    assert_eq!(
        refused(settling, stranger).await,
        "household_signal_moderator_check"
    );
    // With the household goes what was counted of it.
    app.delete(format!("/requests/{}", adult.request))
        .by(&adult.who)
        .expect(204)
        .await;
    assert_eq!(app.count("select count(*) from household_signal").await, 0);
}
