//! The same of what is carried out: right requests that change something, by everybody who may and everybody else.

use std::collections::BTreeSet;

use punte_tests::{TestApp, contract, service_need};
use serde_json::{Value, json};

use super::{Sweep, Wider};
use crate::canaries::{self, Canaries, Owner};

/// What is asked, in this order: what ends or hides something comes last.
const ORDER: [&str; 27] = [
    "findAccount",
    "openCaseContact",
    "openChildContact",
    "planCase",
    "noteCase",
    "noteChildCase",
    "sendMessage",
    "openInquiry",
    "addNeed",
    "correctContact",
    "createInvitation",
    "recordEvidence",
    "correctProvider",
    "suspendOffer",
    "reinstateOffer",
    "setAvailability",
    "editOffer",
    "setRoles",
    "setDisabled",
    "closeReport",
    "closeChildCase",
    "cancelMatch",
    "withdrawOffer",
    "blockProvider",
    "reviewBlock",
    "reissueCaseCode",
    "endCase",
];

/// Which of these shows whose fields to whom: to the others nothing, and by the others nothing to anybody.
#[rustfmt::skip]
const SHOWN: [(&str, &str, Owner, &str); 13] = [
    ("findAccount",      "administrator",    Owner::Account,   "account"),
    ("setRoles",         "administrator",    Owner::Account,   "account"),
    ("setDisabled",      "administrator",    Owner::Account,   "account"),
    ("openCaseContact",  "case worker",      Owner::Household, "request_contact"),
    ("planCase",         "case worker",      Owner::Household, "case_text"),
    ("noteCase",         "case worker",      Owner::Household, "case_text"),
    ("openChildContact", "child protection", Owner::Child,     "request_contact"),
    // Their own, as it is from now on.
    ("correctProvider",  "volunteer",        Owner::Volunteer, "provider"),
    ("setAvailability",  "volunteer",        Owner::Volunteer, "offer_private"),
    ("setAvailability",  "key",              Owner::Volunteer, "offer_private"),
    ("editOffer",        "volunteer",        Owner::Volunteer, "offer_private"),
    ("editOffer",        "key",              Owner::Volunteer, "offer_private"),
    ("withdrawOffer",    "volunteer",        Owner::Volunteer, "offer_private"),
];

/// A right body, whoever sends it; of who a provider is, what it says of itself.
fn body(operation: &str, canaries: &Canaries, profile: &Value) -> Value {
    match operation {
        "findAccount" => json!({ "email": canaries.account.email() }),
        "openChildContact" => json!({ "reason": "get_in_touch" }),
        "planCase" => json!({ "label": "Room 4", "follow_up_on": null }),
        "noteCase" | "noteChildCase" => json!({ "text": "Somebody answers there." }),
        "sendMessage" => json!({ "text": "Tomorrow at ten." }),
        "openInquiry" => json!({ "offer_id": canaries.offers[3], "phrase": "still_there" }),
        "addNeed" => service_need(1),
        "correctContact" => json!({
            "channel": "phone", "name": "Zqolena", "phone": "+37369555200", "email": "zqhousehold@example.org",
            "safe_note": "zqsafe after six",
        }),
        "createInvitation" => json!({ "role": "member" }),
        "recordEvidence" => json!({ "kind": "visit" }),
        "correctProvider" => profile.clone(),
        "setAvailability" => {
            json!({ "capacity": 3, "availability": [{ "from": "2027-03-01", "to": "2027-08-01" }] })
        }
        "editOffer" => json!({ "content": { "capacity": 2 } }),
        "suspendOffer" => json!({ "reason": "unreachable" }),
        "setRoles" => json!({ "roles": [] }),
        "setDisabled" => json!({ "disabled": false }),
        "closeReport" => json!({ "outcome": "put_right" }),
        "closeChildCase" => json!({ "outcome": "handed_over" }),
        "cancelMatch" => json!({ "reason": "no_reason" }),
        "blockProvider" => json!({ "reason": "danger" }),
        "reviewBlock" => json!({ "verdict": "upheld" }),
        "reissueCaseCode" => json!({ "reason": "known_to_helper" }),
        "endCase" => json!({ "reason": "served" }),
        _ => json!({}),
    }
}

#[tokio::test]
async fn what_is_carried_out_shows_a_personal_field_to_nobody_else_either() {
    let app = TestApp::spawn().await;
    let mut canaries = canaries::make(&app).await;
    let wider = Wider::make(&app, &mut canaries).await;
    let own = app.get(format!("/providers/{}", canaries.volunteer.id));
    let own = own.by(&canaries.volunteer.member).expect(200).await;
    let profile = own.at("/profile");
    let mut sweep = Sweep::of(&app, &canaries, &wider).await;
    // A second look at a block takes somebody else.
    sweep
        .callers
        .push(("second moderator", Some(app.cast.moderators[1].clone())));
    for id in ORDER {
        let mut all = contract().operations.iter();
        let operation = all.find(|operation| operation.id == id).unwrap();
        sweep.ask(operation, &body(id, &canaries, profile)).await;
    }
    let expected: BTreeSet<String> = ORDER.iter().map(|id| (*id).to_owned()).collect();
    let never: Vec<_> = expected.difference(&sweep.done).collect();
    assert!(
        never.is_empty(),
        "carried out for nobody: is it right? {never:?}"
    );
    sweep.hold(&SHOWN);
}
