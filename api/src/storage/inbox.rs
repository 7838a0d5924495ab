//! What visitors said about pages.

use jiff::Timestamp;
use punte_core::locale::Locale;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, to_time};

/// Something that somebody said.
pub struct NewInboxItem<'a> {
    /// Its id.
    pub id: Uuid,
    /// `feedback` or `suggestion`.
    pub kind: &'a str,
    /// The page that it is about, below the language.
    pub page: &'a str,
    /// The language of the page.
    pub language: Locale,
    /// Answers by question.
    pub answers: Value,
    /// In words.
    pub text: Option<&'a str>,
}

/// Keeps it.
pub async fn insert(db: &mut PgConnection, item: &NewInboxItem<'_>, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into inbox_item (id, kind, page, language, answers, text, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        item.id, item.kind, item.page, item.language.as_str(), item.answers, item.text, to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
