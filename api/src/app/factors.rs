//! Second factors: setting one up, showing it, and the codes for when a phone is lost.

use punte_core::{
    error::FieldError,
    id::{AccountId, SessionId},
    policy::{Action, Subject},
    sign_in::{TRIES, wrong_codes},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{App, AppError, Caller, Once, Result, system_caller};
use crate::{
    auth::{Seed, TrackingCode},
    storage::{
        factors::{self, FactorRow},
        sessions,
    },
};

/// How many recovery codes there are at a time.
const CODES: usize = 10;

/// The purpose under which recovery codes are hashed.
const PURPOSE: &str = "recovery-code";

/// A seed that is being set up, to whoever will hold it. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorSetUp {
    /// To type into an authenticator app.
    #[schema(pattern = "^[A-Z2-7]{32}$")]
    pub key: String,
    /// The same as such apps read it from a square (`otpauth://…`).
    pub address: String,
}

/// Each of them signs in once instead of a code. Shown once. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoveryCodes {
    /// The codes.
    #[schema(min_items = 10, max_items = 10)]
    pub codes: Vec<String>,
}

/// Under which name the seed of an account is sealed.
fn name(account: AccountId) -> String {
    format!("second-factor:{account}")
}

fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> AppError {
    AppError::Internal(error.into())
}

impl App {
    /// Begins to set a second factor up. One that is set is replaced, which takes a fresh one; it counts until the new one is confirmed.
    pub async fn begin_factor(&self, caller: &Caller, once: Option<&Once>) -> Result<FactorSetUp> {
        let (account, _) = self.may_set(caller).await?;
        self.write_once(once, async |db| {
            let seed = Seed::generate();
            factors::upsert_pending(db, account, &self.seal_seed(account, &seed)?).await?;
            self.set_up(&seed)
        })
        .await
    }

    /// The second factor that is being set up, if one is.
    pub async fn pending_factor(&self, caller: &Caller) -> Result<Option<FactorSetUp>> {
        let (account, _) = self.may_set(caller).await?;
        factors::find_pending(&mut *self.read().await?, account)
            .await?
            .map(|sealed| self.set_up(&self.open_seed(account, &sealed)?))
            .transpose()
    }

    /// Confirms with a code that an app makes the right ones. It counts from now on; other sign-ins of the account end.
    pub async fn confirm_factor(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        code: &str,
    ) -> Result<RecoveryCodes> {
        let (account, session) = self.may_set(caller).await?;
        let now = self.now();
        self.write_once(once, async |db| {
            let pending = factors::lock(db, account)
                .await?
                .and_then(|row| row.pending);
            let sealed = pending.ok_or(AppError::NotFound)?;
            let step = self
                .open_seed(account, &sealed)?
                .step_of(&plain(code), now)
                .map_err(internal)?
                .ok_or_else(wrong_code)?;
            factors::upsert_confirmed(db, account, &sealed, step, now).await?;
            sessions::update_factor(db, session, now).await?;
            sessions::update_others_ended(db, account, Some(session), now).await?;
            self.audit(
                db,
                caller,
                "second_factor_set",
                "account",
                account.0,
                json!({}),
            )
            .await?;
            self.new_codes(db, account).await
        })
        .await
    }

    /// Makes ten recovery codes; those of before are worth nothing any more.
    pub async fn renew_recovery_codes(
        &self,
        caller: &Caller,
        once: Option<&Once>,
    ) -> Result<RecoveryCodes> {
        Self::allow(caller, Action::ReplaceFactor, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write_once(once, async |db| {
            self.audit(
                db,
                caller,
                "recovery_codes_made",
                "account",
                account.0,
                json!({}),
            )
            .await?;
            self.new_codes(db, account).await
        })
        .await
    }

    /// Shows the second factor again: for what takes a fresh one.
    pub async fn show_factor(&self, caller: &Caller, code: &str) -> Result<()> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let (account, session) = signed_in(caller)?;
        let now = self.now();
        let right = self
            .write(async |db| {
                if !factors::is_set(db, account).await? {
                    return Err(AppError::FactorMissing);
                }
                let right = self.take_code(db, account, code).await?;
                if right {
                    sessions::update_factor(db, session, now).await?;
                }
                // Committed either way: a wrong code counts.
                Ok(right)
            })
            .await?;
        right.then_some(()).ok_or_else(wrong_code)
    }

    /// Gives an account a second factor that somebody holds already: of the demo's staff, and of tests.
    pub async fn adopt_factor(&self, account: AccountId, seed: &Seed) -> Result<()> {
        let now = self.now();
        self.write(async |db| {
            let row = factors::lock(db, account).await?;
            let same = row.and_then(|r| r.seed).is_some_and(|sealed| {
                self.open_seed(account, &sealed)
                    .is_ok_and(|held| held.reveal() == seed.reveal())
            });
            if !same {
                let sealed = self.seal_seed(account, seed)?;
                factors::upsert_confirmed(db, account, &sealed, Seed::step_before(now), now)
                    .await?;
            }
            Ok(())
        })
        .await
    }

    /// Takes a second factor away from whoever lost phone and codes; their sign-ins end.
    pub async fn remove_factor(&self, account: AccountId) -> Result<()> {
        self.write(async |db| {
            self.end_sessions_of(db, account).await?;
            factors::update_removed(db, account).await?;
            let caller = system_caller();
            self.audit(
                db,
                &caller,
                "second_factor_removed",
                "account",
                account.0,
                json!({}),
            )
            .await
        })
        .await
    }

    /// Whether a code of an account is right: of its app, once; or one of its recovery codes, once. Wrong ones are counted, and
    /// after ten of them in a quarter of an hour a right one is refused too.
    pub(super) async fn take_code(
        &self,
        db: &mut PgConnection,
        account: AccountId,
        code: &str,
    ) -> Result<bool> {
        let now = self.now();
        let Some(FactorRow {
            seed: Some(sealed),
            last_step,
            failures,
            failed_at,
            ..
        }) = factors::lock(db, account).await?
        else {
            return Ok(false);
        };
        let wrong = wrong_codes(failures, failed_at, now);
        if wrong >= TRIES {
            return Ok(false);
        }
        let seed = self.open_seed(account, &sealed)?;
        if let Some(step) = seed.step_of(&plain(code), now).map_err(internal)? {
            // One that was used is refused, and is no guess.
            let new = step > last_step;
            if new {
                factors::update_used(db, account, step).await?;
            }
            return Ok(new);
        }
        let recovery = TrackingCode::parse(code);
        let guessed = recovery.is_ok() || is_code(&plain(code));
        if let Ok(code) = recovery {
            let hash = code.hash_as(PURPOSE, &self.auth.keys);
            if factors::update_code_used(db, account, &hash, now).await? {
                let caller = system_caller();
                self.audit(
                    db,
                    &caller,
                    "recovery_code_used",
                    "account",
                    account.0,
                    json!({}),
                )
                .await?;
                return Ok(true);
            }
        }
        // What cannot be a code is no guess.
        if guessed {
            factors::update_failures(db, account, wrong + 1, now).await?;
        }
        Ok(false)
    }

    /// Whether the caller may set a factor: a first one, or another one with the one that is set.
    async fn may_set(&self, caller: &Caller) -> Result<(AccountId, SessionId)> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let (account, session) = signed_in(caller)?;
        if factors::is_set(&mut *self.read().await?, account).await? {
            Self::allow(caller, Action::ReplaceFactor, Subject::Anything)?;
        }
        Ok((account, session))
    }

    async fn new_codes(&self, db: &mut PgConnection, account: AccountId) -> Result<RecoveryCodes> {
        let codes: Vec<TrackingCode> = (0..CODES).map(|_| TrackingCode::generate()).collect();
        let hashes: Vec<Vec<u8>> = codes
            .iter()
            .map(|code| code.hash_as(PURPOSE, &self.auth.keys).to_vec())
            .collect();
        factors::replace_codes(db, account, &hashes).await?;
        Ok(RecoveryCodes {
            codes: codes.iter().map(TrackingCode::reveal).collect(),
        })
    }

    fn seal_seed(&self, account: AccountId, seed: &Seed) -> Result<Vec<u8>> {
        self.auth
            .keys
            .seal(&name(account), seed.reveal().to_vec())
            .ok_or_else(|| internal("a seed cannot be sealed"))
    }

    fn open_seed(&self, account: AccountId, sealed: &[u8]) -> Result<Seed> {
        self.auth
            .keys
            .unseal(&name(account), sealed)
            .and_then(Seed::from_bytes)
            .ok_or_else(|| internal("a seed does not open"))
    }

    fn set_up(&self, seed: &Seed) -> Result<FactorSetUp> {
        let host = self.public_url.split("://").last().unwrap_or_default();
        let site = host.split([':', '/']).next().unwrap_or_default();
        Ok(FactorSetUp {
            key: seed.text(),
            address: seed.address(site).map_err(internal)?,
        })
    }
}

fn signed_in(caller: &Caller) -> Result<(AccountId, SessionId)> {
    caller
        .actor
        .account()
        .zip(caller.actor.session())
        .ok_or(AppError::Forbidden)
}

/// As people copy it from a phone: without spaces.
fn plain(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether an app could show it.
fn is_code(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
}

fn wrong_code() -> AppError {
    FieldError::new("/code", "wrong-code").into()
}
