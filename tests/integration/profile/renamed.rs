//! Whom a provider agreed with is told of another name.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Household, MailSink, TestApp, profile, request, service, service_need, with};
use serde_json::json;

use super::correct;

/// A household that is reached by e-mail, with a need of an urgency.
async fn asking(app: &TestApp, email: &str, urgency: &str) -> Household {
    let contact = json!({ "channel": "email", "email": email });
    let needs = [with(service_need(1), "/urgency", urgency)];
    app.file_request(&with(request(&needs), "/contact", contact))
        .await
}

/// To whom mails of a kind went since there were so many; the addresses, sorted.
fn told(sink: &MailSink, before: usize, subject: &str) -> Vec<String> {
    let mails = sink.messages().split_off(before).into_iter();
    let mut told: Vec<_> = mails
        .filter(|mail| mail.subject == subject)
        .map(|mail| mail.to)
        .collect();
    told.sort();
    told
}

#[tokio::test]
async fn whom_a_provider_agreed_with_is_told_of_another_name_and_at_night_only_if_they_come_today()
{
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let other = app.provider(1, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let rival = app.live(&other, &service(&other.id)).await;
    let today = asking(&app, "today@example.org", "today").await;
    let later = asking(&app, "later@example.org", "weeks").await;
    let off = asking(&app, "off@example.org", "weeks").await;
    let elsewhere = asking(&app, "elsewhere@example.org", "today").await;
    let waiting = asking(&app, "waiting@example.org", "today").await;
    app.matched(&today, &provider, &offer).await;
    app.matched(&later, &provider, &offer).await;
    let called_off = app.matched(&off, &provider, &offer).await;
    app.matched(&elsewhere, &other, &rival).await;
    app.propose(&waiting, &offer).await;
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&sink.mailer()).await;

    // A contact is no name. The clock began at ten in the morning; now it is half past ten at night.
    let subject = texts::text(Locale::Uk, "mail-provider-renamed-subject");
    app.advance(SignedDuration::from_mins(12 * 60 + 30));
    let before = sink.messages().len();
    let body = with(profile(0, "ngo"), "/phone", "+37369555200");
    correct(&app, &provider, &body).await;
    app.run_jobs(&sink.mailer()).await;
    assert!(told(&sink, before, &subject).is_empty());
    correct(&app, &provider, &with(body, "/name", "Casa Bună")).await;
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, before, &subject), ["today@example.org"]);
    let mails = sink.messages();
    let mail = mails.iter().find(|m| m.subject == subject).unwrap();
    assert!(mail.body.contains("/uk/my/matches/"), "{}", mail.body);
    assert!(!mail.body.contains("Casa Bună"), "{}", mail.body);
    // Who has nothing to do with them any more by the morning is not told.
    app.end(&off.who, &called_off, "cancel").await.expect(200);
    app.advance(SignedDuration::from_hours(9));
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, before, &subject), ["later@example.org"]);
}
