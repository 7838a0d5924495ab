//! Whom a provider agreed with is told of another name.

use jiff::SignedDuration;
use punte_api::{
    storage::{
        former_names,
        opening::{Opener, Opening},
    },
    texts,
    vault::Vault,
};
use punte_core::{
    id::{MatchId, RequestId},
    locale::Locale,
};
use punte_tests::{
    Answer, Browser, Household, MailSink, Provider, TestApp, Who, housing_need, housing_offer,
    kek_file, profile, request, service, service_need, with,
};
use serde_json::{Value, json};
use sqlx::Connection as _;
use uuid::Uuid;

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
    let mut browser = Browser::at_home(&app, &household).await;
    let address = format!("my/matches/{id}");
    let page = browser.open(&format!("/en/{address}")).await;
    assert_eq!(page.text("#renamed"), None);

    named("Casa Bună").await;
    let former = json!({ "former_name": "Gazda numărul 0", "with_contacts": false });
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

/// What a moderator who looks at who a provider is reads under which names people know it.
async fn looked_up(app: &TestApp, of: &Provider) -> Value {
    let look = app.post(format!("/providers/{}/identity-views", of.id));
    let look = look.by(app.as_moderator());
    let look = look.json(&json!({ "reason": "report" })).expect(201).await;
    look.at("/former_names").clone()
}

#[tokio::test]
async fn what_a_private_person_was_called_stands_with_the_contacts_and_is_sealed_until_it_is_over()
{
    let app = TestApp::spawn().await;
    let host = app.provider(1, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    let id = app.matched(&household, &host, &home).await;
    let contacts = async |by: &Who| {
        let call = app.get(format!("/matches/{id}/contacts"));
        call.by(by).expect(200).await.body
    };
    let before = contacts(&household.who).await;
    assert_eq!(before["provider"]["former_name"], Value::Null);
    assert_eq!(looked_up(&app, &host).await, json!([]));
    // They agreed with whom they knew then, whatever the name is in between.
    for name in ["Ana Rusu", "Ana Ionescu"] {
        correct(&app, &host, &with(profile(1, "volunteer"), "/name", name)).await;
    }
    let told = seen(&app, &id, &household.who).await;
    let where_to_look = json!({ "former_name": null, "with_contacts": true });
    assert_eq!(told.body["renamed"], where_to_look);
    let shown = contacts(&household.who).await;
    assert_eq!(shown["provider"]["name"], "Ana Ionescu");
    assert_eq!(shown["provider"]["former_name"], "Gazda numărul 1");
    let own = super::read(&app, &host).await;
    assert_eq!(own.at("/former_names"), &json!(["Gazda numărul 1"]));
    assert_eq!(looked_up(&app, &host).await, json!(["Gazda numărul 1"]));
    assert_eq!(contacts(&host.member).await["provider"], Value::Null);
    let plain = "select count(*) from match_renamed where former_name is not null";
    assert_eq!(app.count(plain).await, 0);
    let sealed =
        "select count(*) from identity.former_name where position('Gazda'::bytea in name) = 0";
    assert_eq!(app.count(sealed).await, 1);

    let mut browser = Browser::at_home(&app, &household).await;
    let page = browser.open(&format!("/en/my/matches/{id}")).await;
    let said = page.text("#renamed").unwrap();
    assert!(
        said.contains("another name") && said.contains("phone and address"),
        "{said}"
    );
    assert!(!said.contains("Gazda"), "{said}");
    let form = page.form(&format!("/en/my/matches/{id}/contacts"));
    let page = browser.send(&form).await;
    let said = page.text("#renamed").unwrap();
    assert!(said.contains("Gazda numărul 1"), "{said}");
    assert!(!said.contains("phone and address"), "{said}");

    // Over, it is nobody's to know.
    let keys = "select count(*) from identity.data_key";
    let before = app.count(keys).await;
    app.end(&household.who, &id, "cancel").await.expect(200);
    let kept = "select count(*) from identity.former_name";
    assert_eq!(app.count(kept).await, 0);
    assert_eq!(app.count(keys).await, before - 1);
    assert_eq!(looked_up(&app, &host).await, json!([]));
}

#[tokio::test]
async fn the_wall_shows_what_a_private_person_was_called_to_whom_they_agreed_with_alone() {
    let app = TestApp::spawn().await;
    let host = app.provider(1, "volunteer", 3).await;
    let rival = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    let asking = app
        .file(&[housing_need(1, "2027-03-14", "2027-03-16")])
        .await;
    let id: Uuid = app.matched(&household, &host, &home).await.parse().unwrap();
    app.propose(&asking, &home).await;
    correct(
        &app,
        &host,
        &with(profile(1, "volunteer"), "/name", "Ana Rusu"),
    )
    .await;
    let vault = Vault::open(&kek_file(), true).unwrap();
    let mut db = app.app_rw().await;
    let of = |household: &Household| Opener::Request(RequestId(household.request.parse().unwrap()));
    for (who, opener, sees) in [
        ("the household", of(&household), true),
        ("who only asked", of(&asking), false),
        ("the host", Opener::Account(host.member.account), true),
        ("another host", Opener::Account(rival.member.account), false),
        (
            "a moderator without a look",
            Opener::Account(app.as_moderator().account),
            false,
        ),
        ("nobody", Opener::Nobody, false),
    ] {
        let mut tx = db.begin().await.unwrap();
        let mut opening = Opening::begin(&mut tx, &vault, opener).await.unwrap();
        let name = former_names::find(&mut opening, MatchId(id)).await.unwrap();
        let expected = sees.then_some("Gazda numărul 1");
        assert_eq!(name.as_deref(), expected, "{who}");
        tx.rollback().await.unwrap();
    }
}
