//! What moderators are shown about an offer besides the offer: hints, each with what it was found in. None of them decides, none is
//! counted into a score.

mod border;
mod contacts;
mod guests;
mod household;
mod likeness;
mod marks;
mod pattern;
mod pay;
mod phrases;
mod text;
mod wording;

use std::{cmp::Reverse, collections::BTreeSet};

use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use border::{Crossing, NEAR_CROSSING_M};
pub use guests::{EARLY_DAYS, GONE_GUESTS, Guest, LONG_NIGHTS, gone as guests_gone};
pub use household::{
    COMPARED_DAYS, HouseholdCounts, HouseholdSignal, MANY_REQUESTS, NO_SHOWS, RAISING_REQUESTS,
    REPORTING_PROVIDERS, household_signals,
};
pub use likeness::{Apart, Side, alike, may_be_alike};
pub use marks::mark;
pub use pay::{MinimumWage, minimum_wage, minimum_wages};
pub use wording::{Quote, Wording, quotes, wordings};

use crate::{
    id::{OfferId, PlaceId, ProviderId},
    offer::{OfferDraft, PayPeriod},
    place::{FAR_FROM_PLACE_M, GeoPoint, distance_m},
};

/// What a moderator should look at, found by reading and comparing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Hint {
    /// The exact point lies far from the settlement that the offer names.
    FarFromPlace {
        /// How far, whole kilometres.
        distance_km: u32,
    },
    /// Other offers have the very same point.
    RepeatedPoint {
        /// Those offers, ten at most.
        offer_ids: Vec<OfferId>,
    },
    /// Other offers have the very same address.
    RepeatedAddress {
        /// Those offers, ten at most.
        offer_ids: Vec<OfferId>,
    },
    /// Other offers near by may be this one, written down twice.
    Alike {
        /// Those offers, twenty at most: the nearest, and of those the newest first.
        offers: Vec<AlikeOffer>,
    },
    /// Offers of other providers have the same phone or e-mail address behind them.
    SameContact {
        /// Those offers, ten at most.
        offer_ids: Vec<OfferId>,
    },
    /// The provider is known from another one that was blocked.
    BlockedBefore {
        /// By what.
        by: Vec<KnownBy>,
        /// From whom, ten at most.
        #[serde(default)]
        provider_ids: Vec<ProviderId>,
    },
    /// A new provider wrote many offers within a day, this one among the last.
    ManyOffers {
        /// How many.
        offers: u32,
    },
    /// Somebody new offers a ride, a bed or work beside a border crossing.
    NewAtBorder {
        /// Since which day the provider has been here.
        #[schema(value_type = String, format = Date)]
        provider_since: Date,
        /// The crossing.
        crossing_id: PlaceId,
        /// How far the named place is from it at most, whole kilometres.
        distance_km: u32,
    },
    /// Households that the provider agreed to put up were gone: most of them, and more than two.
    GuestsGone {
        /// How many never came.
        never_came: u32,
        /// How many left within days of a stay that was to be long.
        left_early: u32,
    },
    /// The work pays less than the law of its country asks for.
    PayBelowMinimum {
        /// What is offered, gross, minor units for each period.
        offered_minor: i64,
        /// The least for the same period and the same hours, gross, minor units.
        minimum_minor: i64,
        /// ISO 4217.
        currency: String,
        /// What the pay is for.
        pay_period: PayPeriod,
        /// Hours a week.
        hours_per_week: u8,
        /// The country, ISO 3166-1.
        country: String,
        /// What says so, in the language of the country.
        law: String,
        /// From which day on that holds.
        #[schema(value_type = String, format = Date)]
        in_force_from: Date,
        /// On which day that was read.
        #[serde(default)]
        #[schema(value_type = Option<String>, format = Date)]
        read_on: Option<Date>,
        /// Until which day it is known to hold, if the work begins after it: then there may be a higher one.
        #[serde(default)]
        #[schema(value_type = Option<String>, format = Date)]
        known_until: Option<Date>,
    },
    /// The minimum that is known of the country is out of date by the first day of the work, and the pay is not so far above it that a
    /// newer one could not matter: somebody has to compare it.
    MinimumOutOfDate {
        /// What is offered, gross, minor units for each period.
        offered_minor: i64,
        /// What the least was for the same period and the same hours, gross, minor units.
        minimum_minor: i64,
        /// ISO 4217.
        currency: String,
        /// What the pay is for.
        pay_period: PayPeriod,
        /// The country, ISO 3166-1.
        country: String,
        /// What said so, in the language of the country.
        law: String,
        /// On which day that was read.
        #[schema(value_type = String, format = Date)]
        read_on: Date,
        /// Until which day it is known to have held.
        #[schema(value_type = String, format = Date)]
        known_until: Date,
    },
    /// Its words resemble those of offers that harmed people.
    Wording {
        /// In which manner.
        wording: Wording,
        /// Those words, five at most.
        quotes: Vec<Quote>,
    },
}

impl Hint {
    /// Its code on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FarFromPlace { .. } => "far-from-place",
            Self::RepeatedPoint { .. } => "repeated-point",
            Self::RepeatedAddress { .. } => "repeated-address",
            Self::Alike { .. } => "alike",
            Self::SameContact { .. } => "same-contact",
            Self::BlockedBefore { .. } => "blocked-before",
            Self::ManyOffers { .. } => "many-offers",
            Self::NewAtBorder { .. } => "new-at-border",
            Self::GuestsGone { .. } => "guests-gone",
            Self::PayBelowMinimum { .. } => "pay-below-minimum",
            Self::MinimumOutOfDate { .. } => "minimum-out-of-date",
            Self::Wording { .. } => "wording",
        }
    }

    /// The other offers that it names, each with how far apart the exact points are, where that is known.
    pub fn other_offers(&self) -> Vec<(OfferId, Option<Apart>)> {
        match self {
            Self::RepeatedPoint { offer_ids }
            | Self::RepeatedAddress { offer_ids }
            | Self::SameContact { offer_ids } => offer_ids.iter().map(|id| (*id, None)).collect(),
            Self::Alike { offers } => offers.iter().map(|o| (o.offer_id, Some(o.apart))).collect(),
            Self::FarFromPlace { .. }
            | Self::BlockedBefore { .. }
            | Self::ManyOffers { .. }
            | Self::NewAtBorder { .. }
            | Self::GuestsGone { .. }
            | Self::PayBelowMinimum { .. }
            | Self::MinimumOutOfDate { .. }
            | Self::Wording { .. } => Vec::new(),
        }
    }

    /// Whether whoever wrote the offer is told as well: what helps to put it right, not what tells how offers are looked at.
    pub const fn for_its_writer(&self) -> bool {
        match self {
            Self::FarFromPlace { .. }
            | Self::RepeatedPoint { .. }
            | Self::RepeatedAddress { .. }
            | Self::PayBelowMinimum { .. } => true,
            Self::Alike { .. }
            | Self::SameContact { .. }
            | Self::BlockedBefore { .. }
            | Self::ManyOffers { .. }
            | Self::NewAtBorder { .. }
            | Self::GuestsGone { .. }
            | Self::MinimumOutOfDate { .. }
            | Self::Wording { .. } => false,
        }
    }
}

/// Another offer that may be the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlikeOffer {
    /// Which.
    pub offer_id: OfferId,
    /// How far apart their exact points are.
    pub apart: Apart,
}

/// What a blocked provider and this one have in common.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum KnownBy {
    /// The phone.
    Phone,
    /// The e-mail address.
    Email,
    /// The number in the register.
    RegistrationNumber,
    /// Somebody who belongs to both, or did.
    Member,
}

impl KnownBy {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [
        Self::Phone,
        Self::Email,
        Self::RegistrationNumber,
        Self::Member,
    ];

    /// What a name on the wire means.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == name)
    }

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::RegistrationNumber => "registration_number",
            Self::Member => "member",
        }
    }
}

/// How many offers within 24 hours are many, lists left out.
pub const MANY_OFFERS: u32 = 6;

/// How long a provider is new.
pub const NEW_PROVIDER: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What is known of one version of an offer.
pub struct Facts<'a> {
    /// What it says.
    pub content: &'a OfferDraft,
    /// Its exact point.
    pub point: Option<GeoPoint>,
    /// The point of the settlement that it names.
    pub settlement: GeoPoint,
    /// The country of that settlement, ISO 3166-1.
    pub country: &'a str,
    /// The day on which it is looked at.
    pub today: Date,
    /// Others with the same point.
    pub same_point: Vec<OfferId>,
    /// Others with the same address.
    pub same_address: Vec<OfferId>,
    /// Others near by that may be the same thing.
    pub alike: Vec<AlikeOffer>,
    /// Offers of others with the same contact.
    pub same_contact: Vec<OfferId>,
    /// From which blocked providers this one is known, and by what.
    pub blocked: Vec<(ProviderId, KnownBy)>,
    /// How many offers the provider wrote in the 24 hours up to this one, this one included.
    pub offers_in_a_day: u32,
    /// How old the provider was then.
    pub provider_age: SignedDuration,
    /// How old the provider was when this version was written.
    pub age_at_version: SignedDuration,
    /// Since which day the provider has been here.
    pub provider_since: Date,
    /// The crossing next to the settlement, if one is near.
    pub crossing: Option<Crossing>,
    /// What became of the households that the provider agreed to put up, one of each.
    pub guests: Vec<Guest>,
}

/// Whether a text hides a way to be reached: digits as words, letters for digits, an address spelled out.
pub fn hides_contact(text: &str) -> bool {
    !contacts::find(text, &text::words(text)).is_empty()
}

/// Most others that a hint names.
const NAMED: usize = 10;

/// Most others near by that a hint names.
const NAMED_NEAR_BY: usize = 20;

/// That others near by may be the same.
fn near_by(mut offers: Vec<AlikeOffer>) -> Option<Hint> {
    offers.sort_by_key(|other| (other.apart, Reverse(other.offer_id)));
    offers.truncate(NAMED_NEAR_BY);
    (!offers.is_empty()).then_some(Hint::Alike { offers })
}

/// That the provider is known from blocked ones.
fn blocked_before(known: &[(ProviderId, KnownBy)]) -> Option<Hint> {
    let by: BTreeSet<KnownBy> = known.iter().map(|(_, by)| *by).collect();
    let from: BTreeSet<ProviderId> = known.iter().map(|(id, _)| *id).collect();
    (!known.is_empty()).then(|| Hint::BlockedBefore {
        by: by.into_iter().collect(),
        provider_ids: from.into_iter().rev().take(NAMED).collect(),
    })
}

/// The hints about one version of an offer.
pub fn hints(facts: Facts<'_>) -> Vec<Hint> {
    let at_border = border::new_at_border(&facts);
    let gone = guests::gone(&facts.guests);
    let mut found = Vec::new();
    if let Some(distance) = facts
        .point
        .map(|p| distance_m(p, facts.settlement))
        .filter(|d| *d > FAR_FROM_PLACE_M)
    {
        found.push(Hint::FarFromPlace {
            distance_km: distance / 1_000,
        });
    }
    if !facts.same_point.is_empty() {
        found.push(Hint::RepeatedPoint {
            offer_ids: facts.same_point,
        });
    }
    if !facts.same_address.is_empty() {
        found.push(Hint::RepeatedAddress {
            offer_ids: facts.same_address,
        });
    }
    found.extend(near_by(facts.alike));
    if !facts.same_contact.is_empty() {
        found.push(Hint::SameContact {
            offer_ids: facts.same_contact,
        });
    }
    found.extend(blocked_before(&facts.blocked));
    if facts.offers_in_a_day >= MANY_OFFERS && facts.provider_age < NEW_PROVIDER {
        found.push(Hint::ManyOffers {
            offers: facts.offers_in_a_day,
        });
    }
    found.extend(at_border);
    found.extend(gone);
    found.extend(pay::beside_minimum(
        facts.content,
        facts.country,
        facts.today,
    ));
    found.extend(
        quotes(facts.content)
            .into_iter()
            .map(|(wording, quotes)| Hint::Wording { wording, quotes }),
    );
    found
}
