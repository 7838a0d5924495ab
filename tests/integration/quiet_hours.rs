//! At night nobody is written to but about what cannot wait: safety, how one signs in, help that is for today. By the test's clock, which
//! begins at 10:00 in Chișinău.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::{app::notices::Notice, texts};
use punte_core::{
    locale::Locale,
    quiet::{Haste, Matter},
};
use punte_tests::{
    Answer, Browser, Household, MailSink, TestApp, Who, request, service, service_need, with,
};
use serde_json::{Value, json};

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// What was sent, as `address subject`, in the words of the notices.
async fn told(app: &TestApp, sink: &MailSink) -> Vec<String> {
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    let said = |subject: &str| {
        let mut notices = Notice::ALL.into_iter();
        let named = |n: &Notice| {
            let key = format!("mail-{}-subject", n.key());
            Locale::ALL.iter().any(|l| texts::text(*l, &key) == subject)
        };
        notices.find(named).unwrap().key()
    };
    let mut told: Vec<String> = sink
        .messages()
        .split_off(before)
        .iter()
        .map(|m| format!("{} {}", m.to, said(&m.subject)))
        .collect();
    told.sort();
    told
}

async fn choose(app: &TestApp, who: &Who, quiet: Value) -> Answer {
    let body = json!({ "locale": "en", "muted": [], "quiet_hours": quiet });
    let call = app.put("/accounts/me/mails").by(who).json(&body);
    call.send().await
}

async fn asking(app: &TestApp, address: &str, urgency: &str) -> Household {
    let contact = json!({ "channel": "email", "email": address });
    let needs = [with(service_need(1), "/urgency", urgency)];
    app.file_request(&with(request(&needs), "/contact", contact))
        .await
}

#[tokio::test]
async fn what_can_wait_is_sent_when_the_quiet_hours_of_whoever_gets_it_are_over() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let usual = app.provider(2, "ngo", 1).await;
    let never = app.provider(1, "ngo", 1).await;
    let later = app.provider(3, "ngo", 1).await;
    let own = app.get("/accounts/me").by(&usual.member).expect(200).await;
    assert_eq!(own.at("/quiet_hours"), &json!({ "from": 22, "to": 7 }));
    let own = choose(&app, &never.member, Value::Null).await.expect(200);
    assert_eq!(own.at("/quiet_hours"), &Value::Null);
    choose(&app, &later.member, json!({ "from": 1, "to": 9 }))
        .await
        .expect(200);
    // 21:59:59, and a second later.
    app.advance(hours(12) - SignedDuration::from_secs(1));
    app.submitted(&usual, &service(&usual.id)).await;
    assert_eq!(
        told(&app, &sink).await,
        ["person2@example.org offer-submitted"]
    );
    app.advance(SignedDuration::from_secs(1));
    for provider in [&usual, &never, &later] {
        app.submitted(provider, &service(&provider.id)).await;
    }
    assert_eq!(
        told(&app, &sink).await,
        [
            "person1@example.org offer-submitted",
            "person3@example.org offer-submitted"
        ]
    );
    app.advance(hours(9) - SignedDuration::from_secs(1));
    app.submitted(&later, &service(&later.id)).await;
    assert!(told(&app, &sink).await.is_empty());
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(
        told(&app, &sink).await,
        ["person2@example.org offer-submitted"]
    );
    app.advance(hours(2));
    assert_eq!(
        told(&app, &sink).await,
        ["person3@example.org offer-submitted"]
    );
}

#[tokio::test]
async fn at_night_an_answer_for_today_comes_at_once_and_one_for_later_in_the_morning() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(SignedDuration::from_secs(61));
    told(&app, &sink).await;
    app.advance(hours(13));
    let today = asking(&app, "today@example.org", "today").await;
    let later = asking(&app, "later@example.org", "weeks").await;
    assert_eq!(
        told(&app, &sink).await,
        [
            "later@example.org request-received",
            "today@example.org request-received"
        ],
        "whoever asked is awake"
    );
    let (first, second) = (
        app.propose(&today, &offer).await,
        app.propose(&later, &offer).await,
    );
    assert_eq!(
        told(&app, &sink).await,
        ["person2@example.org proposal-received"]
    );
    for id in [&first, &second] {
        app.try_accept(&provider, id).await.expect(200);
    }
    assert_eq!(
        told(&app, &sink).await,
        ["today@example.org proposal-accepted"]
    );
    app.advance(hours(8));
    // What they answered meanwhile they are not asked any more.
    assert_eq!(
        told(&app, &sink).await,
        ["later@example.org proposal-accepted"]
    );
}

#[tokio::test]
async fn at_night_a_question_of_whoever_needs_help_today_and_its_answer_come_at_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(hours(13));
    let today = asking(&app, "today@example.org", "today").await;
    let later = asking(&app, "later@example.org", "weeks").await;
    told(&app, &sink).await;
    let asked = app.question(&later, &offer).await;
    assert!(told(&app, &sink).await.is_empty(), "there is time");
    let pressing = app.question(&today, &offer).await;
    assert_eq!(
        told(&app, &sink).await,
        ["person2@example.org inquiry-message"]
    );
    for id in [&asked, &pressing] {
        app.post(format!("/inquiries/{id}/messages"))
            .by(&provider.member)
            .json(&json!({ "phrase": "it_is_there" }))
            .expect(201)
            .await;
    }
    assert_eq!(
        told(&app, &sink).await,
        ["today@example.org inquiry-message"]
    );
    // Whoever needs nothing any more presses nobody.
    let over = asking(&app, "over@example.org", "today").await;
    app.post(format!("/needs/{}/still-needed", over.needs[0]))
        .by(&over.who)
        .json(&json!({ "answer": "irrelevant" }))
        .expect(200)
        .await;
    told(&app, &sink).await;
    app.question(&over, &offer).await;
    assert!(told(&app, &sink).await.is_empty(), "closed");
}

#[tokio::test]
async fn what_is_not_so_any_more_in_the_morning_is_not_told() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let agreed = asking(&app, "agreed@example.org", "weeks").await;
    let agreed = app.matched(&agreed, &provider, &offer).await;
    let waiting = asking(&app, "waiting@example.org", "weeks").await;
    let called_off = asking(&app, "off@example.org", "weeks").await;
    app.advance(hours(13));
    told(&app, &sink).await;
    app.propose(&waiting, &offer).await;
    let off = app.matched(&called_off, &provider, &offer).await;
    app.end(&provider.member, &off, "cancel").await.expect(200);
    let phrase = json!({ "phrase": "thank_you" });
    let path = format!("/matches/{agreed}/messages");
    app.post(&path)
        .by(&provider.member)
        .json(&phrase)
        .expect(201)
        .await;
    assert!(told(&app, &sink).await.is_empty());
    app.advance(hours(8));
    assert_eq!(
        told(&app, &sink).await,
        [
            "agreed@example.org message-received",
            "off@example.org match-cancelled",
            "person2@example.org proposal-received"
        ]
    );
    // A message that was read before the morning is not told of.
    let read = async || {
        sqlx::query("update message set read_at = at where read_at is null")
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
    };
    read().await;
    app.advance(hours(16));
    let call = app.post(&path).by(&provider.member).json(&phrase);
    call.expect(201).await;
    let written = "select count(*) from job where payload ->> 'notice' = 'message-received'";
    assert_eq!(app.count(written).await, 2);
    read().await;
    app.advance(hours(8));
    let mails = told(&app, &sink).await;
    assert!(!mails.contains(&"agreed@example.org message-received".to_owned()));
}

#[tokio::test]
async fn at_night_safety_and_how_one_signs_in_do_not_wait() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(1, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = asking(&app, "olena@example.org", "weeks").await;
    app.matched(&household, &provider, &offer).await;
    app.advance(hours(14));
    told(&app, &sink).await;
    let forgotten = json!({ "email": "person2@example.org", "locale": "en" });
    app.post("/accounts/password-resets")
        .json(&forgotten)
        .expect(202)
        .await;
    app.post(format!("/providers/{}/block", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    assert_eq!(
        told(&app, &sink).await,
        [
            "olena@example.org match-stopped",
            "person1@example.org provider-blocked",
            "person2@example.org password-forgotten"
        ]
    );
}

/// Typed by hand: what comes at night, whatever it is about.
#[test]
fn what_comes_at_night_is_safety_access_and_a_receipt_of_ones_own() {
    let at_once: Vec<&str> = Notice::ALL
        .into_iter()
        .filter(|notice| notice.matter().haste() == Haste::Now)
        .map(Notice::key)
        .collect();
    assert_eq!(
        at_once,
        [
            "request-received",
            "child-heard",
            "danger-reported",
            "report-overdue",
            "block-overdue",
            "child-case-overdue",
            "safety-overdue",
            "child-case-opened",
            "match-stopped",
            "provider-blocked",
            "address-to-confirm",
            "address-taken",
            "password-forgotten",
            "password-changed",
            "address-to-change",
            "address-change-asked",
            "address-changed",
            "address-left",
            "contact-left",
            "code-lost",
            "code-replaced",
            "pin-changed",
            "case-opened",
            "case-handed-on",
            "case-stopped",
            "request-kept",
            "roles-given",
        ]
    );
    // Nothing that somebody can do without is urgent whenever it comes.
    for notice in Notice::ALL.into_iter().filter(|n| n.kind().is_some()) {
        assert_ne!(notice.matter().haste(), Haste::Now, "{}", notice.key());
    }
    assert!(Notice::ALL.iter().any(|n| n.matter() == Matter::Find));
}

#[tokio::test]
async fn the_page_of_ones_account_shows_the_hours_and_keeps_what_is_chosen() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[2];
    let mut browser = Browser::new(&app);
    browser.sign_in(who.email()).await;
    let page = browser.open("/en/account").await;
    let form = page.form("/en/account/mails");
    let shown = ["quiet", "quiet_from", "quiet_to"].map(|name| form.value(name));
    assert_eq!(shown, [Some("yes"), Some("22"), Some("7")]);
    let form = form.with("quiet_from", "23").with("quiet_to", "23");
    let wrong = browser.send(&form).await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let kept = wrong.form("/en/account/mails");
    assert_eq!(kept.value("quiet_to"), Some("23"), "as it was written");
    browser.send(&kept.with("quiet_to", "6")).await;
    let own = app.get("/accounts/me").by(who).expect(200).await;
    assert_eq!(own.at("/quiet_hours"), &json!({ "from": 23, "to": 6 }));
    let page = browser.open("/en/account").await;
    let form = page.form("/en/account/mails");
    assert_eq!(form.value("quiet_from"), Some("23"));
    browser.send(&form.without("quiet")).await;
    let own = app.get("/accounts/me").by(who).expect(200).await;
    assert_eq!(own.at("/quiet_hours"), &Value::Null);
    // The database takes no hours that no day has, and no half of a choice.
    for hours in ["24, quiet_to = 7", "7, quiet_to = 7", "7, quiet_to = null"] {
        let statement = format!("update account set quiet_from = {hours}");
        let refused = sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
        let held = refused.as_database_error().unwrap().constraint();
        assert_eq!(held, Some("account_quiet_hours_check"), "{hours}");
    }
}

#[tokio::test]
async fn a_yes_in_the_last_hours_of_its_time_is_no_more_pressing_than_any_other() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let later = asking(&app, "later@example.org", "weeks").await;
    let id = app.propose(&later, &offer).await;
    // Eleven at night; by ten in the morning it would have been silence.
    app.advance(hours(37));
    told(&app, &sink).await;
    app.try_accept(&provider, &id).await.expect(200);
    assert_eq!(told(&app, &sink).await, [""; 0]);
    app.advance(hours(8));
    assert_eq!(
        told(&app, &sink).await,
        ["later@example.org proposal-accepted"]
    );
}
