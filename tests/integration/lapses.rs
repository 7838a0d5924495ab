//! What lapses because nobody confirms it keeps nobody waiting for an answer that cannot come.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Household, MailSink, Provider, TestApp, request, service, service_need, with};
use serde_json::json;

use crate::pages::still_offered::told;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MAIL: &str = "olena@example.org";

/// Somebody who can wait two days for an answer.
async fn patient(app: &TestApp) -> Household {
    let need = with(service_need(1), "/urgency", "days");
    let contact = json!({ "channel": "email", "email": MAIL });
    let body = with(request(&[need]), "/contact", contact);
    app.file_request(&body).await
}

/// An hour before an offer lapses, with one who agreed on it, and one who waits for an answer: its provider, the offer, the other two with
/// their matches.
async fn nearly_over(
    app: &TestApp,
) -> (Provider, String, (Household, String), (Household, String)) {
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(HOUR * (30 * 24 - 1));
    provider.member.fresh_token(app).await;
    let helped = patient(app).await;
    let agreed = app.matched(&helped, &provider, &offer).await;
    let waiting = patient(app).await;
    let waits = app.propose(&waiting, &offer).await;
    (provider, offer, (helped, agreed), (waiting, waits))
}

async fn stands(app: &TestApp, household: &Household, id: &str) -> (String, Option<String>) {
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    let seen = seen.expect(200).await;
    let why = seen.at("/end_reason").as_str().map(str::to_owned);
    (seen.text_at("/state"), why)
}

#[tokio::test]
async fn who_waits_for_an_answer_about_what_lapsed_is_told_and_looks_on() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, (helped, agreed), (waiting, waits)) = nearly_over(&app).await;
    told(&app, &sink).await;
    let proposed = ("proposed".to_owned(), None);
    assert_eq!(stands(&app, &waiting, &waits).await, proposed);

    app.advance(HOUR);
    app.try_accept(&provider, &waits)
        .await
        .problem(409, "offer-not-available");
    let mails = told(&app, &sink).await;
    let gone = ("declined".to_owned(), Some("offer_gone".to_owned()));
    assert_eq!(stands(&app, &waiting, &waits).await, gone);
    assert_eq!(app.need(&waiting, 0).await["state"], "open");
    let subjects = Locale::ALL.map(|l| texts::text(l, "mail-proposal-declined-subject"));
    let ended = mails.iter().filter(|m| m.to == MAIL);
    let ended = ended.filter(|m| subjects.contains(&m.subject)).count();
    assert_eq!(ended, 1, "one of the two");
    // What both sides agreed stays.
    let accepted = ("accepted".to_owned(), None);
    assert_eq!(stands(&app, &helped, &agreed).await, accepted);

    // A host who confirms now is there again: what ended has ended, and can be chosen anew.
    app.step(&provider, &offer, "confirm").await.expect(200);
    told(&app, &sink).await;
    assert_eq!(stands(&app, &waiting, &waits).await, gone);
    let anew = app.propose(&waiting, &offer).await;
    assert_ne!(anew, waits);
    app.try_accept(&provider, &anew).await.expect(200);
}

#[tokio::test]
async fn a_host_who_confirms_before_anybody_looked_can_say_yes_to_who_waits() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, _, (waiting, waits)) = nearly_over(&app).await;
    app.advance(HOUR + SignedDuration::from_secs(5));
    assert!(!app.is_public(&offer).await);
    app.step(&provider, &offer, "confirm").await.expect(200);
    told(&app, &sink).await;
    let proposed = ("proposed".to_owned(), None);
    assert_eq!(stands(&app, &waiting, &waits).await, proposed);
    app.try_accept(&provider, &waits).await.expect(200);
}
