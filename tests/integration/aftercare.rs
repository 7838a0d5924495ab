//! From a match to help that took place: both confirm, people are asked how they are, both say how it was, and who can be relied on
//! is ranked a little higher.

#![cfg(test)]

use jiff::SignedDuration;
use punte_core::locale::Locale;
use punte_tests::{
    Household, MailSink, Provider, TestApp, housing_need, request, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

/// A household that wants mails, with a match that both sides agreed on.
async fn agreed(app: &TestApp, provider: &Provider, offer: &str) -> (Household, String) {
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, provider, offer).await;
    (household, id)
}

async fn seen(app: &TestApp, household: &Household, id: &str) -> Value {
    let answer = app.get(format!("/matches/{id}")).by(&household.who);
    answer.expect(200).await.body
}

/// The points for reliability that an offer gets for a need that is not filed.
async fn reliability(app: &TestApp, offer: &str) -> (i64, i64) {
    let body = punte_tests::search(&service_need(1));
    let answer = app.post("/matches/search").by(&app.cast.people[4]);
    let answer = answer.json(&body).expect(200).await;
    let ranked = answer.at("/ranked").as_array().unwrap().clone();
    let found = ranked.iter().find(|r| r["offer"]["id"] == offer).unwrap();
    let parts = found["parts"].as_array().unwrap();
    let part = parts.iter().find(|p| p["part"] == "reliability").unwrap();
    (
        part["points"].as_i64().unwrap(),
        part["of"].as_i64().unwrap(),
    )
}

#[tokio::test]
async fn help_goes_from_a_match_to_its_end_by_the_words_of_both_sides() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (household, id) = agreed(&app, &provider, &offer).await;
    let before = seen(&app, &household, &id).await;
    assert_eq!(before["steps"], json!(["confirm", "start", "no_show"]));
    let once = app.take_step(&household.who, &id, "confirm").await;
    let once = once.expect(200);
    assert_eq!(once.text_at("/state"), "accepted", "one side is not both");
    assert_eq!(once.at("/confirmed_by"), &json!(["refugee"]));
    app.take_step(&household.who, &id, "confirm")
        .await
        .problem(409, "illegal-state");
    app.take_step(&household.who, &id, "complete")
        .await
        .problem(409, "illegal-state");
    let both = app.take_step(&provider.member, &id, "confirm").await;
    assert_eq!(both.expect(200).text_at("/state"), "confirmed");
    let begun = app.take_step(&provider.member, &id, "start").await;
    let begun = begun.expect(200);
    assert_eq!(begun.text_at("/state"), "started");
    assert_eq!(begun.at("/check_ins"), &json!([]), "not for the provider");
    app.take_step(&household.who, &id, "no_show")
        .await
        .problem(409, "illegal-state");
    app.end(&household.who, &id, "cancel")
        .await
        .problem(409, "illegal-state");
    let once = app.take_step(&household.who, &id, "complete").await;
    assert_eq!(once.expect(200).text_at("/state"), "started");
    let done = app.take_step(&provider.member, &id, "complete").await;
    assert_eq!(done.expect(200).text_at("/state"), "completed");
    // What took place stays taken, and each step is a line of history and of the log.
    assert_eq!(app.count("select sum(served) from need").await, 1);
    for action in ["match_confirmed", "match_started", "match_completed"] {
        let lines: i64 = sqlx::query_scalar("select count(*) from audit_event where action = $1")
            .bind(action)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        assert_eq!(lines, 1, "{action}");
    }
    assert_eq!(app.count("select count(*) from match_event").await, 5);
}

#[tokio::test]
async fn nothing_begins_before_its_first_day() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = app
        .file(&[housing_need(2, "2027-03-10", "2027-03-12")])
        .await;
    let id = app.matched(&household, &provider, &offer).await;
    let early = seen(&app, &household, &id).await;
    assert_eq!(early["steps"], json!(["confirm"]));
    assert_eq!(early["feedback_open"], false);
    for step in ["start", "no_show"] {
        app.take_step(&provider.member, &id, step)
            .await
            .problem(409, "illegal-state");
    }
    app.advance(SignedDuration::from_hours(24 * 10));
    let there = seen(&app, &household, &id).await;
    assert_eq!(there["steps"], json!(["confirm", "start", "no_show"]));
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    // Its days are over, and nobody says anything more: it took place.
    let use_cases = app.use_cases().await;
    assert_eq!(use_cases.complete_overdue().await.unwrap(), 0);
    app.advance(SignedDuration::from_hours(24 * 6));
    assert_eq!(use_cases.complete_overdue().await.unwrap(), 1);
    use_cases.pool.close().await;
    let over = seen(&app, &household, &id).await;
    assert_eq!(over["state"], "completed");
}

#[tokio::test]
async fn who_does_not_come_frees_what_was_held_and_the_need_is_open_again() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let sink = MailSink::start();
    for (side, told) in [(0, "person0@example.org"), (1, "olena@example.org")] {
        let (household, id) = agreed(&app, &provider, &offer).await;
        app.run_jobs(&sink.mailer()).await;
        let before = sink.messages().len();
        let who = [&household.who, &provider.member][side];
        let ended = app.take_step(who, &id, "no_show").await.expect(200);
        assert_eq!(ended.text_at("/state"), "no_show");
        assert_eq!(app.need(&household, 0).await["state"], "open");
        assert_eq!(app.offer(&provider, &offer).await.number("/free"), 7);
        app.run_jobs(&sink.mailer()).await;
        let mails = sink.messages().split_off(before);
        assert_eq!(mails.len(), 1, "the other side is told");
        assert_eq!(mails[0].to, told);
    }
}

#[tokio::test]
async fn people_are_asked_how_they_are_after_a_day_and_a_week_and_not_safe_is_a_report_at_once() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (household, id) = agreed(&app, &provider, &offer).await;
    app.take_step(&provider.member, &id, "start")
        .await
        .expect(200);
    let sink = MailSink::start();
    app.run_jobs(&sink.mailer()).await;
    let asked = || {
        let subject = punte_api::texts::text(Locale::Uk, "mail-check-in-subject");
        let mails = sink.messages();
        mails.iter().filter(|m| m.subject == subject).count()
    };
    let answer = |kind: &str, answer: &str| {
        app.post(format!("/matches/{id}/check-ins"))
            .by(&household.who)
            .json(&json!({ "kind": kind, "answer": answer }))
            .send()
    };
    assert_eq!(asked(), 0);
    answer("day", "well").await.problem(409, "illegal-state");
    app.advance(SignedDuration::from_hours(24));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(asked(), 1, "a day after it began");
    let kinds = seen(&app, &household, &id).await["check_ins"].clone();
    let kinds: Vec<_> = kinds.as_array().unwrap().iter().collect();
    assert_eq!(
        kinds.len(),
        2,
        "help of an hour is not asked about for months"
    );
    let well = answer("day", "well").await.expect(201);
    assert_eq!(well.at("/report"), &json!(null));
    answer("day", "not_safe")
        .await
        .problem(409, "illegal-state");
    assert!(app.is_public(&offer).await, "an answer is answered once");

    app.advance(SignedDuration::from_hours(6 * 24));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(asked(), 2);
    let afraid = answer("week", "not_safe").await.expect(201);
    assert!(!afraid.text_at("/report/code").is_empty());
    assert!(!app.is_public(&offer).await, "hidden at once");
    let reports = "select count(*) from report where kind = 'danger_now' and reporter = 'household' and freezes";
    assert_eq!(app.count(reports).await, 1);
    app.run_jobs(&sink.mailer()).await;
    let told = sink.messages();
    let told = told
        .iter()
        .filter(|m| m.to.starts_with("moderator"))
        .count();
    assert_eq!(told, 3, "every moderator");
    // The other side does not learn of it.
    let theirs = app.get(format!("/matches/{id}")).by(&provider.member);
    let theirs = theirs.expect(200).await;
    assert_eq!(theirs.at("/check_ins"), &json!([]));
    // And the database takes no such answer without a report.
    let refused = sqlx::query("update check_in set report_id = null where answer = 'not_safe'")
        .execute(&mut app.superuser().await)
        .await
        .unwrap_err();
    let held = refused
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::constraint);
    assert_eq!(held, Some("check_in_report_check"));
}

#[tokio::test]
async fn who_answers_and_helps_is_ranked_higher_and_who_lets_people_wait_lower() {
    let app = TestApp::spawn().await;
    let good = app.provider(0, "ngo", 1).await;
    let silent = app.provider(1, "ngo", 1).await;
    let of_good = app.live(&good, &service(&good.id)).await;
    let of_silent = app.live(&silent, &service(&silent.id)).await;
    let (points, max) = reliability(&app, &of_good).await;
    assert_eq!(points, max / 2, "the middle, while nothing is known");
    let (household, id) = agreed(&app, &good, &of_good).await;
    let feedback = |who, body: Value| {
        let call = app.post(format!("/matches/{id}/feedback")).by(who);
        call.json(&body).send()
    };
    feedback(&household.who, json!({ "delivered": "no", "rating": 1 }))
        .await
        .fields(422, &["/why_not required"]);
    let said =
        json!({ "delivered": "yes", "as_described": "yes", "rating": 5, "comment": "Дякуємо" });
    feedback(&household.who, said.clone()).await.expect(201);
    feedback(&household.who, said.clone())
        .await
        .problem(409, "illegal-state");
    // What a provider says of itself does not count.
    feedback(&good.member, said).await.expect(201);
    let other = app.file(&[service_need(1)]).await;
    app.propose(&other, &of_silent).await;
    app.advance(SignedDuration::from_hours(49));
    let use_cases = app.use_cases().await;
    assert_eq!(use_cases.expire_overdue().await.unwrap(), 1);
    use_cases.pool.close().await;
    let sink = MailSink::start();
    app.run_jobs(&sink.mailer()).await;
    app.advance(SignedDuration::from_mins(10));
    app.run_jobs(&sink.mailer()).await;
    let counted: Vec<(i32, i32)> =
        sqlx::query_as("select answered, asked from provider_reliability order by asked desc")
            .fetch_all(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(counted, [(2, 2), (0, 1)]);
    // (answered + 2) / (asked + 4).
    assert_eq!(reliability(&app, &of_good).await.0, max * 4 / 6);
    assert_eq!(reliability(&app, &of_silent).await.0, max * 2 / 5);
}

#[tokio::test]
async fn a_household_looks_for_the_next_home_before_the_days_of_this_one_are_over() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = app
        .file(&[housing_need(2, "2027-03-01", "2027-03-12")])
        .await;
    let id = app.propose(&household, &offer).await;
    let move_on = |from: &str, to: &str| {
        app.post(format!("/needs/{}/continuations", household.needs[0]))
            .by(&household.who)
            .json(&json!({ "dates": { "from": from, "to": to } }))
            .send()
    };
    move_on("2027-03-12", "2027-04-01")
        .await
        .problem(409, "illegal-state");
    app.try_accept(&provider, &id).await.expect(200);
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    let next = move_on("2027-03-12", "2027-04-01").await.expect(201);
    assert_eq!(next.text_at("/state"), "open");
    assert_eq!(next.at("/need/quantity"), &json!(2));
    move_on("2027-03-12", "2027-04-01")
        .await
        .problem(409, "illegal-state");
    let next = Household {
        needs: vec![next.id()],
        ..household.clone()
    };
    let ranked = app.rank(&next, 0).await;
    assert_eq!(
        ranked.at("/fits"),
        &json!(1),
        "it is looked for like any other"
    );
    app.matched(&next, &provider, &offer).await;
    let first = app.need(&household, 0).await;
    assert_eq!(first["state"], "served", "what was agreed stays");
}
