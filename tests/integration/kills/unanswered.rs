//! T13 (docs/assurance.md): the server is killed when what it was asked is committed, and nobody was told yet. Whoever sends the same once
//! more, with the same key, is told what they would have been told, and it is there once.

#![cfg(test)]

use std::{sync::Arc, time::Instant};

use punte_tests::{MailSink, request, service_need, with};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    client::{Answer, Ask, Who},
    installation::{BOUND, Installation, LOOK, quiet_port, signal},
    world::World,
};

/// Has every commit go to the disk and then wait for a standby that never comes: nobody is told of it.
const HOLD: [&str; 2] = [
    "alter system set synchronous_standby_names = 'nobody'",
    "select pg_reload_conf()",
];
/// The next start does not wait any more; this one does not read the file again.
const LET_GO: &str = "alter system reset synchronous_standby_names";
/// A commit that changes nothing of ours.
const TOUCH: &str =
    "create or replace function pg_temp.touch() returns integer language sql as 'select 1'";
/// Commits that wait like that.
const HELD: &str = "select count(*) from pg_stat_activity where wait_event = 'SyncRep'";
/// Those among them that keep an answer for a key: they hold their locks until they are let go.
const UNTOLD: &str = "select count(*) from pg_stat_activity a where a.wait_event = 'SyncRep' and exists (select from pg_locks l
    where l.pid = a.pid and l.relation = 'idempotency_key'::regclass and l.mode = 'RowExclusiveLock')";

/// What the three writes make, and how much of it.
const MADE: [(&str, i64); 9] = [
    ("select count(*) from request", 1),
    ("select count(*) from match", 1),
    (
        "select count(*) from match_event where to_state = 'accepted'",
        1,
    ),
    (
        "select count(*) from audit_event where action = 'request_filed'",
        1,
    ),
    (
        "select count(*) from audit_event where action = 'match_proposed'",
        1,
    ),
    (
        "select count(*) from audit_event where action = 'match_accepted'",
        1,
    ),
    (
        "select count(*) from job where dedup_id like 'proposal-received.%'",
        1,
    ),
    (
        "select coalesce(sum(reserved), 0)::bigint from offer_stock",
        1,
    ),
    ("select count(*) from idempotency_key", 3),
];

/// A write that is sent again as it is.
struct Write {
    who: Option<Who>,
    ask: Ask,
    status: u16,
    /// Where its answer says which row it is about, and which row the newest of its kind is.
    about: (&'static str, &'static str),
}

impl Write {
    async fn send(&self, world: &World) -> Answer {
        match &self.who {
            Some(who) => world.client.ask_as(who, &self.ask).await,
            None => world.client.ask(&self.ask).await,
        }
    }
}

/// A request of somebody who needs advice today, whatever the hour of the machine.
fn filing() -> Value {
    request(&[with(service_need(1), "/urgency", "today")])
}

/// A household, signed in, and its need.
async fn household(world: &World) -> (Who, String) {
    let file = Ask::post("/requests").json(filing());
    let filed = world.client.ask(&file).await.expect(201);
    let who = Who::household(&filed.text("/tracking_code"));
    let own = Ask::get(format!("/requests/{}", filed.text("/request/id")));
    world.client.ask_as(&who, &own).await.expect(200);
    (who, filed.text("/request/needs/0/id"))
}

/// A request that is filed, an offer that is chosen, and a household that is taken in: each by somebody else, so that none waits for
/// another.
async fn ready(world: &World) -> [Write; 3] {
    let key = || world.client.ledger.key();
    let choose = |need: &str| {
        Ask::post(format!("/needs/{need}/proposals"))
            .key(&key())
            .json(json!({ "offer_id": world.advice }))
    };
    let (chosen_by, need) = household(world).await;
    let chosen = world.client.ask_as(&chosen_by, &choose(&need)).await;
    let chosen = format!("/matches/{}", chosen.expect(201).text("/id"));
    let provider = Who::account(&world.member.address);
    let seen = world.client.ask_as(&provider, &Ask::get(&chosen)).await;
    let version = seen.expect(200).version();
    let (chooses, need) = household(world).await;
    [
        Write {
            who: None,
            ask: Ask::post("/requests").key(&key()).json(filing()),
            status: 201,
            about: (
                "/request/id",
                "select id::text from request order by created_at desc limit 1",
            ),
        },
        Write {
            who: Some(chooses),
            ask: choose(&need),
            status: 201,
            about: (
                "/id",
                "select id::text from match order by created_at desc limit 1",
            ),
        },
        Write {
            who: Some(provider),
            ask: Ask::post(format!("{chosen}/accept"))
                .key(&key())
                .version(version),
            status: 200,
            about: (
                "/id",
                "select match_id::text from match_event where to_state = 'accepted' order by id desc limit 1",
            ),
        },
    ]
}

async fn counted(place: &Installation) -> [i64; MADE.len()] {
    let mut counted = [0; MADE.len()];
    for (count, (statement, _)) in counted.iter_mut().zip(MADE) {
        *count = place.count(statement).await;
    }
    counted
}

/// Waits until a statement counts so many.
async fn until(place: &Installation, statement: &'static str, many: i64) {
    let began = Instant::now();
    while place.count(statement).await < many {
        assert!(
            began.elapsed() < BOUND,
            "{statement}: not {many}: {}",
            place.log()
        );
        sleep(LOOK).await;
    }
}

/// From here on nobody is told of what is committed, until the server is killed and started again.
async fn hold(place: &Installation) {
    let mut db = place.database().await;
    for statement in HOLD {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    // It is so as soon as one waits; the one that does ends with its server.
    let mut own = place.database().await;
    let touching =
        tokio::spawn(async move { while sqlx::query(TOUCH).execute(&mut own).await.is_ok() {} });
    until(place, HELD, 1).await;
    assert!(!touching.is_finished());
    sqlx::query(LET_GO).execute(&mut db).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_committed_before_a_kill_and_never_answered_is_done_once_and_answered_to_whoever_asks_again()
 {
    let sink = MailSink::start_on(quiet_port());
    let mut place = Installation::start(&sink.url()).await;
    let world = Arc::new(World::make(&place, &sink).await);
    let writes = Arc::new(ready(&world).await);
    let before = counted(&place).await;
    hold(&place).await;
    let sent: Vec<_> = (0..writes.len())
        .map(|number| {
            let (world, writes) = (Arc::clone(&world), Arc::clone(&writes));
            tokio::spawn(async move { writes[number].send(&world).await })
        })
        .collect();
    until(&place, UNTOLD, 3).await;
    assert!(
        sent.iter().all(|one| !one.is_finished()),
        "nobody was told anything"
    );
    let postmaster = place.postmaster().expect("a postmaster");
    place.kill();
    // PostgreSQL stops with it, and those who wait keep it from that: the power goes as well.
    signal("-9", &postmaster);
    // Nobody asks again until it was looked at.
    for one in &sent {
        one.abort();
    }
    let since = Instant::now();
    place.start_again();
    place.back(since).await;
    let after = counted(&place).await;
    for ((statement, made), (after, before)) in MADE.iter().zip(after.iter().zip(before)) {
        assert_eq!(after - before, *made, "committed: {statement}");
    }

    let mut db = place.database().await;
    for write in writes.iter() {
        let (pointer, newest) = write.about;
        let newest: String = sqlx::query_scalar(newest).fetch_one(&mut db).await.unwrap();
        let told = write.send(&world).await.expect(write.status);
        assert_eq!(told.text(pointer), newest, "of that row");
        let again = write.send(&world).await.expect(write.status);
        assert_eq!(again.body, told.body);
    }
    drop(db);
    assert_eq!(counted(&place).await, after, "asked again, done once");
    let closed = world.client.ledger.close();
    assert_eq!(closed.broken, Vec::<String>::new(), "busy, not broken");
    println!(
        "kills: {} writes committed and not answered before a kill, each there once and answered when asked again",
        writes.len()
    );
    place.stop().await;
}
