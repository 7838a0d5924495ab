//! What was agreed and nobody speaks of again: both sides are asked whether it began; then it is given up, or taken to have begun.

use jiff::{SignedDuration, civil::Date};
use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side, may_begin},
    clock::local_day,
    id::NeedId,
    request::NeedState,
    silence::{asked_at, silent_since, silent_step},
};
use serde_json::json;
use sqlx::PgConnection;

use super::aftercare::beginning;
use crate::{
    app::{
        App, AppError, Caller, Result,
        notices::{Notice, REMIND},
        system_caller,
    },
    ids,
    storage::{
        aftercare::{self, CheckInRow},
        matches::MatchRow,
        outbox::{self, NewJob, Outbox},
        providers,
        requests::{self, NeedRow},
        silence,
    },
};

/// So many matches of a state in one round.
const ROUND: i64 = 100;

/// How long both sides have to answer.
const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Under which name it is asked once whether help began.
fn question_id(m: &MatchRow) -> String {
    format!("{REMIND}.{}.begun", m.id)
}

/// The day on which the help has begun, if it begins at all.
fn has_begun_by(m: &MatchRow, need: &NeedRow) -> Option<Date> {
    beginning(m, need.category, &need.need).latest_day()
}

impl App {
    /// Plans to ask both sides of what is agreed now whether it began.
    async fn plan_question(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
        need: &NeedRow,
    ) -> Result<()> {
        let left = Outbox {
            jobs: Vec::from_iter(self.question(m, need)),
            ..Outbox::default()
        };
        outbox::insert(db, &left, self.now()).await?;
        Ok(())
    }

    /// The job that asks both sides of what is agreed now whether it began.
    pub(super) fn question(&self, m: &MatchRow, need: &NeedRow) -> Option<NewJob> {
        let now = self.now();
        let at = asked_at(has_begun_by(m, need), local_day(now))?;
        Some(NewJob {
            id: ids::ordered(),
            kind: REMIND,
            payload: json!({ "match": m.id }),
            dedup_id: question_id(m),
            run_at: at.max(now),
        })
    }

    /// Asks both sides whether what they agreed began, if it is time to.
    pub(super) async fn ask_whether_begun(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
    ) -> Result<()> {
        let need = requests::find_need(db, m.need)
            .await?
            .ok_or(AppError::NotFound)?;
        let since = silence::find_since(db, m.id, m.state).await?;
        let by = has_begun_by(m, &need);
        let at = since.and_then(|since| asked_at(by, local_day(since)));
        if at.is_some_and(|at| at <= self.now()) {
            self.tell_other(db, m, Side::System, Notice::BeginningAsked)
                .await?;
        }
        Ok(())
    }

    /// Gives up what was agreed, and neither confirmed by both nor begun, when its time is over; takes what both confirmed to have
    /// begun on the day after. Returns how many matches it was.
    pub async fn end_silence(&self) -> Result<usize> {
        let mut found = 0;
        for state in [MatchState::Accepted, MatchState::Confirmed] {
            let Some(limits) = silent_since(state, self.today()) else {
                continue;
            };
            let silent =
                silence::list_agreed(&mut *self.read().await?, state, limits, ROUND).await?;
            // What cannot be moved now is logged, and silent the next time, too.
            let _logged = self
                .with_each_locked(&silent, async |db, m| self.break_silence(db, m).await)
                .await;
            found += silent.len();
        }
        Ok(found)
    }

    async fn break_silence(&self, db: &mut PgConnection, m: &MatchRow) -> Result<()> {
        let system = system_caller();
        let need = requests::find_need(db, m.need)
            .await?
            .ok_or(AppError::NotFound)?;
        let Some(since) = silence::find_since(db, m.id, m.state).await? else {
            return Ok(());
        };
        let by = has_begun_by(m, &need);
        match silent_step(m.state, by, local_day(since), self.today()) {
            Some(MatchAction::Start)
                if !may_begin(Side::System, providers::is_frozen(db, m.provider).await?) =>
            {
                Ok(())
            }
            Some(MatchAction::Start) => {
                self.move_match(db, &system, m, MatchAction::Start, Side::System)
                    .await?;
                self.plan_check_ins(db, m, need.category, Side::System)
                    .await
            }
            // They came, as far as anybody said anything: it begins in the next round.
            Some(MatchAction::Expire) if Self::is_there(db, m).await? => {
                self.move_match(db, &system, m, MatchAction::Confirm, Side::System)
                    .await
            }
            // Nobody loses a bed without having been asked, a day before at the latest.
            Some(MatchAction::Expire)
                if !silence::was_asked(db, &question_id(m), self.now() - ANSWERED_WITHIN)
                    .await? =>
            {
                self.plan_question(db, m, &need).await
            }
            Some(action) => {
                self.end_match(db, &system, m, action, Side::System, EndReason::NotBegun)
                    .await?;
                self.reopen_need(db, &system, m.need).await
            }
            None => Ok(()),
        }
    }

    /// Whether a household said that it comes, or that what it was given helps.
    async fn is_there(db: &mut PgConnection, m: &MatchRow) -> Result<bool> {
        let confirmed = aftercare::list_confirmations(db, m.id).await?;
        let asked = aftercare::list_check_ins(db, m.id).await?;
        let came = |c: &CheckInRow| c.answer.is_some_and(|answer| c.kind.says_they_came(answer));
        Ok(confirmed.contains(&Side::Refugee) || asked.iter().any(came))
    }

    /// Opens a need again, unless its days are over: then there is nothing left to look for.
    async fn reopen_need(&self, db: &mut PgConnection, caller: &Caller, id: NeedId) -> Result<()> {
        self.refresh_need(db, id).await?;
        let need = requests::find_need(db, id)
            .await?
            .ok_or(AppError::NotFound)?;
        if need.need.is_over(self.today()) && need.state == NeedState::Open {
            self.end_over(db, caller, &need).await?;
        }
        Ok(())
    }
}
