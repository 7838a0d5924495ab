//! What is wrong with query parameters: numbers, points, places, cursors, words, encodings, repetitions.

use punte_tests::contract;

use super::{Case, World};

/// Bad values of a parameter: as they are written, with the status and the code.
type Values = Vec<(String, u16, &'static str)>;

fn values(list: &[&str], status: u16, code: &'static str) -> Values {
    list.iter()
        .map(|v| ((*v).to_owned(), status, code))
        .collect()
}

#[rustfmt::skip]
fn numbers() -> Values {
    values(
        &["", "zebra", "1.5", "1e2", "0x10", "%20", "1%20", "%D9%A3", "NaN", "1,2", "null", "%2D", "99999999999999999999"],
        400,
        "invalid",
    )
}

/// What is bad for a parameter, typed by hand. One that has no row fails the test.
#[rustfmt::skip]
fn bad(operation: &str, name: &str) -> Values {
    let mut bad = match name {
        "limit" => {
            let mut bad = numbers();
            bad.extend(values(&["-1", "4294967296"], 400, "invalid"));
            bad.extend(values(&["0", "101", "4294967295"], 400, "out-of-range"));
            bad
        }
        "days" => {
            let mut bad = numbers();
            bad.extend(values(&["-1", "4294967296"], 400, "invalid"));
            bad.extend(values(&["0", "367", "4294967295"], 400, "out-of-range"));
            bad
        }
        "radius_m" => {
            let mut bad = numbers();
            bad.extend(values(&["-1", "4294967296"], 400, "invalid"));
            bad.extend(values(&["0", "999", "1000001", "4294967295"], 400, "out-of-range"));
            bad
        }
        "place_id" => {
            let mut bad = numbers();
            bad.extend(values(&["9223372036854775808"], 400, "invalid"));
            bad.extend(values(&["0", "1", "9223372036854775807", "-9223372036854775808"], 422, "unknown-place"));
            bad
        }
        "lat" | "lon" => {
            let mut bad = values(&["", "zebra", "47,5", "0x10", "47N", "47%C2%B0", "%20", "47%00", "null", "[47]"], 400, "invalid");
            let far: &[&str] = if name == "lat" {
                &["90.0001", "-90.0001", "180", "NaN", "nan", "inf", "-inf", "infinity", "1e400", "1e308"]
            } else {
                &["180.0001", "-180.0001", "540", "NaN", "inf", "-Infinity", "1e999"]
            };
            bad.extend(values(far, 400, "point"));
            bad
        }
        "cursor" | "after" | "offers" | "providers" => {
            // "e30" is {}, "W10" is [], "bnVsbA" is null, "WzEsMl0" is [1,2], "IicgIg" is "' ".
            let mut bad = values(
                &["", "zebra", "e30", "W10", "MQ", "bnVsbA", "WzEsMl0", "IicgIg", "%00", "%F0%9F%8F%A0", "e30=", "e30%3D%3D", "..", "a b", "%2B%2F"],
                400,
                "cursor",
            );
            bad.push(("A".repeat(600), 400, "cursor"));
            bad.push(("W1tb".repeat(120), 400, "cursor"));
            bad
        }
        "action" => values(&["", "%20", "Roles", "roles-changed", "roles%00", "roles_changed%20", "%D1%80oles", "1", &"a".repeat(61)], 400, "invalid"),
        "subject_id" => values(&["", "1", "null", "018f00000000700080000000000dead", "%7B018f0000-0000-7000-8000-00000000dead%7D", "%00"], 400, "invalid"),
        "day" => values(&["", "today", "20270301", "2027-13-01", "2027-02-30", "2027-03-01T00:00:00Z", "01.03.2027", "%00", "-1"], 400, "invalid"),
        "category" | "state" | "view" => values(&["", "zebra", "Housing", "HELD", "housing,job", "%D0%BEffered", "1", "%00", "null"], 400, "unknown-value"),
        "closed" => values(&["", "zebra", "0", "1", "yes", "TRUE", "true%20", "%00", "null"], 400, "invalid"),
        "must" => values(&["zebra", "dogs,zebra", "no_animals", "dogs;cats", "DOGS", "%00", "%D1%81ats", "dogs,%27%20or%201=1"], 400, "unknown-value"),
        "country" => values(&["", "romania", "R", "ro", "R1", "%D0%A0%D0%9E", "R%00", "%F0%9F%87%B7%F0%9F%87%B4", "ROU", "%25"], 400, "invalid"),
        "q" if operation == "listReviewItems" => {
            let mut bad = values(&["", "%00", "Siret%00", "%0d%0aSiret", "%09", "%1b", "%7f", "%c2%85"], 400, "invalid");
            bad.push(("a".repeat(121), 400, "invalid"));
            bad.push(("%F0%9F%8F%A0".repeat(121), 400, "invalid"));
            bad.push(("a".repeat(8_000), 400, "invalid"));
            bad
        }
        "q" => {
            let mut bad = values(&["", "%00", "Siret%00", "%0d%0aSiret", "%09", "%1b", "%7f", "%c2%85"], 400, "invalid");
            bad.extend(values(&["%20", "---", "...", "+", "%25", "%25_%25", "____", "%5C"], 422, "blank"));
            bad.push(("a".repeat(101), 400, "invalid"));
            bad.push(("%F0%9F%8F%A0".repeat(101), 400, "invalid"));
            bad.push(("a".repeat(8_000), 400, "invalid"));
            bad
        }
        _ => panic!("{operation}: no bad values for {name}"),
    };
    // Percent-encoding that is broken, or hides what is no UTF-8.
    bad.extend(values(&["%", "%z", "%zz", "a%2", "%ff", "%c0%80", "%ed%a0%80", "%2", "%u0041"], 400, "invalid"));
    bad
}

pub fn cases(world: &World) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for operation in &contract().operations {
        let target = world.target(&operation.id);
        let path = target.path.split('?').next().unwrap();
        let parameters = operation.object["parameters"].as_array();
        let names: Vec<&str> = parameters
            .into_iter()
            .flatten()
            .filter(|p| p["in"] == "query")
            .map(|p| p["name"].as_str().unwrap())
            .collect();
        let at = |query: &str| world.at(target, format!("{path}?{query}"));
        for name in &names {
            // What has to be there beside it.
            let beside = match (operation.id.as_str(), *name) {
                (_, "lat") => "&lon=28.8",
                (_, "lon") => "&lat=47.3",
                ("searchPlaces", "country" | "limit") => "&q=Siret",
                _ => "",
            };
            for (value, status, code) in bad(&operation.id, name) {
                let shown: String = value.chars().take(40).collect();
                let query = format!("{name}={value}{beside}");
                // A point is wrong as a whole, and its latitude stands for it.
                let said = if code == "point" { "lat" } else { *name };
                let case = Case::new(target, format!("{name}={shown}"), at(&query), status);
                cases.push(case.field(format!("/query/{said}"), code));
            }
            let once = match *name {
                "category" => "job",
                "view" => "risky",
                "state" => "proposed",
                "action" => "roles_changed",
                "subject_id" => "018f0000-0000-7000-8000-00000000dead",
                "day" => "2027-03-01",
                "closed" => "true",
                _ => "1",
            };
            let call = at(&format!("{name}={once}&{name}={once}{beside}"));
            let case = Case::new(target, format!("{name} twice"), call, 400);
            cases.push(case.field(format!("/query/{name}"), "duplicate"));
        }
        if names.is_empty() {
            continue;
        }
        let q = if operation.id == "searchPlaces" {
            "&q=Siret"
        } else {
            ""
        };
        for (query, pointer) in [
            ("zebra=1", "/query/zebra"),
            ("zebra", "/query/zebra"),
            ("=1", "/query/"),
            ("limit[]=1", "/query/limit[]"),
            ("LIMIT=1", "/query/LIMIT"),
            ("lіmit=1", "/query/lіmit"),
            ("%6cimit%00=1", "/query/limit\0"),
            ("a%2Fb=1", "/query/a~1b"),
        ] {
            let case = Case::new(target, query, at(&format!("{query}{q}")), 400);
            cases.push(case.field(pointer, "unknown-field"));
        }
        for query in ["%ff=1", "%=1", "%zz"] {
            let case = Case::new(target, query, at(&format!("{query}{q}")), 400);
            cases.push(case.field("/query", "invalid"));
        }
    }
    let public = world.target("listPublicOffers");
    for (query, pointer) in [("lat=47", "/query/lon"), ("lon=28", "/query/lat")] {
        let call = world.at(public, format!("/public/offers?{query}"));
        cases.push(Case::new(public, query, call, 400).field(pointer, "required"));
    }
    let places = world.target("searchPlaces");
    let call = world.at(places, "/places".into());
    cases.push(Case::new(places, "without q", call, 400).field("/query/q", "required"));
    cases
}

#[tokio::test]
async fn a_search_for_nothing_that_is_a_letter_finds_nothing() {
    let world = World::make().await;
    for q in [
        "*",
        "*****",
        "%E2%80%8B",
        "%E2%80%AE",
        "%F0%9F%8F%A0",
        "%3D%3D",
    ] {
        let found = world.app.get(format!("/places?q={q}")).expect(200).await;
        assert!(found.items().is_empty(), "{q}: {}", found.text);
    }
}
