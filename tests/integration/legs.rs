//! Seats of a ride are sold from stop to stop: a seat that is left can be had from there, no leg is ever oversold, and every end gives
//! back what was taken, where it was taken.

#![cfg(test)]

mod older;
mod pages;
mod ways;

use std::sync::Arc;

use jiff::SignedDuration;
use punte_tests::{
    Answer, Browser, Household, Provider, TestApp,
    places::{CHERNIVTSI, SIRET, SUCEAVA},
    ride, ride_need, service_need, with,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor as _};

use super::booking::{accept_at_once, waiting};

/// The way to the border town, from there, and all of it.
const WAYS: [(i64, i64); 3] = [(CHERNIVTSI, SIRET), (SIRET, SUCEAVA), (CHERNIVTSI, SUCEAVA)];

/// A bus from Chernivtsi over Siret to Suceava.
fn bus(provider: &str, seats: u32) -> Value {
    let stops = json!([{ "place_id": CHERNIVTSI }, { "place_id": SIRET }, { "place_id": SUCEAVA }]);
    let bus = with(ride(provider), "/content/details/stops", stops);
    with(bus, "/content/capacity", seats)
}

/// So many seats from one of its stops to another, and from no other: the next is 37 km away.
fn seats((from, to): (i64, i64), quantity: u32) -> Value {
    let need = with(ride_need(quantity), "/place_id", from);
    let need = with(need, "/details/to_place_id", to);
    with(need, "/radius_m", 5_000)
}

async fn scene(seats: u32) -> (TestApp, Provider, String) {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &bus(&provider.id, seats)).await;
    (app, provider, offer)
}

/// Seats that are taken on each leg.
async fn taken(app: &TestApp) -> Vec<i32> {
    sqlx::query_scalar("select reserved from offer_leg order by leg")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap()
}

/// Asks for another number of seats.
async fn set(app: &TestApp, by: &Provider, offer: &str, capacity: u32) -> Answer {
    let version = app.offer(by, offer).await.version();
    app.put(format!("/offers/{offer}/availability"))
        .by(&by.member)
        .if_match(version)
        .json(&json!({ "capacity": capacity, "availability": [] }))
        .send()
        .await
}

/// Asks for a bus that does not stop at the border.
async fn goes_straight(app: &TestApp, by: &Provider, offer: &str) -> Answer {
    let stops = json!([{ "place_id": CHERNIVTSI }, { "place_id": SUCEAVA }]);
    let version = app.offer(by, offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&by.member)
        .if_match(version)
        .json(&json!({ "content": { "details": { "stops": stops } } }))
        .send()
        .await
}

/// What stands in the way, by the answer: match, stops, seats.
fn in_the_way(refused: Answer) -> Vec<(String, i64, i64, i64)> {
    let refused = refused.problem(409, "below-promised");
    let listed = refused.at("/standing_in_the_way").as_array().unwrap();
    let line = |m: &Value| {
        (
            m["match_id"].as_str().unwrap().to_owned(),
            m["from_place_id"].as_i64().unwrap(),
            m["to_place_id"].as_i64().unwrap(),
            m["quantity"].as_i64().unwrap(),
        )
    };
    listed.iter().map(line).collect()
}

#[tokio::test]
async fn one_seat_goes_to_one_household_up_to_a_stop_and_to_another_from_there() {
    let (app, provider, offer) = scene(1).await;
    let [first, second, whole] = [
        app.file(&[seats(WAYS[0], 1)]).await,
        app.file(&[seats(WAYS[1], 1)]).await,
        app.file(&[seats(WAYS[2], 1)]).await,
    ];
    // Before anybody has it, all three fit, and are told between which stops.
    for (household, (from, to)) in [&first, &second, &whole].into_iter().zip(WAYS) {
        let shown = app.rank(household, 0).await;
        assert_eq!(shown.number("/fits"), 1);
        assert_eq!(shown.number("/ranked/0/from_place_id"), from);
        assert_eq!(shown.number("/ranked/0/to_place_id"), to);
    }
    let waits = app.propose(&whole, &offer).await;
    let sold = app.matched(&first, &provider, &offer).await;
    assert_eq!(taken(&app).await, [1, 0]);
    let now = app.offer(&provider, &offer).await;
    assert_eq!(now.number("/free"), 1, "on its emptiest leg");
    assert_eq!(now.at("/free_by_leg"), &json!([0, 1]));
    assert_eq!(now.text_at("/availability"), "partly_reserved");
    let seen = app.get(format!("/public/offers/{offer}")).expect(200).await;
    assert_eq!(seen.text_at("/free"), "1-2");
    app.try_accept(&provider, &waits)
        .await
        .problem(409, "capacity-exhausted");
    assert_eq!(app.need(&whole, 0).await["served"], 0);

    let again = app.matched(&second, &provider, &offer).await;
    assert_eq!(taken(&app).await, [1, 1]);
    let now = app.offer(&provider, &offer).await;
    assert_eq!(now.number("/free"), 0);
    assert_eq!(now.text_at("/availability"), "full");
    app.try_accept(&provider, &waits)
        .await
        .problem(409, "capacity-exhausted");
    // Both sides see where.
    for (id, household, (from, to)) in [(sold, first, WAYS[0]), (again, second, WAYS[1])] {
        for who in [&household.who, &provider.member] {
            let seen = app.get(format!("/matches/{id}")).by(who).expect(200).await;
            assert_eq!(seen.number("/from_place_id"), from);
            assert_eq!(seen.number("/to_place_id"), to);
        }
    }
    // Nobody else is shown it, whichever way they go.
    for way in WAYS {
        let late = app.file(&[seats(way, 1)]).await;
        assert_eq!(app.rank(&late, 0).await.number("/fits"), 0);
        app.try_propose(&late, 0, &offer)
            .await
            .problem(409, "capacity-exhausted");
    }
}

#[tokio::test]
async fn two_hundred_parallel_accepts_over_mixed_legs_never_fill_one_beyond_its_seats() {
    let (app, provider, offer) = scene(7).await;
    let app = Arc::new(app);
    let wanted: Vec<(usize, u32)> = (0..200_usize)
        .map(|n| (n * 7 % 3, if n % 5 == 0 { 2 } else { 1 }))
        .collect();
    let needs: Vec<Value> = wanted
        .iter()
        .map(|(way, quantity)| seats(WAYS[*way], *quantity))
        .collect();
    let proposals = waiting(&app, &offer, &needs, 1).await;
    let ids: Vec<String> = proposals.into_iter().map(|(_, _, id)| id).collect();
    let answers = accept_at_once(&app, &provider, &ids).await;

    // Counted here, from the answers alone.
    let legs = |way: usize| [0..1, 1..2, 0..2][way].clone();
    let mut aboard = [0_u32; 2];
    for (answer, (way, quantity)) in answers.iter().zip(&wanted) {
        if answer.status == 200 {
            for on_leg in &mut aboard[legs(*way)] {
                *on_leg += quantity;
            }
        }
    }
    for (answer, (way, quantity)) in answers.into_iter().zip(&wanted) {
        if answer.status != 200 {
            answer.problem(409, "capacity-exhausted");
            // Nobody was cancelled, so what did not fit then does not fit now.
            let too_many = aboard[legs(*way)].iter().any(|seats| seats + quantity > 7);
            assert!(too_many, "{way} {quantity} of {aboard:?}");
        }
    }
    assert!(aboard.iter().all(|seats| *seats <= 7), "{aboard:?}");
    // Single seats are asked for on every way: what is left on one leg, somebody has.
    assert_eq!(aboard, [7, 7], "all of it is sold");
    assert_eq!(taken(&app).await, [7, 7]);
    assert_eq!(
        app.count("select reserved::bigint from offer_stock").await,
        7
    );
}

#[tokio::test]
async fn every_end_gives_the_seats_back_on_the_legs_that_they_were_taken_on() {
    let (app, provider, offer) = scene(3).await;
    let keeper = app.file(&[seats(WAYS[2], 1)]).await;
    app.matched(&keeper, &provider, &offer).await;
    let household = app.file(&[seats(WAYS[1], 2)]).await;
    // Declined: nothing was held.
    let id = app.propose(&household, &offer).await;
    assert_eq!(taken(&app).await, [1, 1]);
    app.end(&provider.member, &id, "decline").await.expect(200);
    assert_eq!(taken(&app).await, [1, 1]);
    for who in [&household.who, &provider.member] {
        let id = app.matched(&household, &provider, &offer).await;
        assert_eq!(taken(&app).await, [1, 3]);
        app.end(who, &id, "cancel").await.expect(200);
        assert_eq!(taken(&app).await, [1, 1]);
        // Once is once.
        app.end(who, &id, "cancel")
            .await
            .problem(409, "illegal-state");
        assert_eq!(taken(&app).await, [1, 1]);
    }
    // The whole request is taken back.
    app.matched(&household, &provider, &offer).await;
    assert_eq!(taken(&app).await, [1, 3]);
    let request = app
        .get(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(200)
        .await;
    app.post(format!("/requests/{}/withdraw", household.request))
        .by(&household.who)
        .if_match(request.version())
        .expect(200)
        .await;
    assert_eq!(taken(&app).await, [1, 1]);
    // Nobody came.
    let late = app.file(&[seats(WAYS[0], 2)]).await;
    let id = app.matched(&late, &provider, &offer).await;
    assert_eq!(taken(&app).await, [3, 1]);
    assert_eq!(app.offer(&provider, &offer).await.number("/free"), 2);
    app.advance(SignedDuration::from_hours(4 * 24));
    app.take_step(&provider.member, &id, "no_show")
        .await
        .expect(200);
    assert_eq!(taken(&app).await, [1, 1]);
    // What took place stays taken.
    let id = keeper_match(&app, &keeper).await;
    for step in ["start", "complete"] {
        app.take_step(&provider.member, &id, step).await.expect(200);
    }
    assert_eq!(taken(&app).await, [1, 1]);
}

/// The match of a household that has one.
async fn keeper_match(app: &TestApp, household: &Household) -> String {
    let path = format!("/requests/{}/matches", household.request);
    let listed = app.get(path).by(&household.who).expect(200).await;
    listed.items()[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn fewer_seats_than_a_leg_holds_are_refused_with_those_who_sit_on_it() {
    let (app, provider, offer) = scene(3).await;
    let mut held = Vec::new();
    for (way, quantity) in [(WAYS[0], 2), (WAYS[1], 1)] {
        let household = app.file(&[seats(way, quantity)]).await;
        let id = app.matched(&household, &provider, &offer).await;
        held.push((household, id));
    }
    let (first, second) = (held[0].1.clone(), held[1].1.clone());
    let refused = set(&app, &provider, &offer, 1).await;
    assert_eq!(in_the_way(refused), [(first, CHERNIVTSI, SIRET, 2)]);
    assert_eq!(app.offer(&provider, &offer).await.number("/capacity"), 3);
    set(&app, &provider, &offer, 2).await.expect(200);
    // On the second leg one is free, on the first none any more.
    let [border, onward] = [
        app.file(&[seats(WAYS[0], 1)]).await,
        app.file(&[seats(WAYS[1], 1)]).await,
    ];
    assert_eq!(app.rank(&border, 0).await.number("/fits"), 0);
    assert_eq!(app.rank(&onward, 0).await.number("/fits"), 1);
    app.end(&held[0].0.who, &held[0].1, "cancel")
        .await
        .expect(200);
    set(&app, &provider, &offer, 1).await.expect(200);
    assert_eq!(app.rank(&onward, 0).await.number("/fits"), 0);
    assert_eq!(app.rank(&border, 0).await.number("/fits"), 1);
    let now = app.get(format!("/matches/{second}"));
    let now = now.by(&provider.member).expect(200).await;
    assert_eq!(now.text_at("/state"), "accepted");
}

#[tokio::test]
async fn a_bus_stops_where_it_did_as_long_as_somebody_was_promised_a_seat() {
    let (app, provider, offer) = scene(2).await;
    let household = app.file(&[seats(WAYS[0], 1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    let refused = goes_straight(&app, &provider, &offer).await;
    assert_eq!(in_the_way(refused), [(id.clone(), CHERNIVTSI, SIRET, 1)]);
    assert!(app.is_public(&offer).await, "nothing was changed");
    // Anything else may be edited.
    let version = app.offer(&provider, &offer).await.version();
    let edited = app.patch(format!("/offers/{offer}")).by(&provider.member);
    let words = json!({ "content": { "title": "Автобус до Сучави" } });
    edited.if_match(version).json(&words).expect(200).await;
    app.approve(&offer).await;
    assert_eq!(taken(&app).await, [1, 0]);

    app.end(&household.who, &id, "cancel").await.expect(200);
    goes_straight(&app, &provider, &offer).await.expect(200);
    // Whatever is chosen from here on is about the new route.
    app.advance(SignedDuration::from_secs(1));
    app.approve(&offer).await;
    assert_eq!(taken(&app).await, [0; 0], "another route, other legs");
    let whole = app.file(&[seats(WAYS[2], 2)]).await;
    app.matched(&whole, &provider, &offer).await;
    assert_eq!(taken(&app).await, [2]);
    assert_eq!(app.offer(&provider, &offer).await.number("/free"), 0);
    let border = app.file(&[seats(WAYS[0], 1)]).await;
    assert_eq!(app.rank(&border, 0).await.number("/fits"), 0);
}

#[tokio::test]
async fn a_trip_that_took_place_binds_no_route_and_takes_no_seat_of_the_next() {
    let (app, provider, offer) = scene(2).await;
    let household = app.file(&[seats(WAYS[0], 1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    app.advance(SignedDuration::from_hours(4 * 24));
    app.take_step(&provider.member, &id, "start")
        .await
        .expect(200);
    let refused = goes_straight(&app, &provider, &offer).await;
    assert_eq!(in_the_way(refused), [(id.clone(), CHERNIVTSI, SIRET, 1)]);
    for who in [&provider.member, &household.who] {
        app.take_step(who, &id, "complete").await.expect(200);
    }
    let over = app.get(format!("/matches/{id}"));
    let over = over.by(&household.who).expect(200).await;
    assert_eq!(over.text_at("/state"), "completed");
    assert_eq!(taken(&app).await, [1, 0]);
    goes_straight(&app, &provider, &offer).await.expect(200);
    app.advance(SignedDuration::from_secs(1));
    app.approve(&offer).await;
    assert_eq!(taken(&app).await, [0; 0], "another route, other legs");
    assert_eq!(app.offer(&provider, &offer).await.number("/free"), 2);
}

#[tokio::test]
async fn where_stops_were_not_decided_nobody_is_told_any() {
    let (app, provider, offer) = scene(1).await;
    let household = app.file(&[seats(WAYS[0], 1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    // As it was before seats were counted by leg.
    let older = "set session_replication_role = replica; update match set from_stop = 0, to_stop = 2, stops_decided = false";
    app.superuser().await.execute(older).await.unwrap();
    for who in [&household.who, &provider.member] {
        let seen = app.get(format!("/matches/{id}")).by(who).expect(200).await;
        for stop in ["from_place_id", "to_place_id"] {
            assert!(seen.body[stop].is_null(), "{stop}: {}", seen.text);
        }
    }
    let mut theirs = Browser::new(&app);
    theirs.sign_in("person0@example.org").await;
    let asked = words(&mut theirs, &format!("/en/provider/matches/{id}")).await;
    assert!(!asked.contains("to Suceava"), "{asked}");
    // The driver reads that somebody has a seat, and of no stop.
    let list = format!("/en/provider/offers/{offer}/availability");
    let list = theirs.open(&list).await;
    let page = [format!("/en/provider/matches/{id}")];
    assert_eq!(list.attributes("[aria-labelledby=route] a", "href"), page);
    assert!(
        list.attributes("[aria-labelledby=route] td a", "href")
            .is_empty()
    );
}

#[tokio::test]
async fn the_database_itself_refuses_the_second_on_a_seat_and_whoever_sits_nowhere() {
    let (app, provider, offer) = scene(1).await;
    let [first, whole] = [
        app.file(&[seats(WAYS[0], 1)]).await,
        app.file(&[seats(WAYS[2], 1), service_need(1)]).await,
    ];
    let second = app.propose(&whole, &offer).await;
    app.matched(&first, &provider, &offer).await;
    let held_by = |refused: sqlx::Error| {
        let refused = refused.into_database_error().unwrap();
        (
            refused.code().unwrap().into_owned(),
            refused.constraint().map(str::to_owned),
        )
    };
    let check = |constraint: &str| ("23514".to_owned(), Some(constraint.to_owned()));
    let (mut db, mut superuser) = (app.app_rw().await, app.superuser().await);
    let accept = sqlx::query("update match set state = 'accepted' where id = $1::uuid");
    let refused = accept.bind(&second).execute(&mut db).await.unwrap_err();
    assert_eq!(held_by(refused), check("offer_leg_reserved_check"));
    // The counters belong to the trigger; whoever could write them is refused by their check.
    let counted = "update offer_leg set reserved = capacity + 1";
    let refused = db.execute(counted).await.unwrap_err();
    assert_eq!(held_by(refused).0, "42501");
    let refused = superuser.execute(counted).await.unwrap_err();
    assert_eq!(held_by(refused), check("offer_leg_reserved_check"));
    let refused = db.execute("update offer_leg set capacity = 9").await;
    assert_eq!(
        held_by(refused.unwrap_err()),
        check("offer_capacity_approved_check")
    );
    // Where somebody sits is decided once.
    let moved = "update match set from_stop = 1 where state = 'proposed'";
    let refused = superuser.execute(moved).await.unwrap_err();
    assert_eq!(held_by(refused), check("match_fixed_check"));
    // From nowhere, backwards, and beyond the last stop.
    let other = app.file(&[seats(WAYS[1], 1)]).await;
    for stops in ["null, null", "null, 1", "1, 1", "2, 1", "1, 3", "-1, 1"] {
        let by_hand = format!(
            "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, from_stop, to_stop, state, points,
                 weights_version, answer_by, created_at)
             select gen_random_uuid(), n.id, n.request_id, o.id, o.live_revision_id, o.provider_id, 1, {stops}, 'proposed', 0, 1,
                 app_now() + interval '1 day', app_now()
             from need n, offer o where n.id = '{}' and o.id = '{offer}'",
            other.needs[0]
        );
        let refused = db.execute(AssertSqlSafe(by_hand)).await.unwrap_err();
        assert_eq!(held_by(refused), check("match_stops_check"), "{stops}");
    }
    assert_eq!(taken(&app).await, [1, 0]);
}

/// What a page says.
async fn words(browser: &mut Browser<'_>, address: &str) -> String {
    let page = browser.open(address).await;
    assert_eq!(page.status, 200, "{address}");
    page.text("main").unwrap()
}
