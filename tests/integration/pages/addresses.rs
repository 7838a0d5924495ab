//! Another e-mail address of one's account, on pages.

#![cfg(test)]

use punte_tests::{Browser, PASSWORD, TestApp};

const OWN: &str = "/en/account";
const ASK: &str = "/en/account/new-address";
const FOLLOW: &str = "/en/account/address";
const NEW: &str = "moved@example.org";

#[tokio::test]
async fn an_address_is_changed_on_the_page_of_the_account_and_by_the_link_wherever_it_is_opened() {
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

    // On a phone on which nobody is signed in.
    let code = app.link_code().await;
    let mut phone = Browser::new(&app);
    let page = phone.open(FOLLOW).await;
    assert!(page.links().contains(&OWN.to_owned()));
    let form = page.form(FOLLOW);
    assert_eq!(form.value("password"), None, "no password is chosen");
    let wrong = phone.send(&form.clone().with("code", "0000-0000")).await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let done = phone.send(&wrong.form(FOLLOW).with("code", &code)).await;
    assert_eq!(done.address, "/en/account/sign-in");
    assert!(done.text(".said").is_some());

    // Where one is signed in, it leads back to the account.
    let page = browser.open(OWN).await;
    assert_eq!(page.text("#address").as_deref(), Some(NEW));
    let form = page.form(ASK).with("email", email);
    let asked = browser.send(&form.with("current_password", PASSWORD)).await;
    let form = asked.form(FOLLOW).with("code", &app.link_code().await);
    let done = browser.send(&form).await;
    assert_eq!(done.address, OWN);
    assert!(done.text(".said").is_some());
    assert_eq!(done.text("#address").as_deref(), Some(email));
}
