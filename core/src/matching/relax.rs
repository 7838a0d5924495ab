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
    request::RIDE_RADIUS_M,
};

/// Fewer offers than this are few: then the answer says what stands in the way.
pub const FEW: usize = 5;

/// Radii that are tried, metres.
const RADII_M: [u32; 6] = [10_000, 25_000, 50_000, 100_000, 200_000, 400_000];

/// Of so many more than fit now, the best of a wider search, it is asked in which country they lie: as far as that they are counted.
const LOOKED_AT: usize = 500;

/// Where nobody is sent who is not there.
const AT_WAR: &str = "UA";

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

/// Where an offer of a wider search lies, seen from the need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Land {
    /// In a country that the need names.
    Named,
    /// In another, ISO 3166-1: it is said which.
    Other(String),
    /// Where nobody is advised to go: back to the war.
    Never,
}

impl Land {
    /// Of an offer in these countries (of a ride, where one gets in and where one gets out), for a need that names those. Where the need
    /// names none, any will do.
    pub fn of<'a>(named: &[String], lies: impl IntoIterator<Item = &'a str>) -> Self {
        let mut land = Self::Named;
        for country in lies {
            if named.is_empty() || named.iter().any(|own| own == country) {
                continue;
            }
            if country == AT_WAR {
                return Self::Never;
            }
            land = Self::Other(country.to_owned());
        }
        land
    }
}

/// What one relaxation would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxed {
    /// What is given up.
    pub relaxation: Relaxation,
    /// How many offers would fit in all: more than now. Of a wider search those that fit now, and those that it finds in one country.
    pub fits: usize,
    /// Of a wider search that finds nothing more in the countries that the need names: in which other one it does, ISO 3166-1.
    pub country: Option<String>,
    /// The best of those that do not fit now.
    pub best: Ranked,
}

/// Each single relaxation with the need that it makes: musts in their order, animals, radii and dates from the smallest
/// step on, the group if no child of it is left without an adult. None for an unaccompanied minor. At most 24 musts and 12 others.
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
    for radius_m in radii(query) {
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
    if query.quantity > 1 && !query.splits && query.may_part() {
        let split = Query {
            splits: true,
            least_quantity: 1,
            ..query.clone()
        };
        all.push((Relaxation::SplitGroup, split));
    }
    all
}

/// Wider radii: of a ride only as far as people come to where it stops.
fn radii(query: &Query) -> impl Iterator<Item = u32> + use<> {
    let (now_m, ride) = (query.radius_m, query.category() == Category::Transport);
    RADII_M
        .into_iter()
        .filter(move |r| *r > now_m && (!ride || *r <= RIDE_RADIUS_M))
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

/// What wider searches of a need find, as far as [`why_few`] asks in which country it lies. An offer may stand there more than once.
pub fn found_farther(query: &Query, mut rank: impl FnMut(&Query, usize) -> Ranking) -> Vec<Ranked> {
    radii(query)
        .flat_map(|radius_m| {
            let wider = Query {
                radius_m,
                ..query.clone()
            };
            rank(&wider, FEW + LOOKED_AT).ranked
        })
        .collect()
}

/// Why few offers fit, or none: each single relaxation by which more would fit than now, with exact counts. Nothing if
/// [`FEW`] or more fit. Of radii and dates only the smallest step that helps; of radii the smallest that finds something in a country that
/// the need names, and only if none does, the smallest that finds something in another one, which it then says.
///
/// `rank` gives the ranking of a need, with so many offers in it: [`rank_by_scan`](super::rank_by_scan), or what gives the same.
/// It is asked once for the need and at most once for each of [`relaxed`], which `left_of` is for. `land` says where an offer lies; it is
/// asked of what [`found_farther`] gives.
pub fn why_few(
    query: &Query,
    left_of: impl Fn(Period) -> Option<Period>,
    land: impl Fn(&Ranked) -> Land,
    mut rank: impl FnMut(&Query, usize) -> Ranking,
) -> Vec<Relaxed> {
    let now = rank(query, FEW);
    let mut found: Vec<Relaxed> = Vec::new();
    if now.fits >= FEW {
        return found;
    }
    let is_new = |offer: &Ranked| now.ranked.iter().all(|known| known.offer != offer.offer);
    // The first step that leads to another country, and where it stands if none leads to less.
    let mut abroad: Option<(usize, Relaxed)> = None;
    for (relaxation, query) in relaxed(query, left_of) {
        if found
            .iter()
            .any(|f| f.relaxation.is_step_beside(relaxation))
        {
            continue;
        }
        if matches!(relaxation, Relaxation::Radius { .. }) {
            let then = rank(&query, FEW + LOOKED_AT).ranked.into_iter();
            let new: Vec<(Land, Ranked)> = then.filter(is_new).map(|r| (land(&r), r)).collect();
            let in_land = |wanted: &Land| {
                let mut there = new.iter().filter(|(land, _)| land == wanted);
                let best = there.next()?.1.clone();
                Some(Relaxed {
                    relaxation,
                    fits: now.fits + 1 + there.count(),
                    country: match wanted {
                        Land::Other(country) => Some(country.clone()),
                        Land::Named | Land::Never => None,
                    },
                    best,
                })
            };
            if let Some(helps) = in_land(&Land::Named) {
                found.push(helps);
            } else if abroad.is_none() {
                let other = new.iter().find(|(land, _)| matches!(land, Land::Other(_)));
                let helps = other.and_then(|(land, _)| in_land(land));
                abroad = helps.map(|helps| (found.len(), helps));
            }
            continue;
        }
        // Among one more than fit now, one is new.
        let then = rank(&query, now.fits + 1);
        if then.fits > now.fits
            && let Some(best) = then.ranked.into_iter().find(is_new)
        {
            found.push(Relaxed {
                relaxation,
                fits: then.fits,
                country: None,
                best,
            });
        }
    }
    if let Some((at, helps)) = abroad
        && !found
            .iter()
            .any(|f| f.relaxation.is_step_beside(helps.relaxation))
    {
        found.insert(at, helps);
    }
    found
}
