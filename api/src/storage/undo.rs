//! How offers stood before decisions that can still be taken back.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, OfferId, ReviewItemId, RevisionId},
    locale::Locale,
    offer::ReviewState,
    period::Period,
    verification::Decision,
};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// How an offer stood.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Before {
    /// With the moderators.
    pub review: ReviewState,
    /// The version that people saw.
    pub live: Option<RevisionId>,
    /// When its provider last said that it stands.
    pub last_confirmed_at: Timestamp,
    /// When it lapsed.
    pub expires_at: Timestamp,
    /// What could be promised.
    pub capacity: u32,
    /// When it could be had.
    pub open: Vec<Period>,
}

/// A decision that can be taken back.
pub struct UndoRow {
    /// The decision.
    pub decision: Uuid,
    /// What was decided.
    pub what: Decision,
    /// The offer's version after it.
    pub offer_version: i64,
    /// How the offer stood.
    pub before: Before,
}

/// Keeps how an offer stood before a decision.
pub async fn insert(
    db: &mut PgConnection,
    decision: Uuid,
    moderator: AccountId,
    item: ReviewItemId,
    until: Timestamp,
    offer_version: i64,
    before: &Before,
) -> Result<()> {
    sqlx::query!(
        "insert into decision_undo (decision_id, moderator_id, review_item_id, until, offer_version, before) values ($1, $2, $3, $4, $5, $6)",
        decision,
        moderator.0,
        item.0,
        to_time(until),
        offer_version,
        Json(before) as _
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The decision of a moderator on an item that can still be taken back.
pub async fn find(
    db: &mut PgConnection,
    item: ReviewItemId,
    moderator: AccountId,
    now: Timestamp,
) -> Result<Option<UndoRow>> {
    let row = sqlx::query!(
        r#"select u.decision_id, d.decision, u.offer_version, u.before as "before: Json<Before>"
           from decision_undo u join review_decision d on d.id = u.decision_id
           where u.review_item_id = $1 and u.moderator_id = $2 and u.until > $3 and d.undone_at is null"#,
        item.0,
        moderator.0,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| {
        Some(UndoRow {
            decision: r.decision_id,
            what: Decision::from_name(&r.decision)?,
            offer_version: r.offer_version,
            before: r.before.0,
        })
    }))
}

/// A decision that a moderator can still take back, as it is listed.
pub struct UndoLine {
    /// On which item.
    pub item: ReviewItemId,
    /// The offer's title.
    pub title: String,
    /// The language of the title.
    pub language: Option<Locale>,
    /// What was decided.
    pub what: Decision,
    /// Until when.
    pub until: Timestamp,
}

/// The decisions that a moderator can still take back, the newest first.
pub async fn list(
    db: &mut PgConnection,
    moderator: AccountId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<UndoLine>> {
    let rows = sqlx::query!(
        r#"select u.review_item_id, d.decision, u.until, r.content ->> 'title' as "title!", r.content ->> 'language' as "language!"
           from decision_undo u join review_decision d on d.id = u.decision_id join offer_revision r on r.id = d.revision_id
           where u.moderator_id = $1 and u.until > $2 and d.undone_at is null order by u.until desc limit $3"#,
        moderator.0,
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(UndoLine {
                item: ReviewItemId(r.review_item_id),
                title: r.title,
                language: Locale::from_tag(&r.language),
                what: Decision::from_name(&r.decision)?,
                until: from_time(r.until),
            })
        })
        .collect())
}

/// Takes a decision back. The database refuses after the minute, and twice.
pub async fn update_undone(db: &mut PgConnection, decision: Uuid, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update review_decision set undone_at = $2 where id = $1",
        decision,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Opens an item again, in the hands of whoever decided on it.
pub async fn update_reopened(
    db: &mut PgConnection,
    item: ReviewItemId,
    moderator: AccountId,
    lease_until: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update review_item set state = 'open', outcome = null, decided_at = null, claimed_by = $2, lease_until = $3, version = version + 1 where id = $1",
        item.0,
        moderator.0,
        to_time(lease_until)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts an offer back to where it stood. A version that was approved by what is taken back is not approved.
pub async fn update_offer(
    db: &mut PgConnection,
    offer: OfferId,
    decided: RevisionId,
    before: &Before,
) -> Result<()> {
    if before.live != Some(decided) {
        sqlx::query!(
            "update offer_revision set approved_at = null where id = $1",
            decided.0
        )
        .execute(&mut *db)
        .await?;
    }
    sqlx::query!(
        "update offer set review = $2, live_revision_id = $3, last_confirmed_at = $4, expires_at = $5, version = version + 1 where id = $1",
        offer.0,
        before.review.as_str(),
        before.live.map(|live| live.0),
        to_time(before.last_confirmed_at),
        to_time(before.expires_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what nobody can take back any more.
pub async fn delete_older(db: &mut PgConnection, than: Timestamp) -> Result<u64> {
    let done = sqlx::query!("delete from decision_undo where until < $1", to_time(than))
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
