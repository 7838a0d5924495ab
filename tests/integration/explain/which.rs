//! An operator reads in which week a doctor has a place, and between which of its stops a ride is taken.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use punte_api::clock::SystemClock;
use punte_core::{
    clock::{Clock as _, local_day},
    period::weeks_from,
};
use punte_tests::{
    TestApp, medical, medical_need,
    places::{CHERNIVTSI, SIRET, SUCEAVA},
    ride, ride_need, search, with,
};
use serde_json::json;

use super::commands;

#[tokio::test]
async fn an_operator_reads_in_which_week_a_doctor_has_a_place_and_between_which_stops_a_ride_goes()
{
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let doctor = app.live(&provider, &medical(&provider.id)).await;
    // In some days by both clocks.
    let leaves = SystemClock.now().max(app.now()) + SignedDuration::from_hours(96);
    let leaves = Timestamp::from_second(leaves.as_second()).unwrap();
    let day = local_day(leaves);
    let stops = json!([{ "place_id": CHERNIVTSI }, { "place_id": SIRET }, { "place_id": SUCEAVA }]);
    let mut bus = with(ride(&provider.id), "/content/details/stops", stops);
    for at in ["departs_from", "departs_until"] {
        bus = with(bus, &format!("/content/details/{at}"), leaves.to_string());
    }
    let bus = app.live(&provider, &bus).await;
    let operator = commands(&app).await;

    let file = operator.file("doctor.json", &search(&medical_need()).to_string());
    let first = || weeks_from(local_day(SystemClock.now()), Date::MAX).next();
    let before = first().unwrap().from();
    let said = operator.succeed(&["match", "--need", &file, "--explain", &doctor]);
    if Some(before) == first().map(punte_core::period::Period::from) {
        let week = format!("week of {before}");
        assert_eq!(said.matches(&week).count(), 2, "{week}: {said}");
        assert!(said.contains(&format!("when: {week}")), "{said}");
    }

    let days = json!({ "from": day, "to": day.saturating_add(1.day()) });
    for (from, way) in [
        (CHERNIVTSI, "Chernivtsi to Suceava"),
        (SIRET, "Siret to Suceava"),
    ] {
        let need = with(ride_need(1), "/dates", days.clone());
        let need = with(need, "/place_id", from);
        let need = with(need, "/radius_m", 5_000);
        let file = operator.file("ride.json", &search(&need).to_string());
        let said = operator.succeed(&["match", "--need", &file, "--explain", &bus]);
        assert_eq!(said.matches(way).count(), 2, "{way}: {said}");
        assert!(said.contains(&format!("ride: {way}")), "{said}");
    }
}
