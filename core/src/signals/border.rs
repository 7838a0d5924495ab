//! Somebody new who offers a ride, a bed or work beside a border crossing: where people arrive who know nobody yet.

use super::{Facts, Hint, NEW_PROVIDER};
use crate::{
    id::PlaceId,
    offer::Category,
    place::{GeoPoint, distance_m},
};

/// How far from a crossing a town is beside it, metres: Przemyśl is, eleven kilometres from Medyka, and Iași is not, thirteen from Sculeni.
pub const NEAR_CROSSING_M: u32 = 12_000;

/// A border crossing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// Which.
    pub id: PlaceId,
    /// Where.
    pub point: GeoPoint,
}

/// That somebody new offers beside a border what people go along with. Doctors, points of help and lists of them are there for everybody
/// to see, and no reason to look.
pub(super) fn new_at_border(facts: &Facts<'_>) -> Option<Hint> {
    let alone_with_them = match facts.content.details.category() {
        Category::Housing | Category::Transport | Category::Job => true,
        Category::Medical | Category::Service => false,
    };
    let crossing = facts.crossing?;
    let distance = distance_m(facts.settlement, crossing.point);
    (alone_with_them && facts.age_at_version < NEW_PROVIDER && distance <= NEAR_CROSSING_M).then(
        || Hint::NewAtBorder {
            provider_since: facts.provider_since,
            crossing_id: crossing.id,
            distance_km: distance.div_ceil(1_000).max(1),
        },
    )
}
