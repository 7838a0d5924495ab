//! What is done to the installation in the middle of the load.

#![cfg(test)]

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use punte_tests::{MailSink, service_need};
use tokio::time::sleep;

use super::{
    installation::{BOUND, Installation, LOOK, signal},
    load,
    world::World,
};
use crate::sizes::size;

/// How long a server is stopped, seconds: less than a transaction may be forgotten, and with `PUNTE_STOPPED_S=10`, as before a release, more.
const STOPPED_S: usize = 3;

/// Mails that were not taken at least once.
const PUT_BACK: &str = "select count(*) from job where kind = 'mail' and last_error = 'delivery'";

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// kill -9 of the server, which is started again.
    ServerKilled,
    /// kill -9 of the postmaster, which nobody starts again but the server.
    PostgresKilled,
    /// Every connection of the server to PostgreSQL cut at once.
    Cut,
    /// The server stopped for a while, with all that it was about to do.
    Stopped,
    /// The mail server killed for a while.
    MailDown,
    /// The mail server puts everything off for a while.
    MailLater,
    /// The mail server refuses one address until the end.
    MailRefused,
}

/// One round: 5 kills of the server, 3 of PostgreSQL, 5 other faults, those of mail among them.
pub const ROUND: [Fault; 13] = [
    Fault::ServerKilled,
    Fault::PostgresKilled,
    Fault::MailRefused,
    Fault::ServerKilled,
    Fault::Stopped,
    Fault::MailDown,
    Fault::ServerKilled,
    Fault::PostgresKilled,
    Fault::MailLater,
    Fault::ServerKilled,
    Fault::Cut,
    Fault::PostgresKilled,
    Fault::ServerKilled,
];

/// What was done.
#[derive(Default)]
pub struct Record {
    struck: BTreeMap<Fault, usize>,
    /// The longest time from a kill until the service was back.
    pub slowest: Duration,
    /// Deduplication ids of the mails that were refused.
    pub refused: Vec<String>,
}

impl Record {
    /// How often there was one of these.
    pub fn count(&self, faults: &[Fault]) -> usize {
        faults.iter().filter_map(|f| self.struck.get(f)).sum()
    }

    /// Does it, and waits until the installation is whole again.
    pub async fn strike(
        &mut self,
        fault: Fault,
        place: &mut Installation,
        sink: &mut MailSink,
        world: &World,
    ) {
        *self.struck.entry(fault).or_default() += 1;
        let since = Instant::now();
        match fault {
            Fault::ServerKilled => {
                place.kill();
                place.start_again();
            }
            Fault::PostgresKilled => {
                let killed = place.postmaster().expect("a postmaster");
                signal("-9", &killed);
                place.another_postmaster(&killed).await;
            }
            Fault::Cut => {
                let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'app_rw'";
                assert!(place.count(cut).await > 0, "nothing was cut");
            }
            Fault::Stopped => {
                place.signal("-STOP");
                let seconds = size("PUNTE_STOPPED_S", STOPPED_S);
                sleep(Duration::from_secs(u64::try_from(seconds).unwrap())).await;
                place.signal("-CONT");
            }
            Fault::MailDown => {
                let before = place.count(PUT_BACK).await;
                sink.kill();
                until_more(place, before).await;
                sink.start_again();
            }
            Fault::MailLater => {
                let before = place.count(PUT_BACK).await;
                sink.put_off();
                until_more(place, before).await;
                sink.take();
            }
            Fault::MailRefused => self.refuse(place, sink, world).await,
        }
        let back = place.back(since).await;
        if matches!(fault, Fault::ServerKilled | Fault::PostgresKilled) {
            self.slowest = self.slowest.max(back);
        }
    }

    /// A household whose mailbox there is not files, and its mail is refused for good; the others go on.
    async fn refuse(&mut self, place: &Installation, sink: &mut MailSink, world: &World) {
        let address = format!("refused-{}@example.org", self.refused.len());
        sink.refuse(&address);
        let household = load::file(world, &service_need(1), &address).await;
        let request = household.expect("it filed").request;
        let mail = format!("request-received.{request}.{request}");
        let began = Instant::now();
        loop {
            let mut db = place.database().await;
            let failed: bool = sqlx::query_scalar(
                "select exists (select from job where dedup_id = $1 and last_error = 'delivery')",
            )
            .bind(&mail)
            .fetch_one(&mut db)
            .await
            .unwrap();
            if failed {
                break;
            }
            assert!(began.elapsed() < BOUND, "{mail} was not refused");
            sleep(5 * LOOK).await;
        }
        self.refused.push(mail);
    }
}

/// Waits until another mail was not taken.
async fn until_more(place: &Installation, before: i64) {
    let began = Instant::now();
    while place.count(PUT_BACK).await <= before {
        assert!(began.elapsed() < BOUND, "every mail is taken");
        sleep(5 * LOOK).await;
    }
}
