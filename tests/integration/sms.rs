//! Text messages: for the urgent few, to whom agreed to them, a sentence that names nobody and is one message in every language.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::{
    app::{notices::Notice, sms::TextNote},
    jobs::run_next,
    texter::Texter,
};
use punte_core::{locale::Locale, sensitive::Sensitive, sms::is_one};
use punte_tests::{
    Browser, Household, MailSink, Provider, TestApp, housing_need, request, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

use crate::pages::admin::administrator;

const PHONE: &str = "+380501234567";

fn by_phone(sms: bool) -> Value {
    let contact = json!({ "channel": "phone", "name": "Оксана", "phone": PHONE });
    let needs = [with(service_need(1), "/urgency", "weeks")];
    with(with(request(&needs), "/contact", contact), "/sms", sms)
}

/// A provider with an offer, and a household that agreed to text messages; what was to be sent before is.
async fn begin(app: &TestApp, sink: &MailSink) -> (Provider, String, Household) {
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(SignedDuration::from_secs(61));
    let household = app.file_request(&by_phone(true)).await;
    app.run_jobs(&sink.mailer()).await;
    assert!(app.texts().is_empty(), "a receipt is not urgent");
    (provider, offer, household)
}

#[tokio::test]
async fn who_agreed_is_texted_an_answer_and_a_change_of_plans_and_no_message() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household) = begin(&app, &sink).await;
    let silent = app.file_request(&by_phone(false)).await;
    for household in [&household, &silent] {
        let id = app.matched(household, &provider, &offer).await;
        let body = json!({ "phrase": "thank_you" });
        let call = app.post(format!("/matches/{id}/messages"));
        call.by(&provider.member).json(&body).expect(201).await;
        app.end(&provider.member, &id, "cancel").await.expect(200);
    }
    app.run_jobs(&sink.mailer()).await;
    let said = |text: &str| format!("To: {PHONE}\n\nPunte: {text} punte.example.org\n");
    assert_eq!(
        app.texts(),
        [
            said("плани змінилися. Спершу відкрийте запит."),
            said("є відповідь. Відкрийте запит своїм кодом."),
        ]
    );
    for text in app.texts() {
        for secret in ["Оксана", "Consultanță", "Gazda", household.code.as_str()] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    // What lies in the outbox names no number.
    let named = "select count(*) from job where payload::text like '%380501234567%'";
    assert_eq!(app.count(named).await, 0);
    let sent = "select count(*) from job where kind = 'sms' and state = 'done'";
    assert_eq!(app.count(sent).await, 2);
}

#[tokio::test]
async fn nobody_who_is_reached_by_phone_alone_loses_a_bed_or_a_request_unasked() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let days = |n: i64| SignedDuration::from_hours(24 * n);
    let provider = app.provider(2, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let stay = json!([housing_need(1, "2027-03-01", "2027-07-01")]);
    let household = app
        .file_request(&with(by_phone(true), "/needs", stay))
        .await;
    let mut seen = 0;
    let mut texted = async || {
        app.run_jobs(&sink.mailer()).await;
        let texts = app.texts();
        let fresh = texts.len() - seen;
        seen = texts.len();
        (fresh, texts)
    };
    let has = |texts: &[String], words: &str| texts.iter().any(|t| t.contains(words));
    let end_silence = async || {
        let cases = app.use_cases().await;
        cases.end_silence().await.unwrap();
        cases.pool.close().await;
    };

    // Agreed, and nobody speaks of it: asked, and a day later told that it is off.
    app.matched(&household, &provider, &offer).await;
    assert_eq!(texted().await.0, 1, "an answer");
    app.advance(days(2));
    let (fresh, texts) = texted().await;
    assert_eq!(fresh, 2);
    assert!(has(&texts, "допомога почалася?"));
    assert!(has(&texts, "ви в безпеці?"));
    app.advance(days(1));
    end_silence().await;
    let (fresh, texts) = texted().await;
    assert_eq!(fresh, 1);
    assert!(has(&texts, "домовленість не діє"));

    // Moved in: how are you, a day later.
    let stay = json!([housing_need(1, "2027-03-04", "2027-07-01")]);
    let household = app
        .file_request(&with(by_phone(true), "/needs", stay))
        .await;
    let id = app.matched(&household, &provider, &offer).await;
    assert_eq!(texted().await.0, 1, "an answer");
    let start = app.take_step(&household.who, &id, "start").await;
    start.expect(200);
    app.advance(days(1));
    let (fresh, texts) = texted().await;
    assert_eq!(fresh, 1);
    assert!(has(&texts, "ви в безпеці?"));

    // A need that nobody helps with, and nobody has opened the request.
    let waiting = app.file_request(&by_phone(true)).await;
    assert_eq!(texted().await.0, 0, "a receipt is not urgent");
    app.advance(days(14));
    let cases = app.use_cases().await;
    cases.ask_still_needed().await.unwrap();
    cases.pool.close().await;
    let (_, texts) = texted().await;
    assert!(has(&texts, "це вам ще потрібно?"));
    for text in texts {
        for secret in ["Оксана", waiting.code.as_str(), household.code.as_str()] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn who_agreed_to_narrower_words_is_texted_what_those_named_and_nothing_else() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household) = begin(&app, &sink).await;
    sqlx::query("update consent set text_hash = sha256('narrower'::bytea) where purpose = 'sms'")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let id = app.matched(&household, &provider, &offer).await;
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(app.texts().len(), 1, "an answer");
    // They are asked how they are, and whether it began, on their pages alone.
    app.advance(SignedDuration::from_hours(24 * 12));
    app.run_jobs(&sink.mailer()).await;
    let asked = "select count(distinct notice) from notification where notice in ('check-in', 'beginning-asked')";
    assert_eq!(app.count(asked).await, 2);
    assert_eq!(app.texts().len(), 1);
    app.end(&provider.member, &id, "cancel").await.expect(200);
    app.run_jobs(&sink.mailer()).await;
    let texts = app.texts();
    assert_eq!(texts.len(), 2);
    assert!(texts.iter().any(|text| text.contains("плани змінилися")));
}

#[tokio::test]
async fn who_is_reached_by_phone_hears_that_somebody_else_may_have_the_request() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let household = app.file_request(&by_phone(true)).await;
    let narrow = app.file_request(&by_phone(true)).await;
    sqlx::query(
        "update consent set text_hash = sha256('narrower'::bytea) where request_id = $1::uuid",
    )
    .bind(&narrow.request)
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    let silent = app.file_request(&by_phone(false)).await;
    let next = "+37369123456";
    // At night: whoever does such things does them then.
    app.advance(SignedDuration::from_hours(13));
    for household in [&household, &narrow, &silent] {
        let path = format!("/requests/{}", household.request);
        let pin = app.put(format!("{path}/pin")).by(&household.who);
        pin.json(&json!({ "pin": "571943" })).expect(204).await;
        let seen = app.get(&path).by(&household.who).expect(200).await;
        let contact = json!({ "channel": "phone", "phone": next });
        let call = app.put(format!("{path}/contact")).by(&household.who);
        let call = call.if_match(seen.version()).json(&contact);
        call.expect(200).await;
    }
    // What the former number is told is kept where nobody reads it, and not where the other one is.
    let readable = "select count(*) from mail_link where position('380501234567'::bytea in address) > 0
        union all select count(*) from job where payload::text like '%380501234567%' order by 1 desc limit 1";
    assert_eq!(app.count(readable).await, 0);
    app.run_jobs(&sink.mailer()).await;
    let said = |to: &str, text: &str| format!("To: {to}\n\nPunte: {text} punte.example.org\n");
    let mut expected = [
        said(PHONE, "цей номер прибрали із запиту. Не ви?"),
        said(next, "PIN запиту змінився. Не ви? Скажіть нам."),
    ];
    expected.sort();
    assert_eq!(app.texts(), expected);
    // And that it has another code, from whoever stood in front of a moderator.
    let moderator = app.as_moderator();
    moderator.fresh_token(&app).await;
    let path = format!("/requests/{}", household.request);
    let own = app.get(path).by(&household.who).expect(200).await;
    let body = json!({ "known": own.text_at("/number"), "reason": "identity_document" });
    let call = app.post("/review/reissued-codes").by(moderator);
    call.json(&body).expect(201).await;
    app.run_jobs(&sink.mailer()).await;
    let replaced = said(next, "код запиту замінено. Не ви? Скажіть нам.");
    assert!(app.texts().contains(&replaced));
    assert_eq!(app.texts().len(), 3);
}

#[tokio::test]
async fn at_night_only_safety_is_texted_unless_help_is_for_today() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household) = begin(&app, &sink).await;
    app.advance(SignedDuration::from_hours(13));
    app.matched(&household, &provider, &offer).await;
    app.run_jobs(&sink.mailer()).await;
    assert!(app.texts().is_empty(), "an answer for some day");
    app.post(format!("/providers/{}/block", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    app.run_jobs(&sink.mailer()).await;
    let [stopped]: [String; 1] = app.texts().try_into().unwrap();
    assert!(stopped.contains("Не їдьте туди."), "{stopped}");
    app.advance(SignedDuration::from_hours(8));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(
        app.texts().len(),
        1,
        "what was stopped is no answer any more"
    );
}

#[tokio::test]
async fn what_was_agreed_is_written_down_and_taken_back_before_another_way_is_chosen() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household) = begin(&app, &sink).await;
    let mut browser = Browser::new(&app);
    let open = browser.open("/en/my").await;
    browser
        .send(&open.form("/en/my").with("code", &household.code))
        .await;
    let contact = browser.open("/en/my/contact").await;
    assert!(contact.html.contains("You agreed to text messages"));
    let form = contact.form("/en/my/contact").with("channel", "in_product");
    let held = browser.send(&form).await;
    assert_eq!((held.status, held.texts(".err").len()), (422, 1));

    let id = app.matched(&household, &provider, &offer).await;
    let data = browser.open("/en/my/data").await;
    assert!(data.html.contains("You may text this phone"));
    let taken = data.form("/en/my/data/consent");
    assert_eq!(taken.value("purpose"), Some("sms"));
    browser.send(&taken).await;
    let own = app.get(format!("/requests/{}", household.request));
    let own = own.by(&household.who).expect(200).await;
    assert_eq!(own.at("/sms"), &json!(false));
    // What waits is not sent any more, and nothing more is written.
    app.end(&provider.member, &id, "cancel").await.expect(200);
    app.run_jobs(&sink.mailer()).await;
    assert!(app.texts().is_empty());
    let written = "select count(*) from job where kind = 'sms'";
    assert_eq!(app.count(written).await, 1);
    let free = browser.open("/en/my/contact").await;
    let form = free.form("/en/my/contact").with("channel", "in_product");
    assert_eq!(browser.send(&form).await.address, "/en/my/data");
}

#[tokio::test]
async fn a_text_message_that_was_not_taken_is_tried_again_given_up_and_seen() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household) = begin(&app, &sink).await;
    app.matched(&household, &provider, &offer).await;
    let gone = tempfile::TempDir::new().unwrap();
    let broken = Texter::new(gone.path(), "https://punte.example.org").unwrap();
    gone.close().unwrap();
    let use_cases = app.use_cases().await;
    let mut ran = None;
    for _ in 0..10 {
        while run_next(&use_cases, &sink.mailer(), &broken, &mut ran)
            .await
            .unwrap()
        {}
        app.advance(SignedDuration::from_hours(5));
    }
    use_cases.pool.close().await;
    let mut browser = administrator(&app, 1).await;
    let page = browser.open("/en/admin/background").await;
    assert!(page.html.contains("The text message was not taken."));
    assert!(!page.html.contains("380501234567"), "nobody is named");
    browser.send(&page.to_do("retry")).await;
    app.run_jobs(&sink.mailer()).await;
    // The answer, and two days later how they are.
    assert_eq!(app.texts().len(), 2);
}

#[test]
fn every_text_is_one_message_in_every_language_with_the_host_if_there_is_room() {
    let directory = tempfile::TempDir::new().unwrap();
    let sent: Vec<Notice> = Notice::ALL.into_iter().filter(|n| n.is_texted()).collect();
    // Typed by hand: of everything else no phone rings.
    let keys: Vec<&str> = sent.iter().map(|notice| notice.key()).collect();
    assert_eq!(
        keys,
        [
            "proposal-accepted",
            "match-cancelled",
            "match-stopped",
            "agreement-changed",
            "check-in",
            "beginning-asked",
            "agreement-lapsed",
            "still-needed",
            "need-still-needed",
            "contact-left",
            "code-replaced",
            "pin-changed",
            "case-opened",
            "case-handed-on",
            "request-kept",
        ]
    );
    for (url, shown) in [
        ("https://punte.example.org/", Some("punte.example.org")),
        (
            "https://twenty-letters.12.md/x",
            Some("twenty-letters.12.md"),
        ),
        (
            "http://a-host-that-nobody-would-ever-type-on-a-phone.example.org:8080",
            None,
        ),
    ] {
        let texter = Texter::new(directory.path(), url).unwrap();
        for notice in &sent {
            for locale in Locale::ALL {
                let note = TextNote {
                    to: Sensitive::new(PHONE.to_owned()),
                    locale,
                    notice: *notice,
                };
                let words = texter.words(&note);
                let what = format!("{} in {}: {words}", notice.key(), locale.as_str());
                assert!(words.starts_with("Punte: "), "{what}");
                assert!(is_one(&words), "{what}");
                if matches!(notice, Notice::CheckIn | Notice::MatchStopped) {
                    assert!(words.contains("112"), "{what}");
                }
                match shown {
                    Some(host) => assert!(words.ends_with(&format!(" {host}")), "{what}"),
                    // English fits whatever the host.
                    None => assert_eq!(words.contains("8080"), locale == Locale::En, "{what}"),
                }
            }
        }
    }
}
