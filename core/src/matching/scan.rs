use std::cmp::Reverse;

use jiff::Timestamp;
use md5::{Digest, Md5};

use super::{
    candidate::Candidate,
    eligibility::{Ask, Verdict, distances, eligible},
    query::Query,
    score::{Distances, Score, score},
    weights::WeightSet,
};
use crate::id::{OfferId, RequestId, RevisionId};

/// One offer in a ranked list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Which offer.
    pub offer: OfferId,
    /// The version that was ranked.
    pub revision: RevisionId,
    /// Points and parts.
    pub score: Score,
    /// Published distances.
    pub distances: Distances,
    /// Questions worth asking; in the ask-list, musts first.
    pub asks: Vec<Ask>,
}

/// The answer to one need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranking {
    /// Offers that fit, best first.
    pub ranked: Vec<Ranked>,
    /// Offers that fit if the provider answers well, best first.
    pub ask_first: Vec<Ranked>,
    /// How many fit in all.
    pub fits: usize,
    /// How many would fit, depending on the answer.
    pub to_ask: usize,
}

/// Ranks by looking at every offer: filter, score, sort. The oracle: whatever is faster must give this list.
///
/// Order: points descending, distance ascending, later confirmed first (whole seconds), then a keyed hash of request and offer.
/// O(n log n) time for n offers; `k` bounds both lists.
pub fn rank_by_scan<'a>(
    query: &Query,
    offers: impl IntoIterator<Item = &'a Candidate>,
    weights: &WeightSet,
    k: usize,
) -> Ranking {
    let weights = weights.of(query.category());
    let mut fits = Vec::new();
    let mut asks = Vec::new();
    for offer in offers {
        let (list, questions) = match eligible(query, offer) {
            Verdict::Fits(questions) => (&mut fits, questions),
            Verdict::AskFirst(questions) => (&mut asks, questions),
            Verdict::Excluded(_) => continue,
        };
        let Some(at) = distances(query, offer) else {
            continue;
        };
        let ranked = Ranked {
            offer: offer.offer,
            revision: offer.revision,
            score: score(query, offer, at, weights),
            distances: at,
            asks: questions,
        };
        list.push((order(query.request, offer.confirmed_at, &ranked), ranked));
    }
    let best = |mut list: Vec<(OrderKey, Ranked)>| {
        list.sort_by_key(|a| a.0);
        list.into_iter().take(k).map(|(_, ranked)| ranked).collect()
    };
    Ranking {
        fits: fits.len(),
        to_ask: asks.len(),
        ranked: best(fits),
        ask_first: best(asks),
    }
}

type OrderKey = (Reverse<u32>, u64, Reverse<i64>, [u8; 16]);

fn order(request: RequestId, confirmed_at: Timestamp, ranked: &Ranked) -> OrderKey {
    (
        Reverse(ranked.score.points),
        ranked.distances.total_m(),
        Reverse(confirmed_at.as_second()),
        tie(request, ranked.offer),
    )
}

/// md5 of both ids as text, which PostgreSQL computes as `md5(request::text || offer::text)`: never the raw id,
/// or the oldest provider would always win.
pub(super) fn tie(request: RequestId, offer: OfferId) -> [u8; 16] {
    Md5::digest(format!("{request}{offer}").as_bytes()).into()
}
