//! Nobody is forgotten with whom people stay.

use std::time::Duration;

use punte_api::vault::IndexKind;
use punte_tests::{Browser, PASSWORD, Provider, TestApp, housing_need, housing_offer};
use serde_json::json;
use sqlx::Connection as _;

async fn identity(app: &TestApp) -> [i64; 3] {
    [
        app.count("select count(*) from identity.provider").await,
        app.count("select count(*) from identity.offer_private")
            .await,
        app.count("select count(*) from identity.account").await,
    ]
}

async fn erases(app: &TestApp, host: &Provider) -> punte_tests::Answer {
    app.post("/accounts/me/erasure")
        .by(&host.member)
        .json(&json!({ "password": PASSWORD }))
        .send()
        .await
}

#[tokio::test]
async fn a_host_with_whom_people_stay_is_erased_once_both_say_that_it_is_over() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-01", "2027-03-12")])
        .await;
    let id = app.matched(&household, &host, &home).await;
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    let before = identity(&app).await;
    erases(&app, &host).await.problem(409, "still-helping");
    let mut browser = Browser::new(&app);
    browser.sign_in(host.member.email()).await;
    let page = browser.open("/en/account/data").await;
    let form = page.form("/en/account/erase").with("password", PASSWORD);
    let told = browser.send(&form).await;
    assert_eq!(told.status, 422);
    let words = told.text("main").unwrap();
    assert!(words.contains("You are helping people"), "{words}");
    // Whatever the use cases forget to ask.
    let refused = sqlx::query("select erase_provider($1::uuid)")
        .bind(&host.id)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("provider_helping_check"), "{refused}");
    assert_eq!(identity(&app).await, before, "nothing is gone");
    let contacts = app.get(format!("/matches/{id}/contacts"));
    contacts.by(&household.who).expect(200).await;
    assert!(app.is_public(&home).await);

    for who in [&host.member, &household.who] {
        app.take_step(who, &id, "complete").await.expect(200);
    }
    erases(&app, &host).await.expect(204);
    let after = identity(&app).await;
    assert_eq!(after[0], before[0] - 1);
}

#[tokio::test]
async fn after_a_restore_a_host_waits_for_whom_they_help_before_anything_of_them_is_locked() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-01", "2027-03-12")])
        .await;
    let id = app.matched(&household, &host, &home).await;
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    // Somebody else works on the household at this moment, and comes to its need next.
    let mut other = app.superuser().await;
    let mut other = other.begin().await.unwrap();
    sqlx::query("select from request where id = $1::uuid for no key update")
        .bind(&household.request)
        .execute(&mut *other)
        .await
        .unwrap();
    let use_cases = app.use_cases().await;
    let hashes = [use_cases.vault.index(IndexKind::Erasure, &host.id)];
    let (done, ()) = tokio::join!(use_cases.reapply_erasures(&hashes), async {
        let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        let mut waited = false;
        for _ in 0..400 {
            waited = app.count(waits).await > 0;
            if waited {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(waited);
        sqlx::query("select from need where request_id = $1::uuid for no key update nowait")
            .bind(&household.request)
            .execute(&mut *other)
            .await
            .unwrap();
        other.commit().await.unwrap();
    });
    use_cases.pool.close().await;
    assert_eq!(done.unwrap(), 1);
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    assert_eq!(seen.expect(200).await.text_at("/state"), "completed");
}
