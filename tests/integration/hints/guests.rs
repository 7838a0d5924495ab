//! Guests who were agreed on and did not stay.

use jiff::SignedDuration;
use punte_tests::{
    Browser, Household, Provider, TestApp, Who, housing_need, service, shelter_offer,
};
use serde_json::{Value, json};

use super::{hints, item_of, part};
use crate::pages::desk::page_of;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A household with a bed from today until summer that both sides agreed on.
async fn agreed(app: &TestApp, host: &Provider, offer: &str) -> (Household, String) {
    let today = punte_core::clock::local_day(app.now()).to_string();
    let household = app.file(&[housing_need(1, &today, "2027-07-01")]).await;
    let id = app.matched(&household, host, offer).await;
    (household, id)
}

async fn call_off(app: &TestApp, who: &Who, id: &str, reason: &str) {
    let seen = app.get(format!("/matches/{id}")).by(who).expect(200).await;
    app.post(format!("/matches/{id}/cancel"))
        .by(who)
        .if_match(seen.version())
        .json(&json!({ "reason": reason }))
        .expect(200)
        .await;
}

/// A household that moved in, and left after so many days; and the host says that the home is there still.
async fn stayed(app: &TestApp, host: &Provider, offer: &str, days: i32) {
    let (household, id) = agreed(app, host, offer).await;
    let step = async |who: &Who, step: &str| {
        app.take_step(who, &id, step).await.expect(200);
    };
    step(&household.who, "start").await;
    app.advance(DAY * days);
    step(&household.who, "complete").await;
    step(&host.member, "complete").await;
    app.step(host, offer, "confirm").await.expect(200);
}

fn gone(never_came: u32, left_early: u32) -> Vec<Value> {
    vec![json!({ "code": "guests-gone", "never_came": never_came, "left_early": left_early })]
}

/// What the worker does about hosts; how many it looked at.
async fn looked(app: &TestApp) -> usize {
    let cases = app.use_cases().await;
    let done = cases.look_at_hosts().await.unwrap();
    cases.pool.close().await;
    app.note_hints().await;
    done
}

/// One household more that was agreed on and did not come.
async fn absent(app: &TestApp, host: &Provider, home: &str) {
    let (household, id) = agreed(app, host, home).await;
    app.take_step(&household.who, &id, "no_show")
        .await
        .expect(200);
}

#[tokio::test]
async fn what_people_see_of_such_a_host_is_brought_up_though_nothing_of_it_waits() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let home = app.live(&host, &shelter_offer(&host.id)).await;
    // What is no home is not looked at for that.
    app.live(&host, &service(&host.id)).await;
    app.advance(SignedDuration::from_mins(2));
    for _ in 0..2 {
        absent(&app, &host, &home).await;
    }
    assert_eq!(looked(&app).await, 1);
    assert!(part(&app, "risky").await.is_empty(), "two are no pattern");
    absent(&app, &host, &home).await;
    assert_eq!(looked(&app).await, 1);
    assert_eq!(looked(&app).await, 0, "nothing ended since");
    assert_eq!(part(&app, "risky").await, std::slice::from_ref(&home));
    assert_eq!(part(&app, "me").await, std::slice::from_ref(&home));
    assert!(
        part(&app, "expiring").await.is_empty(),
        "its checks count for long"
    );
    let item = item_of(&app, &home).await;
    assert_eq!(item["kind"], "recheck");
    assert_eq!(item["hints"][0]["hint"], gone(3, 0)[0]);
    let due = app.now() + SignedDuration::from_hours(24);
    assert_eq!(item["due_at"], json!(due));
    assert!(app.is_public(&home).await, "a hint hides nothing");

    // Found right, it does not come again for the same; for one more it does.
    app.approve_by(app.as_moderator(), &home).await.expect(201);
    app.advance(SignedDuration::from_mins(2));
    assert!(part(&app, "risky").await.is_empty());
    stayed(&app, &host, &home, 9).await;
    assert_eq!(looked(&app).await, 1);
    assert!(part(&app, "risky").await.is_empty(), "it was looked at");
    absent(&app, &host, &home).await;
    assert_eq!(looked(&app).await, 1);
    assert_eq!(part(&app, "risky").await, std::slice::from_ref(&home));
    let item = item_of(&app, &home).await;
    assert_eq!(item["hints"][0]["hint"], gone(4, 0)[0]);
}

#[tokio::test]
async fn a_host_with_whom_guests_do_not_stay_is_shown_until_somebody_says_that_it_is_no_problem() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let home = app.live(&host, &shelter_offer(&host.id)).await;
    let offer = app.submitted(&host, &service(&host.id)).await;
    let looked_again = async || {
        app.advance(SignedDuration::from_mins(16));
        hints(&app, &offer).await
    };
    let (_, absent) = agreed(&app, &host, &home).await;
    app.take_step(&host.member, &absent, "no_show")
        .await
        .expect(200);
    // Other dates say nothing about a host; that it did not fit may.
    let (household, moved) = agreed(&app, &host, &home).await;
    call_off(&app, &household.who, &moved, "dates_changed").await;
    let (household, unfit) = agreed(&app, &host, &home).await;
    call_off(&app, &household.who, &unfit, "does_not_fit").await;
    assert_eq!(looked_again().await, Vec::<Value>::new(), "two so far");
    stayed(&app, &host, &home, 2).await;
    assert_eq!(looked_again().await, gone(2, 1));

    let address = page_of(&app, &offer).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(app.as_moderator().email()).await;
    for (language, says) in [
        ("en", "2 never came, 1 left within days"),
        ("uk", "не приїхали – 2, поїхали за кілька днів – 1"),
        ("ro", "2 nu au venit, 1 au plecat după câteva zile"),
        ("ru", "не приехали — 2, уехали через несколько дней — 1"),
    ] {
        let page = browser
            .open(&address.replace("/en/", &format!("/{language}/")))
            .await;
        let panel = page.text("section[aria-labelledby=hints]").unwrap();
        assert!(panel.contains(says), "{panel}");
        // Whoever it was is nowhere.
        assert!(!page.html.contains(&household.request));
    }

    let item = item_of(&app, &offer).await;
    let id = item["id"].as_str().unwrap();
    app.claim(app.as_moderator(), id).await.expect(200);
    app.put(format!("/review/items/{id}/dismissals"))
        .by(app.as_moderator())
        .json(&json!({ "mark": item["hints"][0]["mark"], "dismissed": true }))
        .expect(200)
        .await;
    // One who stays is no reason to look again, and another one who does not is.
    stayed(&app, &host, &home, 9).await;
    assert_eq!(looked_again().await, gone(2, 1));
    assert!(part(&app, "risky").await.is_empty());
    let (household, absent) = agreed(&app, &host, &home).await;
    app.take_step(&household.who, &absent, "no_show")
        .await
        .expect(200);
    assert_eq!(looked_again().await, gone(3, 1));
    assert_eq!(part(&app, "risky").await, std::slice::from_ref(&offer));
    // With as many who stay as do not, and one more, it is no pattern.
    for _ in 0..4 {
        stayed(&app, &host, &home, 4).await;
    }
    assert_eq!(looked_again().await, Vec::<Value>::new());
}
