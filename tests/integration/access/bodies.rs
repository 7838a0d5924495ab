//! What is sent, where an operation takes a body.

use punte_tests::{clinics, request, service, service_need, with};
use serde_json::{Value, json};

use super::World;

pub(super) fn address(_: &World) -> Value {
    json!({ "email": "person0@example.org", "locale": "uk" })
}
pub(super) fn no_link(world: &World) -> Value {
    with(wrong_code(world), "/password", punte_tests::PASSWORD)
}
pub(super) fn wrong_password(_: &World) -> Value {
    json!({ "email": "person0@example.org", "password": "not the right one" })
}
pub(super) fn no_refresh(_: &World) -> Value {
    json!({ "refresh_token": "A".repeat(43) })
}
pub(super) fn no_passwords(_: &World) -> Value {
    json!({ "current_password": "not the right one", "new_password": punte_tests::PASSWORD })
}
pub(super) fn other_address(_: &World) -> Value {
    json!({ "email": "moved@example.org", "current_password": "not the right one" })
}
pub(super) fn no_code(_: &World) -> Value {
    json!({ "code": "none" })
}
pub(super) fn wrong_code(_: &World) -> Value {
    json!({ "code": "0000-0000-0000-0000-0000-0000-0000" })
}
pub(super) fn nobodys_request(_: &World) -> Value {
    json!({ "tracking_code": "0000-0000-0000-0000-0000-0000-0000" })
}
pub(super) fn no_number(_: &World) -> Value {
    json!({ "number": "0000 0000 0001" })
}
pub(super) fn pin(_: &World) -> Value {
    json!({ "pin": "571943" })
}
pub(super) fn unknown(_: &World) -> Value {
    json!({ "known": "+37369000000", "reason": "card_number" })
}
pub(super) fn as_member(_: &World) -> Value {
    json!({ "role": "member" })
}
pub(super) fn consent(_: &World) -> Value {
    json!({ "purpose": "functional_needs" })
}
pub(super) fn contact(_: &World) -> Value {
    json!({ "channel": "phone", "phone": "+37369555200" })
}
pub(super) fn not_theirs(_: &World) -> Value {
    json!({ "password": "not the right one" })
}
pub(super) fn new_provider(_: &World) -> Value {
    json!({ "kind": "volunteer", "name": "Ana", "email": "ana@example.org" })
}
pub(super) fn contacts(_: &World) -> Value {
    // Nothing that has to be checked again: the others still find its offers.
    with(super::world::profile(), "/contact_hours", "dimineața")
}
pub(super) fn mistaken(_: &World) -> Value {
    json!({ "reason": "mistaken" })
}

pub(super) fn evidence(_: &World) -> Value {
    json!({ "kind": "contract" })
}
pub(super) fn list(world: &World) -> Value {
    clinics(&world.objects["provider"])
}
pub(super) fn look(_: &World) -> Value {
    json!({ "reason": "vetting" })
}
pub(super) fn new_offer(world: &World) -> Value {
    service(&world.objects["provider"])
}
pub(super) fn edit(_: &World) -> Value {
    json!({ "content": { "title": "Consultanță pentru familii" } })
}
pub(super) fn fewer(_: &World) -> Value {
    json!({ "capacity": 6, "availability": [{ "from": "2027-03-01", "to": "2027-08-01" }] })
}
pub(super) fn new_request(_: &World) -> Value {
    request(&[service_need(1)])
}
pub(super) fn proposal(world: &World) -> Value {
    json!({ "offer_id": world.objects["live"] })
}
pub(super) fn search(_: &World) -> Value {
    punte_tests::search(&service_need(1))
}
pub(super) fn question(world: &World) -> Value {
    with(search(world), "/offer_id", world.objects["live"].as_str())
}
pub(super) fn end(_: &World) -> Value {
    json!({ "reason": "no_reason" })
}
pub(super) fn confirm(_: &World) -> Value {
    json!({ "step": "confirm" })
}
pub(super) fn feedback(_: &World) -> Value {
    json!({ "delivered": "yes", "rating": 5 })
}
pub(super) fn same_people(_: &World) -> Value {
    json!({ "household": { "women": 1, "languages": ["uk", "en"] }, "place_id": 617_638 })
}
pub(super) fn next_days(_: &World) -> Value {
    json!({ "dates": { "from": "2027-03-12", "to": "2027-03-20" } })
}
pub(super) fn report(world: &World) -> Value {
    json!({ "offer_id": world.objects["live"], "kind": "something_wrong" })
}
pub(super) fn more(_: &World) -> Value {
    json!({ "code": "none", "text": "The door has no lock." })
}
pub(super) fn put_right(_: &World) -> Value {
    json!({ "outcome": "put_right" })
}
pub(super) fn case_note(_: &World) -> Value {
    json!({ "text": "Called the centre." })
}
pub(super) fn get_in_touch(_: &World) -> Value {
    json!({ "reason": "get_in_touch" })
}
pub(super) fn handed_over(_: &World) -> Value {
    json!({ "outcome": "handed_over" })
}
pub(super) fn block(_: &World) -> Value {
    json!({ "reason": "danger" })
}
pub(super) fn uphold(_: &World) -> Value {
    json!({ "verdict": "upheld" })
}
pub(super) fn no_problem(world: &World) -> Value {
    json!({ "mark": world.objects["mark"], "dismissed": true })
}
pub(super) fn unseen(_: &World) -> Value {
    json!({ "seen": "0.0.0" })
}
pub(super) fn suspension(_: &World) -> Value {
    json!({ "reason": "unreachable" })
}
pub(super) fn escalation(world: &World) -> Value {
    json!({ "reason_code": "needs_language", "revision_id": world.objects["handed_revision"] })
}
pub(super) fn decisions(world: &World) -> Value {
    let item =
        json!({ "item_id": world.objects["held"], "revision_id": world.objects["revision"] });
    json!({ "items": [item], "decision": "reject", "reason_code": "duplicate" })
}
pub(super) fn answers(world: &World) -> Value {
    json!({ "revision_id": world.objects["held_revision"], "checklist": { "room_seen": "yes" } })
}
pub(super) fn decision(world: &World) -> Value {
    let checked = [
        "identity_seen",
        "criminal_record_seen",
        "household_declared",
        "person_in_charge_seen",
        "address_exists",
        "room_seen",
        "room_fit_to_live",
        "right_to_lodge",
        "nothing_in_return",
        "open_to_everybody",
        "text_is_clear",
    ];
    let checklist: Value = checked
        .map(|point| (point.to_owned(), json!("yes")))
        .into_iter()
        .collect();
    json!({ "decision": "approve", "reason_code": "checklist_complete", "revision_id": world.objects["revision"], "checklist": checklist })
}
pub(super) fn their_address(_: &World) -> Value {
    json!({ "email": "colleague@example.org" })
}
pub(super) fn no_roles(_: &World) -> Value {
    json!({ "roles": [] })
}
pub(super) fn enabled(_: &World) -> Value {
    json!({ "disabled": false })
}
pub(super) fn application(_: &World) -> Value {
    json!({ "name": "Casa Bună" })
}
pub(super) fn key(_: &World) -> Value {
    json!({ "scopes": ["offers:read"], "expires_in_days": 30, "daily_quota": 1000 })
}
pub(super) fn new_case(world: &World) -> Value {
    let code = "0000-0000-0000-0000-0000-0000-0000";
    json!({ "code": code, "provider_id": world.objects["other"], "consent": "spoken" })
}
pub(super) fn plan(_: &World) -> Value {
    json!({ "label": "Room 4", "follow_up_on": null })
}
pub(super) fn known_to_me(_: &World) -> Value {
    json!({ "reason": "known_to_helper" })
}
pub(super) fn moved_on(_: &World) -> Value {
    json!({ "reason": "moved_on" })
}
pub(super) fn case_id(world: &World) -> Value {
    json!({ "case_id": world.objects["case"] })
}
pub(super) fn all_mails(_: &World) -> Value {
    json!({ "locale": "uk", "muted": [] })
}
