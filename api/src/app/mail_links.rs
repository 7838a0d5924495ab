//! Links in mails: making an account, choosing another password, getting another code of a request (`lost_codes`), and giving an
//! account another address (`addresses`).
//!
//! Whoever asks for one is told the same, after the same work, whether an account has the address or not: nobody looks before the
//! worker sends the mail, and only the reader of the mail learns it.

use jiff::Timestamp;
use punte_core::{
    contact::Email,
    error::FieldError,
    id::{AccountId, MatchId, NeedId, OfferId, RequestId},
    locale::Locale,
    sensitive::Sensitive,
    sign_in::LinkPurpose,
};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Once, Result,
    accounts::AccountView,
    limits::{Counted, Limit, Origin},
    notices::{Letter, MailJob, Notice, Recipient},
};
use crate::{
    auth::{Cost, TrackingCode, check_strength},
    ids,
    storage::{
        accounts,
        mail_links::{self, LinkRow, NewLink},
        offers, sessions,
    },
};

/// The purpose under which codes of links are made and hashed.
const PURPOSE: &str = "mail-link";

/// Under which name the address of a link is sealed.
fn name(id: Uuid) -> String {
    format!("mail-link\n{id}")
}

pub(super) fn wrong() -> AppError {
    FieldError::new("/code", "link-code").into()
}

/// A link that was found by its code, and what it is about.
pub(super) struct Found {
    /// The link.
    pub link: LinkRow,
    /// The address that its mail went to.
    pub email: Email,
}

impl Found {
    /// Nobody follows it again; `/code link-code` if somebody did.
    pub(super) async fn use_up(&self, db: &mut PgConnection) -> Result<()> {
        if mail_links::delete_used(db, self.link.id).await? {
            Ok(())
        } else {
            Err(wrong())
        }
    }
}

impl App {
    /// Asks for an account of an address: a mail goes there. What it says depends on whether there is one already.
    pub async fn ask_for_account(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        email: &str,
    ) -> Result<()> {
        self.send_link(caller, once, LinkPurpose::SignUp, email)
            .await
    }

    /// Asks for another password of the account of an address: a mail goes there, if there is one.
    pub async fn ask_for_reset(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        email: &str,
    ) -> Result<()> {
        self.send_link(caller, once, LinkPurpose::Reset, email)
            .await
    }

    /// Makes the account that a mail was about, with a password of its reader's choice. `/code link-code`, or what is wrong with the
    /// password.
    pub async fn confirm_account(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        code: &str,
        password: Sensitive<String>,
        origin: Origin,
    ) -> Result<AccountView> {
        let ready = self
            .ready(LinkPurpose::SignUp, code, password, origin)
            .await?;
        self.write_once(once, async |db| {
            let (found, hash) = ready.as_ref().ok_or_else(wrong)?;
            found.use_up(db).await?;
            let id = AccountId(ids::ordered());
            let locale = found.link.locale;
            self.add_account(db, caller, id, &found.email, hash, locale)
                .await
        })
        .await
    }

    /// Gives the account that a mail was about another password. Every sign-in ends, and so does a change of its address that waits; a
    /// second factor stays. As [`App::confirm_account`].
    pub async fn reset_password(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        code: &str,
        password: Sensitive<String>,
        origin: Origin,
    ) -> Result<()> {
        let ready = self
            .ready(LinkPurpose::Reset, code, password, origin)
            .await?;
        let now = self.now();
        self.write_once(once, async |db| {
            let (found, hash) = ready.as_ref().ok_or_else(wrong)?;
            found.use_up(db).await?;
            let account = accounts::find_by_email(db, &self.vault, &found.email)
                .await?
                .ok_or_else(wrong)?;
            accounts::update_password(db, account, hash).await?;
            accounts::update_confirmed(db, account, now).await?;
            mail_links::delete_of_account(db, account).await?;
            sessions::update_others_ended(db, account, None, now).await?;
            self.audit(
                db,
                caller,
                "password_reset",
                "account",
                account.0,
                json!({}),
            )
            .await?;
            self.tell_of_new_password(db, account).await
        })
        .await
    }

    /// A mail as it is sent: to whom, in which language; with its code, if it carries one. None if nobody is to get it (any more).
    pub async fn letter(&self, job: MailJob) -> Result<Option<Letter>> {
        let letter = |(to, locale), job: MailJob, code| Letter {
            to,
            locale,
            code,
            hotline: self.help_lines.hotline(),
            report: None,
            unsubscribe: self.unsubscribe_token(&job),
            several: Vec::new(),
            page: job.page(),
            job,
        };
        let Recipient::Link(id) = job.to else {
            if self.is_muted(&job).await? || !self.is_still_so(&job).await? {
                return Ok(None);
            }
            let (mut page, mut code) = (job.page(), None);
            if job.notice.is_answered_by_link() {
                code = match job.notice {
                    Notice::NeedStillNeeded => self.code_of_question(NeedId(job.about)).await?,
                    Notice::CheckIn => {
                        let asked = self.code_of_check_in(MatchId(job.about)).await?;
                        asked.map(|(kind, code)| {
                            page = format!("/check-in/{}/{}", job.about, kind.as_str());
                            code
                        })
                    }
                    notice => self.code_of_reminder(notice, OfferId(job.about)).await?,
                };
                // What it asks for was done meanwhile.
                if code.is_none() {
                    return Ok(None);
                }
            }
            let report = self.reported_by(&job).await?;
            let mailbox = self.mailbox(job.to).await?;
            return Ok(mailbox.map(|mailbox| Letter {
                page,
                report,
                ..letter(mailbox, job, code)
            }));
        };
        if job.notice == Notice::CodeLost {
            let found = self.codes_to_send(id).await?;
            return Ok(found.map(|lost| Letter {
                several: lost.several,
                ..letter((Sensitive::new(lost.to), lost.locale), job, lost.code)
            }));
        }
        let purpose = match job.notice {
            Notice::AddressToConfirm => LinkPurpose::SignUp,
            Notice::AddressToChange => LinkPurpose::Address,
            Notice::AddressLeft | Notice::ContactLeft => LinkPurpose::Former,
            _ => LinkPurpose::Reset,
        };
        let db = &mut *self.read_whole().await?;
        let Some(link) = mail_links::find(db, id, purpose, self.now()).await? else {
            return Ok(None);
        };
        let email = self.address_of(&link)?;
        let code = || Some(Sensitive::new(self.code_of_link(id).reveal()));
        let to = || Sensitive::new(email.reveal().to_owned());
        if purpose == LinkPurpose::Former {
            // Whoever has it now, and whatever became of the account: nothing is opened by it.
            return Ok(Some(letter((to(), link.locale), job, None)));
        }
        let locale = match link.account {
            None => (purpose == LinkPurpose::SignUp).then_some(link.locale),
            // In the language of the account that asked; to nobody, if it was disabled or erased meanwhile.
            Some(asker) => accounts::find_mailbox(&mut self.open_for_program(db).await?, asker)
                .await?
                .map(|(_, locale)| locale),
        };
        let Some(account) = accounts::find_by_email(db, &self.vault, &email).await? else {
            return Ok(locale.map(|locale| letter((to(), locale), job, code())));
        };
        // In the account's own language; to nobody, if it is disabled.
        let found = accounts::find_mailbox(&mut self.open_for_program(db).await?, account).await?;
        Ok(found.map(|(_, locale)| match purpose {
            LinkPurpose::SignUp | LinkPurpose::Address => {
                let notice = Notice::AddressTaken;
                letter((to(), locale), MailJob { notice, ..job }, None)
            }
            _ => letter((to(), locale), job, code()),
        }))
    }

    /// What a danger would be about that is reported from a mail: to a household the offer, by the reference that everybody sees, since it
    /// may read the mail where its request is not open; to a provider the match or the inquiry, which is nothing to anybody else.
    async fn reported_by(&self, job: &MailJob) -> Result<Option<String>> {
        if !job.is_between_two() {
            return Ok(None);
        }
        let found = offers::find_reference_of(&mut *self.read().await?, job.about).await?;
        Ok(found.map(|(kind, reference)| match job.to {
            Recipient::Request(_) => format!("reference={reference}"),
            Recipient::Account(_) | Recipient::Link(_) => format!("{kind}={}", job.about),
        }))
    }

    /// The code of a link: in its mail, and nowhere else.
    pub fn code_of_link(&self, id: Uuid) -> TrackingCode {
        TrackingCode::derived(PURPOSE, id, &self.auth.keys)
    }

    /// Removes links that cannot be used any more.
    pub async fn forget_links(&self) -> Result<()> {
        Ok(mail_links::delete_expired(&mut *self.read().await?, self.now()).await?)
    }

    /// The HMAC under which links know their address.
    pub(super) fn link_address_hash(&self, address: &str) -> [u8; 32] {
        self.auth.keys.hmac("mail-link-address", address.as_bytes())
    }

    /// Has a mail sent with a link to an address, whosever it is.
    pub(super) async fn send_link(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        purpose: LinkPurpose,
        email: &str,
    ) -> Result<()> {
        let email = Email::parse(email).map_err(|e| e.under("/email"))?;
        self.count(Limit::Links, Counted::Name(email.reveal().as_bytes()))
            .await?;
        self.write_once(once, async |db| {
            self.add_link(db, caller, purpose, &email, None).await
        })
        .await
    }

    /// Makes a link, and has it sent to an address, in the caller's language where no account says another; with the account to which it
    /// gives that address, if it is for that.
    pub(super) async fn add_link(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        purpose: LinkPurpose,
        email: &Email,
        account: Option<AccountId>,
    ) -> Result<()> {
        let notice = match purpose {
            LinkPurpose::SignUp => Notice::AddressToConfirm,
            LinkPurpose::Reset => Notice::PasswordForgotten,
            LinkPurpose::Code => Notice::CodeLost,
            LinkPurpose::Address => Notice::AddressToChange,
            LinkPurpose::Former => Notice::AddressLeft,
        };
        self.add_link_with(db, caller, (purpose, notice), email, account)
            .await
    }

    /// As [`App::add_link`], in a mail that says something else.
    pub(super) async fn add_link_with(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (purpose, notice): (LinkPurpose, Notice),
        email: &Email,
        account: Option<AccountId>,
    ) -> Result<()> {
        let id = ids::ordered();
        let to = (email.reveal(), caller.locale);
        self.insert_link(db, (id, purpose), to, (account, None))
            .await?;
        let data = json!({ "purpose": purpose.as_str() });
        self.audit(db, caller, "link_sent", "mail_link", id, data)
            .await?;
        self.notify(db, notice, Recipient::Link(id), id, "link")
            .await
    }

    /// Writes a link down, with where it goes, sealed, and the account or the request that it is about. Nothing is sent.
    pub(super) async fn insert_link(
        &self,
        db: &mut PgConnection,
        (id, purpose): (Uuid, LinkPurpose),
        (to, locale): (&str, Locale),
        (account, request): (Option<AccountId>, Option<RequestId>),
    ) -> Result<()> {
        let now = self.now();
        let address = self
            .auth
            .keys
            .seal(&name(id), to.as_bytes().to_vec())
            .ok_or_else(|| AppError::Internal("an address cannot be sealed".into()))?;
        let new = NewLink {
            id,
            purpose,
            code_hash: &self.hash_of(&self.code_of_link(id)),
            address: &address,
            address_hash: &self.link_address_hash(to),
            locale,
            expires_at: now.checked_add(purpose.lasts()).unwrap_or(Timestamp::MAX),
            account,
            request,
        };
        Ok(mail_links::insert(db, &new, now).await?)
    }

    /// The link of a code; nothing if the code opens none. Wrong codes are counted as those of requests are.
    pub(super) async fn find_link(
        &self,
        purpose: LinkPurpose,
        code: &str,
        origin: Origin,
    ) -> Result<Option<Found>> {
        let code = TrackingCode::parse(code).map_err(|_e| wrong())?;
        let counted = self.count_code(origin).await?;
        let hash = self.hash_of(&code);
        let link =
            mail_links::find_by_code(&mut *self.read().await?, &hash, purpose, self.now()).await?;
        // Not refused here: the answer to a repeated request comes first.
        let Some(link) = link else {
            return Ok(None);
        };
        self.uncount(counted).await;
        let email = self.address_of(&link)?;
        Ok(Some(Found { link, email }))
    }

    /// As [`App::find_link`], with the hash of the password that its reader chose.
    async fn ready(
        &self,
        purpose: LinkPurpose,
        code: &str,
        password: Sensitive<String>,
        origin: Origin,
    ) -> Result<Option<(Found, String)>> {
        let Some(found) = self.find_link(purpose, code, origin).await? else {
            return Ok(None);
        };
        check_strength(password.reveal(), found.email.reveal())?;
        let cost = self.cost_of(&found.email).await?;
        let hash = self.auth.passwords.hash(password, cost).await?;
        Ok(Some((found, hash)))
    }

    /// What the password of an address costs; of one without an account there is nobody on the staff.
    async fn cost_of(&self, email: &Email) -> Result<Cost> {
        let db = &mut *self.read().await?;
        let whose = accounts::find_sign_in(db, &self.vault, email).await?;
        Ok(Cost::of(whose.map(|whose| whose.roles).unwrap_or_default()))
    }

    fn hash_of(&self, code: &TrackingCode) -> [u8; 32] {
        code.hash_as(PURPOSE, &self.auth.keys)
    }

    pub(super) fn address_of(&self, link: &LinkRow) -> Result<Email> {
        Email::parse(self.goes_to(link)?.reveal())
            .map_err(|_e| AppError::Internal("an address does not open".into()))
    }

    /// Where what a link is about goes: an address, or the number that a request was reached by.
    pub(super) fn goes_to(&self, link: &LinkRow) -> Result<Sensitive<String>> {
        let plain = self.auth.keys.unseal(&name(link.id), &link.address);
        plain
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .map(Sensitive::new)
            .ok_or_else(|| AppError::Internal("an address does not open".into()))
    }
}
