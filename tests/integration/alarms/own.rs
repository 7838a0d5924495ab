//! Whoever belongs to a provider, or did, hears of no report about it, whatever role they have.

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{MailSink, Provider, TestApp, Who};
use serde_json::json;

use super::{alarms, minutes, offer, report, staff};
use crate::pages::desk::moderator;

async fn join(app: &TestApp, who: &Who, provider: &Provider) {
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(who.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
}

/// Who was told at once that somebody reported.
fn told_at_once(sink: &MailSink) -> Vec<String> {
    let subjects = Locale::ALL.map(|l| texts::text(l, "mail-danger-reported-subject"));
    let mails = sink.messages();
    let told = mails.iter().filter(|m| subjects.contains(&m.subject));
    let mut told: Vec<String> = told.map(|m| m.to.clone()).collect();
    told.sort();
    told
}

#[tokio::test]
async fn whoever_belongs_to_a_provider_or_did_is_not_told_that_somebody_reported_it() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    // The third one administers, too.
    staff(&app).await;
    let [stranger, member, left] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (provider, reported) = offer(&app, 0).await;
    for who in [member, left] {
        join(&app, who, &provider).await;
    }
    sqlx::query("delete from provider_member where account_id = $1")
        .bind(left.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let id = report(&app, &reported, "danger_now").await;
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told_at_once(&sink), ["moderator0@example.org"]);
    app.advance(minutes(61));
    assert_eq!(
        alarms(&app, &sink).await,
        [
            "moderator0@example.org report-overdue",
            "person4@example.org safety-overdue"
        ]
    );
    let counts = async |who: &Who| {
        let counts = app.get("/review/counts").by(who).expect(200).await;
        (counts.number("/reports"), counts.number("/reports_late"))
    };
    let late = async |who: &Who| {
        let late = app.get("/review/overdue").by(who).expect(200).await;
        late.at("/reports").as_array().unwrap().len()
    };
    assert_eq!((counts(stranger).await, late(stranger).await), ((1, 1), 1));
    for who in [member, left] {
        assert_eq!((counts(who).await, late(who).await), ((0, 0), 0));
        let listed = app.get("/reports").by(who).expect(200).await;
        assert!(listed.items().is_empty());
        let path = format!("/reports/{id}");
        for call in [
            app.get(&path),
            app.post(format!("{path}/take")),
            app.post(format!("{path}/close"))
                .json(&json!({ "outcome": "nothing_found" })),
        ] {
            call.by(who).send().await.problem(404, "not-found");
        }
    }
    for number in [1, 2] {
        let mut own = moderator(&app, number).await;
        for page in ["/en/desk", "/en/desk/reports"] {
            let page = own.open(page).await;
            assert!(!page.html.contains(&id), "{}", page.html);
        }
        assert!(own.open("/en/desk").await.text("#overdue").is_none());
        let page = own.open(&format!("/en/desk/reports/{id}")).await;
        assert_eq!(page.status, 404);
    }

    // Closed, it is as little theirs.
    for (step, body) in [("take", None), ("close", Some("nothing_found"))] {
        let call = app.post(format!("/reports/{id}/{step}")).by(stranger);
        let call = match body {
            Some(outcome) => call.json(&json!({ "outcome": outcome })),
            None => call,
        };
        call.expect(200).await;
    }
    let closed = async |who: &Who| {
        let listed = app.get("/reports?closed=true").by(who).expect(200).await;
        listed.items().len()
    };
    assert_eq!(closed(stranger).await, 1);
    assert_eq!((closed(member).await, closed(left).await), (0, 0));
}

#[tokio::test]
async fn where_nobody_may_look_administrators_are_told_at_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    staff(&app).await;
    let (provider, reported) = offer(&app, 0).await;
    for who in &app.cast.moderators {
        join(&app, who, &provider).await;
    }
    let danger = json!({ "offer_id": reported, "kind": "danger_now" });
    app.post("/reports").json(&danger).expect(201).await;
    let said = alarms(&app, &sink).await;
    assert_eq!(said, ["person4@example.org safety-overdue"]);
    assert!(told_at_once(&sink).is_empty());
    // Where every administrator belongs to it as well, they are better than nobody.
    join(&app, &app.cast.people[4], &provider).await;
    app.post("/reports").json(&danger).expect(201).await;
    assert_eq!(
        alarms(&app, &sink).await,
        [
            "moderator2@example.org safety-overdue",
            "person4@example.org safety-overdue"
        ]
    );
    // The first one is said once, and both are late by the clock too.
    app.advance(minutes(61));
    assert!(alarms(&app, &sink).await.is_empty());
    assert_eq!(app.count("select count(*) from report_alarm").await, 2);
}
