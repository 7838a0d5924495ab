//! Reference data: languages, categories, themes.

use serde_json::Value;
use sqlx::PgConnection;

use super::Result;

/// An item.
pub struct ReferenceItem {
    /// `language`, `category` or `theme`.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// Names in four languages, and what the kind adds.
    pub data: Value,
}

/// Adds or replaces an item.
pub async fn upsert(db: &mut PgConnection, item: &ReferenceItem, position: i32) -> Result<()> {
    sqlx::query!(
        "insert into reference_item (kind, key, position, data) values ($1, $2, $3, $4)
         on conflict (kind, key) do update set position = excluded.position, data = excluded.data",
        item.kind,
        item.key,
        position,
        item.data
    )
    .execute(db)
    .await?;
    Ok(())
}

/// All items, by kind and in their order.
pub async fn list(db: &mut PgConnection) -> Result<Vec<ReferenceItem>> {
    sqlx::query_as!(
        ReferenceItem,
        "select kind, key, data from reference_item order by kind, position"
    )
    .fetch_all(db)
    .await
}
