//! Sign-up, and one's own account.

use punte_core::{
    contact::Email,
    error::FieldError,
    id::{AccountId, ProviderId},
    locale::Locale,
    policy::{Action, Roles, Subject},
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{App, AppError, Caller, Once, Result};
use crate::{
    auth::check_strength,
    ids,
    storage::{accounts, factors, sessions},
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
}

impl App {
    /// Makes an account. `email-taken` if the address has one.
    pub async fn sign_up(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        new: SignUp,
    ) -> Result<AccountView> {
        let mut errors = Vec::new();
        let email = Email::parse(&new.email).map_err(|e| errors.push(e.under("/email")));
        if let Err(error) = check_strength(new.password.reveal(), &new.email) {
            errors.push(error);
        }
        let Ok(email) = email else {
            return Err(AppError::Invalid(errors));
        };
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let hash = self.auth.passwords.hash(new.password).await?;
        self.write_once(once, async |db| {
            let id = AccountId(ids::ordered());
            accounts::insert(
                db,
                &self.vault,
                id,
                &email,
                &hash,
                new.locale,
                Roles::default(),
                self.now(),
            )
            .await?;
            self.audit(db, caller, "account_created", "account", id.0, json!({}))
                .await?;
            Ok(AccountView {
                id,
                locale: new.locale,
                roles: Vec::new(),
                member_of: Vec::new(),
                second_factor: false,
                recovery_codes_left: 0,
            })
        })
        .await
    }

    /// Changes one's own password; other sign-ins end. `/current_password wrong-password`, or what is wrong with the new one.
    pub async fn change_password(
        &self,
        caller: &Caller,
        current: Sensitive<String>,
        new: Sensitive<String>,
    ) -> Result<()> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let stored = accounts::find_password(&mut *self.read().await?, &self.vault, account)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        if !self
            .auth
            .passwords
            .verify(current, Some(stored.password_hash))
            .await?
        {
            return Err(FieldError::new("/current_password", "wrong-password").into());
        }
        check_strength(new.reveal(), &stored.email).map_err(|e| FieldError {
            pointer: "/new_password".to_owned(),
            ..e
        })?;
        let hash = self.auth.passwords.hash(new).await?;
        let (kept, now) = (caller.actor.session(), self.now());
        self.write(async |db| {
            accounts::update_password(db, account, &hash).await?;
            sessions::update_others_ended(db, account, kept, now).await?;
            self.audit(
                db,
                caller,
                "password_changed",
                "account",
                account.0,
                json!({}),
            )
            .await
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
        })
    }
}
