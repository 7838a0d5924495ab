//! T15 (docs/assurance.md): server, PostgreSQL and mail server are killed, stopped and cut off in the middle of a load, and nothing that
//! was said yes to is lost or done twice, no mail is lost, and no hand helps but the one that starts a killed server. `PUNTE_KILLS=10` is
//! ten rounds of faults in the place of one, `PUNTE_STOPPED_S` how long a server that is stopped stands still.

#![cfg(test)]

mod client;
mod faults;
mod installation;
mod judgement;
mod ledger;
mod load;
mod unanswered;
mod world;

use std::sync::Arc;

use punte_tests::MailSink;

use crate::sizes::size;
use faults::{Fault, ROUND, Record};
use installation::{Installation, quiet_port};
use judgement::Found;
use ledger::{Done, Owed};
use load::Load;
use world::World;

/// Writes between two faults: each comes in the middle of a load, not after it.
const BETWEEN: usize = 25;

/// What can come between a mail server's yes and the commit that notes it: see [`Found::hold_mails`]. A stop can, for whoever waits half a
/// second for a connection gives up; a mail server that says no cannot.
const IN_BETWEEN: [Fault; 5] = [
    Fault::ServerKilled,
    Fault::PostgresKilled,
    Fault::Cut,
    Fault::Stopped,
    Fault::MailDown,
];

/// Faults other than the two kinds of kills.
const OTHERS: [Fault; 5] = [
    Fault::Cut,
    Fault::Stopped,
    Fault::MailDown,
    Fault::MailLater,
    Fault::MailRefused,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_killed_in_mid_load_nothing_acknowledged_is_lost_or_done_twice() {
    let rounds = size("PUNTE_KILLS", 1);
    let mut sink = MailSink::start_on(quiet_port());
    let mut place = Installation::start(&sink.url()).await;
    let world = Arc::new(World::make(&place, &sink).await);
    let mut load = Load::start(&world);
    let mut record = Record::default();
    load.more(BETWEEN).await;
    for fault in (0..rounds).flat_map(|_| ROUND) {
        record.strike(fault, &mut place, &mut sink, &world).await;
        load.more(BETWEEN).await;
    }
    load.end().await;

    let closed = world.client.ledger.close();
    let mut owed = Owed::of(&closed.writes, &world.member);
    // The one connection that looks, opened after the last fault.
    let mut db = place.database().await;
    judgement::drained(&mut db, &place, u32::try_from(rounds).unwrap()).await;
    judgement::put_back(&mut db, &record.refused).await;
    sink.refuse_nobody();
    judgement::drained(&mut db, &place, u32::try_from(rounds).unwrap()).await;
    let mut found = Found::look(&mut db, &mut owed).await;
    found.hold_mails(&mut db, &owed, &sink).await;
    println!(
        "kills: {} writes acknowledged, {} times asked again, {} times no room; {} kills of the server, {} of PostgreSQL, {} other faults: \
         {} lost, {} twice; {} mails, {} lost, {} again; back within {} ms",
        closed.writes.len(),
        closed.repeated,
        closed.refused,
        record.count(&[Fault::ServerKilled]),
        record.count(&[Fault::PostgresKilled]),
        record.count(&OTHERS),
        found.lost.len(),
        found.twice.len(),
        found.mails,
        found.mails_lost.len(),
        found.mails_again,
        record.slowest.as_millis(),
    );
    let none = Vec::<String>::new();
    assert_eq!(found.lost, none, "acknowledged, and lost");
    assert_eq!(found.twice, none, "done, and nobody was told");
    assert_eq!(found.mails_lost, none, "owed, and not arrived");
    assert_eq!(found.mails_unknown, none, "arrived, and not noted");
    let at_most = record.count(&IN_BETWEEN);
    assert!(
        found.mails_again <= at_most,
        "{} mails arrived again after {at_most} faults",
        found.mails_again
    );
    assert_eq!(closed.broken, none, "busy, not broken");
    assert_eq!(closed.surprises, none);
    // It was a load, and it was hit.
    let accepted = closed.writes.iter();
    let accepted = accepted.filter(|write| matches!(write.done, Done::Accepted { .. }));
    assert!(
        accepted.count() > ROUND.len(),
        "hardly anything was promised"
    );
    assert!(closed.repeated > 0, "no write was cut");

    judgement::send_again(&world.client, &closed).await;
    judgement::hold_together(&mut db, &owed, &closed, world.answers_kept).await;
    judgement::verify_audit(&place);
    drop(db);
    place.stop().await;
}

/// What makes commits return before they are on the disk. `alter system` would not do for the first: the command line on which the
/// server starts PostgreSQL says that it is on, and wins over the file; what a database says wins over both. The others keep
/// PostgreSQL from writing its log for reasons of its own, so that much is lost at once.
const PLANTED: [&str; 6] = [
    "alter database punte set synchronous_commit = off",
    "alter system set wal_writer_delay = '10s'",
    "alter system set wal_writer_flush_after = '1GB'",
    "alter system set bgwriter_lru_maxpages = 0",
    "select pg_reload_conf()",
    "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'app_rw'",
];

/// Writes before each kill of PostgreSQL.
const UNWRITTEN: usize = 100;

/// The negative control: the same load and the same look find what is lost, where something is. It is planted after the start, for a
/// server refuses to start on such a database; so this one is not killed.
///
/// `script/test --test integration kills::without -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a fault that is planted, to see that it is found"]
async fn without_synchronous_commits_what_was_acknowledged_is_lost_and_that_is_found() {
    let mut sink = MailSink::start_on(quiet_port());
    let mut place = Installation::start(&sink.url()).await;
    let world = Arc::new(World::make(&place, &sink).await);
    let mut db = place.database().await;
    for statement in PLANTED {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    drop(db);
    let mut load = Load::start(&world);
    let mut record = Record::default();
    for _ in 0..3 {
        load.more(UNWRITTEN).await;
        let fault = Fault::PostgresKilled;
        record.strike(fault, &mut place, &mut sink, &world).await;
    }
    load.more(BETWEEN).await;
    load.end().await;
    let closed = world.client.ledger.close();
    let mut owed = Owed::of(&closed.writes, &world.member);
    let found = Found::look(&mut place.database().await, &mut owed).await;
    println!(
        "planted: of {} writes acknowledged without synchronous commits, {} requests and matches are lost after {} kills of PostgreSQL",
        closed.writes.len(),
        found.lost.len(),
        record.count(&[Fault::PostgresKilled]),
    );
    assert!(!found.lost.is_empty(), "the planted fault was not found");
    place.stop().await;
}
