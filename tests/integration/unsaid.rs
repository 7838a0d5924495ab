//! People come, and nobody says so: they are asked how they are all the same, and what they answer counts. By the test's clock.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Household, MailSink, Provider, TestApp, housing_need, request, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

async fn filed(app: &TestApp, need: Value) -> Household {
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[need]), "/contact", contact);
    app.file_request(&body).await
}

/// A bed from today on, agreed; the clock begins at ten in the morning.
async fn bed(app: &TestApp) -> (Provider, String, Household, String) {
    let provider = app.provider(0, "ngo", 3).await;
    let bed = with(shelter_offer(&provider.id), "/content/capacity", 1);
    let offer = app.live(&provider, &bed).await;
    let household = filed(app, housing_need(1, "2027-03-01", "2027-03-31")).await;
    let id = app.matched(&household, &provider, &offer).await;
    (provider, offer, household, id)
}

async fn seen(app: &TestApp, household: &Household, id: &str) -> Value {
    let answer = app.get(format!("/matches/{id}")).by(&household.who);
    answer.expect(200).await.body
}

async fn says(app: &TestApp, household: &Household, id: &str, when: &str, what: &str) -> Answer {
    app.post(format!("/matches/{id}/check-ins"))
        .by(&household.who)
        .json(&json!({ "kind": when, "answer": what }))
        .send()
        .await
}

/// How often people were told something, after what is due was done.
async fn told(app: &TestApp, sink: &MailSink, notice: &str) -> usize {
    app.run_jobs(&sink.mailer()).await;
    let subject = texts::text(Locale::Uk, &format!("mail-{notice}-subject"));
    let mails = sink.messages();
    mails
        .iter()
        .filter(|m| m.to == "olena@example.org" && m.subject == subject)
        .count()
}

/// One round of the worker.
async fn round(app: &TestApp) -> usize {
    let use_cases = app.use_cases().await;
    let moved = use_cases.end_silence().await.unwrap();
    use_cases.pool.close().await;
    moved
}

#[tokio::test]
async fn whoever_came_is_asked_though_nobody_said_so_and_not_safe_is_heard() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, offer, household, id) = bed(&app).await;
    app.advance(days(1) - SignedDuration::from_secs(1));
    assert_eq!(told(&app, &sink, "check-in").await, 0);
    says(&app, &household, &id, "day", "well")
        .await
        .problem(409, "illegal-state");
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(told(&app, &sink, "check-in").await, 1);
    let asked = seen(&app, &household, &id).await;
    assert_eq!(asked["state"], "accepted", "nobody said a word");
    assert_eq!(asked["check_ins"][0]["kind"], "day");
    assert!(app.is_public(&offer).await);
    let afraid = says(&app, &household, &id, "day", "not_safe").await;
    assert!(!afraid.expect(201).text_at("/report/code").is_empty());
    assert!(!app.is_public(&offer).await, "hidden at once");
    let reports = "select count(*) from report where kind = 'danger_now' and reporter = 'household' and freezes";
    assert_eq!(app.count(reports).await, 1);
}

#[tokio::test]
async fn what_was_called_off_before_it_began_is_asked_about_by_nobody() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let off = filed(&app, service_need(1)).await;
    let off_id = app.matched(&off, &provider, &offer).await;
    let on = filed(&app, service_need(1)).await;
    app.matched(&on, &provider, &offer).await;
    app.end(&provider.member, &off_id, "cancel")
        .await
        .expect(200);
    app.advance(days(8));
    assert_eq!(told(&app, &sink, "check-in").await, 2, "the other one");
    let planned = "select count(*) from check_in";
    assert_eq!(app.count(planned).await, 2);
    says(&app, &off, &off_id, "day", "not_safe")
        .await
        .problem(409, "illegal-state");
}

#[tokio::test]
async fn what_waited_for_the_morning_is_not_asked_of_what_was_called_off_at_night() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    // From tomorrow: the question is due at midnight.
    let need = || housing_need(1, "2027-03-02", "2027-03-31");
    let (off, on) = (filed(&app, need()).await, filed(&app, need()).await);
    let off_id = app.matched(&off, &provider, &offer).await;
    app.matched(&on, &provider, &offer).await;
    app.advance(SignedDuration::from_hours(39));
    assert_eq!(told(&app, &sink, "check-in").await, 0, "one in the morning");
    app.end(&off.who, &off_id, "cancel").await.expect(200);
    app.advance(SignedDuration::from_hours(10));
    assert_eq!(told(&app, &sink, "check-in").await, 1);
}

/// What silence makes, two weeks after a yes to help without days, of what was answered after one.
async fn after_a_week(answer: &str) -> Value {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = filed(&app, service_need(1)).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.advance(days(7));
    assert_eq!(told(&app, &sink, "check-in").await, 2);
    says(&app, &household, &id, "week", answer)
        .await
        .expect(201);
    for _ in 0..8 {
        app.advance(days(1));
        app.run_jobs(&sink.mailer()).await;
        round(&app).await;
    }
    seen(&app, &household, &id).await["state"].clone()
}

#[tokio::test]
async fn whoever_answers_after_a_week_that_it_still_helps_keeps_it() {
    assert_eq!(after_a_week("well").await, "confirmed");
}

#[tokio::test]
async fn whoever_is_not_safe_or_needs_it_no_more_is_not_taken_to_have_come() {
    for answer in ["not_safe", "over", "looking"] {
        assert_eq!(after_a_week(answer).await, "expired", "{answer}");
    }
}

#[tokio::test]
async fn who_is_well_after_a_day_may_be_anywhere() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, offer, household, id) = bed(&app).await;
    app.advance(days(1));
    assert_eq!(told(&app, &sink, "check-in").await, 1);
    says(&app, &household, &id, "day", "well").await.expect(201);
    app.advance(days(2));
    assert_eq!(round(&app).await, 1);
    assert_eq!(seen(&app, &household, &id).await["state"], "expired");
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn what_was_asked_stays_open_when_silence_gives_the_bed_up() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, offer, household, id) = bed(&app).await;
    app.advance(days(1));
    assert_eq!(told(&app, &sink, "check-in").await, 1);
    app.advance(days(2));
    assert_eq!(round(&app).await, 1);
    let ended = seen(&app, &household, &id).await;
    assert_eq!(ended["state"], "expired");
    assert_eq!(ended["check_ins"][0]["answer"], Value::Null);
    assert!(app.is_public(&offer).await);
    says(&app, &household, &id, "day", "not_safe")
        .await
        .expect(201);
    assert!(!app.is_public(&offer).await);
}

#[tokio::test]
async fn once_a_side_says_that_it_began_people_are_asked_anew_from_then_on() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = filed(&app, service_need(1)).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.advance(days(2));
    assert_eq!(told(&app, &sink, "check-in").await, 1);
    app.take_step(&provider.member, &id, "start")
        .await
        .expect(200);
    says(&app, &household, &id, "day", "well")
        .await
        .problem(409, "illegal-state");
    app.advance(days(1) - SignedDuration::from_secs(1));
    assert_eq!(told(&app, &sink, "check-in").await, 1);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(told(&app, &sink, "check-in").await, 2);
    // A week after the yes is none after the beginning.
    app.advance(days(5));
    assert_eq!(told(&app, &sink, "check-in").await, 2);
    app.advance(days(1));
    assert_eq!(told(&app, &sink, "check-in").await, 3);
    assert_eq!(app.count("select count(*) from check_in").await, 2);
}

#[tokio::test]
async fn what_is_taken_to_have_begun_is_asked_once_though_it_was_asked_before() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, _, household, id) = bed(&app).await;
    for who in [&household.who, &provider.member] {
        app.take_step(who, &id, "confirm").await.expect(200);
    }
    app.advance(days(1));
    assert_eq!(told(&app, &sink, "check-in").await, 1);
    assert_eq!(round(&app).await, 1);
    assert_eq!(seen(&app, &household, &id).await["state"], "started");
    app.advance(days(2));
    assert_eq!(told(&app, &sink, "check-in").await, 1, "and still open");
    says(&app, &household, &id, "day", "well").await.expect(201);
}
