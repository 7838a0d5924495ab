//! A doctor has so many places in every week: one that is promised is of one week, which nobody moves; no week is ever oversold, and every
//! end gives back what was taken, in its week.

#![cfg(test)]

mod chosen;
mod older;
mod pages;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use punte_tests::{
    Answer, Household, MailSink, Provider, TestApp, Who, medical, medical_need, with,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor as _};

use super::booking::{accept_at_once, waiting};

/// The Mondays of the first weeks: the clock begins on the first, in the morning.
const MONDAYS: [&str; 4] = ["2027-03-01", "2027-03-08", "2027-03-15", "2027-03-22"];

/// The week of a Monday, as it is told.
fn week(number: usize) -> Value {
    json!({ "from": MONDAYS[number], "to": MONDAYS[number + 1] })
}

/// So many places on these days; without days, from today on.
fn asking(places: u32, days: Option<(&str, &str)>) -> Value {
    let need = with(medical_need(), "/quantity", places);
    match days {
        Some((from, to)) => with(need, "/dates", json!({ "from": from, "to": to })),
        None => need,
    }
}

/// A doctor with so many places a week.
async fn scene(places: u32) -> (TestApp, Provider, String) {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let body = with(medical(&provider.id), "/content/capacity", places);
    let offer = app.live(&provider, &body).await;
    (app, provider, offer)
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// Places that are taken, by the Monday of the week.
async fn taken(app: &TestApp) -> Vec<(String, i32)> {
    sqlx::query_as("select day::text, reserved from offer_night where reserved > 0 order by day")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap()
}

/// So many of the week of a Monday.
fn of(number: usize, places: i32) -> (String, i32) {
    (MONDAYS[number].to_owned(), places)
}

/// A match, as somebody sees it.
async fn seen(app: &TestApp, who: &Who, id: &str) -> Answer {
    app.get(format!("/matches/{id}")).by(who).expect(200).await
}

/// Asks for another number of places, and for days if there are some.
async fn set(app: &TestApp, by: &Provider, offer: &str, capacity: u32, open: &Value) -> Answer {
    let version = app.offer(by, offer).await.version();
    app.put(format!("/offers/{offer}/availability"))
        .by(&by.member)
        .if_match(version)
        .json(&json!({ "capacity": capacity, "availability": open }))
        .send()
        .await
}

/// What stands in the way, by the answer: match, week, places.
fn in_the_way(refused: Answer) -> Vec<(String, Value, i64)> {
    let refused = refused.problem(409, "below-promised");
    let listed = refused.at("/standing_in_the_way").as_array().unwrap();
    let line = |m: &Value| {
        (
            m["match_id"].as_str().unwrap().to_owned(),
            m["during"].clone(),
            m["quantity"].as_i64().unwrap(),
        )
    };
    listed.iter().map(line).collect()
}

#[tokio::test]
async fn thirty_parallel_acceptances_for_one_place_of_a_week_sell_one_and_the_next_week_has_its_own()
 {
    let (app, provider, offer) = scene(1).await;
    let app = Arc::new(app);
    // They all want it before the week is over.
    let this_week = asking(1, Some(("2027-03-02", "2027-03-06")));
    let proposals = waiting(&app, &offer, &vec![this_week.clone(); 30], 1).await;
    let ids: Vec<String> = proposals.iter().map(|(_, _, id)| id.clone()).collect();
    let (mut sold, mut refused) = (0, 0);
    for answer in accept_at_once(&app, &provider, &ids).await {
        if answer.status == 200 {
            assert_eq!(answer.at("/during"), &week(0));
            sold += 1;
        } else {
            answer.problem(409, "capacity-exhausted");
            refused += 1;
        }
    }
    assert_eq!((sold, refused), (1, 29));
    assert_eq!(taken(&app).await, [of(0, 1)]);
    let stock = app.count("select sum(reserved) from offer_stock").await;
    assert_eq!(stock, 0, "weeks alone are counted");
    let late = app.file(&[this_week, asking(1, None)]).await;
    assert_eq!(app.rank(&late, 0).await.number("/fits"), 0);
    app.try_propose(&late, 0, &offer)
        .await
        .problem(409, "capacity-exhausted");
    // Who can come later is told when, and has it.
    let listed = app.rank(&late, 1).await;
    assert_eq!(listed.number("/fits"), 1);
    assert_eq!(listed.at("/ranked/0/week"), &week(1));
    let id = app.try_propose(&late, 1, &offer).await.expect(201).id();
    app.try_accept(&provider, &id).await.expect(200);
    assert_eq!(taken(&app).await, [of(0, 1), of(1, 1)]);
}

#[tokio::test]
async fn a_yes_never_moves_a_place_to_another_week() {
    let (app, provider, offer) = scene(1).await;
    let [first, second] = [
        app.file(&[asking(1, None)]).await,
        app.file(&[asking(1, Some(("2027-03-04", "2027-04-01")))])
            .await,
    ];
    let [one, other] = [
        app.propose(&first, &offer).await,
        app.propose(&second, &offer).await,
    ];
    app.try_accept(&provider, &one).await.expect(200);
    app.try_accept(&provider, &other)
        .await
        .problem(409, "capacity-exhausted");
    for who in [&second.who, &provider.member] {
        let still = seen(&app, who, &other).await;
        assert_eq!(still.text_at("/state"), "proposed");
        assert_eq!(still.at("/during"), &week(0));
    }
    assert_eq!(app.need(&second, 0).await["served"], 0);
    // Chosen again, it is in the next week, and both sides see that.
    app.end(&second.who, &other, "cancel").await.expect(200);
    assert_eq!(app.rank(&second, 0).await.at("/ranked/0/week"), &week(1));
    let again = app.matched(&second, &provider, &offer).await;
    for who in [&second.who, &provider.member] {
        assert_eq!(seen(&app, who, &again).await.at("/during"), &week(1));
    }
    assert_eq!(taken(&app).await, [of(0, 1), of(1, 1)]);
    // It stands so in the household's order, too.
    let request = app.get(format!("/requests/{}", second.request));
    let request = request.by(&second.who).expect(200).await;
    assert_eq!(request.at("/plan/steps/0/days"), &week(1));
}

#[tokio::test]
async fn every_end_gives_a_place_back_in_its_week_and_in_no_other() {
    let (app, provider, offer) = scene(3).await;
    let keeper = app.file(&[asking(2, None)]).await;
    app.matched(&keeper, &provider, &offer).await;
    let household = app.file(&[asking(2, None)]).await;
    // Declined: nothing was held.
    let id = app.propose(&household, &offer).await;
    app.end(&provider.member, &id, "decline").await.expect(200);
    assert_eq!(taken(&app).await, [of(0, 2)]);
    for who in [&household.who, &provider.member] {
        let id = app.matched(&household, &provider, &offer).await;
        assert_eq!(taken(&app).await, [of(0, 2), of(1, 2)]);
        app.end(who, &id, "cancel").await.expect(200);
        assert_eq!(taken(&app).await, [of(0, 2)]);
        // Once is once.
        app.end(who, &id, "cancel")
            .await
            .problem(409, "illegal-state");
        assert_eq!(taken(&app).await, [of(0, 2)]);
    }
    // The provider is blocked.
    app.matched(&household, &provider, &offer).await;
    assert_eq!(taken(&app).await, [of(0, 2), of(1, 2)]);
    app.post(format!("/providers/{}/block", provider.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    app.run_jobs(&MailSink::start().mailer()).await;
    assert_eq!(taken(&app).await, []);
    assert_eq!(app.need(&household, 0).await["state"], "open");
}

#[tokio::test]
async fn whoever_does_not_come_is_missed_in_the_week_and_not_before() {
    let (app, provider, offer) = scene(1).await;
    let keeper = app.file(&[asking(1, None)]).await;
    app.matched(&keeper, &provider, &offer).await;
    let household = app.file(&[asking(1, None)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    assert_eq!(taken(&app).await, [of(0, 1), of(1, 1)]);
    app.advance(days(6));
    for step in ["start", "no_show"] {
        app.take_step(&provider.member, &id, step)
            .await
            .problem(409, "illegal-state");
    }
    app.advance(days(1));
    app.take_step(&provider.member, &id, "no_show")
        .await
        .expect(200);
    assert_eq!(taken(&app).await, [of(0, 1)]);
}

/// One round of the worker; how many agreements it moved.
async fn round(app: &TestApp) -> usize {
    let use_cases = app.use_cases().await;
    let moved = use_cases.end_silence().await.unwrap();
    use_cases.pool.close().await;
    moved
}

#[tokio::test]
async fn a_place_that_nobody_speaks_of_is_held_until_its_week_is_over_and_then_given_up() {
    let (app, provider, offer) = scene(1).await;
    let sink = MailSink::start();
    let household = app.file(&[asking(1, None)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.advance(days(6));
    app.run_jobs(&sink.mailer()).await;
    assert_eq!(round(&app).await, 0, "the week is not over");
    // Asked on the day after it, given up three days after its last.
    app.advance(days(1));
    app.run_jobs(&sink.mailer()).await;
    app.advance(days(1));
    assert_eq!(round(&app).await, 0);
    assert_eq!(taken(&app).await, [of(0, 1)]);
    app.advance(days(1));
    assert_eq!(round(&app).await, 1);
    let over = seen(&app, &household.who, &id).await;
    assert_eq!(over.text_at("/state"), "expired");
    assert_eq!(over.text_at("/end_reason"), "not_begun");
    assert_eq!(taken(&app).await, []);
}

#[tokio::test]
async fn help_that_began_is_not_over_with_its_week() {
    let (app, provider, offer) = scene(1).await;
    let household = app.file(&[asking(1, None)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.take_step(&provider.member, &id, "start")
        .await
        .expect(200);
    let over = async || {
        let use_cases = app.use_cases().await;
        let over = use_cases.complete_overdue().await.unwrap();
        use_cases.pool.close().await;
        over
    };
    // As long as other help without days: two weeks, and three days in which somebody may say otherwise.
    app.advance(days(17));
    assert_eq!(over().await, 0);
    app.advance(SignedDuration::from_secs(1));
    assert_eq!(over().await, 1);
    let seen = seen(&app, &household.who, &id).await;
    assert_eq!(seen.text_at("/state"), "completed");
}

#[tokio::test]
async fn nobody_waits_for_a_yes_beyond_the_end_of_the_week() {
    let (app, provider, offer) = scene(1).await;
    // Saturday noon. They want it at the weekend.
    app.advance(days(5) + SignedDuration::from_hours(2));
    let weekend = asking(1, Some(("2027-03-06", "2027-03-08")));
    let household = app.file(&[weekend]).await;
    let id = app.propose(&household, &offer).await;
    let waits = seen(&app, &household.who, &id).await;
    assert_eq!(waits.at("/during"), &week(0));
    let by: Timestamp = waits.text_at("/answer_by").parse().unwrap();
    // In Chișinău the Monday begins at 22:00 UTC.
    assert_eq!(by, "2027-03-07T22:00:00Z".parse::<Timestamp>().unwrap());
    app.advance(by.duration_since(app.now()));
    app.try_accept(&provider, &id)
        .await
        .problem(409, "illegal-state");
    assert_eq!(taken(&app).await, []);
    let again = app.file(&[asking(1, None)]).await;
    assert_eq!(app.rank(&again, 0).await.at("/ranked/0/week"), &week(1));
}

#[tokio::test]
async fn fewer_places_than_a_week_has_promised_are_refused_unless_the_week_is_over() {
    let (app, provider, offer) = scene(3).await;
    let always = json!([]);
    let mut held = Vec::new();
    for (places, number) in [(2, 0), (2, 1)] {
        let household = app.file(&[asking(places, None)]).await;
        let id = app.matched(&household, &provider, &offer).await;
        held.push((id, week(number), i64::from(places)));
    }
    // Asked for only: nobody counts on it.
    let asks = app.file(&[asking(3, None)]).await;
    app.propose(&asks, &offer).await;
    let refused = set(&app, &provider, &offer, 1, &always).await;
    assert_eq!(in_the_way(refused), held);
    let now = app.offer(&provider, &offer).await;
    assert_eq!((now.number("/capacity"), now.number("/free")), (3, 1));
    assert_eq!(now.text_at("/availability"), "partly_reserved");
    set(&app, &provider, &offer, 2, &always).await.expect(200);
    let now = app.offer(&provider, &offer).await;
    assert_eq!(now.number("/free"), 0, "in the fullest week");
    assert_eq!(now.text_at("/availability"), "partly_reserved");
    // Days that leave the second week out are refused as well; those that leave one day of it are not.
    let until = |day: &str| json!([{ "from": "2027-03-01", "to": day }]);
    let refused = set(&app, &provider, &offer, 2, &until("2027-03-08")).await;
    assert_eq!(in_the_way(refused), [held[1].clone()]);
    set(&app, &provider, &offer, 2, &until("2027-03-09"))
        .await
        .expect(200);
    set(&app, &provider, &offer, 2, &always).await.expect(200);

    // On a Wednesday its own week counts, and the one before does not.
    app.advance(days(9));
    let refused = set(&app, &provider, &offer, 1, &always).await;
    assert_eq!(in_the_way(refused), [held[1].clone()]);
    app.advance(days(7));
    set(&app, &provider, &offer, 1, &always).await.expect(200);
    let next = app.file(&[asking(1, None), asking(1, None)]).await;
    for number in [2, 3] {
        let need = number - 2;
        let id = app.try_propose(&next, need, &offer).await.expect(201).id();
        app.try_accept(&provider, &id).await.expect(200);
        let chosen = seen(&app, &next.who, &id).await;
        assert_eq!(chosen.text_at("/during/from"), MONDAYS[number]);
    }
    // Nor is the end of the offer held up.
    app.step(&provider, &offer, "withdraw").await.expect(200);
}

#[tokio::test]
async fn everybody_sees_what_is_free_in_the_first_two_weeks_that_can_be_had() {
    let (app, provider, offer) = scene(1).await;
    let free = async || {
        let seen = app.get(format!("/public/offers/{offer}"));
        seen.expect(200).await.text_at("/free")
    };
    assert_eq!(free().await, "1-2");
    let mut held = Vec::new();
    for shown in ["1-2", "0"] {
        let household = app.file(&[asking(1, None)]).await;
        let id = app.matched(&household, &provider, &offer).await;
        assert_eq!(free().await, shown);
        held.push((household, id));
    }
    let (household, id) = &held[1];
    app.end(&household.who, id, "cancel").await.expect(200);
    assert_eq!(free().await, "1-2");
    app.matched(household, &provider, &offer).await;
    assert_eq!(free().await, "0");
    // On Friday evening still, and at the weekend nobody is told of the week that ends with it.
    app.advance(days(4) + SignedDuration::from_hours(10));
    assert_eq!(free().await, "0");
    app.advance(SignedDuration::from_hours(6));
    assert_eq!(free().await, "1-2");
}

/// A refusal of the database: its code and the rule.
fn held_by(refused: sqlx::Error) -> (String, Option<String>) {
    let refused = refused.into_database_error().unwrap();
    (
        refused.code().unwrap().into_owned(),
        refused.constraint().map(str::to_owned),
    )
}

/// What is written down by hand for a need and an offer.
fn by_hand(household: &Household, offer: &str, during: &str) -> String {
    format!(
        "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, state, points, weights_version,
             answer_by, created_at)
         select gen_random_uuid(), n.id, n.request_id, o.id, o.live_revision_id, o.provider_id, 1, {during}, 'proposed', 0, 1,
             app_now() + interval '1 day', app_now()
         from need n, offer o where n.id = '{}' and o.id = '{offer}'",
        household.needs[0]
    )
}

#[tokio::test]
async fn the_database_itself_refuses_the_second_in_a_place_and_what_is_no_week() {
    let (app, provider, offer) = scene(1).await;
    let [first, second] = [
        app.file(&[asking(1, None)]).await,
        app.file(&[asking(1, None)]).await,
    ];
    let waits = app.propose(&second, &offer).await;
    app.matched(&first, &provider, &offer).await;
    let check = |constraint: &str| ("23514".to_owned(), Some(constraint.to_owned()));
    let (mut db, mut superuser) = (app.app_rw().await, app.superuser().await);
    let accept = sqlx::query("update match set state = 'accepted' where id = $1::uuid");
    let refused = accept.bind(&waits).execute(&mut db).await.unwrap_err();
    assert_eq!(held_by(refused), check("offer_night_reserved_check"));
    // Which week it is was decided when it was chosen.
    let moved = "update match set during = '[2027-03-08,2027-03-15)' where state = 'proposed'";
    let refused = superuser.execute(moved).await.unwrap_err();
    assert_eq!(held_by(refused), check("match_fixed_check"));
    // No days, a day, a Tuesday's week, two weeks, and nothing at all.
    let third = app.file(&[asking(1, None)]).await;
    for during in [
        "null",
        "'[2027-03-08,2027-03-09)'",
        "'[2027-03-09,2027-03-16)'",
        "'[2027-03-08,2027-03-22)'",
        "'empty'",
    ] {
        let wrong = AssertSqlSafe(by_hand(&third, &offer, during));
        let refused = db.execute(wrong).await.unwrap_err();
        assert_eq!(held_by(refused), check("match_during_check"), "{during}");
    }
    let dated = app
        .file(&[asking(1, Some(("2027-03-02", "2027-03-15")))])
        .await;
    let beyond = AssertSqlSafe(by_hand(&dated, &offer, "'[2027-03-15,2027-03-22)'"));
    let refused = db.execute(beyond).await.unwrap_err();
    assert_eq!(held_by(refused), check("match_need_check"));
    // A week in which the doctor is not there by now is not promised.
    let at_once = json!([{ "from": "2027-03-01", "to": "2027-03-08" }]);
    let next = app.propose(&third, &offer).await;
    set(&app, &provider, &offer, 1, &at_once).await.expect(200);
    app.try_accept(&provider, &next)
        .await
        .problem(409, "not-open-then");
    assert_eq!(taken(&app).await, [of(0, 1)]);
}
