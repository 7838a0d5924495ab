//! Of days on which an offer cannot be had any more, and of more that was there for a minute.

use jiff::SignedDuration;
use punte_tests::{housing_need, medical, medical_need, service_need, shelter_offer, with};
use serde_json::{Value, json};

use super::{GONE, SECOND, Scene, WAITS, YES, places};

/// A doctor on these days.
fn doctor(from: &str, to: &str) -> Value {
    with(medical_need(), "/dates", json!({ "from": from, "to": to }))
}

#[tokio::test]
async fn whoever_waits_for_nights_that_its_host_closes_hears_it_at_once() {
    let stay = |from, to| housing_need(1, from, to);
    let needs = vec![
        stay("2027-03-10", "2027-03-14"),
        stay("2027-03-13", "2027-03-16"),
        stay("2027-03-14", "2027-03-16"),
    ];
    let scene = Scene::of(shelter_offer, needs).await;
    // Around the nights that others want: from the 8th on, and up to the 13th.
    scene
        .narrow(&[("2027-03-08", "2027-03-13"), ("2027-03-14", "2027-08-01")])
        .await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [GONE, GONE, WAITS]);
    scene.jobs().await;
    let told = ["family0@example.org", "family1@example.org"];
    assert_eq!(scene.told("proposal-declined"), told);
    for family in [0, 1] {
        let need = scene.app.need(&scene.families[family].0, 0).await;
        assert_eq!(need["state"], "open", "{family}");
    }
    // It is no silence of the host, who can say yes to whoever waits on.
    scene.accept(2).await;
    assert_eq!(scene.counted().await, Some((1, 1)));
    // What is open again, and less that nobody waits for, ends nothing and plans nothing.
    let planned = "select count(*) from job where kind = 'offer_taken'";
    let before = scene.app.count(planned).await;
    scene.narrow(&[("2027-03-08", "2027-08-01")]).await;
    scene.narrow(&[("2027-03-14", "2027-08-01")]).await;
    assert_eq!(scene.app.count(planned).await, before);
    assert_eq!(scene.stand().await, [GONE, GONE, YES]);
}

#[tokio::test]
async fn whoever_waits_for_a_week_in_which_a_doctor_comes_no_more_hears_it_at_once() {
    let needs = vec![
        doctor("2027-03-08", "2027-03-15"),
        doctor("2027-03-15", "2027-03-22"),
    ];
    let scene = Scene::of(medical, needs).await;
    // It could be had at any time until now. One day of a week is enough.
    scene.narrow(&[("2027-03-19", "2027-04-01")]).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [GONE, WAITS]);
    scene.accept(1).await;
}

#[tokio::test]
async fn what_lapses_for_nights_that_are_closed_is_no_silence() {
    let stay = housing_need(1, "2027-03-10", "2027-03-14");
    let scene = Scene::of(shelter_offer, vec![stay]).await;
    scene.narrow(&[("2027-03-12", "2027-08-01")]).await;
    // Before the worker came by.
    scene.app.advance(SignedDuration::from_hours(48) + SECOND);
    assert_eq!(scene.lapse().await, 1);
    assert_eq!(scene.stand().await, ["expired no_longer_free"]);
    assert_eq!(scene.told("proposal-missed"), [""; 0]);
}

#[tokio::test]
async fn an_edit_to_fewer_days_crowds_out_once_its_approval_cannot_be_taken_back() {
    let needs = || {
        vec![
            housing_need(1, "2027-03-10", "2027-03-14"),
            housing_need(1, "2027-04-10", "2027-04-14"),
        ]
    };
    let later = json!({ "availability": [{ "from": "2027-04-01", "to": "2027-08-01" }] });
    let minute = SignedDuration::from_secs(61);
    let scene = Scene::of(shelter_offer, needs()).await;
    scene.edit(&later).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, WAITS]);
    scene.app.advance(minute);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [GONE, WAITS]);

    let scene = Scene::of(shelter_offer, needs()).await;
    let item = scene.edit(&later).await;
    scene.undo(&item).await;
    scene.app.advance(minute);
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, WAITS]);
}

#[tokio::test]
async fn whoever_chose_what_was_there_for_a_minute_hears_that_it_was_taken_back() {
    let mut scene = Scene::of(places(2), vec![service_need(2)]).await;
    let item = scene.edit_to(5).await;
    scene.add(service_need(4)).await;
    scene.undo(&item).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, GONE]);

    let march = json!([{ "from": "2027-03-01", "to": "2027-04-01" }]);
    let shelter = |provider: &str| {
        with(
            shelter_offer(provider),
            "/content/availability",
            march.clone(),
        )
    };
    let mut scene = Scene::of(shelter, vec![housing_need(1, "2027-03-10", "2027-03-14")]).await;
    let wider = json!({ "availability": [{ "from": "2027-03-01", "to": "2027-05-01" }] });
    let item = scene.edit(&wider).await;
    scene.add(housing_need(1, "2027-04-10", "2027-04-14")).await;
    scene.undo(&item).await;
    scene.jobs().await;
    assert_eq!(scene.stand().await, [WAITS, GONE]);
}
