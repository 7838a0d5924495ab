//! The pages of child protection.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Browser, TestApp, request, service_need, with};
use serde_json::json;

async fn child(app: &TestApp) {
    let body = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [16], "languages": ["uk"] }),
    );
    let contact = json!({ "channel": "phone", "name": "Зебра", "phone": "+380501112233" });
    app.file_request(&with(body, "/contact", contact)).await;
}

#[tokio::test]
async fn child_protection_works_on_a_case_and_nobody_else_finds_a_way_there() {
    let app = TestApp::spawn().await;
    let who = app.sign_up("zoe@example.org").await;
    app.make_staff(&who, "child_protection").await;
    let mut browser = Browser::new(&app);
    let home = browser.sign_in(who.email()).await;
    let ways = home.attributes(".nav a", "href");
    assert!(ways.contains(&"/en/child-cases".to_owned()), "{ways:?}");
    assert!(!ways.contains(&"/en/desk".to_owned()), "{ways:?}");
    assert!(
        browser
            .open("/en/child-cases")
            .await
            .html
            .contains("No case waits")
    );
    child(&app).await;
    let list = browser.open("/en/child-cases").await;
    assert!(list.texts("tbody tr")[0].contains("16 or 17"));
    let link = list
        .links()
        .into_iter()
        .find(|link| link.starts_with("/en/child-cases/"))
        .unwrap();
    let page = browser.open(&link).await;
    assert!(!page.html.contains("Зебра") && !page.html.contains("3805"));
    assert!(page.html.contains("0 800 800 11"), "what they were told");
    // Mails that were sent before name another address.
    let former = link.replace("/child-cases/", "/cases/");
    assert_eq!(browser.open(&former).await.address, link);
    let list = browser.open("/en/cases").await;
    assert_eq!(list.address, "/en/child-cases");
    assert!(list.links().contains(&link));

    let mut other = Browser::new(&app);
    other.sign_in(app.as_moderator().email()).await;
    for address in [
        "/en/child-cases",
        "/en/child-cases?closed=yes",
        link.as_str(),
    ] {
        assert_eq!(other.open(address).await.status, 404, "{address}");
    }
    let home = other.open("/en").await;
    assert!(!home.html.contains("/en/child-cases"));

    let page = browser.send(&page.to_do("take")).await;
    assert!(page.html.contains("You look after it now."));
    let empty = browser.send(&page.to_do("note").with("text", " ")).await;
    assert_eq!(empty.status, 422);
    let page = browser
        .send(&empty.to_do("note").with("text", "Called <b>Palanca</b>."))
        .await;
    assert!(page.html.contains("The note is kept."));
    assert!(!page.html.contains("<b>Palanca"));

    // Without a reason nothing is opened; with one it is shown once.
    let asked = browser.send(&page.to_do("contact")).await;
    assert_eq!(asked.status, 422);
    assert!(!asked.html.contains("3805"));
    let opened = browser
        .send(&asked.to_do("contact").and("reason", "get_in_touch"))
        .await;
    assert!(opened.text("#contact").unwrap().contains("+380501112233"));
    assert!(!browser.open(&link).await.html.contains("3805"));
    let looks = "select count(*) from audit_event where action = 'child_contact_opened'";
    assert_eq!(app.count(looks).await, 1);

    // A look asks for the second factor again after five minutes.
    app.advance(SignedDuration::from_mins(6));
    let page = browser.open(&link).await;
    let stale = browser
        .send(&page.to_do("contact").and("reason", "danger"))
        .await;
    assert!(!stale.html.contains("3805"));
    assert_eq!(app.count(looks).await, 1);

    let page = browser.open(&link).await;
    let page = browser
        .send(&page.to_do("close").and("outcome", "handed_over"))
        .await;
    assert!(page.html.contains("The case is closed."));
    assert!(page.forms().iter().all(|form| form.value("do").is_none()));
    for language in ["uk", "ro", "ru", "en"] {
        let closed = browser
            .open(&format!("/{language}/child-cases?closed=yes"))
            .await;
        assert_eq!(closed.texts("tbody tr").len(), 1);
        let one = link.replace("/en/", &format!("/{language}/"));
        assert_eq!(browser.open(&one).await.status, 200);
        assert_eq!(
            browser
                .open(&format!("/{language}/child-cases?after=zebra"))
                .await
                .status,
            200
        );
    }
}
