//! Ranking verified offers for one need: exact, explained.
//!
//! [`eligible`] and [`score`] are the only definitions; [`rank_by_scan`] (filter, score, sort) is the oracle for
//! ever and the fallback. A faster index slips in behind [`rank_by_scan`]'s signature and must give the same list.
//! [`why_few`] says what giving up one thing would bring, [`explain`] how one offer comes off: by the same two.
//!
//! ```
//! use punte_core::place::{GeoPoint, distance_m};
//! // Siret, Romania and the border at Porubne: what a household and a host are apart.
//! let siret = GeoPoint::new(47.95, 26.0667).unwrap();
//! let porubne = GeoPoint::new(47.9883, 26.0606).unwrap();
//! assert_eq!(distance_m(siret, porubne), 4_283);
//! ```

mod candidate;
mod eligibility;
mod explain;
mod index;
mod order;
mod query;
mod relax;
mod reverse;
mod scan;
mod score;
mod terms;
mod weights;

pub use candidate::{Candidate, Reliability};
pub(crate) use eligibility::between;
pub use eligibility::{Ask, Exclusion, Verdict, eligible};
pub use explain::{Explanation, explain};
pub use index::{Index, Memory, Work};
pub use query::{Party, Query};
pub use relax::{FEW, Land, Relaxation, Relaxed, found_farther, relaxed, why_few};
pub use reverse::{Fit, NeedIndex};
pub use scan::{Ranked, Ranking, rank_by_scan};
pub use score::{Distances, Part, PartKind, Score, score};
pub use terms::{RideTerms, StayTerms, Terms, WorkTerms};
pub use weights::{WeightSet, Weights};
