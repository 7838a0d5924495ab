//! Reminders, before silence ends a proposal. Of agreements see `hold` and `ahead`, of offers `app/expiry`, of needs and requests `app/still_needed`.

use jiff::SignedDuration;
use punte_core::{booking::MatchState, id::MatchId};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{
        App, Result,
        notices::{Notice, REMIND},
    },
    ids,
    storage::{
        jobs,
        matches::{self, MatchRow},
    },
};

impl App {
    /// Plans the reminder of a proposal: when half of the time to answer has passed, which is a day, or two hours where the need is for
    /// today.
    pub(super) async fn plan_reminder(&self, db: &mut PgConnection, m: &MatchRow) -> Result<()> {
        let now = self.now();
        let half = now + SignedDuration::from_secs(m.answer_by.duration_since(now).as_secs() / 2);
        let payload = json!({ "match": m.id });
        let dedup_id = format!("{REMIND}.{}", m.id);
        jobs::insert(db, ids::ordered(), REMIND, payload, &dedup_id, half, now).await?;
        Ok(())
    }

    /// Reminds a provider of a proposal that waits, or both sides of what they agreed, if it is time to say whether it stays so or began;
    /// and a household of what comes after it, if it is over soon.
    pub async fn remind_of(&self, id: MatchId) -> Result<()> {
        self.write(async |db| {
            let Some(m) = matches::find(db, id).await? else {
                return Ok(());
            };
            match m.state {
                MatchState::Proposed if m.answer_by > self.now() => {
                    self.notify_provider(
                        db,
                        Notice::ProposalReminder,
                        m.provider,
                        id.0,
                        &id.to_string(),
                    )
                    .await
                }
                MatchState::Accepted => {
                    self.ask_to_confirm(db, &m).await?;
                    self.ask_whether_begun(db, &m).await?;
                    self.ask_to_look_on(db, &m).await
                }
                MatchState::Confirmed | MatchState::Started => self.ask_to_look_on(db, &m).await,
                _ => Ok(()),
            }
        })
        .await
    }
}
