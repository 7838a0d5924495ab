//! What the clock alone deletes.

use jiff::{SignedDuration, Timestamp};
use punte_core::{booking::Side, request::NeedState, rights::DORMANT_TOLD_DAYS};
use serde_json::json;

use crate::{
    app::{
        App, AppError, Result,
        notices::{Notice, Recipient},
        system_caller,
    },
    storage::{dormant, notifications, requests, rights},
};

/// So many of a kind in one round.
const ROUND: i32 = 100;

/// What a round did, and what went wrong last.
#[derive(Default)]
struct Round {
    done: usize,
    failed: Option<AppError>,
}

impl Round {
    /// Counts what was done. What failed is logged, and the round goes on: nothing else has to stay for it.
    fn take(&mut self, what: &'static str, outcome: Result<i64>) {
        match outcome {
            Ok(done) => self.done += usize::try_from(done).unwrap_or(0),
            Err(error) => {
                tracing::error!(%error, what, "what is kept too long could not be deleted");
                self.failed = Some(error);
            }
        }
    }
}

impl App {
    /// Closes requests that nobody opens any more; erases households whose requests ended long ago, exact places of offers that
    /// ended long ago and what was written in reports and children's cases that were closed long ago; forgets sign-ins and work that
    /// were over long ago, and what people were told then; tells holders of accounts that nobody signs in to, and erases these a month later.
    /// Answers how many things were done; if some failed, the last error, once all were tried.
    pub async fn apply_retention(&self) -> Result<usize> {
        let keep = self.retention;
        let mut round = Round::default();
        let listed = self.close_idle_requests(&mut round).await;
        round.take("idle requests", listed.map(|()| 0));
        let listed = self.erase_ended_requests(&mut round).await;
        round.take("requests that ended", listed.map(|()| 0));
        let before = self.days_ago(keep.ended_offer_days);
        let places = self
            .write(async |db| Ok(rights::forget_ended_offers(db, before, ROUND).await?))
            .await;
        round.take("places of offers", places);
        let before = self.days_ago(keep.closed_report_days);
        let texts = self
            .write(async |db| Ok(rights::forget_closed_reports(db, before, ROUND).await?))
            .await;
        round.take("texts of reports", texts);
        let notes = self
            .write(async |db| Ok(rights::forget_closed_child_cases(db, before, ROUND).await?))
            .await;
        round.take("notes about children", notes);
        let before = self.days_ago(keep.ended_session_days);
        let sign_ins = self
            .write(async |db| Ok(rights::forget_ended_sessions(db, before, ROUND).await?))
            .await;
        round.take("sign-ins", sign_ins);
        let before = self.days_ago(keep.done_job_days);
        let jobs = self
            .write(async |db| Ok(rights::forget_done_jobs(db, before, ROUND).await?))
            .await;
        round.take("jobs", jobs);
        let listed = self.tell_dormant(&mut round).await;
        round.take("accounts that nobody signs in to", listed.map(|()| 0));
        let listed = self.erase_dormant(&mut round).await;
        round.take("accounts whose holders were told", listed.map(|()| 0));
        let before = self.days_ago(keep.notice_days);
        let at_most = i64::from(ROUND);
        let notices = self
            .write(async |db| Ok(notifications::delete_older(db, before, at_most).await?))
            .await;
        round.take("what people were told", notices);
        round.failed.map_or(Ok(round.done), Err)
    }

    async fn close_idle_requests(&self, round: &mut Round) -> Result<()> {
        let system = system_caller();
        let idle = self.days_ago(self.retention.idle_request_days);
        let limit = i64::from(ROUND);
        let ids = rights::list_idle_requests(&mut *self.read().await?, idle, limit).await?;
        for id in ids {
            let closed = self
                .write(async |db| {
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
                .await;
            round.take("an idle request", closed.map(|()| 1));
        }
        Ok(())
    }

    async fn erase_ended_requests(&self, round: &mut Round) -> Result<()> {
        let system = system_caller();
        let ended = self.days_ago(self.retention.ended_request_days);
        let limit = i64::from(ROUND);
        let ids = rights::list_ended_requests(&mut *self.read().await?, ended, limit).await?;
        for id in ids {
            let erased = self
                .write(async |db| self.erase_request_in(db, &system, id).await)
                .await;
            let erased = match erased {
                Ok(()) => Ok(1),
                // Another process was faster, or the household itself.
                Err(AppError::NotFound) => Ok(0),
                Err(error) => Err(error),
            };
            round.take("a request that ended", erased);
        }
        Ok(())
    }

    async fn tell_dormant(&self, round: &mut Round) -> Result<()> {
        let days = self.retention.dormant_account_days;
        let since = self.days_ago(days.saturating_sub(DORMANT_TOLD_DAYS));
        let limit = i64::from(ROUND);
        let ids = dormant::list_untold(&mut *self.read().await?, since, limit).await?;
        for id in ids {
            let told = self
                .write(async |db| {
                    if !dormant::update_told(db, id, since, self.now()).await? {
                        return Ok(0);
                    }
                    let (notice, to) = (Notice::AccountDormant, Recipient::Account(id));
                    let event = self.today().to_string();
                    self.notify(db, notice, to, id.0, &event).await?;
                    Ok(1)
                })
                .await;
            round.take("an account that nobody signs in to", told);
        }
        Ok(())
    }

    async fn erase_dormant(&self, round: &mut Round) -> Result<()> {
        let system = system_caller();
        let since = self.days_ago(self.retention.dormant_account_days);
        let told = self.days_ago(DORMANT_TOLD_DAYS);
        let limit = i64::from(ROUND);
        let ids = dormant::list_told(&mut *self.read().await?, since, told, limit).await?;
        for id in ids {
            let erased = self
                .write(async |db| {
                    if !dormant::lock_told(db, id, since, told).await? {
                        return Ok(0);
                    }
                    self.erase_account_in(db, &system, id).await?;
                    Ok(1)
                })
                .await;
            round.take("an account whose holder was told", erased);
        }
        Ok(())
    }

    fn days_ago(&self, days: u16) -> Timestamp {
        self.now()
            .checked_sub(SignedDuration::from_hours(24 * i64::from(days)))
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
