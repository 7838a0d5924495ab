//! Matching the other way round: which open needs an offer fits.

use std::{collections::BTreeMap, f64::consts::PI, slice, sync::Arc};

use jiff::{Timestamp, civil::Date};
use rstar::{AABB, RTree, RTreeObject};

use super::{
    candidate::Candidate,
    eligibility::{Verdict, eligible_at, is_open_when},
    index::unit,
    query::Query,
    terms::Terms,
};
use crate::{
    constraint::{Feature, FeatureSet, Level},
    id::NeedId,
    offer::{Category, ServiceTheme, Speciality},
    period::Period,
    request::NeedDetails,
};

/// A need that an offer fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Which need.
    pub need: NeedId,
    /// It fits if the provider answers a question well.
    pub ask_first: bool,
}

/// Open needs, found by the offers that fit them.
///
/// An R*-tree for each kind of help holds how far each need reaches, as a box around its origin on the unit sphere in space:
/// neither the poles nor the antimeridian are special there. Bits, units and dates are looked at next to the box;
/// [`eligible`](super::eligible) decides on what is left, so the answer is that of a scan.
///
/// Of `n` needs, `m` of which reach the offer: building takes O(n log n), [`NeedIndex::upsert`] and [`NeedIndex::remove`]
/// O(log n), [`NeedIndex::fitting`] O(log n + m) typically, for each stop if the offer is a ride. Memory: the query and
/// about 150 bytes for each need.
///
/// ```
/// use jiff::civil::date;
/// use punte_core::{
///     id::{NeedId, OfferId, RequestId, RevisionId},
///     matching::{Candidate, Fit, NeedIndex, Query},
///     offer::OfferContent,
///     place::GeoPoint,
///     provider::ProviderKind,
///     request::{Household, Need},
/// };
/// use serde_json::{from_value, json};
/// # use uuid::Uuid;
///
/// let (now, today) = ("2026-11-22T12:00:00Z".parse().unwrap(), date(2026, 11, 22));
/// let household = Household::parse(from_value(json!({ "women": 1 })).unwrap(), today).unwrap();
/// let legal = json!({ "category": "service", "theme": "legal" });
/// let need = |km: u32| {
///     let draft = json!({ "place_id": 1, "radius_m": 1000 * km, "quantity": 1, "details": legal });
///     Need::parse(from_value(draft).unwrap(), today).unwrap()
/// };
/// // A woman in Siret goes as far as 50 km, one in Chișinău as far as 20 km.
/// let siret = GeoPoint::new(47.95, 26.0667).unwrap();
/// let chisinau = GeoPoint::new(47.0056, 28.8575).unwrap();
/// let query = |need: &Need, origin| {
///     Query::new(RequestId(Uuid::from_u128(9)), &household, need, 1, origin, None, now, today)
/// };
/// let index = NeedIndex::build([
///     (NeedId(Uuid::from_u128(1)), query(&need(50), siret)),
///     (NeedId(Uuid::from_u128(2)), query(&need(20), chisinau)),
/// ]);
/// // A lawyer in Suceava, 37 km from Siret.
/// let content = OfferContent::parse(from_value(json!({
///     "title": "Legal advice", "description": "We help with papers.", "language": "en", "place_id": 2, "capacity": 3, "details": legal,
/// })).unwrap()).unwrap();
/// let suceava = GeoPoint::new(47.6333, 26.25).unwrap();
/// let (offer, revision) = (OfferId(Uuid::from_u128(3)), RevisionId(Uuid::from_u128(4)));
/// let lawyer = Candidate::new(offer, revision, &content, ProviderKind::Ngo, suceava, now);
/// assert_eq!(index.fitting(&lawyer, now, today), [Fit { need: NeedId(Uuid::from_u128(1)), ask_first: false }]);
/// ```
#[derive(Default)]
pub struct NeedIndex {
    needs: BTreeMap<NeedId, Arc<Query>>,
    reaches: BTreeMap<Kind, RTree<Reach>>,
}

impl NeedIndex {
    /// Of these needs; of a need that is there twice, the later one.
    pub fn build(needs: impl IntoIterator<Item = (NeedId, Query)>) -> Self {
        let needs: BTreeMap<NeedId, Arc<Query>> = needs
            .into_iter()
            .map(|(need, query)| (need, Arc::new(query)))
            .collect();
        let mut by_kind: BTreeMap<Kind, Vec<Reach>> = BTreeMap::new();
        for (need, query) in &needs {
            let kind = Kind::from(&query.details);
            let reach = Reach::new(*need, query.clone());
            by_kind.entry(kind).or_default().push(reach);
        }
        let reaches = by_kind
            .into_iter()
            .map(|(kind, reaches)| (kind, RTree::bulk_load(reaches)))
            .collect();
        Self { needs, reaches }
    }

    /// Puts a need in, in the place of what was there of it.
    pub fn upsert(&mut self, need: NeedId, query: Query) {
        self.remove(need);
        let query = Arc::new(query);
        self.needs.insert(need, query.clone());
        self.reaches
            .entry(Kind::from(&query.details))
            .or_default()
            .insert(Reach::new(need, query));
    }

    /// Takes a need out; whether it was there.
    pub fn remove(&mut self, need: NeedId) -> bool {
        let Some(query) = self.needs.remove(&need) else {
            return false;
        };
        if let Some(tree) = self.reaches.get_mut(&Kind::from(&query.details)) {
            tree.remove(&Reach::new(need, query));
        }
        true
    }

    /// Number of needs.
    pub fn len(&self) -> usize {
        self.needs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.needs.is_empty()
    }

    /// The needs that an offer fits at this time, by id: exactly those for which [`eligible`](super::eligible) does not exclude it
    /// when its query is of this instant and local day.
    pub fn fitting(&self, offer: &Candidate, now: Timestamp, today: Date) -> Vec<Fit> {
        let Some(tree) = self.reaches.get(&Kind::from(&offer.terms)) else {
            return Vec::new();
        };
        // A ride takes people in at each stop but its last, and goes out of its way for them.
        let (points, detour_m) = match &offer.terms {
            Terms::Transport(ride) => {
                let stops = ride.stops.split_last().map_or(&[][..], |(_, stops)| stops);
                (stops, ride.detour_m)
            }
            _ => (slice::from_ref(&offer.point), 0),
        };
        let detour = chord(detour_m);
        let mut near: Vec<&Reach> = points
            .iter()
            .flat_map(|point| {
                let at = unit(*point);
                tree.locate_in_envelope_intersecting(&ball(at, detour))
                    .filter(move |reach| {
                        distance_2(reach.centre, at) <= (reach.chord + detour).powi(2)
                    })
            })
            .filter(|reach| reach.lets_through(offer, now, today))
            .collect();
        near.sort_unstable_by_key(|reach| reach.need);
        near.dedup_by_key(|reach| reach.need);
        near.into_iter()
            .filter_map(|reach| {
                let ask_first = match eligible_at(&reach.query, offer, now, today).0 {
                    Verdict::Fits(_) => false,
                    Verdict::AskFirst(_) => true,
                    Verdict::Excluded(_) => return None,
                };
                Some(Fit {
                    need: reach.need,
                    ask_first,
                })
            })
            .collect()
    }
}

/// What separates needs so far that no offer fits both sides. Occupations overlap, and are left to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Any(Category),
    Medical(Speciality),
    Service(ServiceTheme),
}

impl From<&NeedDetails> for Kind {
    fn from(details: &NeedDetails) -> Self {
        match details {
            NeedDetails::Medical { speciality } => Self::Medical(*speciality),
            NeedDetails::Service { theme } => Self::Service(*theme),
            _ => Self::Any(details.category()),
        }
    }
}

impl From<&Terms> for Kind {
    fn from(terms: &Terms) -> Self {
        match terms {
            Terms::Medical(speciality) => Self::Medical(*speciality),
            Terms::Service(theme) => Self::Service(*theme),
            _ => Self::Any(terms.category()),
        }
    }
}

/// How far a need reaches, and what is cheap to look at before its query is.
struct Reach {
    need: NeedId,
    /// Its origin, on the unit sphere.
    centre: [f64; 3],
    /// Its radius, through the unit sphere.
    chord: f64,
    /// An offer that says no to one of these is out.
    not_without: FeatureSet,
    /// An offer that says yes to one of these is out.
    not_with: FeatureSet,
    least: u32,
    dates: Option<Period>,
    query: Arc<Query>,
}

impl Reach {
    fn new(need: NeedId, query: Arc<Query>) -> Self {
        let (mut not_without, mut not_with) = (FeatureSet::default(), FeatureSet::default());
        for criterion in query.criteria.iter().filter(|c| c.level == Level::Must) {
            not_without.insert(criterion.feature);
        }
        let category = query.category();
        let party = &query.party;
        if matches!(category, Category::Housing | Category::Transport) {
            for (count, feature) in party.animals() {
                if count > 0 {
                    not_without.insert(feature);
                }
            }
        }
        if category == Category::Housing {
            if !party.children.is_empty() {
                not_without.insert(Feature::ChildrenWelcome);
            }
            if party.men > 0 || party.other_adults > 0 {
                not_with.insert(Feature::WomenOnly);
            }
        }
        Self {
            need,
            centre: unit(query.origin),
            chord: chord(query.radius_m),
            not_without,
            not_with,
            least: query.least_quantity.max(1),
            dates: query.dates,
            query,
        }
    }

    /// Whether the rules are worth asking.
    fn lets_through(&self, offer: &Candidate, now: Timestamp, today: Date) -> bool {
        offer.facts.no().0 & self.not_without.0 == 0
            && offer.facts.yes().0 & self.not_with.0 == 0
            && offer.free_during(self.dates) >= self.least
            && is_open_when(self.dates, offer, now, today)
    }
}

impl RTreeObject for Reach {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> Self::Envelope {
        ball(self.centre, self.chord)
    }
}

/// The tree asks for it when it takes one out.
impl PartialEq for Reach {
    fn eq(&self, other: &Self) -> bool {
        self.need == other.need
    }
}

/// The box around a ball.
fn ball(centre: [f64; 3], radius: f64) -> AABB<[f64; 3]> {
    AABB::from_corners(centre.map(|c| c - radius), centre.map(|c| c + radius))
}

/// A distance on the earth, straight through the unit sphere; a little more, so that rounding (whole metres, and the last digits
/// of a float) leaves nobody out.
fn chord(metres: u32) -> f64 {
    const EARTH_M: f64 = 6_371_008.8;
    const MARGIN_M: f64 = 10.0;
    let angle = ((f64::from(metres) + MARGIN_M) / EARTH_M).min(PI);
    2.0 * (angle / 2.0).sin() + 1e-9
}

fn distance_2(from: [f64; 3], to: [f64; 3]) -> f64 {
    from.iter().zip(to).map(|(f, t)| (f - t).powi(2)).sum()
}
