//! The work in the background, as administrators see it: how much waits, what was given up; they try that again or set it aside.

use jiff::{Timestamp, ToSpan as _};
use punte_core::policy::{Action, Subject};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Once, Page, Result,
    notices::{DIGEST, MAIL, MailJob, Notice, SMS},
};
use crate::storage::jobs::{self, DeadJob, KindCount};

/// How many are put back by one tap.
const AT_ONCE: i64 = 500;

/// How jobs of one kind stand.
#[derive(Debug, Clone)]
pub struct WorkCount {
    /// Which kind.
    pub kind: String,
    /// How many wait.
    pub waiting: i64,
    /// Since when the oldest of those that are due waits.
    pub due_since: Option<Timestamp>,
    /// How many were done in the last 24 hours.
    pub done: i64,
    /// How many were given up.
    pub dead: i64,
}

/// A job that was given up. Of a mail or a text message one sees what it says, not to whom it goes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DeadJobView)]
pub struct GivenUp {
    /// Its id.
    pub id: Uuid,
    /// What it was to do.
    pub kind: String,
    /// What the mail or text message says, if it is one.
    pub notice: Option<Notice>,
    /// How often it was tried.
    pub attempts: i32,
    /// The code of what went wrong the last time.
    pub last_error: Option<String>,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// What is done with jobs that were given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobStep {
    /// Try this one again.
    Retry(Uuid),
    /// Try all again, 500 at a time.
    RetryAll,
    /// Leave this one as it is.
    Drop(Uuid),
}

impl From<KindCount> for WorkCount {
    fn from(row: KindCount) -> Self {
        Self {
            kind: row.kind,
            waiting: row.waiting,
            due_since: row.due_since,
            done: row.done,
            dead: row.dead,
        }
    }
}

impl From<DeadJob> for GivenUp {
    fn from(row: DeadJob) -> Self {
        let mail = [MAIL, DIGEST, SMS]
            .contains(&row.kind.as_str())
            .then(|| serde_json::from_value::<MailJob>(row.payload).ok())
            .flatten();
        Self {
            id: row.id,
            kind: row.kind,
            notice: mail.map(|mail| mail.notice),
            attempts: row.attempts,
            last_error: row.last_error,
            created_at: row.created_at,
        }
    }
}

impl App {
    /// How the work stands, by kind.
    pub async fn count_jobs(&self, caller: &Caller) -> Result<Vec<WorkCount>> {
        Self::allow(caller, Action::TendJobs, Subject::Anything)?;
        let now = self.now();
        let since = now.checked_sub(24.hours()).unwrap_or(Timestamp::MIN);
        let counts = jobs::count_by_kind(&mut *self.read().await?, since, now).await?;
        Ok(counts.into_iter().map(WorkCount::from).collect())
    }

    /// What was given up, the newest first.
    pub async fn list_given_up(
        &self,
        caller: &Caller,
        after: Option<(Timestamp, Uuid)>,
        limit: u32,
    ) -> Result<Page<GivenUp, (Timestamp, Uuid)>> {
        Self::allow(caller, Action::TendJobs, Subject::Anything)?;
        let limit = limit.clamp(1, 100);
        let rows = jobs::list_dead(&mut *self.read().await?, after, i64::from(limit) + 1).await?;
        let items = rows.into_iter().map(GivenUp::from).collect();
        let limit = usize::try_from(limit).unwrap_or(100);
        Ok(Page::cut(items, limit, |job: &GivenUp| {
            (job.created_at, job.id)
        }))
    }

    /// Tries again, or sets aside. Returns how many jobs it was; one that is not given up (any more) is not found.
    pub async fn step_jobs(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        step: JobStep,
    ) -> Result<usize> {
        Self::allow(caller, Action::TendJobs, Subject::Anything)?;
        self.write_once(once, async |db| {
            let (action, done) = match step {
                JobStep::Retry(id) => (
                    "job_retried",
                    jobs::update_dead_queued(db, Some(id), 1, self.now()).await?,
                ),
                JobStep::RetryAll => (
                    "job_retried",
                    jobs::update_dead_queued(db, None, AT_ONCE, self.now()).await?,
                ),
                JobStep::Drop(id) => (
                    "job_dropped",
                    if jobs::update_dead_dropped(db, id).await? {
                        vec![id]
                    } else {
                        Vec::new()
                    },
                ),
            };
            if done.is_empty() && step != JobStep::RetryAll {
                return Err(AppError::NotFound);
            }
            for id in &done {
                self.audit(db, caller, action, "job", *id, json!({}))
                    .await?;
            }
            Ok(done.len())
        })
        .await
    }
}
