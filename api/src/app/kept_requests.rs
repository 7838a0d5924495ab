//! Requests that households keep in an account of theirs, if they want to: opened from there as with their codes, on any phone. Nobody needs
//! one for a request, and nobody is listed by it to anybody else.
//!
//! An account may belong to whoever has power over somebody. So no request is kept unless that is said, what the PIN guards it guards there,
//! too, the household is told, and ends it with its code: with that it closes wherever it was opened from the account.

use jiff::Timestamp;
use punte_core::{
    error::FieldError,
    id::{AccountId, HouseholdSessionId, RequestId},
    offer::Category,
    policy::{Action, Subject},
    request::KEPT_AT_MOST,
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    limits::Origin,
    lost_codes,
    notices::{Notice, Recipient},
    pins,
    requests::TRACKING_TOKEN_S,
    sessions::TokenView,
};
use crate::{
    auth::{Holder, TrackingCode},
    ids,
    storage::{
        household_cases, household_sessions,
        kept_requests::{self, KeptRow},
        requests, rights,
    },
};

/// Which request an account keeps from now on. Not `Debug`: its code opens it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepBody {
    /// The code of the request: 28 characters; case, spaces, hyphens and Cyrillic look-alikes do not matter.
    #[schema(max_length = 80, example = "1A2B-3C4D-5E6F-7G8H-9JKM-NPQR-STVW")]
    pub tracking_code: String,
    /// Its PIN, where one is set: six digits.
    #[serde(default)]
    #[schema(pattern = "^[0-9]{6}$", example = "571943")]
    pub pin: Option<String>,
}

/// A request, to the account that keeps it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptRequestView {
    /// Its id.
    pub id: RequestId,
    /// Its short number.
    #[schema(pattern = "^[0-9 ]{14}$")]
    pub number: Option<String>,
    /// How it stands: `open`, `withdrawn` or `closed`.
    #[schema(pattern = "^(open|withdrawn|closed)$")]
    pub state: String,
    /// What is asked for.
    pub categories: Vec<Category>,
    /// When it was filed.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Since when the account keeps it.
    #[schema(value_type = String, format = DateTime)]
    pub kept_since: Timestamp,
}

impl From<KeptRow> for KeptRequestView {
    fn from(row: KeptRow) -> Self {
        // Of several needs of a kind, the kind once.
        let mut categories: Vec<Category> = Vec::new();
        for category in row.categories {
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        Self {
            id: row.id,
            number: lost_codes::shown(row.number),
            state: row.state,
            categories,
            created_at: row.created_at,
            kept_since: row.kept_at,
        }
    }
}

impl App {
    /// The account of a caller who may keep a request: not of whoever works for the site, or follows requests of others.
    pub fn may_keep(caller: &Caller) -> Result<AccountId> {
        Self::allow(caller, Action::KeepRequests, Subject::Anything)?;
        caller.actor.account().ok_or(AppError::Forbidden)
    }

    fn keeper(caller: &Caller) -> Result<AccountId> {
        Self::allow(caller, Action::TendKeptRequests, Subject::Anything)?;
        caller.actor.account().ok_or(AppError::Forbidden)
    }

    /// Keeps the request of a code in the caller's account. `/tracking_code tracking-code`, one answer for every code that is not right, counted as
    /// in [`App::find_request_by_code`]; `/pin required` or `/pin wrong-pin` where a PIN is set.
    pub async fn keep_request(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        origin: Origin,
        body: KeepBody,
    ) -> Result<KeptRequestView> {
        let who = Self::may_keep(caller)?;
        let pin = body.pin.map(Sensitive::new);
        if let Some(pin) = &pin {
            pins::may_be_pin(pin)?;
        }
        let wrong = || AppError::from(FieldError::new("/tracking_code", "tracking-code"));
        let hash = TrackingCode::parse(&body.tracking_code)
            .map_err(|_e| wrong())?
            .hash(&self.auth.keys);
        let counted = self.count_code(origin).await?;
        let id = requests::find_by_tracking_hash(&mut *self.read().await?, &hash)
            .await?
            .ok_or_else(wrong)?;
        self.uncount(counted).await;
        let shown = self.check_pin(id, pin).await?;
        self.write_once(once, async |db| {
            requests::lock(db, id).await?;
            // It may have got another one since.
            if requests::find_by_tracking_hash(db, &hash).await? != Some(id) {
                return Err(wrong());
            }
            self.use_pin(db, id, shown.as_deref()).await?;
            let request = requests::find(db, id).await?.ok_or_else(wrong)?;
            if request.unaccompanied_minor {
                return Err(Conflict::ChildAlone.into());
            }
            if request.state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            match kept_requests::find_holder(db, id).await? {
                // As it was to be.
                Some(holder) if holder == who => Ok(()),
                Some(_) => Err(Conflict::AlreadyKept.into()),
                None => {
                    let both = [Recipient::Request(id), Recipient::Account(who)];
                    self.keep(db, caller, who, id, &both).await?;
                    Ok(requests::update_version(db, id).await?)
                }
            }
        })
        .await?;
        // Read anew, also where the answer was kept: it is shown to whoever keeps it now.
        let rows = kept_requests::list(&mut *self.look_for(caller).await?, who, Some(id)).await?;
        let row = rows.into_iter().next().ok_or(AppError::NotFound)?;
        Ok(row.into())
    }

    /// Writes down that an account keeps a request that is new or locked, and tells them: whoever did not want it ends it.
    pub(super) async fn keep(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        who: AccountId,
        id: RequestId,
        told: &[Recipient],
    ) -> Result<()> {
        // The policy goes by what a sign-in showed: whoever follows others is known by their cases, too.
        if household_cases::count(db, who).await? > 0 {
            return Err(AppError::Forbidden);
        }
        if kept_requests::count(db, who).await? >= KEPT_AT_MOST {
            return Err(Conflict::TooManyKept.into());
        }
        kept_requests::insert(db, id, who, self.now()).await?;
        self.audit(db, caller, "request_kept", "request", id.0, json!({}))
            .await?;
        let event = ids::ordered().to_string();
        for to in told {
            self.notify(db, Notice::RequestKept, *to, id.0, &event)
                .await?;
        }
        Ok(())
    }

    /// The requests that the caller's account keeps, all of them ([`KEPT_AT_MOST`]), the newest first.
    pub async fn list_kept_requests(&self, caller: &Caller) -> Result<Vec<KeptRequestView>> {
        let who = Self::keeper(caller)?;
        Self::kept_by(&mut *self.look_for(caller).await?, who).await
    }

    /// As [`App::list_kept_requests`], for whom it was asked.
    pub(super) async fn kept_by(
        db: &mut PgConnection,
        who: AccountId,
    ) -> Result<Vec<KeptRequestView>> {
        let rows = kept_requests::list(db, who, None).await?;
        Ok(rows.into_iter().map(KeptRequestView::from).collect())
    }

    /// Opens a request that the caller's account keeps, as its household; with the caller's sign-in this ends too. It is written down, and
    /// the household can read that it was.
    pub async fn open_kept_request(
        &self,
        caller: &Caller,
        id: RequestId,
    ) -> Result<HouseholdSessionId> {
        let who = Self::keeper(caller)?;
        let by = caller.actor.session().ok_or(AppError::Forbidden)?;
        let (session, now) = (HouseholdSessionId(ids::random()), self.now());
        self.write_on(caller, id, async |db| {
            Self::lock_kept(db, who, id).await?;
            rights::update_last_seen(db, id, now).await?;
            household_sessions::insert_of_kept(db, session, id, who, by, now).await?;
            let action = "request_opened_from_account";
            self.audit(db, caller, action, "request", id.0, json!({}))
                .await?;
            Ok(session)
        })
        .await
    }

    /// As [`App::open_kept_request`], for a program.
    pub async fn issue_kept_token(&self, caller: &Caller, id: RequestId) -> Result<TokenView> {
        let session = self.open_kept_request(caller, id).await?;
        self.token(Holder::Household(session), self.now(), TRACKING_TOKEN_S)
    }

    /// Keeps a request in the caller's account no longer. The request stays as it is.
    pub async fn drop_kept_request(&self, caller: &Caller, id: RequestId) -> Result<()> {
        let who = Self::keeper(caller)?;
        self.write_on(caller, id, async |db| {
            Self::lock_kept(db, who, id).await?;
            self.end_kept(db, caller, id).await
        })
        .await
    }

    /// Ends that an account keeps one's own request, if one does. Wherever it was opened from there, it closes.
    pub async fn end_keeping(&self, caller: &Caller, id: RequestId) -> Result<()> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(id))?;
        self.write_on(caller, id, async |db| {
            requests::lock(db, id).await?;
            self.end_kept(db, caller, id).await
        })
        .await
    }

    /// Locks a request that an account keeps; to everybody else there is none.
    async fn lock_kept(db: &mut PgConnection, who: AccountId, id: RequestId) -> Result<()> {
        requests::lock(db, id).await?;
        let holder = kept_requests::find_holder(db, id).await?;
        (holder == Some(who))
            .then_some(())
            .ok_or(AppError::NotFound)
    }

    /// Ends that a locked request is kept, if it is, and writes it down.
    pub(super) async fn end_kept(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
    ) -> Result<()> {
        if kept_requests::delete(db, id).await? {
            requests::update_version(db, id).await?;
            self.audit(db, caller, "keeping_ended", "request", id.0, json!({}))
                .await?;
        }
        Ok(())
    }
}
