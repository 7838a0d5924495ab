use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::period::{Period, weeks_from};

/// The five kinds of offer. They are code; themes, checklists and texts are data.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A place to sleep.
    Housing,
    /// A ride.
    Transport,
    /// Paid work.
    Job,
    /// A consultation or treatment.
    Medical,
    /// Anything else, by theme.
    Service,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Housing,
        Self::Transport,
        Self::Job,
        Self::Medical,
        Self::Service,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Housing => "housing",
            Self::Transport => "transport",
            Self::Job => "job",
            Self::Medical => "medical",
            Self::Service => "service",
        }
    }

    /// The category of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == name)
    }

    /// Days after which an unconfirmed offer lapses.
    pub const fn lapses_after_days(self) -> i32 {
        match self {
            Self::Housing | Self::Transport => 14,
            Self::Job | Self::Medical | Self::Service => 30,
        }
    }

    /// The first day of which it still matters today how much is promised: where weeks are counted, by their Mondays, that of this one.
    pub fn counted_from(self, today: Date) -> Date {
        match self {
            Self::Medical => Period::week_of(today).map_or(today, Period::from),
            Self::Housing | Self::Transport | Self::Job | Self::Service => today,
        }
    }

    /// The first day of which it can still be had: where weeks are counted, the Monday of the first that has a working day left.
    pub fn offered_from(self, today: Date) -> Date {
        match self {
            Self::Medical => weeks_from(today, Date::MAX)
                .next()
                .map_or(today, Period::from),
            Self::Housing | Self::Transport | Self::Job | Self::Service => today,
        }
    }
}

/// What a service is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ServiceTheme {
    /// Legal advice.
    Legal,
    /// School, kindergarten, courses.
    Education,
    /// Somebody to talk to.
    Psychosocial,
    /// Food.
    Food,
    /// Clothes, hygiene, household goods.
    Goods,
    /// Papers.
    Documents,
    /// Childcare.
    Childcare,
    /// Information.
    Information,
    /// Border and vehicle questions.
    BorderAndVehicle,
    /// Phone and internet.
    Connectivity,
    /// Takes donations; for visitors who want to give, never eligible for a need.
    DonationPoint,
}
