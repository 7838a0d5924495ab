//! What happened is written down with it, and is never rewritten.

#![cfg(test)]

use punte_tests::{TestApp, service, service_need};
use serde_json::json;

#[tokio::test]
async fn every_change_of_state_writes_its_line() {
    let app = TestApp::spawn().await;
    let before = app.count("select count(*) from audit_event").await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.draft(&provider, &service(&provider.id)).await;
    let edit = |version: i64| {
        app.patch(format!("/offers/{offer}"))
            .by(&provider.member)
            .if_match(version)
            .json(&json!({ "content": { "capacity": 6 } }))
            .expect(200)
    };
    edit(app.offer(&provider, &offer).await.version()).await;
    app.step(&provider, &offer, "submit").await.expect(200);
    let item = app.queue_item(app.as_moderator(), &offer).await.unwrap();
    let id = item["id"].as_str().unwrap();
    app.claim(app.as_moderator(), id).await.expect(200);
    app.delete(format!("/review/items/{id}/claim"))
        .by(app.as_moderator())
        .expect(204)
        .await;
    app.approve(&offer).await;
    for step in ["pause", "resume", "confirm"] {
        app.step(&provider, &offer, step).await.expect(200);
    }
    app.put(format!("/offers/{offer}/availability"))
        .by(&provider.member)
        .if_match(app.offer(&provider, &offer).await.version())
        .json(&json!({ "capacity": 5, "availability": [] }))
        .expect(200)
        .await;
    let household = app.file(&[service_need(1)]).await;
    let declined = app.propose(&household, &offer).await;
    app.end(&provider.member, &declined, "decline")
        .await
        .expect(200);
    let accepted = app.matched(&household, &provider, &offer).await;
    app.get(format!("/matches/{accepted}/contacts"))
        .by(&household.who)
        .expect(200)
        .await;
    let request = app
        .get(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(200)
        .await;
    app.post(format!("/requests/{}/withdraw", household.request))
        .by(&household.who)
        .if_match(request.version())
        .expect(200)
        .await;
    app.step(&provider, &offer, "withdraw").await.expect(200);

    let lines: Vec<(String, String, String, bool)> = sqlx::query_as(
        "select actor_kind, action, subject_kind, actor_id is not null from audit_event order by id offset $1",
    )
    .bind(before)
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let found: Vec<String> = lines
        .iter()
        .map(|(actor, action, subject, _)| format!("{actor} {action} {subject}"))
        .collect();
    assert_eq!(
        found,
        [
            "account provider_created provider",
            "account evidence_recorded provider",
            "account offer_created offer",
            "account offer_edited offer",
            "account review_opened review_item",
            "account offer_submitted offer",
            "account review_claimed review_item",
            "account review_released review_item",
            "account review_claimed review_item",
            "account review_decided review_item",
            "account offer_paused offer",
            "account offer_resumed offer",
            "account offer_confirmed offer",
            "account offer_availability_set offer",
            "visitor request_filed request",
            "tracking match_proposed match",
            "account match_ended match",
            "tracking match_proposed match",
            "account match_accepted match",
            "tracking contacts_shown match",
            "tracking match_ended match",
            "tracking household_closed_elsewhere request",
            "tracking request_withdrawn request",
            "account offer_withdrawn offer",
        ]
    );
    assert!(
        lines
            .iter()
            .all(|(actor, _, _, known)| *known == (actor != "visitor"))
    );
    // Ids and codes only.
    let data: String = sqlx::query_scalar("select string_agg(data::text, ' ') from audit_event")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    for secret in ["@", "Gazda", "Ciobanu", "3736", "Eminescu", "Consultan"] {
        assert!(!data.contains(secret), "{secret} in {data}");
    }
}

#[tokio::test]
async fn history_can_be_added_to_and_nothing_else() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    app.matched(&household, &provider, &offer).await;
    let waits = app.submitted(&provider, &service(&provider.id)).await;
    let moderator = &app.cast.moderators[0];
    let (item, revision) = app.open_item(moderator, &waits).await;
    app.claim(moderator, &item).await.expect(200);
    crate::escalation::escalate(&app, moderator, &item, &revision)
        .await
        .expect(200);
    for table in [
        "audit_event",
        "match_event",
        "review_decision",
        "review_escalation",
    ] {
        for statement in [
            format!("update {table} set id = id"),
            format!("delete from {table}"),
            format!("truncate {table} cascade"),
        ] {
            // As the server, and even as the owner of the tables.
            for mut db in [app.app_rw().await, app.superuser().await] {
                let refused = sqlx::query(sqlx::AssertSqlSafe(statement.clone()))
                    .execute(&mut db)
                    .await;
                let error = refused.expect_err(&statement);
                let code = error
                    .as_database_error()
                    .unwrap()
                    .code()
                    .unwrap()
                    .into_owned();
                // insufficient_privilege; an identity column refuses to be set before the trigger is asked.
                assert!(
                    matches!(code.as_str(), "42501" | "428C9"),
                    "{statement}: {error}"
                );
            }
        }
    }
    let mut db = app.app_rw().await;
    for statement in [
        "drop table audit_event",
        "alter table audit_event disable trigger all",
        "delete from contact_access",
        "delete from match",
        "delete from offer",
        "update provider_member set account_id = account_id",
        "update provider_invitation set role = 'administrator'",
        "delete from provider_invitation",
        "update vetting_evidence set level = 3",
        "create table public.mine (id integer)",
    ] {
        let refused = sqlx::query(statement).execute(&mut db).await;
        let code = refused
            .expect_err(statement)
            .as_database_error()
            .unwrap()
            .code()
            .unwrap()
            .into_owned();
        assert_eq!(code, "42501", "{statement}");
    }
}
