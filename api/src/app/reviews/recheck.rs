//! Looking again at what people see: what was checked about it runs out, and nobody sees it from then on.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{
    checklist::Checklist,
    id::{ProviderId, ReviewItemId, RevisionId},
    offer::OfferContent,
    provider::ProviderKind,
    verification::{CheckEnd, RECHECK_AHEAD},
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{App, AppError, Result, notices::Notice, system_caller},
    ids,
    storage::{
        expiry::{self, Deadline},
        offer_revisions, providers, rechecks,
        reviews::ReviewItemRow,
    },
};

/// Offers looked after in one transaction.
const BATCH: i64 = 200;

impl App {
    /// Puts what has to be looked at again into the queue, and tells providers of the end of what was checked: once that it comes, once
    /// that it has passed. Returns how many items were opened and how many ends were told of.
    ///
    /// # Errors
    /// What kept items from the queue, after all that could be told of was.
    pub async fn tend_checks(&self) -> Result<(usize, usize)> {
        let opened = self.open_all_rechecks().await;
        let mut told = 0;
        for end in CheckEnd::ALL {
            loop {
                let batch = self.tell_of_ends(end).await?;
                told += batch;
                if i64::try_from(batch).unwrap_or(0) < BATCH {
                    break;
                }
            }
        }
        Ok((opened?, told))
    }

    async fn open_all_rechecks(&self) -> Result<usize> {
        let mut opened = 0;
        loop {
            let batch = self.open_rechecks().await?;
            opened += batch;
            if i64::try_from(batch).unwrap_or(0) < BATCH {
                return Ok(opened);
            }
        }
    }

    async fn open_rechecks(&self) -> Result<usize> {
        self.write(async |db| {
            let now = self.now();
            let due = rechecks::lock_due(db, now + RECHECK_AHEAD, now, BATCH).await?;
            for offer in &due {
                let id = ReviewItemId(ids::ordered());
                rechecks::insert(db, id, offer, now).await?;
                let data = json!({
                    "offer": offer.offer, "kind": "recheck", "approvals": 1, "checks_until": offer.until,
                });
                let system = system_caller();
                self.audit(db, &system, "review_opened", "review_item", id.0, data)
                    .await?;
            }
            Ok(due.len())
        })
        .await
    }

    async fn tell_of_ends(&self, end: CheckEnd) -> Result<usize> {
        self.write(async |db| {
            let now = self.now();
            let ends = rechecks::lock_ends(db, end, now, BATCH).await?;
            let mut first: BTreeMap<ProviderId, Timestamp> = BTreeMap::new();
            for deadline in &ends {
                first.entry(deadline.provider).or_insert(deadline.at);
                expiry::insert_reminder(db, deadline, end.as_str(), now).await?;
                if end == CheckEnd::Over {
                    self.hide_unchecked(db, deadline).await?;
                }
            }
            let notice = match end {
                CheckEnd::Ahead => Notice::ChecksEnd,
                CheckEnd::Over => Notice::ChecksOver,
            };
            // One mail, which leads to all of their offers.
            for (provider, at) in first {
                let event = match end {
                    // A day has one: what comes later that day has a month still.
                    CheckEnd::Ahead => format!("{provider}.{}", self.today()),
                    // Each that is hidden is told of.
                    CheckEnd::Over => format!("{provider}.{}", at.as_second()),
                };
                self.notify_provider(db, notice, provider, provider.0, &event)
                    .await?;
            }
            Ok(ends.len())
        })
        .await
    }

    /// The clock has hidden the offer: that is written down, and what waits for an answer ends. What both sides agreed stays.
    async fn hide_unchecked(&self, db: &mut PgConnection, deadline: &Deadline) -> Result<()> {
        let (id, system) = (deadline.offer, system_caller());
        self.audit(db, &system, "offer_checks_over", "offer", id.0, json!({}))
            .await?;
        self.end_proposals_later(db, id).await
    }

    /// The newest checklist for an item, with its key; of what is looked at again, what of it is due.
    pub(super) async fn checklist_of(
        &self,
        db: &mut PgConnection,
        row: &ReviewItemRow,
        content: &OfferContent,
        provider: ProviderKind,
    ) -> Result<(String, Checklist)> {
        let (key, list) = self.checklist(db, content, provider).await?;
        if !row.is_recheck() {
            return Ok((key, list));
        }
        let held = rechecks::list_held(db, row.revision).await?;
        Ok((key, list.due_again(&held, self.now())))
    }

    /// What has to be looked at again of a version that people see.
    pub(in crate::app) async fn due_again(
        &self,
        db: &mut PgConnection,
        live: RevisionId,
        provider: ProviderId,
    ) -> Result<Checklist> {
        let revision = offer_revisions::find(db, live)
            .await?
            .ok_or(AppError::NotFound)?;
        let kind = providers::find(db, provider)
            .await?
            .ok_or(AppError::NotFound)?
            .kind;
        let (_, list) = self.checklist(db, &revision.content, kind).await?;
        let held = rechecks::list_held(db, live).await?;
        Ok(list.due_again(&held, self.now()))
    }
}
