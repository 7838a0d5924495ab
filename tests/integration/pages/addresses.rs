//! Another e-mail address of one's account, on pages.

#![cfg(test)]

use punte_tests::{Browser, PASSWORD, TestApp, service_need};
use serde_json::json;

const OWN: &str = "/en/account";
const ASK: &str = "/en/account/new-address";
const FOLLOW: &str = "/en/account/address";
const SIGN_IN: &str = "/en/account/sign-in";
const NEW: &str = "moved@example.org";

#[tokio::test]
async fn an_address_is_changed_on_the_page_of_the_account_and_by_the_link_after_signing_in_there() {
    let app = TestApp::spawn().await;
    let email = app.cast.people[2].email();
    let mut browser = Browser::new(&app);
    browser.sign_in(email).await;
    let page = browser.open(OWN).await;
    assert_eq!(page.text("#address").as_deref(), Some(email));
    let form = page.form(ASK).with("email", NEW);
    let wrong = browser
        .send(&form.with("current_password", "not the right one"))
        .await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let there = wrong.attributes("#errors a", "href");
    assert_eq!(there, ["#address-password"], "beside its own field");
    let form = wrong.form(ASK);
    assert_eq!(form.value("email"), Some(NEW));
    assert_eq!(form.value("current_password"), Some(""), "never sent back");
    let asked = browser.send(&form.with("current_password", PASSWORD)).await;
    assert_eq!((asked.status, asked.address.as_str()), (200, FOLLOW));
    assert!(asked.text(".said").is_some());

    // On a phone on which nobody is signed in: there first, and back.
    let code = app.link_code().await;
    let mut phone = Browser::new(&app);
    let page = phone.open(FOLLOW).await;
    let form = page.form(SIGN_IN).with("email", email);
    let page = phone.send(&form.with("password", PASSWORD)).await;
    assert_eq!((page.status, page.address.as_str()), (200, FOLLOW));
    assert!(page.links().contains(&OWN.to_owned()));
    let form = page.form(FOLLOW);
    assert_eq!(form.value("password"), None, "no password is chosen");
    let wrong = phone.send(&form.clone().with("code", "0000-0000")).await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let done = phone.send(&wrong.form(FOLLOW).with("code", &code)).await;
    assert_eq!(done.address, OWN);
    assert!(done.text(".said").is_some());
    assert_eq!(done.text("#address").as_deref(), Some(NEW));
    let page = browser.open(OWN).await;
    assert_eq!(page.text("#address").as_deref(), Some(NEW));
}

#[tokio::test]
async fn whoever_reads_the_mail_and_is_signed_in_as_somebody_else_or_nobody_gets_no_account() {
    let app = TestApp::spawn().await;
    let person = &app.cast.people[2];
    app.post("/accounts/me/address-changes")
        .by(person)
        .json(&json!({ "email": NEW, "current_password": PASSWORD }))
        .expect(202)
        .await;
    let code = app.link_code().await;
    let mut other = Browser::new(&app);
    other.sign_in(app.cast.people[3].email()).await;
    let form = other.open(FOLLOW).await.form(FOLLOW);
    let form = form.with("code", &code);
    let wrong = other.send(&form).await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    // A form that was open when the sign-in ended.
    app.delete("/accounts/me/sessions")
        .by(&app.cast.people[3])
        .expect(204)
        .await;
    let led = other.send(&wrong.form(FOLLOW).with("code", &code)).await;
    assert!(led.address.starts_with(SIGN_IN), "{}", led.address);
    assert_eq!(led.form(SIGN_IN).value("next"), Some("/account/address"));
    // A phone on which only a request is open.
    let household = app.file(&[service_need(1)]).await;
    let mut phone = Browser::new(&app);
    let form = phone.open("/en/my").await.form("/en/my");
    phone.send(&form.with("code", &household.code)).await;
    let led = phone.open(FOLLOW).await;
    assert!(led.address.starts_with(SIGN_IN), "{}", led.address);
    let changed = "select count(*) from audit_event where action = 'address_changed'";
    assert_eq!(app.count(changed).await, 0);
}
