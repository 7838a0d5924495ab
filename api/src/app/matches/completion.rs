//! That help is over: one side says it, the other confirms it or says that it is not so; silence confirms it, too.

use jiff::civil::Date;
use punte_core::{
    booking::{MatchAction, MatchState, Side},
    completion::{self, Said, Word},
    offer::Category,
    period::Period,
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{App, AppError, Caller, Result, notices::Notice, system_caller},
    storage::{
        completions,
        matches::{self, MatchRow, StepRow},
        requests::{self, NeedRow},
        silence,
    },
};

/// So many matches in one round.
const ROUND: i64 = 100;

/// The nights of a stay; the week of a doctor's place is none.
fn stay(m: &MatchRow, need: &NeedRow) -> Option<Period> {
    m.during.filter(|_| need.category == Category::Housing)
}

impl App {
    /// A side says that the help is over, or that it is not, after what was said `before`. The second one that says so completes the match:
    /// of a stay that is over early the nights after that day are free for others.
    pub(super) async fn say_whether_over(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (m, need): (&MatchRow, &NeedRow),
        side: Side,
        word: Word,
        before: &[Said],
    ) -> Result<()> {
        let said = Said {
            side,
            word,
            at: self.now(),
        };
        completions::insert(db, m.id, said, Self::done_by(caller, side)).await?;
        let data = json!({ "side": side, "word": word });
        self.audit(db, caller, "match_completion", "match", m.id.0, data)
            .await?;
        let answers = completion::said_over(before).is_some_and(|before| before != side);
        if word == Word::Over && answers {
            let left_on = stay(m, need).and_then(|stay| completion::left_on(stay, said.at));
            self.complete(db, caller, (m, need), side, left_on).await?;
            return self.tell_other(db, m, side, Notice::HelpCompleted).await;
        }
        // The same state in a new version: what was said is part of what is seen.
        matches::update_version(db, m.id).await?;
        let notice = match word {
            Word::Over => Notice::OverAsked,
            Word::NotOver if answers => Notice::OverDenied,
            // Whoever takes their own word back troubles nobody.
            Word::NotOver => return Ok(()),
        };
        let event = format!("{}.{}", m.id, before.len());
        self.tell_other_of(db, m, side, notice, &event).await
    }

    /// Completes a match. What nobody uses any more can be had again: the places of a service, and the nights from a day on on which both
    /// sides said that the household leaves.
    pub(in crate::app) async fn complete(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (m, need): (&MatchRow, &NeedRow),
        side: Side,
        left_on: Option<Date>,
    ) -> Result<()> {
        let state = m.state.after(MatchAction::Complete, side)?;
        let step = StepRow {
            id: m.id,
            from: m.state,
            to: state,
            side,
            account: Self::done_by(caller, side),
            reason: None,
            left_on,
            at: self.now(),
        };
        matches::update_state(db, &step, None).await?;
        if left_on.is_some() || !state.keeps_capacity(need.category) {
            self.offer_visible_later(db, m.offer).await?;
        }
        let data = json!({ "side": side, "left_on": left_on });
        self.audit(db, caller, "match_completed", "match", m.id.0, data)
            .await
    }

    /// Ends help that silence has ended: after the word of one side, or after its days. Returns how much.
    pub async fn complete_overdue(&self) -> Result<usize> {
        let over = completions::list_over(&mut *self.read().await?, self.now(), ROUND).await?;
        // What cannot be ended now is logged, and over the next time, too.
        let _logged = self
            .with_each_locked(&over, async |db, m| self.complete_in_silence(db, m).await)
            .await;
        Ok(over.len())
    }

    async fn complete_in_silence(&self, db: &mut PgConnection, m: &MatchRow) -> Result<()> {
        if m.state != MatchState::Started {
            return Ok(());
        }
        // Somebody may have said meanwhile that it is not over.
        let words = completions::list_of(db, m.id).await?;
        let Some(began) = silence::find_since(db, m.id, m.state).await? else {
            return Ok(());
        };
        let need = requests::find_need(db, m.need)
            .await?
            .ok_or(AppError::NotFound)?;
        if completion::over_at(stay(m, &need), began, &words) > self.now() {
            return Ok(());
        }
        // Silence gives no night back: somebody may be there.
        let system = system_caller();
        self.complete(db, &system, (m, &need), Side::System, None)
            .await?;
        self.tell_other(db, m, Side::System, Notice::HelpCompleted)
            .await
    }
}
