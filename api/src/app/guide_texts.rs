//! How guides are written: a draft, a second reader, what is published. Nobody publishes what they wrote themselves.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    guide::{self, Source, TypedGuide},
    locale::Locale,
    policy::{self, Access, Action, Subject},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    guides::GuideSource,
    remarks::{check_note, myself},
};
use crate::storage::guide_texts::{self, GuideTextRow, GuideWords};

/// Which version of which text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextName {
    /// Its theme.
    pub theme: String,
    /// Its language.
    pub language: Locale,
    /// Its number.
    pub version: i32,
}

/// One version of a text.
#[derive(Debug, Clone)]
pub struct GuideTextView {
    /// Which.
    pub name: TextName,
    /// Heading.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// What it was written from.
    pub sources: Vec<GuideSource>,
    /// The day after which it is out of date.
    pub review_by: Date,
    /// `draft`, `submitted`, `published` or `replaced`.
    pub state: String,
    /// Whether the caller wrote it.
    pub mine: bool,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When a second person checked it.
    pub checked_at: Option<Timestamp>,
    /// What the second reader wrote when sending it back.
    pub returned_note: Option<String>,
}

/// What is done with a version.
#[derive(Debug, Clone)]
pub enum TextStep {
    /// Its author hands it in.
    Submit,
    /// The second reader publishes it.
    Publish,
    /// The second reader sends it back, and says why.
    Return(String),
}

impl App {
    /// The texts of guides that are published, written or handed in. Who only reads second sees what is handed in.
    pub async fn list_guide_texts(&self, caller: &Caller) -> Result<Vec<GuideTextView>> {
        Self::allow(caller, Action::CheckGuide, Subject::Anything)?;
        let me = myself(caller)?;
        let rows = guide_texts::list(&mut *self.read().await?, None).await?;
        rows.into_iter()
            .filter(|row| may_write(caller) || row.state == "submitted")
            .map(|row| view(row, me))
            .collect()
    }

    /// All versions of a text, the newest first. Drafts are seen by those who write.
    pub async fn list_guide_versions(
        &self,
        caller: &Caller,
        theme: &str,
        language: Locale,
    ) -> Result<Vec<GuideTextView>> {
        Self::allow(caller, Action::CheckGuide, Subject::Anything)?;
        let me = myself(caller)?;
        let rows = guide_texts::list(&mut *self.read().await?, Some((theme, language))).await?;
        let found: Vec<GuideTextView> = rows
            .into_iter()
            .filter(|row| may_write(caller) || row.state != "draft")
            .map(|row| view(row, me))
            .collect::<Result<_>>()?;
        if found.is_empty() {
            return Err(AppError::NotFound);
        }
        Ok(found)
    }

    /// A version, to write another from it.
    pub async fn read_guide_text(&self, caller: &Caller, name: &TextName) -> Result<GuideTextView> {
        Self::allow(caller, Action::WriteGuide, Subject::Anything)?;
        let all = self
            .list_guide_versions(caller, &name.theme, name.language)
            .await?;
        all.into_iter()
            .find(|text| text.name == *name)
            .ok_or(AppError::NotFound)
    }

    /// Keeps words: in the caller's own draft, or as a new draft of theirs. Answers the number of that version.
    pub async fn save_guide_text(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        from: &TextName,
        typed: &TypedGuide,
    ) -> Result<i32> {
        Self::allow(caller, Action::WriteGuide, Subject::Anything)?;
        let me = myself(caller)?;
        let sources = guide::check(typed, self.today())?;
        let review_by = typed.review_by.ok_or(AppError::NotFound)?;
        self.write_once(once, async |db| {
            let row = find(db, from).await?;
            let words = GuideWords {
                title: typed.title.trim(),
                summary: typed.summary.trim(),
                body: typed.body.trim(),
                sources: in_store(&sources),
                review_by,
            };
            // What a second reader has seen keeps its words: a page that one of them left open must never publish others.
            let own_draft = row.state == "draft"
                && row.written_by == Some(me)
                && row.returned_note.is_none();
            let (action, id, version) = if own_draft {
                guide_texts::update_words(db, row.id, &words).await?;
                ("guide_draft_edited", row.id, row.version)
            } else {
                let (theme, language, now) = (&row.theme, row.language, self.now());
                let (id, version) =
                    guide_texts::insert_draft(db, theme, language, &words, me, now).await?;
                ("guide_draft_begun", id, version)
            };
            let data = json!({ "theme": row.theme, "language": row.language.as_str(), "version": version });
            self.audit(db, caller, action, "guide_text", id, data)
                .await?;
            Ok(version)
        })
        .await
    }

    /// Hands a version in, publishes it, or sends it back.
    pub async fn step_guide_text(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        name: &TextName,
        step: &TextStep,
    ) -> Result<()> {
        let action = match step {
            TextStep::Submit => Action::WriteGuide,
            TextStep::Publish | TextStep::Return(_) => Action::CheckGuide,
        };
        Self::allow(caller, action, Subject::Anything)?;
        let me = myself(caller)?;
        if let TextStep::Return(note) = step {
            check_note("/note", note)?;
        }
        self.write_once(once, async |db| {
            let row = find(db, name).await?;
            let mine = row.written_by == Some(me);
            if mine != matches!(step, TextStep::Submit) {
                return Err(AppError::Forbidden);
            }
            let action = match step {
                TextStep::Submit if row.state == "draft" => {
                    guide_texts::update_state(db, row.id, "submitted", None).await?;
                    "guide_submitted"
                }
                TextStep::Publish if row.state == "submitted" => {
                    // A version that is older than the published one would take back what was said since.
                    let all = guide_texts::list(db, Some((&row.theme, row.language))).await?;
                    let newer = |r: &GuideTextRow| r.state == "published" && r.version > row.version;
                    if all.iter().any(newer) {
                        return Err(Conflict::IllegalState.into());
                    }
                    guide_texts::publish(db, &row, me, self.now()).await?;
                    "guide_published"
                }
                TextStep::Return(note) if row.state == "submitted" => {
                    let note = note.replace("\r\n", "\n");
                    guide_texts::update_state(db, row.id, "draft", Some(note.trim())).await?;
                    "guide_returned"
                }
                _ => return Err(Conflict::IllegalState.into()),
            };
            let data = json!({ "theme": row.theme, "language": row.language.as_str(), "version": row.version });
            self.audit(db, caller, action, "guide_text", row.id, data)
                .await
        })
        .await
    }
}

fn may_write(caller: &Caller) -> bool {
    policy::decide(&caller.actor, Action::WriteGuide, Subject::Anything) == Access::Allow
}

/// The version, with its guide locked.
async fn find(db: &mut sqlx::PgConnection, name: &TextName) -> Result<GuideTextRow> {
    if !guide_texts::lock(db, &name.theme).await? {
        return Err(AppError::NotFound);
    }
    let all = guide_texts::list(db, Some((&name.theme, name.language))).await?;
    all.into_iter()
        .find(|row| row.version == name.version)
        .ok_or(AppError::NotFound)
}

fn in_store(sources: &[Source]) -> Value {
    let all: Vec<Value> = sources
        .iter()
        .map(|s| {
            json!({
                "title": s.title, "publisher": s.publisher, "url": s.url,
                "dated": s.dated, "retrieved": s.retrieved,
            })
        })
        .collect();
    json!(all)
}

fn view(row: GuideTextRow, me: Uuid) -> Result<GuideTextView> {
    let sources =
        serde_json::from_value(row.sources).map_err(|e| AppError::Internal(Box::new(e)))?;
    Ok(GuideTextView {
        name: TextName {
            theme: row.theme,
            language: row.language,
            version: row.version,
        },
        title: row.title,
        summary: row.summary,
        body: row.body,
        sources,
        review_by: row.review_by,
        state: row.state,
        mine: row.written_by == Some(me),
        created_at: row.created_at,
        published_at: row.published_at,
        checked_at: row.checked_at,
        returned_note: row.returned_note,
    })
}
