//! Whoever left an organisation has as little to say about it as whoever belongs to it: leaving is one tap, and makes nobody a stranger.

#![cfg(test)]

use punte_tests::{TestApp, Who, service, with};
use serde_json::{Value, json};
use sqlx::PgConnection;

/// A word by SQL, with the server's own rights, about a row and by an account: by which rule it is refused, if it is.
async fn refused(
    db: &mut PgConnection,
    statement: &'static str,
    row: &str,
    who: &Who,
) -> Option<String> {
    let done = sqlx::query(statement)
        .bind(row)
        .bind(who.account.0)
        .execute(db)
        .await;
    done.err().map(|error| {
        let error = error.as_database_error().expect("the database refuses it");
        error.constraint().unwrap_or("none").to_owned()
    })
}

#[tokio::test]
async fn a_moderator_who_left_an_organisation_has_nothing_to_say_about_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let live = app.live(&provider, &service(&provider.id)).await;
    let waits = with(
        service(&provider.id),
        "/content/title",
        "Something else that waits",
    );
    let waits = app.submitted(&provider, &waits).await;
    let gone = app.colleague(&provider, "gone@example.org").await;
    app.make_staff(&gone, "moderator").await;
    gone.fresh_token(&app).await;
    let report = json!({ "offer_id": live, "kind": "danger_now" });
    app.post("/reports").json(&report).expect(201).await;
    assert!(!app.is_public(&live).await, "hidden until somebody looked");
    let membership = app.membership(&gone).await;
    app.delete(format!("/members/{membership}"))
        .by(&gone)
        .expect(204)
        .await;

    // They wrote nothing of it: what keeps them from it is that they were there.
    let other = app.as_moderator();
    let item = app.queue_item(other, &waits).await.unwrap();
    let item = item["id"].as_str().unwrap().to_owned();
    app.claim(&gone, &item).await.problem(409, "own-offer");
    let waiting = async |who: &Who| {
        let counts = app.get("/review/counts").by(who).expect(200).await;
        counts.number("/me")
    };
    assert_eq!((waiting(&gone).await, waiting(other).await), (0, 1));
    let reports = app.get("/reports").by(other).expect(200).await;
    let report = reports.text_at("/items/0/id");
    // Not even that there is one: the rest of it is in `alarms/own.rs`.
    let take = app.post(format!("/reports/{report}/take")).by(&gone);
    take.send().await.problem(404, "not-found");
    let (id, reason) = (&provider.id, json!({ "reason": "danger" }));
    for (path, body) in [
        (
            format!("/providers/{id}/evidence"),
            json!({ "kind": "visit" }),
        ),
        (
            format!("/providers/{id}/identity-views"),
            json!({ "reason": "vetting" }),
        ),
        (
            format!("/offers/{live}/suspension"),
            json!({ "reason": "unreachable" }),
        ),
        (format!("/providers/{id}/block"), reason.clone()),
    ] {
        let answer = app.post(&path).by(&gone).json(&body).send().await;
        assert_eq!(answer.status, 403, "{path}: {}", answer.text);
    }
    assert!(!app.is_public(&live).await);

    // Nor by SQL, and what is remembered cannot be forgotten.
    let db = &mut app.app_rw().await;
    for (statement, row, rule) in [
        (
            "insert into vetting_evidence (id, provider_id, kind, level, seen_by, seen_at, lapses_at)
             values (gen_random_uuid(), $1::uuid, 'visit', 3, $2, app_now(), app_now() + interval '1 year')",
            id,
            "vetting_evidence_not_own_check",
        ),
        (
            "insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by)
             values (gen_random_uuid(), $1::uuid, 'danger', $2, app_now(), app_now() + interval '1 day')",
            id,
            "provider_block_not_own_check",
        ),
        (
            "insert into offer_suspension (id, offer_id, reason, suspended_by, suspended_at)
             values (gen_random_uuid(), $1::uuid, 'unreachable', $2, app_now())",
            &live,
            "offer_suspension_not_own_check",
        ),
        (
            "update report set state = 'taken', taken_by = $2 where id = $1::uuid",
            &report,
            "report_not_own_check",
        ),
    ] {
        let by = refused(db, statement, row, &gone).await;
        assert_eq!(by.as_deref(), Some(rule));
    }
    let forget = "delete from former_member where provider_id = $1::uuid and account_id = $2";
    assert_eq!(
        refused(db, forget, id, &gone).await.as_deref(),
        Some("none")
    );

    // Somebody else who blocked is not answered by them either; a stranger does all of it.
    app.post(format!("/reports/{report}/take"))
        .by(other)
        .expect(200)
        .await;
    app.post(format!("/providers/{id}/block"))
        .by(other)
        .json(&with(reason.clone(), "/note", "Two families say the same"))
        .expect(201)
        .await;
    let note = async |who| {
        let blocks = app.get("/blocks").by(who).expect(200).await;
        blocks.items()[0]["note"].clone()
    };
    assert_eq!(note(&gone).await, Value::Null, "not about one's own");
    let told = note(&app.cast.moderators[1]).await;
    assert_eq!(told, "Two families say the same");
    let lifted = json!({ "verdict": "lifted" });
    let verdict = |who| {
        app.post(format!("/providers/{id}/block/verdicts"))
            .by(who)
            .json(&lifted)
    };
    verdict(&gone).expect(403).await;
    let lift = "update provider_block set verdict = 'lifted', reviewed_by = $2, reviewed_at = app_now() where provider_id = $1::uuid";
    let by = refused(db, lift, id, &gone).await;
    assert_eq!(by.as_deref(), Some("provider_block_not_own_check"));
    verdict(&app.cast.moderators[1]).expect(201).await;
}
