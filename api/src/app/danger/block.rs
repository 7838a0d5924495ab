//! The emergency block: one moderator, one tap; a second one looks within a day.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    contact::made_plain,
    danger::{BLOCK_REVIEW_H, BlockReason, Verdict},
    error::field_errors,
    id::{BlockId, ProviderId},
    policy::{Access, Action, Subject, decide},
    provider::ProviderStatus,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use super::links::{LinkedProvider, linked};
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        notices::{Notice, PROVIDER_BLOCKED},
    },
    ids,
    storage::{
        blocks::{self, BlockRow},
        jobs,
        links::{self, LinkRow},
        offers, providers,
    },
};

/// Characters of the note of a block, at most.
pub const BLOCK_NOTE: usize = 1000;

/// Why somebody is blocked.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct BlockBody {
    /// The reason, from a list.
    pub reason: BlockReason,
    /// More, in words to the second moderator. Moderators who never belonged to the provider read it, and nobody else.
    #[serde(default)]
    // Not refused for hidden characters: a block does not wait for its note.
    #[validate(length(max = 1000))]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
}

/// What a second moderator says about a block.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictBody {
    /// Whether it stays.
    pub verdict: Verdict,
}

/// A block, to moderators.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockView {
    /// Its id.
    pub id: BlockId,
    /// Who is blocked.
    pub provider_id: ProviderId,
    /// Why.
    pub reason: BlockReason,
    /// More, in words to the second moderator.
    pub note: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub blocked_at: Timestamp,
    /// Until when a second moderator looks.
    #[schema(value_type = String, format = DateTime)]
    pub review_by: Timestamp,
    /// What that one said.
    pub verdict: Option<Verdict>,
    /// Whether the caller blocked: then somebody else looks at it.
    pub mine: bool,
    /// Other providers that have something in common with this one, as long as it is blocked. Something that people see of each waits in the
    /// queue soon.
    pub linked: Vec<LinkedProvider>,
}

/// Who has to do with the provider, or had, reads neither what was said about it nor who has something in common with it.
fn view(caller: &Caller, row: &BlockRow, links: Vec<LinkRow>) -> BlockView {
    let theirs = Action::BlockProvider;
    let theirs = decide(&caller.actor, theirs, Subject::Of(row.provider)) == Access::Allow;
    BlockView {
        id: row.id,
        provider_id: row.provider,
        reason: row.reason,
        note: row.note.clone().filter(|_| theirs),
        blocked_at: row.blocked_at,
        review_by: row.review_by,
        verdict: row.verdict,
        mine: caller.actor.account() == Some(row.blocked_by),
        linked: if theirs {
            linked(caller, links)
        } else {
            Vec::new()
        },
    }
}

/// Blocks, each with who has something in common with whom it stops.
async fn views(
    db: &mut PgConnection,
    caller: &Caller,
    rows: &[BlockRow],
) -> Result<Vec<BlockView>> {
    let ids: Vec<BlockId> = rows.iter().map(|row| row.id).collect();
    let mut links = links::list_of_blocks(db, &ids).await?;
    Ok(rows
        .iter()
        .map(|row| view(caller, row, links.remove(&row.id).unwrap_or_default()))
        .collect())
}

async fn view_of(db: &mut PgConnection, caller: &Caller, row: &BlockRow) -> Result<BlockView> {
    let mut links = links::list_of_blocks(db, &[row.id]).await?;
    Ok(view(caller, row, links.remove(&row.id).unwrap_or_default()))
}

impl App {
    /// Blocks a provider: its offers are gone from every list with this transaction, its open matches are stopped by the worker, and
    /// the other sides are told. A second tap finds it done.
    pub async fn block_provider(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ProviderId,
        body: BlockBody,
    ) -> Result<BlockView> {
        Self::allow(caller, Action::BlockProvider, Subject::Of(id))?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let errors = field_errors(body.validate());
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let note = body.note.as_deref().map(made_plain);
        let note = note.filter(|note| !note.is_empty());
        self.write_once(once, async |db| {
            providers::lock(db, id).await?;
            providers::find(db, id).await?.ok_or(AppError::NotFound)?;
            if let Some(standing) = blocks::find_standing(db, id).await? {
                return view_of(db, caller, &standing).await;
            }
            let now = self.now();
            let block = BlockRow {
                id: BlockId(ids::ordered()),
                provider: id,
                reason: body.reason,
                note: note.clone(),
                blocked_by: moderator,
                blocked_at: now,
                review_by: now + SignedDuration::from_hours(BLOCK_REVIEW_H),
                verdict: None,
            };
            blocks::insert(db, &block).await?;
            providers::update_status(db, id, ProviderStatus::Blocked).await?;
            self.audit(
                db,
                caller,
                "provider_blocked",
                "provider",
                id.0,
                json!({ "block": block.id, "reason": body.reason }),
            )
            .await?;
            let dedup = format!("{PROVIDER_BLOCKED}.{}", block.id);
            let payload = json!({ "provider": id });
            jobs::insert(
                db,
                ids::ordered(),
                PROVIDER_BLOCKED,
                payload,
                &dedup,
                now,
                now,
            )
            .await?;
            let event = block.id.to_string();
            self.notify_provider(db, Notice::ProviderBlocked, id, id.0, &event)
                .await?;
            view_of(db, caller, &block).await
        })
        .await
    }

    /// What a second moderator says. Lifting gives the provider the standing back that its evidence supports.
    pub async fn review_block(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ProviderId,
        body: VerdictBody,
    ) -> Result<BlockView> {
        Self::allow(caller, Action::BlockProvider, Subject::Of(id))?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write_once(once, async |db| {
            providers::lock(db, id).await?;
            let provider = providers::find(db, id).await?.ok_or(AppError::NotFound)?;
            let block = blocks::find_standing(db, id)
                .await?
                .ok_or(AppError::NotFound)?;
            if block.verdict.is_some() {
                return Err(Conflict::IllegalState.into());
            }
            if block.blocked_by == moderator {
                return Err(Conflict::OwnBlock.into());
            }
            let now = self.now();
            blocks::update_verdict(db, block.id, body.verdict, moderator, now).await?;
            if body.verdict == Verdict::Lifted {
                let status = match (provider.vetting_level, provider.vetted_until) {
                    (Some(_), Some(until)) if until > now => ProviderStatus::Vetted,
                    (Some(_), _) => ProviderStatus::Lapsed,
                    (None, _) => ProviderStatus::Unvetted,
                };
                providers::update_status(db, id, status).await?;
                self.shown_again_later(db, id).await?;
                let event = format!("{}.lifted", block.id);
                self.notify_provider(db, Notice::BlockLifted, id, id.0, &event)
                    .await?;
            }
            self.audit(
                db,
                caller,
                "block_reviewed",
                "provider",
                id.0,
                json!({ "block": block.id, "verdict": body.verdict }),
            )
            .await?;
            let block = BlockRow {
                verdict: Some(body.verdict),
                ..block
            };
            view_of(db, caller, &block).await
        })
        .await
    }

    /// Blocks that wait for a second moderator, what is due first.
    pub async fn list_blocks(&self, caller: &Caller) -> Result<Vec<BlockView>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let rows = blocks::list_waiting(db, 100).await?;
        views(db, caller, &rows).await
    }

    /// The block of a provider that stands.
    pub async fn find_block(&self, caller: &Caller, id: ProviderId) -> Result<Option<BlockView>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let db = &mut *self.read().await?;
        match blocks::find_standing(db, id).await? {
            Some(row) => Ok(Some(view_of(db, caller, &row).await?)),
            None => Ok(None),
        }
    }

    /// Offers that are visible again may fit needs that wait.
    pub(in crate::app) async fn shown_again_later(
        &self,
        db: &mut PgConnection,
        provider: ProviderId,
    ) -> Result<()> {
        for offer in offers::list_approved(db, provider).await? {
            self.offer_visible_later(db, offer).await?;
        }
        Ok(())
    }
}
