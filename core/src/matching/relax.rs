//! What giving up one thing would bring, where few offers fit.

use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    query::Query,
    scan::{Ranked, Ranking},
};
use crate::{
    constraint::{Feature, Level},
    offer::Category,
    period::{MAX_NIGHTS, Period},
};

/// Fewer offers than this are few: then the answer says what stands in the way.
pub const FEW: usize = 5;

/// Radii that are tried, metres.
const RADII_M: [u32; 6] = [10_000, 25_000, 50_000, 100_000, 200_000, 400_000];

/// By how many days a stay is moved, the smallest first.
const SHIFTS: [i8; 4] = [-3, 3, -7, 7];

/// By how many days a window is widened on both sides.
const WIDTHS: [i8; 2] = [3, 7];

const PETS: [Feature; 3] = [Feature::Dogs, Feature::Cats, Feature::OtherPets];

/// One thing that a household could give up. Never its children or men, and never a rule that protects somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "code", deny_unknown_fields)]
pub enum Relaxation {
    /// Do without one must.
    DropMust {
        /// Which.
        feature: Feature,
    },
    /// Find another place for the animals.
    PetsElsewhere,
    /// Look further away.
    Radius {
        /// How far, metres.
        #[schema(minimum = 10_000, maximum = 400_000)]
        radius_m: u32,
    },
    /// Housing: the same stay so many days later (earlier, if negative). Otherwise: so many more days before and after.
    Dates {
        /// How many days.
        #[schema(minimum = -7, maximum = 7)]
        days: i8,
    },
    /// Go to several offers.
    SplitGroup,
}

impl Relaxation {
    /// Whether the two are steps of one ladder: the first that helps is enough.
    const fn is_step_beside(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Radius { .. }, Self::Radius { .. }) | (Self::Dates { .. }, Self::Dates { .. })
        )
    }
}

/// What one relaxation would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxed {
    /// What is given up.
    pub relaxation: Relaxation,
    /// How many offers would fit in all: more than now.
    pub fits: usize,
    /// The best of those that do not fit now.
    pub best: Ranked,
}

/// Each single relaxation with the need that it makes: musts in their order, animals, radii and dates from the smallest
/// step on, the group. None for an unaccompanied minor. At most 24 musts and 12 others.
///
/// `left_of` says what would be left of other days beside what else is agreed for the household (`bundle::follow`): a stay moves only
/// where nothing agreed lies on its way, a window is as wide as that leaves it.
pub fn relaxed(
    query: &Query,
    left_of: impl Fn(Period) -> Option<Period>,
) -> Vec<(Relaxation, Query)> {
    if query.unaccompanied_minor {
        return Vec::new();
    }
    let mut all = Vec::new();
    for must in query.criteria.iter().filter(|c| c.level == Level::Must) {
        let feature = must.feature;
        let mut without = query.clone();
        without.criteria.retain(|c| c.feature != feature);
        all.push((Relaxation::DropMust { feature }, without));
    }
    all.extend(pets_elsewhere(query).map(|without| (Relaxation::PetsElsewhere, without)));
    for radius_m in RADII_M.into_iter().filter(|r| *r > query.radius_m) {
        let wider = Query {
            radius_m,
            ..query.clone()
        };
        all.push((Relaxation::Radius { radius_m }, wider));
    }
    let others = other_dates(query, left_of).into_iter();
    all.extend(others.map(|(days, dates)| {
        let moved = Query {
            dates: Some(dates),
            ..query.clone()
        };
        (Relaxation::Dates { days }, moved)
    }));
    if query.quantity > 1 && !query.splits {
        let split = Query {
            splits: true,
            least_quantity: 1,
            ..query.clone()
        };
        all.push((Relaxation::SplitGroup, split));
    }
    all
}

/// The need without animals, if some come.
fn pets_elsewhere(query: &Query) -> Option<Query> {
    (query.party.pets() > 0).then(|| {
        let mut without = query.clone();
        let party = &mut without.party;
        (party.dogs, party.cats, party.other_pets) = (0, 0, 0);
        without.criteria.retain(|c| !PETS.contains(&c.feature));
        without
    })
}

/// Other dates that could be asked for: none that begin before today, or earlier than now if they have begun.
fn other_dates(query: &Query, left_of: impl Fn(Period) -> Option<Period>) -> Vec<(i8, Period)> {
    let Some(asked) = query.dates else {
        return Vec::new();
    };
    if query.category() == Category::Housing {
        let moved = |days: i8| {
            let from = asked.from().checked_add(days.days()).ok()?;
            let to = asked.to().checked_add(days.days()).ok()?;
            let stay = Period::new(from, to).ok()?;
            // A stay that is over before a ride brings people there, or begins behind another bed, is bounded by neither: the days
            // between count, too.
            let way = Period::new(from.min(asked.from()), to.max(asked.to())).ok()?;
            (stay.from() >= query.today && left_of(way) == Some(way)).then_some((days, stay))
        };
        SHIFTS.into_iter().filter_map(moved).collect()
    } else {
        let widened = |days: i8| {
            let from = asked.from().checked_sub(days.days()).ok()?;
            let from = from.max(query.today).min(asked.from());
            let to = asked.to().checked_add(days.days()).ok()?;
            let window = Period::new(from, to).ok()?;
            if window.nights() > MAX_NIGHTS {
                return None;
            }
            Some((days, left_of(window)?))
        };
        WIDTHS.into_iter().filter_map(widened).collect()
    }
}

/// Why few offers fit, or none: each single relaxation by which more would fit than now, with exact counts. Nothing if
/// [`FEW`] or more fit. Of radii and dates only the smallest step that helps.
///
/// `rank` gives the ranking of a need, with so many offers in it: [`rank_by_scan`](super::rank_by_scan), or what gives the same.
/// It is asked once for the need and at most once for each of [`relaxed`], which `left_of` is for.
pub fn why_few(
    query: &Query,
    left_of: impl Fn(Period) -> Option<Period>,
    mut rank: impl FnMut(&Query, usize) -> Ranking,
) -> Vec<Relaxed> {
    let now = rank(query, FEW);
    let mut found: Vec<Relaxed> = Vec::new();
    if now.fits >= FEW {
        return found;
    }
    for (relaxation, query) in relaxed(query, left_of) {
        if found
            .iter()
            .any(|f| f.relaxation.is_step_beside(relaxation))
        {
            continue;
        }
        // Among one more than fit now, one is new.
        let then = rank(&query, now.fits + 1);
        let is_new = |offer: &Ranked| now.ranked.iter().all(|known| known.offer != offer.offer);
        if then.fits > now.fits
            && let Some(best) = then.ranked.into_iter().find(is_new)
        {
            found.push(Relaxed {
                relaxation,
                fits: then.fits,
                best,
            });
        }
    }
    found
}
