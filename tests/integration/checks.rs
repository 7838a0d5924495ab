//! Checklists: nothing is approved without a yes to every required point, and every answer is written down.

#![cfg(test)]

use punte_tests::{Answer, TestApp, housing_offer, service, with};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _};

/// The open item of an offer, claimed by the first moderator: its id, its version, a yes to every point.
async fn claimed(app: &TestApp, offer: &str) -> (String, String, Value) {
    let (id, revision) = app.open_item(app.as_moderator(), offer).await;
    app.claim(app.as_moderator(), &id).await.expect(200);
    let yes = app.checked(app.as_moderator(), &id).await;
    (id, revision, yes)
}

async fn answer(app: &TestApp, id: &str, revision: &str, decision: &str, list: &Value) -> Answer {
    let reason = if decision == "approve" {
        "checklist_complete"
    } else {
        "unsafe_conditions"
    };
    app.post(format!("/review/items/{id}/decisions"))
        .by(app.as_moderator())
        .json(&json!({ "decision": decision, "reason_code": reason, "revision_id": revision, "checklist": list }))
        .send()
        .await
}

#[tokio::test]
async fn an_approval_takes_a_yes_to_every_required_point_over_rest_too() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (id, revision, yes) = claimed(&app, &offer).await;
    let before = app.digest().await;
    let required = [
        "provider_in_register",
        "service_exists",
        "opening_hours_confirmed",
        "who_may_come_is_clear",
        "safe_around_children",
        "text_is_clear",
    ];
    let missing = required.map(|key| format!("/checklist/{key} required"));
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    answer(&app, &id, &revision, "approve", &json!({}))
        .await
        .fields(422, &missing);
    for no in ["no", "unknown"] {
        let list = with(yes.clone(), "/service_exists", no);
        answer(&app, &id, &revision, "approve", &list)
            .await
            .fields(422, &["/checklist/service_exists not-checked"]);
    }
    let list = with(yes.clone(), "/another", "yes");
    answer(&app, &id, &revision, "approve", &list)
        .await
        .fields(422, &["/checklist/another unknown-field"]);
    assert_eq!(app.digest().await, before, "nothing was written");
    assert!(!app.is_public(&offer).await);
    // What is not required may be a no.
    let list = with(yes, "/accessibility_seen", "no");
    answer(&app, &id, &revision, "approve", &list)
        .await
        .expect(201);
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn every_answer_is_a_row_with_what_it_rests_on_and_until_when_it_counts() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let (id, revision, _) = claimed(&app, &offer).await;
    let found = json!({ "identity_seen": "yes", "room_seen": "no", "text_is_clear": "unknown" });
    answer(&app, &id, &revision, "reject", &found)
        .await
        .expect(201);
    let rows: Vec<(String, String, String, Option<i32>)> = sqlx::query_as(
        "select item, result, evidence, extract(day from expires_at - checked_at)::integer from review_check order by item",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let row = |item: &str, result: &str, on: &str, days| {
        (item.to_owned(), result.to_owned(), on.to_owned(), days)
    };
    assert_eq!(
        rows,
        [
            row("identity_seen", "yes", "document", Some(365)),
            row("room_seen", "no", "visit", Some(365)),
            row("text_is_clear", "unknown", "offer", None),
        ]
    );
    let (key, version): (String, i32) =
        sqlx::query_as("select checklist_key, checklist_version from review_decision")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    let newest = "select max(version)::bigint from checklist where key = 'housing-private'";
    assert_eq!(
        (key.as_str(), i64::from(version)),
        ("housing-private", app.count(newest).await),
        "the version is kept"
    );
    for statement in [
        "update checklist set items = '[]'",
        "delete from checklist",
        "update review_check set result = 'yes'",
        "delete from review_check",
    ] {
        let mut db = app.app_rw().await;
        assert!(
            sqlx::query(statement).execute(&mut db).await.is_err(),
            "{statement}"
        );
    }
}

#[tokio::test]
async fn the_database_itself_refuses_an_approval_without_its_answers() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    claimed(&app, &offer).await;
    let mut db = app.app_rw().await;
    let mut tx = db.begin().await.unwrap();
    sqlx::query(
        "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, checklist_key, checklist_version, created_at)
         select gen_random_uuid(), i.id, i.revision_id, i.claimed_by, 'approve', 'checklist_complete', 'service-institution', 2, app_now() from review_item i",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    let refused = tx.commit().await.unwrap_err();
    assert_eq!(
        refused.as_database_error().unwrap().constraint(),
        Some("review_decision_checked_check")
    );
    assert!(!app.is_public(&offer).await);
}

#[tokio::test]
async fn of_an_offer_for_minors_more_is_asked_and_the_list_of_the_others_is_not_enough() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let body = with(service(&provider.id), "/content/for_minors", true);
    let offer = app.submitted(&provider, &body).await;
    let (id, revision, yes) = claimed(&app, &offer).await;
    assert_eq!(yes["authority_agrees"], "yes", "{yes}");
    assert_eq!(yes["provider_in_register"], "yes", "{yes}");
    let mut silent = yes.clone();
    silent.as_object_mut().unwrap().remove("authority_agrees");
    answer(&app, &id, &revision, "approve", &silent)
        .await
        .fields(422, &["/checklist/authority_agrees required"]);
    let refused = sqlx::query(
        "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, checklist_key, checklist_version, created_at)
         select gen_random_uuid(), i.id, i.revision_id, i.claimed_by, 'approve', 'checklist_complete', 'service-institution', 2, app_now() from review_item i",
    )
    .execute(&mut app.app_rw().await)
    .await
    .unwrap_err();
    assert_eq!(
        refused.as_database_error().unwrap().constraint(),
        Some("review_decision_checklist_check")
    );
    answer(&app, &id, &revision, "approve", &yes)
        .await
        .expect(201);
    let by: String = sqlx::query_scalar("select checklist_key from review_decision")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(by, "service-institution-minors");
}

#[tokio::test]
async fn nothing_is_approved_where_there_is_no_checklist() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let mut db = app.superuser().await;
    for statement in [
        "set session_replication_role = replica",
        "delete from checklist where key = 'service-institution'",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    let (id, revision, none) = claimed(&app, &offer).await;
    assert_eq!(none, json!({}));
    answer(&app, &id, &revision, "approve", &none)
        .await
        .problem(409, "checklist-missing");
    assert!(!app.is_public(&offer).await);
    // A refusal takes none.
    answer(&app, &id, &revision, "reject", &none)
        .await
        .expect(201);
}

#[tokio::test]
async fn the_database_itself_refuses_an_approval_without_the_checklist_of_its_category() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    claimed(&app, &offer).await;
    let mut db = app.app_rw().await;
    for list in [
        "null::text, null::integer",
        "'service-institution', null::integer",
        "'housing-institution', 2",
    ] {
        let statement = format!(
            "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, checklist_key, checklist_version, created_at)
             select gen_random_uuid(), i.id, i.revision_id, i.claimed_by, 'approve', 'checklist_complete', {list}, app_now() from review_item i"
        );
        let refused = sqlx::query(AssertSqlSafe(statement))
            .execute(&mut db)
            .await
            .unwrap_err();
        assert_eq!(
            refused.as_database_error().unwrap().constraint(),
            Some("review_decision_checklist_check"),
            "{list}"
        );
    }
    assert!(!app.is_public(&offer).await);
}
