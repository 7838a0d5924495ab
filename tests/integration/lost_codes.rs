//! A code that was lost is replaced by a mail or by a moderator, and the old one is dead; a short number tells the state and no more.

#![cfg(test)]

mod shared;
mod whose;

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
    texts,
};
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, MailSink, TestApp, code_at, request, service_need, with,
};
use serde_json::{Value, json};

const EMAIL: &str = "oksana@example.org";
const LOST: &str = "/lost-codes";

async fn by_mail(app: &TestApp) -> Household {
    // One after the other: who was there first stands first.
    app.advance(SignedDuration::from_secs(1));
    let contact = json!({ "channel": "email", "name": "Оксана", "email": EMAIL });
    app.file_request(&with(request(&[service_need(1)]), "/contact", contact))
        .await
}

async fn opens(app: &TestApp, code: &str) -> bool {
    let body = json!({ "code": code });
    let answer = app.post("/tracking-sessions").json(&body).send().await;
    answer.status == 201
}

async fn number_of(app: &TestApp, household: &Household) -> String {
    let path = format!("/requests/{}", household.request);
    let view = app.get(path).by(&household.who).expect(200).await;
    view.text_at("/number")
}

async fn state(app: &TestApp, number: &str) -> Answer {
    let body = json!({ "number": number });
    app.post("/request-states").json(&body).send().await
}

async fn renew(app: &TestApp, code: &str) -> Answer {
    let body = json!({ "code": code });
    app.post(format!("{LOST}/confirmations"))
        .json(&body)
        .send()
        .await
}

#[tokio::test]
async fn a_mail_replaces_a_code_and_the_old_one_opens_nothing_nor_does_what_it_opened() {
    let app = TestApp::spawn().await;
    let (sink, household) = (MailSink::start(), by_mail(&app).await);
    let stranger = app.file(&[service_need(1)]).await;
    let token = household.who.fresh_token(&app).await;
    let old_number = number_of(&app, &household).await;
    let mut browser = Browser::new(&app);
    let form = browser.open("/en/my").await.form("/en/my");
    browser.send(&form.with("code", &household.code)).await;
    // As it is answered for an address that no request has.
    let mut told = Vec::new();
    for email in [EMAIL, "nobody@example.org"] {
        let body = json!({ "email": email });
        told.push(app.post(LOST).json(&body).expect(202).await.text);
    }
    assert_eq!(told[0], told[1]);
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Uk, "mail-code-lost-subject");
    let mails = sink.messages();
    let mails: Vec<_> = mails.iter().filter(|m| m.subject == subject).collect();
    assert_eq!(mails.len(), 1, "to the household, and to nobody else");
    assert_eq!(mails[0].to, EMAIL);
    let code = mails[0].body.split('#').nth(1).unwrap();
    let code = code.split_whitespace().next().unwrap();
    assert!(opens(&app, &household.code).await, "asking ends nothing");

    let renewed = renew(&app, code).await.expect(201);
    assert_eq!(renewed.text_at("/request_id"), household.request);
    renew(&app, code).await.fields(422, &["/code link-code"]);
    assert!(!opens(&app, &household.code).await);
    assert!(opens(&app, &renewed.text_at("/tracking_code")).await);
    let path = format!("/requests/{}", household.request);
    app.get(&path).token(&token).expect(401).await;
    assert_eq!(browser.open("/en/my/request").await.address, "/en/my");
    state(&app, &old_number)
        .await
        .fields(422, &["/number request-number"]);
    assert_eq!(
        state(&app, &renewed.text_at("/number"))
            .await
            .expect(200)
            .body,
        json!({ "state": "open" })
    );
    assert!(opens(&app, &stranger.code).await, "nobody else's");
    app.run_jobs(&sink.mailer()).await;
    let last = sink.messages().pop().unwrap();
    assert_eq!(
        last.subject,
        texts::text(Locale::Uk, "mail-code-replaced-subject")
    );
    let written = "select count(*) from audit_event where action = 'code_replaced' and data = '{\"reason\": \"mail\"}'";
    assert_eq!(app.count(written).await, 1);
}

#[tokio::test]
async fn a_card_is_printed_anew_on_pages() {
    let app = TestApp::spawn().await;
    let household = by_mail(&app).await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/my").await;
    assert!(page.links().contains(&"/en/my/lost".to_owned()));
    let page = browser.open("/en/my/lost").await;
    let page = browser
        .send(&page.form("/en/my/lost").with("email", EMAIL))
        .await;
    assert_eq!(page.address, "/en/my/renew");
    let form = page.form("/en/my/renew");
    let wrong = browser.send(&form.clone().with("code", "0000")).await;
    assert_eq!(wrong.status, 422);
    let code = app.link_code().await;
    let card = browser.send(&form.with("code", &code)).await;
    let shown = card.texts(".slip .code");
    assert!(opens(&app, &shown[0]).await, "{shown:?}");
    assert!(!opens(&app, &household.code).await);
    // It is open here, and says its number.
    let page = browser.open("/en/my/request").await;
    assert_eq!(page.address, "/en/my/request");
    assert!(page.html.contains(&shown[1]), "{shown:?}");
    // Shown once.
    assert_eq!(browser.open("/en/my/card").await.address, "/en/my/request");

    let mut anybody = Browser::new(&app);
    let page = anybody.open("/en/my/number").await;
    let form = page.form("/en/my/number");
    let told = anybody.send(&form.clone().with("number", &shown[1])).await;
    assert_eq!(told.status, 200);
    assert_eq!(
        told.text("[role=status]"),
        Some(texts::text(Locale::En, "number-state-open"))
    );
    let wrong = anybody.send(&form.with("number", "1234 5678 9012")).await;
    assert_eq!(wrong.status, 422);
}

fn known(value: &str, reason: &str) -> Value {
    json!({ "known": value, "reason": reason })
}

#[tokio::test]
async fn a_moderator_replaces_a_code_face_to_face_with_a_reason_that_is_written_down() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    moderator.fresh_token(&app).await;
    let contact = json!({ "channel": "phone", "name": "Оксана", "phone": "+380501234567" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let mut code = household.code.clone();
    let mut number = number_of(&app, &household).await;
    for (value, reason) in [
        (None, "card_number"),
        (Some("+380 50 123 45 67"), "identity_document"),
    ] {
        let value = value.map_or_else(|| number.replace(' ', ""), str::to_owned);
        let done = app
            .post("/review/reissued-codes")
            .by(moderator)
            .json(&known(&value, reason))
            .expect(201)
            .await;
        assert!(!opens(&app, &code).await);
        (code, number) = (done.text_at("/tracking_code"), done.text_at("/number"));
        assert!(opens(&app, &code).await);
    }
    let written = "select count(*) from code_reissue c join audit_event a on a.subject_id = c.request_id
        where a.action = 'code_replaced' and a.data ->> 'reason' = c.reason and a.actor_id = c.by_moderator";
    assert_eq!(app.count(written).await, 2);
    app.post("/review/reissued-codes")
        .by(moderator)
        .json(&known("+37369000000", "card_number"))
        .send()
        .await
        .fields(422, &["/known unknown-request"]);
    // Who was somebody else's moderator a while ago shows the factor again.
    app.advance(SignedDuration::from_mins(6));
    app.post("/review/reissued-codes")
        .by(moderator)
        .json(&known(&number, "card_number"))
        .send()
        .await
        .problem(403, "second-factor-stale");
    // The household reads who did what.
    let who = punte_tests::Who::household(&code);
    let export = app
        .get(format!("/requests/{}/export", household.request))
        .by(&who)
        .expect(200)
        .await;
    assert_eq!(export.text.matches("code_replaced").count(), 2);
    // And the database takes no line of somebody who is no moderator, and none without a reason.
    let refused = sqlx::query(
        "insert into code_reissue (id, request_id, by_moderator, reason, at) values (gen_random_uuid(), $1::uuid, $2, 'card_number', now())",
    )
    .bind(&household.request)
    .bind(app.cast.people[0].account.0)
    .execute(&mut app.app_rw().await)
    .await
    .unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("code_reissue_moderator_check"));
}

#[tokio::test]
async fn a_moderator_prints_the_card_on_the_desk_after_showing_the_factor() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let number = number_of(&app, &household).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    app.advance(SignedDuration::from_mins(6));
    let page = browser.open("/en/desk/codes").await;
    assert!(page.address.starts_with("/en/account/step-up"));
    let form = page.form("/en/account/step-up");
    let page = browser.send(&form.with("proof", &code_at(app.now()))).await;
    assert_eq!(page.address, "/en/desk/codes");
    let form = page.form("/en/desk/codes").with("reason", "card_number");
    let wrong = browser.send(&form.clone().with("known", "who")).await;
    assert_eq!(wrong.status, 422);
    // A card alone takes no PIN away, and nothing that was typed is lost over it.
    let card_only = form
        .clone()
        .with("known", &number)
        .with("forget_pin", "yes");
    let wrong = browser.send(&card_only).await;
    assert_eq!(wrong.status, 422);
    let kept = wrong.form("/en/desk/codes");
    for (field, typed) in [
        ("known", number.as_str()),
        ("reason", "card_number"),
        ("forget_pin", "yes"),
    ] {
        assert_eq!(kept.value(field), Some(typed), "{field}");
    }
    let card = browser.send(&form.with("known", &number)).await;
    let shown = card.texts(".slip .code");
    assert!(opens(&app, &shown[0]).await, "{shown:?}");
    assert!(!opens(&app, &household.code).await);
    // Nobody else has the page.
    for person in ["person0@example.org"] {
        let mut browser = Browser::new(&app);
        browser.sign_in(person).await;
        assert_eq!(browser.open("/en/desk/codes").await.status, 403);
    }
}

#[tokio::test]
async fn a_number_says_the_state_and_nothing_else_and_guesses_count() {
    let limits = Limits::off().with(Limit::Codes, 2, 3600);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let household = app.file(&[service_need(1)]).await;
    let number = number_of(&app, &household).await;
    for typed in [number.clone(), number.replace(' ', "-")] {
        let told = state(&app, &typed).await.expect(200);
        assert_eq!(told.body, json!({ "state": "open" }));
    }
    // A slip is no guess.
    let (first, rest) = number.split_at(1);
    let slip = if first == "1" {
        format!("2{rest}")
    } else {
        format!("1{rest}")
    };
    for _ in 0..3 {
        state(&app, &slip).await.expect(422);
    }
    let path = format!("/requests/{}", household.request);
    app.delete(&path).by(&household.who).expect(204).await;
    for _ in 0..2 {
        state(&app, &number)
            .await
            .fields(422, &["/number request-number"]);
    }
    state(&app, &number).await.problem(429, "too-many-requests");
}
