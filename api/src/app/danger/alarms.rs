//! Second alarms: what nobody looked at in time is said once more, once, to everybody who can look or see to it.

use punte_core::policy::{Action, StaffRole, Subject};
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
        App, Caller, Result,
        notices::{Notice, Recipient},
        system_caller,
    },
    storage::{accounts, blocks, reports},
};

/// Alarms that one look raises, of each kind; the next look comes within the minute.
const BATCH: i64 = 50;

/// What nobody looked at in time, what was due first in front.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// "In danger now" that nobody took within the hour.
    pub reports: Vec<ReportLine>,
    /// Blocks that had no second look within a day.
    pub blocks: Vec<BlockView>,
}

impl App {
    /// Writes the alarms that are due, each once; how many reports and blocks they are about.
    pub async fn raise_alarms(&self) -> Result<usize> {
        self.write(async |db| {
            let now = self.now();
            let late_reports = reports::lock_overdue(db, now, BATCH).await?;
            for id in &late_reports {
                reports::insert_alarm(db, *id, now).await?;
                self.alarm(db, Notice::ReportOverdue, id.0, &id.to_string())
                    .await?;
                let system = system_caller();
                self.audit(db, &system, "report_overdue", "report", id.0, json!({}))
                    .await?;
            }
            let late_blocks = blocks::lock_overdue(db, now, BATCH).await?;
            for (id, provider) in &late_blocks {
                blocks::insert_alarm(db, *id, now).await?;
                self.alarm(db, Notice::BlockOverdue, provider.0, &id.to_string())
                    .await?;
                let (system, data) = (system_caller(), json!({ "block": id }));
                self.audit(db, &system, "block_overdue", "provider", provider.0, data)
                    .await?;
            }
            Ok(late_reports.len() + late_blocks.len())
        })
        .await
    }

    /// Tells every moderator, and every administrator who is none: they do not see the desk, and see to it that somebody looks.
    async fn alarm(
        &self,
        db: &mut PgConnection,
        notice: Notice,
        about: Uuid,
        event: &str,
    ) -> Result<()> {
        let moderators = accounts::list_staff(db, StaffRole::Moderator).await?;
        for id in &moderators {
            self.notify(db, notice, Recipient::Account(*id), about, event)
                .await?;
        }
        for id in accounts::list_staff(db, StaffRole::Administrator).await? {
            if !moderators.contains(&id) {
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
        let now = self.now();
        let late = reports::list_overdue(&mut *self.read().await?, now, BATCH).await?;
        let mut blocks = self.list_blocks(caller).await?;
        blocks.retain(|block| block.review_by <= now);
        Ok(Overdue {
            reports: late.iter().map(|row| line(caller, row)).collect(),
            blocks,
        })
    }
}
