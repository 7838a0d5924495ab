//! Looking after reports: the list with its clock, taking one, what was written, closing it.

use jiff::Timestamp;
use punte_core::{
    booking::MatchState,
    danger::{DangerKind, Outcome, Reporter, sets_out_soon},
    error::FieldError,
    id::{InquiryId, MatchId, OfferId, ProviderId, ReportId},
    message::Thread,
    offer::Category,
    policy::{Action, Subject},
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{household::ReportedHousehold, report::purpose};
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Page, Result, known,
        limits::{Counted, Limit},
        matches::beginning,
    },
    storage::{
        blocks, desk, matches,
        reports::{self, ReportRow},
        request_signals, requests,
    },
};

/// Where the next page of the list begins.
pub type ReportKey = (Timestamp, Uuid);

/// A report in the list: not what was written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportLine {
    /// Its id.
    pub id: ReportId,
    /// What is wrong.
    pub kind: DangerKind,
    /// Who says so.
    pub reporter: Reporter,
    /// Whose offer.
    pub provider_id: ProviderId,
    /// Which offer.
    pub offer_id: OfferId,
    /// Which match, if it is about one.
    pub match_id: Option<MatchId>,
    /// Or which inquiry.
    pub inquiry_id: Option<InquiryId>,
    /// Whether the provider's offers are hidden until it is closed.
    pub freezes: bool,
    /// `open`, `taken` or `closed`.
    #[schema(pattern = "^(open|taken|closed)$")]
    pub state: String,
    /// Whether the caller looks after it.
    pub mine: bool,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Until when somebody looks.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// Its version.
    pub version: i64,
}

/// The match that a report is about, to everybody who looks after reports: how much it hurries. Not who comes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedHelp {
    /// What help it is about.
    pub category: Category,
    /// Where the match stands.
    pub state: MatchState,
    /// When it begins at the earliest: when a ride may leave, else the beginning of its first day. None of help without days.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub begins_at: Option<Timestamp>,
    /// Whether it is agreed and begins today or within a day: somebody is about to set out.
    pub sets_out_soon: bool,
}

/// A report, to the moderator who looks after it; what was written only to that one.
pub struct ReportView {
    /// Its line.
    pub line: ReportLine,
    /// The match that it is about, if it is about one; none of a household that is not theirs to see.
    pub help: Option<ReportedHelp>,
    /// The offer's title, for people who moderate.
    pub offer: Option<desk::OfferLine>,
    /// What was written, the first first. Empty unless the caller looks after it.
    pub texts: Vec<(Sensitive<String>, Timestamp)>,
    /// How many texts there are.
    pub written: i64,
    /// The household that is reported: to whoever looks after the report, until it is closed.
    pub household: Option<ReportedHousehold>,
    /// Since when the household is stopped because of this report.
    pub stopped_at: Option<Timestamp>,
}

/// How a report is closed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseBody {
    /// What came of it. `blocked` only while a block of the provider stands.
    pub outcome: Outcome,
}

pub(super) fn line(caller: &Caller, row: &ReportRow) -> ReportLine {
    ReportLine {
        id: row.id,
        kind: row.kind,
        reporter: row.reporter,
        provider_id: row.provider,
        offer_id: row.offer,
        match_id: row.of.and_then(Thread::of_match),
        inquiry_id: row.of.and_then(Thread::inquiry),
        freezes: row.freezes && row.state != "closed",
        mine: row.taken_by.is_some() && row.taken_by == caller.actor.account(),
        state: row.state.clone(),
        outcome: row.outcome,
        created_at: row.created_at,
        due_at: row.due_at,
        closed_at: row.closed_at,
        version: row.version,
    }
}

impl App {
    /// Reports that are not closed, what is due first; or the closed ones, the newest first. Whoever belongs to a provider, or did, is not told
    /// that there is one about it.
    pub async fn list_reports(
        &self,
        caller: &Caller,
        closed: bool,
        after: Option<ReportKey>,
        limit: u32,
    ) -> Result<Page<ReportLine, ReportKey>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let limit = limit.clamp(1, 100);
        let db = &mut *self.look_for(caller).await?;
        let rows = reports::list(db, moderator, closed, after, i64::from(limit) + 1).await?;
        let lines = rows.iter().map(|row| line(caller, row)).collect();
        let limit = usize::try_from(limit).unwrap_or(100);
        Ok(Page::cut(lines, limit, |l: &ReportLine| {
            (l.closed_at.filter(|_| closed).unwrap_or(l.due_at), l.id.0)
        }))
    }

    /// A report; none to whoever belongs to its provider, or did.
    pub async fn read_report(&self, caller: &Caller, id: ReportId) -> Result<ReportView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let db = &mut *self.look_for(caller).await?;
        let row = reports::find(db, id).await?.ok_or(AppError::NotFound)?;
        Self::allow(caller, Action::TriageReport, Subject::Of(row.provider))?;
        let line = line(caller, &row);
        let mut texts = Vec::new();
        if line.mine {
            for (sealed, at) in reports::list_texts(db, id).await? {
                let text = self
                    .auth
                    .keys
                    .unseal(&purpose(id), &sealed)
                    .and_then(|bytes| String::from_utf8(bytes).ok())
                    .ok_or_else(|| AppError::Internal("a report cannot be unsealed".into()))?;
                texts.push((Sensitive::new(text), at));
            }
        }
        let household = if line.mine && line.outcome.is_none() {
            self.reported_household(db, &row).await?
        } else {
            None
        };
        Ok(ReportView {
            help: self.reported_help(db, &row).await?,
            household,
            stopped_at: request_signals::find_stop_of_report(db, id).await?,
            offer: desk::list_offers(db, None, Some(&[row.offer.0]), 1)
                .await?
                .pop(),
            written: reports::count_texts(db, id).await?,
            texts,
            line,
        })
    }

    /// The match that a report is about. A child who is alone has none, to whoever moderates.
    async fn reported_help(
        &self,
        db: &mut PgConnection,
        row: &ReportRow,
    ) -> Result<Option<ReportedHelp>> {
        let Some(id) = row.of.and_then(Thread::of_match) else {
            return Ok(None);
        };
        let Some(m) = matches::find(db, id).await? else {
            return Ok(None);
        };
        let Some(need) = requests::find_need(db, m.need).await? else {
            return Ok(None);
        };
        let begins_at = beginning(&m, need.category, &need.need).earliest();
        let soon = begins_at.is_some_and(|at| sets_out_soon(at, self.now()));
        Ok(Some(ReportedHelp {
            category: need.category,
            state: m.state,
            begins_at,
            sets_out_soon: m.state.is_ahead() && soon,
        }))
    }

    /// Takes a report, whoever had it: in danger nobody waits for a lease, nor looks for a second factor first. Taking opens what was written,
    /// is written down, and counts as a look.
    pub async fn take_report(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReportId,
    ) -> Result<ReportLine> {
        let account = known(caller, Some(caller.actor.account()))?;
        let moderator = account.ok_or(AppError::Forbidden)?;
        self.write_once(once, async |db| {
            let row = self.lock_report(db, caller, id).await?;
            if row.state == "closed" {
                return Err(Conflict::IllegalState.into());
            }
            // It is theirs already: that a tap came twice is no news for anybody.
            if row.state == "taken" && row.taken_by == Some(moderator) {
                return Ok(line(caller, &row));
            }
            // Counted, and never refused: somebody may be in danger, and the hour runs.
            self.count_in(db, Limit::ManyLooks, Counted::Name(moderator.0.as_bytes()))
                .await?;
            reports::update_taken(db, id, moderator).await?;
            self.audit(db, caller, "report_taken", "report", id.0, json!({}))
                .await?;
            let row = reports::find(db, id).await?.ok_or(AppError::NotFound)?;
            Ok(line(caller, &row))
        })
        .await
    }

    /// Closes a report that the caller took. What it hid is shown again, unless the provider was blocked. Whoever reported is told that
    /// somebody was blocked only where that is so.
    pub async fn close_report(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReportId,
        body: CloseBody,
    ) -> Result<ReportLine> {
        self.write_once(once, async |db| {
            let row = self.lock_report(db, caller, id).await?;
            if row.state == "closed" {
                return Err(Conflict::IllegalState.into());
            }
            if row.taken_by != caller.actor.account() {
                return Err(Conflict::LeaseLost.into());
            }
            if !body.outcome.may_follow(row.reporter) {
                return Err(FieldError::new("/outcome", "unknown-value").into());
            }
            let blocked = blocks::find_standing(db, row.provider).await?.is_some();
            if !body.outcome.is_so(blocked) {
                return Err(Conflict::NobodyBlocked.into());
            }
            reports::update_closed(db, id, body.outcome, self.now()).await?;
            self.audit(
                db,
                caller,
                "report_closed",
                "report",
                id.0,
                json!({ "outcome": body.outcome }),
            )
            .await?;
            if let (Outcome::NothingFound, Some(of)) = (body.outcome, row.of) {
                let request = Self::request_of(db, of).await?;
                self.lift_stop(db, caller, id, request).await?;
            }
            if row.freezes {
                self.shown_again_later(db, row.provider).await?;
            }
            let row = reports::find(db, id).await?.ok_or(AppError::NotFound)?;
            Ok(line(caller, &row))
        })
        .await
    }

    pub(super) async fn lock_report(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ReportId,
    ) -> Result<ReportRow> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        reports::lock(db, id).await?;
        let row = reports::find(db, id).await?.ok_or(AppError::NotFound)?;
        Self::allow(caller, Action::TriageReport, Subject::Of(row.provider))?;
        Ok(row)
    }
}
