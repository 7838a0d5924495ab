//! Capacity is held by the database: never oversold, always given back exactly.

#![cfg(test)]

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan, civil::Date};
use punte_tests::{
    Answer, Household, Provider, TestApp, housing_need, housing_offer, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// Proposals that wait for an answer, one for each need: so many a household, of which more than three are refused.
pub async fn waiting(
    app: &TestApp,
    offer: &str,
    needs: &[Value],
    each: usize,
) -> Vec<(Household, usize, String)> {
    let mut proposals = Vec::new();
    for needs in needs.chunks(each) {
        let household = app.file(needs).await;
        for need in 0..needs.len() {
            let answer = app.try_propose(&household, need, offer).await.expect(201);
            proposals.push((household.clone(), need, answer.id()));
        }
    }
    proposals
}

/// Accepts all of them at the same time; the answers in the same order.
pub async fn accept_at_once(
    app: &Arc<TestApp>,
    provider: &Provider,
    ids: &[String],
) -> Vec<Answer> {
    let mut tasks = JoinSet::new();
    for (index, id) in ids.iter().enumerate() {
        let (app, provider, id) = (Arc::clone(app), provider.clone(), id.clone());
        tasks.spawn(async move { (index, app.try_accept(&provider, &id).await) });
    }
    let answers: BTreeMap<usize, Answer> = tasks.join_all().await.into_iter().collect();
    answers.into_values().collect()
}

#[tokio::test]
async fn two_hundred_parallel_accepts_for_seven_places_sell_exactly_seven() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let proposals = waiting(&app, &offer, &vec![service_need(1); 200], 3).await;
    let ids: Vec<String> = proposals.iter().map(|(_, _, id)| id.clone()).collect();

    let (mut sold, mut refused) = (0, 0);
    for answer in accept_at_once(&app, &provider, &ids).await {
        if answer.status == 200 {
            sold += 1;
        } else {
            answer.problem(409, "capacity-exhausted");
            refused += 1;
        }
    }
    assert_eq!((sold, refused), (7, 193));
    assert_eq!(
        app.count("select count(*) from match where state = 'accepted'")
            .await,
        7
    );
    assert_eq!(
        app.count("select reserved::bigint from offer_stock").await,
        7
    );
    assert_eq!(app.count("select sum(served) from need").await, 7);
    assert_eq!(app.offer(&provider, &offer).await.number("/free"), 0);
}

#[tokio::test]
async fn two_hundred_parallel_stays_never_fill_a_night_beyond_its_beds() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let first: Date = "2027-03-10".parse().unwrap();
    // Long stays, stays that overlap their ends, and stays wholly inside the others, of one to four people.
    let stays: Vec<(Date, Date, i64)> = (0..200_i32)
        .map(|n| {
            let from = first + (n * 7 % 12).days();
            (from, from + (1 + n * 5 % 9).days(), i64::from(1 + n % 4))
        })
        .collect();
    let needs: Vec<Value> = stays
        .iter()
        .map(|(from, to, beds)| {
            housing_need(
                u32::try_from(*beds).unwrap(),
                &from.to_string(),
                &to.to_string(),
            )
        })
        .collect();
    // Nobody is given two beds for one night.
    let proposals = waiting(&app, &offer, &needs, 1).await;
    let ids: Vec<String> = proposals.iter().map(|(_, _, id)| id.clone()).collect();
    let answers = accept_at_once(&app, &provider, &ids).await;

    // Counted here, from the answers alone.
    let mut occupied: BTreeMap<Date, i64> = BTreeMap::new();
    for (answer, (from, to, beds)) in answers.iter().zip(&stays) {
        if answer.status == 200 {
            for day in from.series(1.day()).take_while(|day| day < to) {
                *occupied.entry(day).or_default() += beds;
            }
        }
    }
    assert!(occupied.values().all(|beds| *beds <= 7), "{occupied:?}");
    for (answer, (from, to, beds)) in answers.into_iter().zip(&stays) {
        if answer.status != 200 {
            answer.problem(409, "capacity-exhausted");
            // Nobody was cancelled, so what did not fit then does not fit now.
            let too_many = from
                .series(1.day())
                .take_while(|day| day < to)
                .any(|day| occupied.get(&day).copied().unwrap_or(0) + beds > 7);
            assert!(
                too_many,
                "{beds} beds from {from} to {to} were refused though they fit"
            );
        }
    }
    let counted: Vec<(String, i32)> = sqlx::query_as(
        "select day::text, reserved from offer_night where reserved > 0 order by day",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let expected: Vec<(String, i32)> = occupied
        .into_iter()
        .map(|(day, beds)| (day.to_string(), i32::try_from(beds).unwrap()))
        .collect();
    assert_eq!(counted, expected);
}

#[tokio::test]
async fn a_stay_wholly_inside_a_full_window_is_refused() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let long = app
        .file(&[housing_need(7, "2027-03-01", "2027-03-31")])
        .await;
    let inside = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    let after = app
        .file(&[housing_need(1, "2027-03-31", "2027-04-02")])
        .await;
    let (a, b, c) = (
        app.propose(&long, &offer).await,
        app.propose(&inside, &offer).await,
        app.propose(&after, &offer).await,
    );
    app.try_accept(&provider, &a).await.expect(200);
    app.try_accept(&provider, &b)
        .await
        .problem(409, "capacity-exhausted");
    // On the day when the first leave, others may come.
    app.try_accept(&provider, &c).await.expect(200);
    assert_eq!(app.rank(&inside, 0).await.number("/fits"), 0);
    app.try_propose(&inside, 0, &offer)
        .await
        .problem(409, "capacity-exhausted");
}

#[tokio::test]
async fn of_two_providers_who_accept_one_need_one_wins() {
    let app = Arc::new(TestApp::spawn().await);
    let (one, other) = (
        app.provider(0, "ngo", 1).await,
        app.provider(1, "ngo", 1).await,
    );
    let first = app
        .live(&one, &with(service(&one.id), "/content/capacity", 50))
        .await;
    let second = app
        .live(&other, &with(service(&other.id), "/content/capacity", 50))
        .await;
    for _ in 0..10 {
        let household = app.file(&[service_need(1)]).await;
        let (a, b) = (
            app.propose(&household, &first).await,
            app.propose(&household, &second).await,
        );
        let (a, b) = tokio::join!(app.try_accept(&one, &a), app.try_accept(&other, &b));
        let won = [&a, &b]
            .iter()
            .filter(|answer| answer.status == 200)
            .count();
        assert_eq!(won, 1, "{} / {}", a.text, b.text);
        let lost = if a.status == 200 { b } else { a };
        assert!(
            matches!(
                lost.body["code"].as_str(),
                Some("need-served" | "stale-version" | "illegal-state")
            ),
            "{}",
            lost.text
        );
        let need = app.need(&household, 0).await;
        assert_eq!(
            (&need["state"], &need["served"]),
            (&json!("served"), &json!(1))
        );
    }
    assert_eq!(app.count("select sum(reserved) from offer_stock").await, 10);
    // The loser's proposal ended with the need.
    assert_eq!(
        app.count("select count(*) from match where state = 'proposed'")
            .await,
        0
    );
    assert_eq!(
        app.count(
            "select count(*) from match where state = 'declined' and end_reason = 'superseded'"
        )
        .await,
        10
    );
}

#[tokio::test]
async fn every_end_gives_back_exactly_what_was_taken_and_opens_the_need_again() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let keeper = app.file(&[service_need(2)]).await;
    app.matched(&keeper, &provider, &offer).await;
    let free = async || app.offer(&provider, &offer).await.number("/free");
    assert_eq!(free().await, 5);

    let household = app.file(&[service_need(3)]).await;
    // Declined: nothing was held.
    let id = app.propose(&household, &offer).await;
    assert_eq!(app.need(&household, 0).await["state"], "proposed");
    app.end(&provider.member, &id, "decline").await.expect(200);
    assert_eq!(free().await, 5);
    assert_eq!(app.need(&household, 0).await["state"], "open");
    // Called off by either side after it was held.
    for household_cancels in [true, false] {
        let id = app.matched(&household, &provider, &offer).await;
        assert_eq!(free().await, 2);
        let who = if household_cancels {
            &household.who
        } else {
            &provider.member
        };
        app.end(who, &id, "cancel").await.expect(200);
        assert_eq!(free().await, 5);
        let need = app.need(&household, 0).await;
        assert_eq!(
            (&need["state"], &need["served"]),
            (&json!("open"), &json!(0))
        );
        // Once is once.
        app.end(who, &id, "cancel")
            .await
            .problem(409, "illegal-state");
        assert_eq!(free().await, 5);
    }
    // The whole request is taken back.
    let id = app.matched(&household, &provider, &offer).await;
    assert_eq!(free().await, 2);
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
    assert_eq!(free().await, 5);
    assert_eq!(app.need(&household, 0).await["state"], "withdrawn");
    let ended = app
        .get(format!("/matches/{id}"))
        .by(&provider.member)
        .expect(200)
        .await;
    assert_eq!(ended.text_at("/end_reason"), "request_gone");
    assert_eq!(app.need(&keeper, 0).await["served"], 2);
}

#[tokio::test]
async fn beds_are_given_back_night_by_night() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let (a, b) = (
        app.file(&[housing_need(4, "2027-03-10", "2027-03-14")])
            .await,
        app.file(&[housing_need(2, "2027-03-12", "2027-03-16")])
            .await,
    );
    let first = app.matched(&a, &provider, &offer).await;
    app.matched(&b, &provider, &offer).await;
    let nights = async || -> Vec<i32> {
        sqlx::query_scalar("select reserved from offer_night order by day")
            .fetch_all(&mut app.superuser().await)
            .await
            .unwrap()
    };
    assert_eq!(nights().await, [4, 4, 6, 6, 2, 2]);
    app.end(&a.who, &first, "cancel").await.expect(200);
    assert_eq!(nights().await, [0, 0, 2, 2, 2, 2]);
}

#[tokio::test]
async fn a_repeated_acceptance_with_its_key_holds_once() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.propose(&household, &offer).await;
    let accept = || {
        app.post(format!("/matches/{id}/accept"))
            .by(&provider.member)
            .if_match(1)
            .key("0b0e6f1e-7a0d-4b83-9f0f-4f2f6a1c9d3e")
            .expect(200)
    };
    let (first, again) = (accept().await, accept().await);
    assert_eq!(
        (first.text.as_str(), first.version()),
        (again.text.as_str(), again.version())
    );
    assert_eq!(
        app.count("select reserved::bigint from offer_stock").await,
        1
    );
    assert_eq!(
        app.count("select count(*) from match_event where to_state = 'accepted'")
            .await,
        1
    );
    // Without the key it is a second acceptance of an old version.
    app.try_accept(&provider, &id)
        .await
        .problem(412, "stale-version");
}

#[tokio::test]
async fn availability_never_goes_below_what_is_promised_or_beyond_what_was_approved() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = app
        .file(&[housing_need(3, "2027-03-10", "2027-03-20")])
        .await;
    app.matched(&household, &provider, &offer).await;
    let set = async |capacity: u32, from: &str, to: &str| {
        let version = app.offer(&provider, &offer).await.version();
        app.put(format!("/offers/{offer}/availability"))
            .by(&provider.member)
            .if_match(version)
            .json(&json!({ "capacity": capacity, "availability": [{ "from": from, "to": to }] }))
            .send()
            .await
    };
    set(2, "2027-03-01", "2027-08-01")
        .await
        .problem(409, "below-promised");
    set(7, "2027-03-12", "2027-08-01")
        .await
        .problem(409, "below-promised");
    set(8, "2027-03-01", "2027-08-01")
        .await
        .problem(409, "wider-than-approved");
    set(7, "2027-03-01", "2027-08-02")
        .await
        .problem(409, "wider-than-approved");
    set(3, "2027-03-10", "2027-03-20").await.expect(200);
    let another = app
        .file(&[housing_need(1, "2027-03-12", "2027-03-13")])
        .await;
    assert_eq!(app.rank(&another, 0).await.number("/fits"), 0);
    set(7, "2027-03-01", "2027-08-01").await.expect(200);
    assert_eq!(app.rank(&another, 0).await.number("/fits"), 1);
}

#[tokio::test]
async fn the_database_itself_refuses_the_eighth_place() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let (six, two) = (
        app.file(&[service_need(6)]).await,
        app.file(&[service_need(2)]).await,
    );
    let second = app.propose(&two, &offer).await;
    app.matched(&six, &provider, &offer).await;
    let mut db = app.app_rw().await;
    let refused = sqlx::query("update match set state = 'accepted' where id = $1::uuid")
        .bind(&second)
        .execute(&mut db)
        .await
        .unwrap_err();
    assert_eq!(
        refused.as_database_error().unwrap().constraint(),
        Some("offer_stock_reserved_check")
    );
    // The counters belong to the trigger; whoever could write them is refused by their check.
    let counted = "update offer_stock set reserved = capacity + 1";
    let refused = sqlx::query(counted).execute(&mut db).await.unwrap_err();
    assert_eq!(
        refused.as_database_error().unwrap().code().as_deref(),
        Some("42501")
    );
    let refused = sqlx::query(counted)
        .execute(&mut app.superuser().await)
        .await
        .unwrap_err();
    assert_eq!(
        refused.as_database_error().unwrap().constraint(),
        Some("offer_stock_reserved_check")
    );
}

#[tokio::test]
async fn housing_offers_in_private_homes_take_the_same_way() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.live(&provider, &housing_offer(&provider.id)).await;
    let family = app
        .file(&[housing_need(7, "2027-03-10", "2027-03-11")])
        .await;
    let late = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-11")])
        .await;
    let waiting = app.propose(&late, &offer).await;
    app.matched(&family, &provider, &offer).await;
    app.try_accept(&provider, &waiting)
        .await
        .problem(409, "capacity-exhausted");
    assert_eq!(app.need(&late, 0).await["served"], 0);
}
