//! Guides.

use jiff::{Timestamp, civil::Date};
use punte_core::locale::Locale;
use serde_json::Value;
use sqlx::PgConnection;

use super::{Result, from_date, from_time, to_date, to_time};

/// A published text of a guide.
pub struct GuideRow {
    /// Its theme.
    pub theme: String,
    /// Heading.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// What it was written from.
    pub sources: Value,
    /// The day after which it is out of date.
    pub review_by: Date,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When a person checked it.
    pub checked_at: Option<Timestamp>,
}

struct Raw {
    theme: String,
    title: String,
    summary: String,
    body: String,
    sources: Value,
    review_by: time::Date,
    published_at: Option<time::OffsetDateTime>,
    checked_at: Option<time::OffsetDateTime>,
}

impl From<Raw> for GuideRow {
    fn from(raw: Raw) -> Self {
        Self {
            theme: raw.theme,
            title: raw.title,
            summary: raw.summary,
            body: raw.body,
            sources: raw.sources,
            review_by: from_date(raw.review_by),
            published_at: raw.published_at.map(from_time),
            checked_at: raw.checked_at.map(from_time),
        }
    }
}

/// The published guides of a language, in order; of one theme if it is given.
pub async fn list_published(
    db: &mut PgConnection,
    language: Locale,
    theme: Option<&str>,
) -> Result<Vec<GuideRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select t.theme, t.title, t.summary, t.body, t.sources, t.review_by, t.published_at, t.checked_at
         from guide_text t join guide g on g.theme = t.theme
         where t.state = 'published' and t.language = $1 and ($2::text is null or t.theme = $2)
         order by g.position, t.theme",
        language.as_str(), theme
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().map(GuideRow::from).collect())
}

/// A guide as it is shipped.
pub struct ShippedGuide {
    /// Its theme.
    pub theme: String,
    /// Its place in the list.
    pub position: i32,
    /// Its language.
    pub language: Locale,
    /// Heading.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// What it was written from.
    pub sources: Value,
    /// The day after which it is out of date.
    pub review_by: Date,
}

/// Publishes a shipped text where there is none yet: what an editor wrote is never written over.
pub async fn insert_shipped(
    db: &mut PgConnection,
    guide: &ShippedGuide,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into guide (theme, position) values ($1, $2) on conflict (theme) do nothing",
        guide.theme,
        guide.position
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into guide_text (theme, language, version, title, summary, body, sources, review_by, state, created_at, published_at)
         values ($1, $2, 1, $3, $4, $5, $6, $7, 'published', $8, $8) on conflict (theme, language, version) do nothing",
        guide.theme, guide.language.as_str(), guide.title, guide.summary, guide.body, guide.sources, to_date(guide.review_by), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
