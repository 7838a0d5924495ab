//! Children and teenagers who ask for help alone: a person looks after each, and nobody else is told that there is such a case.
//! Whatever is read here is read through the wall of the database ([`child_cases`]).

use jiff::Timestamp;
use punte_core::{
    child_case::{AgeBand, CaseOutcome, ContactReason, MOST_CHARACTERS, due_at},
    contact::plain_text,
    error::field_errors,
    id::{ChildCaseId, RequestId},
    locale::{Language, Locale},
    policy::{Action, StaffRole, Subject},
    request::{ContactDraft, Urgency},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    App, AppError, Caller, Conflict, Once, Page, Result,
    child_help::{ChildHelp, ChildNeed},
    danger::words,
    notices::{Notice, Recipient},
    places::PlaceView,
    rights::contact_draft,
};
use crate::{
    ids,
    storage::{
        accounts,
        child_cases::{self, ChildCaseRow},
        places, request_contacts, requests,
    },
};

/// Where the next page of the list begins.
pub type ChildCaseKey = (Timestamp, Uuid);

/// A case in the list: what may be known before it is taken.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildCaseLine {
    /// Its id. Not the request's.
    pub id: ChildCaseId,
    /// `open`, `taken` or `closed`.
    #[schema(pattern = "^(open|taken|closed)$")]
    pub state: String,
    /// Whether the caller looks after it.
    pub mine: bool,
    /// How old the oldest of them is at most; none once it was erased.
    pub age_band: Option<AgeBand>,
    /// ISO 3166-1 alpha-2 of where they are.
    #[schema(pattern = "^[A-Z]{2}$")]
    pub country: Option<String>,
    /// The first-level division where they are: raion, județ, oblast.
    pub region: Option<String>,
    /// When help was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Until when somebody takes it.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// What came of it.
    pub outcome: Option<CaseOutcome>,
    /// Its version.
    pub version: i64,
}

/// A note about a case. No `Debug`: it is for one pair of eyes.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildNote {
    /// What was written.
    pub text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
}

/// What whoever looks after a case sees of it. Not how they can be reached: that is opened with a reason.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildCaseDetails {
    /// How many they are.
    pub people: u16,
    /// The languages they speak, best first.
    pub languages: Vec<Language>,
    /// The language in which they asked.
    pub locale: Locale,
    /// The settlement where they are.
    pub place: Option<PlaceView>,
    /// What they need.
    pub needs: Vec<ChildNeed>,
    /// What they count on: agreed while somebody was with them, or before they said that nobody is.
    pub help: Vec<ChildHelp>,
    /// What was noted, the first first.
    pub notes: Vec<ChildNote>,
}

/// A case, to child protection.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildCaseView {
    /// Its line in the list.
    pub case: ChildCaseLine,
    /// How the request stands: `open`, `withdrawn`, `closed`, or `erased`.
    #[schema(pattern = "^(open|withdrawn|closed|erased)$")]
    pub request_state: String,
    /// What they were told, instead of a list.
    pub told: String,
    /// The rest, to whoever looks after it.
    pub details: Option<ChildCaseDetails>,
}

/// A note. No `Debug`: see [`ChildNote`].
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    /// At most 2,000 characters.
    #[validate(
        length(min = 1, max = "MOST_CHARACTERS"),
        custom(function = "plain_text")
    )]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
}

/// How a case is closed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseCaseBody {
    /// What came of it.
    pub outcome: CaseOutcome,
}

/// Why somebody looks at how a child can be reached.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactViewBody {
    /// Why.
    pub reason: ContactReason,
}

/// What the notes of a case are sealed for.
fn purpose(id: ChildCaseId) -> String {
    format!("child-case:{id}")
}

impl App {
    /// Whether an account looks after such cases.
    pub async fn has_child_protection(&self) -> Result<bool> {
        let db = &mut *self.read().await?;
        let staff = accounts::list_staff(db, StaffRole::ChildProtection).await?;
        Ok(!staff.is_empty())
    }

    /// Opens the case of a request of a child who is alone, in the transaction in which it is filed or turns out to be one, and tells
    /// child protection.
    pub(super) async fn open_child_case(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        request: RequestId,
        urgencies: impl IntoIterator<Item = Urgency>,
    ) -> Result<()> {
        let (id, now) = (ChildCaseId(ids::random()), self.now());
        let due = due_at(urgencies, now);
        child_cases::insert(db, id, request, due, now).await?;
        self.audit(
            db,
            caller,
            "child_case_opened",
            "child_case",
            id.0,
            json!({}),
        )
        .await?;
        for account in accounts::list_staff(db, StaffRole::ChildProtection).await? {
            let to = Recipient::Account(account);
            self.notify(db, Notice::ChildCaseOpened, to, id.0, &id.to_string())
                .await?;
        }
        Ok(())
    }

    /// Tells a child that a person gets in touch, by a mail, too, if one may go. Where nobody looks after children, nothing is promised to one.
    pub(super) async fn promise_child(
        &self,
        db: &mut PgConnection,
        request: RequestId,
        mailed: bool,
    ) -> Result<()> {
        let staff = accounts::list_staff(db, StaffRole::ChildProtection).await?;
        if staff.is_empty() {
            return Ok(());
        }
        let what = (Notice::ChildHeard, Recipient::Request(request), request.0);
        self.notify_mailed(db, what, &request.to_string(), mailed)
            .await
    }

    /// Cases that are not closed, what is due first; or the closed ones, the newest first.
    pub async fn list_child_cases(
        &self,
        caller: &Caller,
        closed: bool,
        after: Option<ChildCaseKey>,
        limit: u32,
    ) -> Result<Page<ChildCaseLine, ChildCaseKey>> {
        Self::allow(caller, Action::WorkChildCases, Subject::Anything)?;
        let limit = limit.clamp(1, 100);
        let db = &mut *self.read_whole().await?;
        let opening = &mut self.open_for(db, caller).await?;
        let rows = child_cases::list(opening, closed, after, i64::from(limit) + 1).await?;
        let lines = rows.iter().map(|row| self.case_line(caller, row)).collect();
        let limit = usize::try_from(limit).unwrap_or(100);
        Ok(Page::cut(lines, limit, |l: &ChildCaseLine| {
            (l.closed_at.filter(|_| closed).unwrap_or(l.due_at), l.id.0)
        }))
    }

    /// A case; what is known of the child only to whoever took it, until it is erased.
    pub async fn read_child_case(&self, caller: &Caller, id: ChildCaseId) -> Result<ChildCaseView> {
        Self::allow(caller, Action::WorkChildCases, Subject::Anything)?;
        let db = &mut *self.read_whole().await?;
        let found = child_cases::find(&mut self.open_for(db, caller).await?, id).await?;
        let row = found.ok_or(AppError::NotFound)?;
        let case = self.case_line(caller, &row);
        let details = if case.mine && row.request_state != "erased" {
            Some(self.case_details(db, caller, &row).await?)
        } else {
            None
        };
        Ok(ChildCaseView {
            case,
            request_state: row.request_state,
            told: self.people_help_advice(caller.locale).text,
            details,
        })
    }

    async fn case_details(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        row: &ChildCaseRow,
    ) -> Result<ChildCaseDetails> {
        let mut notes = Vec::new();
        let sealed = child_cases::list_notes(&mut self.open_for(db, caller).await?, row.id).await?;
        for (sealed, written_at) in sealed {
            let text = self
                .auth
                .keys
                .unseal(&purpose(row.id), &sealed)
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .ok_or_else(|| AppError::Internal("a note cannot be unsealed".into()))?;
            notes.push(ChildNote { text, written_at });
        }
        let place = match row.place {
            Some(place) => places::find(db, place).await?,
            None => None,
        };
        let needs = requests::list_needs(db, row.request).await?;
        let needs = needs.iter().map(|n| ChildNeed {
            category: n.category,
            urgency: n.need.urgency,
        });
        Ok(ChildCaseDetails {
            people: row.household.size(),
            languages: row.household.languages.clone(),
            locale: row.locale,
            place: place.map(|place| PlaceView::of(place, caller.locale)),
            needs: needs.collect(),
            help: Self::child_help(db, row.request).await?,
            notes,
        })
    }

    /// Takes a case, whoever had it: a child does not wait for somebody who is away.
    pub async fn take_child_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ChildCaseId,
    ) -> Result<ChildCaseLine> {
        Self::allow(caller, Action::WorkChildCases, Subject::Anything)?;
        self.write_once(once, async |db| {
            let row = self.lock_child_case(db, caller, id).await?;
            let who = caller.actor.account().ok_or(AppError::NotFound)?;
            if row.state == "closed" {
                return Err(Conflict::IllegalState.into());
            }
            child_cases::update_taken(&mut self.open_for(db, caller).await?, id, who).await?;
            self.case_changed(db, caller, id, "child_case_taken", json!({}))
                .await
        })
        .await
    }

    /// Notes something about a case that the caller looks after.
    pub async fn note_child_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ChildCaseId,
        body: &NoteBody,
    ) -> Result<ChildCaseLine> {
        Self::allow(caller, Action::WorkChildCases, Subject::Anything)?;
        let wrong = field_errors(body.validate());
        self.write_once(once, async |db| {
            self.lock_own_case(db, caller, id).await?;
            let who = caller.actor.account().ok_or(AppError::NotFound)?;
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong.clone()));
            }
            let text = words(&body.text).into_bytes();
            let sealed = self
                .auth
                .keys
                .seal(&purpose(id), text)
                .ok_or_else(|| AppError::Internal("a note could not be sealed".into()))?;
            let (note, now) = (ids::ordered(), self.now());
            let opening = &mut self.open_for(db, caller).await?;
            child_cases::insert_note(opening, note, id, who, &sealed, now).await?;
            self.case_changed(db, caller, id, "child_case_noted", json!({}))
                .await
        })
        .await
    }

    /// Closes a case that the caller looks after, with what came of it.
    pub async fn close_child_case(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ChildCaseId,
        body: CloseCaseBody,
    ) -> Result<ChildCaseLine> {
        Self::allow(caller, Action::WorkChildCases, Subject::Anything)?;
        self.write_once(once, async |db| {
            self.lock_own_case(db, caller, id).await?;
            let (outcome, now) = (body.outcome, self.now());
            let opening = &mut self.open_for(db, caller).await?;
            child_cases::update_closed(opening, id, outcome, now).await?;
            let data = json!({ "outcome": outcome });
            self.case_changed(db, caller, id, "child_case_closed", data)
                .await
        })
        .await
    }

    /// How the child of a case that the caller looks after can be reached, with a reason. The look is written down, and the child can
    /// read that it was. Not by an idempotency key: its answer would be kept, and shown past what is asked here.
    pub async fn open_child_contact(
        &self,
        caller: &Caller,
        id: ChildCaseId,
        body: ContactViewBody,
    ) -> Result<ContactDraft> {
        Self::allow(caller, Action::OpenChildContact, Subject::Anything)?;
        self.count_look(caller).await?;
        self.write(async |db| {
            let row = self.lock_own_case(db, caller, id).await?;
            let data = json!({ "reason": body.reason });
            let request = row.request;
            self.audit(
                db,
                caller,
                "child_contact_opened",
                "request",
                request.0,
                data,
            )
            .await?;
            let opening = &mut self.open_for(db, caller).await?;
            let contact = request_contacts::find(opening, request).await?;
            Ok(contact_draft(contact.ok_or(AppError::NotFound)?))
        })
        .await
    }

    fn case_line(&self, caller: &Caller, row: &ChildCaseRow) -> ChildCaseLine {
        let erased = row.request_state == "erased";
        ChildCaseLine {
            id: row.id,
            mine: row.taken_by.is_some() && row.taken_by == caller.actor.account(),
            state: row.state.clone(),
            age_band: (!erased).then(|| AgeBand::of(&row.household, self.today())),
            country: row.country.clone(),
            region: row.region.as_ref().map(|region| {
                let country = row.country.as_deref().unwrap_or_default();
                punte_core::place::region_name(country, region, caller.locale)
            }),
            created_at: row.created_at,
            due_at: row.due_at,
            closed_at: row.closed_at,
            outcome: row.outcome,
            version: row.version,
        }
    }

    async fn lock_child_case(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ChildCaseId,
    ) -> Result<ChildCaseRow> {
        let opening = &mut self.open_for(db, caller).await?;
        child_cases::lock(opening, id).await?;
        child_cases::find(opening, id)
            .await?
            .ok_or(AppError::NotFound)
    }

    /// As [`App::lock_child_case`], of one that is not closed and that the caller took.
    async fn lock_own_case(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ChildCaseId,
    ) -> Result<ChildCaseRow> {
        let row = self.lock_child_case(db, caller, id).await?;
        if row.state == "closed" {
            return Err(Conflict::IllegalState.into());
        }
        if row.taken_by != caller.actor.account() {
            return Err(Conflict::LeaseLost.into());
        }
        Ok(row)
    }

    async fn case_changed(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ChildCaseId,
        action: &str,
        data: serde_json::Value,
    ) -> Result<ChildCaseLine> {
        self.audit(db, caller, action, "child_case", id.0, data)
            .await?;
        let row = child_cases::find(&mut self.open_for(db, caller).await?, id).await?;
        Ok(self.case_line(caller, &row.ok_or(AppError::NotFound)?))
    }
}
