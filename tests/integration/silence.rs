//! Silence: whoever does not answer is reminded before time runs out, once, and then it ends; all by the test's clock.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{MailSink, TestApp, request, service, service_need, with};
use serde_json::json;

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// Mails of a kind that somebody got.
fn told(sink: &MailSink, to: &str, locale: Locale, notice: &str) -> usize {
    let subject = texts::text(locale, &format!("mail-{notice}-subject"));
    let mails = sink.messages();
    mails
        .iter()
        .filter(|m| m.to == to && m.subject == subject)
        .count()
}

#[tokio::test]
async fn a_provider_is_reminded_when_half_of_the_time_is_over_and_told_when_all_of_it_is() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let to = "person2@example.org";
    let reminders = || told(&sink, to, Locale::En, "proposal-reminder");
    for (urgency, half) in [("days", 24), ("today", 2)] {
        let before = reminders();
        let household = app
            .file(&[with(service_need(1), "/urgency", urgency)])
            .await;
        let answered = app.file(&[service_need(1)]).await;
        let id = app.propose(&household, &offer).await;
        app.matched(&answered, &provider, &offer).await;
        app.advance(hours(half) - SignedDuration::from_secs(1));
        app.run_jobs(&sink.mailer()).await;
        assert_eq!(reminders(), before, "{urgency}: too early");
        app.advance(SignedDuration::from_secs(1));
        app.run_jobs(&sink.mailer()).await;
        assert_eq!(
            reminders(),
            before + 1,
            "{urgency}: once, and none for what was answered"
        );
        app.advance(hours(half) + SignedDuration::from_secs(1));
        let use_cases = app.use_cases().await;
        assert_eq!(use_cases.expire_overdue().await.unwrap(), 1);
        use_cases.pool.close().await;
        app.run_jobs(&sink.mailer()).await;
        assert_eq!(reminders(), before + 1);
        let seen = app.get(format!("/matches/{id}")).by(&household.who);
        assert_eq!(seen.expect(200).await.text_at("/state"), "expired");
        assert_eq!(app.need(&household, 0).await["state"], "open");
    }
    assert_eq!(told(&sink, to, Locale::En, "proposal-missed"), 2);
}

#[tokio::test]
async fn a_household_that_is_away_is_asked_once_whether_help_is_needed_and_opening_is_the_answer() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    // Of a need that nobody helps with, `still_needed` asks.
    app.matched(&household, &provider, &offer).await;
    let asked = || told(&sink, "olena@example.org", Locale::Uk, "still-needed");
    let round = async || {
        let use_cases = app.use_cases().await;
        let done = use_cases.ask_still_needed().await.unwrap();
        use_cases.pool.close().await;
        app.run_jobs(&sink.mailer()).await;
        done
    };
    app.advance(hours(23 * 24));
    assert_eq!((round().await, asked()), (0, 0));
    app.advance(SignedDuration::from_secs(1));
    assert_eq!((round().await, asked()), (1, 1), "a week before it closes");
    assert_eq!((round().await, asked()), (0, 1), "once");
    household.who.fresh_token(&app).await;
    app.advance(hours(8 * 24));
    let use_cases = app.use_cases().await;
    assert_eq!(
        use_cases.apply_retention().await.unwrap(),
        0,
        "it was opened"
    );
    use_cases.pool.close().await;
    app.advance(hours(16 * 24));
    assert_eq!(
        (round().await, asked()),
        (1, 2),
        "and asked anew after that"
    );
}
