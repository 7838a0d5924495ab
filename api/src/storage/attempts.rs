//! How often somebody did what is limited.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{Result, to_time};

/// Counts one more in the window that ends then; how many it is now. One statement: servers that count together never lose one.
pub async fn count(db: &mut PgConnection, key: &[u8], ends_at: Timestamp) -> Result<i32> {
    sqlx::query_scalar!(
        r#"insert into attempt_count as c (key, ends_at, used) values ($1, $2, 1)
           on conflict (key) do update set ends_at = excluded.ends_at,
               used = case when c.ends_at = excluded.ends_at then least(c.used, 1000000000) + 1 else 1 end
           returning used"#,
        key,
        to_time(ends_at)
    )
    .fetch_one(db)
    .await
}

/// Takes one back that is not to count.
pub async fn uncount(db: &mut PgConnection, key: &[u8], ends_at: Timestamp) -> Result<()> {
    sqlx::query!(
        "update attempt_count set used = used - 1 where key = $1 and ends_at = $2 and used > 0",
        key,
        to_time(ends_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes windows that ended.
pub async fn delete_ended(db: &mut PgConnection, now: Timestamp) -> Result<()> {
    sqlx::query!("delete from attempt_count where ends_at < $1", to_time(now))
        .execute(db)
        .await?;
    Ok(())
}
