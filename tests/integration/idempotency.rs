//! The same request twice does its work once.

#![cfg(test)]

use std::{collections::BTreeSet, sync::Arc};

use jiff::SignedDuration;
use punte_tests::{Answer, TestApp, request, service, service_need, with};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const KEY: &str = "0b0e6f1e-7a0d-4b83-9f0f-4f2f6a1c9d3e";

async fn file(app: &TestApp, key: &str, body: &Value) -> Answer {
    app.post("/requests").key(key).json(body).send().await
}

#[tokio::test]
async fn fifty_parallel_requests_with_one_key_have_one_effect_and_one_answer() {
    let app = Arc::new(TestApp::spawn().await);
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let app = Arc::clone(&app);
        tasks.spawn(async move { file(&app, KEY, &request(&[service_need(1)])).await });
    }
    let mut bodies = BTreeSet::new();
    for answer in tasks.join_all().await {
        if answer.status == 201 {
            bodies.insert(answer.text);
        } else {
            answer.problem(409, "key-in-flight");
        }
    }
    assert_eq!(bodies.len(), 1, "one answer");
    assert_eq!(app.count("select count(*) from request").await, 1);
    assert_eq!(
        app.count("select count(*) from audit_event where action = 'request_filed'")
            .await,
        1
    );
    let again = file(&app, KEY, &request(&[service_need(1)]))
        .await
        .expect(201);
    assert!(bodies.contains(&again.text));
}

#[tokio::test]
async fn a_key_with_another_body_is_refused() {
    let app = TestApp::spawn().await;
    file(&app, KEY, &request(&[service_need(1)]))
        .await
        .expect(201);
    let before = app.digest().await;
    file(&app, KEY, &request(&[service_need(2)]))
        .await
        .problem(422, "key-reused");
    assert_eq!(app.digest().await, before);
    // Another operation with the same key and the same bytes is something else, too.
    let body = json!({ "reason": "no_reason" });
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.propose(&household, &offer).await;
    let end = |how: &str| {
        app.post(format!("/matches/{id}/{how}"))
            .by(&provider.member)
            .key(KEY)
            .if_match(1)
            .json(&body)
            .send()
    };
    end("decline").await.expect(200);
    end("cancel").await.problem(422, "key-reused");
}

#[tokio::test]
async fn a_key_belongs_to_whoever_sent_it() {
    let app = TestApp::spawn().await;
    let body =
        |name: &str| json!({ "kind": "volunteer", "name": name, "email": "gazda@example.org" });
    let register = |person: usize, name: &str| {
        app.post("/providers")
            .by(&app.cast.people[person])
            .key(KEY)
            .json(&body(name))
            .expect(201)
    };
    let (first, other) = (register(0, "Ana").await, register(1, "Ion").await);
    assert_ne!(first.id(), other.id());
    assert_eq!(register(0, "Ana").await.text, first.text);
    assert_eq!(app.count("select count(*) from provider").await, 2);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let app = TestApp::spawn().await;
    let body = request(&[service_need(1)]);
    let first = file(&app, KEY, &body).await.expect(201);
    app.advance(SignedDuration::from_secs(24 * 3600 - 1));
    assert_eq!(file(&app, KEY, &body).await.expect(201).text, first.text);
    app.advance(SignedDuration::from_secs(1));
    assert_ne!(file(&app, KEY, &body).await.expect(201).text, first.text);
    assert_eq!(app.count("select count(*) from request").await, 2);
}

#[tokio::test]
async fn a_refused_request_does_not_use_up_its_key() {
    let app = TestApp::spawn().await;
    let wrong = with(request(&[service_need(1)]), "/needs/0/place_id", 1);
    file(&app, KEY, &wrong)
        .await
        .fields(422, &["/needs/0/place_id unknown-place"]);
    assert_eq!(app.count("select count(*) from idempotency_key").await, 0);
    file(&app, KEY, &request(&[service_need(1)]))
        .await
        .expect(201);
}

#[tokio::test]
async fn a_stored_answer_cannot_be_read_without_its_key() {
    let app = TestApp::spawn().await;
    let answer = file(&app, KEY, &request(&[service_need(1)]))
        .await
        .expect(201);
    let stored: Vec<u8> = sqlx::query_scalar("select response from idempotency_key")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    let stored = String::from_utf8_lossy(&stored).into_owned();
    assert!(!stored.contains(&answer.text_at("/tracking_code")) && !stored.contains("household"));
}
