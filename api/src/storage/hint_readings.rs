//! What was found about what waits in the queue, kept, and what moderators called no problem.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, OfferId, ReviewItemId, RevisionId},
    signals::Hint,
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// An item that is to be read (again).
pub struct DueReading {
    /// The item.
    pub item: ReviewItemId,
    /// The version that waits.
    pub revision: RevisionId,
}

/// Locks some items that are due, the one that waits longest first, without those that another worker has.
pub async fn lock_due(
    db: &mut PgConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<DueReading>> {
    let rows = sqlx::query!(
        "select h.item_id, i.revision_id from hint_reading h join review_item i on i.id = h.item_id
         where h.due_at <= $1 order by h.due_at, h.item_id limit $2 for update of h skip locked",
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| DueReading {
            item: ReviewItemId(r.item_id),
            revision: RevisionId(r.revision_id),
        })
        .collect())
}

/// Keeps what was found about an item, and when to look again; whether it differs from what was found before.
pub async fn update(
    db: &mut PgConnection,
    item: ReviewItemId,
    hints: &[Hint],
    now: Timestamp,
    due_at: Timestamp,
) -> Result<bool> {
    let row = sqlx::query!(
        r#"update hint_reading h set hints = $2, noted_at = $3, due_at = $4 from hint_reading was
           where h.item_id = $1 and was.item_id = h.item_id
           returning coalesce(was.hints, '[]') <> h.hints as "changed!""#,
        item.0,
        Json(hints) as _,
        to_time(now),
        to_time(due_at)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.is_some_and(|r| r.changed))
}

/// Has the open items of some offers read again soon, without those that another worker has in hand.
pub async fn update_due(db: &mut PgConnection, offers: &[OfferId], now: Timestamp) -> Result<()> {
    let ids: Vec<Uuid> = offers.iter().map(|o| o.0).collect();
    sqlx::query!(
        "update hint_reading set due_at = $2 where item_id in (
             select h.item_id from hint_reading h join review_item i on i.id = h.item_id
             where i.offer_id = any($1) and h.due_at > $2 for update of h skip locked)",
        &ids,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A hint as it was kept.
#[derive(Debug, serde::Deserialize)]
pub struct KeptHint {
    /// Its digest.
    pub mark: String,
    /// What was found.
    pub hint: Hint,
    /// Who called it no problem.
    pub by: Option<AccountId>,
    /// When.
    pub at: Option<Timestamp>,
}

/// What was found about an item.
pub struct Reading {
    /// When it was looked at.
    pub noted_at: Timestamp,
    /// The hints, in the order of core.
    pub hints: Vec<KeptHint>,
}

/// What was found about some items; those that nobody has looked at yet are left out.
pub async fn list(
    db: &mut PgConnection,
    items: &[ReviewItemId],
) -> Result<BTreeMap<ReviewItemId, Reading>> {
    let ids: Vec<Uuid> = items.iter().map(|i| i.0).collect();
    let rows = sqlx::query!(
        r#"select h.item_id, h.noted_at as "noted_at!",
               (select coalesce(jsonb_agg(jsonb_build_object('mark', hint_mark(e.hint), 'hint', e.hint, 'by', d.moderator_id, 'at', d.dismissed_at) order by e.n), '[]')
                from jsonb_array_elements(h.hints) with ordinality e (hint, n)
                left join hint_dismissal d on d.offer_id = i.offer_id and d.mark = hint_mark(e.hint)) as "hints!: Json<Vec<KeptHint>>"
           from hint_reading h join review_item i on i.id = h.item_id
           where h.item_id = any($1) and h.noted_at is not null"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let reading = Reading {
                noted_at: from_time(r.noted_at),
                hints: r.hints.0,
            };
            (ReviewItemId(r.item_id), reading)
        })
        .collect())
}

/// Remembers that a hint is no problem; false if it was known.
pub async fn insert_dismissal(
    db: &mut PgConnection,
    item: (ReviewItemId, OfferId),
    mark: &str,
    moderator: AccountId,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into hint_dismissal (offer_id, mark, item_id, moderator_id, dismissed_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        item.1.0,
        mark,
        item.0.0,
        moderator.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets it again; false if it was not known.
pub async fn delete_dismissal(db: &mut PgConnection, offer: OfferId, mark: &str) -> Result<bool> {
    let done = sqlx::query!(
        "delete from hint_dismissal where offer_id = $1 and mark = $2",
        offer.0,
        mark
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
