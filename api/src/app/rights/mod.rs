//! What people ask of us about their data: to take it along, to correct it, to take back a consent, to be erased.

mod erase;
mod export;
mod former;
mod retention;

use jiff::Timestamp;
use punte_core::{
    contact::ContactChannel,
    error::FieldError,
    id::RequestId,
    locale::Locale,
    policy::{Action, Subject},
    request::{Contact, ContactDraft, NewRequest},
    rights::{Purpose, purposes},
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

pub use export::{AccountExport, ProviderExport, RequestExport, SignInView, TraceView};

use super::{App, AppError, Caller, Conflict, Once, Result, requests::RequestView};
use crate::{
    auth::keys::{hex, sha256},
    storage::{
        request_contacts, requests,
        rights::{self, ConsentRow},
    },
};

/// A consent: in which words, since when.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentView {
    /// For what.
    pub purpose: Purpose,
    /// SHA-256 of the words, hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub text_sha256: String,
    /// Their language.
    pub locale: Locale,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub given_at: Timestamp,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Timestamp>,
}

impl From<ConsentRow> for ConsentView {
    fn from(row: ConsentRow) -> Self {
        Self {
            purpose: row.purpose,
            text_sha256: hex(&row.text_hash),
            locale: row.locale,
            given_at: row.given_at,
            withdrawn_at: row.withdrawn_at,
        }
    }
}

/// Which consent is taken back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentWithdrawalBody {
    /// Its purpose.
    pub purpose: Purpose,
}

/// That it is they who ask for their account to be erased. Not `Debug`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureBody {
    /// Their password.
    #[schema(max_length = 1024)]
    password: String,
}

impl ErasureBody {
    /// The password.
    pub fn password(self) -> Sensitive<String> {
        Sensitive::new(self.password)
    }
}

/// The key of the words to which somebody agrees.
pub const fn consent_text(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::FunctionalNeeds => "consent-functional-needs",
        // What is ticked on the page.
        Purpose::Alerts => "ask-reach-alerts",
        Purpose::Sms => "ask-reach-sms",
    }
}

/// What is kept of the words to which somebody agrees in a language.
pub(super) fn consent_hash(purpose: Purpose, locale: Locale) -> Vec<u8> {
    sha256(&[crate::texts::text(locale, consent_text(purpose)).as_bytes()])
}

/// How a household is to be reached from now on, and in which language. No `Debug`: see [`ContactDraft`].
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectedContact {
    /// How they want to be reached.
    pub channel: ContactChannel,
    /// The name they choose to be called by.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 80)]
    pub name: Option<String>,
    /// Phone with country code.
    #[serde(default)]
    #[schema(max_length = 30)]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default)]
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// When it is safe to call, in their words.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 300)]
    pub safe_note: Option<String>,
    /// The language of mails and text messages; as it was, if absent.
    #[serde(default)]
    pub locale: Option<Locale>,
}

impl CorrectedContact {
    fn contact(self) -> ContactDraft {
        ContactDraft {
            channel: self.channel,
            name: self.name,
            phone: self.phone,
            email: self.email,
            safe_note: self.safe_note,
        }
    }
}

pub(super) fn contact_draft(row: request_contacts::ContactRow) -> ContactDraft {
    ContactDraft {
        channel: row.channel,
        name: row.name,
        phone: row.phone,
        email: row.email,
        safe_note: row.safe_note,
    }
}

impl App {
    /// Writes down to what a new request agrees, in the words of its language.
    pub(super) async fn record_consents(
        &self,
        db: &mut PgConnection,
        id: RequestId,
        new: &NewRequest,
    ) -> Result<()> {
        for purpose in purposes(&new.household, &new.needs, new.alerts, new.sms) {
            self.record_consent(db, id, purpose, new.locale).await?;
        }
        Ok(())
    }

    /// Writes down that a household agrees, in the words of a language.
    pub(super) async fn record_consent(
        &self,
        db: &mut PgConnection,
        id: RequestId,
        purpose: Purpose,
        locale: Locale,
    ) -> Result<()> {
        let hash = consent_hash(purpose, locale);
        rights::insert_consent(db, id, purpose, &hash, locale, self.now()).await?;
        Ok(())
    }

    /// Writes down that a household opened its request: what nobody opens any more is closed one day.
    pub async fn note_visit(&self, id: RequestId) -> Result<()> {
        let now = self.now();
        self.write(async |db| Ok(rights::update_last_seen(db, id, now).await?))
            .await
    }

    /// How a household wants to be reached, to itself.
    pub async fn read_own_contact(&self, caller: &Caller, id: RequestId) -> Result<ContactDraft> {
        Self::allow(caller, Action::ExerciseRights, Subject::Request(id))?;
        let db = &mut *self.look_for(caller).await?;
        let found = request_contacts::find(&mut self.open_for(db, caller).await?, id).await?;
        Ok(contact_draft(found.ok_or(AppError::NotFound)?))
    }

    /// Replaces how a household is reached, and in which language what is sent from now on is written. Where it was reached until now is told
    /// so. Mails when an offer fits need the channel `email`, text messages the channel `phone`.
    pub async fn correct_contact(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: RequestId,
        version: i64,
        body: CorrectedContact,
    ) -> Result<RequestView> {
        Self::allow(caller, Action::ExerciseRights, Subject::Request(id))?;
        let locale = body.locale;
        let contact = Contact::parse(body.contact())?;
        self.write_once_on(caller, id, once, async |db| {
            let request = self.lock_request(db, id, version).await?;
            if request.alerts && contact.channel != ContactChannel::Email {
                return Err(FieldError::new("/channel", "email-needed").into());
            }
            if request.sms && contact.channel != ContactChannel::Phone {
                return Err(FieldError::new("/channel", "phone-needed").into());
            }
            let opening = &mut self.open_for(db, caller).await?;
            let before = request_contacts::find(opening, id).await?;
            request_contacts::update(opening, id, &contact).await?;
            if let Some(before) = before {
                self.tell_former_contact(db, caller, &request, (&before, &contact))
                    .await?;
            }
            requests::update_locale(db, id, locale.unwrap_or(request.locale)).await?;
            self.audit(db, caller, "contact_corrected", "request", id.0, json!({}))
                .await?;
            self.request_view(db, caller, id).await
        })
        .await
    }

    /// The consents of a household, to itself.
    pub async fn list_consents(&self, caller: &Caller, id: RequestId) -> Result<Vec<ConsentView>> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(id))?;
        let rows = rights::list_consents(&mut *self.look_for(caller).await?, id).await?;
        Ok(rows.into_iter().map(ConsentView::from).collect())
    }

    /// Takes a consent back; what was stored for it is deleted at once.
    pub async fn withdraw_consent(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: RequestId,
        purpose: Purpose,
    ) -> Result<RequestView> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(id))?;
        self.write_once_on(caller, id, once, async |db| {
            self.lock_living_request(db, id).await?;
            rights::update_consent_withdrawn(db, id, purpose, self.now()).await?;
            self.audit(
                db,
                caller,
                "consent_withdrawn",
                "request",
                id.0,
                json!({ "purpose": purpose }),
            )
            .await?;
            self.request_view(db, caller, id).await
        })
        .await
    }

    /// Locks a request that was not erased.
    pub(super) async fn lock_living_request(
        &self,
        db: &mut PgConnection,
        id: RequestId,
    ) -> Result<requests::RequestRow> {
        requests::lock(db, id).await?;
        requests::find(db, id)
            .await?
            .filter(|request| !request.erased)
            .ok_or(AppError::NotFound)
    }

    /// As [`App::lock_living_request`], open and in the version that the caller saw.
    pub(super) async fn lock_request(
        &self,
        db: &mut PgConnection,
        id: RequestId,
        version: i64,
    ) -> Result<requests::RequestRow> {
        let request = self.lock_living_request(db, id).await?;
        if request.version != version {
            return Err(AppError::Stale);
        }
        if request.state != "open" {
            return Err(Conflict::IllegalState.into());
        }
        Ok(request)
    }
}
