//! Work that was given up, over REST: administrators see it and try it again, by the same use case as on their page.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::mail::Mailer;
use punte_tests::{MailSink, TestApp, Who, service};
use serde_json::json;

/// So many mails that a mail server did not take, however often they were tried.
async fn given_up(app: &TestApp, mails: usize) {
    let provider = app.provider(0, "ngo", 1).await;
    for _ in 0..mails {
        app.submitted(&provider, &service(&provider.id)).await;
    }
    // Nobody listens there.
    let directory = tempfile::TempDir::new().unwrap();
    let from = "Punte <punte@example.org>";
    let site = "https://punte.example.org";
    let gone = Some("smtp://127.0.0.1:9");
    let mailer = Mailer::new(gone, directory.path(), from, site).unwrap();
    for _ in 0..10 {
        app.run_jobs(&mailer).await;
        app.advance(SignedDuration::from_hours(5));
    }
}

async fn administrator(app: &TestApp) -> &Who {
    let who = &app.cast.people[1];
    app.make_staff(who, "administrator").await;
    who.fresh_token(app).await;
    who
}

#[tokio::test]
async fn an_administrator_reads_what_was_given_up_and_tries_it_again_and_it_arrives_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    given_up(&app, 3).await;
    let by = administrator(&app).await;
    let listed = app.get("/dead-jobs?limit=2").by(by).expect(200).await;
    assert_eq!(listed.items().len(), 2);
    let first = listed.items()[0].clone();
    assert_eq!(first["kind"], "mail");
    assert_eq!(first["notice"], "offer-submitted");
    assert_eq!(first["attempts"], 10);
    assert_eq!(first["last_error"], "delivery");
    assert!(!listed.text.contains("@example.org"), "nobody is named");
    let next = format!("/dead-jobs?cursor={}", listed.text_at("/next_cursor"));
    let next = app.get(&next).by(by).expect(200).await;
    assert_eq!(next.items().len(), 1);
    assert!(listed.items().iter().all(|job| *job != next.items()[0]));

    let id = first["id"].as_str().unwrap();
    let retry = || {
        app.post(format!("/dead-jobs/{id}/retry"))
            .by(by)
            .key("the-same-tap-of-one")
    };
    let once = retry().expect(200).await;
    assert_eq!(once.body, json!({ "jobs": 1 }));
    let again = retry().expect(200).await;
    assert_eq!(again.body, once.body, "the same try");
    app.post(format!("/dead-jobs/{id}/retry"))
        .by(by)
        .expect(404)
        .await;
    assert_eq!(app.run_jobs(&sink.mailer()).await, 1);
    assert_eq!(sink.messages().len(), 1);

    let all = app.post("/dead-jobs/retry").by(by).expect(200).await;
    assert_eq!(all.body, json!({ "jobs": 2 }));
    let none = app.post("/dead-jobs/retry").by(by).expect(200).await;
    assert_eq!(none.body, json!({ "jobs": 0 }));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(sink.messages().len(), 3);
    let left = app.get("/dead-jobs").by(by).expect(200).await;
    assert!(left.items().is_empty());
    let tried = "select count(*) from audit_event where action = 'job_retried'";
    assert_eq!(app.count(tried).await, 3, "who did it is written down");
}

#[tokio::test]
async fn to_everybody_else_there_is_nothing_that_was_given_up() {
    let app = TestApp::spawn().await;
    let id = app.dead_job().await;
    let auditor = &app.cast.people[2];
    app.make_staff(auditor, "auditor").await;
    auditor.fresh_token(&app).await;
    for who in [app.as_moderator(), auditor, &app.cast.people[0]] {
        app.get("/dead-jobs").by(who).expect(404).await;
        app.post("/dead-jobs/retry").by(who).expect(404).await;
        let one = app.post(format!("/dead-jobs/{id}/retry"));
        one.by(who).expect(404).await;
    }
    app.get("/dead-jobs").expect(401).await;
    let dead = "select count(*) from job where state = 'dead'";
    assert_eq!(app.count(dead).await, 1);
}
