//! The link of the mail that asks people how they are: "not safe" is one tap away, without the code of the request.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Message, Provider, Sight, TestApp, request, service,
    service_need, with,
};
use serde_json::json;

use crate::pages::still_offered::{answer_in, link, no_code_is_kept};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Help that begins now, of a household that wants mails; the match.
async fn begun(app: &TestApp, provider: &Provider, offer: &str) -> (Household, String) {
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, provider, offer).await;
    app.take_step(&provider.member, &id, "start")
        .await
        .expect(200);
    (household, id)
}

/// The mails that ask how people are, about a match, after what is due was done.
async fn asked(app: &TestApp, sink: &MailSink, id: &str) -> Vec<Message> {
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Uk, "mail-check-in-subject");
    let mut mails = sink.messages();
    mails.retain(|mail| mail.subject == subject && mail.body.contains(id));
    mails
}

async fn answer(app: &TestApp, (path, code): (&str, &str), what: &str) -> Sight {
    answer_in(app, (path, code), ("answer", what)).await
}

/// What was answered to the first question, without asking the server.
async fn kept(app: &TestApp, id: &str) -> Option<String> {
    sqlx::query_scalar(
        "select answer from check_in where match_id = $1::uuid order by due_at limit 1",
    )
    .bind(id)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn not_safe_is_one_tap_from_the_mail_and_a_report_at_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (household, id) = begun(&app, &provider, &offer).await;
    app.advance(DAY);
    let mails = asked(&app, &sink, &id).await;
    let [mail] = mails.as_slice() else {
        panic!("one mail asks: {}", mails.len());
    };
    let (path, code) = link(mail);
    assert_eq!(path, format!("/uk/check-in/{id}/day"));
    let written = mail.body.lines().filter(|l| l.contains(&code)).count();
    assert!(written >= 2, "for whoever has no script: {}", mail.body);
    assert_ne!(code, household.code);

    // To look at it changes nothing.
    let mut anybody = Browser::new(&app);
    let page = anybody.open(&path).await;
    assert_eq!(page.status, 200);
    assert_eq!(kept(&app, &id).await, None);
    assert!(app.is_public(&offer).await);

    let form = page.form(&path).with("code", &code);
    let done = anybody.send(&form.with("answer", "not_safe")).await;
    assert_eq!(done.status, 200, "{}", done.html);
    assert!(!done.address.contains(&code));
    assert_eq!(kept(&app, &id).await.as_deref(), Some("not_safe"));
    assert!(!app.is_public(&offer).await, "hidden at once");
    let reports = "select count(*) from report where kind = 'danger_now' and reporter = 'household' and freezes and agreed";
    assert_eq!(app.count(reports).await, 1);
    app.run_jobs(&sink.mailer()).await;
    let told = sink.messages().into_iter();
    let told = told.filter(|m| m.to.starts_with("moderator")).count();
    assert_eq!(told, 3, "every moderator");
    // It opened nothing else, and answers once.
    let own = anybody.open("/uk/my/request").await;
    assert!(own.forms().iter().any(|f| f.value("code").is_some()));
    let again = answer(&app, (&path, &code), "well").await;
    assert_eq!(again.status, 422);
    assert_eq!(app.count(reports).await, 1);
    let by_link = "select count(*) from audit_event where action = 'check_in_answered' and data ->> 'by' = 'link'";
    assert_eq!(app.count(by_link).await, 1);
    no_code_is_kept(&app, &sink).await;
}

#[tokio::test]
async fn a_code_answers_its_own_question_and_opens_nothing() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (household, id) = begun(&app, &provider, &offer).await;
    let (_, other) = begun(&app, &provider, &offer).await;
    app.advance(DAY);
    let (path, code) = link(&asked(&app, &sink, &id).await[0]);
    let (of_other, foreign) = link(&asked(&app, &sink, &other).await[0]);
    assert_ne!(code, foreign);
    let of_week = format!("/uk/check-in/{id}/week");
    for (path, code, what) in [
        (&of_other, &code, "well"),
        (&path, &foreign, "not_safe"),
        (&path, &household.code, "not_safe"),
        (&of_week, &code, "not_safe"),
        // Of a day nobody asks what the week is asked.
        (&path, &code, "looking"),
        (&path, &code, "none"),
    ] {
        let refused = answer(&app, (path, code), what).await;
        assert_eq!(refused.status, 422, "{path} {what}");
    }
    for id in [&id, &other] {
        assert_eq!(kept(&app, id).await, None);
    }
    assert_eq!(app.count("select count(*) from report").await, 0);
    let opened = app.post("/tracking-sessions");
    let opened = opened.json(&json!({ "code": code })).send().await;
    assert!(!(200..300).contains(&opened.status), "{}", opened.status);
    let nothing = Browser::new(&app)
        .open(&format!("/uk/check-in/{id}/year"))
        .await;
    assert_eq!(nothing.status, 404);
    let well = answer(&app, (&path, &code), "well").await;
    assert_eq!(well.status, 200, "{}", well.html);
    assert_eq!(kept(&app, &id).await.as_deref(), Some("well"));
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn the_link_ends_with_its_time_and_what_is_asked_anew_has_another() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (household, id) = begun(&app, &provider, &offer).await;
    app.advance(DAY);
    let (path, code) = link(&asked(&app, &sink, &id).await[0]);
    app.advance(DAY * 14);
    let late = answer(&app, (&path, &code), "not_safe").await;
    assert_eq!(late.status, 422);
    assert_eq!(kept(&app, &id).await, None);
    // Where the request is open it is heard all the same.
    app.post(format!("/matches/{id}/check-ins"))
        .by(&household.who)
        .json(&json!({ "kind": "day", "answer": "not_safe" }))
        .expect(201)
        .await;

    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let provider = app.provider(1, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file_request(&body).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.advance(DAY);
    let (path, code) = link(&asked(&app, &sink, &id).await[0]);
    app.take_step(&provider.member, &id, "start")
        .await
        .expect(200);
    assert_eq!(answer(&app, (&path, &code), "well").await.status, 422);
    app.advance(DAY);
    let mails = asked(&app, &sink, &id).await;
    let (_, next) = link(&mails[1]);
    assert_ne!(next, code);
    assert_eq!(answer(&app, (&path, &next), "well").await.status, 200);
}

#[tokio::test]
async fn whoever_answers_while_the_mail_waits_for_the_morning_gets_none() {
    for answers in [false, true] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let provider = app.provider(0, "ngo", 1).await;
        let offer = app.live(&provider, &service(&provider.id)).await;
        app.advance(HOUR * 13);
        let (household, id) = begun(&app, &provider, &offer).await;
        app.advance(DAY);
        assert_eq!(asked(&app, &sink, &id).await.len(), 0, "at eleven");
        if answers {
            app.post(format!("/matches/{id}/check-ins"))
                .by(&household.who)
                .json(&json!({ "kind": "day", "answer": "well" }))
                .expect(201)
                .await;
        }
        app.advance(HOUR * 8);
        let mails = asked(&app, &sink, &id).await.len();
        assert_eq!(mails, usize::from(!answers), "{answers}");
    }
}

#[tokio::test]
async fn the_mail_of_the_week_leads_to_its_own_question_though_that_of_the_day_is_open() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (_, id) = begun(&app, &provider, &offer).await;
    app.advance(DAY);
    let (of_day, _) = link(&asked(&app, &sink, &id).await[0]);
    assert_eq!(of_day, format!("/uk/check-in/{id}/day"));
    app.advance(DAY * 6);
    let mails = asked(&app, &sink, &id).await;
    assert_eq!(mails.len(), 2);
    let (path, code) = link(&mails[1]);
    assert_eq!(path, format!("/uk/check-in/{id}/week"));
    let done = answer(&app, (&path, &code), "looking").await;
    assert_eq!(done.status, 200, "{}", done.html);
}

#[tokio::test]
async fn an_answer_by_the_link_keeps_a_request_from_being_closed_as_opening_it_does() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (household, id) = begun(&app, &provider, &offer).await;
    // What goes on keeps a request open by itself.
    for who in [&household.who, &provider.member] {
        app.take_step(who, &id, "complete").await.expect(200);
    }
    app.advance(DAY * 7);
    let mails = asked(&app, &sink, &id).await;
    let (path, code) = link(mails.last().unwrap());
    app.advance(DAY * 13);
    let well = answer(&app, (&path, &code), "well").await;
    assert_eq!(well.status, 200, "{}", well.html);
    // A month after it was filed, and eleven days after that word.
    app.advance(DAY * 11);
    let cases = app.use_cases().await;
    cases.apply_retention().await.unwrap();
    cases.pool.close().await;
    let open = "select count(*) from request where state = 'open'";
    assert_eq!(app.count(open).await, 1);
}
