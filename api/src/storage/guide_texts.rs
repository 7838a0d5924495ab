//! Versions of the texts of guides: drafts, what waits for a second reader, what is published, what was.

use jiff::{Timestamp, civil::Date};
use punte_core::locale::Locale;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_date, from_time, to_date, to_time};

/// One version of a text.
pub struct GuideTextRow {
    /// Its id.
    pub id: Uuid,
    /// Its theme.
    pub theme: String,
    /// Its language.
    pub language: Locale,
    /// Its number.
    pub version: i32,
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
    /// `draft`, `submitted`, `published` or `replaced`.
    pub state: String,
    /// Who wrote it; nobody, if it came with the product.
    pub written_by: Option<Uuid>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When a second person checked it.
    pub checked_at: Option<Timestamp>,
    /// What the second reader wrote when sending it back.
    pub returned_note: Option<String>,
}

struct Raw {
    id: Uuid,
    theme: String,
    language: String,
    version: i32,
    title: String,
    summary: String,
    body: String,
    sources: Value,
    review_by: time::Date,
    state: String,
    written_by: Option<Uuid>,
    created_at: time::OffsetDateTime,
    published_at: Option<time::OffsetDateTime>,
    checked_at: Option<time::OffsetDateTime>,
    returned_note: Option<String>,
}

impl From<Raw> for GuideTextRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: raw.id,
            theme: raw.theme,
            language: Locale::from_tag(&raw.language).unwrap_or_default(),
            version: raw.version,
            title: raw.title,
            summary: raw.summary,
            body: raw.body,
            sources: raw.sources,
            review_by: from_date(raw.review_by),
            state: raw.state,
            written_by: raw.written_by,
            created_at: from_time(raw.created_at),
            published_at: raw.published_at.map(from_time),
            checked_at: raw.checked_at.map(from_time),
            returned_note: raw.returned_note,
        }
    }
}

/// Versions, the newest of a text first: of one text, or of all what is published or not yet.
pub async fn list(db: &mut PgConnection, of: Option<(&str, Locale)>) -> Result<Vec<GuideTextRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select t.id, t.theme, t.language, version, title, summary, body, sources, review_by, state, written_by, created_at,
                published_at, checked_at, returned_note
         from guide_text t join guide g on g.theme = t.theme
         where ($1::text is null and state <> 'replaced') or (t.theme = $1 and language = $2)
         order by g.position, t.theme, t.language, version desc",
        of.map(|(theme, _)| theme),
        of.map(|(_, language)| language.as_str())
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().map(GuideTextRow::from).collect())
}

/// Nobody else changes texts of this guide until the end of the transaction; false if there is no such guide.
pub async fn lock(db: &mut PgConnection, theme: &str) -> Result<bool> {
    let found = sqlx::query_scalar!("select theme from guide where theme = $1 for update", theme)
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}

/// Words of a version.
pub struct GuideWords<'a> {
    /// Heading.
    pub title: &'a str,
    /// One sentence.
    pub summary: &'a str,
    /// Markdown.
    pub body: &'a str,
    /// What it was written from.
    pub sources: Value,
    /// The day after which it is out of date.
    pub review_by: Date,
}

/// Begins a version; its number comes after all there are.
pub async fn insert_draft(
    db: &mut PgConnection,
    theme: &str,
    language: Locale,
    words: &GuideWords<'_>,
    written_by: Uuid,
    now: Timestamp,
) -> Result<(Uuid, i32)> {
    let row = sqlx::query!(
        "insert into guide_text (theme, language, version, title, summary, body, sources, review_by, state, written_by, created_at)
         select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, 'draft', $8, $9
         from guide_text where theme = $1 and language = $2
         returning id, version",
        theme, language.as_str(), words.title, words.summary, words.body, words.sources, to_date(words.review_by), written_by,
        to_time(now)
    )
    .fetch_one(db)
    .await?;
    Ok((row.id, row.version))
}

/// Other words for a draft.
pub async fn update_words(db: &mut PgConnection, id: Uuid, words: &GuideWords<'_>) -> Result<()> {
    sqlx::query!(
        "update guide_text set title = $2, summary = $3, body = $4, sources = $5, review_by = $6 where id = $1",
        id, words.title, words.summary, words.body, words.sources, to_date(words.review_by)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Hands a draft in, or gives it back with what the reader wrote.
pub async fn update_state(
    db: &mut PgConnection,
    id: Uuid,
    state: &str,
    returned_note: Option<&str>,
) -> Result<()> {
    sqlx::query!(
        "update guide_text set state = $2, returned_note = $3 where id = $1",
        id,
        state,
        returned_note
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Publishes a version, in the place of the one that was, as checked by this person.
pub async fn publish(
    db: &mut PgConnection,
    text: &GuideTextRow,
    checked_by: Uuid,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update guide_text set state = 'replaced' where theme = $1 and language = $2 and state = 'published'",
        text.theme,
        text.language.as_str()
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update guide_text set state = 'published', published_at = $2, checked_at = $2, checked_by = $3 where id = $1",
        text.id,
        to_time(now),
        checked_by
    )
    .execute(db)
    .await?;
    Ok(())
}
