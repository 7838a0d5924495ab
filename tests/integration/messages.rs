//! What the two sides of a match write to each other: in the product, sealed, without contacts before both agreed, and no more once it
//! was stopped.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, MailSink, Provider, TestApp, Who, request, service, service_need,
    with,
};
use serde_json::{Value, json};

/// A household that wants mails, and an offer that it chose; nobody said yes.
async fn chosen(app: &TestApp) -> (Provider, Household, String) {
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.propose(&household, &offer).await;
    (provider, household, id)
}

async fn send(app: &TestApp, who: &Who, id: &str, body: Value) -> Answer {
    app.post(format!("/matches/{id}/messages"))
        .by(who)
        .json(&body)
        .send()
        .await
}

async fn list(app: &TestApp, who: &Who, id: &str) -> Vec<Value> {
    let answer = app.get(format!("/matches/{id}/messages")).by(who);
    answer.expect(200).await.items().clone()
}

async fn unread(app: &TestApp, who: &Who, id: &str) -> i64 {
    let answer = app.get(format!("/matches/{id}")).by(who);
    answer.expect(200).await.number("/unread")
}

#[tokio::test]
async fn contacts_are_held_back_until_both_agreed_and_a_phrase_is_read_in_ones_own_language() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = chosen(&app).await;
    for held in ["069 123 456", "olena@example.org", "https://example.org"] {
        send(&app, &household.who, &id, json!({ "text": held }))
            .await
            .fields(422, &["/text contact-in-text"]);
    }
    send(&app, &household.who, &id, json!({ "text": "О 18.00?" }))
        .await
        .expect(201);
    let phrase = json!({ "phrase": "where_is_key" });
    send(&app, &household.who, &id, phrase).await.expect(201);
    assert_eq!(unread(&app, &provider.member, &id).await, 2);
    assert_eq!(unread(&app, &household.who, &id).await, 0);
    let read = list(&app, &provider.member, &id).await;
    assert_eq!(read[0]["text"], "О 18.00?");
    assert_eq!(read[1]["phrase"], "where_is_key");
    assert_eq!(unread(&app, &provider.member, &id).await, 0, "read now");
    let mine = list(&app, &household.who, &id).await;
    assert!(mine.iter().all(|m| m["read_at"].is_string()), "{mine:?}");

    app.try_accept(&provider, &id).await.expect(200);
    let number = json!({ "text": "069 123 456" });
    send(&app, &provider.member, &id, number).await.expect(201);
    // Each side reads the phrase on its own pages, in its own language.
    let mut browser = Browser::new(&app);
    let open = browser.open("/ro/my").await;
    browser
        .send(&open.form("/ro/my").with("code", &household.code))
        .await;
    let mut theirs = Browser::new(&app);
    theirs.sign_in(provider.member.email()).await;
    for locale in Locale::ALL {
        let words = texts::text(locale, "message-phrase-where-is-key");
        let l = locale.as_str();
        let page = browser
            .open(&format!("/{l}/my/matches/{id}/messages"))
            .await;
        assert!(page.text("main").unwrap().contains(&words), "{l}");
        let page = theirs
            .open(&format!("/{l}/provider/matches/{id}/messages"))
            .await;
        assert!(page.text("main").unwrap().contains(&words), "{l}");
    }
}

#[tokio::test]
async fn a_mail_says_that_there_is_a_message_once_until_it_is_read_and_not_a_word_of_it() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, household, id) = chosen(&app).await;
    let subject = texts::text(Locale::En, "mail-message-received-subject");
    let told = async || {
        app.run_jobs(&sink.mailer()).await;
        let mails = sink.messages();
        let of = mails.into_iter().filter(|m| m.subject == subject);
        of.collect::<Vec<_>>()
    };
    for text in ["Where do we get the key?", "We have a small dog"] {
        let body = json!({ "text": text });
        send(&app, &household.who, &id, body).await.expect(201);
    }
    let mails = told().await;
    assert_eq!(mails.len(), 1, "one mail, however much is written");
    assert!(!mails[0].body.contains("key?") && !mails[0].body.contains("dog"));
    let link = format!("/en/provider/matches/{id}/messages");
    assert!(mails[0].body.contains(&link), "{}", mails[0].body);
    list(&app, &provider.member, &id).await;
    let body = json!({ "phrase": "thank_you" });
    send(&app, &household.who, &id, body).await.expect(201);
    assert_eq!(told().await.len(), 2, "what came after that is told anew");
}

#[tokio::test]
async fn nobody_writes_once_it_was_called_off_or_stopped_and_nobody_writes_without_end() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = chosen(&app).await;
    for _ in 0..30 {
        let body = json!({ "phrase": "thank_you" });
        send(&app, &household.who, &id, body).await.expect(201);
    }
    let body = json!({ "phrase": "thank_you" });
    send(&app, &household.who, &id, body.clone())
        .await
        .problem(409, "too-many-messages");
    send(&app, &provider.member, &id, body.clone())
        .await
        .expect(201);
    app.advance(SignedDuration::from_hours(1));
    send(&app, &household.who, &id, body.clone())
        .await
        .expect(201);
    app.try_accept(&provider, &id).await.expect(200);
    sqlx::query(
        "update match set state = 'stopped_for_safety', ended_by = 'system', end_reason = 'safety'",
    )
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    for who in [&household.who, &provider.member] {
        send(&app, who, &id, body.clone())
            .await
            .problem(409, "illegal-state");
    }
    // The wall behind it.
    let refused = sqlx::query(
        "insert into message (id, match_id, side, locale, phrase, at)
         select gen_random_uuid(), id, 'provider', 'uk', 'thank_you', now() from match",
    )
    .execute(&mut app.app_rw().await)
    .await
    .unwrap_err();
    let held = refused
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::constraint);
    assert_eq!(held, Some("message_match_check"));
    assert_eq!(
        list(&app, &household.who, &id).await.len(),
        32,
        "it is still read"
    );
}

#[tokio::test]
async fn what_a_blocked_provider_reads_does_not_count_as_read_until_the_block_is_lifted() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (provider, household, id) = chosen(&app).await;
    let body = json!({ "phrase": "where_is_key" });
    send(&app, &household.who, &id, body).await.expect(201);
    let block = format!("/providers/{}/block", provider.id);
    let reason = json!({ "reason": "danger" });
    app.post(&block).by(first).json(&reason).expect(201).await;
    let read_at = async || list(&app, &household.who, &id).await[0]["read_at"].clone();
    assert_eq!(list(&app, &provider.member, &id).await.len(), 1);
    assert_eq!(read_at().await, Value::Null);
    assert_eq!(unread(&app, &provider.member, &id).await, 1);
    let verdict = app.post(format!("{block}/verdicts")).by(second);
    let lifted = json!({ "verdict": "lifted" });
    verdict.json(&lifted).expect(201).await;
    list(&app, &provider.member, &id).await;
    assert!(read_at().await.is_string());
    assert_eq!(unread(&app, &provider.member, &id).await, 0);
}

#[tokio::test]
async fn a_number_that_is_cut_in_two_is_held_back_whatever_the_same_side_wrote_before_it() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = chosen(&app).await;
    let say = async |who: &Who, text: &str| send(&app, who, &id, json!({ "text": text })).await;
    for text in ["Ми приїдемо поїздом", "Пишіть 069"] {
        say(&household.who, text).await.expect(201);
    }
    // The end of somebody else's number is none.
    say(&provider.member, "123 456").await.expect(201);
    say(&household.who, "123 456")
        .await
        .fields(422, &["/text contact-in-text"]);
    app.try_accept(&provider, &id).await.expect(200);
    say(&household.who, "123 456").await.expect(201);
}

#[tokio::test]
async fn what_is_held_back_on_the_page_stays_in_the_field_with_the_reason() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = chosen(&app).await;
    let mut family = Browser::new(&app);
    let open = family.open("/en/my").await;
    family
        .send(&open.form("/en/my").with("code", &household.code))
        .await;
    let address = format!("/en/my/matches/{id}/messages");
    let page = family.open(&format!("/en/my/matches/{id}")).await;
    assert!(page.links().contains(&address));
    let page = family.open(&address).await;
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
        .with("text", "We come at six <i>with</i> a dog");
    let sent = family.send(&form).await;
    assert_eq!(sent.address, address);
    assert!(sent.html.contains("We come at six &#60;i"), "{}", sent.html);
    family.send(&form).await;
    assert_eq!(
        app.count("select count(*) from message").await,
        1,
        "a second tap"
    );
    let phrases = sent
        .forms()
        .into_iter()
        .find(|f| f.action == address && f.value("text").is_none());
    let sent = family
        .send(&phrases.unwrap().with("phrase", "pet_comes"))
        .await;
    assert!(sent.html.contains("Our animal comes along"));

    let mut theirs = Browser::new(&app);
    theirs.sign_in(provider.member.email()).await;
    let page = theirs.open(&format!("/en/provider/matches/{id}")).await;
    assert!(page.html.contains("2 new messages"), "{}", page.html);
    let page = theirs
        .open(&format!("/en/provider/matches/{id}/messages"))
        .await;
    assert!(page.html.contains("We come at six"));
    let page = theirs.open(&format!("/en/provider/matches/{id}")).await;
    assert!(!page.html.contains("new message"));
    let sealed =
        "select count(*) from identity.message_text where position('six'::bytea in text) > 0";
    assert_eq!(app.count(sealed).await, 0);
}
