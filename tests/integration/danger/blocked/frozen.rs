//! While "in danger now" is looked into: a ride that leaves meanwhile, and silence about what both confirmed.

use jiff::SignedDuration;
use punte_tests::{TestApp, housing_need, ride, ride_need, shelter_offer, statements_of};
use serde_json::json;

use super::{agreed_on, close_report, opens, report_danger, state};

#[tokio::test]
async fn contacts_of_a_ride_wait_for_its_household_until_it_left_at_the_latest() {
    let app = TestApp::spawn().await;
    // On 5 March, between seven and nine.
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let (household, id) = agreed_on(&app, &provider, &offer, ride_need(1)).await;
    let look = |who| app.get(format!("/matches/{id}/contacts")).by(who);
    let seen = |who| app.get(format!("/matches/{id}")).by(who).expect(200);
    let family = format!("request:{}", household.request);
    let host = format!("account:{}", provider.member.account);
    report_danger(&app, &offer).await;

    // A second before nine: the day has come, and it may leave at any moment.
    app.advance(SignedDuration::from_hours(4 * 24 + 1) - SignedDuration::from_secs(1));
    let mut wall = app.app_rw().await;
    for (who, looker, row) in [
        (&household.who, &family, &provider.id),
        (&provider.member, &host, &household.request),
    ] {
        let seen = seen(who).await;
        assert_eq!(seen.text_at("/state"), "accepted");
        assert_eq!(seen.at("/contacts_wait"), &json!(true));
        assert_eq!(seen.at("/contacts_shown"), &json!(false));
        look(who).send().await.problem(409, "illegal-state");
        assert!(!opens(&mut wall, looker, row).await, "{looker}");
    }

    // They sit in the car by now, whoever says so.
    app.advance(SignedDuration::from_secs(1));
    let mut wall = app.app_rw().await;
    let theirs = seen(&household.who).await;
    assert_eq!(theirs.text_at("/state"), "accepted");
    assert_eq!(theirs.at("/contacts_wait"), &json!(false));
    assert_eq!(theirs.at("/contacts_shown"), &json!(true));
    look(&household.who).expect(200).await;
    assert!(opens(&mut wall, &family, &provider.id).await);
    // Whoever drives waits on.
    let waits = seen(&provider.member).await;
    assert_eq!(waits.at("/contacts_wait"), &json!(true));
    look(&provider.member)
        .send()
        .await
        .problem(409, "illegal-state");
    assert!(!opens(&mut wall, &host, &household.request).await);
}

/// One round of the worker: how many agreements it looked at, and whether it asked the database to move one.
async fn round(app: &TestApp) -> (usize, bool) {
    let use_cases = app.use_cases().await;
    let (silent, sent) = statements_of(use_cases.end_silence()).await;
    use_cases.pool.close().await;
    let moves = sent
        .iter()
        .any(|statement| statement.contains("insert into match_event"));
    (silent.unwrap(), moves)
}

#[tokio::test]
async fn silence_begins_nothing_while_danger_is_looked_into_and_does_so_once_somebody_looked() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let need = housing_need(1, "2027-03-01", "2027-03-31");
    let (household, id) = agreed_on(&app, &provider, &offer, need).await;
    for who in [&household.who, &provider.member] {
        app.take_step(who, &id, "confirm").await.expect(200);
    }
    report_danger(&app, &offer).await;
    app.advance(SignedDuration::from_hours(24));
    // Not as what fails each time because the database refuses it: it is not tried, and takes nobody's place in a round.
    for _ in 0..2 {
        assert_eq!(round(&app).await, (0, false));
        assert_eq!(state(&app, &household, &id).await, "confirmed");
    }

    close_report(&app).await;
    assert_eq!(round(&app).await, (1, true));
    assert_eq!(state(&app, &household, &id).await, "started");
    assert_eq!(round(&app).await, (0, false), "once");
}
