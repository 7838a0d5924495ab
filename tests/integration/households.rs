//! Where a request is open, and how it is closed there.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Browser, Household, TestApp, service_need};

/// A browser that opened a request with its code.
async fn opened<'a>(app: &'a TestApp, household: &Household) -> Browser<'a> {
    let mut browser = Browser::new(app);
    let form = browser.open("/en/my").await.form("/en/my");
    let page = browser.send(&form.with("code", &household.code)).await;
    assert_eq!(page.address, "/en/my/request");
    browser
}

async fn reads(app: &TestApp, household: &Household, token: &str) -> u16 {
    let path = format!("/requests/{}", household.request);
    app.get(path).token(token).send().await.status
}

#[tokio::test]
async fn a_household_sees_where_its_request_is_open_and_closes_it_there() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let mut own = opened(&app, &household).await;
    let page = own.open("/en/my/request").await;
    assert!(
        !page.html.contains("/my/close-elsewhere"),
        "it is open here only"
    );
    let token = household.who.fresh_token(&app).await;
    let mut lost = opened(&app, &household).await;
    let page = own.open("/en/my/request").await;
    assert!(
        page.html.contains("open on 2 other phones"),
        "{}",
        page.html
    );
    assert_eq!(reads(&app, &household, &token).await, 200);
    let stranger = app.file(&[service_need(1)]).await;
    let strangers = stranger.who.fresh_token(&app).await;
    let page = own.send(&page.form("/en/my/close-elsewhere")).await;
    assert_eq!(page.address, "/en/my/request");
    assert!(
        page.html.contains("closed everywhere else") && !page.html.contains("/my/close-elsewhere")
    );
    assert_eq!(reads(&app, &household, &token).await, 401);
    assert_eq!(lost.open("/en/my/request").await.address, "/en/my");
    assert_eq!(
        reads(&app, &stranger, &strangers).await,
        200,
        "nobody else's is closed"
    );
    let written = "select count(*) from audit_event where action = 'household_closed_elsewhere' and data = '{\"sessions\": 2}'";
    assert_eq!(app.count(written).await, 1);
    // The code opens it again, for whoever has it.
    opened(&app, &household).await;
}

#[tokio::test]
async fn a_cookie_that_was_copied_is_worth_nothing_once_its_phone_closed_the_request() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let mut browser = opened(&app, &household).await;
    let copied = browser.cookies().clone();
    let lands = async || {
        let mut other = Browser::new(&app);
        other.set_cookies(copied.clone());
        other.open("/en/my/request").await.address
    };
    assert_eq!(lands().await, "/en/my/request");
    let page = browser.open("/en/my/request").await;
    browser.send(&page.form("/en/my/close")).await;
    assert_eq!(lands().await, "/en/my");
    let live = app.count("select count(*) from household_session where ended_at is null");
    assert_eq!(live.await, 0);
}

#[tokio::test]
async fn a_request_is_open_for_twelve_hours_and_half_an_hour_without_use() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let mut browser = opened(&app, &household).await;
    for _ in 0..28 {
        app.advance(SignedDuration::from_mins(25));
        assert_eq!(
            browser.open("/en/my/request").await.address,
            "/en/my/request"
        );
    }
    app.advance(SignedDuration::from_mins(25));
    assert_eq!(browser.open("/en/my/request").await.address, "/en/my");
    let mut idle = opened(&app, &household).await;
    app.advance(SignedDuration::from_mins(31));
    assert_eq!(idle.open("/en/my/request").await.address, "/en/my");
    // What is of no use any more is not kept.
    app.advance(SignedDuration::from_hours(12));
    let use_cases = app.use_cases().await;
    use_cases.forget_households().await.unwrap();
    use_cases.pool.close().await;
    assert_eq!(app.count("select count(*) from household_session").await, 0);
}

#[tokio::test]
async fn a_program_lists_where_a_request_is_open_and_closes_it_there() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let lost = household.who.fresh_token(&app).await;
    let own = household.who.fresh_token(&app).await;
    opened(&app, &household).await;
    let stranger = app.file(&[service_need(1)]).await;
    let strangers = stranger.who.fresh_token(&app).await;
    let path = format!("/requests/{}/sessions", household.request);
    let listed = app.get(&path).token(&own).expect(200).await;
    assert_eq!(listed.items().len(), 3);
    let current: Vec<_> = listed
        .items()
        .iter()
        .filter(|s| s["current"] == true)
        .collect();
    assert_eq!(current.len(), 1);
    for method in [reqwest::Method::GET, reqwest::Method::DELETE] {
        app.call(method, &path).token(&strangers).expect(404).await;
    }
    app.delete(&path).token(&own).expect(204).await;
    assert_eq!(reads(&app, &household, &lost).await, 401);
    assert_eq!(reads(&app, &stranger, &strangers).await, 200);
    let listed = app.get(&path).token(&own).expect(200).await;
    assert_eq!(listed.items().len(), 1, "this one");
}

#[tokio::test]
async fn a_request_that_is_taken_back_is_closed_everywhere_else() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let lost = household.who.fresh_token(&app).await;
    let own = household.who.fresh_token(&app).await;
    let path = format!("/requests/{}", household.request);
    let version = app.get(&path).token(&own).expect(200).await.version();
    app.post(format!("{path}/withdraw"))
        .token(&own)
        .if_match(version)
        .expect(200)
        .await;
    assert_eq!(reads(&app, &household, &lost).await, 401);
    assert_eq!(reads(&app, &household, &own).await, 200);
}
