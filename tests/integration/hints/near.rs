//! With which offers near by an offer is compared, and what is written down of that.

use punte_tests::{TestApp, housing_offer, places::SUCEAVA, service, with};
use serde_json::{Value, json};

use super::{codes, hints, item_of};
use crate::pages::desk::edit;

/// A home that far from the usual one, degrees.
fn home(provider: &str, lat: f64, lon: f64) -> Value {
    let body = with(
        housing_offer(provider),
        "/private/point/lat",
        47.383_21 + lat,
    );
    with(body, "/private/point/lon", 28.821_47 + lon)
}

/// The same in other words, and somewhere else.
fn other_words(body: Value, number: usize) -> Value {
    let body = with(body, "/private/address", format!("strada Nouă {number}"));
    let body = with(
        body,
        "/content/title",
        format!("Apartament luminos, etajul {number}"),
    );
    let said = "Două camere cu balcon și lift, lângă parc.";
    with(body, "/content/description", said)
}

#[tokio::test]
async fn an_edit_is_compared_with_what_lies_beside_the_place_that_it_names() {
    let app = TestApp::spawn().await;
    let one = app.provider(0, "volunteer", 2).await;
    let two = app.provider(1, "volunteer", 2).await;
    let moved = app.live(&one, &housing_offer(&one.id)).await;
    let in_suceava = |body: Value, lat: f64| {
        let body = with(body, "/content/place_id", SUCEAVA);
        let body = with(body, "/private/point/lat", lat);
        with(body, "/private/point/lon", 26.255)
    };
    let twin = app
        .submitted(&two, &in_suceava(housing_offer(&two.id), 47.645))
        .await;
    assert_eq!(codes(&app, &twin).await, ["same-contact"]);
    // Sixty metres from it, at the same address.
    let there = in_suceava(housing_offer(&one.id), 47.645_54);
    let patch = json!({
        "content": { "place_id": there["content"]["place_id"] },
        "private": { "point": there["private"]["point"] },
    });
    edit(&app, &one, &moved, &patch).await;
    for (offer, other) in [(&moved, &twin), (&twin, &moved)] {
        let found = hints(&app, offer).await;
        for expected in [
            json!({ "code": "alike", "offers": [{ "offer_id": other, "apart": "same_door" }] }),
            json!({ "code": "repeated-address", "offer_ids": [other] }),
        ] {
            assert!(found.contains(&expected), "{expected}: {found:?}");
        }
    }
}

/// What was written down of the readings of the open item of an offer.
async fn readings(app: &TestApp, offer: &str) -> Vec<Value> {
    let item = item_of(app, offer).await;
    sqlx::query_scalar(
        "select data from audit_event where action = 'hints_noted' and subject_id = $1::uuid order by id",
    )
    .bind(item["id"].as_str().unwrap())
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn in_a_crowded_cell_the_twin_is_found_that_came_before_all_others() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let twin = app.submitted(&host, &home(&host.id, 0.0, 0.0)).await;
    for number in 0..24_u8 {
        let south = f64::from(number % 4) * -0.001_5;
        let west = f64::from(number / 4 + 1) * -0.002;
        let other = other_words(home(&host.id, south, west), usize::from(number));
        app.submitted(&host, &other).await;
    }
    let near = with(home(&host.id, 0.000_3, 0.0), "/private/address", "alta");
    let offer = app.submitted(&host, &near).await;
    let found = hints(&app, &offer).await;
    let alike = json!({ "code": "alike", "offers": [{ "offer_id": twin, "apart": "same_door" }] });
    assert!(found.contains(&alike), "{found:?}");
    let compared = readings(&app, &offer).await;
    assert_eq!(compared[0]["compared"], 25, "all of the cell: {compared:?}");
}

#[tokio::test]
async fn a_reading_that_opened_exact_points_is_written_down_though_it_found_nothing() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 2).await;
    let first = app.submitted(&host, &home(&host.id, 0.0, 0.0)).await;
    app.note_hints().await;
    assert!(readings(&app, &first).await.is_empty(), "alone");
    let second = other_words(home(&host.id, -0.003, -0.004), 1);
    let second = app.submitted(&host, &second).await;
    app.note_hints().await;
    // How many it was compared with, and not which.
    let line = json!({ "hints": 0, "compared": 1 });
    assert_eq!(readings(&app, &second).await, [line]);
    // What says something else altogether is opened for nobody.
    let institution = app.provider(1, "ngo", 1).await;
    let advice = app.submitted(&institution, &service(&institution.id)).await;
    app.note_hints().await;
    let advice = readings(&app, &advice).await;
    assert!(
        advice.iter().all(|line| line["compared"] == 0),
        "{advice:?}"
    );
}
