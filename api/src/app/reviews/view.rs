//! The queue as moderators see it: no personal data.

use jiff::Timestamp;
use punte_core::{
    checklist::{Answers, Checklist, checklist_key},
    constraint::Tri,
    id::{AccountId, OfferId, ProviderId, ReviewItemId, RevisionId},
    import::RegisterEntry,
    offer::{Category, FieldChange, OfferContent, OfferDraft},
    provider::{ProviderKind, ProviderStatus, VettingLevel},
    verification::{Decision, ReasonCode, due_at},
    vetting::EvidenceResult,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{escalate::EscalationView, held::changes_between, hints::HintView};
use crate::{
    app::{
        App, AppError, Result,
        providers::{CheckView, check_views},
    },
    storage::{
        checklists,
        desk::{self, DecisionRow},
        escalations,
        hint_readings::Reading,
        offer_revisions, offers, providers,
        reviews::ReviewItemRow,
        sources, vetting,
    },
};

/// How many earlier decisions are told.
const EARLIER: i64 = 20;

/// A line of the queue.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewItemView {
    /// Its id.
    pub id: ReviewItemId,
    /// The offer.
    pub offer_id: OfferId,
    /// The version to decide on.
    pub revision_id: RevisionId,
    /// `new`, `edited`, or `recheck`: what people see, and what was checked about it runs out.
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
    /// That one who held it handed it to somebody else, and nobody decided since.
    pub escalation: Option<EscalationView>,
    /// Since when it waits: when it came in. What its provider wrote anew before anybody decided goes on waiting from then.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// Until when we mean to decide. Of what is looked at again, a week before people do not see it any more.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// Of what is looked at again: until when what was checked counts. People do not see it after that.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub checks_until: Option<Timestamp>,
    /// What to look at, found by reading and by comparing with the place and with other offers. What a moderator called no problem is
    /// still here, with by whom.
    pub hints: Vec<HintView>,
    /// When the installation looked; null if it has not yet.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub hints_noted_at: Option<Timestamp>,
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

/// A decision that was made on this offer before, on whichever of its versions.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierDecision {
    /// The number of the version: 1 is the first.
    pub number: i32,
    /// Whether it is the version of the item.
    pub of_this_version: bool,
    /// Whether the caller made it.
    pub own: bool,
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason_code: ReasonCode,
    /// More, in words to the provider.
    pub note: Option<String>,
    /// What was answered to the checklist.
    #[schema(value_type = std::collections::BTreeMap<String, Tri>)]
    pub answers: Answers,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub decided_at: Timestamp,
}

impl EarlierDecision {
    /// As it is told to a moderator who looks at a version.
    fn of(row: DecisionRow, version: RevisionId, moderator: AccountId) -> Self {
        Self {
            number: row.number,
            of_this_version: row.revision == version,
            own: row.moderator == moderator,
            decision: row.decision,
            reason_code: row.reason,
            note: row.note,
            answers: row.answers,
            decided_at: row.at,
        }
    }
}

/// An item with all that a decision needs.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDetailView {
    /// The line of the queue.
    pub item: ReviewItemView,
    /// The offer as it would be shown.
    pub content: OfferDraft,
    /// The version that people see now, if an edit is reviewed.
    pub live_content: Option<OfferDraft>,
    /// In what the version differs from the one that people see now, field by field; of private fields, below `/private`, only that they
    /// do. Empty where they see none, or this one.
    #[serde(default)]
    pub changes: Vec<FieldChange>,
    /// Whose it is.
    pub provider: ProviderUnderReview,
    /// What a public register says of it, if it came from one.
    pub register: Option<RegisterEntry>,
    /// What to go through. Of what is looked at again, the points whose answers run out.
    pub checklist: Checklist,
    /// What the caller answered to the checklist of this version and keeps until they decide; for a day at most. Empty if nothing.
    #[schema(value_type = std::collections::BTreeMap<String, Tri>)]
    pub kept_answers: Answers,
    /// How often this version was handed to somebody else, the newest first.
    pub escalations: Vec<EscalationView>,
    /// What was decided on the offer before and stands, the newest first, at most 20.
    #[serde(default)]
    pub earlier: Vec<EarlierDecision>,
}

impl ReviewDetailView {
    /// Whether the provider was checked less than this offer needs.
    pub fn too_little(&self) -> bool {
        self.register.is_none() && self.provider.vetting_level < Some(self.provider.vetting_needed)
    }
}

impl ReviewItemView {
    /// Whether it is what people see, looked at again.
    pub const fn is_recheck(&self) -> bool {
        self.checks_until.is_some()
    }
}

pub(super) fn item_view(
    row: &ReviewItemRow,
    reading: Option<Reading>,
    now: Timestamp,
) -> ReviewItemView {
    let held = row.lease_until.is_some_and(|until| until > now);
    let approvals_required = u8::try_from(row.approvals_required).unwrap_or(2);
    ReviewItemView {
        id: row.id,
        offer_id: row.offer,
        revision_id: row.revision,
        kind: row.kind.clone(),
        state: row.state.clone(),
        category: Category::from_name(&row.category).unwrap_or(Category::Service),
        approvals_required,
        approvals: u32::try_from(row.approvals).unwrap_or(0),
        claimed_by: row.claimed_by.filter(|_| held),
        lease_until: row.lease_until.filter(|_| held),
        escalation: row.escalation.as_ref().map(EscalationView::from),
        opened_at: row.opened_at,
        due_at: due_at(row.opened_at, approvals_required, row.checks_until),
        checks_until: row.checks_until,
        hints_noted_at: reading.as_ref().map(|r| r.noted_at),
        hints: reading
            .into_iter()
            .flat_map(|r| r.hints)
            .map(HintView::from)
            .collect(),
        version: row.version,
    }
}

impl App {
    /// The newest checklist for an offer, with its key; an empty one if the operator has none.
    pub(super) async fn checklist(
        &self,
        db: &mut PgConnection,
        content: &OfferContent,
        provider: ProviderKind,
    ) -> Result<(String, Checklist)> {
        let minors = content.draft().for_minors;
        let key = checklist_key(content.category(), content.is_private(provider), minors);
        let found = checklists::find(db, &key).await?;
        Ok((key, found.unwrap_or_default()))
    }

    pub(super) async fn review_detail(
        &self,
        db: &mut PgConnection,
        row: &ReviewItemRow,
        moderator: AccountId,
    ) -> Result<ReviewDetailView> {
        let revision = offer_revisions::find(db, row.revision)
            .await?
            .ok_or(AppError::NotFound)?;
        let offer = offers::find(db, row.offer)
            .await?
            .ok_or(AppError::NotFound)?;
        let provider = providers::find(db, row.provider)
            .await?
            .ok_or(AppError::NotFound)?;
        let live = match offer.live_revision.filter(|live| *live != row.revision) {
            Some(live) => offer_revisions::find(db, live).await?,
            None => None,
        };
        let changes = match &live {
            Some(live) => {
                let private = self.private_differing(db, live.id, revision.id).await?;
                changes_between(&live.content, &revision.content, &private)
            }
            None => Vec::new(),
        };
        let earlier = desk::list_decisions(db, offer.id, EARLIER).await?;
        let (key, checklist) = self
            .checklist_of(db, row, &revision.content, provider.kind)
            .await?;
        let kept_answers = self
            .kept_answers(db, row.revision, moderator, &key, &checklist)
            .await?;
        let checks = vetting::list(db, provider.id).await?;
        let register = sources::find_by_offer(db, offer.id)
            .await?
            .and_then(|source| source.register);
        let escalations = escalations::list(db, row.revision).await?;
        Ok(ReviewDetailView {
            item: self.review_item_view(db, row).await?,
            register,
            provider: ProviderUnderReview {
                id: provider.id,
                kind: provider.kind,
                status: provider.status,
                vetting_level: provider.vetting_level,
                vetting_needed: revision.content.least_vetting(provider.kind),
                checks: check_views(checks, EvidenceResult::Passed),
            },
            content: revision.content.into_draft(),
            live_content: live.map(|live| live.content.into_draft()),
            changes,
            checklist,
            kept_answers,
            escalations: escalations.iter().map(EscalationView::from).collect(),
            earlier: earlier
                .into_iter()
                .map(|d| EarlierDecision::of(d, row.revision, moderator))
                .collect(),
        })
    }
}
