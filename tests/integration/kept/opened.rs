//! What a request that an account keeps is opened as, and who is told of it.

use jiff::SignedDuration;
use punte_tests::{MailSink, TestApp, request, service, service_need, with};
use serde_json::json;

use super::{PIN, keep, keep_with, open, set_pin};

#[tokio::test]
async fn from_the_account_it_is_opened_as_its_household_and_that_is_written_down() {
    let app = TestApp::spawn().await;
    let provider = app.provider(1, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let who = &app.cast.people[0];
    let household = app.file(&[service_need(1)]).await;
    keep(&app, who, &household.code).await.expect(201);
    // Not as the account: only once it is opened.
    let path = format!("/requests/{}", household.request);
    app.get(&path).by(who).expect(404).await;
    let opened = open(&app, who, &household.request).await.expect(201);
    assert_eq!(opened.text_at("/request_id"), household.request);
    assert_eq!(opened.number("/expires_in_s"), 1800);
    let own = opened.text_at("/access_token");
    // What a household does, one does: chooses, takes along, and sends a case worker away.
    let proposed = app
        .post(format!("/needs/{}/proposals", household.needs[0]))
        .token(&own)
        .json(&json!({ "offer_id": offer }))
        .expect(201)
        .await;
    app.try_accept(&provider, &proposed.id()).await.expect(200);
    app.get(format!("/matches/{}/contacts", proposed.id()))
        .token(&own)
        .expect(200)
        .await;
    app.post(format!("{path}/case-codes"))
        .token(&own)
        .expect(201)
        .await;
    // Whoever reads the log reads whose account it was; the household reads that it was one.
    let by: (String, uuid::Uuid) = sqlx::query_as(
        "select actor_kind, actor_id from audit_event where action = 'request_opened_from_account'",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(by, ("account".to_owned(), who.account.0));
    let export = app.get(format!("{path}/export")).by(&household.who);
    let export = export.expect(200).await;
    let log = export.at("/log").as_array().unwrap();
    for action in ["request_kept", "request_opened_from_account"] {
        let line = log.iter().find(|line| line["action"] == action).unwrap();
        assert_eq!(
            (&line["by"], &line["data"]),
            (&json!("account"), &json!({}))
        );
    }
    assert!(!export.text.contains(&who.account.to_string()));
    // Half an hour, as with the code.
    app.advance(SignedDuration::from_mins(31));
    app.get(&path).token(&own).expect(401).await;
}

#[tokio::test]
async fn what_a_pin_guards_it_guards_there_too() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let household = app.file(&[service_need(1)]).await;
    set_pin(&app, &household, PIN).await;
    keep_with(&app, who, &household.code, PIN).await.expect(201);
    let opened = open(&app, who, &household.request).await.expect(201);
    let own = opened.text_at("/access_token");
    let path = format!("/requests/{}", household.request);
    app.get(&path).token(&own).expect(200).await;
    // It was shown to keep the request, and opens nothing by that.
    for guarded in [
        app.get(format!("{path}/export")).token(&own),
        app.delete(&path).token(&own),
        app.delete(format!("{path}/pin")).token(&own),
    ] {
        guarded.send().await.problem(403, "pin-needed");
    }
    app.post(format!("{path}/pin-checks"))
        .token(&own)
        .json(&json!({ "pin": PIN }))
        .expect(204)
        .await;
    app.get(format!("{path}/export"))
        .token(&own)
        .expect(200)
        .await;
}

#[tokio::test]
async fn the_household_and_the_account_are_told_by_mail_and_in_the_product() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let who = &app.cast.people[2];
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    app.run_jobs(&sink.mailer()).await;
    let before = sink.messages().len();
    app.advance(SignedDuration::from_secs(5));
    keep(&app, who, &household.code).await.expect(201);
    // The same again tells nobody again.
    keep(&app, who, &household.code).await.expect(201);
    app.run_jobs(&sink.mailer()).await;
    let mails = sink.messages().split_off(before);
    let mut to: Vec<&str> = mails.iter().map(|m| m.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["olena@example.org", who.email()]);
    for mail in &mails {
        // Neither who the other one is, nor which request.
        for hidden in [who.email(), "olena@example.org", &household.request] {
            assert!(!mail.body.contains(hidden), "{}", mail.body);
        }
    }
    for (reader, page) in [(&household.who, "/my/data"), (who, "/account/requests")] {
        let inbox = app.get("/inbox").by(reader).expect(200).await;
        assert_eq!(inbox.text_at("/items/0/notice"), "request-kept");
        assert_eq!(inbox.text_at("/items/0/page"), page);
    }
}

#[tokio::test]
async fn both_take_along_that_it_is_kept_and_neither_who_the_other_is() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let contact = json!({ "channel": "phone", "phone": "+37369555200", "name": "Zqolena" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    keep(&app, who, &household.code).await.expect(201);
    let account = app.get("/accounts/me/export").by(who).expect(200).await;
    assert_eq!(account.text_at("/kept_requests/0/id"), household.request);
    assert!(!account.text.contains("Zqolena"), "{}", account.text);
    let export = app.get(format!("/requests/{}/export", household.request));
    let export = export.by(&household.who).expect(200).await;
    assert_eq!(
        export.text_at("/request/kept_since"),
        account.text_at("/kept_requests/0/kept_since")
    );
    for hidden in [who.email(), &who.account.to_string()] {
        assert!(!export.text.contains(hidden), "{}", export.text);
    }
}

#[tokio::test]
async fn whoever_opens_it_from_the_account_keeps_it_from_being_closed_as_with_the_code() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let (opened, idle) = (
        app.file(&[service_need(1)]).await,
        app.file(&[service_need(1)]).await,
    );
    for household in [&opened, &idle] {
        keep(&app, who, &household.code).await.expect(201);
    }
    app.advance(SignedDuration::from_hours(24 * 29));
    open(&app, who, &opened.request).await.expect(201);
    app.advance(SignedDuration::from_hours(24 * 2));
    let cases = app.use_cases().await;
    cases.apply_retention().await.unwrap();
    cases.pool.close().await;
    let stays: Vec<String> =
        sqlx::query_scalar("select id::text from request where state = 'open'")
            .fetch_all(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(stays, [opened.request], "and not the other one");
}
