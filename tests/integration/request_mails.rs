//! Which mails a household gets: a kind that it does without is not sent, all others are, in its language and at its hours.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, MailSink, Message, Provider, TestApp, request, service,
    service_need, with,
};
use serde_json::{Value, json};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";
const ADDRESS: &str = "olena@example.org";

/// A household that wants mails, and what it agreed on with a provider.
async fn agreed(app: &TestApp) -> (Provider, Household, String) {
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let contact = json!({ "channel": "email", "email": ADDRESS });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, &provider, &offer).await;
    (provider, household, id)
}

async fn choose(app: &TestApp, household: &Household, body: &Value) -> Answer {
    app.put(format!("/requests/{}/mails", household.request))
        .by(&household.who)
        .json(body)
        .send()
        .await
}

async fn writes(app: &TestApp, provider: &Provider, id: &str) {
    app.post(format!("/matches/{id}/messages"))
        .by(&provider.member)
        .json(&json!({ "phrase": "thank_you" }))
        .expect(201)
        .await;
}

/// The mails that the household gets now.
async fn sent(app: &TestApp, sink: &MailSink) -> Vec<Message> {
    let before = sink.messages().len();
    app.run_jobs(&sink.mailer()).await;
    let mut mails = sink.messages().split_off(before);
    mails.retain(|mail| mail.to == ADDRESS);
    mails
}

fn subject(locale: Locale, notice: &str) -> String {
    texts::text(locale, &format!("mail-{notice}-subject"))
}

fn subjects(mails: &[Message]) -> Vec<&str> {
    mails.iter().map(|mail| mail.subject.as_str()).collect()
}

#[tokio::test]
async fn a_kind_that_a_household_does_without_is_not_sent_and_what_it_has_to_know_is() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, household, id) = agreed(&app).await;
    sent(&app, &sink).await;
    let all = json!({ "locale": "ro", "muted": ["messages", "reminders", "feedback", "messages"] });
    let chosen = choose(&app, &household, &all).await.expect(200);
    assert_eq!(
        chosen.at("/muted_mails"),
        &json!(["reminders", "messages", "feedback"])
    );
    assert_eq!(chosen.text_at("/locale"), "ro");
    assert_eq!(
        chosen.at("/quiet_hours"),
        &json!({ "from": 22, "to": 7 }),
        "left out: the usual ones"
    );
    writes(&app, &provider, &id).await;
    assert!(sent(&app, &sink).await.is_empty(), "a message");
    // They read it in the product all the same.
    let inbox = app.get("/inbox").by(&household.who).expect(200).await;
    let told = inbox.items();
    assert!(told.iter().any(|line| line["notice"] == "message-received"));
    app.take_step(&provider.member, &id, "start")
        .await
        .expect(200);
    app.advance(HOUR * 24);
    let mails = sent(&app, &sink).await;
    assert_eq!(subjects(&mails), [subject(Locale::Ro, "check-in")]);
    let body = &mails[0].raw;
    assert!(!body.contains("List-Unsubscribe"), "nobody does without it");

    let none = json!({ "locale": "en", "muted": [] });
    choose(&app, &household, &none).await.expect(200);
    sqlx::query("update message set read_at = at where read_at is null")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    writes(&app, &provider, &id).await;
    let mails = sent(&app, &sink).await;
    assert_eq!(subjects(&mails), [subject(Locale::En, "message-received")]);
    assert!(
        mails[0]
            .body
            .contains("https://punte.example.org/en/my/mails"),
        "{}",
        mails[0].body
    );
    let same = json!({ "locale": "en", "muted": [], "quiet_hours": { "from": 7, "to": 7 } });
    choose(&app, &household, &same)
        .await
        .fields(422, &["/quiet_hours/to same-hour"]);
    // The database knows no other kinds, and no hours that no day has.
    for (change, held) in [
        ("muted_mails = '{danger}'", "request_muted_mails_check"),
        ("quiet_from = 24", "request_quiet_hours_check"),
        ("quiet_from = null", "request_quiet_hours_check"),
    ] {
        let statement = format!("update request set {change}");
        let refused = sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
        let name = refused.as_database_error().unwrap().constraint();
        assert_eq!(name, Some(held), "{change}");
    }
}

#[tokio::test]
async fn what_can_wait_comes_at_the_hours_that_a_household_chose() {
    for (hours, at_eleven, at_seven, at_nine) in [
        (None, 0, 1, 1),
        (Some(Value::Null), 1, 1, 1),
        (Some(json!({ "from": 20, "to": 9 })), 0, 0, 1),
    ] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let (provider, household, id) = agreed(&app).await;
        sent(&app, &sink).await;
        if let Some(hours) = &hours {
            let body = json!({ "locale": "uk", "muted": [], "quiet_hours": hours });
            choose(&app, &household, &body).await.expect(200);
        }
        app.advance(HOUR * 13);
        writes(&app, &provider, &id).await;
        let mut came = 0;
        for (after, expected) in [(0, at_eleven), (8, at_seven), (2, at_nine)] {
            app.advance(HOUR * after);
            came += sent(&app, &sink).await.len();
            assert_eq!(came, expected, "{hours:?} {after}");
        }
    }
}

#[tokio::test]
async fn one_tap_in_a_mail_and_no_more_of_its_kind_come_to_this_household() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, household, id) = agreed(&app).await;
    sent(&app, &sink).await;
    writes(&app, &provider, &id).await;
    let mails = sent(&app, &sink).await;
    let begin = "List-Unsubscribe: <https://punte.example.org";
    let header = mails[0]
        .raw
        .lines()
        .find_map(|line| line.strip_prefix(begin))
        .expect("one can do without it")
        .trim_end()
        .trim_end_matches('>')
        .to_owned();
    assert!(header.starts_with("/uk/unsubscribe/"), "{header}");
    let post = format!("List-Unsubscribe-Post: {ONE_CLICK}");
    assert!(mails[0].raw.contains(&post));
    let muted = async || {
        let own = app.get(format!("/requests/{}", household.request));
        let own = own.by(&household.who).expect(200).await;
        own.at("/muted_mails").clone()
    };
    let mut browser = Browser::new(&app);
    let page = browser.open(&header).await;
    let words = texts::text(Locale::Uk, "word-request-mail-kind-messages");
    assert!(page.text("main").unwrap().contains(&words));
    assert_eq!(muted().await, json!([]), "looking changes nothing");
    for _ in 0..2 {
        let done = app.send_form(&header, &[], ONE_CLICK).await;
        assert_eq!(done.status(), 200);
        assert_eq!(muted().await, json!(["messages"]));
    }
    let chosen = "select count(*) from audit_event where action = 'mails_chosen' and subject_kind = 'request'";
    assert_eq!(app.count(chosen).await, 1, "done once");
    // Nobody else does without anything, and an account of the same id is none.
    let others = "select count(*) from account where muted_mails <> '{}'";
    assert_eq!(app.count(others).await, 0);
    let page = browser.open(&header).await;
    let undo = page.form(&format!("{header}/undo"));
    assert_eq!(browser.send(&undo).await.status, 200);
    assert_eq!(muted().await, json!([]));
}

#[tokio::test]
async fn the_page_of_a_request_ticks_what_comes_and_keeps_what_is_chosen() {
    let app = TestApp::spawn().await;
    let (_, household, _) = agreed(&app).await;
    let mut family = Browser::at_home(&app, &household).await;
    let data = family.open("/en/my/data").await;
    assert!(data.links().iter().any(|link| link == "/en/my/mails"));
    let page = family.open("/en/my/mails").await;
    let form = page.form("/en/my/mails");
    assert_eq!(form.value("kind"), Some("messages"), "everything is ticked");
    let shown = ["quiet", "quiet_from", "quiet_to"].map(|name| form.value(name));
    assert_eq!(shown, [Some("yes"), Some("22"), Some("7")]);
    let same = form.with("quiet_from", "23").with("quiet_to", "23");
    let wrong = family.send(&same).await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let form = wrong
        .form("/en/my/mails")
        .without("kind")
        .and("kind", "reminders")
        .with("quiet_to", "6")
        .with("locale", "ro");
    let kept = family.send(&form).await;
    assert_eq!(kept.address, "/en/my/data");
    let own = app.get(format!("/requests/{}", household.request));
    let own = own.by(&household.who).expect(200).await;
    assert_eq!(own.at("/muted_mails"), &json!(["messages", "feedback"]));
    assert_eq!(own.at("/quiet_hours"), &json!({ "from": 23, "to": 6 }));
    assert_eq!(own.text_at("/locale"), "ro");
}
