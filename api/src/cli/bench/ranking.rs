//! Index against plain scan, mix by mix: the same requests, each timed alone.

use punte_core::matching::{Index, Query, Ranking, WeightSet};
use serde::Serialize;

use super::{
    matching::SQL_QUERIES,
    timing::{Spread, mean, real, real_len, timed},
};

/// Requests that only warm up what is timed next: all that PostgreSQL is asked, so that both come equally prepared.
const WARM_UP: usize = SQL_QUERIES;

/// What came of one mix. Times are CPU time of one thread.
#[derive(Debug, Serialize)]
pub(super) struct MixFigures {
    /// Which mix.
    pub name: &'static str,
    /// Requests.
    pub queries: usize,
    /// Plain scan, median.
    pub scan_p50_us: f64,
    /// Plain scan, 95th percentile.
    pub scan_p95_us: f64,
    /// Plain scan, 99th percentile.
    pub scan_p99_us: f64,
    /// Index, median.
    pub index_p50_us: f64,
    /// Index, 95th percentile.
    pub index_p95_us: f64,
    /// Index, 99th percentile.
    pub index_p99_us: f64,
    /// Offers tested one by one, of the category's; mean.
    pub tested_share: f64,
    /// Nodes visited, mean.
    pub nodes: f64,
    /// Blocks masked, mean.
    pub blocks: f64,
    /// Distances measured, mean.
    pub measured: f64,
    /// Offers that fit in all, mean.
    pub fits: f64,
    /// Share of requests for which index and scan give one answer: ids, order, points, distances, questions and counts.
    pub agreement: f64,
}

impl MixFigures {
    /// How many times faster the index is, by the medians.
    pub fn ratio(&self) -> f64 {
        self.scan_p50_us / self.index_p50_us.max(f64::MIN_POSITIVE)
    }
}

/// Times a way to rank, in nanoseconds: the first requests once for nothing, then all of them.
pub(super) fn time_all(
    queries: &[Query],
    rank: impl Fn(&Query) -> Ranking,
) -> (Vec<Ranking>, Vec<u64>) {
    for query in queries.iter().take(WARM_UP) {
        std::hint::black_box(rank(query));
    }
    queries.iter().map(|query| timed(|| rank(query))).unzip()
}

/// Runs one mix.
pub(super) fn run(
    index: &Index,
    weights: &WeightSet,
    name: &'static str,
    queries: &[Query],
    k: usize,
) -> MixFigures {
    let (ours, index_time) = time_all(queries, |query| index.rank(query, weights, k));
    let (scanned, scan_time) = time_all(queries, |query| index.scan(query, weights, k));
    let (index_time, scan_time) = (Spread::of(index_time), Spread::of(scan_time));
    let (mut tested, mut nodes, mut blocks, mut measured) = (0.0, 0.0, 0.0, 0.0);
    for query in queries {
        let work = index.rank_counted(query, weights, k).1;
        tested += f64::from(work.tested) / real_len(index.len_of(query.category()).max(1));
        nodes += f64::from(work.nodes);
        blocks += f64::from(work.blocks);
        measured += f64::from(work.measured);
    }
    let same = ours.iter().zip(&scanned).filter(|(a, b)| a == b).count();
    let fits: usize = scanned.iter().map(|answer| answer.fits).sum();
    let count = queries.len();
    MixFigures {
        name,
        queries: count,
        scan_p50_us: scan_time.p50_us,
        scan_p95_us: scan_time.p95_us,
        scan_p99_us: scan_time.p99_us,
        index_p50_us: index_time.p50_us,
        index_p95_us: index_time.p95_us,
        index_p99_us: index_time.p99_us,
        tested_share: mean(tested, count),
        nodes: mean(nodes, count),
        blocks: mean(blocks, count),
        measured: mean(measured, count),
        fits: mean(real_len(fits), count),
        agreement: mean(real_len(same), count),
    }
}

/// What changes cost, microseconds of CPU time each: insert, remove. `extra` offers are new to the index, and gone afterwards.
pub(super) fn time_changes(
    index: &mut Index,
    extra: Vec<punte_core::matching::Candidate>,
) -> (f64, f64) {
    let count = extra.len();
    let ids: Vec<_> = extra.iter().map(|offer| offer.offer).collect();
    let ((), inserted) = timed(|| {
        for offer in extra {
            index.upsert(offer);
        }
    });
    let (_, removed) = timed(|| ids.into_iter().filter(|id| index.remove(*id)).count());
    (
        mean(real(inserted) / 1_000.0, count),
        mean(real(removed) / 1_000.0, count),
    )
}
