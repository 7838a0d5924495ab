//! What everybody may see never says where somebody lives or who they are.

#![cfg(test)]

use punte_tests::{Answer, TestApp, housing_need, housing_offer, ride, ride_need, service, with};
use serde_json::json;

/// Markers that must not appear, whatever asks.
const CANARIES: [&str; 11] = [
    "zebra-street",
    "47.3832",
    "28.8214",
    "Gazda",
    "Ciobanu",
    "37369123456",
    "contact0@",
    "person0@",
    "1002600012345",
    "zebra-driver",
    "ZBR",
];

fn holds_no_canary(answer: &Answer) {
    for canary in CANARIES {
        assert!(!answer.text.contains(canary), "{canary} in {}", answer.text);
    }
}

#[tokio::test]
async fn a_private_home_is_public_without_its_address_its_point_its_people() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let body = with(
        housing_offer(&host.id),
        "/private/address",
        "zebra-street 17",
    );
    let body = with(body, "/content/details/resident_women", 2);
    let body = with(body, "/content/details/resident_children", 3);
    let body = with(body, "/content/details/animals_live_there", "yes");
    // A wish of a private home that is not heard.
    let body = with(body, "/content/show_address", true);
    let home = app.live(&host, &body).await;
    let driver = with(ride(&host.id), "/private/driver", "zebra-driver");
    let lift = app
        .live(&host, &with(driver, "/private/plate", "ZBR 417"))
        .await;

    let household = app
        .file(&[housing_need(2, "2027-03-10", "2027-03-12"), ride_need(1)])
        .await;
    let mut answers = vec![
        app.get("/public/offers").expect(200).await,
        app.get("/public/offers?category=housing&lat=47.38321&lon=28.82147&radius_m=5000")
            .expect(200)
            .await,
        app.get(format!("/public/offers/{home}")).expect(200).await,
        app.get(format!("/public/offers/{lift}")).expect(200).await,
        app.rank(&household, 0).await,
        app.rank(&household, 1).await,
        app.try_propose(&household, 0, &home).await.expect(201),
        app.try_propose(&household, 1, &lift).await.expect(201),
    ];
    let review = app
        .get("/review/items")
        .by(app.as_moderator())
        .expect(200)
        .await;
    answers.push(review);
    for (need, offer) in household.needs.iter().zip([&home, &lift]) {
        let why = app
            .post(format!("/needs/{need}/explain"))
            .by(&household.who)
            .json(&json!({ "offer_id": offer }));
        answers.push(why.expect(200).await);
    }
    for answer in &answers {
        holds_no_canary(answer);
    }
    for answer in &answers[..6] {
        assert!(
            answer.text.contains(&home) || answer.text.contains(&lift),
            "{}",
            answer.text
        );
    }
    let shown = &answers[2];
    assert_eq!(shown.at("/provider_name"), &json!(null));
    let listed = answers[1].at("/items/0/details").clone();
    let ranked = answers[4].at("/ranked/0/offer/details").clone();
    for details in [shown.at("/details"), &listed, &ranked] {
        for field in ["resident_women", "resident_men", "resident_children"] {
            assert_eq!(details[field], json!(null), "{field}");
        }
        assert_eq!(details["animals_live_there"], "unknown");
    }
    assert_eq!(shown.text_at("/point_precision"), "area");
}

#[tokio::test]
async fn moderators_see_no_personal_data_in_the_queue() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let body = with(
        housing_offer(&host.id),
        "/private/address",
        "zebra-street 17",
    );
    let offer = app.submitted(&host, &body).await;
    let item = app.queue_item(app.as_moderator(), &offer).await.unwrap();
    let id = item["id"].as_str().unwrap();
    let detail = app.claim(app.as_moderator(), id).await.expect(200);
    for canary in CANARIES {
        assert!(!detail.text.contains(canary), "{canary} in {}", detail.text);
    }
}

#[tokio::test]
async fn homes_in_one_cell_are_published_as_one_point_and_all_distances_start_there() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let mut points = Vec::new();
    for (lat, lon) in [(47.383_21, 28.821_47), (47.383_29, 28.821_99)] {
        let body = with(
            housing_offer(&host.id),
            "/private/point",
            json!({ "lat": lat, "lon": lon }),
        );
        let offer = app.live(&host, &body).await;
        let shown = app.get(format!("/public/offers/{offer}")).expect(200).await;
        points.push(shown.at("/point").clone());
    }
    assert_eq!(points[0], points[1]);
    let (lat, lon) = (
        points[0]["lat"].as_f64().unwrap(),
        points[0]["lon"].as_f64().unwrap(),
    );
    // Asked at the published point, both are at distance nought; from the true point of one of them, both are equally far.
    for (from_lat, from_lon, nought) in [(lat, lon, true), (47.383_21, 28.821_47, false)] {
        let found = app
            .get(format!(
                "/public/offers?category=housing&lat={from_lat}&lon={from_lon}&radius_m=10000"
            ))
            .expect(200)
            .await;
        let distances: Vec<i64> = found
            .items()
            .iter()
            .map(|o| o["distance_m"].as_i64().unwrap())
            .collect();
        assert_eq!(distances.len(), 2);
        assert_eq!(distances[0], distances[1]);
        assert_eq!(distances[0] == 0, nought, "{distances:?}");
    }
}

#[tokio::test]
async fn an_organisation_is_named_and_shows_its_door_if_it_wants_to() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(1, "ngo", 1).await;
    let open = app.live(&ngo, &service(&ngo.id)).await;
    let shown = app.get(format!("/public/offers/{open}")).expect(200).await;
    assert_eq!(shown.text_at("/provider_name"), "Gazda numărul 1");
    assert_eq!(shown.text_at("/point_precision"), "door");
    assert_eq!(
        shown.at("/point"),
        &json!({ "lat": 47.384_9, "lon": 28.824_1 })
    );
    let secret = app
        .live(&ngo, &with(service(&ngo.id), "/content/confidential", true))
        .await;
    let shown = app
        .get(format!("/public/offers/{secret}"))
        .expect(200)
        .await;
    assert_eq!(shown.text_at("/point_precision"), "settlement");
    assert!(!shown.text.contains("Eminescu"));
}
