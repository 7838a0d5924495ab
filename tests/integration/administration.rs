//! What administrators do to accounts: find one by its whole address, give roles, shut out; never to themselves, and one always stays.

#![cfg(test)]

use jiff::SignedDuration;
use punte_core::policy::StaffRole;
use punte_tests::{Answer, TestApp, Who};
use serde_json::{Value, json};

/// A person of the cast who administers.
async fn administrator(app: &TestApp, person: usize) -> &Who {
    let who = &app.cast.people[person];
    app.make_staff(who, "administrator").await;
    who.fresh_token(app).await;
    who
}

async fn find(app: &TestApp, by: &Who, email: &str) -> Answer {
    let call = app.post("/account-searches").by(by);
    call.json(&json!({ "email": email })).send().await
}

async fn set(app: &TestApp, by: &Who, of: &Who, what: &str, body: Value) -> Answer {
    let path = format!("/account-records/{}/{what}", of.account);
    app.put(path).by(by).json(&body).send().await
}

async fn own(app: &TestApp, who: &Who) -> Answer {
    app.get("/accounts/me").by(who).send().await
}

#[tokio::test]
async fn an_account_is_found_by_its_whole_address_and_every_look_is_written_down() {
    let app = TestApp::spawn().await;
    let by = administrator(&app, 0).await;
    let person = &app.cast.people[1];
    let found = find(&app, by, " Person1@Example.org ").await.expect(201);
    assert_eq!(found.text_at("/id"), person.account.to_string());
    assert_eq!(found.text_at("/email"), person.email());
    assert_eq!(found.at("/roles"), &json!([]));
    assert_eq!(found.at("/own"), &json!(false));
    assert!(found.number("/sessions") > 0);
    for nobody in ["person1@example", "person", "%@example.org"] {
        let refused = find(&app, by, nobody).await;
        assert!([404, 422].contains(&refused.status), "{}", refused.text);
    }
    find(&app, by, "nobody@example.org").await.expect(404);
    let read = |who: &Who| {
        app.get(format!("/account-records/{}", who.account))
            .by(by)
            .send()
    };
    read(person).await.expect(200);
    read(by).await.expect(200);
    let looks = "select count(*) from audit_event where action = 'account_opened'";
    assert_eq!(app.count(looks).await, 2, "one's own is no look");
    // Who was erased is not there.
    let erase = app.post("/accounts/me/erasure").by(person);
    let body = json!({ "password": punte_tests::PASSWORD });
    erase.json(&body).expect(204).await;
    find(&app, by, person.email()).await.expect(404);
    read(person).await.expect(404);
    set(&app, by, person, "disabled", json!({ "disabled": false }))
        .await
        .expect(404);
}

#[tokio::test]
async fn roles_are_given_and_taken_and_count_at_the_next_request() {
    let app = TestApp::spawn().await;
    let by = administrator(&app, 0).await;
    let person = &app.cast.people[1];
    let queue = || app.get("/review/items").by(person).send();
    queue().await.problem(403, "forbidden");
    let roles = |names: &[&str]| json!({ "roles": names });
    let given = set(&app, by, person, "roles", roles(&["auditor", "moderator"])).await;
    let given = given.expect(200);
    assert_eq!(given.at("/roles"), &json!(["moderator", "auditor"]));
    // A role without a second factor is none.
    queue().await.problem(403, "second-factor-missing");
    app.use_cases()
        .await
        .adopt_factor(
            person.account,
            &punte_api::auth::Seed::from_text(punte_tests::STAFF_KEY).unwrap(),
        )
        .await
        .unwrap();
    person.fresh_token(&app).await;
    queue().await.expect(200);
    let taken = set(&app, by, person, "roles", roles(&[])).await;
    assert_eq!(taken.expect(200).at("/roles"), &json!([]));
    queue().await.problem(403, "forbidden");
    // Whoever runs the installation gives one role more, and it is written down in the same words, once.
    let use_cases = app.use_cases().await;
    for _ in 0..2 {
        let granted = use_cases.grant_role(person.account, StaffRole::Auditor);
        granted.await.unwrap();
    }
    let told: Vec<Value> = sqlx::query_scalar(
        "select data from audit_event where action = 'roles_changed' and subject_id = $1 order by id",
    )
    .bind(person.account.0)
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let lines = [
        json!({ "from": [], "roles": ["moderator", "auditor"] }),
        json!({ "from": ["moderator", "auditor"], "roles": [] }),
        json!({ "from": [], "roles": ["auditor"] }),
    ];
    assert_eq!(told, lines);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_so_is_one_whose_sign_ins_are_ended() {
    let app = TestApp::spawn().await;
    let by = administrator(&app, 0).await;
    let person = &app.cast.people[1];
    own(&app, person).await.expect(200);
    let path = format!("/account-records/{}/sessions", person.account);
    app.delete(&path).by(by).expect(204).await;
    own(&app, person).await.expect(401);
    person.fresh_token(&app).await;
    own(&app, person).await.expect(200);
    let disable = |yes: bool| set(&app, by, person, "disabled", json!({ "disabled": yes }));
    let disabled = disable(true).await.expect(200);
    assert_eq!(disabled.number("/sessions"), 0);
    own(&app, person).await.expect(401);
    let sign_in = json!({ "email": person.email(), "password": punte_tests::PASSWORD });
    app.post("/sessions").json(&sign_in).expect(401).await;
    // It is found, says since when, and comes back.
    let found = find(&app, by, person.email()).await.expect(201);
    assert!(found.at("/disabled_at").is_string());
    disable(true).await.expect(200);
    disable(false).await.expect(200);
    own(&app, person).await.expect(401);
    person.fresh_token(&app).await;
    own(&app, person).await.expect(200);
    let lines = "select count(*) from audit_event where action in ('account_disabled', 'account_enabled', 'sessions_ended')";
    assert_eq!(app.count(lines).await, 3);
}

#[tokio::test]
async fn nobody_changes_their_own_account_and_a_change_takes_a_factor_shown_a_moment_ago() {
    let app = TestApp::spawn().await;
    let by = administrator(&app, 0).await;
    let person = &app.cast.people[1];
    let end = |of: &Who| {
        app.delete(format!("/account-records/{}/sessions", of.account))
            .by(by)
            .send()
    };
    let changes = async |of: &Who| {
        [
            set(&app, by, of, "roles", json!({ "roles": ["administrator"] })).await,
            set(&app, by, of, "disabled", json!({ "disabled": false })).await,
            end(of).await,
        ]
    };
    for refused in changes(by).await {
        refused.problem(409, "own-account");
    }
    app.advance(SignedDuration::from_mins(6));
    for refused in changes(person).await {
        refused.problem(403, "second-factor-stale");
    }
    // Looking does not take one.
    find(&app, by, person.email()).await.expect(201);
    let code = json!({ "code": punte_tests::code_at(app.now()) });
    let shown = app.post("/sessions/current/second-factor").by(by);
    shown.json(&code).expect(204).await;
    for done in changes(person).await {
        assert!([200, 204].contains(&done.status), "{}", done.text);
    }
}

#[tokio::test]
async fn the_last_administrator_of_a_site_stays() {
    let app = TestApp::spawn().await;
    let one = administrator(&app, 0).await;
    let two = administrator(&app, 1).await;
    let none = || json!({ "roles": [] });
    // Both at once: one of them is left.
    let (first, second) = tokio::join!(
        set(&app, one, two, "roles", none()),
        set(&app, two, one, "roles", none())
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert!(
        matches!(statuses, [200, 403 | 409]),
        "{} {}",
        first.text,
        second.text
    );
    let left = "select count(*) from account where 'administrator' = any (roles)";
    assert_eq!(app.count(left).await, 1);
    let last = if first.status == 200 { one } else { two };
    let erase = app.post("/accounts/me/erasure").by(last);
    let body = json!({ "password": punte_tests::PASSWORD });
    erase
        .json(&body)
        .send()
        .await
        .problem(409, "administrator-needed");
    for statement in [
        "update account set roles = '{}'",
        "update account set roles = '{auditor}' where 'administrator' = any (roles)",
        "update account set disabled_at = now()",
    ] {
        let refused = sqlx::query(statement)
            .execute(&mut app.app_rw().await)
            .await;
        let error = refused.expect_err(statement);
        assert_eq!(
            error.as_database_error().unwrap().constraint(),
            Some("account_administrator_check"),
            "{statement}"
        );
    }
}
