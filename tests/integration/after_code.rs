//! Whoever follows a link to what is behind the code of a request comes there once the code is typed, and nowhere else; and a tab that is
//! opened again, where a form had led, comes to the page that it was about.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Browser, MailSink, TestApp, request, service, service_need, with};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn the_link_of_a_mail_leads_to_its_page_though_the_code_is_asked_for_in_between() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&with(body, "/locale", "ro")).await;
    let id = app.matched(&household, &host, &offer).await;
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Ro, "mail-proposal-accepted-subject");
    let mails = sink.messages();
    let mail = mails.iter().find(|m| m.subject == subject).unwrap();
    let mine = format!("/ro/my/matches/{id}");
    assert!(mail.body.contains(&mine), "{}", mail.body);

    let mut phone = Browser::new(&app);
    let asks = phone.open(&mine).await;
    let address = format!("/ro/my?next=%2Fmy%2Fmatches%2F{id}");
    assert_eq!(asks.address, address);
    // Mistyped, and in another language: the way is not lost.
    let wrong = asks.asking("code").with("code", "AAAA-BBBB");
    let wrong = phone.send(&wrong).await;
    assert_eq!(
        (wrong.status, wrong.address.as_str()),
        (422, address.as_str())
    );
    let languages = wrong.attributes(".lang a", "href");
    let english = languages.iter().find(|to| to.starts_with("/en/")).unwrap();
    let asks = phone.open(english).await;
    let code = asks.asking("code").with("code", &household.code);
    let there = phone.send(&code).await;
    assert_eq!(there.address, format!("/en/my/matches/{id}"));
    assert_eq!(there.status, 200);
    // Where the request is open already, one goes there without the code.
    let again = phone.open(&address).await;
    assert!(again.links().contains(&mine), "{:?}", again.links());
    // Without such a link everybody begins at the request, and whoever was away too long comes back.
    let mut other = Browser::at_home(&app, &household).await;
    assert_eq!(other.open("/en/my/request").await.status, 200);
    app.advance(SignedDuration::from_mins(31));
    let asks = other.open(&format!("/en/my/matches/{id}/messages")).await;
    let code = asks.asking("code").with("code", &household.code);
    let back = other.send(&code).await;
    assert_eq!(back.address, format!("/en/my/matches/{id}/messages"));
}

#[tokio::test]
async fn a_link_to_where_the_code_is_asked_for_leads_to_no_other_place() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    for next in [
        "",
        "//evil.example/my/",
        "https://evil.example/my/",
        "/%5Cevil.example",
        "/my/..%2F..%2Fdesk",
        "/my/%0D%0Ax:y",
        "/my",
        "/account/erase",
        "/myself/",
        "%2F%2Fevil.example",
    ] {
        let mut browser = Browser::new(&app);
        let asks = browser.open(&format!("/en/my?next={next}")).await;
        let code = asks.asking("code").with("code", &household.code);
        assert_eq!(code.action, "/en/my", "{next}");
        let there = browser.send(&code).await;
        assert_eq!(there.address, "/en/my/request", "{next}");
        // The same, sent by hand to where the page would not.
        let mut browser = Browser::new(&app);
        let asks = browser.open("/en/my").await;
        let mut code = asks.asking("code").with("code", &household.code);
        code.action = format!("/en/my?next={next}");
        let there = browser.send(&code).await;
        assert_eq!(there.address, "/en/my/request", "{next}");
    }
}

#[tokio::test]
async fn a_tab_that_is_opened_again_comes_to_the_page_that_its_form_was_about() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &host, &offer).await;
    let mut family = Browser::at_home(&app, &household).await;
    let mut member = Browser::new(&app);
    member.sign_in(host.member.email()).await;
    let need = format!("/en/my/needs/{}", household.needs[0]);
    for (of_family, above, sent) in [
        (true, format!("/en/my/matches/{id}"), "contacts"),
        (true, format!("/en/my/matches/{id}"), "check-in"),
        (true, need, "propose"),
        (false, format!("/en/provider/matches/{id}"), "contacts"),
        (false, "/en/report".to_owned(), "more"),
    ] {
        let browser = if of_family { &mut family } else { &mut member };
        let tab = format!("{above}/{sent}");
        let led = browser.glance(Method::GET, &tab, &[]).await;
        assert_eq!((led.status, led.leads_to), (303, Some(above.clone())));
        let page = browser.open(&tab).await;
        assert_eq!((page.status, page.address.as_str()), (200, above.as_str()));
    }
    // Nothing was shown by it.
    assert_eq!(app.count("select count(*) from contact_access").await, 0);
    // Where the request is closed, the code is asked for on the way.
    let mut closed = Browser::new(&app);
    let asks = closed.open(&format!("/en/my/matches/{id}/contacts")).await;
    let there = closed
        .send(&asks.asking("code").with("code", &household.code))
        .await;
    assert_eq!(there.address, format!("/en/my/matches/{id}"));
    // What is nowhere stays nowhere.
    let nowhere = format!("/en/my/matches/{id}/nothing");
    assert_eq!(family.open(&nowhere).await.status, 404);
}
