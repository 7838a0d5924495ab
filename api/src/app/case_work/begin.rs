use jiff::{SignedDuration, Timestamp};
use punte_core::{
    case_work::{CASES_AT_MOST, CODE_H, CaseConsent, CaseSource, LABEL_CHARACTERS},
    contact::plain_text,
    error::{FieldError, field_errors},
    id::{CaseId, ProviderId, RequestId},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use super::CaseView;
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        danger::words,
        limits::Origin,
        notices::{Notice, Recipient},
    },
    auth::TrackingCode,
    ids,
    storage::{
        case_texts::{self, CodeRow},
        household_cases::{self, NewCase},
        pins, requests,
    },
};

/// The purpose under which these codes are hashed.
const PURPOSE: &str = "case-code";

/// Which request somebody follows from now on. Not `Debug`: its code opens a request.
#[derive(Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCaseBody {
    /// The code that the household or another case worker made, or the tracking code that the household shows; case, spaces, hyphens
    /// and Cyrillic look-alikes do not matter.
    #[schema(max_length = 80, example = "1A2B-3C4D-5E6F-7G8H-9JKM-NPQR-STVW")]
    pub code: String,
    /// For which organisation.
    pub provider_id: ProviderId,
    /// How the household agreed.
    pub consent: CaseConsent,
    /// What the caller calls the case.
    #[serde(default)]
    #[validate(
        length(min = 1, max = "LABEL_CHARACTERS"),
        custom(function = "plain_text")
    )]
    #[schema(min_length = 1, max_length = 80)]
    pub label: Option<String>,
}

/// A code that lets a case worker in, shown once. Not `Debug`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseCodeView {
    /// Give it to the case worker; it works once.
    #[schema(pattern = "^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$")]
    pub code: String,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

impl App {
    /// Makes a code with which a case worker follows one's own request; the one before it works no longer.
    pub async fn invite_case_worker(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        request: RequestId,
    ) -> Result<CaseCodeView> {
        Self::allow(caller, Action::InviteCaseWorker, Subject::Request(request))?;
        self.write_once_on(caller, request, once, async |db| {
            requests::lock(db, request).await?;
            let row = requests::find(db, request)
                .await?
                .ok_or(AppError::NotFound)?;
            if row.state != "open" || row.unaccompanied_minor {
                return Err(Conflict::IllegalState.into());
            }
            self.make_case_code(db, caller, request, None).await
        })
        .await
    }

    /// Makes a code with which another case worker takes a case over. Until then it stays the caller's.
    pub async fn hand_over_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: CaseId,
    ) -> Result<CaseCodeView> {
        Self::case_worker(caller)?;
        self.write_once_on(caller, id, once, async |db| {
            let (held, row) = self.lock_own_household_case(db, caller, id).await?;
            if row.request_state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            self.make_case_code(db, caller, held.request, Some(id))
                .await
        })
        .await
    }

    async fn make_case_code(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        request: RequestId,
        case: Option<CaseId>,
    ) -> Result<CaseCodeView> {
        let (code, now) = (TrackingCode::generate(), self.now());
        let expires_at = now + SignedDuration::from_hours(CODE_H);
        let row = CodeRow {
            id: ids::random(),
            request,
            case,
        };
        let hash = code.hash_as(PURPOSE, &self.auth.keys);
        case_texts::insert_code(db, &row, &hash, now, expires_at).await?;
        let data = json!({ "case": case });
        self.audit(db, caller, "case_code_made", "request", request.0, data)
            .await?;
        Ok(CaseCodeView {
            code: code.reveal(),
            expires_at,
        })
    }

    /// Makes the caller the one who follows the request of a code. One answer for every code that does not work.
    pub async fn open_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        origin: Origin,
        body: &NewCaseBody,
    ) -> Result<CaseView> {
        let who = Self::case_worker(caller)?;
        Self::allow(
            caller,
            Action::FollowRequests,
            Subject::Of(body.provider_id),
        )?;
        let wrong = field_errors(body.validate());
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let unknown = || AppError::from(FieldError::new("/code", "case-code"));
        let code = TrackingCode::parse(&body.code).map_err(|_e| unknown())?;
        let counted = self.count_code(origin).await?;
        let opened = self
            .write_once(once, async |db| {
                let (request, used) = self
                    .request_of_case_code(db, &code)
                    .await?
                    .ok_or_else(unknown)?;
                requests::lock(db, request).await?;
                let found = requests::find(db, request).await?.ok_or_else(unknown)?;
                if found.state != "open" {
                    return Err(Conflict::IllegalState.into());
                }
                if found.unaccompanied_minor {
                    return Err(Conflict::ChildAlone.into());
                }
                if let Some(row) = &used {
                    // Whoever sent the same code a moment before was faster.
                    let mine = case_texts::update_code_used(db, row.id, who, self.now()).await?;
                    mine.then_some(()).ok_or_else(unknown)?;
                } else if pins::is_set(db, request).await? {
                    // What a PIN guards is not opened by the card alone.
                    return Err(FieldError::new("/code", "code-with-pin").into());
                }
                if household_cases::count(db, who).await? >= CASES_AT_MOST {
                    return Err(Conflict::TooManyCases.into());
                }
                let new = NewCase {
                    id: used
                        .as_ref()
                        .and_then(|row| row.case)
                        .unwrap_or_else(|| CaseId(ids::random())),
                    request,
                    account: who,
                    provider: body.provider_id,
                    consent: body.consent,
                    source: match &used {
                        None => CaseSource::ShownCode,
                        Some(row) if row.case.is_none() => CaseSource::Invited,
                        Some(_) => CaseSource::HandedOver,
                    },
                };
                self.begin_case(db, caller, &new).await?;
                if let Some(label) = &body.label {
                    let opening = &mut self.open_for(db, caller).await?;
                    case_texts::set_label(opening, new.id, &words(label)).await?;
                }
                Ok(new.id)
            })
            .await;
        // Who had a code that works guesses none.
        if !matches!(opened, Err(AppError::Invalid(_))) {
            self.uncount(counted).await;
        }
        // Read anew, also where the answer was kept: what was noted is shown to whoever follows the case now.
        self.read_case(caller, opened?).await
    }

    /// The request of a code, and the code itself unless it is the household's own.
    async fn request_of_case_code(
        &self,
        db: &mut PgConnection,
        code: &TrackingCode,
    ) -> Result<Option<(RequestId, Option<CodeRow>)>> {
        let keys = &self.auth.keys;
        let hash = code.hash_as(PURPOSE, keys);
        if let Some(row) = case_texts::find_code(db, &hash, self.now()).await? {
            return Ok(Some((row.request, Some(row))));
        }
        let found = requests::find_by_tracking_hash(db, &code.hash(keys)).await?;
        Ok(found.map(|request| (request, None)))
    }

    async fn begin_case(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        new: &NewCase,
    ) -> Result<()> {
        let now = self.now();
        let mut action = "case_opened";
        let mut from = None;
        if new.source == CaseSource::HandedOver {
            // Whoever follows it may have ended it since.
            let held = household_cases::lock(db, new.id).await?;
            let held = held.ok_or_else(|| FieldError::new("/code", "case-code"))?;
            if held.account == new.account && held.provider == new.provider {
                return Err(Conflict::AlreadyFollowed.into());
            }
            household_cases::update_holder(db, new, now).await?;
            from = Some(held.account);
            action = "case_handed_over";
        } else {
            household_cases::insert(db, new, now).await?;
        }
        let data = json!({
            "case": new.id, "provider": new.provider, "consent": new.consent, "source": new.source, "from": from,
        });
        self.audit(db, caller, action, "request", new.request.0, data)
            .await?;
        let (to, event) = (Recipient::Request(new.request), ids::ordered().to_string());
        self.notify(db, Notice::CaseOpened, to, new.request.0, &event)
            .await?;
        if let Some(before) = from.filter(|before| *before != new.account) {
            let to = Recipient::Account(before);
            self.notify(db, Notice::CaseEnded, to, new.id.0, &event)
                .await?;
        }
        Ok(())
    }
}
