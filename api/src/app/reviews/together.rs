//! The same decision on several items.

use punte_core::{
    checklist::Answers,
    error::FieldError,
    id::{ReviewItemId, RevisionId},
    policy::{Action, Subject},
    verification::{Decision, ReasonCode},
};

use super::decide::{DecisionBody, check_decision};
use crate::app::{App, AppError, Caller, Conflict, Once, Result};

/// So many items at once, at most.
pub const TOGETHER: usize = 50;

/// A decision on several items.
pub struct DecisionOnMany {
    /// The items, each in the version that was looked at.
    pub items: Vec<(ReviewItemId, RevisionId)>,
    /// What. An approval goes through the checklist, one offer at a time.
    pub decision: Decision,
    /// Why.
    pub reason: ReasonCode,
    /// More, in words to the providers.
    pub note: Option<String>,
}

impl App {
    /// Decides on several items, each in its own transaction: it takes the item, unless somebody holds it, and decides. What another
    /// one holds, and what changed since it was looked at, is left out; the answer says which and why.
    pub async fn decide_many(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        many: DecisionOnMany,
    ) -> Result<Vec<(ReviewItemId, std::result::Result<(), AppError>)>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let mut errors = Vec::new();
        if many.items.is_empty() || many.items.len() > TOGETHER {
            errors.push(FieldError {
                bounds: Some((1, i64::try_from(TOGETHER).unwrap_or(i64::MAX))),
                ..FieldError::new("/items", "length")
            });
        }
        if many.decision == Decision::Approve {
            errors.push(FieldError::new("/decision", "one-at-a-time"));
        }
        let body = |revision_id| DecisionBody {
            decision: many.decision,
            revision_id,
            reason_code: many.reason,
            note: many.note.clone(),
            fields: Vec::new(),
            checklist: Answers::new(),
        };
        if let Some((_, revision)) = many.items.first()
            && let Err(AppError::Invalid(found)) = check_decision(&body(*revision))
        {
            errors.extend(found);
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let mut outcomes = Vec::with_capacity(many.items.len());
        for (id, revision) in &many.items {
            let once = once.map(|once| once.part(&id.to_string()));
            let outcome = self
                .take_and_decide(caller, once.as_ref(), *id, body(*revision))
                .await;
            match outcome {
                Ok(()) => outcomes.push((*id, Ok(()))),
                Err(
                    error @ (AppError::Conflict(_)
                    | AppError::Newer(_)
                    | AppError::Stale
                    | AppError::NotFound),
                ) => {
                    outcomes.push((*id, Err(error)));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(outcomes)
    }

    async fn take_and_decide(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReviewItemId,
        body: DecisionBody,
    ) -> Result<()> {
        // Deciding comes first: sent twice, it gives the first answer, and there is nothing to take any more.
        match self.decide(caller, once, id, body.clone()).await {
            Err(AppError::Conflict(Conflict::LeaseLost)) => {}
            other => return other.map(|_| ()),
        }
        self.claim_item(caller, None, id).await?;
        let decided = self.decide(caller, once, id, body).await;
        if decided.is_err()
            && let Err(error) = self.release_item(caller, id).await
        {
            // It comes free by itself when the lease ends.
            tracing::debug!(%error, "an item stays taken");
        }
        decided.map(|_| ())
    }
}
