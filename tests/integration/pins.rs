//! A PIN guards contacts, the copy of one's data and erasure: whoever has the card only opens the request, and nothing of these.

#![cfg(test)]

use std::sync::Arc;

use jiff::SignedDuration;
use punte_tests::{Answer, Browser, Household, TestApp, request, service, service_need, with};
use serde_json::json;
use tokio::task::JoinSet;

const PIN: &str = "571943";
const OTHER: &str = "194357";

async fn set(app: &TestApp, household: &Household, token: &str, pin: &str) -> Answer {
    app.put(format!("/requests/{}/pin", household.request))
        .token(token)
        .json(&json!({ "pin": pin }))
        .send()
        .await
}

async fn show(app: &TestApp, household: &Household, token: &str, pin: &str) -> Answer {
    app.post(format!("/requests/{}/pin-checks", household.request))
        .token(token)
        .json(&json!({ "pin": pin }))
        .send()
        .await
}

#[tokio::test]
async fn whoever_has_only_the_code_sees_no_contacts_takes_nothing_and_erases_nothing() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    let own = household.who.fresh_token(&app).await;
    set(&app, &household, &own, PIN).await.expect(204);
    // Where it was set it counts as shown.
    let export = format!("/requests/{}/export", household.request);
    app.get(&export).token(&own).expect(200).await;

    let finder = household.who.fresh_token(&app).await;
    let request = format!("/requests/{}", household.request);
    app.get(&request).token(&finder).expect(200).await;
    let contacts = format!("/matches/{id}/contacts");
    let reach = json!({ "channel": "phone", "phone": "+380501112233" });
    let own_contact = format!("{request}/contact");
    for guarded in [
        app.put(&own_contact)
            .token(&finder)
            .if_match(1)
            .json(&reach),
        app.get(&contacts).token(&finder),
        app.get(&export).token(&finder),
        app.delete(&request).token(&finder),
        app.delete(format!("{request}/pin")).token(&finder),
    ] {
        guarded.send().await.problem(403, "pin-needed");
    }
    set(&app, &household, &finder, OTHER)
        .await
        .problem(403, "pin-needed");
    // The provider's side is its own.
    app.get(&contacts).by(&provider.member).expect(200).await;

    show(&app, &household, &finder, OTHER)
        .await
        .fields(422, &["/pin wrong-pin"]);
    show(&app, &household, &finder, PIN).await.expect(204);
    app.get(&contacts).token(&finder).expect(200).await;
    app.advance(SignedDuration::from_mins(5) + SignedDuration::from_secs(1));
    app.get(&contacts)
        .token(&finder)
        .send()
        .await
        .problem(403, "pin-needed");
    // Another PIN is shown nowhere but where it was chosen.
    show(&app, &household, &finder, PIN).await.expect(204);
    show(&app, &household, &own, PIN).await.expect(204);
    set(&app, &household, &own, OTHER).await.expect(204);
    app.get(&export)
        .token(&finder)
        .send()
        .await
        .problem(403, "pin-needed");
    app.delete(format!("{request}/pin"))
        .token(&own)
        .expect(204)
        .await;
    app.get(&export).token(&finder).expect(200).await;
    // What the database holds of it opens nothing.
    let shown = app
        .count("select count(*) from audit_event where action in ('pin_set', 'pin_removed')")
        .await;
    assert_eq!(shown, 3);
}

#[tokio::test]
async fn five_wrong_pins_shut_the_right_one_out_for_an_hour_also_when_they_come_at_once() {
    let app = Arc::new(TestApp::spawn().await);
    let household = app.file(&[service_need(1)]).await;
    let own = household.who.fresh_token(&app).await;
    set(&app, &household, &own, PIN).await.expect(204);
    let mut tasks = JoinSet::new();
    for guess in 0..30 {
        let (app, household, own) = (Arc::clone(&app), household.clone(), own.clone());
        let guess = format!("90{:04}", guess * 7);
        tasks.spawn(async move { show(&app, &household, &own, &guess).await.status });
    }
    for status in tasks.join_all().await {
        assert!([422, 503].contains(&status), "{status}");
    }
    assert_eq!(
        app.count("select failures::bigint from request_pin").await,
        5
    );
    show(&app, &household, &own, PIN)
        .await
        .fields(422, &["/pin wrong-pin"]);
    app.advance(SignedDuration::from_hours(1));
    let own = household.who.fresh_token(&app).await;
    show(&app, &household, &own, PIN).await.expect(204);
    assert_eq!(
        app.count("select failures::bigint from request_pin").await,
        0
    );
    // Nobody is said to have shown one where none is set.
    sqlx::query("delete from request_pin")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let refused = sqlx::query("update household_session set pin_at = app_now()")
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("household_session_pin_at_check"));
}

#[tokio::test]
async fn a_pin_is_set_asked_for_and_taken_away_on_pages() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let open = async || {
        let mut browser = Browser::new(&app);
        let form = browser.open("/en/my").await.form("/en/my");
        browser.send(&form.with("code", &household.code)).await;
        browser
    };
    let mut browser = open().await;
    let data = browser.open("/en/my/data").await;
    assert!(data.links().contains(&"/en/my/pin".to_owned()));
    let form = browser.open("/en/my/pin").await.form("/en/my/pin");
    let twice = |pin: &str| form.clone().with("pin", pin).with("again", pin);
    let weak = browser.send(&twice("123456")).await;
    assert_eq!(weak.status, 422);
    // A slip of the finger would shut them out.
    let slip = browser.send(&twice(PIN).with("again", OTHER)).await;
    assert_eq!(slip.status, 422);
    assert_eq!(slip.attributes(".err[id]", "id"), ["again-e"]);
    assert_eq!(
        slip.attributes("input#pin", "type"),
        ["password"],
        "in sight of whoever stands near"
    );
    assert_eq!(app.count("select count(*) from request_pin").await, 0);
    assert_eq!(data.text("#pin-state").as_deref(), Some("No PIN is set."));
    let done = browser.send(&twice(PIN)).await;
    assert_eq!(done.address, "/en/my/data");
    assert_eq!(done.text("#pin-state").as_deref(), Some("A PIN is set."));
    let set = browser.open("/en/my/pin").await;
    assert!(set.text("main").unwrap().contains("Change the PIN"));

    let mut other = open().await;
    let form = other.open("/en/my/case-workers").await.to_do("invite");
    let asked = other.send(&form).await;
    assert_eq!(asked.status, 403);
    let form = asked.form("/en/my/pin/show").with("proof", OTHER);
    let wrong = other.send(&form).await;
    assert_eq!(wrong.status, 422);
    // What was wanted is done as soon as the PIN is right.
    let form = wrong.form("/en/my/pin/show").with("proof", PIN);
    let invited = other.send(&form).await;
    assert_eq!(invited.address, "/en/my/case-workers");
    assert!(invited.text("#invited").is_some(), "{}", invited.html);
    let mut finder = open().await;
    // The way to be reached is not shown, and the copy of one's data leads back to the page that has it.
    let page = finder.open("/en/my/contact").await;
    assert_eq!(page.address, "/en/my/pin/show?next=/my/contact");
    let page = finder.open("/en/my/data/export").await;
    assert_eq!(page.address, "/en/my/pin/show?next=/my/data");
    let form = other.open("/en/my/pin").await.form("/en/my/pin/off");
    assert_eq!(other.send(&form).await.address, "/en/my/data");
    let mut third = open().await;
    let form = third.open("/en/my/erase").await.form("/en/my/erase");
    assert_eq!(third.send(&form).await.address, "/en");
}

#[tokio::test]
async fn what_was_typed_before_the_pin_was_asked_for_goes_on_as_it_was() {
    let app = TestApp::spawn().await;
    let contact = json!({ "channel": "phone", "phone": "+380671234567", "name": "Олена" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let mut browser = Browser::new(&app);
    let form = browser.open("/en/my").await.form("/en/my");
    browser.send(&form.with("code", &household.code)).await;
    let form = browser.open("/en/my/pin").await.form("/en/my/pin");
    browser
        .send(&form.with("pin", PIN).with("again", PIN))
        .await;
    let late = || app.advance(SignedDuration::from_mins(6));
    let asks = "/en/my/pin/show";

    // A long form: on several lines, and with what a page could take for its own.
    let form = browser.open("/en/my/contact").await.form("/en/my/contact");
    let note = "after six\r\n\"not\" <before> & never at noon";
    let form = form.with("phone", "+380677654321").with("safe_note", note);
    late();
    let asked = browser.send(&form).await;
    assert_eq!(
        (asked.status, asked.address.as_str()),
        (403, "/en/my/contact")
    );
    let corrected = "select count(*) from audit_event where action = 'contact_corrected'";
    assert_eq!(app.count(corrected).await, 0);
    let form = asked.form(asks).with("proof", OTHER);
    let wrong = browser.send(&form).await;
    assert_eq!((wrong.status, wrong.address.as_str()), (422, asks));
    let saved = browser.send(&wrong.form(asks).with("proof", PIN)).await;
    assert_eq!(saved.address, "/en/my/data", "{}", saved.html);
    let kept = browser.open("/en/my/contact").await.form("/en/my/contact");
    assert_eq!(kept.value("phone"), Some("+380677654321"));
    let kept = kept.value("safe_note").unwrap().trim();
    assert_eq!(kept, note.replace("\r\n", "\n"));
    assert_eq!(app.count(corrected).await, 1, "saved once");

    // Another PIN, whose field is the PIN's, too.
    let form = browser.open("/en/my/pin").await.form("/en/my/pin");
    late();
    let form = form.with("pin", OTHER).with("again", OTHER);
    let asked = browser.send(&form).await;
    let form = asked.form(asks).with("proof", PIN);
    assert_eq!(browser.send(&form).await.address, "/en/my/data");
    late();
    let form = browser.open("/en/my/erase").await.form("/en/my/erase");
    let asked = browser.send(&form).await;
    let wrong = browser.send(&asked.form(asks).with("proof", PIN)).await;
    assert_eq!(wrong.status, 422, "the former one");
    let form = wrong.form(asks).with("proof", OTHER);
    assert_eq!(browser.send(&form).await.address, "/en", "erased in one go");
}

#[tokio::test]
async fn a_moderator_takes_a_forgotten_pin_away_and_a_mail_does_not() {
    let app = TestApp::spawn().await;
    let contact = json!({ "channel": "email", "email": "oksana@example.org" });
    let body = punte_tests::request(&[service_need(1)]);
    let household = app
        .file_request(&punte_tests::with(body, "/contact", contact))
        .await;
    let own = household.who.fresh_token(&app).await;
    set(&app, &household, &own, PIN).await.expect(204);
    let export = format!("/requests/{}/export", household.request);
    let with = async |answer: Answer| {
        let who = punte_tests::Who::household(&answer.text_at("/tracking_code"));
        app.get(&export).by(&who).send().await
    };
    for _ in 0..5 {
        show(&app, &household, &own, OTHER)
            .await
            .fields(422, &["/pin wrong-pin"]);
    }
    let code = app.linked("/lost-codes", "oksana@example.org").await;
    let renewed = app
        .post("/lost-codes/confirmations")
        .json(&json!({ "code": code }))
        .expect(201)
        .await;
    // Whoever guessed, guessed with the old code: the tries are gone with it.
    let who = punte_tests::Who::household(&renewed.text_at("/tracking_code"));
    let token = who.fresh_token(&app).await;
    show(&app, &household, &token, PIN).await.expect(204);
    with(renewed).await.problem(403, "pin-needed");
    app.as_moderator().fresh_token(&app).await;
    // Whoever shows only the card may have found it.
    let body =
        json!({ "known": "oksana@example.org", "reason": "card_number", "forget_pin": true });
    app.post("/review/reissued-codes")
        .by(app.as_moderator())
        .json(&body)
        .send()
        .await
        .fields(422, &["/forget_pin card-only"]);
    let changed = "select count(*) from job where payload ->> 'notice' = 'pin-changed'";
    assert_eq!(app.count(changed).await, 1, "they are told of a PIN");
    for (forget, status) in [(false, 403), (true, 200)] {
        let body = json!({ "known": "oksana@example.org", "reason": "identity_document", "forget_pin": forget });
        let reissued = app
            .post("/review/reissued-codes")
            .by(app.as_moderator())
            .json(&body)
            .expect(201)
            .await;
        with(reissued).await.expect(status);
    }
}
