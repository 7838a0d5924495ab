//! After both sides agreed: confirming, beginning, and how people are. Of the end see `completion`.

use jiff::Timestamp;
use punte_core::{
    aftercare::{Standing, Step},
    beginning::Beginning,
    booking::{EndReason, MatchAction, Side},
    check_in::{CheckIn, CheckInAnswer},
    completion::Word,
    danger::DangerKind,
    error::FieldError,
    id::MatchId,
    offer::Category,
    policy::{Action, Subject},
    request::Need,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::MatchView;
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        danger::{NewReportView, ReportBody},
        notices::{CHECK_IN, Notice, Recipient},
    },
    ids,
    storage::{
        aftercare::{self, CheckInRow},
        completions, jobs,
        matches::{self, MatchRow, StepRow},
        outbox::NewJob,
        providers,
        requests::{self, NeedRow},
        silence,
    },
};

/// What a side says.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepBody {
    /// The step.
    pub step: Step,
}

/// A check-in, to the household.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInView {
    /// Which one.
    pub kind: CheckIn,
    /// From when on it is asked.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// What was answered.
    pub answer: Option<CheckInAnswer>,
}

/// The answer to a check-in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInBody {
    /// Which one.
    pub kind: CheckIn,
    /// How they are.
    pub answer: CheckInAnswer,
}

/// What came of the answer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckedInView {
    /// The report of danger that "not safe" made, with its code: shown once.
    pub report: Option<NewReportView>,
}

/// What is known of when the help of a match begins.
pub(in crate::app) fn beginning(m: &MatchRow, category: Category, need: &Need) -> Beginning {
    Beginning {
        category,
        held: m.during,
        wanted: need.dates,
        departure: m.departure,
    }
}

impl App {
    /// Whether contacts wait for a side of a match until somebody has looked at what was said of its provider.
    pub(in crate::app) async fn contacts_wait(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
        side: Side,
    ) -> Result<bool> {
        if !m.state.contacts_wait(side, true, false)
            || !providers::is_frozen(db, m.provider).await?
        {
            return Ok(false);
        }
        let need = requests::find_need(db, m.need)
            .await?
            .ok_or(AppError::NotFound)?;
        let (asked, now) = (aftercare::list_check_ins(db, m.id).await?, self.now());
        let due = asked.iter().any(|check_in| check_in.due_at <= now);
        let there = beginning(m, need.category, &need.need).may_be_there(due, now);
        Ok(m.state.contacts_wait(side, true, there))
    }

    /// Takes a step after both sides agreed: confirms, says that the help began, is over or is not, or that nobody came.
    pub async fn take_step(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
        body: StepBody,
    ) -> Result<MatchView> {
        self.write_once_on(caller, id, once, async |db| {
            let (need, m) = self
                .lock_match(db, caller, id, Action::ReadMatch, version)
                .await?;
            let side = Self::side_of(caller, &m);
            let confirmed = aftercare::list_confirmations(db, id).await?;
            let words = completions::list_of(db, id).await?;
            let standing = Standing {
                state: m.state,
                confirmed: confirmed.contains(&side),
                begins: beginning(&m, need.category, &need.need).first_day(),
                today: self.today(),
                frozen: providers::is_frozen(db, m.provider).await?,
                unsaid: silence::is_begun_unsaid(db, id).await?,
                words: &words,
            };
            if !body.step.may(side, &standing) {
                return Err(Conflict::IllegalState.into());
            }
            match body.step {
                Step::Confirm => self.confirm_in(db, caller, &m, side, &confirmed).await?,
                Step::Start => {
                    self.move_match(db, caller, &m, MatchAction::Start, side)
                        .await?;
                    self.plan_check_ins(db, &m, need.category, side).await?;
                }
                Step::Complete => {
                    self.say_whether_over(db, caller, (&m, &need), side, Word::Over, &words)
                        .await?;
                }
                Step::NotOver => {
                    self.say_whether_over(db, caller, (&m, &need), side, Word::NotOver, &words)
                        .await?;
                }
                Step::NoShow => {
                    let (action, reason) = (MatchAction::ReportNoShow, EndReason::NoReason);
                    self.end_match(db, caller, &m, action, side, reason).await?;
                    self.refresh_need(db, m.need).await?;
                }
            }
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.match_view(db, &m, side).await
        })
        .await
    }

    async fn confirm_in(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
        side: Side,
        before: &[Side],
    ) -> Result<()> {
        aftercare::insert_confirmation(db, m.id, side, self.now()).await?;
        self.audit(
            db,
            caller,
            "match_confirmation",
            "match",
            m.id.0,
            json!({ "side": side }),
        )
        .await?;
        self.tell_other(db, m, side, Notice::OtherConfirmed).await?;
        if before.iter().any(|other| *other != side) {
            return self
                .move_match(db, caller, m, MatchAction::Confirm, Side::System)
                .await;
        }
        // The same state in a new version: who confirmed is part of what is seen.
        Ok(matches::update_version(db, m.id).await?)
    }

    /// Moves a match that goes on holding what it holds.
    pub(super) async fn move_match(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
        action: MatchAction,
        side: Side,
    ) -> Result<()> {
        let state = m.state.after(action, side)?;
        let step = StepRow {
            id: m.id,
            from: m.state,
            to: state,
            side,
            account: Self::done_by(caller, side).filter(|_| side != Side::System),
            reason: None,
            left_on: None,
            at: self.now(),
        };
        matches::update_state(db, &step, None).await?;
        let done = format!("match_{}", state.as_str());
        self.audit(db, caller, &done, "match", m.id.0, json!({ "side": side }))
            .await
    }

    /// Tells the other side of a match, or both where the product itself did it.
    pub(super) async fn tell_other(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
        side: Side,
        notice: Notice,
    ) -> Result<()> {
        self.tell_other_of(db, m, side, notice, &m.id.to_string())
            .await
    }

    /// As [`App::tell_other`], of something that can happen more than once: `event` is which time it was.
    pub(super) async fn tell_other_of(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
        side: Side,
        notice: Notice,
        event: &str,
    ) -> Result<()> {
        if side != Side::Refugee {
            self.notify(db, notice, Recipient::Request(m.request), m.id.0, event)
                .await?;
        }
        if side != Side::Provider {
            self.notify_provider(db, notice, m.provider, m.id.0, event)
                .await?;
        }
        Ok(())
    }

    /// Plans when people are asked how they are, of help that a side says has begun, or that is taken to have. What was asked already, and
    /// not answered, is asked anew once a side says so; the product itself knows nothing new.
    pub(super) async fn plan_check_ins(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
        category: Category,
        side: Side,
    ) -> Result<()> {
        let now = self.now();
        let asked = match side {
            Side::System => aftercare::list_check_ins(db, m.id).await?,
            _ => Vec::new(),
        };
        for kind in CheckIn::of(category) {
            if asked.iter().any(|before| before.kind == *kind) {
                continue;
            }
            let due = now + kind.after();
            aftercare::insert_check_in(db, m.id, *kind, due).await?;
            let payload = json!({ "match": m.id, "kind": kind });
            let dedup_id = format!("{CHECK_IN}.{}.{}", m.id, kind.as_str());
            jobs::insert(db, ids::ordered(), CHECK_IN, payload, &dedup_id, due, now).await?;
        }
        Ok(())
    }

    /// The jobs that ask people how they are of what is agreed now, whether anybody says that it began or not.
    pub(super) fn check_ins(&self, m: &MatchRow, need: &NeedRow) -> Vec<NewJob> {
        let begun = beginning(m, need.category, &need.need).counted_from(self.now());
        let job = |kind: CheckIn| NewJob {
            id: ids::ordered(),
            kind: CHECK_IN,
            payload: json!({ "match": m.id, "kind": kind }),
            dedup_id: format!("{CHECK_IN}.{}.{}.agreed", m.id, kind.as_str()),
            run_at: begun.checked_add(kind.after()).unwrap_or(Timestamp::MAX),
        };
        CheckIn::AGREED.map(job).into()
    }

    /// Asks a household how they are, by mail if they want mails; its pages ask in any case. Where nobody said that the help began, there is
    /// something to answer from now on.
    pub async fn ask_check_in(&self, id: MatchId, kind: CheckIn) -> Result<()> {
        self.write(async |db| {
            let Some(m) = matches::find(db, id).await? else {
                return Ok(());
            };
            if !CheckIn::is_asked_in(m.state) {
                return Ok(());
            }
            let now = self.now();
            aftercare::insert_asked(db, id, kind, now).await?;
            let asked = aftercare::list_check_ins(db, id).await?;
            let is_open = |c: &&CheckInRow| c.kind == kind && c.answer.is_none() && c.due_at <= now;
            if let Some(open) = asked.iter().find(is_open) {
                // Once for each time at which it was to be asked.
                let event = format!("{id}.{}.{}", kind.as_str(), open.due_at.as_second());
                self.notify(
                    db,
                    Notice::CheckIn,
                    Recipient::Request(m.request),
                    id.0,
                    &event,
                )
                .await?;
            }
            Ok(())
        })
        .await
    }

    /// How a household is. "Not safe" is a report of danger, in the same transaction: the provider's offers are hidden, and moderators told.
    pub async fn answer_check_in(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        body: CheckInBody,
    ) -> Result<CheckedInView> {
        self.write_once_on(caller, id, once, async |db| {
            let found = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            Self::allow(
                caller,
                Action::ActForRequest,
                Subject::Between(found.provider, found.request),
            )?;
            self.settle_check_in(db, caller, id, &body, "request").await
        })
        .await
    }

    /// Does what a household answered, with its request open or by a link.
    pub(super) async fn settle_check_in(
        &self,
        db: &mut PgConnection,
        household: &Caller,
        id: MatchId,
        body: &CheckInBody,
        by: &str,
    ) -> Result<CheckedInView> {
        if !body.kind.answers().contains(&body.answer) {
            return Err(FieldError::new("/answer", "unknown-value").into());
        }
        let (report, view) = if body.answer == CheckInAnswer::NotSafe {
            let report = ReportBody {
                offer_id: None,
                reference: None,
                match_id: Some(id),
                inquiry_id: None,
                kind: DangerKind::DangerNow,
                text: None,
            };
            let (report, view) = self.file_report(db, household, &report).await?;
            (Some(report), Some(view))
        } else {
            (None, None)
        };
        let now = self.now();
        if !aftercare::update_check_in(db, id, body.kind, body.answer, report, now).await? {
            return Err(Conflict::IllegalState.into());
        }
        let data = json!({ "kind": body.kind, "answer": body.answer, "by": by });
        self.audit(db, household, "check_in_answered", "match", id.0, data)
            .await?;
        Ok(CheckedInView { report: view })
    }
}
