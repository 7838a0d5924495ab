//! Points: those of one row, and the most that a block's offers can get.

use std::sync::LazyLock;

use super::{
    plan::Plan,
    planes::{LANES, Layout, Sums, TONGUE_PLANES, TermsRef},
    row::day_number,
    section::{Kind, Section},
    spot::{Reach, spot_least_m, spot_most_m, square},
    tastes::Tastes,
    tree::{Best, Extent},
};
use crate::{
    constraint::Feature,
    matching::{
        eligibility::{of_place, route, seats_for},
        score::{Distances, FRESH_HALF_LIFE_DAYS, SOON_HALF_LIFE_DAYS, halving, share, times},
    },
    request::Urgency,
};

/// What is left of a confirmation by its age in days, as long as 1,000 points give any: they halve ten times in 210 days.
static FRESH: LazyLock<Vec<f64>> = LazyLock::new(|| {
    (0..=210_u32)
        .map(|days| (-f64::from(days) / FRESH_HALF_LIFE_DAYS).exp2())
        .collect()
});

impl Plan<'_> {
    /// Published distances of a slot, if they are within reach.
    pub fn distances(&self, section: &Section, slot: usize) -> Option<Distances> {
        if let TermsRef::Ride(ride) = section.terms(slot) {
            let free = section.row(slot).free.into();
            return route(self.query, ride, free, self.least).map(|way| way.distances);
        }
        of_place(self.query, section.row(slot).point)
    }

    /// Points of the distances. They fall with the metres, so that a bound of one is a bound of the other.
    pub fn near_points(&self, near_m: f64, drop_off_m: f64) -> u32 {
        let near = halving(self.weights.distance, near_m, self.half_life_m);
        if self.ride {
            near + halving(self.weights.drop_off, drop_off_m, self.half_life_m)
        } else {
            near
        }
    }

    /// Points of published distances.
    pub fn points_at(&self, at: Distances) -> u32 {
        self.near_points(f64::from(at.near_m), f64::from(at.drop_off_m.unwrap_or(0)))
    }

    /// The most points that the distances of anything in an extent can give.
    pub fn near_points_at_most(&self, extent: &Extent) -> u32 {
        let drop_m = if self.ride {
            extent.drop.least_m(self.destination)
        } else {
            0.0
        };
        self.near_points(extent.near.least_m(self.anchor), drop_m)
    }

    /// The square of the chord to a place from where it is measured.
    pub fn square_to(&self, section: &Section, slot: usize) -> f64 {
        square(self.anchor, section.spots[slot])
    }

    /// The most points that a place can get for its distance, by its chord, without measuring it.
    pub fn near_points_most(&self, chord: f64) -> u32 {
        halving(self.weights.distance, spot_least_m(chord), self.half_life_m)
    }

    /// The least that it gets.
    pub fn near_points_least(&self, chord: f64) -> u32 {
        halving(self.weights.distance, spot_most_m(chord), self.half_life_m)
    }

    /// Beyond this square of the chord, no place gets so many points for its distance: [`halving`] turned round.
    pub fn square_for(&self, points: u32) -> f64 {
        let halvings = (f64::from(self.weights.distance) / f64::from(points)).log2();
        if halvings.is_nan() || halvings == f64::INFINITY {
            return f64::INFINITY;
        }
        Reach::of(halvings * self.half_life_m).perhaps
    }

    /// Lanes of a block that are surely within reach of a place, and lanes that may be.
    pub fn within(&self, section: &Section, block: usize, lanes: u64) -> (u64, u64) {
        let spots = &section.spots[block * LANES..(block + 1) * LANES];
        let (mut surely, mut perhaps) = (0, 0);
        for (lane, spot) in spots.iter().enumerate() {
            let square = square(self.origin, *spot);
            surely |= u64::from(square <= self.reach.surely) << lane;
            perhaps |= u64::from(square <= self.reach.perhaps) << lane;
        }
        (surely & lanes, perhaps & lanes)
    }

    /// Points of everything but the distances, of one slot that fits.
    pub fn other_points(&self, section: &Section, slot: usize) -> u32 {
        let row = section.row(slot);
        let w = self.weights;
        let met = self
            .wishes
            .iter()
            .filter(|(feature, _)| row.yes & feature.bit() != 0)
            .map(|(_, weight)| u64::from(*weight))
            .sum();
        let language = if self.query.languages.is_empty() || row.languages & self.first_bit != 0 {
            w.language
        } else if row.languages & self.other_bits != 0 {
            w.language / 2
        } else {
            0
        };
        let free = match section.terms(slot) {
            TermsRef::Ride(ride) => seats_for(self.query, ride, row.free.into()),
            _ => self.free(row, section.calendar(row)).into(),
        };
        share(w.wishes, met, self.asked.into())
            + language
            + share(w.fit, self.query.quantity.into(), free.into())
            + self.date_points(section, slot)
            + self.fresh_points(row.confirmed)
            + share(
                w.reliability,
                u64::from(row.answered) + 2,
                u64::from(row.asked) + 4,
            )
    }

    fn date_points(&self, section: &Section, slot: usize) -> u32 {
        let w = self.weights.dates;
        let begins = match (section.kind, section.terms(slot)) {
            (Kind::Transport, _) => Some(i32::from(section.row(slot).open_from)),
            (Kind::Job, TermsRef::Work(work)) => work.starts_on.map(day_number),
            (Kind::Medical(_), _) => {
                let same_day = self.query.urgency != Urgency::Today
                    || section.row(slot).yes & Feature::UrgentCare.bit() != 0;
                return if same_day { w } else { w / 2 };
            }
            // What is open on all of the nights covers all of them.
            _ => return w,
        };
        match (begins, self.soon_after) {
            (Some(begins), Some(wanted)) => {
                halving(w, f64::from((begins - wanted).max(0)), SOON_HALF_LIFE_DAYS)
            }
            _ => w,
        }
    }

    fn fresh_points(&self, confirmed: u32) -> u32 {
        let days = (self.query.now.as_second() - i64::from(confirmed)).max(0) / 86_400;
        usize::try_from(days)
            .ok()
            .and_then(|days| FRESH.get(days))
            .map_or(0, |left| times(self.weights.freshness, *left))
    }

    /// The most that a node's offers can get for what is not told lane by lane: fit, dates, freshness, reliability.
    pub fn most_elsewhere(&self, best: &Best) -> u32 {
        let w = self.weights;
        w.fit
            + w.dates
            + self.fresh_points(best.confirmed)
            + share(w.reliability, best.reliability.into(), 1_000)
    }

    /// What the lanes of a block can get for wishes and languages.
    pub fn tastes(&self, layout: &Layout, planes: &[u64], best: &Best) -> Tastes {
        let mut met = Sums::up_to(self.asked);
        for (feature, weight) in &self.wishes {
            if let Some(at) = layout.feature(*feature) {
                met.add(*weight, planes[at]);
            }
        }
        // Languages without a plane: perhaps all, if anybody here speaks them.
        let spoken = |number: usize| {
            if number < TONGUE_PLANES {
                planes[Layout::tongue(number)]
            } else if best.languages >> number & 1 == 1 {
                !0
            } else {
                0
            }
        };
        let w = self.weights.language;
        let first = if self.query.languages.is_empty() {
            !0
        } else {
            self.first.map_or(0, spoken)
        };
        let second = self
            .others
            .iter()
            .fold(0, |lanes, number| lanes | spoken(*number));
        Tastes {
            met,
            classes: [(first, w), (second, w / 2), (!0, 0)],
            asked: self.asked,
            weight: self.weights.wishes,
        }
    }
}
