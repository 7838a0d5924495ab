//! What was measured, as it is written in JSON.

use punte_core::{
    matching::{Query, Ranking},
    offer::Category,
};
use serde::Serialize;

use super::{
    ranking::MixFigures,
    reverse::ReverseFigures,
    sql::SqlFigures,
    timing::{Spread, mean, real_len},
};

/// Everything of one run. Times are CPU time; `build_s` seconds over all threads, what ends in `_us` microseconds.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    /// Offers in the index.
    pub offers: usize,
    /// Seed of catalogue and requests.
    pub seed: u64,
    /// Length of the list.
    pub k: usize,
    /// Bytes of an offer's plain record.
    pub record_bytes: f64,
    /// Bytes of an offer in the index, everything counted.
    pub bytes_per_offer: f64,
    /// Building the index.
    pub build_s: f64,
    /// One insert, mean of 10,000.
    pub insert_us: f64,
    /// One removal, mean of 10,000.
    pub remove_us: f64,
    /// Index and plain scan, mix by mix.
    pub mixes: Vec<MixFigures>,
    /// The index on the requests that PostgreSQL was asked.
    pub ours: Option<Ours>,
    /// PostgreSQL on the same requests.
    pub sql: Vec<SqlFigures>,
    /// Offers against open needs.
    pub reverse: ReverseFigures,
}

/// The index on the requests that PostgreSQL was asked.
#[derive(Debug, Serialize)]
pub(super) struct Ours {
    /// Its times.
    #[serde(flatten)]
    pub time: Spread,
    /// Median of those for housing, which have the most rules.
    pub housing_p50_us: f64,
    /// Share of the plain scan's lists found, offer by offer: the overlap that `knn200` is compared by.
    pub overlap: f64,
}

impl Ours {
    /// From the index's times and answers, and the plain scan's answers.
    pub fn new(ns: Vec<u64>, queries: &[Query], answers: &[Ranking], truth: &[Ranking]) -> Self {
        let (mut sum, mut counted) = (0.0, 0);
        for (answer, truth) in answers
            .iter()
            .zip(truth)
            .filter(|(_, truth)| !truth.ranked.is_empty())
        {
            let found = truth
                .ranked
                .iter()
                .filter(|row| answer.ranked.iter().any(|other| other.offer == row.offer))
                .count();
            sum += real_len(found) / real_len(truth.ranked.len());
            counted += 1;
        }
        Self {
            housing_p50_us: housing(&ns, queries).p50_us,
            time: Spread::of(ns),
            overlap: mean(sum, counted),
        }
    }
}

/// The times of the requests for housing alone.
pub(super) fn housing(ns: &[u64], queries: &[Query]) -> Spread {
    Spread::of(
        ns.iter()
            .zip(queries)
            .filter(|(_, query)| query.category() == Category::Housing)
            .map(|(ns, _)| *ns)
            .collect(),
    )
}
