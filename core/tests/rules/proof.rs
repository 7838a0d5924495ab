//! What must be true of whatever is seen or agreed on, told from nothing but what was done and when: neither core nor the model is asked.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, ToSpan as _, tz::TimeZone};

use crate::steps::{Change, Kind, Party, Person, Say, Step, World};

/// A step that was taken.
pub(crate) struct Done {
    pub(crate) step: Step,
    pub(crate) at: Timestamp,
    /// Whether anybody saw the offer before it.
    pub(crate) public: bool,
    /// Whether the offer stood before it, be it paused.
    pub(crate) shown: bool,
}

/// What a kind of offer needs: different moderators, a level, a word within so many days.
const fn needs(kind: Kind) -> (usize, u8, i64) {
    match kind {
        Kind::Advice => (1, 1, 30),
        Kind::Shelter => (1, 2, 14),
        Kind::Work => (2, 2, 30),
        Kind::Home => (2, 2, 14),
        Kind::ForMinors => (2, 3, 30),
    }
}

/// What stands of what moderators said of one version.
type Words = Vec<(Person, Say, Timestamp)>;

/// Of every version since the address was edited last. Whoever takes a word back speaks of the newest one.
fn words(done: &[Done]) -> Vec<Words> {
    let mut versions = vec![Words::new()];
    for Done { step, at, .. } in done {
        if *step == Step::Edit(Change::Place) {
            versions.clear();
        }
        if let Step::Edit(_) = step {
            versions.push(Words::new());
        }
        let newest = versions.last_mut().unwrap();
        match *step {
            Step::Decide(who, say) => newest.push((who, say, *at)),
            Step::Undo(who) => {
                if let Some(last) = newest.iter().rposition(|(by, ..)| *by == who) {
                    newest.remove(last);
                }
            }
            _ => {}
        }
    }
    versions
}

/// Reports that hide the provider's offers.
fn hiding(done: &[Done]) -> usize {
    let (mut hiding, mut hid) = (0_usize, Vec::<Timestamp>::new());
    for Done { step, at, .. } in done {
        match step {
            Step::Report(true) => {
                let hour_ago = *at - SignedDuration::from_hours(1);
                if hid.iter().filter(|then| **then > hour_ago).count() < 5 {
                    hid.push(*at);
                    hiding += 1;
                }
            }
            Step::Close(_) => hiding = hiding.saturating_sub(1),
            _ => {}
        }
    }
    hiding
}

/// Whether what was checked then still counts: for twelve months.
fn counts(at: Timestamp, now: Timestamp) -> bool {
    let until = at.to_zoned(TimeZone::UTC).checked_add(12.months());
    until.unwrap().timestamp() > now
}

/// Which rule is broken by an offer that is seen at this instant, if one is.
pub(crate) fn seen_wrongly(world: &World, done: &[Done], now: Timestamp) -> Option<&'static str> {
    let (voices, level, days) = needs(world.kind);
    let lately = |at: Timestamp| at + SignedDuration::from_hours(24 * days) > now;
    let is_outside = |who: Person| match who {
        Person::First | Person::Second => true,
        Person::Third => !world.insider,
        Person::Author => false,
    };
    let versions = words(done);
    let enough = versions.iter().any(|words| {
        let approvals = words.iter().filter(|(_, say, _)| *say == Say::Approve);
        let by: BTreeSet<usize> = approvals
            .map(|(who, ..)| *who)
            .filter(|who| is_outside(*who))
            .map(|who| who as usize)
            .collect();
        by.len() >= voices
    });
    let approvals = versions.iter().flatten();
    let approvals = approvals.filter(|(_, say, _)| *say == Say::Approve);
    let mut stands = approvals.clone().any(|(_, _, at)| lately(*at));
    let year = SignedDuration::from_hours(365 * 24);
    let checked = approvals.clone().any(|(_, _, at)| *at + year > now);
    // Something of each level up to the one that it needs, and all of it counts.
    let vetted = (1..=level).all(|rung| {
        let before = i64::from(world.seen) >= i64::from(rung) && counts(world.starts, now);
        let since =
            |d: &Done| matches!(d.step, Step::Vet(_, seen) if seen == rung) && counts(d.at, now);
        before || done.iter().any(since)
    });
    let (mut paused, mut blocked, mut withdrawn, mut stopped) = (false, false, false, false);
    for Done { step, at, .. } in done {
        match *step {
            Step::Confirm => stands |= lately(*at),
            Step::Pause => paused = true,
            Step::Resume => paused = false,
            Step::Withdraw => withdrawn = true,
            Step::Suspend(_) => stopped = true,
            Step::Reinstate(_) => stopped = false,
            Step::Block(_) => blocked = true,
            Step::Verdict(_, lift) => blocked &= !lift,
            _ => {}
        }
    }
    let rules = [
        (enough, "not enough moderators approved it"),
        (stands, "nobody said of late that it stands"),
        (vetted, "its provider is not checked enough"),
        (checked, "nobody checked it within a year"),
        (!paused, "its provider pauses"),
        (!blocked, "its provider is blocked"),
        (!withdrawn, "its provider took it back"),
        (!stopped, "a moderator stopped it"),
        (hiding(done) == 0, "a report hides it"),
        (
            world.kind != Kind::ForMinors,
            "it is meant for children who are alone",
        ),
    ];
    rules
        .into_iter()
        .find_map(|(holds, rule)| (!holds).then_some(rule))
}

/// Which rule is broken by the last step, if one is, where it is about a match.
pub(crate) fn agreed_wrongly(world: &World, done: &[Done]) -> Option<&'static str> {
    let (last, before) = done.split_last()?;
    let chosen = before.iter().rposition(|done| done.step == Step::Propose);
    match last.step {
        Step::Propose if matches!(world.party, Party::Child | Party::Youth) => {
            Some("a child is matched")
        }
        Step::Propose if !last.public => Some("chosen though nobody saw it"),
        Step::Accept if !last.shown => Some("agreed on what does not stand"),
        Step::Accept => {
            // It was seen when it was chosen, see above; since then nobody hid it by an edit.
            let since = &before[chosen?..];
            let edited = since
                .iter()
                .any(|done| done.step == Step::Edit(Change::Place) && done.shown);
            edited.then_some("agreed on another place than was chosen")
        }
        _ => None,
    }
}
