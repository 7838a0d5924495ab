use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::offer::Category;

/// What the parts of one category's score are worth. The sum is 1000, and [`Weights::is_sound`] says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Weights {
    /// Near the place (a ride: of the pick-up).
    pub distance: u32,
    /// Near the destination of a ride.
    pub drop_off: u32,
    /// Wishes met.
    pub wishes: u32,
    /// A language in common.
    pub language: u32,
    /// Not wasting room.
    pub fit: u32,
    /// The dates.
    pub dates: u32,
    /// How lately the provider confirmed.
    pub freshness: u32,
    /// How often the provider answers.
    pub reliability: u32,
    /// Half-life of the distance at medium nearness, metres.
    pub half_life_m: u32,
}

impl Weights {
    /// Whether the parts sum to 1000 and the half-life is not zero.
    pub const fn is_sound(&self) -> bool {
        self.distance
            + self.drop_off
            + self.wishes
            + self.language
            + self.fit
            + self.dates
            + self.freshness
            + self.reliability
            == 1000
            && self.half_life_m > 0
    }
}

/// A versioned set of weights, one for each category. Answers name the version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WeightSet {
    /// Which set.
    pub version: u32,
    /// Housing.
    pub housing: Weights,
    /// Transport.
    pub transport: Weights,
    /// Jobs.
    pub job: Weights,
    /// Medical help.
    pub medical: Weights,
    /// Services.
    pub service: Weights,
}

impl WeightSet {
    /// The first set: the table of docs/architecture.md, Points.
    pub const fn first() -> Self {
        let medical = Weights {
            distance: 400,
            drop_off: 0,
            wishes: 150,
            language: 200,
            fit: 0,
            dates: 150,
            freshness: 50,
            reliability: 50,
            half_life_m: 15_000,
        };
        Self {
            version: 1,
            housing: Weights {
                distance: 400,
                drop_off: 0,
                wishes: 250,
                language: 100,
                fit: 60,
                dates: 60,
                freshness: 70,
                reliability: 60,
                half_life_m: 25_000,
            },
            transport: Weights {
                distance: 300,
                drop_off: 250,
                wishes: 100,
                language: 50,
                fit: 60,
                dates: 150,
                freshness: 50,
                reliability: 40,
                half_life_m: 10_000,
            },
            job: Weights {
                distance: 250,
                drop_off: 0,
                wishes: 250,
                language: 200,
                fit: 60,
                dates: 60,
                freshness: 90,
                reliability: 90,
                half_life_m: 20_000,
            },
            medical,
            service: medical,
        }
    }

    /// The weights of a category.
    pub const fn of(&self, category: Category) -> &Weights {
        match category {
            Category::Housing => &self.housing,
            Category::Transport => &self.transport,
            Category::Job => &self.job,
            Category::Medical => &self.medical,
            Category::Service => &self.service,
        }
    }
}
