//! What is somebody's own, and whom which page shows it to: typed by hand. No page shows any of it to anybody else.

use std::collections::BTreeSet;

const CONTACT: &[&str] = &[
    "provider's contact person",
    "provider's e-mail",
    "provider's phone",
];
const PROVIDER: &[&str] = &[
    "provider's contact person",
    "provider's e-mail",
    "provider's phone",
    "provider's register number",
];
const HOUSEHOLD: &[&str] = &["household's name", "household's note", "household's phone"];
const ADDRESS: &[&str] = &["offer's address"];
const MESSAGE: &[&str] = &["a message"];
const REPORT: &[&str] = &["a report's text"];

const MEMBERS: &[&str] = &["member", "plain member"];
const MODERATORS: &[&str] = &["moderator", "second moderator"];

/// Pages, callers, what.
#[rustfmt::skip]
const SHOWN: &[(&[&str], &[&str], &[&str])] = &[
    // One's own.
    (&["GET /account/data/export"], MEMBERS, PROVIDER),
    (&["GET /provider/of/{id}/profile"], &["member"], PROVIDER),
    (&["GET /provider/offers/{id}", "GET /provider/offers/{id}/edit"], MEMBERS, ADDRESS),
    (&["GET /my/contact", "GET /my/data/export"], &["household"], HOUSEHOLD),
    (&["GET /my/data/export"], &["household"], MESSAGE),
    // The two sides of what was agreed, and who helps one of them.
    (&["POST /my/matches/{id}/contacts"], &["household", "helper"], CONTACT),
    (&["POST /provider/matches/{id}/contacts"], MEMBERS, HOUSEHOLD),
    (&["GET /my/matches/{id}/messages", "POST /my/matches/{id}/messages"], &["household", "helper"], MESSAGE),
    (&["GET /provider/matches/{id}/messages", "POST /provider/matches/{id}/messages"], MEMBERS, MESSAGE),
    // With a reason, or a tap, that is written down: who looks after the case, who vets, and who took the report last.
    (&["POST /helping/{id}"], &["case worker", "helper"], HOUSEHOLD),
    (&["POST /desk/items/{id}", "POST /desk/providers/{id}"], MODERATORS, PROVIDER),
    (&["POST /desk/items/{id}"], MODERATORS, ADDRESS),
    (&["POST /desk/reports/{id}"], &["second moderator"], REPORT),
];

/// Holds what callers were shown against the table: page, caller, whose.
pub(super) fn hold(seen: &BTreeSet<(&str, &str, &str)>) {
    let mut typed = BTreeSet::new();
    for (pages, who, what) in SHOWN {
        for page in *pages {
            for caller in *who {
                typed.extend(what.iter().map(|what| (*page, *caller, *what)));
            }
        }
    }
    let leaks: Vec<_> = seen.difference(&typed).collect();
    let unseen: Vec<_> = typed.difference(seen).collect();
    assert!(leaks.is_empty(), "shown to whom it is not: {leaks:#?}");
    assert!(unseen.is_empty(), "typed, and not shown: {unseen:#?}");
}
