//! T12: stays of one to four people over seven beds of each of two providers, accepted, called off from both sides, left unanswered,
//! squeezed by edits of the capacity and stopped by a block of one provider, all at the same time over HTTP; then the audit log is
//! replayed, and no night ever held more than there was, nor less than was sold: what everybody was told, what is left when all is quiet
//! and who still gets a bed then are exactly what the log says. Round after round: the next one sets the blocked provider free and blocks
//! the other. And many who want the same few places at once, and what is given back early while it is wanted (`leaving`). Of all that is
//! tried, one in a hundred may have been tried twice. At the size of CI, or with `PUNTE_STRESS=full` at that of a release;
//! `PUNTE_STRESS_ROUNDS` is the number of rounds, two unless said.

#![cfg(test)]

mod exact;
mod leaving;
mod load;
mod replay;

use std::{collections::BTreeSet, sync::Arc};

use jiff::{ToSpan as _, civil::Date};
use punte_core::id::ProviderId;
use punte_tests::{
    Household, Provider, TestApp, Who, housing_need, service, service_need, shelter_offer, with,
};
use serde_json::json;
use tokio::{sync::oneshot, task::JoinSet};

use crate::sizes::size;
use load::{Load, PATIENCE};
use replay::{Line, Replayed, replay};

/// Beds that each shelter has.
const BEDS: i64 = 7;
/// Whether it is done at the size of a release.
fn is_full() -> bool {
    std::env::var("PUNTE_STRESS").is_ok_and(|size| size == "full")
}

/// Stays that are asked for in a round.
fn stays_asked() -> usize {
    if is_full() { 1_000 } else { 80 }
}

/// How many ask for how many places.
fn claims() -> [(usize, usize); 3] {
    if is_full() {
        [(200, 1), (1_000, 7), (1_000, 50)]
    } else {
        [(30, 1), (45, 7), (60, 50)]
    }
}

/// Nothing was done: somebody was faster. That is an answer, and the load goes on.
const NOT_DONE: [u16; 2] = [409, 412];

/// A shelter.
struct Home {
    provider: Provider,
    offer: String,
}

/// A stay that was proposed. Its household has no other: what one household holds of the same nights is another test's.
#[derive(Clone)]
struct Stay {
    id: String,
    home: usize,
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

/// Long stays, stays that overlap their ends, and stays wholly inside the others. Every second round is for other nights: what one round
/// leaves behind is gone after the next, whose block is the other shelter's.
fn wanted(round: usize, number: usize) -> (Date, Date, i64) {
    let n = i32::try_from(number).unwrap();
    let first: Date = ["2027-03-10", "2027-05-10"][round % 2].parse().unwrap();
    let from = first + (n * 7 % 16).days();
    let nights = if n % 11 == 0 { 18 } else { 1 + n * 5 % 9 };
    (from, from + nights.days(), i64::from(1 + n % 4))
}

/// Stays of a round, four of one shelter and four of the other by turns.
async fn proposed(app: &TestApp, homes: &[Home; 2], round: usize) -> Vec<Stay> {
    let mut stays = Vec::new();
    for number in 0..stays_asked() {
        let (from, to, beds) = wanted(round, number);
        let people = u32::try_from(beds).unwrap();
        let need = housing_need(people, &from.to_string(), &to.to_string());
        let household = app.file(&[need]).await;
        let home = number / 4 % 2;
        stays.push(Stay {
            id: app.propose(&household, &homes[home].offer).await,
            home,
            from,
            to,
            beds,
            household,
        });
    }
    stays
}

/// Accepts a stay, and has every fifth called off by its household, every fifth by its provider.
async fn accept(app: &TestApp, load: &Load, provider: &Provider, stay: &Stay, number: usize) {
    let _connection = load.connections.acquire().await.unwrap();
    let answer = load.ask(|| app.try_accept(provider, &stay.id)).await;
    if answer.status != 200 {
        assert!(NOT_DONE.contains(&answer.status), "{}", answer.text);
        return;
    }
    load.note(|said| {
        said.accepted.insert(stay.id.clone());
    });
    let who: &Who = match number % 5 {
        0 => &stay.household.who,
        1 => &provider.member,
        _ => return,
    };
    let ended = load.ask(|| app.end(who, &stay.id, "cancel")).await;
    if ended.status == 200 {
        load.note(|said| {
            said.cancelled.insert(stay.id.clone());
        });
    } else {
        assert!(NOT_DONE.contains(&ended.status), "{}", ended.text);
    }
}

/// Edits the capacity of a shelter.
async fn squeeze(app: &TestApp, load: &Load, home: &Home, capacity: u32) {
    let _connection = load.connections.acquire().await.unwrap();
    let version = app.offer(&home.provider, &home.offer).await.version();
    let whole = json!([{ "from": "2027-03-01", "to": "2027-08-01" }]);
    let body = json!({ "capacity": capacity, "availability": whole });
    let put = || {
        app.put(format!("/offers/{}/availability", home.offer))
            .by(&home.provider.member)
            .if_match(version)
            .json(&body)
            .send()
    };
    let answer = load.ask(put).await;
    let refused = NOT_DONE.contains(&answer.status);
    assert!(refused || answer.status == 200, "{}", answer.text);
}

/// Blocks a provider.
async fn block(app: &TestApp, load: &Load, provider: &Provider) {
    let _connection = load.connections.acquire().await.unwrap();
    let body = json!({ "reason": "danger" });
    let post = || {
        app.post(format!("/providers/{}/block", provider.id))
            .by(app.as_moderator())
            .json(&body)
            .send()
    };
    load.ask(post).await.expect(201);
}

/// One round: everything at once, and one shelter blocked when half of it is under way.
async fn play(
    app: &Arc<TestApp>,
    load: &Arc<Load>,
    homes: &Arc<[Home; 2]>,
    stays: &[Stay],
    blocked: usize,
) {
    // Time runs out for every fifth at the other shelter at this moment.
    let others = stays.iter().filter(|s| s.home != blocked);
    let late: Vec<uuid::Uuid> = others.step_by(5).map(|s| s.id.parse().unwrap()).collect();
    sqlx::query("update match set answer_by = to_timestamp($2) where id = any($1)")
        .bind(&late)
        .bind(app.now().as_duration().as_secs_f64() - 1.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    load.note(|said| said.late.extend(late.iter().map(ToString::to_string)));

    let mut tasks = JoinSet::new();
    let (blocks, is_blocked) = oneshot::channel();
    let mut blocks = Some(blocks);
    for (number, stay) in stays.iter().cloned().enumerate() {
        if number == stays.len() / 2
            && let Some(blocks) = blocks.take()
        {
            let (app, load, homes) = (Arc::clone(app), Arc::clone(load), Arc::clone(homes));
            tasks.spawn(async move {
                block(&app, &load, &homes[blocked].provider).await;
                blocks.send(()).unwrap();
            });
        }
        let (app, load, homes) = (Arc::clone(app), Arc::clone(load), Arc::clone(homes));
        tasks.spawn(async move {
            let provider = &homes[stay.home].provider;
            accept(&app, &load, provider, &stay, number).await;
        });
    }
    for (number, capacity) in [6, 7, 5, 7, 4, 7, 6, 7].into_iter().enumerate() {
        let (app, load, homes) = (Arc::clone(app), Arc::clone(load), Arc::clone(homes));
        tasks.spawn(async move { squeeze(&app, &load, &homes[number / 2 % 2], capacity).await });
    }
    let use_cases = app.use_cases().await;
    // As the worker does, a hundred in a round; those of one round and those of the next are others.
    let expiry = async {
        let mut found = 0;
        for _ in 0..late.len().div_ceil(100) {
            found += use_cases.expire_overdue().await.unwrap();
        }
        found
    };
    // As the worker does: what there was no time for comes again.
    let stopping = async {
        is_blocked.await.unwrap();
        let provider = ProviderId(homes[blocked].provider.id.parse().unwrap());
        let mut tries = 1;
        while let Err(error) = use_cases.stop_matches_of(provider).await {
            assert!(tries < PATIENCE, "{error}");
            tries += 1;
            load.once_more();
        }
    };
    let (found, (), _) = tokio::join!(expiry, stopping, tasks.join_all());
    assert_eq!(found, late.len());
    // What there was no time for under the load is ended after it.
    for _ in 0..late.len().div_ceil(100) {
        use_cases.expire_overdue().await.unwrap();
    }
    load.count(&use_cases);
    use_cases.pool.close().await;
    let expired: i64 =
        sqlx::query_scalar("select count(*) from match where state = 'expired' and id = any($1)")
            .bind(&late)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(usize::try_from(expired).unwrap(), late.len());
}

/// Holds the log against the counters, and both against what has to be true after every round.
async fn judge(app: &TestApp, homes: &[Home; 2], stays: &[Stay], blocked: usize) -> Replayed {
    let db = &mut app.superuser().await;
    let lines: Vec<Line> = sqlx::query_as(
        "select action, subject_id::text, data from audit_event
         where action in ('match_accepted', 'match_ended', 'offer_availability_set', 'provider_blocked', 'block_reviewed') order by id",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    let told = replay(&lines, stays, homes);
    let mut counted: Vec<(String, String, i32)> = sqlx::query_as(
        "select offer_id::text, day::text, reserved from offer_night where reserved > 0",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    let mut expected: Vec<(String, String, i32)> = told
        .held
        .iter()
        .map(|((home, day), beds)| {
            let beds = i32::try_from(*beds).unwrap();
            (homes[*home].offer.clone(), day.to_string(), beds)
        })
        .collect();
    expected.sort();
    counted.sort();
    assert_eq!(counted, expected, "the counters are what the log says");
    let over = "select count(*) from offer_night where reserved > capacity";
    assert_eq!(app.count(over).await, 0, "no night is sold over");
    let wrong = "select count(*) from need n where n.served <> (select coalesce(sum(m.quantity), 0) from match m
        where m.need_id = n.id and m.state in ('accepted', 'confirmed', 'started', 'completed'))";
    assert_eq!(
        app.count(wrong).await,
        0,
        "each need is served by what holds"
    );
    // Whoever is blocked has nothing any more: neither what was promised nor what waited for an answer.
    let left: i64 = sqlx::query_scalar(
        "select count(*) from match where provider_id = $1::uuid
             and state in ('suggested', 'proposed', 'accepted', 'confirmed', 'started', 'completed')",
    )
    .bind(&homes[blocked].provider.id)
    .fetch_one(&mut *db)
    .await
    .unwrap();
    assert_eq!(left, 0, "the matches of who is blocked are stopped");
    assert!(told.held.keys().all(|(home, _)| *home != blocked));
    told
}

#[tokio::test]
async fn under_a_mixed_load_no_night_ever_holds_more_than_there_is_and_nothing_is_left_over() {
    let app = Arc::new(TestApp::spawn().await);
    let home = async |person: usize| {
        let provider = app.provider(person, "ngo", 3).await;
        let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
        Home { provider, offer }
    };
    let homes = Arc::new([home(0).await, home(1).await]);
    let (load, mut stays) = (Load::new(), Vec::new());
    let (mut before, mut stopped) = (Replayed::default(), BTreeSet::new());
    for round in 0..size("PUNTE_STRESS_ROUNDS", 2) {
        let (blocked, free) = (round % 2, 1 - round % 2);
        if round > 0 {
            let path = format!("/providers/{}/block/verdicts", homes[free].provider.id);
            app.post(path)
                .by(&app.cast.moderators[1])
                .json(&json!({ "verdict": "lifted" }))
                .expect(201)
                .await;
        }
        let asked = proposed(&app, &homes, round).await;
        play(&app, &load, &homes, &asked, blocked).await;
        stays.extend(asked.iter().cloned());
        let told = judge(&app, &homes, &stays, blocked).await;
        exact::hold(&app, &load, &told, &stays, &mut stopped, blocked).await;
        let [sold, freed] = [
            told.sold[free] - before.sold[free],
            told.freed[blocked] - before.freed[blocked],
        ];
        let later = exact::settle(&app, &load, &homes, &told, &asked, free).await;
        eprintln!(
            "stress: round {round}: {sold} sold, {freed} freed by a block, {later} sold after it"
        );
        let told = judge(&app, &homes, &stays, blocked).await;
        exact::hold(&app, &load, &told, &stays, &mut stopped, blocked).await;
        // Whoever was set free sells again, and whoever was blocked had sold: it was in the middle of the load.
        assert!(sold > 3, "hardly anything was sold");
        assert!(freed > 0, "the block took nothing");
        before = told;
    }
    load.judge("mixed", &app);
}

#[tokio::test]
async fn of_many_who_want_the_same_each_place_is_given_once() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 3).await;
    let load = Load::new();
    for (asked, places) in claims() {
        let offer = with(service(&provider.id), "/content/capacity", places);
        let offer = app.live(&provider, &offer).await;
        let mut proposed = Vec::new();
        while proposed.len() < asked {
            let needs = vec![service_need(1); 3.min(asked - proposed.len())];
            let household = app.file(&needs).await;
            for need in 0..needs.len() {
                let made = app.try_propose(&household, need, &offer).await;
                proposed.push(made.expect(201).id());
            }
        }
        let began = std::time::Instant::now();
        let mut tasks = JoinSet::new();
        for id in proposed {
            let (app, provider) = (Arc::clone(&app), provider.clone());
            let load = Arc::clone(&load);
            tasks.spawn(async move {
                let _connection = load.connections.acquire().await.unwrap();
                let answer = load.ask(|| app.try_accept(&provider, &id)).await;
                (answer.status, answer.text)
            });
        }
        let answers = tasks.join_all().await;
        let taken = answers.iter().filter(|(status, _)| *status == 200).count();
        for (status, text) in &answers {
            assert!([200, 409].contains(status), "{status} {text}");
        }
        eprintln!(
            "stress: {asked} at once for {places}: {taken} got one, {} s",
            began.elapsed().as_secs()
        );
        assert_eq!(taken, places, "of {asked}");
        let reserved: i64 = sqlx::query_scalar(
            "select reserved::bigint from offer_stock where offer_id = $1::uuid",
        )
        .bind(&offer)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
        assert_eq!(usize::try_from(reserved).unwrap(), places);
    }
    load.judge("the same places", &app);
}
