use punte_core::{
    id::CaseId,
    policy::{Action, Subject},
    request::ReissueReason,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        limits::{Counted, Limit},
        lost_codes::{NewCodeView, Replaced},
    },
    storage::{household_cases, requests},
};

/// How a case worker knows that the request is theirs who stand there.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseReissueBody {
    /// How you know that it is theirs.
    pub reason: ReissueReason,
}

impl App {
    /// Whether the caller may replace codes of requests that they follow, now.
    pub fn may_reissue_in_cases(caller: &Caller) -> Result<()> {
        Self::allow(caller, Action::ReissueCaseCode, Subject::Anything)
    }

    /// Replaces the code of a request that the caller follows, for its household that stands there. The case goes on. A PIN stays, and
    /// so do wrong tries of it: whoever has the new code, the caller too, is held by it as before.
    pub async fn reissue_case_code(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: CaseId,
        body: CaseReissueBody,
    ) -> Result<NewCodeView> {
        Self::may_reissue_in_cases(caller)?;
        let who = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.count(Limit::Reissues, Counted::Name(who.0.as_bytes()))
            .await?;
        let view = self
            .write_once_on(caller, id, once, async |db| {
                // The request before the case, as everywhere.
                let row = household_cases::list(db, who, Some(id)).await?.pop();
                let request = row.ok_or(AppError::NotFound)?.request;
                requests::lock(db, request).await?;
                let (held, row) = self.lock_own_household_case(db, caller, id).await?;
                if row.request_state != "open" {
                    return Err(Conflict::IllegalState.into());
                }
                let how = Replaced::InCase(who, id, body.reason);
                self.replace_code(db, caller, held.request, how).await
            })
            .await?;
        // An answer that was kept is shown to nobody whose case it is no longer.
        let still =
            household_cases::list(&mut *self.look_for(caller).await?, who, Some(id)).await?;
        (!still.is_empty())
            .then_some(view)
            .ok_or(AppError::NotFound)
    }
}
