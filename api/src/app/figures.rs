//! The figures of the queue, each of which can be counted again from the audit log alone, and what became of help.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    check_in::{CheckIn, CheckInAnswer},
    checklist::ChecklistItem,
    id::AccountId,
    offer::{LINK_HOLDS_FOR, Reminder},
    policy::{Action, Subject},
    verification::RECHECK_AHEAD,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{App, AppError, Caller, Result};
use crate::{
    spreadsheet::inert,
    storage::{
        checklists,
        figures::{
            self, EscalationCount, FailedCount, LapsingCount, LoadRow, OpenCount, OutcomeCount,
            ReasonCount, StopCount,
        },
    },
};

/// Days that figures look back, at most.
pub const MOST_DAYS: u32 = 366;

/// Open items in one state and of one age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenItems {
    /// `waiting`, `held`, or `second`: approved by one of two.
    #[schema(pattern = "^(waiting|held|second)$")]
    pub state: String,
    /// Since when: under 12, 24, 72 hours, or older.
    #[schema(pattern = "^(12h|24h|72h|older)$")]
    pub age: String,
    /// How many.
    pub items: u32,
}

/// How long items waited for their first decision. Nearest rank, seconds, rounded down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstDecisions {
    /// How many items.
    pub items: u32,
    /// Half of them waited at most so long.
    pub median_s: Option<i64>,
    /// Nine of ten waited at most so long.
    pub p90_s: Option<i64>,
}

/// Decisions for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonFigure {
    /// What was decided.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// How often.
    pub decisions: u32,
}

/// Items handed to somebody else for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EscalationFigure {
    /// Why.
    pub reason: String,
    /// How often.
    pub escalations: u32,
}

/// What was stopped for one reason: providers that were blocked, or offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopFigure {
    /// Why.
    pub reason: String,
    /// How often.
    pub times: u32,
    /// How many of them were lifted since.
    pub lifted: u32,
}

impl From<StopCount> for StopFigure {
    fn from(row: StopCount) -> Self {
        Self {
            reason: row.reason,
            times: count(row.times),
            lifted: count(row.lifted),
        }
    }
}

/// Checks that failed in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FailedChecks {
    /// How that came out: `answer`, a point of a checklist was answered with no; `evidence`, what was looked at about a provider was not as
    /// it has to be; `taken_back`, it had counted, and was forged or somebody else's.
    #[schema(pattern = "^(answer|evidence|taken_back)$")]
    pub how: String,
    /// The key of the point, or the kind of the evidence.
    pub item: String,
    /// How often.
    pub checks: u32,
}

/// What has to be checked again: providers, and offers that people see. And what has to be confirmed by its provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reverification {
    /// Providers whose checks have run out, or who lost a level because something below it has.
    pub lapsed: u32,
    /// Providers whose checks run out within 30 days.
    pub soon: u32,
    /// Offers whose checks have run out, and which wait in the queue to be looked at again.
    pub offers_lapsed: u32,
    /// Offers whose checks run out within 30 days, and which wait in the queue.
    pub offers_soon: u32,
    /// Offers that lapsed within 60 days because their provider did not say that they stand, which brings them back.
    pub unconfirmed_lapsed: u32,
    /// Offers that lapse within 4 days unless their provider says that they stand.
    pub unconfirmed_soon: u32,
}

impl From<LapsingCount> for Reverification {
    fn from(row: LapsingCount) -> Self {
        Self {
            lapsed: count(row.lapsed),
            soon: count(row.soon),
            offers_lapsed: count(row.offers_lapsed),
            offers_soon: count(row.offers_soon),
            unconfirmed_lapsed: count(row.unconfirmed_lapsed),
            unconfirmed_soon: count(row.unconfirmed_soon),
        }
    }
}

/// What one moderator did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// Who.
    pub moderator_id: AccountId,
    /// Decisions that stand.
    pub decisions: u32,
    /// Decisions that they took back.
    pub undone: u32,
}

/// How often one thing was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerFigure {
    /// What.
    pub answer: CheckInAnswer,
    /// How many households.
    pub households: u32,
}

/// What became of help so long after it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeFigure {
    /// How long: `week` is 7 days, `month` 30, `quarter` 90.
    pub after: CheckIn,
    /// How many households were asked then; whoever is not among the answers has not answered.
    pub asked: u32,
    /// What they answered.
    pub answers: Vec<AnswerFigure>,
}

impl OutcomeFigure {
    fn of(after: CheckIn, rows: &[OutcomeCount]) -> Self {
        let rows = rows.iter().filter(|row| row.kind == after.as_str());
        let households = |answer: CheckInAnswer| {
            let row = rows
                .clone()
                .find(|row| row.answer.as_deref() == Some(answer.as_str()))?;
            Some(AnswerFigure {
                answer,
                households: count(row.households),
            })
        };
        Self {
            after,
            asked: count(rows.clone().map(|row| row.households).sum()),
            answers: CheckInAnswer::ALL
                .into_iter()
                .filter_map(households)
                .collect(),
        }
    }
}

/// The figures of the queue, and what became of help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiguresView {
    /// Of what happened since,
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// and until: the present instant, at which open items are counted.
    #[schema(value_type = String, format = DateTime)]
    pub to: Timestamp,
    /// Open items, by where they stand and how long they wait.
    pub open: Vec<OpenItems>,
    /// How long items that came in then waited for their first decision.
    pub first_decision: FirstDecisions,
    /// Decisions that stand, by reason.
    pub decisions: Vec<ReasonFigure>,
    /// How often items were handed to somebody else, by reason.
    pub escalations: Vec<EscalationFigure>,
    /// How often providers were blocked, by reason.
    pub blocks: Vec<StopFigure>,
    /// How often offers that people saw were stopped, by reason.
    pub suspensions: Vec<StopFigure>,
    /// Checks that failed: answers, of decisions that stand and of stops, and evidence.
    pub failed_checks: Vec<FailedChecks>,
    /// Providers and offers that have to be checked again, and offers that have to be confirmed.
    pub reverification: Reverification,
    /// Decisions by moderator.
    pub moderators: Vec<Load>,
    /// What became of help, by the households that were asked then.
    pub outcomes: Vec<OutcomeFigure>,
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl From<OpenCount> for OpenItems {
    fn from(row: OpenCount) -> Self {
        Self {
            state: row.state,
            age: row.age,
            items: count(row.items),
        }
    }
}

impl From<ReasonCount> for ReasonFigure {
    fn from(row: ReasonCount) -> Self {
        Self {
            decision: row.decision,
            reason: row.reason,
            decisions: count(row.decisions),
        }
    }
}

impl From<EscalationCount> for EscalationFigure {
    fn from(row: EscalationCount) -> Self {
        Self {
            reason: row.reason,
            escalations: count(row.escalations),
        }
    }
}

impl From<FailedCount> for FailedChecks {
    fn from(row: FailedCount) -> Self {
        Self {
            how: row.how,
            item: row.item,
            checks: count(row.checks),
        }
    }
}

impl From<LoadRow> for Load {
    fn from(row: LoadRow) -> Self {
        Self {
            moderator_id: AccountId(row.moderator),
            decisions: count(row.decisions),
            undone: count(row.undone),
        }
    }
}

impl FiguresView {
    /// As a table for spreadsheets: what is counted, of what, how many.
    pub fn csv(&self) -> Result<Vec<u8>> {
        let mut rows = vec![["figure", "of", "and", "count"].map(str::to_owned)];
        let mut add = |figure: &str, of: &str, and: &str, n: String| {
            rows.push([figure.to_owned(), of.to_owned(), and.to_owned(), n]);
        };
        let seconds = |s: Option<i64>| s.map_or_else(String::new, |s| s.to_string());
        add("from", "", "", self.from.to_string());
        add("to", "", "", self.to.to_string());
        for o in &self.open {
            add("open_items", &o.state, &o.age, o.items.to_string());
        }
        let first = &self.first_decision;
        add("first_decision_items", "", "", first.items.to_string());
        add("first_decision_median_s", "", "", seconds(first.median_s));
        add("first_decision_p90_s", "", "", seconds(first.p90_s));
        for d in &self.decisions {
            add("decisions", &d.decision, &d.reason, d.decisions.to_string());
        }
        for e in &self.escalations {
            add("escalations", &e.reason, "", e.escalations.to_string());
        }
        for (figure, stops) in [("blocks", &self.blocks), ("suspensions", &self.suspensions)] {
            for stop in stops {
                add(figure, &stop.reason, "", stop.times.to_string());
                add(figure, &stop.reason, "lifted", stop.lifted.to_string());
            }
        }
        for f in &self.failed_checks {
            add("failed_checks", &f.item, &f.how, f.checks.to_string());
        }
        let due = &self.reverification;
        for (of, n) in [
            ("lapsed", due.lapsed),
            ("soon", due.soon),
            ("offers_lapsed", due.offers_lapsed),
            ("offers_soon", due.offers_soon),
            ("unconfirmed_lapsed", due.unconfirmed_lapsed),
            ("unconfirmed_soon", due.unconfirmed_soon),
        ] {
            add("reverification", of, "", n.to_string());
        }
        for m in &self.moderators {
            let id = m.moderator_id.to_string();
            add("moderator", &id, "decisions", m.decisions.to_string());
            add("moderator", &id, "undone", m.undone.to_string());
        }
        for o in &self.outcomes {
            let after = o.after.as_str();
            add("outcomes", after, "asked", o.asked.to_string());
            for a in &o.answers {
                add(
                    "outcomes",
                    after,
                    a.answer.as_str(),
                    a.households.to_string(),
                );
            }
        }
        let mut table = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let failed = |error: &dyn std::fmt::Display| AppError::Internal(error.to_string().into());
        for row in &rows {
            let cells = row.each_ref().map(|cell| inert(cell).into_owned());
            table.write_record(cells).map_err(|e| failed(&e))?;
        }
        table.into_inner().map_err(|e| failed(&e))
    }
}

impl App {
    /// The points of the checklists, for their words.
    pub async fn list_points(&self, caller: &Caller) -> Result<Vec<ChecklistItem>> {
        Self::allow(caller, Action::ReadQueueFigures, Subject::Anything)?;
        let lists = checklists::list(&mut *self.read().await?).await?;
        Ok(lists.into_iter().flat_map(|(_, list)| list.items).collect())
    }

    /// The figures of the last days, up to now.
    pub async fn read_figures(&self, caller: &Caller, days: u32) -> Result<FiguresView> {
        Self::allow(caller, Action::ReadQueueFigures, Subject::Anything)?;
        let days = days.clamp(1, MOST_DAYS);
        let to = self.now();
        let from = to - SignedDuration::from_hours(24 * i64::from(days));
        let due = to + RECHECK_AHEAD;
        let (_, confirmed_by) = Reminder::Early.deadlines(to);
        let unconfirmed = (to - LINK_HOLDS_FOR, confirmed_by);
        // In one snapshot: they are read beside each other.
        let db = &mut *self.read_whole().await?;
        let open = figures::count_open(db, to).await?;
        let first = figures::first_decisions(db, from).await?;
        let decisions = figures::count_reasons(db, from).await?;
        let escalations = figures::count_escalations(db, from).await?;
        let blocks = figures::count_blocks(db, from).await?;
        let suspensions = figures::count_suspensions(db, from).await?;
        let failed = figures::count_failed(db, from).await?;
        let lapsing = figures::count_lapsing(db, to, due, unconfirmed).await?;
        let load = figures::count_load(db, from).await?;
        let outcomes = figures::count_outcomes(db, from, to).await?;
        Ok(FiguresView {
            from,
            to,
            open: open.into_iter().map(OpenItems::from).collect(),
            first_decision: FirstDecisions {
                items: count(first.items),
                median_s: first.median_s,
                p90_s: first.p90_s,
            },
            decisions: decisions.into_iter().map(ReasonFigure::from).collect(),
            escalations: escalations
                .into_iter()
                .map(EscalationFigure::from)
                .collect(),
            blocks: blocks.into_iter().map(StopFigure::from).collect(),
            suspensions: suspensions.into_iter().map(StopFigure::from).collect(),
            failed_checks: failed.into_iter().map(FailedChecks::from).collect(),
            reverification: lapsing.into(),
            moderators: load.into_iter().map(Load::from).collect(),
            outcomes: CheckIn::OUTCOMES
                .into_iter()
                .map(|after| OutcomeFigure::of(after, &outcomes))
                .collect(),
        })
    }
}
