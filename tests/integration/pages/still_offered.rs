//! Deadlines: reminders before an offer lapses, the link that answers by one tap, and what moderators see of it.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Browser, MailSink, Message, Sight, TestApp, housing_offer, service};

use super::desk::moderator;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The mails that the worker writes and sends now.
pub async fn told(app: &TestApp, sink: &MailSink) -> Vec<Message> {
    let before = sink.messages().len();
    let cases = app.use_cases().await;
    cases.remind_of_deadlines().await.unwrap();
    cases.pool.close().await;
    app.run_jobs(&sink.mailer()).await;
    sink.messages().split_off(before)
}

fn subject(locale: Locale, key: &str) -> String {
    texts::text(locale, &format!("mail-offer-{key}-subject"))
}

/// Where the first link of a mail leads.
pub fn way(message: &Message) -> &str {
    let after = message.body.split("https://punte.example.org").nth(1);
    after
        .and_then(|rest| rest.split_whitespace().next())
        .unwrap()
}

/// Where the link of a mail leads, and its code.
pub fn link(message: &Message) -> (String, String) {
    let (path, code) = way(message).split_once('#').expect("a code behind the #");
    (path.to_owned(), code.to_owned())
}

/// Answers by the link of a mail, as anybody who has it: a word in a field of the form that the link leads to.
pub async fn answer_in(
    app: &TestApp,
    (path, code): (&str, &str),
    (field, word): (&str, &str),
) -> Sight {
    let mut anybody = Browser::new(app);
    let asked = anybody.open(path).await;
    assert_eq!(asked.status, 200);
    assert!(!asked.html.contains(code));
    let form = asked.form(path).with("code", code).with(field, word);
    let done = anybody.send(&form).await;
    assert!(!done.address.contains(code), "the code is in no address");
    done
}

/// As [`answer_in`], whether an offer still stands.
pub async fn answer(app: &TestApp, path: &str, code: &str, still: &str) -> Sight {
    answer_in(app, (path, code), ("still", still)).await
}

/// Holds that no code of the links in these mails is in what the worker keeps.
pub async fn no_code_is_kept(app: &TestApp, sink: &MailSink) {
    for mail in sink.messages() {
        if let Some((_, code)) = mail.body.split_once('#') {
            let code = code.split_whitespace().next().unwrap();
            let stored: i64 = sqlx::query_scalar(
                "select count(*) from job where payload::text like '%' || $1 || '%'",
            )
            .bind(code)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
            assert_eq!(stored, 0);
        }
    }
}

async fn reviewed(app: &TestApp, offer: &str) -> (bool, bool) {
    let row = sqlx::query_as::<_, (bool, bool)>(
        "select paused, expires_at > app_now() from offer where id = $1::uuid",
    );
    row.bind(offer)
        .fetch_one(&mut app.app_rw().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_provider_is_reminded_twice_and_told_of_the_lapse_and_each_is_said_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "volunteer", 3).await;
    let home = app.live(&provider, &housing_offer(&provider.id)).await;
    let minute = SignedDuration::from_secs(61);
    app.advance(minute);
    told(&app, &sink).await;
    let subjects = async || -> Vec<String> {
        let told = told(&app, &sink).await;
        told.into_iter().map(|message| message.subject).collect()
    };
    let soon = || vec![subject(Locale::Uk, "lapses-soon")];

    app.advance(DAY * 10 - minute - SignedDuration::from_secs(1));
    assert!(subjects().await.is_empty(), "four days and a second before");
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(subjects().await, soon());
    assert!(subjects().await.is_empty(), "said once");
    app.advance(DAY * 3);
    assert_eq!(subjects().await, soon(), "on the last day once more");
    assert!(app.is_public(&home).await);
    app.advance(DAY);
    assert!(!app.is_public(&home).await);
    assert_eq!(subjects().await, [subject(Locale::Uk, "lapsed")]);
    assert!(subjects().await.is_empty());
    let lapses = "select count(*) from audit_event where action = 'offer_lapsed'";
    assert_eq!(app.count(lapses).await, 1);

    // A confirmation makes a new deadline, and what waits to be sent about the former one is not sent.
    app.step(&provider, &home, "confirm").await.expect(200);
    app.advance(DAY * 10);
    let cases = app.use_cases().await;
    assert_eq!(cases.remind_of_deadlines().await.unwrap(), 1);
    cases.pool.close().await;
    app.step(&provider, &home, "confirm").await.expect(200);
    assert!(subjects().await.is_empty(), "confirmed before it was sent");
    // A pause is an answer.
    app.step(&provider, &home, "pause").await.expect(200);
    app.advance(DAY * 12);
    assert!(subjects().await.is_empty());
}

#[tokio::test]
async fn of_many_offers_that_lapse_together_one_mail_a_day_leads_to_all() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    for _ in 0..6 {
        app.live(&provider, &service(&provider.id)).await;
    }
    app.advance(SignedDuration::from_secs(61));
    told(&app, &sink).await;
    app.advance(DAY * 27);
    let mails = told(&app, &sink).await;
    assert_eq!(mails.len(), 1, "one mail for all six");
    assert_eq!(
        mails[0].subject,
        texts::text(Locale::En, "mail-offers-lapse-subject")
    );
    assert!(mails[0].body.contains("/en/provider\n") || mails[0].body.contains("/en/provider\r\n"));
    assert!(told(&app, &sink).await.is_empty(), "said once");
}

#[tokio::test]
async fn the_link_of_a_mail_confirms_by_one_tap_without_a_sign_in_and_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    for (person, locale) in Locale::ALL.into_iter().enumerate() {
        let provider = app.provider(person, "ngo", 1).await;
        let offer = app.live(&provider, &service(&provider.id)).await;
        told(&app, &sink).await;
        app.advance(DAY * 29);
        let mails = told(&app, &sink).await;
        let mail = mails
            .iter()
            .find(|mail| mail.subject == subject(locale, "lapses-soon"))
            .unwrap();
        let (path, code) = link(mail);
        assert_eq!(path, format!("/{}/still/{offer}", locale.as_str()));
        assert!(
            mail.body.lines().filter(|l| l.contains(&code)).count() >= 2,
            "written out too, for whoever has no script: {}",
            mail.body
        );
        let done = answer(&app, &path, &code, "available").await;
        assert_eq!(done.status, 200, "{}", done.html);
        assert_eq!(
            done.text("[role=status]").unwrap(),
            texts::text(locale, "still-said-available")
        );
        app.advance(DAY * 2);
        assert!(app.is_public(&offer).await, "confirmed");
        let again = answer(&app, &path, &code, "pause").await;
        assert_eq!(again.status, 422, "a code answers for one deadline");
        assert!(app.is_public(&offer).await);
        app.step(&provider, &offer, "withdraw").await.expect(200);
    }
    // What was answered by whom is in the audit log; the code is nowhere.
    assert_eq!(
        app.count("select count(*) from audit_event where action = 'offer_confirmed' and data ->> 'by' = 'link'")
            .await,
        4
    );
    no_code_is_kept(&app, &sink).await;
}

#[tokio::test]
async fn taken_and_pause_hide_and_a_lapsed_offer_comes_back_by_its_link() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let mut offers = Vec::new();
    for _ in 0..3 {
        offers.push(app.live(&provider, &service(&provider.id)).await);
    }
    // What is said of the approvals waits for a minute.
    app.advance(SignedDuration::from_secs(61));
    told(&app, &sink).await;
    app.advance(DAY * 28);
    let mails = told(&app, &sink).await;
    let links: Vec<(String, String)> = mails.iter().map(link).collect();
    let of = |offer: &str| {
        links
            .iter()
            .find(|(path, _)| path.ends_with(offer))
            .unwrap()
    };
    let (path, code) = of(&offers[0]);
    assert_eq!(answer(&app, path, code, "taken").await.status, 200);
    assert_eq!(reviewed(&app, &offers[0]).await, (true, true));
    assert!(!app.is_public(&offers[0]).await);
    // The same link takes it back.
    assert_eq!(answer(&app, path, code, "available").await.status, 200);
    assert!(app.is_public(&offers[0]).await);
    let (path, code) = of(&offers[1]);
    assert_eq!(answer(&app, path, code, "pause").await.status, 200);
    assert!(!app.is_public(&offers[1]).await);

    // A code of something else, a misspelt one, no answer: nothing happens.
    let (path, right) = of(&offers[2]);
    let household = app.file(&[punte_tests::service_need(1)]).await;
    for (code, still) in [
        (of(&offers[1]).1.as_str(), "available"),
        (household.code.as_str(), "pause"),
        ("no code", "pause"),
        (right.as_str(), "else"),
    ] {
        let before = app.digest().await;
        assert_eq!(answer(&app, path, code, still).await.status, 422, "{code}");
        let but_counts = |rows: Vec<(String, String)>| -> Vec<(String, String)> {
            rows.into_iter().filter(|(t, _)| t != "attempt").collect()
        };
        assert_eq!(but_counts(app.digest().await), but_counts(before), "{code}");
    }
    app.advance(DAY * 3);
    assert!(!app.is_public(&offers[2]).await, "lapsed");
    let mut anybody = Browser::new(&app);
    let hidden = anybody.open(path).await;
    assert!(!hidden.html.contains("Consultanță"), "hidden is hidden");
    let none = anybody
        .open(&path.replace(&offers[2], &uuid::Uuid::from_u128(7).to_string()))
        .await;
    assert_eq!(none.status, 200, "nor does it say whether there is one");
    assert_eq!(answer(&app, path, right, "available").await.status, 200);
    assert!(app.is_public(&offers[2]).await, "back by one tap");
    // Two months after a lapse its link is over.
    told(&app, &sink).await;
    app.advance(DAY * 30);
    let late = told(&app, &sink).await;
    let (path, code) = late
        .iter()
        .map(link)
        .find(|(path, _)| path.ends_with(offers[2].as_str()))
        .unwrap();
    app.advance(DAY * 60);
    assert_eq!(answer(&app, &path, &code, "available").await.status, 422);
}

#[tokio::test]
async fn moderators_see_what_runs_out_and_nobody_else_does() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let home = app.live(&provider, &housing_offer(&provider.id)).await;
    let mut works = moderator(&app, 0).await;
    let quiet = works.open("/en/desk/expiring").await;
    assert!(quiet.html.contains("In these days no offer runs out"));
    assert!(quiet.html.contains("no checks run out"));
    app.advance(DAY * 11);
    let mut works = moderator(&app, 0).await;
    let soon = works.open("/en/desk").await;
    assert!(soon.links().iter().any(|l| l == "/en/desk/expiring"));
    let soon = works.open("/en/desk/expiring").await;
    assert!(soon.html.contains(">until "), "{}", soon.html);
    app.advance(DAY * 4);
    let mut works = moderator(&app, 0).await;
    let lapsed = works.open("/en/desk/expiring").await;
    assert!(lapsed.html.contains("not shown since"), "{}", lapsed.html);
    app.advance(DAY * 330);
    app.step(&provider, &home, "confirm").await.expect(200);
    let mut works = moderator(&app, 0).await;
    let recheck = works.open("/en/desk/expiring").await;
    assert!(
        recheck.html.contains("1 approved offer"),
        "{}",
        recheck.html
    );
    let mut own = Browser::new(&app);
    own.sign_in(provider.member.email()).await;
    assert_eq!(own.open("/en/desk/expiring").await.status, 403);
}
