//! Second alarms: what nobody looked at in time is said once more, once, to everybody who can look or see to it.

use punte_core::{
    id::{BlockId, ChildCaseId, ProviderId, ReportId},
    policy::{Action, StaffRole, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    block::BlockView,
    triage::{ReportLine, line},
};
use crate::{
    app::{
        App, AppError, Caller, Result,
        notices::{Notice, Recipient},
        system_caller,
    },
    storage::{accounts, blocks, child_cases, reports},
};

/// Alarms that one look raises, of each kind; the next look comes within the minute.
const BATCH: i64 = 50;

/// What nobody looked at in time, what was due first in front.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// "In danger now" that nobody took within the hour, or that was not closed within an hour of being taken.
    pub reports: Vec<ReportLine>,
    /// Blocks that had no second look within a day.
    pub blocks: Vec<BlockView>,
}

impl App {
    /// Writes the alarms that are due, each once; how many reports, blocks and cases of children they are about.
    pub async fn raise_alarms(&self) -> Result<usize> {
        let now = self.now();
        let late = reports::lock_overdue(&mut *self.read().await?, now, None, BATCH).await?;
        let late: Vec<ReportId> = late.iter().map(|(id, ..)| *id).collect();
        let reports = self
            .sweep("report alarms", &late, async |db, id| {
                self.alarm_of_report(db, id).await
            })
            .await;
        let late = blocks::lock_overdue(&mut *self.read().await?, now, None, BATCH).await?;
        let late: Vec<BlockId> = late.iter().map(|(id, _)| *id).collect();
        let blocks = self
            .sweep("block alarms", &late, async |db, id| {
                self.alarm_of_block(db, id).await
            })
            .await;
        let late = self.list_late_cases().await?;
        let cases = self
            .sweep("child case alarms", &late, async |db, id| {
                self.alarm_of_case(db, id).await
            })
            .await;
        Ok(reports.done + blocks.done + cases.done)
    }

    async fn alarm_of_report(&self, db: &mut PgConnection, id: ReportId) -> Result<bool> {
        let now = self.now();
        let late = reports::lock_overdue(db, now, Some(id), 1).await?;
        let Some((_, provider, version)) = late.first() else {
            return Ok(false);
        };
        reports::insert_alarm(db, id, *version, now).await?;
        let told = (Notice::ReportOverdue, StaffRole::Moderator);
        let event = format!("{id}-{version}");
        self.alarm(db, told, Some(*provider), id.0, &event).await?;
        let (system, action) = (system_caller(), "report_overdue");
        self.audit(db, &system, action, "report", id.0, json!({}))
            .await?;
        Ok(true)
    }

    async fn alarm_of_block(&self, db: &mut PgConnection, id: BlockId) -> Result<bool> {
        let now = self.now();
        let late = blocks::lock_overdue(db, now, Some(id), 1).await?;
        let Some((_, provider)) = late.first() else {
            return Ok(false);
        };
        blocks::insert_alarm(db, id, now).await?;
        let told = (Notice::BlockOverdue, StaffRole::Moderator);
        self.alarm(db, told, Some(*provider), provider.0, &id.to_string())
            .await?;
        let (system, data) = (system_caller(), json!({ "block": id }));
        self.audit(db, &system, "block_overdue", "provider", provider.0, data)
            .await?;
        Ok(true)
    }

    async fn alarm_of_case(&self, db: &mut PgConnection, id: ChildCaseId) -> Result<bool> {
        let now = self.now();
        let opening = &mut self.open_for_program(db).await?;
        let late = child_cases::lock_overdue(opening, now, Some(id), 1).await?;
        let Some((_, version)) = late.first() else {
            return Ok(false);
        };
        child_cases::insert_alarm(db, id, *version, now).await?;
        let told = (Notice::ChildCaseOverdue, StaffRole::ChildProtection);
        let event = format!("{id}-{version}");
        self.alarm(db, told, None, id.0, &event).await?;
        let (system, action) = (system_caller(), "child_case_overdue");
        self.audit(db, &system, action, "child_case", id.0, json!({}))
            .await?;
        Ok(true)
    }

    async fn list_late_cases(&self) -> Result<Vec<ChildCaseId>> {
        let mut tx = self.read_whole().await?;
        let opening = &mut self.open_for_program(&mut tx).await?;
        let late = child_cases::lock_overdue(opening, self.now(), None, BATCH).await?;
        // Nobody waits for what was only looked at.
        tx.rollback().await?;
        Ok(late.into_iter().map(|(id, _)| id).collect())
    }

    /// Tells everybody who can look, and every administrator who cannot: they see to it that somebody looks. Whoever belongs to the provider
    /// that it is about, or did, is left out; where that leaves nobody, administrators are told all the same, who learn neither what it is
    /// nor about whom.
    async fn alarm(
        &self,
        db: &mut PgConnection,
        (notice, role): (Notice, StaffRole),
        provider: Option<ProviderId>,
        about: Uuid,
        event: &str,
    ) -> Result<()> {
        let looking = accounts::list_uninvolved(db, role, provider).await?;
        for id in &looking {
            self.notify(db, notice, Recipient::Account(*id), about, event)
                .await?;
        }
        let administrator = StaffRole::Administrator;
        let mut others = accounts::list_uninvolved(db, administrator, provider).await?;
        if looking.is_empty() && others.is_empty() {
            others = accounts::list_staff(db, administrator).await?;
        }
        for id in others {
            if !looking.contains(&id) {
                let to = Recipient::Account(id);
                self.notify(db, Notice::SafetyOverdue, to, about, event)
                    .await?;
            }
        }
        Ok(())
    }

    /// What nobody looked at in time, to moderators.
    pub async fn list_overdue(&self, caller: &Caller) -> Result<Overdue> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        let late = reports::list_overdue(&mut *self.read().await?, moderator, now, BATCH).await?;
        let mut blocks = self.list_blocks(caller).await?;
        blocks.retain(|block| block.review_by <= now);
        Ok(Overdue {
            reports: late.iter().map(|row| line(caller, row)).collect(),
            blocks,
        })
    }
}
