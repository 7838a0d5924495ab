//! Reminders, before silence ends something: a proposal, a request. Of agreements see `hold`, of offers `app/expiry`.

use jiff::{SignedDuration, Timestamp};
use punte_core::{booking::MatchState, clock::local_day, id::MatchId};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{
        App, Result,
        notices::{Notice, REMIND, Recipient},
    },
    ids,
    storage::{
        jobs,
        matches::{self, MatchRow},
        silence,
    },
};

/// So many days before its request is closed a household is asked whether it is still needed.
const CLOSES_WITHIN_DAYS: u16 = 7;
/// So many households are asked in one round.
const ROUND: i64 = 100;

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

    /// Reminds a provider of a proposal that waits, or both sides of what they agreed, if it is time to say whether it began.
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
                MatchState::Accepted => self.ask_whether_begun(db, &m).await,
                _ => Ok(()),
            }
        })
        .await
    }

    /// Asks households that did not open their request for long whether it is still needed. To open it is the answer.
    pub async fn ask_still_needed(&self) -> Result<usize> {
        let now = self.now();
        let quiet = self
            .retention
            .idle_request_days
            .saturating_sub(CLOSES_WITHIN_DAYS);
        let since = now
            .checked_sub(SignedDuration::from_hours(24 * i64::from(quiet)))
            .unwrap_or(Timestamp::UNIX_EPOCH);
        self.write(async |db| {
            let asked = silence::update_asked(db, since, now, ROUND).await?;
            for request in &asked {
                let event = format!("{request}.{}", local_day(now));
                let to = Recipient::Request(*request);
                self.notify(db, Notice::StillNeeded, to, request.0, &event)
                    .await?;
            }
            Ok(asked.len())
        })
        .await
    }
}
