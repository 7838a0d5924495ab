//! What happened to offers and matches, in the order in which one may read it.

use jiff::Timestamp;
use punte_core::{
    event::{EventKind, EventScope},
    id::{EventId, InquiryId, MatchId, OfferId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// An event.
pub struct EventRow {
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// To which offer.
    pub offer: OfferId,
    /// To which match of it.
    pub of: Option<MatchId>,
    /// To which question about it.
    pub inquiry: Option<InquiryId>,
    /// When.
    pub at: Timestamp,
    /// Where it stands.
    pub position: i64,
}

/// What one look saw, in one snapshot.
pub struct Look {
    /// The last position of all, whoever may read it.
    pub last: i64,
    /// Up to where events were removed.
    pub removed: i64,
    /// The events that were asked for.
    pub rows: Vec<EventRow>,
}

/// Gives every event that was committed and has no position the next ones.
///
/// One transaction at a time does it: the second statement begins when the first has the lock, so it sees what the one before
/// numbered. An event that becomes visible later gets a later position, however early its number was taken; and of one offer or
/// match a later event was written after an earlier one was committed, or in the same transaction, so their order is kept.
pub async fn place(db: &mut PgConnection) -> Result<()> {
    let waiting = sqlx::query_scalar!(
        r#"select exists (select from event where position is null) as "waiting!""#
    )
    .fetch_one(&mut *db)
    .await?;
    if !waiting {
        return Ok(());
    }
    let last = sqlx::query_scalar!("select last from event_log for update")
        .fetch_one(&mut *db)
        .await?;
    let placed = sqlx::query!(
        "update event e set position = $1 + n.number
         from (select seq, row_number() over (order by seq) as number from event where position is null) n
         where e.seq = n.seq",
        last
    )
    .execute(&mut *db)
    .await?
    .rows_affected();
    sqlx::query!(
        "update event_log set last = last + $1",
        i64::try_from(placed).unwrap_or(i64::MAX)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Events after a position that somebody may read, in their order.
pub async fn list(
    db: &mut PgConnection,
    scope: &EventScope,
    after: i64,
    limit: i64,
) -> Result<Look> {
    let providers: Vec<Uuid> = scope.of.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select l.last, l.removed, e.id as "id?", e.kind as "kind?", e.offer_id as "offer_id?", e.match_id as "match_id?", e.inquiry_id as "inquiry_id?",
               e.at as "at?", e.position as "position?"
           from event_log l left join lateral (
               select id, kind, offer_id, match_id, inquiry_id, at, position from event
               where position > $1 and (provider_id = any ($2) and ($5 or (match_id is null and inquiry_id is null)) or ($3 and public))
               order by position limit $4) e on true
           order by e.position"#,
        after,
        &providers[..],
        scope.public,
        limit,
        scope.matches
    )
    .fetch_all(db)
    .await?;
    let (last, removed) = rows.first().map_or((0, 0), |r| (r.last, r.removed));
    let rows = rows.into_iter().filter_map(|r| {
        Some(EventRow {
            id: EventId(r.id?),
            kind: EventKind::from_name(&r.kind?)?,
            offer: OfferId(r.offer_id?),
            of: r.match_id.map(MatchId),
            inquiry: r.inquiry_id.map(InquiryId),
            at: from_time(r.at?),
            position: r.position?,
        })
    });
    Ok(Look {
        last,
        removed,
        rows: rows.collect(),
    })
}

/// Removes events that are older, and keeps up to where.
pub async fn delete_older(db: &mut PgConnection, than: Timestamp) -> Result<()> {
    sqlx::query!(
        "with gone as (delete from event where position is not null and at < $1 returning position)
         update event_log set removed = greatest(removed, (select max(position) from gone))
         where exists (select from gone)",
        to_time(than)
    )
    .execute(db)
    .await?;
    Ok(())
}
