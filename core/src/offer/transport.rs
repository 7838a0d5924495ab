use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::housing::PetPolicy;
use crate::{
    booking::Stretch,
    constraint::{Facts, Feature, Tri},
    error::FieldError,
    id::PlaceId,
    place::GeoPoint,
};

/// Room for a wheelchair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WheelchairSpace {
    /// A person travels sitting in it.
    Ramp,
    /// Only folded up: ask.
    FoldingOnly,
    /// None.
    None,
    /// Not said.
    #[default]
    Unknown,
}

/// A place where the ride stops, in order. Published: a settlement or crossing, never a door.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RideStop {
    /// The settlement or crossing.
    pub place_id: PlaceId,
    /// Its point, filled in from the gazetteer when the offer is stored.
    #[serde(default)]
    pub point: Option<GeoPoint>,
}

/// Between which instants a ride leaves its first stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// The earliest.
    #[schema(value_type = String, format = DateTime, example = "2026-12-01T07:00:00Z")]
    pub from: Timestamp,
    /// The latest.
    #[schema(value_type = String, format = DateTime, example = "2026-12-01T09:00:00Z")]
    pub until: Timestamp,
}

/// A ride. Its capacity is counted in seats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct TransportDetails {
    /// From the first to the last stop, at least two.
    #[validate(length(min = 2, max = 20))]
    #[schema(min_items = 2, max_items = 20)]
    pub stops: Vec<RideStop>,
    /// Earliest departure from the first stop.
    #[serde(deserialize_with = "crate::written::moment")]
    #[schema(value_type = String, format = DateTime, example = "2026-12-01T07:00:00Z")]
    pub departs_from: Timestamp,
    /// Latest departure from the first stop.
    #[serde(deserialize_with = "crate::written::moment")]
    #[schema(value_type = String, format = DateTime, example = "2026-12-01T09:00:00Z")]
    pub departs_until: Timestamp,
    /// How far the driver goes out of the way for each stop, metres.
    #[serde(default)]
    #[validate(range(max = 100_000))]
    #[schema(maximum = 100_000)]
    pub detour_m: u32,
    /// Child seats.
    #[serde(default)]
    #[validate(range(max = 20))]
    #[schema(maximum = 20)]
    pub child_seats: Option<u8>,
    /// Room for large luggage.
    #[serde(default)]
    pub large_luggage: Tri,
    /// Animals welcome.
    #[serde(default)]
    #[validate(nested)]
    pub pets: PetPolicy,
    /// Room for a wheelchair.
    #[serde(default)]
    pub wheelchair: WheelchairSpace,
    /// Whether it crosses a border.
    #[serde(default)]
    pub border_crossing: Tri,
    /// Whether it also drives back.
    #[serde(default)]
    pub return_trip: Tri,
}

impl TransportDetails {
    /// From its stops at a place to its later stops at another: more than one if it comes by more than once, the first ones first.
    pub fn ways(&self, from: PlaceId, to: PlaceId) -> Vec<Stretch> {
        let at = |place: PlaceId| {
            let stops = (0_u8..).zip(self.stops.iter());
            stops.filter_map(move |(number, stop)| (stop.place_id == place).then_some(number))
        };
        at(from)
            .flat_map(|first| at(to).filter_map(move |last| Stretch::new(first, last)))
            .collect()
    }

    /// When it leaves.
    pub const fn departure(&self) -> Departure {
        Departure {
            from: self.departs_from,
            until: self.departs_until,
        }
    }

    pub(super) fn check(&self) -> Vec<FieldError> {
        if self.departs_from > self.departs_until {
            vec![FieldError::new("/departs_until", "dates-reversed")]
        } else {
            Vec::new()
        }
    }

    pub(super) const fn say(&self, facts: &mut Facts) {
        facts.say(
            Feature::Wheelchair,
            match self.wheelchair {
                WheelchairSpace::Ramp => Tri::Yes,
                WheelchairSpace::None => Tri::No,
                WheelchairSpace::FoldingOnly | WheelchairSpace::Unknown => Tri::Unknown,
            },
        );
        facts.say(
            Feature::ChildSeat,
            match self.child_seats {
                Some(0) => Tri::No,
                Some(_) => Tri::Yes,
                None => Tri::Unknown,
            },
        );
        facts.say(Feature::LargeLuggage, self.large_luggage);
        facts.say(Feature::BorderCrossing, self.border_crossing);
        self.pets.say(facts);
    }
}
