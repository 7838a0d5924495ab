//! Which mails somebody with an account gets: a kind that they do without is not sent, all others are, in the language that they chose.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Answer, Browser, MailSink, TestApp, Who, service};
use serde_json::json;

async fn choose(app: &TestApp, who: &Who, locale: &str, muted: &[&str]) -> Answer {
    let body = json!({ "locale": locale, "muted": muted });
    app.put("/accounts/me/mails")
        .by(who)
        .json(&body)
        .send()
        .await
}

#[tokio::test]
async fn a_kind_that_somebody_does_without_is_not_sent_and_all_others_are_in_their_language() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let mailer = sink.mailer();
    let provider = app.provider(0, "ngo", 1).await;
    let own = choose(&app, &provider.member, "ro", &["receipts", "receipts"]).await;
    assert_eq!(own.expect(200).at("/muted_mails"), &json!(["receipts"]));
    app.live(&provider, &service(&provider.id)).await;
    app.run_jobs(&mailer).await;
    assert!(sink.messages().is_empty(), "a receipt");
    // Approved is what they wait for: it comes when it can no longer be taken back.
    app.advance(SignedDuration::from_secs(61));
    app.run_jobs(&mailer).await;
    let approved = sink.messages().pop().unwrap();
    let subject = texts::text(Locale::Ro, "mail-offer-approved-subject");
    assert_eq!(approved.subject, subject);
    assert!(
        !approved.raw.contains("List-Unsubscribe"),
        "it is always sent"
    );

    choose(&app, &provider.member, "en", &[]).await.expect(200);
    app.submitted(&provider, &service(&provider.id)).await;
    app.run_jobs(&mailer).await;
    let receipt = sink.messages().pop().unwrap();
    let subject = texts::text(Locale::En, "mail-offer-submitted-subject");
    assert_eq!(receipt.subject, subject);
    let page = "https://punte.example.org/en/account#mails";
    assert!(receipt.body.contains(page), "{}", receipt.body);

    choose(&app, &provider.member, "en", &["receipts"; 6])
        .await
        .fields(422, &["/muted length"]);
    // The database knows no other kinds.
    let refused = sqlx::query("update account set muted_mails = '{danger}' where id = $1")
        .bind(provider.member.account.0)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
    let held = refused.as_database_error().unwrap().constraint();
    assert_eq!(held, Some("account_muted_mails_check"));
}

#[tokio::test]
async fn the_page_of_ones_account_ticks_what_one_gets() {
    let app = TestApp::spawn().await;
    let who = &app.cast.people[2];
    let mut browser = Browser::new(&app);
    browser.sign_in(who.email()).await;
    let page = browser.open("/en/account").await;
    let form = page.form("/en/account/mails");
    assert_eq!(form.value("kind"), Some("messages"), "everything is ticked");
    let form = form
        .without("kind")
        .and("kind", "reminders")
        .with("locale", "ro");
    let page = browser.send(&form).await;
    assert!(page.text("[role=status]").unwrap().contains("kept"));
    let own = app.get("/accounts/me").by(who).expect(200).await;
    assert_eq!(own.text_at("/locale"), "ro");
    let muted = json!(["receipts", "messages", "cases", "feedback"]);
    assert_eq!(own.at("/muted_mails"), &muted);
    assert_eq!(
        page.form("/en/account/mails").value("kind"),
        Some("reminders")
    );
}
