//! The moderators' queue.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    contact::plain_text,
    error::FieldError,
    id::{AccountId, OfferId, ProviderId, ReviewItemId, RevisionId},
    offer::{Category, OfferDraft, OfferPrivate, ReviewAction, ReviewState},
    policy::{Action, Subject},
    provider::{ProviderKind, ProviderStatus, VettingLevel},
    verification::{Decision, LEASE_S, ReasonCode, approvals_required},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Page, Result, notices::Notice, offers::lapses_at,
    providers::CheckView,
};
use crate::{
    ids,
    storage::{
        offers, providers, reference,
        reviews::{self, NewDecision, ReviewItemRow},
    },
};

/// A line of the queue.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewItemView {
    /// Its id.
    pub id: ReviewItemId,
    /// The offer.
    pub offer_id: OfferId,
    /// The version to decide on.
    pub revision_id: RevisionId,
    /// `new` or `edited`.
    pub kind: String,
    /// `open`, `decided` or `withdrawn`.
    pub state: String,
    /// Category of the offer.
    pub category: Category,
    /// How many different moderators must approve.
    pub approvals_required: u8,
    /// How many did.
    pub approvals: u32,
    /// Who holds it now.
    pub claimed_by: Option<AccountId>,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub lease_until: Option<Timestamp>,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// Row version, as in the ETag.
    pub version: i64,
}

/// What a moderator sees of a provider in the queue: no personal data.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderUnderReview {
    /// Its id.
    pub id: ProviderId,
    /// What it is.
    pub kind: ProviderKind,
    /// Its standing.
    pub status: ProviderStatus,
    /// Its level.
    pub vetting_level: Option<VettingLevel>,
    /// The level that this offer needs.
    pub vetting_needed: VettingLevel,
    /// What was checked.
    pub checks: Vec<CheckView>,
}

/// An item with all that a decision needs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDetailView {
    /// The line of the queue.
    pub item: ReviewItemView,
    /// The offer as it would be shown.
    pub content: OfferDraft,
    /// The version that people see now, if an edit is reviewed.
    pub live_content: Option<OfferDraft>,
    /// Whose it is.
    pub provider: ProviderUnderReview,
    /// What to go through.
    #[schema(value_type = Object)]
    pub checklist: Value,
}

/// A decision.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionBody {
    /// What.
    pub decision: Decision,
    /// The version that was looked at.
    pub revision_id: RevisionId,
    /// Why.
    pub reason_code: ReasonCode,
    /// More, in words to the provider.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// The fields that it is about, as pointers into the content.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub fields: Vec<String>,
}

fn item_view(row: &ReviewItemRow, now: Timestamp) -> ReviewItemView {
    let held = row.lease_until.is_some_and(|until| until > now);
    ReviewItemView {
        id: row.id,
        offer_id: row.offer,
        revision_id: row.revision,
        kind: row.kind.clone(),
        state: row.state.clone(),
        category: Category::from_name(&row.category).unwrap_or(Category::Service),
        approvals_required: u8::try_from(row.approvals_required).unwrap_or(2),
        approvals: u32::try_from(row.approvals).unwrap_or(0),
        claimed_by: row.claimed_by.filter(|_| held),
        lease_until: row.lease_until.filter(|_| held),
        opened_at: row.opened_at,
        version: row.version,
    }
}

/// Where the next page of the queue begins.
pub type QueueKey = (Timestamp, ReviewItemId);

impl App {
    /// The open items that this moderator can decide, oldest first.
    pub async fn list_queue(
        &self,
        caller: &Caller,
        category: Option<Category>,
        after: Option<QueueKey>,
        limit: u32,
    ) -> Result<Page<ReviewItemView, QueueKey>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        let rows = reviews::list_open(
            &mut *self.read().await?,
            moderator,
            category.map(Category::as_str),
            after,
            i64::from(limit) + 1,
        )
        .await?;
        let items = rows.iter().map(|r| item_view(r, now)).collect();
        Ok(Page::cut(
            items,
            usize::try_from(limit).unwrap_or(0),
            |i: &ReviewItemView| (i.opened_at, i.id),
        ))
    }

    /// An item with all that a decision needs.
    pub async fn read_review(&self, caller: &Caller, id: ReviewItemId) -> Result<ReviewDetailView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
        self.review_detail(db, &row).await
    }

    async fn review_detail(
        &self,
        db: &mut PgConnection,
        row: &ReviewItemRow,
    ) -> Result<ReviewDetailView> {
        let revision = offers::find_revision(db, row.revision)
            .await?
            .ok_or(AppError::NotFound)?;
        let offer = offers::find(db, row.offer)
            .await?
            .ok_or(AppError::NotFound)?;
        let provider = providers::find(db, row.provider)
            .await?
            .ok_or(AppError::NotFound)?;
        let live_content = match offer.live_revision {
            Some(live) if live != row.revision => offers::find_revision(db, live)
                .await?
                .map(|r| r.content.into_draft()),
            _ => None,
        };
        let key = checklist_key(offer.category, revision.content.is_private(provider.kind));
        let checklist = reference::list(db, "checklist")
            .await?
            .into_iter()
            .find(|c| c.key == key)
            .map_or(json!({}), |c| c.data);
        let checks = providers::list_evidence(db, provider.id).await?;
        Ok(ReviewDetailView {
            item: item_view(row, self.now()),
            provider: ProviderUnderReview {
                id: provider.id,
                kind: provider.kind,
                status: provider.status,
                vetting_level: provider.vetting_level,
                vetting_needed: revision.content.least_vetting(provider.kind),
                checks: checks
                    .into_iter()
                    .map(|c| CheckView {
                        kind: c.kind,
                        seen_at: c.seen_at,
                        lapses_at: c.lapses_at,
                    })
                    .collect(),
            },
            content: revision.content.into_draft(),
            live_content,
            checklist,
        })
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
            reviews::lock(db, id).await?;
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            if Self::allow(caller, Action::DecideReview, Subject::Of(row.provider)).is_err() {
                return Err(Conflict::OwnOffer.into());
            }
            let now = self.now();
            if row.state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            if row.claimed_by.is_some_and(|by| by != moderator)
                && row.lease_until.is_some_and(|until| until > now)
            {
                return Err(Conflict::ClaimedByOther.into());
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
            self.review_detail(db, &row).await
        })
        .await
    }

    /// Gives an item back.
    pub async fn release_item(&self, caller: &Caller, id: ReviewItemId) -> Result<()> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write(async |db| {
            reviews::lock(db, id).await?;
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
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

    /// Moves an offer that waits for its first approval; one whose approved version stays live is not touched.
    async fn move_in_review(
        &self,
        db: &mut PgConnection,
        id: OfferId,
        action: ReviewAction,
    ) -> Result<()> {
        offers::lock(db, id).await?;
        let offer = offers::find(db, id).await?.ok_or(AppError::NotFound)?;
        if let Ok(next) = offer.review.after(action) {
            offers::update_state(db, id, next, offer.paused).await?;
        }
        Ok(())
    }

    /// Decides on a claimed item. With two approvals needed, the first puts it back into the queue for somebody else.
    pub async fn decide(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReviewItemId,
        body: DecisionBody,
    ) -> Result<ReviewItemView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        check_decision(&body)?;
        self.write_once(once, async |db| {
            reviews::lock(db, id).await?;
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            if Self::allow(caller, Action::DecideReview, Subject::Of(row.provider)).is_err() {
                return Err(Conflict::OwnOffer.into());
            }
            let now = self.now();
            if row.state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            if row.revision != body.revision_id {
                return Err(AppError::Stale);
            }
            if row.claimed_by != Some(moderator) || row.lease_until.is_none_or(|until| until <= now) {
                return Err(Conflict::LeaseLost.into());
            }
            offers::lock(db, row.offer).await?;
            let offer = offers::find(db, row.offer).await?.ok_or(AppError::NotFound)?;
            let provider = providers::find(db, offer.provider).await?.ok_or(AppError::NotFound)?;
            let revision = offers::find_revision(db, row.revision).await?.ok_or(AppError::NotFound)?;
            if body.decision == Decision::Approve {
                let good = provider.status == ProviderStatus::Vetted && provider.vetted_until.is_some_and(|until| until > now);
                if !good || provider.vetting_level < Some(revision.content.least_vetting(provider.kind)) {
                    return Err(Conflict::VettingTooLow.into());
                }
            }
            let decision = NewDecision {
                id: ids::ordered(),
                item: id,
                revision: row.revision,
                moderator,
                decision: body.decision,
                reason: body.reason_code,
                note: body.note.as_deref(),
                fields: &body.fields,
                checklist_version: None,
            };
            reviews::insert_decision(db, &decision, now).await?;
            let data = json!({ "decision": body.decision, "reason": body.reason_code, "offer": row.offer });
            self.audit(db, caller, "review_decided", "review_item", id.0, data).await?;
            let event = row.revision.to_string();
            match body.decision {
                Decision::Approve => {
                    let needed = approvals_required(&revision.content, provider.kind);
                    if row.approvals + 1 < i64::from(needed) {
                        reviews::update_claim(db, id, None, None).await?;
                        self.move_in_review(db, row.offer, ReviewAction::Release).await?;
                    } else {
                        if offer.review != ReviewState::Approved {
                            offer.review.after(ReviewAction::Approve)?;
                        }
                        self.put_live(db, &offer, &revision, provider.kind).await?;
                        reviews::update_decided(db, id, Decision::Approve, now).await?;
                        self.notify_provider(db, Notice::OfferApproved, offer.provider, offer.id.0, &event).await?;
                    }
                }
                Decision::RequestChanges | Decision::Reject => {
                    // An edit that is refused leaves the approved version as it is.
                    if offer.review != ReviewState::Approved {
                        offers::update_state(db, offer.id, offer.review.after(body.decision.action())?, offer.paused).await?;
                    }
                    reviews::update_decided(db, id, body.decision, now).await?;
                    let notice = if body.decision == Decision::Reject { Notice::OfferRejected } else { Notice::OfferChangesRequested };
                    self.notify_provider(db, notice, offer.provider, offer.id.0, &event).await?;
                }
            }
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            Ok(item_view(&row, now))
        })
        .await
    }

    /// Makes a version the one that people see, with its place, features, capacity and dates.
    async fn put_live(
        &self,
        db: &mut PgConnection,
        offer: &offers::OfferRow,
        revision: &offers::RevisionRow,
        kind: ProviderKind,
    ) -> Result<()> {
        let private = offers::find_private(db, revision.id)
            .await?
            .unwrap_or_default();
        let private = OfferPrivate::parse(private, offer.category)?;
        let (content, derived) = self
            .resolve_offer(db, revision.content.clone(), &private, kind)
            .await?;
        let now = self.now();
        offers::update_approved(
            db,
            offer.id,
            revision.id,
            lapses_at(offer.category, now),
            now,
        )
        .await?;
        offers::update_derived(db, offer.id, &derived).await?;
        offers::replace_availability(db, offer.id, &content.availability).await?;
        if offers::has_promises_outside(db, offer.id, self.today()).await? {
            return Err(Conflict::BelowPromised.into());
        }
        match offers::update_capacity(db, offer.id, content.capacity, self.today())
            .await
            .map_err(AppError::from)
        {
            Err(AppError::Conflict(Conflict::CapacityExhausted)) => {
                Err(Conflict::BelowPromised.into())
            }
            other => other,
        }
    }
}

fn check_decision(body: &DecisionBody) -> Result<()> {
    let mut errors = Vec::new();
    if !body.reason_code.fits(body.decision) {
        errors.push(FieldError::new("/reason_code", "not-for-this-decision"));
    }
    if let Some(note) = &body.note {
        if note.chars().count() > 1000 {
            errors.push(FieldError {
                bounds: Some((1, 1000)),
                ..FieldError::new("/note", "length")
            });
        } else if plain_text(note).is_err() {
            errors.push(FieldError::new("/note", "invalid"));
        }
    }
    if body.fields.len() > 20 {
        errors.push(FieldError {
            bounds: Some((0, 20)),
            ..FieldError::new("/fields", "length")
        });
    }
    for (index, field) in body.fields.iter().enumerate() {
        if !field.starts_with('/') || field.len() > 200 || field.chars().any(char::is_control) {
            errors.push(FieldError::new(format!("/fields/{index}"), "invalid"));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// The key of a checklist: category, and whether the place or the person is private.
pub fn checklist_key(category: Category, private: bool) -> String {
    format!(
        "{}-{}",
        category.as_str(),
        if private { "private" } else { "institution" }
    )
}
