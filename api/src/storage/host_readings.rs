//! Hosts with whom it is to be counted how many households did not stay.

use punte_core::id::ProviderId;
use sqlx::PgConnection;

use super::Result;

/// Hosts of which something ended since that was counted, those that wait longest first.
pub async fn list(db: &mut PgConnection, limit: i64) -> Result<Vec<ProviderId>> {
    let rows = sqlx::query_scalar!(
        "select provider_id from host_reading group by provider_id order by min(id) limit $1",
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(ProviderId).collect())
}

/// Takes a host off the list; whether it was there.
pub async fn delete(db: &mut PgConnection, provider: ProviderId) -> Result<bool> {
    let done = sqlx::query!(
        "delete from host_reading where provider_id = $1",
        provider.0
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}
