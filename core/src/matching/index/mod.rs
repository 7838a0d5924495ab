//! The index: the exact best k of a million offers, without looking at most of them.
//!
//! Offers of one kind lie in a section, in blocks of 64, in the order of a kd-tree over space. A block holds each fact of its 64
//! offers in one machine word and each number in as many words as it has bits, so that a rule is decided for 64 offers in a
//! few instructions. A need is compiled into such rules, and then:
//!
//! 1. the tree leaves out what is beyond the radius and where nobody can fit,
//! 2. every block within reach is decided as a whole: two words, who fits and who must be asked first. Their bits are the
//!    exact counts. What words cannot tell (nights or weeks that are partly booked, a ride's route, a door right at the radius) is
//!    looked up offer by offer,
//! 3. blocks are taken in the order of the most points that one of their offers can get, until that is less than what the
//!    last of the k has. Wishes and languages are added up for 64 offers at once, so the bound is tight. Between which points an
//!    offer gets for its distance is told by a chord; measured is only what may be among the k by that.
//!
//! The answers are explained by [`eligible`](super::eligible) and [`score`](super::score) on the few that are shown, and property tests hold the whole
//! against [`rank_by_scan`](super::rank_by_scan). There is no query on which it is worse than a scan by more than the decided words: a fallback that
//! switches is not needed.
//!
//! | for n offers of the kind, b = n/56 blocks, of which r are within reach | time |
//! |---|---|
//! | rank | O(r) words for each rule, O(r + k log k) points in practice, O(n log n) where all are alike |
//! | insert | O(log b), and a block's worth of moving when it is full |
//! | remove | O(1) |
//! | build | O(n log b) |
//!
//! Memory: about 1.45 times that of the records alone (see [`Index::memory`]).
//!
//! ```
//! use jiff::{Timestamp, civil::date};
//! use punte_core::{
//!     id::{OfferId, RequestId, RevisionId},
//!     matching::{Candidate, Index, Query, WeightSet},
//!     offer::{OfferContent, OfferDraft},
//!     place::GeoPoint,
//!     provider::ProviderKind,
//!     request::{Household, Need},
//! };
//! use serde_json::json;
//!
//! let now: Timestamp = "2026-11-26T06:00:00Z".parse()?;
//! let today = date(2026, 11, 26);
//! let home = |id: u128, lat, lon, dogs: &str| {
//!     let draft: OfferDraft = serde_json::from_value(json!({
//!         "title": "A room", "description": "A room with a door.", "language": "ro", "place_id": 1, "capacity": 3,
//!         "availability": [{"from": "2026-11-01", "to": "2027-03-01"}], "languages": ["uk"],
//!         "details": {"category": "housing", "kind": "room", "privacy": "private_room", "pets": {"dogs": dogs}},
//!     }))
//!     .unwrap();
//!     let content = OfferContent::parse(draft).unwrap();
//!     let point = GeoPoint::new(lat, lon).unwrap();
//!     Candidate::new(OfferId(uuid::Uuid::from_u128(id)), RevisionId(uuid::Uuid::from_u128(id)), &content, ProviderKind::Ngo, point, now)
//! };
//! let mut index = Index::build(vec![
//!     home(1, 47.6514, 26.2556, "yes"), // Suceava
//!     home(2, 47.8500, 25.9167, "yes"), // Rădăuți
//!     home(3, 47.8450, 25.9200, "no"),
//! ]);
//!
//! // A woman with a dog has just crossed at Siret and needs a bed for a week.
//! let household = Household::parse(
//!     serde_json::from_value(json!({"women": 1, "languages": ["uk"], "pets": [{"species": "dog", "size": "small", "count": 1}]})).unwrap(),
//!     today,
//! )
//! .unwrap();
//! let need = Need::parse(
//!     serde_json::from_value(json!({
//!         "place_id": 666830, "quantity": 1, "details": {"category": "housing"},
//!         "dates": {"from": "2026-11-26", "to": "2026-12-03"},
//!     }))
//!     .unwrap(),
//!     today,
//! )
//! .unwrap();
//! let siret = GeoPoint::new(47.95, 26.0667).unwrap();
//! let query = Query::new(RequestId(uuid::Uuid::from_u128(7)), &household, &need, 1, siret, None, now, today);
//!
//! let answer = index.rank(&query, &WeightSet::first(), 20);
//! let ids: Vec<u128> = answer.ranked.iter().map(|r| r.offer.0.as_u128()).collect();
//! assert_eq!(ids, [2, 1]); // Rădăuți is 16 km away, Suceava 36 km; the third takes no dogs
//!
//! index.remove(OfferId(uuid::Uuid::from_u128(2)));
//! assert_eq!(index.rank(&query, &WeightSet::first(), 20).fits, 1);
//! # Ok::<(), jiff::Error>(())
//! ```

#![expect(
    clippy::indexing_slicing,
    reason = "slots, blocks, nodes and planes are numbers that the section gave out itself; the property tests would find one that is not"
)]

mod growth;
mod plain;
mod plan;
mod planes;
mod points;
mod row;
mod rule;
mod search;
mod section;
mod sieve;
mod spot;
mod tastes;
mod tongues;
mod tree;

use std::collections::{BTreeMap, HashMap};

use super::{
    candidate::Candidate,
    query::Query,
    scan::{Ranking, Verdicts},
    weights::WeightSet,
};
use crate::{id::OfferId, offer::Category};
use plan::{Plan, Unplanned};
use section::{Kind, Section};
pub(super) use spot::unit;
use tongues::Tongues;

/// Visible offers of all categories, ready to be ranked.
#[derive(Debug, Clone, Default)]
pub struct Index {
    sections: BTreeMap<Kind, Section>,
    tongues: Tongues,
    /// The few that a row cannot hold, judged one by one.
    odd: HashMap<OfferId, Candidate>,
}

/// What an answer took: counts that do not depend on the machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Nodes of the tree that were visited.
    pub nodes: u32,
    /// Blocks of 64 that were decided as a whole.
    pub blocks: u32,
    /// Offers whose own record was read.
    pub tested: u32,
    /// Distances that were measured.
    pub measured: u32,
}

/// Memory of an index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Offers in it.
    pub offers: usize,
    /// Bytes of one offer's record on average: its ids, facts, terms and calendar, which a scan needs too.
    pub record_bytes: f64,
    /// Bytes of heap for each offer on average, everything counted.
    pub bytes_per_offer: f64,
}

impl Index {
    /// From all visible offers. O(n log n).
    pub fn build(offers: Vec<Candidate>) -> Self {
        let mut index = Self {
            tongues: Tongues::of(&offers),
            ..Self::default()
        };
        let mut kinds: BTreeMap<Kind, Vec<_>> = BTreeMap::new();
        for offer in offers {
            match row::encode(&offer, &mut index.tongues) {
                Some(encoded) => kinds
                    .entry(Kind::of(&offer.terms))
                    .or_default()
                    .push((offer, encoded)),
                None => {
                    index.odd.insert(offer.offer, offer);
                }
            }
        }
        for (kind, offers) in kinds {
            index.sections.insert(kind, Section::build(kind, offers));
        }
        index
    }

    /// Adds an offer, or replaces what is known of it.
    pub fn upsert(&mut self, offer: Candidate) {
        self.remove(offer.offer);
        let Some(encoded) = row::encode(&offer, &mut self.tongues) else {
            self.odd.insert(offer.offer, offer);
            return;
        };
        let kind = Kind::of(&offer.terms);
        self.sections
            .entry(kind)
            .or_insert_with(|| Section::new(kind))
            .insert(offer, encoded);
    }

    /// Removes an offer; whether it was there.
    pub fn remove(&mut self, offer: OfferId) -> bool {
        self.sections
            .values_mut()
            .any(|section| section.remove(offer))
            || self.odd.remove(&offer).is_some()
    }

    /// What is known of an offer, as far as rules, score and order can tell.
    pub fn get(&self, offer: OfferId) -> Option<Candidate> {
        self.sections
            .values()
            .find_map(|section| section.candidate(section.find(offer)?, &self.tongues))
            .or_else(|| self.odd.get(&offer).cloned())
    }

    /// Ranks: the list that [`rank_by_scan`] gives, with the same points, distances, questions and counts.
    pub fn rank(&self, query: &Query, weights: &WeightSet, k: usize) -> Ranking {
        self.rank_counted(query, weights, k).0
    }

    /// As [`Index::rank`], with what it took.
    pub fn rank_counted(&self, query: &Query, weights: &WeightSet, k: usize) -> (Ranking, Work) {
        let mut work = Work::default();
        let ranking = self.answer(query, weights, k, |section, plan| {
            search::search(section, plan, k, &mut work)
        });
        (ranking, work)
    }

    /// The same answer by a plain scan over the same records of the kind: the opponent of [`Index::rank`] in benchmarks.
    pub fn scan(&self, query: &Query, weights: &WeightSet, k: usize) -> Ranking {
        self.answer(query, weights, k, |section, plan| {
            plain::scan(section, plan, k)
        })
    }

    /// Checks the laws that make the search exact: no node promises less than what is below it, no offer's points are other than
    /// its score's. The first offer of the need's kind for which it is not so, if there is one: a fault of ours. Looks at everything below every node: for tests.
    pub fn broken_bound(&self, query: &Query, weights: &WeightSet) -> Option<OfferId> {
        let section = self.sections.get(&Kind::asked(&query.details))?;
        let plan = Plan::of(query, weights.of(query.category()), section, &self.tongues).ok()?;
        let (_, slot) = plain::broken_bound(section, &plan, &self.tongues)?;
        Some(section.id(slot))
    }

    fn answer(
        &self,
        query: &Query,
        weights: &WeightSet,
        k: usize,
        find: impl FnOnce(&Section, &Plan<'_>) -> search::Found,
    ) -> Ranking {
        let mut verdicts = Verdicts::of(query, weights);
        for offer in self.odd.values() {
            verdicts.judge(offer);
        }
        let Some(section) = self.sections.get(&Kind::asked(&query.details)) else {
            return verdicts.ranking(k);
        };
        let plan = Plan::of(query, weights.of(query.category()), section, &self.tongues);
        match plan {
            Err(Unplanned::Nothing) => {}
            Err(Unplanned::ByDefinition) => {
                for slot in section.all_slots() {
                    if let Some(offer) = section.candidate(slot, &self.tongues) {
                        verdicts.judge(&offer);
                    }
                }
            }
            Ok(plan) => {
                let found = find(section, &plan);
                verdicts.expect(found.fits.best.len(), found.asks.best.len());
                let counted = plan.counted();
                for slot in found.fits.best.iter().chain(&found.asks.best) {
                    if let Some(offer) = section.candidate_for(*slot, &self.tongues, counted) {
                        verdicts.judge(&offer);
                    }
                }
                verdicts.count_more(
                    found.fits.count - found.fits.best.len(),
                    found.asks.count - found.asks.best.len(),
                );
            }
        }
        verdicts.ranking(k)
    }

    /// Offers in it.
    pub fn len(&self) -> usize {
        self.sections.values().map(Section::len).sum::<usize>() + self.odd.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Offers of a category.
    pub fn len_of(&self, category: Category) -> usize {
        let placed: usize = self
            .sections
            .values()
            .filter(|section| section.kind.category() == category)
            .map(Section::len)
            .sum();
        placed
            + self
                .odd
                .values()
                .filter(|o| o.category() == category)
                .count()
    }

    /// Insertions and removals since it was built: after about a tenth of its size the boxes are worth making anew.
    pub fn changes(&self) -> usize {
        self.sections.values().map(|section| section.changes).sum()
    }

    /// The same offers in boxes as tight as they can be. O(n log n); `self` stays as it is.
    #[must_use]
    pub fn rebuilt(&self) -> Self {
        Self::build(self.all().collect())
    }

    fn all(&self) -> impl Iterator<Item = Candidate> + '_ {
        self.sections
            .values()
            .flat_map(|section| {
                section
                    .all_slots()
                    .filter_map(|slot| section.candidate(slot, &self.tongues))
            })
            .chain(self.odd.values().cloned())
    }

    /// What it weighs.
    pub fn memory(&self) -> Memory {
        let (mut records, mut all) = (0, 0);
        for section in self.sections.values() {
            let bytes = section.bytes();
            records += bytes.records;
            all += bytes.all;
        }
        let offers = self.len();
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let each = |bytes: usize| bytes as f64 / offers.max(1) as f64;
        Memory {
            offers,
            record_bytes: each(records),
            bytes_per_offer: each(all),
        }
    }
}
