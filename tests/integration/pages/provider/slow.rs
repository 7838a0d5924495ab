//! A form that takes longer than a session.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{PASSWORD, TestApp, housing_offer};

use super::{browser, filled, open, wrong};

#[tokio::test]
async fn a_form_that_was_filled_in_slowly_is_saved_with_the_sign_in_and_nothing_is_lost() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 2).await;
    let mut browser = browser(&app, 0).await;
    let action = "/en/provider/offers/new/service";
    let form = filled(
        open(&mut browser, action).await.form(action),
        &[
            ("content-title", "Soup in the evening"),
            ("content-description", "Warm soup for everybody."),
            ("content-place-id", "Orhei"),
            ("content-capacity", "20"),
            ("content-details-theme", "food"),
        ],
    );
    app.advance(SignedDuration::from_mins(45));
    let page = browser.send(&form).await;
    assert_eq!(page.status, 401);
    let form = page.form(action);
    assert_eq!(form.value("content-title"), Some("Soup in the evening"));
    let form = form.with("email", "person0@example.org");
    let page = browser
        .send(&form.clone().with("password", "wrong horse"))
        .await;
    assert_eq!(page.status, 401);
    assert_eq!(wrong(&page), ["email"]);
    assert_eq!(page.form(action).value("password"), Some(""));
    let form = page.form(action).with("password", PASSWORD);
    let page = browser.send(&form).await;
    assert_eq!(page.status, 200);
    assert!(page.address.starts_with("/en/provider/offers/"));
    let listed = app
        .get(format!("/providers/{}/offers", provider.id))
        .by(&provider.member)
        .expect(200)
        .await;
    assert_eq!(listed.items().len(), 1);
}

#[tokio::test]
async fn a_slow_edit_is_saved_by_its_own_provider_only() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 2).await;
    app.provider(1, "volunteer", 2).await;
    let offer = app.draft(&provider, &housing_offer(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let action = format!("/uk/provider/offers/{offer}/edit");
    let form = open(&mut browser, &action).await.form(&action);
    app.advance(SignedDuration::from_mins(45));
    let page = browser
        .send(&form.with("content-title", "Another title"))
        .await;
    assert_eq!(page.status, 401);
    let form = page.form(&action).with("password", PASSWORD);
    let other = form.clone().with("email", "person1@example.org");
    assert_eq!(browser.send(&other).await.status, 404);
    let now = app.offer(&provider, &offer).await;
    assert_ne!(now.text_at("/content/title"), "Another title");
    let page = browser
        .send(&form.with("email", "person0@example.org"))
        .await;
    assert_eq!(page.status, 200);
    let now = app.offer(&provider, &offer).await;
    assert_eq!(now.text_at("/content/title"), "Another title");
}
