//! What the lanes of a block can get for wishes and languages.

use super::planes::Sums;
use crate::matching::score::share;

/// Wishes and languages of a block's lanes. Each lane is in every class whose points it may get.
pub(super) struct Tastes {
    /// Weight of the wishes met.
    pub met: Sums,
    /// Lanes, and what their language is worth.
    pub classes: [(u64, u32); 3],
    /// Weight of the wishes asked.
    pub asked: u32,
    /// Points of all wishes met.
    pub weight: u32,
}

impl Tastes {
    /// The most points that one of the lanes gets.
    pub fn most(&self, lanes: u64) -> u32 {
        self.classes
            .iter()
            .filter(|(class, _)| class & lanes != 0)
            .map(|(class, points)| {
                let met = self.met.largest(class & lanes);
                points + share(self.weight, met.into(), self.asked.into())
            })
            .max()
            .unwrap_or(0)
    }

    /// Lanes that may get at least so many points.
    pub fn at_least(&self, points: u32) -> u64 {
        self.classes.iter().fold(0, |lanes, (class, spoken)| {
            let needed = points.saturating_sub(*spoken);
            let enough = if needed == 0 {
                !0
            } else if needed > self.weight {
                0
            } else if self.asked == 0 {
                !0
            } else {
                // floor(weight x met / asked) >= needed, turned round.
                self.met
                    .at_least((needed * self.asked).div_ceil(self.weight))
            };
            lanes | class & enough
        })
    }
}
