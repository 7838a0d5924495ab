//! What visitors say about pages: whether a guide helped, what is wrong or missing. Nobody's name is asked for.
//!
//! What administrators do with it: they take it, note what they did, close it with a reason. Nobody can be answered: nobody left a contact.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _, civil::Date};
use punte_core::{
    clock::{ZONE, day_begins},
    contact::plain_text,
    error::FieldError,
    policy::{Action, Subject},
};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{App, AppError, Caller, Conflict, Once, Page, Result};
use crate::{
    ids,
    storage::remarks::{self, MonthRow, NewRemark, RemarkKey, RemarkRow},
};

/// How much may be said at once, characters.
pub const MOST_CHARACTERS: i64 = 2_000;

/// How long a note may be, characters.
pub const LONGEST_NOTE: i64 = 1_000;

/// How many months are counted.
const MONTHS: i64 = 12;

/// What somebody says about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Whether it helped.
    Feedback,
    /// What is wrong or missing.
    Suggestion,
}

impl Said {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Suggestion => "suggestion",
        }
    }
}

/// What somebody says about a page.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Which kind.
    pub said: Said,
    /// The page, below the language.
    pub page: String,
    /// Yes or no by question: `clear`.
    pub answers: BTreeMap<&'static str, bool>,
    /// In words.
    pub text: String,
}

/// Why a remark is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedReason {
    /// A text or a listing was corrected.
    Corrected,
    /// It was looked into, and all stays as it is.
    NoChange,
    /// It is about something that is not ours.
    NotOurs,
    /// Somebody said it already.
    Duplicate,
    /// It says nothing, or harms somebody.
    Abuse,
}

impl ClosedReason {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Corrected,
        Self::NoChange,
        Self::NotOurs,
        Self::Duplicate,
        Self::Abuse,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::NoChange => "no_change",
            Self::NotOurs => "not_ours",
            Self::Duplicate => "duplicate",
            Self::Abuse => "abuse",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

/// What is done with a remark.
#[derive(Debug, Clone)]
pub enum RemarkStep {
    /// I look after it, whoever did before.
    Take,
    /// A note for those who look after remarks.
    Note(String),
    /// Done, and why.
    Close(Option<ClosedReason>),
    /// Not done after all.
    Reopen,
}

/// A remark, as administrators see it.
#[derive(Debug, Clone)]
pub struct RemarkView {
    /// Its id.
    pub id: Uuid,
    /// `feedback` or `suggestion`.
    pub kind: String,
    /// The page that it is about, below the language.
    pub page: String,
    /// The language of the page.
    pub language: String,
    /// Yes or no by question.
    pub answers: BTreeMap<String, bool>,
    /// In words.
    pub text: Option<String>,
    /// `open`, `assigned` or `closed`.
    pub state: String,
    /// Whether the caller looks after it.
    pub mine: bool,
    /// Why it was closed.
    pub closed_reason: Option<String>,
    /// When.
    pub closed_at: Option<Timestamp>,
    /// When it was said.
    pub created_at: Timestamp,
    /// Names how it stands: what is done about it says which stand it was done upon.
    pub seen: String,
    key: RemarkKey,
}

/// A note on a remark.
#[derive(Debug, Clone)]
pub struct NoteView {
    /// Whether the caller wrote it.
    pub mine: bool,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// What was said in one month.
#[derive(Debug, Clone)]
pub struct MonthCount {
    /// The first day of the month.
    pub month: Date,
    /// How many said whether a page helped.
    pub feedback: i64,
    /// How many said what is wrong or missing.
    pub suggestions: i64,
    /// How many found a page clear.
    pub clear: i64,
    /// How many did not.
    pub unclear: i64,
}

impl App {
    /// Keeps what somebody says, for those who write the guides.
    pub async fn leave_remark(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        remark: &Remark,
    ) -> Result<()> {
        Self::allow(caller, Action::LeaveRemark, Subject::Anything)?;
        let text = remark.text.replace("\r\n", "\n");
        let text = text.trim();
        if text.is_empty() {
            if remark.said == Said::Suggestion {
                return Err(FieldError::new("/text", "required").into());
            }
            if remark.answers.is_empty() {
                return Err(FieldError::new("/clear", "required").into());
            }
        } else if i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > MOST_CHARACTERS {
            let error = FieldError {
                code: "length",
                ..FieldError::range("/text", 1, MOST_CHARACTERS)
            };
            return Err(error.into());
        } else if plain_text(text).is_err() {
            return Err(FieldError::new("/text", "control-characters").into());
        }
        self.write_once(once, async |db| {
            let item = NewRemark {
                id: ids::ordered(),
                kind: remark.said.as_str(),
                page: &remark.page,
                language: caller.locale,
                answers: json!(remark.answers),
                text: Some(text).filter(|t| !t.is_empty()),
            };
            Ok(remarks::insert(db, &item, self.now()).await?)
        })
        .await
    }

    /// Remarks, the open ones first.
    pub async fn list_remarks(
        &self,
        caller: &Caller,
        kind: Option<&str>,
        state: Option<&str>,
        after: Option<RemarkKey>,
        limit: u32,
    ) -> Result<Page<RemarkView, RemarkKey>> {
        Self::allow(caller, Action::TendInbox, Subject::Anything)?;
        let me = myself(caller)?;
        let db = &mut *self.read().await?;
        let rows = remarks::list(db, kind, state, after, i64::from(limit) + 1).await?;
        let items: Vec<RemarkView> = rows.into_iter().map(|row| view(row, me)).collect();
        let limit = usize::try_from(limit).unwrap_or(0);
        Ok(Page::cut(items, limit, |r: &RemarkView| r.key))
    }

    /// One remark with its notes.
    pub async fn read_remark(
        &self,
        caller: &Caller,
        id: Uuid,
    ) -> Result<(RemarkView, Vec<NoteView>)> {
        Self::allow(caller, Action::TendInbox, Subject::Anything)?;
        let me = myself(caller)?;
        let db = &mut *self.read().await?;
        let row = remarks::find(db, id, false)
            .await?
            .ok_or(AppError::NotFound)?;
        let notes = remarks::list_notes(db, id).await?;
        let notes = notes
            .into_iter()
            .map(|note| NoteView {
                mine: note.written_by == me,
                text: note.text,
                at: note.created_at,
            })
            .collect();
        Ok((view(row, me), notes))
    }

    /// Does something with a remark, if it still stands as `seen` says.
    pub async fn step_remark(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: Uuid,
        seen: &str,
        step: &RemarkStep,
    ) -> Result<()> {
        Self::allow(caller, Action::TendInbox, Subject::Anything)?;
        let me = myself(caller)?;
        if let RemarkStep::Note(text) = step {
            check_note("/note", text)?;
        }
        if matches!(step, RemarkStep::Close(None)) {
            return Err(FieldError::new("/reason", "required").into());
        }
        self.write_once(once, async |db| {
            let row = remarks::find(db, id, true)
                .await?
                .ok_or(AppError::NotFound)?;
            if mark(&row) != seen && !matches!(step, RemarkStep::Note(_)) {
                return Err(AppError::Stale);
            }
            self.do_step(db, caller, me, &row, step).await
        })
        .await
    }

    async fn do_step(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        me: Uuid,
        row: &RemarkRow,
        step: &RemarkStep,
    ) -> Result<()> {
        let closed = row.state == "closed";
        let (action, data) = match step {
            RemarkStep::Take if !closed => {
                remarks::update_state(db, row.id, "assigned", Some(me), None).await?;
                ("remark_assigned", json!({ "from": row.assigned_to }))
            }
            RemarkStep::Close(Some(reason)) if !closed => {
                let (reason, now) = (reason.as_str(), self.now());
                remarks::update_state(db, row.id, "closed", row.assigned_to, Some((reason, now)))
                    .await?;
                ("remark_closed", json!({ "reason": reason }))
            }
            RemarkStep::Reopen if closed => {
                remarks::update_state(db, row.id, "open", None, None).await?;
                ("remark_reopened", json!({ "reason": row.closed_reason }))
            }
            RemarkStep::Note(text) => {
                let text = text.replace("\r\n", "\n");
                let id = ids::ordered();
                remarks::insert_note(db, id, row.id, me, text.trim(), self.now()).await?;
                ("remark_noted", json!({ "note": id }))
            }
            RemarkStep::Take | RemarkStep::Close(_) | RemarkStep::Reopen => {
                return Err(Conflict::IllegalState.into());
            }
        };
        self.audit(db, caller, action, "inbox_item", row.id, data)
            .await
    }

    /// What was said in each of the last twelve months in which something was, the newest first.
    pub async fn count_remarks(&self, caller: &Caller) -> Result<Vec<MonthCount>> {
        Self::allow(caller, Action::ReadFigures, Subject::Anything)?;
        let first = self.today().first_of_month();
        let since = first
            .checked_sub((MONTHS - 1).months())
            .ok()
            .and_then(day_begins)
            .unwrap_or(Timestamp::MIN);
        let rows = remarks::count_months(&mut *self.read().await?, ZONE, since).await?;
        Ok(rows.iter().map(month).collect())
    }
}

/// A text that one of us writes for others of us.
pub(super) fn check_note(pointer: &str, text: &str) -> Result<()> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new(pointer, "required").into());
    }
    if i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > LONGEST_NOTE {
        let error = FieldError {
            code: "length",
            ..FieldError::range(pointer, 1, LONGEST_NOTE)
        };
        return Err(error.into());
    }
    if plain_text(text).is_err() {
        return Err(FieldError::new(pointer, "control-characters").into());
    }
    Ok(())
}

/// The account of whoever works here.
pub(super) fn myself(caller: &Caller) -> Result<Uuid> {
    let account = caller.actor.account().ok_or(AppError::Unauthenticated)?;
    Ok(account.0)
}

fn mark(row: &RemarkRow) -> String {
    let who = row
        .assigned_to
        .map_or_else(|| "none".to_owned(), |id| id.to_string());
    format!("{}.{who}", row.state)
}

fn view(row: RemarkRow, me: Uuid) -> RemarkView {
    RemarkView {
        seen: mark(&row),
        id: row.id,
        kind: row.kind,
        page: row.page,
        language: row.language,
        answers: serde_json::from_value(row.answers).unwrap_or_default(),
        text: row.text,
        mine: row.assigned_to == Some(me),
        state: row.state,
        closed_reason: row.closed_reason,
        closed_at: row.closed_at,
        created_at: row.created_at,
        key: row.key,
    }
}

const fn month(row: &MonthRow) -> MonthCount {
    MonthCount {
        month: row.month,
        feedback: row.feedback,
        suggestions: row.suggestions,
        clear: row.clear,
        unclear: row.unclear,
    }
}
