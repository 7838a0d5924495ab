//! Checklists in their versions, and what moderators answered to them.

use jiff::Timestamp;
use punte_core::{
    checklist::{Check, Checklist, ChecklistItem, RestsOn},
    id::AccountId,
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Result, to_time};

/// The newest version of a checklist.
pub async fn find(db: &mut PgConnection, key: &str) -> Result<Option<Checklist>> {
    let row = sqlx::query!(
        r#"select version, items as "items: Json<Vec<ChecklistItem>>" from checklist where key = $1 order by version desc limit 1"#,
        key
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Checklist {
        version: u32::try_from(r.version).unwrap_or(0),
        items: r.items.0,
    }))
}

/// The newest version of every checklist, with its key.
pub async fn list(db: &mut PgConnection) -> Result<Vec<(String, Checklist)>> {
    let rows = sqlx::query!(
        r#"select distinct on (key) key, version, items as "items: Json<Vec<ChecklistItem>>" from checklist order by key, version desc"#
    )
    .fetch_all(db)
    .await?;
    let lists = rows.into_iter().map(|row| {
        let list = Checklist {
            version: u32::try_from(row.version).unwrap_or(0),
            items: row.items.0,
        };
        (row.key, list)
    });
    Ok(lists.collect())
}

/// Adds a version, unless it is there; what it says there.
pub async fn insert(
    db: &mut PgConnection,
    key: &str,
    checklist: &Checklist,
) -> Result<Vec<ChecklistItem>> {
    let version = i32::try_from(checklist.version).unwrap_or(i32::MAX);
    sqlx::query!(
        "insert into checklist (key, version, items, created_at) values ($1, $2, $3, now()) on conflict do nothing",
        key,
        version,
        Json(&checklist.items) as _
    )
    .execute(&mut *db)
    .await?;
    let items = sqlx::query_scalar!(
        r#"select items as "items: Json<Vec<ChecklistItem>>" from checklist where key = $1 and version = $2"#,
        key,
        version
    )
    .fetch_one(db)
    .await?;
    Ok(items.0)
}

/// Writes down what was answered with a decision.
pub async fn insert_checks(
    db: &mut PgConnection,
    decision: Uuid,
    moderator: AccountId,
    checks: &[Check],
    now: Timestamp,
) -> Result<()> {
    for check in checks {
        sqlx::query!(
            "insert into review_check (decision_id, item, result, evidence, moderator_id, checked_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
            decision,
            check.item,
            check.result.as_str(),
            check.rests_on.map(RestsOn::as_str),
            moderator.0,
            to_time(now),
            check.expires_at.map(to_time)
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
