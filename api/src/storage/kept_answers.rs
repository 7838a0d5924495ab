//! What moderators answered to checklists and keep until they decide.

use jiff::Timestamp;
use punte_core::{
    checklist::Answers,
    id::{AccountId, RevisionId},
};
use sqlx::{PgConnection, types::Json};

use super::{Result, to_time};

/// What a moderator answered about a version of an offer, by this version of a checklist and after an instant.
pub async fn find(
    db: &mut PgConnection,
    revision: RevisionId,
    moderator: AccountId,
    checklist: (&str, u32),
    after: Timestamp,
) -> Result<Option<Answers>> {
    let answers = sqlx::query_scalar!(
        r#"select answers as "answers: Json<Answers>" from kept_answers
           where revision_id = $1 and moderator_id = $2 and checklist_key = $3 and checklist_version = $4 and kept_at > $5"#,
        revision.0,
        moderator.0,
        checklist.0,
        i32::try_from(checklist.1).unwrap_or(0),
        to_time(after)
    )
    .fetch_optional(db)
    .await?;
    Ok(answers.map(|found| found.0))
}

/// Keeps them, in the place of what was kept before. The database refuses without the lease, and by the author or their organisation.
pub async fn replace(
    db: &mut PgConnection,
    revision: RevisionId,
    moderator: AccountId,
    checklist: (&str, u32),
    answers: &Answers,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into kept_answers (revision_id, moderator_id, checklist_key, checklist_version, answers, kept_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (revision_id, moderator_id) do update set checklist_key = excluded.checklist_key,
             checklist_version = excluded.checklist_version, answers = excluded.answers, kept_at = excluded.kept_at",
        revision.0,
        moderator.0,
        checklist.0,
        i32::try_from(checklist.1).unwrap_or(0),
        Json(answers) as _,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what a moderator kept about a version.
pub async fn delete(
    db: &mut PgConnection,
    revision: RevisionId,
    moderator: AccountId,
) -> Result<()> {
    sqlx::query!(
        "delete from kept_answers where revision_id = $1 and moderator_id = $2",
        revision.0,
        moderator.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what was kept up to an instant; how many rows that was.
pub async fn delete_older(db: &mut PgConnection, until: Timestamp) -> Result<u64> {
    let done = sqlx::query!(
        "delete from kept_answers where kept_at <= $1",
        to_time(until)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
