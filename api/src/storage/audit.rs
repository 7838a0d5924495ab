//! What happened, by whom, to what. Append-only.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

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

/// Which lines are looked for.
pub struct AuditFilter<'a> {
    /// Where this was done.
    pub action: Option<&'a str>,
    /// About this.
    pub subject: Option<Uuid>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Before this line.
    pub before: Option<(Timestamp, i64)>,
}

/// A line as it was written.
pub struct AuditRow {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// `visitor`, `account`, `tracking` or `system`.
    pub actor_kind: String,
    /// The account, or the request that was tracked.
    pub actor_id: Option<Uuid>,
    /// What was done.
    pub action: String,
    /// Table of the subject.
    pub subject_kind: String,
    /// Its id.
    pub subject_id: Uuid,
    /// Codes and numbers.
    pub data: Value,
}

/// Lines, the newest first.
pub async fn list(
    db: &mut PgConnection,
    filter: &AuditFilter<'_>,
    limit: i64,
) -> Result<Vec<AuditRow>> {
    let rows = sqlx::query!(
        "select id, at, actor_kind, actor_id, action, subject_kind, subject_id, data from audit_event
         where ($1::text is null or action = $1) and ($2::uuid is null or subject_id = $2)
             and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
             and ($5::timestamptz is null or (at, id) < ($5, $6::bigint))
         order by at desc, id desc limit $7",
        filter.action,
        filter.subject,
        filter.from.map(to_time),
        filter.until.map(to_time),
        filter.before.map(|(at, _)| to_time(at)),
        filter.before.map(|(_, id)| id),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| AuditRow {
            id: r.id,
            at: from_time(r.at),
            actor_kind: r.actor_kind,
            actor_id: r.actor_id,
            action: r.action,
            subject_kind: r.subject_kind,
            subject_id: r.subject_id,
            data: r.data,
        })
        .collect())
}
