//! Links in mails: nobody learns whether an address has an account, a link does its one thing once, and a provider whom nobody can
//! reach hands nothing in.

#![cfg(test)]

use std::sync::Arc;

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
    texts,
};
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Call, MailSink, Message, PASSWORD, TestApp, code_at, request, service,
    service_need, with,
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const TAKEN: &str = "person0@example.org";
const FREE: &str = "nobody@example.org";
const ACCOUNTS: &str = "/accounts";
const RESETS: &str = "/accounts/password-resets";
const OTHER: &str = "seven quiet bridges over Prut";

fn ask<'a>(app: &'a TestApp, path: &str, email: &str) -> Call<'a> {
    app.post(path)
        .json(&json!({ "email": email, "locale": "ro" }))
}

fn answer<'a>(app: &'a TestApp, path: &str, code: &str, password: &str) -> Call<'a> {
    app.post(format!("{path}/confirmations"))
        .json(&json!({ "code": code, "password": password }))
}

fn sign_in<'a>(app: &'a TestApp, email: &str, password: &str) -> Call<'a> {
    app.post("/sessions")
        .json(&json!({ "email": email, "password": password }))
}

/// What an answer says, without what differs from request to request.
fn said(answer: &Answer) -> (u16, String, Vec<String>) {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "date"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    headers.sort();
    (answer.status, answer.text.clone(), headers)
}

/// How many rows each table has that asking for a link writes.
async fn rows(app: &TestApp) -> [i64; 4] {
    [
        app.count("select count(*) from mail_link").await,
        app.count("select count(*) from job").await,
        app.count("select count(*) from audit_event").await,
        app.count("select count(*) from account").await,
    ]
}

/// The code behind the `#` of the link in a mail, which also stands there to be copied.
fn code_in(message: &Message) -> String {
    let code = message.body.split('#').nth(1).unwrap();
    let code = code.split_whitespace().next().unwrap().to_owned();
    assert_eq!(message.body.matches(&code).count(), 2, "{}", message.body);
    code
}

#[tokio::test]
async fn whoever_asks_is_told_the_same_whether_there_is_an_account_or_not() {
    let app = TestApp::spawn().await;
    for path in [ACCOUNTS, RESETS] {
        let mut seen = Vec::new();
        for email in [TAKEN, FREE, "PERSON0@example.org "] {
            let before = rows(&app).await;
            let told = said(&ask(&app, path, email).expect(202).await);
            let after = rows(&app).await;
            let written: Vec<i64> = before.iter().zip(after).map(|(b, a)| a - b).collect();
            assert_eq!(written, [1, 1, 1, 0], "{path} {email}");
            seen.push(told);
        }
        assert!(seen.iter().all(|told| told == &seen[0]), "{seen:?}");
        assert_eq!(seen[0].1, "", "nothing is said");
    }
    // On pages, too.
    for (page, next) in [("new", "confirm"), ("forgot", "reset")] {
        let mut seen = Vec::new();
        for email in [TAKEN, FREE] {
            let mut browser = Browser::new(&app);
            let address = format!("/en/account/{page}");
            let form = browser.open(&address).await.form(&address);
            let answer = browser.send(&form.with("email", email)).await;
            assert_eq!(answer.address, format!("/en/account/{next}"));
            seen.push(answer.text("body"));
        }
        assert_eq!(seen[0], seen[1]);
    }
}

#[tokio::test]
async fn only_the_reader_of_the_mail_learns_whether_there_is_an_account() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    for path in [ACCOUNTS, RESETS] {
        for email in [TAKEN, FREE] {
            ask(&app, path, email).expect(202).await;
        }
    }
    app.run_jobs(&sink.mailer()).await;
    let found: Vec<(String, String, bool)> = sink
        .messages()
        .into_iter()
        .map(|m| (m.to, m.subject, m.body.contains('#')))
        .collect();
    let say = |locale, key: &str| texts::text(locale, &format!("mail-{key}-subject"));
    // Whoever has an account is written to in its language, whoever asked in another one.
    let expected = [
        (TAKEN, say(Locale::Uk, "address-taken"), false),
        (FREE, say(Locale::Ro, "address-to-confirm"), true),
        (TAKEN, say(Locale::Uk, "password-forgotten"), true),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(to, subject, code)| (to.to_owned(), subject, code))
        .collect();
    assert_eq!(found, expected);
    // What lies in the database opens nothing and names nobody.
    let code = code_in(&sink.messages()[1]);
    let bare = code.replace('-', "");
    for (table, content) in all_rows(&app).await {
        for secret in [code.as_str(), &bare, FREE] {
            assert!(!content.contains(secret), "{secret} in {table}");
        }
    }
}

async fn all_rows(app: &TestApp) -> Vec<(&'static str, String)> {
    let mut db = app.superuser().await;
    let mut all = Vec::new();
    for table in ["mail_link", "job", "audit_event", "attempt_count"] {
        let text: Option<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select string_agg(t::text, e'\n') from {table} t"
        )))
        .fetch_one(&mut db)
        .await
        .unwrap();
        all.push((table, text.unwrap_or_default()));
    }
    all
}

#[tokio::test]
async fn a_link_makes_one_account_however_often_it_is_followed() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    ask(&app, ACCOUNTS, FREE).expect(202).await;
    app.run_jobs(&sink.mailer()).await;
    let message = sink.messages().pop().unwrap();
    let code = code_in(&message);
    let unused = app.linked(ACCOUNTS, FREE).await;
    sign_in(&app, FREE, PASSWORD).expect(401).await;

    // Looking uses nothing up; the page is there without the code, too, which no server is sent.
    let link = message.body.split("https://punte.example.org").nth(1);
    let path = link.unwrap().split('#').next().unwrap();
    let mut browser = Browser::new(&app);
    for _ in 0..3 {
        assert_eq!(browser.open(path).await.status, 200);
    }
    let form = browser.open(path).await.form(path);
    assert_eq!(form.value("code"), Some(""));
    // A weak password uses nothing up either.
    answer(&app, ACCOUNTS, &code, "aaaaaaaaaaaaaaaaaaaa")
        .send()
        .await
        .fields(422, &["/password weak-password"]);
    // As it is copied out of a mail.
    let typed = code.to_lowercase().replace('-', " ");
    let key = uuid::Uuid::from_u128(7).to_string();
    let made = answer(&app, ACCOUNTS, &typed, PASSWORD).key(&key);
    let made = made.expect(201).await;
    // The same request again is answered as it was.
    let again = answer(&app, ACCOUNTS, &typed, PASSWORD).key(&key);
    assert_eq!(again.expect(201).await.body, made.body);
    for used in [&code, &unused] {
        answer(&app, ACCOUNTS, used, PASSWORD)
            .send()
            .await
            .fields(422, &["/code link-code"]);
    }
    sign_in(&app, FREE, PASSWORD).expect(201).await;
    assert_eq!(
        app.count("select count(*) from account where email_confirmed_at is null")
            .await,
        0
    );
    // A link of one kind is none of the other.
    let reset = app.linked(RESETS, FREE).await;
    answer(&app, ACCOUNTS, &reset, PASSWORD).expect(422).await;
}

#[tokio::test]
async fn twenty_who_follow_one_link_at_once_are_one() {
    let app = Arc::new(TestApp::spawn().await);
    let code = app.linked(ACCOUNTS, FREE).await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (app, code) = (Arc::clone(&app), code.clone());
        tasks.spawn(async move { answer(&app, ACCOUNTS, &code, PASSWORD).send().await.status });
    }
    let answers = tasks.join_all().await;
    let of = |status: u16| answers.iter().filter(|a| **a == status).count();
    assert_eq!((of(201), of(422)), (1, 19), "{answers:?}");
}

#[tokio::test]
async fn links_lapse_and_are_forgotten() {
    let app = TestApp::spawn().await;
    for (path, lasts) in [
        (ACCOUNTS, SignedDuration::from_hours(24)),
        (RESETS, SignedDuration::from_hours(1)),
    ] {
        let email = if path == ACCOUNTS { FREE } else { TAKEN };
        let (early, late) = (app.linked(path, email).await, app.linked(path, email).await);
        assert_ne!(early, late);
        app.advance(lasts);
        answer(&app, path, &early, OTHER)
            .send()
            .await
            .fields(422, &["/code link-code"]);
        let kept = app.linked(path, email).await;
        app.advance(lasts - SignedDuration::from_secs(1));
        let use_cases = app.use_cases().await;
        use_cases.forget_links().await.unwrap();
        use_cases.pool.close().await;
        assert_eq!(app.count("select count(*) from mail_link").await, 1);
        answer(&app, path, &late, OTHER).expect(422).await;
        let done = answer(&app, path, &kept, OTHER).send().await;
        assert!([201, 204].contains(&done.status), "{}", done.text);
        assert_eq!(app.count("select count(*) from mail_link").await, 0);
    }
    // A mail that comes too late carries nothing.
    let sink = MailSink::start();
    app.linked(RESETS, TAKEN).await;
    app.advance(SignedDuration::from_hours(2));
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Uk, "mail-password-forgotten-subject");
    assert!(sink.messages().iter().all(|m| m.subject != subject));
}

#[tokio::test]
async fn another_password_ends_every_sign_in_keeps_the_second_factor_and_is_told() {
    let app = TestApp::spawn().await;
    let moderator = &app.cast.moderators[1];
    let (email, sink) = (moderator.email(), MailSink::start());
    let body = json!({ "email": email, "password": PASSWORD, "code": code_at(app.now()) });
    let tokens = app.post("/sessions").json(&body).expect(201).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(email).await;
    let code = app.linked(RESETS, email).await;
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(code_in(&sink.messages()[0]), code);

    answer(&app, RESETS, &code, OTHER).expect(204).await;
    answer(&app, RESETS, &code, OTHER).expect(422).await;
    let token = tokens.text_at("/access_token");
    app.get("/accounts/me").token(&token).expect(401).await;
    let refresh = json!({ "refresh_token": tokens.text_at("/refresh_token") });
    app.post("/sessions/renewals")
        .json(&refresh)
        .expect(401)
        .await;
    assert!(
        browser.open("/en").await.text(".foot form").is_none(),
        "signed out"
    );
    sign_in(&app, email, PASSWORD).expect(401).await;
    // The password alone is not enough, now as before.
    sign_in(&app, email, OTHER)
        .send()
        .await
        .problem(401, "second-factor-needed");
    let body = json!({ "email": email, "password": OTHER, "code": code_at(app.now()) });
    app.post("/sessions").json(&body).expect(201).await;

    app.run_jobs(&sink.mailer()).await;
    let told = sink.messages().pop().unwrap();
    assert_eq!(told.to, email);
    assert_eq!(
        told.subject,
        texts::text(Locale::Ro, "mail-password-changed-subject")
    );
    assert!(!told.body.contains('#') && !told.body.contains(OTHER));
}

#[tokio::test]
async fn a_password_is_forgotten_and_chosen_anew_on_pages() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/account/sign-in").await;
    assert!(page.links().contains(&"/en/account/forgot".to_owned()));
    let page = browser.open("/en/account/forgot").await;
    let form = page.form("/en/account/forgot");
    let wrong = browser.send(&form.clone().with("email", "x")).await;
    assert_eq!(wrong.status, 422);
    let page = browser.send(&form.with("email", TAKEN)).await;
    let form = page.form("/en/account/reset").with("password", OTHER);
    let wrong = browser.send(&form.clone().with("code", "0000-0000")).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.texts(".err").len(), 1);
    let code = app.link_code().await;
    let done = browser.send(&form.with("code", &code)).await;
    assert_eq!(done.address, "/en/account/sign-in");
    assert!(done.text(".said").is_some());
    let form = done
        .form("/en/account/sign-in")
        .with("email", TAKEN)
        .with("password", OTHER);
    assert_eq!(browser.send(&form).await.address, "/en/account");
}

#[tokio::test]
async fn nobody_s_mailbox_is_flooded_and_codes_are_not_guessed() {
    let limits = Limits::off()
        .with(Limit::Links, 2, 3600)
        .with(Limit::Receipts, 2, 86_400)
        .with(Limit::Codes, 3, 3600);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    for email in [TAKEN, FREE] {
        ask(&app, ACCOUNTS, email).expect(202).await;
        // Both kinds count together.
        ask(&app, RESETS, &email.to_uppercase()).expect(202).await;
        ask(&app, RESETS, email)
            .send()
            .await
            .problem(429, "too-many-requests");
    }
    // Nor by what anybody files in somebody's name, a child's request among it: it is filed, and a few are told.
    app.make_staff(&app.cast.people[3], "child_protection")
        .await;
    let named = |email: &str| {
        let contact = json!({ "channel": "email", "email": email });
        with(request(&[service_need(1)]), "/contact", contact)
    };
    let child = with(named(FREE), "/household", json!({ "children": [16] }));
    let mut filed = Vec::new();
    for body in [&named(FREE), &child, &named("Nobody@Example.org"), &child] {
        filed.push(app.file_request(body).await);
    }
    let told = "select count(*) from job where payload ->> 'notice' in ('request-received', 'child-heard')";
    assert_eq!(app.count(told).await, 2);
    assert_eq!(app.count("select count(*) from request").await, 4);
    // In the product each reads it all the same, by its code.
    let words = ["request-received", "child-heard"];
    for (household, notice) in filed.iter().zip(words.iter().cycle()) {
        let inbox = app.get("/inbox").by(&household.who).expect(200).await;
        let lines = inbox.items().iter().map(|line| &line["notice"]);
        assert_eq!(lines.collect::<Vec<_>>(), [notice]);
    }
    app.file_request(&named("neighbour@example.org")).await;
    assert_eq!(app.count(told).await, 3, "others are not held up by it");
    // What the holder asks for is another matter.
    app.advance(SignedDuration::from_hours(1));
    ask(&app, "/lost-codes", FREE).expect(202).await;
    let code = app.linked(RESETS, TAKEN).await;
    for _ in 0..3 {
        answer(&app, RESETS, "0000-0000-0000-0000-0000-0000-0000", OTHER)
            .expect(422)
            .await;
    }
    answer(&app, RESETS, &code, OTHER)
        .send()
        .await
        .problem(429, "too-many-requests");
}

/// What the database says to a statement: the constraint that it held.
async fn held(app: &TestApp, statement: &str) -> Option<String> {
    let mut db = app.app_rw().await;
    let refused = sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&mut db)
        .await
        .unwrap_err();
    refused
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::constraint)
        .map(str::to_owned)
}

#[tokio::test]
async fn a_provider_whom_nobody_can_reach_hands_nothing_in() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.draft(&provider, &service(&provider.id)).await;
    // An account of before addresses were confirmed.
    sqlx::query("update account set email_confirmed_at = null where id = $1")
        .bind(provider.member.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    app.step(&provider, &offer, "submit")
        .await
        .problem(409, "email-unconfirmed");
    let statement = format!(
        "insert into review_item (id, offer_id, revision_id, kind, approvals_required, opened_at)
         select gen_random_uuid(), id, latest_revision_id, 'new', 1, app_now() from offer where id = '{offer}'"
    );
    assert_eq!(
        held(&app, &statement).await.as_deref(),
        Some("review_item_email_confirmed_check")
    );
    let queue = app.get("/review/items").by(app.as_moderator());
    assert_eq!(queue.expect(200).await.items(), &Vec::<Value>::new());
    // A new password by mail confirms the address.
    let code = app.linked(RESETS, provider.member.email()).await;
    answer(&app, RESETS, &code, PASSWORD).expect(204).await;
    provider.member.fresh_token(&app).await;
    app.step(&provider, &offer, "submit").await.expect(200);
    // A link that would last longer than its kind does is refused by the database, too.
    let statement = "insert into mail_link (id, purpose, code_hash, address, address_hash, locale, made_at, expires_at)
        values (gen_random_uuid(), 'reset', decode(repeat('00', 32), 'hex'), '', decode(repeat('00', 32), 'hex'), 'uk', now(), now() + interval '2 hours')";
    assert_eq!(
        held(&app, statement).await.as_deref(),
        Some("mail_link_expires_at_check")
    );
}
