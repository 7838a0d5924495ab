//! A database of the bench's own on somebody's server, and what that server counts of its disk.

use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

/// What it is called.
pub(in crate::cli::bench) const NAME: &str = "punte_bench";

/// How long connections that were closed may take to be gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes it; refused if there is one, which may be somebody's.
pub(in crate::cli::bench) async fn create(url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut db = PgConnection::connect(url).await?;
    let made = db
        .execute(AssertSqlSafe(format!("create database {NAME}")))
        .await;
    db.close().await?;
    match made {
        Err(sqlx::Error::Database(e)) if e.code().as_deref() == Some("42P04") => Err(format!(
            "there is a database {NAME} already: if an interrupted bench left it, drop it"
        )
        .into()),
        made => Ok(made.map(drop)?),
    }
}

/// Drops it.
pub(in crate::cli::bench) async fn drop_it(url: &str) -> Result<(), sqlx::Error> {
    let mut db = PgConnection::connect(url).await?;
    db.execute(AssertSqlSafe(format!("drop database {NAME} with (force)")))
        .await?;
    db.close().await
}

/// What PostgreSQL has counted so far: commits of this database and rows of its tables, log and flushes of the whole server.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::cli::bench) struct Counts {
    /// Transactions that were committed, those that only read included.
    pub commits: u64,
    /// Rows inserted, updated or deleted in the tables, by transactions that were rolled back too. What PostgreSQL notes for itself in its
    /// catalogs is none of them: it analyzes tables whenever it likes.
    pub rows: u64,
    /// Bytes of write-ahead log.
    pub wal_bytes: u64,
    /// Times that the log was flushed to the disk.
    pub flushes: u64,
}

impl Counts {
    /// What came since.
    pub const fn since(self, before: Self) -> Self {
        Self {
            commits: self.commits.saturating_sub(before.commits),
            rows: self.rows.saturating_sub(before.rows),
            wal_bytes: self.wal_bytes.saturating_sub(before.wal_bytes),
            flushes: self.flushes.saturating_sub(before.flushes),
        }
    }

    /// Both together.
    pub const fn and(self, other: Self) -> Self {
        Self {
            commits: self.commits + other.commits,
            rows: self.rows + other.rows,
            wal_bytes: self.wal_bytes + other.wal_bytes,
            flushes: self.flushes + other.flushes,
        }
    }
}

/// Looks at the server while nobody else is in the database.
pub(in crate::cli::bench) struct Watch {
    db: PgConnection,
    flushes: &'static str,
}

impl Watch {
    /// By a connection of its own, as the owner.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        let mut db = PgConnection::connect(url).await?;
        let version: i32 =
            sqlx::query_scalar("select current_setting('server_version_num')::integer")
                .fetch_one(&mut db)
                .await?;
        // PostgreSQL 18 moved it.
        let flushes = if version >= 180_000 {
            "(select coalesce(sum(fsyncs), 0)::bigint from pg_stat_io where object = 'wal')"
        } else {
            "(select wal_sync from pg_stat_wal)"
        };
        Ok(Self { db, flushes })
    }

    /// What was counted. A backend hands in what it counted when it ends at the latest, so this waits until all others are gone, and hands
    /// in its own: while it lives that may take ten seconds, and would be counted to whoever comes next.
    pub async fn counts(&mut self) -> Result<Counts, Box<dyn std::error::Error>> {
        let began = Instant::now();
        while self.others().await? > 0 {
            if began.elapsed() > PATIENCE {
                return Err("somebody else is in the database of the bench".into());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.db.execute("select pg_stat_force_next_flush()").await?;
        let [commits, rows, wal_bytes, flushes]: [i64; 4] = {
            let row: (i64, i64, i64, i64) = sqlx::query_as(AssertSqlSafe(format!(
                "select xact_commit,
                     (select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint from pg_stat_user_tables),
                     (select wal_bytes from pg_stat_wal)::bigint, {}
                 from pg_stat_database where datname = current_database()",
                self.flushes
            )))
            .fetch_one(&mut self.db)
            .await?;
            row.into()
        };
        Ok(Counts {
            commits: commits.unsigned_abs(),
            rows: rows.unsigned_abs(),
            wal_bytes: wal_bytes.unsigned_abs(),
            flushes: flushes.unsigned_abs(),
        })
    }

    async fn others(&mut self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar(
            "select count(*) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'",
        )
        .fetch_one(&mut self.db)
        .await
    }

    /// Pages are written to the log whole when they change first after a checkpoint: everybody begins right after one. Whoever may
    /// not ask for it has to do without.
    pub async fn checkpoint(&mut self) {
        let _done = self.db.execute("checkpoint").await;
    }

    /// The planner knows what is there.
    pub async fn analyze(&mut self) -> Result<(), sqlx::Error> {
        self.db.execute("vacuum analyze").await?;
        Ok(())
    }

    /// The settings that matter, as PostgreSQL says them.
    pub async fn settings(&mut self) -> Result<Vec<(String, String)>, sqlx::Error> {
        sqlx::query_as(
            "select name, current_setting(name) from pg_settings
             where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'commit_delay',
                            'shared_buffers') order by 1",
        )
        .fetch_all(&mut self.db)
        .await
    }

    /// Ends.
    pub async fn close(self) -> Result<(), sqlx::Error> {
        self.db.close().await
    }
}
