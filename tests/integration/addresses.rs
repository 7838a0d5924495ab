//! Another e-mail address of an account: the mail with the link goes there, the present one is told, nobody learns who has an account,
//! and nothing changes until the link is followed by whoever is signed in to that account. Then the former address is told again.

#![cfg(test)]

use std::sync::Arc;

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
    texts,
};
use punte_core::locale::Locale;
use punte_tests::{Answer, Call, MailSink, PASSWORD, TestApp, Who, service_need};
use serde_json::json;
use tokio::task::JoinSet;

const OLD: &str = "person0@example.org";
const NEW: &str = "moved@example.org";
const TAKEN: &str = "person1@example.org";
const CHANGES: &str = "/accounts/me/address-changes";
const RESETS: &str = "/accounts/password-resets";
const OTHER: &str = "seven quiet bridges over Prut";

fn ask<'a>(app: &'a TestApp, who: &'a Who, email: &str) -> Call<'a> {
    app.post(CHANGES)
        .by(who)
        .json(&json!({ "email": email, "current_password": PASSWORD }))
}

/// Asks for another address; the code of its link.
async fn asked(app: &TestApp, who: &Who, email: &str) -> String {
    ask(app, who, email).expect(202).await;
    app.link_code().await
}

fn follow<'a>(app: &'a TestApp, code: &str) -> Call<'a> {
    app.post("/accounts/address-confirmations")
        .json(&json!({ "code": code }))
}

/// A link that does nothing for whoever follows it.
async fn is_dead(call: Call<'_>) {
    call.send().await.fields(422, &["/code link-code"]);
}

async fn reset(app: &TestApp, code: &str) -> Answer {
    let body = json!({ "code": code, "password": OTHER });
    let call = app.post(format!("{RESETS}/confirmations")).json(&body);
    call.send().await
}

fn sign_in<'a>(app: &'a TestApp, email: &str) -> Call<'a> {
    app.post("/sessions")
        .json(&json!({ "email": email, "password": PASSWORD }))
}

/// The subject of a mail.
fn subject(locale: Locale, key: &str) -> String {
    texts::text(locale, &format!("mail-{key}-subject"))
}

/// To whom mails went, with what, and whether they carry a code; in order of the addresses.
fn told(sink: &MailSink) -> Vec<(String, String, bool)> {
    let mails = sink.messages().into_iter();
    let mut told: Vec<_> = mails
        .map(|m| (m.to, m.subject, m.body.contains('#')))
        .collect();
    told.sort();
    told
}

#[tokio::test]
async fn an_account_gets_the_address_that_the_mail_went_to() {
    let app = TestApp::spawn().await;
    let (sink, person) = (MailSink::start(), &app.cast.people[0]);
    let token = person.token(&app).await;
    ask(&app, person, " Moved@Example.org ").expect(202).await;
    app.run_jobs(&sink.mailer()).await;
    let expected = [
        (NEW, "address-to-change", true),
        (OLD, "address-change-asked", false),
    ];
    let expected = expected.map(|(to, key, code)| (to.to_owned(), subject(Locale::Uk, key), code));
    assert_eq!(told(&sink), expected);
    let mails = sink.messages();
    let link = mails.iter().find(|m| m.to == NEW).unwrap();
    let code = link.body.split('#').nth(1).unwrap();
    let code = code.split_whitespace().next().unwrap();
    assert!(link.body.contains("/uk/account/address#"), "{}", link.body);
    // Nothing has changed yet.
    sign_in(&app, NEW).expect(401).await;
    sign_in(&app, OLD).expect(201).await;
    let lost = app.linked(RESETS, OLD).await;

    // The same request again is answered as it was.
    let key = uuid::Uuid::from_u128(7).to_string();
    for _ in 0..2 {
        let call = follow(&app, code).token(&token).key(&key);
        call.expect(204).await;
    }
    is_dead(follow(&app, code).token(&token)).await;
    sign_in(&app, OLD).expect(401).await;
    sign_in(&app, NEW).expect(201).await;
    // Who is signed in stays so; a link that went to the former address opens nothing.
    app.get("/accounts/me").token(&token).expect(200).await;
    reset(&app, &lost).await.fields(422, &["/code link-code"]);
    let export = app.get("/accounts/me/export").token(&token);
    let export = export.expect(200).await;
    assert!(export.text.contains(NEW) && !export.text.contains(OLD));

    // Both addresses are told, the former one with what to do if it was not them; of the other one neither learns.
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    let mut newest = sink.messages().split_off(before);
    newest.sort_by_key(|mail| mail.to.clone());
    let expected = [(NEW, "address-changed"), (OLD, "address-left")];
    assert_eq!(newest.len(), expected.len(), "{newest:?}");
    for (mail, (to, key)) in newest.iter().zip(expected) {
        assert_eq!(
            (mail.to.as_str(), &mail.subject),
            (to, &subject(Locale::Uk, key))
        );
        assert!(!mail.body.contains('#'));
        assert!(!mail.body.contains(NEW) && !mail.body.contains(OLD));
    }
    let url = "https://punte.example.org/uk/report";
    let link = texts::text_with(Locale::Uk, "mail-link", &[("url", url)]);
    let told = &newest[1].body;
    assert!(told.lines().any(|line| line == link), "{told}");
    // Written down, and no address with it.
    let lines = "select count(*) from audit_event where action = 'address_changed' and subject_kind = 'account' and data = '{}'";
    assert_eq!(app.count(lines).await, 1);
    let named = "select count(*) from (select a::text as line from audit_event a union all select j::text from job j) t
        where line like '%example.org%'";
    assert_eq!(app.count(named).await, 0);
}

#[tokio::test]
async fn a_mistyped_address_gives_the_account_to_nobody() {
    let app = TestApp::spawn().await;
    let person = &app.cast.people[0];
    let code = asked(&app, person, NEW).await;
    // Whoever reads the mail: with no sign-in, with a request, with another account, with that of the address itself.
    follow(&app, &code).expect(401).await;
    let household = app.file(&[service_need(1)]).await;
    let call = follow(&app, &code).by(&household.who);
    call.send().await.problem(403, "forbidden");
    is_dead(follow(&app, &code).by(&app.cast.people[1])).await;
    is_dead(follow(&app, &code).by(app.as_moderator())).await;
    let changed = "select count(*) from audit_event where action = 'address_changed'";
    assert_eq!(app.count(changed).await, 0);
    sign_in(&app, OLD).expect(201).await;
    sign_in(&app, NEW).expect(401).await;
    // And keeps it from nobody whose it is.
    follow(&app, &code).by(person).expect(204).await;
    sign_in(&app, NEW).expect(201).await;
}

#[tokio::test]
async fn staff_who_has_shown_no_second_factor_changes_no_address() {
    let app = TestApp::spawn().await;
    let person = &app.cast.people[0];
    let code = asked(&app, person, NEW).await;
    // They become staff while it waits.
    sqlx::query("update account set roles = array['auditor'] where id = $1")
        .bind(person.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let call = follow(&app, &code).by(person);
    call.send().await.problem(403, "second-factor-missing");
    app.give_factor(person).await;
    let token = person.fresh_token(&app).await;
    follow(&app, &code).token(&token).expect(204).await;
}

#[tokio::test]
async fn whoever_took_an_account_keeps_nobody_from_telling_its_former_address() {
    let app = TestApp::spawn().await;
    let (sink, person) = (MailSink::start(), &app.cast.people[1]);
    let token = person.token(&app).await;
    let code = asked(&app, person, NEW).await;
    follow(&app, &code).token(&token).expect(204).await;
    // What is kept of the former address opens nothing.
    let kept = app.link_code().await;
    is_dead(follow(&app, &kept).token(&token)).await;
    reset(&app, &kept).await.fields(422, &["/code link-code"]);
    let made = json!({ "code": kept, "password": OTHER });
    let call = app.post("/accounts/confirmations").json(&made);
    call.send().await.fields(422, &["/code link-code"]);
    // Another password, another address, the end of the account: all before the mail goes out.
    app.put("/accounts/me/password")
        .token(&token)
        .json(&json!({ "current_password": PASSWORD, "new_password": OTHER }))
        .expect(204)
        .await;
    app.post(CHANGES)
        .token(&token)
        .json(&json!({ "email": "elsewhere@example.org", "current_password": OTHER }))
        .expect(202)
        .await;
    app.post("/accounts/me/erasure")
        .token(&token)
        .json(&json!({ "password": OTHER }))
        .expect(204)
        .await;
    app.run_jobs(&sink.mailer()).await;
    // In the language that the account had.
    let left = subject(Locale::Ro, "address-left");
    let told = told(&sink).into_iter().filter(|mail| mail.1 == left);
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(TAKEN.to_owned(), left.clone(), false)]
    );
    // The address is kept no longer than a day.
    let kept = "select count(*) from mail_link where purpose = 'former'";
    for (hours, rows) in [(23, 1), (1, 0)] {
        app.advance(SignedDuration::from_hours(hours));
        let cases = app.use_cases().await;
        cases.forget_links().await.unwrap();
        cases.pool.close().await;
        assert_eq!(app.count(kept).await, rows);
    }
}

#[tokio::test]
async fn whoever_asks_is_told_the_same_whether_the_address_has_an_account_or_not() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let rows = async || {
        [
            app.count("select count(*) from mail_link").await,
            app.count("select count(*) from job").await,
            app.count("select count(*) from audit_event").await,
        ]
    };
    let mut seen = Vec::new();
    for (person, email) in [(0, NEW), (2, TAKEN)] {
        let before = rows().await;
        let answer = ask(&app, &app.cast.people[person], email).expect(202).await;
        let after = rows().await;
        let written: Vec<i64> = before.iter().zip(after).map(|(b, a)| a - b).collect();
        seen.push((answer.text, written));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], (String::new(), vec![1, 2, 1]));
    app.run_jobs(&sink.mailer()).await;
    // Each in the language of the account that reads it or asks.
    let expected = [
        (NEW, subject(Locale::Uk, "address-to-change"), true),
        (OLD, subject(Locale::Uk, "address-change-asked"), false),
        (TAKEN, subject(Locale::Ro, "address-taken"), false),
        (
            "person2@example.org",
            subject(Locale::En, "address-change-asked"),
            false,
        ),
    ];
    let expected = expected.map(|(to, subject, code)| (to.to_owned(), subject, code));
    assert_eq!(told(&sink), expected);
}

#[tokio::test]
async fn an_address_that_somebody_else_took_meanwhile_stays_theirs() {
    let app = TestApp::spawn().await;
    let person = &app.cast.people[0];
    let code = asked(&app, person, NEW).await;
    let other = app.sign_up(NEW).await;
    // As of a link that lapsed.
    is_dead(follow(&app, &code).by(person)).await;
    sign_in(&app, OLD).expect(201).await;
    app.get("/accounts/me").by(&other).expect(200).await;
}

#[tokio::test]
async fn the_present_password_and_another_address_are_asked_for() {
    let app = TestApp::spawn().await;
    let person = &app.cast.people[0];
    let wrong = json!({ "email": NEW, "current_password": "not the right one" });
    let answer = app.post(CHANGES).by(person).json(&wrong).send().await;
    answer.fields(422, &["/current_password wrong-password"]);
    for (email, why) in [
        ("nobody", "/email email"),
        ("PERSON0@example.org", "/email same-address"),
    ] {
        let answer = ask(&app, person, email).send().await;
        answer.fields(422, &[why]);
    }
    assert_eq!(app.count("select count(*) from mail_link").await, 0);
}

#[tokio::test]
async fn another_password_or_another_address_calls_it_off() {
    let app = TestApp::spawn().await;
    let person = &app.cast.people[0];
    let replaced = asked(&app, person, NEW).await;
    let waiting = asked(&app, person, "elsewhere@example.org").await;
    is_dead(follow(&app, &replaced).by(person)).await;
    app.put("/accounts/me/password")
        .by(person)
        .json(&json!({ "current_password": PASSWORD, "new_password": OTHER }))
        .expect(204)
        .await;
    is_dead(follow(&app, &waiting).by(person)).await;
    // Chosen by a mail, too.
    let person = &app.cast.people[1];
    let waiting = asked(&app, person, NEW).await;
    let lost = app.linked(RESETS, person.email()).await;
    reset(&app, &lost).await.expect(204);
    let body = json!({ "email": person.email(), "password": OTHER });
    let again = app.post("/sessions").json(&body).expect(201).await;
    let again = again.text_at("/access_token");
    is_dead(follow(&app, &waiting).token(&again)).await;
}

#[tokio::test]
async fn a_link_lapses_and_gives_nothing_to_an_account_that_is_disabled_or_erased() {
    let app = TestApp::spawn().await;
    let slow = &app.cast.people[2];
    let late = asked(&app, slow, NEW).await;
    app.advance(SignedDuration::from_hours(1));
    is_dead(follow(&app, &late).by(slow)).await;
    let disabled = &app.cast.people[3];
    let waiting = asked(&app, disabled, NEW).await;
    let token = disabled.token(&app).await;
    sqlx::query("update account set disabled_at = now() where id = $1")
        .bind(disabled.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    follow(&app, &waiting).token(&token).expect(401).await;
    let erased = &app.cast.people[4];
    let waiting = asked(&app, erased, "elsewhere@example.org").await;
    let token = erased.token(&app).await;
    app.post("/accounts/me/erasure")
        .by(erased)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    follow(&app, &waiting).token(&token).expect(401).await;
    // What was waited for is not sent any more.
    let sink = MailSink::start();
    app.run_jobs(&sink.mailer()).await;
    assert!(told(&sink).iter().all(|(_, _, code)| !code));
}

#[tokio::test]
async fn twenty_who_ask_or_follow_at_once_are_one() {
    let app = Arc::new(TestApp::spawn().await);
    let token = app.cast.people[0].token(&app).await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let (app, token) = (Arc::clone(&app), token.clone());
        tasks.spawn(async move {
            let email = format!("moved{number}@example.org");
            let body = json!({ "email": email, "current_password": PASSWORD });
            let call = app.post(CHANGES).token(&token).json(&body);
            call.send().await.status
        });
    }
    let answers = tasks.join_all().await;
    assert!(answers.iter().all(|a| *a == 202), "{answers:?}");
    assert_eq!(app.count("select count(*) from mail_link").await, 1);

    let code = app.link_code().await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (app, code, token) = (Arc::clone(&app), code.clone(), token.clone());
        tasks.spawn(async move {
            let call = follow(&app, &code).token(&token);
            call.send().await.status
        });
    }
    let answers = tasks.join_all().await;
    let of = |status: u16| answers.iter().filter(|a| **a == status).count();
    assert_eq!((of(204), of(422)), (1, 19), "{answers:?}");
}

#[tokio::test]
async fn neither_the_new_nor_the_present_mailbox_is_flooded() {
    let limits = Limits::off().with(Limit::Links, 2, 3600);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let people = &app.cast.people;
    // Whichever address it is.
    for (email, status) in [("a@example.org", 202), ("b@example.org", 202), (NEW, 429)] {
        ask(&app, &people[0], email).expect(status).await;
    }
    // Whoever asks.
    for (person, status) in [(1, 202), (2, 202), (3, 429)] {
        let address = "c@example.org";
        ask(&app, &people[person], address).expect(status).await;
    }
}

#[tokio::test]
async fn the_database_knows_no_link_to_another_address_that_is_nobodys() {
    let app = TestApp::spawn().await;
    let statement = "insert into mail_link (id, purpose, code_hash, address, address_hash, locale, made_at, expires_at)
        values (gen_random_uuid(), 'address', decode(repeat('00', 32), 'hex'), '', decode(repeat('00', 32), 'hex'), 'uk', now(), now() + interval '1 hour')";
    let refused = sqlx::query(statement)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("mail_link_account_id_check"));
}
