//! The main job, end to end, for all five kinds of help.

#![cfg(test)]

use punte_tests::{
    TestApp, binary, housing_need, housing_offer, job, job_need, medical, medical_need, ride,
    ride_need, service, service_need,
};
use serde_json::Value;

/// Offer, queue, ranking, proposal, acceptance, contacts.
async fn plays_out(kind: &str, level: i8, body: fn(&str) -> Value, need: Value, approvals: usize) {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, kind, level).await;
    let offer = app.submitted(&provider, &body(&provider.id)).await;
    assert!(!app.is_public(&offer).await);
    assert_eq!(app.approve(&offer).await, approvals);
    assert!(app.is_public(&offer).await);

    let household = app.file(&[need]).await;
    let ranking = app.rank(&household, 0).await;
    assert_eq!(ranking.number("/fits"), 1, "{}", ranking.text);
    assert_eq!(ranking.text_at("/ranked/0/offer/id"), offer);
    let parts = ranking.at("/ranked/0/parts").as_array().unwrap();
    let sum: i64 = parts.iter().map(|p| p["points"].as_i64().unwrap()).sum();
    assert_eq!(sum, ranking.number("/ranked/0/points"));

    let id = app.propose(&household, &offer).await;
    let answer = app.try_accept(&provider, &id).await.expect(200);
    assert_eq!(answer.text_at("/state"), "accepted");
    assert_eq!(app.need(&household, 0).await["state"], "served");

    let contacts = |who| {
        app.get(format!("/matches/{id}/contacts"))
            .by(who)
            .expect(200)
    };
    let of_provider = contacts(&household.who).await;
    assert_eq!(of_provider.text_at("/provider/phone"), "+37369123456");
    let of_household = contacts(&provider.member).await;
    assert_eq!(of_household.text_at("/household/channel"), "in_product");
}

#[tokio::test]
async fn a_home_is_offered_checked_found_chosen_and_promised() {
    let need = housing_need(3, "2027-03-10", "2027-03-20");
    plays_out("volunteer", 2, housing_offer, need, 2).await;
}

#[tokio::test]
async fn a_ride_is_offered_checked_found_chosen_and_promised() {
    plays_out("volunteer", 2, ride, ride_need(2), 2).await;
}

#[tokio::test]
async fn work_is_offered_checked_found_chosen_and_promised() {
    plays_out("company", 1, job, job_need(), 1).await;
}

#[tokio::test]
async fn a_doctor_is_offered_checked_found_chosen_and_promised() {
    plays_out("ngo", 2, medical, medical_need(), 1).await;
}

#[tokio::test]
async fn advice_is_offered_checked_found_chosen_and_promised() {
    plays_out("ngo", 1, service, service_need(1), 1).await;
}

#[test]
fn the_journey_on_a_server_of_its_own_holds_to_its_end_and_weeks_go_by() {
    let played = std::process::Command::new(binary())
        .arg("journey")
        // Whatever database the tests use, the journey starts its own.
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nowhere")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&played.stdout);
    let wrong = String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "{said}{wrong}");
    assert!(said.contains("one word brings it back"), "{said}");
    assert!(!said.contains("Skipped"), "{said}");
    assert!(said.contains(" checks, 0 failed"), "{said}");
}
