//! The lease of an item: it begins anew while somebody works on it, by the script of the page or by every form that is sent, and whoever
//! lost it is told so.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Browser, Glance, Sight, TestApp, service};
use reqwest::Method;
use serde_json::json;

use super::desk::{approved, decision_form, edit, moderator, page_of, take};

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

/// What the script of a page sends while somebody works there.
async fn renew(browser: &mut Browser<'_>, page: &Sight, language: Locale) -> Glance {
    let form = decision_form(page);
    let address = form
        .action
        .replacen("/en/", &format!("/{}/", language.as_str()), 1);
    let kept = ["guard", "once"].map(|name| (name, form.value(name).unwrap()));
    let fields: Vec<(String, String)> = [("do", "renew")]
        .into_iter()
        .chain(kept)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    browser.glance(Method::POST, &address, &fields).await
}

const CLAIMS: &str = "select count(*) from audit_event where action = 'review_claimed'";

#[tokio::test]
async fn whoever_works_on_an_item_keeps_it_past_its_ten_minutes() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (mut first, mut second) = (moderator(&app, 0).await, moderator(&app, 1).await);
    let before = second.open(&page_of(&app, &offer).await).await;
    let page = take(&app, &mut first, &offer).await;
    // What the script needs stands on the page.
    for (name, value) in [("seconds", "600"), ("full", "600"), ("every", "180")] {
        assert_eq!(page.attributes("#lease", &format!("data-{name}")), [value]);
    }
    let words = page.attributes("#lease", "data-words");
    let words: Vec<&str> = words[0].split('|').collect();
    assert_eq!((words.len(), words[10]), (11, "yours for 10 minutes"));
    assert_eq!(page.text("#lease-said[role=alert]").unwrap(), "");
    for _ in 0..2 {
        app.advance(minutes(9));
        // The same key each time: it is no double tap.
        let renewed = renew(&mut first, &page, Locale::En).await;
        assert_eq!((renewed.status, renewed.text.as_str()), (204, ""));
    }
    app.advance(minutes(4));
    let left = first.open(&page.address).await;
    assert_eq!(left.text("[data-left]").unwrap(), "yours for 6 minutes");
    assert_eq!(left.attributes("#lease", "data-seconds"), ["360"]);
    let refused = second.send(&before.to_do("take")).await;
    assert_eq!(refused.status, 409, "it is still the first one's");
    assert!(refused.attributes("#lease", "data-seconds").is_empty());
    assert_eq!(first.send(&approved(&page)).await.address, "/en/desk");
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn whoever_lost_an_item_is_told_in_their_language_and_takes_nothing_back() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (mut first, mut second) = (moderator(&app, 0).await, moderator(&app, 1).await);
    let page = take(&app, &mut first, &offer).await;
    app.advance(minutes(11));
    // Nobody else wants it, and a script takes nothing that is over: only a button does.
    for locale in Locale::ALL {
        let over = renew(&mut first, &page, locale).await;
        assert_eq!(over.status, 409);
        let words = ["desk-trouble-lease", "desk-lease-lost"].map(|key| texts::text(locale, key));
        assert_eq!(over.text, words.join(". "));
    }
    assert_eq!(app.count(CLAIMS).await, 1);
    let taken = take(&app, &mut second, &offer).await;
    for locale in Locale::ALL {
        let lost = renew(&mut first, &page, locale).await;
        assert_eq!(lost.status, 409);
        assert_eq!(lost.headers["content-type"], "text/plain; charset=utf-8");
        let words = ["desk-trouble-held", "desk-lease-lost"].map(|key| texts::text(locale, key));
        assert_eq!(lost.text, words.join(". "));
    }
    assert_eq!(app.count(CLAIMS).await, 2);
    // What the provider writes anew is gone from both.
    let title = json!({ "content": { "title": "Another thing altogether" } });
    edit(&app, &provider, &offer, &title).await;
    let gone = renew(&mut second, &taken, Locale::En).await;
    assert_eq!(gone.status, 409);
    assert!(
        gone.text
            .starts_with("This offer is not in the queue any more. ")
    );
    // Somebody who does not check renews nothing, and nobody does with the form of another browser.
    let mut member = Browser::new(&app);
    member.sign_in(provider.member.email()).await;
    assert_eq!(renew(&mut member, &taken, Locale::En).await.status, 403);
    assert_eq!(app.count(CLAIMS).await, 2);
}

#[tokio::test]
async fn without_a_script_whatever_is_sent_renews_it_but_not_once_it_is_over() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &offer).await;
    // Nothing is chosen: it comes back with what is missing.
    let half = decision_form(&page).with("note", "Half a thought");
    for (after, left, claims) in [(2, 8, 1), (3, 10, 2), (9, 10, 3)] {
        app.advance(minutes(after));
        let back = browser.send(&half).await;
        assert_eq!(back.status, 422);
        let words = format!("yours for {left} minutes");
        assert_eq!(back.text("[data-left]").unwrap(), words, "after {after}");
        assert_eq!(app.count(CLAIMS).await, claims);
    }
    app.advance(minutes(10));
    let late = browser.send(&half).await;
    assert_eq!(late.status, 422);
    assert!(late.text("[data-left]").is_none(), "it is over");
    assert_eq!(decision_form(&late).value("note"), Some("Half a thought"));
    assert_eq!(decision_form(&late).value("retake"), Some("yes"));
    assert_eq!(app.count(CLAIMS).await, 3);
}
