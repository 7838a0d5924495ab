//! The pages in Debian's Chromium, driven by playwright-core: `tests/browser`.

#![cfg(test)]

mod care;
mod journeys;
mod script;

use std::path::Path;

use punte_api::{
    demo::{DemoSignIn, DemoView},
    seed::seed_demo,
};
use punte_tests::{PASSWORD, STAFF_KEY, TestApp, Who, service, with};
use serde_json::{Value, json};
use tempfile::TempDir;

use script::finds_nothing_in;

/// The demo data, as a stranger sees them who starts the server.
async fn world(app: &TestApp, directory: &Path) -> DemoView {
    let use_cases = app.use_cases().await;
    let view = seed_demo(&use_cases, directory).await.unwrap();
    use_cases.pool.close().await;
    view
}

/// A question to an institution that was answered and read by both, so that its pages are looked at too.
async fn answered(app: &TestApp, view: &DemoView) {
    let institution = |s: &&DemoSignIn| s.email.starts_with("provider-podul@");
    let provider = view.sign_ins.iter().find(institution).unwrap();
    let body = json!({ "email": provider.email, "password": provider.password });
    let provider = app.post("/sessions").json(&body).expect(201).await;
    let provider = provider.text_at("/access_token");
    let body = json!({ "code": view.households[0].code });
    let family = app.post("/tracking-sessions").json(&body).expect(201).await;
    let (request, family) = (
        family.text_at("/request_id"),
        family.text_at("/access_token"),
    );
    let own = app.get("/accounts/me").token(&provider).expect(200).await;
    let own = own.text_at("/member_of/0");
    let offers = app.get(format!("/providers/{own}/offers"));
    let offers = offers.token(&provider).expect(200).await;
    let live = |o: &&Value| o["review"] == "approved" && o["availability"] == "available";
    let offer = offers.items().iter().find(live).unwrap();
    let body = json!({ "offer_id": offer["id"], "phrase": "still_there" });
    let asked = app.post(format!("/requests/{request}/inquiries"));
    let id = asked.token(&family).json(&body).expect(201).await.id();
    let messages = format!("/inquiries/{id}/messages");
    app.get(&messages).token(&provider).expect(200).await;
    let answer = json!({ "text": "Так, приходьте." });
    let answer = app.post(&messages).token(&provider).json(&answer);
    answer.expect(201).await;
    app.get(&messages).token(&family).expect(200).await;
}

/// The world as scripts read it. The clock of the tests stands still, and so does the code that the staff's app shows.
fn described(app: &TestApp, world: &DemoView) -> Value {
    let code = world.staff_code(app.now());
    let known = serde_json::to_value(world).unwrap();
    let known = with(known, "/code", code.as_deref());
    with(known, "/now", app.now().to_string())
}

/// How somebody signs in.
fn sign_in(role: &str, who: &Who) -> DemoSignIn {
    DemoSignIn {
        role: role.to_owned(),
        email: who.email().to_owned(),
        password: PASSWORD.to_owned(),
    }
}

/// A world of some moderators and nobody else.
fn moderators(app: &TestApp, number: usize) -> DemoView {
    let some = app.cast.moderators.iter().take(number);
    DemoView {
        demo: false,
        staff_key: Some(STAFF_KEY.to_owned()),
        sign_ins: some.map(|who| sign_in("moderator", who)).collect(),
        households: Vec::new(),
    }
}

/// Runs a script of `tests/browser` against a server; it must find nothing.
async fn finds_nothing(app: &TestApp, script: &str, world: &DemoView) {
    finds_nothing_in(app, script, &described(app, world)).await;
}

#[tokio::test]
async fn every_page_answers_fits_and_can_be_read_by_everybody() {
    let app = TestApp::spawn().await;
    let data = TempDir::new().unwrap();
    let view = world(&app, data.path()).await;
    answered(&app, &view).await;
    let before = app.digest().await;
    finds_nothing(&app, "routes.mjs", &view).await;
    // Looking changes nothing but who is signed in, with which code, and how often somebody looked.
    let signing_in = [
        "public.session",
        "public.household_session",
        "public.second_factor",
        "public.attempt_count",
        // Staff whose password was hashed before they were staff: at the first sign-in anew, as theirs are.
        "identity.account",
    ];
    let after = app.digest().await;
    for (before, after) in before.iter().zip(&after) {
        assert!(
            before == after || signing_in.contains(&before.0.as_str()),
            "{}",
            before.0
        );
    }
}

#[tokio::test]
async fn without_a_connection_guides_and_help_lines_are_there_and_nothing_of_anybody() {
    let app = TestApp::spawn().await;
    let data = TempDir::new().unwrap();
    let view = world(&app, data.path()).await;
    finds_nothing(&app, "offline.mjs", &view).await;
}

#[tokio::test]
async fn a_family_finds_a_bed_without_a_script_and_goes_on_by_its_code_when_the_network_goes() {
    let app = TestApp::spawn().await;
    let data = TempDir::new().unwrap();
    let view = world(&app, data.path()).await;
    finds_nothing(&app, "refugee.mjs", &view).await;
}

#[tokio::test]
async fn somebody_with_a_room_comes_by_the_mail_offers_it_and_agrees_with_whoever_asks() {
    let app = TestApp::spawn().await;
    let data = TempDir::new().unwrap();
    let view = world(&app, data.path()).await;
    let code = app.linked("/accounts", "maria@example.org").await;
    let known = with(described(&app, &view), "/newcomer", code);
    finds_nothing_in(&app, "provider.mjs", &known).await;
}

#[tokio::test]
async fn a_risky_offer_is_found_while_two_moderators_agree_and_not_after_one_takes_it_back() {
    let app = TestApp::spawn().await;
    let data = TempDir::new().unwrap();
    let view = world(&app, data.path()).await;
    app.note_hints().await;
    finds_nothing(&app, "moderators.mjs", &view).await;
}

#[tokio::test]
async fn two_moderators_empty_a_queue_of_twenty_with_the_keyboard_alone() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    for number in 0..20 {
        let offer = with(
            service(&provider.id),
            "/content/title",
            format!("Help {number}"),
        );
        app.submitted(&provider, &offer).await;
    }
    finds_nothing(&app, "desk.mjs", &moderators(&app, 2)).await;
}

#[tokio::test]
async fn a_moderator_who_goes_on_typing_keeps_an_item_and_is_told_when_it_is_lost() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    app.submitted(&provider, &service(&provider.id)).await;
    finds_nothing(&app, "lease.mjs", &moderators(&app, 1)).await;
}

#[tokio::test]
#[ignore = "judges times: for script/assure"]
async fn an_old_phone_on_a_slow_network_paints_in_time() {
    let app = TestApp::spawn().await;
    let data = TempDir::new().unwrap();
    let view = world(&app, data.path()).await;
    finds_nothing(&app, "slow.mjs", &view).await;
}
