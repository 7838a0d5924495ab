//! What moderators translated of offers.

use jiff::Timestamp;
use punte_core::{id::OfferId, locale::Locale, offer::Translation};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, to_time};

/// A translation, and of which words it was made.
pub struct TranslationRow {
    /// Of which offer.
    pub offer: OfferId,
    /// Its language.
    pub language: Locale,
    /// The words.
    pub words: Translation,
    /// Digest of the words that it was made of.
    pub of_words: String,
}

/// Those of some offers.
pub async fn list(db: &mut PgConnection, offers: &[Uuid]) -> Result<Vec<TranslationRow>> {
    let rows = sqlx::query!(
        "select offer_id, language, title, description, of_words from offer_translation where offer_id = any($1)",
        offers
    )
    .fetch_all(db)
    .await?;
    let rows = rows.into_iter().filter_map(|row| {
        Some(TranslationRow {
            offer: OfferId(row.offer_id),
            language: Locale::from_tag(&row.language)?,
            words: Translation {
                title: row.title,
                description: row.description,
            },
            of_words: row.of_words,
        })
    });
    Ok(rows.collect())
}

/// Keeps one, in place of one in the same language.
pub async fn upsert(
    db: &mut PgConnection,
    row: &TranslationRow,
    by: Uuid,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into offer_translation (offer_id, language, of_words, title, description, translated_by, translated_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (offer_id, language) do update set of_words = excluded.of_words,
             title = excluded.title, description = excluded.description, translated_by = excluded.translated_by,
             translated_at = excluded.translated_at",
        row.offer.0,
        row.language.as_str(),
        row.of_words,
        row.words.title,
        row.words.description,
        by,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes one away; whether it was there.
pub async fn delete(db: &mut PgConnection, offer: OfferId, language: Locale) -> Result<bool> {
    let gone = sqlx::query!(
        "delete from offer_translation where offer_id = $1 and language = $2",
        offer.0,
        language.as_str()
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected() > 0)
}
