//! That the door, the driver, the plate or the hour of what was agreed is another by now; which, the sealed versions of the offer say.

use jiff::Timestamp;
use punte_core::id::{MatchId, OfferId, RevisionId};
use sqlx::PgConnection;

use super::{Result, to_time};

/// The version of an offer that people see and go on seeing: not one of which the approval can still be taken back, but the one before it.
pub async fn find_settled(
    db: &mut PgConnection,
    offer: OfferId,
    now: Timestamp,
) -> Result<Option<RevisionId>> {
    let settled = sqlx::query_scalar!(
        r#"select coalesce(
               (select (u.before ->> 'live')::uuid from decision_undo u join review_decision d on d.id = u.decision_id
                where d.revision_id = o.live_revision_id and d.decision = 'approve' and d.undone_at is null and u.until > $2
                order by u.until desc limit 1),
               o.live_revision_id) as settled
           from offer o where o.id = $1"#,
        offer.0,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(settled.flatten().map(RevisionId))
}

/// The version of which the household of a match was told last; none where that was the one that was agreed, or says the same.
pub async fn find_told(db: &mut PgConnection, id: MatchId) -> Result<Option<RevisionId>> {
    let told = sqlx::query_scalar!(
        "select told_revision_id from match_changed where match_id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(told.map(RevisionId))
}

/// Keeps, as long as a match runs, of which version its household was told, and whether the contacts are others by it.
pub async fn upsert(
    db: &mut PgConnection,
    id: MatchId,
    told: RevisionId,
    contacts: bool,
) -> Result<()> {
    sqlx::query!(
        "insert into match_changed (match_id, told_revision_id, contacts) values ($1, $2, $3)
         on conflict (match_id) do update set told_revision_id = excluded.told_revision_id, contacts = excluded.contacts",
        id.0,
        told.0,
        contacts
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets it: it is as it was agreed again.
pub async fn delete(db: &mut PgConnection, id: MatchId) -> Result<()> {
    sqlx::query!("delete from match_changed where match_id = $1", id.0)
        .execute(db)
        .await?;
    Ok(())
}
