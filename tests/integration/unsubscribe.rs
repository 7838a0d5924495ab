//! One tap in a mail, and no more of its kind come: by the header that mail programs read (RFC 8058), and by a page, without a sign-in.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Browser, MailSink, Message, TestApp, request, service, service_need, with};
use serde_json::json;

const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// Where a mail is switched off, below the host, as its header says.
fn address(mail: &Message) -> Option<String> {
    let begin = "List-Unsubscribe: <https://punte.example.org";
    let mut lines = mail.raw.lines();
    let line = lines.find_map(|line| line.strip_prefix(begin))?;
    Some(line.trim_end().trim_end_matches('>').to_owned())
}

async fn sent(app: &TestApp, sink: &MailSink) -> Vec<Message> {
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    sink.messages().split_off(before)
}

#[tokio::test]
async fn a_kind_of_mails_is_switched_off_by_one_post_and_by_nothing_else() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    app.submitted(&provider, &service(&provider.id)).await;
    let receipt = sent(&app, &sink).await.pop().unwrap();
    let address = address(&receipt).expect("a receipt can be done without");
    assert!(address.starts_with("/en/unsubscribe/"), "{address}");
    let post = format!("List-Unsubscribe-Post: {ONE_CLICK}");
    assert!(receipt.raw.contains(&post), "{}", receipt.raw);
    assert!(receipt.body.contains(&address), "{}", receipt.body);
    let muted = async || {
        let own = app.get("/accounts/me").by(&provider.member);
        own.expect(200).await.at("/muted_mails").clone()
    };

    let before = app.digest().await;
    let mut browser = Browser::new(&app);
    let page = browser.open(&address).await;
    assert_eq!(page.status, 200);
    let words = page.text("main").unwrap();
    assert!(words.contains("a receipt for what I sent"), "{words}");
    assert!(!words.contains("person2"), "{words}");
    assert_eq!(app.digest().await, before, "looking changes nothing");
    // Anything in it that is another makes it about nothing.
    for at in (0..address.len()).skip("/en/unsubscribe/".len()) {
        let mut other: Vec<char> = address.chars().collect();
        other[at] = if other[at] == 'A' { 'B' } else { 'A' };
        let other: String = other.into_iter().collect();
        let refused = app.send_form(&other, &[], ONE_CLICK).await;
        assert_eq!(refused.status(), 404, "{at}");
    }
    assert_eq!(browser.open(&format!("{address}A")).await.status, 404);
    assert_eq!(app.digest().await, before);

    // A mail program has no cookie, and follows nowhere.
    for _ in 0..2 {
        let done = app.send_form(&address, &[], ONE_CLICK).await;
        assert_eq!(done.status(), 200);
        assert_eq!(muted().await, json!(["receipts"]));
    }
    let chosen = "select count(*) from audit_event where action = 'mails_chosen'";
    assert_eq!(app.count(chosen).await, 1, "done once");
    app.submitted(&provider, &service(&provider.id)).await;
    assert!(sent(&app, &sink).await.is_empty());

    // The way back, on the page.
    let page = browser.open(&address).await;
    let undo = format!("{address}/undo");
    let page = browser.send(&page.form(&undo)).await;
    assert_eq!(page.status, 200);
    assert_eq!(muted().await, json!([]));
    browser.send(&page.form(&address)).await;
    assert_eq!(muted().await, json!(["receipts"]));
}

#[tokio::test]
async fn what_one_has_to_know_carries_no_way_to_do_without_it() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    app.advance(SignedDuration::from_secs(61));
    sent(&app, &sink).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.end(&provider.member, &id, "cancel").await.expect(200);
    let mails = sent(&app, &sink).await;
    assert_eq!(mails.len(), 4, "received, proposed, accepted, cancelled");
    for mail in mails {
        assert_eq!(address(&mail), None, "{}", mail.subject);
        assert!(!mail.raw.contains("List-Unsubscribe"), "{}", mail.subject);
        assert!(!mail.body.contains("/unsubscribe/"), "{}", mail.subject);
    }
}

#[tokio::test]
async fn a_household_does_without_mails_about_offers_and_agrees_to_them_again() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&with(body, "/alerts", true)).await;
    let found = async || {
        app.live(&provider, &service(&provider.id)).await;
        app.advance(SignedDuration::from_secs(61));
        let mut mails = sent(&app, &sink).await;
        mails.retain(|mail| mail.body.contains("/my/needs/"));
        // One for each need and day.
        app.advance(SignedDuration::from_hours(24));
        mails
    };
    let alerts = async || {
        let call = app.get(format!("/requests/{}", household.request));
        let own = call.by(&household.who).expect(200).await;
        own.at("/alerts").clone()
    };
    let living = "select count(*) from consent where purpose = 'alerts' and withdrawn_at is null";
    let mail = found().await.pop().unwrap();
    let address = address(&mail).expect("they asked for it");
    assert!(address.starts_with("/uk/unsubscribe/"), "{address}");
    for _ in 0..2 {
        let done = app.send_form(&address, &[], ONE_CLICK).await;
        assert_eq!(done.status(), 200);
        assert_eq!((alerts().await, app.count(living).await), (json!(false), 0));
    }
    assert!(found().await.is_empty());

    // To these words they agree again.
    let mut browser = Browser::new(&app);
    let page = browser.open(&address).await;
    let words = punte_api::texts::text(punte_core::locale::Locale::Uk, "ask-reach-alerts");
    assert!(page.text("main").unwrap().contains(&words));
    let undo = page.form(&format!("{address}/undo"));
    assert_eq!(browser.send(&undo).await.status, 200);
    assert_eq!((alerts().await, app.count(living).await), (json!(true), 1));
    assert_eq!(found().await.len(), 1);
    // What is over needs no mails.
    app.send_form(&address, &[], ONE_CLICK).await;
    let version = app.get(format!("/requests/{}", household.request));
    let version = version.by(&household.who).expect(200).await.version();
    app.post(format!("/requests/{}/withdraw", household.request))
        .by(&household.who)
        .if_match(version)
        .expect(200)
        .await;
    assert_eq!(browser.send(&undo).await.status, 409);
    assert_eq!((alerts().await, app.count(living).await), (json!(false), 0));
    app.delete(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(204)
        .await;
    assert_eq!(browser.open(&address).await.status, 404);
}
