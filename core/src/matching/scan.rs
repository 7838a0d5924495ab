use super::{
    candidate::Candidate,
    eligibility::{Ask, Verdict, eligible_at},
    order::Order,
    query::Query,
    score::{Distances, Score, score},
    weights::{WeightSet, Weights},
};
use crate::{
    booking::Stretch,
    id::{OfferId, RevisionId},
    period::Period,
};

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
    /// Of a ride: between which of its stops.
    pub stretch: Option<Stretch>,
    /// Of medical help: the first week that has a place.
    pub week: Option<Period>,
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
    let mut verdicts = Verdicts::of(query, weights);
    for offer in offers {
        verdicts.judge(offer);
    }
    verdicts.ranking(k)
}

/// Offers judged one by one.
pub(super) struct Verdicts<'a> {
    query: &'a Query,
    weights: &'a Weights,
    fits: Vec<(Order, Ranked)>,
    asks: Vec<(Order, Ranked)>,
    more_fits: usize,
    more_asks: usize,
}

impl<'a> Verdicts<'a> {
    /// None yet.
    pub(super) const fn of(query: &'a Query, weights: &'a WeightSet) -> Self {
        Self {
            query,
            weights: weights.of(query.category()),
            fits: Vec::new(),
            asks: Vec::new(),
            more_fits: 0,
            more_asks: 0,
        }
    }

    /// Judges one.
    pub(super) fn judge(&mut self, offer: &Candidate) {
        let query = self.query;
        let (list, questions, at) = match eligible_at(query, offer, query.now, query.today) {
            (Verdict::Fits(questions), Some(at)) => (&mut self.fits, questions, at),
            (Verdict::AskFirst(questions), Some(at)) => (&mut self.asks, questions, at),
            _ => return,
        };
        let ranked = Ranked {
            offer: offer.offer,
            revision: offer.revision,
            score: score(query, offer, at.distances, self.weights),
            distances: at.distances,
            stretch: at.stretch,
            week: at.week,
            asks: questions,
        };
        let order = Order::of(
            query.request,
            offer.offer,
            ranked.score.points,
            at.distances.total_m(),
            offer.confirmed_at.as_second(),
        );
        list.push((order, ranked));
    }

    /// Makes room for so many more, at once: lists that grow piece by piece cost more than what is put in them.
    pub(super) fn expect(&mut self, fits: usize, asks: usize) {
        self.fits.reserve_exact(fits);
        self.asks.reserve_exact(asks);
    }

    /// Counts some that are known to fit, or to be asked first, without being among the best.
    pub(super) const fn count_more(&mut self, fits: usize, asks: usize) {
        self.more_fits += fits;
        self.more_asks += asks;
    }

    /// The answer.
    pub(super) fn ranking(self, k: usize) -> Ranking {
        let best = |mut list: Vec<(Order, Ranked)>| {
            list.sort_by(|a, b| a.0.cmp(&b.0));
            list.into_iter().take(k).map(|(_, ranked)| ranked).collect()
        };
        Ranking {
            fits: self.fits.len() + self.more_fits,
            to_ask: self.asks.len() + self.more_asks,
            ranked: best(self.fits),
            ask_first: best(self.asks),
        }
    }
}
