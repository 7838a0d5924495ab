//! Questions to institutions, on pages.

#![cfg(test)]

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Browser, TestApp, housing_offer, request, service, service_need, with};
use serde_json::json;

#[tokio::test]
async fn both_sides_write_on_pages_in_their_languages() {
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let mut family = Browser::new(&app);
    let write = format!("/en/my/offers/{offer}/write");
    let shown = family.open(&format!("/en/offers/{offer}")).await;
    assert!(shown.links().contains(&write), "{:?}", shown.links());
    let open = family.open("/en/my").await;
    family
        .send(&open.form("/en/my").with("code", &household.code))
        .await;
    let page = family.open(&write).await;
    let held = family
        .send(&page.asking("text").with("text", "Call me: 069 123 456"))
        .await;
    assert_eq!((held.status, held.texts(".err").len()), (422, 1));
    assert_eq!(
        held.asking("text").value("text"),
        Some("Call me: 069 123 456")
    );
    let form = held
        .asking("text")
        .with("text", "Is there room for <i>six</i>?");
    let sent = family.send(&form).await;
    assert!(
        sent.address.starts_with("/en/my/inquiries/"),
        "{}",
        sent.address
    );
    assert!(sent.html.contains("room for &#60;i"), "{}", sent.html);
    let back = family.open(&write).await;
    assert_eq!(back.address, sent.address, "there is one thread");
    let id = sent.address.rsplit('/').next().unwrap();
    let report = format!("/en/report?inquiry={id}");
    assert!(sent.links().contains(&report), "{:?}", sent.links());

    let mut theirs = Browser::new(&app);
    theirs.sign_in(provider.member.email()).await;
    let home = theirs.open("/en/provider").await;
    assert!(home.html.contains("1 new message"), "{}", home.html);
    assert!(home.text("h1").unwrap().contains("1 thing waits"));
    let list = format!("/en/provider/of/{}/questions", provider.id);
    assert!(home.links().contains(&list));
    let list = theirs.open(&list).await;
    let thread = format!("/en/provider/inquiries/{id}");
    assert!(list.links().contains(&thread));
    let page = theirs.open(&thread).await;
    assert!(page.html.contains("room for &#60;i"));
    let title = &service(&provider.id)["content"]["title"];
    let title = title.as_str().unwrap();
    assert!(
        page.text("main").unwrap().contains(title),
        "what it is about"
    );
    let phrases = page
        .forms()
        .into_iter()
        .find(|f| f.action == thread && f.value("text").is_none());
    let sent = theirs
        .send(&phrases.unwrap().with("phrase", "it_is_there"))
        .await;
    assert_eq!(sent.address, thread);
    let mine = family.open("/en/my/request").await;
    assert!(mine.html.contains("1 new message"), "{}", mine.html);
    for locale in Locale::ALL {
        let l = locale.as_str();
        let words = texts::text(locale, "message-phrase-it-is-there");
        let page = family.open(&format!("/{l}/my/inquiries/{id}")).await;
        assert!(page.text("main").unwrap().contains(&words), "{l}");
        let page = theirs.open(&format!("/{l}/provider/inquiries/{id}")).await;
        assert!(page.text("main").unwrap().contains(&words), "{l}");
        let page = theirs
            .open(&format!("/{l}/provider/of/{}/questions", provider.id))
            .await;
        assert_eq!(page.status, 200, "{l}");
    }
    // The provider reports the household, and hides nothing of its own.
    let asked = theirs.open(&report).await;
    let asked = asked.form("/en/report").with("kind", "danger_now");
    let done = theirs.send(&asked).await;
    assert!(done.text("p.code").is_some(), "{}", done.html);
    assert!(app.is_public(&offer).await);
    let who = "select count(*) from report where reporter = 'provider' and inquiry_id is not null and not freezes";
    assert_eq!(app.count(who).await, 1);
    // Not there for others; whoever has to come in first is led there.
    let mut stranger = Browser::new(&app);
    stranger.sign_in(app.cast.people[1].email()).await;
    assert_eq!(stranger.open(&thread).await.status, 404);
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let shown = family.open(&format!("/en/offers/{home}")).await;
    assert!(!shown.html.contains("/write"), "never a private person");
    assert_eq!(
        family
            .open(&format!("/en/my/offers/{home}/write"))
            .await
            .status,
        404
    );
    let mut visitor = Browser::new(&app);
    let asks = visitor.open(&write).await.address;
    assert!(asks.starts_with("/en/my?next="), "{asks}");
    // Once the request is closed there is nothing to write into.
    app.post(format!("/requests/{}/withdraw", household.request))
        .by(&household.who)
        .if_match(1)
        .expect(200)
        .await;
    let open = family.open("/en/my").await;
    family
        .send(&open.form("/en/my").with("code", &household.code))
        .await;
    let another = app.live(&provider, &service(&provider.id)).await;
    for closed in [
        sent.address.replace("/provider/", "/my/"),
        format!("/en/my/offers/{another}/write"),
    ] {
        let page = family.open(&closed).await;
        assert_eq!((page.status, page.address.as_str()), (200, closed.as_str()));
        assert!(page.forms().iter().all(|f| f.value("text").is_none()));
    }
}

#[tokio::test]
async fn a_child_alone_is_led_to_people_and_not_to_a_form() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let alone = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [16], "languages": ["uk"] }),
    );
    let child = app.file_request(&alone).await;
    let mut browser = Browser::new(&app);
    let open = browser.open("/en/my").await;
    browser
        .send(&open.form("/en/my").with("code", &child.code))
        .await;
    let page = browser.open(&format!("/en/my/offers/{offer}/write")).await;
    assert_eq!(page.address, "/en/my/request");
    assert!(page.text(".p-warn").is_some(), "{}", page.html);
}
