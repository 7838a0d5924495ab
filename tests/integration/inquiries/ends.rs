//! When nobody writes any more, and when nobody waits for an answer.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Answer, Browser, MailSink, TestApp, Who, service, service_need};
use serde_json::json;

use super::{ask, held, send, stands, world};

#[tokio::test]
async fn whatever_a_household_reports_ends_the_thread() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    let body = json!({ "inquiry_id": id, "kind": "something_wrong" });
    app.post("/reports")
        .by(&household.who)
        .json(&body)
        .expect(201)
        .await;
    assert!(app.is_public(&offer).await, "nothing is hidden for it");
    for who in [&household.who, &provider.member] {
        assert_eq!(stands(&app, who, &id).await.at("/open"), &json!(false));
        let more = send(&app, who, &id, "Come to me").await;
        more.problem(409, "illegal-state");
    }
    // The wall behind it.
    let written = sqlx::query(
        "insert into message (id, inquiry_id, side, locale, phrase, at) select gen_random_uuid(), id, 'provider', 'ro', 'it_is_there', now() from inquiry",
    )
    .execute(&mut app.app_rw().await)
    .await;
    held(written, "message_inquiry_check");
}

#[tokio::test]
async fn thanks_wait_for_no_answer() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    send(&app, &provider.member, &id, "Yes.").await.expect(201);
    let thanks = json!({ "phrase": "thank_you" });
    app.post(format!("/inquiries/{id}/messages"))
        .by(&household.who)
        .json(&thanks)
        .expect(201)
        .await;
    let waits = async || stands(&app, &household.who, &id).await.at("/waits").clone();
    assert_eq!(waits().await, json!(false));
    let planned = "select count(*) from job where kind = 'remind_answer'";
    assert_eq!(app.count(planned).await, 1, "of the first question");
    send(&app, &household.who, &id, "And on Sunday?")
        .await
        .expect(201);
    assert_eq!(waits().await, json!(true));
    assert_eq!(app.count(planned).await, 2, "a question after thanks waits");
}

#[tokio::test]
async fn about_a_paused_offer_nobody_begins_and_the_two_go_on() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    app.step(&provider, &offer, "pause").await.expect(200);
    send(&app, &provider.member, &id, "We are full this week.")
        .await
        .expect(201);
    let other = app.file(&[service_need(1)]).await;
    let begun = ask(
        &app,
        &other,
        json!({ "offer_id": offer, "text": "Is it free?" }),
    )
    .await;
    begun.problem(409, "offer-not-available");
    let written = sqlx::query(
        "insert into inquiry (id, request_id, offer_id, provider_id, created_at) values (gen_random_uuid(), $1::uuid, $2::uuid, $3::uuid, now())",
    )
    .bind(&other.request)
    .bind(&offer)
    .bind(&provider.id)
    .execute(&mut app.app_rw().await)
    .await;
    held(written, "inquiry_offer_check");
}

/// Ends it, from one side.
async fn end(app: &TestApp, who: &Who, id: &str) -> Answer {
    let call = app.post(format!("/inquiries/{id}/end")).by(who);
    call.send().await
}

#[tokio::test]
async fn what_a_side_ends_nobody_writes_in_and_nobody_is_reminded_of() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let sink = MailSink::start();
    let id = app.question(&household, &offer).await;
    let ended = end(&app, &provider.member, &id).await.expect(200);
    assert_eq!(ended.at("/open"), &json!(false));
    assert_eq!(ended.text_at("/ended_by"), "provider");
    for who in [&household.who, &provider.member] {
        let more = send(&app, who, &id, "One more thing").await;
        more.problem(409, "illegal-state");
        end(&app, who, &id).await.problem(409, "illegal-state");
    }
    let stands = stands(&app, &household.who, &id).await;
    assert_eq!(stands.at("/waits"), &json!(false));
    assert_eq!(stands.text_at("/reopens_at"), "2027-03-02T08:00:00Z");
    // The wall behind it.
    let written = sqlx::query(
        "insert into message (id, inquiry_id, side, locale, phrase, at) select gen_random_uuid(), id, 'provider', 'ro', 'it_is_there', now() from inquiry",
    )
    .execute(&mut app.app_rw().await)
    .await;
    held(written, "message_inquiry_check");
    // The household is told; nobody is reminded two days later.
    app.run_jobs(&sink.mailer()).await;
    app.advance(SignedDuration::from_hours(49));
    app.run_jobs(&sink.mailer()).await;
    let told = |notice: &str| {
        let subject = texts::text(Locale::Uk, &format!("mail-{notice}-subject"));
        let mails = sink.messages().into_iter();
        let mails = mails.filter(|m| m.subject == subject).map(|m| m.to);
        mails.collect::<Vec<_>>()
    };
    assert_eq!(told("inquiry-ended"), ["olena@example.org"]);
    assert_eq!(told("inquiry-waits"), [""; 0]);
    for who in [&app.cast.people[1], app.as_moderator()] {
        end(&app, who, &id).await.problem(404, "not-found");
    }
}

#[tokio::test]
async fn the_household_asks_anew_after_its_own_end_at_once_and_after_the_institutions_a_day_later()
{
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    let again = || json!({ "offer_id": offer, "text": "One more thing" });
    end(&app, &household.who, &id).await.expect(200);
    let open = ask(&app, &household, again()).await.expect(201);
    assert_eq!(open.id(), id, "the same thread");
    assert_eq!(open.at("/open"), &json!(true));
    assert_eq!(open.at("/ended_by"), &json!(null));
    send(&app, &provider.member, &id, "Yes.").await.expect(201);

    end(&app, &provider.member, &id).await.expect(200);
    ask(&app, &household, again())
        .await
        .problem(409, "illegal-state");
    app.advance(SignedDuration::from_hours(23));
    ask(&app, &household, again())
        .await
        .problem(409, "illegal-state");
    app.advance(SignedDuration::from_hours(1));
    let open = ask(&app, &household, again()).await.expect(201);
    assert_eq!((open.id(), open.at("/open")), (id.clone(), &json!(true)));
    assert_eq!(app.count("select count(*) from inquiry").await, 1);
    let ends = "select count(*) from inquiry_end where reopened_at is not null";
    assert_eq!(app.count(ends).await, 2, "each stays written down");
    // Once reopened, an end is never changed.
    let changed = sqlx::query("update inquiry_end set reopened_at = now()")
        .execute(&mut app.app_rw().await)
        .await;
    held(changed, "inquiry_end_once_check");
}

#[tokio::test]
async fn what_is_asked_anew_waits_for_two_days_of_its_own_and_what_was_asked_before_no_more() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, household, offer) = world(&app).await;
    let minutes = |n: i64| SignedDuration::from_mins(n);
    let reminders = async || {
        app.run_jobs(&sink.mailer()).await;
        let subjects = Locale::ALL.map(|l| texts::text(l, "mail-inquiry-waits-subject"));
        let mails = sink.messages();
        mails
            .iter()
            .filter(|m| subjects.contains(&m.subject))
            .count()
    };
    let id = app.question(&household, &offer).await;
    app.advance(minutes(60));
    end(&app, &provider.member, &id).await.expect(200);
    app.advance(minutes(24 * 60));
    let again = json!({ "offer_id": offer, "text": "Is it there now?" });
    ask(&app, &household, again).await.expect(201);
    let waits = stands(&app, &household.who, &id).await;
    assert_eq!(waits.at("/waits"), &json!(true));
    // Two days after the first question, to which the end was an answer.
    app.advance(minutes(23 * 60));
    assert_eq!(reminders().await, 0);
    app.advance(minutes(25 * 60 - 1));
    assert_eq!(reminders().await, 0);
    app.advance(minutes(1));
    assert_eq!(reminders().await, 1);
    // What follows does not begin to wait once more.
    send(&app, &household.who, &id, "Please tell me.")
        .await
        .expect(201);
    app.advance(minutes(50 * 60));
    assert_eq!(reminders().await, 1);
}

#[tokio::test]
async fn beginning_again_counts_with_what_a_household_begins_in_a_day() {
    let app = TestApp::spawn().await;
    let (_, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    let again = || json!({ "offer_id": offer, "phrase": "still_there" });
    for _ in 0..9 {
        end(&app, &household.who, &id).await.expect(200);
        ask(&app, &household, again()).await.expect(201);
    }
    end(&app, &household.who, &id).await.expect(200);
    ask(&app, &household, again())
        .await
        .problem(409, "too-many-inquiries");
    app.advance(SignedDuration::from_hours(25));
    ask(&app, &household, again()).await.expect(201);
}

#[tokio::test]
async fn an_institution_ends_what_the_household_ended_and_is_left_alone() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    end(&app, &household.who, &id).await.expect(200);
    let mut theirs = Browser::new(&app);
    theirs.sign_in(provider.member.email()).await;
    let thread = format!("/en/provider/inquiries/{id}");
    let page = theirs.open(&thread).await;
    assert!(page.html.contains("The other side ended this conversation"));
    let ended = theirs.send(&page.to_do("end")).await;
    assert!(ended.html.contains("You ended this conversation"));
    assert!(ended.way_to("end").is_none(), "once");
    let now = stands(&app, &household.who, &id).await;
    assert_eq!(now.text_at("/ended_by"), "provider");
    for who in [&household.who, &provider.member] {
        end(&app, who, &id).await.problem(409, "illegal-state");
    }
    let again = |offer: &str| json!({ "offer_id": offer, "phrase": "still_there" });
    let early = ask(&app, &household, again(&offer)).await;
    early.problem(409, "illegal-state");
    // What the household did not begin again is not counted as if it had: of ten a day this is the second.
    let other = app.live(&provider, &service(&provider.id)).await;
    let second = app.question(&household, &other).await;
    for _ in 0..8 {
        end(&app, &household.who, &second).await.expect(200);
        ask(&app, &household, again(&other)).await.expect(201);
    }
    end(&app, &household.who, &second).await.expect(200);
    let eleventh = ask(&app, &household, again(&other)).await;
    eleventh.problem(409, "too-many-inquiries");
    app.advance(SignedDuration::from_hours(25));
    ask(&app, &household, again(&offer)).await.expect(201);
}

#[tokio::test]
async fn both_pages_end_it_in_every_language_and_the_household_asks_again_there() {
    let app = TestApp::spawn().await;
    let (provider, household, offer) = world(&app).await;
    let id = app.question(&household, &offer).await;
    let mut theirs = Browser::new(&app);
    theirs.sign_in(provider.member.email()).await;
    let thread = format!("/en/provider/inquiries/{id}");
    let page = theirs.open(&thread).await;
    let ended = theirs.send(&page.to_do("end")).await;
    assert!(ended.html.contains("Nobody writes there any more"));
    assert!(ended.html.contains("You ended this conversation"));
    assert!(ended.way_to("end").is_none() && ended.forms().iter().all(|f| f.action != thread));

    app.advance(SignedDuration::from_hours(24));
    let mut family = Browser::new(&app);
    let open = family.open("/en/my").await;
    let code = open.form("/en/my").with("code", &household.code);
    family.send(&code).await;
    for locale in Locale::ALL {
        let words = texts::text(locale, "inquiry-ended-they");
        let address = format!("/{}/my/inquiries/{id}", locale.as_str());
        let page = family.open(&address).await;
        assert!(page.text("main").unwrap().contains(&words), "{locale:?}");
    }
    let page = family.open(&format!("/en/my/inquiries/{id}")).await;
    let write = format!("/en/my/offers/{offer}/write");
    assert!(page.links().contains(&write), "{:?}", page.links());
    let page = family.open(&write).await;
    assert_eq!(page.address, write);
    let form = page.asking("text").with("text", "Is it there now?");
    let sent = family.send(&form).await;
    assert!(sent.address.ends_with(&id), "the same thread");
    assert!(sent.html.contains("Is it there now?"));
    // And the household ends it, too.
    let ended = family.send(&sent.to_do("end")).await;
    assert!(ended.html.contains("You ended this conversation"));
}
