//! What happened, by whom, to what. Append-only.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, to_time};

/// One line of the audit log. Ids and codes only, never personal data.
pub struct AuditEvent<'a> {
    /// `visitor`, `account`, `tracking` or `system`.
    pub actor_kind: &'a str,
    /// The account, or the request that was tracked.
    pub actor_id: Option<Uuid>,
    /// Verb, snake_case: `offer_submitted`.
    pub action: &'a str,
    /// Table of the subject.
    pub subject_kind: &'a str,
    /// Its id.
    pub subject_id: Uuid,
    /// Codes and numbers.
    pub data: Value,
}

/// Appends a line.
pub async fn insert(db: &mut PgConnection, event: AuditEvent<'_>, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into audit_event (at, actor_kind, actor_id, action, subject_kind, subject_id, data)
         values ($1, $2, $3, $4, $5, $6, $7)",
        to_time(now),
        event.actor_kind,
        event.actor_id,
        event.action,
        event.subject_kind,
        event.subject_id,
        event.data
    )
    .execute(db)
    .await?;
    Ok(())
}
