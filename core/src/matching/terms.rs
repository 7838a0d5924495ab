use std::num::{NonZeroU8, NonZeroU16};

use jiff::{Timestamp, civil::Date};

use crate::{
    offer::{
        Category, HousingDetails, IscoCode, JobDetails, LanguageNeed, OfferDetails, ServiceTheme,
        Speciality, TransportDetails,
    },
    place::GeoPoint,
};

/// What the rules of a category need of an offer besides what is common to all: nothing that is only shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Terms {
    /// A place to sleep.
    Housing(StayTerms),
    /// A ride.
    Transport(RideTerms),
    /// Paid work.
    Job(WorkTerms),
    /// Medical help.
    Medical(Speciality),
    /// Any other help.
    Service(ServiceTheme),
}

/// A host's own musts. Absent = not said, nobody is excluded by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StayTerms {
    /// Shortest stay, nights.
    pub min_nights: Option<NonZeroU8>,
    /// Longest stay, nights.
    pub max_nights: Option<NonZeroU8>,
    /// The largest party.
    pub max_guests: Option<NonZeroU16>,
    /// The youngest child, years; 0 = any.
    pub min_child_age: u8,
    /// At most so many animals.
    pub max_pets: Option<NonZeroU8>,
}

/// A ride: where it stops, when it leaves, how far it goes out of its way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RideTerms {
    /// Points of its stops, from first to last.
    pub stops: Box<[GeoPoint]>,
    /// Earliest departure from the first stop.
    pub departs_from: Timestamp,
    /// Latest departure from the first stop.
    pub departs_until: Timestamp,
    /// How far the driver goes out of the way for each stop, metres.
    pub detour_m: u32,
    /// At most so many animals; absent = not said.
    pub max_pets: Option<NonZeroU8>,
    /// Seats free on each leg, from a stop to the next. Empty = on every one of them, what is free at all.
    pub free_seats: Box<[u32]>,
}

/// Paid work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkTerms {
    /// Occupation, ISCO-08.
    pub occupation: IscoCode,
    /// Languages that the work needs.
    pub languages_needed: Box<[LanguageNeed]>,
    /// First day; absent = at once.
    pub starts_on: Option<Date>,
}

impl Terms {
    /// Its category.
    pub const fn category(&self) -> Category {
        match self {
            Self::Housing(_) => Category::Housing,
            Self::Transport(_) => Category::Transport,
            Self::Job(_) => Category::Job,
            Self::Medical(_) => Category::Medical,
            Self::Service(_) => Category::Service,
        }
    }

    /// The most animals that may come in all, where the provider said so.
    pub const fn max_pets(&self) -> Option<NonZeroU8> {
        match self {
            Self::Housing(stay) => stay.max_pets,
            Self::Transport(ride) => ride.max_pets,
            Self::Job(_) | Self::Medical(_) | Self::Service(_) => None,
        }
    }
}

impl From<&OfferDetails> for Terms {
    fn from(details: &OfferDetails) -> Self {
        match details {
            OfferDetails::Housing(d) => Self::Housing(d.into()),
            OfferDetails::Transport(d) => Self::Transport(d.into()),
            OfferDetails::Job(d) => Self::Job(d.into()),
            OfferDetails::Medical(d) => Self::Medical(d.speciality),
            OfferDetails::Service(d) => Self::Service(d.theme),
        }
    }
}

impl From<&HousingDetails> for StayTerms {
    fn from(d: &HousingDetails) -> Self {
        // At most 180, see `HousingDetails`.
        let nights = |n: u16| NonZeroU8::new(u8::try_from(n).unwrap_or(u8::MAX));
        Self {
            min_nights: d.min_nights.and_then(nights),
            max_nights: d.max_nights.and_then(nights),
            max_guests: d.max_guests.and_then(NonZeroU16::new),
            min_child_age: d.min_child_age.unwrap_or(0),
            max_pets: d.pets.max_count.and_then(NonZeroU8::new),
        }
    }
}

impl From<&TransportDetails> for RideTerms {
    fn from(d: &TransportDetails) -> Self {
        Self {
            stops: d.stops.iter().filter_map(|s| s.point).collect(),
            departs_from: d.departs_from,
            departs_until: d.departs_until,
            detour_m: d.detour_m,
            max_pets: d.pets.max_count.and_then(NonZeroU8::new),
            free_seats: Box::default(),
        }
    }
}

impl From<&JobDetails> for WorkTerms {
    fn from(d: &JobDetails) -> Self {
        Self {
            occupation: d.occupation,
            languages_needed: d.languages_needed.clone().into(),
            starts_on: d.starts_on,
        }
    }
}
