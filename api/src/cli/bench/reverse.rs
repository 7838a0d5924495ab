//! The other way round: which open needs does an offer fit?

use punte_core::{
    id::NeedId,
    matching::{Candidate, NeedIndex, Query, Verdict, eligible},
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
    /// Index over needs, median.
    pub index_p50_us: f64,
    /// Index over needs, 95th percentile.
    pub index_p95_us: f64,
    /// Share of offers for which the index names the same needs.
    pub index_agreement: f64,
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

/// Part of a whole, 1 of nothing.
fn share(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 {
        1.0
    } else {
        number(part) / number(whole)
    }
}

/// The needs that each offer fits, in the order of their ids.
pub(super) type FanOut = Vec<Vec<NeedId>>;

/// Judges every need for every offer, and asks the index over needs.
pub(super) fn by_scan_and_index(both: &NeedsAndOffers) -> (FanOut, ReverseFigures) {
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
    let index = NeedIndex::build(both.needs.iter().cloned());
    let asked = both
        .needs
        .first()
        .map(|(_, query)| (query.now, query.today));
    let of_index = |offer: &Candidate| -> Vec<NeedId> {
        let fits = asked.map_or_else(Vec::new, |(now, today)| index.fitting(offer, now, today));
        fits.into_iter()
            .filter(|fit| !fit.ask_first)
            .map(|fit| fit.need)
            .collect()
    };
    let (by_index, index_ns): (FanOut, Vec<u64>) = both
        .offers
        .iter()
        .map(|(_, offer)| timed(|| of_index(offer)))
        .unzip();
    let same = found.iter().zip(&by_index).filter(|(a, b)| a == b).count();
    let index_time = Spread::of(index_ns);
    let mut sizes: Vec<u64> = found
        .iter()
        .map(|n| u64::try_from(n.len()).unwrap_or(0))
        .collect();
    sizes.sort_unstable();
    let figures = ReverseFigures {
        needs: both.needs.len(),
        offers: both.offers.len(),
        scan_p50_us: Spread::of(ns).p50_us,
        index_p50_us: index_time.p50_us,
        index_p95_us: index_time.p95_us,
        index_agreement: share(same, found.len()),
        sql_p50_us: None,
        sql_p95_us: None,
        agreement: None,
        fan_out_p50: percentile(&sizes, 50),
        fan_out_max: sizes.last().copied().unwrap_or(0),
    };
    (found, figures)
}
