//! A report by a provider, or by a moderator, is about a household: what was agreed, what stands out, and stopping it from choosing offers and writing to
//! others. Not who they are; and they are never told who reported.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side},
    id::{ReportId, RequestId},
    message::Thread,
    offer::Category,
    period::Period,
    policy::{Action, Subject},
    signals::{COMPARED_DAYS, HouseholdSignal, household_signals},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result, matches::PartyView, system_caller},
    ids,
    storage::{
        inquiries,
        matches::{self, MatchFilter, WAITING},
        reports::ReportRow,
        request_signals, requests,
    },
};

/// What was agreed with a household that is reported.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedMatch {
    /// What help it is about.
    pub category: Category,
    /// Where the match stands.
    pub state: MatchState,
    /// Units.
    pub quantity: u32,
    /// Which days; of medical help, which week.
    pub during: Option<Period>,
    /// Who comes, in numbers.
    pub party: PartyView,
}

/// The household that is reported, to the moderators who look after reports: numbers and hints.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedHousehold {
    /// What was agreed; nothing where the household only asked.
    pub agreed: Option<ReportedMatch>,
    /// What stands out. Hints: they decide nothing.
    pub signals: Vec<HouseholdSignal>,
    /// Since when it cannot choose further offers.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub stopped_at: Option<Timestamp>,
}

impl App {
    /// The household of a report; none of a report that is about a provider, and none of a child who is alone, whom child protection sees
    /// and nobody else.
    pub(super) async fn reported_household(
        &self,
        db: &mut PgConnection,
        row: &ReportRow,
    ) -> Result<Option<ReportedHousehold>> {
        let Some(thread) = row.of.filter(|_| row.reporter.about_household()) else {
            return Ok(None);
        };
        let Some(request) = Self::find_request_of(db, thread).await? else {
            return Ok(None);
        };
        let seen = requests::find(db, request).await?;
        if seen.is_none_or(|request| request.unaccompanied_minor && !request.erased) {
            return Ok(None);
        }
        let agreed = match thread {
            Thread::Match(id) => {
                let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
                let seen = self.match_view(db, &m, Side::Provider).await?;
                Some(ReportedMatch {
                    category: seen.category,
                    state: seen.state,
                    quantity: seen.quantity,
                    during: seen.during,
                    party: seen.party,
                })
            }
            Thread::Inquiry(_) => None,
        };
        let counts = request_signals::find_counts(db, request, self.compared_since()).await?;
        Ok(Some(ReportedHousehold {
            agreed,
            signals: household_signals(counts),
            stopped_at: request_signals::find_stop(db, request).await?,
        }))
    }

    /// Since when requests with the same contact are counted.
    pub(super) fn compared_since(&self) -> Timestamp {
        let days = SignedDuration::from_hours(24 * COMPARED_DAYS);
        self.now().checked_sub(days).unwrap_or(Timestamp::MIN)
    }

    /// The request behind what two sides write; none where it is not to see.
    async fn find_request_of(db: &mut PgConnection, thread: Thread) -> Result<Option<RequestId>> {
        Ok(match thread {
            Thread::Match(id) => matches::find(db, id).await?.map(|m| m.request),
            Thread::Inquiry(id) => inquiries::find(db, id).await?.map(|i| i.request),
        })
    }

    pub(super) async fn request_of(db: &mut PgConnection, thread: Thread) -> Result<RequestId> {
        let request = Self::find_request_of(db, thread).await?;
        request.ok_or(AppError::NotFound)
    }

    /// Stops the household of a report that the caller took from choosing further offers. What both sides agreed stays; what waits for
    /// an answer ends. A second tap finds it done.
    pub async fn stop_household(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReportId,
    ) -> Result<ReportedHousehold> {
        self.write_once(once, async |db| {
            let (row, request) = self.lock_report_of_household(db, caller, id).await?;
            if row.state == "closed" {
                return Err(Conflict::IllegalState.into());
            }
            if row.taken_by != caller.actor.account() {
                return Err(Conflict::LeaseLost.into());
            }
            let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
            if request_signals::find_stop_of_report(db, id)
                .await?
                .is_none()
            {
                let (stop, now) = (ids::ordered(), self.now());
                request_signals::insert_stop(db, stop, request, id, moderator, now).await?;
                self.audit(
                    db,
                    caller,
                    "household_stopped",
                    "request",
                    request.0,
                    json!({}),
                )
                .await?;
                self.end_waiting(db, request).await?;
            }
            let found = self.reported_household(db, &row).await?;
            found.ok_or(AppError::NotFound)
        })
        .await
    }

    /// Lets the household of a report choose again that was stopped because of it: for whoever looks after the report, and for every
    /// moderator once it is closed.
    pub async fn release_household(&self, caller: &Caller, id: ReportId) -> Result<()> {
        self.write(async |db| {
            let (row, request) = self.lock_report_of_household(db, caller, id).await?;
            if row.state != "closed" && row.taken_by != caller.actor.account() {
                return Err(Conflict::LeaseLost.into());
            }
            self.lift_stop(db, caller, id, request).await
        })
        .await
    }

    /// Ends the stop that was made because of a report, if it stands.
    pub(super) async fn lift_stop(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        report: ReportId,
        request: RequestId,
    ) -> Result<()> {
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        if request_signals::update_stop_lifted(db, report, moderator, self.now()).await? {
            self.audit(
                db,
                caller,
                "household_released",
                "request",
                request.0,
                json!({}),
            )
            .await?;
        }
        Ok(())
    }

    /// Ends what waits for an answer. Nobody is told why, and no provider that there was anything.
    async fn end_waiting(&self, db: &mut PgConnection, request: RequestId) -> Result<()> {
        let system = system_caller();
        for need in requests::list_needs(db, request).await? {
            requests::lock_need(db, need.id).await?;
            let filter = MatchFilter {
                need: Some(need.id),
                states: WAITING,
                ..MatchFilter::default()
            };
            for m in matches::list(db, &filter).await? {
                // As if the household had taken it back: an everyday end, about which nobody is written to.
                let (action, reason) = (MatchAction::Cancel, EndReason::NoReason);
                self.end_match(db, &system, &m, action, Side::Refugee, reason)
                    .await?;
            }
            self.refresh_need(db, need.id).await?;
        }
        Ok(())
    }

    async fn lock_report_of_household(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ReportId,
    ) -> Result<(ReportRow, RequestId)> {
        let row = self.lock_report(db, caller, id).await?;
        Self::allow(caller, Action::StopHousehold, Subject::Of(row.provider))?;
        let Some(of) = row.of.filter(|_| row.reporter.about_household()) else {
            return Err(Conflict::IllegalState.into());
        };
        let request = Self::request_of(db, of).await?;
        // Whatever they choose in this moment is before the stop or refused.
        requests::lock(db, request).await?;
        Ok((row, request))
    }
}
