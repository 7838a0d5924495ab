//! Right requests of households that put right what they asked.

use punte_tests::{TestApp, request, with};
use reqwest::Method;
use serde_json::{Value, json};

use super::{bases::full_search, world::Target};

/// One for each operation. Whoever puts right who comes is another one than who puts right what is needed: one changes what the other saw.
pub async fn targets(app: &TestApp) -> Vec<Target> {
    let full = full_search();
    let (household, need) = (full["household"].clone(), full["need"].clone());
    let asked = with(
        request(std::slice::from_ref(&need)),
        "/household",
        household.clone(),
    );
    let (family, others) = (
        app.file_request(&asked).await,
        app.file_request(&asked).await,
    );
    // Who they are is shown once, before anything is counted.
    for one in [&family, &others] {
        let own = app.get(format!("/requests/{}", one.request));
        own.by(&one.who).expect(200).await;
    }
    let target =
        |operation, method, path: String, who: &punte_tests::Who, version, body: Value| Target {
            operation,
            method,
            path,
            who: Some(who.clone()),
            version,
            body: Some(body),
        };
    vec![
        target(
            "correctHousehold",
            Method::PUT,
            format!("/requests/{}/household", family.request),
            &family.who,
            Some(1),
            json!({ "household": household, "place_id": 710_719 }),
        ),
        target(
            "correctNeed",
            Method::PUT,
            format!("/needs/{}", others.needs[0]),
            &others.who,
            Some(1),
            need.clone(),
        ),
        target(
            "addNeed",
            Method::POST,
            format!("/requests/{}/needs", others.request),
            &others.who,
            None,
            need,
        ),
    ]
}
