//! The seals of the audit log, and its lines in the order in which they are sealed.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRow {
    /// 1, 2, 3, …
    pub number: i64,
    /// Its lines have at least this id.
    pub era: i64,
    /// Their transactions: from,
    pub from_xid: i64,
    /// up to, not including.
    pub to_xid: i64,
    /// How many lines.
    pub lines: i32,
    /// The largest id sealed so far.
    pub last_id: i64,
    /// SHA-256.
    pub hash: Vec<u8>,
}

/// A line, as it is hashed.
pub struct LineRow {
    /// Its number.
    pub id: i64,
    /// Its transaction.
    pub xid: i64,
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// Who: kind,
    pub actor_kind: String,
    /// and id.
    pub actor_id: Option<Uuid>,
    /// What.
    pub action: String,
    /// To what: table,
    pub subject_kind: String,
    /// and id.
    pub subject_id: Uuid,
    /// Codes and numbers, as PostgreSQL writes them.
    pub data: String,
}

/// Lines that no seal covers yet.
#[derive(Debug, Clone, Copy)]
pub struct TailRow {
    /// How many.
    pub lines: i64,
    /// When the first of them was written.
    pub oldest_at: Option<Timestamp>,
}

/// Takes the right to seal until the transaction ends; false if somebody else has it.
pub async fn try_lock(db: &mut PgConnection, number: i64) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock($1) as "taken!""#,
        number
    )
    .fetch_one(db)
    .await
}

/// The newest seal.
pub async fn last(db: &mut PgConnection) -> Result<Option<SealRow>> {
    sqlx::query_as!(
        SealRow,
        "select number, era, from_xid, to_xid, lines, last_id, hash from audit_seal order by number desc limit 1"
    )
    .fetch_optional(db)
    .await
}

/// Seals after a number, in order.
pub async fn list_after(db: &mut PgConnection, number: i64, at_most: i64) -> Result<Vec<SealRow>> {
    sqlx::query_as!(
        SealRow,
        "select number, era, from_xid, to_xid, lines, last_id, hash from audit_seal where number > $1 order by number limit $2",
        number,
        at_most
    )
    .fetch_all(db)
    .await
}

/// How many lines there are up to the end of a seal, its own and all before; the lines of its era have a smaller id than the given one.
pub async fn count_until(
    db: &mut PgConnection,
    seal: &SealRow,
    before_id: Option<i64>,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from audit_event
           where id < $1 or (($2::bigint is null or id < $2) and xid < $3::bigint::text::xid8)"#,
        seal.era,
        before_id,
        seal.to_xid
    )
    .fetch_one(db)
    .await
}

/// Lets go of the lines that [`count_until`] counts, and of the seals before this one; how many lines. Refused where one is younger than
/// a year.
pub async fn forget(db: &mut PgConnection, number: i64) -> Result<i64> {
    sqlx::query_scalar!(r#"select forget_audit($1) as "n!""#, number)
        .fetch_one(db)
        .await
}

/// Adds a seal.
pub async fn insert(db: &mut PgConnection, seal: &SealRow, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into audit_seal (number, era, from_xid, to_xid, lines, last_id, hash, sealed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        seal.number, seal.era, seal.from_xid, seal.to_xid, seal.lines, seal.last_id, seal.hash, to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where a batch of at least so many lines ends, whole transactions only; the horizon if there are fewer.
pub async fn batch_end(
    db: &mut PgConnection,
    era: i64,
    from_xid: i64,
    horizon: i64,
    lines: i64,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select coalesce((select e.xid::text::bigint + 1 from audit_event e
               where e.id >= $1 and e.xid >= $2::bigint::text::xid8 and e.xid < $3::bigint::text::xid8
               order by e.xid, e.id offset $4 limit 1), $3) as "end!""#,
        era,
        from_xid,
        horizon,
        lines
    )
    .fetch_one(db)
    .await
}

/// The lines of a span of transactions and of ids, in order.
pub async fn list_lines(
    db: &mut PgConnection,
    ids: (i64, Option<i64>),
    xids: (i64, i64),
) -> Result<Vec<LineRow>> {
    sqlx::query_as!(
        LineRow,
        r#"select id, xid::text::bigint as "xid!", (extract(epoch from at) * 1000000)::bigint as "at_us!", actor_kind, actor_id, action,
               subject_kind, subject_id, data::text as "data!"
           from audit_event
           where id >= $1 and ($2::bigint is null or id < $2) and xid >= $3::bigint::text::xid8 and xid < $4::bigint::text::xid8
           order by audit_event.xid, id"#,
        ids.0,
        ids.1,
        xids.0,
        xids.1
    )
    .fetch_all(db)
    .await
}

/// Where the lines of a new era begin: the first id after all that are sealed whose transaction has a number that was sealed before.
pub async fn era_start(db: &mut PgConnection, last_id: i64, to_xid: i64) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select coalesce(
               (select min(id) from audit_event where id > $1 and xid < $2::bigint::text::xid8),
               (select max(id) + 1 from audit_event where id > $1),
               $1 + 1) as "start!""#,
        last_id,
        to_xid
    )
    .fetch_one(db)
    .await
}

/// What no seal covers.
pub async fn tail(db: &mut PgConnection, era: i64, from_xid: i64) -> Result<TailRow> {
    let row = sqlx::query!(
        r#"select count(*) as "lines!", min(at) as oldest_at from audit_event where id >= $1 and xid >= $2::bigint::text::xid8"#,
        era,
        from_xid
    )
    .fetch_one(db)
    .await?;
    Ok(TailRow {
        lines: row.lines,
        oldest_at: row.oldest_at.map(from_time),
    })
}

/// A look at who somebody is.
pub struct LookRow {
    /// When.
    pub at: Timestamp,
    /// Who looked: kind,
    pub actor_kind: String,
    /// and id.
    pub actor_id: Option<Uuid>,
    /// What was opened.
    pub action: String,
    /// Of what: table,
    pub subject_kind: String,
    /// and id.
    pub subject_id: Uuid,
    /// The reason, where one is asked.
    pub reason: Option<String>,
}

/// Looks at who somebody is, since then.
pub async fn list_looks(
    db: &mut PgConnection,
    actions: &[String],
    since: Timestamp,
) -> Result<Vec<LookRow>> {
    let rows = sqlx::query!(
        r#"select at, actor_kind, actor_id, action, subject_kind, subject_id, data ->> 'reason' as reason
           from audit_event where action = any ($1) and at >= $2 order by at, id"#,
        actions,
        to_time(since)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LookRow {
            at: from_time(row.at),
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            reason: row.reason,
        })
        .collect())
}

/// Somebody whom looks showed.
#[derive(Serialize)]
pub struct AffectedRow {
    /// `request` (a household), `provider` or `account`,
    pub kind: String,
    /// and its id.
    pub id: Uuid,
    /// What was done, which says what was seen: the actions of the lines, in alphabetical order.
    pub seen: Vec<String>,
    /// How many looks there were.
    pub looks: i64,
    /// The first of them,
    pub first_at: Timestamp,
    /// and the last.
    pub last_at: Timestamp,
}

/// Whom looks showed from an instant on and before another, each once, of everybody or of one who looked; who was seen first comes first.
pub async fn list_affected(
    db: &mut PgConnection,
    actions: &[String],
    since: Timestamp,
    until: Option<Timestamp>,
    by: Option<Uuid>,
) -> Result<Vec<AffectedRow>> {
    let rows = sqlx::query!(
        r#"select kind as "kind!", id as "id!", seen as "seen!", looks as "looks!", first_at as "first_at!", last_at as "last_at!"
           from whom_looks_showed($1, $2, $3, $4) order by first_at, id"#,
        actions,
        to_time(since),
        until.map(to_time),
        by
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AffectedRow {
            kind: row.kind,
            id: row.id,
            seen: row.seen,
            looks: row.looks,
            first_at: from_time(row.first_at),
            last_at: from_time(row.last_at),
        })
        .collect())
}

/// Where the era after one begins.
pub async fn next_era(db: &mut PgConnection, era: i64) -> Result<Option<i64>> {
    sqlx::query_scalar!("select min(era) from audit_seal where era > $1", era)
        .fetch_one(db)
        .await
}
