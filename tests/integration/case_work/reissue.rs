//! A case worker replaces the lost code of a request that they follow: of that one, with a reason, and past no PIN.

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
    texts,
};
use punte_core::locale::Locale;
use punte_tests::{Answer, MailSink, TestApp, Who, request, service_need, with};
use serde_json::json;

use super::{begin, token};

const EMAIL: &str = "oksana@example.org";

async fn reissue(app: &TestApp, worker: &Who, case: &str) -> Answer {
    app.post(format!("/cases/{case}/reissued-codes"))
        .by(worker)
        .json(&json!({ "reason": "known_to_helper" }))
        .send()
        .await
}

async fn opens(app: &TestApp, code: &str) -> bool {
    let body = json!({ "code": code });
    let answer = app.post("/tracking-sessions").json(&body).send().await;
    answer.status == 201
}

#[tokio::test]
async fn a_lost_code_is_replaced_in_a_case_of_ones_own_and_the_case_goes_on() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (organisation, worker, stranger) = begin(&app).await;
    let contact = json!({ "channel": "email", "name": "Оксана", "email": EMAIL });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let path = format!("/requests/{}", household.request);
    let opened = household.who.fresh_token(&app).await;
    let acting = token(&app, &worker, &case).await;

    let done = reissue(&app, &worker, &case).await.expect(201);
    assert_eq!(done.text_at("/request_id"), household.request);
    let code = done.text_at("/tracking_code");
    assert!(opens(&app, &code).await);
    assert!(!opens(&app, &household.code).await);
    for dead in [&opened, &acting] {
        app.get(&path).token(dead).expect(401).await;
    }
    assert!(opens(&app, &stranger.code).await, "nobody else's");
    let number = json!({ "number": done.text_at("/number") });
    app.post("/request-states").json(&number).expect(200).await;
    let acting = token(&app, &worker, &case).await;
    app.get(&path).token(&acting).expect(200).await;

    // Written down: who, why and in which case, and not the code.
    let written = "select count(*) from code_reissue c join audit_event a on a.subject_id = c.request_id
        where a.action = 'code_replaced' and a.actor_id = c.by_case_worker and a.data ->> 'reason' = c.reason
            and a.data ? 'case' and (select count(*) from jsonb_object_keys(a.data)) = 2";
    assert_eq!(app.count(written).await, 1);
    let export = app
        .get(format!("{path}/export"))
        .by(&Who::household(&code))
        .expect(200)
        .await;
    let log = export.at("/log").as_array().unwrap();
    let line = log.iter().find(|line| line["action"] == "code_replaced");
    assert_eq!(line.unwrap()["by"], "case_worker");

    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Uk, "mail-code-replaced-subject");
    let mails = sink.messages();
    let mails: Vec<_> = mails.iter().filter(|m| m.subject == subject).collect();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, EMAIL);
    assert!(!mails[0].body.contains(&code));
}

#[tokio::test]
async fn nobody_replaces_the_code_of_somebody_elses_case_or_of_one_that_ended() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let another = app.case_worker(&organisation, "another@example.org").await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    reissue(&app, &another, &case)
        .await
        .problem(404, "not-found");
    for who in [&organisation.member, app.as_moderator(), &household.who] {
        reissue(&app, who, &case).await.problem(403, "forbidden");
    }
    // Nor does whoever has the request open, as a helper.
    let acting = token(&app, &worker, &case).await;
    app.post(format!("/cases/{case}/reissued-codes"))
        .token(&acting)
        .json(&json!({ "reason": "known_to_helper" }))
        .send()
        .await
        .problem(403, "forbidden");
    app.advance(SignedDuration::from_mins(6));
    reissue(&app, &worker, &case)
        .await
        .problem(403, "second-factor-stale");
    worker.fresh_token(&app).await;
    let end = app.post(format!("/cases/{case}/end")).by(&worker);
    end.json(&json!({ "reason": "served" })).expect(204).await;
    reissue(&app, &worker, &case)
        .await
        .problem(404, "not-found");
    assert!(opens(&app, &household.code).await);
    // The database takes no line of somebody who does not follow the request, and none of nobody with a reason.
    for (by, constraint) in [
        (Some(worker.account.0), "code_reissue_case_worker_check"),
        (None, "code_reissue_by_check"),
    ] {
        let refused = sqlx::query(
            "insert into code_reissue (id, request_id, by_case_worker, reason, at) values (gen_random_uuid(), $1::uuid, $2, 'card_number', now())",
        )
        .bind(&household.request)
        .bind(by)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
        let held = refused.as_database_error().unwrap().constraint();
        assert_eq!(held, Some(constraint));
    }
}

#[tokio::test]
async fn a_pin_stays_with_its_wrong_tries_whoever_has_the_new_code() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let path = format!("/requests/{}", household.request);
    let set = app.put(format!("{path}/pin")).by(&household.who);
    set.json(&json!({ "pin": "571943" })).expect(204).await;
    let show = async |who: &Who, pin: &str| {
        let call = app.post(format!("{path}/pin-checks")).by(who);
        call.json(&json!({ "pin": pin })).send().await
    };
    for _ in 0..5 {
        show(&household.who, "194357")
            .await
            .fields(422, &["/pin wrong-pin"]);
    }
    let done = reissue(&app, &worker, &case).await.expect(201);
    let who = Who::household(&done.text_at("/tracking_code"));
    app.get(format!("{path}/export"))
        .by(&who)
        .send()
        .await
        .problem(403, "pin-needed");
    show(&who, "571943").await.fields(422, &["/pin wrong-pin"]);
    let tries = "select failures::bigint from request_pin";
    assert_eq!(app.count(tries).await, 5);
    app.advance(SignedDuration::from_hours(1));
    show(&who, "571943").await.expect(204);
}

#[tokio::test]
async fn the_same_try_makes_one_code_and_shows_nothing_once_the_case_ended() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let again = async || {
        let call = app.post(format!("/cases/{case}/reissued-codes"));
        let call = call.by(&worker).key("0123456789abcdef-code");
        let body = json!({ "reason": "identity_document" });
        call.json(&body).send().await
    };
    let first = again().await.expect(201).text_at("/tracking_code");
    let second = again().await.expect(201).text_at("/tracking_code");
    assert_eq!(first, second);
    assert!(opens(&app, &first).await);
    let end = app.post(format!("/cases/{case}/end")).by(&worker);
    end.json(&json!({ "reason": "served" })).expect(204).await;
    again().await.problem(404, "not-found");
}

#[tokio::test]
async fn codes_that_are_replaced_in_cases_are_counted() {
    let limits = Limits::off().with(Limit::Reissues, 1, 3600);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let (organisation, worker, household) = begin(&app).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    reissue(&app, &worker, &case).await.expect(201);
    reissue(&app, &worker, &case)
        .await
        .problem(429, "too-many-requests");
}
