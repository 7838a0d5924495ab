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
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        matches::{FeedbackView, PartyView},
        system_caller,
    },
    ids,
    storage::{
        aftercare, inquiries,
        matches::{self, MatchFilter, WAITING},
        reports::{self, ReportRow},
        request_signals, requests,
    },
};

/// So much of what providers said of a household is shown.
const FEEDBACK: i64 = 50;

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

    /// What providers say of the household of a report that the caller took, comments too, to whoever may open who a provider is; the look is
    /// written down. Under the report: the household does not read in its own log that anybody speaks of it.
    pub async fn read_household_feedback(
        &self,
        caller: &Caller,
        id: ReportId,
    ) -> Result<Vec<FeedbackView>> {
        self.write(async |db| {
            let row = self.lock_report(db, caller, id).await?;
            Self::allow(caller, Action::OpenIdentity, Subject::Of(row.provider))?;
            let of = row.of.filter(|_| row.reporter.about_household());
            let of = of.ok_or(Conflict::IllegalState)?;
            // Of a child who is alone child protection reads, and nobody else.
            if self.reported_household(db, &row).await?.is_none() {
                return Err(AppError::NotFound);
            }
            if row.state == "closed" {
                return Err(Conflict::IllegalState.into());
            }
            if row.taken_by != caller.actor.account() {
                return Err(Conflict::LeaseLost.into());
            }
            let request = Self::request_of(db, of).await?;
            self.count_look_in(db, caller).await?;
            self.audit(db, caller, "feedback_read", "report", id.0, json!({}))
                .await?;
            let opening = &mut self.open_for(db, caller).await?;
            let (about, side) = (Some(request), Side::Provider);
            let said = aftercare::list_feedback(opening, about, None, side, FEEDBACK).await?;
            Ok(said.into_iter().map(FeedbackView::from).collect())
        })
        .await
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
        let of = self.find_reported(caller, id).await?;
        self.write_once_on(caller, of, once, async |db| {
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
        // Not as a change of what they see: who was stopped may be a child who is alone by now, whom moderators see no more.
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

    /// What stands between the two sides that a report is about, if it is one about a household.
    fn about_household(caller: &Caller, row: &ReportRow) -> Result<Thread> {
        Self::allow(caller, Action::StopHousehold, Subject::Of(row.provider))?;
        let of = row.of.filter(|_| row.reporter.about_household());
        of.ok_or_else(|| Conflict::IllegalState.into())
    }

    /// As [`App::about_household`], of a report that is not locked.
    async fn find_reported(&self, caller: &Caller, id: ReportId) -> Result<Thread> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let found = reports::find(&mut *self.look_for(caller).await?, id).await?;
        let row = found.ok_or(AppError::NotFound)?;
        Self::allow(caller, Action::TriageReport, Subject::Of(row.provider))?;
        Self::about_household(caller, &row)
    }

    async fn lock_report_of_household(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ReportId,
    ) -> Result<(ReportRow, RequestId)> {
        let row = self.lock_report(db, caller, id).await?;
        let of = Self::about_household(caller, &row)?;
        let request = Self::request_of(db, of).await?;
        // Whatever they choose in this moment is before the stop or refused.
        requests::lock(db, request).await?;
        Ok((row, request))
    }
}
