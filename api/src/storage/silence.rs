//! Who said nothing for long.

use jiff::Timestamp;
use punte_core::id::RequestId;
use sqlx::PgConnection;

use super::{Result, to_time};

/// Open requests that nobody opened since, and whose households were not asked since they last did; they are asked now.
pub async fn update_asked(
    db: &mut PgConnection,
    since: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<RequestId>> {
    Ok(sqlx::query_scalar!(
        "update request set asked_at = $2 where id in (
             select id from request where state = 'open' and last_seen_at < $1 and (asked_at is null or asked_at <= last_seen_at)
             order by last_seen_at limit $3 for update skip locked)
         returning id",
        to_time(since),
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(RequestId)
    .collect())
}
