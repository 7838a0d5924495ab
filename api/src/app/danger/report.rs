//! Reporting a danger: two taps, no account, and a code to ask with what came of it.

use jiff::{Timestamp, ToSpan as _};
use punte_core::{
    booking::Side,
    contact::plain_text,
    danger::{DangerKind, MOST_CHARACTERS, Reporter, freezes},
    error::{FieldError, field_errors},
    id::{InquiryId, MatchId, OfferId, ProviderId, ReportId},
    message::Thread,
    policy::{Action, Actor, StaffRole, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::{
        App, AppError, Caller, Once, Result,
        matches::beginning,
        notices::{Notice, Recipient},
    },
    auth::TrackingCode,
    ids,
    storage::{
        accounts,
        matches::{self, COUNTED_ON, MatchFilter},
        offers::{self, OfferRow},
        reports::{self, NewReport},
        requests,
    },
};

/// What a report is about.
#[derive(Debug, Clone, Copy)]
enum About<'a> {
    Offer(OfferId),
    Reference(&'a str),
    Thread(Thread),
}

/// The field that names a match or an inquiry.
const fn field_of(of: Thread) -> &'static str {
    match of {
        Thread::Match(_) => "/match_id",
        Thread::Inquiry(_) => "/inquiry_id",
    }
}

fn unknown(field: &'static str) -> AppError {
    FieldError::new(field, "unknown-value").into()
}

/// A report of danger, about one thing. No `Debug`: what is written is for one pair of eyes.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// The offer that it is about.
    #[serde(default)]
    pub offer_id: Option<OfferId>,
    /// Or the offer, by the reference that people read out: `P-4KTQ-7`.
    #[serde(default)]
    #[schema(max_length = 40)]
    pub reference: Option<String>,
    /// Or the match, of which the caller is one side.
    #[serde(default)]
    pub match_id: Option<MatchId>,
    /// Or what a household asked an institution, of which the caller is one side.
    #[serde(default)]
    pub inquiry_id: Option<InquiryId>,
    /// What is wrong.
    pub kind: DangerKind,
    /// In one's own words, at most 2,000 characters. The other side never sees them. Contacts are welcome here: whoever reports may
    /// want to be called.
    #[serde(default)]
    #[validate(
        length(min = 1, max = "MOST_CHARACTERS"),
        custom(function = "plain_text")
    )]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: Option<String>,
}

impl ReportBody {
    /// The one thing that it is about.
    fn about(&self) -> Result<About<'_>> {
        let reference = self.reference.as_deref().map(str::trim);
        if self.match_id.is_some() && self.inquiry_id.is_some() {
            return Err(FieldError::new("/inquiry_id", "duplicate").into());
        }
        let of = Thread::of(self.match_id, self.inquiry_id);
        match (self.offer_id, reference, of) {
            (Some(id), None, None) => Ok(About::Offer(id)),
            (None, Some(reference), None) => Ok(About::Reference(reference)),
            (None, None, Some(of)) => Ok(About::Thread(of)),
            (None, None, None) => Err(FieldError::new("/offer_id", "required").into()),
            (_, _, Some(of)) => Err(FieldError::new(field_of(of), "duplicate").into()),
            (_, Some(_), None) => Err(FieldError::new("/reference", "duplicate").into()),
        }
    }
}

/// What somebody who reported gets.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReportView {
    /// Its code: shown once, it tells what came of it.
    pub code: String,
    /// Until when somebody looks.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
}

/// A text as it is kept.
pub(in crate::app) fn words(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

impl App {
    /// Keeps a report of danger. "In danger now" hides the provider's offers in the same transaction, until a moderator has closed it.
    pub async fn report_danger(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: &ReportBody,
    ) -> Result<NewReportView> {
        Self::allow(caller, Action::ReportDanger, Subject::Anything)?;
        let wrong = field_errors(body.validate());
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        // Of an offer anybody reports, and no row of a household is changed by it.
        let About::Thread(of) = body.about()? else {
            return self
                .write_once(once, async |db| self.report_in(db, caller, body).await)
                .await;
        };
        let done = self
            .write_once_on(caller, of, once, async |db| {
                self.report_in(db, caller, body).await
            })
            .await;
        match done {
            // One that is not there and one of others are alike.
            Err(AppError::NotFound) => Err(unknown(field_of(of))),
            done => done,
        }
    }

    /// Files a report with what was written, in a transaction.
    async fn report_in(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        body: &ReportBody,
    ) -> Result<NewReportView> {
        let (id, view) = self.file_report(db, caller, body).await?;
        if let Some(text) = body.text.as_deref().map(words) {
            self.keep_text(db, id, &text).await?;
        }
        Ok(view)
    }

    /// Files a report, without what was written, in the caller's transaction.
    pub(in crate::app) async fn file_report(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        body: &ReportBody,
    ) -> Result<(ReportId, NewReportView)> {
        let now = self.now();
        let (offer, of, reporter) = self.what_about(db, caller, body.about()?).await?;
        let agreed = match (&caller.actor, of) {
            // Also of who is there already and reports by the page of the offer.
            (Actor::Tracking { request, .. }, _) => {
                matches::was_agreed_with(db, *request, offer.provider).await?
            }
            (_, Some(Thread::Match(id))) => matches::was_agreed(db, id).await?,
            _ => false,
        };
        let begins = Self::begin_of(db, caller, of, offer.provider).await?;
        let lately = now.checked_sub(1.hour()).unwrap_or(Timestamp::MIN);
        let lately = reports::count_freezes_of_others(db, lately).await?;
        let code = TrackingCode::generate();
        let report = NewReport {
            id: ReportId(ids::random()),
            kind: body.kind,
            reporter,
            provider: offer.provider,
            offer: offer.id,
            of,
            agreed,
            code_hash: &code.hash(&self.auth.keys),
            freezes: freezes(body.kind, reporter, agreed, lately),
            due_at: body.kind.due_at(now, &begins),
        };
        reports::insert(db, &report, now).await?;
        self.audit(
            db,
            caller,
            "danger_reported",
            "report",
            report.id.0,
            json!({ "kind": body.kind, "reporter": reporter, "freezes": report.freezes }),
        )
        .await?;
        if body.kind == DangerKind::DangerNow {
            let event = report.id.to_string();
            let provider = Some(report.provider);
            // Where nobody could look, it is overdue at once: see [`App::raise_alarms`].
            for moderator in accounts::list_uninvolved(db, StaffRole::Moderator, provider).await? {
                let to = Recipient::Account(moderator);
                self.notify(db, Notice::DangerReported, to, report.id.0, &event)
                    .await?;
            }
        }
        let view = NewReportView {
            code: code.reveal(),
            due_at: report.due_at,
        };
        Ok((report.id, view))
    }

    /// When help begins that is agreed and did not begin: of the match that a report is about, or else what its household has with the
    /// provider of the offer.
    async fn begin_of(
        db: &mut PgConnection,
        caller: &Caller,
        of: Option<Thread>,
        provider: ProviderId,
    ) -> Result<Vec<Timestamp>> {
        let theirs = match (of.and_then(Thread::of_match), &caller.actor) {
            (Some(id), _) => matches::find(db, id).await?.into_iter().collect(),
            (None, Actor::Tracking { request, .. }) => {
                let filter = MatchFilter {
                    request: Some(*request),
                    states: COUNTED_ON,
                    ..MatchFilter::default()
                };
                matches::list(db, &filter).await?
            }
            (None, _) => Vec::new(),
        };
        let mut begin = Vec::new();
        for m in theirs {
            if m.provider == provider && m.state.is_ahead() {
                let need = requests::find_need(db, m.need).await?;
                let need = need.ok_or(AppError::NotFound)?;
                begin.extend(beginning(&m, need.category, &need.need).earliest());
            }
        }
        Ok(begin)
    }

    /// Seals what was written: only who takes the report reads it.
    pub(super) async fn keep_text(
        &self,
        db: &mut PgConnection,
        report: ReportId,
        text: &str,
    ) -> Result<()> {
        let sealed = self
            .auth
            .keys
            .seal(&purpose(report), text.as_bytes().to_vec())
            .ok_or_else(|| AppError::Internal("a report could not be sealed".into()))?;
        reports::insert_text(db, ids::ordered(), report, &sealed, self.now()).await?;
        Ok(())
    }

    async fn what_about(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        about: About<'_>,
    ) -> Result<(OfferRow, Option<Thread>, Reporter)> {
        let mut reporter = match caller.actor {
            Actor::Tracking { .. } => Reporter::Household,
            _ => Reporter::Visitor,
        };
        let mut thread = None;
        let (offer, field) = match about {
            About::Offer(id) => (Some(id), "/offer_id"),
            About::Reference(reference) => {
                let found = offers::find_by_reference(db, reference).await?;
                (found, "/reference")
            }
            About::Thread(of) => match self.own_thread(db, caller, of).await {
                Ok(own) => {
                    if own.side == Side::Provider {
                        reporter = Reporter::Provider;
                    }
                    thread = Some(of);
                    (Some(own.offer), field_of(of))
                }
                // One that is not there and one of others are alike.
                Err(AppError::NotFound | AppError::Unauthenticated) => (None, field_of(of)),
                Err(error) => return Err(error),
            },
        };
        let offer = offer.ok_or_else(|| unknown(field))?;
        let offer = offers::find(db, offer).await?;
        Ok((offer.ok_or_else(|| unknown(field))?, thread, reporter))
    }
}

/// What the texts of a report are sealed for.
pub(super) fn purpose(report: ReportId) -> String {
    format!("report:{report}")
}
