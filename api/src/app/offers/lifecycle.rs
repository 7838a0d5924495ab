use punte_core::{
    id::{OfferId, RevisionId},
    offer::{OfferPrivate, ReviewAction, ReviewState},
    provider::may_hand_in,
    verification::approvals_required,
};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{OfferView, complete_for_review, lapses_at};
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        limits::{Counted, Limit},
        notices::Notice,
    },
    storage::{
        offer_private, offer_revisions,
        offers::{self, OfferRow},
        providers,
    },
};

/// A step that a provider takes with an offer as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifecycleStep {
    /// Hand it in for review.
    Submit,
    /// Take it out of sight for a while.
    Pause,
    /// Put it back.
    Resume,
    /// Take it back for good.
    Withdraw,
    /// Say that it still stands.
    Confirm,
}

impl App {
    /// Takes a step with an offer of the caller's.
    pub async fn step_offer(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: OfferId,
        version: i64,
        step: LifecycleStep,
    ) -> Result<OfferView> {
        // A repeated request carries the version that it saw the first time: the stored answer comes before the check.
        self.write_once(once, async |db| {
            let offer = self.lock_own_offer(db, caller, id, version).await?;
            self.step_locked(db, caller, &offer, step, json!({}))
                .await?;
            self.offer_view(db, caller, id).await
        })
        .await
    }

    /// Takes the step with an offer that is locked; `data` goes into the audit log.
    pub(in crate::app) async fn step_locked(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
        step: LifecycleStep,
        data: Value,
    ) -> Result<()> {
        let id = offer.id;
        let now = self.now();
        let action = match step {
            LifecycleStep::Submit => {
                // Counted once, however often moderators ask for changes; what the installation's own commands hand in is not.
                if offer.review == ReviewState::Draft && !caller.actor.is_command() {
                    let who = Counted::Name(offer.provider.0.as_bytes());
                    self.count_in(db, Limit::Offers, who).await?;
                }
                let revision = self.hand_in(db, caller, offer).await?;
                self.notify_provider(
                    db,
                    Notice::OfferSubmitted,
                    offer.provider,
                    id.0,
                    &revision.to_string(),
                )
                .await?;
                "offer_submitted"
            }
            LifecycleStep::Pause | LifecycleStep::Resume => {
                if matches!(
                    offer.review,
                    ReviewState::Rejected | ReviewState::Suspended | ReviewState::Withdrawn
                ) {
                    return Err(Conflict::IllegalState.into());
                }
                let pause = step == LifecycleStep::Pause;
                offers::update_state(db, id, offer.review, pause).await?;
                if pause {
                    "offer_paused"
                } else {
                    if offer.paused {
                        self.offer_visible_later(db, id).await?;
                    }
                    "offer_resumed"
                }
            }
            LifecycleStep::Withdraw => {
                offers::update_state(
                    db,
                    id,
                    offer.review.after(ReviewAction::Withdraw)?,
                    offer.paused,
                )
                .await?;
                self.withdraw_item(db, caller, id).await?;
                self.end_proposals_later(db, id).await?;
                "offer_withdrawn"
            }
            LifecycleStep::Confirm => {
                offer.review.after(ReviewAction::Reconfirm)?;
                let live = offer.live_revision.ok_or(Conflict::IllegalState)?;
                offers::update_approved(db, id, live, lapses_at(offer.category, now), now).await?;
                if offer.review == ReviewState::Expired || offer.expires_at <= now {
                    self.offer_visible_later(db, id).await?;
                }
                "offer_confirmed"
            }
        };
        self.audit(db, caller, action, "offer", id.0, data).await
    }

    /// Puts the latest version of a draft into the queue.
    pub(in crate::app) async fn hand_in(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
    ) -> Result<RevisionId> {
        let now = self.now();
        let review = offer.review.after(ReviewAction::Submit)?;
        may_hand_in(providers::count_confirmed_members(db, offer.provider).await?)?;
        let provider = providers::find(db, offer.provider)
            .await?
            .ok_or(AppError::NotFound)?;
        let revision = offer_revisions::find(db, offer.latest_revision)
            .await?
            .ok_or(AppError::NotFound)?;
        if revision.submitted {
            // Changes were asked for and none were made.
            return Err(Conflict::IllegalState.into());
        }
        let private = offer_private::find(&mut self.open_for(db, caller).await?, revision.id)
            .await?
            .ok_or(AppError::NotFound)?;
        let private = OfferPrivate::parse(private, offer.category)?;
        complete_for_review(&private, offer.category)?;
        offer_revisions::update_submitted(db, revision.id, now).await?;
        offers::update_state(db, offer.id, review, offer.paused).await?;
        let approvals = approvals_required(&revision.content, provider.kind);
        self.open_item(db, caller, offer, (revision.id, None), approvals)
            .await?;
        Ok(revision.id)
    }
}
