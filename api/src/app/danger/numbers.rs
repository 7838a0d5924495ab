//! Households of which numbers stand out before anybody reports them: counted by the installation, told to moderators without saying who
//! they are, called no problem or looked into. Stopping one still takes a report; a moderator makes one of what it chose or asked.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    danger::{DangerKind, Reporter},
    id::{HouseholdSignalId, ReportId, RequestId},
    policy::{Action, Subject},
    signals::{HouseholdSignal, household_signals as signals_of},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::triage::{ReportLine, line};
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Page, Result, system_caller},
    auth::TrackingCode,
    ids,
    storage::{
        household_signals::{self, SignalRow},
        reports::{self, NewReport},
        request_signals,
    },
};

/// Requests that one look finds.
const AT_ONCE: i64 = 50;

/// How long numbers that moderators are told of count: then they are counted again, since old requests count no more.
const COUNT_AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// How many of the things that a household chose or asked are looked at, the newest first.
const THREADS: i64 = 50;

/// Where the next page of the list begins.
pub type HouseholdKey = (Timestamp, HouseholdSignalId);

/// A household that moderators are told of: numbers, and not who it is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdToLookAt {
    /// The id of the matter, under which no request is found.
    pub id: HouseholdSignalId,
    /// What stands out.
    pub signals: Vec<HouseholdSignal>,
    /// The numbers in one word: whoever settles the matter says by it which ones they saw.
    #[schema(pattern = r"^[0-9]{1,10}\.[0-9]{1,10}\.[0-9]{1,10}$")]
    pub seen: String,
    /// Since when they are told.
    #[schema(value_type = String, format = DateTime)]
    pub raised_at: Timestamp,
    /// Whether it chose an offer or wrote to anybody: otherwise there is nothing yet of which a report could be.
    pub met: bool,
}

/// Which numbers a moderator saw.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenBody {
    /// `seen` of the household. Of other numbers nothing is settled.
    #[schema(pattern = r"^[0-9]{1,10}\.[0-9]{1,10}\.[0-9]{1,10}$", max_length = 32)]
    pub seen: String,
}

/// The numbers as one word.
fn seen(row: &SignalRow) -> String {
    let counted = row.counted;
    format!(
        "{}.{}.{}",
        counted.same_contact, counted.no_shows, counted.providers
    )
}

impl From<SignalRow> for HouseholdToLookAt {
    fn from(row: SignalRow) -> Self {
        Self {
            id: row.id,
            signals: signals_of(row.counted),
            seen: seen(&row),
            raised_at: row.raised_at,
            met: row.met,
        }
    }
}

impl App {
    /// Counts what is due; how many requests it was.
    pub async fn count_households(&self) -> Result<usize> {
        let now = self.now();
        let due = household_signals::lock_due(&mut *self.read().await?, now, None, AT_ONCE).await?;
        let swept = self
            .sweep("household counts", &due, async |db, request| {
                let found = household_signals::lock_due(db, now, Some(request), 1).await?;
                if found.is_empty() {
                    return Ok(false);
                }
                self.count_household(db, request).await?;
                Ok(true)
            })
            .await;
        Ok(swept.done)
    }

    /// Counts a request with those that have the same phone or e-mail address. Moderators are told of the newest that is open, and of no
    /// other one.
    async fn count_household(&self, db: &mut PgConnection, request: RequestId) -> Result<()> {
        let (now, since) = (self.now(), self.compared_since());
        household_signals::update_due(db, request, None).await?;
        let newest = household_signals::find_together(db, request, since)
            .await?
            .newest;
        household_signals::update_lowered(db, request, since, newest).await?;
        let Some(newest) = newest else {
            return Ok(());
        };
        // Those of the newest may be others: it can have a phone of one and an address of another.
        household_signals::update_lowered(db, newest, since, Some(newest)).await?;
        let together = household_signals::find_together(db, newest, since).await?;
        let counted = request_signals::find_counts(db, newest, since).await?;
        let raised = counted.stands_out(together.settled).then_some(now);
        let again = raised.map(|at| at + COUNT_AGAIN);
        let id = HouseholdSignalId(ids::random());
        if household_signals::upsert(db, id, newest, counted, again, raised).await? {
            // The household reads this line in its own log: that it was told, and nothing of what others said.
            let system = system_caller();
            self.audit(
                db,
                &system,
                "household_raised",
                "request",
                newest.0,
                json!({}),
            )
            .await?;
        }
        Ok(())
    }

    /// The households that moderators are told of, the one that waits longest first.
    pub async fn list_households_to_look_at(
        &self,
        caller: &Caller,
        after: Option<HouseholdKey>,
        limit: u32,
    ) -> Result<Page<HouseholdToLookAt, HouseholdKey>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let limit = limit.clamp(1, 100);
        let db = &mut *self.look_for(caller).await?;
        let rows = household_signals::list(db, after, i64::from(limit) + 1).await?;
        let households = rows.into_iter().map(HouseholdToLookAt::from).collect();
        let limit = usize::try_from(limit).unwrap_or(100);
        Ok(Page::cut(households, limit, |it: &HouseholdToLookAt| {
            (it.raised_at, it.id)
        }))
    }

    /// Calls a household no problem at the numbers that were seen. Stale, if they are others by now.
    pub async fn dismiss_household(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: HouseholdSignalId,
        seen: &str,
    ) -> Result<()> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write_once(once, async |db| {
            let row = Self::lock_household(db, id, seen).await?;
            household_signals::update_settled(db, id, moderator, None, self.now()).await?;
            self.audit(
                db,
                caller,
                "household_dismissed",
                "request",
                row.request.0,
                json!({}),
            )
            .await
        })
        .await
    }

    /// Begins to look into a household: makes a report of the newest that it chose or asked, of a provider to which the moderator does
    /// not belong, and takes it. What follows is a report as any other.
    pub async fn look_into_household(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: HouseholdSignalId,
        seen: &str,
    ) -> Result<ReportLine> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write_once(once, async |db| {
            let row = Self::lock_household(db, id, seen).await?;
            let threads = household_signals::list_threads(db, row.request, THREADS).await?;
            if threads.is_empty() {
                return Err(Conflict::IllegalState.into());
            }
            let theirs = threads.into_iter().find(|(_, provider, _)| {
                Self::allow(caller, Action::TriageReport, Subject::Of(*provider)).is_ok()
            });
            let (of, provider, offer) = theirs.ok_or(Conflict::OwnOffer)?;
            let (now, kind) = (self.now(), DangerKind::SomethingWrong);
            let code = TrackingCode::generate();
            let report = NewReport {
                id: ReportId(ids::random()),
                kind,
                reporter: Reporter::Moderator,
                provider,
                offer,
                of: Some(of),
                agreed: false,
                // Nobody asks by it what came of it.
                code_hash: &code.hash(&self.auth.keys),
                freezes: false,
                // It is taken with this.
                due_at: kind.due_at(now, &[]),
            };
            reports::insert(db, &report, now).await?;
            let made = json!({ "kind": kind, "reporter": report.reporter, "freezes": false });
            self.audit(db, caller, "danger_reported", "report", report.id.0, made)
                .await?;
            reports::update_taken(db, report.id, moderator).await?;
            self.audit(db, caller, "report_taken", "report", report.id.0, json!({}))
                .await?;
            household_signals::update_settled(db, id, moderator, Some(report.id), now).await?;
            self.audit(
                db,
                caller,
                "household_looked_into",
                "request",
                row.request.0,
                json!({}),
            )
            .await?;
            let made = reports::find(db, report.id).await?;
            Ok(line(caller, &made.ok_or(AppError::NotFound)?))
        })
        .await
    }

    /// Locks a household that moderators are told of, at the numbers that were seen.
    async fn lock_household(
        db: &mut PgConnection,
        id: HouseholdSignalId,
        numbers: &str,
    ) -> Result<SignalRow> {
        let row = household_signals::lock(db, id)
            .await?
            .ok_or(AppError::NotFound)?;
        if seen(&row) == numbers {
            Ok(row)
        } else {
            Err(AppError::Stale)
        }
    }
}
