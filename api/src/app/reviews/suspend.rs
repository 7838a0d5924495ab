//! Stopping one offer that people see, and showing it again.

use jiff::Timestamp;
use punte_core::{
    checklist::{Answers, Check, Checklist},
    constraint::Tri,
    contact::made_plain,
    error::field_errors,
    id::{AccountId, OfferId, ReviewItemId},
    offer::{ReviewAction, ReviewState},
    policy::{Action, Subject},
    verification::{Decision, SuspensionReason},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::{App, AppError, Caller, Once, Result, notices::Notice},
    ids,
    storage::{
        desk, offer_revisions,
        offers::{self, OfferRow},
        providers,
        reviews::{self, ReviewItemRow},
        suspensions::{self, SuspensionRow},
    },
};

/// Why an offer is stopped.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SuspensionBody {
    /// The reason, from a list. Its provider reads it.
    pub reason: SuspensionReason,
    /// More, in words to its provider.
    #[serde(default)]
    // Not refused for hidden characters, as the note of a block is not: what hides an offer does not wait for its note.
    #[validate(length(max = 1000))]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// Where the offer waits in the queue to be looked at again: what was answered to that checklist, by the keys of its points, `yes`,
    /// `no` or `unknown`. It is written down and counted.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Tri>)]
    pub checklist: Answers,
}

/// A stop of an offer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspensionView {
    /// Why.
    pub reason: SuspensionReason,
    /// More, in words to its provider.
    pub note: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub suspended_at: Timestamp,
}

impl From<&SuspensionRow> for SuspensionView {
    fn from(row: &SuspensionRow) -> Self {
        Self {
            reason: row.reason,
            note: row.note.clone(),
            suspended_at: row.at,
        }
    }
}

impl App {
    /// Stops an offer: it is gone from every list with this transaction, what waits for its provider's answer is ended by the worker,
    /// and what both sides agreed stays. An edit that waited in the queue waits there no more. A second tap finds it done.
    pub async fn suspend_offer(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: OfferId,
        body: SuspensionBody,
    ) -> Result<SuspensionView> {
        let errors = field_errors(body.validate());
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let note = body.note.as_deref().map(made_plain);
        let note = note.filter(|note| !note.is_empty());
        self.write_once(once, async |db| {
            let (offer, moderator) = self.lock_offer_to_stop(db, caller, id).await?;
            if offer.review == ReviewState::Suspended
                && let Some(standing) = suspensions::find_standing(db, id).await?
            {
                return Ok(SuspensionView::from(&standing));
            }
            let review = offer.review.after(ReviewAction::Suspend)?;
            let row = SuspensionRow {
                id: ids::ordered(),
                offer: id,
                reason: body.reason,
                note: note.clone(),
                waiting: desk::find_open(db, id).await?,
                by: moderator,
                at: self.now(),
            };
            let checks = self
                .checks_of_stop(db, &offer, row.waiting, &body.checklist)
                .await?;
            suspensions::insert(db, &row).await?;
            suspensions::insert_checks(db, row.id, &checks).await?;
            offers::update_state(db, id, review, offer.paused).await?;
            self.withdraw_item(db, caller, id).await?;
            self.end_proposals_later(db, id).await?;
            let failed = checks.iter().filter(|c| c.result == Tri::No);
            let failed: Vec<&str> = failed.map(|c| c.item.as_str()).collect();
            let data = json!({ "reason": body.reason, "failed": failed });
            self.audit(db, caller, "offer_suspended", "offer", id.0, data)
                .await?;
            let event = row.id.to_string();
            self.notify_provider(db, Notice::OfferSuspended, offer.provider, id.0, &event)
                .await?;
            Ok(SuspensionView::from(&row))
        })
        .await
    }

    /// What was answered about an offer that is stopped: to the points for which it waits to be looked at again, and to nothing else.
    async fn checks_of_stop(
        &self,
        db: &mut PgConnection,
        offer: &OfferRow,
        waiting: Option<ReviewItemId>,
        answers: &Answers,
    ) -> Result<Vec<Check>> {
        let item = match waiting {
            Some(item) => reviews::find(db, item).await?,
            None => None,
        };
        let list = match item.filter(ReviewItemRow::is_recheck) {
            Some(item) => {
                let revision = offer_revisions::find(db, item.revision).await?;
                let revision = revision.ok_or(AppError::NotFound)?;
                let provider = providers::find(db, offer.provider).await?;
                let provider = provider.ok_or(AppError::NotFound)?;
                let found = self.checklist_of(db, &item, &revision.content, provider.kind);
                found.await?.1
            }
            None => Checklist::default(),
        };
        let errors = list.errors(Decision::Reject, answers);
        if errors.is_empty() {
            Ok(list.checks(answers, self.now()))
        } else {
            Err(AppError::Invalid(errors))
        }
    }

    /// Shows an offer again that was stopped, as far as it has not lapsed meanwhile; an edit that had waited waits again. Of one that is
    /// not stopped there is nothing to lift.
    pub async fn reinstate_offer(&self, caller: &Caller, id: OfferId) -> Result<()> {
        self.write(async |db| {
            let (offer, moderator) = self.lock_offer_to_stop(db, caller, id).await?;
            if offer.review != ReviewState::Suspended {
                return Ok(());
            }
            let review = offer.review.after(ReviewAction::Reinstate)?;
            let standing = suspensions::find_standing(db, id).await?;
            let standing = standing.ok_or(AppError::NotFound)?;
            suspensions::update_lifted(db, standing.id, moderator, self.now()).await?;
            offers::update_state(db, id, review, offer.paused).await?;
            self.audit(db, caller, "offer_reinstated", "offer", id.0, json!({}))
                .await?;
            if let Some(item) = standing.waiting {
                reviews::update_waiting(db, item).await?;
                let data = json!({ "offer": id });
                self.audit(db, caller, "review_reopened", "review_item", item.0, data)
                    .await?;
            }
            self.offer_visible_later(db, id).await?;
            let event = format!("{}.lifted", standing.id);
            self.notify_provider(db, Notice::OfferReinstated, offer.provider, id.0, &event)
                .await
        })
        .await
    }

    /// The stop of an offer that stands, for moderators.
    pub async fn find_suspension(
        &self,
        caller: &Caller,
        id: OfferId,
    ) -> Result<Option<SuspensionView>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let found = suspensions::find_standing(&mut *self.read().await?, id).await?;
        Ok(found.as_ref().map(SuspensionView::from))
    }

    /// Locks an offer for a moderator who does not belong to its organisation.
    async fn lock_offer_to_stop(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: OfferId,
    ) -> Result<(OfferRow, AccountId)> {
        offers::lock(db, id).await?;
        let offer = offers::find(db, id).await?.ok_or(AppError::NotFound)?;
        Self::allow(caller, Action::SuspendOffer, Subject::Of(offer.provider))?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        Ok((offer, moderator))
    }
}
