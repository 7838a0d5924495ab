//! What ends that an account keeps a request, and what was opened by it.

use punte_tests::{Household, PASSWORD, TestApp, Who, service_need};
use serde_json::{Value, json};

use super::{KEPT, keep, listed, open};

/// A household whose request an account keeps, and a token for it from there.
async fn kept(app: &TestApp, who: &Who) -> (Household, String) {
    let household = app.file(&[service_need(1)]).await;
    keep(app, who, &household.code).await.expect(201);
    let opened = open(app, who, &household.request).await.expect(201);
    (household, opened.text_at("/access_token"))
}

/// Whether a token still opens the request of a household.
async fn opens(app: &TestApp, household: &Household, token: &str) -> bool {
    let path = format!("/requests/{}", household.request);
    let answer = app.get(path).token(token).send().await;
    assert!([200, 401].contains(&answer.status), "{}", answer.text);
    answer.status == 200
}

#[tokio::test]
async fn the_household_ends_it_with_one_tap_and_what_was_opened_by_it_closes() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let (household, opened) = kept(&app, who).await;
    let path = format!("/requests/{}", household.request);
    let own = household.who.fresh_token(&app).await;
    let seen = app.get(&path).token(&own).expect(200).await;
    assert!(seen.at("/kept_since").is_string());
    let open_now = format!("{path}/sessions");
    let before = app.get(&open_now).token(&own).expect(200).await;
    app.delete(format!("{path}/account"))
        .token(&own)
        .expect(204)
        .await;
    assert!(!opens(&app, &household, &opened).await);
    assert!(opens(&app, &household, &own).await, "its own stays");
    let after = app.get(&open_now).token(&own).expect(200).await;
    assert_eq!(after.items().len() + 1, before.items().len());
    let seen = app.get(&path).token(&own).expect(200).await;
    assert_eq!(seen.at("/kept_since"), &Value::Null);
    open(&app, who, &household.request)
        .await
        .problem(404, "not-found");
    assert_eq!(listed(&app, who).await, Vec::<String>::new());
    // Twice is as once, and another account may keep it now.
    app.delete(format!("{path}/account"))
        .token(&own)
        .expect(204)
        .await;
    let ended = "select count(*) from audit_event where action = 'keeping_ended'";
    assert_eq!(app.count(ended).await, 1);
    let other = &app.cast.people[1];
    keep(&app, other, &household.code).await.expect(201);
    assert!(!opens(&app, &household, &opened).await, "nor then");
}

#[tokio::test]
async fn the_account_lets_go_of_it_and_the_request_stays() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let (household, opened) = kept(&app, who).await;
    let path = format!("/accounts/me/requests/{}", household.request);
    app.delete(&path).by(who).expect(204).await;
    assert!(!opens(&app, &household, &opened).await);
    let own = household.who.fresh_token(&app).await;
    assert!(opens(&app, &household, &own).await);
    app.delete(&path).by(who).expect(404).await;
}

#[tokio::test]
async fn an_answer_that_was_kept_is_given_to_nobody_who_keeps_the_request_no_longer() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let household = app.file(&[service_need(1)]).await;
    let body = json!({ "tracking_code": household.code });
    let again = || {
        let call = app.post("/accounts/me/requests").by(who);
        call.key("0190a5e0-7e0e-4f0b-9d0a-2f7a8c1b6d3e").json(&body)
    };
    again().expect(201).await;
    again().expect(201).await;
    app.delete(format!("/requests/{}/account", household.request))
        .by(&household.who)
        .expect(204)
        .await;
    again().expect(404).await;
    assert_eq!(app.count(KEPT).await, 0);
}

#[tokio::test]
async fn whoever_signs_out_or_is_disabled_has_nothing_open_at_once() {
    let app = TestApp::spawn().await;
    let who = app.sign_up("olena@example.org").await;
    let (household, opened) = kept(&app, &who).await;
    app.delete("/sessions/current").by(&who).expect(204).await;
    assert!(!opens(&app, &household, &opened).await, "signed out");
    who.fresh_token(&app).await;
    let again = open(&app, &who, &household.request).await.expect(201);
    let again = again.text_at("/access_token");
    assert!(opens(&app, &household, &again).await);
    // The database alone lets go of it, whatever disables the account.
    sqlx::query("update account set disabled_at = app_now() where id = $1")
        .bind(who.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    assert!(!opens(&app, &household, &again).await, "disabled");
    open(&app, &who, &household.request).await.expect(401);
    assert_eq!(app.count(KEPT).await, 0);
    // Nor does it keep another one, whatever a use case forgets.
    let next = app.file(&[service_need(1)]).await;
    assert_eq!(
        super::held(&app, &next.request, &who).await,
        "request_account_account_check"
    );
    let own = household.who.fresh_token(&app).await;
    assert!(opens(&app, &household, &own).await);
}

#[tokio::test]
async fn with_the_household_or_the_account_it_is_erased() {
    let app = TestApp::spawn().await;
    let who = app.sign_up("olena@example.org").await;
    let (household, opened) = kept(&app, &who).await;
    app.delete(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(204)
        .await;
    assert_eq!(app.count(KEPT).await, 0);
    assert!(!opens(&app, &household, &opened).await);
    assert_eq!(listed(&app, &who).await, Vec::<String>::new());
    let (household, opened) = kept(&app, &who).await;
    app.post("/accounts/me/erasure")
        .by(&who)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    assert_eq!(app.count(KEPT).await, 0);
    assert!(!opens(&app, &household, &opened).await);
    let own = household.who.fresh_token(&app).await;
    assert!(opens(&app, &household, &own).await, "the request stays");
}

#[tokio::test]
async fn another_code_in_the_place_of_a_lost_one_leaves_it_kept_and_closes_what_was_open() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let (household, opened) = kept(&app, who).await;
    let number = app.get("/accounts/me/requests").by(who).expect(200).await;
    let known = json!({ "known": number.text_at("/items/0/number"), "reason": "card_number" });
    app.post("/review/reissued-codes")
        .by(app.as_moderator())
        .json(&known)
        .expect(201)
        .await;
    assert!(!opens(&app, &household, &opened).await);
    assert_eq!(listed(&app, who).await, [household.request.as_str()]);
    let again = open(&app, who, &household.request).await.expect(201);
    assert!(opens(&app, &household, &again.text_at("/access_token")).await);
    // The old code keeps it nowhere.
    keep(&app, &app.cast.people[1], &household.code)
        .await
        .fields(422, &["/tracking_code tracking-code"]);
}

#[tokio::test]
async fn whoever_begins_to_follow_others_keeps_none_from_then_on_whatever_a_sign_in_showed() {
    let app = TestApp::spawn().await;
    let organisation = app.provider(0, "ngo", 1).await;
    let worker = app.colleague(&organisation, "worker@example.org").await;
    let bare = worker.fresh_token(&app).await;
    let (household, _) = kept(&app, &worker).await;
    app.give_factor(&worker).await;
    worker.fresh_token(&app).await;
    // Whoever may follow requests and follows none was perhaps helped themselves.
    assert_eq!(
        listed(&app, &worker).await,
        std::slice::from_ref(&household.request)
    );
    let opened = open(&app, &worker, &household.request).await.expect(201);
    let opened = opened.text_at("/access_token");
    assert!(opens(&app, &household, &opened).await);

    let other = app.file(&[service_need(1)]).await;
    let case = app.follow(&worker, &organisation, &other.code).await;
    assert!(!opens(&app, &household, &opened).await);
    open(&app, &worker, &household.request)
        .await
        .problem(404, "not-found");
    assert_eq!(app.count(KEPT).await, 0);
    let own = household.who.fresh_token(&app).await;
    assert!(opens(&app, &household, &own).await, "its own stays");
    // Nor by a sign-in without the second factor, with which nobody is a case worker.
    let again = async || {
        let body = json!({ "tracking_code": other.code });
        let call = app.post("/accounts/me/requests").token(&bare);
        call.json(&body).send().await
    };
    again().await.problem(403, "forbidden");
    assert_eq!(
        super::held(&app, &other.request, &worker).await,
        "request_account_account_check"
    );
    // Once nobody is followed any more, it is as before.
    app.post(format!("/cases/{case}/end"))
        .by(&worker)
        .json(&json!({ "reason": "moved_on" }))
        .expect(204)
        .await;
    again().await.expect(201);
}
