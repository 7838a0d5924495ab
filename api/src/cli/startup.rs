//! From options to a database that is ready: the private cluster or the operator's, migrated and seeded.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use punte_core::{clock::Clock, matching::WeightSet, rights::Retention};
use sqlx::{Connection as _, PgPool};

use super::{Outcome, err};
use crate::{
    app::{App, help_lines::KnownHelpLines, limits::Limits, open_vault, seal_what_is_plain},
    auth::{Auth, Keys},
    checks,
    clock::SystemClock,
    config::DatabaseOptions,
    metrics::Metrics,
    postgres::KeptCluster,
    seed::seed_reference,
    storage::{pool, standing},
    vault::{KekSource, Vault},
};
use std::sync::Arc;

/// Name of the database in the private cluster.
const DATABASE: &str = "punte";

/// A database that answers, and the cluster that it may live in.
pub(super) struct Database {
    /// Keep it: dropping it stops the cluster.
    pub _cluster: Option<KeptCluster>,
    pub serve_url: String,
    pub migrate_url: String,
    pub data_dir: PathBuf,
    pub kek: KekSource,
}

/// Finds the database. Synchronous: the private cluster is started before any runtime.
pub(super) fn open(options: &DatabaseOptions) -> Result<Database, Box<dyn std::error::Error>> {
    let (data_dir, kek) = (options.data_dir(), options.kek()?);
    if let Some(url) = &options.database_url {
        let migrate_url = options
            .database_migrate_url
            .clone()
            .unwrap_or_else(|| url.clone());
        make_dir(&data_dir)?;
        return Ok(Database {
            _cluster: None,
            serve_url: url.clone(),
            migrate_url,
            data_dir,
            kek,
        });
    }
    let cluster = KeptCluster::start(&data_dir, DATABASE)?;
    if cluster.attached() {
        err(
            "punte: another process runs the private PostgreSQL of this data directory: attached to it",
        );
    }
    let (serve_url, migrate_url) = (
        cluster.serve_url().to_owned(),
        cluster.owner_url().to_owned(),
    );
    runtime()?.block_on(pool::create_database(cluster.admin_url(), DATABASE))?;
    Ok(Database {
        _cluster: Some(cluster),
        serve_url,
        migrate_url,
        data_dir,
        kek,
    })
}

fn make_dir(path: &Path) -> Outcome {
    std::fs::create_dir_all(path).map_err(|e| {
        format!(
            "cannot use the data directory {}: {e} (PUNTE_DATA_DIR moves it)",
            path.display()
        )
        .into()
    })
}

/// A runtime for the few steps before the server's own.
pub(super) fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// Migrates, opens the pool and the vault, seals what an older version left in plain text, and loads reference data.
pub(super) async fn prepare(
    database: &Database,
    patience: Duration,
) -> Result<(PgPool, Arc<Vault>), Box<dyn std::error::Error>> {
    prepare_by(database, None, patience).await
}

/// As [`prepare`]; with a clock, SQL follows it.
pub(super) async fn prepare_by(
    database: &Database,
    moved: Option<Arc<dyn Clock>>,
    patience: Duration,
) -> Result<(PgPool, Arc<Vault>), Box<dyn std::error::Error>> {
    pool::migrate(&database.migrate_url).await?;
    let mut db = pool::sign_in(&database.serve_url).await?;
    checks::refuse(&checks::durability(&standing::facts(&mut db).await?))?;
    db.close().await?;
    let pool = pool::connect(&database.serve_url, moved, patience).await?;
    let vault = open_vault(&pool, &database.kek).await?;
    let sealed = seal_what_is_plain(&pool, &vault).await?;
    if sealed > 0 {
        err(&format!(
            "punte: {sealed} rows of personal data were sealed"
        ));
        pool::forget_plain(&database.migrate_url).await?;
    }
    seed_reference(&pool, |done, total| {
        err(&format!("punte: places {done} of {total}"));
    })
    .await?;
    Ok((pool, Arc::new(vault)))
}

/// The use cases, for a command that ends.
pub(super) async fn app(database: &Database) -> Result<App, Box<dyn std::error::Error>> {
    let (pool, vault) = prepare(database, pool::FOR_COMMANDS).await?;
    over(database, pool, vault)
}

fn over(
    database: &Database,
    pool: PgPool,
    vault: Arc<Vault>,
) -> Result<App, Box<dyn std::error::Error>> {
    Ok(App {
        pool,
        looking: pool::connect_to_look(&database.serve_url, None, pool::FOR_COMMANDS)?,
        clock: clock(),
        auth: Auth::new(Keys::load_or_create(&database.data_dir.join("keys"))?)?,
        vault,
        retention: Retention::default(),
        weights: WeightSet::first(),
        matcher: Arc::default(),
        metrics: Metrics::new()?,
        // For requests that come over the network; a command has none.
        limits: Limits::off(),
        help_lines: KnownHelpLines::default(),
        public_url: String::new(),
        texts_people: false,
    })
}

/// The use cases, for a command that only looks: nothing is migrated or seeded.
pub(super) async fn look(database: &Database) -> Result<App, Box<dyn std::error::Error>> {
    pool::check_schema(&database.serve_url).await?;
    let pool = pool::connect(&database.serve_url, None, pool::FOR_COMMANDS).await?;
    let vault = open_vault(&pool, &database.kek).await?;
    over(database, pool, Arc::new(vault))
}

/// `punte migrate` and `punte seed`.
pub(super) fn migrate_and_seed(options: &DatabaseOptions) -> Outcome {
    let database = open(options)?;
    runtime()?.block_on(async {
        prepare(&database, pool::FOR_COMMANDS)
            .await?
            .0
            .close()
            .await;
        err("punte: schema and reference data are up to date");
        Ok(())
    })
}

/// The clock of every real process.
pub(super) fn clock() -> Arc<SystemClock> {
    Arc::new(SystemClock)
}
