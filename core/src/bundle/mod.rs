//! Several needs of one household, one after the other: a ride, a bed for the first days, a home, a doctor, work.
//!
//! What is agreed for one need bounds the others. [`follow`] says how for a need that still looks: from which days on, until when,
//! and near what, with the reasons. Nothing is ever added to what was asked: days are cut, the radius stays where it is, and what
//! would leave nothing is left alone. [`plan`] puts everything in order, with the nights on which somebody has no bed and with what
//! cannot both be kept; [`at_the_same_time`] is what is refused.
//!
//! A ride is there on the days on which it may leave, for nobody says how long it takes. What is cut goes by the first of them, and
//! what is missing by the last: no night is taken away that may be needed, and none is missed that may not be.

mod follow;
mod plan;

pub use follow::{Because, Follows, Reason, follow, measured};
pub use plan::{Clash, ClashKind, Plan, PlanStep, StepKind, at_the_same_time, plan};

use jiff::{Timestamp, civil::Date};

use crate::{
    booking::Stretch,
    clock::local_day,
    id::{MatchId, NeedId},
    matching::{RideTerms, Terms, between},
    offer::Category,
    period::Period,
    place::{GeoPoint, distance_m},
    request::{Household, Need},
};

/// How wide a town is, metres: who goes less far is still there.
const TOWN_M: u32 = 10_000;

/// What the whole household takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct People {
    /// Beds.
    pub beds: u32,
    /// Seats.
    pub seats: u32,
}

impl People {
    /// Of a household.
    pub fn of(household: &Household) -> Self {
        Self {
            beds: household.least_units(Category::Housing).into(),
            seats: household.least_units(Category::Transport).into(),
        }
    }
}

/// A need, as far as the others bound it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// Which.
    pub need: NeedId,
    /// Its category.
    pub category: Category,
    /// The days that it asks for.
    pub days: Option<Period>,
    /// Units that nothing is agreed for.
    pub open: u32,
    /// Near where; for a ride, from where.
    pub origin: GeoPoint,
    /// For a ride, where to.
    pub destination: Option<GeoPoint>,
    /// Nothing beyond so many metres.
    pub radius_m: u32,
}

impl Wanted {
    /// Of a stored need. `open` is what is not yet promised of its quantity.
    pub fn of(
        id: NeedId,
        need: &Need,
        open: u32,
        origin: GeoPoint,
        destination: Option<GeoPoint>,
    ) -> Self {
        Self {
            need: id,
            category: need.category(),
            days: need.dates,
            open,
            origin,
            destination,
            radius_m: need.radius_m,
        }
    }
}

/// How people get away with a ride.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ride {
    /// Where they are picked up.
    pub from: GeoPoint,
    /// Earliest departure from the first stop.
    pub departs_from: Timestamp,
    /// Latest departure from the first stop.
    pub departs_until: Timestamp,
}

/// Help for one need: agreed, or about to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Help {
    /// The match.
    pub id: MatchId,
    /// Which need.
    pub need: NeedId,
    /// Its category.
    pub category: Category,
    /// Units.
    pub units: u32,
    /// How far the need goes, metres.
    pub radius_m: u32,
    /// A stay: its nights. A ride: the days on which it may leave. Medical help: its week. Otherwise the days that were asked for.
    pub days: Option<Period>,
    /// The days that were asked for, as far as they are not given up: of a stay never fewer than its nights.
    pub asked: Option<Period>,
    /// Near where it was asked for; a ride, from where.
    pub asked_at: GeoPoint,
    /// Where it is, as everybody may see it; of a ride, where it ends for them.
    pub at: GeoPoint,
    /// Of a ride.
    pub ride: Option<Ride>,
}

impl Help {
    /// By an offer with these terms at a published point, for so many units and, of a stay, these nights, of medical help this week; of a
    /// ride, between these stops, or the nearest ones where nobody decided on some.
    pub fn of(
        id: MatchId,
        wanted: &Wanted,
        units: u32,
        during: Option<Period>,
        stretch: Option<Stretch>,
        terms: &Terms,
        at: GeoPoint,
    ) -> Self {
        let (days, at, ride) = match terms {
            Terms::Housing(_) => (during, at, None),
            Terms::Medical(_) => (during.or(wanted.days), at, None),
            Terms::Transport(ride) => {
                let (from, to) = ends(wanted, ride, stretch);
                let told = Ride {
                    from,
                    departs_from: ride.departs_from,
                    departs_until: ride.departs_until,
                };
                (days_of(ride), to, Some(told))
            }
            Terms::Job(_) | Terms::Service(_) => (wanted.days, at, None),
        };
        Self {
            id,
            need: wanted.need,
            category: wanted.category,
            units,
            radius_m: wanted.radius_m,
            days,
            asked: wanted.days,
            asked_at: wanted.origin,
            at,
            ride,
        }
    }

    /// What is left of help that was over by a day, if anything: whoever left a bed does not have it any more; where a ride
    /// took people, they are.
    pub fn over_by(self, today: Date) -> Option<Self> {
        match (self.category, self.days) {
            (Category::Housing, Some(nights)) => {
                let days = Some(Period::new(nights.from(), nights.to().min(today)).ok()?);
                // Whoever leaves early does not look for the rest by it.
                let asked = days;
                Some(Self {
                    days,
                    asked,
                    ..self
                })
            }
            _ => Some(self),
        }
    }

    /// The nights of a stay.
    fn nights(&self) -> Option<Period> {
        self.days.filter(|_| self.category == Category::Housing)
    }

    /// Whether it is a bed for a night.
    fn is_bed_on(&self, night: Date) -> bool {
        self.nights()
            .is_some_and(|n| n.from() <= night && night < n.to())
    }

    /// Whether it is a ride that brings people near a place from another town.
    fn brings_to(&self, place: GeoPoint, radius_m: u32) -> bool {
        self.ride.is_some_and(|ride| {
            distance_m(self.at, place) <= radius_m && is_nearer(place, self.at, ride.from)
        })
    }

    /// Whether it is a ride that takes people away from near a place.
    fn takes_from(&self, place: GeoPoint, radius_m: u32) -> bool {
        self.ride.is_some_and(|ride| {
            distance_m(ride.from, place) <= radius_m && distance_m(self.at, place) > radius_m
        })
    }

    /// The first day of a ride, and the last.
    fn leaves_on(&self) -> Option<(Date, Date)> {
        let days = self.days.filter(|_| self.ride.is_some())?;
        Some((days.from(), days.to().yesterday().ok()?))
    }
}

/// Whether a place is nearer to one point than to another by more than a town is wide.
fn is_nearer(place: GeoPoint, to: GeoPoint, than_to: GeoPoint) -> bool {
    distance_m(place, to).saturating_add(TOWN_M) <= distance_m(place, than_to)
}

/// The days on which a ride may leave.
fn days_of(ride: &RideTerms) -> Option<Period> {
    let after = local_day(ride.departs_until).tomorrow().ok()?;
    Period::new(local_day(ride.departs_from), after).ok()
}

/// Where a ride picks people up and where it sets them down: at its stops, or where they asked, if the driver comes there.
fn ends(wanted: &Wanted, ride: &RideTerms, stretch: Option<Stretch>) -> (GeoPoint, GeoPoint) {
    let to = wanted.destination.unwrap_or(wanted.origin);
    // However full it is: this household sits in it.
    let ends = [wanted.origin, to];
    let nearest = || between(ends, wanted.radius_m, ride, [0, 0], |_, _| true)?.stretch;
    let stop = |number: u8| ride.stops.get(usize::from(number)).copied();
    let stops = stretch
        .or_else(nearest)
        .and_then(|stretch| Some((stop(stretch.from())?, stop(stretch.to())?)));
    let Some((pick_up, drop_off)) = stops else {
        return (wanted.origin, to);
    };
    let end = |asked, stop| {
        if distance_m(asked, stop) <= ride.detour_m {
            asked
        } else {
            stop
        }
    };
    (end(wanted.origin, pick_up), end(to, drop_off))
}

/// These, if together they are for everybody; otherwise none.
fn for_everybody<'a>(helps: impl Iterator<Item = &'a Help>, all: u32) -> Vec<&'a Help> {
    let helps: Vec<&Help> = helps.collect();
    if helps.iter().map(|help| help.units).sum::<u32>() >= all {
        helps
    } else {
        Vec::new()
    }
}

/// A bed on a night, of needs other than one, if all have one then.
fn bed_of_all(helps: &[Help], but: NeedId, night: Date, people: People) -> Option<&Help> {
    let beds = helps
        .iter()
        .filter(|help| help.need != but && help.is_bed_on(night));
    for_everybody(beds, people.beds).into_iter().next()
}
