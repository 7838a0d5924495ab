//! Going through a checklist before deciding: what was answered is kept, and lets many offers be approved by one tap.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    checklist::{Answers, Checklist},
    constraint::Tri,
    id::{AccountId, ReviewItemId, RevisionId},
    policy::{Action, Subject},
    verification::{Decision, KEPT_H, NotTogether, may_approve_together},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    desk::DeskItem,
    view::{ReviewDetailView, ReviewItemView, item_view},
};
use crate::{
    app::{App, AppError, Caller, Conflict, Result},
    storage::{
        hint_readings, kept_answers, offer_revisions, providers,
        reviews::{self, ReviewItemRow},
    },
};

/// What was answered to the checklist of an item, without deciding yet.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswersBody {
    /// The version that was looked at.
    pub revision_id: RevisionId,
    /// By the keys of the points of the checklist: `yes`, `no` or `unknown`. Empty: what was kept is forgotten.
    #[schema(value_type = std::collections::BTreeMap<String, Tri>)]
    pub checklist: Answers,
}

/// After which instant kept answers count.
fn count_after(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(KEPT_H))
        .unwrap_or(Timestamp::MIN)
}

/// Whether hints were looked for, and each that was found was called no problem.
fn hints_settled(item: &ReviewItemView) -> bool {
    item.hints_noted_at.is_some() && item.hints.iter().all(|hint| hint.dismissed_at.is_some())
}

impl DeskItem {
    /// Why the item is not approved together with others by the moderator who looks at it; none if it can be.
    pub fn not_together(&self) -> Option<NotTogether> {
        let detail = &self.detail;
        may_approve_together(
            hints_settled(&detail.item),
            &detail.checklist,
            &detail.kept_answers,
        )
        .err()
    }
}

impl App {
    /// Keeps what was answered about a claimed item. It is the moderator's own, counts for a day and for this version alone, and is gone
    /// once they decide.
    pub async fn keep_answers(
        &self,
        caller: &Caller,
        id: ReviewItemId,
        body: &AnswersBody,
    ) -> Result<ReviewDetailView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write(async |db| {
            let row = self.lock_held(db, caller, id, body.revision_id).await?;
            let now = self.now();
            let revision = offer_revisions::find(db, row.revision)
                .await?
                .ok_or(AppError::NotFound)?;
            let provider = providers::find(db, row.provider)
                .await?
                .ok_or(AppError::NotFound)?;
            let (key, checklist) = self
                .checklist_of(db, &row, &revision.content, provider.kind)
                .await?;
            if checklist.version == 0 {
                return Err(Conflict::ChecklistMissing.into());
            }
            // Whatever was answered so far is kept; only what is no point of the list is refused.
            let errors = checklist.errors(Decision::Reject, &body.checklist);
            if !errors.is_empty() {
                return Err(AppError::Invalid(errors));
            }
            if body.checklist.is_empty() {
                kept_answers::delete(db, row.revision, moderator).await?;
            } else {
                let used = (key.as_str(), checklist.version);
                let answers = &body.checklist;
                kept_answers::replace(db, row.revision, moderator, used, answers, now).await?;
            }
            let data = json!({ "offer": row.offer, "answers": body.checklist.len() });
            self.audit(db, caller, "answers_kept", "review_item", id.0, data)
                .await?;
            self.review_detail(db, &row, moderator).await
        })
        .await
    }

    /// What a moderator answered about a version and keeps; nothing where there is nothing that still counts.
    pub(super) async fn kept_answers(
        &self,
        db: &mut PgConnection,
        revision: RevisionId,
        moderator: AccountId,
        key: &str,
        checklist: &Checklist,
    ) -> Result<Answers> {
        let used = (key, checklist.version);
        let after = count_after(self.now());
        let found = kept_answers::find(db, revision, moderator, used, after).await?;
        Ok(found.unwrap_or_default())
    }

    /// On what an approval together with others rests; or why the item is left out.
    pub(super) async fn answers_together(
        &self,
        db: &mut PgConnection,
        row: &ReviewItemRow,
        moderator: AccountId,
        key: &str,
        checklist: &Checklist,
    ) -> Result<Answers> {
        let now = self.now();
        if row.claimed_by.is_some_and(|by| by != moderator)
            && row.lease_until.is_some_and(|until| until > now)
        {
            return Err(Conflict::ClaimedByOther.into());
        }
        if reviews::has_decided(db, row.id, moderator).await? {
            return Err(Conflict::AlreadyDecided.into());
        }
        let reading = hint_readings::list(db, &[row.id]).await?.remove(&row.id);
        let item = item_view(row, reading, now);
        let kept = self
            .kept_answers(db, row.revision, moderator, key, checklist)
            .await?;
        may_approve_together(hints_settled(&item), checklist, &kept)?;
        Ok(kept)
    }

    /// Forgets answers that count no more.
    pub async fn forget_kept_answers(&self) -> Result<u64> {
        let until = count_after(self.now());
        Ok(kept_answers::delete_older(&mut *self.read().await?, until).await?)
    }
}
