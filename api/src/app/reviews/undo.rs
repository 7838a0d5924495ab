//! Taking a decision back: for a minute, by whoever made it. An approval is seen at once; what is said of it, and of a refusal,
//! waits until then.

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use punte_core::{
    id::{AccountId, ReviewItemId},
    locale::Locale,
    offer::{OfferPrivate, ReviewAction, ReviewState},
    policy::{Action, Subject},
    verification::{Decision, LEASE_S, UNDO_S},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::view::ReviewItemView;
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result, notices::Notice, offers::FarPoint},
    storage::{
        availability, offer_private, offer_revisions,
        offers::{self, OfferRow},
        providers,
        reviews::{self, ReviewItemRow},
        undo::{self, Before, UndoLine, UndoRow},
    },
};

/// Decisions that are listed to be taken back, beside other things.
pub const UNDO_LISTED: usize = 5;

/// A decision of the caller's own that can still be taken back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Undoable {
    /// The item that it was made on.
    pub item_id: ReviewItemId,
    /// The offer's title, as it was decided on.
    pub title: String,
    /// The language of the title.
    pub language: Option<Locale>,
    /// What was decided.
    pub decision: Decision,
    /// Until when it can be taken back; what waits to be said of it is said from then on.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

impl From<UndoLine> for Undoable {
    fn from(row: UndoLine) -> Self {
        Self {
            item_id: row.item,
            title: row.title,
            language: row.language,
            decision: row.what,
            until: row.until,
        }
    }
}

/// Until when a decision made now can be taken back, and until when nothing is said of it.
pub(super) fn undo_until(now: Timestamp) -> Timestamp {
    now + SignedDuration::from_secs(UNDO_S)
}

/// Whether it is the decision that closed the item: an approval did if its version is what people see; every refusal does. The first
/// approval of two that was followed by a refusal did not, though an edit that is refused leaves the offer's version as it was.
fn closed_by(found: &UndoRow, item: &ReviewItemRow, offer: &OfferRow) -> bool {
    found.what != Decision::Approve || offer.live_revision == Some(item.revision)
}

impl App {
    /// How an offer stands, to put it back there.
    pub(super) async fn standing_of(
        &self,
        db: &mut PgConnection,
        offer: &OfferRow,
    ) -> Result<Before> {
        Ok(Before {
            review: offer.review,
            live: offer.live_revision,
            last_confirmed_at: offer.last_confirmed_at,
            expires_at: offer.expires_at,
            capacity: offer.capacity,
            open: availability::list(db, offer.id).await?,
        })
    }

    /// So many of the moderator's own decisions that can still be taken back, the newest first.
    pub async fn list_undoable(&self, caller: &Caller, most: usize) -> Result<Vec<Undoable>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let db = &mut *self.read().await?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = undo::list(db, moderator, self.now(), most).await?;
        Ok(rows.into_iter().map(Undoable::from).collect())
    }

    /// Takes the moderator's decision on an item back: the offer stands as before, the item is in their hands, and what waited to be
    /// said is not said. Refused after a minute, and where somebody changed the offer since.
    pub async fn undo_decision(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReviewItemId,
    ) -> Result<ReviewItemView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write_once(once, async |db| {
            let item = self.lock_item(db, id).await?;
            let now = self.now();
            let found = undo::find(db, id, moderator, now).await?;
            let found = found.ok_or(Conflict::UndoOver)?;
            let offer = offers::find(db, item.offer)
                .await?
                .ok_or(AppError::NotFound)?;
            undo::update_undone(db, found.decision, now).await?;
            if item.state == "open" {
                self.undo_first(db, &item, moderator).await?;
            } else if item.state == "decided"
                && closed_by(&found, &item, &offer)
                && offer.version == found.offer_version
            {
                self.undo_last(db, &item, &offer, &found, moderator).await?;
            } else {
                return Err(Conflict::UndoOver.into());
            }
            let data = json!({ "decision": found.what, "offer": offer.id });
            self.audit(db, caller, "review_undone", "review_item", id.0, data)
                .await?;
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.review_item_view(db, &row).await
        })
        .await
    }

    /// The first approval of two: the item comes back to whoever gave it, unless the other one has it by now.
    async fn undo_first(
        &self,
        db: &mut PgConnection,
        item: &ReviewItemRow,
        moderator: AccountId,
    ) -> Result<()> {
        let now = self.now();
        if item.claimed_by.is_some() && item.lease_until.is_some_and(|until| until > now) {
            return Ok(());
        }
        let until = now + SignedDuration::from_secs(LEASE_S);
        reviews::update_claim(db, item.id, Some(moderator), Some(until)).await?;
        self.move_in_review(db, item.offer, ReviewAction::Claim)
            .await
    }

    /// The decision that closed the item.
    async fn undo_last(
        &self,
        db: &mut PgConnection,
        item: &ReviewItemRow,
        offer: &OfferRow,
        found: &UndoRow,
        moderator: AccountId,
    ) -> Result<()> {
        let before = &found.before;
        if before.review != offer.review && offer.review.after(ReviewAction::Undo)? != before.review
        {
            return Err(Conflict::UndoOver.into());
        }
        undo::update_offer(db, offer.id, item.revision, before).await?;
        let until = self.now() + SignedDuration::from_secs(LEASE_S);
        undo::update_reopened(db, item.id, moderator, until).await?;
        if found.what == Decision::Approve {
            let open = availability::list(db, offer.id).await?;
            self.put_back(db, offer, before).await?;
            // What was looked at again, or confirmed by that, may be hidden by the clock, as it was.
            let now = self.now();
            let unchecked = item.checks_until.is_some_and(|until| until <= now);
            let lapsed = before.expires_at <= now;
            if unchecked || lapsed || before.review != ReviewState::Approved {
                self.end_proposals_later(db, offer.id).await?;
            } else {
                // Whoever chose meanwhile what there was for a minute waits for nobody.
                let former = (offer.capacity, open.as_slice());
                self.end_crowded_out_later(db, offer.id, former, self.now())
                    .await?;
            }
        }
        let notices = [
            Notice::OfferApproved,
            Notice::OfferRechecked,
            Notice::OfferRejected,
            Notice::OfferChangesRequested,
        ];
        let event = found.decision.to_string();
        self.drop_notices(db, &notices, offer.provider, offer.id, &event)
            .await
    }

    /// What the row keeps of the version that people see again, its days, and how much of it there was.
    async fn put_back(
        &self,
        db: &mut PgConnection,
        offer: &OfferRow,
        before: &Before,
    ) -> Result<()> {
        if let Some(live) = before.live {
            let live = offer_revisions::find(db, live)
                .await?
                .ok_or(AppError::NotFound)?;
            let provider = providers::find(db, offer.provider)
                .await?
                .ok_or(AppError::NotFound)?;
            let private = offer_private::find(&mut self.open_for_program(db).await?, live.id)
                .await?
                .unwrap_or_default();
            let private = OfferPrivate::parse(private, offer.category)?;
            let (_, derived) = self
                .resolve_offer(
                    db,
                    live.content,
                    &private,
                    provider.kind,
                    FarPoint::Settlement,
                )
                .await?;
            offers::update_derived(db, offer.id, &derived).await?;
        }
        availability::replace(db, offer.id, &before.open).await?;
        let from = offer.category.counted_from(self.today());
        if availability::has_promises_outside(db, offer.id, from).await? {
            return Err(Conflict::BelowPromised.into());
        }
        let capacity = u16::try_from(before.capacity).unwrap_or(u16::MAX);
        match availability::update_capacity(db, offer.id, capacity, from)
            .await
            .map_err(AppError::from)
        {
            Err(AppError::Conflict(Conflict::CapacityExhausted)) => {
                Err(Conflict::BelowPromised.into())
            }
            other => other,
        }
    }

    /// Forgets how offers stood before decisions of more than a day ago.
    pub async fn forget_undone(&self) -> Result<u64> {
        let oldest = self.now().checked_sub(24.hours());
        let oldest = oldest.unwrap_or(Timestamp::MIN);
        Ok(undo::delete_older(&mut *self.read().await?, oldest).await?)
    }
}
