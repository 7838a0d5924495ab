//! Offers that moderators stopped.

use jiff::Timestamp;
use punte_core::{
    checklist::{Check, RestsOn},
    id::{AccountId, OfferId, ReviewItemId},
    verification::SuspensionReason,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// A stop of an offer.
pub struct SuspensionRow {
    /// Its id.
    pub id: Uuid,
    /// The offer.
    pub offer: OfferId,
    /// Why.
    pub reason: SuspensionReason,
    /// More, in words to its provider.
    pub note: Option<String>,
    /// What of it waited in the queue.
    pub waiting: Option<ReviewItemId>,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// Writes a stop down. The database refuses a second one, and by whoever belongs to the offer's organisation.
pub async fn insert(db: &mut PgConnection, row: &SuspensionRow) -> Result<()> {
    sqlx::query!(
        "insert into offer_suspension (id, offer_id, reason, note, waiting_item_id, suspended_by, suspended_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        row.id,
        row.offer.0,
        row.reason.as_str(),
        row.note.as_deref(),
        row.waiting.map(|item| item.0),
        row.by.0,
        to_time(row.at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down what was answered with a stop.
pub async fn insert_checks(
    db: &mut PgConnection,
    suspension: Uuid,
    checks: &[Check],
) -> Result<()> {
    for check in checks {
        sqlx::query!(
            "insert into suspension_check (suspension_id, item, result, evidence) values ($1, $2, $3, $4)",
            suspension,
            check.item,
            check.result.as_str(),
            check.rests_on.map(RestsOn::as_str)
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The stop of an offer that stands.
pub async fn find_standing(db: &mut PgConnection, offer: OfferId) -> Result<Option<SuspensionRow>> {
    let row = sqlx::query!(
        "select id, reason, note, waiting_item_id, suspended_by, suspended_at from offer_suspension where offer_id = $1 and lifted_at is null",
        offer.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| {
        Some(SuspensionRow {
            id: r.id,
            offer,
            reason: SuspensionReason::from_name(&r.reason)?,
            note: r.note,
            waiting: r.waiting_item_id.map(ReviewItemId),
            by: AccountId(r.suspended_by),
            at: from_time(r.suspended_at),
        })
    }))
}

/// Lifts a stop.
pub async fn update_lifted(
    db: &mut PgConnection,
    id: Uuid,
    by: AccountId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update offer_suspension set lifted_by = $2, lifted_at = $3 where id = $1",
        id,
        by.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
