//! What people are asked ahead of time: both sides whether it stays as agreed, a household what comes after a long stay. By the test's clock,
//! which begins on 1 March at 10:00 in Chișinău.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Household, MailSink, Provider, TestApp, housing_need, request, shelter_offer, with,
};
use serde_json::json;

use crate::pages::still_offered::way;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const SECOND: SignedDuration = SignedDuration::from_secs(1);
const BOTH: [&str; 2] = ["olena@example.org", "person0@example.org"];

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// A bed that is agreed for these nights, with a household that wants mails; both sides read Ukrainian.
async fn stay(app: &TestApp, from: &str, to: &str) -> (Provider, Household, String) {
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": BOTH[0] });
    let body = with(request(&[housing_need(1, from, to)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, &provider, &offer).await;
    (provider, household, id)
}

/// To whom mails of a kind went until now, after what is due was done.
async fn told(app: &TestApp, sink: &MailSink, notice: &str) -> Vec<String> {
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Uk, &format!("mail-{notice}-subject"));
    let mails = sink.messages().into_iter();
    let mut to: Vec<String> = mails
        .filter(|m| m.subject == subject)
        .map(|m| m.to)
        .collect();
    to.sort();
    to
}

#[tokio::test]
async fn whoever_confirms_is_told_of_to_the_other_side() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, household, id) = stay(&app, "2027-04-01", "2027-04-10").await;
    assert_eq!(told(&app, &sink, "other-confirmed").await, [""; 0]);
    app.take_step(&provider.member, &id, "confirm")
        .await
        .expect(200);
    assert_eq!(
        told(&app, &sink, "other-confirmed").await,
        ["olena@example.org"]
    );
    app.take_step(&household.who, &id, "confirm")
        .await
        .expect(200);
    assert_eq!(told(&app, &sink, "other-confirmed").await, BOTH);
}

#[tokio::test]
async fn whoever_has_not_confirmed_is_asked_two_days_before_the_first_and_nobody_else() {
    for (confirm, asked) in [(0, &BOTH[..]), (1, &BOTH[..1]), (2, &BOTH[..0])] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let (provider, household, id) = stay(&app, "2027-03-10", "2027-03-20").await;
        for who in [&provider.member, &household.who].into_iter().take(confirm) {
            app.take_step(who, &id, "confirm").await.expect(200);
        }
        app.advance(days(7) - HOUR - SECOND);
        assert_eq!(told(&app, &sink, "confirm-asked").await, [""; 0], "early");
        app.advance(SECOND);
        assert_eq!(
            told(&app, &sink, "confirm-asked").await,
            asked,
            "{confirm} confirmed"
        );
        app.advance(days(4));
        assert_eq!(
            told(&app, &sink, "confirm-asked").await,
            asked,
            "once, and not after it should have begun"
        );
    }
}

#[tokio::test]
async fn nobody_is_asked_to_confirm_what_was_called_off_or_begins_too_soon() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, _, id) = stay(&app, "2027-03-10", "2027-03-20").await;
    app.end(&provider.member, &id, "cancel").await.expect(200);
    app.advance(days(8));
    assert_eq!(told(&app, &sink, "confirm-asked").await, [""; 0]);
    let app = TestApp::spawn().await;
    stay(&app, "2027-03-02", "2027-03-20").await;
    app.advance(HOUR * 12);
    assert_eq!(told(&app, &sink, "confirm-asked").await, [""; 0]);
}

#[tokio::test]
async fn whoever_confirms_while_the_question_waits_for_their_morning_is_not_asked() {
    for (confirms, asked) in [(false, &BOTH[..]), (true, &BOTH[..1])] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let (provider, _, id) = stay(&app, "2027-03-10", "2027-03-20").await;
        let late = json!({ "locale": "uk", "muted": [], "quiet_hours": { "from": 2, "to": 11 } });
        app.put("/accounts/me/mails")
            .by(&provider.member)
            .json(&late)
            .expect(200)
            .await;
        app.advance(days(7) - HOUR);
        assert_eq!(told(&app, &sink, "confirm-asked").await, &BOTH[..1]);
        if confirms {
            app.take_step(&provider.member, &id, "confirm")
                .await
                .expect(200);
        }
        app.advance(HOUR * 2);
        assert_eq!(
            told(&app, &sink, "confirm-asked").await,
            asked,
            "{confirms}"
        );
    }
}

#[tokio::test]
async fn a_household_is_asked_to_look_on_a_week_before_the_last_night_of_a_long_stay() {
    // The last night of both is that of 30 March.
    for (from, asked) in [("2027-03-17", &BOTH[..1]), ("2027-03-18", &BOTH[..0])] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let (_, household, id) = stay(&app, from, "2027-03-31").await;
        app.advance(days(18));
        app.take_step(&household.who, &id, "start")
            .await
            .expect(200);
        app.advance(days(4) - HOUR - SECOND);
        assert_eq!(told(&app, &sink, "stay-ends").await, [""; 0], "early");
        app.advance(SECOND);
        assert_eq!(told(&app, &sink, "stay-ends").await, asked, "from {from}");
        app.advance(days(2));
        assert_eq!(told(&app, &sink, "stay-ends").await, asked, "once");
        let subject = texts::text(Locale::Uk, "mail-stay-ends-subject");
        let mails = sink.messages();
        if let Some(mail) = mails.iter().find(|m| m.subject == subject) {
            let again = format!("/uk/my/needs/{}/again", household.needs[0]);
            assert_eq!(way(mail), again, "where they look on");
        }
    }
}

#[tokio::test]
async fn whoever_looks_on_already_or_left_is_not_asked_to() {
    for left in [false, true] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let (provider, household, id) = stay(&app, "2027-03-02", "2027-03-31").await;
        app.advance(days(1));
        app.take_step(&household.who, &id, "start")
            .await
            .expect(200);
        if left {
            for who in [&household.who, &provider.member] {
                app.take_step(who, &id, "complete").await.expect(200);
            }
        } else {
            let dates = json!({ "dates": { "from": "2027-03-31", "to": "2027-04-20" } });
            app.post(format!("/needs/{}/continuations", household.needs[0]))
                .by(&household.who)
                .json(&dates)
                .expect(201)
                .await;
        }
        app.advance(days(22));
        assert_eq!(told(&app, &sink, "stay-ends").await, [""; 0], "{left}");
    }
}

#[tokio::test]
async fn nobody_is_asked_to_confirm_what_should_have_begun_however_late_the_worker_comes() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    stay(&app, "2027-03-10", "2027-03-20").await;
    // The morning of its first day.
    app.advance(days(9));
    assert_eq!(told(&app, &sink, "confirm-asked").await, [""; 0]);
}

#[tokio::test]
async fn a_child_who_was_left_alone_is_not_asked_to_look_for_what_comes_next() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, household, id) = stay(&app, "2027-03-02", "2027-03-31").await;
    app.advance(days(1));
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    let path = format!("/requests/{}", household.request);
    let seen = app.get(&path).by(&household.who).expect(200).await;
    let alone = json!({ "household": { "children": [16], "languages": ["uk"] } });
    app.put(format!("{path}/household"))
        .by(&household.who)
        .if_match(seen.version())
        .json(&alone)
        .expect(200)
        .await;
    app.advance(days(22));
    assert_eq!(told(&app, &sink, "stay-ends").await, [""; 0]);
}
