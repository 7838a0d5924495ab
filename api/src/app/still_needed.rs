//! Whether what a household asked for is still needed: it is asked after some days without a word of it, and answers by one tap, with
//! the link of a mail or where its request is open. What nobody answers ends as it would otherwise: with its days, or with the request that
//! nobody opens.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    booking::{EndReason, MatchAction, Side},
    clock::local_day,
    error::FieldError,
    id::{NeedId, RequestId},
    policy::{Action, Subject},
    request::{CLOSES_WITHIN_DAYS, NeedState, StillNeeded, look_again, next_question},
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    limits::Origin,
    notices::{Notice, Recipient},
    requests::NeedView,
    system_caller,
};
use crate::{
    auth::TrackingCode,
    storage::{
        matches::{self, MatchFilter, MatchRow, WAITING},
        requests::{self, NeedRow},
        rights, silence,
    },
};

/// So many households are asked in one round.
const ROUND: i64 = 100;

/// What a household answers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StillNeededBody {
    /// Whether it still needs it; if not, why.
    pub answer: StillNeeded,
}

impl App {
    /// Asks the households that are to be asked now; answers how many.
    pub async fn ask_still_needed(&self) -> Result<usize> {
        let (now, today) = (self.now(), self.today());
        let due = silence::list_to_ask(&mut *self.read().await?, now, today, ROUND).await?;
        let swept = self
            .sweep("questions about needs", &due, async |db, request| {
                self.ask_about_needs(db, request).await
            })
            .await;
        Ok(swept.done + self.ask_about_requests().await?)
    }

    /// Looks no more for what was needed on days that are over, once nobody has an answer to give: of what is partly agreed the rest is let
    /// go of. Answers how many needs that are.
    pub async fn end_needs_over(&self) -> Result<usize> {
        let (system, today) = (system_caller(), self.today());
        let over = silence::list_needs_over(&mut *self.read().await?, today, ROUND).await?;
        let of: BTreeMap<NeedId, RequestId> = over.iter().map(|(r, id)| (*id, *r)).collect();
        let needs: Vec<NeedId> = of.keys().copied().collect();
        let swept = self
            .sweep("needs whose days are over", &needs, async |db, id| {
                let Some(request) = of.get(&id) else {
                    return Ok(false);
                };
                requests::lock(db, *request).await?;
                let Some(need) = requests::lock_need(db, id).await? else {
                    return Ok(false);
                };
                // It may have been asked for other days, or an offer chosen, since.
                let over = need.need.is_over(today) && Self::list_waiting(db, id).await?.is_empty();
                if over {
                    self.end_over(db, &system, &need).await?;
                }
                Ok(over)
            })
            .await;
        Ok(swept.done)
    }

    /// Ends a need whose days are over, if it still looks and nobody has an answer to give.
    pub(super) async fn end_over(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        need: &NeedRow,
    ) -> Result<()> {
        let Some(next) = need.state.once_over() else {
            return Ok(());
        };
        let action = if next == NeedState::Served {
            requests::update_need_rest(db, need.id, None).await?;
            "need_reduced"
        } else {
            requests::update_need_state(db, need.id, next).await?;
            "need_expired"
        };
        self.audit(db, caller, action, "need", need.id.0, json!({}))
            .await
    }

    /// What waits for an answer for a need.
    async fn list_waiting(db: &mut PgConnection, need: NeedId) -> Result<Vec<MatchRow>> {
        let filter = MatchFilter {
            need: Some(need),
            states: WAITING,
            ..MatchFilter::default()
        };
        Ok(matches::list(db, &filter).await?)
    }

    /// Asks a household about those of its needs for which it is time, with one mail. Of one need alone it is clear which it is, and
    /// the mail carries a link that answers: no mail says what somebody needs. Of several it leads to the request.
    async fn ask_about_needs(&self, db: &mut PgConnection, request: RequestId) -> Result<bool> {
        requests::lock(db, request).await?;
        let Some(heard) = silence::find_heard(db, request).await? else {
            return Ok(false);
        };
        let (now, idle) = (self.now(), self.retention.idle_request_days);
        let mut needs = requests::list_needs(db, request).await?;
        needs.retain(|need| need.state.is_unhelped() && !need.need.is_over(self.today()));
        let mut asks = false;
        for need in &needs {
            let urgency = need.need.urgency;
            let next = |asked| next_question(urgency, heard, asked, idle);
            let due = next(need.asked_at).is_some_and(|at| at <= now);
            let asked = due.then_some(now);
            let again = look_again(urgency, next(asked.or(need.asked_at)), now, idle);
            silence::update_need_asked(db, need.id, asked, again).await?;
            asks |= due;
        }
        if asks {
            let (notice, about) = match needs.as_slice() {
                [only] => (Notice::NeedStillNeeded, only.id.0),
                _ => (Notice::StillNeeded, request.0),
            };
            self.ask_household(db, request, (notice, about), now)
                .await?;
        }
        Ok(asks)
    }

    /// Asks households of requests that hold nothing to be asked about by itself, a week before they are closed. To open it is the answer.
    async fn ask_about_requests(&self) -> Result<usize> {
        let now = self.now();
        let idle = self.retention.idle_request_days;
        let quiet = i64::from(idle.saturating_sub(CLOSES_WITHIN_DAYS));
        let since = now
            .checked_sub(SignedDuration::from_hours(24 * quiet))
            .unwrap_or(Timestamp::UNIX_EPOCH);
        let unheard = silence::lock_unheard(&mut *self.read().await?, since, None, ROUND).await?;
        let swept = self
            .sweep("questions about requests", &unheard, async |db, request| {
                let found = silence::lock_unheard(db, since, Some(request), 1).await?;
                if found.is_empty() {
                    return Ok(false);
                }
                silence::update_asked(db, request, now).await?;
                let question = (Notice::StillNeeded, request.0);
                self.ask_household(db, request, question, now).await?;
                Ok(true)
            })
            .await;
        Ok(swept.done)
    }

    async fn ask_household(
        &self,
        db: &mut PgConnection,
        request: RequestId,
        (notice, about): (Notice, uuid::Uuid),
        now: Timestamp,
    ) -> Result<()> {
        let event = format!("{request}.{}", local_day(now));
        self.notify(db, notice, Recipient::Request(request), about, &event)
            .await
    }

    /// The code that the page of a question takes; nothing if it was answered, or there is nothing to ask about any more.
    pub(super) async fn code_of_question(&self, id: NeedId) -> Result<Option<Sensitive<String>>> {
        let db = &mut *self.read().await?;
        let Some(need) = requests::find_need(db, id).await? else {
            return Ok(None);
        };
        let stands = self.is_asked(db, &need).await?;
        Ok(stands.then(|| Sensitive::new(self.question_code(&need).reveal())))
    }

    /// Whether a household is asked about a need.
    async fn is_asked(&self, db: &mut PgConnection, need: &NeedRow) -> Result<bool> {
        let heard = silence::find_heard(db, need.request).await?;
        Ok(heard.is_some() && need.asked_since().is_some())
    }

    /// The code that answers for one need until it was answered: former codes answer nothing more.
    fn question_code(&self, need: &NeedRow) -> TrackingCode {
        let answered = need.confirmed_at.map_or(0, Timestamp::as_microsecond);
        let purpose = format!("need-still\n{answered}");
        TrackingCode::derived(&purpose, need.id.0, &self.auth.keys)
    }

    /// Answers with the code of a mail whether a need still stands. The same error for a code of something else, one that was used
    /// and one of what is over.
    pub async fn answer_question(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        origin: Origin,
        id: NeedId,
        code: &str,
        answer: StillNeeded,
    ) -> Result<StillNeeded> {
        Self::allow(caller, Action::AnswerLink, Subject::Anything)?;
        let code = TrackingCode::parse(code)?;
        let counted = self.count_code(origin).await?;
        let done = self
            .write_once(once, async |db| {
                let need = self.need_of_question(db, id, &code).await?;
                self.settle_need(db, caller, &need, answer, "link").await?;
                Ok(answer)
            })
            .await?;
        self.uncount(counted).await;
        Ok(done)
    }

    /// Locks the need that a code answers for.
    async fn need_of_question(
        &self,
        db: &mut PgConnection,
        id: NeedId,
        code: &TrackingCode,
    ) -> Result<NeedRow> {
        let over = || AppError::from(FieldError::new("/code", "question-over"));
        let request = requests::find_need(db, id).await?.ok_or_else(over)?.request;
        requests::lock(db, request).await?;
        let need = requests::lock_need(db, id).await?.ok_or_else(over)?;
        let hash = |code: &TrackingCode| code.hash_as("need-still-given", &self.auth.keys);
        // Compared by digests: the time tells nothing.
        if hash(&self.question_code(&need)) != hash(code) || !self.is_asked(db, &need).await? {
            return Err(over());
        }
        Ok(need)
    }

    /// Answers for a household whose request is open whether a need still stands, asked or not; of one that is partly agreed, whether the
    /// rest does.
    pub async fn answer_still_needed(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: NeedId,
        answer: StillNeeded,
    ) -> Result<NeedView> {
        self.write_once_on(caller, id, once, async |db| {
            let (row, _) = self.own_need(db, caller, id, Action::ActForRequest).await?;
            requests::lock(db, row.request).await?;
            let need = requests::lock_need(db, id).await?;
            let need = need.ok_or(AppError::NotFound)?;
            let open = silence::find_heard(db, need.request).await?.is_some();
            if !open || !need.state.is_looking() {
                return Err(Conflict::IllegalState.into());
            }
            self.settle_need(db, caller, &need, answer, "request")
                .await?;
            self.need_view_of(db, id).await
        })
        .await
    }

    /// Does what was answered about a need that is locked with its request. What is agreed of it stays: the rest is let go of, and the need
    /// is served. It is a word of the household, as to open the request is.
    async fn settle_need(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        need: &NeedRow,
        answer: StillNeeded,
        by: &str,
    ) -> Result<()> {
        let now = self.now();
        rights::update_last_seen(db, need.request, now).await?;
        let action = if let Some(reason) = answer.closes() {
            let reason_of_match = match answer {
                StillNeeded::DoneByOthers => EndReason::FoundElsewhere,
                StillNeeded::Needed | StillNeeded::Irrelevant => EndReason::NoReason,
            };
            for m in Self::list_waiting(db, need.id).await? {
                let (action, side) = (MatchAction::Cancel, Side::Refugee);
                self.end_match(db, caller, &m, action, side, reason_of_match)
                    .await?;
            }
            if need.state == NeedState::PartlyServed {
                requests::update_need_rest(db, need.id, Some(now)).await?;
                "need_reduced"
            } else {
                requests::update_need_closed(db, need.id, reason, now).await?;
                "need_closed"
            }
        } else {
            requests::update_need_confirmed(db, need.id, now).await?;
            "need_confirmed"
        };
        let data = json!({ "by": by, "answer": answer });
        self.audit(db, caller, action, "need", need.id.0, data)
            .await
    }
}
