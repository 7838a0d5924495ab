//! The same request twice does its work once: the answer is stored with the change, and given again.

use jiff::ToSpan;
use punte_core::{error::FieldError, policy::Actor};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{App, AppError, Caller, Result, touched};
use crate::{
    auth::keys::hex,
    storage::{
        idempotency::{self, Key, StoredAnswer},
        opening::Opener,
        wall::Row,
    },
};

/// The principal of everybody without a sign-in.
const VISITOR: &str = "visitor";

/// How long an answer is kept.
pub const STORED_FOR_HOURS: i64 = 24;

/// An idempotency key, bound to who calls, what they ask for and the body that they sent.
pub struct Once {
    key: String,
    principal: String,
    operation: &'static str,
    fingerprint: Vec<u8>,
}

impl Once {
    /// Binds a key.
    pub fn new(
        key: String,
        caller: &Caller,
        operation: &'static str,
        fingerprint: Vec<u8>,
    ) -> Self {
        let principal = match &caller.actor {
            Actor::Visitor => VISITOR.to_owned(),
            Actor::System => "system".to_owned(),
            Actor::Account { id, .. } => format!("account:{id}"),
            Actor::Partner { id, .. } => format!("partner:{id}"),
            Actor::Tracking { request, .. } => format!("request:{request}"),
        };
        Self {
            key,
            principal,
            operation,
            fingerprint,
        }
    }

    /// The same for one of several changes that were asked for together.
    pub(super) fn part(&self, name: &str) -> Self {
        Self {
            key: format!("{}:{name}", self.key),
            principal: self.principal.clone(),
            operation: self.operation,
            fingerprint: self.fingerprint.clone(),
        }
    }
}

impl App {
    /// As [`App::write`]; with a key, the second time gives the first answer.
    pub(super) async fn write_once<T: Serialize + DeserializeOwned>(
        &self,
        once: Option<&Once>,
        work: impl AsyncFn(&mut PgConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_once_by(None, once, work).await
    }

    /// As [`App::write_on`]; with a key, the second time gives the first answer.
    pub(super) async fn write_once_on<T: Serialize + DeserializeOwned>(
        &self,
        caller: &Caller,
        row: impl Into<Row>,
        once: Option<&Once>,
        work: impl AsyncFn(&mut PgConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_once_by(touched(caller, row.into()), once, work)
            .await
    }

    async fn write_once_by<T: Serialize + DeserializeOwned>(
        &self,
        touched: Option<(Opener, Row)>,
        once: Option<&Once>,
        work: impl AsyncFn(&mut PgConnection) -> Result<T>,
    ) -> Result<T> {
        let Some(once) = once else {
            return self.write_by(touched, work).await;
        };
        // Visitors share one name: their keys must be such that no two of them pick the same.
        if once.principal == VISITOR && Uuid::try_parse(&once.key).is_err() {
            return Err(FieldError::new("/header/idempotency-key", "idempotency-key").into());
        }
        self.write_by(touched, async |db| {
            let name = format!("{}\n{}", once.principal, once.key);
            // The table gets HMACs: what was asked may hold a password, and the key opens the answer.
            let key = hex(&self.auth.keys.hmac("idempotency-key", name.as_bytes()));
            let fingerprint = self
                .auth
                .keys
                .hmac("fingerprint", &once.fingerprint)
                .to_vec();
            let lock = self.auth.keys.lock_number(&name);
            let oldest = self
                .now()
                .checked_sub(STORED_FOR_HOURS.hours())
                .unwrap_or(jiff::Timestamp::MIN);
            match idempotency::take(db, lock, &once.principal, &key, oldest).await? {
                Key::Busy => return Err(AppError::KeyInFlight),
                Key::Answered(stored) => {
                    if stored.operation != once.operation || stored.fingerprint != fingerprint {
                        return Err(AppError::KeyReused);
                    }
                    let answer = self
                        .auth
                        .keys
                        .unseal(&name, &stored.response)
                        .ok_or_else(|| internal("stored answer does not open"))?;
                    return serde_json::from_slice(&answer)
                        .map_err(|e| AppError::Internal(Box::new(e)));
                }
                Key::Free => {}
            }
            let answer = work(db).await?;
            let plain = serde_json::to_vec(&answer).map_err(|e| AppError::Internal(Box::new(e)))?;
            let response = self
                .auth
                .keys
                .seal(&name, plain)
                .ok_or_else(|| internal("answer cannot be sealed"))?;
            let stored = StoredAnswer {
                operation: once.operation.to_owned(),
                fingerprint,
                response,
            };
            idempotency::insert(db, &once.principal, &key, &stored, self.now()).await?;
            Ok(answer)
        })
        .await
    }
}

fn internal(text: &'static str) -> AppError {
    AppError::Internal(text.into())
}
