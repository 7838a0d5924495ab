//! Points of the unit sphere, and how far apart they are at least and at most, without measuring.
//!
//! A great-circle distance costs as much as all else that is asked of an offer. Chords of short numbers tell nearly always what
//! is wanted of it: whether something is within reach, and between which points it gets. Only what is left is measured.

use std::f64::consts::FRAC_PI_2;

use crate::place::GeoPoint;

/// Mean radius of the earth, metres (IUGG), as in [`crate::place::distance_m`].
const EARTH_M: f64 = 6_371_008.8;

/// By how much of the earth's radius a chord to short numbers is off at most: 6 m. A number up to 1 as f32 is off by 0.2 m.
pub(super) const SLACK: f64 = 1e-6;

/// By how many metres a measured distance, which is rounded to whole metres, is off from the arc at most.
const ROUNDING_M: f64 = 1.0;

/// A point of the unit sphere.
pub(super) type Unit = [f64; 3];

/// A point of the unit sphere in short numbers.
pub(super) type Spot = [f32; 3];

/// Where a point lies on the unit sphere.
pub(in crate::matching) fn unit(point: GeoPoint) -> Unit {
    let (lat, lon) = (point.lat().to_radians(), point.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// The same, shorter.
#[expect(
    clippy::cast_possible_truncation,
    reason = "rounding is what SLACK is for"
)]
pub(super) fn short(at: Unit) -> Spot {
    at.map(|axis| axis as f32)
}

/// The square of the chord between a point and a spot.
pub(super) fn square(from: Unit, to: Spot) -> f64 {
    from.iter()
        .zip(to)
        .map(|(from, to)| {
            let side = f64::from(to) - from;
            side * side
        })
        .sum()
}

/// The metres that a measured distance has at least, from a chord.
pub(super) fn least_m(chord: f64) -> f64 {
    // An arc is no shorter than its chord.
    (chord * EARTH_M - ROUNDING_M).max(0.0)
}

/// The metres that the measured distance to a spot has at least, from their chord.
pub(super) fn spot_least_m(chord: f64) -> f64 {
    least_m(chord - SLACK)
}

/// The metres that it has at most.
pub(super) fn spot_most_m(chord: f64) -> f64 {
    2.0 * EARTH_M * (chord / 2.0 + SLACK).min(1.0).asin() + ROUNDING_M
}

/// How far something may be, as squares of chords.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// What is nearer is measured as within reach; negative if that is not sure of anything.
    pub surely: f64,
    /// What is farther is measured as beyond.
    pub perhaps: f64,
}

impl Reach {
    pub fn of(metres: f64) -> Self {
        let chord = |m: f64| 2.0 * (m / (2.0 * EARTH_M)).clamp(0.0, FRAC_PI_2).sin();
        let surely = chord(metres - ROUNDING_M) - SLACK;
        Self {
            surely: surely * surely.abs(),
            perhaps: (chord(metres + ROUNDING_M) + SLACK).powi(2),
        }
    }
}
