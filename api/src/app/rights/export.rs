//! Everything that is held about somebody, to take along: theirs, and never the other side's.

use jiff::Timestamp;
use punte_core::{
    booking::Side,
    id::{AccountId, ProviderId, RequestId},
    policy::{Action, Subject},
    provider::ProviderKind,
    request::ContactDraft,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ConsentView, contact_draft};
use crate::{
    app::{
        App, AppError, Caller, Result,
        accounts::AccountView,
        case_work::CaseWorkerView,
        inquiries::InquiryView,
        kept_requests::KeptRequestView,
        matches::{FeedbackView, MatchView},
        messages::MessageView,
        notices::{NoticeView, Recipient},
        offers::OfferView,
        providers::ProviderView,
        requests::RequestView,
    },
    storage::{
        accounts, factors,
        matches::{self, MatchFilter},
        offers, request_contacts, requests,
        rights::{self, TraceRow},
    },
};

/// A line of the log about somebody: what was done, when, by which side. Opened identities and shown contacts are such lines.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TraceView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `visitor`, `tracking`, `case_worker`, `member` (of the provider), `staff`, `account`, `partner` or `system`.
    pub by: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub subject: String,
    /// To which.
    pub subject_id: Uuid,
    /// Codes: the reason, the state.
    #[schema(value_type = Object)]
    pub data: Value,
}

impl From<TraceRow> for TraceView {
    fn from(row: TraceRow) -> Self {
        Self {
            at: row.at,
            by: row.by,
            action: row.action,
            subject: row.subject,
            subject_id: row.subject_id,
            data: row.data,
        }
    }
}

/// Everything about a household. Not `Debug`: it names people.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestExport {
    /// When this was put together.
    #[schema(value_type = String, format = DateTime)]
    pub exported_at: Timestamp,
    /// The request with its household and needs.
    pub request: RequestView,
    /// How to reach it.
    pub contact: Option<ContactDraft>,
    /// To what it agreed.
    pub consents: Vec<ConsentView>,
    /// What was proposed, and what became of it.
    pub matches: Vec<MatchView>,
    /// Which offers they asked about.
    pub inquiries: Vec<InquiryView>,
    /// How it was, as they said.
    pub feedback: Vec<FeedbackView>,
    /// What they wrote to the other side of a match, or as a question or its answer.
    pub messages: Vec<MessageView>,
    /// Who follows the request.
    pub case_workers: Vec<CaseWorkerView>,
    /// What those who follow it noted, and what they call it.
    pub case_notes: Vec<String>,
    /// What they were told.
    pub notices: Vec<NoticeView>,
    /// What happened, with every look at its contacts.
    pub log: Vec<TraceView>,
}

/// A sign-in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Until when it holds, unless it was ended.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// A provider that somebody belongs to. Of a private person with everything that they offer.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderExport {
    /// The provider.
    pub provider: ProviderView,
    /// The last four characters of documents that were seen of a private person, to themselves; of an organisation, whose they are is not known.
    pub documents_last4: Vec<String>,
    /// What they offer.
    pub offers: Vec<OfferView>,
    /// What was proposed to them, without who asked.
    pub matches: Vec<MatchView>,
    /// How it was, as they said.
    pub feedback: Vec<FeedbackView>,
    /// What they wrote to the other side of a match, or as a question or its answer.
    pub messages: Vec<MessageView>,
}

/// Everything about an account. Not `Debug`: it names people.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountExport {
    /// When this was put together.
    #[schema(value_type = String, format = DateTime)]
    pub exported_at: Timestamp,
    /// The account.
    pub account: AccountView,
    /// Its address.
    pub email: String,
    /// Its sign-ins.
    pub sign_ins: Vec<SignInView>,
    /// Where it belongs.
    pub providers: Vec<ProviderExport>,
    /// The requests that it keeps. What is in them is taken along from each of them.
    pub kept_requests: Vec<KeptRequestView>,
    /// What it was told.
    pub notices: Vec<NoticeView>,
    /// What happened to it and to those providers, with every look at who they are.
    pub log: Vec<TraceView>,
}

impl App {
    /// Everything about a household, to itself; that it was taken along is written down.
    pub async fn export_request(&self, caller: &Caller, id: RequestId) -> Result<RequestExport> {
        Self::allow(caller, Action::ExerciseRights, Subject::Request(id))?;
        self.write_on(caller, id, async |db| {
            let request = self.request_view(db, caller, id).await?;
            let contact = request_contacts::find(&mut self.open_for(db, caller).await?, id)
                .await?
                .map(contact_draft);
            let filter = MatchFilter {
                request: Some(id),
                ..MatchFilter::default()
            };
            let mut about = vec![id.0];
            let rows = matches::list(db, &filter).await?;
            about.extend(rows.iter().map(|m| m.id.0));
            let found = self.match_views(db, &rows, Side::Refugee).await?;
            about.extend(requests::list_needs(db, id).await?.iter().map(|n| n.id.0));
            let inquiries = Self::inquiries_of(db, id).await?;
            about.extend(inquiries.iter().map(|i| i.id.0));
            let consents = rights::list_consents(db, id).await?;
            let log = rights::list_traces(db, &about).await?;
            self.audit(db, caller, "data_exported", "request", id.0, json!({}))
                .await?;
            Ok(RequestExport {
                exported_at: self.now(),
                request,
                contact,
                consents: consents.into_iter().map(ConsentView::from).collect(),
                matches: found,
                inquiries,
                feedback: self.own_feedback(db, caller, Some(id), None).await?,
                messages: self.own_messages(db, caller, Some(id), None).await?,
                case_notes: self.case_notes_about(db, caller, id).await?,
                case_workers: Self::case_workers_of(db, id).await?,
                notices: Self::all_notices(db, caller, Recipient::Request(id), self.now()).await?,
                log: log.into_iter().map(TraceView::from).collect(),
            })
        })
        .await
    }

    /// Everything about the caller's account; that it was taken along is written down.
    pub async fn export_account(&self, caller: &Caller) -> Result<AccountExport> {
        let id = Self::own_account_id(caller)?;
        self.write(async |db| {
            let row = accounts::find(db, id)
                .await?
                .ok_or(AppError::Unauthenticated)?;
            let (email, _) = accounts::find_mailbox(&mut self.open_for(db, caller).await?, id)
                .await?
                .ok_or(AppError::NotFound)?;
            let mut about = vec![id.0];
            let mut providers = Vec::new();
            for provider in &row.member_of {
                about.push(provider.0);
                let administers = row.administers.contains(provider);
                providers.push(
                    self.provider_export(db, caller, (*provider, administers), &mut about)
                        .await?,
                );
            }
            let sign_ins = rights::list_sessions(db, id).await?;
            let log = rights::list_traces(db, &about).await?;
            self.audit(db, caller, "data_exported", "account", id.0, json!({}))
                .await?;
            Ok(AccountExport {
                exported_at: self.now(),
                account: AccountView {
                    id,
                    locale: row.locale,
                    roles: accounts::role_names(row.roles),
                    member_of: row.member_of,
                    second_factor: factors::is_set(db, id).await?,
                    recovery_codes_left: factors::count_codes(db, id).await?,
                    muted_mails: row.muted,
                    quiet_hours: row.quiet,
                    daily_mails: row.daily,
                },
                email,
                sign_ins: sign_ins
                    .into_iter()
                    .map(|(at, expires_at)| SignInView { at, expires_at })
                    .collect(),
                providers,
                kept_requests: Self::kept_by(db, id).await?,
                notices: Self::all_notices(db, caller, Recipient::Account(id), self.now()).await?,
                log: log.into_iter().map(TraceView::from).collect(),
            })
        })
        .await
    }

    async fn provider_export(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (id, administers): (ProviderId, bool),
        about: &mut Vec<Uuid>,
    ) -> Result<ProviderExport> {
        let provider = self.provider_view(db, caller, id).await?;
        let (mut found, mut proposed, mut documents) = (Vec::new(), Vec::new(), Vec::new());
        // What an organisation offers is nobody's personal data, and may be a hundred thousand facilities.
        if provider.profile.kind == ProviderKind::Volunteer {
            for offer in offers::list_by_provider(db, id, None, i64::MAX).await? {
                about.push(offer.id.0);
                found.push(self.offer_view(db, caller, offer.id).await?);
            }
            let rows = matches::list_by_provider(db, id, None, None, i64::MAX).await?;
            about.extend(rows.iter().map(|m| m.id.0));
            proposed = self.match_views(db, &rows, Side::Provider).await?;
            if administers {
                documents = rights::list_documents(db, id).await?;
            }
        }
        Ok(ProviderExport {
            documents_last4: documents,
            provider,
            offers: found,
            matches: proposed,
            feedback: self.own_feedback(db, caller, None, Some(id)).await?,
            messages: self.own_messages(db, caller, None, Some(id)).await?,
        })
    }

    /// The hash under which an erased subject is remembered.
    pub(super) fn tombstone(&self, id: Uuid) -> Vec<u8> {
        self.vault
            .index(crate::vault::IndexKind::Erasure, &id.to_string())
    }

    /// The account of a caller, for rights that only a signed-in person has.
    pub(super) fn own_account_id(caller: &Caller) -> Result<AccountId> {
        Self::allow(caller, Action::ExerciseRights, Subject::Anything)?;
        caller.actor.account().ok_or(AppError::Forbidden)
    }
}
