//! What the clock alone deletes.

use jiff::{SignedDuration, Timestamp};
use punte_core::{booking::Side, request::NeedState};
use serde_json::json;

use crate::{
    app::{App, Result, system_caller},
    storage::{requests, rights},
};

/// So many of a kind in one round.
const ROUND: i32 = 100;

impl App {
    /// Closes requests that nobody opens any more, erases households whose requests ended long ago, exact places of offers that
    /// ended long ago and what was written in reports and children's cases that were closed long ago. Answers how many things were done.
    pub async fn apply_retention(&self) -> Result<usize> {
        let system = system_caller();
        let limit = i64::from(ROUND);
        let mut done = 0;
        let idle = self.days_ago(self.retention.idle_request_days);
        for id in rights::list_idle_requests(&mut *self.read().await?, idle, limit).await? {
            self.write(async |db| {
                requests::lock(db, id).await?;
                let open = requests::find(db, id)
                    .await?
                    .is_some_and(|request| request.state == "open");
                if open {
                    self.end_request(db, &system, id, Side::System, NeedState::Expired)
                        .await?;
                    self.audit(db, &system, "request_closed", "request", id.0, json!({}))
                        .await?;
                }
                Ok(())
            })
            .await?;
            done += 1;
        }
        let ended = self.days_ago(self.retention.ended_request_days);
        for id in rights::list_ended_requests(&mut *self.read().await?, ended, limit).await? {
            self.write(async |db| self.erase_request_in(db, &system, id).await)
                .await?;
            done += 1;
        }
        let before = self.days_ago(self.retention.ended_offer_days);
        let places = self
            .write(async |db| Ok(rights::forget_ended_offers(db, before, ROUND).await?))
            .await?;
        let before = self.days_ago(self.retention.closed_report_days);
        let texts = self
            .write(async |db| Ok(rights::forget_closed_reports(db, before, ROUND).await?))
            .await?;
        let notes = self
            .write(async |db| Ok(rights::forget_closed_child_cases(db, before, ROUND).await?))
            .await?;
        Ok(done + usize::try_from(places + texts + notes).unwrap_or(0))
    }

    fn days_ago(&self, days: u16) -> Timestamp {
        self.now()
            .checked_sub(SignedDuration::from_hours(24 * i64::from(days)))
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
