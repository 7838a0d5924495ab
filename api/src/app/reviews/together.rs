//! The same decision on several items.

use std::collections::BTreeSet;

use punte_core::{
    checklist::Answers,
    error::FieldError,
    id::{ReviewItemId, RevisionId},
    policy::{Action, Subject},
    verification::{Decision, ReasonCode, TOGETHER},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    decide::{DecisionBody, Manner, check_decision},
    view::ReviewItemView,
};
use crate::app::{App, AppError, Caller, Conflict, Once, Result};

/// An item, in the version that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemVersion {
    /// The item.
    pub item_id: ReviewItemId,
    /// The version.
    pub revision_id: RevisionId,
}

/// A decision on several items.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionsBody {
    /// The items, each once.
    #[schema(min_items = 1, max_items = 50)]
    pub items: Vec<ItemVersion>,
    /// What. An approval takes what the caller went through before: with answers that they keep, a yes to every required point of the
    /// checklist, and no hint left that nobody called no problem.
    pub decision: Decision,
    /// Why.
    pub reason_code: ReasonCode,
    /// More, in words to the providers. A request for changes takes some: it names no fields.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
}

impl DecisionsBody {
    /// The decision on one of them.
    fn on(&self, item: ItemVersion) -> DecisionBody {
        DecisionBody {
            decision: self.decision,
            revision_id: item.revision_id,
            reason_code: self.reason_code,
            note: self.note.clone(),
            fields: Vec::new(),
            checklist: Answers::new(),
        }
    }

    /// What is wrong with the whole, before any item is looked at.
    fn check(&self) -> Result<()> {
        let mut errors = Vec::new();
        if self.items.is_empty() || self.items.len() > TOGETHER {
            errors.push(FieldError {
                bounds: Some((1, i64::try_from(TOGETHER).unwrap_or(i64::MAX))),
                ..FieldError::new("/items", "length")
            });
        }
        let mut seen = BTreeSet::new();
        for (index, item) in self.items.iter().enumerate() {
            if !seen.insert(item.item_id.0) {
                errors.push(FieldError::new(format!("/items/{index}"), "duplicate"));
            }
        }
        if let Some(first) = self.items.first()
            && let Err(AppError::Invalid(found)) = check_decision(&self.on(*first))
        {
            errors.extend(found);
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(errors))
        }
    }
}

impl App {
    /// Decides on several items, each in its own transaction and with its own line in the log: it takes the item, unless somebody holds
    /// it, and decides. What another one holds, what changed since it was looked at, and what cannot be approved without a closer look
    /// is left out; the answer says which and why, in the order of the items. Sent again, it gives what was decided the same answer and
    /// tries the rest anew.
    pub async fn decide_many(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        many: &DecisionsBody,
    ) -> Result<Vec<(ReviewItemId, Result<ReviewItemView>)>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        many.check()?;
        // The key belongs to this choice of items: with another one it is refused, before anything is decided.
        if once.is_some() {
            self.write_once(once, async |_| Ok(())).await?;
        }
        let mut outcomes = Vec::with_capacity(many.items.len());
        for item in &many.items {
            let once = once.map(|once| once.part(&item.item_id.to_string()));
            let outcome = self
                .take_and_decide(caller, once.as_ref(), item.item_id, many.on(*item))
                .await;
            let left_out = matches!(
                outcome,
                Err(AppError::Conflict(_)
                    | AppError::InTheWay(..)
                    | AppError::Newer(_)
                    | AppError::Stale
                    | AppError::NotFound
                    | AppError::Invalid(_))
            );
            match outcome {
                Err(error) if !left_out => return Err(error),
                outcome => outcomes.push((item.item_id, outcome)),
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
    ) -> Result<ReviewItemView> {
        let decide = |body| self.decide_as(caller, once, id, body, Manner::Together);
        // Deciding comes first: sent twice, it gives the first answer, and there is nothing to take any more.
        match decide(body.clone()).await {
            Err(AppError::Conflict(Conflict::LeaseLost)) => {}
            other => return other,
        }
        self.claim_item(caller, None, id).await?;
        let decided = decide(body).await;
        if decided.is_err()
            && let Err(error) = self.release_item(caller, id).await
        {
            // It comes free by itself when the lease ends.
            tracing::debug!(%error, "an item stays taken");
        }
        decided
    }
}
