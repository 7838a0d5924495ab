//! Help lines: what every page, mail and answer names. Each process holds them, so that they stand on a page that says that the
//! database is away, too.

use std::sync::{Arc, PoisonError, RwLock};

use punte_core::{
    error::FieldError,
    help_line::{self, HelpFor, HelpLine, HelpLineWords, MOST_LINES, TypedHelpLine},
    id::HelpLineId,
    locale::Locale,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::watch;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{App, AppError, Caller, Once, Result};
use crate::{ids, storage::help_lines};

/// How often a process looks whether another one changed them.
const EVERY: std::time::Duration = std::time::Duration::from_secs(1);

/// The lines, as a process last read them.
pub struct KnownHelpLines {
    lines: RwLock<Arc<[HelpLine]>>,
    /// Held from reading to setting: what was read earlier never comes later.
    reading: tokio::sync::Mutex<()>,
}

impl Default for KnownHelpLines {
    fn default() -> Self {
        Self {
            lines: RwLock::new(Arc::new([])),
            reading: tokio::sync::Mutex::default(),
        }
    }
}

impl KnownHelpLines {
    /// All of them, in their order.
    pub fn all(&self) -> Arc<[HelpLine]> {
        // Whoever panicked while it was held can only have left a whole list behind.
        Arc::clone(&self.lines.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The number at the top of every page.
    pub fn hotline(&self) -> Option<String> {
        help_line::first(&self.all()).map(|line| line.words.number.clone())
    }

    /// The number that a child who is alone is told to call.
    pub fn hotline_for_children(&self) -> Option<String> {
        help_line::first_for_children(&self.all()).map(|line| line.words.number.clone())
    }

    fn set(&self, lines: Vec<HelpLine>) {
        *self.lines.write().unwrap_or_else(PoisonError::into_inner) = lines.into();
    }
}

/// A number that people can call.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpLineView {
    /// The number, as people write it.
    #[schema(example = "112")]
    pub number: String,
    /// Whom it is for. The first one for everyone stands at the top of every page.
    pub whom: HelpFor,
    /// From where it can be called, ISO 3166-1 alpha-2; from anywhere, if null.
    #[schema(pattern = "^[A-Z]{2}$")]
    pub country: Option<String>,
    /// What it is called, in the language of the answer if it has a name in it.
    pub name: String,
    /// The language of the name.
    pub language: Locale,
    /// When somebody answers; empty if that is not known.
    pub hours: String,
    /// Languages that are spoken there.
    pub languages: Vec<Locale>,
    /// Where it stands.
    pub source: String,
    /// The day on which somebody last looked whether it is right.
    #[schema(value_type = String, format = Date)]
    pub checked_on: jiff::civil::Date,
}

impl HelpLineView {
    fn of(line: &HelpLine, locale: Locale) -> Self {
        let words = &line.words;
        let (name, language) = words.name(locale);
        Self {
            number: words.number.clone(),
            whom: words.whom,
            country: words.country.clone(),
            name: name.to_owned(),
            language,
            hours: words.hours.clone(),
            languages: words.languages.clone(),
            source: words.source.clone(),
            checked_on: line.checked_on,
        }
    }
}

/// What is done with a line that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpLineStep {
    /// Name it before the one that stands before it.
    MoveUp,
    /// Name it no more, if this is still its version.
    Remove(i32),
}

impl App {
    /// The lines, for everybody.
    pub fn list_help_lines(&self, caller: &Caller) -> Result<Vec<HelpLineView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let lines = self.help_lines.all();
        Ok(lines
            .iter()
            .map(|line| HelpLineView::of(line, caller.locale))
            .collect())
    }

    /// A line, to change it.
    pub async fn read_help_line(&self, caller: &Caller, id: HelpLineId) -> Result<HelpLine> {
        Self::allow(caller, Action::TendHelpLines, Subject::Anything)?;
        let lines = help_lines::list(&mut *self.read().await?).await?;
        find(lines, id)
    }

    /// Whether the caller may add one now: before they type it.
    pub fn may_add_help_line(caller: &Caller) -> Result<()> {
        Self::allow(caller, Action::TendHelpLines, Subject::Anything)
    }

    /// Adds a line, or says something else about one of which this version was seen.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] at its field, [`AppError::Stale`] if somebody changed it meanwhile.
    pub async fn save_help_line(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        seen: Option<(HelpLineId, i32)>,
        typed: &TypedHelpLine,
    ) -> Result<()> {
        Self::allow(caller, Action::TendHelpLines, Subject::Anything)?;
        let words = help_line::check(typed)?;
        let saved = self
            .write_once(once, async |db| {
                help_lines::lock(db).await?;
                let lines = help_lines::list(db).await?;
                let (id, action) = if let Some((id, version)) = seen {
                    if find(lines, id)?.version != version {
                        return Err(AppError::Stale);
                    }
                    (id, "help_line_changed")
                } else {
                    if i64::try_from(lines.len()).unwrap_or(i64::MAX) >= MOST_LINES {
                        let mut error = FieldError::new("/number", "too-many-help-lines");
                        error.bounds = Some((0, MOST_LINES));
                        return Err(error.into());
                    }
                    (HelpLineId(ids::ordered()), "help_line_added")
                };
                help_lines::upsert(db, id, &words, self.today()).await?;
                self.audit(db, caller, action, "help_line", id.0, told(&words))
                    .await
            })
            .await;
        self.reload_help_lines().await;
        saved
    }

    /// Moves a line up, or takes it away.
    ///
    /// # Errors
    ///
    /// [`AppError::Stale`] if somebody changed what is to be taken away.
    pub async fn step_help_line(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: HelpLineId,
        step: HelpLineStep,
    ) -> Result<()> {
        Self::allow(caller, Action::TendHelpLines, Subject::Anything)?;
        let done = self
            .write_once(once, async |db| {
                help_lines::lock(db).await?;
                let lines = help_lines::list(db).await?;
                let mut order: Vec<Uuid> = lines.iter().map(|line| line.id.0).collect();
                let HelpLine { words, version, .. } = find(lines, id)?;
                let action = match step {
                    HelpLineStep::Remove(seen) if seen != version => return Err(AppError::Stale),
                    HelpLineStep::Remove(_) => {
                        help_lines::delete(db, id).await?;
                        "help_line_removed"
                    }
                    HelpLineStep::MoveUp => {
                        let at = order.iter().position(|other| *other == id.0);
                        match at.and_then(|at| at.checked_sub(1).map(|before| (before, at))) {
                            // It is the first: as asked.
                            None => return Ok(()),
                            Some((before, at)) => order.swap(before, at),
                        }
                        help_lines::update_order(db, &order).await?;
                        "help_line_moved"
                    }
                };
                self.audit(db, caller, action, "help_line", id.0, told(&words))
                    .await
            })
            .await;
        self.reload_help_lines().await;
        done
    }

    /// As [`App::load_help_lines`], after a change that stands whether it can be read at once or not.
    async fn reload_help_lines(&self) {
        if let Err(error) = self.load_help_lines().await {
            tracing::warn!(%error, "help lines could not be read; those from before stand");
        }
    }

    /// Reads them anew for this process.
    pub async fn load_help_lines(&self) -> Result<()> {
        let _one_at_a_time = self.help_lines.reading.lock().await;
        let lines = help_lines::list(&mut *self.read().await?).await?;
        self.help_lines.set(lines);
        Ok(())
    }
}

fn find(lines: Vec<HelpLine>, id: HelpLineId) -> Result<HelpLine> {
    let line = lines.into_iter().find(|line| line.id == id);
    line.ok_or(AppError::NotFound)
}

/// What the log keeps of it: a wrong number may have led people astray.
fn told(words: &HelpLineWords) -> serde_json::Value {
    json!({ "number": words.number, "whom": words.whom.as_str(), "source": words.source })
}

/// Reads again and again what another process may have changed, until told to stop.
pub async fn follow(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        app.reload_help_lines().await;
        // Either way the loop asks again; a closed channel means that nobody can stop us but the process's end.
        let _ = tokio::time::timeout(EVERY, stop.changed()).await;
    }
}
