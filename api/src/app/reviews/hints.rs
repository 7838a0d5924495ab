//! Hints: found by the installation itself as soon as something waits, kept, and called no problem by moderators.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    error::FieldError,
    id::{AccountId, ReviewItemId},
    policy::{Action, Subject},
    signals::Hint,
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
        hints,
        reviews::ReviewItemRow,
    },
};

/// Items that are read in one transaction.
const AT_ONCE: i64 = 20;

/// How long what was found counts: then the item is compared again with what came in meanwhile.
const READ_AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// A hint about an item of the queue.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HintView {
    /// Its mark: the same for this offer as long as it was found in the same.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    pub mark: String,
    /// What was found.
    pub hint: Hint,
    /// Who called it no problem.
    pub dismissed_by: Option<AccountId>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub dismissed_at: Option<Timestamp>,
}

impl From<KeptHint> for HintView {
    fn from(kept: KeptHint) -> Self {
        Self {
            mark: kept.mark,
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
    /// offer has that one read again, too.
    pub async fn note_hints(&self) -> Result<usize> {
        self.write(async |db| {
            let now = self.now();
            let due = hint_readings::lock_due(db, now, AT_ONCE).await?;
            if due.is_empty() {
                return Ok(0);
            }
            let revisions: Vec<_> = due.iter().map(|d| d.revision).collect();
            let today = self.today();
            let mut found =
                hints::list(&mut self.open_for_program(db).await?, &revisions, today).await?;
            let mut named = Vec::new();
            for reading in &due {
                let hints = found.remove(&reading.revision).unwrap_or_default();
                let again = now + READ_AGAIN;
                if hint_readings::update(db, reading.item, &hints, now, again).await? {
                    let data = json!({ "hints": hints.len() });
                    let system = system_caller();
                    self.audit(
                        db,
                        &system,
                        "hints_noted",
                        "review_item",
                        reading.item.0,
                        data,
                    )
                    .await?;
                    let offers = hints.iter().flat_map(Hint::other_offers);
                    named.extend(offers.map(|(offer, _)| offer));
                }
            }
            hint_readings::update_due(db, &named, now).await?;
            Ok(due.len())
        })
        .await
    }

    /// Calls a hint about a claimed item no problem, for this offer and as long as it is found in the same; or takes that back.
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
            let view = self.review_item_view(db, &row).await?;
            let Some(hint) = view.hints.iter().find(|h| h.mark == body.mark) else {
                return Err(FieldError::new("/mark", "unknown-value").into());
            };
            let (changed, action) = if body.dismissed {
                let new = hint_readings::insert_dismissal(
                    db,
                    (id, row.offer),
                    &body.mark,
                    moderator,
                    now,
                );
                (new.await?, "hint_dismissed")
            } else {
                let gone = hint_readings::delete_dismissal(db, row.offer, &body.mark);
                (gone.await?, "hint_restored")
            };
            if changed {
                let data =
                    json!({ "offer": row.offer, "mark": body.mark, "hint": hint.hint.code() });
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
