//! What a moderator cannot decide goes to somebody else who checks, stands on top of the queue, and does not come back to them.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Answer, TestApp, Who, housing_offer, service};
use serde_json::{Value, json};

use crate::{
    pages::desk::{decision_form, moderator, page_of, take},
    rechecks::{later, tend},
};

const NOTE: &str = "Textul este în maghiară.";

pub async fn escalate(app: &TestApp, by: &Who, item: &str, revision: &str) -> Answer {
    app.post(format!("/review/items/{item}/escalation"))
        .by(by)
        .json(&json!({ "revision_id": revision, "reason_code": "needs_language", "note": NOTE }))
        .send()
        .await
}

/// The ids of a part of the queue.
async fn listed(app: &TestApp, by: &Who, view: &str) -> Vec<String> {
    let page = app.get(format!("/review/items?view={view}")).by(by);
    let page = page.expect(200).await;
    let ids = page.items().iter();
    ids.map(|i| i["id"].as_str().unwrap().to_owned()).collect()
}

const ROWS: &str = "select count(*) from review_escalation";
const LINES: &str = "select count(*) from audit_event where action = 'review_escalated'";

#[tokio::test]
async fn what_is_handed_on_stands_on_top_for_others_and_does_not_come_back() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let older = app.submitted(&provider, &service(&provider.id)).await;
    app.advance(SignedDuration::from_hours(2));
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (first, _) = app.open_item(one, &older).await;
    let (id, revision) = app.open_item(one, &offer).await;
    app.claim(one, &id).await.expect(200);
    let done = escalate(&app, one, &id, &revision).await.expect(200);
    assert_eq!(done.at("/item/claimed_by"), &Value::Null);
    assert_eq!(
        done.at("/item/escalation"),
        &json!({
            "reason_code": "needs_language", "note": NOTE, "escalated_by": one.account, "escalated_at": app.now(),
        })
    );
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.text_at("/review"), "submitted");
    assert!(!view.text.contains("maghiar"), "staff alone reads the note");
    // For the others it comes before what is due earlier; for whoever handed it on there is nothing to take.
    assert_eq!(listed(&app, two, "me").await, [id.clone(), first.clone()]);
    assert_eq!(listed(&app, one, "me").await, std::slice::from_ref(&first));
    for who in [one, two] {
        assert_eq!(
            listed(&app, who, "escalated").await,
            std::slice::from_ref(&id)
        );
    }
    // Page by page, too.
    let page = app.get("/review/items?limit=1").by(two).expect(200).await;
    let next = page.text_at("/next_cursor");
    let rest = app.get(format!("/review/items?limit=1&cursor={next}"));
    let rest = rest.by(two).expect(200).await;
    assert_eq!(rest.items()[0]["id"], first);
    app.claim(one, &id).await.problem(409, "handed-on");
    app.decide(one, &id, "reject", &revision)
        .await
        .problem(409, "handed-on");
    escalate(&app, one, &id, &revision)
        .await
        .problem(409, "handed-on");
    assert_eq!((app.count(ROWS).await, app.count(LINES).await), (1, 1));
    let data: Value =
        sqlx::query_scalar("select data from audit_event where action = 'review_escalated'")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(
        data,
        json!({ "reason": "needs_language", "offer": offer }),
        "not the words"
    );
    // Somebody else reads why, and decides.
    let taken = app.claim(two, &id).await.expect(200);
    assert_eq!(taken.text_at("/escalations/0/note"), NOTE);
    let decided = app.decide(two, &id, "approve", &revision).await.expect(201);
    assert_eq!(decided.at("/escalation"), &Value::Null);
    assert!(listed(&app, two, "escalated").await.is_empty());
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn only_whoever_holds_an_item_hands_it_on_and_in_the_version_that_they_saw() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(three.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (id, revision) = app.open_item(one, &offer).await;
    escalate(&app, one, &id, &revision)
        .await
        .problem(409, "lease-lost");
    app.claim(one, &id).await.expect(200);
    escalate(&app, two, &id, &revision)
        .await
        .problem(409, "lease-lost");
    escalate(&app, three, &id, &revision)
        .await
        .problem(409, "own-offer");
    escalate(&app, &provider.member, &id, &revision)
        .await
        .expect(403);
    let wrong = uuid::Uuid::from_u128(7).to_string();
    escalate(&app, one, &id, &wrong)
        .await
        .problem(412, "stale-version");
    let send = |body: Value| {
        app.post(format!("/review/items/{id}/escalation"))
            .by(one)
            .json(&body)
            .send()
    };
    send(json!({ "revision_id": revision, "reason_code": "tired" }))
        .await
        .fields(400, &["/reason_code unknown-value"]);
    let long = "x".repeat(1001);
    send(json!({ "revision_id": revision, "reason_code": "danger_suspected", "note": long }))
        .await
        .fields(422, &["/note length"]);
    app.advance(SignedDuration::from_mins(10));
    escalate(&app, one, &id, &revision)
        .await
        .problem(409, "lease-lost");
    assert_eq!((app.count(ROWS).await, app.count(LINES).await), (0, 0));
    // Two at once: one of them does it. The same sent again gives the same answer.
    app.claim(one, &id).await.expect(200);
    let (a, b) = tokio::join!(
        escalate(&app, one, &id, &revision),
        escalate(&app, one, &id, &revision)
    );
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    // Whoever belongs to it is nobody to hand it to.
    app.claim(two, &id).await.expect(200);
    escalate(&app, two, &id, &revision)
        .await
        .problem(409, "nobody-left");
    app.make_staff(&app.cast.people[4], "moderator").await;
    let body = json!({ "revision_id": revision, "reason_code": "conflict_of_interest" });
    for _ in 0..2 {
        app.post(format!("/review/items/{id}/escalation"))
            .by(two)
            .key("escalate-me-only-once")
            .json(&body)
            .expect(200)
            .await;
    }
    assert_eq!((app.count(ROWS).await, app.count(LINES).await), (2, 2));
    // What is closed is not handed on any more.
    app.step(&provider, &offer, "withdraw").await.expect(200);
    escalate(&app, one, &id, &revision)
        .await
        .problem(409, "illegal-state");
}

#[tokio::test]
async fn nothing_is_handed_on_to_fewer_than_still_have_to_approve_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let (id, revision) = app.open_item(one, &offer).await;
    let refused = async |who: &Who| {
        let answer = escalate(&app, who, &id, &revision).await;
        answer.problem(409, "nobody-left");
    };
    app.claim(one, &id).await.expect(200);
    escalate(&app, one, &id, &revision).await.expect(200);
    // Two are left, and both have to approve it.
    let mut works = moderator(&app, 1).await;
    let held = take(&app, &mut works, &offer).await;
    let form = decision_form(&held)
        .with("do", "escalate")
        .with("escalation", "needs_language");
    let told = works.send(&form).await;
    assert_eq!(told.status, 409);
    assert!(told.html.contains("Too few people are left"));
    refused(two).await;
    // It stays theirs. Of the two that are left then, one has approved it.
    app.decide(two, &id, "approve", &revision).await.expect(201);
    app.claim(three, &id).await.expect(200);
    refused(three).await;
    let fourth = &app.cast.people[4];
    app.make_staff(fourth, "moderator").await;
    let shut_out = async |out: bool| {
        sqlx::query("update account set disabled_at = case when $2 then now() end where id = $1")
            .bind(fourth.account.0)
            .bind(out)
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
    };
    shut_out(true).await;
    refused(three).await;
    assert_eq!((app.count(ROWS).await, app.count(LINES).await), (1, 1));
    shut_out(false).await;
    escalate(&app, three, &id, &revision).await.expect(200);
    fourth.fresh_token(&app).await;
    app.approve_by(fourth, &offer).await.expect(201);
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn a_decision_or_a_new_version_takes_it_from_the_top_and_an_undo_puts_it_back() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let (id, revision) = app.open_item(one, &offer).await;
    app.claim(one, &id).await.expect(200);
    escalate(&app, one, &id, &revision).await.expect(200);
    app.claim(two, &id).await.expect(200);
    let first = app.decide(two, &id, "approve", &revision).await.expect(201);
    assert_eq!(first.text_at("/state"), "open");
    assert_eq!(first.at("/escalation"), &Value::Null);
    // One of two approved it: whoever handed it on is not the second one.
    app.claim(one, &id).await.problem(409, "handed-on");
    let undone = app.post(format!("/review/items/{id}/undo")).by(two);
    let undone = undone.expect(200).await;
    assert_eq!(
        undone.text_at("/escalation/reason_code"),
        "needs_language",
        "nobody decided after all"
    );
    let version = app.offer(&provider, &offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": { "title": "Casa cu grădină și livadă" } }))
        .expect(200)
        .await;
    let newer = app.queue_item(one, &offer).await.unwrap();
    assert_ne!(newer["id"], id);
    assert_eq!(newer["escalation"], Value::Null);
    let newer = newer["id"].as_str().unwrap();
    let taken = app.claim(one, newer).await.expect(200);
    assert_eq!(taken.at("/escalations"), &json!([]));
}

#[tokio::test]
async fn whoever_handed_a_version_on_looks_at_it_again_a_year_later_and_may_hand_that_on() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (first, revision) = app.open_item(one, &offer).await;
    app.claim(one, &first).await.expect(200);
    escalate(&app, one, &first, &revision).await.expect(200);
    app.approve_by(two, &offer).await.expect(201);

    let year = SignedDuration::from_hours(24 * 336);
    later(&app, &provider, &offer, year).await;
    assert_eq!(tend(&app).await, (1, 1));
    let (again, same) = app.open_item(one, &offer).await;
    assert_eq!(same, revision);
    assert!(listed(&app, one, "escalated").await.is_empty());
    for view in ["me", "expiring"] {
        assert_eq!(
            listed(&app, one, view).await,
            std::slice::from_ref(&again),
            "{view}"
        );
    }
    let counts = app.get("/review/counts").by(one).expect(200).await;
    assert_eq!(counts.number("/me"), 1);
    app.claim(one, &again).await.expect(200);
    let handed_on = escalate(&app, one, &again, &revision).await.expect(200);
    let times = handed_on.at("/escalations").as_array().unwrap().len();
    assert_eq!((times, app.count(ROWS).await), (2, 2));
    // This one is kept from them.
    app.claim(one, &again).await.problem(409, "handed-on");
    assert!(listed(&app, one, "me").await.is_empty());
    let counts = app.get("/review/counts").by(one).expect(200).await;
    assert_eq!((counts.number("/me"), counts.number("/escalated")), (0, 1));
    assert_eq!(
        listed(&app, two, "escalated").await,
        std::slice::from_ref(&again)
    );
    app.approve_by(two, &offer).await.expect(201);
    assert!(listed(&app, two, "escalated").await.is_empty());

    // And the one after that is theirs to decide.
    later(&app, &provider, &offer, year).await;
    assert_eq!(tend(&app).await, (1, 1));
    let done = app.approve_by(one, &offer).await.expect(201);
    assert_eq!(done.text_at("/state"), "decided");
}

#[tokio::test]
async fn the_database_itself_keeps_an_item_from_whoever_handed_it_on() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (id, _) = app.open_item(one, &offer).await;
    app.claim(one, &id).await.expect(200);
    let mut db = app.app_rw().await;
    let mut run = async |statement: &'static str, who: &Who| {
        let done = sqlx::query(statement)
            .bind(who.account.0)
            .execute(&mut db)
            .await;
        done.err().map(|error| {
            let error = error.as_database_error().unwrap();
            error.constraint().unwrap_or("none").to_owned()
        })
    };
    let hand_on = "insert into review_escalation (id, review_item_id, revision_id, moderator_id, reason, created_at)
        select gen_random_uuid(), i.id, i.revision_id, $1, 'needs_second_opinion', app_now() from review_item i";
    let decide = "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, created_at)
        select gen_random_uuid(), i.id, i.revision_id, $1, 'reject', 'unclear_text', app_now() from review_item i";
    let hold =
        "update review_item set claimed_by = $1, lease_until = app_now() + interval '10 minutes'";
    let refused = |constraint: &str| Some(constraint.to_owned());
    assert_eq!(
        run(hand_on, two).await,
        refused("review_escalation_lease_check")
    );
    assert_eq!(run(hand_on, one).await, None);
    assert_eq!(
        run(decide, one).await,
        refused("review_decision_escalated_check")
    );
    assert_eq!(run(hold, one).await, refused("review_item_escalated_check"));
    // Nobody hands on what their own organisation offers, and only a moderator does.
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(three.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(run(hold, three).await, None);
    assert_eq!(
        run(hand_on, three).await,
        refused("review_escalation_own_check")
    );
    let nobody = &app.cast.people[1];
    assert_eq!(run(hold, nobody).await, None);
    assert_eq!(
        run(hand_on, nobody).await,
        refused("review_escalation_moderator_check")
    );
    assert_eq!(app.count(ROWS).await, 1);
}

#[tokio::test]
async fn the_desk_hands_an_item_on_and_the_others_see_it_first_with_its_note() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    app.submitted(&provider, &service(&provider.id)).await;
    app.advance(SignedDuration::from_hours(1));
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let mut works = moderator(&app, 0).await;
    let held = take(&app, &mut works, &offer).await;
    let form = decision_form(&held)
        .with("do", "escalate")
        .with("escalation_note", NOTE);
    let refused = works.send(&form).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.texts("#errors li").len(), 1);
    let kept = decision_form(&refused);
    assert_eq!(kept.value("escalation_note"), Some(NOTE));
    let form = kept
        .with("do", "escalate")
        .with("escalation", "needs_language");
    let done = works.send(&form).await;
    assert!(done.text(".said").unwrap().contains("Handed on"));
    assert!(
        done.address.starts_with("/en/desk/items/"),
        "the next one: {}",
        done.address
    );
    works.send(&form).await;
    assert_eq!(app.count(ROWS).await, 1, "a double tap");
    let address = page_of(&app, &offer).await;
    let own = works.open(&address).await;
    assert!(own.html.contains("You handed this version on"));
    assert!(own.way_to("take").is_none(), "nothing to take");

    let mut other = moderator(&app, 1).await;
    let queue = other.open("/en/desk").await;
    let rows = queue.texts("tbody tr");
    assert!(
        rows[0].contains("handed on: it takes somebody who knows the language"),
        "{rows:?}"
    );
    assert_eq!(queue.texts(".tabs .num")[1], "1");
    let only = other.open("/en/desk?tab=escalated").await;
    assert_eq!(only.texts("tbody tr").len(), 1);
    let page = other.open(&address).await;
    assert!(page.html.contains(NOTE));
    let taken = other.send(&page.to_do("take")).await;
    assert_eq!(taken.text("[data-left]").unwrap(), "yours for 10 minutes");
}
