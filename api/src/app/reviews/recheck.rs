//! Looking again at what people see: what was checked about it runs out, and nobody sees it from then on.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{
    checklist::Checklist,
    id::{OfferId, ProviderId, ReviewItemId, RevisionId},
    offer::OfferContent,
    provider::ProviderKind,
    verification::{CheckEnd, RECHECK_AHEAD},
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{App, AppError, Result, notices::Notice, sweep::Swept, system_caller},
    ids,
    storage::{
        expiry::{self, Deadline},
        offer_revisions, providers,
        rechecks::{self, DueRecheck},
        reviews::ReviewItemRow,
    },
};

/// Offers found by one look.
const BATCH: i64 = 200;

impl App {
    /// Puts what has to be looked at again into the queue, and tells providers of the end of what was checked: once that it comes, once
    /// that it has passed. Returns how many items were opened and how many ends were told of.
    pub async fn tend_checks(&self) -> Result<(usize, usize)> {
        let (mut opened, mut told) = (0, 0);
        loop {
            let swept = self.open_rechecks().await?;
            opened += swept.done;
            if !swept.may_go_on(BATCH) {
                break;
            }
        }
        for end in CheckEnd::ALL {
            loop {
                let swept = self.tell_of_ends(end).await?;
                told += swept.done;
                if !swept.may_go_on(BATCH) {
                    break;
                }
            }
        }
        Ok((opened, told))
    }

    async fn open_rechecks(&self) -> Result<Swept<OfferId>> {
        let now = self.now();
        let until = now + RECHECK_AHEAD;
        let due = rechecks::lock_due(&mut *self.read().await?, until, now, None, BATCH).await?;
        let offers: Vec<OfferId> = due.iter().map(|due| due.offer).collect();
        let swept = self
            .sweep("rechecks", &offers, async |db, id| {
                let due = rechecks::lock_due(db, until, now, Some(id), 1).await?;
                let Some(offer) = due.first() else {
                    return Ok(false);
                };
                self.open_recheck(db, offer, now).await?;
                Ok(true)
            })
            .await;
        Ok(swept)
    }

    /// Puts what people see into the queue, to be looked at again.
    pub(super) async fn open_recheck(
        &self,
        db: &mut PgConnection,
        due: &DueRecheck,
        now: Timestamp,
    ) -> Result<()> {
        let id = ReviewItemId(ids::ordered());
        rechecks::insert(db, id, due, now).await?;
        let data = json!({
            "offer": due.offer, "kind": "recheck", "approvals": 1, "checks_until": due.until,
        });
        let system = system_caller();
        self.audit(db, &system, "review_opened", "review_item", id.0, data)
            .await
    }

    async fn tell_of_ends(&self, end: CheckEnd) -> Result<Swept<OfferId>> {
        let now = self.now();
        let ends = rechecks::lock_ends(&mut *self.read().await?, end, now, None, BATCH).await?;
        let mut first: BTreeMap<ProviderId, Timestamp> = BTreeMap::new();
        for deadline in &ends {
            first.entry(deadline.provider).or_insert(deadline.at);
        }
        let offers: Vec<OfferId> = ends.iter().map(|deadline| deadline.offer).collect();
        let swept = self
            .sweep("ends of checks", &offers, async |db, id| {
                let found = rechecks::lock_ends(db, end, now, Some(id), 1).await?;
                let Some(deadline) = found.first() else {
                    return Ok(false);
                };
                expiry::insert_reminder(db, deadline, end.as_str(), now).await?;
                if end == CheckEnd::Over {
                    self.hide_unchecked(db, deadline).await?;
                }
                let provider = deadline.provider;
                let at = first.get(&provider).unwrap_or(&deadline.at);
                // One mail, which leads to all of their offers: whichever comes first writes it.
                let (notice, event) = match end {
                    // A day has one: what comes later that day has a month still.
                    CheckEnd::Ahead => (Notice::ChecksEnd, format!("{provider}.{}", self.today())),
                    // Each that is hidden is told of.
                    CheckEnd::Over => {
                        (Notice::ChecksOver, format!("{provider}.{}", at.as_second()))
                    }
                };
                self.notify_provider(db, notice, provider, provider.0, &event)
                    .await?;
                Ok(true)
            })
            .await;
        Ok(swept)
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
