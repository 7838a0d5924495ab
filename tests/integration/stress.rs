//! T12: stays of one to four people over seven beds, accepted, called off from both sides, left unanswered and squeezed by edits of the
//! capacity, all at the same time over HTTP; then the audit log is replayed, and no night ever held more than there was. And many who want
//! the same few places at once. At the size of CI, or with `PUNTE_STRESS=full` at that of SAFETY.

#![cfg(test)]

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan as _, civil::Date};
use punte_tests::{Household, TestApp, housing_need, service, service_need, shelter_offer, with};
use serde_json::{Value, json};
use tokio::{sync::Semaphore, task::JoinSet};

/// Beds that the shelter has.
const BEDS: i64 = 7;
/// Whether it is done at the size of SAFETY.
fn is_full() -> bool {
    std::env::var("PUNTE_STRESS").is_ok_and(|size| size == "full")
}

/// Stays that are asked for.
fn stays_asked() -> usize {
    if is_full() { 2_000 } else { 150 }
}

/// Connections at the same time.
fn connections() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(if is_full() { 64 } else { 32 }))
}

/// How many ask for how many places.
fn claims() -> [(usize, usize); 3] {
    if is_full() {
        [(200, 1), (1_000, 7), (1_000, 50)]
    } else {
        [(30, 1), (45, 7), (60, 50)]
    }
}

/// Nothing was done: somebody was faster, or the server had no time. That is an answer, and the load goes on.
const NOT_DONE: [u16; 3] = [409, 412, 503];

/// A stay that was proposed.
#[derive(Clone)]
struct Stay {
    id: String,
    from: Date,
    to: Date,
    beds: i64,
    household: Household,
}

/// Long stays, stays that overlap their ends, and stays wholly inside the others.
fn wanted(number: usize) -> (Date, Date, i64) {
    let n = i32::try_from(number).unwrap();
    let first: Date = "2027-03-10".parse().unwrap();
    let from = first + (n * 7 % 16).days();
    let nights = if n % 11 == 0 { 18 } else { 1 + n * 5 % 9 };
    (from, from + nights.days(), i64::from(1 + n % 4))
}

async fn proposed(app: &TestApp, offer: &str) -> Vec<Stay> {
    let mut stays = Vec::new();
    for n in 0..stays_asked() {
        // A household of its own: nobody is given two beds for one night.
        let (from, to, beds) = wanted(n);
        let units = u32::try_from(beds).unwrap();
        let need = housing_need(units, &from.to_string(), &to.to_string());
        let household = app.file(&[need]).await;
        stays.push(Stay {
            id: app.propose(&household, offer).await,
            from,
            to,
            beds,
            household,
        });
    }
    stays
}

/// A line of the log: what was done, to which match, with what.
type Line = (String, String, Value);

/// Replays the log in its order; the most that a night ever held, and what is held at its end.
fn replay(lines: &[Line], stays: &[Stay]) -> BTreeMap<Date, i64> {
    let by_id: BTreeMap<&str, &Stay> = stays.iter().map(|s| (s.id.as_str(), s)).collect();
    let mut held: BTreeMap<Date, i64> = BTreeMap::new();
    let mut holding: BTreeMap<&str, bool> = BTreeMap::new();
    let mut beds = BEDS;
    for (action, id, data) in lines {
        if action == "offer_availability_set" {
            beds = data["capacity"].as_i64().unwrap();
            let most = held.values().max().copied().unwrap_or_default();
            assert!(most <= beds, "{most} are held and {beds} are left");
            continue;
        }
        let stay = by_id[id.as_str()];
        let takes = action == "match_accepted";
        let before = holding.insert(stay.id.as_str(), takes);
        assert!(!takes || before.is_none(), "accepted twice: {id}");
        if !takes && before != Some(true) {
            continue;
        }
        for day in stay.from.series(1.day()).take_while(|day| *day < stay.to) {
            let night = held.entry(day).or_default();
            *night += if takes { stay.beds } else { -stay.beds };
            assert!((0..=beds).contains(night), "{day}: {night} of {beds}");
        }
    }
    held
}

#[tokio::test]
async fn under_a_mixed_load_no_night_ever_holds_more_than_there_is_and_nothing_is_left_over() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 3).await;
    let offer = app.live(&provider, &shelter_offer(&provider.id)).await;
    let stays = proposed(&app, &offer).await;
    // Time runs out for every tenth at this moment.
    let late: Vec<uuid::Uuid> = stays
        .iter()
        .step_by(10)
        .map(|s| s.id.parse().unwrap())
        .collect();
    sqlx::query("update match set answer_by = to_timestamp($2) where id = any($1)")
        .bind(&late)
        .bind(app.now().as_duration().as_secs_f64() - 1.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();

    let mut tasks = JoinSet::new();
    let connections = connections();
    for (number, stay) in stays.iter().cloned().enumerate() {
        let (app, provider) = (Arc::clone(&app), provider.clone());
        let connections = Arc::clone(&connections);
        tasks.spawn(async move {
            let _connection = connections.acquire().await.unwrap();
            let answer = app.try_accept(&provider, &stay.id).await;
            if answer.status != 200 {
                assert!(NOT_DONE.contains(&answer.status), "{}", answer.text);
                return false;
            }
            let who = match number % 5 {
                0 => &stay.household.who,
                1 => &provider.member,
                _ => return true,
            };
            let ended = app.end(who, &stay.id, "cancel").await;
            let held = NOT_DONE.contains(&ended.status);
            assert!(held || ended.status == 200, "{}", ended.text);
            true
        });
    }
    for capacity in [6, 7, 5, 7, 4, 7, 6, 7] {
        let (app, provider, offer) = (Arc::clone(&app), provider.clone(), offer.clone());
        let connections = Arc::clone(&connections);
        tasks.spawn(async move {
            let _connection = connections.acquire().await.unwrap();
            let version = app.offer(&provider, &offer).await.version();
            let whole = json!([{ "from": "2027-03-01", "to": "2027-08-01" }]);
            let answer = app
                .put(format!("/offers/{offer}/availability"))
                .by(&provider.member)
                .if_match(version)
                .json(&json!({ "capacity": capacity, "availability": whole }))
                .send()
                .await;
            let refused = NOT_DONE.contains(&answer.status);
            assert!(refused || answer.status == 200, "{}", answer.text);
            false
        });
    }
    let use_cases = app.use_cases().await;
    // As the worker does, a hundred in a round; those of one round and those of the next are others.
    let rounds = async {
        let mut found = 0;
        for _ in 0..late.len().div_ceil(100) {
            found += use_cases.expire_overdue().await.unwrap();
        }
        found
    };
    let (found, accepted) = tokio::join!(rounds, tasks.join_all());
    assert_eq!(found, late.len());
    // What there was no time for under the load is ended after it.
    for _ in 0..late.len().div_ceil(100) {
        use_cases.expire_overdue().await.unwrap();
    }
    use_cases.pool.close().await;
    assert!(
        accepted.into_iter().filter(|a| *a).count() > 10,
        "hardly anything was sold"
    );

    let lines: Vec<Line> = sqlx::query_as(
        "select action, subject_id::text, data from audit_event
         where action in ('match_accepted', 'match_ended', 'offer_availability_set') order by id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let held = replay(&lines, &stays);
    let counted: Vec<(String, i32)> = sqlx::query_as(
        "select day::text, reserved from offer_night where reserved > 0 order by day",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let expected: Vec<(String, i32)> = held
        .into_iter()
        .filter(|(_, beds)| *beds > 0)
        .map(|(day, beds)| (day.to_string(), i32::try_from(beds).unwrap()))
        .collect();
    assert_eq!(counted, expected, "the counters are what the log says");
    let wrong = "select count(*) from need n where n.served <> (select coalesce(sum(m.quantity), 0) from match m
        where m.need_id = n.id and m.state in ('accepted', 'confirmed', 'started', 'completed'))";
    assert_eq!(
        app.count(wrong).await,
        0,
        "each need is served by what holds"
    );
    assert_eq!(
        app.count("select count(*) from match where state = 'expired'")
            .await,
        i64::try_from(late.len()).unwrap()
    );
}

#[tokio::test]
async fn of_many_who_want_the_same_each_place_is_given_once() {
    let app = Arc::new(TestApp::spawn().await);
    let provider = app.provider(0, "ngo", 3).await;
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
        let (mut tasks, connections) = (JoinSet::new(), connections());
        for id in proposed {
            let (app, provider) = (Arc::clone(&app), provider.clone());
            let connections = Arc::clone(&connections);
            tasks.spawn(async move {
                let _connection = connections.acquire().await.unwrap();
                let mut answer = app.try_accept(&provider, &id).await;
                // No time is no answer: whoever asks, asks again, and one day gives up.
                for _ in 0..200 {
                    if answer.status != 503 {
                        break;
                    }
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    answer = app.try_accept(&provider, &id).await;
                }
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
}
