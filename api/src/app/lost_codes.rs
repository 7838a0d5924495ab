//! Codes that were lost: replaced by a link in a mail, or face to face by a moderator, by child protection where a child is alone, or by
//! whoever follows the request ([`super::case_work`]). And the short number, which tells where a request stands.
//!
//! Families share phones and addresses, and anybody may name somebody else's. So none of them opens the request that came last: the mail
//! has a link for each, and face to face the number on the card tells which one it is.

use punte_core::{
    clock::local_day,
    contact::{Email, Phone},
    error::FieldError,
    id::{AccountId, CaseId, RequestId},
    locale::Locale,
    policy::{Action, Subject},
    request::{ReissueReason, RequestNumber},
    sensitive::Sensitive,
    sign_in::LinkPurpose,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    limits::{Counted, Limit, Origin},
    mail_links::{Found, wrong},
    notices::{Notice, Recipient, RequestLink},
};
use crate::{
    auth::TrackingCode,
    ids,
    storage::{
        case_texts, drafts,
        lost_codes::{self, LivingRow, Reissue},
        mail_links::{self, LinkRow},
        pins, requests,
    },
};

/// So many requests that have an address together get a link in one mail.
const IN_ONE_MAIL: i64 = 50;

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
    /// The short number of the request, or the phone or the e-mail address that it named, if no other open request did.
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
    /// A moderator did it for whoever stood there, or child protection for a child.
    ByModerator(AccountId, ReissueReason),
    /// A case worker did it, in a case of their own.
    InCase(AccountId, CaseId, ReissueReason),
}

/// What a mail about lost codes says to the reader of an address. Not `Debug`.
pub(super) struct LostCodes {
    /// The address.
    pub to: String,
    /// In which language.
    pub locale: Locale,
    /// What its link carries, where one request has the address.
    pub code: Option<Sensitive<String>>,
    /// A link for each, where several have it.
    pub several: Vec<RequestLink>,
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

    /// What the mail of a link about lost codes says; nothing if no open request wants to be reached at its address. Each request has a link
    /// of its own in it, whatever is filed under the address afterwards.
    pub(super) async fn codes_to_send(&self, id: Uuid) -> Result<Option<LostCodes>> {
        self.write(async |db| {
            // Whoever follows one of its links at this moment uses this up with it: nothing of it comes back.
            mail_links::lock(db, id).await?;
            let found = mail_links::find(db, id, LinkPurpose::Code, self.now()).await?;
            let Some(link) = found else {
                return Ok(None);
            };
            let email = self.address_of(&link)?;
            let living = self.reached_at(db, &email).await?;
            let mut lost = LostCodes {
                to: email.reveal().to_owned(),
                locale: link.locale,
                code: None,
                several: Vec::new(),
            };
            match living.as_slice() {
                [] => return Ok(None),
                [one] => {
                    lost.code = Some(self.add_link_of(db, &link, &email, one.id).await?);
                    lost.locale = one.locale;
                }
                several => {
                    for row in several {
                        lost.several.push(RequestLink {
                            number: shown_number(row.number),
                            filed_on: local_day(row.created_at),
                            code: self.add_link_of(db, &link, &email, row.id).await?,
                        });
                    }
                }
            }
            Ok(Some(lost))
        })
        .await
    }

    /// Adds the link of one request to what was asked for; what it carries. A mail that is tried again carries the same: its id is made of
    /// both, so each request has one link of it, and what is used up stays so, since what was asked for goes with it.
    async fn add_link_of(
        &self,
        db: &mut PgConnection,
        asked: &LinkRow,
        email: &Email,
        request: RequestId,
    ) -> Result<Sensitive<String>> {
        let both = [asked.id.into_bytes(), request.0.into_bytes()].concat();
        let mac = self.auth.keys.hmac("mail-link-of-request", &both);
        let first = mac.iter().take(16);
        let own = Uuid::from_u128(first.fold(0_u128, |id, byte| (id << 8) | u128::from(*byte)));
        let to = (email.reveal(), asked.locale);
        self.insert_link(db, (own, LinkPurpose::Code), to, (None, Some(request)))
            .await?;
        Ok(Sensitive::new(self.code_of_link(own).reveal()))
    }

    async fn reached_at(&self, db: &mut PgConnection, email: &Email) -> Result<Vec<LivingRow>> {
        Ok(lost_codes::list_by_email(db, &self.vault, email, IN_ONE_MAIL).await?)
    }

    /// The request whose code a link replaces. One that is over or is reached in another way by now is none, and a link that no mail carried
    /// is nobody's.
    async fn request_of_link(
        &self,
        db: &mut PgConnection,
        found: &Found,
    ) -> Result<Option<RequestId>> {
        let living = self.reached_at(db, &found.email).await?;
        let named = found.link.request;
        Ok(named.filter(|named| living.iter().any(|row| row.id == *named)))
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
            let request = self.request_of_link(db, found).await?.ok_or_else(wrong)?;
            self.replace_code(db, caller, request, Replaced::ByMail)
                .await
        })
        .await
    }

    /// Replaces the code of whoever stands in front of a moderator, or of a child in front of child protection: neither learns that there is
    /// such a request of the other's, nor does anybody get that of a household which their own organisation has to do with. `/known
    /// unknown-request`, or `/known ambiguous` if several open requests named it: then the number is asked for.
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
        // The code opens how they are reached.
        self.count_look(caller).await?;
        self.write_once(once, async |db| {
            let unknown = || FieldError::new("/known", "unknown-request");
            let request = match self.find_known(db, &body.known).await?.as_slice() {
                [] => return Err(unknown().into()),
                [only] => *only,
                _ => return Err(FieldError::new("/known", "ambiguous").into()),
            };
            requests::lock(db, request).await?;
            let row = requests::find(db, request).await?.ok_or_else(unknown)?;
            let looks_after = if row.unaccompanied_minor {
                Action::WorkChildCases
            } else {
                Action::WorkQueue
            };
            if Self::allow(caller, looks_after, Subject::Anything).is_err()
                || lost_codes::is_involved(db, moderator, request).await?
            {
                return Err(unknown().into());
            }
            if body.forget_pin && pins::delete(db, request).await? {
                self.audit(db, caller, "pin_removed", "request", request.0, json!({}))
                    .await?;
            }
            let how = Replaced::ByModerator(moderator, body.reason);
            let replaced = self.replace_code(db, caller, request, how).await;
            replaced.map_err(|error| match error {
                // The database saw it last: whoever joined that organisation in this moment, or moderates no more, is told as above.
                AppError::Conflict(Conflict::IllegalState) => unknown().into(),
                error => error,
            })
        })
        .await
    }

    /// Whether the caller may replace codes, now.
    pub fn may_reissue(caller: &Caller) -> Result<()> {
        Self::allow(caller, Action::ReissueCode, Subject::Anything)
    }

    /// The request of a number, or the open ones that named a phone or an address: two, if there are more.
    async fn find_known(&self, db: &mut PgConnection, known: &str) -> Result<Vec<RequestId>> {
        let known = known.trim();
        if let Ok(number) = RequestNumber::parse(known) {
            let found = lost_codes::find_by_number(db, number).await?;
            return Ok(found.into_iter().collect());
        }
        if let Ok(email) = Email::parse(known) {
            let found = lost_codes::list_by_email(db, &self.vault, &email, 2).await?;
            return Ok(found.into_iter().map(|row| row.id).collect());
        }
        match Phone::parse(known) {
            Ok(phone) => Ok(lost_codes::list_by_phone(db, &self.vault, &phone, 2).await?),
            Err(_) => Ok(Vec::new()),
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
            number: shown_number(number),
        })
    }
}

/// The number of a request that is not erased, as it is shown.
fn shown_number(eleven: Option<i64>) -> String {
    shown(eleven).unwrap_or_default()
}

/// A number as it is shown.
pub(super) fn shown(eleven: Option<i64>) -> Option<String> {
    eleven
        .and_then(RequestNumber::of)
        .map(|number| number.to_string())
}
