//! Whether a need still stands: asked by the clock, answered by one tap, and closed by nobody but its household.

#![cfg(test)]

mod over;

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Message, Sight, TestApp, request, service, service_need, with,
};
use serde_json::{Value, json};

use crate::pages::still_offered::{answer_in, link, no_code_is_kept};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const SECOND: SignedDuration = SignedDuration::from_secs(1);
const ADDRESS: &str = "olena@example.org";

async fn filed(app: &TestApp, locale: Locale, needs: &[Value]) -> Household {
    let contact = json!({ "channel": "email", "email": ADDRESS });
    let body = with(request(needs), "/contact", contact);
    app.file_request(&with(body, "/locale", locale.as_str()))
        .await
}

/// How many households the worker asks now, and the questions that it sends.
async fn asked(app: &TestApp, sink: &MailSink) -> (usize, Vec<Message>) {
    let before = sink.messages().len();
    let cases = app.use_cases().await;
    let asked = cases.ask_still_needed().await.unwrap();
    cases.pool.close().await;
    app.run_jobs(&sink.mailer()).await;
    let mut mails = sink.messages().split_off(before);
    mails.retain(|mail| {
        Locale::ALL.into_iter().any(|locale| {
            ["need-still-needed", "still-needed"]
                .iter()
                .any(|key| mail.subject == texts::text(locale, &format!("mail-{key}-subject")))
        })
    });
    (asked, mails)
}

async fn answer(app: &TestApp, path: &str, code: &str, answer: &str) -> Sight {
    answer_in(app, (path, code), ("answer", answer)).await
}

/// Where a need stands, why it was closed, and whether its household was asked, without opening the request for it.
async fn stands(app: &TestApp, need: &str) -> (String, Option<String>, bool) {
    sqlx::query_as(
        "select state, closing_reason, asked_at is not null from need where id = $1::uuid",
    )
    .bind(need)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap()
}

fn state(state: &str, reason: Option<&str>, asked: bool) -> (String, Option<String>, bool) {
    (state.to_owned(), reason.map(str::to_owned), asked)
}

#[tokio::test]
async fn a_household_is_asked_by_urgency_and_a_week_before_its_request_closes_each_once() {
    for (urgency, first) in [("today", 3), ("days", 7), ("weeks", 14), ("later", 14)] {
        let app = TestApp::spawn().await;
        let sink = MailSink::start();
        let need = with(service_need(1), "/urgency", urgency);
        let household = filed(&app, Locale::Uk, &[need]).await;
        let count = async || {
            let (asked, mails) = asked(&app, &sink).await;
            (asked, mails.len())
        };
        assert_eq!(count().await, (0, 0), "{urgency}: it has just asked");
        app.advance(DAY * first - SECOND);
        assert_eq!(count().await, (0, 0), "{urgency}: too early");
        app.advance(SECOND);
        assert_eq!(count().await, (1, 1), "{urgency}");
        assert_eq!(count().await, (0, 0), "{urgency}: once");
        app.advance(DAY * (23 - first) - SECOND);
        assert_eq!(count().await, (0, 0), "{urgency}: not again meanwhile");
        app.advance(SECOND);
        assert_eq!(count().await, (1, 1), "{urgency}: before it closes");
        app.advance(DAY * 7 - SECOND);
        assert_eq!(count().await, (0, 0), "{urgency}: and no more");
        // What nobody answers ends as it always did.
        let cases = app.use_cases().await;
        cases.apply_retention().await.unwrap();
        let before = stands(&app, &household.needs[0]).await;
        assert_eq!(before, state("open", None, true), "{urgency}");
        app.advance(SECOND * 2);
        cases.apply_retention().await.unwrap();
        cases.pool.close().await;
        let after = stands(&app, &household.needs[0]).await;
        assert_eq!(after, state("expired", None, true), "{urgency}");
        assert_eq!(count().await, (0, 0), "{urgency}: nobody asks any more");
    }
}

#[tokio::test]
async fn the_link_of_a_mail_answers_by_one_tap_without_the_code_of_the_request_and_once() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    for locale in Locale::ALL {
        let household = filed(&app, locale, &[service_need(1)]).await;
        let need = &household.needs[0];
        asked(&app, &sink).await;
        app.advance(DAY * 7);
        let (_, mails) = asked(&app, &sink).await;
        let of_this = |mail: &&Message| mail.body.contains(need.as_str());
        let mail = mails.iter().find(of_this).unwrap();
        assert_eq!(
            mail.subject,
            texts::text(locale, "mail-need-still-needed-subject")
        );
        let (path, code) = link(mail);
        assert_eq!(path, format!("/{}/still-needed/{need}", locale.as_str()));
        assert!(
            mail.body.lines().filter(|l| l.contains(&code)).count() >= 2,
            "written out too, for whoever has no script: {}",
            mail.body
        );
        let done = answer(&app, &path, &code, "needed").await;
        assert_eq!(done.status, 200, "{}", done.html);
        assert_eq!(
            done.text("[role=status]").unwrap(),
            texts::text(locale, "said-need-stands")
        );
        // A code answers once.
        let again = answer(&app, &path, &code, "irrelevant").await;
        assert_eq!(again.status, 422);
        assert_eq!(stands(&app, need).await, state("open", None, true));
        // It was a word of the household: its request does not close, and it is asked anew a week later.
        app.advance(DAY * 7 - SECOND);
        let (_, mails) = asked(&app, &sink).await;
        assert!(!mails.iter().any(|mail| of_this(&mail)), "not yet");
        app.advance(SECOND);
        let (_, mails) = asked(&app, &sink).await;
        let (_, next) = link(mails.iter().find(of_this).unwrap());
        assert_ne!(next, code, "a new question has a new code");
        assert_eq!(
            answer(&app, &path, &next, "irrelevant").await.status,
            200,
            "which answers"
        );
        assert_eq!(
            stands(&app, need).await,
            state("closed", Some("irrelevant"), true)
        );
    }
    // Who answered how is in the audit log; no code is anywhere.
    let by_link = "select count(*) from audit_event where data ->> 'by' = 'link' and action in ('need_confirmed', 'need_closed')";
    assert_eq!(app.count(by_link).await, 8);
    no_code_is_kept(&app, &sink).await;
}

#[tokio::test]
async fn the_code_of_one_question_answers_no_other() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let one = filed(&app, Locale::Uk, &[service_need(1)]).await;
    let other = filed(&app, Locale::Uk, &[service_need(1)]).await;
    app.advance(DAY * 7);
    let (_, mails) = asked(&app, &sink).await;
    let of = |household: &Household| {
        let need = household.needs[0].as_str();
        link(mails.iter().find(|m| m.body.contains(need)).unwrap())
    };
    let ((path, code), (of_other, code_of_other)) = (of(&one), of(&other));
    assert_ne!(code, code_of_other);
    let refused = answer(&app, &of_other, &code, "irrelevant").await;
    assert_eq!(refused.status, 422);
    for household in [&one, &other] {
        assert_eq!(
            stands(&app, &household.needs[0]).await,
            state("open", None, true)
        );
    }
    assert_eq!(answer(&app, &path, &code, "needed").await.status, 200);
}

#[tokio::test]
async fn an_answer_keeps_a_request_from_being_closed_as_opening_it_does() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let household = filed(&app, Locale::En, &[service_need(1)]).await;
    app.advance(DAY * 23);
    let (_, mails) = asked(&app, &sink).await;
    let (path, code) = link(&mails[0]);
    app.advance(DAY * 6);
    assert_eq!(answer(&app, &path, &code, "needed").await.status, 200);
    app.advance(DAY * 20);
    let cases = app.use_cases().await;
    cases.apply_retention().await.unwrap();
    cases.pool.close().await;
    let now = stands(&app, &household.needs[0]).await;
    assert_eq!(now.0, "open", "49 days after it was filed");
}

#[tokio::test]
async fn a_need_that_is_needed_no_more_is_closed_and_what_waits_is_taken_back() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = filed(&app, Locale::En, &[service_need(1)]).await;
    let other = filed(&app, Locale::En, &[service_need(1)]).await;
    let proposal = app.propose(&household, &offer).await;
    app.advance(DAY * 7);
    let (count, mails) = asked(&app, &sink).await;
    assert_eq!((count, mails.len()), (2, 2));
    let of = |household: &Household| {
        let mut links = mails.iter().map(link);
        links
            .find(|(path, _)| path.ends_with(&household.needs[0]))
            .unwrap()
    };
    let ((path, code), (_, foreign)) = (of(&household), of(&other));

    // A code of another need, that of the request, a misspelt one, no answer: nothing happens.
    for (code, said) in [
        (foreign.as_str(), "irrelevant"),
        (household.code.as_str(), "irrelevant"),
        ("no code", "irrelevant"),
        (code.as_str(), "else"),
        (code.as_str(), "unreachable"),
    ] {
        let done = answer(&app, &path, code, said).await;
        assert_eq!(done.status, 422, "{code} {said}");
        let now = stands(&app, &household.needs[0]).await;
        assert_eq!(now, state("proposed", None, true), "{code} {said}");
    }
    let done = answer(&app, &path, &code, "done_by_others").await;
    assert_eq!(done.status, 200, "{}", done.html);
    assert_eq!(
        stands(&app, &household.needs[0]).await,
        state("closed", Some("done_by_others"), true)
    );
    let ended: (String, Option<String>) =
        sqlx::query_as("select state, end_reason from match where id = $1::uuid")
            .bind(&proposal)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(
        ended,
        ("cancelled".to_owned(), Some("found_elsewhere".to_owned()))
    );
    // The other household's stands, and a closed need looks no more.
    assert_eq!(stands(&app, &other.needs[0]).await.0, "open");
    let refused = app.try_propose(&household, 0, &offer).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
}

#[tokio::test]
async fn nobody_is_asked_about_help_that_is_agreed_and_no_late_tap_ends_it() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let helped = filed(&app, Locale::En, &[service_need(1)]).await;
    app.matched(&helped, &provider, &offer).await;
    let asks = filed(&app, Locale::En, &[service_need(1)]).await;
    app.advance(DAY * 7);
    let (count, mails) = asked(&app, &sink).await;
    assert_eq!((count, mails.len()), (1, 1), "the other one");
    let (path, code) = link(&mails[0]);
    assert!(path.ends_with(&asks.needs[0]), "{path}");

    // Agreed after the question: its link is over, and the page of the request does not take such an answer either.
    let id = app.matched(&asks, &provider, &offer).await;
    let late = answer(&app, &path, &code, "irrelevant").await;
    assert_eq!(late.status, 422);
    assert!(
        late.html
            .contains(&texts::text(Locale::En, "field-question-over"))
    );
    app.post(format!("/needs/{}/still-needed", asks.needs[0]))
        .by(&asks.who)
        .json(&json!({ "answer": "irrelevant" }))
        .send()
        .await
        .problem(409, "illegal-state");
    let seen = app.get(format!("/matches/{id}")).by(&provider.member);
    assert_eq!(seen.expect(200).await.text_at("/state"), "accepted");
    assert_eq!(stands(&app, &asks.needs[0]).await.0, "served");
    // The database closes no such need, and none without a reason.
    let bare = filed(&app, Locale::En, &[service_need(1)]).await;
    for (need, reason) in [(&asks, "'irrelevant'"), (&bare, "null")] {
        let closing = format!(
            "update need set state = 'closed', closing_reason = {reason} where id = '{}'",
            need.needs[0]
        );
        let refused = sqlx::query(sqlx::AssertSqlSafe(closing))
            .execute(&mut app.app_rw().await)
            .await
            .unwrap_err();
        let held = refused.as_database_error().unwrap().constraint();
        assert_eq!(held, Some("need_closed_check"));
    }
}

#[tokio::test]
async fn of_several_needs_one_mail_leads_to_the_request_where_each_is_answered() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let needs = [
        with(service_need(1), "/urgency", "days"),
        with(service_need(2), "/urgency", "days"),
        with(service_need(1), "/urgency", "later"),
    ];
    let household = filed(&app, Locale::En, &needs).await;
    app.advance(DAY * 7);
    let (count, mails) = asked(&app, &sink).await;
    assert_eq!((count, mails.len()), (1, 1));
    let body = &mails[0].body;
    assert!(body.contains("/en/my/request"), "{body}");
    assert!(!body.contains('#'), "no code: nobody could tell of what");
    for need in &household.needs {
        assert!(!body.contains(need.as_str()), "{body}");
    }
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/my").await;
    let form = page.form("/en/my").with("code", &household.code);
    let page = browser.send(&form).await;
    let asks = |page: &Sight| -> Vec<String> {
        let forms = page.attributes("main form", "action");
        forms
            .into_iter()
            .filter(|a| a.ends_with("/still"))
            .collect()
    };
    let way = |n: usize| format!("/en/my/needs/{}/still", household.needs[n]);
    assert_eq!(asks(&page), [way(0), way(1)], "the third is not due");
    let form = page.form(&way(0)).with("answer", "needed");
    let page = browser.send(&form).await;
    assert_eq!(
        page.text("[role=status]").unwrap(),
        texts::text(Locale::En, "said-need-stands")
    );
    assert_eq!(asks(&page), [way(1)]);
    let form = page.form(&way(1)).with("answer", "irrelevant");
    let page = browser.send(&form).await;
    assert_eq!(asks(&page), [""; 0]);
    assert_eq!(stands(&app, &household.needs[0]).await.0, "open");
    assert_eq!(
        stands(&app, &household.needs[1]).await,
        state("closed", Some("irrelevant"), true)
    );
    assert_eq!(
        stands(&app, &household.needs[2]).await,
        state("open", None, false)
    );
}

#[tokio::test]
async fn a_household_without_an_address_finds_the_question_in_the_product() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let household = app.file(&[service_need(1)]).await;
    app.advance(DAY * 7);
    let (count, mails) = asked(&app, &sink).await;
    assert_eq!((count, mails.len()), (1, 0), "there is no mailbox");
    let inbox = app.get("/inbox").by(&household.who).expect(200).await;
    let newest = &inbox.items()[0];
    assert_eq!(newest["notice"], "need-still-needed");
    assert_eq!(newest["page"], "/my/request", "no page that takes a code");
    let need = app.need(&household, 0).await;
    assert!(need["asked_since"].is_string(), "{need}");
    let answered = app
        .post(format!("/needs/{}/still-needed", household.needs[0]))
        .by(&household.who)
        .json(&json!({ "answer": "needed" }))
        .expect(200)
        .await;
    assert_eq!(answered.at("/asked_since"), &json!(null));
    assert_eq!(answered.text_at("/state"), "open");
}

#[tokio::test]
async fn nobody_asks_about_a_child_who_is_alone_or_a_request_that_was_taken_back() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let child = with(
        request(&[service_need(1)]),
        "/household",
        json!({ "children": [16] }),
    );
    app.file_request(&child).await;
    let gone = filed(&app, Locale::En, &[service_need(1)]).await;
    app.post(format!("/requests/{}/withdraw", gone.request))
        .by(&gone.who)
        .if_match(1)
        .expect(200)
        .await;
    app.advance(DAY * 20);
    assert_eq!(asked(&app, &sink).await.0, 0);
}

#[tokio::test]
async fn the_page_behind_the_link_says_nothing_of_anybody_and_not_whether_there_is_such_a_need() {
    let app = TestApp::spawn().await;
    let household = filed(&app, Locale::En, &[service_need(1)]).await;
    let mut anybody = Browser::new(&app);
    let there = format!("/en/still-needed/{}", household.needs[0]);
    let none = format!("/en/still-needed/{}", uuid::Uuid::from_u128(7));
    let shown = anybody.open(&there).await.text("main");
    assert_eq!(anybody.open(&none).await.text("main"), shown);
    let code = "0000-0000-0000-0000-0000-0000-0000";
    let refused = answer(&app, &there, code, "needed").await;
    let same = answer(&app, &none, code, "needed").await;
    assert_eq!((refused.status, same.status), (422, 422));
    assert_eq!(refused.text("main"), same.text("main"));
}
