//! A ride begins when it leaves, whatever other days would have suited whoever comes along.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, MailSink, Provider, Sight, TestApp,
    places::{LVIV, PRZEMYSL},
    request, ride, ride_need, with,
};
use serde_json::{Value, json};

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// A seat in the ride of 5 March, for a household that could leave within some days.
async fn seat(app: &TestApp, from: &str, to: &str) -> (Provider, Household, String) {
    let provider = app.provider(2, "ngo", 2).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let need = with(ride_need(2), "/dates", json!({ "from": from, "to": to }));
    let contact = json!({ "channel": "email", "email": "olena@example.org" });
    let body = with(request(&[need]), "/contact", contact);
    let household = app.file_request(&body).await;
    let id = app.matched(&household, &provider, &offer).await;
    (provider, household, id)
}

async fn seen(app: &TestApp, household: &Household, id: &str) -> Value {
    let answer = app.get(format!("/matches/{id}")).by(&household.who);
    answer.expect(200).await.body
}

#[tokio::test]
async fn nothing_of_a_ride_is_said_before_the_day_on_which_it_leaves() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = seat(&app, "2027-03-03", "2027-03-10").await;
    // The fourth of March: one of the days that would suit, and nobody drives.
    app.advance(days(3));
    let early = seen(&app, &household, &id).await;
    assert_eq!(early["steps"], json!(["confirm"]));
    assert_eq!(early["feedback_open"], false);
    for (who, step) in [
        (&provider.member, "no_show"),
        (&provider.member, "start"),
        (&household.who, "no_show"),
    ] {
        app.take_step(who, &id, step)
            .await
            .problem(409, "illegal-state");
    }
    app.post(format!("/matches/{id}/feedback"))
        .by(&household.who)
        .json(&json!({ "delivered": "no", "why_not": "nobody_there", "rating": 1 }))
        .send()
        .await
        .problem(409, "illegal-state");
    app.advance(days(1));
    let there = seen(&app, &household, &id).await;
    assert_eq!(there["steps"], json!(["confirm", "start", "no_show"]));
    assert_eq!(there["feedback_open"], true);
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
}

#[tokio::test]
async fn a_ride_that_nobody_speaks_of_is_given_up_by_the_day_on_which_it_left() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (_, household, id) = seat(&app, "2027-03-03", "2027-03-25").await;
    let round = async || {
        app.run_jobs(&sink.mailer()).await;
        let use_cases = app.use_cases().await;
        let moved = use_cases.end_silence().await.unwrap();
        use_cases.pool.close().await;
        moved
    };
    app.advance(days(5));
    assert_eq!(round().await, 0);
    app.advance(days(1));
    assert_eq!(round().await, 0);
    app.advance(days(1));
    assert_eq!(round().await, 1);
    assert_eq!(seen(&app, &household, &id).await["state"], "expired");
    assert_eq!(app.need(&household, 0).await["state"], "open");
}

fn words(page: &Sight) -> String {
    page.text("main").unwrap()
}

#[tokio::test]
async fn both_sides_read_when_it_leaves() {
    let app = TestApp::spawn().await;
    let (provider, household, id) = seat(&app, "2027-03-05", "2027-03-06").await;
    let leaves = json!({ "from": "2027-03-05T07:00:00Z", "until": "2027-03-05T09:00:00Z" });
    for who in [&household.who, &provider.member] {
        let read = app.get(format!("/matches/{id}")).by(who).expect(200).await;
        assert_eq!(read.at("/departure"), &leaves);
        assert_eq!(read.at("/changed"), &Value::Null);
    }
    let mut family = Browser::new(&app);
    let form = family.open("/en/my").await.form("/en/my");
    family.send(&form.with("code", &household.code)).await;
    let mut host = Browser::new(&app);
    host.sign_in(provider.member.email()).await;
    for locale in Locale::ALL {
        let l = locale.as_str();
        let mine = family.open(&format!("/{l}/my/matches/{id}")).await;
        let theirs = host.open(&format!("/{l}/provider/matches/{id}")).await;
        // By the clocks there, which show the same on both sides of the border.
        let clocks = texts::text_with(locale, "said-clocks", &[("time", ""), ("place", "")]);
        let clocks = clocks.trim().split(':').next().unwrap();
        for page in [words(&mine), words(&theirs)] {
            assert!(page.contains("09:00") && page.contains("11:00"), "{page}");
            assert!(!page.contains(clocks), "{page}");
        }
    }
}

#[tokio::test]
async fn a_ride_leaves_by_the_clocks_of_its_first_stop_and_says_so_where_others_show_another_hour()
{
    let app = TestApp::spawn().await;
    let provider = app.provider(2, "ngo", 2).await;
    let stops = json!([{ "place_id": PRZEMYSL }, { "place_id": LVIV }]);
    let bus = with(ride(&provider.id), "/content/details/stops", stops);
    let bus = with(bus, "/content/place_id", PRZEMYSL);
    let offer = app.submitted(&provider, &bus).await;
    let mut desk = crate::pages::desk::moderator(&app, 0).await;
    let waits = crate::pages::desk::page_of(&app, &offer).await;
    let checked = words(&desk.open(&waits).await);
    assert!(checked.contains("5 March 2027, 08:00"), "{checked}");
    assert!(!checked.contains("5 March 2027, 09:00"), "{checked}");
    app.approve(&offer).await;
    let need = with(ride_need(2), "/place_id", PRZEMYSL);
    let need = with(need, "/details/to_place_id", LVIV);
    let household = app.file(&[need]).await;
    let mut family = Browser::at_home(&app, &household).await;
    let listed = words(&family.open("/en/offers?category=transport").await);
    assert!(listed.contains("leaves 5 March 2027, 08:00"), "{listed}");
    let id = app.matched(&household, &provider, &offer).await;
    let mut host = Browser::new(&app);
    host.sign_in(provider.member.email()).await;
    let leaves = "5 March 2027, 08:00 – 5 March 2027, 10:00 (local time: Przemyśl)";
    for page in [
        family.open(&format!("/en/offers/{offer}")).await,
        family.open(&format!("/en/my/matches/{id}")).await,
        host.open(&format!("/en/provider/matches/{id}")).await,
    ] {
        let said = words(&page);
        assert!(said.contains(leaves), "{}: {said}", page.address);
    }
    // What others read is an instant.
    let read = app.get(format!("/matches/{id}")).by(&household.who);
    let read = read.expect(200).await;
    assert_eq!(read.number("/departs_place_id"), PRZEMYSL);
    assert_eq!(read.text_at("/departure/from"), "2027-03-05T07:00:00Z");
}

#[tokio::test]
async fn clocks_are_known_of_every_country_of_the_gazetteer() {
    let app = TestApp::spawn().await;
    let countries: Vec<String> =
        sqlx::query_scalar("select distinct country from place order by 1")
            .fetch_all(&mut app.superuser().await)
            .await
            .unwrap();
    // Those of which `clock.rs` tests that it has their zones.
    assert_eq!(countries, ["BG", "HU", "MD", "PL", "RO", "SK", "UA"]);
}
