//! A household waits for three answers at a time, and for no fourth, whoever writes it and however many do at the same moment.

#![cfg(test)]

use jiff::{SignedDuration, Timestamp};
use punte_tests::{
    Household, Provider, TestApp, housing_need, request, service, service_need, shelter_offer, with,
};
use serde_json::json;
use sqlx::{Executor as _, PgConnection};

/// A proposal or a suggestion that is written past the use case.
const BY_HAND: &str =
    "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, state, points,
        weights_version, answer_by, created_at)
     select gen_random_uuid(), n.id, n.request_id, o.id, o.live_revision_id, o.provider_id, 1, $3, 0, 1,
        app_now() + interval '1 day', app_now()
     from need n, offer o where n.id = $1::uuid and o.id = $2::uuid";

async fn by_hand(
    db: &mut PgConnection,
    need: &str,
    offer: &str,
    state: &str,
) -> Result<(), sqlx::Error> {
    let written = sqlx::query(BY_HAND).bind(need).bind(offer).bind(state);
    written.execute(db).await.map(|_| ())
}

/// The constraint that refused.
fn held_by(refused: &sqlx::Error) -> Option<&str> {
    refused.as_database_error()?.constraint()
}

/// An offer, and a household of five needs that waits for so many answers about it.
async fn waiting(app: &TestApp, proposals: usize) -> (Provider, String, Household, Vec<String>) {
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&vec![service_need(1); 5]).await;
    let mut ids = Vec::new();
    for need in 0..proposals {
        let made = app.try_propose(&household, need, &offer).await;
        ids.push(made.expect(201).id());
    }
    (provider, offer, household, ids)
}

const PROPOSED: &str = "select count(*) from match where state = 'proposed'";

#[tokio::test]
async fn a_fourth_proposal_is_refused_until_one_of_three_is_answered() {
    let app = TestApp::spawn().await;
    let (provider, offer, household, ids) = waiting(&app, 3).await;
    let fourth = app.try_propose(&household, 3, &offer).await;
    fourth.problem(409, "too-many-proposals");
    // Each household counts for itself.
    let other = app.file(&[service_need(1)]).await;
    app.propose(&other, &offer).await;
    app.try_accept(&provider, &ids[0]).await.expect(200);
    let fourth = app.try_propose(&household, 3, &offer).await;
    fourth.expect(201);
    let fifth = app.try_propose(&household, 4, &offer).await;
    fifth.problem(409, "too-many-proposals");
    app.end(&household.who, &ids[1], "cancel").await.expect(200);
    let fifth = app.try_propose(&household, 4, &offer).await;
    fifth.expect(201);
}

#[tokio::test]
async fn the_database_itself_refuses_a_fourth_proposal() {
    let app = TestApp::spawn().await;
    let (_, offer, household, _) = waiting(&app, 3).await;
    let mut db = app.app_rw().await;
    let need = &household.needs[3];
    let refused = by_hand(&mut db, need, &offer, "proposed").await;
    assert_eq!(
        held_by(&refused.unwrap_err()),
        Some("match_open_proposals_check")
    );
    // Nor by way of a suggestion, of which there may be as many as there are.
    by_hand(&mut db, need, &offer, "suggested").await.unwrap();
    let refused = sqlx::query("update match set state = 'proposed' where state = 'suggested'")
        .execute(&mut db)
        .await
        .unwrap_err();
    assert_eq!(held_by(&refused), Some("match_open_proposals_check"));
    assert_eq!(app.count(PROPOSED).await, 3);
}

#[tokio::test]
async fn of_two_who_write_at_the_same_time_the_second_waits_and_is_refused() {
    let app = TestApp::spawn().await;
    let (_, offer, household, _) = waiting(&app, 2).await;
    let (mut one, mut other) = (app.app_rw().await, app.app_rw().await);
    one.execute("begin").await.unwrap();
    by_hand(&mut one, &household.needs[2], &offer, "proposed")
        .await
        .unwrap();
    // It cannot see what the first wrote, and does not go on without.
    other.execute("set lock_timeout = '50ms'").await.unwrap();
    let waits = by_hand(&mut other, &household.needs[3], &offer, "proposed").await;
    let waits = waits.unwrap_err();
    let code = waits.as_database_error().unwrap().code();
    assert_eq!(code.as_deref(), Some("55P03"));
    one.execute("commit").await.unwrap();
    let refused = by_hand(&mut other, &household.needs[3], &offer, "proposed").await;
    assert_eq!(
        held_by(&refused.unwrap_err()),
        Some("match_open_proposals_check")
    );
    assert_eq!(app.count(PROPOSED).await, 3);
}

#[tokio::test]
async fn two_taps_at_the_same_time_make_no_fourth_proposal() {
    let app = TestApp::spawn().await;
    let (_, offer, household, _) = waiting(&app, 2).await;
    let (one, other) = tokio::join!(
        app.try_propose(&household, 2, &offer),
        app.try_propose(&household, 3, &offer)
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} / {}", one.text, other.text);
    let (one, other) = tokio::join!(
        app.try_propose(&household, 3, &offer),
        app.try_propose(&household, 4, &offer)
    );
    one.problem(409, "too-many-proposals");
    other.problem(409, "too-many-proposals");
    assert_eq!(app.count(PROPOSED).await, 3);
}

#[tokio::test]
async fn a_host_who_is_asked_ten_minutes_before_the_day_of_arrival_has_four_hours() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    // Ten minutes to midnight, where the bed is.
    app.advance(
        "2027-03-04T21:50:00Z"
            .parse::<Timestamp>()
            .unwrap()
            .duration_since(app.now()),
    );
    let tomorrow = || housing_need(1, "2027-03-05", "2027-03-08");
    let [one, other] = [app.file(&[tomorrow()]).await, app.file(&[tomorrow()]).await];
    let answered = app.propose(&one, &offer).await;
    let silent = app.propose(&other, &offer).await;
    let seen = app.get(format!("/matches/{silent}")).by(&other.who);
    let seen = seen.expect(200).await;
    assert_eq!(seen.text_at("/answer_by"), "2027-03-05T01:50:00Z");
    let lapsed = async || {
        let cases = app.use_cases().await;
        let lapsed = cases.expire_overdue().await.unwrap();
        cases.pool.close().await;
        lapsed
    };
    app.advance(SignedDuration::from_mins(239));
    assert_eq!(lapsed().await, 0);
    app.try_accept(&provider, &answered).await.expect(200);
    app.advance(SignedDuration::from_mins(1) + SignedDuration::from_secs(1));
    assert_eq!(lapsed().await, 1);
    assert_eq!(app.need(&other, 0).await["state"], "open");
}

#[tokio::test]
async fn a_proposal_for_more_than_is_left_ends_and_one_that_fits_waits_on() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let mut shelters = Vec::new();
    for _ in 0..3 {
        shelters.push(app.live(&provider, &shelter_offer(&provider.id)).await);
    }
    let need = with(
        housing_need(3, "2027-03-10", "2027-03-12"),
        "/may_split",
        true,
    );
    let women = json!({ "women": 3, "languages": ["uk"] });
    let body = with(request(&[need]), "/household", women);
    let household = app.file_request(&body).await;
    let choose = async |shelter: &str, quantity: u32| {
        let call = app.post(format!("/needs/{}/proposals", household.needs[0]));
        let call = call
            .by(&household.who)
            .json(&json!({ "offer_id": shelter, "quantity": quantity }));
        call.expect(201).await.id()
    };
    let stands = async |id: &str| {
        let seen = app.get(format!("/matches/{id}")).by(&household.who);
        let seen = seen.expect(200).await;
        (seen.text_at("/state"), seen.at("/end_reason").clone())
    };
    let superseded = ("declined".to_owned(), json!("superseded"));
    let waits = ("proposed".to_owned(), json!(null));
    let told = "select count(*) from job where payload ->> 'notice' = 'proposal-declined'";

    let all = choose(&shelters[0], 3).await;
    let two = choose(&shelters[1], 2).await;
    let one = choose(&shelters[2], 1).await;
    app.try_accept(&provider, &two).await.expect(200);
    let now = app.need(&household, 0).await;
    assert_eq!(
        (&now["state"], &now["served"]),
        (&json!("partly_served"), &json!(2))
    );
    assert_eq!(stands(&all).await, superseded, "three are not looked for");
    assert_eq!(stands(&one).await, waits);
    assert_eq!(app.count(told).await, 1, "they look on for one of them");
    // The database itself serves nobody twice.
    let more = sqlx::query("update need set served = quantity + 1 where id = $1::uuid")
        .bind(&household.needs[0])
        .execute(&mut app.superuser().await)
        .await
        .unwrap_err();
    let rule = more.as_database_error().unwrap().constraint();
    assert_eq!(rule, Some("need_served_check"));
    // The one whom nobody takes yet is asked for there, too.
    let again = choose(&shelters[0], 1).await;
    app.try_accept(&provider, &one).await.expect(200);
    assert_eq!(stands(&again).await, superseded);
    assert_eq!(app.need(&household, 0).await["state"], "served");
    assert_eq!(app.count(told).await, 1, "the yes says it");
}
