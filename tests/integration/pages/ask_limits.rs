//! Asking for help on pages far more often than anybody does: drafts from one network, and receipts to one address.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
};
use punte_tests::{Browser, Sight, TestApp};

use super::family::{self, FAMILY};

async fn begin(browser: &mut Browser<'_>) -> Sight {
    let page = browser.open("/en/ask").await;
    let (name, fields) = FAMILY[0];
    family::step(browser, &page, name, fields).await
}

#[tokio::test]
async fn one_network_begins_so_many_requests_an_hour_and_whoever_has_begun_goes_on() {
    let limits = Limits::off().with(Limit::Drafts, 2, 3600);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let mut first = Browser::new(&app);
    let begun = begin(&mut first).await;
    assert_eq!(begun.address, "/en/ask/where");
    assert_eq!(begin(&mut Browser::new(&app)).await.status, 200);
    let refused = begin(&mut Browser::new(&app)).await;
    assert_eq!(refused.status, 429);
    assert!(refused.html.contains("112"), "whom to call all the same");
    let drafts = "select count(*) from request_draft";
    assert_eq!(app.count(drafts).await, 2);
    let review = family::fill_in_from(&mut first, begun, 1).await;
    let sent = first.send(&review.form("/en/ask/review")).await;
    assert_eq!(sent.address, "/en/ask/sent");
    app.advance(SignedDuration::from_hours(1));
    assert_eq!(begin(&mut Browser::new(&app)).await.status, 200);
    assert_eq!(app.count(drafts).await, 3);
}

#[tokio::test]
async fn what_is_filed_on_pages_in_the_name_of_one_address_is_filed_and_told_a_few_times() {
    let limits = Limits::off().with(Limit::Receipts, 2, 86_400);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let reach = [("channel", "email"), ("email", "olena@example.org")];
    for _ in 0..4 {
        let mut browser = Browser::new(&app);
        let mut page = begin(&mut browser).await;
        for (name, fields) in &FAMILY[1..6] {
            page = family::step(&mut browser, &page, name, fields).await;
        }
        let review = family::step(&mut browser, &page, "reach", &reach).await;
        let sent = browser.send(&review.form("/en/ask/review")).await;
        assert_eq!(sent.address, "/en/ask/sent", "{}", sent.html);
    }
    assert_eq!(app.count("select count(*) from request").await, 4);
    let told = "select count(*) from job where payload ->> 'notice' = 'request-received'";
    assert_eq!(app.count(told).await, 2);
}
