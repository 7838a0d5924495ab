//! Emergency blocks of providers, and the second look at each.

use jiff::Timestamp;
use punte_core::{
    danger::{BlockReason, Verdict},
    id::{AccountId, BlockId, ProviderId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// A block.
#[derive(Clone)]
pub struct BlockRow {
    /// Its id.
    pub id: BlockId,
    /// Who is blocked.
    pub provider: ProviderId,
    /// Why.
    pub reason: BlockReason,
    /// More, in words to the second moderator.
    pub note: Option<String>,
    /// By whom.
    pub blocked_by: AccountId,
    /// Since when.
    pub blocked_at: Timestamp,
    /// Until when a second moderator looks.
    pub review_by: Timestamp,
    /// What that one said.
    pub verdict: Option<Verdict>,
}

struct Raw {
    id: Uuid,
    provider_id: Uuid,
    reason: String,
    note: Option<String>,
    blocked_by: Uuid,
    blocked_at: time::OffsetDateTime,
    review_by: time::OffsetDateTime,
    verdict: Option<String>,
}

impl Raw {
    fn row(self) -> Option<BlockRow> {
        Some(BlockRow {
            id: BlockId(self.id),
            provider: ProviderId(self.provider_id),
            reason: BlockReason::from_name(&self.reason)?,
            note: self.note,
            blocked_by: AccountId(self.blocked_by),
            blocked_at: from_time(self.blocked_at),
            review_by: from_time(self.review_by),
            verdict: self.verdict.as_deref().and_then(Verdict::from_name),
        })
    }
}

/// Writes a block down.
pub async fn insert(db: &mut PgConnection, block: &BlockRow) -> Result<()> {
    sqlx::query!(
        "insert into provider_block (id, provider_id, reason, note, blocked_by, blocked_at, review_by) values ($1, $2, $3, $4, $5, $6, $7)",
        block.id.0,
        block.provider.0,
        block.reason.as_str(),
        block.note.as_deref(),
        block.blocked_by.0,
        to_time(block.blocked_at),
        to_time(block.review_by)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The block of a provider that stands.
pub async fn find_standing(
    db: &mut PgConnection,
    provider: ProviderId,
) -> Result<Option<BlockRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, provider_id, reason, note, blocked_by, blocked_at, review_by, verdict from provider_block
         where provider_id = $1 and verdict is distinct from 'lifted'",
        provider.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.and_then(Raw::row))
}

/// Blocks that nobody looked at yet, what is due first.
pub async fn list_waiting(db: &mut PgConnection, limit: i64) -> Result<Vec<BlockRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, provider_id, reason, note, blocked_by, blocked_at, review_by, verdict from provider_block
         where verdict is null order by review_by, id limit $1",
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// How many blocks nobody looked at yet.
pub async fn count_waiting(db: &mut PgConnection) -> Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "n!" from provider_block where verdict is null"#)
        .fetch_one(db)
        .await
}

/// Blocks, or one if it is, without a second look by their time, of which that was not said yet: each with its provider. In a transaction
/// they stay locked; what somebody else changes meanwhile is left for the next look.
pub async fn lock_overdue(
    db: &mut PgConnection,
    now: Timestamp,
    only: Option<BlockId>,
    limit: i64,
) -> Result<Vec<(BlockId, ProviderId)>> {
    let rows = sqlx::query!(
        "select b.id, b.provider_id from provider_block b where b.verdict is null and b.review_by <= $1
             and ($3::uuid is null or b.id = $3)
             and not exists (select from block_alarm a where a.block_id = b.id)
         order by b.review_by, b.id limit $2 for no key update of b skip locked",
        to_time(now),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (BlockId(r.id), ProviderId(r.provider_id)))
        .collect())
}

/// Writes down that it was said of a block that nobody looked at it.
pub async fn insert_alarm(db: &mut PgConnection, id: BlockId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into block_alarm (block_id, raised_at) values ($1, $2) on conflict do nothing",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes the second moderator's word down.
pub async fn update_verdict(
    db: &mut PgConnection,
    id: BlockId,
    verdict: Verdict,
    by: AccountId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update provider_block set verdict = $2, reviewed_by = $3, reviewed_at = $4 where id = $1",
        id.0,
        verdict.as_str(),
        by.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
