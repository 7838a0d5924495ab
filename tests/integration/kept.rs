//! Requests that a household keeps in an account of its own: how one comes to be kept there, what is opened by it, and what ends it.

#![cfg(test)]

mod ends;
mod opened;

use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
};
use punte_tests::{Answer, Household, TestApp, Who, request, service_need, with};
use serde_json::{Value, json};

const KEPT: &str = "select count(*) from request_account";

/// A code that is none, and that no slip made.
const WRONG: &str = "0000-0000-0000-0000-0000-0000-0000";

const PIN: &str = "571943";

async fn keep(app: &TestApp, who: &Who, code: &str) -> Answer {
    let body = json!({ "tracking_code": code });
    let call = app.post("/accounts/me/requests").by(who);
    call.json(&body).send().await
}

async fn keep_with(app: &TestApp, who: &Who, code: &str, pin: &str) -> Answer {
    let body = json!({ "tracking_code": code, "pin": pin });
    let call = app.post("/accounts/me/requests").by(who);
    call.json(&body).send().await
}

/// Files as somebody, with the choice to keep it or without.
async fn file(app: &TestApp, who: &Who, body: &Value, kept: bool) -> Answer {
    let body = with(body.clone(), "/keep_in_account", kept);
    app.post("/requests").by(who).json(&body).send().await
}

/// The requests that an account keeps, by their ids.
async fn listed(app: &TestApp, who: &Who) -> Vec<String> {
    let list = app.get("/accounts/me/requests").by(who).expect(200).await;
    let ids = list.items().iter().map(|r| r["id"].as_str().unwrap());
    ids.map(str::to_owned).collect()
}

async fn open(app: &TestApp, who: &Who, request: &str) -> Answer {
    let path = format!("/accounts/me/requests/{request}/open");
    app.post(path).by(who).send().await
}

/// The constraint that refuses to let an account keep a request, whoever writes it.
async fn held(app: &TestApp, request: &str, who: &Who) -> String {
    let done = sqlx::query(
        "insert into request_account (request_id, account_id, kept_at) values ($1::uuid, $2, app_now())",
    )
    .bind(request)
    .bind(who.account.0);
    let refused = done.execute(&mut app.app_rw().await).await.unwrap_err();
    let held = refused.as_database_error().and_then(|e| e.constraint());
    held.unwrap_or_default().to_owned()
}

async fn set_pin(app: &TestApp, household: &Household, pin: &str) {
    app.put(format!("/requests/{}/pin", household.request))
        .by(&household.who)
        .json(&json!({ "pin": pin }))
        .expect(204)
        .await;
}

#[tokio::test]
async fn whoever_files_signed_in_keeps_the_request_only_if_they_say_so() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let body = request(&[service_need(1), service_need(1)]);
    let filed = app.post("/requests").by(who).json(&body).expect(201).await;
    assert_eq!(filed.at("/request/kept_since"), &Value::Null);
    file(&app, who, &body, false).await.expect(201);
    assert_eq!(listed(&app, who).await, Vec::<String>::new());
    let filed = file(&app, who, &body, true).await.expect(201);
    assert_eq!(
        filed.text_at("/request/kept_since"),
        filed.text_at("/request/created_at")
    );
    let list = app.get("/accounts/me/requests").by(who).expect(200).await;
    let own = json!([{
        "id": filed.text_at("/request/id"),
        "number": filed.text_at("/request/number"),
        "state": "open",
        "categories": ["service"],
        "created_at": filed.text_at("/request/created_at"),
        "kept_since": filed.text_at("/request/created_at"),
    }]);
    assert_eq!(list.at("/items"), &own, "and nothing of who comes");
    // Whoever has no account keeps nothing, and nothing of it is filed.
    let before = app.count("select count(*) from request").await;
    let asked = with(body.clone(), "/keep_in_account", true);
    let visitor = app.post("/requests").json(&asked).send().await;
    visitor.problem(401, "unauthenticated");
    let household = Who::household(&filed.text_at("/tracking_code"));
    file(&app, &household, &body, true)
        .await
        .problem(403, "forbidden");
    assert_eq!(app.count("select count(*) from request").await, before);
}

#[tokio::test]
async fn whoever_works_for_others_files_for_them_and_keeps_none_of_it() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.case_worker(&organisation, "worker@example.org").await;
    let body = request(&[service_need(1)]);
    let household = app.file(&[service_need(1)]).await;
    let administrator = app.sign_up("administrator@example.org").await;
    app.make_staff(&administrator, "administrator").await;
    administrator.fresh_token(&app).await;
    for who in [&worker, app.as_moderator(), &administrator] {
        file(&app, who, &body, false).await.expect(201);
        file(&app, who, &body, true).await.problem(403, "forbidden");
        keep(&app, who, &household.code)
            .await
            .problem(403, "forbidden");
        assert_eq!(listed(&app, who).await, Vec::<String>::new());
    }
    // Acting for the household they do not either.
    let case = app.follow(&worker, &organisation, &household.code).await;
    let opened = app.post(format!("/cases/{case}/sessions")).by(&worker);
    let acting = opened.expect(201).await.text_at("/access_token");
    app.post("/accounts/me/requests")
        .token(&acting)
        .json(&json!({ "tracking_code": household.code }))
        .send()
        .await
        .problem(403, "forbidden");
    // Whoever has a role and no second factor yet is told to set one up.
    let bare = app.sign_up("bare@example.org").await;
    sqlx::query("update account set roles = '{auditor}' where id = $1")
        .bind(bare.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    bare.fresh_token(&app).await;
    keep(&app, &bare, &household.code)
        .await
        .problem(403, "second-factor-missing");
    assert_eq!(app.count(KEPT).await, 0);
    // Nor by the server's own statements, whatever a use case forgets.
    let who = app.as_moderator();
    assert_eq!(
        held(&app, &household.request, who).await,
        "request_account_account_check"
    );
}

#[tokio::test]
async fn a_request_is_kept_by_its_code_and_wrong_codes_count() {
    let limits = Limits::off().with(Limit::Codes, 2, 3600);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let who = &app.cast.people[0];
    let (first, second) = (
        app.file(&[service_need(1)]).await,
        app.file(&[service_need(1)]).await,
    );
    // As people type it, and what is right counts nothing.
    let typed = first.code.to_lowercase().replace('-', " ");
    for _ in 0..3 {
        let kept = keep(&app, who, &typed).await.expect(201);
        assert_eq!(kept.text_at("/id"), first.request);
    }
    assert_eq!(app.count(KEPT).await, 1);
    // A slip is no guess.
    for _ in 0..3 {
        keep(&app, who, "1000-0000-0000-0000-0000-0000-0000")
            .await
            .fields(422, &["/tracking_code tracking-code"]);
    }
    for _ in 0..2 {
        keep(&app, who, WRONG)
            .await
            .fields(422, &["/tracking_code tracking-code"]);
    }
    keep(&app, who, &second.code)
        .await
        .problem(429, "too-many-requests");
    assert_eq!(app.count(KEPT).await, 1);
}

#[tokio::test]
async fn the_code_alone_is_not_enough_where_a_pin_is_set_and_wrong_ones_count_as_everywhere() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let household = app.file(&[service_need(1)]).await;
    set_pin(&app, &household, PIN).await;
    let failures = "select failures::bigint from request_pin";
    let code = &household.code;
    keep(&app, who, code).await.fields(422, &["/pin required"]);
    // What cannot be one is no try.
    for none in ["", "12345", "111111", "abcdef"] {
        keep_with(&app, who, code, none)
            .await
            .fields(422, &["/pin wrong-pin"]);
    }
    assert_eq!(app.count(failures).await, 0);
    for tried in 1..=4 {
        keep_with(&app, who, code, "194357")
            .await
            .fields(422, &["/pin wrong-pin"]);
        assert_eq!(app.count(failures).await, tried);
    }
    keep_with(&app, who, code, PIN).await.expect(201);
    assert_eq!(app.count(failures).await, 0, "tries begin anew");
    // After five wrong ones the right one is refused, wherever they were tried.
    let other = app.file(&[service_need(1)]).await;
    set_pin(&app, &other, PIN).await;
    let shown = app.post(format!("/requests/{}/pin-checks", other.request));
    let wrong = json!({ "pin": "194357" });
    shown.by(&other.who).json(&wrong).expect(422).await;
    for _ in 0..4 {
        keep_with(&app, who, &other.code, "194357")
            .await
            .expect(422);
    }
    keep_with(&app, who, &other.code, PIN)
        .await
        .fields(422, &["/pin wrong-pin"]);
    app.advance(jiff::SignedDuration::from_hours(1));
    keep_with(&app, who, &other.code, PIN).await.expect(201);
}

#[tokio::test]
async fn one_account_keeps_a_request_and_each_lists_its_own_alone() {
    let app = TestApp::spawn().await;
    let [first, second, third, ..] = app.cast.people.as_slice() else {
        unreachable!()
    };
    let (one, other) = (
        app.file(&[service_need(1)]).await,
        app.file(&[service_need(1)]).await,
    );
    keep(&app, first, &one.code).await.expect(201);
    keep(&app, second, &one.code)
        .await
        .problem(409, "already-kept");
    keep(&app, second, &other.code).await.expect(201);
    assert_eq!(listed(&app, first).await, [one.request.as_str()]);
    assert_eq!(listed(&app, second).await, [other.request.as_str()]);
    assert_eq!(listed(&app, third).await, Vec::<String>::new());
    for (who, request) in [
        (second, &one.request),
        (third, &one.request),
        (app.as_moderator(), &one.request),
        (first, &other.request),
    ] {
        open(&app, who, request).await.problem(404, "not-found");
        let path = format!("/accounts/me/requests/{request}");
        let dropped = app.delete(path).by(who).send().await;
        dropped.problem(404, "not-found");
    }
    assert_eq!(
        held(&app, &one.request, second).await,
        "request_account_pkey"
    );
    // Both at once: one of them.
    let raced = app.file(&[service_need(1)]).await;
    let (a, b) = tokio::join!(
        keep(&app, first, &raced.code),
        keep(&app, second, &raced.code)
    );
    let mut answers = [a.status, b.status];
    answers.sort_unstable();
    assert_eq!(answers, [201, 409]);
}

#[tokio::test]
async fn an_account_keeps_five_and_no_more() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let body = request(&[service_need(1)]);
    for _ in 0..5 {
        file(&app, who, &body, true).await.expect(201);
    }
    let next = app.file(&[service_need(1)]).await;
    keep(&app, who, &next.code)
        .await
        .problem(409, "too-many-kept");
    file(&app, who, &body, true)
        .await
        .problem(409, "too-many-kept");
    assert_eq!(
        held(&app, &next.request, who).await,
        "request_account_five_check"
    );
    let first = listed(&app, who).await.remove(0);
    app.delete(format!("/accounts/me/requests/{first}"))
        .by(who)
        .expect(204)
        .await;
    keep(&app, who, &next.code).await.expect(201);
}

#[tokio::test]
async fn a_child_who_is_alone_is_kept_by_nobody() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let alone = json!({ "children": [16], "languages": ["uk"] });
    let body = with(request(&[service_need(1)]), "/household", alone.clone());
    file(&app, who, &body, true)
        .await
        .problem(409, "child-alone");
    assert_eq!(app.count("select count(*) from request").await, 0);
    let child = app.file_request(&body).await;
    keep(&app, who, &child.code)
        .await
        .problem(409, "child-alone");
    assert_eq!(
        held(&app, &child.request, who).await,
        "request_account_request_check"
    );
    // A household that turns out to be a child alone is let go of at once, wherever it was opened.
    let household = app.file(&[service_need(1)]).await;
    keep(&app, who, &household.code).await.expect(201);
    let token = open(&app, who, &household.request).await.expect(201);
    let token = token.text_at("/access_token");
    let path = format!("/requests/{}", household.request);
    let version = app.get(&path).token(&token).expect(200).await.version();
    app.put(format!("{path}/household"))
        .by(&household.who)
        .if_match(version)
        .json(&json!({ "household": alone }))
        .expect(200)
        .await;
    assert_eq!(app.count(KEPT).await, 0);
    app.get(&path).token(&token).expect(401).await;
    open(&app, who, &household.request)
        .await
        .problem(404, "not-found");
    assert_eq!(listed(&app, who).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_over_is_not_kept_and_what_is_kept_is_listed_when_it_is_over() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let (over, kept) = (
        app.file(&[service_need(1)]).await,
        app.file(&[service_need(1)]).await,
    );
    keep(&app, who, &kept.code).await.expect(201);
    for household in [&over, &kept] {
        let path = format!("/requests/{}", household.request);
        let version = app.get(&path).by(&household.who).expect(200).await;
        app.post(format!("{path}/withdraw"))
            .by(&household.who)
            .if_match(version.version())
            .expect(200)
            .await;
    }
    keep(&app, who, &over.code)
        .await
        .problem(409, "illegal-state");
    assert_eq!(
        held(&app, &over.request, who).await,
        "request_account_request_check"
    );
    let list = app.get("/accounts/me/requests").by(who).expect(200).await;
    assert_eq!(list.text_at("/items/0/state"), "withdrawn");
    assert_eq!(list.text_at("/items/0/id"), kept.request);
}
