//! One server per test run, one template in it, one clone per test.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
};

use jiff::Timestamp;
use punte_api::{
    app::{App, help_lines::KnownHelpLines, limits::Limits},
    auth::{Auth, Keys},
    metrics::Metrics,
    postgres::{ClusterOptions, PrivateCluster},
    seed::seed_reference,
    storage::{
        opening::{Opener, Opening},
        pool,
    },
    vault::Vault,
};
use punte_core::{clock::Clock as _, matching::WeightSet, rights::Retention};
use rustix::fs::statvfs;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};

use crate::{clock::TestClock, people::Cast};

/// The server that all tests share, and what its template holds.
pub(crate) struct Server {
    admin_url: String,
    template: String,
    /// How the template is copied. In memory file by file; where a disk has to be waited for, page by page through the log, which is how
    /// PostgreSQL does it unless told.
    strategy: &'static str,
    pub(crate) keys: PathBuf,
    pub(crate) cast: Cast,
}

/// The server, started by whoever comes first.
pub(crate) fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let (send, receive) = mpsc::channel();
        // PostgreSQL is told to stop when the thread that started it ends: this one ends with the process.
        thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let home = home();
            let own = runtime.block_on(given_server()).is_none();
            let cluster = own.then(|| {
                PrivateCluster::start_with(&ClusterOptions::from_env(&home))
                    .expect("PostgreSQL starts")
            });
            let admin_url = cluster.as_ref().map_or_else(
                || std::env::var("DATABASE_URL").unwrap(),
                |c| c.url("punte", "postgres"),
            );
            let in_memory = own && home.starts_with(MEMORY);
            let strategy = if in_memory { " strategy file_copy" } else { "" };
            send.send(runtime.block_on(prepare(admin_url, &home, strategy)))
                .unwrap();
            loop {
                thread::park();
            }
        });
        receive.recv().expect("the template is made")
    })
}

/// The server of `DATABASE_URL`, unless it is one that Punte refuses to run on (a development server without fsync).
async fn given_server() -> Option<String> {
    let url = std::env::var("DATABASE_URL").ok()?;
    let mut db = PgConnection::connect(&url)
        .await
        .expect("DATABASE_URL answers");
    let fsync: String = sqlx::query_scalar("show fsync")
        .fetch_one(&mut db)
        .await
        .unwrap();
    (fsync == "on").then_some(url)
}

/// Opens whatever there is, as the program does for its mails.
pub async fn open_all<'c>(db: &'c mut PgConnection, vault: &'c Vault) -> Opening<'c> {
    Opening::begin(db, vault, Opener::Program).await.unwrap()
}

/// The key-encryption keys of the tests' databases.
pub fn kek_file() -> PathBuf {
    server().keys.join("kek")
}

/// Files in memory, on Linux.
const MEMORY: &str = "/dev/shm";
/// What the databases of a run may grow to, bytes: some ten of them at once, and the log of writes.
const ROOM: u64 = 4 << 30;

/// Where the server of a run lies: in memory where there is room, for a database is made and dropped for each test, and on the disk
/// otherwise. What the disk keeps is not asked here but of servers that the tests of kills start, each with a directory of its own.
fn base() -> PathBuf {
    let roomy = statvfs(MEMORY).is_ok_and(|s| s.f_bavail.saturating_mul(s.f_frsize) >= ROOM);
    if roomy && available() >= 2 * ROOM {
        PathBuf::from(MEMORY)
    } else {
        std::env::temp_dir()
    }
}

/// The memory that is left to programs, bytes (proc(5)); none if the system does not say.
fn available() -> u64 {
    let said = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or_default().saturating_mul(1024)
}

/// A directory of this process; those of processes that are gone are removed first, wherever they lie.
fn home() -> PathBuf {
    for base in [PathBuf::from(MEMORY), std::env::temp_dir()] {
        for entry in fs::read_dir(&base).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some(process) = name.strip_prefix("punte-tests-")
                && !Path::new("/proc").join(process).exists()
            {
                let _left = fs::remove_dir_all(entry.path());
            }
        }
    }
    let base = base();
    let home = base.join(format!("punte-tests-{}", std::process::id()));
    fs::create_dir_all(&home).unwrap();
    // As root, the server runs as another account, which passes through here.
    fs::set_permissions(&home, fs::Permissions::from_mode(0o711)).unwrap();
    home
}

/// A database's URL on the same server.
fn with_database(url: &str, name: &str) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let (server, _) = base.rsplit_once('/').unwrap();
    format!("{server}/{name}?{query}")
}

/// This machine's databases on a server that others may use, too.
fn machine() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(16)
        .collect();
    format!("punte_test_{}_", plain.to_lowercase())
}

/// This process's databases.
fn prefix() -> String {
    format!("{}{}", machine(), std::process::id())
}

/// Drops what processes of this machine left behind that are gone: the template of every run on a given server.
async fn drop_leftovers(admin: &mut PgConnection) {
    let names: Vec<String> = sqlx::query_scalar("select datname::text from pg_database")
        .fetch_all(&mut *admin)
        .await
        .unwrap();
    let machine = machine();
    for name in names {
        let process = name
            .strip_prefix(&machine)
            .and_then(|rest| rest.split('_').next());
        if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            for statement in [
                format!("alter database {name} with is_template false"),
                format!("drop database {name} with (force)"),
            ] {
                // Another run may be doing the same.
                let _done = admin.execute(AssertSqlSafe(statement)).await;
            }
        }
    }
}

async fn prepare(admin_url: String, home: &Path, strategy: &'static str) -> Server {
    let template = format!("{}_template", prefix());
    let mut admin = PgConnection::connect(&admin_url).await.unwrap();
    drop_leftovers(&mut admin).await;
    admin
        .execute(AssertSqlSafe(format!("create database {template}")))
        .await
        .unwrap();
    let url = with_database(&admin_url, &template);
    pool::migrate(&url).await.unwrap();
    let clock = Arc::new(TestClock::default());
    let pool = pool::connect(&url, Some(clock.clone()), pool::FOR_COMMANDS)
        .await
        .unwrap();
    seed_reference(&pool, |_, _| {}).await.unwrap();
    let keys = home.join("keys");
    let app = app(pool, &url, clock, &keys, Limits::off());
    let cast = Cast::make(&app).await;
    app.pool.close().await;
    let mut owner = PgConnection::connect(&url).await.unwrap();
    owner.execute(HELP_LINE).await.unwrap();
    owner.execute(FORGET_CODES).await.unwrap();
    owner.close().await.unwrap();
    admin
        .execute(AssertSqlSafe(format!(
            "alter database {template} with is_template true"
        )))
        .await
        .unwrap();
    Server {
        admin_url,
        template,
        strategy,
        keys,
        cast,
    }
}

/// The number that everybody is told to call.
const HELP_LINE: &str = "insert into help_line (id, position, number, whom, name_en, hours, source, checked_on)
    values (gen_random_uuid(), 1, '0 800 800 11', 'everyone', 'Sample line', '24/7', 'https://example.org/lines', '2026-11-01')";

/// The tests' clock stands still while the same person signs in again and again: a code may be used again, but in the tests of
/// just that ([`crate::TestApp::codes_are_used_once`]).
const FORGET_CODES: &str = "create function forget_code() returns trigger language plpgsql as $$
    begin new.last_step := old.last_step; return new; end $$;
    create trigger forget_code before update on second_factor for each row execute function forget_code();
    set session_replication_role = replica;
    update second_factor set last_step = 0";

/// The use cases over a database.
pub(crate) fn app(
    pool: PgPool,
    url: &str,
    clock: Arc<TestClock>,
    keys: &Path,
    limits: Limits,
) -> App {
    App {
        pool,
        looking: pool::connect_to_look(url, Some(clock.clone()), pool::FOR_COMMANDS).unwrap(),
        clock,
        auth: Auth::new(Keys::load_or_create(keys).unwrap()).unwrap(),
        vault: Arc::new(Vault::open(&keys.join("kek"), false).unwrap()),
        retention: Retention::default(),
        weights: WeightSet::first(),
        matcher: Arc::default(),
        metrics: Metrics::new().unwrap(),
        limits,
        help_lines: KnownHelpLines::default(),
        public_url: "https://punte.example".to_owned(),
        texts_people: true,
    }
}

/// A database of one test, dropped with it.
pub struct Clone {
    /// As the superuser.
    pub url: String,
    name: String,
}

/// A clone of the template.
pub async fn clone_template() -> Clone {
    make(&server().template).await
}

/// A database with nothing in it.
pub async fn empty_database() -> Clone {
    make("template0").await
}

async fn make(template: &str) -> Clone {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let server = server();
    let name = format!("{}_{}", prefix(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&server.admin_url).await.unwrap();
    admin
        .execute(AssertSqlSafe(format!(
            "create database {name} template {template}{}",
            server.strategy
        )))
        .await
        .unwrap();
    admin.close().await.unwrap();
    Clone {
        url: with_database(&server.admin_url, &name),
        name,
    }
}

impl Drop for Clone {
    fn drop(&mut self) {
        let statement = format!("drop database {} with (force)", self.name);
        // Inside of a test's runtime nothing can be waited for: a thread with a runtime of its own can.
        let dropped = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let mut admin = PgConnection::connect(&server().admin_url).await.unwrap();
                admin.execute(AssertSqlSafe(statement)).await.unwrap();
            });
        })
        .join();
        assert!(dropped.is_ok() || thread::panicking());
    }
}

/// A connection with the rights that the server has, at the time of the tests' clock.
pub async fn app_rw(url: &str, now: Timestamp) -> PgConnection {
    let mut db = PgConnection::connect(url).await.unwrap();
    db.execute("set role app_rw").await.unwrap();
    sqlx::query("select set_config('punte.now', $1, false)")
        .bind(now.to_string())
        .execute(&mut db)
        .await
        .unwrap();
    db
}

/// The instant of a clock, for statements.
pub(crate) fn now_of(clock: &TestClock) -> Timestamp {
    clock.now()
}
