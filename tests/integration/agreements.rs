//! What was agreed and nobody speaks of again: given up some days after it should have begun, or taken to have begun where both had
//! confirmed; all by the test's clock.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Household, MailSink, Provider, TestApp, housing_need, request, ride, ride_need, service,
    service_need, shelter_offer, with,
};
use serde_json::{Value, json};

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// One round of the worker; how many agreements it moved.
async fn round(app: &TestApp) -> usize {
    let use_cases = app.use_cases().await;
    let moved = use_cases.end_silence().await.unwrap();
    use_cases.pool.close().await;
    moved
}

/// A shelter of one bed, and a household that wants mails and has it for the month.
async fn agreed(app: &TestApp) -> (Provider, String, Household, String) {
    let provider = app.provider(0, "ngo", 3).await;
    let bed = with(shelter_offer(&provider.id), "/content/capacity", 1);
    let offer = app.live(&provider, &bed).await;
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let stay = [housing_need(1, "2027-03-01", "2027-03-31")];
    let household = app
        .file_request(&with(request(&stay), "/contact", contact))
        .await;
    let id = app.matched(&household, &provider, &offer).await;
    (provider, offer, household, id)
}

/// What anybody sees of the free places of an offer.
async fn free(app: &TestApp, offer: &str) -> String {
    let seen = app.get(format!("/public/offers/{offer}"));
    seen.expect(200).await.text_at("/free")
}

async fn seen(app: &TestApp, household: &Household, id: &str) -> Value {
    let answer = app.get(format!("/matches/{id}")).by(&household.who);
    answer.expect(200).await.body
}

/// To whom a mail of a kind went; both sides read Ukrainian.
fn told(sink: &MailSink, notice: &str) -> Vec<String> {
    let subject = texts::text(Locale::Uk, &format!("mail-{notice}-subject"));
    let mails = sink.messages();
    let mut to: Vec<String> = mails
        .into_iter()
        .filter(|m| m.subject == subject)
        .map(|m| m.to)
        .collect();
    to.sort();
    to
}

const BOTH: [&str; 2] = ["olena@example.org", "person0@example.org"];

#[tokio::test]
async fn a_bed_that_nobody_says_is_slept_in_is_free_again_three_days_after_the_first() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household, id) = agreed(&app).await;
    assert_eq!(free(&app, &offer).await, "0");
    // One side is not both.
    app.take_step(&provider.member, &id, "confirm")
        .await
        .expect(200);
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, "beginning-asked"), [""; 0]);
    app.advance(days(2));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, "beginning-asked"), BOTH, "asked before");
    assert_eq!(round(&app).await, 0);
    assert_eq!(app.need(&household, 0).await["state"], "served");
    assert_eq!(free(&app, &offer).await, "0");

    app.advance(days(1));
    assert_eq!(round(&app).await, 1);
    let ended = seen(&app, &household, &id).await;
    assert_eq!(ended["state"], "expired");
    assert_eq!(ended["ended_by"], "system");
    assert_eq!(ended["end_reason"], "not_begun");
    assert_eq!(ended["contacts_shown"], false);
    let need = app.need(&household, 0).await;
    assert_eq!(
        (&need["state"], &need["served"]),
        (&json!("open"), &json!(0))
    );
    assert_eq!(free(&app, &offer).await, "1-2");
    assert_eq!(round(&app).await, 0, "once");
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, "agreement-lapsed"), BOTH);
    for other in ["proposal-missed", "proposal-declined"] {
        assert_eq!(told(&sink, other), [""; 0], "{other}");
    }
    // The provider answered in time: it is no less reliable.
    app.advance(SignedDuration::from_mins(10));
    app.run_jobs(&sink.mailer()).await;
    let missed = "select count(*) from provider_reliability where answered < asked";
    assert_eq!(app.count(missed).await, 0);
    // Somebody else has the bed.
    let next = app
        .file(&[housing_need(1, "2027-03-05", "2027-03-10")])
        .await;
    app.matched(&next, &provider, &offer).await;
}

#[tokio::test]
async fn whoever_says_in_time_that_it_began_keeps_what_they_have() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, offer, household, id) = agreed(&app).await;
    app.advance(SignedDuration::from_hours(12));
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    app.advance(days(4));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, "beginning-asked"), [""; 0]);
    assert_eq!(round(&app).await, 0);
    assert_eq!(seen(&app, &household, &id).await["state"], "started");
    assert_eq!(free(&app, &offer).await, "0");
}

#[tokio::test]
async fn help_without_days_is_given_up_two_weeks_after_it_was_agreed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let one = with(service(&provider.id), "/content/capacity", 1);
    let offer = app.live(&provider, &one).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.advance(days(13));
    app.run_jobs(&MailSink::start().mailer()).await;
    assert_eq!(round(&app).await, 0);
    assert_eq!(free(&app, &offer).await, "0");
    app.advance(days(1));
    assert_eq!(round(&app).await, 1);
    assert_eq!(seen(&app, &household, &id).await["state"], "expired");
    assert_eq!(app.need(&household, 0).await["state"], "open");
    assert_eq!(free(&app, &offer).await, "1-2");
    // And it can be chosen again.
    app.matched(&household, &provider, &offer).await;
    assert_eq!(free(&app, &offer).await, "0");
}

#[tokio::test]
async fn a_question_that_could_not_be_asked_holds_no_bed_for_ever() {
    for given_up in ["dead", "dropped"] {
        let app = TestApp::spawn().await;
        let (_, offer, household, id) = agreed(&app).await;
        // It was tried for the last time on the third day, and a day to answer is left.
        let question = "update job set state = $1, attempts = 10, run_at = '2027-03-03T08:00:00Z'
            where dedup_id like 'remind.%.begun'";
        let done = sqlx::query(question).bind(given_up);
        let done = done.execute(&mut app.superuser().await).await.unwrap();
        assert_eq!(done.rows_affected(), 1);
        app.advance(days(3) - SignedDuration::from_mins(1));
        assert_eq!(round(&app).await, 1);
        assert_eq!(seen(&app, &household, &id).await["state"], "accepted");
        app.advance(SignedDuration::from_mins(1));
        assert_eq!(round(&app).await, 1);
        let ended = seen(&app, &household, &id).await;
        assert_eq!(ended["state"], "expired", "{given_up}");
        assert_eq!(free(&app, &offer).await, "1-2");
    }
}

#[tokio::test]
async fn a_need_whose_days_are_over_looks_for_nothing_any_more() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    // To leave on 5 March.
    let household = app.file(&[ride_need(2)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.advance(days(6));
    app.run_jobs(&MailSink::start().mailer()).await;
    assert_eq!(round(&app).await, 0);
    app.advance(days(1));
    assert_eq!(round(&app).await, 1);
    assert_eq!(seen(&app, &household, &id).await["state"], "expired");
    let need = app.need(&household, 0).await;
    assert_eq!(
        (&need["state"], &need["served"]),
        (&json!("expired"), &json!(0))
    );
    assert_eq!(app.offer(&provider, &offer).await.number("/free"), 7);
}

#[tokio::test]
async fn what_both_confirmed_is_taken_to_have_begun_and_people_are_asked_how_they_are() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household, id) = agreed(&app).await;
    for who in [&household.who, &provider.member] {
        app.take_step(who, &id, "confirm").await.expect(200);
    }
    assert_eq!(round(&app).await, 0, "not on its first day");
    app.advance(days(1));
    assert_eq!(round(&app).await, 1);
    assert_eq!(round(&app).await, 0, "once");
    let begun = seen(&app, &household, &id).await;
    assert_eq!(begun["state"], "started");
    let by = "select count(*) from match_event where to_state = 'started' and side = 'system'";
    assert_eq!(app.count(by).await, 1);
    let asked: Vec<_> = begun["check_ins"].as_array().unwrap().iter().collect();
    assert_eq!((&asked[0]["kind"], asked.len()), (&json!("day"), 4));
    assert_eq!(asked[1]["kind"], "week");
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, "check-in"), [""; 0]);
    for (later, mails) in [(1, 1), (6, 2)] {
        app.advance(days(later));
        app.run_jobs(&sink.mailer()).await;
        assert_eq!(told(&sink, "check-in").len(), mails);
    }
    for notice in ["beginning-asked", "agreement-lapsed"] {
        assert_eq!(told(&sink, notice), [""; 0], "{notice}");
    }
    assert_eq!(app.need(&household, 0).await["state"], "served");
    assert_eq!(free(&app, &offer).await, "0");
    // Nobody had said that it began: that nobody came is still to be said, and gives the bed back.
    assert_eq!(begun["steps"], json!(["complete", "no_show"]));
    app.take_step(&provider.member, &id, "no_show")
        .await
        .expect(200);
    assert_eq!(app.need(&household, 0).await["state"], "open");
    assert_eq!(free(&app, &offer).await, "1-2");
}

#[tokio::test]
async fn nobody_loses_a_bed_without_having_been_asked_a_day_before() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, offer, household, id) = agreed(&app).await;
    // No worker ran for a week: nobody was asked in time.
    app.advance(days(7));
    for _ in 0..2 {
        round(&app).await;
        assert_eq!(seen(&app, &household, &id).await["state"], "accepted");
    }
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(told(&sink, "beginning-asked"), BOTH);
    app.advance(SignedDuration::from_hours(23));
    round(&app).await;
    assert_eq!(seen(&app, &household, &id).await["state"], "accepted");
    assert_eq!(free(&app, &offer).await, "0");
    app.advance(SignedDuration::from_hours(1));
    round(&app).await;
    assert_eq!(seen(&app, &household, &id).await["state"], "expired");
}

#[tokio::test]
async fn whoever_said_that_they_come_keeps_the_bed_though_nobody_said_more() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (provider, offer, household, id) = agreed(&app).await;
    app.take_step(&household.who, &id, "confirm")
        .await
        .expect(200);
    for _ in 0..6 {
        app.advance(days(1));
        app.run_jobs(&sink.mailer()).await;
        round(&app).await;
    }
    let begun = seen(&app, &household, &id).await;
    assert_eq!(begun["state"], "started", "taken to have begun");
    assert_eq!(free(&app, &offer).await, "0");
    assert_eq!(told(&sink, "agreement-lapsed"), [""; 0]);
    // Once they answered that they are there, nobody says that they did not come.
    app.advance(days(2));
    app.post(format!("/matches/{id}/check-ins"))
        .by(&household.who)
        .json(&json!({ "kind": "day", "answer": "well" }))
        .expect(201)
        .await;
    // The host is not shown what they answered, and yet that it is not theirs to say any more.
    let theirs = app.get(format!("/matches/{id}")).by(&provider.member);
    let theirs = theirs.expect(200).await;
    assert_eq!(theirs.at("/check_ins"), &json!([]));
    assert_eq!(theirs.at("/steps"), &json!(["complete"]));
    app.take_step(&provider.member, &id, "no_show")
        .await
        .problem(409, "illegal-state");
    assert_eq!(free(&app, &offer).await, "0");
}
