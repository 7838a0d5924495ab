//! Points: integer parts, each from its own formula, that add up to the score.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    candidate::Candidate, eligibility::free_for, query::Query, terms::Terms, weights::Weights,
};
use crate::{
    clock::local_day,
    constraint::{Feature, Level, Tri},
    request::{Nearness, Urgency},
};

/// Days in which a confirmation loses half of its points.
pub(super) const FRESH_HALF_LIFE_DAYS: f64 = 21.0;

/// Days of waiting in which an urgent ride or job loses half of its points.
pub(super) const SOON_HALF_LIFE_DAYS: f64 = 3.0;

/// Published distances, whole metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distances {
    /// To the place; of a ride, from the origin to the pick-up.
    pub near_m: u32,
    /// Of a ride: from the drop-off to the destination.
    pub drop_off_m: Option<u32>,
}

impl Distances {
    /// What the order compares: the sum.
    pub fn total_m(self) -> u64 {
        u64::from(self.near_m) + u64::from(self.drop_off_m.unwrap_or(0))
    }
}

/// A part of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see Weights")]
pub enum PartKind {
    Distance,
    DropOff,
    Wishes,
    Language,
    Fit,
    Dates,
    Freshness,
    Reliability,
}

impl PartKind {
    const COUNT: usize = 8;
}

/// One part: what it gave of what it could.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Which.
    pub part: PartKind,
    /// Points given.
    pub points: u32,
    /// Points that it could give.
    pub of: u32,
}

/// A score and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The sum of the parts, 0 to 1000.
    pub points: u32,
    /// The parts that can give something.
    pub parts: Parts,
}

/// The parts of a score, in place: a ranking has forty scores, and a piece of heap for each cost more than the points.
#[derive(Clone, Copy)]
pub struct Parts {
    all: [Part; PartKind::COUNT],
    len: usize,
}

impl Parts {
    const NONE: Self = Self {
        all: [Part {
            part: PartKind::Distance,
            points: 0,
            of: 0,
        }; PartKind::COUNT],
        len: 0,
    };

    fn push(&mut self, part: Part) {
        if let Some(next) = self.all.get_mut(self.len) {
            *next = part;
            self.len += 1;
        }
    }
}

impl std::ops::Deref for Parts {
    type Target = [Part];

    fn deref(&self) -> &[Part] {
        self.all.get(..self.len).unwrap_or_default()
    }
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Parts {}

/// Scores an offer that fits a need, at the published distances. Each part = floor(weight x fraction)
/// (docs/architecture.md, Points).
pub fn score(query: &Query, offer: &Candidate, at: Distances, w: &Weights) -> Score {
    let half_life_m = half_life_m(query.nearness, w);
    let mut parts = Parts::NONE;
    let mut add = |part, of, points| {
        if of > 0 {
            parts.push(Part { part, points, of });
        }
    };
    add(
        PartKind::Distance,
        w.distance,
        halving(w.distance, f64::from(at.near_m), half_life_m),
    );
    add(
        PartKind::DropOff,
        w.drop_off,
        at.drop_off_m
            .map_or(0, |d| halving(w.drop_off, f64::from(d), half_life_m)),
    );
    add(PartKind::Wishes, w.wishes, wishes(query, offer, w.wishes));
    add(
        PartKind::Language,
        w.language,
        language(query, offer, w.language),
    );
    add(PartKind::Fit, w.fit, fit(query, offer, w.fit));
    add(PartKind::Dates, w.dates, dates(query, offer, w.dates));
    let days = (query.now.as_second() - offer.confirmed_at.as_second()).max(0) / 86_400;
    #[expect(
        clippy::cast_precision_loss,
        reason = "days since a confirmation are few"
    )]
    add(
        PartKind::Freshness,
        w.freshness,
        halving(w.freshness, days as f64, FRESH_HALF_LIFE_DAYS),
    );
    add(
        PartKind::Reliability,
        w.reliability,
        share(
            w.reliability,
            u64::from(offer.reliability.answered) + 2,
            u64::from(offer.reliability.asked) + 4,
        ),
    );
    Score {
        points: parts.iter().map(|p| p.points).sum(),
        parts,
    }
}

/// Half-life of the distance as the person picks it: h/2, h or 2h, metres.
pub(super) fn half_life_m(nearness: Nearness, w: &Weights) -> f64 {
    match nearness {
        Nearness::Near => f64::from(w.half_life_m) / 2.0,
        Nearness::Medium => f64::from(w.half_life_m),
        Nearness::Far => f64::from(w.half_life_m) * 2.0,
    }
}

/// floor(w x 2^(-x/h)).
pub(super) fn halving(w: u32, x: f64, half_life: f64) -> u32 {
    times(w, (-x / half_life).exp2())
}

/// floor(w x fraction).
pub(super) fn times(w: u32, fraction: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to w, which is at most 1000; truncated, which is its floor"
    )]
    let points = (f64::from(w) * fraction) as u32;
    points
}

/// floor(w x part / whole) for part <= whole; the full part when nothing is asked.
pub(super) fn share(w: u32, part: u64, whole: u64) -> u32 {
    if whole == 0 {
        return w;
    }
    u32::try_from(u64::from(w) * part.min(whole) / whole).unwrap_or(w)
}

fn wishes(query: &Query, offer: &Candidate, w: u32) -> u32 {
    let (mut met, mut asked) = (0, 0);
    for criterion in query.criteria.iter().filter(|c| c.level == Level::Prefer) {
        asked += u64::from(criterion.weight);
        if offer.facts.get(criterion.feature) == Tri::Yes {
            met += u64::from(criterion.weight);
        }
    }
    share(w, met, asked)
}

/// Full for their first language, half for another that they speak.
fn language(query: &Query, offer: &Candidate, w: u32) -> u32 {
    match query
        .languages
        .iter()
        .position(|l| offer.languages.contains(l))
    {
        _ if query.languages.is_empty() => w,
        Some(0) => w,
        Some(_) => w / 2,
        None => 0,
    }
}

/// Party by free units: a twelve-bed house is not spent on two people.
fn fit(query: &Query, offer: &Candidate, w: u32) -> u32 {
    share(w, query.quantity.into(), free_for(query, offer).into())
}

/// Housing: nights covered by nights asked. A ride or work: how soon after the first day asked, if it is urgent,
/// halving every three days. Treatment and services: half, if it is for today and same-day help is not stated.
fn dates(query: &Query, offer: &Candidate, w: u32) -> u32 {
    let urgent = matches!(query.urgency, Urgency::Today | Urgency::Days);
    let begins = match &offer.terms {
        Terms::Housing(_) => {
            let Some(stay) = query.dates else { return w };
            // Every offer that fits.
            if offer.is_open_during(stay) {
                return w;
            }
            let open = stay
                .days()
                .filter(|day| {
                    offer
                        .availability
                        .iter()
                        .any(|a| a.from() <= *day && *day < a.to())
                })
                .count();
            return share(
                w,
                u64::try_from(open).unwrap_or(0),
                u64::try_from(stay.nights()).unwrap_or(0),
            );
        }
        Terms::Transport(ride) => Some(local_day(ride.departs_from)),
        Terms::Job(work) => work.starts_on,
        Terms::Medical(_) => {
            let same_day =
                query.urgency != Urgency::Today || offer.facts.get(Feature::UrgentCare) == Tri::Yes;
            return if same_day { w } else { w / 2 };
        }
        Terms::Service(_) => return w,
    };
    let wanted = query
        .dates
        .map_or(query.today, super::super::period::Period::from);
    match begins {
        Some(day) if urgent => {
            let days = wanted.until(day).map_or(0, |span| span.get_days()).max(0);
            halving(w, f64::from(days), SOON_HALF_LIFE_DAYS)
        }
        _ => w,
    }
}
