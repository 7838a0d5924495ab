//! What people are asked ahead of time: both sides, before help begins, whether it stays as agreed; a household, before a long stay ends, to
//! look for what comes after it.

use jiff::Timestamp;
use punte_core::{
    booking::{MatchState, Side},
    move_on::look_on_at,
    offer::Category,
    request::NeedState,
    silence::confirm_at,
};
use serde_json::json;
use sqlx::PgConnection;

use super::aftercare::beginning;
use crate::{
    app::{
        App, AppError, Result,
        notices::{Notice, REMIND, Recipient},
    },
    ids,
    storage::{
        aftercare,
        matches::MatchRow,
        outbox::NewJob,
        requests::{self, NeedRow},
        silence,
    },
};

/// When both sides of what was agreed at an instant are asked whether it stays so.
fn confirmed_at(m: &MatchRow, need: &NeedRow, agreed: Timestamp) -> Option<Timestamp> {
    confirm_at(beginning(m, need.category, &need.need).first_day(), agreed)
}

/// When the household of a stay that was agreed at an instant is asked to look on.
fn looks_on_at(m: &MatchRow, need: &NeedRow, agreed: Timestamp) -> Option<Timestamp> {
    let stay = m.during.filter(|_| need.category == Category::Housing)?;
    look_on_at(stay, agreed)
}

impl App {
    /// The jobs that ask ahead of time about what is agreed now.
    pub(super) fn questions_ahead(
        &self,
        m: &MatchRow,
        need: &NeedRow,
    ) -> impl Iterator<Item = NewJob> {
        let (id, now) = (m.id, self.now());
        let asked = [
            ("confirm", confirmed_at(m, need, now)),
            ("after", looks_on_at(m, need, now)),
        ];
        asked.into_iter().filter_map(move |(what, at)| {
            Some(NewJob {
                id: ids::ordered(),
                kind: REMIND,
                payload: json!({ "match": id }),
                dedup_id: format!("{REMIND}.{id}.{what}"),
                run_at: at?,
            })
        })
    }

    /// Asks whoever has not confirmed what was agreed, if it is time to and it has not begun.
    pub(super) async fn ask_to_confirm(&self, db: &mut PgConnection, m: &MatchRow) -> Result<()> {
        let need = requests::find_need(db, m.need)
            .await?
            .ok_or(AppError::NotFound)?;
        let first = beginning(m, need.category, &need.need).first_day();
        let agreed = silence::find_since(db, m.id, MatchState::Accepted).await?;
        let at = agreed.and_then(|agreed| confirmed_at(m, &need, agreed));
        let is_ahead = first.is_some_and(|day| self.today() < day);
        if !is_ahead || at.is_none_or(|at| at > self.now()) {
            return Ok(());
        }
        let confirmed = aftercare::list_confirmations(db, m.id).await?;
        let said = confirmed.first().copied().unwrap_or(Side::System);
        self.tell_other(db, m, said, Notice::ConfirmAsked).await
    }

    /// Asks a household whose long stay ends soon to look for what comes after it, if it is time to and nothing goes on from it yet.
    pub(super) async fn ask_to_look_on(&self, db: &mut PgConnection, m: &MatchRow) -> Result<()> {
        let (Some(need), Some(request)) = (
            requests::find_need(db, m.need).await?,
            requests::find(db, m.request).await?,
        ) else {
            return Ok(());
        };
        let agreed = silence::find_since(db, m.id, MatchState::Accepted).await?;
        let at = agreed.and_then(|agreed| looks_on_at(m, &need, agreed));
        let is_there = m.during.is_some_and(|stay| self.today() < stay.to());
        let goes_on = need.state != NeedState::Served
            || request.state != "open"
            || request.unaccompanied_minor
            || requests::is_continued(db, need.id).await?;
        if goes_on || !is_there || at.is_none_or(|at| at > self.now()) {
            return Ok(());
        }
        let (to, event) = (Recipient::Request(m.request), m.id.to_string());
        self.notify(db, Notice::StayEnds, to, need.id.0, &event)
            .await
    }
}
