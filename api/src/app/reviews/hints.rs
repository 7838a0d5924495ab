//! Hints: found by the installation itself as soon as something waits, kept, and called no problem by moderators.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    error::FieldError,
    id::{AccountId, ReviewItemId},
    policy::{Action, Subject},
    signals::{Hint, mark},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::view::{ReviewItemView, item_view};
use crate::{
    app::{App, AppError, Caller, Conflict, Result, system_caller},
    storage::{
        hint_readings::{self, KeptHint},
        hints::{self, Found},
        reviews::ReviewItemRow,
    },
};

/// Items that are read at once.
const AT_ONCE: i64 = 20;

/// How long an item rests of which the hints could not be found.
const TRY_AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// How long what was found counts: then the item is compared again with what came in meanwhile.
const READ_AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// A hint about an item of the queue.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HintView {
    /// Its mark: the same for this offer as long as it was found in the same, wherever that stands in it.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    pub mark: String,
    /// What was found.
    pub hint: Hint,
    /// Who called all of it no problem, or the last of it.
    pub dismissed_by: Option<AccountId>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub dismissed_at: Option<Timestamp>,
}

impl From<KeptHint> for HintView {
    fn from(kept: KeptHint) -> Self {
        Self {
            mark: mark(&kept.marks),
            hint: kept.hint,
            dismissed_by: kept.by,
            dismissed_at: kept.at,
        }
    }
}

/// Whether a hint is a problem.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DismissalBody {
    /// The mark of the hint.
    #[schema(min_length = 32, max_length = 32, pattern = "^[0-9a-f]{32}$")]
    pub mark: String,
    /// True: no problem. False: to be looked at after all.
    pub dismissed: bool,
}

impl App {
    /// Reads what is due in the queue, compares it, and keeps what was found; returns how many items it was. What newly resembles another
    /// offer has that one read again, too. Each reading for which exact points of other offers were opened is written down, with how many.
    pub async fn note_hints(&self) -> Result<usize> {
        // They are looked up together. Where that fails because of one of them, it keeps none of the others.
        match self
            .write(async |db| self.note_due(db, None, AT_ONCE).await)
            .await
        {
            Ok(noted) => return Ok(noted),
            Err(error) => tracing::warn!(%error, "what is in the queue is read one by one"),
        }
        let now = self.now();
        let due = hint_readings::lock_due(&mut *self.read().await?, now, None, AT_ONCE).await?;
        let items: Vec<ReviewItemId> = due.iter().map(|due| due.item).collect();
        let swept = self
            .sweep("hints", &items, async |db, item| {
                Ok(self.note_due(db, Some(item), 1).await? > 0)
            })
            .await;
        for item in swept.failed {
            let later = now + TRY_AGAIN;
            let rests = hint_readings::update_later(&mut *self.read().await?, item, later).await;
            if let Err(error) = rests {
                tracing::warn!(%item, %error, "an item could not be left for later");
            }
        }
        Ok(swept.done)
    }

    /// Reads so many at most of the items that are due, or one if it is; how many it was.
    async fn note_due(
        &self,
        db: &mut PgConnection,
        only: Option<ReviewItemId>,
        at_most: i64,
    ) -> Result<usize> {
        let now = self.now();
        let due = hint_readings::lock_due(db, now, only, at_most).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let revisions: Vec<_> = due.iter().map(|d| d.revision).collect();
        let today = self.today();
        let mut found =
            hints::list(&mut self.open_for_program(db).await?, &revisions, today).await?;
        let mut named = Vec::new();
        for reading in &due {
            let Found { hints, compared } = found.remove(&reading.revision).unwrap_or_default();
            let again = now + READ_AGAIN;
            let changed = hint_readings::update(db, reading.item, &hints, now, again).await?;
            // Exact points of others were opened for it, whatever came of that.
            if changed || compared > 0 {
                let data = json!({ "hints": hints.len(), "compared": compared });
                let (system, id) = (system_caller(), reading.item.0);
                self.audit(db, &system, "hints_noted", "review_item", id, data)
                    .await?;
            }
            if changed {
                let offers = hints.iter().flat_map(Hint::other_offers);
                named.extend(offers.map(|(offer, _)| offer));
            }
        }
        hint_readings::update_due(db, &named, now).await?;
        Ok(due.len())
    }

    /// Calls a hint about a claimed item no problem, for this offer and as long as it is found in no more; or takes that back.
    pub async fn dismiss_hint(
        &self,
        caller: &Caller,
        id: ReviewItemId,
        body: &DismissalBody,
    ) -> Result<ReviewItemView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write(async |db| {
            let row = self.lock_item(db, id).await?;
            Self::check_foreign(db, caller, &row).await?;
            let now = self.now();
            if row.state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            if row.claimed_by != Some(moderator) || row.lease_until.is_none_or(|until| until <= now)
            {
                return Err(Conflict::LeaseLost.into());
            }
            let reading = hint_readings::list(db, &[id]).await?.remove(&id);
            let mut kept = reading.iter().flat_map(|reading| &reading.hints);
            let Some(kept) = kept.find(|kept| mark(&kept.marks) == body.mark) else {
                return Err(FieldError::new("/mark", "unknown-value").into());
            };
            let (changed, action) = if body.dismissed {
                let of = (id, row.offer);
                let new = hint_readings::insert_dismissal(db, of, &kept.marks, moderator, now);
                (new.await?, "hint_dismissed")
            } else {
                let gone = hint_readings::delete_dismissal(db, row.offer, &kept.marks);
                (gone.await?, "hint_restored")
            };
            if changed {
                let data =
                    json!({ "offer": row.offer, "mark": body.mark, "hint": kept.hint.code() });
                self.audit(db, caller, action, "review_item", id.0, data)
                    .await?;
            }
            self.review_item_view(db, &row).await
        })
        .await
    }

    /// An item with what was found about it.
    pub(super) async fn review_item_view(
        &self,
        db: &mut PgConnection,
        row: &ReviewItemRow,
    ) -> Result<ReviewItemView> {
        let reading = hint_readings::list(db, &[row.id]).await?.remove(&row.id);
        Ok(item_view(row, reading, self.now()))
    }
}
