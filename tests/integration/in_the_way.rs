//! Less than is promised is refused with the list of what stands in the way: all of it, nothing else, and to nobody who does not see
//! the matches anyway.

#![cfg(test)]

use punte_tests::{
    Answer, Provider, TestApp, housing_need, service, service_need, shelter_offer, with,
};
use serde_json::{Value, json};

/// Asks for another capacity, and for days if there are some.
async fn set(app: &TestApp, by: &Provider, offer: &str, capacity: u32, days: &Value) -> Answer {
    let version = app.offer(by, offer).await.version();
    app.put(format!("/offers/{offer}/availability"))
        .by(&by.member)
        .if_match(version)
        .json(&json!({ "capacity": capacity, "availability": days }))
        .send()
        .await
}

/// What stands in the way, by the answer.
fn in_the_way(refused: Answer) -> Value {
    let refused = refused.problem(409, "below-promised");
    refused.at("/standing_in_the_way").clone()
}

fn days(from: &str, to: &str) -> Value {
    json!({ "from": from, "to": to })
}

/// A match as it is listed.
fn line(id: &str, during: &Value, quantity: u32, state: &str) -> Value {
    json!({
        "match_id": id, "during": during, "from_place_id": null, "to_place_id": null, "quantity": quantity, "state": state,
    })
}

#[tokio::test]
async fn of_beds_those_stays_are_listed_whose_nights_would_be_too_full_or_closed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let mut stays = Vec::new();
    for (beds, from, to) in [
        (3, "2027-03-10", "2027-03-20"),
        (2, "2027-03-15", "2027-03-25"),
        (1, "2027-04-01", "2027-04-05"),
    ] {
        let household = app.file(&[housing_need(beds, from, to)]).await;
        let id = app.matched(&household, &provider, &offer).await;
        stays.push((household, line(&id, &days(from, to), beds, "accepted"), id));
    }
    // Asked for only: nobody counts on it.
    let asking = app
        .file(&[housing_need(1, "2027-03-12", "2027-03-13")])
        .await;
    app.propose(&asking, &offer).await;
    let whole = json!([days("2027-03-01", "2027-08-01")]);

    // Five beds are held from the 15th to the 19th.
    let refused = set(&app, &provider, &offer, 4, &whole).await;
    assert_eq!(in_the_way(refused), json!([stays[0].1, stays[1].1]));
    let later = json!([days("2027-03-12", "2027-08-01")]);
    let refused = set(&app, &provider, &offer, 7, &later).await;
    assert_eq!(in_the_way(refused), json!([stays[0].1]));
    let shorter = json!([days("2027-03-01", "2027-04-02")]);
    let refused = set(&app, &provider, &offer, 4, &shorter).await;
    let all = json!([stays[0].1, stays[1].1, stays[2].1]);
    assert_eq!(in_the_way(refused), all);
    let now = app.offer(&provider, &offer).await;
    assert_eq!((now.number("/capacity"), now.at("/open")), (7, &whole));

    // Once it is called off, it is in nobody's way.
    app.end(&stays[0].0.who, &stays[0].2, "cancel")
        .await
        .expect(200);
    set(&app, &provider, &offer, 4, &later).await.expect(200);
    let refused = set(&app, &provider, &offer, 1, &later).await;
    assert_eq!(in_the_way(refused), json!([stays[1].1]));
    // What is wrong for another reason lists nothing.
    let wider = set(&app, &provider, &offer, 8, &whole).await;
    let wider = wider.problem(409, "wider-than-approved");
    assert!(wider.body.get("standing_in_the_way").is_none());
}

#[tokio::test]
async fn where_nothing_is_counted_by_nights_all_that_is_held_is_listed_fifty_at_most() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let many = with(service(&provider.id), "/content/capacity", 60);
    let offer = app.live(&provider, &many).await;
    let none = json!([]);
    let mut first = Vec::new();
    for quantity in [3, 2] {
        let household = app.file(&[service_need(quantity)]).await;
        let id = app.matched(&household, &provider, &offer).await;
        first.push((household, id));
    }
    app.take_step(&first[0].0.who, &first[0].1, "start")
        .await
        .expect(200);
    let refused = set(&app, &provider, &offer, 4, &none).await;
    let listed = in_the_way(refused);
    let mut lines: Vec<&Value> = listed.as_array().unwrap().iter().collect();
    lines.sort_by_key(|line| line["quantity"].as_i64());
    assert_eq!(
        lines,
        [
            &line(&first[1].1, &Value::Null, 2, "accepted"),
            &line(&first[0].1, &Value::Null, 3, "started"),
        ]
    );
    set(&app, &provider, &offer, 5, &none).await.expect(200);
    set(&app, &provider, &offer, 60, &none).await.expect(200);
    for _ in 0..17 {
        let household = app.file(&vec![service_need(1); 3]).await;
        for need in 0..3 {
            let made = app.try_propose(&household, need, &offer).await;
            let id = made.expect(201).id();
            app.try_accept(&provider, &id).await.expect(200);
        }
    }
    let refused = set(&app, &provider, &offer, 1, &none).await;
    assert_eq!(in_the_way(refused).as_array().map(Vec::len), Some(50));
}

#[tokio::test]
async fn whom_a_service_has_helped_stands_in_nobodys_way() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let none = json!([]);
    let (helped, waits) = (
        app.file(&[service_need(3)]).await,
        app.file(&[service_need(2)]).await,
    );
    let done = app.matched(&helped, &provider, &offer).await;
    let stands = app.matched(&waits, &provider, &offer).await;
    let refused = set(&app, &provider, &offer, 4, &none).await;
    assert_eq!(in_the_way(refused).as_array().map(Vec::len), Some(2));
    for (who, step) in [
        (&helped.who, "start"),
        (&helped.who, "complete"),
        (&provider.member, "complete"),
    ] {
        app.take_step(who, &done, step).await.expect(200);
    }
    set(&app, &provider, &offer, 2, &none).await.expect(200);
    let refused = set(&app, &provider, &offer, 1, &none).await;
    let line = line(&stands, &Value::Null, 2, "accepted");
    assert_eq!(in_the_way(refused), json!([line]));
}

#[tokio::test]
async fn a_key_that_writes_offers_is_refused_and_sees_no_match() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(3)]).await;
    app.matched(&household, &provider, &offer).await;
    let by = &app.cast.people[4];
    app.make_staff(by, "administrator").await;
    by.fresh_token(&app).await;
    let body = json!({ "name": "Casa Bună", "provider_id": provider.id });
    let partner = app.post("/partners").by(by).json(&body);
    let partner = partner.expect(201).await.id();
    let wanted = json!({ "scopes": ["offers:write"], "expires_in_days": 30, "daily_quota": 1000 });
    let made = app.post(format!("/partners/{partner}/keys")).by(by);
    let made = made.json(&wanted).expect(201).await;
    let version = app.offer(&provider, &offer).await.version();
    let refused = app
        .put(format!("/offers/{offer}/availability"))
        .token(&made.text_at("/secret"))
        .if_match(version)
        .json(&json!({ "capacity": 2, "availability": [] }))
        .send()
        .await
        .problem(409, "below-promised");
    assert!(refused.body.get("standing_in_the_way").is_none());
}
