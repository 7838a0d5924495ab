//! What was brought up because of a hint, long before its checks run out: it is due at once, and runs out when they do.

use jiff::SignedDuration;
use punte_tests::{TestApp, profile, service, with};
use serde_json::json;

use super::{DAY, at, counts, listed, offers};

const PHONE: &str = "+37369210009";

#[tokio::test]
async fn what_was_brought_up_early_is_among_what_runs_out_once_its_own_end_is_near() {
    let app = TestApp::spawn().await;
    let (one, two) = (app.as_moderator(), &app.cast.moderators[1]);
    let body = |person| with(profile(person, "ngo"), "/phone", PHONE);
    let blocked = app.provider_of(0, &body(0), 1).await;
    let known = app.provider_of(1, &body(1), 1).await;
    let seen = app.live(&known, &service(&known.id)).await;
    app.advance(SignedDuration::from_mins(2));
    app.post(format!("/providers/{}/block", blocked.id))
        .by(two)
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    let cases = app.use_cases().await;
    assert_eq!(cases.look_at_linked().await.unwrap(), 1);
    cases.pool.close().await;

    let item = app.queue_item(one, &seen).await.unwrap();
    assert_eq!(item["kind"], "recheck");
    let until = at(&item, "checks_until");
    let runs_out = async || {
        let count = counts(&app, one).await.number("/expiring");
        (offers(&app, one, "expiring").await, count)
    };
    let second = SignedDuration::from_secs(1);
    assert_eq!(runs_out().await, (vec![], 0));
    app.advance(until.duration_since(app.now()) - DAY * 30 - second);
    assert_eq!(runs_out().await, (vec![], 0), "a second before");
    app.advance(second);
    assert_eq!(runs_out().await, (vec![seen.clone()], 1));
    // Since when it is late is no other thing: a day after it came in.
    let item = listed(&app, one, "expiring").await.remove(0);
    assert_eq!(at(&item, "due_at"), at(&item, "opened_at") + DAY);
}
