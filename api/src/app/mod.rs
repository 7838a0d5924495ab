//! The use cases: policy, rule, transaction, audit, jobs. Pages and REST call the same ones.

pub mod accounts;
pub mod addresses;
pub mod administration;
mod alerts;
pub mod audit_events;
pub mod audit_log;
pub mod background;
mod bundle;
pub mod case_work;
pub mod child_cases;
pub mod child_help;
mod conflict;
pub mod contacts;
pub mod corrections;
pub mod danger;
pub mod digests;
pub mod drafts;
pub mod engine;
mod error;
pub mod events;
pub mod expiry;
pub mod factors;
pub mod figures;
pub mod guide_texts;
pub mod guides;
mod health;
pub mod help_lines;
pub mod households;
pub mod imports;
pub mod inquiries;
pub mod kept_requests;
pub mod limits;
pub mod lost_codes;
pub mod mail_choices;
pub mod mail_links;
pub mod matches;
pub mod members;
pub mod messages;
pub mod notices;
pub mod offers;
mod once;
pub mod partners;
pub mod pins;
pub mod places;
mod profile;
pub mod providers;
pub mod public_offers;
pub mod ranking;
pub mod remarks;
pub mod request_mails;
pub mod requests;
pub mod reviews;
pub mod rights;
mod sealing;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod sms;
pub mod still_needed;
mod sweep;
pub mod translations;
pub mod unsubscribe;
pub mod vetting;

pub use conflict::Conflict;
pub use error::AppError;
pub use once::{Once, STORED_FOR_HOURS};
pub use sealing::{open_vault, retire_keks, rewrap_data_keys, seal_what_is_plain};

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use punte_core::{
    clock::{Clock, local_day},
    locale::Locale,
    matching::WeightSet,
    policy::{self, Access, Action, Actor, Subject},
    rights::Retention,
    sign_in::Factor,
};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, postgres::PgDatabaseError};
use uuid::Uuid;

use crate::{
    auth::Auth,
    ids,
    matcher::Matcher,
    metrics::Metrics,
    storage::{
        audit,
        opening::{Opener, Opening},
        wall::{self, Row},
    },
    vault::Vault,
};

/// What a use case answers.
pub type Result<T> = std::result::Result<T, AppError>;

/// Who calls, and in which language.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// The language of texts made for them.
    pub locale: Locale,
}

impl Caller {
    /// The audit log's word for the caller.
    fn audit_identity(&self) -> (&'static str, Option<Uuid>) {
        match &self.actor {
            Actor::Visitor => ("visitor", None),
            Actor::System => ("system", None),
            Actor::Account { id, .. } => ("account", Some(id.0)),
            Actor::Partner { id, .. } => ("partner", Some(id.0)),
            // Whoever acts for a household does so under their own name.
            Actor::Tracking {
                case_worker: Some(who),
                ..
            } => ("account", Some(who.0)),
            Actor::Tracking { request, .. } => ("tracking", Some(request.0)),
        }
    }
}

/// Everything that the use cases need.
pub struct App {
    /// The database, as app_rw.
    pub pool: PgPool,
    /// The database as app_look: for whoever looks at what belongs to a household.
    pub looking: PgPool,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Passwords, tokens, codes.
    pub auth: Auth,
    /// What seals personal data.
    pub vault: Arc<Vault>,
    /// How long what is kept.
    pub retention: Retention,
    /// How offers are scored.
    pub weights: WeightSet,
    /// The live index.
    pub matcher: Arc<Matcher>,
    /// What is counted for the operator.
    pub metrics: Metrics,
    /// How often somebody may do what can be abused.
    pub limits: limits::Limits,
    /// The numbers that people are told to call.
    pub help_lines: help_lines::KnownHelpLines,
    /// The address under which people reach the server, without a slash at its end.
    pub public_url: String,
    /// Whether somebody sends text messages: nobody is asked to agree to them otherwise.
    pub texts_people: bool,
}

impl App {
    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The present local day.
    pub fn today(&self) -> jiff::civil::Date {
        local_day(self.now())
    }

    /// Asks the policy. What is hidden does not exist; what is denied is said.
    fn allow(caller: &Caller, action: Action, subject: Subject) -> Result<()> {
        let factor = caller.actor.factor();
        match (
            policy::decide(&caller.actor, action, subject),
            &caller.actor,
        ) {
            (Access::Allow, _)
                if policy::needs_fresh_factor(action) && factor != Factor::Fresh
                    || policy::needs_fresh_factor_where_set(action) && factor == Factor::Passed =>
            {
                Err(AppError::FactorStale)
            }
            (
                Access::Allow,
                Actor::Tracking {
                    pin: Factor::Missing | Factor::Passed,
                    ..
                },
            ) if policy::needs_pin(action) => Err(AppError::PinNeeded),
            (Access::Allow, _) => Ok(()),
            (Access::Deny | Access::Hide, Actor::Visitor) => Err(AppError::Unauthenticated),
            (Access::Deny, _) if factor == Factor::Missing => Err(AppError::FactorMissing),
            (Access::Deny, _) => Err(AppError::Forbidden),
            (Access::Hide, _) => Err(AppError::NotFound),
        }
    }

    /// Runs a use case in one transaction and commits it. Serialization failures and deadlocks are tried again, and counted,
    /// five times at most, with jitter.
    async fn write<T>(&self, work: impl AsyncFn(&mut PgConnection) -> Result<T>) -> Result<T> {
        self.write_by(None, work).await
    }

    /// As [`App::write`], for a use case that changes something of a household: row-level security holds it to what is the caller's.
    async fn write_on<T>(
        &self,
        caller: &Caller,
        row: impl Into<Row>,
        work: impl AsyncFn(&mut PgConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_by(touched(caller, row.into()), work).await
    }

    async fn write_by<T>(
        &self,
        touched: Option<(Opener, Row)>,
        work: impl AsyncFn(&mut PgConnection) -> Result<T>,
    ) -> Result<T> {
        let mut attempt = 0_u32;
        loop {
            let mut tx = self.pool.begin().await.map_err(AppError::away)?;
            let theirs = match touched {
                None => true,
                Some((who, row)) => wall::touch(&mut tx, who, row).await?,
            };
            let outcome = match work(&mut tx).await {
                Ok(value) => tx.commit().await.map(|()| value).map_err(AppError::from),
                Err(error) => {
                    if let Err(lost) = tx.rollback().await {
                        // The connection is gone, and the transaction with it; the first error is the one that tells.
                        tracing::warn!(error = %lost, "a transaction could not be rolled back");
                    }
                    Err(error)
                }
            };
            let error = match outcome {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let code = code_of(&error);
            // What is not theirs does not exist, whatever the policy said.
            if !theirs && matches!(code, Some("42501" | "25006")) {
                return Err(AppError::NotFound);
            }
            let Some(cause) = code.and_then(cause_to_retry) else {
                return Err(error);
            };
            if attempt == 5 {
                return Err(AppError::Overloaded);
            }
            self.metrics.tried_again(cause);
            attempt += 1;
            let jitter = u64::from(ids::random_byte()) / 8;
            tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 10 + jitter)).await;
        }
    }

    /// A transaction to read personal data with; there is nothing to commit.
    async fn read_whole(&self) -> Result<sqlx::PgTransaction<'static>> {
        self.pool.begin().await.map_err(AppError::away)
    }

    /// Opens personal data in a transaction, for the caller: what is not theirs to see is not there.
    async fn open_for<'c>(
        &'c self,
        db: &'c mut PgConnection,
        caller: &Caller,
    ) -> Result<Opening<'c>> {
        Ok(Opening::begin(db, &self.vault, opener(caller)).await?)
    }

    /// Opens personal data in a transaction for what the installation does by itself; nothing of it is anybody's answer.
    async fn open_for_program<'c>(&'c self, db: &'c mut PgConnection) -> Result<Opening<'c>> {
        Ok(Opening::begin(db, &self.vault, Opener::Program).await?)
    }

    /// A transaction to look at what belongs to a household with: what of it is not the caller's is not there, and nothing is changed.
    async fn look_for(&self, caller: &Caller) -> Result<sqlx::PgTransaction<'static>> {
        self.looking
            .begin_with(wall::begin_to_look(opener(caller)))
            .await
            .map_err(AppError::away)
    }

    /// A connection to read with; for households there is [`App::look_for`].
    async fn read(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Postgres>> {
        self.pool.acquire().await.map_err(AppError::away)
    }

    /// Writes a line of the audit log.
    async fn audit(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        action: &str,
        subject_kind: &str,
        subject_id: Uuid,
        data: Value,
    ) -> Result<()> {
        let (actor_kind, actor_id) = caller.audit_identity();
        audit::insert(
            db,
            audit::AuditEvent {
                actor_kind,
                actor_id,
                action,
                subject_kind,
                subject_id,
                data,
            },
            self.now(),
        )
        .await?;
        Ok(())
    }
}

/// How somebody else was in the way, if they may not be the next time: 40001 serialization_failure, 40P01 deadlock_detected, 55P03
/// lock_not_available.
fn cause_to_retry(code: &str) -> Option<&'static str> {
    match code {
        "40001" => Some("serialization"),
        "40P01" => Some("deadlock"),
        "55P03" => Some("lock"),
        _ => None,
    }
}

/// Whether somebody else was in the way, and may not be the next time.
pub(crate) fn is_transient(error: &AppError) -> bool {
    code_of(error).and_then(cause_to_retry).is_some()
}

/// The code of PostgreSQL's error, if it is one.
fn code_of(error: &AppError) -> Option<&str> {
    let AppError::Internal(cause) = error else {
        return None;
    };
    cause
        .downcast_ref::<sqlx::Error>()?
        .as_database_error()?
        .try_downcast_ref::<PgDatabaseError>()
        .map(PgDatabaseError::code)
}

/// For whom the database shows and opens what a caller asks for.
fn opener(caller: &Caller) -> Opener {
    match &caller.actor {
        Actor::Visitor | Actor::System => Opener::Nobody,
        Actor::Account { id, .. } => Opener::Account(*id),
        Actor::Partner { id, .. } => Opener::Partner(*id),
        Actor::Tracking { request, .. } => Opener::Request(*request),
    }
}

/// To whom row-level security holds a change, and of which row. None where it is the product's own change, or a visitor's, whom the use
/// case turns away.
fn touched(caller: &Caller, row: Row) -> Option<(Opener, Row)> {
    match opener(caller) {
        Opener::Nobody => None,
        who => Some((who, row)),
    }
}

/// A page of a list, and where the next one begins.
#[derive(Debug, Clone)]
pub struct Page<T, K> {
    /// The items.
    pub items: Vec<T>,
    /// The key of the last item, if there may be more.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// From one item more than fits.
    fn cut(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(key) } else { None };
        Self { items, next }
    }

    /// The same page of something else.
    pub fn map<U>(self, of: impl FnMut(T) -> U) -> Page<U, K> {
        Page {
            items: self.items.into_iter().map(of).collect(),
            next: self.next,
        }
    }
}

/// The product itself, where nobody asks: deadlines and jobs.
fn system_caller() -> Caller {
    Caller {
        actor: Actor::System,
        locale: Locale::default(),
    }
}

/// What was found; to a visitor, that they are one, whatever there is.
fn known<T>(caller: &Caller, found: Option<T>) -> Result<T> {
    if caller.actor == Actor::Visitor {
        return Err(AppError::Unauthenticated);
    }
    found.ok_or(AppError::NotFound)
}

impl App {
    /// Whether the database answers.
    pub async fn check_database(&self) -> Result<()> {
        let mut db = self.read().await?;
        crate::storage::ping(&mut db).await?;
        Ok(())
    }
}
