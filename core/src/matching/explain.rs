use super::{
    candidate::Candidate,
    eligibility::{Verdict, eligible, passing, way, week},
    query::Query,
    score::{Distances, Score, score},
    weights::WeightSet,
};
use crate::{booking::Stretch, period::Period};

/// What the engine thinks of one offer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Fits, fits if the answers are right, or every reason why not.
    pub verdict: Verdict,
    /// How its points come about; absent where it is excluded.
    pub score: Option<Score>,
    /// Published distances, beyond the radius too; absent where there are none: a ride of one stop, or of no destination.
    pub distances: Option<Distances>,
    /// Of a ride that has seats: between which of its stops the need goes.
    pub stretch: Option<Stretch>,
    /// Of medical help that has a place when it is wanted: the first week that has one.
    pub week: Option<Period>,
}

/// Explains one offer for one need: the word and the points that it has in a ranking.
pub fn explain(query: &Query, offer: &Candidate, weights: &WeightSet) -> Explanation {
    let verdict = eligible(query, offer);
    let within = way(query, offer);
    let score = match verdict {
        Verdict::Excluded(_) => None,
        Verdict::Fits(_) | Verdict::AskFirst(_) => within.map(|at| {
            let weights = weights.of(query.category());
            score(query, offer, at.distances, weights)
        }),
    };
    let anywhere = Query {
        radius_m: u32::MAX,
        ..query.clone()
    };
    let told = within
        .or_else(|| passing(query, offer))
        .or_else(|| passing(&anywhere, offer));
    Explanation {
        verdict,
        score,
        distances: told.map(|at| at.distances),
        stretch: within.and_then(|at| at.stretch),
        week: week(query, offer, query.today).map(|(week, _)| week),
    }
}
