//! Signing in and out, and whom a sign-in stands for.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    contact::Email,
    error::FieldError,
    id::{AccountId, SessionId},
    policy::{Actor, Roles},
    sensitive::Sensitive,
    sign_in::Factor,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{App, AppError, Result};
use crate::{
    auth::Holder,
    ids,
    storage::{accounts, factors, sessions},
};

/// Length of an access token, seconds (SAFETY, 6).
pub const ACCESS_TOKEN_S: i64 = 600;
/// Length of a session, seconds.
pub const SESSION_S: i64 = 12 * 3600;

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
    /// Signs in, for a program. `code` is looked at where a second factor is set.
    pub async fn sign_in(
        &self,
        email: &str,
        password: Sensitive<String>,
        code: Option<&str>,
    ) -> Result<TokenView> {
        let account = self.check_password(email, password).await?;
        let session = self.open_session(account, code).await?;
        self.token(Holder::Session(session), self.now(), ACCESS_TOKEN_S)
    }

    /// Whose address and password these are. The same answer, after the same work, for an unknown address and a wrong password.
    pub async fn check_password(
        &self,
        email: &str,
        password: Sensitive<String>,
    ) -> Result<AccountId> {
        let found = match Email::parse(email) {
            Ok(email) => accounts::find_sign_in(&mut *self.read().await?, &email).await?,
            Err(_) => None,
        };
        let (account, hash) =
            found.map_or((None, None), |f| (Some(f.account), Some(f.password_hash)));
        let right = self.auth.passwords.verify(password, hash).await?;
        account
            .filter(|_| right)
            .ok_or_else(|| AppError::Invalid(vec![FieldError::new("", "wrong-credentials")]))
    }

    /// Opens a session of an account whose password was right. [`AppError::CodeNeeded`] without a code, where a second factor is
    /// set; `/code wrong-code` with one that is wrong or was used.
    pub async fn open_session(&self, account: AccountId, code: Option<&str>) -> Result<SessionId> {
        let session = SessionId(ids::random());
        let now = self.now();
        let expires_at = now + SignedDuration::from_secs(SESSION_S);
        let opened = self
            .write(async |db| {
                let mut factor_at = None;
                if factors::is_set(db, account).await? {
                    let code = code.ok_or(AppError::CodeNeeded)?;
                    if !self.take_code(db, account, code).await? {
                        // Committed: a wrong code counts.
                        return Ok(false);
                    }
                    factor_at = Some(now);
                }
                sessions::insert(db, session, account, now, expires_at, factor_at).await?;
                Ok(true)
            })
            .await?;
        opened
            .then_some(session)
            .ok_or_else(|| FieldError::new("/code", "wrong-code").into())
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
                if sessions::find(&mut *self.read().await?, session, now)
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
            sessions::find(db, session, now)
                .await?
                .ok_or(AppError::Unauthenticated)?;
            Ok(sessions::update_ended(db, session, now).await?)
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

    /// Whom a session or an opened request stands for. Staff whose second factor was not shown have no roles.
    pub async fn actor_of(&self, holder: Holder) -> Result<Actor> {
        match holder {
            Holder::Session(session) => {
                let now = self.now();
                let found = sessions::find(&mut *self.read().await?, session, now)
                    .await?
                    .ok_or(AppError::Unauthenticated)?;
                let account = found.account;
                let factor = Factor::of(account.roles.any(), found.factor_at, now);
                Ok(Actor::Account {
                    id: account.id,
                    roles: if factor.carries_roles() {
                        account.roles
                    } else {
                        Roles::default()
                    },
                    member_of: account.member_of,
                    session: Some(session),
                    factor,
                })
            }
            Holder::Tracking(request) => Ok(Actor::Tracking { request }),
        }
    }
}
