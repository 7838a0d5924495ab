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
        App, AppError, Caller, Conflict, Once, Result,
        notices::{Notice, Recipient},
    },
    storage::{
        matches::{self, MatchFilter, MatchRow, WAITING},
        requests,
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
    /// its other proposals end.
    pub async fn accept(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
    ) -> Result<MatchView> {
        self.write_once(once, async |db| {
            let m = self
                .lock_match(db, caller, id, Action::AnswerMatch, version)
                .await?;
            let now = self.now();
            let state = m.state.after(MatchAction::Accept, Side::Provider)?;
            if m.answer_by <= now {
                return Err(Conflict::IllegalState.into());
            }
            matches::update_state(db, id, state, None).await?;
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
            let need = requests::find_need(db, m.need)
                .await?
                .ok_or(AppError::NotFound)?;
            if need.served >= need.quantity {
                for other in matches::list(
                    db,
                    &MatchFilter {
                        need: Some(m.need),
                        states: WAITING,
                        ..MatchFilter::default()
                    },
                )
                .await?
                {
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
            self.refresh_need(db, m.need).await?;
            self.audit(
                db,
                caller,
                "match_accepted",
                "match",
                id.0,
                json!({ "quantity": m.quantity }),
            )
            .await?;
            self.count_reliability_later(db, m.provider).await?;
            self.notify(
                db,
                Notice::ProposalAccepted,
                Recipient::Request(m.request),
                id.0,
                &format!("{id}.accepted"),
            )
            .await?;
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.match_view(db, &m, Side::Provider).await
        })
        .await
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
            let m = self
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
            let m = self
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
    ) -> Result<MatchRow> {
        let found = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
        Self::allow(
            caller,
            action,
            Subject::Between(found.provider, found.request),
        )?;
        requests::lock_need(db, found.need).await?;
        matches::lock(db, id).await?;
        let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
        if m.version == version {
            Ok(m)
        } else {
            Err(AppError::Stale)
        }
    }
}
