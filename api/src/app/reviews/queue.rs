//! Reading, claiming, giving back.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    id::{OfferId, ReviewItemId, RevisionId},
    offer::ReviewAction,
    policy::{Action, Subject},
    verification::LEASE_S,
};
use serde_json::json;
use sqlx::PgConnection;

use super::view::ReviewDetailView;
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result},
    ids,
    storage::{
        escalations,
        offers::{self, OfferRow},
        reviews::{self, ReviewItemRow},
    },
};

impl App {
    /// An item with all that a decision needs.
    pub async fn read_review(&self, caller: &Caller, id: ReviewItemId) -> Result<ReviewDetailView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let db = &mut *self.read_whole().await?;
        let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
        self.review_detail(db, &row, moderator).await
    }

    /// Takes an item for ten minutes, or renews one's own lease.
    pub async fn claim_item(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReviewItemId,
    ) -> Result<ReviewDetailView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write_once(once, async |db| {
            let row = self.lock_item(db, id).await?;
            Self::check_foreign(db, caller, &row).await?;
            let now = self.now();
            if row.state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            if row.claimed_by.is_some_and(|by| by != moderator)
                && row.lease_until.is_some_and(|until| until > now)
            {
                return Err(Conflict::ClaimedByOther.into());
            }
            if escalations::has_handed_on(db, id, moderator).await? {
                return Err(Conflict::HandedOn.into());
            }
            if reviews::has_decided(db, id, moderator).await? {
                // Their word is given: holding the item would only keep the other one from it.
                return Err(Conflict::AlreadyDecided.into());
            }
            reviews::update_claim(
                db,
                id,
                Some(moderator),
                Some(now + SignedDuration::from_secs(LEASE_S)),
            )
            .await?;
            self.move_in_review(db, row.offer, ReviewAction::Claim)
                .await?;
            self.audit(db, caller, "review_claimed", "review_item", id.0, json!({}))
                .await?;
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.review_detail(db, &row, moderator).await
        })
        .await
    }

    /// Gives an item back.
    pub async fn release_item(&self, caller: &Caller, id: ReviewItemId) -> Result<()> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write(async |db| {
            let row = self.lock_item(db, id).await?;
            if row.state != "open" || row.claimed_by != Some(moderator) {
                return Err(Conflict::LeaseLost.into());
            }
            reviews::update_claim(db, id, None, None).await?;
            self.move_in_review(db, row.offer, ReviewAction::Release)
                .await?;
            self.audit(
                db,
                caller,
                "review_released",
                "review_item",
                id.0,
                json!({}),
            )
            .await
        })
        .await
    }

    /// Puts a version into the queue: as one that has waited `since` an instant, in whose place it waits, or that comes in now.
    pub(in crate::app) async fn open_item(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
        (revision, since): (RevisionId, Option<Timestamp>),
        approvals: u8,
    ) -> Result<()> {
        let id = ReviewItemId(ids::ordered());
        let kind = if offer.live_revision.is_some() {
            "edited"
        } else {
            "new"
        };
        let from = since.unwrap_or_else(|| self.now());
        reviews::insert(db, id, offer.id, revision, kind, approvals, from).await?;
        let data = if since.is_some() {
            json!({ "offer": offer.id, "kind": kind, "approvals": approvals, "from": from })
        } else {
            json!({ "offer": offer.id, "kind": kind, "approvals": approvals })
        };
        self.audit(db, caller, "review_opened", "review_item", id.0, data)
            .await
    }

    /// Takes whatever of an offer waits out of the queue. Since when it waited, if nobody decided on it: what is put in its place goes on
    /// waiting from there.
    pub(in crate::app) async fn withdraw_item(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: OfferId,
    ) -> Result<Option<Timestamp>> {
        let Some(gone) = reviews::update_withdrawn(db, offer, self.now()).await? else {
            return Ok(None);
        };
        let (id, data) = (gone.id.0, json!({ "offer": offer }));
        self.audit(db, caller, "review_withdrawn", "review_item", id, data)
            .await?;
        Ok(gone.undecided_since)
    }

    /// Locks the offer, then the item: whoever edits or withdraws goes the same way.
    pub(super) async fn lock_item(
        &self,
        db: &mut PgConnection,
        id: ReviewItemId,
    ) -> Result<ReviewItemRow> {
        let found = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
        offers::lock(db, found.offer).await?;
        reviews::lock(db, id).await?;
        reviews::find(db, id).await?.ok_or(AppError::NotFound)
    }

    /// Moves an offer that waits for its first approval; one whose approved version stays live is not touched.
    pub(super) async fn move_in_review(
        &self,
        db: &mut PgConnection,
        id: OfferId,
        action: ReviewAction,
    ) -> Result<()> {
        let offer = offers::find(db, id).await?.ok_or(AppError::NotFound)?;
        if let Ok(next) = offer.review.after(action) {
            offers::update_state(db, id, next, offer.paused).await?;
        }
        Ok(())
    }
}
