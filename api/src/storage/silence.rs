//! Who said nothing for long.

use jiff::Timestamp;
use punte_core::id::{ProviderId, RequestId};
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

/// Providers with offers that lapse between the two instants, unless somebody says that they still stand.
pub async fn list_lapsing(
    db: &mut PgConnection,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<ProviderId>> {
    Ok(sqlx::query_scalar!(
        "select distinct o.provider_id from offer o join provider p on p.id = o.provider_id
         where o.review = 'approved' and o.expires_at > $1 and o.expires_at <= $2 and p.status = 'vetted'",
        to_time(from),
        to_time(to)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(ProviderId)
    .collect())
}
