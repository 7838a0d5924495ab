//! Codes that were lost: replaced by a link in a mail, or face to face by a moderator or whoever follows the request
//! ([`super::case_work`]). And the short number, which tells where a request stands.

use punte_core::{
    contact::{Email, Phone},
    error::FieldError,
    id::{AccountId, CaseId, RequestId},
    policy::{Action, Subject},
    request::{ReissueReason, RequestNumber},
    sign_in::LinkPurpose,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Once, Result,
    limits::{Counted, Limit, Origin},
    mail_links::wrong,
    notices::{Notice, Recipient},
};
use crate::{
    auth::TrackingCode,
    ids,
    storage::{
        case_texts, drafts,
        lost_codes::{self, Reissue},
        pins, requests,
    },
};

/// Where a request stands, to whoever has its number.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestStateView {
    /// `open`, `withdrawn` or `closed`.
    #[schema(pattern = "^(open|withdrawn|closed)$")]
    pub state: String,
}

/// What opens a request from now on. Shown once. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCodeView {
    /// The request.
    pub request_id: RequestId,
    /// Opens it, on any phone.
    #[schema(pattern = "^[0-9A-Z-]{34}$")]
    pub tracking_code: String,
    /// Tells where it stands.
    #[schema(pattern = "^[0-9 ]{14}$")]
    pub number: String,
}

/// Whose code a moderator replaces, and how they know. Not `Debug`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReissueBody {
    /// The short number of the request, or the phone or the e-mail address that it named.
    #[schema(max_length = 254, example = "+37369123456")]
    pub known: String,
    /// How you know that it is theirs.
    pub reason: ReissueReason,
    /// Whether they have forgotten their PIN, too: it is taken away.
    #[serde(default)]
    pub forget_pin: bool,
}

/// How a code comes to be replaced.
#[derive(Debug, Clone, Copy)]
pub(super) enum Replaced {
    /// Its household asked, by a link in a mail.
    ByMail,
    /// A moderator did it for whoever stood there.
    ByModerator(AccountId, ReissueReason),
    /// A case worker did it, in a case of their own.
    InCase(AccountId, CaseId, ReissueReason),
}

impl App {
    /// Where the request of a short number stands. `/number request-number`; wrong ones are counted as wrong codes are.
    pub async fn state_by_number(&self, number: &str, origin: Origin) -> Result<RequestStateView> {
        let number = RequestNumber::parse(number)?;
        let counted = self.count_code(origin).await?;
        let state = lost_codes::find_state(&mut *self.read().await?, number)
            .await?
            .ok_or_else(|| FieldError::new("/number", "request-number"))?;
        self.uncount(counted).await;
        Ok(RequestStateView { state })
    }

    /// Asks for another code of the request that named an address: a mail goes there, if there is one.
    pub async fn ask_for_code(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        email: &str,
    ) -> Result<()> {
        self.send_link(caller, once, LinkPurpose::Code, email).await
    }

    /// Replaces the code of the request that a mail was about. `/code link-code`.
    pub async fn renew_code(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        code: &str,
        origin: Origin,
    ) -> Result<NewCodeView> {
        let found = self.find_link(LinkPurpose::Code, code, origin).await?;
        self.write_once(once, async |db| {
            let found = found.as_ref().ok_or_else(wrong)?;
            found.use_up(db).await?;
            let request = lost_codes::find_by_email(db, &self.vault, &found.email)
                .await?
                .ok_or_else(wrong)?;
            self.replace_code(db, caller, request, Replaced::ByMail)
                .await
        })
        .await
    }

    /// Replaces the code of whoever stands in front of a moderator. `/known unknown-request`.
    pub async fn reissue_code(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: &ReissueBody,
    ) -> Result<NewCodeView> {
        Self::may_reissue(caller)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        // Whoever shows only the card may have found it: the PIN is there for that.
        if body.forget_pin && body.reason == ReissueReason::CardNumber {
            return Err(FieldError::new("/forget_pin", "card-only").into());
        }
        self.count(Limit::Reissues, Counted::Name(moderator.0.as_bytes()))
            .await?;
        self.write_once(once, async |db| {
            let request = self
                .find_known(db, &body.known)
                .await?
                .ok_or_else(|| FieldError::new("/known", "unknown-request"))?;
            if body.forget_pin && pins::delete(db, request).await? {
                self.audit(db, caller, "pin_removed", "request", request.0, json!({}))
                    .await?;
            }
            let how = Replaced::ByModerator(moderator, body.reason);
            self.replace_code(db, caller, request, how).await
        })
        .await
    }

    /// Whether the caller may replace codes, now.
    pub fn may_reissue(caller: &Caller) -> Result<()> {
        Self::allow(caller, Action::ReissueCode, Subject::Anything)
    }

    async fn find_known(&self, db: &mut PgConnection, known: &str) -> Result<Option<RequestId>> {
        let known = known.trim();
        if let Ok(number) = RequestNumber::parse(known) {
            return Ok(lost_codes::find_by_number(db, number).await?);
        }
        if let Ok(email) = Email::parse(known) {
            return Ok(lost_codes::find_by_email(db, &self.vault, &email).await?);
        }
        match Phone::parse(known) {
            Ok(phone) => Ok(lost_codes::find_by_phone(db, &self.vault, &phone).await?),
            Err(_) => Ok(None),
        }
    }

    /// Puts another code in the place of a request's; the old one, its number and whatever was opened with it are dead.
    pub(super) async fn replace_code(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
        how: Replaced,
    ) -> Result<NewCodeView> {
        requests::lock(db, id).await?;
        requests::find(db, id)
            .await?
            .filter(|request| !request.erased)
            .ok_or(AppError::NotFound)?;
        let code = TrackingCode::generate();
        let number = lost_codes::update_code(db, id, &code.hash(&self.auth.keys)).await?;
        drafts::delete_filed(db, id).await?;
        // Nor does anything let in whom somebody with the old one invited.
        case_texts::end_invitations(db, id, self.now()).await?;
        self.close_others(db, caller, id, None).await?;
        let line = ids::ordered();
        let mut new = Reissue {
            id: line,
            request: id,
            by_moderator: None,
            by_case_worker: None,
            reason: "mail",
        };
        let data = match how {
            Replaced::ByMail => json!({ "reason": new.reason }),
            Replaced::ByModerator(who, reason) => {
                (new.by_moderator, new.reason) = (Some(who), reason.as_str());
                json!({ "reason": reason })
            }
            Replaced::InCase(who, case, reason) => {
                (new.by_case_worker, new.reason) = (Some(who), reason.as_str());
                json!({ "reason": reason, "case": case })
            }
        };
        // Whoever guessed, guessed with the old one. But whoever follows the request makes no room for more guesses by a new one.
        if !matches!(how, Replaced::InCase(..)) {
            pins::update_failures(db, id, 0, self.now()).await?;
        }
        lost_codes::insert(db, &new, self.now()).await?;
        self.audit(db, caller, "code_replaced", "request", id.0, data)
            .await?;
        let (notice, to) = (Notice::CodeReplaced, Recipient::Request(id));
        self.notify(db, notice, to, id.0, &line.to_string()).await?;
        Ok(NewCodeView {
            request_id: id,
            tracking_code: code.reveal(),
            number: shown(number).unwrap_or_default(),
        })
    }
}

/// A number as it is shown.
pub(super) fn shown(eleven: Option<i64>) -> Option<String> {
    eleven
        .and_then(RequestNumber::of)
        .map(|number| number.to_string())
}
