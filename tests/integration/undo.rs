//! Decisions are taken back within a minute by whoever made them, and until then nobody is told.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, MailSink, Provider, TestApp, Who, housing_offer,
    places::{CHERNIVTSI, SIRET, SUCEAVA},
    request, ride, ride_need, service, service_need, with,
};
use serde_json::{Value, json};

use crate::{
    pages::desk::moderator,
    rechecks::{later, tend},
};

fn seconds(n: i64) -> SignedDuration {
    SignedDuration::from_secs(n)
}

/// Takes the open item of an offer and decides; the item's id.
async fn decided(app: &TestApp, by: &Who, offer: &str, decision: &str) -> String {
    let (id, revision) = app.open_item(by, offer).await;
    app.claim(by, &id).await.expect(200);
    app.decide(by, &id, decision, &revision).await.expect(201);
    id
}

async fn undo(app: &TestApp, by: &Who, item: &str) -> Answer {
    app.post(format!("/review/items/{item}/undo"))
        .by(by)
        .send()
        .await
}

async fn state(app: &TestApp, provider: &Provider, offer: &str) -> String {
    app.offer(provider, offer).await.text_at("/review")
}

#[tokio::test]
async fn an_approval_is_seen_at_once_and_said_after_a_minute_and_not_at_all_if_taken_back() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let contact = json!({ "channel": "email", "name": "Оксана", "email": "oksana@example.org" });
    let asks = with(request(&[service_need(1)]), "/contact", contact);
    app.file_request(&with(asks, "/alerts", true)).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    app.run_jobs(&sink.mailer()).await;
    let before = sink.messages().len();
    let told = async || {
        app.run_jobs(&sink.mailer()).await;
        let mut to: Vec<String> = sink
            .messages()
            .split_off(before)
            .into_iter()
            .map(|message| message.to)
            .collect();
        to.sort();
        to
    };
    let one = app.as_moderator();
    let item = decided(&app, one, &offer, "approve").await;
    assert!(app.is_public(&offer).await, "seen at once");
    app.advance(seconds(59));
    assert!(told().await.is_empty());
    let undone = undo(&app, one, &item).await.expect(200);
    assert_eq!(undone.text_at("/state"), "open");
    assert_eq!(undone.text_at("/claimed_by"), one.account.0.to_string());
    assert!(!app.is_public(&offer).await);
    assert_eq!(state(&app, &provider, &offer).await, "in_review");
    app.advance(seconds(120));
    assert!(told().await.is_empty(), "what was taken back is not said");
    // The item is theirs: they decide again, and this time it stands.
    let revision = undone.text_at("/revision_id");
    app.decide(one, &item, "approve", &revision)
        .await
        .expect(201);
    app.advance(seconds(60));
    undo(&app, one, &item).await.problem(409, "undo-over");
    assert!(app.is_public(&offer).await);
    assert_eq!(told().await, ["oksana@example.org", "person2@example.org"]);
    let audit = "select count(*) from audit_event where action = 'review_undone'";
    assert_eq!(app.count(audit).await, 1);
    assert_eq!(
        app.count("select count(*) from review_decision where undone_at is not null")
            .await,
        1,
        "it stays written down"
    );
}

#[tokio::test]
async fn a_refusal_is_taken_back_and_nobody_else_takes_a_decision_back() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    for (decision, after) in [
        ("reject", "rejected"),
        ("request_changes", "changes_requested"),
    ] {
        let offer = app.submitted(&provider, &service(&provider.id)).await;
        app.run_jobs(&sink.mailer()).await;
        let before = sink.messages().len();
        let one = app.as_moderator();
        let item = decided(&app, one, &offer, decision).await;
        assert_eq!(state(&app, &provider, &offer).await, after);
        undo(&app, &app.cast.moderators[1], &item)
            .await
            .problem(409, "undo-over");
        undo(&app, &provider.member, &item).await.expect(403);
        undo(&app, one, &item).await.expect(200);
        assert_eq!(state(&app, &provider, &offer).await, "in_review");
        assert!(app.offer(&provider, &offer).await.body["last_word"].is_null());
        undo(&app, one, &item).await.problem(409, "undo-over");
        app.advance(seconds(61));
        app.run_jobs(&sink.mailer()).await;
        assert_eq!(sink.messages().len(), before);
    }
}

#[tokio::test]
async fn an_approved_edit_that_is_taken_back_leaves_everything_as_it_was() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(seconds(90));
    let version = app.offer(&provider, &offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": { "title": "Consultanță juridică în fiecare zi", "capacity": 40 } }))
        .expect(200)
        .await;
    let stands = async || {
        let public = app.get(format!("/public/offers/{offer}")).expect(200).await;
        let own = app.offer(&provider, &offer).await;
        (
            public.text_at("/title"),
            own.number("/capacity"),
            own.text_at("/expires_at"),
            own.text_at("/live_revision_id"),
            own.text_at("/review"),
            own.body["open"].clone(),
        )
    };
    let before = stands().await;
    let one = app.as_moderator();
    let item = decided(&app, one, &offer, "approve").await;
    let after = stands().await;
    assert_eq!(after.0, "Consultanță juridică în fiecare zi");
    assert_ne!(after.1, before.1);
    undo(&app, one, &item).await.expect(200);
    assert_eq!(stands().await, before);
}

#[tokio::test]
async fn the_first_of_two_is_taken_back_and_the_offer_waits_for_two_again() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let [one, two, three, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let item = decided(&app, one, &offer, "approve").await;
    let undone = undo(&app, one, &item).await.expect(200);
    assert_eq!(undone.number("/approvals"), 0);
    app.delete(format!("/review/items/{item}/claim"))
        .by(one)
        .expect(204)
        .await;
    // One that was taken back does not count: two others are needed.
    decided(&app, two, &offer, "approve").await;
    assert!(!app.is_public(&offer).await);
    // Not for the database either, whoever asks it.
    app.claim(three, &item).await.expect(200);
    let early = sqlx::query(
        "update offer set review = 'approved', live_revision_id = latest_revision_id where review = 'in_review'",
    )
    .execute(&mut app.app_rw().await)
    .await
    .unwrap_err();
    let held = early.as_database_error().and_then(|e| e.constraint());
    assert_eq!(held, Some("offer_approvals_check"));
    decided(&app, three, &offer, "approve").await;
    assert!(app.is_public(&offer).await);
    // The second one's was the last word; the first one's cannot be drawn from under it.
    undo(&app, two, &item).await.problem(409, "undo-over");
    assert!(app.is_public(&offer).await);
    undo(&app, three, &item).await.expect(200);
    assert!(!app.is_public(&offer).await);
    assert_eq!(app.queue_item(three, &offer).await.unwrap()["approvals"], 1);
}

#[tokio::test]
async fn the_first_of_two_does_not_open_again_what_the_second_refused() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.live(&provider, &housing_offer(&provider.id)).await;
    let version = app.offer(&provider, &offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": { "title": "Casă cu grădină lângă parc" } }))
        .expect(200)
        .await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let item = decided(&app, one, &offer, "approve").await;
    decided(&app, two, &offer, "reject").await;
    // The approved words stay, and so does the offer's version; the last word is the refusal.
    undo(&app, one, &item).await.problem(409, "undo-over");
    assert!(app.queue_item(two, &offer).await.is_none());
    undo(&app, two, &item).await.expect(200);
}

#[tokio::test]
async fn the_first_approval_of_a_ride_is_taken_back_though_a_seat_is_promised_and_its_stops_stay() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.submitted(&provider, &ride(&provider.id)).await;
    let one = app.as_moderator();
    let item = decided(&app, one, &offer, "approve").await;
    let household = app.file(&[ride_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    undo(&app, one, &item).await.expect(200);
    assert!(!app.is_public(&offer).await);
    // Whoever was promised a seat keeps it, and where they get in and out: no other route is approved meanwhile.
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    assert_eq!(seen.expect(200).await.text_at("/state"), "accepted");
    let stops = json!([{ "place_id": CHERNIVTSI }, { "place_id": SIRET }, { "place_id": SUCEAVA }]);
    let version = app.offer(&provider, &offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": { "details": { "stops": stops } } }))
        .expect(200)
        .await;
    let waits = app.queue_item(one, &offer).await.unwrap();
    let text = |field: &str| waits[field].as_str().unwrap();
    app.claim(one, text("id")).await.expect(200);
    let approve = async || {
        app.decide(one, text("id"), "approve", text("revision_id"))
            .await
    };
    approve().await.problem(409, "below-promised");
    app.end(&household.who, &id, "cancel").await.expect(200);
    let free = "select reserved::bigint from offer_stock";
    assert_eq!(app.count(free).await, 0, "given back though nobody sees it");
    approve().await.expect(201);
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn what_the_provider_changed_since_is_not_overwritten() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let one = app.as_moderator();
    let item = decided(&app, one, &offer, "approve").await;
    app.step(&provider, &offer, "pause").await.expect(200);
    undo(&app, one, &item).await.problem(409, "undo-over");
    assert_eq!(state(&app, &provider, &offer).await, "approved");
}

#[tokio::test]
async fn the_database_itself_takes_nothing_back_after_the_minute_or_without_a_decision() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    decided(&app, app.as_moderator(), &offer, "approve").await;
    let refused = async |statement: &'static str| {
        let error = sqlx::query(statement)
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
        let error = error.as_database_error().unwrap();
        error.constraint().map(str::to_owned)
    };
    let back =
        "update offer set review = 'in_review', live_revision_id = null where review = 'approved'";
    assert_eq!(refused(back).await.as_deref(), Some("offer_step_check"));
    app.advance(seconds(60));
    let undone = "update review_decision set undone_at = app_now()";
    assert_eq!(
        refused(undone).await.as_deref(),
        Some("review_decision_undo_check")
    );
}

#[tokio::test]
async fn what_can_be_taken_back_is_listed_to_whoever_decided_it_until_its_minute_is_over() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let listed = async |who: &Who| {
        let list = app.get("/review/undoable").by(who).expect(200).await;
        let of = |line: &Value| {
            let text = |field: &str| line[field].as_str().unwrap().to_owned();
            [text("item_id"), text("decision"), text("until")]
        };
        let items = list.body["items"].as_array().unwrap();
        items.iter().map(of).collect::<Vec<_>>()
    };
    let [one, other, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    assert!(listed(one).await.is_empty());
    let mut lines = Vec::new();
    for decision in ["approve", "reject"] {
        let offer = app.submitted(&provider, &service(&provider.id)).await;
        let item = decided(&app, one, &offer, decision).await;
        let until = (app.now() + seconds(60)).to_string();
        lines.push([item, decision.to_owned(), until]);
        app.advance(seconds(20));
    }
    let [first, second] = <[[String; 3]; 2]>::try_from(lines).unwrap();
    assert_eq!(listed(one).await, [second.clone(), first.clone()]);
    assert!(listed(other).await.is_empty(), "nobody else's to take back");
    // The page has the same lines.
    let desk = moderator(&app, 0).await.open("/en/desk").await;
    assert_eq!(desk.texts("section[aria-labelledby=undo] form").len(), 2);
    app.advance(seconds(20));
    assert_eq!(
        listed(one).await,
        std::slice::from_ref(&second),
        "its minute is over"
    );
    undo(&app, one, &second[0]).await.expect(200);
    assert!(listed(one).await.is_empty(), "it was taken back");
}

#[tokio::test]
async fn the_desk_shows_what_can_be_taken_back_and_takes_it_back_by_one_tap() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    decided(&app, app.as_moderator(), &offer, "reject").await;
    let mut works = moderator(&app, 0).await;
    app.advance(seconds(20));
    let desk = works.open("/en/desk").await;
    assert!(desk.html.contains("40 seconds left"), "{}", desk.html);
    let form = desk.to_do("undo");
    let mut other: Browser<'_> = moderator(&app, 1).await;
    assert!(other.open("/en/desk").await.way_to("undo").is_none());
    let done = works.send(&form).await;
    assert_eq!(done.status, 200, "{}", done.html);
    assert!(done.html.contains("nobody was told"), "{}", done.html);
    assert_eq!(state(&app, &provider, &offer).await, "in_review");
    let item = done.address.rsplit('/').next().unwrap().to_owned();
    let read = app.get(format!("/review/items/{item}"));
    let revision = read.by(app.as_moderator()).expect(200).await;
    let revision = revision.text_at("/item/revision_id");
    app.decide(app.as_moderator(), &item, "reject", &revision)
        .await
        .expect(201);
    let form = works.open("/en/desk").await.to_do("undo");
    app.advance(seconds(60));
    let late = works.send(&form).await;
    assert_eq!(late.status, 409);
    assert!(late.html.contains("can no longer be taken back"));
    assert!(late.way_to("undo").is_none());
}

#[tokio::test]
async fn that_a_second_look_found_it_right_is_not_said_if_it_is_taken_back() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    // It is hidden by then: that somebody has looked is news.
    let year = SignedDuration::from_hours(24 * 366);
    later(&app, &provider, &offer, year).await;
    assert_eq!(tend(&app).await, (1, 1));
    let subject = texts::text(Locale::En, "mail-offer-rechecked-subject");
    let told = async || {
        app.advance(seconds(61));
        app.run_jobs(&sink.mailer()).await;
        let mails = sink.messages();
        mails.iter().filter(|mail| mail.subject == subject).count()
    };
    let one = app.as_moderator();
    let item = decided(&app, one, &offer, "approve").await;
    let undone = undo(&app, one, &item).await.expect(200);
    assert_eq!(told().await, 0);
    let revision = undone.text_at("/revision_id");
    app.decide(one, &item, "approve", &revision)
        .await
        .expect(201);
    assert_eq!(told().await, 1, "this time it stands");
}
