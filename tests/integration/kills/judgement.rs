//! Whether what was said yes to is there, once, and every mail that is owed arrived.

#![cfg(test)]

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use punte_tests::MailSink;
use serde_json::Value;
use sqlx::PgConnection;
use tokio::time::sleep;

use super::{
    client::Client,
    installation::{Installation, LOOK},
    ledger::{Closed, Done, Owed},
};

/// Within which the outbox of a round is done, when nothing is broken any more: so many rounds leave so much of it.
const DRAINED: Duration = Duration::from_mins(2);
/// How long no more of it may be done meanwhile.
const STALLED: Duration = Duration::from_secs(30);
/// Filings that are sent once more at the end.
const SENT_AGAIN: usize = 50;

/// What waits for its next try, for the end of the lease of a worker that was killed, for the minute in which a moderator may take a
/// decision back, or for the minutes before others are told that nothing is left for them, does not have to wait here. The only worker is
/// that of the one server, which runs one job after the other: nothing is taken from it.
const HURRY: &str = "update job set run_at = now()
    where state = 'queued' and run_at > now() and (kind in ('mail', 'offer_taken') or attempts > 0)";
/// What is still to be done. What is planned for later, as reminders are, is not.
const LEFT: &str = "select count(*) from job
    where state = 'queued' and (kind in ('mail', 'offer_taken') or attempts > 0 or run_at <= now())";
/// Whom the server told by itself that nothing is left for them.
const CROWDED_OUT: &str = "select id::text from match
    where state = 'declined' and ended_by = 'system' and end_reason = 'no_longer_free'";

/// Waits until the outbox is done: each job is done, or was given up.
pub async fn drained(db: &mut PgConnection, place: &Installation, rounds: u32) {
    let (began, mut least, mut since) = (Instant::now(), i64::MAX, Instant::now());
    loop {
        sqlx::query(HURRY).execute(&mut *db).await.unwrap();
        let left = number(db, LEFT).await;
        if left == 0 {
            return;
        }
        if left < least {
            (least, since) = (left, Instant::now());
        }
        assert!(
            since.elapsed() < STALLED && began.elapsed() < DRAINED * rounds,
            "{left} jobs are not done: {}",
            place.log()
        );
        sleep(5 * LOOK).await;
    }
}

async fn number(db: &mut PgConnection, statement: &'static str) -> i64 {
    sqlx::query_scalar(statement).fetch_one(db).await.unwrap()
}

/// One text of each row.
async fn texts(db: &mut PgConnection, statement: &'static str) -> BTreeSet<String> {
    let rows: Vec<String> = sqlx::query_scalar(statement).fetch_all(db).await.unwrap();
    rows.into_iter().collect()
}

/// Two texts of each row.
async fn pairs(db: &mut PgConnection, statement: &'static str) -> BTreeMap<String, String> {
    let rows: Vec<(String, String)> = sqlx::query_as(statement).fetch_all(db).await.unwrap();
    rows.into_iter().collect()
}

/// What was found.
#[derive(Default)]
pub struct Found {
    /// What was said yes to, and is not there or not as it was said.
    pub lost: Vec<String>,
    /// What is there, and nobody was told.
    pub twice: Vec<String>,
    /// Mails that arrived, each counted once.
    pub mails: usize,
    /// Mails that are owed, and did not arrive where they should.
    pub mails_lost: Vec<String>,
    /// Mails that arrived, and are no job that is done.
    pub mails_unknown: Vec<String>,
    /// How often a mail arrived once more.
    pub mails_again: usize,
}

impl Found {
    /// Holds requests and matches against what is owed. Whoever waited for what was gone may have been told so meanwhile, and nobody else.
    pub async fn look(db: &mut PgConnection, owed: &mut Owed) -> Self {
        let mut found = Self::default();
        for id in texts(db, CROWDED_OUT).await {
            owed.crowd_out(&id);
        }
        let requests = pairs(db, "select id::text, state from request").await;
        let matches = pairs(db, "select id::text, state from match").await;
        found.hold("request", &owed.requests, &requests);
        found.hold("match", &owed.matches, &matches);
        found
    }

    fn hold(
        &mut self,
        kind: &str,
        owed: &BTreeMap<String, &'static str>,
        there: &BTreeMap<String, String>,
    ) {
        for (id, state) in owed {
            let is = there.get(id).map(String::as_str);
            if is != Some(*state) {
                self.lost.push(format!("{kind} {id} {state}: {is:?}"));
            }
        }
        let unknown = there.keys().filter(|id| !owed.contains_key(*id));
        self.twice.extend(unknown.map(|id| format!("{kind} {id}")));
    }

    /// Holds what arrived against what is owed, and against what the server says that it sent.
    ///
    /// A mail is a job of the outbox: it is claimed for a minute (committed), handed to the mail server, and marked done (committed).
    /// Whoever is killed before handing it over sends it after that minute; whoever is killed between the mail server's yes and the
    /// second commit has sent it, and the next one sends it again: at least once, and never lost. Both are one mail to whoever reads it,
    /// for its Message-ID is the job's deduplication id, which is unique in the table. So the Message-IDs that arrived are exactly the
    /// jobs that are done, one for each; and since a server has one worker, which has one mail in hand at a time, a fault makes at most
    /// one arrive again, if it is one that can come between that yes and that commit.
    pub async fn hold_mails(&mut self, db: &mut PgConnection, owed: &Owed, sink: &MailSink) {
        let mut arrived: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for delivery in sink.deliveries() {
            let id = delivery.message_id.strip_prefix('<');
            let id = id.and_then(|id| id.strip_suffix("@example.org>"));
            let id = id.unwrap_or_else(|| panic!("{delivery:?} is not one of ours"));
            arrived
                .entry(id.to_owned())
                .or_default()
                .push(delivery.to.clone());
        }
        for (id, to) in &owed.mails {
            let there = arrived
                .get(id)
                .is_some_and(|all| all.iter().all(|a| a == to));
            if !there {
                let at = arrived.get(id);
                self.mails_lost.push(format!("{id} to {to}: {at:?}"));
            }
        }
        self.mails = arrived.len();
        self.mails_again = arrived.values().map(|all| all.len() - 1).sum();
        let done = "select dedup_id from job where kind = 'mail' and state = 'done'";
        let done = texts(db, done).await;
        let arrived: BTreeSet<String> = arrived.into_keys().collect();
        let lost = done.difference(&arrived);
        let lost = lost.filter(|id| !owed.mails.contains_key(*id));
        self.mails_lost
            .extend(lost.map(|id| format!("{id}, said to be sent")));
        self.mails_unknown = arrived.difference(&done).cloned().collect();
    }
}

/// Mails that were given up are those that were refused, and no other job is: an administrator finds them in a list, and puts them back.
pub async fn put_back(db: &mut PgConnection, refused: &[String]) {
    let dead = texts(db, "select dedup_id from job where state = 'dead'").await;
    let refused: BTreeSet<String> = refused.iter().cloned().collect();
    assert_eq!(dead, refused, "given up");
    // As JobStep::RetryAll does.
    let again =
        "update job set state = 'queued', attempts = 1, run_at = now() where state = 'dead'";
    sqlx::query(again).execute(db).await.unwrap();
}

/// What each key did, it did once; what is held is what was promised and not given back, and never more than there is.
pub async fn hold_together(db: &mut PgConnection, owed: &Owed, closed: &Closed, kept: i64) {
    let lines: Vec<(String, i64)> = sqlx::query_as(
        "select action, count(*) from audit_event
         where action in ('request_filed', 'request_withdrawn', 'match_proposed', 'match_accepted', 'match_ended') group by action",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    let lines: BTreeMap<&str, i64> = lines.iter().map(|(a, n)| (a.as_str(), *n)).collect();
    assert_eq!(lines, owed.lines, "one line for each");
    let twice = "select count(*) from (select from audit_event where action in ('request_filed', 'request_withdrawn', 'match_proposed',
        'match_accepted', 'match_ended') group by action, subject_id having count(*) > 1) t";
    assert_eq!(number(db, twice).await, 0, "one line for each");
    let answers = number(db, "select count(*) from idempotency_key").await;
    let writes = i64::try_from(closed.writes.len()).unwrap();
    assert_eq!(answers - kept, writes, "one answer kept for each key");

    let held: Vec<(String, String, i64)> = sqlx::query_as(
        "select offer_id::text, ''::text, reserved::bigint from offer_stock where reserved > 0
         union all select offer_id::text, day::text, reserved::bigint from offer_night where reserved > 0",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    let held: BTreeMap<(String, String), i64> = held
        .into_iter()
        .map(|(offer, night, units)| ((offer, night), units))
        .collect();
    assert_eq!(held, owed.held, "what is promised is held");
    for wrong in [
        "select count(*) from offer_stock where reserved > capacity",
        "select count(*) from offer_night where reserved > capacity",
        "select count(*) from offer_stock s join offer o on o.id = s.offer_id where s.reserved <> (select coalesce(sum(m.quantity), 0)
            from match m where m.offer_id = s.offer_id and m.during is null
                and (m.state in ('accepted', 'confirmed', 'started') or m.state = 'completed' and o.category <> 'service'))",
        "select count(*) from offer_night t where t.reserved <> (select coalesce(sum(m.quantity), 0) from match m
            where m.offer_id = t.offer_id and m.during @> t.day and (m.left_on is null or t.day < m.left_on)
                and m.state in ('accepted', 'confirmed', 'started', 'completed'))",
        "select count(*) from need n where n.served <> (select coalesce(sum(m.quantity), 0) from match m
            where m.need_id = n.id and m.state in ('accepted', 'confirmed', 'started', 'completed'))",
    ] {
        assert_eq!(number(db, wrong).await, 0, "{wrong}");
    }
}

/// The log is what was written, under its seals and against the checkpoints of every server that was killed.
pub fn verify_audit(place: &Installation) {
    let said = place.operator(&["audit", "verify", "--json"]);
    let report: Value = serde_json::from_str(&said).unwrap();
    assert!(report["broken"].is_null(), "{report}");
    let sealed = report["sealed_lines"].as_i64().unwrap_or_default();
    let checked = report["checkpoints"].as_i64().unwrap_or_default();
    assert!(sealed > 0 && checked > 0, "{report}");
}

/// Whoever files once more with a key of before all those kills gets the answer of then.
pub async fn send_again(client: &Client, closed: &Closed) {
    let filed = closed.writes.iter().filter_map(|write| match &write.done {
        Done::Filed { request, .. } => Some((&write.ask, request)),
        _ => None,
    });
    for (ask, request) in filed.take(SENT_AGAIN) {
        let answer = client.ask(ask).await.expect(201);
        assert_eq!(&answer.text("/request/id"), request);
    }
}
