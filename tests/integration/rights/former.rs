//! Whoever takes a request over by its code cannot keep that from whom it was taken: where a household was reached until then is told.

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
    texts,
};
use punte_core::locale::Locale;
use punte_tests::{Household, MailSink, Message, TestApp, request, service_need, with};
use serde_json::{Value, json};

const FORMER: &str = "olena@example.org";
const NEXT: &str = "stranger@example.org";

fn email(address: &str) -> Value {
    json!({ "channel": "email", "email": address, "name": "Оксана" })
}

async fn filed(app: &TestApp, contact: Value) -> Household {
    app.file_request(&with(request(&[service_need(1)]), "/contact", contact))
        .await
}

async fn correct(app: &TestApp, household: &Household, contact: &Value) {
    let path = format!("/requests/{}", household.request);
    let seen = app.get(&path).by(&household.who).expect(200).await;
    let call = app.put(format!("{path}/contact")).by(&household.who);
    let call = call.if_match(seen.version()).json(contact);
    call.expect(200).await;
}

/// The mails that say so, once the worker has run.
async fn told(app: &TestApp, sink: &MailSink, locale: Locale) -> Vec<Message> {
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(locale, "mail-contact-left-subject");
    let all = sink.messages();
    all.into_iter().filter(|m| m.subject == subject).collect()
}

#[tokio::test]
async fn the_former_address_is_told_that_a_request_names_it_no_longer() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let household = filed(&app, email(FORMER)).await;
    app.run_jobs(&sink.mailer()).await;
    // Somebody else has its code at night, and writes to it in another language from now on.
    app.advance(SignedDuration::from_hours(14));
    let taken = with(email(NEXT), "/locale", "ro");
    correct(&app, &household, &taken).await;
    let mails = told(&app, &sink, Locale::Uk).await;
    let [mail] = mails.as_slice() else {
        panic!("one, at once, in the language of before")
    };
    assert_eq!(mail.to, FORMER);
    assert!(mail.body.contains("/uk/report"), "{}", mail.body);
    for hidden in ["#", "Оксана", "@example.org", household.code.as_str()] {
        assert!(!mail.body.contains(hidden), "{hidden} in {}", mail.body);
    }
    // Nor does it lie anywhere that can be read, and it goes with the day.
    let readable = "select count(*) from mail_link where position('olena'::bytea in address) > 0";
    assert_eq!(app.count(readable).await, 0);
    // The same once more is no change; another way is one.
    correct(&app, &household, &email(NEXT)).await;
    assert!(told(&app, &sink, Locale::Ro).await.is_empty());
    correct(&app, &household, &json!({ "channel": "in_product" })).await;
    let mails = told(&app, &sink, Locale::Ro).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, NEXT);
    // Who was reached on these pages alone is told there.
    correct(&app, &household, &email(FORMER)).await;
    assert_eq!(told(&app, &sink, Locale::Ro).await.len(), 1);
    assert_eq!(told(&app, &sink, Locale::Uk).await.len(), 1);
}

#[tokio::test]
async fn an_address_that_is_written_into_a_request_again_and_again_gets_a_few_mails_only() {
    let limits = Limits::off().with(Limit::Receipts, 2, 86_400);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let sink = MailSink::start();
    let household = filed(&app, json!({ "channel": "in_product" })).await;
    for _ in 0..4 {
        correct(&app, &household, &email(FORMER)).await;
        correct(&app, &household, &json!({ "channel": "in_product" })).await;
    }
    assert_eq!(told(&app, &sink, Locale::Uk).await.len(), 2);
    // What is filed in its name leaves it the warning.
    let other = filed(&app, email(NEXT)).await;
    for _ in 0..2 {
        filed(&app, email(NEXT)).await;
    }
    correct(&app, &other, &json!({ "channel": "in_product" })).await;
    let mails = told(&app, &sink, Locale::Uk).await;
    assert_eq!(mails.iter().filter(|m| m.to == NEXT).count(), 1);
}
