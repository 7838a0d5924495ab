//! Links in mails: making an account, choosing another password, getting another code of a request (`lost_codes`), and giving an
//! account another address (`addresses`).
//!
//! Whoever asks for one is told the same, after the same work, whether an account has the address or not: nobody looks before the
//! worker sends the mail, and only the reader of the mail learns it.

use jiff::Timestamp;
use punte_core::{
    contact::Email,
    error::FieldError,
    id::{AccountId, NeedId, OfferId},
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
    auth::{TrackingCode, check_strength},
    ids,
    storage::{
        accounts, lost_codes,
        mail_links::{self, LinkRow, NewLink},
        offers, requests, sessions,
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
            job,
        };
        let Recipient::Link(id) = job.to else {
            if self.is_muted(&job).await? || !self.is_still_so(&job).await? {
                return Ok(None);
            }
            let mut code = None;
            if job.notice.asks_for_an_offer() || job.notice == Notice::NeedStillNeeded {
                code = match job.notice {
                    Notice::NeedStillNeeded => self.code_of_question(NeedId(job.about)).await?,
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
                report,
                ..letter(mailbox, job, code)
            }));
        };
        let purpose = match job.notice {
            Notice::AddressToConfirm => LinkPurpose::SignUp,
            Notice::CodeLost => LinkPurpose::Code,
            Notice::AddressToChange => LinkPurpose::Address,
            Notice::AddressLeft => LinkPurpose::Former,
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
        if purpose == LinkPurpose::Code {
            let Some(request) = lost_codes::find_by_email(db, &self.vault, &email).await? else {
                return Ok(None);
            };
            let found = requests::find(db, request).await?;
            return Ok(found.map(|request| letter((to(), request.locale), job, code())));
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
        let db = &mut *self.read_whole().await?;
        let opening = &mut self.open_for_program(db).await?;
        let found = offers::find_reference_of(opening, job.about).await?;
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
    pub(super) fn link_address_hash(&self, email: &Email) -> [u8; 32] {
        self.auth
            .keys
            .hmac("mail-link-address", email.reveal().as_bytes())
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
        let (id, now) = (ids::ordered(), self.now());
        let address = self
            .auth
            .keys
            .seal(&name(id), email.reveal().as_bytes().to_vec())
            .ok_or_else(|| AppError::Internal("an address cannot be sealed".into()))?;
        let new = NewLink {
            id,
            purpose,
            code_hash: &self.hash_of(&self.code_of_link(id)),
            address: &address,
            address_hash: &self.link_address_hash(email),
            locale: caller.locale,
            expires_at: now.checked_add(purpose.lasts()).unwrap_or(Timestamp::MAX),
            account,
        };
        mail_links::insert(db, &new, now).await?;
        let data = json!({ "purpose": purpose.as_str() });
        self.audit(db, caller, "link_sent", "mail_link", id, data)
            .await?;
        self.notify(db, notice, Recipient::Link(id), id, "link")
            .await
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
        let hash = self.auth.passwords.hash(password).await?;
        Ok(Some((found, hash)))
    }

    fn hash_of(&self, code: &TrackingCode) -> [u8; 32] {
        code.hash_as(PURPOSE, &self.auth.keys)
    }

    fn address_of(&self, link: &LinkRow) -> Result<Email> {
        let plain = self.auth.keys.unseal(&name(link.id), &link.address);
        plain
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .and_then(|text| Email::parse(&text).ok())
            .ok_or_else(|| AppError::Internal("an address does not open".into()))
    }
}
