//! The PostgreSQL that the opponents run on, with nothing else in it, and the CPU time of the process that answers.

use std::{
    fs,
    str::FromStr as _,
    time::{Duration, Instant},
};

use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgConnection,
    postgres::PgConnectOptions,
};
use tempfile::TempDir;

use crate::{cli::bench::home::home, postgres::PrivateCluster};

/// The schema of the bench's tables, on a server that is not ours alone.
const SCHEMA: &str = "punte_bench";

/// Statements kept prepared: each request of an opponent once.
const PREPARED: usize = 2_000;

/// One thread against one thread, no compilation in the middle, and memory for everything.
const SESSION: &str =
    "set max_parallel_workers_per_gather = 0; set jit = off; set work_mem = '64MB';
    set plan_cache_mode = force_custom_plan; set time zone 'UTC'; set statement_timeout = 0";

/// A connection in a place of its own.
pub(super) struct Server {
    pub db: PgConnection,
    backend: Option<u32>,
    /// Dropped in this order: the cluster stops, then its directory goes.
    cluster: Option<PrivateCluster>,
    _home: Option<TempDir>,
}

impl Server {
    /// A private cluster in a temporary directory; with a URL, a scratch schema on that server, as somebody who may make schemas.
    pub async fn open(url: Option<&str>) -> Result<Self, Box<dyn std::error::Error>> {
        if let Some(url) = url {
            let mut db = connect(url).await?;
            db.execute(AssertSqlSafe(format!(
                "drop schema if exists {SCHEMA} cascade; create schema {SCHEMA};
                 select set_config('search_path', '{SCHEMA}, ' || current_setting('search_path'), false)"
            )))
            .await?;
            return Self::ready(db, None, None).await;
        }
        let home = home(&std::env::temp_dir())?;
        let cluster = PrivateCluster::start(home.path())?;
        let mut db = connect(&cluster.url("punte", "postgres")).await?;
        db.execute("alter system set shared_buffers = '1GB'")
            .await?;
        db.close().await?;
        // The setting wants a start.
        cluster.stop();
        let cluster = PrivateCluster::start(home.path())?;
        let db = connect(&cluster.url("punte", "postgres")).await?;
        Self::ready(db, Some(cluster), Some(home)).await
    }

    async fn ready(
        mut db: PgConnection,
        cluster: Option<PrivateCluster>,
        home: Option<TempDir>,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        for extension in ["postgis", "btree_gist"] {
            db.execute(AssertSqlSafe(format!(
                "create extension if not exists {extension}"
            )))
            .await?;
        }
        db.execute(SESSION).await?;
        let pid: i32 = sqlx::query_scalar("select pg_backend_pid()")
            .fetch_one(&mut db)
            .await?;
        let backend = u32::try_from(pid).ok().filter(|pid| is_postgres(*pid));
        Ok(Self {
            db,
            backend,
            cluster,
            _home: home,
        })
    }

    /// What the times are of.
    pub const fn clock(&self) -> &'static str {
        if self.backend.is_some() {
            "CPU time of the backend process"
        } else {
            "wall time"
        }
    }

    /// The settings that matter, as PostgreSQL says them.
    pub async fn settings(&mut self) -> Result<Vec<(String, String)>, sqlx::Error> {
        sqlx::query_as(
            "select name, current_setting(name) from pg_settings
             where name in ('server_version', 'shared_buffers', 'work_mem', 'jit', 'max_parallel_workers_per_gather',
                            'plan_cache_mode', 'effective_cache_size', 'random_page_cost')
             union all select 'postgis', postgis_lib_version() order by 1",
        )
        .fetch_all(&mut self.db)
        .await
    }

    /// Starts to measure one statement.
    pub fn begin(&self) -> Span {
        match self.backend {
            Some(pid) => Span::Cpu {
                pid,
                began: cpu_ns(pid),
            },
            None => Span::Wall(Instant::now()),
        }
    }

    /// Leaves nothing behind.
    pub async fn close(mut self) -> Result<(), sqlx::Error> {
        if self.cluster.is_none() {
            self.db
                .execute(AssertSqlSafe(format!("drop schema {SCHEMA} cascade")))
                .await?;
        }
        self.db.close().await
    }
}

async fn connect(url: &str) -> Result<PgConnection, sqlx::Error> {
    PgConnectOptions::from_str(url)?
        .statement_cache_capacity(PREPARED)
        .disable_statement_logging()
        .connect()
        .await
}

/// A measurement that has begun.
pub(super) enum Span {
    Cpu { pid: u32, began: u64 },
    Wall(Instant),
}

impl Span {
    /// Nanoseconds since it began.
    pub fn end(&self) -> u64 {
        match self {
            Self::Cpu { pid, began } => {
                wait_until_idle(*pid);
                cpu_ns(*pid).saturating_sub(*began)
            }
            Self::Wall(began) => u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX),
        }
    }
}

/// Whether a process of this machine is a PostgreSQL server's, and says how long it ran.
fn is_postgres(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "postgres")
        && cpu_ns(pid) > 0
}

/// Time on a CPU, the first number of `/proc/<pid>/schedstat` (Linux): nanoseconds, where `stat` counts in 10 ms.
fn cpu_ns(pid: u32) -> u64 {
    fs::read_to_string(format!("/proc/{pid}/schedstat"))
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// The kernel adds up when a process leaves the CPU: waits until it sleeps, for at most a tenth of a second.
fn wait_until_idle(pid: u32) {
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(100) {
        let state = fs::read_to_string(format!("/proc/{pid}/stat"))
            .ok()
            .and_then(|text| {
                let (_, after) = text.rsplit_once(')')?;
                after.trim_start().chars().next()
            });
        if state != Some('R') {
            return;
        }
        std::thread::yield_now();
    }
}
