//! What was measured, as it is written in JSON.

use serde::Serialize;

use super::asking::Answers;
use crate::cli::bench::{
    sql::scratch::Counts,
    timing::{Spread, real, real_len},
};

/// Everything of one run. Times are wall time: of those who wait.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    /// `release`, or how else it was built.
    pub build: &'static str,
    /// Settings of PostgreSQL by their names.
    pub postgres: Vec<(String, String)>,
    /// Timed claims of a round.
    pub claims: usize,
    /// Claims before them, to warm up.
    pub warm_up: usize,
    /// Rounds of each side.
    pub rounds: usize,
    /// Claims under way at the same time.
    pub at_a_time: usize,
    /// Connections of each side.
    pub connections: u32,
    /// One hot offer, and many.
    pub cases: Vec<CaseFigures>,
}

/// Claims on so many offers.
#[derive(Debug, Serialize)]
pub(super) struct CaseFigures {
    /// Offers of a round.
    pub offers: usize,
    /// Places of a round.
    pub places: usize,
    /// Side by side.
    pub sides: Vec<SideFigures>,
}

/// One side in one case, all rounds together.
#[derive(Debug, Default, Serialize)]
pub(super) struct SideFigures {
    /// `punte`, or the plain reservation's.
    pub name: &'static str,
    /// What it does in its transaction.
    pub does: &'static str,
    /// Claims that have their place, those of the warm-up included.
    pub sold: usize,
    /// Claims that found none.
    pub refused: usize,
    /// Claims answered in a second.
    pub claims_per_s: f64,
    /// How long a claim waited.
    #[serde(flatten)]
    pub waited: Spread,
    /// Times that a claim was asked again, because the server said that it had no time.
    pub asked_again: usize,
    /// Transactions that were committed on the server, those that only read included.
    pub commits: u64,
    /// Times that the log was flushed to the disk.
    pub flushes: u64,
    /// Flushes for each place sold.
    pub flushes_a_place: f64,
    /// Rows inserted, updated or deleted for each place sold.
    pub rows_a_place: f64,
    /// Bytes of write-ahead log for each place sold.
    pub wal_bytes_a_place: f64,
}

/// What is added up over the rounds.
#[derive(Default)]
pub(super) struct Sum {
    pub sold: usize,
    pub refused: usize,
    pub ns: Vec<u64>,
    pub took_ns: u64,
    pub asked_again: usize,
    pub counts: Counts,
}

impl Sum {
    /// Adds a round: what warmed it up, and what was timed.
    pub fn add(&mut self, warm: &Answers, timed: Answers, counts: Counts) {
        self.sold += warm.sold + timed.sold;
        self.refused += warm.refused + timed.refused;
        self.ns.extend(timed.ns);
        self.took_ns += timed.took_ns;
        self.counts = self.counts.and(counts);
    }

    /// What comes of all rounds.
    pub fn figures(self, name: &'static str, does: &'static str) -> SideFigures {
        let a_place = |count: u64| real(count) / real_len(self.sold.max(1));
        SideFigures {
            name,
            does,
            sold: self.sold,
            refused: self.refused,
            claims_per_s: real_len(self.ns.len()) / (real(self.took_ns.max(1)) / 1e9),
            asked_again: self.asked_again,
            commits: self.counts.commits,
            flushes: self.counts.flushes,
            flushes_a_place: a_place(self.counts.flushes),
            rows_a_place: a_place(self.counts.rows),
            wal_bytes_a_place: a_place(self.counts.wal_bytes),
            waited: Spread::of(self.ns),
        }
    }
}
