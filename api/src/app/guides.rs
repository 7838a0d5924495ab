//! Guides: short texts on how to live through the first days, with their sources.

use jiff::{Timestamp, civil::Date};
use punte_core::policy::{Action, Subject};
use serde::Deserialize;

use super::{App, AppError, Caller, Result};
use crate::storage::guides::{self, GuideRow};

/// What a guide was written from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GuideSource {
    /// Its title, in its own language.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where.
    pub url: String,
    /// The day of the act or the publication.
    #[serde(default)]
    pub dated: Option<Date>,
    /// The day on which a page without a day was read.
    #[serde(default)]
    pub retrieved: Option<Date>,
}

/// A published guide, in the caller's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideView {
    /// Its theme, as in its address.
    pub theme: String,
    /// Heading.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// Number 1 is the first.
    pub sources: Vec<GuideSource>,
    /// The day after which it is out of date.
    pub review_by: Date,
    /// When a person checked it; nobody did, if absent.
    pub checked_at: Option<Timestamp>,
}

impl GuideView {
    /// Whether it is out of date.
    pub fn is_overdue(&self, today: Date) -> bool {
        today > self.review_by
    }
}

impl App {
    /// The guides, in order.
    pub async fn list_guides(&self, caller: &Caller) -> Result<Vec<GuideView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let rows = guides::list_published(&mut *self.read().await?, caller.locale, None).await?;
        rows.into_iter().map(view).collect()
    }

    /// One guide.
    pub async fn read_guide(&self, caller: &Caller, theme: &str) -> Result<GuideView> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let rows =
            guides::list_published(&mut *self.read().await?, caller.locale, Some(theme)).await?;
        rows.into_iter()
            .next()
            .map_or(Err(AppError::NotFound), view)
    }
}

fn view(row: GuideRow) -> Result<GuideView> {
    let sources =
        serde_json::from_value(row.sources).map_err(|e| AppError::Internal(Box::new(e)))?;
    Ok(GuideView {
        theme: row.theme,
        title: row.title,
        summary: row.summary,
        body: row.body,
        sources,
        review_by: row.review_by,
        checked_at: row.checked_at,
    })
}
