//! Which seeds were loaded.

use sqlx::PgConnection;

use super::Result;

/// The digest of a seed as it was loaded.
pub async fn find(db: &mut PgConnection, name: &str) -> Result<Option<String>> {
    sqlx::query_scalar!("select digest from seed_state where name = $1", name)
        .fetch_optional(db)
        .await
}

/// Writes down that a seed was loaded.
pub async fn upsert(db: &mut PgConnection, name: &str, digest: &str) -> Result<()> {
    sqlx::query!("insert into seed_state (name, digest) values ($1, $2) on conflict (name) do update set digest = excluded.digest", name, digest)
        .execute(db)
        .await?;
    Ok(())
}
