//! Whom a provider agreed with is told of another name.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, MailSink, TestApp, Who, housing_need, housing_offer, profile,
    request, service, service_need, with,
};
use serde_json::{Value, json};

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

/// A match, as somebody sees it.
async fn seen(app: &TestApp, id: &str, by: &Who) -> Answer {
    let call = app.get(format!("/matches/{id}"));
    call.by(by).expect(200).await
}

async fn at_home<'a>(app: &'a TestApp, household: &Household) -> Browser<'a> {
    let mut browser = Browser::new(app);
    let form = browser.open("/en/my").await.form("/en/my");
    browser.send(&form.with("code", &household.code)).await;
    browser
}

#[tokio::test]
async fn the_page_of_what_was_agreed_says_what_they_were_called_as_long_as_it_runs() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let asking = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    let waits = app.propose(&asking, &offer).await;
    let renamed = async || seen(&app, &id, &household.who).await.body["renamed"].clone();
    let named = async |name: &str| {
        correct(&app, &provider, &with(profile(0, "ngo"), "/name", name)).await;
    };
    assert_eq!(renamed().await, Value::Null);
    let mut browser = at_home(&app, &household).await;
    let address = format!("my/matches/{id}");
    let page = browser.open(&format!("/en/{address}")).await;
    assert_eq!(page.text("#renamed"), None);

    named("Casa Bună").await;
    let former = json!({ "former_name": "Gazda numărul 0" });
    assert_eq!(renamed().await, former);
    // They agreed with whom they knew then, whatever it is called in between.
    named("Casa Nouă").await;
    assert_eq!(renamed().await, former);
    for locale in Locale::ALL {
        let page = browser
            .open(&format!("/{}/{address}", locale.as_str()))
            .await;
        let said = page.text("#renamed").unwrap();
        assert!(said.contains("Gazda numărul 0"), "{said}");
    }
    // Neither the other side nor whoever agreed on nothing is told.
    for (id, who) in [(&id, &provider.member), (&waits, &asking.who)] {
        assert_eq!(seen(&app, id, who).await.body["renamed"], Value::Null);
    }
    named("Gazda numărul 0").await;
    assert_eq!(renamed().await, Value::Null, "they are called as before");
    named("Casa Nouă").await;
    assert_eq!(renamed().await, former);
    app.end(&household.who, &id, "cancel").await.expect(200);
    assert_eq!(renamed().await, Value::Null);
    assert_eq!(app.count("select count(*) from match_renamed").await, 0);
}

#[tokio::test]
async fn of_a_private_person_it_is_said_that_the_name_is_another_and_not_which_it_was() {
    let app = TestApp::spawn().await;
    let host = app.provider(1, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    let id = app.matched(&household, &host, &home).await;
    let body = with(profile(1, "volunteer"), "/name", "Ana Rusu");
    correct(&app, &host, &body).await;
    let told = seen(&app, &id, &household.who).await;
    assert_eq!(told.body["renamed"], json!({ "former_name": null }));
    let kept = "select count(*) from match_renamed where former_name is not null";
    assert_eq!(app.count(kept).await, 0);
    let mut browser = at_home(&app, &household).await;
    let page = browser.open(&format!("/en/my/matches/{id}")).await;
    let said = page.text("#renamed").unwrap();
    assert!(said.contains("another name"), "{said}");
    assert!(!said.contains("Gazda"), "{said}");
}
