//! Case workers: they follow the requests of households that agreed to it, for an organisation that was checked.
//! What they do for a household they do with its request open, as it would: through the same use cases, under their own name in the log.

mod begin;
mod due;
mod end;
mod reassign;
mod reissue;
mod tend;
mod view;

pub use begin::{CaseCodeView, NewCaseBody};
pub use end::{CaseWithdrawalBody, EndCaseBody};
pub use reassign::{CaseHolderBody, OrganisationCaseView};
pub use reissue::CaseReissueBody;
pub use tend::{CaseNoteBody, CasePlanBody, CaseTokenView};
pub use view::{CaseLine, CaseNeedView, CaseNoteView, CaseView, CaseWorkerView};

use jiff::Timestamp;
use punte_core::{
    case_work::CaseEnd,
    id::{AccountId, CaseId},
    policy::{Action, Actor, Subject},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Result,
    notices::{Notice, Recipient},
};
use crate::storage::{
    household_cases::{self, CaseRow, Ending, Holder},
    outbox::{self, Moved, Outbox},
};

impl App {
    /// The account of a case worker.
    fn case_worker(caller: &Caller) -> Result<AccountId> {
        Self::allow(caller, Action::FollowRequests, Subject::Anything)?;
        caller.actor.account().ok_or(AppError::Forbidden)
    }

    /// Locks a case that the caller follows; to everybody else there is none.
    async fn lock_own_household_case(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: CaseId,
    ) -> Result<(Holder, CaseRow)> {
        let who = Self::case_worker(caller)?;
        let held = household_cases::lock(db, id).await?;
        let held = held
            .filter(|held| held.account == who)
            .ok_or(AppError::NotFound)?;
        let row = household_cases::list(db, who, Some(id)).await?.pop();
        Ok((held, row.ok_or(AppError::NotFound)?))
    }

    /// Tells those whose cases moved that something happened in them, once until they look; what was stopped for safety each time.
    pub(super) async fn tell_case_workers(
        &self,
        db: &mut PgConnection,
        moved: Vec<Moved>,
        (notice, about): (Notice, Uuid),
    ) -> Result<()> {
        if moved.is_empty() {
            return Ok(());
        }
        let (now, mut left) = (self.now(), Outbox::default());
        for (case, account, seen_at) in moved {
            let to = Recipient::Account(account);
            let told = match notice {
                Notice::MatchStopped => Notice::CaseStopped,
                _ => Notice::CaseMoved,
            };
            // Whether it can wait depends on what happened; what waits does not keep back what cannot.
            let slot = self
                .slot(db, to, (notice, about), told.kind(), (now, None))
                .await?;
            let event = match told {
                Notice::CaseStopped => format!("{case}.{about}"),
                _ if slot.waits => format!("{case}.{seen_at}.later"),
                _ => format!("{case}.{seen_at}"),
            };
            Self::add_mail(&mut left, (told, to, case.0), &event, slot)?;
        }
        outbox::insert(db, &left, now).await?;
        Ok(())
    }

    /// Ends cases, and tells those who did not end them: the household, and whoever followed it.
    pub(super) async fn end_household_cases(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        of: Ending,
        reason: CaseEnd,
    ) -> Result<()> {
        let ended = household_cases::update_ended(db, of, reason, self.now()).await?;
        for (case, request, account) in ended {
            let data = serde_json::json!({ "case": case, "reason": reason });
            self.audit(db, caller, "case_ended", "request", request.0, data)
                .await?;
            let by_household = matches!(caller.actor, Actor::Tracking { .. });
            if caller.actor.account() != Some(account) {
                let to = Recipient::Account(account);
                self.notify(db, Notice::CaseEnded, to, case.0, &case.to_string())
                    .await?;
            }
            if !by_household && reason != CaseEnd::RequestEnded {
                let to = Recipient::Request(request);
                self.notify(db, Notice::CaseEnded, to, case.0, &case.to_string())
                    .await?;
            }
        }
        Ok(())
    }

    /// Removes codes that let nobody in any more.
    pub async fn forget_case_codes(&self) -> Result<()> {
        let now: Timestamp = self.now();
        Ok(crate::storage::case_texts::delete_codes(&mut *self.read().await?, now).await?)
    }
}
