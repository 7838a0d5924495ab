//! The mail of a day: what somebody could do without, in the morning, as one. By the test's clock, which begins at 10:00 in Chișinău.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::{mail::Mailer, texts};
use punte_core::locale::Locale;
use punte_tests::{
    Browser, MailSink, Message, Provider, TestApp, request, service, service_need, with,
};
use serde_json::json;

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// A provider who gets mails once a day.
async fn daily(app: &TestApp) -> Provider {
    let provider = app.provider(2, "ngo", 1).await;
    let body = json!({ "locale": "en", "muted": [], "daily": true });
    let call = app.put("/accounts/me/mails").by(&provider.member);
    let own = call.json(&body).expect(200).await;
    assert_eq!(own.at("/daily_mails"), &json!(true));
    provider
}

async fn sent(app: &TestApp, sink: &MailSink) -> Vec<Message> {
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    sink.messages().split_off(before)
}

fn subject(key: &str) -> String {
    texts::text(Locale::En, &format!("mail-{key}-subject"))
}

/// A line of the mail, as it must stand there.
fn line(key: &str, count: usize, path: &str) -> String {
    let url = format!("https://punte.example.org/en{path}");
    format!("{} ({count} in all): {url}", subject(key))
}

#[tokio::test]
async fn what_one_can_do_without_comes_in_the_morning_as_one_mail_and_all_else_at_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = daily(&app).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.submitted(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let asked = app.question(&household, &offer).await;
    app.propose(&household, &offer).await;
    app.advance(SignedDuration::from_secs(61));
    let at_once: Vec<String> = sent(&app, &sink)
        .await
        .into_iter()
        .map(|mail| mail.subject)
        .collect();
    assert_eq!(at_once.len(), 2, "{at_once:?}");
    for key in ["offer-approved", "proposal-received"] {
        assert!(at_once.contains(&subject(key)), "{key}");
    }
    app.advance(hours(21) - SignedDuration::from_secs(62));
    assert!(sent(&app, &sink).await.is_empty(), "06:59:59");
    app.advance(SignedDuration::from_secs(1));
    let [mail]: [Message; 1] = sent(&app, &sink).await.try_into().unwrap();
    assert_eq!(mail.subject, subject("digest"));
    assert_eq!(mail.to, "person2@example.org");
    for line in [
        line("offer-submitted", 2, "/provider"),
        line(
            "inquiry-message",
            1,
            &format!("/provider/inquiries/{asked}"),
        ),
    ] {
        assert!(
            mail.body.lines().any(|l| l == line),
            "{line}: {}",
            mail.body
        );
    }
    assert!(mail.body.contains("/en/account#mails"), "{}", mail.body);
    let of_several = mail.raw.contains("List-Unsubscribe");
    assert!(!of_several, "which of the two kinds would it be?");
    let left = "select count(*) from job where kind = 'digest' and state <> 'done'";
    assert_eq!(app.count(left).await, 0);
    assert!(sent(&app, &sink).await.is_empty());
    // The next one is of the next day, and of one kind: that is switched off by one tap.
    app.submitted(&provider, &service(&provider.id)).await;
    assert!(sent(&app, &sink).await.is_empty());
    app.advance(hours(24));
    let mails = sent(&app, &sink).await;
    let mail = mails.iter().find(|m| m.subject == subject("digest"));
    assert!(mail.unwrap().raw.contains("List-Unsubscribe-Post"));
}

#[tokio::test]
async fn what_is_for_today_does_not_wait_for_the_mail_of_the_day() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = daily(&app).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    for urgency in ["today", "weeks"] {
        let body = request(&[with(service_need(1), "/urgency", urgency)]);
        let household = app.file_request(&body).await;
        let id = app.matched(&household, &provider, &offer).await;
        sent(&app, &sink).await;
        let call = app.post(format!("/matches/{id}/messages"));
        let phrase = json!({ "phrase": "where_is_key" });
        call.by(&household.who).json(&phrase).expect(201).await;
        let told = sent(&app, &sink).await;
        let told: Vec<&str> = told.iter().map(|mail| mail.subject.as_str()).collect();
        let message = subject("message-received");
        let expected = if urgency == "today" {
            vec![message.as_str()]
        } else {
            Vec::new()
        };
        assert_eq!(told, expected, "{urgency}");
    }
}

#[tokio::test]
async fn what_was_muted_or_read_meanwhile_is_left_out_and_nothing_makes_no_mail() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = daily(&app).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let asked = app.question(&household, &offer).await;
    app.get(format!("/inquiries/{asked}/messages"))
        .by(&provider.member)
        .expect(200)
        .await;
    let body = json!({ "locale": "en", "muted": ["receipts"], "daily": false });
    let call = app.put("/accounts/me/mails").by(&provider.member);
    call.json(&body).expect(200).await;
    app.advance(hours(21));
    let mails = sent(&app, &sink).await;
    let subjects: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, [subject("offer-approved")]);
    let done = "select count(*) from job where kind = 'digest' and state = 'done'";
    assert_eq!(app.count(done).await, 2);
}

#[tokio::test]
async fn a_mail_of_a_day_that_was_not_taken_comes_later_whole_and_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = daily(&app).await;
    for _ in 0..3 {
        app.submitted(&provider, &service(&provider.id)).await;
    }
    app.advance(hours(21));
    // Nobody listens there.
    let directory = tempfile::TempDir::new().unwrap();
    let (from, url) = ("Punte <punte@example.org>", "https://punte.example.org");
    let dead = Mailer::new(Some("smtp://127.0.0.1:9"), directory.path(), from, url).unwrap();
    assert_eq!(app.run_jobs(&dead).await, 1, "all of them together");
    let waiting = "select count(*) from job where kind = 'digest' and state = 'queued' and attempts = 1 and last_error = 'delivery'";
    assert_eq!(app.count(waiting).await, 3);
    assert!(sent(&app, &sink).await.is_empty(), "not at once again");
    app.advance(SignedDuration::from_mins(2));
    let [mail]: [Message; 1] = sent(&app, &sink).await.try_into().unwrap();
    let line = line("offer-submitted", 3, "/provider");
    assert!(mail.body.contains(&line), "{}", mail.body);
    app.advance(hours(24));
    assert!(sent(&app, &sink).await.is_empty());
}

#[tokio::test]
async fn the_page_of_ones_account_says_how_often() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[2];
    let mut browser = Browser::new(&app);
    browser.sign_in(who.email()).await;
    for (chosen, expected) in [("daily", true), ("at-once", false)] {
        let page = browser.open("/en/account").await;
        let form = page.form("/en/account/mails").with("often", chosen);
        let page = browser.send(&form).await;
        let kept = page.form("/en/account/mails");
        assert_eq!(kept.value("often"), Some(chosen));
        let own = app.get("/accounts/me").by(who).expect(200).await;
        assert_eq!(own.at("/daily_mails"), &json!(expected));
        assert_eq!(own.at("/quiet_hours"), &json!({ "from": 22, "to": 7 }));
    }
}

/// Somebody whose offer lapses in three days, once the worker has said so.
async fn lapsing(app: &TestApp, sink: &MailSink) -> (Provider, String) {
    let provider = daily(app).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(hours(27 * 24));
    sent(app, sink).await;
    let cases = app.use_cases().await;
    assert_eq!(cases.remind_of_deadlines().await.unwrap(), 1);
    cases.pool.close().await;
    assert!(sent(app, sink).await.is_empty(), "it waits for the morning");
    (provider, offer)
}

#[tokio::test]
async fn a_line_about_what_lapses_leads_to_where_no_code_is_asked_for() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, offer) = lapsing(&app, &sink).await;
    app.advance(hours(21));
    let [mail]: [Message; 1] = sent(&app, &sink).await.try_into().unwrap();
    let line = line("offer-lapses-soon", 1, "/provider");
    assert!(mail.body.lines().any(|l| l == line), "{}", mail.body);
    assert!(!mail.body.contains(&offer), "{}", mail.body);
}

#[tokio::test]
async fn what_was_confirmed_before_the_morning_is_no_line_of_its_mail() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer) = lapsing(&app, &sink).await;
    app.step(&provider, &offer, "confirm").await.expect(200);
    app.advance(hours(21));
    assert!(sent(&app, &sink).await.is_empty());
}
