//! What the database shows and refuses, whatever the server asks.

use std::time::Duration;

use punte_tests::{TestApp, Who, service_need};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use super::{child, only, protector};

/// What the tables show to whoever says so.
async fn seen(db: &mut PgConnection, opens_for: &str) -> (i64, i64, i64) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("select set_config('punte.opens_for', $1, true)")
        .bind(opens_for)
        .execute(&mut *tx)
        .await
        .unwrap();
    let count = async |db: &mut PgConnection, query: &'static str| -> i64 {
        sqlx::query_scalar(query).fetch_one(db).await.unwrap()
    };
    let found = (
        count(&mut tx, "select count(*) from child_case").await,
        count(&mut tx, "select count(*) from child_case_line").await,
        count(&mut tx, "select count(*) from child_case_note").await,
    );
    // Whoever sees none changes none.
    let changed = sqlx::query("update child_case set version = version")
        .execute(&mut *tx)
        .await;
    if found.0 == 0 {
        assert_eq!(changed.unwrap().rows_affected(), 0);
    }
    tx.rollback().await.unwrap();
    found
}

/// The constraint that refuses a statement of app_rw, at the latest when its transaction ends.
async fn refused(app: &TestApp, opens_for: &str, statement: &'static str, of: &[Uuid]) -> String {
    let mut db = app.app_rw().await;
    let mut tx = db.begin().await.unwrap();
    sqlx::query("select set_config('punte.opens_for', $1, true)")
        .bind(opens_for)
        .execute(&mut *tx)
        .await
        .unwrap();
    let mut query = sqlx::query(statement);
    for id in of {
        query = query.bind(*id);
    }
    let done = query.execute(&mut *tx).await;
    let error = match done {
        Ok(_) => tx.commit().await.unwrap_err(),
        Err(error) => error,
    };
    let error = error.as_database_error().unwrap();
    error.constraint().unwrap_or(error.message()).to_owned()
}

#[tokio::test]
async fn the_database_shows_cases_to_child_protection_alone_and_refuses_a_child_without_one() {
    let app = TestApp::spawn().await;
    let who = protector(&app, "zoe@example.org").await;
    let household = child(&app).await;
    let id = only(&app, &who).await;
    app.post(format!("/child-cases/{id}/take"))
        .by(&who)
        .expect(200)
        .await;
    let note = json!({ "text": "Called the centre." });
    let noted = app
        .post(format!("/child-cases/{id}/notes"))
        .by(&who)
        .json(&note);
    noted.expect(201).await;
    let account = |who: &Who| format!("account:{}", who.account);
    let moderator = app.as_moderator();
    let administrator = &app.cast.people[1];
    app.make_staff(administrator, "administrator").await;
    let mut db = app.app_rw().await;
    for nobody in [
        String::new(),
        account(moderator),
        account(administrator),
        account(&app.cast.people[2]),
        format!("request:{}", household.request),
        format!("partner:{}", who.account),
    ] {
        assert_eq!(seen(&mut db, &nobody).await, (0, 0, 0), "{nobody}");
    }
    assert_eq!(seen(&mut db, &account(&who)).await, (1, 1, 1));
    assert_eq!(seen(&mut db, "program").await, (1, 1, 1));

    // A child's request without a case, filed so or changed so; a case of a family; a case that somebody else takes or opens again.
    let family = app.file(&[service_need(1)]).await;
    let id = |text: &str| -> Uuid { text.parse().unwrap() };
    let (case, family) = (id(&id_of(&app).await), id(&family.request));
    let filed = "insert into request (id, household, adults, filed_on, locale, tracking_hash, created_at)
        values (gen_random_uuid(), '{\"children\": [12]}', 0, '2027-03-01', 'uk', uuid_send(gen_random_uuid()), now())";
    assert_eq!(
        refused(&app, "", filed, &[]).await,
        "request_child_case_check"
    );
    let changed = "update request set household = '{\"children\": [12]}', adults = 0, oldest_born_to = null where id = $1";
    assert_eq!(
        refused(&app, "", changed, &[family]).await,
        "request_child_case_check"
    );
    // Whoever owns it meets the same wall.
    let error = sqlx::query(changed)
        .bind(family)
        .execute(&mut app.superuser().await)
        .await
        .unwrap_err();
    let held = error.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("request_child_case_check"));
    let noted = "insert into child_case_note (id, case_id, written_by, sealed, created_at) values (gen_random_uuid(), $1, $2, '\\x00', now())";
    let by_moderator = [case, moderator.account.0];
    let said = refused(&app, &account(moderator), noted, &by_moderator).await;
    assert!(said.contains("row-level security"), "{said}");
    let of_family = "insert into child_case (id, request_id, created_at, due_at) values (gen_random_uuid(), $1, now(), now())";
    assert_eq!(
        refused(&app, "", of_family, &[family]).await,
        "child_case_request_check"
    );
    let given = "update child_case set taken_by = $2 where id = $1";
    let to_moderator = [case, moderator.account.0];
    assert_eq!(
        refused(&app, &account(&who), given, &to_moderator).await,
        "child_case_taken_by_check"
    );
    // Nor does whoever looks after it hand it back to nobody.
    let left = "update child_case set state = 'open', taken_by = null where id = $1";
    assert_eq!(
        refused(&app, &account(&who), left, &[case]).await,
        "child_case_taken_by_check"
    );
    let close = json!({ "outcome": "helped_elsewhere" });
    let closed = app
        .post(format!("/child-cases/{case}/close"))
        .by(&who)
        .json(&close);
    closed.expect(200).await;
    let reopened =
        "update child_case set state = 'taken', outcome = null, closed_at = null where id = $1";
    assert_eq!(
        refused(&app, &account(&who), reopened, &[case]).await,
        "child_case_once_check"
    );
    let gone = refused(&app, "program", "delete from child_case_note", &[]).await;
    assert!(gone.contains("permission denied"), "{gone}");
}

#[tokio::test]
async fn whoever_loses_the_role_while_they_take_a_case_does_not_have_it() {
    let app = TestApp::spawn().await;
    let who = protector(&app, "zoe@example.org").await;
    child(&app).await;
    let case = only(&app, &who).await;
    let mut other = app.superuser().await;
    let mut other = other.begin().await.unwrap();
    sqlx::query("update account set roles = '{}' where id = $1")
        .bind(who.account.0)
        .execute(&mut *other)
        .await
        .unwrap();
    let take = app.post(format!("/child-cases/{case}/take")).by(&who);
    let (taken, ()) = tokio::join!(take.send(), async {
        let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        let mut waited = false;
        for _ in 0..400 {
            waited = app.count(waits).await > 0;
            if waited {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(waited, "it waits for who has the role");
        other.commit().await.unwrap();
    });
    taken.problem(409, "illegal-state");
    let open = "select count(*) from child_case where state = 'open' and taken_by is null";
    assert_eq!(app.count(open).await, 1);
}

async fn id_of(app: &TestApp) -> String {
    sqlx::query_scalar("select id::text from child_case")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap()
}
