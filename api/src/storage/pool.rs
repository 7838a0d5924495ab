//! Connections: migrated, as app_rw, with limits.

use std::{sync::Arc, time::Duration};

use punte_core::clock::Clock;
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool, migrate::MigrateError,
    postgres::PgPoolOptions,
};

/// The schema.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// How long whoever asks waits for a connection while the server serves.
pub const WHILE_SERVING: Duration = Duration::from_millis(500);

/// How long a command waits, which nobody else does.
pub const FOR_COMMANDS: Duration = Duration::from_secs(10);

/// Connections of a pool.
pub const CONNECTIONS: u32 = 20;

/// How long after its last use a connection is taken to be there still: it was tried when it came back. Under load none waits as long, and
/// nobody pays for a second try.
const TRIED: Duration = Duration::from_millis(10);

/// Oldest PostgreSQL that the schema was tried on.
const OLDEST: i32 = 150_000;

/// Why a database cannot be used; each is one line for the operator.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// It does not answer.
    #[error("the database does not answer: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// It is too old.
    #[error("PostgreSQL {0} is too old: Punte needs 15 or newer")]
    TooOld(String),
    /// PostGIS is missing.
    #[error(
        "PostGIS is missing on the database server: install the package postgresql-<version>-postgis-3 there"
    )]
    NoPostgis,
    /// Its schema was made by a newer version.
    #[error("the data were made by a newer Punte (schema {0}): run that version or a newer one")]
    Newer(i64),
    /// Its schema was made by an older version, and whoever connects may not change it.
    #[error(
        "the schema is older than this Punte: run `punte migrate` with DATABASE_MIGRATE_URL of its owner"
    )]
    Older,
    /// Its schema cannot be made.
    #[error("the schema cannot be brought up to date: {0}")]
    Migrate(#[source] MigrateError),
    /// A query failed.
    #[error("the database refuses: {0}")]
    Query(#[from] sqlx::Error),
}

/// Makes the database of the private cluster, if it is not there. `name` is a constant of ours.
pub async fn create_database(admin_url: &str, name: &'static str) -> Result<(), DatabaseError> {
    let mut db = PgConnection::connect(admin_url)
        .await
        .map_err(DatabaseError::Unreachable)?;
    let there: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(&mut db)
            .await?;
    if !there {
        match db
            .execute(AssertSqlSafe(format!("create database {name}")))
            .await
        {
            // Two processes that start at once: the second finds it made.
            Err(sqlx::Error::Database(e))
                if matches!(e.code().as_deref(), Some("42P04" | "23505")) => {}
            other => {
                other?;
            }
        }
    }
    db.close().await?;
    Ok(())
}

/// Brings the schema up to date, as the owner.
pub async fn migrate(url: &str) -> Result<(), DatabaseError> {
    let mut db = sign_in(url).await?;
    let version: i32 = sqlx::query_scalar("select current_setting('server_version_num')::integer")
        .fetch_one(&mut db)
        .await?;
    if version < OLDEST {
        return Err(DatabaseError::TooOld(format!("{}", version / 10_000)));
    }
    let postgis: bool = sqlx::query_scalar(
        "select exists (select from pg_available_extensions where name = 'postgis')",
    )
    .fetch_one(&mut db)
    .await?;
    if !postgis {
        return Err(DatabaseError::NoPostgis);
    }
    let owner: bool = sqlx::query_scalar("select has_schema_privilege('public', 'create')")
        .fetch_one(&mut db)
        .await?;
    let outcome = if owner {
        migrate_as_owner(&mut db).await
    } else {
        check(&mut db).await
    };
    db.close().await?;
    outcome
}

async fn migrate_as_owner(db: &mut PgConnection) -> Result<(), DatabaseError> {
    MIGRATIONS.run(&mut *db).await.map_err(refused)?;
    // In one transaction: two processes may start at once, and the first of the two waits for the other one's lock.
    db.execute("select hand_over(); select let_look()").await?;
    Ok(())
}

/// A connection that can read the audit log and nothing else, whoever the URL names.
pub async fn connect_as_auditor(url: &str) -> Result<PgConnection, DatabaseError> {
    check_schema(url).await?;
    let mut db = sign_in(url).await?;
    db.execute("set role app_audit; set time zone 'UTC'; set default_transaction_read_only = on")
        .await?;
    Ok(db)
}

/// A connection as whoever the URL names, before it becomes `app_rw`.
pub async fn sign_in(url: &str) -> Result<PgConnection, DatabaseError> {
    PgConnection::connect(url)
        .await
        .map_err(DatabaseError::Unreachable)
}

/// Whether the schema is ours, without changing it.
pub async fn check_schema(url: &str) -> Result<(), DatabaseError> {
    let mut db = sign_in(url).await?;
    let outcome = check(&mut db).await;
    db.close().await?;
    outcome
}

/// After plain text was sealed: rewrites the tables that held it, so that no dead row keeps it, and holds that none is left.
/// As the owner; whoever else connects leaves that to the owner's next `punte migrate`.
pub async fn forget_plain(url: &str) -> Result<(), DatabaseError> {
    let mut db = PgConnection::connect(url)
        .await
        .map_err(DatabaseError::Unreachable)?;
    let owner: bool = sqlx::query_scalar("select has_schema_privilege('identity', 'create')")
        .fetch_one(&mut db)
        .await?;
    if owner {
        for table in ["account", "provider", "offer_private", "request_contact"] {
            db.execute(AssertSqlSafe(format!(
                "alter table identity.{table} validate constraint {table}_sealed_check"
            )))
            .await?;
            db.execute(AssertSqlSafe(format!("vacuum full identity.{table}")))
                .await?;
        }
    }
    db.close().await?;
    Ok(())
}

fn refused(error: MigrateError) -> DatabaseError {
    match error {
        MigrateError::VersionMissing(version) => DatabaseError::Newer(version),
        other => DatabaseError::Migrate(other),
    }
}

/// For a role that may not change the schema: whether it is ours.
async fn check(db: &mut PgConnection) -> Result<(), DatabaseError> {
    let made: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&mut *db)
        .await?;
    if !made {
        return Err(DatabaseError::Older);
    }
    let applied: Vec<i64> =
        sqlx::query_scalar("select version from _sqlx_migrations where success order by version")
            .fetch_all(db)
            .await?;
    let ours: Vec<i64> = MIGRATIONS.iter().map(|m| m.version).collect();
    match applied.iter().find(|version| !ours.contains(version)) {
        Some(newer) => Err(DatabaseError::Newer(*newer)),
        None if applied.len() < ours.len() => Err(DatabaseError::Older),
        None => Ok(()),
    }
}

/// Opens the pool that serves: as app_rw, statements at most 2 s. With `moved_clock`, SQL follows the tests' clock.
/// Whoever finds no connection within `patience` is told that too much goes on.
pub async fn connect(
    url: &str,
    moved_clock: Option<Arc<dyn Clock>>,
    patience: Duration,
) -> Result<PgPool, DatabaseError> {
    // The first connection may take its time: nobody waits for an answer yet.
    sign_in(url).await?.close().await?;
    connect_as("app_rw", url, moved_clock, patience)
}

/// Opens the pool for whoever only looks, beside the one of [`connect`]: as app_look, which changes nothing and sees of households what
/// row-level security shows to whom a transaction says that it looks for (`storage::wall`).
pub fn connect_to_look(
    url: &str,
    moved_clock: Option<Arc<dyn Clock>>,
    patience: Duration,
) -> Result<PgPool, DatabaseError> {
    connect_as("app_look", url, moved_clock, patience)
}

fn connect_as(
    role: &'static str,
    url: &str,
    moved_clock: Option<Arc<dyn Clock>>,
    patience: Duration,
) -> Result<PgPool, DatabaseError> {
    let clock_at_connect = moved_clock.clone();
    let options = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(patience)
        .test_before_acquire(false)
        .after_connect(move |db, _| {
            // A new connection goes to its first use without `before_acquire`.
            let clock = clock_at_connect.clone();
            Box::pin(async move {
                db.execute(AssertSqlSafe(format!(
                    "set role {role}; set statement_timeout = '2s'; set lock_timeout = '1500ms';
                     set idle_in_transaction_session_timeout = '5s'; set time zone 'UTC'"
                )))
                .await?;
                follow(db, clock.as_deref()).await
            })
        })
        .before_acquire(move |db, known| {
            let clock = moved_clock.clone();
            Box::pin(async move {
                if known.idle_for > TRIED && db.ping().await.is_err() {
                    return Ok(false);
                }
                follow(db, clock.as_deref()).await?;
                Ok(true)
            })
        });
    options
        .connect_lazy(url)
        .map_err(DatabaseError::Unreachable)
}

/// Sets the time of SQL's rules to that of a clock, if there is one to follow.
async fn follow(db: &mut PgConnection, clock: Option<&dyn Clock>) -> Result<(), sqlx::Error> {
    if let Some(clock) = clock {
        sqlx::query("select set_config('punte.now', $1, false)")
            .bind(clock.now().to_string())
            .execute(db)
            .await?;
    }
    Ok(())
}
