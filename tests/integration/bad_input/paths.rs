//! What is wrong with a path: ids that are none or nobody's, segments too many, methods that are not there.

use std::collections::BTreeSet;

use punte_tests::contract;
use reqwest::Method;

use super::{Case, Target, World};

pub fn cases(world: &World) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for target in &world.targets {
        cases.extend(ids(world, target));
        cases.extend(methods(world, target));
    }
    cases
}

fn ids<'a>(world: &'a World, target: &'a Target) -> Vec<Case<'a>> {
    let Some(id) = target.path.split('/').find(|part| part.len() == 36) else {
        return Vec::new();
    };
    [
        // Of nobody.
        "018f0000-0000-7000-8000-00000000dead",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        // No ids.
        "7",
        "-1",
        "null",
        "me",
        "zebra",
        "018f0000-0000-7000-8000-00000000dea",
        "018f0000-0000-7000-8000-00000000deadd",
        "..%2f..",
        "%2e%2e%2f%2e%2e",
        "%00",
        "%0d%0aset-cookie:%20a=b",
        "%ff%fe",
        "%e2%80%ae",
        "%25",
        "%zz",
        "'%20or%201=1%20--",
        "%3Cscript%3E",
        "🏠",
        "*",
        "{id}",
        ";a=b",
        // The right one, written otherwise.
        &format!("%7b{id}%7d"),
        &format!("urn:uuid:{id}"),
        &format!("{id}%00"),
        &format!("{id}%20"),
        &format!("{id};a=b"),
        &id.replace('-', ""),
        &"9".repeat(500),
        &"%41".repeat(2_000),
    ]
    .into_iter()
    .map(|wrong| {
        let shown: String = wrong.chars().take(40).collect();
        let call = world.at(target, target.path.replace(id, wrong));
        Case::new(target, format!("at {shown}"), call, 404)
    })
    .collect()
}

/// Methods that openapi.yaml does not give a path: 405, or 404 where no path is. Reported under the operation whose path it is.
fn methods<'a>(world: &'a World, target: &'a Target) -> Vec<Case<'a>> {
    let operation = contract()
        .operations
        .iter()
        .find(|o| o.id == target.operation);
    let path = &operation.unwrap().path;
    let there: BTreeSet<&str> = contract()
        .operations
        .iter()
        .filter(|o| o.path == *path)
        .map(|o| o.method.as_str())
        .collect();
    let mut cases = Vec::new();
    for method in [
        "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ZEBRA",
    ] {
        if !there.contains(method) {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let call = world.app.call(method.clone(), &target.path);
            cases.push(Case::new(target, format!("by {method}"), call, 405));
        }
    }
    let own = target.path.split('?').next().unwrap();
    // An id could stand behind these; it is not theirs to be posted to, or read.
    let below = match target.operation {
        "createOffer" | "createPartner" | "createProvider" | "createRequest" | "keepRequest"
        | "listKeptRequests" | "listOwnSessions" | "openCase" | "reportDanger" => 405,
        _ => 404,
    };
    for (path, status) in [
        (format!("{own}/"), 404),
        (format!("{own}/zebra"), below),
        (format!("/{own}"), 404),
        (own.to_uppercase(), 404),
    ] {
        let call = world.at(target, path.clone());
        cases.push(Case::new(target, format!("at {path}"), call, status));
    }
    cases
}
