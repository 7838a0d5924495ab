//! Second alarms: what nobody looked at in time is said once more, once, to everybody who checks and to who runs the site, and stands on
//! top of the desk. By the test's clock, which begins at 10:00 in Chișinău.

#![cfg(test)]

mod given_back;
mod older;
mod own;

use jiff::SignedDuration;
use punte_api::{app::notices::Notice, texts};
use punte_core::locale::Locale;
use punte_tests::{Browser, MailSink, Message, Provider, TestApp, Who, service};
use serde_json::json;

use crate::pages::desk::moderator;

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// The alarm that a mail is, if it is one.
fn alarm(message: &Message) -> Option<Notice> {
    let alarms = [
        Notice::ReportOverdue,
        Notice::BlockOverdue,
        Notice::ChildCaseOverdue,
        Notice::SafetyOverdue,
    ];
    alarms.into_iter().find(|notice| {
        let key = format!("mail-{}-subject", notice.key());
        let mut locales = Locale::ALL.into_iter();
        locales.any(|l| texts::text(l, &key) == message.subject)
    })
}

/// The alarms that are sent now, as `address notice`, however often the worker looks.
async fn alarms(app: &TestApp, sink: &MailSink) -> Vec<String> {
    let before = sink.messages().len();
    let cases = app.use_cases().await;
    for _ in 0..3 {
        cases.raise_alarms().await.unwrap();
    }
    cases.pool.close().await;
    app.run_jobs(&sink.mailer()).await;
    let sent = sink.messages().split_off(before);
    let mut said: Vec<String> = sent
        .iter()
        .filter_map(|m| alarm(m).map(|notice| format!("{} {}", m.to, notice.key())))
        .collect();
    said.sort();
    said
}

/// Somebody who runs the site and does not check; and one who does both.
async fn staff(app: &TestApp) {
    app.make_staff(&app.cast.people[4], "administrator").await;
    sqlx::query("update account set roles = '{moderator,administrator}' where id = $1")
        .bind(app.cast.moderators[2].account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
}

/// Everybody, once.
fn everybody(notice: &str) -> Vec<String> {
    let mut all: Vec<String> = (0..3)
        .map(|n| format!("moderator{n}@example.org {notice}"))
        .collect();
    all.push("person4@example.org safety-overdue".to_owned());
    all
}

async fn offer(app: &TestApp, person: usize) -> (Provider, String) {
    let provider = app.provider(person, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    (provider, offer)
}

/// Reports an offer as a visitor; the report.
async fn report(app: &TestApp, offer: &str, kind: &str) -> String {
    let body = json!({ "offer_id": offer, "kind": kind });
    app.post("/reports").json(&body).expect(201).await;
    let listed = app.get("/reports").by(app.as_moderator()).expect(200).await;
    let mut lines = listed.items().iter();
    let line = lines.find(|line| line["offer_id"] == offer && line["kind"] == kind);
    line.unwrap()["id"].as_str().unwrap().to_owned()
}

async fn block(app: &TestApp, by: &Who, provider: &Provider) {
    let path = format!("/providers/{}/block", provider.id);
    let body = json!({ "reason": "danger" });
    app.post(path).by(by).json(&body).expect(201).await;
}

async fn verdict(app: &TestApp, by: &Who, provider: &Provider, verdict: &str) {
    let path = format!("/providers/{}/block/verdicts", provider.id);
    let body = json!({ "verdict": verdict });
    app.post(path).by(by).json(&body).expect(201).await;
}

#[tokio::test]
async fn danger_that_nobody_took_within_the_hour_is_said_once_to_everybody() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    staff(&app).await;
    let (_, reported) = offer(&app, 0).await;
    let id = report(&app, &reported, "danger_now").await;
    // Anything else has a day, and no alarm.
    report(&app, &reported, "exploitation").await;
    app.advance(minutes(59));
    assert!(alarms(&app, &sink).await.is_empty(), "after 59 minutes");
    app.advance(minutes(2));
    assert_eq!(alarms(&app, &sink).await, everybody("report-overdue"));
    for message in sink.messages() {
        let Some(notice) = alarm(&message) else {
            continue;
        };
        let page = match notice {
            Notice::SafetyOverdue => "/admin/health".to_owned(),
            _ => format!("/desk/reports/{id}"),
        };
        assert!(message.body.contains(&page), "{}", message.body);
    }
    app.advance(hours(2));
    assert!(alarms(&app, &sink).await.is_empty(), "said once");
    app.advance(hours(24));
    assert!(alarms(&app, &sink).await.is_empty(), "and never again");
    let lines = "select count(*) from audit_event where action = 'report_overdue'";
    assert_eq!(app.count(lines).await, 1);
}

#[tokio::test]
async fn danger_that_was_looked_after_in_time_raises_no_alarm_and_at_night_one_does_not_wait() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    staff(&app).await;
    let (_, taken) = offer(&app, 0).await;
    let (_, alone) = offer(&app, 1).await;
    // Midnight: everybody has the usual quiet hours.
    app.advance(hours(14));
    let id = report(&app, &taken, "danger_now").await;
    app.advance(minutes(50));
    report(&app, &alone, "danger_now").await;
    let take = app.post(format!("/reports/{id}/take"));
    take.by(app.as_moderator()).expect(200).await;
    app.advance(minutes(30));
    assert!(alarms(&app, &sink).await.is_empty());
    let close = app.post(format!("/reports/{id}/close"));
    let nothing = json!({ "outcome": "nothing_found" });
    let close = close.by(app.as_moderator()).json(&nothing);
    close.expect(200).await;
    app.advance(minutes(31));
    assert_eq!(alarms(&app, &sink).await, everybody("report-overdue"));
    assert_eq!(app.count("select count(*) from report_alarm").await, 1);
}

#[tokio::test]
async fn a_block_without_a_second_look_within_a_day_is_said_once_to_everybody() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    staff(&app).await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (alone, _) = offer(&app, 0).await;
    let (looked_at, _) = offer(&app, 1).await;
    block(&app, first, &alone).await;
    block(&app, first, &looked_at).await;
    app.advance(hours(23));
    verdict(&app, second, &looked_at, "upheld").await;
    app.advance(minutes(59));
    assert!(alarms(&app, &sink).await.is_empty(), "a minute before");
    app.advance(minutes(2));
    assert_eq!(alarms(&app, &sink).await, everybody("block-overdue"));
    let page = format!("/desk/providers/{}", alone.id);
    let told = sink.messages();
    let to_moderators = |m: &&Message| alarm(m) == Some(Notice::BlockOverdue);
    assert!(
        told.iter()
            .filter(to_moderators)
            .all(|m| m.body.contains(&page))
    );
    app.advance(hours(48));
    assert!(alarms(&app, &sink).await.is_empty(), "said once");
    // Another block of the same provider is another one.
    verdict(&app, second, &alone, "lifted").await;
    block(&app, second, &alone).await;
    app.advance(hours(24));
    assert_eq!(alarms(&app, &sink).await, everybody("block-overdue"));
    assert_eq!(app.count("select count(*) from block_alarm").await, 2);
}

#[tokio::test]
async fn two_workers_that_look_at_once_raise_one_alarm() {
    let app = TestApp::spawn().await;
    let (_, reported) = offer(&app, 0).await;
    report(&app, &reported, "danger_now").await;
    app.advance(hours(2));
    let (one, other) = (app.use_cases().await, app.use_cases().await);
    let (a, b) = tokio::join!(one.raise_alarms(), other.raise_alarms());
    assert_eq!(a.unwrap() + b.unwrap(), 1);
    assert_eq!(one.raise_alarms().await.unwrap(), 0);
    one.pool.close().await;
    other.pool.close().await;
    let mails = "select count(*) from job where payload ->> 'notice' = 'report-overdue'";
    assert_eq!(app.count(mails).await, 3);
}

#[tokio::test]
async fn what_is_overdue_stands_on_top_of_the_desk_until_somebody_looked() {
    let app = TestApp::spawn().await;
    staff(&app).await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (blocked, _) = offer(&app, 0).await;
    let (_, reported) = offer(&app, 1).await;
    block(&app, first, &blocked).await;
    app.advance(hours(23));
    let id = report(&app, &reported, "danger_now").await;
    let overdue = async || {
        let page = moderator(&app, 1).await.open("/en/desk").await;
        (page.attributes("[aria-labelledby=overdue] a", "href"), page)
    };
    let healthy = async || {
        let mut browser = Browser::new(&app);
        browser.sign_in(app.cast.people[4].email()).await;
        let page = browser.open("/en/admin/health").await;
        assert_eq!(page.status, 200);
        let advice = texts::text(Locale::En, "health-advice-overdue-safety");
        !page.html.contains(&advice)
    };
    app.advance(minutes(59));
    let (links, page) = overdue().await;
    assert!(links.is_empty() && page.text("#overdue").is_none());
    assert!(healthy().await);
    app.advance(minutes(2));
    let (links, page) = overdue().await;
    let report = format!("/en/desk/reports/{id}");
    let provider = format!("/en/desk/providers/{}", blocked.id);
    assert_eq!(links, [report, provider]);
    let late = page.texts("[aria-labelledby=overdue] .err");
    assert_eq!(late, ["1 minute late", "1 minute late"]);
    let at = |what: &str| page.html.find(what).unwrap();
    assert!(
        at("id=\"overdue\"") < at("class=\"tabs\""),
        "above everything"
    );
    assert!(!healthy().await, "and who runs the site sees it");
    let take = app.post(format!("/reports/{id}/take"));
    take.by(second).expect(200).await;
    verdict(&app, second, &blocked, "upheld").await;
    assert!(overdue().await.0.is_empty());
    assert!(healthy().await);
}
