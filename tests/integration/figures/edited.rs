//! What its provider wrote anew before anybody decided waits on in its place; so the figures say, and the log.

use jiff::{SignedDuration, Timestamp};
use punte_tests::{TestApp, housing_offer, service};
use serde_json::{Value, json};

use super::{compare, decide};
use crate::{
    pages::desk::edit,
    rechecks::{later, tend},
};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn titled(title: &str) -> Value {
    json!({ "content": { "title": title } })
}

/// The item of an offer, as a moderator finds it: its id, its kind, and since when it waits.
async fn waits(app: &TestApp, offer: &str) -> (String, String, Timestamp) {
    let item = app
        .queue_item(&app.cast.moderators[2], offer)
        .await
        .unwrap();
    let text = |name: &str| item[name].as_str().unwrap().to_owned();
    (text("id"), text("kind"), text("opened_at").parse().unwrap())
}

#[tokio::test]
async fn an_edit_before_anybody_decided_waits_since_the_offer_came_in() {
    let app = TestApp::spawn().await;
    let (one, two) = (&app.cast.moderators[0], &app.cast.moderators[1]);
    let ngo = app.provider(0, "ngo", 1).await;
    let came_in = app.now();
    let offer = app.submitted(&ngo, &service(&ngo.id)).await;
    let (first, ..) = waits(&app, &offer).await;
    for title in ["Sfaturi juridice", "Sfaturi juridice zilnic"] {
        app.advance(HOUR * 7);
        edit(&app, &ngo, &offer, &titled(title)).await;
        let (id, kind, since) = waits(&app, &offer).await;
        assert_ne!(id, first, "another item");
        assert_eq!((kind.as_str(), since), ("new", came_in));
        compare(&app, 30).await;
    }
    let figures = compare(&app, 30).await;
    let open = json!([{ "state": "waiting", "age": "24h", "items": 1 }]);
    assert_eq!(figures["open"], open, "for fourteen hours");
    app.advance(HOUR);
    decide(&app, one, &offer, "approve", &[]).await;
    let figures = compare(&app, 30).await;
    let wait = json!({ "items": 1, "median_s": 15 * 3600, "p90_s": 15 * 3600 });
    assert_eq!(figures["first_decision"], wait);
    // An edit of what people see is an item of its own, and goes on in the same way.
    let edited = app.now();
    for title in ["Sfaturi gratuite", "Sfaturi gratuite zilnic"] {
        edit(&app, &ngo, &offer, &titled(title)).await;
        let (_, kind, since) = waits(&app, &offer).await;
        assert_eq!((kind.as_str(), since), ("edited", edited));
        app.advance(HOUR);
    }
    compare(&app, 30).await;

    // Once somebody has decided, what is written then comes in then; a decision that was taken back is none.
    let host = app.provider(1, "volunteer", 3).await;
    let home = app.submitted(&host, &housing_offer(&host.id)).await;
    let came_in = app.now();
    let item = decide(&app, two, &home, "approve", &[]).await;
    let undo = app.post(format!("/review/items/{item}/undo"));
    undo.by(two).expect(200).await;
    app.advance(HOUR);
    edit(&app, &host, &home, &titled("Casa cu grădină și livadă")).await;
    assert_eq!(waits(&app, &home).await.2, came_in);
    decide(&app, two, &home, "approve", &[]).await;
    app.advance(HOUR);
    edit(&app, &host, &home, &titled("Casa cu grădină și vie")).await;
    assert_eq!(waits(&app, &home).await.2, app.now());
    compare(&app, 30).await;
}

#[tokio::test]
async fn an_edit_of_what_is_looked_at_again_comes_in_when_it_is_written() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 1).await;
    let offer = app.live(&ngo, &service(&ngo.id)).await;
    later(&app, &ngo, &offer, HOUR * 24 * 336).await;
    assert_eq!(tend(&app).await, (1, 1));
    assert_eq!(waits(&app, &offer).await.1, "recheck");
    app.advance(HOUR * 50);
    edit(&app, &ngo, &offer, &titled("Sfaturi juridice")).await;
    let (_, kind, since) = waits(&app, &offer).await;
    assert_eq!((kind.as_str(), since), ("edited", app.now()));
    compare(&app, 30).await;
}
