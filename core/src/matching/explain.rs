use super::{
    candidate::Candidate,
    eligibility::{Verdict, distances, eligible},
    query::Query,
    score::{Distances, Score, score},
    weights::WeightSet,
};

/// What the engine thinks of one offer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Fits, fits if the answers are right, or every reason why not.
    pub verdict: Verdict,
    /// How its points come about; absent where it is excluded.
    pub score: Option<Score>,
    /// Published distances, beyond the radius too; absent where there are none: a ride of one stop, or of no destination.
    pub distances: Option<Distances>,
}

/// Explains one offer for one need: the word and the points that it has in a ranking.
pub fn explain(query: &Query, offer: &Candidate, weights: &WeightSet) -> Explanation {
    let verdict = eligible(query, offer);
    let within = distances(query, offer);
    let score = match verdict {
        Verdict::Excluded(_) => None,
        Verdict::Fits(_) | Verdict::AskFirst(_) => {
            within.map(|at| score(query, offer, at, weights.of(query.category())))
        }
    };
    let anywhere = Query {
        radius_m: u32::MAX,
        ..query.clone()
    };
    Explanation {
        verdict,
        score,
        distances: within.or_else(|| distances(&anywhere, offer)),
    }
}
