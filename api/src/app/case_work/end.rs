use punte_core::{
    case_work::CaseEnd,
    error::FieldError,
    id::{CaseId, RequestId},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, AppError, Caller, Once, Result},
    storage::household_cases::{self, Ending},
};

/// Why a case ends.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndCaseBody {
    /// `served`, `moved_on`, `unreachable` or `consent_withdrawn`.
    pub reason: CaseEnd,
}

/// Whom a household sends away.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseWithdrawalBody {
    /// The case, as it stands in the list of who follows the request.
    pub case_id: CaseId,
}

impl App {
    /// Stops following a request. What was noted is erased, and where it was opened with the case it closes.
    pub async fn end_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: CaseId,
        body: EndCaseBody,
    ) -> Result<()> {
        Self::case_worker(caller)?;
        self.write_once_on(caller, id, once, async |db| {
            self.lock_own_household_case(db, caller, id).await?;
            if !CaseEnd::SAID.contains(&body.reason) {
                return Err(FieldError::new("/reason", "invalid").into());
            }
            self.end_household_cases(db, caller, Ending::Case(id), body.reason)
                .await
        })
        .await
    }

    /// Takes back the consent to a case of one's own request: whoever followed it is out at once.
    pub async fn withdraw_case_consent(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        request: RequestId,
        body: CaseWithdrawalBody,
    ) -> Result<()> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(request))?;
        self.write_once_on(caller, request, once, async |db| {
            let held = household_cases::lock(db, body.case_id).await?;
            if held.is_none_or(|held| held.request != request) {
                return Err(AppError::from(FieldError::new("/case_id", "unknown-value")));
            }
            let (ending, reason) = (Ending::Case(body.case_id), CaseEnd::ConsentWithdrawn);
            self.end_household_cases(db, caller, ending, reason).await
        })
        .await
    }
}
