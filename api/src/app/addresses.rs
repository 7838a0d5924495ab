//! The address of one's own account: what it is, and giving it another one. The mail with the link goes to the new address, and the
//! holder of the present one hears of it at once; nothing changes until the link is followed by whoever is signed in to that account: a
//! mistyped address gives it to nobody. Then the former address hears of it once more.

use punte_core::{
    contact::Email,
    error::FieldError,
    id::AccountId,
    policy::{Action, Subject},
    sensitive::Sensitive,
    sign_in::{Factor, LinkPurpose},
};
use serde_json::json;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    limits::{Counted, Limit, Origin},
    mail_links::wrong,
    notices::{Notice, Recipient},
};
use crate::{
    ids,
    storage::{accounts, mail_links},
};

impl App {
    /// The address that the caller signs in with.
    pub async fn own_address(&self, caller: &Caller) -> Result<Sensitive<String>> {
        Self::allow(caller, Action::ReadOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let stored = self
            .own_password(caller, account)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        Ok(Sensitive::new(stored.email))
    }

    /// The account of a caller who may give it another address.
    fn may_move(caller: &Caller) -> Result<AccountId> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        // Whoever has only the password of somebody on the staff does not get their mails.
        if caller.actor.factor() == Factor::Missing {
            return Err(AppError::FactorMissing);
        }
        caller.actor.account().ok_or(AppError::Forbidden)
    }

    /// Asks for another address of the caller's account: a mail goes there, whether it has an account or not, and one to the present
    /// address. What was asked for before is replaced. `/current_password wrong-password`, `/email email` or `/email same-address`.
    pub async fn ask_for_new_address(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        email: &str,
        current_password: Sensitive<String>,
    ) -> Result<()> {
        let account = Self::may_move(caller)?;
        let email = Email::parse(email).map_err(|e| e.under("/email"))?;
        self.count_secret(account.0).await?;
        let accounts::StoredPassword {
            password_hash: hash,
            email: present,
            ..
        } = self
            .own_password(caller, account)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        let wrong_password = || FieldError::new("/current_password", "wrong-password");
        if !self
            .auth
            .passwords
            .verify(current_password, hash.clone())
            .await?
        {
            return Err(wrong_password().into());
        }
        // The present address is written to as well, whichever the new one is.
        self.count(Limit::Links, Counted::Name(account.0.as_bytes()))
            .await?;
        self.count(Limit::Links, Counted::Name(email.reveal().as_bytes()))
            .await?;
        self.write_once(once, async |db| {
            // One at a time, and none that another password has just called off.
            if accounts::lock_password(db, account).await?.as_ref() != Some(&hash) {
                return Err(wrong_password().into());
            }
            if email.reveal() == present {
                return Err(FieldError::new("/email", "same-address").into());
            }
            mail_links::delete_of_account(db, account).await?;
            let (notice, event) = (Notice::AddressChangeAsked, ids::random().to_string());
            self.notify(db, notice, Recipient::Account(account), account.0, &event)
                .await?;
            self.add_link(db, caller, LinkPurpose::Address, &email, Some(account))
                .await
        })
        .await
    }

    /// Gives the caller's account the address that a mail went to. Its sign-ins stay; links that went to the former address are dead, and
    /// its reader is told. `/code link-code`, also if another account has the address meanwhile, or another one asked for it.
    pub async fn confirm_new_address(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        code: &str,
        origin: Origin,
    ) -> Result<()> {
        let account = Self::may_move(caller)?;
        let found = self.find_link(LinkPurpose::Address, code, origin).await?;
        let now = self.now();
        self.write_once(once, async |db| {
            let found = found.as_ref().ok_or_else(wrong)?;
            if found.link.account != Some(account) {
                return Err(wrong());
            }
            found.use_up(db).await?;
            // None if it was disabled or erased.
            let former =
                accounts::find_mailbox(&mut self.open_for_program(db).await?, account).await?;
            let (former, locale) = former.ok_or_else(wrong)?;
            let given = accounts::update_email(
                &mut self.open_for_program(db).await?,
                account,
                &found.email,
                now,
            )
            .await;
            given.map_err(|error| match AppError::from(error) {
                // As of a link that does nothing: who has the address is nobody's to know.
                AppError::Conflict(Conflict::EmailTaken) => wrong(),
                error => error,
            })?;
            if let Ok(former) = Email::parse(&former) {
                mail_links::delete_of_address(db, &self.link_address_hash(former.reveal())).await?;
                // Nobody's any more: neither another password nor an erasure keeps it from being told.
                let told = Caller {
                    locale,
                    ..caller.clone()
                };
                self.add_link(db, &told, LinkPurpose::Former, &former, None)
                    .await?;
            }
            self.audit(
                db,
                caller,
                "address_changed",
                "account",
                account.0,
                json!({}),
            )
            .await?;
            let (notice, event) = (Notice::AddressChanged, found.link.id.to_string());
            self.notify(db, notice, Recipient::Account(account), account.0, &event)
                .await
        })
        .await
    }
}
