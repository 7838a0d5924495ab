//! An administrator of an organisation gives a case to a colleague: whoever follows it is ill, or leaves. The household agreed that the
//! organisation follows its request, and never learned of one person; it is told, and ends it as ever.

use jiff::Timestamp;
use punte_core::{
    case_work::{CASES_AT_MOST, CaseSource},
    error::FieldError,
    id::{CaseId, MemberId, ProviderId},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        notices::{Notice, Recipient},
    },
    ids,
    storage::{
        case_holders, factors,
        household_cases::{self, NewCase},
        members, requests,
    },
};

/// A case of an organisation, to who administers it. Nothing of the household: that is for who follows it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationCaseView {
    /// Its id.
    pub id: CaseId,
    /// The membership of who follows it.
    pub member_id: MemberId,
    /// Since when they do.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// When they looked last.
    #[schema(value_type = String, format = DateTime)]
    pub seen_at: Timestamp,
    /// By when they were to look again, if that is over.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub overdue_since: Option<Timestamp>,
}

/// Who follows a case from now on.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseHolderBody {
    /// Their membership in the same organisation.
    pub member_id: MemberId,
}

impl App {
    /// The cases that an organisation follows, to a case worker who administers it; who has one for longest first.
    pub async fn list_organisation_cases(
        &self,
        caller: &Caller,
        provider: ProviderId,
    ) -> Result<Vec<OrganisationCaseView>> {
        let who = Self::case_worker(caller)?;
        Self::allow(caller, Action::ManageMembers, Subject::Of(provider))?;
        let db = &mut *self.read().await?;
        let rows = case_holders::list_of_organisation(db, provider, who).await?;
        Ok(rows
            .into_iter()
            .map(|row| OrganisationCaseView {
                id: row.id,
                member_id: row.member,
                since: row.held_since,
                seen_at: row.seen_at,
                overdue_since: row.overdue_since,
            })
            .collect())
    }

    /// Gives a case to a colleague of the same organisation who may follow requests. What was noted goes along. `/member_id unknown-value`
    /// or `cannot-follow`.
    pub async fn reassign_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: CaseId,
        body: CaseHolderBody,
    ) -> Result<()> {
        let who = Self::case_worker(caller)?;
        self.write_once(once, async |db| {
            let found = case_holders::find_to_give(db, id, who).await?;
            let (request, provider, consent) = found.ok_or(AppError::NotFound)?;
            Self::allow(caller, Action::ReassignCase, Subject::Of(provider))?;
            // The request before the case, as everywhere.
            requests::lock(db, request).await?;
            let held = household_cases::lock(db, id).await?;
            let held = held
                .filter(|held| held.provider == provider)
                .ok_or(AppError::NotFound)?;
            let row = requests::find(db, request)
                .await?
                .ok_or(AppError::NotFound)?;
            if row.state != "open" || row.unaccompanied_minor {
                return Err(Conflict::IllegalState.into());
            }
            let wrong = |code| AppError::from(FieldError::new("/member_id", code));
            let member = members::find(db, body.member_id).await?;
            let to = member
                .filter(|member| member.provider == provider && member.account != held.account)
                .ok_or_else(|| wrong("unknown-value"))?
                .account;
            let may = factors::is_set(db, to).await?
                && household_cases::count(db, to).await? < CASES_AT_MOST;
            if !may {
                return Err(wrong("cannot-follow"));
            }
            let (from, source) = (held.account, CaseSource::Reassigned);
            let new = NewCase {
                id,
                request,
                account: to,
                provider,
                consent,
                source,
            };
            household_cases::update_holder(db, &new, self.now()).await?;
            let data = json!({
                "case": id, "provider": provider, "consent": consent, "source": source, "from": from,
            });
            self.audit(db, caller, "case_handed_over", "request", request.0, data)
                .await?;
            let event = ids::ordered().to_string();
            let household = Recipient::Request(request);
            self.notify(db, Notice::CaseHandedOn, household, request.0, &event)
                .await?;
            for (told, notice) in [(from, Notice::CaseEnded), (to, Notice::CaseGiven)] {
                if told != who {
                    self.notify(db, notice, Recipient::Account(told), id.0, &event)
                        .await?;
                }
            }
            Ok(())
        })
        .await
    }
}
