//! A provider answers; either side calls off.

use punte_core::{
    booking::{EndReason, MatchAction, Side},
    error::FieldError,
    id::MatchId,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::MatchView;
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result, known,
        notices::{Notice, Recipient},
    },
    storage::{
        matches::{self, MatchFilter, MatchRow, WAITING},
        requests::{self, NeedRow},
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
    /// Says yes: takes the offer's capacity and the need's open quantity, or is refused. When the need is served by it,
    /// its other proposals end; so do those of other needs that cannot be kept beside it. The offer's counter, which everybody who asks for the offer waits for, is taken late.
    pub async fn accept(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
    ) -> Result<MatchView> {
        let work = async |db: &mut PgConnection| {
            // Two providers who say yes to one household at once see each other's answer.
            requests::lock_of_match(db, id).await?;
            let (need, mut m) = self
                .lock_match(db, caller, id, Action::AnswerMatch, version)
                .await?;
            let now = self.now();
            let state = m.state.after(MatchAction::Accept, Side::Provider)?;
            if m.answer_by <= now {
                return Err(Conflict::IllegalState.into());
            }
            matches::insert_event(
                db,
                id,
                Some(m.state),
                state,
                Side::Provider,
                caller.actor.account(),
                None,
                now,
            )
            .await?;
            let filter = MatchFilter {
                need: Some(m.need),
                states: WAITING,
                ..MatchFilter::default()
            };
            let mut others = matches::list(db, &filter).await?;
            others.retain(|other| other.id != id);
            let served = need.served + m.quantity;
            if served >= need.quantity {
                for other in others.drain(..) {
                    self.end_match(
                        db,
                        caller,
                        &other,
                        MatchAction::Decline,
                        Side::System,
                        EndReason::Superseded,
                    )
                    .await?;
                }
            }
            self.move_need(db, &need, served, others.len()).await?;
            self.end_beside(db, caller, &m).await?;
            self.count_reliability_later(db, m.provider).await?;
            self.plan_question(db, &m, need.need.dates).await?;
            self.notify(
                db,
                Notice::ProposalAccepted,
                Recipient::Request(m.request),
                id.0,
                &format!("{id}.accepted"),
            )
            .await?;
            (m.state, m.version) = (state, m.version + 1);
            self.match_view(db, &m, Side::Provider).await
        };
        let take = async |db: &mut PgConnection, view: &MatchView| {
            matches::update_state(db, id, view.state, None).await?;
            // After it: who reads the log in its order never sees more places taken than there are.
            let data = json!({ "quantity": view.quantity });
            self.audit(db, caller, "match_accepted", "match", id.0, data)
                .await
        };
        self.write_once_then(once, work, take).await
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
        self.write_once(once, async |db| {
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
        self.write_once(once, async |db| {
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

    /// Locks the need of a match, then the match, and checks who asks and which version they saw.
    pub(super) async fn lock_match(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: MatchId,
        action: Action,
        version: i64,
    ) -> Result<(NeedRow, MatchRow)> {
        let found = known(caller, matches::find(db, id).await?)?;
        Self::allow(
            caller,
            action,
            Subject::Between(found.provider, found.request),
        )?;
        let need = requests::lock_need(db, found.need).await?;
        let need = need.ok_or(AppError::NotFound)?;
        let m = matches::lock(db, id).await?.ok_or(AppError::NotFound)?;
        if m.version == version {
            Ok((need, m))
        } else {
            Err(AppError::Stale)
        }
    }
}
