//! The other way round: which open needs does an offer fit?

use punte_core::{
    id::NeedId,
    matching::{Candidate, Query, Verdict, eligible},
    offer::Category,
};
use serde::Serialize;

use super::{
    catalogue::Catalogue,
    draw::Draw,
    mixes::{Mix, Requests},
    places::Places,
    timing::{Spread, percentile, timed},
};

/// What came of it. Times are CPU time.
#[derive(Debug, Serialize)]
pub(super) struct ReverseFigures {
    /// Open needs.
    pub needs: usize,
    /// Offers asked for.
    pub offers: usize,
    /// Every need judged by `eligible`, median: the oracle.
    pub scan_p50_us: f64,
    /// Index over needs, median; absent while there is none.
    pub index_p50_us: Option<f64>,
    /// Index over needs, 95th percentile.
    pub index_p95_us: Option<f64>,
    /// Stored reach box in PostgreSQL, median; absent without `--sql`.
    pub sql_p50_us: Option<f64>,
    /// Stored reach box in PostgreSQL, 95th percentile.
    pub sql_p95_us: Option<f64>,
    /// Share of offers for which PostgreSQL names the same needs.
    pub agreement: Option<f64>,
    /// Needs that an offer fits, median.
    pub fan_out_p50: u64,
    /// Needs that an offer fits, most.
    pub fan_out_max: u64,
}

/// Open needs, and offers that were just approved, each with its number in the catalogue.
pub(super) struct NeedsAndOffers {
    /// Needs of the mixed mix, rides left out.
    pub needs: Vec<(NeedId, Query)>,
    /// The first offers of the catalogue that are neither rides nor paused nor for people to place.
    pub offers: Vec<(u32, Candidate)>,
}

impl NeedsAndOffers {
    /// Draws them; as many needs and offers as said, if the catalogue has so many offers.
    pub fn draw(places: &Places, seed: u64, catalogue: usize, needs: usize, offers: usize) -> Self {
        let mut ids = Draw::new(seed, 100);
        // Another seed than the ranking's requests, so that the two are not the same people.
        let queries = Requests::new(places, seed.wrapping_add(1), Mix::Mixed, None);
        let approved = Catalogue::new(places, seed).take(catalogue);
        Self {
            needs: queries
                .filter(|query| query.destination.is_none())
                .take(needs)
                .map(|query| (NeedId(ids.id()), query))
                .collect(),
            offers: (0..)
                .zip(approved)
                .filter(|(_, offer)| !offer.paused && !offer.for_minors)
                .filter(|(_, offer)| offer.category() != Category::Transport)
                .take(offers)
                .collect(),
        }
    }
}

/// The needs that each offer fits, in the order of their ids.
pub(super) type FanOut = Vec<Vec<NeedId>>;

/// Judges every need for every offer.
pub(super) fn by_scan(both: &NeedsAndOffers) -> (FanOut, ReverseFigures) {
    let fitting = |offer: &Candidate| {
        let mut fitting: Vec<NeedId> = both
            .needs
            .iter()
            .filter(|(_, query)| matches!(eligible(query, offer), Verdict::Fits(_)))
            .map(|(id, _)| *id)
            .collect();
        fitting.sort_unstable();
        fitting
    };
    let (found, ns): (FanOut, Vec<u64>) = both
        .offers
        .iter()
        .map(|(_, offer)| timed(|| fitting(offer)))
        .unzip();
    let mut sizes: Vec<u64> = found
        .iter()
        .map(|n| u64::try_from(n.len()).unwrap_or(0))
        .collect();
    sizes.sort_unstable();
    let figures = ReverseFigures {
        needs: both.needs.len(),
        offers: both.offers.len(),
        scan_p50_us: Spread::of(ns).p50_us,
        index_p50_us: None,
        index_p95_us: None,
        sql_p50_us: None,
        sql_p95_us: None,
        agreement: None,
        fan_out_p50: percentile(&sizes, 50),
        fan_out_max: sizes.last().copied().unwrap_or(0),
    };
    (found, figures)
}
