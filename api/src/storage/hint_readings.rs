//! What was found about what waits in the queue, kept, and what moderators called no problem.

use std::collections::{BTreeMap, BTreeSet};

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

/// Locks some items that are due, or one if it is, the one that waits longest first, without those that another worker has.
pub async fn lock_due(
    db: &mut PgConnection,
    now: Timestamp,
    only: Option<ReviewItemId>,
    limit: i64,
) -> Result<Vec<DueReading>> {
    let rows = sqlx::query!(
        "select h.item_id, i.revision_id from hint_reading h join review_item i on i.id = h.item_id
         where h.due_at <= $1 and ($3::uuid is null or h.item_id = $3)
         order by h.due_at, h.item_id limit $2 for update of h skip locked",
        to_time(now),
        limit,
        only.map(|id| id.0)
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

/// A hint, with the marks of what it was found in: what a moderator called no problem is compared with these.
#[derive(serde::Serialize)]
struct Marked<'a> {
    hint: &'a Hint,
    marks: BTreeSet<String>,
}

/// Keeps what was found about an item, and when to look again; whether it differs from what was found before.
pub async fn update(
    db: &mut PgConnection,
    item: ReviewItemId,
    hints: &[Hint],
    now: Timestamp,
    due_at: Timestamp,
) -> Result<bool> {
    let hints: Vec<Marked<'_>> = hints
        .iter()
        .map(|hint| Marked {
            hint,
            marks: hint.marks(),
        })
        .collect();
    let row = sqlx::query!(
        r#"update hint_reading h set hints = $2, noted_at = $3, due_at = $4 from hint_reading was
           where h.item_id = $1 and was.item_id = h.item_id
           returning coalesce(was.hints, '[]') <> h.hints as "changed!""#,
        item.0,
        Json(&hints) as _,
        to_time(now),
        to_time(due_at)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.is_some_and(|r| r.changed))
}

/// Has an item looked at not before an instant.
pub async fn update_later(
    db: &mut PgConnection,
    item: ReviewItemId,
    due_at: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update hint_reading set due_at = $2 where item_id = $1",
        item.0,
        to_time(due_at)
    )
    .execute(db)
    .await?;
    Ok(())
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
    /// What was found.
    pub hint: Hint,
    /// The marks of what it was found in.
    pub marks: Vec<String>,
    /// Who called it no problem, or the last of it.
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
               (select coalesce(jsonb_agg(e.found || jsonb_build_object('by', d.moderator_id, 'at', d.dismissed_at) order by e.n), '[]')
                from jsonb_array_elements(h.hints) with ordinality e (found, n)
                left join lateral (
                    select s.moderator_id, s.dismissed_at from hint_dismissal s
                    where s.offer_id = i.offer_id and e.found -> 'marks' ? s.mark order by s.dismissed_at desc, s.mark limit 1
                ) d on is_settled(i.offer_id, e.found -> 'marks')) as "hints!: Json<Vec<KeptHint>>"
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

/// Whether a hint was found about an offer before, in the very same.
pub async fn was_found(db: &mut PgConnection, offer: OfferId, hint: &Hint) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from review_item i join hint_reading h on h.item_id = i.id, jsonb_array_elements(h.hints) e (found)
               where i.offer_id = $1 and (e.found -> 'marks' @> $2 or e.found -> 'hint' = $3)) as "found!""#,
        offer.0,
        Json(hint.marks()) as _,
        Json(hint) as _
    )
    .fetch_one(db)
    .await
}

/// Remembers that what a hint was found in is no problem; false if all of it was known.
pub async fn insert_dismissal(
    db: &mut PgConnection,
    item: (ReviewItemId, OfferId),
    marks: &[String],
    moderator: AccountId,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into hint_dismissal (offer_id, mark, item_id, moderator_id, dismissed_at)
         select $1::uuid, m.mark, $3::uuid, $4::uuid, $5::timestamptz from unnest($2::text[]) m (mark) on conflict do nothing",
        item.1.0,
        marks,
        item.0.0,
        moderator.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets it again; false if nothing of it was known.
pub async fn delete_dismissal(
    db: &mut PgConnection,
    offer: OfferId,
    marks: &[String],
) -> Result<bool> {
    let done = sqlx::query!(
        "delete from hint_dismissal where offer_id = $1 and mark = any($2)",
        offer.0,
        marks
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}
