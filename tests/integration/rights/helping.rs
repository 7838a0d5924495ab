//! Nobody is forgotten with whom people stay.

use punte_tests::{Browser, PASSWORD, Provider, TestApp, housing_need, housing_offer};
use serde_json::json;

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
