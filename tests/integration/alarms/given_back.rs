//! What somebody took is said again where they left it, and given back where they may look no more.

use punte_tests::{Browser, MailSink, TestApp, Who, request, service, service_need, with};
use serde_json::json;

use super::{alarm, alarms, everybody, minutes, offer, report, staff};
use crate::pages::desk::moderator;

async fn take(app: &TestApp, who: &Who, id: &str) {
    let call = app.post(format!("/reports/{id}/take")).by(who);
    call.expect(200).await;
}

/// The state of a report, and its version.
async fn stands(app: &TestApp, id: &str) -> (String, i64) {
    let call = app.get(format!("/reports/{id}")).by(app.as_moderator());
    let read = call.expect(200).await;
    (
        read.text_at("/report/state"),
        read.number("/report/version"),
    )
}

/// Somebody who runs the site changes an account.
async fn change(app: &TestApp, who: &Who, part: &str, body: serde_json::Value) {
    let administrator = &app.cast.people[4];
    administrator.fresh_token(app).await;
    app.put(format!("/account-records/{}/{part}", who.account))
        .by(administrator)
        .json(&body)
        .expect(200)
        .await;
}

#[tokio::test]
async fn danger_that_was_taken_and_not_closed_within_an_hour_is_said_once_more() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    staff(&app).await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (_, reported) = offer(&app, 0).await;
    let id = report(&app, &reported, "danger_now").await;
    // Anything else that is taken is nobody's alarm.
    let other = report(&app, &reported, "exploitation").await;
    take(&app, first, &other).await;
    app.advance(minutes(50));
    take(&app, first, &id).await;
    app.advance(minutes(59));
    assert!(alarms(&app, &sink).await.is_empty(), "59 minutes of theirs");
    let overdue = async || {
        let page = moderator(&app, 1).await.open("/en/desk").await;
        let links = page.attributes("[aria-labelledby=overdue] a", "href");
        let late = app.get("/review/overdue").by(second).expect(200).await;
        assert_eq!(late.at("/reports").as_array().unwrap().len(), links.len());
        links
    };
    assert!(overdue().await.is_empty());
    app.advance(minutes(1));
    assert_eq!(alarms(&app, &sink).await, everybody("report-overdue"));
    assert_eq!(overdue().await, [format!("/en/desk/reports/{id}")]);
    let mut health = Browser::new(&app);
    health.sign_in(app.cast.people[4].email()).await;
    let page = health.open("/en/admin/health").await;
    assert!(page.html.contains("give the role to somebody else"));
    app.advance(minutes(180));
    assert!(alarms(&app, &sink).await.is_empty(), "said once");
    // Whoever takes it over has an hour of their own.
    take(&app, second, &id).await;
    assert!(overdue().await.is_empty());
    app.advance(minutes(59));
    assert!(alarms(&app, &sink).await.is_empty());
    app.advance(minutes(1));
    assert_eq!(alarms(&app, &sink).await, everybody("report-overdue"));
    app.post(format!("/reports/{id}/close"))
        .by(second)
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    assert!(overdue().await.is_empty());
}

/// What was given back for whoever had it, in the order of the log: what happened, to what.
async fn given_back(app: &TestApp) -> Vec<(String, String)> {
    sqlx::query_as(
        "select action, subject_id::text from audit_event where actor_kind = 'system' and data = '{\"given_back\": true}' order by id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
}

fn line((action, subject): (&str, &String)) -> (String, String) {
    (action.to_owned(), subject.clone())
}

#[tokio::test]
async fn whoever_is_disabled_or_moderates_no_more_gives_back_what_they_took() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    staff(&app).await;
    let [first, second, third] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (provider, reported) = offer(&app, 0).await;
    let id = report(&app, &reported, "danger_now").await;
    app.advance(minutes(61));
    assert_eq!(alarms(&app, &sink).await, everybody("report-overdue"));
    take(&app, second, &id).await;
    let waits = with(
        service(&provider.id),
        "/content/title",
        "Something else that waits",
    );
    let waits = app.submitted(&provider, &waits).await;
    let item = app.queue_item(second, &waits).await.unwrap();
    let item = item["id"].as_str().unwrap().to_owned();
    app.claim(second, &item).await.expect(200);
    assert_eq!(stands(&app, &id).await, ("taken".to_owned(), 2));
    change(&app, second, "disabled", json!({ "disabled": true })).await;
    assert_eq!(stands(&app, &id).await, ("open".to_owned(), 3));
    assert_eq!(
        given_back(&app).await,
        [("report_released", &id), ("review_released", &item)].map(line)
    );
    app.claim(first, &item).await.expect(200);
    // Its hour is over, and it is said to those who are left.
    let left = [
        "moderator0@example.org report-overdue",
        "moderator2@example.org report-overdue",
        "person4@example.org safety-overdue",
    ];
    assert_eq!(alarms(&app, &sink).await, left);
    // Who comes back does not have it again.
    change(&app, second, "disabled", json!({ "disabled": false })).await;
    assert_eq!(stands(&app, &id).await, ("open".to_owned(), 3));

    take(&app, third, &id).await;
    let keeps = json!({ "roles": ["moderator", "auditor"] });
    change(&app, third, "roles", keeps).await;
    assert_eq!(stands(&app, &id).await, ("taken".to_owned(), 4));
    change(&app, third, "roles", json!({ "roles": ["auditor"] })).await;
    assert_eq!(stands(&app, &id).await, ("open".to_owned(), 5));
    let lines = given_back(&app).await;
    assert_eq!(lines.len(), 3, "one for each: {lines:?}");
    assert_eq!(lines[2], line(("report_released", &id)));

    // Nobody else is given one, by SQL either.
    let given = sqlx::query(
        "update report set state = 'taken', taken_by = $2, version = version + 1 where id = $1::uuid",
    )
    .bind(&id)
    .bind(third.account.0)
    .execute(&mut app.app_rw().await)
    .await
    .unwrap_err();
    let rule = given.as_database_error().unwrap().constraint();
    assert_eq!(rule, Some("report_taken_by_check"));
}

#[tokio::test]
async fn a_childs_case_past_its_time_is_said_to_child_protection_and_to_who_runs_the_site() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    app.make_staff(&app.cast.people[4], "administrator").await;
    let mut protectors = Vec::new();
    for email in ["ann@example.org", "zoe@example.org"] {
        let who = app.sign_up(email).await;
        app.make_staff(&who, "child_protection").await;
        protectors.push(who);
    }
    let (ann, zoe) = (&protectors[0], &protectors[1]);
    let child = with(
        request(&[with(service_need(1), "/urgency", "today")]),
        "/household",
        json!({ "children": [16], "languages": ["uk"] }),
    );
    app.file_request(&child).await;
    app.advance(minutes(59));
    assert!(alarms(&app, &sink).await.is_empty());
    app.advance(minutes(1));
    let said = [
        "ann@example.org child-case-overdue",
        "person4@example.org safety-overdue",
        "zoe@example.org child-case-overdue",
    ];
    assert_eq!(alarms(&app, &sink).await, said);
    let listed = app.get("/child-cases").by(zoe).expect(200).await;
    let id = listed.text_at("/items/0/id");
    for message in sink.messages().iter().filter(|m| alarm(m).is_some()) {
        let of_child = message.body.contains(&format!("/child-cases/{id}"));
        assert_eq!(
            of_child,
            !message.to.starts_with("person4"),
            "{}",
            message.body
        );
    }
    app.advance(minutes(240));
    assert!(alarms(&app, &sink).await.is_empty(), "said once");
    let overdue = "select count_overdue_child_cases($1::timestamptz)";
    let overdue = async || -> i64 {
        sqlx::query_scalar(overdue)
            .bind(app.now().to_string())
            .fetch_one(&mut app.app_rw().await)
            .await
            .unwrap()
    };
    assert_eq!(overdue().await, 1);

    // Whoever took it and looks after children no more keeps it from nobody.
    let take = app.post(format!("/child-cases/{id}/take")).by(ann);
    take.expect(200).await;
    assert_eq!(overdue().await, 0);
    app.advance(minutes(600));
    assert!(alarms(&app, &sink).await.is_empty(), "it is ann's");
    change(&app, ann, "roles", json!({ "roles": ["auditor"] })).await;
    let read = app.get(format!("/child-cases/{id}")).by(zoe);
    assert_eq!(read.expect(200).await.text_at("/case/state"), "open");
    assert_eq!(alarms(&app, &sink).await, said[1..]);
    let lines = given_back(&app).await;
    assert_eq!(lines, [line(("child_case_released", &id))]);
}
