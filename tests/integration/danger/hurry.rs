//! What is about help that begins soon is looked at before it does: two hours before, and never within less than one.

use jiff::SignedDuration;
use punte_tests::{Answer, Household, Provider, TestApp, ride, ride_need, service, service_need};
use serde_json::{Value, json};

use crate::pages::desk::moderator;

const fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// A household with seats in the ride that leaves on 5 March at 7:00, ten hours from now.
async fn ten_hours_before(app: &TestApp) -> (Provider, Household, String, String) {
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = app.file(&[ride_need(2)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    // From 1 March at 8:00 to 4 March at 21:00.
    app.advance(hours(3 * 24 + 13));
    (provider, household, offer, id)
}

async fn report(app: &TestApp, household: &Household, body: &Value) -> Answer {
    let call = app.post("/reports").by(&household.who).json(body);
    call.expect(201).await
}

#[tokio::test]
async fn a_report_about_a_ride_that_leaves_in_ten_hours_is_due_two_hours_before_it() {
    let app = TestApp::spawn().await;
    let (_, household, offer, id) = ten_hours_before(&app).await;
    let before = "2027-03-05T05:00:00Z";
    for kind in ["something_wrong", "exploitation"] {
        let of_match = json!({ "match_id": id, "kind": kind });
        let made = report(&app, &household, &of_match).await;
        assert_eq!(made.text_at("/due_at"), before, "{kind}");
        // The household that reports by the page of the offer means the same ride.
        let of_offer = json!({ "offer_id": offer, "kind": kind });
        let made = report(&app, &household, &of_offer).await;
        assert_eq!(made.text_at("/due_at"), before, "{kind}");
    }
    let danger = json!({ "match_id": id, "kind": "danger_now" });
    let made = report(&app, &household, &danger).await;
    assert_eq!(made.text_at("/due_at"), "2027-03-04T22:00:00Z");
    // Of anybody else nothing is known that begins.
    let of_offer = json!({ "offer_id": offer, "kind": "something_wrong" });
    let made = app.post("/reports").json(&of_offer).expect(201).await;
    assert_eq!(made.text_at("/due_at"), "2027-03-05T21:00:00Z");
    // Half an hour before it leaves, nobody is asked to look within less than an hour.
    app.advance(SignedDuration::from_mins(9 * 60 + 30));
    let of_match = json!({ "match_id": id, "kind": "something_wrong" });
    let made = report(&app, &household, &of_match).await;
    assert_eq!(made.text_at("/due_at"), "2027-03-05T07:30:00Z");
}

#[tokio::test]
async fn what_was_called_off_or_is_long_ahead_hurries_nobody() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &ride(&provider.id)).await;
    let household = app.file(&[ride_need(2)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    let of_match = json!({ "match_id": id, "kind": "something_wrong" });
    let made = report(&app, &household, &of_match).await;
    assert_eq!(made.text_at("/due_at"), "2027-03-02T08:00:00Z");
    app.advance(hours(3 * 24 + 13));
    app.end(&provider.member, &id, "cancel").await.expect(200);
    let made = report(&app, &household, &of_match).await;
    assert_eq!(made.text_at("/due_at"), "2027-03-05T21:00:00Z");
}

#[tokio::test]
async fn the_moderator_sees_that_somebody_is_about_to_set_out_and_when_and_what_is_due_first_on_top()
 {
    let app = TestApp::spawn().await;
    let (_, household, _, id) = ten_hours_before(&app).await;
    let other = app.provider(1, "ngo", 1).await;
    let advice = app.live(&other, &service(&other.id)).await;
    let wanting = app.file(&[service_need(1)]).await;
    let without_days = app.matched(&wanting, &other, &advice).await;
    let earlier = json!({ "match_id": without_days, "kind": "exploitation" });
    report(&app, &wanting, &earlier).await;
    app.advance(SignedDuration::from_mins(1));
    let wrong = json!({ "match_id": id, "kind": "something_wrong" });
    report(&app, &household, &wrong).await;

    let mut works = moderator(&app, 0).await;
    let list = works.open("/en/desk/reports").await;
    let rows = list.texts("tbody tr");
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("Something else is wrong"), "{rows:?}");
    let links = list.attributes("tbody th a", "href");
    let hurried = works.open(&links[0]).await;
    assert!(hurried.text("#sets-out").is_some(), "{}", hurried.html);
    let help = hurried.text("#help").unwrap();
    assert!(help.starts_with("A ride · "), "{help}");
    // By the clocks of Chisinau.
    let begins = hurried.text("#begins");
    assert_eq!(begins.as_deref(), Some("5 March 2027, 09:00"));
    let calm = works.open(&links[1]).await;
    assert!(calm.text("#sets-out").is_none());
    assert!(calm.text("#help").is_some() && calm.text("#begins").is_none());
    for language in ["uk", "ro", "ru"] {
        let page = works.open(&links[0].replacen("en", language, 1)).await;
        assert!(page.text("#sets-out").is_some(), "{language}");
    }
    // Programs are told the same, and not who comes.
    let line = app.get("/reports").by(app.as_moderator()).expect(200).await;
    let path = format!("/reports/{}", line.items()[0]["id"].as_str().unwrap());
    let read = app.get(&path).by(app.as_moderator()).expect(200).await;
    assert_eq!(read.at("/help/sets_out_soon"), &json!(true));
    assert_eq!(read.at("/help/begins_at"), "2027-03-05T07:00:00Z");
    assert_eq!(read.at("/help/state"), "accepted");
}
