//! A provider answers; either side calls off.

use punte_core::{
    booking::{EndReason, MatchAction, Side, may_move, may_wait_on},
    error::FieldError,
    id::MatchId,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{MatchStepView, MatchView};
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        bundle::settled_parts,
        known,
        notices::{Notice, Recipient},
    },
    storage::{
        bundles,
        match_around::{self, AnsweredRow},
        matches::{self, MatchFilter, MatchRow, StepRow, WAITING},
        outbox::Outbox,
        providers,
        requests::NeedRow,
    },
};

/// Why one says no or calls it off.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBody {
    /// Why.
    pub reason: EndReason,
}

fn check_reason(body: &EndBody) -> Result<()> {
    if body.reason.is_personal() {
        Ok(())
    } else {
        Err(FieldError::new("/reason", "unknown-value").into())
    }
}

impl App {
    /// Says yes: takes the offer's capacity and the need's open quantity, or is refused. Its other proposals for more than is open then
    /// end, all of them when the need is served; so do those of other needs that cannot be kept beside it. The offer's counter, which
    /// everybody who asks for the offer waits for, is taken by the commit, which writes the line of the audit log with it; and the job that
    /// tells others who wait for what is gone ([`App::end_crowded_out`]).
    pub async fn accept(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
    ) -> Result<MatchView> {
        self.write_once_on(caller, id, once, async |db| {
            // Two providers who say yes to one household at once see each other's answer.
            let AnsweredRow {
                mut m,
                need,
                household,
            } = known(caller, match_around::lock(db, id).await?)?;
            Self::allow(
                caller,
                Action::AnswerMatch,
                Subject::Between(m.provider, m.request),
            )?;
            if m.version != version {
                return Err(AppError::Stale);
            }
            let now = self.now();
            let step = StepRow {
                id,
                from: m.state,
                to: m.state.after(MatchAction::Accept, Side::Provider)?,
                side: Side::Provider,
                account: caller.actor.account(),
                reason: None,
                left_on: None,
                at: now,
            };
            if m.answer_by <= now {
                return Err(Conflict::IllegalState.into());
            }
            let helps = bundles::list_helps(db, &[m.request]).await?;
            let others = helps.iter().filter(|other| {
                other.need == m.need && other.id != id && WAITING.contains(&other.state)
            });
            let (served, mut waiting) = (need.served + m.quantity, others.count());
            if waiting > 0 {
                let open = need.quantity.saturating_sub(served);
                // With the part that is settled now.
                let settled = settled_parts(&helps, m.need).saturating_add(1);
                let splits = need.need.may_part(&household, settled);
                waiting = self.end_larger(db, caller, &m, open, splits).await?;
            }
            self.end_beside(db, caller, (&m, &household), &helps)
                .await?;
            let planned = self.check_ins(&m, &need).into_iter();
            let left = Outbox {
                jobs: planned
                    .chain(self.question(&m, &need))
                    .chain(self.questions_ahead(&m, &need))
                    .collect(),
                counts: Some(self.count_soon(m.provider)),
                ..Outbox::default()
            };
            let notice = Notice::ProposalAccepted;
            let (to, event) = (Recipient::Request(m.request), format!("{id}.accepted"));
            let pressing = Self::pressing_of(notice, &m, &need, self.today());
            self.notify_with(db, left, (notice, to, id.0), &event, Some(pressing))
                .await?;
            (m.state, m.version) = (step.to, m.version + 1);
            let mut view = self.match_view(db, &m, Side::Provider).await?;
            if view.changed.is_some() {
                // It was chosen at another hour than that of the version that is live by now.
                self.tell_of_change_later(db, m.offer, (&id.to_string(), now))
                    .await?;
            }
            view.history.push(MatchStepView {
                state: step.to,
                side: step.side,
                by_helper: false,
                at: step.at,
            });
            let moved = Self::moved(&need, served, waiting);
            matches::update_state(db, &step, moved.map(|state| (need.id, state))).await?;
            Ok(view)
        })
        .await
    }

    /// Ends the proposals that wait beside a match for the same need, and are for more than is open of it, or for a part where the rest has to
    /// stay together; how many wait on.
    async fn end_larger(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
        open: u32,
        splits: bool,
    ) -> Result<usize> {
        let filter = MatchFilter {
            need: Some(m.need),
            states: WAITING,
            ..MatchFilter::default()
        };
        let mut waiting = 0;
        for other in matches::list(db, &filter).await? {
            if other.id == m.id {
                continue;
            }
            let whole = other.quantity == open;
            if whole || splits && may_wait_on(other.quantity, open) {
                waiting += 1;
            } else {
                self.supersede(db, caller, &other, open > 0).await?;
            }
        }
        Ok(waiting)
    }

    /// Says no.
    pub async fn decline(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
        body: EndBody,
    ) -> Result<MatchView> {
        check_reason(&body)?;
        self.write_once_on(caller, id, once, async |db| {
            let (_, m) = self
                .lock_match(db, caller, id, Action::AnswerMatch, version)
                .await?;
            self.end_match(
                db,
                caller,
                &m,
                MatchAction::Decline,
                Side::Provider,
                body.reason,
            )
            .await?;
            self.refresh_need(db, m.need).await?;
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.match_view(db, &m, Side::Provider).await
        })
        .await
    }

    /// Calls a match off, from either side; what it held is given back, the need is open again.
    pub async fn cancel(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
        body: EndBody,
    ) -> Result<MatchView> {
        check_reason(&body)?;
        self.write_once_on(caller, id, once, async |db| {
            let (_, m) = self
                .lock_match(db, caller, id, Action::ReadMatch, version)
                .await?;
            let side = Self::side_of(caller, &m);
            self.end_match(db, caller, &m, MatchAction::Cancel, side, body.reason)
                .await?;
            self.refresh_need(db, m.need).await?;
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.match_view(db, &m, side).await
        })
        .await
    }

    /// Locks the household of a match, its need and the match, and checks who asks and which version they saw. [`Conflict::IllegalState`] to a
    /// provider who is blocked, though the worker has not stopped the match yet.
    pub(super) async fn lock_match(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: MatchId,
        action: Action,
        version: i64,
    ) -> Result<(NeedRow, MatchRow)> {
        let AnsweredRow { m, need, .. } = known(caller, match_around::lock(db, id).await?)?;
        Self::allow(caller, action, Subject::Between(m.provider, m.request))?;
        let side = Self::side_of(caller, &m);
        if side == Side::Provider && !may_move(side, providers::is_blocked(db, m.provider).await?) {
            return Err(Conflict::IllegalState.into());
        }
        if m.version == version {
            Ok((need, m))
        } else {
            Err(AppError::Stale)
        }
    }
}
