use jiff::{ToSpan, civil::Date};
use punte_core::{
    case_work::{LABEL_CHARACTERS, NOTE_CHARACTERS},
    contact::plain_text,
    error::{FieldError, field_errors},
    id::{CaseId, HouseholdSessionId, RequestId},
    policy::{Action, Subject},
    request::ContactDraft,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::CaseView;
use crate::{
    app::{
        App, AppError, Caller, Once, Result, danger::words, requests::TRACKING_TOKEN_S,
        rights::contact_draft,
    },
    auth::Holder,
    ids,
    storage::{case_texts, household_cases, household_sessions, request_contacts, rights},
};

/// What whoever follows a case calls it, and when they look again. No `Debug`: the label may name somebody.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CasePlanBody {
    /// What to call it; nothing, to call it nothing.
    #[serde(default)]
    #[validate(
        length(min = 1, max = "LABEL_CHARACTERS"),
        custom(function = "plain_text")
    )]
    #[schema(min_length = 1, max_length = 80)]
    pub label: Option<String>,
    /// The day to look again, within a year; none, to go by the tier.
    #[serde(default, deserialize_with = "punte_core::written::maybe_day")]
    #[schema(value_type = Option<String>, format = Date)]
    pub follow_up_on: Option<Date>,
}

/// A note. No `Debug`: it is about people.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CaseNoteBody {
    /// At most 2,000 characters.
    #[validate(
        length(min = 1, max = "NOTE_CHARACTERS"),
        custom(function = "plain_text")
    )]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
}

/// A token with which a case worker acts for a household.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTokenView {
    /// The request.
    pub request_id: RequestId,
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(pattern = "^Bearer$")]
    pub token_type: String,
    /// Seconds until it lapses.
    pub expires_in_s: i64,
}

impl App {
    /// Says what a case is called and when its case worker looks again.
    pub async fn plan_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: CaseId,
        version: i64,
        body: &CasePlanBody,
    ) -> Result<CaseView> {
        Self::case_worker(caller)?;
        let mut wrong = field_errors(body.validate());
        let today = self.today();
        let last = today.checked_add(1.year()).unwrap_or(today);
        match body.follow_up_on {
            Some(day) if day < today => {
                wrong.push(FieldError::new("/follow_up_on", "in-the-past"));
            }
            Some(day) if day > last => {
                wrong.push(FieldError::new("/follow_up_on", "too-far-ahead"));
            }
            _ => {}
        }
        self.write_once_on(caller, id, once, async |db| {
            let (held, _) = self.lock_own_household_case(db, caller, id).await?;
            if held.version != version {
                return Err(AppError::Stale);
            }
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong.clone()));
            }
            household_cases::update_follow_up(db, id, body.follow_up_on, self.now()).await?;
            let label = words(body.label.as_deref().unwrap_or_default());
            let opening = &mut self.open_for(db, caller).await?;
            case_texts::set_label(opening, id, &label).await?;
            Ok(())
        })
        .await?;
        self.read_case(caller, id).await
    }

    /// Notes something about a case that the caller follows.
    pub async fn note_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: CaseId,
        body: &CaseNoteBody,
    ) -> Result<CaseView> {
        let who = Self::case_worker(caller)?;
        let wrong = field_errors(body.validate());
        self.write_once_on(caller, id, once, async |db| {
            self.lock_own_household_case(db, caller, id).await?;
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong.clone()));
            }
            let (note, text, now) = (ids::ordered(), words(&body.text), self.now());
            case_texts::insert_note(db, &self.vault, note, id, who, &text, now).await?;
            household_cases::update_seen(db, id, now).await?;
            Ok(())
        })
        .await?;
        self.read_case(caller, id).await
    }

    /// Opens the request of a case that the caller follows, to act for the household; with the caller's sign-in this ends too.
    pub async fn open_followed_request(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<(RequestId, HouseholdSessionId)> {
        let who = Self::case_worker(caller)?;
        let by = caller.actor.session().ok_or(AppError::Forbidden)?;
        let session = HouseholdSessionId(ids::random());
        let now = self.now();
        self.write_on(caller, id, async |db| {
            // The request before the case, as everywhere.
            let row = household_cases::list(db, who, Some(id)).await?.pop();
            let request = row.ok_or(AppError::NotFound)?.request;
            rights::update_last_seen(db, request, now).await?;
            let (held, _) = self.lock_own_household_case(db, caller, id).await?;
            household_sessions::insert_of_case(db, session, held.request, id, by, now).await?;
            household_cases::update_seen(db, id, now).await?;
            let data = json!({ "case": id });
            self.audit(
                db,
                caller,
                "request_opened_by_case_worker",
                "request",
                held.request.0,
                data,
            )
            .await?;
            Ok((held.request, session))
        })
        .await
    }

    /// As [`App::open_followed_request`], for a program.
    pub async fn issue_case_token(&self, caller: &Caller, id: CaseId) -> Result<CaseTokenView> {
        let (request_id, session) = self.open_followed_request(caller, id).await?;
        let token = self.token(Holder::Household(session), self.now(), TRACKING_TOKEN_S)?;
        Ok(CaseTokenView {
            request_id,
            access_token: token.access_token,
            token_type: token.token_type,
            expires_in_s: token.expires_in_s,
        })
    }

    /// How the household of a case that the caller follows wants to be reached. It takes a factor shown a moment ago, and counts as a
    /// look at who somebody is. The look is written down, and the household can read that it was. Not by an idempotency key: its answer would be kept, and shown past what is asked here.
    pub async fn open_case_contact(&self, caller: &Caller, id: CaseId) -> Result<ContactDraft> {
        Self::allow(caller, Action::OpenCaseContact, Subject::Anything)?;
        self.count_look(caller).await?;
        self.write_on(caller, id, async |db| {
            let (held, _) = self.lock_own_household_case(db, caller, id).await?;
            let request = held.request;
            let data = json!({ "case": id });
            self.audit(
                db,
                caller,
                "case_contact_opened",
                "request",
                request.0,
                data,
            )
            .await?;
            household_cases::update_seen(db, id, self.now()).await?;
            let opening = &mut self.open_for(db, caller).await?;
            let contact = request_contacts::find(opening, request).await?;
            Ok(contact_draft(contact.ok_or(AppError::NotFound)?))
        })
        .await
    }
}
