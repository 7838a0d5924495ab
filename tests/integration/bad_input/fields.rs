//! What can be wrong with the fields: each case names the operation, what is changed, the status, and every field error.

use punte_tests::{housing_need, job_need, request, ride_need, service_need, with, without};
use serde_json::{Value, json};

use super::World;

/// A change of a right body: pointer and value.
type Change = (&'static str, Value);

struct Case {
    operation: &'static str,
    /// Another right body than the target's.
    base: Option<Value>,
    changes: Vec<Change>,
    status: u16,
    fields: Vec<&'static str>,
}

fn case(
    operation: &'static str,
    changes: Vec<Change>,
    status: u16,
    fields: &[&'static str],
) -> Case {
    Case {
        operation,
        base: None,
        changes,
        status,
        fields: fields.to_vec(),
    }
}

#[rustfmt::skip]
fn offers(world: &World) -> Vec<Case> {
    let long = |n: usize| json!("a".repeat(n));
    let one = |pointer, value, status, field| case("createOffer", vec![(pointer, value)], status, &[field]);
    let on = |base: &str, pointer, value, status, field: &[&'static str]| Case { base: Some(world.more[base].clone()), ..case("createOffer", vec![(pointer, value)], status, field) };
    let period = |from: &str, to: &str| json!([{ "from": from, "to": to }]);
    vec![
        one("/content/capacity", json!(0), 422, "/content/capacity out-of-range"),
        one("/content/capacity", json!(5001), 422, "/content/capacity out-of-range"),
        one("/content/capacity", json!(2_147_483_648_u64), 400, "/content/capacity out-of-range"),
        one("/content/capacity", json!(-1), 400, "/content/capacity out-of-range"),
        one("/content/capacity", json!(1.5), 400, "/content/capacity wrong-type"),
        one("/content/capacity", json!("3"), 400, "/content/capacity wrong-type"),
        one("/content/title", json!("ab"), 422, "/content/title length"),
        one("/content/title", long(121), 422, "/content/title length"),
        one("/content/title", json!("    "), 422, "/content/title blank"),
        one("/content/title", json!("sunați la +373 69 123 456"), 422, "/content/title contact-in-text"),
        one("/content/title", json!("casă\u{0}"), 422, "/content/title control-characters"),
        one("/content/title", json!("casă\u{202e}ăsac"), 422, "/content/title control-characters"),
        one("/content/description", long(2001), 422, "/content/description length"),
        one("/content/description", json!("scrieți pe t.me/gazda"), 422, "/content/description contact-in-text"),
        one("/content/language", json!("xx"), 400, "/content/language unknown-value"),
        one("/content/languages", json!(["ro", "ro"]), 422, "/content/languages/1 duplicate"),
        one("/content/place_id", json!(1), 422, "/content/place_id unknown-place"),
        one("/content/availability", json!([]), 422, "/content/availability required"),
        one("/content/availability", period("2027-03-10", "2027-03-01"), 400, "/content/availability/0 dates-reversed"),
        one("/content/availability", period("2027-03-10", "2027-03-10"), 400, "/content/availability/0 dates-reversed"),
        one("/content/availability", period("2027-02-30", "2027-03-10"), 400, "/content/availability/0/from invalid"),
        one("/content/availability", period("9999-12-30", "9999-12-31"), 400, "/content/availability/0 dates-reversed"),
        one("/content/translations", json!({ "ro": { "title": "Casă", "description": "O casă." } }), 422, "/content/translations/ro duplicate"),
        one("/content/price_note", long(201), 422, "/content/price_note length"),
        one("/private/point", json!({ "lat": 90.000_1, "lon": 0 }), 400, "/private/point point"),
        one("/private/point", json!({ "lat": 0, "lon": -180.1 }), 400, "/private/point point"),
        one("/private/point", json!({ "lat": 1e308, "lon": 0 }), 400, "/private/point point"),
        one("/private/point", json!({ "lat": "47", "lon": 28 }), 400, "/private/point/lat wrong-type"),
        one("/private/address", long(301), 422, "/private/address length"),
        one("/private/driver", json!("Ion"), 422, "/private/driver not-of-this-category"),
        one("/private/licence_number", json!("7"), 422, "/private/licence_number not-of-this-category"),
        one("/content/details/floor", json!(61), 422, "/content/details/floor out-of-range"),
        one("/content/details/max_guests", json!(0), 422, "/content/details/max_guests out-of-range"),
        one("/provider_id", json!("zebra"), 400, "/provider_id invalid"),
        case("createOffer", vec![("/content/details/min_nights", json!(10)), ("/content/details/max_nights", json!(2))], 422, &["/content/details/max_nights max-below-min"]),
        case(
            "createOffer",
            vec![("/content/capacity", json!(0)), ("/content/title", json!("ab")), ("/private/address", long(301))],
            422,
            &["/content/capacity out-of-range", "/content/title length", "/private/address length"],
        ),
        on("ride", "/content/details/stops", json!([{ "place_id": 710_719 }]), 422, &["/content/details/stops length"]),
        on("ride", "/content/details/stops/1/place_id", json!(1), 422, &["/content/details/stops/1/place_id unknown-place"]),
        on("ride", "/content/place_id", json!(617_638), 422, &["/content/place_id not-the-first-stop"]),
        on("ride", "/content/details/departs_until", json!("2027-03-05T06:59:59Z"), 422, &["/content/details/departs_until dates-reversed"]),
        on("medical", "/private/plate", json!("ORH 417"), 422, &["/private/plate not-of-this-category"]),
        on("service", "/content/details/public_phone", json!("12"), 422, &["/content/details/public_phone phone"]),
        on("service", "/content/details/web_page", json!("zebra"), 422, &["/content/details/web_page web-page"]),
        on("service", "/content/details/theme", json!("zebra"), 400, &["/content/details unknown-value"]),
        on("service", "/content/details/zebra", json!(1), 400, &["/content/details/zebra unknown-field"]),
        on("service", "/content/details/category", json!("zebra"), 400, &["/content/details/category unknown-value"]),
        case("editOffer", vec![("/content", json!({ "capacity": 0 }))], 422, &["/content/capacity out-of-range"]),
        case("editOffer", vec![("/content", json!({ "capacity": null }))], 422, &["/content/capacity required"]),
        case("editOffer", vec![("/content", json!({ "zebra": 1 }))], 422, &["/content/zebra unknown-field"]),
        case("editOffer", vec![("/private", json!({ "point": { "lat": 91, "lon": 0 } }))], 422, &["/private/point point"]),
        case("setAvailability", vec![("/capacity", json!(0))], 422, &["/capacity out-of-range"]),
        case("setAvailability", vec![("/capacity", json!(65_536))], 400, &["/capacity out-of-range"]),
        case("setAvailability", vec![("/capacity", json!(2_147_483_648_u64))], 400, &["/capacity out-of-range"]),
        case("setAvailability", vec![("/availability", json!([]))], 422, &["/availability required"]),
        case("setAvailability", vec![("/availability", period("2027-03-10", "2027-03-01"))], 400, &["/availability/0 dates-reversed"]),
    ]
}

#[rustfmt::skip]
fn requests() -> Vec<Case> {
    let one = |pointer, value, status, field| case("createRequest", vec![(pointer, value)], status, &[field]);
    let on = |need: Value, pointer, value, status, field: &[&'static str]| Case { base: Some(request(&[need])), ..case("createRequest", vec![(pointer, value)], status, field) };
    let dates = |from: &str, to: &str| json!({ "from": from, "to": to });
    let criterion = |feature: &str, weight: u8| json!({ "feature": feature, "level": "prefer", "weight": weight });
    vec![
        one("/household", json!({}), 422, "/household empty-household"),
        one("/household/women", json!(61), 422, "/household/women out-of-range"),
        one("/household/women", json!(-1), 400, "/household/women out-of-range"),
        one("/household/women", json!(2_147_483_648_u64), 400, "/household/women out-of-range"),
        one("/household/children", json!([3, 18]), 422, "/household/children/1 out-of-range"),
        one("/household/children", json!(vec![3; 31]), 422, "/household/children length"),
        one("/household/older_people", json!(2), 422, "/household/older_people out-of-range"),
        one("/household/languages", json!(["uk", "uk"]), 422, "/household/languages/1 duplicate"),
        one("/household/oldest_born", json!({ "from": 1990, "to": 1980 }), 422, "/household/oldest_born/to out-of-range"),
        one("/household/oldest_born", json!({ "from": 1899, "to": 1980 }), 422, "/household/oldest_born/from out-of-range"),
        one("/household/pets", json!([{ "species": "dog", "count": 0 }]), 422, "/household/pets/0/count out-of-range"),
        one("/household/functional", json!({ "diagnosis": "x" }), 400, "/household/functional/diagnosis unknown-field"),
        one("/household/religion", json!("x"), 400, "/household/religion unknown-field"),
        one("/locale", json!("fr"), 400, "/locale unknown-value"),
        one("/place_id", json!(1), 422, "/place_id unknown-place"),
        one("/contact", json!({ "channel": "phone" }), 422, "/contact/phone required"),
        one("/contact", json!({ "channel": "email" }), 422, "/contact/email required"),
        one("/contact", json!({ "channel": "phone", "phone": "12345678" }), 422, "/contact/phone phone"),
        one("/contact", json!({ "channel": "email", "email": "a@example.org\r\nBcc: b@example.org" }), 422, "/contact/email email"),
        one("/contact", json!({ "channel": "in_product", "name": "a\u{0}" }), 422, "/contact/name control-characters"),
        one("/needs", json!([]), 422, "/needs length"),
        one("/needs", json!(vec![service_need(1); 9]), 422, "/needs length"),
        one("/needs/0/quantity", json!(0), 422, "/needs/0/quantity out-of-range"),
        one("/needs/0/quantity", json!(91), 422, "/needs/0/quantity out-of-range"),
        one("/needs/0/quantity", json!(2_147_483_648_u64), 400, "/needs/0/quantity out-of-range"),
        one("/needs/0/radius_m", json!(999), 422, "/needs/0/radius_m out-of-range"),
        one("/needs/0/place_id", json!(1), 422, "/needs/0/place_id unknown-place"),
        one("/needs/0/place_id", json!(i64::MAX), 422, "/needs/0/place_id unknown-place"),
        one("/needs/0/dates", dates("2027-03-12", "2027-03-10"), 400, "/needs/0/dates dates-reversed"),
        one("/needs/0/dates", dates("2027-02-28", "2027-03-10"), 422, "/needs/0/dates/from in-the-past"),
        one("/needs/0/dates", dates("2027-03-10", "2027-09-10"), 422, "/needs/0/dates out-of-range"),
        one("/needs/0/dates", dates("2029-03-10", "2029-03-11"), 422, "/needs/0/dates/from too-far-ahead"),
        one("/needs/0/criteria", json!([criterion("wheelchair", 1)]), 422, "/needs/0/criteria/0/feature not-of-this-category"),
        one("/needs/0/criteria", json!([criterion("kitchen", 6)]), 422, "/needs/0/criteria/0/weight out-of-range"),
        one("/needs/0/criteria", json!([criterion("kitchen", 1), criterion("kitchen", 2)]), 422, "/needs/0/criteria/1/feature duplicate"),
        one("/needs/0/criteria", json!([criterion("zebra", 1)]), 400, "/needs/0/criteria/0/feature unknown-value"),
        on(ride_need(1), "/needs/0/dates", Value::Null, 422, &["/needs/0/dates required"]),
        on(ride_need(1), "/needs/0/details/to_place_id", json!(710_719), 422, &["/needs/0/details/to_place_id same-place"]),
        on(ride_need(1), "/needs/0/details/to_place_id", json!(1), 422, &["/needs/0/details/to_place_id unknown-place"]),
        on(job_need(), "/needs/0/details/occupations", json!(["x"]), 400, &["/needs/0/details invalid"]),
        on(service_need(1), "/needs/0/details/theme", json!("donation_point"), 422, &["/needs/0/details/theme not-for-needs"]),
        on(housing_need(1, "2027-03-10", "2027-03-11"), "/needs/0/details/zebra", json!(1), 400, &["/needs/0/details/zebra unknown-field"]),
        case(
            "createRequest",
            vec![("/household", json!({})), ("/needs/0/quantity", json!(0)), ("/contact/channel", json!("phone"))],
            422,
            &["/household empty-household", "/contact/phone required", "/needs/0/quantity out-of-range"],
        ),
    ]
}

#[rustfmt::skip]
fn people() -> Vec<Case> {
    let one = |operation, pointer, value, status, field| case(operation, vec![(pointer, value)], status, &[field]);
    vec![
        one("createAccount", "/email", json!("nobody"), 422, "/email email"),
        one("createAccount", "/email", json!(format!("{}@example.org", "a".repeat(250))), 422, "/email email"),
        one("createAccount", "/password", json!("short"), 422, "/password length"),
        one("createAccount", "/password", json!("aaaaaaaaaaaaaaaaaaaa"), 422, "/password weak-password"),
        one("createAccount", "/password", json!("a".repeat(300)), 422, "/password length"),
        one("createAccount", "/locale", json!("fr"), 400, "/locale unknown-value"),
        one("createTrackingSession", "/code", json!(""), 422, "/code tracking-code"),
        one("createTrackingSession", "/code", json!("0".repeat(28)), 422, "/code tracking-code"),
        one("createTrackingSession", "/code", json!("9".repeat(60_000)), 422, "/code tracking-code"),
        one("createProvider", "/name", json!("A"), 422, "/name length"),
        one("createProvider", "/name", json!("A".repeat(121)), 422, "/name length"),
        one("createProvider", "/name", json!("Ana\tIon"), 422, "/name control-characters"),
        one("createProvider", "/kind", json!("ngo"), 422, "/registration_number required"),
        one("createProvider", "/kind", json!("zebra"), 400, "/kind unknown-value"),
        one("createProvider", "/email", json!("ana"), 422, "/email email"),
        one("createProvider", "/phone", json!("069123456"), 422, "/phone phone"),
        one("createProvider", "/status", json!("vetted"), 400, "/status unknown-field"),
        one("createProvider", "/vetting_level", json!("L3"), 400, "/vetting_level unknown-field"),
        one("recordEvidence", "/kind", json!("rumour"), 400, "/kind unknown-value"),
        one("recordEvidence", "/document_last4", json!("12345"), 422, "/document_last4 invalid"),
        one("recordEvidence", "/seen_at", json!("2027-03-01T08:00:01Z"), 422, "/seen_at not-within-a-year"),
        one("recordEvidence", "/seen_at", json!("2026-02-28T08:00:00Z"), 422, "/seen_at not-within-a-year"),
        one("recordEvidence", "/seen_at", json!("yesterday"), 400, "/seen_at invalid"),
        one("openIdentity", "/reason", json!("curiosity"), 400, "/reason unknown-value"),
        one("decideReviewItem", "/reason_code", json!("unclear_text"), 422, "/reason_code not-for-this-decision"),
        one("decideReviewItem", "/decision", json!("reject"), 422, "/reason_code not-for-this-decision"),
        one("decideReviewItem", "/note", json!("a".repeat(1001)), 422, "/note length"),
        one("decideReviewItem", "/fields", json!(["title"]), 422, "/fields/0 invalid"),
        one("decideReviewItem", "/fields", json!(vec!["/title"; 21]), 422, "/fields length"),
        one("decideReviewItem", "/revision_id", json!("7"), 400, "/revision_id invalid"),
        one("proposeMatch", "/quantity", json!(0), 422, "/quantity out-of-range"),
        one("proposeMatch", "/quantity", json!(1), 422, "/quantity out-of-range"),
        one("proposeMatch", "/quantity", json!(3), 422, "/quantity out-of-range"),
        one("proposeMatch", "/quantity", json!(2_147_483_648_u64), 400, "/quantity out-of-range"),
        one("cancelMatch", "/reason", json!("superseded"), 422, "/reason unknown-value"),
        one("declineMatch", "/reason", json!("offer_gone"), 422, "/reason unknown-value"),
        one("declineMatch", "/reason", json!("zebra"), 400, "/reason unknown-value"),
    ]
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_is_changed() {
    let world = World::make().await;
    let before = world.app.digest().await;
    let mut complaints = Vec::new();
    let cases: Vec<Case> = offers(&world)
        .into_iter()
        .chain(requests())
        .chain(people())
        .collect();
    for case in &cases {
        let target = world.target(case.operation);
        let right = case.base.as_ref().or(target.body.as_ref()).unwrap().clone();
        let body = case.changes.iter().fold(right, |body, (pointer, value)| {
            with(body, pointer, value.clone())
        });
        let answer = world.call(target).json(&body).send().await;
        let mut found = answer.field_errors();
        let mut expected: Vec<String> = case.fields.iter().map(|f| (*f).to_owned()).collect();
        found.sort();
        expected.sort();
        if (answer.status, &found) != (case.status, &expected) {
            let changes = case
                .changes
                .iter()
                .map(|(p, _)| *p)
                .collect::<Vec<_>>()
                .join(" ");
            complaints.push(format!(
                "{} {changes}: expected {} {expected:?}, got {} {found:?} {}",
                case.operation, case.status, answer.status, answer.body["code"]
            ));
        }
    }
    assert!(
        complaints.is_empty(),
        "{} of {}:\n{}",
        complaints.len(),
        cases.len(),
        complaints.join("\n")
    );
    assert_eq!(world.app.digest().await, before, "something changed");
}

#[tokio::test]
async fn every_wrong_parameter_is_named() {
    let world = World::make().await;
    let app = &world.app;
    let long = "a".repeat(600);
    for (path, status, field) in [
        ("/public/offers?limit=0", 400, "/query/limit out-of-range"),
        ("/public/offers?limit=101", 400, "/query/limit out-of-range"),
        ("/public/offers?limit=-1", 400, "/query/limit invalid"),
        (
            "/public/offers?limit=4294967296",
            400,
            "/query/limit invalid",
        ),
        ("/public/offers?limit=zebra", 400, "/query/limit invalid"),
        ("/public/offers?lat=90.0001&lon=0", 400, "/query/lat point"),
        ("/public/offers?lat=NaN&lon=0", 400, "/query/lat point"),
        ("/public/offers?lat=inf&lon=0", 400, "/query/lat point"),
        ("/public/offers?lat=47", 400, "/query/lon required"),
        ("/public/offers?lon=28", 400, "/query/lat required"),
        (
            "/public/offers?radius_m=10",
            400,
            "/query/radius_m out-of-range",
        ),
        (
            "/public/offers?category=zebra",
            400,
            "/query/category unknown-value",
        ),
        (
            "/public/offers?must=zebra",
            400,
            "/query/must unknown-value",
        ),
        ("/public/offers?cursor=zebra", 400, "/query/cursor cursor"),
        ("/public/offers?zebra=1", 400, "/query/zebra unknown-field"),
        (
            "/public/offers?limit=1&limit=2",
            400,
            "/query/limit duplicate",
        ),
        (
            "/public/offers?place_id=1",
            422,
            "/query/place_id unknown-place",
        ),
        ("/places", 400, "/query/q required"),
        ("/places?q=", 400, "/query/q invalid"),
        ("/places?q=%20", 422, "/query/q blank"),
        ("/places?q=%00", 400, "/query/q invalid"),
        (
            "/places?q=Siret&country=romania",
            400,
            "/query/country invalid",
        ),
        ("/places?q=Siret&limit=0", 400, "/query/limit out-of-range"),
    ] {
        app.get(path).send().await.fields(status, &[field]);
    }
    app.get(format!("/places?q={long}"))
        .send()
        .await
        .fields(400, &["/query/q invalid"]);
    app.get(format!("/public/offers?cursor={long}"))
        .send()
        .await
        .fields(400, &["/query/cursor cursor"]);
    let own = |path: String| app.get(path).by(&world.provider.member).send();
    let provider = &world.provider.id;
    own(format!("/providers/{provider}/offers?cursor=e30"))
        .await
        .fields(400, &["/query/cursor cursor"]);
    own(format!("/providers/{provider}/matches?state=zebra"))
        .await
        .fields(400, &["/query/state unknown-value"]);
    app.get("/zebra").send().await.problem(404, "not-found");
    app.delete("/offers")
        .send()
        .await
        .problem(405, "method-not-allowed");
}

#[tokio::test]
async fn nothing_of_somebody_elses_can_be_named_in_a_body() {
    let world = World::make().await;
    let rival = world.app.provider(1, "ngo", 3).await;
    let before = world.app.digest().await;
    let target = world.target("createOffer");
    let body = with(
        target.body.clone().unwrap(),
        "/provider_id",
        rival.id.clone(),
    );
    world
        .call(target)
        .json(&body)
        .send()
        .await
        .problem(404, "not-found");
    let target = world.target("proposeMatch");
    for offer in ["018f0000-0000-7000-8000-00000000dead", rival.id.as_str()] {
        world
            .call(target)
            .json(&json!({ "offer_id": offer }))
            .send()
            .await
            .problem(409, "offer-not-available");
    }
    let body = without(json!({ "offer_id": rival.id, "quantity": 1 }), "/quantity");
    world.call(target).json(&body).send().await.expect(409);
    assert_eq!(world.app.digest().await, before);
}
