//! How long a provider has to answer: in time for what was chosen, and never only some minutes.

#![expect(
    clippy::unwrap_used,
    reason = "a test that stops at the first surprise is a good test"
)]

#[expect(dead_code, reason = "other tests use the rest of it")]
mod common;

use common::{centre, details, need, offer, period, query};
use jiff::{Timestamp, civil::Date, civil::date};
use punte_core::{
    answer::answer_by, clock::local_day, matching::Query, period::Period, request::Urgency,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A need of a category, chosen at an instant.
fn asking(category: &str, now: &str, urgency: Urgency) -> Query {
    let mut query = query(&need(category));
    query.now = at(now);
    query.today = local_day(query.now);
    query.urgency = urgency;
    query
}

/// Until when a host has to answer who is asked at an instant for a week from a day on.
fn host(now: &str, from: Date, urgency: Urgency) -> Timestamp {
    let mut query = asking("housing", now, urgency);
    query.dates = Some(period(from, date(2026, 12, 31)));
    let home = offer(1, centre(), 4, &details("housing"));
    answer_by(&query, &home.terms, None)
}

#[test]
fn a_host_answers_before_the_day_of_arrival_and_has_four_hours_at_least() {
    let (days, first) = (Urgency::Days, date(2026, 12, 1));
    // In Chisinau the first of December begins at 22:00 UTC.
    for (asked, until) in [
        ("2026-11-28T10:00:00Z", "2026-11-30T10:00:00Z"),
        ("2026-11-30T10:00:00Z", "2026-11-30T22:00:00Z"),
        ("2026-11-30T18:00:00Z", "2026-11-30T22:00:00Z"),
        ("2026-11-30T18:00:01Z", "2026-11-30T22:00:01Z"),
        // Ten minutes to midnight.
        ("2026-11-30T21:50:00Z", "2026-12-01T01:50:00Z"),
        // The day has begun: there is nothing to be in time for.
        ("2026-11-30T22:00:00Z", "2026-12-02T22:00:00Z"),
    ] {
        assert_eq!(host(asked, first, days), at(until), "{asked}");
    }
    // Where the need is for today, four hours are all there is.
    let late = host("2026-11-30T21:50:00Z", first, Urgency::Today);
    assert_eq!(late, at("2026-12-01T01:50:00Z"));
}

#[test]
fn a_ride_leaves_and_a_week_ends_whoever_was_asked_late() {
    let asked = asking("transport", "2026-12-01T08:59:00Z", Urgency::Days);
    let ride = offer(1, centre(), 4, &details("transport"));
    let by = answer_by(&asked, &ride.terms, None);
    assert_eq!(by, at("2026-12-01T09:00:00Z"));
    let doctor = offer(1, centre(), 4, &details("medical"));
    let asked = asking("medical", "2026-12-06T20:00:00Z", Urgency::Days);
    let by = |week| answer_by(&asked, &doctor.terms, week);
    assert_eq!(
        by(Period::week_of(date(2026, 12, 6))),
        at("2026-12-06T22:00:00Z")
    );
    assert_eq!(by(None), at("2026-12-08T20:00:00Z"));
    for category in ["job", "service"] {
        let asked = asking(category, "2026-12-06T20:00:00Z", Urgency::Today);
        let help = offer(1, centre(), 4, &details(category));
        assert_eq!(
            answer_by(&asked, &help.terms, None),
            at("2026-12-07T00:00:00Z"),
            "{category}"
        );
    }
}
