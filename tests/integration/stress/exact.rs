//! Sold is exactly what there is, whatever went on at the same time: everybody's answer is a line of the log and the other way round, each
//! match stands where the log leaves it, and whoever still waits is accepted when there is room by the log, and refused when there is not.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use punte_tests::TestApp;

use super::{Home, Load, Stay, replay::Replayed};

/// The stays of the log that ended so.
fn ended<'a>(told: &'a Replayed, state: &str) -> BTreeSet<&'a str> {
    let so = told.stands.iter().filter(|(_, is)| *is == state);
    so.map(|(id, _)| id.as_str()).collect()
}

fn borrowed(ids: &BTreeSet<String>) -> BTreeSet<&str> {
    ids.iter().map(String::as_str).collect()
}

/// Holds the log against what everybody was told, against whom the blocks of all rounds until now had to stop (`blocked`: whose shelter was
/// blocked last), and against where the matches stand.
pub(super) async fn hold(
    app: &TestApp,
    load: &Load,
    told: &Replayed,
    stays: &[Stay],
    stopped: &mut BTreeSet<String>,
    blocked: usize,
) {
    let said = load.said();
    assert_eq!(told.accepted, said.accepted, "a yes is a line");
    let cancelled = borrowed(&said.cancelled);
    assert_eq!(ended(told, "cancelled"), cancelled, "called off");
    assert_eq!(ended(told, "expired"), borrowed(&said.late), "run out");
    let theirs = stays.iter().filter(|stay| stay.home == blocked);
    let left =
        theirs.filter(|stay| !(said.cancelled.contains(&stay.id) || said.late.contains(&stay.id)));
    stopped.extend(left.map(|stay| stay.id.clone()));
    let by_block = ended(told, "stopped_for_safety");
    assert_eq!(by_block, borrowed(stopped), "stopped");
    let there: Vec<(String, String)> = sqlx::query_as("select id::text, state from match")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap();
    let there: BTreeMap<String, String> = there.into_iter().collect();
    let waiting = stays.iter().map(|stay| (stay.id.clone(), "proposed"));
    let mut expected: BTreeMap<String, String> =
        waiting.map(|(id, state)| (id, state.to_owned())).collect();
    expected.extend(told.stands.clone());
    assert_eq!(there, expected, "a match stands where the log leaves it");
}

/// Nobody else asks any more. Whoever still waits at the shelter that is free is accepted, one by one: exactly those for whom the log says
/// that there is room on every night. Returns how many that were.
pub(super) async fn settle(
    app: &TestApp,
    load: &Load,
    homes: &[Home; 2],
    told: &Replayed,
    asked: &[Stay],
    free: usize,
) -> usize {
    let mut room = Replayed {
        held: told.held.clone(),
        beds: told.beds,
        ..Replayed::default()
    };
    let mut sold = 0;
    for stay in asked.iter().filter(|stay| stay.home == free) {
        if told.stands.contains_key(&stay.id) {
            continue;
        }
        let fits = room.fits(stay);
        let answer = load
            .ask(|| app.try_accept(&homes[free].provider, &stay.id))
            .await;
        if fits {
            answer.expect(200);
            load.note(|said| {
                said.accepted.insert(stay.id.clone());
            });
            room.take(stay);
            sold += 1;
        } else {
            answer.problem(409, "capacity-exhausted");
        }
    }
    sold
}
