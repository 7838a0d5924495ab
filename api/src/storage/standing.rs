//! How the database stands: what a server must know before it serves, and what an operator asks.

use jiff::Timestamp;
use punte_core::danger::taken_too_long_before;
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// How a database runs, and as whom we are in it.
#[derive(Debug, Clone)]
pub struct DatabaseFacts {
    /// `off` where what was acknowledged can be lost.
    pub fsync: String,
    /// The same.
    pub full_page_writes: String,
    /// The same.
    pub synchronous_commit: String,
    /// Whether pages have checksums.
    pub checksums: bool,
    /// Whether the log is archived.
    pub archives: bool,
    /// Of this database.
    pub encoding: String,
    /// Whether who signed in may do everything.
    pub superuser: bool,
    /// Whether row-level security holds for who signed in.
    pub bypasses_rls: bool,
    /// Whether this connection is encrypted.
    pub encrypted: bool,
    /// The time there.
    pub now: Timestamp,
}

/// Reads it.
pub async fn facts(db: &mut PgConnection) -> Result<DatabaseFacts> {
    let row = sqlx::query!(
        r#"select current_setting('fsync') as "fsync!", current_setting('full_page_writes') as "full_page_writes!",
               current_setting('synchronous_commit') as "synchronous_commit!", current_setting('data_checksums') = 'on' as "checksums!",
               current_setting('archive_mode') <> 'off' as "archives!", current_setting('server_encoding') as "encoding!",
               (select rolsuper from pg_roles where rolname = session_user) as "superuser!",
               (select rolbypassrls from pg_roles where rolname = session_user) as "bypasses_rls!",
               coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "encrypted!",
               clock_timestamp() as "now!""#
    )
    .fetch_one(db)
    .await?;
    Ok(DatabaseFacts {
        fsync: row.fsync,
        full_page_writes: row.full_page_writes,
        synchronous_commit: row.synchronous_commit,
        checksums: row.checksums,
        archives: row.archives,
        encoding: row.encoding,
        superuser: row.superuser,
        bypasses_rls: row.bypasses_rls,
        encrypted: row.encrypted,
        now: from_time(row.now),
    })
}

/// Which secrets belong to these data, if any were used with them.
pub async fn find_keys_check(db: &mut PgConnection) -> Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select keys_check from installation")
        .fetch_optional(db)
        .await
}

/// Binds data to secrets that are bound to none.
pub async fn insert_keys_check(db: &mut PgConnection, keys_check: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into installation (keys_check) values ($1) on conflict do nothing",
        keys_check
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a part is at work.
pub async fn beat(db: &mut PgConnection, part: &str, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into heartbeat (part, at) values ($1, $2) on conflict (part) do update set at = excluded.at",
        part,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What waits, and what went wrong.
#[derive(Debug, Clone)]
pub struct WorkFacts {
    /// When a worker was last seen.
    pub worker_at: Option<Timestamp>,
    /// Jobs that were given up.
    pub dead_jobs: i64,
    /// Since when the oldest job that is due waits.
    pub due_since: Option<Timestamp>,
    /// Reports of "danger now" and cases of children that nobody looks after, and blocks without a second look, by their time.
    pub overdue: i64,
}

/// Reads it.
pub async fn work(db: &mut PgConnection, now: Timestamp) -> Result<WorkFacts> {
    let row = sqlx::query!(
        r#"select (select at from heartbeat where part = 'worker') as worker_at,
               (select count(*) from job where state = 'dead') as "dead_jobs!",
               (select min(run_at) from job where state = 'queued' and run_at <= $1) as due_since,
               (select count(*) from report r where r.state <> 'closed' and is_overdue(r, $1, $2))
               + (select count(*) from provider_block where verdict is null and review_by <= $1)
               + count_overdue_child_cases($1) as "overdue!""#,
        to_time(now),
        to_time(taken_too_long_before(now))
    )
    .fetch_one(db)
    .await?;
    Ok(WorkFacts {
        worker_at: row.worker_at.map(from_time),
        dead_jobs: row.dead_jobs,
        due_since: row.due_since.map(from_time),
        overdue: row.overdue,
    })
}
