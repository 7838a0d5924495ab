//! PINs: six digits in a household's head that guard what its code alone should not open.

use jiff::Timestamp;
use punte_core::{
    error::FieldError,
    id::RequestId,
    policy::{Action, Subject},
    sensitive::Sensitive,
    sign_in::{PINS, is_pin, wrong_pins},
};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    App, AppError, Caller, Result,
    notices::{Notice, Recipient},
};
use crate::{auth::Cost, ids, storage::pins};

fn wrong() -> AppError {
    FieldError::new("/pin", "wrong-pin").into()
}

impl App {
    /// Whether one's own request has a PIN.
    pub async fn pin_is_set(&self, caller: &Caller, request: RequestId) -> Result<bool> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(request))?;
        Ok(pins::is_set(&mut *self.look_for(caller).await?, request).await?)
    }

    /// Sets a PIN, or another one. It counts as shown where it was set, and nowhere else. `/pin pin` if it is guessed too soon.
    pub async fn set_pin(
        &self,
        caller: &Caller,
        request: RequestId,
        pin: Sensitive<String>,
    ) -> Result<()> {
        Self::allow(caller, Action::TendPin, Subject::Request(request))?;
        let session = caller
            .actor
            .household_session()
            .ok_or(AppError::Forbidden)?;
        if !is_pin(pin.reveal()) {
            return Err(FieldError::new("/pin", "pin").into());
        }
        self.count_secret(request.0).await?;
        let (hash, now) = (
            self.auth.passwords.hash(pin, Cost::Usual).await?,
            self.now(),
        );
        self.write_on(caller, request, async |db| {
            self.lock_living_request(db, request).await?;
            pins::upsert(db, request, &hash, now).await?;
            pins::update_shown(db, request, session, &hash, now).await?;
            self.audit(db, caller, "pin_set", "request", request.0, json!({}))
                .await?;
            self.tell_pin_changed(db, request).await
        })
        .await
    }

    /// Whoever has only found the card must not set one unnoticed.
    async fn tell_pin_changed(&self, db: &mut PgConnection, request: RequestId) -> Result<()> {
        let event = ids::ordered().to_string();
        let to = Recipient::Request(request);
        self.notify(db, Notice::PinChanged, to, request.0, &event)
            .await
    }

    /// Takes the PIN away.
    pub async fn remove_pin(&self, caller: &Caller, request: RequestId) -> Result<()> {
        Self::allow(caller, Action::TendPin, Subject::Request(request))?;
        self.write_on(caller, request, async |db| {
            if pins::delete(db, request).await? {
                self.audit(db, caller, "pin_removed", "request", request.0, json!({}))
                    .await?;
                self.tell_pin_changed(db, request).await?;
            }
            Ok(())
        })
        .await
    }

    /// Shows the PIN, for five minutes. `/pin wrong-pin`: also of a right one, after five wrong ones within an hour.
    pub async fn show_pin(
        &self,
        caller: &Caller,
        request: RequestId,
        pin: Sensitive<String>,
    ) -> Result<()> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(request))?;
        let session = caller
            .actor
            .household_session()
            .ok_or(AppError::Forbidden)?;
        may_be_pin(&pin)?;
        self.count_secret(request.0).await?;
        let now = self.now();
        let hash = self
            .write_on(caller, request, async |db| {
                count_try(db, request, now).await
            })
            .await?
            .ok_or_else(wrong)?;
        let right = self.auth.passwords.verify(pin, hash.clone()).await?;
        let shown = right
            && self
                .write_on(caller, request, async |db| {
                    Ok(pins::update_shown(db, request, session, &hash, now).await?)
                })
                .await?;
        shown.then_some(()).ok_or_else(wrong)
    }

    /// Looks at the PIN of whoever has the code of a request: the hash that it fits, to be held against the one that is set when it is
    /// made use of; none where none is set. `/pin required`, or `/pin wrong-pin` as in [`App::show_pin`].
    pub(super) async fn check_pin(
        &self,
        request: RequestId,
        pin: Option<Sensitive<String>>,
    ) -> Result<Option<String>> {
        if !pins::is_set(&mut *self.read().await?, request).await? {
            return Ok(None);
        }
        let pin = pin.ok_or_else(|| FieldError::new("/pin", "required"))?;
        may_be_pin(&pin)?;
        self.count_secret(request.0).await?;
        let now = self.now();
        let hash = self
            .write(async |db| count_try(db, request, now).await)
            .await?
            .ok_or_else(wrong)?;
        let right = self.auth.passwords.verify(pin, hash.clone()).await?;
        right.then_some(Some(hash)).ok_or_else(wrong)
    }

    /// Makes use of a PIN that [`App::check_pin`] looked at; tries begin anew. `/pin wrong-pin` if another one was set since, or one at all.
    pub(super) async fn use_pin(
        &self,
        db: &mut PgConnection,
        request: RequestId,
        shown: Option<&str>,
    ) -> Result<()> {
        let set = pins::lock(db, request).await?;
        if set.as_ref().map(|row| row.hash.as_str()) != shown {
            return Err(wrong());
        }
        Ok(pins::update_failures(db, request, 0, self.now()).await?)
    }
}

/// What cannot be one is no try.
pub(super) fn may_be_pin(pin: &Sensitive<String>) -> Result<()> {
    is_pin(pin.reveal()).then_some(()).ok_or_else(wrong)
}

/// Counts a try before it is looked at: many at once are not looked at more often than one after the other. The hash to look at; none if
/// there is none, or as many as count were wrong.
async fn count_try(
    db: &mut PgConnection,
    request: RequestId,
    now: Timestamp,
) -> Result<Option<String>> {
    let Some(row) = pins::lock(db, request).await? else {
        return Ok(None);
    };
    let tried = wrong_pins(row.failures, row.failed_at, now);
    if tried >= PINS {
        return Ok(None);
    }
    pins::update_failures(db, request, tried + 1, now).await?;
    Ok(Some(row.hash))
}
