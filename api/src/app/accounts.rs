//! Sign-up, and one's own account.

use punte_core::{
    contact::Email,
    error::FieldError,
    id::{AccountId, ProviderId},
    locale::Locale,
    mail_kind::MailKind,
    policy::{Action, Roles, Subject},
    quiet::QuietHours,
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Result,
    notices::{Notice, Recipient},
};
use crate::{
    auth::{Cost, check_strength},
    ids,
    storage::{accounts, factors, mail_links, sessions},
};

/// A new account.
pub struct SignUp {
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: Sensitive<String>,
    /// Language.
    pub locale: Locale,
}

/// An account, to its holder.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountView {
    /// Its id.
    pub id: AccountId,
    /// Its language.
    pub locale: Locale,
    /// Its staff roles. They count in sign-ins that showed a second factor.
    pub roles: Vec<String>,
    /// The providers it is a member of.
    pub member_of: Vec<ProviderId>,
    /// Whether a second factor is set.
    pub second_factor: bool,
    /// How many recovery codes are left.
    #[schema(minimum = 0, maximum = 10)]
    pub recovery_codes_left: i64,
    /// The kinds of mails that it does without.
    pub muted_mails: Vec<MailKind>,
    /// When it gets no mail that can wait, by the clocks of the region; null: mails come at any hour.
    pub quiet_hours: Option<QuietHours>,
    /// Whether mails that it can do without come once a day, in the morning, as one.
    pub daily_mails: bool,
}

impl App {
    /// Makes an account without a mail, of an address that is known to be its holder's: of the demo, and of tests. `email-taken` if
    /// the address has one.
    pub async fn make_account(&self, caller: &Caller, new: SignUp) -> Result<AccountView> {
        let email = Email::parse(&new.email).map_err(|e| e.under("/email"))?;
        check_strength(new.password.reveal(), &new.email)?;
        let hash = self.auth.passwords.hash(new.password, Cost::Usual).await?;
        self.write(async |db| {
            let id = AccountId(ids::ordered());
            self.add_account(db, caller, id, &email, &hash, new.locale)
                .await
        })
        .await
    }

    /// The password of the caller's own account.
    pub(super) async fn own_password(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<Option<accounts::StoredPassword>> {
        let db = &mut *self.read_whole().await?;
        Ok(accounts::find_password(&mut self.open_for(db, caller).await?, id).await?)
    }

    pub(super) async fn add_account(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: AccountId,
        email: &Email,
        hash: &str,
        locale: Locale,
    ) -> Result<AccountView> {
        let (roles, now) = (Roles::default(), self.now());
        accounts::insert(db, &self.vault, id, email, hash, locale, roles, now).await?;
        self.audit(db, caller, "account_created", "account", id.0, json!({}))
            .await?;
        Ok(AccountView {
            id,
            locale,
            roles: Vec::new(),
            member_of: Vec::new(),
            second_factor: false,
            recovery_codes_left: 0,
            muted_mails: Vec::new(),
            quiet_hours: QuietHours::usual(),
            daily_mails: false,
        })
    }

    /// Tells the holder of an account that its password was changed: if it was not they, they hear of it.
    pub(super) async fn tell_of_new_password(
        &self,
        db: &mut PgConnection,
        account: AccountId,
    ) -> Result<()> {
        let event = ids::random().to_string();
        self.notify(
            db,
            Notice::PasswordChanged,
            Recipient::Account(account),
            account.0,
            &event,
        )
        .await
    }

    /// Changes one's own password; other sign-ins end, and so does a change of the address that waits for its link.
    /// `/current_password wrong-password`, or what is wrong with the new one.
    pub async fn change_password(
        &self,
        caller: &Caller,
        current: Sensitive<String>,
        new: Sensitive<String>,
    ) -> Result<()> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.count_secret(account.0).await?;
        let stored = self
            .own_password(caller, account)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        if !self
            .auth
            .passwords
            .verify(current, stored.password_hash)
            .await?
        {
            return Err(FieldError::new("/current_password", "wrong-password").into());
        }
        check_strength(new.reveal(), &stored.email).map_err(|e| FieldError {
            pointer: "/new_password".to_owned(),
            ..e
        })?;
        let cost = Cost::of(stored.roles);
        let hash = self.auth.passwords.hash(new, cost).await?;
        let (kept, now) = (caller.actor.session(), self.now());
        self.write(async |db| {
            accounts::update_password(db, account, &hash).await?;
            mail_links::delete_of_account(db, account).await?;
            sessions::update_others_ended(db, account, kept, now).await?;
            self.audit(
                db,
                caller,
                "password_changed",
                "account",
                account.0,
                json!({}),
            )
            .await?;
            self.tell_of_new_password(db, account).await
        })
        .await
    }

    /// The caller's own account.
    pub async fn own_account(&self, caller: &Caller) -> Result<AccountView> {
        Self::allow(caller, Action::ReadOwnAccount, Subject::Anything)?;
        let id = caller.actor.account().ok_or(AppError::Forbidden)?;
        let db = &mut *self.read().await?;
        let row = accounts::find(db, id)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        Ok(AccountView {
            id: row.id,
            locale: row.locale,
            roles: accounts::role_names(row.roles),
            member_of: row.member_of,
            second_factor: factors::is_set(db, id).await?,
            recovery_codes_left: factors::count_codes(db, id).await?,
            muted_mails: row.muted,
            quiet_hours: row.quiet,
            daily_mails: row.daily,
        })
    }
}
