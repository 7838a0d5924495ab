//! That the door, the driver or the plate of what was agreed is another by now; which, the sealed versions of the offer say.

use punte_core::id::MatchId;
use sqlx::PgConnection;

use super::Result;

/// Keeps, as long as a match runs, that it is so.
pub async fn insert(db: &mut PgConnection, id: MatchId) -> Result<()> {
    sqlx::query!(
        "insert into match_changed (match_id) values ($1) on conflict do nothing",
        id.0
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
