//! What case workers note about the households that they follow, sealed; and the codes that let them in.

use jiff::Timestamp;
use punte_core::id::{AccountId, CaseId, RequestId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, data_keys, from_time, opening::Opening, to_time};
use crate::vault::{CASE_TEXT, Vault};

/// Keeps a note.
pub async fn insert_note(
    db: &mut PgConnection,
    vault: &Vault,
    id: Uuid,
    case: CaseId,
    by: AccountId,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into case_note (id, case_id, written_by, at) values ($1, $2, $3, $4)",
        id,
        case.0,
        by.0,
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    insert(db, vault, id, text).await
}

async fn insert(db: &mut PgConnection, vault: &Vault, row: Uuid, text: &str) -> Result<()> {
    let key = data_keys::insert(db, vault, row).await?;
    sqlx::query!(
        "insert into identity.case_text (row_id, text) values ($1, $2)",
        row,
        key.seal(CASE_TEXT, text)?
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What whoever follows a case calls it from now on; nothing, to call it nothing.
pub async fn set_label(opening: &mut Opening<'_>, case: CaseId, label: &str) -> Result<()> {
    match data_keys::find(&mut *opening.db, opening.vault, case.0).await? {
        None => insert(&mut *opening.db, opening.vault, case.0, label).await,
        Some(key) => {
            sqlx::query!(
                "update identity.case_text set text = $2 where row_id = $1",
                case.0,
                key.seal(CASE_TEXT, label)?
            )
            .execute(&mut *opening.db)
            .await?;
            Ok(())
        }
    }
}

/// What somebody calls their cases.
pub async fn list_labels(
    opening: &mut Opening<'_>,
    cases: &[CaseId],
) -> Result<Vec<(CaseId, String)>> {
    let ids: Vec<_> = cases.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select t.row_id, t.text, k.wrapped, k.kek, k.version from identity.case_text t join identity.data_key k on k.row_id = t.row_id
         where t.row_id = any($1)",
        &ids
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut labels = Vec::with_capacity(rows.len());
    for r in rows {
        let key = data_keys::open(opening, r.row_id, r.wrapped, r.kek, r.version)?;
        labels.push((CaseId(r.row_id), key.open(CASE_TEXT, &r.text)?));
    }
    Ok(labels)
}

/// A note. No `Debug`: it is about people.
pub struct NoteRow {
    /// Who wrote it.
    pub by: AccountId,
    /// What.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// The notes of cases, the first first.
pub async fn list_notes(opening: &mut Opening<'_>, cases: &[CaseId]) -> Result<Vec<NoteRow>> {
    let ids: Vec<_> = cases.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select n.id, n.written_by, n.at, t.text, k.wrapped, k.kek, k.version
         from case_note n join identity.case_text t on t.row_id = n.id join identity.data_key k on k.row_id = n.id
         where n.case_id = any($1) order by n.at, n.id",
        &ids
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut notes = Vec::with_capacity(rows.len());
    for r in rows {
        let key = data_keys::open(opening, r.id, r.wrapped, r.kek, r.version)?;
        notes.push(NoteRow {
            by: AccountId(r.written_by),
            text: key.open(CASE_TEXT, &r.text)?,
            at: from_time(r.at),
        });
    }
    Ok(notes)
}

/// What a code lets somebody do that works: follow a request, or a case of it that is handed over.
pub struct CodeRow {
    /// Its id.
    pub id: Uuid,
    /// The request.
    pub request: RequestId,
    /// The case that is handed over.
    pub case: Option<CaseId>,
}

/// Adds a code; the one before it, for the same, works no longer.
pub async fn insert_code(
    db: &mut PgConnection,
    row: &CodeRow,
    hash: &[u8],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update case_code set ended_at = $3 where request_id = $1 and case_id is not distinct from $2 and ended_at is null",
        row.request.0,
        row.case.map(|id| id.0),
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into case_code (id, request_id, case_id, code_hash, made_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
        row.id,
        row.request.0,
        row.case.map(|id| id.0),
        hash,
        to_time(now),
        to_time(expires_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The code of a hash that works: of a case, while somebody really follows it.
pub async fn find_code(
    db: &mut PgConnection,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<CodeRow>> {
    let row = sqlx::query!(
        "select id, request_id, case_id from case_code where code_hash = $1 and ended_at is null and expires_at > $2
             and (case_id is null or exists (select from followed_case f where f.id = case_id))",
        hash,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| CodeRow {
        id: r.id,
        request: RequestId(r.request_id),
        case: r.case_id.map(CaseId),
    }))
}

/// Uses a code; false if somebody was faster.
pub async fn update_code_used(
    db: &mut PgConnection,
    id: Uuid,
    by: AccountId,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update case_code set used_by = $2, ended_at = $3 where id = $1 and ended_at is null",
        id,
        by.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the codes that a household made: its own code was replaced.
pub async fn end_invitations(
    db: &mut PgConnection,
    request: RequestId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update case_code set ended_at = $2 where request_id = $1 and case_id is null and ended_at is null",
        request.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes codes that are of no use any more.
pub async fn delete_codes(db: &mut PgConnection, before: Timestamp) -> Result<()> {
    sqlx::query!(
        "delete from case_code where expires_at < $1",
        to_time(before)
    )
    .execute(db)
    .await?;
    Ok(())
}
