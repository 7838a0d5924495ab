//! What is somebody's own, and whom which operation shows it to: typed by hand. No operation shows any of it to anybody else.

use std::collections::BTreeSet;

use super::World;

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

const MEMBERS: &[&str] = &["member", "plain member"];
/// Those who may write the provider's offers, by whichever way.
const WRITERS: &[&str] = &["member", "plain member", "key", "offers:write"];
const READERS: &[&str] = &["member", "plain member", "key", "offers:read"];

/// Operations, callers, what.
#[rustfmt::skip]
const SHOWN: &[(&[&str], &[&str], &[&str])] = &[
    // One's own.
    (&["readProvider", "exportAccount"], MEMBERS, PROVIDER),
    (&["correctProvider"], &["member"], PROVIDER),
    (&["readOffer", "listProviderOffers"], READERS, ADDRESS),
    (&["pauseOffer", "resumeOffer", "confirmOffer", "setAvailability"], WRITERS, ADDRESS),
    (&["exportRequest"], &["household"], HOUSEHOLD),
    (&["exportRequest"], &["household"], MESSAGE),
    // The two sides of what was agreed, and who helps one of them.
    (&["readContacts"], &["household", "helper"], CONTACT),
    (&["readContacts"], MEMBERS, HOUSEHOLD),
    (&["listMessages"], &["household", "helper", "member", "plain member"], MESSAGE),
    // With a reason that is written down: who looks after the case, and who vets.
    (&["openCaseContact"], &["case worker"], HOUSEHOLD),
    (&["openIdentity"], &["moderator", "second moderator"], PROVIDER),
    (&["openPrivate"], &["moderator", "second moderator"], ADDRESS),
];

/// Holds what the callers of a world were shown against the table.
pub(super) fn hold(world: &World, callers: &BTreeSet<&str>) {
    let seen = world.shown.lock().unwrap();
    let seen: BTreeSet<(&str, &str, &str)> =
        seen.iter().map(|(o, c, w)| (*o, c.as_str(), *w)).collect();
    let mut typed = BTreeSet::new();
    for (operations, who, what) in SHOWN {
        for operation in *operations {
            for caller in who.iter().filter(|caller| callers.contains(*caller)) {
                typed.extend(what.iter().map(|what| (*operation, *caller, *what)));
            }
        }
    }
    let leaks: Vec<_> = seen.difference(&typed).collect();
    let unseen: Vec<_> = typed.difference(&seen).collect();
    assert!(leaks.is_empty(), "shown to whom it is not: {leaks:#?}");
    assert!(unseen.is_empty(), "typed, and not shown: {unseen:#?}");
}
