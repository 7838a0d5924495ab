//! Handing a claimed item to somebody else who checks.

use jiff::Timestamp;
use punte_core::{
    contact::plain_text,
    error::field_errors,
    id::{AccountId, ReviewItemId, RevisionId},
    offer::ReviewAction,
    policy::{Action, Subject},
    verification::{EscalationReason, NobodyLeft, may_hand_on},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::view::ReviewDetailView;
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result},
    ids,
    storage::{
        escalations::{self, EscalationRow, NewEscalation},
        reviews,
    },
};

/// Why an item goes to somebody else.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EscalationBody {
    /// The version that was looked at.
    pub revision_id: RevisionId,
    /// Why.
    pub reason_code: EscalationReason,
    /// More, in words to whoever decides. Staff alone reads it.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "plain_text"))]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
}

/// That an item was handed to somebody else who checks.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EscalationView {
    /// Why.
    pub reason_code: EscalationReason,
    /// More, in words to whoever decides.
    pub note: Option<String>,
    /// By whom. They do not decide on this item any more.
    pub escalated_by: AccountId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub escalated_at: Timestamp,
}

impl From<&EscalationRow> for EscalationView {
    fn from(row: &EscalationRow) -> Self {
        Self {
            reason_code: row.reason,
            note: row.note.clone(),
            escalated_by: row.by,
            escalated_at: row.at,
        }
    }
}

impl App {
    /// Gives a claimed item to anybody else who may decide: it stands on top of the queue until somebody did. Whoever hands it on
    /// does not hold or decide this version again; refused where too few would be left who do.
    pub async fn escalate_item(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReviewItemId,
        body: EscalationBody,
    ) -> Result<ReviewDetailView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let errors = field_errors(body.validate());
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        self.write_once(once, async |db| {
            let row = self.lock_held(db, caller, id, body.revision_id).await?;
            let left = escalations::count_left(db, id, moderator).await?;
            let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
            may_hand_on(
                number(left),
                number(i64::from(row.approvals_required)),
                number(row.approvals),
            )
            .map_err(|NobodyLeft| Conflict::NobodyLeft)?;
            let escalation = NewEscalation {
                id: ids::ordered(),
                item: id,
                revision: row.revision,
                moderator,
                reason: body.reason_code,
                note: body.note.as_deref(),
            };
            escalations::insert(db, &escalation, self.now()).await?;
            reviews::update_claim(db, id, None, None).await?;
            self.move_in_review(db, row.offer, ReviewAction::Release)
                .await?;
            let data = json!({ "reason": body.reason_code, "offer": row.offer });
            self.audit(db, caller, "review_escalated", "review_item", id.0, data)
                .await?;
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.review_detail(db, &row, moderator).await
        })
        .await
    }
}
