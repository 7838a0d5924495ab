//! Where a household's request is open, and how it is closed there: phones are shared, lost, and left on tables.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    id::{AccountId, HouseholdSessionId, RequestId},
    policy::{Action, Actor, Subject},
    sign_in::{Factor, IDLE},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{App, AppError, Caller, Result};
use crate::{ids, storage::household_sessions};

/// Hours after which the code has to be shown again, whatever happened in between.
const LASTS_H: i64 = 12;
/// Seconds after which it is noted that one is used: reading a page should not write each time.
const NOTED_AFTER_S: i64 = 60;

fn before(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.checked_sub(span).unwrap_or(Timestamp::MIN)
}

/// Since when one must have been made and used to be of use: the use may have been noted a minute late.
fn limits(now: Timestamp) -> (Timestamp, Timestamp) {
    (
        before(now, SignedDuration::from_hours(LASTS_H)),
        before(now, IDLE + SignedDuration::from_secs(NOTED_AFTER_S)),
    )
}

/// Where a request is open, to its household.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdSessionView {
    /// Its id.
    pub id: HouseholdSessionId,
    /// When the code was shown.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// When it was used last, to the minute.
    #[schema(value_type = String, format = DateTime)]
    pub used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
    /// Whether a case worker has it open, for the household.
    pub case_worker: bool,
}

/// What a session opens.
#[derive(Debug, Clone, Copy)]
pub struct OpenedRequest {
    /// The request.
    pub request: RequestId,
    /// How far its PIN goes.
    pub pin: Factor,
    /// Who acts for the household, if it is not the household itself.
    pub case_worker: Option<AccountId>,
}

impl OpenedRequest {
    /// Whom the session stands for.
    pub const fn actor(self, session: HouseholdSessionId) -> Actor {
        Actor::Tracking {
            request: self.request,
            session: Some(session),
            pin: self.pin,
            case_worker: self.case_worker,
        }
    }
}

impl App {
    /// Opens a request for whoever showed its code, or filed it a moment ago.
    pub async fn open_household(&self, request: RequestId) -> Result<HouseholdSessionId> {
        let id = HouseholdSessionId(ids::random());
        self.write(async |db| Ok(household_sessions::insert(db, id, request, self.now()).await?))
            .await?;
        Ok(id)
    }

    /// What a session opens; nobody's once it was ended, after twelve hours, or half an hour without use. A case worker's ends with
    /// their sign-in, and with their case.
    pub async fn household_of(&self, id: HouseholdSessionId) -> Result<OpenedRequest> {
        let now = self.now();
        let (made_after, seen_after) = limits(now);
        let mut db = self.read().await?;
        let row = household_sessions::find(&mut db, id, now)
            .await?
            .filter(|row| row.made_at > made_after && row.seen_at > seen_after)
            .ok_or(AppError::Unauthenticated)?;
        if now.duration_since(row.seen_at) >= SignedDuration::from_secs(NOTED_AFTER_S) {
            household_sessions::update_seen(&mut db, id, now).await?;
        }
        Ok(OpenedRequest {
            request: row.request,
            // Whoever acts for a household was let in past its PIN.
            pin: match row.case_worker {
                None => Factor::of(row.pin_set, row.pin_at, now),
                Some(_) => Factor::None,
            },
            case_worker: row.case_worker,
        })
    }

    /// Closes a request where it is open with this session.
    pub async fn close_household(&self, id: HouseholdSessionId) -> Result<()> {
        self.write(async |db| Ok(household_sessions::update_ended(db, id, self.now()).await?))
            .await
    }

    /// On how many phones, and in how many programs, a session's request is open.
    pub async fn count_open(&self, id: HouseholdSessionId) -> Result<usize> {
        let request = self.household_of(id).await?.request;
        let (made_after, seen_after) = limits(self.now());
        let db = &mut *self.read().await?;
        let live = household_sessions::list_live(db, request, made_after, seen_after).await?;
        Ok(live.len())
    }

    /// Where one's own request is open, the session that was used last first.
    pub async fn list_open(
        &self,
        caller: &Caller,
        request: RequestId,
    ) -> Result<Vec<HouseholdSessionView>> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(request))?;
        let (made_after, seen_after) = limits(self.now());
        let db = &mut *self.look_for(caller).await?;
        let rows = household_sessions::list_live(db, request, made_after, seen_after).await?;
        let current = caller.actor.household_session();
        Ok(rows
            .into_iter()
            .map(|row| HouseholdSessionView {
                id: row.id,
                opened_at: row.made_at,
                used_at: row.seen_at,
                current: current == Some(row.id),
                case_worker: row.case_worker,
            })
            .collect())
    }

    /// Closes one's own request everywhere else.
    pub async fn close_elsewhere(&self, caller: &Caller, request: RequestId) -> Result<()> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(request))?;
        let here = caller.actor.household_session();
        self.write_on(caller, request, async |db| {
            self.close_others(db, caller, request, here).await
        })
        .await
    }

    /// Closes a request everywhere, but for one session: in the transaction of what makes it necessary.
    pub(super) async fn close_others(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        request: RequestId,
        but: Option<HouseholdSessionId>,
    ) -> Result<()> {
        let closed = household_sessions::update_others_ended(db, request, but, self.now()).await?;
        self.audit(
            db,
            caller,
            "household_closed_elsewhere",
            "request",
            request.0,
            json!({ "sessions": closed }),
        )
        .await
    }

    /// Removes sessions that are of no use any more.
    pub async fn forget_households(&self) -> Result<()> {
        let (made_before, _) = limits(self.now());
        Ok(household_sessions::delete_over(&mut *self.read().await?, made_before).await?)
    }
}
