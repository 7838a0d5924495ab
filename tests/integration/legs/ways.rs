//! A ride is chosen between the stops that were shown, for as many as sit there; and what sat on a former route is in nobody's way.

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Answer, Browser, Household, Provider, TestApp,
    places::{CHERNIVTSI, ORHEI, SIRET, SUCEAVA},
    with,
};
use serde_json::{Value, json};

use super::{WAYS, goes_straight, in_the_way, scene, seats, set, taken};

/// Three who may be split, and go from Chernivtsi to Suceava, or from the border town where there are more seats.
fn group() -> Value {
    let group = with(seats(WAYS[2], 3), "/radius_m", 45_000);
    with(group, "/may_split", true)
}

/// A bus on which one seat is left to the border town, and three from there.
async fn crowded() -> (TestApp, Provider, String) {
    let (app, provider, offer) = scene(3).await;
    let ahead = app.file(&[seats(WAYS[0], 2)]).await;
    app.matched(&ahead, &provider, &offer).await;
    assert_eq!(taken(&app).await, [2, 0]);
    (app, provider, offer)
}

async fn choose(app: &TestApp, household: &Household, body: &Value) -> Answer {
    let call = app.post(format!("/needs/{}/proposals", household.needs[0]));
    call.by(&household.who).json(body).send().await
}

#[tokio::test]
async fn whoever_types_another_number_goes_between_the_stops_that_they_saw_or_is_told_how_many_do()
{
    let (app, provider, offer) = crowded().await;
    let household = app.file(&[group()]).await;
    let shown = app.rank(&household, 0).await;
    assert_eq!(shown.number("/ranked/0/from_place_id"), CHERNIVTSI);
    assert_eq!(shown.number("/ranked/0/to_place_id"), SUCEAVA);
    let why = app.post(format!("/needs/{}/explain", household.needs[0]));
    let why = why.by(&household.who).json(&json!({ "offer_id": offer }));
    let why = why.expect(200).await;
    assert_eq!(why.number("/from_place_id"), CHERNIVTSI);
    assert_eq!(why.number("/to_place_id"), SUCEAVA);

    let for_so_many = |quantity: u32, from: i64| json!({ "offer_id": offer, "quantity": quantity, "from_place_id": from, "to_place_id": SUCEAVA });
    for quantity in [2, 3] {
        choose(&app, &household, &for_so_many(quantity, CHERNIVTSI))
            .await
            .fields(422, &["/quantity out-of-range"]);
    }
    let chosen = choose(&app, &household, &for_so_many(1, CHERNIVTSI)).await;
    let chosen = chosen.expect(201);
    assert_eq!(chosen.number("/from_place_id"), CHERNIVTSI);
    // All three, from where they all sit: because they say so, or because they do not say from where.
    let unsaid = json!({ "offer_id": offer, "quantity": 3 });
    for body in [for_so_many(3, SIRET), unsaid] {
        let other = app.file(&[group()]).await;
        let all = choose(&app, &other, &body).await.expect(201);
        assert_eq!(all.number("/from_place_id"), SIRET, "{body}");
        assert_eq!(all.number("/quantity"), 3);
    }
    app.try_accept(&provider, &chosen.id()).await.expect(200);
    assert_eq!(taken(&app).await, [3, 1]);
}

#[tokio::test]
async fn stops_are_both_named_lie_on_the_route_in_order_and_serve_the_need() {
    let (app, _, offer) = crowded().await;
    let household = app.file(&[group()]).await;
    let between = |from: i64, to: i64| json!({ "offer_id": offer, "quantity": 1, "from_place_id": from, "to_place_id": to });
    for (from, to) in [
        (SUCEAVA, CHERNIVTSI),
        (SIRET, SIRET),
        (CHERNIVTSI, ORHEI),
        (ORHEI, SUCEAVA),
    ] {
        choose(&app, &household, &between(from, to))
            .await
            .problem(409, "stops-changed");
    }
    let right = between(CHERNIVTSI, SUCEAVA);
    for (missing, expected) in [
        ("/from_place_id", "/from_place_id required"),
        ("/to_place_id", "/to_place_id required"),
    ] {
        let half = with(right.clone(), missing, Value::Null);
        choose(&app, &household, &half)
            .await
            .fields(422, &[expected]);
    }
    // On the route, and far from where they want to be; and two who stay together have one seat.
    let near = app.file(&[seats(WAYS[2], 1)]).await;
    choose(&app, &near, &between(CHERNIVTSI, SIRET))
        .await
        .problem(409, "does-not-fit");
    let pair = with(seats(WAYS[2], 2), "/radius_m", 45_000);
    let pair = app.file(&[pair]).await;
    choose(&app, &pair, &with(right, "/quantity", 2))
        .await
        .problem(409, "capacity-exhausted");
    // Where there is no seat, no stops are named.
    let two = app.file(&[seats(WAYS[2], 2)]).await;
    let why = app.post(format!("/needs/{}/explain", two.needs[0]));
    let why = why.by(&two.who).json(&json!({ "offer_id": offer }));
    let why = why.expect(200).await;
    assert_eq!(why.text_at("/verdict"), "excluded");
    assert!(why.body["from_place_id"].is_null() && why.body["to_place_id"].is_null());
}

#[tokio::test]
async fn the_page_keeps_to_the_stops_that_it_showed() {
    let (app, _, offer) = crowded().await;
    let household = app.file(&[group()]).await;
    let need = &household.needs[0];
    let mut browser = Browser::new(&app);
    let open = browser.open("/en/my").await.form("/en/my");
    browser.send(&open.with("code", &household.code)).await;
    let action = format!("/en/my/needs/{need}/propose");
    let (from, to) = (CHERNIVTSI.to_string(), SUCEAVA.to_string());
    for address in [
        format!("/en/my/needs/{need}/offers/{offer}"),
        format!("/en/my/needs/{need}"),
    ] {
        let page = browser.open(&address).await;
        let said = page.text("main").unwrap();
        assert!(said.contains("Chernivtsi to Suceava"), "{address}: {said}");
        let form = page.form(&action);
        assert_eq!(form.value("from"), Some(&*from), "{address}");
        assert_eq!(form.value("to"), Some(&*to), "{address}");
    }
    let listed = browser.open(&format!("/en/my/needs/{need}")).await;
    let typed = listed.form(&action).with("quantity", "3");
    let refused = browser.send(&typed).await;
    assert_eq!(refused.status, 422);
    let most = texts::text_with(
        Locale::En,
        "field-out-of-range",
        &[("min", "1"), ("max", "1")],
    );
    assert!(refused.text("main").unwrap().contains(&most));
    assert_eq!(app.count("select count(*) from match").await, 1);

    // It does not stop there any more.
    let stale = refused.form(&action).with("quantity", "1");
    let stale = stale.with("from", &to).with("to", &from);
    let refused = browser.send(&stale).await;
    assert_eq!(refused.status, 409);
    let said = texts::text(Locale::En, "problem-stops-changed");
    assert!(refused.text("main").unwrap().contains(&said));

    let one = refused.form(&action).with("quantity", "1");
    let chosen = browser.send(&one).await;
    let said = chosen.text("main").unwrap();
    assert!(said.contains("Chernivtsi to Suceava"), "{said}");
}

/// Asks for a bus with these stops, which is approved.
async fn reroute(app: &TestApp, by: &Provider, offer: &str, stops: &[i64]) {
    let stops: Vec<Value> = stops.iter().map(|id| json!({ "place_id": id })).collect();
    let version = app.offer(by, offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&by.member)
        .if_match(version)
        .json(&json!({ "content": { "details": { "stops": stops } } }))
        .expect(200)
        .await;
    // Whatever is chosen from here on is about the new route.
    app.advance(SignedDuration::from_secs(1));
    app.approve(offer).await;
}

#[tokio::test]
async fn who_sat_on_a_former_route_stands_in_nobodys_way() {
    let (app, provider, offer) = scene(2).await;
    let household = app.file(&[seats(WAYS[0], 2)]).await;
    let gone = app.matched(&household, &provider, &offer).await;
    app.advance(SignedDuration::from_hours(4 * 24));
    for (who, step) in [
        (&provider.member, "start"),
        (&provider.member, "complete"),
        (&household.who, "complete"),
    ] {
        app.take_step(who, &gone, step).await.expect(200);
    }
    // As long as it goes as it did, the seats are taken.
    let refused = set(&app, &provider, &offer, 1).await;
    assert_eq!(in_the_way(refused), [(gone, CHERNIVTSI, SIRET, 2)]);

    goes_straight(&app, &provider, &offer).await.expect(200);
    app.advance(SignedDuration::from_secs(1));
    app.approve(&offer).await;
    let whole = app.file(&[seats(WAYS[2], 2)]).await;
    let sits = app.matched(&whole, &provider, &offer).await;
    let refused = set(&app, &provider, &offer, 1).await;
    let only = [(sits.clone(), CHERNIVTSI, SUCEAVA, 2)];
    assert_eq!(in_the_way(refused), only);

    // Nor once the bus goes as it did then.
    app.end(&whole.who, &sits, "cancel").await.expect(200);
    reroute(&app, &provider, &offer, &[CHERNIVTSI, SIRET, SUCEAVA]).await;
    assert_eq!(taken(&app).await, [0; 0], "another route, other legs");
    let again = app.file(&[seats(WAYS[0], 2)]).await;
    let sits = app.matched(&again, &provider, &offer).await;
    let refused = set(&app, &provider, &offer, 1).await;
    assert_eq!(in_the_way(refused), [(sits, CHERNIVTSI, SIRET, 2)]);
}
