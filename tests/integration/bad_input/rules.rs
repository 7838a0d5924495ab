//! What is wrong with fields together, or for this category or this caller: every field error, and no other.

use punte_tests::{housing_need, job_need, ride_need, service_need, with};
use serde_json::{Value, json};

use super::{Case, Fields, World, bases::bases};

/// A change of a right body: operation, base (empty: the only one), pointers with values, status, every field error.
type Rule = (
    &'static str,
    &'static str,
    Vec<(&'static str, Value)>,
    u16,
    Vec<&'static str>,
);

fn periods(pairs: &[(&str, &str)]) -> Value {
    pairs
        .iter()
        .map(|(from, to)| json!({ "from": from, "to": to }))
        .collect()
}

#[rustfmt::skip]
fn offers() -> Vec<Rule> {
    let long = |n: usize| json!("a".repeat(n));
    let one = |base, pointer, value, field| ("createOffer", base, vec![(pointer, value)], 422, vec![field]);
    vec![
        one("housing", "/content/availability", json!([]), "/content/availability required"),
        one("housing", "/private/driver", json!("Ion"), "/private/driver not-of-this-category"),
        one("housing", "/private/plate", json!("ORH 417"), "/private/plate not-of-this-category"),
        one("housing", "/private/licence_number", json!("7"), "/private/licence_number not-of-this-category"),
        one("medical", "/private/plate", json!("ORH 417"), "/private/plate not-of-this-category"),
        one("job", "/private/driver", json!("Ion"), "/private/driver not-of-this-category"),
        one("service", "/private/licence_number", json!("7"), "/private/licence_number not-of-this-category"),
        one("ride", "/content/place_id", json!(617_638), "/content/place_id not-the-first-stop"),
        one("ride", "/content/details/departs_until", json!("2027-03-05T06:59:59Z"), "/content/details/departs_until dates-reversed"),
        one("ride", "/content/details/stops/1/place_id", json!(1), "/content/details/stops/1/place_id unknown-place"),
        ("createOffer", "service", vec![("/content/private_home", json!(true)), ("/content/details/public_phone", json!("+37322250101")),
            ("/content/details/web_page", json!("https://example.org/"))], 422,
            vec!["/content/details/public_phone institutions-only", "/content/details/web_page institutions-only"]),
        ("createOffer", "housing", vec![("/content/details/min_nights", json!(10)), ("/content/details/max_nights", json!(2))], 422,
            vec!["/content/details/max_nights max-below-min"]),
        ("createOffer", "housing", vec![("/content/capacity", json!(0)), ("/content/title", json!("ab")), ("/private/address", long(301))], 422,
            vec!["/content/capacity out-of-range", "/content/title length", "/private/address length"]),
        ("createOffer", "housing", vec![("/content/details/category", json!("service"))], 400, vec!["/content/details/heating unknown-field"]),
        ("editOffer", "", vec![("/content", json!({ "capacity": null }))], 422, vec!["/content/capacity required"]),
        ("editOffer", "", vec![("/content", json!({ "details": null }))], 422, vec!["/content/details required"]),
        ("editOffer", "", vec![("/content", json!({ "details": { "category": null } }))], 422, vec!["/content/details/category required"]),
        ("editOffer", "", vec![("/content", json!({ "details": [] }))], 422, vec!["/content/details wrong-type"]),
        ("editOffer", "", vec![("/content", json!({ "details": { "category": "housing" } }))], 422, vec!["/content/details/documents_needed unknown-field"]),
        ("editOffer", "", vec![("/content", json!({ "translations": { "ro": { "title": "Casă", "description": "O casă." } } }))], 422,
            vec!["/content/translations/ro duplicate"]),
        ("editOffer", "", vec![("/content", json!({ "availability": periods(&[("2027-03-10", "2027-03-01")]) }))], 422, vec!["/content/availability/0 dates-reversed"]),
        ("editOffer", "", vec![("/private", json!({ "point": { "lat": 91 } }))], 422, vec!["/private/point point"]),
        ("editOffer", "", vec![("/private", json!({ "point": { "lat": null } }))], 422, vec!["/private/point/lat required"]),
        ("setAvailability", "", vec![("/availability", json!([]))], 422, vec!["/availability required"]),
        ("setAvailability", "", vec![("/availability", periods(&[("2027-03-01", "2027-03-05"), ("2027-03-10", "2027-03-01")]))], 400, vec!["/availability/1 dates-reversed"]),
        ("setAvailability", "", vec![("/capacity", json!(8))], 409, vec![]),
        ("setAvailability", "", vec![("/availability", periods(&[("2027-02-28", "2027-06-01")]))], 409, vec![]),
    ]
}

#[rustfmt::skip]
fn requests() -> Vec<Rule> {
    let many = |rules: Vec<(&'static str, &'static str, Value, &'static str)>| -> Vec<Rule> {
        rules.into_iter().map(|(base, pointer, value, field)| ("createRequest", base, vec![(pointer, value)], 422, vec![field])).collect()
    };
    let dates = |from: &str, to: &str| json!({ "from": from, "to": to });
    let wish = |feature: &str, weight: u8| json!({ "feature": feature, "level": "prefer", "weight": weight });
    let mut rules = many(vec![
        ("service", "/household", json!({}), "/household empty-household"),
        ("service", "/household/older_people", json!(2), "/household/older_people out-of-range"),
        ("service", "/household/children", json!([3, 18]), "/household/children/1 out-of-range"),
        ("service", "/household/oldest_born", json!({ "from": 1990, "to": 1980 }), "/household/oldest_born/to out-of-range"),
        ("service", "/contact", json!({ "channel": "phone" }), "/contact/phone required"),
        ("service", "/contact", json!({ "channel": "email" }), "/contact/email required"),
        ("service", "/contact", json!({ "channel": "phone", "email": "a@example.org" }), "/contact/phone required"),
        ("service", "/contact", json!({ "channel": "email", "email": "a@example.org\r\nBcc: b@example.org" }), "/contact/email email"),
        ("service", "/alerts", json!(true), "/alerts email-needed"),
        ("service", "/sms", json!(true), "/sms phone-needed"),
        ("service", "/needs", json!(vec![service_need(1); 9]), "/needs length"),
        ("housing", "/needs/0/quantity", json!(4), "/needs/0/quantity out-of-range"),
        ("housing", "/needs/0/dates", Value::Null, "/needs/0/dates required"),
        ("housing", "/needs/0/dates", dates("2027-02-28", "2027-03-10"), "/needs/0/dates/from in-the-past"),
        ("housing", "/needs/0/dates", dates("1970-01-01", "1970-01-02"), "/needs/0/dates/from in-the-past"),
        ("housing", "/needs/0/dates", dates("2027-03-10", "2027-09-10"), "/needs/0/dates out-of-range"),
        ("housing", "/needs/0/dates", dates("2027-03-10", "9998-12-31"), "/needs/0/dates out-of-range"),
        ("housing", "/needs/0/dates", dates("2029-03-10", "2029-03-11"), "/needs/0/dates/from too-far-ahead"),
        ("housing", "/needs/0/dates", dates("9998-12-30", "9998-12-31"), "/needs/0/dates/from too-far-ahead"),
        ("housing", "/needs/0/criteria", json!([wish("wheelchair", 1)]), "/needs/0/criteria/0/feature not-of-this-category"),
        ("housing", "/needs/0/criteria", json!([wish("kitchen", 1), wish("kitchen", 2)]), "/needs/0/criteria/1/feature duplicate"),
        ("ride", "/needs/0/dates", Value::Null, "/needs/0/dates required"),
        ("ride", "/needs/0/details/to_place_id", json!(710_719), "/needs/0/details/to_place_id same-place"),
        ("service", "/needs/0/details/theme", json!("donation_point"), "/needs/0/details/theme not-for-needs"),
        ("job", "/needs", json!([job_need(), with(ride_need(1), "/dates", Value::Null)]), "/needs/1/dates required"),
        ("job", "/needs", json!([job_need(), with(housing_need(1, "2027-03-10", "2027-03-11"), "/place_id", 1)]), "/needs/1/place_id unknown-place"),
    ]);
    rules.push(("createRequest", "service", vec![("/household", json!({})), ("/needs/0/quantity", json!(0)), ("/contact/channel", json!("phone"))], 422,
        vec!["/household empty-household", "/contact/phone required", "/needs/0/quantity out-of-range"]));
    let alone = json!({ "women": 1, "children": [4] });
    rules.push(("createRequest", "housing", vec![("/household", alone), ("/needs/0/may_split", json!(true))], 422,
        vec!["/needs/0/may_split adult-in-each-part"]));
    // A household is never asked for what it is not anybody's to know.
    for (asked, field) in &[
        ("religion", "/household/religion unknown-field"),
        ("nationality", "/household/nationality unknown-field"),
        ("ethnicity", "/household/ethnicity unknown-field"),
        ("name", "/household/name unknown-field"),
        ("diagnosis", "/household/diagnosis unknown-field"),
    ] {
        rules.push(("createRequest", "service", vec![("/household", json!({ "women": 1, *asked: "x" }))], 400, vec![*field]));
    }
    rules
}

#[rustfmt::skip]
fn searches() -> Vec<Rule> {
    let one = |base, pointer, value, field| ("searchMatches", base, vec![(pointer, value)], 422, vec![field]);
    let dates = |from: &str, to: &str| json!({ "from": from, "to": to });
    let must = |feature: &str| json!({ "feature": feature, "level": "must" });
    let wish = |feature: &str| json!({ "feature": feature, "level": "prefer", "weight": 1 });
    let question = |changes, status, fields| ("explainMatch", "", changes, status, fields);
    vec![
        one("service", "/household", json!({}), "/household empty-household"),
        one("service", "/need/details/theme", json!("donation_point"), "/need/details/theme not-for-needs"),
        one("service", "/need/place_id", json!(1), "/need/place_id unknown-place"),
        one("ride", "/need/details/to_place_id", json!(1), "/need/details/to_place_id unknown-place"),
        one("ride", "/need/details/to_place_id", json!(710_719), "/need/details/to_place_id same-place"),
        one("ride", "/need/quantity", json!(0), "/need/quantity out-of-range"),
        one("housing", "/need/quantity", json!(4), "/need/quantity out-of-range"),
        one("housing", "/need/quantity", json!(255), "/need/quantity out-of-range"),
        one("housing", "/need/dates", Value::Null, "/need/dates required"),
        one("housing", "/need/dates", dates("2027-02-28", "2027-03-10"), "/need/dates/from in-the-past"),
        one("housing", "/need/radius_m", json!(0), "/need/radius_m out-of-range"),
        one("housing", "/need/radius_m", json!(20_037_508), "/need/radius_m out-of-range"),
        one("housing", "/need/criteria", json!([must("kitchen"), wish("kitchen")]), "/need/criteria/1/feature duplicate"),
        one("housing", "/need/criteria", json!([must("dogs"), must("dogs")]), "/need/criteria/1/feature duplicate"),
        one("housing", "/limit", json!(0), "/limit out-of-range"),
        one("housing", "/limit", json!(101), "/limit out-of-range"),
        ("searchMatches", "service", vec![("/household", json!({})), ("/need/quantity", json!(0)), ("/limit", json!(0))], 422,
            vec!["/household empty-household", "/need/quantity out-of-range", "/limit out-of-range"]),
        ("searchMatches", "housing", vec![("/need/dates", dates("2027-03-10", "2027-03-10"))], 400, vec!["/need/dates dates-reversed"]),
        ("searchMatches", "service", vec![("/contact", json!({ "channel": "in_product" }))], 400, vec!["/contact unknown-field"]),
        ("searchMatches", "service", vec![("/household", json!({ "women": 1, "name": "x" }))], 400, vec!["/household/name unknown-field"]),
        question(vec![("/household", json!({})), ("/need/quantity", json!(0))], 422, vec!["/household empty-household", "/need/quantity out-of-range"]),
        question(vec![("/need/place_id", json!(1))], 422, vec!["/need/place_id unknown-place"]),
        question(vec![("/offer_id", json!("018f0000-0000-7000-8000-00000000dead"))], 404, vec![]),
        ("explainNeed", "", vec![("/offer_id", json!("018f0000-0000-7000-8000-00000000dead"))], 404, vec![]),
    ]
}

#[rustfmt::skip]
fn people() -> Vec<Rule> {
    let one = |operation, pointer, value, status, field| (operation, "", vec![(pointer, value)], status, vec![field]);
    let none = |operation, pointer, value, status| (operation, "", vec![(pointer, value)], status, vec![]);
    vec![
        // A password that is the address.
        one("confirmAccount", "/password", json!("olena.kovalenko@example.org"), 422, "/password weak-password"),
        // A code of a mail that says something else.
        one("resetPassword", "/code", json!("0000-0000-0000-0000-0000-0000-0000"), 422, "/code link-code"),
        one("confirmAddressChange", "/code", json!("0000-0000-0000-0000-0000-0000-0000"), 422, "/code link-code"),
        one("requestAddressChange", "/current_password", json!("not the right one"), 422, "/current_password wrong-password"),
        one("requestAddressChange", "/email", json!("Person2@example.org"), 422, "/email same-address"),
        one("chooseMails", "/quiet_hours/to", json!(23), 422, "/quiet_hours/to same-hour"),
        one("chooseRequestMails", "/quiet_hours/to", json!(22), 422, "/quiet_hours/to same-hour"),
        one("createAccount", "/password", json!("correct horse battery staple 7"), 400, "/password unknown-field"),
        one("createAccount", "/email", json!("nobody"), 422, "/email email"),
        none("createSession", "/email", json!("nobody"), 401),
        none("createSession", "/email", json!("person4@example.org\r\n"), 401),
        none("createSession", "/email", json!("' or 1=1 --"), 401),
        none("createSession", "/password", json!("p".repeat(60_000)), 401),
        none("createSession", "/password", json!("\0"), 401),
        one("createProvider", "/kind", json!("ngo"), 422, "/registration_number required"),
        one("createProvider", "/status", json!("vetted"), 400, "/status unknown-field"),
        one("createProvider", "/vetting_level", json!("L3"), 400, "/vetting_level unknown-field"),
        one("createProvider", "/id", json!("018f0000-0000-7000-8000-00000000dead"), 400, "/id unknown-field"),
        // What it is stays, and its standing is not its own to say.
        one("correctProvider", "/kind", json!("company"), 422, "/kind fixed"),
        one("correctProvider", "/registration_number", Value::Null, 422, "/registration_number required"),
        one("correctProvider", "/status", json!("vetted"), 400, "/status unknown-field"),
        one("correctProvider", "/vetting_level", json!("L3"), 400, "/vetting_level unknown-field"),
        one("createAccount", "/roles", json!(["moderator"]), 400, "/roles unknown-field"),
        one("createOffer", "/review", json!("approved"), 400, "/review unknown-field"),
        one("decideReviewItem", "/reason_code", json!("unclear_text"), 422, "/reason_code not-for-this-decision"),
        one("decideReviewItem", "/decision", json!("reject"), 422, "/reason_code not-for-this-decision"),
        none("decideReviewItem", "/revision_id", json!("018f0000-0000-7000-8000-00000000dead"), 412),
        one("decideReviewItems", "/reason_code", json!("checklist_complete"), 422, "/reason_code not-for-this-decision"),
        one("decideReviewItems", "/decision", json!("approve"), 422, "/reason_code not-for-this-decision"),
        one("decideReviewItem", "/fields/0", json!("/zebra"), 422, "/fields/0 unknown-field"),
        one("decideReviewItem", "/fields/0", json!("/private/plate"), 422, "/fields/0 unknown-field"),
        one("decideReviewItems", "/decision", json!("request_changes"), 422, "/note say-what"),
        one("keepAnswers", "/checklist", json!({ "zebra": "yes" }), 422, "/checklist/zebra unknown-field"),
        none("keepAnswers", "/revision_id", json!("018f0000-0000-7000-8000-00000000dead"), 412),
        none("escalateReviewItem", "/revision_id", json!("018f0000-0000-7000-8000-00000000dead"), 412),
        one("proposeMatch", "/quantity", json!(1), 422, "/quantity out-of-range"),
        one("proposeMatch", "/quantity", json!(3), 422, "/quantity out-of-range"),
        // A bed has no stops, and no week.
        one("proposeMatch", "/week_from", json!("2027-03-08"), 422, "/week_from not-of-this-category"),
        one("proposeMatch", "/from_place_id", json!(710719), 422, "/from_place_id not-of-this-category"),
        one("proposeMatch", "/to_place_id", json!(710719), 422, "/to_place_id not-of-this-category"),
        none("proposeMatch", "/offer_id", json!("018f0000-0000-7000-8000-00000000dead"), 409),
        none("proposeMatch", "/offer_id", json!("00000000-0000-0000-0000-000000000000"), 409),
        none("createOffer", "/provider_id", json!("00000000-0000-0000-0000-000000000000"), 404),
        one("cancelMatch", "/reason", json!("superseded"), 422, "/reason unknown-value"),
        one("declineMatch", "/reason", json!("offer_gone"), 422, "/reason unknown-value"),
        none("takeMatchStep", "/step", json!("complete"), 409),
        one("answerCheckIn", "/answer", json!("looking"), 422, "/answer unknown-value"),
        none("answerCheckIn", "/kind", json!("week"), 409),
        // After three months it is asked what became of it.
        one("answerCheckIn", "/kind", json!("quarter"), 422, "/answer unknown-value"),
        one("giveFeedback", "/why_not", Value::Null, 422, "/why_not required"),
        one("giveFeedback", "/delivered", json!("yes"), 422, "/why_not not-if-it-took-place"),
        one("sendMessage", "/phrase", json!("thank_you"), 422, "/text phrase-or-text"),
        one("sendMessage", "/text", Value::Null, 422, "/text required"),
        one("openInquiry", "/phrase", json!("thank_you"), 422, "/text phrase-or-text"),
        one("openInquiry", "/text", Value::Null, 422, "/text required"),
        none("openInquiry", "/offer_id", json!("018f0000-0000-7000-8000-00000000dead"), 409),
        one("sendInquiryMessage", "/text", json!("069 123 456"), 422, "/text contact-in-text"),
        one("continueNeed", "/dates", json!({ "from": "2027-02-20", "to": "2027-03-12" }), 422, "/dates/from in-the-past"),
    ]
}

pub fn cases(world: &World) -> Vec<Case<'_>> {
    let rules = offers()
        .into_iter()
        .chain(requests())
        .chain(searches())
        .chain(people());
    rules
        .map(|(operation, base, changes, status, fields)| {
            let target = world.target(operation);
            let right = bases(operation, &world.provider)
                .into_iter()
                .find(|(name, _)| *name == base)
                .map_or_else(|| target.body.clone().unwrap(), |(_, body)| body);
            let what = changes.iter().map(|(pointer, _)| *pointer);
            let what = format!("{base} {}", what.collect::<Vec<_>>().join(" "));
            let body = changes
                .into_iter()
                .fold(right, |body, (pointer, value)| with(body, pointer, value));
            let call = world.call(target).json(&body);
            Case {
                fields: Fields::Exactly(fields.into_iter().map(str::to_owned).collect()),
                ..Case::new(target, what, call, status)
            }
        })
        .collect()
}

/// What is somebody else's cannot be named either.
#[tokio::test]
async fn nothing_of_somebody_elses_can_be_named_in_a_body() {
    let world = World::make().await;
    let rival = world.app.provider(1, "ngo", 3).await;
    let before = world.app.digest().await;
    let target = world.target("createOffer");
    let body = target.body.clone().unwrap();
    let body = with(body, "/provider_id", rival.id.clone());
    let answer = world.call(target).json(&body).send().await;
    answer.problem(404, "not-found");
    let target = world.target("proposeMatch");
    let body = json!({ "offer_id": rival.id });
    let answer = world.call(target).json(&body).send().await;
    answer.problem(409, "offer-not-available");
    assert_eq!(world.app.digest().await, before);
}
