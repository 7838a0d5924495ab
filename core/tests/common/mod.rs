//! Small offers and needs for the tests of the engine, made the way the server makes them: parsed, never by hand.
#![expect(
    clippy::unwrap_used,
    reason = "a test that stops at the first surprise is a good test"
)]

use jiff::{Timestamp, civil::Date, civil::date};
use punte_core::{
    id::{OfferId, RequestId, RevisionId},
    matching::{Candidate, Query},
    offer::{OfferContent, OfferDraft},
    period::Period,
    place::GeoPoint,
    provider::ProviderKind,
    request::{Household, Need},
};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) const TODAY: Date = date(2026, 11, 22);

/// Noon in UTC on the day, 14:00 in Chișinău.
pub(crate) fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

pub(crate) fn days_ago(days: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() - days * 86_400).unwrap()
}

pub(crate) fn point(lat: f64, lon: f64) -> GeoPoint {
    GeoPoint::new(lat, lon).unwrap()
}

/// Chișinău.
pub(crate) fn centre() -> GeoPoint {
    point(47.0056, 28.8575)
}

/// So many metres north of the centre (a degree of the mean sphere is 111,195.08 m).
pub(crate) fn north(metres: u32) -> GeoPoint {
    point(
        centre().lat() + f64::from(metres) / 111_195.08,
        centre().lon(),
    )
}

pub(crate) fn period(from: Date, to: Date) -> Period {
    Period::new(from, to).unwrap()
}

/// 1 to 8 December: seven nights.
pub(crate) fn a_week() -> Period {
    period(date(2026, 12, 1), date(2026, 12, 8))
}

/// The least details of each category.
pub(crate) fn details(category: &str) -> Value {
    match category {
        "housing" => json!({"category": category, "kind": "apartment", "privacy": "entire_place"}),
        "transport" => json!({
            "category": category,
            "stops": [{"place_id": 1, "point": {"lat": 47.0056, "lon": 28.8575}},
                      {"place_id": 2, "point": {"lat": 47.95, "lon": 26.0667}}],
            "departs_from": "2026-12-01T07:00:00Z", "departs_until": "2026-12-01T09:00:00Z"
        }),
        "job" => json!({
            "category": category, "occupation": "9112", "contract": "permanent", "hours_per_week": 40,
            "pay_minor": 1_000_000, "currency": "MDL", "pay_period": "month"
        }),
        "medical" => json!({"category": category, "speciality": "dentistry", "mode": "facility"}),
        _ => json!({"category": "service", "theme": "legal"}),
    }
}

/// Details with some fields set.
pub(crate) fn with(category: &str, fields: &Value) -> Value {
    let mut all = details(category);
    for (name, value) in fields.as_object().unwrap() {
        all.as_object_mut()
            .unwrap()
            .insert(name.clone(), value.clone());
    }
    all
}

/// An organisation's offer, confirmed just now, open all winter, Ukrainian spoken.
pub(crate) fn offer(id: u128, at: GeoPoint, capacity: u16, details: &Value) -> Candidate {
    let draft: OfferDraft = serde_json::from_value(json!({
        "title": "A title", "description": "A description", "language": "ro", "place_id": 1,
        "capacity": capacity, "languages": ["uk"], "details": details,
        "availability": [{"from": "2026-11-01", "to": "2027-06-01"}],
    }))
    .unwrap();
    let content = OfferContent::parse(draft).unwrap();
    Candidate::new(
        OfferId(Uuid::from_u128(id)),
        RevisionId(Uuid::from_u128(id + 1_000_000)),
        &content,
        ProviderKind::Ngo,
        at,
        now(),
    )
}

/// One woman who speaks Ukrainian, in the centre, one unit, a week in December, nothing else asked.
pub(crate) fn query(details: &Value) -> Query {
    let household = Household::parse(
        serde_json::from_value(json!({"women": 1, "languages": ["uk"]})).unwrap(),
        TODAY,
    )
    .unwrap();
    let need = Need::parse(
        serde_json::from_value(json!({
            "place_id": 1, "quantity": 1, "details": details, "urgency": "weeks",
            "dates": {"from": "2026-12-01", "to": "2026-12-08"},
        }))
        .unwrap(),
        TODAY,
    )
    .unwrap();
    Query::new(
        RequestId(Uuid::from_u128(7)),
        &household,
        &need,
        1,
        centre(),
        Some(point(47.95, 26.0667)),
        now(),
        TODAY,
    )
}

/// What a need of each category asks for so that [`details`] is of its kind.
pub(crate) fn need(category: &str) -> Value {
    match category {
        "transport" => json!({"category": category, "to_place_id": 2}),
        "medical" => json!({"category": category, "speciality": "dentistry"}),
        "service" => json!({"category": category, "theme": "legal"}),
        other => json!({"category": other}),
    }
}
