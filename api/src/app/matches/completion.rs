//! That help is over: one side says it, the other confirms it or says that it is not so; silence confirms it, too.

use punte_core::{
    booking::{MatchAction, MatchState, Side},
    completion::{self, Said, Word},
    offer::Category,
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{App, AppError, Caller, Result, notices::Notice, system_caller},
    storage::{
        completions,
        matches::{self, MatchRow},
        requests, silence,
    },
};

/// So many matches in one round.
const ROUND: i64 = 100;

impl App {
    /// A side says that the help is over, or that it is not, after what was said `before`. The second one that says so completes the match.
    pub(super) async fn say_whether_over(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
        side: Side,
        word: Word,
        before: &[Said],
    ) -> Result<()> {
        let said = Said {
            side,
            word,
            at: self.now(),
        };
        completions::insert(db, m.id, said, caller.actor.account()).await?;
        let data = json!({ "side": side, "word": word });
        self.audit(db, caller, "match_completion", "match", m.id.0, data)
            .await?;
        let answers = completion::said_over(before).is_some_and(|before| before != side);
        if word == Word::Over && answers {
            self.move_match(db, caller, m, MatchAction::Complete, side)
                .await?;
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
        let stay = m.during.filter(|_| need.category == Category::Housing);
        if completion::over_at(stay, began, &words) > self.now() {
            return Ok(());
        }
        let system = system_caller();
        self.move_match(db, &system, m, MatchAction::Complete, Side::System)
            .await?;
        self.tell_other(db, m, Side::System, Notice::HelpCompleted)
            .await
    }
}
