//! Requests that one keeps in one's account, on the pages: kept by their code or when they are sent, opened, ended by either side.

use punte_tests::{Browser, TestApp, service_need};
use serde_json::json;

use super::family;

const LIST: &str = "/en/account/requests";

#[tokio::test]
async fn a_request_is_kept_opened_and_ended_by_its_household_without_javascript() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let mut own = Browser::new(&app);
    own.sign_in("person0@example.org").await;
    let page = own.open("/en/account").await;
    assert!(page.links().iter().any(|l| l == LIST), "the way there");
    let page = own.open(LIST).await;
    assert!(page.text(".note").is_some(), "nothing yet");
    // What is wrong is said beside the field, and what was typed stays.
    let wrong = "0000-0000-0000-0000-0000-0000-0000";
    let page = own.send(&page.form(LIST).with("code", wrong)).await;
    assert_eq!((page.status, page.texts(".err").len()), (422, 1));
    assert_eq!(page.form(LIST).value("code"), Some(wrong));
    let form = page.form(LIST).with("code", &household.code);
    let page = own.send(&form).await;
    assert_eq!(page.address, LIST);
    assert!(page.text("[role=status]").unwrap().contains("keeps"));
    let listed = page.texts("main li h2");
    assert_eq!(listed, ["Other help"]);
    assert!(
        !page.html.contains(&household.code),
        "the code is shown nowhere"
    );

    // The household sees it, and that is said with no address.
    let mut home = Browser::at_home(&app, &household).await;
    let seen = home.open("/en/my/request").await;
    let words = seen.text("main").unwrap();
    assert!(words.contains("An account keeps this request"), "{words}");
    let data = home.open("/en/my/data").await;
    assert!(data.text("#account").is_some());
    assert!(!data.html.contains("person0@example.org"));

    // Opened from the account it is the household's page, whole.
    let to = format!("{LIST}/{}/open", household.request);
    let opened = own.send(&page.form(&to)).await;
    assert_eq!(opened.address, "/en/my/request");
    assert!(opened.links().iter().any(|l| l == "/en/my/data"));
    // Another account keeps it not as well.
    let mut other = Browser::new(&app);
    other.sign_in("person1@example.org").await;
    let theirs = other.open(LIST).await;
    let theirs = other
        .send(&theirs.form(LIST).with("code", &household.code))
        .await;
    assert_eq!(theirs.status, 409);
    let said = theirs.text("[role=alert]").unwrap();
    assert!(said.contains("Another account"), "{said}");

    // One tap, and the account is out.
    let ended = home.send(&data.form("/en/my/data/account")).await;
    assert_eq!(ended.address, "/en/my/data");
    assert!(ended.text("#account").is_none());
    assert!(ended.text("[role=status]").unwrap().contains("ended"));
    assert_eq!(own.open("/en/my/request").await.address, "/en/my");
    let page = own.open(LIST).await;
    assert_eq!(page.texts("main li h2"), [""; 0]);
}

#[tokio::test]
async fn the_last_step_asks_whether_the_account_keeps_it_and_the_account_lets_go_of_it() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    browser.sign_in("person0@example.org").await;
    let first = browser.open("/en/ask").await;
    let review = family::fill_in_from(&mut browser, first, 0).await;
    let ways = review.attributes("input[name=filed_for]", "value");
    assert_eq!(ways, ["asked", "me", "kept"]);
    let checked = review.attributes("input[name=filed_for][checked]", "value");
    assert_eq!(checked, [""; 0], "nothing is chosen for anybody");
    let form = review.form("/en/ask/review").with("filed_for", "kept");
    let sent = browser.send(&form).await;
    assert_eq!(sent.address, "/en/ask/sent", "{}", sent.html);
    let code = sent.text(".code").unwrap();
    let page = browser.open(LIST).await;
    assert_eq!(page.texts("main li h2"), ["A place to stay"]);
    let mut forms = page.forms().into_iter();
    let let_go = forms.find(|form| form.action.ends_with("/drop")).unwrap();
    let page = browser.send(&let_go).await;
    assert_eq!(page.texts("main li h2"), [""; 0]);
    let body = json!({ "code": code });
    app.post("/tracking-sessions").json(&body).expect(201).await;

    // Sent only for oneself, no account keeps it.
    browser.send(&sent.form("/en/my/close")).await;
    let first = browser.open("/en/ask").await;
    let review = family::fill_in_from(&mut browser, first, 0).await;
    let form = review.form("/en/ask/review").with("filed_for", "me");
    assert_eq!(browser.send(&form).await.address, "/en/ask/sent");
    assert_eq!(app.count("select count(*) from request_account").await, 0);
}

#[tokio::test]
async fn whoever_works_for_others_is_offered_nothing_of_it() {
    let app = TestApp::spawn().await;
    let mut desk = Browser::new(&app);
    desk.sign_in("moderator0@example.org").await;
    let page = desk.open(LIST).await;
    assert_eq!(page.status, 200);
    assert!(page.forms().iter().all(|form| form.action != LIST));
    let first = desk.open("/en/ask").await;
    let review = family::fill_in_from(&mut desk, first, 0).await;
    let ways = review.attributes("input[name=filed_for]", "value");
    assert_eq!(ways, ["asked", "me"]);
    // Sent all the same, it is refused, and nothing is filed.
    let form = review.form("/en/ask/review").with("filed_for", "kept");
    assert_eq!(desk.send(&form).await.status, 403);
    assert_eq!(app.count("select count(*) from request").await, 0);
}
