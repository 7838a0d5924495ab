//! The hard rules: what excludes an offer, and what must be asked first.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    candidate::Candidate,
    query::Query,
    score::Distances,
    terms::{RideTerms, StayTerms, Terms, WorkTerms},
};
use crate::{
    booking::Stretch,
    constraint::{Feature, Level, Tri},
    offer::ServiceTheme,
    period::Period,
    place::{GeoPoint, distance_m},
    provider::VettingLevel,
    request::NeedDetails,
};

/// Why an offer is out.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case", tag = "code", content = "feature")]
pub enum Exclusion {
    /// Nobody in the household is surely of age.
    UnaccompaniedMinor,
    /// Another category, theme, speciality or occupation.
    OtherKind,
    /// Never for needs: donation points, and offers for minors, whom people place.
    NotForMatching,
    /// Beyond the radius; of a ride also where it takes nobody nearer to where they go.
    TooFar,
    /// Paused by its provider.
    Paused,
    /// Not enough free, or not on every night, on every leg of the way, or in any week.
    Full,
    /// Not open on all of the days.
    NotOpenThen,
    /// Shorter or longer than the host wants.
    StayLength,
    /// More people than the host wants.
    PartyTooLarge,
    /// The host does not take children, or none so young.
    Children,
    /// For women and their children only.
    WomenOnly,
    /// The animals are not welcome, or too many.
    Pets,
    /// Private housing with children needs a visited host.
    VettingForChildren,
    /// A language that the work needs is not spoken well enough.
    WorkLanguage,
    /// A must that the offer says no to.
    Must(Feature),
}

/// What the provider must be asked before anything else.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case", tag = "code", content = "feature")]
pub enum Ask {
    /// A fact that nobody stated.
    Fact(Feature),
    /// Whether children are welcome.
    Children,
    /// Whether so many animals may come.
    PetCount,
}

/// The engine's word on one offer and one need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It fits. The questions are worth asking, none is a must.
    Fits(Vec<Ask>),
    /// It fits if the answers are right.
    AskFirst(Vec<Ask>),
    /// It does not fit, for all these reasons.
    Excluded(Vec<Exclusion>),
}

/// Judges one offer for one need: every reason, not only the first.
///
/// The candidate is taken to be visible (approved, unexpired, provider in good standing): one SQL view says so.
pub fn eligible(query: &Query, offer: &Candidate) -> Verdict {
    eligible_at(query, offer, query.now, query.today).0
}

/// How a need comes by an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    /// Published distances.
    pub distances: Distances,
    /// Of a ride: between which stops.
    pub stretch: Option<Stretch>,
    /// Of a ride: seats free on every leg between them; of anything else, what is free at all.
    pub free: u32,
    /// Of medical help: the first week that has a place.
    pub week: Option<Period>,
}

/// As [`eligible`], at another time than the query's own, with the way that it goes by: `None` beyond the radius, and where no seats are
/// free on it.
pub(super) fn eligible_at(
    query: &Query,
    offer: &Candidate,
    now: Timestamp,
    today: Date,
) -> (Verdict, Option<Way>) {
    let mut out = Vec::new();
    let mut must_ask = Vec::new();
    let mut may_ask = Vec::new();

    if query.unaccompanied_minor {
        out.push(Exclusion::UnaccompaniedMinor);
    }
    if offer.for_minors || matches!(offer.terms, Terms::Service(ServiceTheme::DonationPoint)) {
        out.push(Exclusion::NotForMatching);
    }
    if !same_kind(&query.details, &offer.terms) {
        out.push(Exclusion::OtherKind);
        return (Verdict::Excluded(out), None);
    }
    let open = is_open_when(query.dates, offer, now, today);
    let week = week(query, offer, today).map(|(week, _)| week);
    let at = way(query, offer).map(|at| Way { week, ..at });
    if at.is_none() {
        // A ride that comes by, and has its free seats elsewhere.
        out.push(if passing(query, offer).is_some() {
            Exclusion::Full
        } else {
            Exclusion::TooFar
        });
    }
    if offer.paused {
        out.push(Exclusion::Paused);
    }
    let booked_out = matches!(offer.terms, Terms::Medical(_)) && open && week.is_none();
    if offer.free_during(query.dates) < query.least_quantity.max(1) || booked_out {
        out.push(Exclusion::Full);
    }
    if !open {
        out.push(Exclusion::NotOpenThen);
    }
    match &offer.terms {
        Terms::Housing(stay) => {
            stay_rules(query, offer, *stay, &mut out, &mut may_ask);
            pet_rules(query, offer, &mut out, &mut may_ask);
        }
        Terms::Transport(_) => pet_rules(query, offer, &mut out, &mut may_ask),
        Terms::Job(work) => out.extend(work_languages(query, work)),
        Terms::Medical(_) | Terms::Service(_) => {}
    }
    for criterion in query.criteria.iter().filter(|c| c.level == Level::Must) {
        match offer.facts.get(criterion.feature) {
            Tri::Yes => {}
            Tri::No => out.push(Exclusion::Must(criterion.feature)),
            Tri::Unknown => must_ask.push(Ask::Fact(criterion.feature)),
        }
    }
    for criterion in query.criteria.iter().filter(|c| c.level == Level::Prefer) {
        if offer.facts.get(criterion.feature) == Tri::Unknown {
            may_ask.push(Ask::Fact(criterion.feature));
        }
    }
    may_ask.retain(|ask| !must_ask.contains(ask));
    may_ask.sort_unstable();
    may_ask.dedup();

    let verdict = if !out.is_empty() {
        out.sort_unstable();
        out.dedup();
        Verdict::Excluded(out)
    } else if must_ask.is_empty() {
        Verdict::Fits(may_ask)
    } else {
        must_ask.extend(may_ask);
        Verdict::AskFirst(must_ask)
    };
    (verdict, at)
}

fn same_kind(need: &NeedDetails, offer: &Terms) -> bool {
    match (need, offer) {
        (NeedDetails::Housing {}, Terms::Housing(_))
        | (NeedDetails::Transport { .. }, Terms::Transport(_)) => true,
        (NeedDetails::Job { occupations, .. }, Terms::Job(work)) => {
            occupations.is_empty()
                || occupations
                    .iter()
                    .any(|group| group.holds(&work.occupation))
        }
        (NeedDetails::Medical { speciality }, Terms::Medical(offered)) => speciality == offered,
        (NeedDetails::Service { theme }, Terms::Service(offered)) => theme == offered,
        _ => false,
    }
}

/// The way from a need to an offer that has seats enough on it; `None` beyond the radius, and of a ride without them.
pub(super) fn way(query: &Query, offer: &Candidate) -> Option<Way> {
    way_with(query, offer, query.least_quantity.max(1))
}

/// The way from a need to an offer, however much of it is free; `None` beyond the radius.
pub(super) fn passing(query: &Query, offer: &Candidate) -> Option<Way> {
    way_with(query, offer, 0)
}

fn way_with(query: &Query, offer: &Candidate, seats: u32) -> Option<Way> {
    match &offer.terms {
        Terms::Transport(ride) => route(query, ride, offer.free, seats),
        _ => of_place(query, offer.point).map(|distances| Way {
            distances,
            stretch: None,
            free: offer.free,
            week: None,
        }),
    }
}

/// Of a place: within the radius around the origin, and measured from the anchor where there is one.
pub(super) fn of_place(query: &Query, place: GeoPoint) -> Option<Distances> {
    let from_origin = distance_m(query.origin, place);
    (from_origin <= query.radius_m).then(|| Distances {
        near_m: query
            .anchor
            .map_or(from_origin, |anchor| distance_m(anchor, place)),
        drop_off_m: None,
    })
}

/// Of a ride with so much free at all: the nearest way of a need that has so many seats free on every leg. It goes where they go: they get
/// out nearer to it than they are, and than they got in, however wide the radius is.
pub(super) fn route(query: &Query, ride: &RideTerms, free: u32, seats: u32) -> Option<Way> {
    let (origin, destination) = (query.origin, query.destination?);
    let goes_there = |pickup: GeoPoint, left_m: u32| {
        left_m < distance_m(origin, destination) && left_m < distance_m(pickup, destination)
    };
    let ends = [origin, destination];
    between(ends, query.radius_m, ride, [free, seats], goes_there)
}

/// Of a ride with so much free at all, from a place to another: the nearest pair of a pick-up stop and a later drop-off stop, of those that
/// `may` be by where one gets in and how far it is from where one gets out to where one goes (metres), that has so
/// many seats free on every leg between them, each within the radius that the household goes plus the detour that the driver makes. At
/// most 190 pairs (20 stops).
pub(crate) fn between(
    [origin, destination]: [GeoPoint; 2],
    radius_m: u32,
    ride: &RideTerms,
    [free, seats]: [u32; 2],
    may: impl Fn(GeoPoint, u32) -> bool,
) -> Option<Way> {
    let within = |d: u32| d <= radius_m.saturating_add(ride.detour_m);
    let mut best: Option<Way> = None;
    for (from, pickup) in (0_u8..).zip(ride.stops.iter()) {
        let near_m = distance_m(origin, *pickup);
        if !within(near_m) {
            continue;
        }
        // What is free on the fullest leg so far: it never grows on the way.
        let mut left = free;
        let later = (0_u8..).zip(ride.stops.iter());
        for (to, drop_off) in later.skip(usize::from(from) + 1) {
            let on_leg = ride.free_seats.get(usize::from(to) - 1);
            left = left.min(on_leg.copied().unwrap_or(free));
            if left < seats {
                break;
            }
            let drop_off_m = distance_m(destination, *drop_off);
            let distances = Distances {
                near_m,
                drop_off_m: Some(drop_off_m),
            };
            let shorter = best.is_none_or(|b| distances.total_m() < b.distances.total_m());
            if within(drop_off_m) && shorter && may(*pickup, drop_off_m) {
                best = Some(Way {
                    distances,
                    stretch: Stretch::new(from, to),
                    free: left,
                    week: None,
                });
            }
        }
    }
    best
}

/// Of medical help: the first week that has places enough for a need, and what is free in it.
pub(super) fn week(query: &Query, offer: &Candidate, today: Date) -> Option<(Period, u32)> {
    offer.first_week(query.dates, query.least_quantity.max(1), today)
}

/// Units free for a need: on every night of its stay, on every leg of its way, in the first week that has enough. Of a ride that it cannot
/// have, what is free at all.
pub(super) fn free_for(query: &Query, offer: &Candidate) -> u32 {
    match &offer.terms {
        Terms::Transport(ride) => seats_for(query, ride, offer.free),
        Terms::Medical(_) => week(query, offer, query.today).map_or(0, |(_, free)| free),
        _ => offer.free_during(query.dates),
    }
}

/// The same, of a ride with so much free at all.
pub(super) fn seats_for(query: &Query, ride: &RideTerms, free: u32) -> u32 {
    if ride.free_seats.is_empty() {
        return free;
    }
    route(query, ride, free, query.least_quantity.max(1)).map_or(free, |way| way.free)
}

/// Whether an offer can be had when a need of its category wants it.
pub(super) fn is_open_when(
    dates: Option<Period>,
    offer: &Candidate,
    now: Timestamp,
    today: Date,
) -> bool {
    match (&offer.terms, dates) {
        (Terms::Housing(_), Some(stay)) => stay.from() >= today && offer.is_open_during(stay),
        (Terms::Housing(_), None) => false,
        (Terms::Transport(ride), window) => {
            let first = crate::clock::local_day(ride.departs_from);
            let last = crate::clock::local_day(ride.departs_until);
            ride.departs_until > now
                && window.is_none_or(|w| w.to() > today && w.from() <= last && first < w.to())
        }
        // Work, treatment and services: open on at least one of the days that are still to come.
        (_, Some(window)) => window.left_from(today).is_some_and(|window| {
            offer.availability.is_empty() || offer.availability.iter().any(|a| a.overlaps(window))
        }),
        (_, None) => {
            offer.availability.is_empty() || offer.availability.iter().any(|a| a.to() > today)
        }
    }
}

fn stay_rules(
    query: &Query,
    offer: &Candidate,
    terms: StayTerms,
    out: &mut Vec<Exclusion>,
    may_ask: &mut Vec<Ask>,
) {
    let party = &query.party;
    if let Some(stay) = query.dates {
        let nights = stay.nights();
        if terms
            .min_nights
            .is_some_and(|min| nights < i32::from(min.get()))
            || terms
                .max_nights
                .is_some_and(|max| nights > i32::from(max.get()))
        {
            out.push(Exclusion::StayLength);
        }
    }
    if terms
        .max_guests
        .is_some_and(|max| query.guests() > u32::from(max.get()))
    {
        out.push(Exclusion::PartyTooLarge);
    }
    if !party.children.is_empty() {
        let too_young = party.children.iter().any(|age| *age < terms.min_child_age);
        match offer.facts.get(Feature::ChildrenWelcome) {
            Tri::No => out.push(Exclusion::Children),
            _ if too_young => out.push(Exclusion::Children),
            Tri::Unknown => may_ask.push(Ask::Children),
            Tri::Yes => {}
        }
        if offer.private && offer.vetting < VettingLevel::FAMILIES {
            out.push(Exclusion::VettingForChildren);
        }
    }
    if offer.facts.get(Feature::WomenOnly) == Tri::Yes && (party.men > 0 || party.other_adults > 0)
    {
        out.push(Exclusion::WomenOnly);
    }
}

/// The provider's musts about animals hold whether or not the household makes them a criterion: the dog comes along.
fn pet_rules(query: &Query, offer: &Candidate, out: &mut Vec<Exclusion>, may_ask: &mut Vec<Ask>) {
    let party = &query.party;
    if party.pets() == 0 {
        return;
    }
    for (count, feature) in party.animals() {
        if count > 0 {
            match offer.facts.get(feature) {
                Tri::No => out.push(Exclusion::Pets),
                Tri::Unknown => may_ask.push(Ask::Fact(feature)),
                Tri::Yes => {}
            }
        }
    }
    match offer.terms.max_pets() {
        Some(max) if party.pets() > u16::from(max.get()) => out.push(Exclusion::Pets),
        None if party.pets() > 1 => may_ask.push(Ask::PetCount),
        _ => {}
    }
}

/// The work's languages: each must be spoken at least so well. A household that named no levels is not excluded.
fn work_languages(query: &Query, work: &WorkTerms) -> Option<Exclusion> {
    let NeedDetails::Job { languages, .. } = &query.details else {
        return None;
    };
    let missing = !languages.is_empty()
        && work.languages_needed.iter().any(|needed| {
            !languages
                .iter()
                .any(|l| l.language == needed.language && l.level >= needed.level)
        });
    missing.then_some(Exclusion::WorkLanguage)
}
