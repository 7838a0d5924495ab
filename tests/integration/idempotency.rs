//! The same request twice does its work once. `PUNTE_KEYS=10000` is the size of a release.

#![cfg(test)]

use std::collections::BTreeSet;

use futures_util::future::join_all;
use jiff::SignedDuration;
use punte_tests::{
    Answer, Household, Provider, TestApp, Who, request, service, service_need, with,
};
use serde_json::{Value, json};

use crate::sizes::size;

const KEY: &str = "0b0e6f1e-7a0d-4b83-9f0f-4f2f6a1c9d3e";

async fn file(app: &TestApp, key: &str, body: &Value) -> Answer {
    app.post("/requests").key(key).json(body).send().await
}

/// How often a request is sent at once.
const AT_ONCE: usize = 50;

/// What nobody has.
const NOTHING: &str = "018f0000-0000-7000-8000-00000000dead";

/// The writes that are sent: the operation, the rows that it makes, its line of the audit log.
const WRITES: [(&str, &str, &str); 6] = [
    (
        "createRequest",
        "select count(*) from request",
        "request_filed",
    ),
    ("createOffer", "select count(*) from offer", "offer_created"),
    (
        "submitOffer",
        "select count(*) from review_item",
        "offer_submitted",
    ),
    (
        "proposeMatch",
        "select count(*) from match",
        "match_proposed",
    ),
    (
        "acceptMatch",
        "select count(*) from match_event where to_state = 'accepted'",
        "match_accepted",
    ),
    (
        "sendMessage",
        "select count(*) from message",
        "message_sent",
    ),
];

/// A request that writes, ready to be sent.
struct Write {
    path: String,
    who: Option<Who>,
    version: Option<i64>,
    body: Option<Value>,
}

impl Write {
    async fn send(&self, app: &TestApp, key: &str) -> Answer {
        let mut call = app.post(&self.path).key(key);
        if let Some(who) = &self.who {
            call = call.by(who);
        }
        if let Some(version) = self.version {
            call = call.if_match(version);
        }
        if let Some(body) = &self.body {
            call = call.json(body);
        }
        call.send().await
    }
}

/// A household that is signed in already: fifty at once would each do it.
async fn household(app: &TestApp) -> Household {
    let household = app.file(&[service_need(1)]).await;
    household.who.fresh_token(app).await;
    household
}

/// A request for an operation, and one that is not the same: with another body or, where there is none, about something else.
async fn ready(app: &TestApp, provider: &Provider, offer: &str, operation: &str) -> [Write; 2] {
    let write =
        |path: String, who: Option<&Who>, version: Option<i64>, body: Option<Value>| Write {
            path,
            who: who.cloned(),
            version,
            body,
        };
    let member = Some(&provider.member);
    match operation {
        "createRequest" => [1, 2].map(|people| {
            let body = request(&[service_need(people)]);
            write("/requests".to_owned(), None, None, Some(body))
        }),
        "createOffer" => ["Consultanță juridică", "Consultanță gratuită"].map(|title| {
            let body = with(service(&provider.id), "/content/title", title);
            write("/offers".to_owned(), member, None, Some(body))
        }),
        "submitOffer" => {
            let draft = app.draft(provider, &service(&provider.id)).await;
            let version = app.offer(provider, &draft).await.version();
            [draft.as_str(), NOTHING]
                .map(|id| write(format!("/offers/{id}/submit"), member, Some(version), None))
        }
        "proposeMatch" => {
            let household = household(app).await;
            [offer, NOTHING].map(|offer| {
                let path = format!("/needs/{}/proposals", household.needs[0]);
                let body = json!({ "offer_id": offer });
                write(path, Some(&household.who), None, Some(body))
            })
        }
        "acceptMatch" => {
            let mut ids = [String::new(), String::new()];
            for id in &mut ids {
                *id = app.propose(&household(app).await, offer).await;
            }
            ids.map(|id| write(format!("/matches/{id}/accept"), member, Some(1), None))
        }
        "sendMessage" => {
            let household = household(app).await;
            let id = app.propose(&household, offer).await;
            ["where_is_key", "thank_you"].map(|phrase| {
                let path = format!("/matches/{id}/messages");
                let body = json!({ "phrase": phrase });
                write(path, Some(&household.who), None, Some(body))
            })
        }
        other => panic!("{other}"),
    }
}

/// Rows and lines of the audit log of each write, and answers that are kept.
async fn counted(app: &TestApp) -> (Vec<[i64; 2]>, i64) {
    let mut both = Vec::new();
    for (_, rows, action) in WRITES {
        let lines: i64 = sqlx::query_scalar("select count(*) from audit_event where action = $1")
            .bind(action)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        both.push([app.count(rows).await, lines]);
    }
    let kept = app.count("select count(*) from idempotency_key").await;
    (both, kept)
}

/// What an answer says: status, version, body.
fn said(answer: Answer) -> (u16, Option<String>, String) {
    let version = answer.headers.get("etag");
    let version = version.map(|v| v.to_str().unwrap().to_owned());
    (answer.status, version, answer.text)
}

/// T13 (docs/assurance.md). In each round fifty send one request with one key at once.
#[tokio::test]
async fn what_fifty_send_at_once_with_one_key_is_done_once_and_answered_alike() {
    let keys = size("PUNTE_KEYS", 20);
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    provider.member.fresh_token(&app).await;
    let roomy = with(service(&provider.id), "/content/capacity", 5_000);
    let offer = app.live(&provider, &roomy).await;
    let mut writes = Vec::new();
    for number in 0..keys {
        let (operation, ..) = WRITES[number % WRITES.len()];
        writes.push(ready(&app, &provider, &offer, operation).await);
    }
    let (before, kept_before) = counted(&app).await;
    let mut told = BTreeSet::new();
    let mut waiting = 0;
    for (number, [write, other]) in writes.iter().enumerate() {
        let (operation, ..) = WRITES[number % WRITES.len()];
        let key = format!("0b0e6f1e-7a0d-4b83-9f0f-{number:012x}");
        let mut answers = BTreeSet::new();
        for answer in join_all((0..AT_ONCE).map(|_| write.send(&app, &key))).await {
            if answer.status == 409 {
                answer.problem(409, "key-in-flight");
                waiting += 1;
            } else {
                assert!([200, 201].contains(&answer.status), "{}", answer.text);
                answers.insert(said(answer));
            }
        }
        assert_eq!(answers.len(), 1, "{operation}: one answer");
        // Whoever was told to wait gets it as well.
        let again = said(write.send(&app, &key).await);
        assert!(answers.contains(&again), "{operation}: {again:?}");
        other.send(&app, &key).await.problem(422, "key-reused");
        told.extend(answers);
    }
    let (after, kept_after) = counted(&app).await;
    println!(
        "idempotency: {keys} keys of {} operations, {AT_ONCE} at once each: {} done, {waiting} times told to wait",
        WRITES.len(),
        told.len()
    );
    assert_eq!(told.len(), keys, "another answer for each key");
    for (number, (operation, ..)) in WRITES.into_iter().enumerate() {
        let sent = (number..keys).step_by(WRITES.len()).count();
        let made = [0, 1].map(|n| after[number][n] - before[number][n]);
        let once = i64::try_from(sent).unwrap();
        assert_eq!(made, [once, once], "rows and lines of {operation}");
    }
    let twice = "select count(*) from (select from audit_event where action in ('request_filed', 'offer_created', 'offer_submitted',
        'match_proposed', 'match_accepted', 'message_sent') group by action, subject_id having count(*) > 1) t";
    assert_eq!(app.count(twice).await, 0, "one line for each");
    let kept = usize::try_from(kept_after - kept_before).unwrap();
    assert_eq!(kept, keys, "one answer kept for each");
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
