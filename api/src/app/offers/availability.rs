use jiff::civil::Date;
use punte_core::{
    booking::{Side, Stretch},
    error::FieldError,
    id::OfferId,
    offer::{Category, ReviewState, goes_beyond, widened_fields},
    period::{Period, merged},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::OfferView;
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result, matches::MatchView},
    storage::{
        availability,
        matches::{self, COUNTED_ON, MatchFilter, MatchRow},
        offer_revisions,
        offers::{self, OfferRow},
    },
};

/// Matches that are listed where they stand in the way, at most.
const MOST_IN_THE_WAY: usize = 50;

/// How much there is, and when. Never more than what was approved: that is an edit, and is reviewed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityBody {
    /// Beds, seats, openings, places a week, people.
    #[schema(minimum = 1, maximum = 5000)]
    pub capacity: u16,
    /// When it can be had.
    #[schema(max_items = 50)]
    pub availability: Vec<Period>,
}

impl App {
    /// The nights from `from` up to `to` of which something of an offer is promised, with how much, to its provider.
    pub async fn promised_nights(
        &self,
        caller: &Caller,
        id: OfferId,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Date, u32)>> {
        let db = &mut *self.look_for(caller).await?;
        self.own_offer(db, caller, Action::ReadOffer, id).await?;
        Ok(availability::list_promised(db, id, from, to).await?)
    }

    /// Who has a seat of a ride, the first who asked in front, with between which of its stops they go, where somebody decided on some: to
    /// its provider.
    pub async fn list_riders(
        &self,
        caller: &Caller,
        id: OfferId,
    ) -> Result<Vec<(MatchView, Option<Stretch>)>> {
        let db = &mut *self.look_for(caller).await?;
        self.own_offer(db, caller, Action::ReadProviderMatches, id)
            .await?;
        let rows = Self::counted_on(db, id).await?;
        let views = self.match_views(db, &rows, Side::Provider).await?;
        let told = views.into_iter().zip(&rows).map(|(view, m)| {
            let decided = view.from_place_id.is_some();
            (view, m.stretch.filter(|_| decided))
        });
        Ok(told.collect())
    }

    /// Who counts on an offer, and the help is not over; the first who asked in front.
    async fn counted_on(db: &mut PgConnection, id: OfferId) -> Result<Vec<MatchRow>> {
        let filter = MatchFilter {
            offer: Some(id),
            states: COUNTED_ON,
            ..MatchFilter::default()
        };
        let mut held = matches::list(db, &filter).await?;
        held.reverse();
        Ok(held)
    }

    /// Narrows capacity or dates of an approved offer, or widens them again up to what was approved. Whoever waits for what there is no more
    /// hears it at once. `below-promised` while people hold more, with what stands in the way.
    pub async fn set_availability(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: OfferId,
        version: i64,
        body: AvailabilityBody,
    ) -> Result<OfferView> {
        if !(1..=5000).contains(&body.capacity) {
            return Err(FieldError::range("/capacity", 1, 5000).into());
        }
        if body.availability.len() > 50 {
            return Err(FieldError {
                bounds: Some((0, 50)),
                ..FieldError::new("/availability", "length")
            }
            .into());
        }
        let intervals = merged(body.availability);
        self.write_once(once, async |db| {
            let offer = self.lock_own_offer(db, caller, id, version).await?;
            if !matches!(offer.review, ReviewState::Approved | ReviewState::Expired) {
                return Err(Conflict::IllegalState.into());
            }
            if offer.category == Category::Housing && intervals.is_empty() {
                return Err(FieldError::new("/availability", "required").into());
            }
            let live = offer.live_revision.ok_or(Conflict::IllegalState)?;
            let approved = offer_revisions::find(db, live)
                .await?
                .ok_or(AppError::NotFound)?
                .content;
            if !widened_fields(&approved, body.capacity, &intervals).is_empty() {
                return Err(Conflict::WiderThanApproved.into());
            }
            let former = availability::list(db, id).await?;
            if u32::from(body.capacity) > offer.capacity || goes_beyond(&former, &intervals) {
                self.offer_visible_later(db, id).await?;
            }
            availability::replace(db, id, &intervals).await?;
            self.refuse_below_promised(db, caller, &offer, body.capacity)
                .await?;
            let from = offer.category.counted_from(self.today());
            match availability::update_capacity(db, id, body.capacity, from)
                .await
                .map_err(AppError::from)
            {
                Err(AppError::Conflict(Conflict::CapacityExhausted)) => {
                    return Err(Conflict::BelowPromised.into());
                }
                other => other?,
            }
            let before = (offer.capacity, former.as_slice());
            self.end_crowded_out_later(db, id, before, self.now())
                .await?;
            offers::update_state(db, id, offer.review, offer.paused).await?;
            self.audit(
                db,
                caller,
                "offer_availability_set",
                "offer",
                id.0,
                json!({ "capacity": body.capacity }),
            )
            .await?;
            self.offer_view(db, caller, id).await
        })
        .await
    }

    /// Refuses dates that were set and a capacity that is to be, while people hold more or other nights or weeks: with the matches that stand in
    /// the way, where the caller may see them. The offer is locked, so nobody is promised anything meanwhile.
    async fn refuse_below_promised(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
        capacity: u16,
    ) -> Result<()> {
        let (from, most) = (
            offer.category.counted_from(self.today()),
            i64::try_from(MOST_IN_THE_WAY).unwrap_or(i64::MAX),
        );
        let held = matches::list_in_the_way(db, offer.id, capacity, from, most).await?;
        self.refuse_for(db, caller, offer, &held).await
    }

    /// Refuses another route while somebody counts on a seat, with the matches that stand in the way, where the caller may see them. A
    /// trip that took place is in nobody's way. The offer is locked.
    pub(super) async fn refuse_other_route(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
    ) -> Result<()> {
        let mut held = Self::counted_on(db, offer.id).await?;
        held.truncate(MOST_IN_THE_WAY);
        self.refuse_for(db, caller, offer, &held).await
    }

    /// Refuses for matches that stand in the way, unless there are none.
    async fn refuse_for(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
        held: &[MatchRow],
    ) -> Result<()> {
        if held.is_empty() {
            return Ok(());
        }
        // No key sees who asked for what.
        let of = Subject::Of(offer.provider);
        if Self::allow(caller, Action::ReadProviderMatches, of).is_err() {
            return Err(Conflict::BelowPromised.into());
        }
        let views = self.match_views(db, held, Side::Provider).await?;
        Err(AppError::InTheWay(Conflict::BelowPromised, views))
    }
}
