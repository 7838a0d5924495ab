//! Mails: in the recipient's language, a link, never personal data; at least once, and told apart when twice.

#![cfg(test)]

use std::{collections::BTreeSet, fs};

use jiff::SignedDuration;
use punte_api::{
    app::notices::{Letter, MailJob, Notice, Recipient},
    mail::Mailer,
    texts,
};
use punte_core::{id::RequestId, locale::Locale, sensitive::Sensitive};
use punte_tests::{Browser, MailSink, Message, TestApp, request, service, service_need, with};
use serde_json::json;

#[tokio::test]
async fn a_mail_arrives_in_the_recipients_language_with_a_link_and_no_personal_data() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let mailer = sink.mailer();
    let mut subjects = Vec::new();
    for (person, locale) in Locale::ALL.into_iter().enumerate() {
        let provider = app.provider(person, "ngo", 1).await;
        let offer = app.submitted(&provider, &service(&provider.id)).await;
        assert_eq!(app.run_jobs(&mailer).await, 1);
        let message = sink.messages().pop().unwrap();
        assert_eq!(message.to, format!("person{person}@example.org"));
        assert_eq!(
            message.subject,
            texts::text(locale, "mail-offer-submitted-subject")
        );
        let link = format!(
            "https://punte.example.org/{}/provider/offers/{offer}",
            locale.as_str()
        );
        assert!(
            message.body.lines().any(|line| line.ends_with(&link)),
            "{}",
            message.body
        );
        assert!(message.body.contains("0 800 800 11"), "{}", message.body);
        holds_no_personal_data(&message);
        subjects.push(message.subject);
    }
    subjects.sort();
    subjects.dedup();
    assert_eq!(subjects.len(), 4);
}

fn holds_no_personal_data(message: &Message) {
    let shown = format!("{}\n{}", message.subject, message.body);
    for secret in [
        "Gazda",
        "Ciobanu",
        "37369123456",
        "@example.org",
        "Eminescu",
        "Оксана",
        "380501234567",
        "Consultanță juridică",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn both_sides_hear_of_the_steps_that_concern_them() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let mailer = sink.mailer();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    // What is said of a decision waits while it can be taken back.
    app.advance(SignedDuration::from_secs(61));
    let contact = json!({ "channel": "email", "name": "Оксана", "email": "oksana@example.org" });
    let household = app
        .file_request(&with(request(&[service_need(1)]), "/contact", contact))
        .await;
    let id = app.matched(&household, &provider, &offer).await;
    app.end(&provider.member, &id, "cancel").await.expect(200);
    app.run_jobs(&mailer).await;

    let messages = sink.messages();
    let told = |to: &str| -> Vec<String> {
        messages
            .iter()
            .filter(|m| m.to == to)
            .map(|m| m.subject.clone())
            .collect()
    };
    let say = |locale, key: &str| texts::text(locale, &format!("mail-{key}-subject"));
    let subjects =
        |locale, keys: &[&str]| -> Vec<String> { keys.iter().map(|k| say(locale, k)).collect() };
    assert_eq!(
        told("person2@example.org"),
        subjects(
            Locale::En,
            &["offer-submitted", "offer-approved", "proposal-received"]
        )
    );
    assert_eq!(
        told("oksana@example.org"),
        subjects(
            Locale::Uk,
            &["request-received", "proposal-accepted", "match-cancelled"]
        )
    );
    messages.iter().for_each(holds_no_personal_data);
    let mut ids: Vec<&str> = messages.iter().map(|m| m.message_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), messages.len(), "each mail has an id of its own");
    assert_eq!(app.run_jobs(&mailer).await, 0);
}

#[tokio::test]
async fn a_household_that_wants_no_mail_gets_none() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    for channel in ["in_product", "phone"] {
        let contact =
            json!({ "channel": channel, "phone": "+380501234567", "email": "oksana@example.org" });
        app.file_request(&with(request(&[service_need(1)]), "/contact", contact))
            .await;
    }
    assert_eq!(app.run_jobs(&sink.mailer()).await, 2);
    assert!(sink.messages().is_empty());
}

#[tokio::test]
async fn a_mail_that_the_server_did_not_take_is_sent_later_and_once() {
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 1).await;
    app.submitted(&provider, &service(&provider.id)).await;
    // Nobody listens on the port that was just given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let directory = tempfile::TempDir::new().unwrap();
    let url = format!("smtp://127.0.0.1:{port}");
    let dead = Mailer::new(
        Some(&url),
        directory.path(),
        "Punte <punte@example.org>",
        "https://punte.example.org",
    )
    .unwrap();
    assert_eq!(app.run_jobs(&dead).await, 1);
    assert_eq!(
        app.count("select count(*) from job where state = 'queued' and last_error = 'delivery'")
            .await,
        1
    );
    let sink = MailSink::start();
    assert_eq!(
        app.run_jobs(&sink.mailer()).await,
        0,
        "it waits before it tries again"
    );
    app.advance(SignedDuration::from_mins(2));
    assert_eq!(app.run_jobs(&sink.mailer()).await, 1);
    assert_eq!(sink.messages().len(), 1);
    assert_eq!(
        app.count("select count(*) from job where state = 'done'")
            .await,
        1
    );
}

#[tokio::test]
async fn in_development_mails_become_files() {
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 1).await;
    app.submitted(&provider, &service(&provider.id)).await;
    let directory = tempfile::TempDir::new().unwrap();
    let mailer = Mailer::new(
        None,
        directory.path(),
        "Punte <punte@example.org>",
        "http://127.0.0.1:8080",
    )
    .unwrap();
    assert!(mailer.is_file());
    assert_eq!(app.run_jobs(&mailer).await, 1);
    let file = fs::read_dir(directory.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let message = Message::read(&file);
    assert_eq!(
        message.subject,
        texts::text(Locale::En, "mail-offer-submitted-subject")
    );
    assert!(
        message
            .body
            .contains("http://127.0.0.1:8080/en/provider/offers/"),
        "{}",
        message.body
    );
}

/// What a mail links to is there, for whoever got it, in their language.
#[tokio::test]
async fn the_page_of_a_mail_opens_for_its_reader() {
    let app = TestApp::spawn().await;
    let (sink, mut opened) = (MailSink::start(), BTreeSet::new());
    let mailer = sink.mailer();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "name": "Оксана", "email": "oksana@example.org" });
    let household = app
        .file_request(&with(request(&[service_need(2)]), "/contact", contact))
        .await;
    let promised = app.matched(&household, &provider, &offer).await;
    app.end(&provider.member, &promised, "cancel")
        .await
        .expect(200);
    app.run_jobs(&mailer).await;
    for message in sink.messages() {
        let link = message
            .body
            .split("https://punte.example.org")
            .nth(1)
            .unwrap();
        let path = link.split_whitespace().next().unwrap();
        let mut browser = Browser::new(&app);
        if message.to == "oksana@example.org" {
            // Their code first, on any phone.
            let asked = browser.open(path).await;
            let form = asked.form(&asked.address).with("code", &household.code);
            browser.send(&form).await;
        } else {
            browser.sign_in(&message.to).await;
        }
        let page = browser.open(path).await;
        assert_eq!(
            (page.status, page.address.as_str()),
            (200, path),
            "{}",
            message.subject
        );
        opened.insert(message.subject);
    }
    assert!(opened.len() >= 5, "{opened:?}");
}

/// A code as links carry it.
const CODE: &str = "1A2B-3C4D-5E6F-7G8H-9JKM-NPQR-STVW";

/// Every mail, in every language, with and without a help line, over SMTP: what arrives is what was written.
#[tokio::test]
async fn every_mail_arrives_whole_in_every_language() {
    let sink = MailSink::start();
    let to = || Sensitive::new("oksana@example.org".to_owned());
    let mailer = sink.mailer();
    let mut sent = Vec::new();
    for hotline in [None, Some("+373 (22) 000-000")] {
        for notice in Notice::ALL {
            for locale in Locale::ALL {
                let about = uuid::Uuid::from_u128(sent.len() as u128);
                let job = MailJob {
                    notice,
                    to: Recipient::Request(RequestId(about)),
                    about,
                    waited: false,
                };
                let id = format!("sample.{}", sent.len());
                let page = job.page();
                let carries = [
                    "/account/confirm",
                    "/account/reset",
                    "/account/address",
                    "/my/renew",
                    "/still/",
                    "/still-needed/",
                ]
                .iter()
                .any(|begin| page.starts_with(begin));
                let code = carries.then(|| Sensitive::new(CODE.to_owned()));
                let (to, code) = (to(), code);
                let letter = Letter {
                    to,
                    locale,
                    page: page.clone(),
                    job,
                    code,
                    hotline: hotline.map(str::to_owned),
                    report: hotline.map(|_| "reference=P-4KTQ-7".to_owned()),
                    unsubscribe: None,
                    several: Vec::new(),
                };
                mailer.send(&letter, &id).await.unwrap();
                let (subject, body) = mailer.words(&letter);
                let mut link = format!("https://punte.example.org/{}{page}", locale.as_str());
                if carries {
                    link = format!("{link}#{CODE}");
                    assert!(
                        body.matches(CODE).count() == 2,
                        "for whom the link does not open: {body}"
                    );
                }
                let what = format!("{} in {}", notice.key(), locale.as_str());
                assert!(
                    (8..=70).contains(&subject.chars().count()),
                    "{what}: {subject}"
                );
                assert!(
                    body.lines().any(|line| line.ends_with(&link)),
                    "{what}: {body}"
                );
                assert!(body.contains(hotline.unwrap_or("112")), "{what}: {body}");
                let mut report = format!("https://punte.example.org/{}/report", locale.as_str());
                if hotline.is_some() {
                    report.push_str("?reference=P-4KTQ-7");
                }
                assert!(
                    body.lines().any(|line| line.ends_with(&report)),
                    "{what}: {body}"
                );
                let whole = format!("{subject}\n{body}");
                for left in ["{", "}", "mail-", "\u{2068}", "\u{2069}", "ş", "ţ"] {
                    assert!(!whole.contains(left), "{what}: {left} in {whole}");
                }
                // Letters that only others of the four languages have.
                let foreign = match locale {
                    Locale::Uk => "ыэъёăâîșț",
                    Locale::Ru => "іїєґăâîșț",
                    Locale::Ro | Locale::En => "абвгдежзиклмноп",
                };
                assert!(
                    !whole.to_lowercase().chars().any(|c| foreign.contains(c)),
                    "{what}: {whole}"
                );
                sent.push((subject, body));
            }
        }
    }
    let messages = sink.messages();
    assert_eq!(messages.len(), sent.len());
    for (message, (subject, body)) in messages.iter().zip(&sent) {
        assert_eq!(&message.subject, subject);
        assert_eq!(
            message.body.replace("\r\n", "\n").trim_end(),
            body.trim_end()
        );
        holds_no_personal_data(message);
    }
    let subjects: BTreeSet<&String> = sent.iter().map(|(subject, _)| subject).collect();
    let all = Notice::ALL.len() * Locale::ALL.len();
    assert_eq!(subjects.len(), all, "no two mails are called the same");
}
