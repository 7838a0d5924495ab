//! Where few offers fit, no day is named that runs into what is agreed for another need, or that is over.

use punte_tests::{Household, TestApp, places::SUCEAVA, ride_need, with};
use serde_json::{Value, json};

use super::{agreed, bed, days, shelter, world};

/// What giving up one thing would bring, and how many would fit then.
async fn told(app: &TestApp, household: &Household) -> Vec<(Value, i64)> {
    let ranked = app.rank(household, 0).await;
    let told = ranked.at("/relaxations").as_array().unwrap().iter();
    told.map(|r| (r["relaxation"].clone(), r["fits"].as_i64().unwrap()))
        .collect()
}

fn moved(days: i8) -> Value {
    json!({ "code": "dates", "days": days })
}

#[tokio::test]
async fn no_nights_are_named_before_the_ride_that_brings_them() {
    let app = TestApp::spawn().await;
    let (provider, drive, _) = world(&app).await;
    // One is open before the ride comes, one after it.
    for (from, to) in [("01", "08"), ("08", "20")] {
        let open = json!([days(from, to)]);
        let body = shelter(&provider, SUCEAVA, 3);
        let body = with(body, "/content/availability", open);
        app.live(&provider, &body).await;
    }
    let needs = [bed("2027-03-03", "2027-03-10"), ride_need(1)];
    let household = app.file(&needs).await;
    // It is the first: three days earlier is over.
    assert_eq!(told(&app, &household).await, [(moved(7), 2)]);

    let driven = agreed(&app, &provider, &household, 1, &drive).await;
    assert_eq!(app.rank(&household, 0).await.at("/days"), &days("05", "10"));
    assert_eq!(told(&app, &household).await, [(moved(3), 2)]);
    app.end(&household.who, &driven.id(), "cancel")
        .await
        .expect(200);
    assert_eq!(told(&app, &household).await, [(moved(7), 2)]);
    // Whoever asks for those nights without a ride is told of the three days before, too.
    let later = app.file(&[bed("2027-03-05", "2027-03-10")]).await;
    assert_eq!(told(&app, &later).await, [(moved(-3), 2)]);
}
