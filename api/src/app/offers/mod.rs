//! Offers, on their provider's side.

mod availability;
mod edit;
mod lifecycle;
mod view;
mod write;

pub use availability::AvailabilityBody;
pub use edit::OfferPatch;
pub use lifecycle::LifecycleStep;
pub use view::{FreeWeek, LastWordView, OfferView};
pub use write::OfferBody;

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    error::FieldError,
    id::OfferId,
    offer::{Category, OfferContent, OfferDetails, OfferPrivate},
    place::{FAR_FROM_PLACE_M, Publication, distance_m, published_point},
    policy::{Action, Subject},
    provider::ProviderKind,
};
use sqlx::PgConnection;

use super::{App, AppError, Caller, Result, known};
use crate::storage::{
    offers::{self, Derived, OfferRow},
    places,
};

/// What becomes of an exact point that lies far from the settlement that the offer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum FarPoint {
    /// Whoever types it can correct it at once: `far-from-place`.
    Refuse,
    /// It comes from a list, or was seen by moderators: the settlement is published, since its cells are sized by its own
    /// population.
    Settlement,
}

/// When an offer confirmed now lapses.
pub(super) fn lapses_at(category: Category, now: Timestamp) -> Timestamp {
    now + SignedDuration::from_hours(i64::from(category.lapses_after_days()) * 24)
}

impl App {
    /// Locks an offer of the caller's, whose version must be the one that the caller saw.
    async fn lock_own_offer(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: OfferId,
        version: i64,
    ) -> Result<OfferRow> {
        offers::lock(db, id).await?;
        let offer = self.own_offer(db, caller, Action::WriteOffer, id).await?;
        if offer.version == version {
            Ok(offer)
        } else {
            Err(AppError::Stale)
        }
    }

    async fn own_offer(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        action: Action,
        id: OfferId,
    ) -> Result<OfferRow> {
        let offer = known(caller, offers::find(db, id).await?)?;
        Self::allow(caller, action, Subject::Of(offer.provider))?;
        Ok(offer)
    }

    /// Resolves the places that content names, and computes what SQL keeps of it.
    pub(in crate::app) async fn resolve_offer(
        &self,
        db: &mut PgConnection,
        content: OfferContent,
        private: &OfferPrivate,
        provider: ProviderKind,
        far_point: FarPoint,
    ) -> Result<(OfferContent, Derived)> {
        let settlement = self
            .place_at(db, content.place_id, "/content/place_id")
            .await?;
        let mut points = Vec::new();
        if let OfferDetails::Transport(ride) = &content.details {
            let mut errors = Vec::new();
            for (index, stop) in ride.stops.iter().enumerate() {
                match places::find(db, stop.place_id).await? {
                    Some(place) => points.push(place.point),
                    None => errors.push(FieldError::new(
                        format!("/content/details/stops/{index}/place_id"),
                        "unknown-place",
                    )),
                }
            }
            if ride
                .stops
                .first()
                .is_some_and(|first| first.place_id != content.place_id)
            {
                errors.push(FieldError::new("/content/place_id", "not-the-first-stop"));
            }
            if !errors.is_empty() {
                return Err(AppError::Invalid(errors));
            }
        }
        let far = private
            .get()
            .point
            .is_some_and(|p| distance_m(p, settlement.point) > FAR_FROM_PLACE_M);
        if far && far_point == FarPoint::Refuse {
            return Err(FieldError::new("/private/point", "far-from-place").into());
        }
        let content = content.with_stop_points(&points);
        let publication = if far || content.category() == Category::Transport {
            Publication::Settlement
        } else {
            content.publication(provider)
        };
        let facts = content.facts();
        let derived = Derived {
            place: content.place_id,
            point: published_point(
                publication,
                private.get().point,
                settlement.point,
                settlement.population,
            ),
            private: content.is_private(provider),
            for_minors: content.for_minors,
            least_vetting: content.least_vetting(provider),
            yes: facts.yes().0,
            no: facts.no().0,
        };
        Ok((content, derived))
    }
}

/// Refuses to hand in what lacks a private fact that moderators must see.
fn complete_for_review(private: &OfferPrivate, category: Category) -> Result<()> {
    let missing = private.missing_for_review(category);
    if missing.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(
            missing.into_iter().map(|e| e.under("/private")).collect(),
        ))
    }
}

/// Errors of content and private data together, each under its own pointer.
pub(in crate::app) fn parse_both(
    content: punte_core::offer::OfferDraft,
    private: punte_core::offer::OfferPrivateDraft,
    provider: ProviderKind,
) -> Result<(OfferContent, OfferPrivate)> {
    let category = content.details.category();
    let content = OfferContent::parse_for(content, provider);
    let private = OfferPrivate::parse(private, category);
    match (content, private) {
        (Ok(content), Ok(private)) => Ok((content, private)),
        (content, private) => {
            let mut errors: Vec<FieldError> = content
                .err()
                .unwrap_or_default()
                .into_iter()
                .map(|e| e.under("/content"))
                .collect();
            errors.extend(
                private
                    .err()
                    .unwrap_or_default()
                    .into_iter()
                    .map(|e| e.under("/private")),
            );
            Err(AppError::Invalid(errors))
        }
    }
}
