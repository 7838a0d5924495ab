//! How a sign-in goes on, is seen and ends. `PUNTE_RACES=1000` is the size of a release.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Answer, Browser, PASSWORD, TestApp, Who, code_at, service_need};
use serde_json::json;

use crate::sizes::size;

/// Signs in; the tokens.
async fn sign_in(app: &TestApp, who: &Who) -> Answer {
    let body = json!({ "email": who.email(), "password": PASSWORD, "code": code_at(app.now()) });
    app.post("/sessions").json(&body).expect(201).await
}

/// Exchanges a refresh token.
async fn renew(app: &TestApp, refresh: &str, key: Option<&str>) -> Answer {
    let mut call = app
        .post("/sessions/renewals")
        .json(&json!({ "refresh_token": refresh }));
    if let Some(key) = key {
        call = call.key(key);
    }
    call.send().await
}

/// What a token gets of one's own account.
async fn own(app: &TestApp, token: &str) -> u16 {
    app.get("/accounts/me").token(token).send().await.status
}

const KEY: &str = "0b0e6f1e-7a0d-4b83-9f0f-4f2f6a1c9d3e";
const OTHER_KEY: &str = "1b0e6f1e-7a0d-4b83-9f0f-4f2f6a1c9d3e";

#[tokio::test]
async fn a_refresh_token_is_used_once_and_a_second_time_ends_the_sign_in() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let first = sign_in(&app, who).await;
    let second = renew(&app, &first.text_at("/refresh_token"), None)
        .await
        .expect(201);
    assert_ne!(
        first.text_at("/refresh_token"),
        second.text_at("/refresh_token")
    );
    assert_eq!(own(&app, &second.text_at("/access_token")).await, 200);
    let third = renew(&app, &second.text_at("/refresh_token"), None)
        .await
        .expect(201);
    // An old one, seconds later: somebody copied it.
    renew(&app, &first.text_at("/refresh_token"), None)
        .await
        .problem(401, "unauthenticated");
    for token in [&first, &second, &third] {
        assert_eq!(own(&app, &token.text_at("/access_token")).await, 401);
    }
    renew(&app, &third.text_at("/refresh_token"), None)
        .await
        .problem(401, "unauthenticated");
    let reused = "select count(*) from audit_event where action = 'refresh_token_reused'";
    assert_eq!(app.count(reused).await, 1, "an ended family tells no more");
    // Another sign-in of the same account is not touched.
    assert_eq!(own(&app, &who.token(&app).await).await, 200);
    for hostile in [
        "",
        "x",
        &"A".repeat(43),
        &"A".repeat(60_000),
        "../../etc/passwd",
    ] {
        renew(&app, hostile, None)
            .await
            .problem(401, "unauthenticated");
    }
    // The database keeps no token, and lets none be used twice.
    let mut db = app.app_rw().await;
    let again = sqlx::query(
        "update refresh_token set used_at = null, successor = null where used_at is not null",
    )
    .execute(&mut db)
    .await
    .unwrap_err();
    assert_eq!(
        again.as_database_error().unwrap().constraint(),
        Some("refresh_token_used_once_check")
    );
}

#[tokio::test]
async fn the_same_try_gets_the_same_successor_for_ten_seconds_and_no_other_does() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let first = sign_in(&app, who).await.text_at("/refresh_token");
    let next = renew(&app, &first, Some(KEY))
        .await
        .expect(201)
        .text_at("/refresh_token");
    app.advance(SignedDuration::from_secs(10));
    let again = renew(&app, &first, Some(KEY)).await.expect(201);
    assert_eq!(again.text_at("/refresh_token"), next);
    assert_eq!(own(&app, &again.text_at("/access_token")).await, 200);
    app.advance(SignedDuration::from_secs(1));
    renew(&app, &first, Some(KEY))
        .await
        .problem(401, "unauthenticated");
    renew(&app, &next, None)
        .await
        .problem(401, "unauthenticated");
    for wrong in [None, Some(OTHER_KEY)] {
        let first = sign_in(&app, who).await.text_at("/refresh_token");
        let next = renew(&app, &first, Some(KEY))
            .await
            .expect(201)
            .text_at("/refresh_token");
        renew(&app, &first, wrong)
            .await
            .problem(401, "unauthenticated");
        renew(&app, &next, None)
            .await
            .problem(401, "unauthenticated");
    }
}

/// T3 (docs/assurance.md): 200 races. In each, fifty send one token at once.
#[tokio::test]
async fn families_raced_by_fifty_end_and_as_many_honest_retries_live() {
    let races = size("PUNTE_RACES", 200);
    let app = TestApp::spawn().await;
    let cases = app.use_cases().await;
    let account = app.cast.people[0].account;
    let (mut ended, mut lived) = (0, 0);
    for race in 0..races {
        let honest = race % 2 == 1;
        let first = cases
            .open_program_session(account, None)
            .await
            .unwrap()
            .refresh_token;
        let key = honest.then_some(KEY);
        let tries = (0..50).map(|_| cases.renew_session(&first, key));
        let mut next = std::collections::BTreeSet::new();
        for tokens in futures_util::future::join_all(tries)
            .await
            .into_iter()
            .flatten()
        {
            next.insert(tokens.refresh_token);
        }
        assert_eq!(next.len(), 1, "one successor, whoever is first");
        let goes_on = cases
            .renew_session(next.first().unwrap(), None)
            .await
            .is_ok();
        assert_eq!(goes_on, honest, "race {race}");
        if honest {
            lived += 1;
        } else {
            ended += 1;
        }
    }
    cases.pool.close().await;
    println!(
        "sessions: {races} refresh tokens raced by 50: {ended} families ended, {lived} honest retries went on"
    );
    assert_eq!((ended, lived), (races.div_ceil(2), races / 2));
}

#[tokio::test]
async fn staff_is_out_after_half_an_hour_of_rest_and_after_twelve_hours_and_others_after_thirty_days()
 {
    let app = TestApp::spawn().await;
    // Renewed at every step, until it is not: how many steps.
    let lasts = async |who: &Who, step: SignedDuration, most: usize| {
        let mut tokens = sign_in(&app, who).await;
        for done in 0..most {
            app.advance(step);
            let answer = renew(&app, &tokens.text_at("/refresh_token"), None).await;
            if answer.status == 401 {
                return done;
            }
            tokens = answer.expect(201);
        }
        most
    };
    let (staff, member) = (app.as_moderator(), &app.cast.people[0]);
    let mins = SignedDuration::from_mins;
    assert_eq!(lasts(staff, mins(30), 3).await, 0);
    assert_eq!(lasts(staff, mins(29), 100).await, 12 * 60 / 29);
    assert_eq!(lasts(member, mins(60 * 24), 40).await, 29);
    // Using the access token counts as well.
    let token = sign_in(&app, staff).await;
    app.advance(mins(9));
    assert_eq!(own(&app, &token.text_at("/access_token")).await, 200);
    app.advance(mins(25));
    renew(&app, &token.text_at("/refresh_token"), None)
        .await
        .expect(201);
    // Whoever becomes staff has staff's limits at once.
    let token = sign_in(&app, member).await;
    app.advance(mins(31));
    app.make_staff(member, "moderator").await;
    renew(&app, &token.text_at("/refresh_token"), None)
        .await
        .expect(401);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_cannot_go_on() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let tokens = sign_in(&app, who).await;
    assert_eq!(own(&app, &tokens.text_at("/access_token")).await, 200);
    sqlx::query("update account set disabled_at = now() where id = $1")
        .bind(who.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(own(&app, &tokens.text_at("/access_token")).await, 401);
    renew(&app, &tokens.text_at("/refresh_token"), None)
        .await
        .expect(401);
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_one_or_all_others() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let (a, b, c) = (
        sign_in(&app, who).await,
        sign_in(&app, who).await,
        sign_in(&app, who).await,
    );
    let token = a.text_at("/access_token");
    let list = app
        .get("/accounts/me/sessions")
        .token(&token)
        .expect(200)
        .await;
    // The three, and that of the beginning.
    assert_eq!(list.items().len(), 4);
    let current: Vec<_> = list
        .items()
        .iter()
        .filter(|s| s["current"] == true)
        .collect();
    assert_eq!(current.len(), 1);
    let of_b = app
        .get("/accounts/me/sessions")
        .token(&b.text_at("/access_token"));
    let of_b = of_b.expect(200).await;
    let of_b = of_b.items().iter().find(|s| s["current"] == true).unwrap();
    let end = |id: String| {
        app.delete(format!("/accounts/me/sessions/{id}"))
            .token(&token)
            .send()
    };
    let id = of_b["id"].as_str().unwrap().to_owned();
    end(id.clone()).await.expect(204);
    end(id).await.expect(404);
    assert_eq!(own(&app, &b.text_at("/access_token")).await, 401);
    assert_eq!(own(&app, &c.text_at("/access_token")).await, 200);
    app.delete("/accounts/me/sessions")
        .token(&token)
        .expect(204)
        .await;
    assert_eq!(own(&app, &c.text_at("/access_token")).await, 401);
    assert_eq!(own(&app, &token).await, 200);
    // A change of the password ends the others, too.
    let other = sign_in(&app, who).await;
    let change = |current: &str, new: &str| {
        app.put("/accounts/me/password")
            .token(&token)
            .json(&json!({ "current_password": current, "new_password": new }))
            .send()
    };
    let new = "seven quiet bridges over Prut";
    change("wrong", new)
        .await
        .fields(422, &["/current_password wrong-password"]);
    change(PASSWORD, "short")
        .await
        .fields(422, &["/new_password length"]);
    assert_eq!(own(&app, &other.text_at("/access_token")).await, 200);
    change(PASSWORD, new).await.expect(204);
    assert_eq!(own(&app, &other.text_at("/access_token")).await, 401);
    assert_eq!(own(&app, &token).await, 200);
    let body = json!({ "email": who.email(), "password": PASSWORD });
    app.post("/sessions").json(&body).expect(401).await;
    let body = json!({ "email": who.email(), "password": new });
    app.post("/sessions").json(&body).expect(201).await;
}

#[tokio::test]
async fn the_page_of_ones_account_shows_sign_ins_and_ends_them() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let token = who.token(&app).await;
    let (mut here, mut there) = (Browser::new(&app), Browser::new(&app));
    here.sign_in(who.email()).await;
    there.sign_in(who.email()).await;
    let page = here.open("/en/account").await;
    assert_eq!(page.texts("#sessions ~ ul li").len(), 3);
    assert_eq!(page.texts("#sessions ~ ul .tag"), ["this one"]);
    let all = page
        .forms()
        .into_iter()
        .find(|f| f.action == "/en/account/sessions" && f.value("session").is_none());
    let page = here.send(&all.unwrap()).await;
    assert_eq!(page.texts("#sessions ~ ul li").len(), 1);
    assert_eq!(own(&app, &token).await, 401);
    assert!(
        there
            .open("/en/account")
            .await
            .address
            .starts_with("/en/account/sign-in")
    );
    let form = page.form("/en/account").with("current_password", "wrong");
    let wrong = here.send(&form.with("new_password", "short")).await;
    assert_eq!(wrong.status, 422);
    let form = wrong.form("/en/account").with("current_password", PASSWORD);
    let done = here
        .send(&form.with("new_password", "seven quiet bridges over Prut"))
        .await;
    assert_eq!((done.status, done.address.as_str()), (200, "/en/account"));
    assert!(done.text(".said").is_some());
}

#[tokio::test]
async fn a_token_lapses_by_the_clock() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[0];
    let token = who.token(&app).await;
    let household = app.file(&[service_need(1)]).await;
    let tracking = household.who.fresh_token(&app).await;
    let own = |token: &str| app.get("/accounts/me").token(token).send();
    app.advance(jiff::SignedDuration::from_secs(604));
    own(&token).await.expect(200);
    app.advance(jiff::SignedDuration::from_secs(1));
    own(&token).await.problem(401, "unauthenticated");
    let renewed = who.fresh_token(&app).await;
    app.advance(jiff::SignedDuration::from_mins(20));
    let request = |token: &str| {
        app.get(format!("/requests/{}", household.request))
            .token(token)
            .send()
    };
    own(&renewed).await.expect(401);
    request(&tracking).await.expect(401);
    request(&household.who.fresh_token(&app).await)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_sign_in_that_rested_too_long_is_none_that_one_sees() {
    let app = TestApp::spawn().await;
    let staff = app.as_moderator();
    let list = async || {
        let token = sign_in(&app, staff).await.text_at("/access_token");
        let list = app.get("/accounts/me/sessions").token(&token);
        list.expect(200).await.items().len()
    };
    let before = list().await;
    assert_eq!(list().await, before + 1);
    app.advance(SignedDuration::from_mins(31));
    assert_eq!(list().await, 1, "its own");
}
