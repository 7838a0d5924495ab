//! Second factors: who must have one, what it opens, and that a code opens it once.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::auth::Seed;
use punte_tests::{Answer, PASSWORD, TestApp, Who, code_at};
use serde_json::json;

const OTHER: &str = "seven quiet bridges over Prut";

/// Signs in with a code or without.
async fn sign_in(app: &TestApp, who: &Who, code: Option<&str>) -> Answer {
    let body = match code {
        Some(code) => json!({ "email": who.email(), "password": PASSWORD, "code": code }),
        None => json!({ "email": who.email(), "password": PASSWORD }),
    };
    app.post("/sessions").json(&body).send().await
}

/// Begins to set a factor up; its seed.
async fn begin(app: &TestApp, token: &str) -> Seed {
    let begun = app.post("/accounts/me/second-factor").token(token);
    let begun = begun.expect(201).await;
    let key = begun.text_at("/key");
    assert!(
        begun
            .text_at("/address")
            .starts_with("otpauth://totp/Punte:punte.example?secret="),
        "{}",
        begun.text
    );
    Seed::from_text(&key).unwrap()
}

/// Confirms it with the code of this instant; the recovery codes.
async fn confirm(app: &TestApp, token: &str, seed: &Seed) -> Vec<String> {
    let code = seed.code_at(app.now()).unwrap();
    let confirmed = app
        .post("/accounts/me/second-factor/confirmation")
        .token(token)
        .json(&json!({ "code": code }))
        .expect(201)
        .await;
    let codes = confirmed.at("/codes").as_array().unwrap();
    assert_eq!(codes.len(), 10);
    codes
        .iter()
        .map(|c| c.as_str().unwrap().to_owned())
        .collect()
}

/// How the password of an account is hashed: memory in KiB, passes, lanes.
async fn cost_of(app: &TestApp, who: &Who) -> String {
    let hash: String =
        sqlx::query_scalar("select password_hash from identity.account where account_id = $1")
            .bind(who.account.0)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    hash.split('$').nth(3).unwrap().to_owned()
}

#[tokio::test]
async fn the_passwords_of_staff_are_hashed_with_more_memory_from_the_next_sign_in_on() {
    const USUAL: &str = "m=19456,t=2,p=1";
    const STAFF: &str = "m=47104,t=1,p=1";
    let app = TestApp::spawn().await;
    let (who, plain) = (&app.cast.people[0], &app.cast.people[1]);
    app.make_staff(who, "auditor").await;
    assert_eq!(cost_of(&app, who).await, USUAL);
    // The password alone is enough, and a wrong one changes nothing.
    let wrong = json!({ "email": who.email(), "password": "not the right one" });
    app.post("/sessions").json(&wrong).expect(401).await;
    assert_eq!(cost_of(&app, who).await, USUAL);
    sign_in(&app, who, None)
        .await
        .problem(401, "second-factor-needed");
    assert_eq!(cost_of(&app, who).await, STAFF);
    let token = who.fresh_token(&app).await;
    assert_eq!(cost_of(&app, who).await, STAFF);
    plain.fresh_token(&app).await;
    assert_eq!(cost_of(&app, plain).await, USUAL);

    // Whoever sets another one does so at the cost of what they are.
    let set = json!({ "current_password": PASSWORD, "new_password": OTHER });
    for (whose, token, cost) in [(who, token, STAFF), (plain, plain.token(&app).await, USUAL)] {
        let call = app.put("/accounts/me/password").token(&token);
        call.json(&set).expect(204).await;
        assert_eq!(cost_of(&app, whose).await, cost);
        let link = app.linked("/accounts/password-resets", whose.email()).await;
        app.post("/accounts/password-resets/confirmations")
            .json(&json!({ "code": link, "password": PASSWORD }))
            .expect(204)
            .await;
        assert_eq!(cost_of(&app, whose).await, cost);
    }
    // Whoever is staff no more keeps what is stronger.
    sqlx::query("update account set roles = '{}' where id = $1")
        .bind(who.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    who.fresh_token(&app).await;
    assert_eq!(cost_of(&app, who).await, STAFF);
}

#[tokio::test]
async fn staff_without_a_second_factor_has_no_role_until_it_is_set_up() {
    let app = TestApp::spawn().await;
    // A site is never without an administrator.
    app.make_staff(&app.cast.people[1], "administrator").await;
    let who = &app.cast.people[0];
    for role in ["moderator", "child_protection", "administrator", "auditor"] {
        sqlx::query("update account set roles = array[$2] where id = $1")
            .bind(who.account.0)
            .bind(role)
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
        let token = sign_in(&app, who, None)
            .await
            .expect(201)
            .text_at("/access_token");
        let queue = app.get("/review/items").token(&token).send().await;
        queue.problem(403, "second-factor-missing");
        // It may look at its own account and set a factor up.
        let own = app.get("/accounts/me").token(&token).expect(200).await;
        assert_eq!(own.at("/roles"), &json!([role]));
        assert_eq!(own.at("/second_factor"), false);
        begin(&app, &token).await;
    }
    app.make_staff(who, "moderator").await;
    // A session from before the factor was set still carries nothing.
    let queue = app
        .get("/review/items")
        .token(&who.token(&app).await)
        .send()
        .await;
    queue.problem(403, "second-factor-missing");
    let token = who.fresh_token(&app).await;
    app.get("/review/items").token(&token).expect(200).await;
}

#[tokio::test]
async fn a_factor_is_set_up_confirmed_asked_for_and_a_code_opens_once() {
    let app = TestApp::spawn().await;
    app.codes_are_used_once().await;
    let who = &app.cast.people[0];
    let elsewhere = who.token(&app).await;
    let token = sign_in(&app, who, None)
        .await
        .expect(201)
        .text_at("/access_token");
    let seed = begin(&app, &token).await;
    // What is begun does not count yet.
    sign_in(&app, who, None).await.expect(201);
    app.post("/accounts/me/second-factor/confirmation")
        .token(&token)
        .json(&json!({ "code": "12345" }))
        .expect(422)
        .await
        .fields(422, &["/code wrong-code"]);
    let recovery = confirm(&app, &token, &seed).await;
    let own = app.get("/accounts/me").token(&token).expect(200).await;
    assert_eq!(
        (own.at("/second_factor"), own.number("/recovery_codes_left")),
        (&json!(true), 10)
    );
    // Other sign-ins ended with it.
    app.get("/accounts/me").token(&elsewhere).expect(401).await;

    let now = app.now();
    let code = |steps: i64| {
        seed.code_at(now + SignedDuration::from_secs(30 * steps))
            .unwrap()
    };
    sign_in(&app, who, None)
        .await
        .problem(401, "second-factor-needed");
    // The code of the confirmation was used; the one before it is older; both are refused.
    for used in [code(0), code(-1)] {
        sign_in(&app, who, Some(&used))
            .await
            .fields(422, &["/code wrong-code"]);
    }
    sign_in(&app, who, Some(&code(1))).await.expect(201);
    sign_in(&app, who, Some(&code(1)))
        .await
        .fields(422, &["/code wrong-code"]);
    sign_in(&app, who, Some(&code(2)))
        .await
        .fields(422, &["/code wrong-code"]);
    app.advance(SignedDuration::from_secs(30));
    let spaced = code(2);
    let spaced = format!(" {} {} ", &spaced[..3], &spaced[3..]);
    sign_in(&app, who, Some(&spaced)).await.expect(201);
    // A right code does not make a wrong password right, nor does it say whether the address is known.
    app.advance(SignedDuration::from_mins(1));
    for email in [who.email(), "nobody@example.org"] {
        let body = json!({ "email": email, "password": "wrong horse", "code": code(4) });
        let answer = app.post("/sessions").json(&body).send().await;
        answer.problem(401, "wrong-credentials");
    }
    // A recovery code opens once, in small letters too; the others stay.
    let typed = recovery[3].to_lowercase().replace('-', " ");
    sign_in(&app, who, Some(&typed)).await.expect(201);
    sign_in(&app, who, Some(&typed))
        .await
        .fields(422, &["/code wrong-code"]);
    let last = sign_in(&app, who, Some(&recovery[9])).await.expect(201);
    let token = last.text_at("/access_token");
    let own = app.get("/accounts/me").token(&token).expect(200).await;
    assert_eq!(own.number("/recovery_codes_left"), 8);
    let events = app.count("select count(*) from audit_event where action in ('second_factor_set', 'recovery_code_used')").await;
    assert_eq!(events, 3);
}

#[tokio::test]
async fn of_fifty_that_use_one_code_at_once_one_gets_in() {
    let app = TestApp::spawn().await;
    app.codes_are_used_once().await;
    let who = app.as_moderator();
    app.advance(SignedDuration::from_mins(2));
    let code = code_at(app.now());
    let started = app.count("select count(*) from session").await;
    let mut answers = Vec::new();
    for _ in 0..10 {
        // Five at a time: more would wait for the hashing of passwords, and be told that it is too much.
        let tries = (0..5).map(|_| sign_in(&app, who, Some(&code)));
        let done = futures_util::future::join_all(tries).await;
        answers.extend(done.iter().map(|answer| answer.status));
    }
    assert_eq!(
        answers.iter().filter(|s| **s == 201).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(
        answers.iter().filter(|s| **s == 422).count(),
        49,
        "{answers:?}"
    );
    assert_eq!(app.count("select count(*) from session").await, started + 1);
}

#[tokio::test]
async fn ten_wrong_codes_shut_out_the_right_one_for_a_quarter_of_an_hour() {
    let app = TestApp::spawn().await;
    let who = app.as_moderator();
    // What cannot be a code is no guess.
    for no_code in ["", "1", "1234567", "x12345"] {
        sign_in(&app, who, Some(no_code)).await.expect(422);
    }
    let wrong = |number: u32| {
        let right: u32 = code_at(app.now()).parse().unwrap();
        format!("{:06}", (right + 500_000 + number) % 1_000_000)
    };
    for number in 0..10 {
        let wrong = sign_in(&app, who, Some(&wrong(number))).await;
        wrong.fields(422, &["/code wrong-code"]);
    }
    let right = || code_at(app.now());
    sign_in(&app, who, Some(&right()))
        .await
        .fields(422, &["/code wrong-code"]);
    app.advance(SignedDuration::from_mins(14));
    sign_in(&app, who, Some(&right()))
        .await
        .fields(422, &["/code wrong-code"]);
    app.advance(SignedDuration::from_mins(1));
    sign_in(&app, who, Some(&right())).await.expect(201);
    // A right one wipes the slate clean.
    for _ in 0..2 {
        for number in 0..9 {
            sign_in(&app, who, Some(&wrong(number))).await.expect(422);
        }
        sign_in(&app, who, Some(&right())).await.expect(201);
    }
}

#[tokio::test]
async fn opening_an_identity_takes_a_factor_of_the_last_five_minutes() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let token = app.as_moderator().fresh_token(&app).await;
    let open = || {
        app.post(format!("/providers/{}/identity-views", provider.id))
            .token(&token)
            .json(&json!({ "reason": "vetting" }))
            .send()
    };
    app.advance(SignedDuration::from_mins(5));
    open().await.expect(201);
    app.advance(SignedDuration::from_secs(1));
    open().await.problem(403, "second-factor-stale");
    // What takes no fresh one goes on.
    app.get("/review/items").token(&token).expect(200).await;
    let show = |code: String| {
        app.post("/sessions/current/second-factor")
            .token(&token)
            .json(&json!({ "code": code }))
            .send()
    };
    show("000".to_owned())
        .await
        .fields(422, &["/code wrong-code"]);
    open().await.problem(403, "second-factor-stale");
    show(code_at(app.now())).await.expect(204);
    open().await.expect(201);
    // Whoever may not do it at all is not helped by a fresh factor, nor told that one is wanted.
    let member = provider.member.token(&app).await;
    let other = app
        .post(format!("/providers/{}/identity-views", provider.id))
        .token(&member)
        .json(&json!({ "reason": "vetting" }));
    other.expect(404).await;
}

#[tokio::test]
async fn the_database_refuses_a_session_without_the_factor_that_its_account_has() {
    let app = TestApp::spawn().await;
    let mut db = app.app_rw().await;
    let insert = "insert into session (id, account_id, kind, created_at, last_used_at, expires_at, factor_at) values (gen_random_uuid(), $1, 'program', now(), now(), now() + interval '1 day', case when $2 then now() end)";
    let refused = |error: sqlx::Error| {
        error
            .as_database_error()
            .and_then(|e| e.constraint())
            .map(str::to_owned)
    };
    for (who, shown, allowed) in [
        (app.as_moderator(), false, false),
        (app.as_moderator(), true, true),
        (&app.cast.people[0], false, true),
        (&app.cast.people[0], true, false),
    ] {
        let done = sqlx::query(insert)
            .bind(who.account.0)
            .bind(shown)
            .execute(&mut db)
            .await;
        match done {
            Ok(_) => assert!(allowed),
            Err(error) => {
                assert!(!allowed);
                assert_eq!(refused(error).as_deref(), Some("session_factor_at_check"));
            }
        }
    }
    app.codes_are_used_once().await;
    let back = "update second_factor set last_step = last_step - 1";
    let error = sqlx::query(back).execute(&mut db).await.unwrap_err();
    assert_eq!(
        refused(error).as_deref(),
        Some("second_factor_last_step_check")
    );
}
