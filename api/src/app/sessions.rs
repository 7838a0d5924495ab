//! Signing in and out, and whom a sign-in stands for.

use jiff::Timestamp;
use punte_core::{
    case_work::follows_requests,
    contact::Email,
    error::FieldError,
    id::{AccountId, SessionId},
    policy::{Action, Actor, Roles, Subject},
    sensitive::Sensitive,
    sign_in::{self, Factor, SessionKind},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{App, AppError, Caller, Result, system_caller};
use crate::{
    auth::{Cost, Holder, PARTNER_MARK, RefreshToken},
    ids,
    storage::{
        accounts::{self, SignIn},
        dormant, factors,
        refresh_tokens::{self, Used},
        sessions::{self, NewSession, SessionRow},
    },
};

/// Length of an access token, seconds.
pub const ACCESS_TOKEN_S: i64 = 600;
/// Seconds of use that are not written down one by one.
const USED_EVERY_S: i64 = 60;

/// An access token.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
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

/// A sign-in, and how it goes on when the access token lapses. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionTokens {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(pattern = "^Bearer$")]
    pub token_type: String,
    /// Seconds until the access token lapses.
    pub expires_in_s: i64,
    /// Exchange it for the next ones, once: when it comes a second time, the sign-in ends.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    pub refresh_token: String,
}

/// A sign-in, to whom it belongs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// Where it was made.
    pub kind: SessionKind,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub begun_at: Timestamp,
    /// When it was used last, to the minute.
    #[schema(value_type = String, format = DateTime)]
    pub used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// An account whose holder is known to be here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Which.
    account: AccountId,
    /// Which password they showed, if one: once there is another one, they are not known any more.
    password: Option<[u8; 32]>,
}

impl From<AccountId> for Known {
    fn from(account: AccountId) -> Self {
        Self {
            account,
            password: None,
        }
    }
}

impl App {
    /// Signs in, for a program. `code` is looked at where a second factor is set.
    pub async fn sign_in(
        &self,
        email: &str,
        password: Sensitive<String>,
        code: Option<&str>,
    ) -> Result<SessionTokens> {
        let known = self.check_password(email, password).await?;
        self.open_program_session(known, code).await
    }

    /// Opens a session for a program, as [`App::open_session`].
    pub async fn open_program_session(
        &self,
        known: impl Into<Known>,
        code: Option<&str>,
    ) -> Result<SessionTokens> {
        let session = self.open_session(known, SessionKind::Program, code).await?;
        let first = RefreshToken::generate();
        let now = self.now();
        self.write(async |db| Ok(refresh_tokens::insert(db, &first.hash(), session, now).await?))
            .await?;
        self.tokens_of(session, &first)
    }

    fn tokens_of(&self, session: SessionId, refresh: &RefreshToken) -> Result<SessionTokens> {
        let access = self.token(Holder::Session(session), self.now(), ACCESS_TOKEN_S)?;
        Ok(SessionTokens {
            access_token: access.access_token,
            token_type: access.token_type,
            expires_in_s: access.expires_in_s,
            refresh_token: refresh.reveal(),
        })
    }

    /// Whose address and password these are. The same answer, after the same work, for an unknown address and a wrong password.
    pub async fn check_password(&self, email: &str, password: Sensitive<String>) -> Result<Known> {
        self.count_sign_in(email).await?;
        let found = match Email::parse(email) {
            Ok(email) => {
                accounts::find_sign_in(&mut *self.read().await?, &self.vault, &email).await?
            }
            Err(_) => None,
        };
        let hash = found.as_ref().map(|found| found.password_hash.clone());
        let right = self
            .auth
            .passwords
            .verify_alike(password.clone(), hash)
            .await?;
        let found = found
            .filter(|_| right)
            .ok_or_else(|| AppError::Invalid(vec![FieldError::new("", "wrong-credentials")]))?;
        let account = found.account;
        let hash = self.strengthened(found, password).await?;
        Ok(Known {
            account,
            password: Some(self.mark_of(&hash)),
        })
    }

    /// The hash of a right password, made anew where whose it is has roles by now that take a stronger one.
    async fn strengthened(&self, whose: SignIn, password: Sensitive<String>) -> Result<String> {
        let cost = Cost::of(whose.roles);
        if !cost.is_more_than(&whose.password_hash) {
            return Ok(whose.password_hash);
        }
        let hash = self.auth.passwords.hash(password, cost).await?;
        let db = &mut *self.read().await?;
        let (id, former) = (whose.account, &whose.password_hash);
        let done = accounts::update_hash(db, id, former, &hash).await?;
        Ok(if done { hash } else { whose.password_hash })
    }

    /// Tells a password from the next one of the same account, and nothing else.
    fn mark_of(&self, hash: &str) -> [u8; 32] {
        self.auth.keys.hmac("password-shown", hash.as_bytes())
    }

    /// Opens a session of whoever is known to be here; [`AppError::Unauthenticated`] if by a password that is not theirs any more.
    /// [`AppError::CodeNeeded`] without a code, where a second factor is set; `/code wrong-code` with one that is wrong or was used.
    pub async fn open_session(
        &self,
        known: impl Into<Known>,
        kind: SessionKind,
        code: Option<&str>,
    ) -> Result<SessionId> {
        let Known { account, password } = known.into();
        let session = SessionId(ids::random());
        let now = self.now();
        let opened = self
            .write(async |db| {
                if password.is_some() {
                    // Whoever chooses another one at this moment waits, and ends the session that this opens.
                    let stands = accounts::lock_password(db, account).await?;
                    if stands.map(|hash| self.mark_of(&hash)) != password {
                        return Err(AppError::Unauthenticated);
                    }
                }
                let mut factor_at = None;
                if factors::is_set(db, account).await? {
                    let code = code.ok_or(AppError::CodeNeeded)?;
                    if !self.take_code(db, account, code).await? {
                        // Committed: a wrong code counts.
                        return Ok(false);
                    }
                    factor_at = Some(now);
                }
                // Who signs in at the moment at which the account would be erased waits, or keeps it.
                dormant::update_signed_in(db, account, now).await?;
                let staff = accounts::find(db, account)
                    .await?
                    .ok_or(AppError::Unauthenticated)?
                    .roles
                    .any();
                let new = NewSession {
                    id: session,
                    account,
                    kind,
                    expires_at: sign_in::ends_at(staff, now),
                    factor_at,
                };
                sessions::insert(db, &new, now).await?;
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

    /// Exchanges a refresh token for the next ones. A second time ends the sign-in, but for the same try (`retry`: its idempotency
    /// key), which for ten seconds gets the same refresh token again.
    pub async fn renew_session(&self, refresh: &str, retry: Option<&str>) -> Result<SessionTokens> {
        let given = RefreshToken::parse(refresh).ok_or(AppError::Unauthenticated)?;
        let (keys, now) = (&self.auth.keys, self.now());
        let retry = retry.map(|key| keys.hmac("refresh-retry", key.as_bytes()).to_vec());
        let next = self
            .write(async |db| {
                let Some(row) = refresh_tokens::lock(db, &given.hash()).await? else {
                    return Ok(None);
                };
                if self.living(db, row.session, now).await?.is_none() {
                    return Ok(None);
                }
                if let Some(used) = row.used {
                    let same = retry.is_some() && used.retry == retry;
                    if same && now.duration_since(used.at) <= sign_in::RETRY_WITHIN {
                        let same = given.unseal(keys, &used.successor);
                        return Ok(same.map(|token| (row.session, token)));
                    }
                    // Somebody else holds it too. Committed: whoever it is, nobody goes on with it.
                    sessions::update_ended(db, row.session, now).await?;
                    let caller = system_caller();
                    let id = row.session.0;
                    self.audit(
                        db,
                        &caller,
                        "refresh_token_reused",
                        "session",
                        id,
                        json!({}),
                    )
                    .await?;
                    return Ok(None);
                }
                let next = RefreshToken::generate();
                let successor = given
                    .seal(keys, &next)
                    .ok_or_else(|| AppError::Internal("a token cannot be sealed".into()))?;
                let used = Used {
                    at: now,
                    retry: retry.clone(),
                    successor,
                };
                refresh_tokens::update_used(db, &given.hash(), &used).await?;
                refresh_tokens::insert(db, &next.hash(), row.session, now).await?;
                sessions::update_used(db, row.session, now).await?;
                Ok(Some((row.session, next)))
            })
            .await?;
        let (session, token) = next.ok_or(AppError::Unauthenticated)?;
        self.tokens_of(session, &token)
    }

    /// A session that still holds.
    async fn living(
        &self,
        db: &mut PgConnection,
        session: SessionId,
        now: Timestamp,
    ) -> Result<Option<SessionRow>> {
        let found = sessions::find(db, session, now).await?;
        Ok(found.filter(|row| {
            let staff = row.account.roles.any();
            sign_in::holds(staff, row.kind, row.begun_at, row.used_at, now)
        }))
    }

    /// One's own sign-ins that hold, the one used last first.
    pub async fn own_sessions(&self, caller: &Caller) -> Result<Vec<SessionView>> {
        Self::allow(caller, Action::ReadOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        let db = &mut *self.read().await?;
        let staff = accounts::find(db, account)
            .await?
            .ok_or(AppError::Unauthenticated)?
            .roles
            .any();
        let lines = sessions::list(db, account, now).await?;
        Ok(lines
            .into_iter()
            .filter(|line| sign_in::holds(staff, line.kind, line.begun_at, line.used_at, now))
            .map(|line| SessionView {
                id: line.id,
                kind: line.kind,
                begun_at: line.begun_at,
                used_at: line.used_at,
                current: caller.actor.session() == Some(line.id),
            })
            .collect())
    }

    /// Ends one of one's own sign-ins.
    pub async fn end_own_session(&self, caller: &Caller, session: SessionId) -> Result<()> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        self.write(async |db| {
            sessions::update_one_ended(db, account, session, now)
                .await?
                .then_some(())
                .ok_or(AppError::NotFound)
        })
        .await
    }

    /// Ends all of one's own sign-ins but the one that asks.
    pub async fn end_other_sessions(&self, caller: &Caller) -> Result<()> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let (kept, now) = (caller.actor.session(), self.now());
        self.write(async |db| Ok(sessions::update_others_ended(db, account, kept, now).await?))
            .await
    }

    /// Ends every sign-in of an account, as part of what an administrator does to it: what they may do is asked before.
    pub(super) async fn end_sessions_of(
        &self,
        db: &mut PgConnection,
        account: AccountId,
    ) -> Result<()> {
        Ok(sessions::update_others_ended(db, account, None, self.now()).await?)
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
            self.living(db, session, now)
                .await?
                .ok_or(AppError::Unauthenticated)?;
            Ok(sessions::update_ended(db, session, now).await?)
        })
        .await
    }

    /// Who a token stands for. A session is looked up every time, so that a disabled account stops at once, and so
    /// does a request that was closed elsewhere.
    pub async fn identify(&self, token: &str) -> Result<Actor> {
        if token.starts_with(PARTNER_MARK) {
            return self.identify_partner(token).await;
        }
        let holder = self.auth.tokens.read(token, self.now());
        self.actor_of(holder.ok_or(AppError::Unauthenticated)?)
            .await
    }

    /// Whom a session or an opened request stands for. Staff whose second factor was not shown have no roles.
    pub async fn actor_of(&self, holder: Holder) -> Result<Actor> {
        match holder {
            Holder::Session(session) => {
                let now = self.now();
                let db = &mut *self.read().await?;
                let found = self
                    .living(db, session, now)
                    .await?
                    .ok_or(AppError::Unauthenticated)?;
                if now.duration_since(found.used_at).as_secs() >= USED_EVERY_S {
                    sessions::update_used(db, session, now).await?;
                }
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
                    has_left: account.has_left,
                    administers: account.administers,
                    // Who opens the requests of many has a second factor.
                    helps_for: match factor {
                        Factor::Passed | Factor::Fresh => account
                            .in_standing
                            .into_iter()
                            .filter(|(_, kind)| follows_requests(*kind))
                            .map(|(id, _)| id)
                            .collect(),
                        Factor::None | Factor::Missing => Vec::new(),
                    },
                    session: Some(session),
                    factor,
                })
            }
            Holder::Household(session) => Ok(self.household_of(session).await?.actor(session)),
        }
    }
}
