//! What an edit of an approved offer does.

use super::{OfferContent, OfferDetails, OfferPrivate, OfferPrivateDraft, TransportDetails};
use crate::{id::PlaceId, period::Period};

/// The effect of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// Nothing that a moderator decides on changed.
    None,
    /// A revision is reviewed while the approved one stays live.
    StaysLive,
    /// The offer is hidden until the revision is approved.
    HidesAtOnce,
}

/// Compares an approved version with an edited one.
///
/// Hidden at once: address or point, category, driver, plate or licence, who lives there, women-only switched off,
/// a home where there was none, anything that shows more of the place. Everything else that changed stays live.
pub fn edit_effect(
    old: &OfferContent,
    old_private: &OfferPrivate,
    new: &OfferContent,
    new_private: &OfferPrivate,
) -> Edit {
    let moved = old.place_id != new.place_id
        || old_private != new_private
        || old.show_address != new.show_address
        || old.confidential != new.confidential
        || old.private_home != new.private_home
        || old.for_minors != new.for_minors
        || old.category() != new.category();
    if moved || household_changed(&old.details, &new.details) {
        Edit::HidesAtOnce
    } else if old == new {
        Edit::None
    } else {
        Edit::StaysLive
    }
}

fn household_changed(old: &OfferDetails, new: &OfferDetails) -> bool {
    match (old, new) {
        (OfferDetails::Housing(a), OfferDetails::Housing(b)) => {
            (a.resident_women, a.resident_men, a.resident_children)
                != (b.resident_women, b.resident_men, b.resident_children)
                || (a.women_only != b.women_only && a.women_only == crate::constraint::Tri::Yes)
                || a.privacy != b.privacy
        }
        (OfferDetails::Transport(a), OfferDetails::Transport(b)) => a.stops != b.stops,
        (OfferDetails::Job(a), OfferDetails::Job(b)) => a.housing_included != b.housing_included,
        _ => false,
    }
}

/// Whether a ride stops where it did, so that whoever was promised a seat gets in and out where they were told.
pub fn keeps_route(old: &OfferContent, new: &OfferContent) -> bool {
    match (&old.details, &new.details) {
        (OfferDetails::Transport(a), OfferDetails::Transport(b)) => {
            let route = |ride: &TransportDetails| -> Vec<PlaceId> {
                ride.stops.iter().map(|stop| stop.place_id).collect()
            };
            route(a) == route(b)
        }
        _ => true,
    }
}

/// Whether whoever agreed on a version finds the same by another one: the same door, the same driver and plate, the same hour.
pub fn keeps_word(
    old: &OfferContent,
    old_private: &OfferPrivateDraft,
    new: &OfferContent,
    new_private: &OfferPrivateDraft,
) -> bool {
    old_private == new_private && old.departure() == new.departure()
}

/// Which of capacity and availability go beyond what was approved; those need a review, less never does.
pub fn widened_fields(
    approved: &OfferContent,
    capacity: u16,
    availability: &[Period],
) -> Vec<&'static str> {
    let mut fields = Vec::new();
    if capacity > approved.capacity {
        fields.push("/capacity");
    }
    if goes_beyond(&approved.availability, availability) {
        fields.push("/availability");
    }
    fields
}

/// Whether intervals allow a day that the former ones did not. None = at any time; both merged and sorted.
pub fn goes_beyond(former: &[Period], availability: &[Period]) -> bool {
    let inside = |p: &Period| former.iter().any(|f| f.covers(*p));
    !former.is_empty() && (availability.is_empty() || !availability.iter().all(inside))
}

/// Whether there is less of an offer than before: not so much at a time, or not on every day. How much and when, before and now; the
/// intervals as in [`goes_beyond`].
pub fn is_less(former: (u32, &[Period]), now: (u32, &[Period])) -> bool {
    now.0 < former.0 || goes_beyond(now.1, former.1)
}
