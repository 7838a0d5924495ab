//! Everybody who asks at once: what they were told, and how often somebody had to try again.

#![cfg(test)]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use punte_api::app::App;
use punte_tests::{Answer, TestApp, service, service_need};
use sqlx::Executor as _;
use tokio::sync::Semaphore;

use super::is_full;

/// Whoever is told so often that there is no time gives up.
pub(super) const PATIENCE: usize = 200;
/// One try in so many may be another one (docs/assurance.md, T12); more is a server that fights with itself.
const ONE_IN: usize = 100;

/// What was said of stays, by their matches.
#[derive(Clone, Default)]
pub(super) struct Said {
    /// Accepted, by the answer to whoever accepted.
    pub(super) accepted: BTreeSet<String>,
    /// Called off, by the answer to whoever called it off.
    pub(super) cancelled: BTreeSet<String>,
    /// Those whose time ran out.
    pub(super) late: BTreeSet<String>,
}

/// Everybody who asks at once, what they were told, and how often somebody tried again: a transaction that the server began once more, or
/// a caller who was told that there was no time.
pub(super) struct Load {
    pub(super) connections: Semaphore,
    asked: AtomicUsize,
    again: AtomicUsize,
    retries: Mutex<BTreeMap<String, usize>>,
    said: Mutex<Said>,
}

impl Load {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            connections: Semaphore::new(if is_full() { 64 } else { 32 }),
            asked: AtomicUsize::new(0),
            again: AtomicUsize::new(0),
            retries: Mutex::default(),
            said: Mutex::default(),
        })
    }

    /// Sends it, and once more as long as the server has no time (503), which is no answer. Nobody sends a key here, so that a 409 never
    /// means that it is under way: it is an answer.
    pub(super) async fn ask<F: Future<Output = Answer>>(&self, send: impl Fn() -> F) -> Answer {
        self.asked.fetch_add(1, Ordering::Relaxed);
        for _ in 0..PATIENCE {
            let answer = send().await;
            if answer.status != 503 {
                return answer;
            }
            self.once_more();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no time, {PATIENCE} times");
    }

    /// Counts that somebody was told that there was no time.
    pub(super) fn once_more(&self) {
        self.again.fetch_add(1, Ordering::Relaxed);
    }

    /// Writes down what somebody was told.
    pub(super) fn note(&self, what: impl FnOnce(&mut Said)) {
        what(&mut self.said.lock().unwrap());
    }

    /// What was said until now.
    pub(super) fn said(&self) -> Said {
        self.said.lock().unwrap().clone()
    }

    /// Counts what use cases began once more that are not the server's.
    pub(super) fn count(&self, use_cases: &App) {
        self.add(&use_cases.metrics.render(use_cases));
    }

    fn add(&self, figures: &str) {
        let mut retries = self.retries.lock().unwrap();
        for (cause, times) in figures.lines().filter_map(retry) {
            *retries.entry(cause).or_default() += times;
        }
    }

    /// Says how often somebody tried again, and that it was seldom. Once, at the end.
    pub(super) fn judge(&self, what: &str, app: &TestApp) {
        self.add(&app.metrics());
        let [asked, again] = [&self.asked, &self.again].map(|n| n.load(Ordering::Relaxed));
        let retries = self.retries.lock().unwrap();
        let begun: usize = retries.values().sum();
        eprintln!(
            "stress: {what}: {asked} asked, {begun} transactions begun once more {retries:?}, {again} times no time"
        );
        assert!(
            (begun + again) * ONE_IN <= asked,
            "{what}: {retries:?} and {again} of {asked}"
        );
    }
}

/// The cause and the number of a line about retries.
fn retry(line: &str) -> Option<(String, usize)> {
    let line = line.strip_prefix("punte_retries_total{cause=\"")?;
    let (cause, times) = line.split_once("\"} ")?;
    Some((cause.to_owned(), times.parse().expect("a number")))
}

#[tokio::test]
async fn a_transaction_that_waits_too_long_for_a_lock_is_begun_once_more_and_counted() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.propose(&household, &offer).await;
    let load = Load::new();
    load.add(&app.metrics());
    assert!(load.retries.lock().unwrap().is_empty());
    let mut holder = app.superuser().await;
    holder
        .execute("begin; select from match for update")
        .await
        .unwrap();
    let let_go = async {
        while !app.metrics().contains("punte_retries_total{") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        holder.execute("rollback").await.unwrap();
    };
    let (accepted, ()) = tokio::join!(app.try_accept(&provider, &id), let_go);
    accepted.expect(200);
    load.add(&app.metrics());
    let retries = load.retries.lock().unwrap();
    let counted: Vec<&str> = retries.keys().map(String::as_str).collect();
    assert_eq!(counted, ["lock"]);
    assert!(retries["lock"] >= 1);
}
