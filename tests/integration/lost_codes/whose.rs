//! Who replaces whose code face to face: of a child who is alone child protection, of anybody else moderators, and neither where their own
//! organisation is on the other side.

use punte_tests::{Answer, TestApp, Who, request, service, service_need, with};
use serde_json::json;
use sqlx::{AssertSqlSafe, Executor as _};

use super::{known, number_of, opens};

async fn reissue(app: &TestApp, by: &Who, number: &str) -> Answer {
    let call = app.post("/review/reissued-codes").by(by);
    call.json(&known(number, "card_number")).send().await
}

/// By which rule the database refuses that somebody replaced a code.
async fn held(app: &TestApp, by: &Who, request: &str) -> Option<String> {
    let refused = sqlx::query(
        "insert into code_reissue (id, request_id, by_moderator, reason, at) values (gen_random_uuid(), $1::uuid, $2, 'card_number', now())",
    )
    .bind(request)
    .bind(by.account.0)
    .execute(&mut app.app_rw().await)
    .await;
    let refused = refused.err()?;
    let error = refused.as_database_error()?;
    error.constraint().map(str::to_owned)
}

#[tokio::test]
async fn only_child_protection_replaces_the_code_of_a_child_who_is_alone_and_no_other_one() {
    let app = TestApp::spawn().await;
    let moderator = app.as_moderator();
    moderator.fresh_token(&app).await;
    let protects = &app.cast.people[3];
    app.make_staff(protects, "child_protection").await;
    protects.fresh_token(&app).await;
    let body = request(&[service_need(1)]);
    let child = with(body, "/household", json!({ "children": [16] }));
    let child = app.file_request(&child).await;
    let adult = app.file(&[service_need(1)]).await;
    for (by, household) in [(moderator, &child), (protects, &adult)] {
        let number = number_of(&app, household).await;
        // As of a number that nobody has: that a child asks alone is not said.
        let refused = reissue(&app, by, &number).await;
        refused.fields(422, &["/known unknown-request"]);
        assert!(opens(&app, &household.code).await);
        let rule = held(&app, by, &household.request).await;
        assert_eq!(rule.as_deref(), Some("code_reissue_moderator_check"));
    }
    for (by, household) in [(protects, &child), (moderator, &adult)] {
        let number = number_of(&app, household).await;
        let done = reissue(&app, by, &number).await.expect(201);
        assert_eq!(done.text_at("/request_id"), household.request);
        assert!(!opens(&app, &household.code).await);
    }
}

#[tokio::test]
async fn nobody_replaces_the_code_of_a_household_that_chose_an_organisation_of_theirs() {
    let app = TestApp::spawn().await;
    let [other, own, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    for moderator in [other, own] {
        moderator.fresh_token(&app).await;
    }
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let stranger = app.file(&[service_need(1)]).await;
    app.propose(&household, &offer).await;
    let number = number_of(&app, &household).await;
    for statement in [
        "insert into provider_member values ($1::uuid, $2, 'member')",
        // Nor afterwards.
        "delete from provider_member where provider_id = $1::uuid and account_id = $2",
    ] {
        sqlx::query(statement)
            .bind(&provider.id)
            .bind(own.account.0)
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
        let refused = reissue(&app, own, &number).await;
        refused.fields(422, &["/known unknown-request"]);
        assert!(opens(&app, &household.code).await);
        let rule = held(&app, own, &household.request).await;
        assert_eq!(rule.as_deref(), Some("code_reissue_not_own_check"));
    }
    let theirs = number_of(&app, &stranger).await;
    reissue(&app, own, &theirs).await.expect(201);
    reissue(&app, other, &number).await.expect(201);
}

#[tokio::test]
async fn whoever_joins_the_other_side_or_moderates_no_more_in_that_moment_is_told_as_if_it_had_been_before()
 {
    let app = TestApp::spawn().await;
    let [one, other, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    app.propose(&household, &offer).await;
    let number = number_of(&app, &household).await;
    for (by, meanwhile) in [
        (
            one,
            format!(
                "insert into provider_member values ('{}', '{}', 'member')",
                provider.id, one.account
            ),
        ),
        (
            other,
            format!(
                "update account set roles = '{{}}' where id = '{}'",
                other.account
            ),
        ),
    ] {
        by.fresh_token(&app).await;
        // After everything that the use case looks at, and before the line is written.
        let plant = format!(
            "create or replace function meanwhile() returns trigger language plpgsql security definer as $$
                begin {meanwhile}; return new; end $$;
             create trigger a_meanwhile before insert on code_reissue for each row execute function meanwhile()"
        );
        let mut db = app.superuser().await;
        db.execute(AssertSqlSafe(plant)).await.unwrap();
        let refused = reissue(&app, by, &number).await;
        refused.fields(422, &["/known unknown-request"]);
        assert!(opens(&app, &household.code).await);
        let over = "drop trigger a_meanwhile on code_reissue";
        db.execute(over).await.unwrap();
    }
    assert_eq!(app.count("select count(*) from code_reissue").await, 0);
}
