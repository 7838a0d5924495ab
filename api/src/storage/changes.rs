//! The change log: which offers changed, in the order in which one may trust it.

use punte_core::id::OfferId;
use sqlx::PgConnection;

use super::Result;

/// A line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Its number: unique, but not in the order of the commits.
    pub seq: i64,
    /// What changed.
    pub offer: OfferId,
}

/// What one look at the log saw, in one snapshot.
pub struct Changes {
    /// Every transaction below this number had ended: none of them can still add a line.
    pub horizon: i64,
    /// Lines of transactions from the horizon asked about on, as far as they were committed.
    pub lines: Vec<Change>,
}

/// The present horizon: the oldest transaction that may still add lines.
pub async fn horizon(db: &mut PgConnection) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "horizon!""#
    )
    .fetch_one(db)
    .await
}

/// Everything committed by transactions from a horizon on.
///
/// A line that this look does not see, though it has a smaller number than one that it sees, belongs to a transaction that
/// had not ended; its number is then at least the horizon returned, so the next look, which begins there, sees it. What both
/// looks see comes twice: whoever follows remembers the last look's lines.
pub async fn list_since(db: &mut PgConnection, horizon: i64) -> Result<Changes> {
    let row = sqlx::query!(
        r#"select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "horizon!",
               coalesce(array_agg(c.seq order by c.seq) filter (where c.seq is not null), '{}') as "seqs!",
               coalesce(array_agg(c.offer_id order by c.seq) filter (where c.seq is not null), '{}') as "offers!"
           from (select 1) one left join offer_change c on c.xid >= $1::bigint::text::xid8"#,
        horizon
    )
    .fetch_one(db)
    .await?;
    let lines = row
        .seqs
        .into_iter()
        .zip(row.offers)
        .map(|(seq, offer)| Change {
            seq,
            offer: OfferId(offer),
        })
        .collect();
    Ok(Changes {
        horizon: row.horizon,
        lines,
    })
}

/// Removes lines older than so many hours, by the clock that wrote them: the database's own, or a server whose clock is
/// ahead would remove what nobody has read yet. Whoever has not looked since then starts anew.
pub async fn delete_older(db: &mut PgConnection, than_hours: i32) -> Result<()> {
    sqlx::query!(
        "delete from offer_change where at < now() - make_interval(hours => $1)",
        than_hours
    )
    .execute(db)
    .await?;
    Ok(())
}
