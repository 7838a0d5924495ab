//! Alerts: an offer that became visible finds the open needs that it fits, and those who asked for it are told.

use std::cmp::Reverse;

use jiff::Timestamp;
use punte_core::{
    bundle::follow,
    id::{NeedId, OfferId, RequestId},
    matching::{Candidate, Query, rank_by_scan},
};
use sqlx::PgConnection;

use super::{
    App, Result,
    notices::{Notice, Recipient},
};
use crate::{
    ids,
    storage::{jobs, needs},
};

/// One offer alerts at most so many needs: those that it fits best.
const MOST_ALERTS: usize = 5_000;
/// Alerts written in one transaction.
const BATCH: usize = 500;

impl App {
    /// Queues the job that looks for needs that an offer fits, now that there is (more of) it to be had. Whether it is visible is
    /// found out by the job.
    pub(super) async fn offer_visible_later(
        &self,
        db: &mut PgConnection,
        offer: OfferId,
    ) -> Result<()> {
        self.offer_visible_at(db, offer, self.now()).await
    }

    /// As [`App::offer_visible_later`], not before an instant.
    pub(super) async fn offer_visible_at(
        &self,
        db: &mut PgConnection,
        offer: OfferId,
        at: Timestamp,
    ) -> Result<()> {
        jobs::insert_offer_visible(db, ids::ordered(), offer, at, self.now()).await?;
        Ok(())
    }

    /// Writes the mails to those whose need an offer fits: one for each need and local day, whatever found it.
    pub async fn alert_of(&self, offer: OfferId) -> Result<()> {
        let found = {
            let db = &mut *self.read().await?;
            match self.candidate(db, offer).await? {
                Some((_, candidate)) => self.needs_to_alert(db, &candidate).await?,
                None => return Ok(()),
            }
        };
        let day = self.today();
        for batch in found.chunks(BATCH) {
            self.write(async |db| {
                for (need, request) in batch {
                    let to = Recipient::Request(*request);
                    let event = format!("{need}.{day}");
                    self.notify(db, Notice::OffersFound, to, need.0, &event)
                        .await?;
                }
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    /// The needs that asked for alerts and that an offer fits, best first: where it fits for sure, then where its provider has to be
    /// asked first, which is worth a look as well. A `NeedIndex` kept in memory could answer in its place.
    async fn needs_to_alert(
        &self,
        db: &mut PgConnection,
        offer: &Candidate,
    ) -> Result<Vec<(NeedId, RequestId)>> {
        let (mut found, mut bound) = (Vec::new(), Vec::new());
        let mut judge = |need, query: &Query| {
            let ranking = rank_by_scan(query, [offer], &self.weights, 1);
            let (fits, asks) = (ranking.ranked.first(), ranking.ask_first.first());
            if let Some(best) = fits.or(asks) {
                let order = (fits.is_none(), Reverse(best.score.points), need);
                found.push((order, query.request));
            }
        };
        let (now, today) = (self.now(), self.today());
        needs::visit_to_alert(db, offer, now, today, |need, query, beside| match beside {
            Some(beside) => bound.push((need, query.clone(), beside)),
            None => judge(need, query),
        })
        .await?;
        // As they are looked for on their pages, beside what is agreed: which is read once for all of them.
        let mut requests: Vec<RequestId> =
            bound.iter().map(|(_, query, _)| query.request).collect();
        requests.sort_unstable();
        requests.dedup();
        let agreed = self.agreed_of_each(db, &requests).await?;
        for (need, mut query, (wanted, people)) in bound {
            let helps = agreed.get(&query.request).map_or(&[][..], Vec::as_slice);
            let follows = follow(&wanted, helps, &[], people);
            if !follows.taken {
                (query.dates, query.anchor) = (follows.days, follows.near);
                judge(need, &query);
            }
        }
        found.sort_unstable_by_key(|(order, _)| *order);
        found.truncate(MOST_ALERTS);
        Ok(found
            .into_iter()
            .map(|((_, _, need), request)| (need, request))
            .collect())
    }
}
