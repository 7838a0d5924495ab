//! What is bad where numbers, points, places and times are expected.

use super::{
    shapes::object,
    value::{Bad, all, is_no_number, is_no_text, rule, shape, texts},
};

/// A whole number.
pub(super) fn whole(least: i128, most: i128, type_least: i128, type_most: i128) -> Vec<Bad> {
    let mut bad = is_no_number();
    bad.extend(all(
        &["1.5", "1e2", "-0.0", "99999999999999999999"],
        shape,
        "wrong-type",
    ));
    for n in [
        least - 1,
        most + 1,
        -1,
        65_536,
        i128::from(i32::MAX) + 1,
        i128::from(i64::MAX),
        i128::from(i64::MIN),
    ] {
        if (type_least..=type_most).contains(&n) && !(least..=most).contains(&n) {
            bad.push(rule(n.to_string(), "out-of-range"));
        } else if !(type_least..=type_most).contains(&n) {
            bad.push(shape(n.to_string(), "out-of-range"));
        }
    }
    bad
}

/// A place.
pub(super) fn place() -> Vec<Bad> {
    let mut bad = is_no_number();
    bad.extend(all(&["1.5", "617638.0", "1e6"], shape, "wrong-type"));
    bad.extend(all(
        &["9223372036854775808", "18446744073709551615"],
        shape,
        "out-of-range",
    ));
    bad.extend(all(
        &[
            "0",
            "1",
            "9223372036854775807",
            "-9223372036854775808",
            "2147483648",
        ],
        rule,
        "unknown-place",
    ));
    bad
}

/// A point.
pub(super) fn point(near: bool) -> Vec<Bad> {
    let mut bad = object();
    for (lat, lon) in [
        ("90.0001", "0"),
        ("-90.0001", "0"),
        ("0", "180.0001"),
        ("0", "-180.0001"),
        ("1e308", "0"),
        ("0", "-1e308"),
        ("2147483648", "28"),
        ("47", "9223372036854775807"),
        ("4738321", "2882147"),
    ] {
        bad.push(shape(format!("{{\"lat\":{lat},\"lon\":{lon}}}"), "point"));
    }
    // In the world, but not where the offer is: swapped, zero, the antimeridian, the poles.
    let far = [
        ("28.82", "47.38"),
        ("0", "0"),
        ("47.38", "180"),
        ("47.38", "-180"),
        ("90", "28.82"),
        ("-90", "28.82"),
        ("47.38", "-28.82"),
    ];
    for (lat, lon) in far.into_iter().filter(|_| near) {
        bad.push(rule(
            format!("{{\"lat\":{lat},\"lon\":{lon}}}"),
            "far-from-place",
        ));
    }
    bad.push(shape("{\"lat\":47.38}", "required").at("/lon"));
    bad.push(shape("{\"lon\":28.82}", "required").at("/lat"));
    bad.push(shape("[28.82,47.38]", "wrong-type"));
    bad.push(shape("\"SRID=4326;POINT(28.82 47.38)\"", "wrong-type"));
    bad.push(shape("\"0101000020E6100000\"", "wrong-type"));
    bad.push(
        shape(
            "{\"type\":\"Point\",\"coordinates\":[28.82,47.38]}",
            "unknown-field",
        )
        .at("/coordinates"),
    );
    bad.push(
        shape(
            "{\"lat\":47.38,\"lon\":28.82,\"srid\":3857}",
            "unknown-field",
        )
        .at("/srid"),
    );
    bad
}

/// A coordinate.
pub(super) fn degrees(most: u16) -> Vec<Bad> {
    let mut bad = is_no_number();
    for n in [
        format!("{most}.0001"),
        format!("-{most}.0001"),
        "1e308".to_owned(),
        "-99999999999".to_owned(),
    ] {
        bad.push(shape(n, "point"));
    }
    bad
}

/// A day.
pub(super) fn day() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            "zebra",
            "2027-02-30",
            "2027-02-29",
            "2100-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-04-31",
            "2027-3-1",
            "01.03.2027",
            "27-03-01",
            "10000-01-01",
            "-2027-03-01",
            "2027-03-01T10:00:00",
            "2027-03-01T10:00:00Z",
            "20270301",
            "+002027-03-01",
            "2027-W09-1",
            "2027-060",
            " 2027-03-01",
            "2027-03-01\0",
            "２０２７-03-01",
        ],
        shape,
        "invalid",
    ));
    bad
}

/// An instant.
pub(super) fn moment(past: bool) -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            "zebra",
            "yesterday",
            "2027-03-05",
            "2027-03-05T07:00:00",
            "2027-02-30T07:00:00Z",
            "2027-03-05T25:00:00Z",
            "2027-03-05T07:61:00Z",
            "2027-03-05T07:00:00+99:00",
            "10000-03-05T07:00:00Z",
            "1772694000",
            "2027-03-05T07:00:00Z\0",
            "2027-03-05T07:00Z",
            "2027-03-05 07:00:00Z",
            "20270305T070000Z",
            "2027-03-05T07:00:00+02[Europe/Bucharest]",
            "2027-03-05T07:00:00,5Z",
        ],
        shape,
        "invalid",
    ));
    if past {
        bad.extend(texts(
            &[
                "2027-03-01T08:00:01Z",
                "9999-12-30T00:00:00Z",
                "2026-02-28T08:00:00Z",
                "0001-01-01T00:00:00Z",
            ],
            rule,
            "not-within-a-year",
        ));
    }
    bad
}

/// From a day to a day.
pub(super) fn period() -> Vec<Bad> {
    let mut bad = object();
    let period = |from: &str, to: &str| format!("{{\"from\":\"{from}\",\"to\":\"{to}\"}}");
    for (from, to) in [
        ("2027-03-10", "2027-03-01"),
        ("2027-03-10", "2027-03-10"),
        ("9999-12-30", "9999-12-31"),
        ("0001-01-01", "0001-01-02"),
        ("1969-12-31", "1970-01-05"),
    ] {
        bad.push(shape(period(from, to), "dates-reversed"));
    }
    bad.push(shape("{\"to\":\"2027-03-10\"}", "required").at("/from"));
    bad.push(shape("{\"from\":\"2027-03-10\"}", "required").at("/to"));
    bad.push(shape("[\"2027-03-01\",\"2027-03-10\"]", "wrong-type"));
    bad.push(shape("\"2027-03-01/2027-03-10\"", "wrong-type"));
    bad
}
