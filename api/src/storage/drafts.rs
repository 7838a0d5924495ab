//! Requests that are being written: sealed, each until it expires.

use jiff::Timestamp;
use punte_core::id::{DraftId, RequestId};
use sqlx::PgConnection;

use super::{Result, to_time};

/// A draft.
pub struct DraftRow {
    /// Its id.
    pub id: DraftId,
    /// What was written, sealed.
    pub content: Vec<u8>,
    /// The request that it became.
    pub filed: Option<RequestId>,
}

/// Adds a draft.
pub async fn insert(
    db: &mut PgConnection,
    row: &DraftRow,
    tracking_hash: &[u8],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into request_draft (id, tracking_hash, content, created_at, updated_at, expires_at) values ($1, $2, $3, $4, $4, $5)",
        row.id.0, tracking_hash, row.content, to_time(now), to_time(expires_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A draft that has not expired, locked for this transaction.
pub async fn lock(db: &mut PgConnection, id: DraftId, now: Timestamp) -> Result<Option<DraftRow>> {
    let row = sqlx::query!(
        "select id, content, filed_request_id from request_draft where id = $1 and expires_at > $2 for no key update",
        id.0, to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| DraftRow {
        id: DraftId(r.id),
        content: r.content,
        filed: r.filed_request_id.map(RequestId),
    }))
}

/// A draft that has not expired.
pub async fn find(db: &mut PgConnection, id: DraftId, now: Timestamp) -> Result<Option<DraftRow>> {
    let row = sqlx::query!(
        "select id, content, filed_request_id from request_draft where id = $1 and expires_at > $2",
        id.0,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| DraftRow {
        id: DraftId(r.id),
        content: r.content,
        filed: r.filed_request_id.map(RequestId),
    }))
}

/// The draft of a code, and the request that it became.
pub async fn find_by_tracking_hash(
    db: &mut PgConnection,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<(DraftId, Option<RequestId>)>> {
    let row = sqlx::query!(
        "select id, filed_request_id from request_draft where tracking_hash = $1 and expires_at > $2",
        hash,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (DraftId(r.id), r.filed_request_id.map(RequestId))))
}

/// Writes a draft anew.
pub async fn update(
    db: &mut PgConnection,
    row: &DraftRow,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update request_draft set content = $2, filed_request_id = $3, updated_at = $4, expires_at = $5 where id = $1",
        row.id.0, row.content, row.filed.map(|r| r.0), to_time(now), to_time(expires_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Throws away what is left of the draft of a request: its code.
pub async fn delete_filed(db: &mut PgConnection, request: RequestId) -> Result<()> {
    sqlx::query!(
        "delete from request_draft where filed_request_id = $1",
        request.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Throws a draft away.
pub async fn delete(db: &mut PgConnection, id: DraftId) -> Result<()> {
    sqlx::query!("delete from request_draft where id = $1", id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Throws away what has expired; returns how many.
pub async fn delete_expired(db: &mut PgConnection, now: Timestamp) -> Result<u64> {
    Ok(sqlx::query!(
        "delete from request_draft where expires_at <= $1",
        to_time(now)
    )
    .execute(db)
    .await?
    .rows_affected())
}
