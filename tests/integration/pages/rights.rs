//! Your data: a household and an account take it along, correct it, take consent back and are erased, without JavaScript.

#![cfg(test)]

use punte_tests::{Browser, PASSWORD, TestApp, service_need};

use crate::rights::with_needs;

/// Opens a request by its code.
async fn open(browser: &mut Browser<'_>, code: &str) {
    let page = browser.open("/en/my").await;
    let done = browser.send(&page.form("/en/my").with("code", code)).await;
    assert_eq!(done.address, "/en/my/request", "{}", done.html);
}

/// The file behind a link, as this browser gets it.
async fn download(app: &TestApp, browser: &Browser<'_>, address: &str) -> String {
    let cookie = browser
        .cookies()
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("; ");
    let answer = app.fetch(address, &[("cookie", &cookie)]).await;
    assert_eq!(answer.status(), 200);
    let kept = answer.headers()["content-disposition"].to_str().unwrap();
    assert_eq!(kept, "attachment; filename=\"punte.json\"");
    answer.text().await.unwrap()
}

#[tokio::test]
async fn a_household_sees_takes_corrects_and_deletes_what_is_held_about_it() {
    let app = TestApp::spawn().await;
    let household = app.file_request(&with_needs()).await;
    let mut browser = Browser::new(&app);
    open(&mut browser, &household.code).await;
    let request = browser.open("/en/my/request").await;
    assert!(request.links().contains(&"/en/my/data".to_owned()));
    let page = browser.open("/en/my/data").await;
    let file = download(&app, &browser, "/en/my/data/export").await;
    assert!(file.contains("olena@example.org") && file.contains("functional_needs"));

    // Two consents, each with its own button.
    let consents = page.forms();
    let consent = |purpose: &str| {
        let form = consents
            .iter()
            .find(|f| f.value("purpose") == Some(purpose));
        form.unwrap().clone()
    };
    let gone = browser.send(&consent("functional_needs")).await;
    assert_eq!(gone.address, "/en/my/data");
    assert!(gone.text(".said").is_some());
    assert!(
        gone.forms()
            .iter()
            .all(|f| f.value("purpose") != Some("functional_needs"))
    );

    let contact = browser.open("/en/my/contact").await;
    let form = contact.form("/en/my/contact");
    assert_eq!(form.value("email"), Some("olena@example.org"));
    let wrong = browser
        .send(&form.clone().with("email", "no address"))
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        wrong.form("/en/my/contact").value("email"),
        Some("no address")
    );
    let right = wrong
        .form("/en/my/contact")
        .with("email", "new@example.org")
        .with("name", "Olena");
    let saved = browser.send(&right).await;
    assert_eq!(saved.address, "/en/my/data", "{}", saved.html);
    let file = download(&app, &browser, "/en/my/data/export").await;
    assert!(file.contains("new@example.org") && !file.contains("olena@example.org"));

    let ask = browser.open("/en/my/erase").await;
    assert!(ask.text("main").unwrap().contains("What stays, and why"));
    let done = browser.send(&ask.form("/en/my/erase")).await;
    assert_eq!((done.status, done.address.as_str()), (200, "/en"));
    assert!(done.text(".said").is_some());
    assert_eq!(
        browser.open("/en/my/data").await.address,
        "/en/my?next=%2Fmy%2Fdata"
    );
    let page = browser.open("/en/my").await;
    let again = browser
        .send(&page.form("/en/my").with("code", &household.code))
        .await;
    assert_eq!(again.status, 422, "the code opens nothing any more");
}

#[tokio::test]
async fn an_account_takes_its_data_and_is_deleted_after_its_password() {
    let app = TestApp::spawn().await;
    app.file(&[service_need(1)]).await;
    let ngo = app.provider(1, "ngo", 1).await;
    let mut browser = Browser::new(&app);
    let nobody = browser.open("/en/account/data").await;
    assert!(nobody.address.starts_with("/en/account/sign-in"));
    browser.sign_in(ngo.member.email()).await;
    let page = browser.open("/en/account/data").await;
    let erase = page.form("/en/account/erase").with("password", PASSWORD);
    let last = browser.send(&erase).await;
    assert_eq!(last.status, 422);
    assert!(last.text("#errors").unwrap().contains("administrator"));

    let mut browser = Browser::new(&app);
    browser.sign_in(app.cast.people[2].email()).await;
    let page = browser.open("/en/account/data").await;
    let file = download(&app, &browser, "/en/account/data/export").await;
    assert!(file.contains("person2@example.org"));
    let form = page.form("/en/account/erase");
    let wrong = browser
        .send(&form.with("password", "not the right one"))
        .await;
    assert_eq!(wrong.status, 422);
    let right = wrong.form("/en/account/erase").with("password", PASSWORD);
    let gone = browser.send(&right).await;
    assert_eq!((gone.status, gone.address.as_str()), (200, "/en"));
    assert_eq!(
        browser.sign_in(app.cast.people[2].email()).await.status,
        422
    );
}
