//! Providers: registering and reading.

use jiff::Timestamp;
use punte_core::{
    contact::{Email, Phone, plain_text},
    error::{FieldError, field_errors},
    id::{EvidenceId, ProviderId},
    locale::Language,
    policy::{Action, Subject},
    provider::{EvidenceKind, ProviderKind, ProviderStatus, VettingLevel},
    vetting::EvidenceResult,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use super::{App, AppError, Caller, Once, Result};
use crate::{
    ids,
    storage::{
        former_names,
        provider_identity::{self, ProviderIdentity},
        providers,
        vetting::{self, EvidenceRow},
    },
};

/// A provider as it is written. Not `Debug`: it names people.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ProviderBody {
    /// What it is.
    pub kind: ProviderKind,
    /// Name of the organisation or the person.
    #[validate(length(min = 2, max = 120), custom(function = "plain_text"))]
    #[schema(min_length = 2, max_length = 120, example = "Casa Bună")]
    pub name: String,
    /// Number in a register. Required for organisations.
    #[serde(default)]
    #[validate(length(min = 2, max = 60), custom(function = "plain_text"))]
    #[schema(min_length = 2, max_length = 60)]
    pub registration_number: Option<String>,
    /// Legal representative.
    #[serde(default)]
    #[validate(length(min = 2, max = 120), custom(function = "plain_text"))]
    #[schema(min_length = 2, max_length = 120)]
    pub legal_representative: Option<String>,
    /// Who answers.
    #[serde(default)]
    #[validate(length(min = 2, max = 120), custom(function = "plain_text"))]
    #[schema(min_length = 2, max_length = 120)]
    pub contact_person: Option<String>,
    /// E-mail that matched people see.
    #[schema(max_length = 254, example = "gazda@example.org")]
    pub email: String,
    /// Phone that matched people see, with country code.
    #[serde(default)]
    #[schema(max_length = 30)]
    pub phone: Option<String>,
    /// When to call, in words.
    #[serde(default)]
    #[validate(length(min = 1, max = 200), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 200)]
    pub contact_hours: Option<String>,
    /// Languages spoken.
    #[serde(default)]
    #[validate(length(max = 12))]
    #[schema(max_items = 12)]
    pub languages: Vec<Language>,
}

/// A dated check: what was seen and when, never only "verified".
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckView {
    /// Its id.
    pub id: EvidenceId,
    /// What was seen.
    pub kind: EvidenceKind,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub seen_at: Timestamp,
    /// Until when it counts.
    #[schema(value_type = String, format = DateTime)]
    pub lapses_at: Timestamp,
}

/// A provider, to its members, and to moderators who say why.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderView {
    /// Its id.
    pub id: ProviderId,
    /// What it says about itself.
    pub profile: ProviderBody,
    /// Its standing.
    pub status: ProviderStatus,
    /// Its level.
    pub vetting_level: Option<VettingLevel>,
    /// When that lapses.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub vetted_until: Option<Timestamp>,
    /// What was checked, newest first.
    pub checks: Vec<CheckView>,
    /// What it was called when it agreed something that still runs, where it has corrected its name since.
    pub former_names: Vec<String>,
    /// Row version, as in the ETag.
    pub version: i64,
}

/// Where a provider stands, without saying who it is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingView {
    /// Its id.
    pub id: ProviderId,
    /// What it is.
    pub kind: ProviderKind,
    /// Its standing.
    pub status: ProviderStatus,
    /// Its level.
    pub vetting_level: Option<VettingLevel>,
    /// When that lapses.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub vetted_until: Option<Timestamp>,
    /// What was checked, newest first.
    pub checks: Vec<CheckView>,
    /// Row version, as in the ETag.
    pub version: i64,
}

/// Why a moderator has to know who a provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentityReason {
    /// To check a document, a register or a licence.
    Vetting,
    /// Because of a report.
    Report,
    /// The provider asked.
    AskedByProvider,
}

/// The reason, which is written down.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityViewBody {
    /// Why.
    pub reason: IdentityReason,
}

/// Evidence that a moderator looked at. No copy is kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceBody {
    /// What was looked at.
    pub kind: EvidenceKind,
    /// What that showed: `passed`, unless it says otherwise. What failed is written down and counted, and supports no level.
    #[serde(default)]
    pub result: EvidenceResult,
    /// Last four characters of the document.
    #[serde(default)]
    #[schema(pattern = "^[0-9A-Za-z]{4}$")]
    pub document_last4: Option<String>,
    /// When it was seen, if not now.
    #[serde(default, deserialize_with = "punte_core::written::maybe_moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub seen_at: Option<Timestamp>,
}

/// Evidence of a result as it is shown.
pub(in crate::app) fn check_views(
    rows: Vec<EvidenceRow>,
    result: EvidenceResult,
) -> Vec<CheckView> {
    rows.into_iter()
        .filter(|e| e.result == result)
        .map(|e| CheckView {
            id: e.id,
            kind: e.kind,
            seen_at: e.seen_at,
            lapses_at: e.lapses_at,
        })
        .collect()
}

/// What a provider says about itself, checked.
pub(super) fn check(body: &ProviderBody) -> Result<ProviderIdentity> {
    let mut errors = field_errors(body.validate());
    if body.kind.is_organisation() && body.registration_number.is_none() {
        errors.push(FieldError::new("/registration_number", "required"));
    }
    let email = Email::parse(&body.email).map_err(|e| errors.push(e.under("/email")));
    let phone = body
        .phone
        .as_deref()
        .map(Phone::parse)
        .transpose()
        .map_err(|e| errors.push(e.under("/phone")));
    match (email, phone) {
        (Ok(email), Ok(phone)) if errors.is_empty() => Ok(ProviderIdentity {
            name: body.name.clone(),
            registration_number: body.registration_number.clone(),
            legal_representative: body.legal_representative.clone(),
            contact_person: body.contact_person.clone(),
            email: email.reveal().to_owned(),
            phone: phone.as_ref().map(|p| p.reveal().to_owned()),
            contact_hours: body.contact_hours.clone(),
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// Languages as they are stored.
pub(super) fn tags(languages: &[Language]) -> Vec<String> {
    languages.iter().map(|l| l.as_str().to_owned()).collect()
}

/// What is wrong with a provider as it is written.
pub fn provider_errors(body: &ProviderBody) -> Vec<FieldError> {
    match check(body) {
        Err(AppError::Invalid(errors)) => errors,
        _ => Vec::new(),
    }
}

impl App {
    /// Registers a provider; the caller becomes its administrator.
    pub async fn create_provider(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: ProviderBody,
    ) -> Result<ProviderView> {
        Self::allow(caller, Action::CreateProvider, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let who = check(&body)?;
        let languages = tags(&body.languages);
        self.write_once(once, async |db| {
            let id = ProviderId(ids::ordered());
            providers::insert(
                db,
                &self.vault,
                id,
                body.kind,
                &languages,
                &who,
                account,
                self.now(),
            )
            .await?;
            self.audit(
                db,
                caller,
                "provider_created",
                "provider",
                id.0,
                json!({ "kind": body.kind }),
            )
            .await?;
            self.provider_view(db, caller, id).await
        })
        .await
    }

    /// A provider, to its members.
    pub async fn read_provider(&self, caller: &Caller, id: ProviderId) -> Result<ProviderView> {
        Self::allow(caller, Action::ReadProvider, Subject::Of(id))?;
        self.provider_view(&mut *self.read_whole().await?, caller, id)
            .await
    }

    /// Who a provider is, to a moderator who says why; every look is written down and counted. Not by an idempotency key: its answer
    /// would be kept, and shown again past what is asked here.
    pub async fn open_identity(
        &self,
        caller: &Caller,
        id: ProviderId,
        body: IdentityViewBody,
    ) -> Result<ProviderView> {
        Self::allow(caller, Action::OpenIdentity, Subject::Of(id))?;
        self.count_look(caller).await?;
        self.write(async |db| {
            // Counted before it is read: whoever corrects it in between is looked at again.
            let corrections = providers::count_corrections(db, id).await?;
            let corrections = corrections.ok_or(AppError::NotFound)?;
            self.audit(
                db,
                caller,
                "identity_opened",
                "provider",
                id.0,
                json!({ "reason": body.reason, "corrections": corrections }),
            )
            .await?;
            self.provider_view(db, caller, id).await
        })
        .await
    }

    pub(super) async fn provider_view(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ProviderId,
    ) -> Result<ProviderView> {
        let row = providers::find(db, id).await?.ok_or(AppError::NotFound)?;
        let who = provider_identity::find(&mut self.open_for(db, caller).await?, id)
            .await?
            .ok_or(AppError::NotFound)?;
        let former_names = former_names::list(&mut self.open_for(db, caller).await?, id).await?;
        let checks = vetting::list(db, id).await?;
        Ok(ProviderView {
            id,
            profile: ProviderBody {
                kind: row.kind,
                name: who.name,
                registration_number: who.registration_number,
                legal_representative: who.legal_representative,
                contact_person: who.contact_person,
                email: who.email,
                phone: who.phone,
                contact_hours: who.contact_hours,
                languages: row
                    .languages
                    .iter()
                    .filter_map(|l| Language::parse(l).ok())
                    .collect(),
            },
            status: row.status,
            vetting_level: row.vetting_level,
            vetted_until: row.vetted_until,
            checks: check_views(checks, EvidenceResult::Passed),
            former_names,
            version: row.version,
        })
    }
}
