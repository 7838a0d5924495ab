//! Sign-up and sign-in.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    contact::Email,
    error::FieldError,
    id::{AccountId, ProviderId, SessionId},
    locale::Locale,
    policy::{Action, Actor, Roles, Subject},
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{App, AppError, Caller, Once, Result};
use crate::{
    auth::{Holder, check_strength},
    ids,
    storage::accounts,
};

/// Length of an access token, seconds (SAFETY, 6).
pub const ACCESS_TOKEN_S: i64 = 600;
/// Length of a session, seconds.
pub const SESSION_S: i64 = 12 * 3600;

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
    /// Its staff roles.
    pub roles: Vec<String>,
    /// The providers it is a member of.
    pub member_of: Vec<ProviderId>,
}

/// A fresh sign-in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenView {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(pattern = "^Bearer$")]
    pub token_type: String,
    /// Seconds until it lapses.
    pub expires_in_s: i64,
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
            })
        })
        .await
    }

    /// Signs in, for a program.
    pub async fn sign_in(&self, email: &str, password: Sensitive<String>) -> Result<TokenView> {
        let session = self.open_session(email, password).await?;
        self.token(Holder::Session(session), self.now(), ACCESS_TOKEN_S)
    }

    /// Signs in. The same answer, after the same work, for an unknown address and a wrong password.
    pub async fn open_session(
        &self,
        email: &str,
        password: Sensitive<String>,
    ) -> Result<SessionId> {
        let found = match Email::parse(email) {
            Ok(email) => accounts::find_sign_in(&mut *self.read().await?, &email).await?,
            Err(_) => None,
        };
        let (account, hash) =
            found.map_or((None, None), |f| (Some(f.account), Some(f.password_hash)));
        let right = self.auth.passwords.verify(password, hash).await?;
        let Some(account) = account.filter(|_| right) else {
            return Err(AppError::Invalid(vec![FieldError::new(
                "",
                "wrong-credentials",
            )]));
        };
        let session = SessionId(ids::random());
        let now = self.now();
        let expires_at = now + SignedDuration::from_secs(SESSION_S);
        self.write(async |db| {
            Ok(accounts::insert_session(db, session, account, now, expires_at).await?)
        })
        .await?;
        Ok(session)
    }

    pub(super) fn token(&self, holder: Holder, now: Timestamp, ttl_s: i64) -> Result<TokenView> {
        let access_token = self
            .auth
            .tokens
            .issue(holder, now, ttl_s)
            .map_err(|e| AppError::Internal(Box::new(e)))?;
        Ok(TokenView {
            access_token,
            token_type: "Bearer".to_owned(),
            expires_in_s: ttl_s,
        })
    }

    /// A new access token for the session of a token that still holds.
    pub async fn renew_session(&self, token: &str) -> Result<TokenView> {
        let now = self.now();
        match self.auth.tokens.read(token, now) {
            Some(Holder::Session(session))
                if accounts::find_by_session(&mut *self.read().await?, session, now)
                    .await?
                    .is_some() =>
            {
                self.token(Holder::Session(session), now, ACCESS_TOKEN_S)
            }
            _ => Err(AppError::Unauthenticated),
        }
    }

    /// Ends the session of a token.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let Some(Holder::Session(session)) = self.auth.tokens.read(token, self.now()) else {
            return Err(AppError::Unauthenticated);
        };
        self.close_session(session).await
    }

    /// Ends a session.
    pub async fn close_session(&self, session: SessionId) -> Result<()> {
        let now = self.now();
        self.write(async |db| {
            // A session that does not hold any more is refused here as everywhere.
            accounts::find_by_session(db, session, now)
                .await?
                .ok_or(AppError::Unauthenticated)?;
            Ok(accounts::update_session_ended(db, session, now).await?)
        })
        .await
    }

    /// Who a token stands for. A session is looked up every time, so that a disabled account stops at once; a household's
    /// token holds for its half hour.
    pub async fn identify(&self, token: &str) -> Result<Actor> {
        let holder = self.auth.tokens.read(token, self.now());
        self.actor_of(holder.ok_or(AppError::Unauthenticated)?)
            .await
    }

    /// Whom a session or an opened request stands for.
    pub async fn actor_of(&self, holder: Holder) -> Result<Actor> {
        match holder {
            Holder::Session(session) => {
                let found =
                    accounts::find_by_session(&mut *self.read().await?, session, self.now())
                        .await?
                        .ok_or(AppError::Unauthenticated)?;
                Ok(Actor::Account {
                    id: found.id,
                    roles: found.roles,
                    member_of: found.member_of,
                })
            }
            Holder::Tracking(request) => Ok(Actor::Tracking { request }),
        }
    }

    /// The caller's own account.
    pub async fn own_account(&self, caller: &Caller) -> Result<AccountView> {
        Self::allow(caller, Action::ReadOwnAccount, Subject::Anything)?;
        let id = caller.actor.account().ok_or(AppError::Forbidden)?;
        let row = accounts::find(&mut *self.read().await?, id)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        Ok(AccountView {
            id: row.id,
            locale: row.locale,
            roles: accounts::role_names(row.roles),
            member_of: row.member_of,
        })
    }
}
