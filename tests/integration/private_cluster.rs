//! The private cluster, really started: each test has its own data directory.

#![cfg(test)]

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::Command,
    sync::Barrier,
    thread,
    time::Duration,
};

use punte_api::postgres::{ClusterError, ClusterOptions, PrivateCluster};
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

/// A data directory that, as root, the server's account can pass through.
fn data_dir() -> TempDir {
    let dir = tempfile::Builder::new().prefix("pt").tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o711)).unwrap();
    dir
}

fn start(dir: &Path) -> PrivateCluster {
    PrivateCluster::start_with(&ClusterOptions::new(dir)).unwrap()
}

fn refusal(options: &ClusterOptions) -> ClusterError {
    let refused = PrivateCluster::start_with(options).unwrap_err();
    assert_eq!(refused.to_string().lines().count(), 1, "{refused}");
    refused
}

/// Runs statements as the superuser and gives the first column of the last one.
fn ask(cluster: &PrivateCluster, statements: &[&'static str]) -> String {
    let url = cluster.url("punte", "postgres");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let (last, before) = statements.split_last().unwrap();
        for statement in before {
            sqlx::query(*statement)
                .execute(&mut connection)
                .await
                .unwrap();
        }
        let answer: String = sqlx::query_scalar(*last)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        answer
    })
}

fn pid_file(dir: &Path) -> std::path::PathBuf {
    dir.join("pg/data/postmaster.pid")
}

fn server_pid(dir: &Path) -> String {
    let text = fs::read_to_string(pid_file(dir)).unwrap();
    text.lines().next().unwrap().to_owned()
}

fn kill(signal: &str, pid: &str) {
    // The shell's own kill: a bare machine has no other.
    let status = Command::new("sh")
        .args(["-c", "kill $0 $1", signal, pid])
        .status()
        .unwrap();
    assert!(status.success());
}

#[test]
fn a_cluster_starts_with_postgis_and_every_promise_about_durability() {
    let dir = data_dir();
    let cluster = start(dir.path());
    assert!(!cluster.attached());
    let version = ask(
        &cluster,
        &["create extension postgis", "select postgis_lib_version()"],
    );
    assert!(
        version.starts_with(|c: char| c.is_ascii_digit()),
        "{version}"
    );
    let settings = ask(
        &cluster,
        &[
            "select string_agg(current_setting(name), ' ') from unnest(array['fsync', \
           'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', \
           'unix_socket_permissions', 'server_encoding', 'session_authorization']) as name",
        ],
    );
    assert_eq!(settings, "on on on on  0700 UTF8 punte");
    cluster.stop();
    assert!(!pid_file(dir.path()).exists());
    assert_eq!(
        fs::metadata(dir.path().join("pg"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o700
    );
}

#[test]
fn data_survive_a_stop_and_a_start() {
    let dir = data_dir();
    let cluster = start(dir.path());
    ask(
        &cluster,
        &[
            "create table kept as select 'kept' as word",
            "select word from kept",
        ],
    );
    cluster.stop();
    let cluster = start(dir.path());
    assert_eq!(ask(&cluster, &["select word from kept"]), "kept");
}

#[test]
fn a_second_start_attaches_and_its_end_leaves_the_server_alone() {
    let dir = data_dir();
    let first = start(dir.path());
    let second = start(dir.path());
    assert!(second.attached());
    assert_eq!(
        second.url("punte", "postgres"),
        first.url("punte", "postgres")
    );
    second.stop();
    assert_eq!(ask(&first, &["select 'alive'"]), "alive");
}

#[test]
fn of_many_concurrent_starts_exactly_one_starts_the_server() {
    let dir = data_dir();
    let barrier = Barrier::new(4);
    let clusters: Vec<PrivateCluster> = thread::scope(|scope| {
        let starts: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    barrier.wait();
                    start(dir.path())
                })
            })
            .collect();
        starts.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(clusters.iter().filter(|one| !one.attached()).count(), 1);
    // The starting threads are gone, and the server is not.
    for cluster in &clusters {
        assert_eq!(ask(cluster, &["select 'alive'"]), "alive");
    }
}

#[test]
fn a_killed_server_is_recovered_by_the_next_start() {
    let dir = data_dir();
    let killed = start(dir.path());
    ask(
        &killed,
        &[
            "create table kept as select 'kept' as word",
            "select word from kept",
        ],
    );
    kill("-9", &server_pid(dir.path()));
    // The first handle still holds the dead process uncollected: its id is taken, by no server.
    let recovered = start(dir.path());
    assert!(!recovered.attached());
    assert_eq!(ask(&recovered, &["select word from kept"]), "kept");
    killed.stop();
    assert_eq!(ask(&recovered, &["select 'alive'"]), "alive");
}

#[test]
fn a_start_waits_for_a_stopping_server_and_takes_its_place() {
    let dir = data_dir();
    let first = start(dir.path());
    let old = server_pid(dir.path());
    kill("-INT", &old);
    // The signal is sent, not yet heard.
    let ready =
        || fs::read_to_string(pid_file(dir.path())).is_ok_and(|text| text.contains("ready"));
    while ready() {
        thread::yield_now();
    }
    let second = start(dir.path());
    assert!(!second.attached());
    assert_ne!(server_pid(dir.path()), old);
    first.stop();
    assert_eq!(ask(&second, &["select 'alive'"]), "alive");
}

#[test]
fn a_recycled_process_id_is_not_taken_for_a_server() {
    let dir = data_dir();
    let cluster = start(dir.path());
    let files = [
        pid_file(dir.path()),
        dir.path().join("pg/s/.s.PGSQL.5432.lock"),
    ];
    let left_behind = files
        .each_ref()
        .map(|file| fs::read_to_string(file).unwrap());
    let old = server_pid(dir.path());
    cluster.stop();
    // A neighbour of the same account, and this process itself.
    let mut neighbour = Command::new("sleep").arg("60").spawn().unwrap();
    for pid in [neighbour.id(), std::process::id()] {
        for (file, text) in files.iter().zip(&left_behind) {
            fs::write(file, text.replacen(&old, &pid.to_string(), 1)).unwrap();
        }
        let cluster = start(dir.path());
        assert!(!cluster.attached());
        assert_eq!(ask(&cluster, &["select 'alive'"]), "alive");
    }
    neighbour.kill().unwrap();
    neighbour.wait().unwrap();
}

#[test]
fn an_interrupted_initdb_leaves_nothing_that_counts() {
    let dir = data_dir();
    start(dir.path()).stop();
    let pg = dir.path().join("pg");
    fs::rename(pg.join("data"), pg.join("data.new-1")).unwrap();
    fs::remove_file(pg.join("data.new-1/PG_VERSION")).unwrap();
    let cluster = start(dir.path());
    assert_eq!(ask(&cluster, &["select 'alive'"]), "alive");
    assert!(!pg.join("data.new-1").exists());
}

#[test]
fn a_long_data_path_moves_the_socket_and_a_link_in_its_place_is_refused() {
    let dir = data_dir();
    let long = dir.path().join("x".repeat(100));
    let sockets = data_dir();
    let mut options = ClusterOptions::new(&long);
    options.socket_bases = vec![sockets.path().to_owned()];
    let cluster = PrivateCluster::start_with(&options).unwrap();
    assert_eq!(ask(&cluster, &["select 'alive'"]), "alive");
    let made = fs::read_dir(sockets.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(made.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    cluster.stop();
    assert!(!made.path().exists());

    let elsewhere = data_dir();
    symlink(elsewhere.path(), made.path()).unwrap();
    let refused = refusal(&options);
    assert!(
        matches!(refused, ClusterError::ForeignSocketDir { .. }),
        "{refused}"
    );
    assert_eq!(
        fs::metadata(elsewhere.path()).unwrap().permissions().mode() & 0o777,
        0o711
    );

    options.socket_bases = vec![long.clone()];
    let refused = refusal(&options);
    assert!(
        matches!(refused, ClusterError::SocketPathTooLong { .. }),
        "{refused}"
    );
}

#[test]
fn missing_software_is_named_in_one_line() {
    let dir = data_dir();
    let empty = data_dir();
    let mut options = ClusterOptions::new(dir.path());
    options.bindir = Some(empty.path().to_owned());
    let refused = refusal(&options).to_string();
    assert!(refused.contains("no PostgreSQL found"), "{refused}");
    assert!(refused.contains("PUNTE_PG_BINDIR"), "{refused}");

    // A PostgreSQL without the extension's files.
    for (name, script) in [
        ("postgres", "#!/bin/sh\necho 'postgres (PostgreSQL) 15.1'\n"),
        ("initdb", "#!/bin/sh\nexit 1\n"),
    ] {
        let path = empty.path().join(name);
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let refused = refusal(&options).to_string();
    assert!(refused.contains("has no PostGIS"), "{refused}");
    assert!(refused.contains("postgresql-15-postgis-3"), "{refused}");
}

#[test]
fn data_of_another_major_version_are_left_alone() {
    let dir = data_dir();
    let options = ClusterOptions::new(dir.path());
    start(dir.path()).stop();
    let version = dir.path().join("pg/data/PG_VERSION");
    fs::write(&version, "9\n").unwrap();
    let refused = refusal(&options).to_string();
    assert!(refused.contains("was made by PostgreSQL 9"), "{refused}");
    assert_eq!(fs::read_to_string(&version).unwrap(), "9\n");
}

#[test]
fn a_directory_that_is_no_cluster_is_left_alone() {
    let dir = data_dir();
    let options = ClusterOptions::new(dir.path());
    start(dir.path()).stop();
    let data = dir.path().join("pg/data");
    fs::remove_file(data.join("PG_VERSION")).unwrap();
    let refused = refusal(&options);
    assert!(
        matches!(refused, ClusterError::NotACluster { .. }),
        "{refused}"
    );
    assert!(data.join("global").exists());
}

#[test]
fn a_server_that_ends_at_once_says_why_and_where_the_log_is() {
    let dir = data_dir();
    let options = ClusterOptions::new(dir.path());
    start(dir.path()).stop();
    let conf = dir.path().join("pg/data/postgresql.auto.conf");
    let text = fs::read_to_string(&conf).unwrap();
    fs::write(&conf, format!("{text}\nmax_connections = 'many'\n")).unwrap();
    let refused = refusal(&options).to_string();
    assert!(refused.contains("ended at once"), "{refused}");
    assert!(refused.contains("pg/server.log"), "{refused}");
}

#[test]
fn a_place_that_cannot_be_written_is_named_in_one_line() {
    let dir = data_dir();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let refused = refusal(&ClusterOptions::new(file.join("below")));
    assert!(
        matches!(refused, ClusterError::NotWritable { .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("PUNTE_DATA_DIR"), "{refused}");
}

#[test]
fn as_root_the_account_must_exist_and_reach_the_directory() {
    // An ordinary user runs the server as itself, and there is nothing to refuse.
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if !root {
        return;
    }
    let dir = data_dir();
    let mut options = ClusterOptions::new(dir.path());
    options.user = "nobody-by-that-name".to_owned();
    let refused = refusal(&options).to_string();
    assert!(refused.contains("PUNTE_PG_USER"), "{refused}");

    let closed = dir.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    let refused = refusal(&ClusterOptions::new(closed.join("below")));
    assert!(matches!(refused, ClusterError::Closed { .. }), "{refused}");

    // What the application keeps beside the cluster stays root's own.
    let cluster = start(dir.path());
    let owner = |path: &Path| {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).unwrap().uid()
    };
    assert_eq!(owner(dir.path()), 0);
    assert_ne!(owner(&dir.path().join("pg")), 0);
    cluster.stop();
}

#[test]
fn an_orphaned_server_is_not_attached_to() {
    let dir = data_dir();
    // A stand-in for a killed starter: the lock names a process that is not the server's parent,
    // and the server is about to be told to stop.
    let first = start(dir.path());
    fs::write(dir.path().join("pg.lock"), "1\n").unwrap();
    let old = server_pid(dir.path());
    let stopper = thread::spawn({
        let old = old.clone();
        move || {
            thread::sleep(Duration::from_millis(200));
            kill("-INT", &old);
        }
    });
    let second = start(dir.path());
    stopper.join().unwrap();
    assert!(!second.attached());
    assert_ne!(server_pid(dir.path()), old);
    first.stop();
}
