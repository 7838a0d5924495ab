//! The tree over blocks: boxes in space and what is in them at best.
//!
//! A bucket kd-tree (J. Bentley, 1975; leaves as in J. Friedman, J. Bentley, R. Finkel, 1977). Space is the unit
//! sphere in three dimensions: no projection, no antimeridian, no poles. Aggregates are kept as wide as they ever were:
//! removing an offer leaves them, so that a bound can only be too loose.

use super::{
    row::Row,
    spot::{Reach, SLACK, Spot, Unit, least_m, short, unit},
};
use crate::place::GeoPoint;

/// Numbers by which a tree is split: see [`super::section`].
pub(super) type Key = [f32; 6];

/// As `f64::max`, which looks for what is not a number as well.
const fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// A box around points of the unit sphere; empty when new.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    low: Spot,
    high: Spot,
}

impl Around {
    pub const NOTHING: Self = Self {
        low: [f32::INFINITY; 3],
        high: [f32::NEG_INFINITY; 3],
    };

    pub fn widen(&mut self, point: Unit) {
        for ((low, high), at) in self.low.iter_mut().zip(&mut self.high).zip(short(point)) {
            *low = low.min(at);
            *high = high.max(at);
        }
    }

    pub fn join(&mut self, other: &Self) {
        for axis in 0..3 {
            self.low[axis] = self.low[axis].min(other.low[axis]);
            self.high[axis] = self.high[axis].max(other.high[axis]);
        }
    }

    /// Metres to the nearest point that may be in it: never more than the great-circle distance of one that is,
    /// rounded to metres.
    pub fn least_m(&self, from: Unit) -> f64 {
        least_m(self.squares(from).0.sqrt())
    }

    /// Whether all of its points are surely within reach; `None` if none can be.
    pub fn within(&self, from: Unit, reach: Reach) -> Option<bool> {
        let (nearest, farthest) = self.squares(from);
        (nearest <= reach.perhaps).then_some(farthest <= reach.surely)
    }

    /// The squares of the chords to the nearest point that may be in it, and to its farthest corner.
    fn squares(&self, from: Unit) -> (f64, f64) {
        let (mut nearest, mut farthest) = (0.0, 0.0);
        for ((low, high), at) in self.low.iter().zip(self.high).zip(from) {
            let below = f64::from(*low) - SLACK - at;
            let above = at - f64::from(high) - SLACK;
            let near = larger(larger(below, above), 0.0);
            let far = larger(below.abs(), above.abs());
            nearest += near * near;
            farthest += far * far;
        }
        (nearest, farthest)
    }
}

/// The best that is below a node, fact by fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best {
    /// Features to which somebody says yes or nothing.
    pub maybe: u64,
    /// Languages that somebody speaks.
    pub languages: u64,
    /// Metres that somebody drives out of the way.
    pub detour_m: u32,
    /// Latest confirmation.
    pub confirmed: u32,
    /// Most that is free.
    pub free: u16,
    /// Earliest first day.
    pub open_from: u16,
    /// Latest last day.
    pub open_to: u16,
    /// Best answers of 1,000 proposals, rounded up.
    pub reliability: u16,
}

impl Best {
    const NOTHING: Self = Self {
        maybe: 0,
        languages: 0,
        detour_m: 0,
        confirmed: 0,
        free: 0,
        open_from: u16::MAX,
        open_to: 0,
        reliability: 0,
    };

    fn of(row: &Row, detour_m: u32) -> Self {
        let (answered, asked) = (u32::from(row.answered) + 2, u32::from(row.asked) + 4);
        Self {
            maybe: !row.no,
            languages: row.languages,
            detour_m,
            confirmed: row.confirmed,
            free: row.free.max(row.capacity),
            open_from: row.open_from,
            open_to: row.open_to,
            reliability: u16::try_from((1_000 * answered).div_ceil(asked)).unwrap_or(u16::MAX),
        }
    }

    fn join(&mut self, other: &Self) {
        self.maybe |= other.maybe;
        self.languages |= other.languages;
        self.detour_m = self.detour_m.max(other.detour_m);
        self.confirmed = self.confirmed.max(other.confirmed);
        self.free = self.free.max(other.free);
        self.open_from = self.open_from.min(other.open_from);
        self.open_to = self.open_to.max(other.open_to);
        self.reliability = self.reliability.max(other.reliability);
    }
}

/// Where an offer is and what it is at best: what it adds to every node above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Its point; of a ride, where it picks up.
    pub near: Around,
    /// Of a ride, where it drops off.
    pub drop: Around,
    pub best: Best,
}

impl Extent {
    pub const NOTHING: Self = Self {
        near: Around::NOTHING,
        drop: Around::NOTHING,
        best: Best::NOTHING,
    };

    /// Of an offer at a place.
    pub fn of_place(row: &Row) -> Self {
        let mut extent = Self::NOTHING;
        extent.near.widen(unit(row.point));
        extent.best = Best::of(row, 0);
        extent
    }

    /// Of a ride with stops in order: it picks up at all but the last, and drops off at all but the first.
    pub fn of_ride(row: &Row, stops: &[GeoPoint], detour_m: u32) -> Self {
        let mut extent = Self::NOTHING;
        for (number, stop) in stops.iter().enumerate() {
            let at = unit(*stop);
            if number + 1 < stops.len() {
                extent.near.widen(at);
            }
            if number > 0 {
                extent.drop.widen(at);
            }
        }
        extent.best = Best::of(row, detour_m);
        extent
    }

    pub fn join(&mut self, other: &Self) {
        self.near.join(&other.near);
        self.drop.join(&other.drop);
        self.best.join(&other.best);
    }
}

/// A node: a block of offers, or two nodes and the number that tells where a newcomer goes.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub extent: Extent,
    pub below: Below,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Below {
    Block(u32),
    Split {
        axis: u8,
        /// What is less goes left.
        at: f32,
        left: u32,
        right: u32,
    },
}

/// The axis on which the keys lie farthest apart.
pub(super) fn widest_axis(keys: impl Iterator<Item = Key>) -> usize {
    let (mut low, mut high) = ([f32::INFINITY; 6], [f32::NEG_INFINITY; 6]);
    for key in keys {
        for axis in 0..6 {
            low[axis] = low[axis].min(key[axis]);
            high[axis] = high[axis].max(key[axis]);
        }
    }
    (0..6)
        .max_by(|a, b| (high[*a] - low[*a]).total_cmp(&(high[*b] - low[*b])))
        .unwrap_or(0)
}

#[cfg(test)]
#[expect(
    clippy::cast_precision_loss,
    reason = "random numbers need not be exact"
)]
mod tests {
    use super::*;
    use crate::{
        matching::index::spot::{spot_least_m, spot_most_m, square},
        place::distance_m,
    };

    #[test]
    fn a_box_is_never_farther_than_what_is_in_it_and_never_nearer_than_its_end() {
        let mut state = 7_u64;
        let mut random = |from: f64, to: f64| {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            from + (to - from) * (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        for round in 0..20_000 {
            // Whole world, a town, a street; near the poles and the antimeridian too.
            let spread = [90.0, 0.05, 0.001, 0.0][round % 4];
            let (lat, lon) = match round % 5 {
                0 => (random(-90.0, 90.0), 180.0),
                1 => (89.999, random(-180.0, 180.0)),
                _ => (random(-90.0, 90.0), random(-180.0, 180.0)),
            };
            let mut near = || {
                let lat = (lat + random(-spread, spread)).clamp(-90.0, 90.0);
                let lon = (lon + random(-spread, spread) + 540.0).rem_euclid(360.0) - 180.0;
                GeoPoint::new(lat, lon).unwrap()
            };
            let points: Vec<_> = (0..4).map(|_| near()).collect();
            let from = near();
            let mut around = Around::NOTHING;
            for point in &points {
                around.widen(unit(*point));
            }
            for point in &points {
                let metres = f64::from(distance_m(from, *point));
                assert!(around.least_m(unit(from)) <= metres);
                let within = |reach_m| around.within(unit(from), Reach::of(reach_m));
                assert_ne!(within(metres - 1.0), Some(true));
                assert_ne!(within(metres), None);
                let chord = square(unit(from), short(unit(*point))).sqrt();
                assert!(spot_least_m(chord) <= metres && metres <= spot_most_m(chord));
            }
        }
    }
}
