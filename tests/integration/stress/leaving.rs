//! What is given back while it is wanted: households leave their beds early, by the words of both sides, and clients of a service come and
//! go, while others are agreed to, all at the same time over HTTP. Then the audit log is replayed: no night and no place was ever given
//! twice, what is counted is what the log says, and what was given back could be had.

#![cfg(test)]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::{ToSpan as _, civil::Date};
use punte_tests::{
    Household, Provider, TestApp, Who, housing_need, service, service_need, shelter_offer, with,
};
use tokio::task::JoinSet;

use super::{
    BEDS, is_full,
    load::Load,
    replay::{Line, given_back},
};

/// People that a service helps at a time.
const AT_A_TIME: i64 = 3;
/// Whoever asks so often and finds no place gives up.
const TRIES: usize = 1_000;

/// A stay that was proposed.
#[derive(Clone)]
struct Stay {
    id: String,
    from: Date,
    to: Date,
    beds: i64,
    household: Household,
}

impl Stay {
    fn nights(&self) -> impl Iterator<Item = Date> {
        let to = self.to;
        self.from.series(1.day()).take_while(move |day| *day < to)
    }
}

async fn proposed(app: &TestApp, offer: &str, (from, to): (Date, Date), beds: i64) -> Stay {
    let people = u32::try_from(beds).unwrap();
    let need = housing_need(people, &from.to_string(), &to.to_string());
    let household = app.file(&[need]).await;
    Stay {
        id: app.propose(&household, offer).await,
        from,
        to,
        beds,
        household,
    }
}

/// What both sides say.
async fn says(app: &TestApp, load: &Load, who: &Who, id: &str, step: &str) {
    let _connection = load.connections.acquire().await.unwrap();
    let said = load.ask(|| app.take_step(who, id, step)).await;
    said.expect(200);
}

/// Whether it is agreed to. No place is an answer, and nothing else but yes.
async fn accepted(app: &TestApp, load: &Load, provider: &Provider, id: &str) -> bool {
    let _connection = load.connections.acquire().await.unwrap();
    let answer = load.ask(|| app.try_accept(provider, id)).await;
    if answer.status == 200 {
        load.note(|said| {
            said.accepted.insert(id.to_owned());
        });
        return true;
    }
    answer.problem(409, "capacity-exhausted");
    false
}

async fn lines(app: &TestApp) -> Vec<Line> {
    sqlx::query_as(
        "select action, subject_id::text, data from audit_event
         where action in ('match_accepted', 'match_completed', 'match_ended') order by id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
}

fn yes(lines: &[Line]) -> BTreeSet<String> {
    let yes = lines.iter().filter(|(what, ..)| what == "match_accepted");
    yes.map(|(_, id, _)| id.clone()).collect()
}

/// Beds held by night at the end of the log, in which no night ever held more than there are, nor less than nothing.
fn held(lines: &[Line], stays: &BTreeMap<String, Stay>) -> BTreeMap<Date, i64> {
    let mut held = BTreeMap::<Date, i64>::new();
    for (action, id, data) in lines {
        let stay = &stays[id];
        let (from, beds) = match action.as_str() {
            "match_accepted" => (Some(stay.from), stay.beds),
            "match_completed" => (given_back(data), -stay.beds),
            other => panic!("nobody did this: {other} {data}"),
        };
        let days = stay.nights().filter(|day| from.is_some_and(|f| f <= *day));
        for day in days {
            let night = held.entry(day).or_default();
            *night += beds;
            assert!((0..=BEDS).contains(night), "{action} {id}: {day}: {night}");
        }
    }
    held.retain(|_, beds| *beds != 0);
    held
}

#[tokio::test]
async fn while_households_leave_early_others_come_and_no_night_is_given_twice() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let load = Load::new();
    let today: Date = "2027-03-01".parse().unwrap();
    // They ask while there are beds.
    let mut coming = Vec::new();
    for n in 0..if is_full() { 400_i32 } else { 40 } {
        let from = today + (1 + n * 5 % 9).days();
        let to = from + (1 + n * 3 % 5).days();
        coming.push(proposed(&app, &offer, (from, to), i64::from(1 + n % 3)).await);
    }
    let mut leaving = Vec::new();
    for _ in 0..BEDS {
        let stay = proposed(&app, &offer, (today, today + 14.days()), 1).await;
        assert!(accepted(&app, &load, &provider, &stay.id).await);
        says(&app, &load, &stay.household.who, &stay.id, "start").await;
        leaving.push(stay);
    }
    assert!(
        !accepted(&app, &load, &provider, &coming[0].id).await,
        "full"
    );

    let left = Arc::new(AtomicUsize::new(0));
    let all = leaving.len();
    let mut tasks = JoinSet::new();
    for stay in coming.iter().cloned() {
        let (app, load, left) = (Arc::clone(&app), Arc::clone(&load), Arc::clone(&left));
        let provider = provider.clone();
        tasks.spawn(async move {
            loop {
                // Who finds no bed after all have left finds none any more.
                let last = left.load(Ordering::SeqCst) == all;
                if accepted(&app, &load, &provider, &stay.id).await || last {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
    }
    for (number, stay) in leaving.iter().cloned().enumerate() {
        let (app, load, left) = (Arc::clone(&app), Arc::clone(&load), Arc::clone(&left));
        let provider = provider.clone();
        tasks.spawn(async move {
            let sides = [&stay.household.who, &provider.member];
            for side in 0..2 {
                let who = sides[(side + number) % 2];
                says(&app, &load, who, &stay.id, "complete").await;
            }
            left.fetch_add(1, Ordering::SeqCst);
        });
    }
    tasks.join_all().await;

    let lines = lines(&app).await;
    assert_eq!(yes(&lines), load.said().accepted, "a yes is a line");
    let stays = leaving.iter().chain(&coming);
    let stays: BTreeMap<String, Stay> = stays.map(|s| (s.id.clone(), s.clone())).collect();
    let held = held(&lines, &stays);
    let counted: Vec<(String, i64)> = sqlx::query_as(
        "select day::text, reserved::bigint from offer_night where reserved > 0 order by day",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let expected: Vec<(String, i64)> = held.iter().map(|(d, n)| (d.to_string(), *n)).collect();
    assert_eq!(counted, expected, "the counters are what the log says");
    assert_eq!(
        held[&today], BEDS,
        "whoever leaves sleeps there the night through"
    );
    let sold = load.said().accepted.len() - all;
    eprintln!("stress: {all} left, {sold} of {} came", coming.len());
    assert!(sold > 3, "hardly anybody came");
    for stay in &coming {
        let has = |day: Date| held.get(&day).copied().unwrap_or_default() + stay.beds <= BEDS;
        let was_told_no = !load.said().accepted.contains(&stay.id);
        assert!(
            !(was_told_no && stay.nights().all(has)),
            "{}: there was room",
            stay.id
        );
    }
    load.judge("leaving", &app);
}

#[tokio::test]
async fn whoever_is_helped_makes_room_for_the_next_and_no_place_is_given_twice() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 1).await;
    let few = with(service(&provider.id), "/content/capacity", AT_A_TIME);
    let offer = app.live(&provider, &few).await;
    let load = Load::new();
    let mut clients = Vec::new();
    for _ in 0..if is_full() { 300 } else { 30 } {
        let household = app.file(&[service_need(1)]).await;
        clients.push((app.propose(&household, &offer).await, household));
    }
    let all = clients.len();
    let mut tasks = JoinSet::new();
    for (id, household) in clients {
        let (app, load) = (Arc::clone(&app), Arc::clone(&load));
        let provider = provider.clone();
        tasks.spawn(async move {
            for tried in 0.. {
                assert!(tried < TRIES, "no place comes back");
                if accepted(&app, &load, &provider, &id).await {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            for (who, step) in [
                (&household.who, "start"),
                (&provider.member, "complete"),
                (&household.who, "complete"),
            ] {
                says(&app, &load, who, &id, step).await;
            }
        });
    }
    tasks.join_all().await;

    let (mut held, mut most) = (0, 0);
    let lines = lines(&app).await;
    for (action, id, _) in &lines {
        held += if action == "match_accepted" { 1 } else { -1 };
        assert!((0..=AT_A_TIME).contains(&held), "{action} {id}: {held}");
        most = most.max(held);
    }
    assert_eq!(lines.len(), 2 * all, "each came and was helped");
    assert_eq!((held, most), (0, AT_A_TIME), "it was full, and is empty");
    for (what, number) in [
        ("select sum(reserved)::bigint from offer_stock", 0),
        (
            "select count(*) from need where served = 1 and state = 'served'",
            i64::try_from(all).unwrap(),
        ),
    ] {
        assert_eq!(app.count(what).await, number, "{what}");
    }
    load.judge("services", &app);
}
