//! What a server refuses to start with, each by its name (docs/assurance.md, T14), and what `punte doctor` says of a deployment.

#![cfg(test)]

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown},
    path::Path,
    process::{Output, Stdio},
    time::{Duration, Instant},
};

use punte_tests::{TestApp, binary, kek_file};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::Command,
    time::timeout,
};

/// A server that starts where it should refuse must not hold the tests for ever; this is no measure of speed.
const AT_MOST: Duration = Duration::from_mins(10);

fn punte(data: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("PUNTE_DATA_DIR", data)
        // What the tests' databases are sealed with.
        .env("PUNTE_KEK_FILE", kek_file())
        .envs(settings.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

async fn ended(mut command: Command) -> Output {
    timeout(AT_MOST, command.output())
        .await
        .expect("it refuses")
        .unwrap()
}

/// Why it does not start.
async fn refused(data: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> String {
    let arguments = [&["serve", "--listen", "127.0.0.1:0"], arguments].concat();
    let output = ended(punte(data, &arguments, settings)).await;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success(),
        "{arguments:?} {settings:?} started: {said}"
    );
    said
}

#[tokio::test]
async fn settings_that_are_unsafe_are_refused_by_name() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    let far = "postgres://app_rw:3f0b9a7c5d1e2f4a@db.example/punte";
    let with = |end: &str| format!("{far}{end}");
    let guessed = "postgres://app_rw:app_rw@db.example/punte?sslmode=verify-full";
    let (off, plain) = (with("?sslmode=disable"), with("?sslmode=prefer"));
    let cases: [(&str, &[(&str, &str)]); 21] = [
        (
            "public-url",
            &[("PUNTE_PUBLIC_URL", "http://punte.example.org")],
        ),
        ("public-url", &[("PUNTE_PUBLIC_URL", "punte.example.org")]),
        ("public-url", &[("PUNTE_PUBLIC_URL", "")]),
        (
            "public-url",
            &[("PUNTE_PUBLIC_URL", "ftp://punte.example.org")],
        ),
        (
            "public-url",
            &[("PUNTE_PUBLIC_URL", "https://punte.example.org/help")],
        ),
        (
            "public-url",
            &[("PUNTE_PUBLIC_URL", "https://me:secret@punte.example.org")],
        ),
        (
            "mail-tls",
            &[("PUNTE_SMTP_URL", "smtp://user:secret@mail.example:25")],
        ),
        (
            "mail-tls",
            &[(
                "PUNTE_SMTP_URL",
                "smtp://mail.example:587?tls=opportunistic",
            )],
        ),
        ("mail-tls", &[("PUNTE_SMTP_URL", "http://mail.example")]),
        ("mail-tls", &[("PUNTE_SMTP_URL", "mail.example")]),
        ("mail-sender", &[("PUNTE_MAIL_FROM", "nobody")]),
        ("metrics", &[("PUNTE_METRICS_LISTEN", "0.0.0.0:9100")]),
        ("database-url", &[("DATABASE_URL", far)]),
        ("database-url", &[("DATABASE_URL", &off)]),
        ("database-url", &[("DATABASE_URL", &plain)]),
        ("database-url", &[("DATABASE_URL", guessed)]),
        ("database-url", &[("DATABASE_URL", "db.example")]),
        ("database-migrate-url", &[("DATABASE_MIGRATE_URL", far)]),
        // The file of them is named as well.
        ("kek", &[("PUNTE_KEK", "kek 1 3f0b9a")]),
        ("--limits", &[("PUNTE_LIMITS", "search=none")]),
        (
            "--trusted-proxies",
            &[("PUNTE_TRUSTED_PROXIES", "proxy.example")],
        ),
    ];
    for (name, settings) in cases {
        let said = refused(&data, &[], settings).await;
        assert!(said.contains(name), "{name} {settings:?}: {said}");
        assert!(
            !said.contains("secret") && !said.contains("3f0b9a"),
            "{said}"
        );
    }
    let said = refused(&data, &["--in-flight", "0"], &[]).await;
    assert!(said.contains("--in-flight"), "{said}");
    // What everybody can reach.
    for (name, arguments) in [
        ("demo", &["--demo", "--listen", "0.0.0.0:0"][..]),
        ("public-url", &["--listen", "0.0.0.0:0"]),
    ] {
        let output = ended(punte(&data, &[&["serve"], arguments].concat(), &[])).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with(&format!("punte: {name}: ")), "{said}");
    }
    assert!(!data.exists(), "nothing was begun");
    // A data directory that is none of ours.
    fs::write(&data, "").unwrap();
    assert!(
        refused(&data, &[], &[])
            .await
            .starts_with("punte: data-dir: ")
    );
    fs::remove_file(&data).unwrap();
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o777)).unwrap();
    let said = refused(&data, &[], &[]).await;
    assert!(
        said.starts_with("punte: data-dir: ") && said.contains("written by others"),
        "{said}"
    );
    fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
    // Only root can give a directory away.
    if chown(&data, Some(65_534), None).is_ok() {
        let said = refused(&data, &[], &[]).await;
        assert!(
            said.starts_with("punte: data-dir: ") && said.contains("another account"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn secrets_and_databases_that_are_unsafe_are_refused_by_name() {
    let app = TestApp::spawn().await;
    let home = TempDir::new().unwrap();
    let (data, url) = (home.path(), app.database_url());
    let on = [("DATABASE_URL", url)];
    // The tests sign in as a superuser, which only a demo may.
    let said = refused(data, &[], &on).await;
    assert!(said.starts_with("punte: database-role: "), "{said}");
    let lossy = format!("{url}&options=-c%20synchronous_commit%3Doff");
    let said = refused(data, &["--demo"], &[("DATABASE_URL", &lossy)]).await;
    assert!(said.starts_with("punte: synchronous-commit: "), "{said}");
    let keys = data.join("keys");
    let write = |name: &str, bytes: &[u8], mode: u32| {
        fs::create_dir_all(&keys).unwrap();
        fs::write(keys.join(name), bytes).unwrap();
        fs::set_permissions(keys.join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    let random: Vec<u8> = (0..32).map(|n| n * 7 + 1).collect();
    for (bytes, mode, why) in [
        (
            &random[..16],
            0o600,
            "does not hold a key of the right kind",
        ),
        (&random[..], 0o640, "can be read by others"),
        (&[0; 32][..], 0o600, "holds no random bytes"),
        (&[][..], 0o600, "holds no random bytes"),
    ] {
        write("secret.bin", bytes, mode);
        let said = refused(data, &["--demo"], &on).await;
        assert!(said.contains(why), "{said}");
    }
    write("secret.bin", &random, 0o600);
    write("token-ed25519.pk8", &random, 0o600);
    let said = refused(data, &["--demo"], &on).await;
    assert!(said.contains("is not an Ed25519 key"), "{said}");
    fs::remove_file(keys.join("token-ed25519.pk8")).unwrap();
    if chown(keys.join("secret.bin"), Some(65_534), None).is_ok() {
        let said = refused(data, &["--demo"], &on).await;
        assert!(said.contains("another account"), "{said}");
    }
    write("secret.bin", &random, 0o600);
    chown(keys.join("secret.bin"), Some(owner_of(data)), None).unwrap();
    // Data that were written with other keys; and keys that are gone are not made anew.
    let mut db = app.superuser().await;
    sqlx::query("insert into installation (keys_check) values ('another')")
        .execute(&mut db)
        .await
        .unwrap();
    fs::remove_file(keys.join("token-ed25519.pk8")).unwrap();
    let said = refused(data, &["--demo"], &on).await;
    assert!(
        said.starts_with("punte: keys: ") && said.contains("is missing"),
        "{said}"
    );
    fs::remove_dir_all(&keys).unwrap();
    let said = refused(data, &["--demo"], &on).await;
    assert!(
        said.starts_with("punte: keys: ") && !keys.join("secret.bin").exists(),
        "{said}"
    );
    for name in ["secret.bin", "token-ed25519.pk8"] {
        write(name, &fs::read(app.keys().join(name)).unwrap(), 0o600);
    }
    let said = refused(data, &["--demo"], &on).await;
    assert!(said.starts_with("punte: keys-belong: "), "{said}");
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o777)).unwrap();
    let said = refused(data, &["--demo"], &on).await;
    assert!(said.starts_with("punte: keys-dir: "), "{said}");
    // A schema that a newer version made.
    sqlx::query("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (99999999999999, 'x', true, '', 0)")
        .execute(&mut db)
        .await
        .unwrap();
    let said = refused(data, &["--demo"], &on).await;
    assert!(said.contains("made by a newer Punte"), "{said}");
}

/// The account that owns a directory: ours.
fn owner_of(directory: &Path) -> u32 {
    fs::metadata(directory).unwrap().uid()
}

async fn examined(data: &Path, url: &str) -> (bool, Value) {
    let output = ended(punte(data, &["doctor", "--json"], &[("DATABASE_URL", url)])).await;
    let said = String::from_utf8_lossy(&output.stdout);
    let report = serde_json::from_str(&said)
        .unwrap_or_else(|e| panic!("{e}: {said} {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.success(), report)
}

fn named(report: &Value, verdict: &str) -> Vec<String> {
    report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["verdict"] == verdict)
        .map(|f| f["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_doctor_passes_on_what_script_server_starts() {
    let script =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../script/server")).unwrap();
    assert!(
        script.contains("/punte\" serve --demo \"$@\""),
        "it starts something else than what is started here: {script}"
    );
    let home = tempfile::Builder::new().prefix("pd").tempdir().unwrap();
    // As root, PostgreSQL runs as another account, which passes through here.
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o711)).unwrap();
    let own = |arguments: &[&str]| {
        let mut command = punte(home.path(), arguments, &[]);
        command.env_remove("PUNTE_KEK_FILE");
        command
    };
    let mut server = own(&["serve", "--demo", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = timeout(AT_MOST, lines.next_line())
        .await
        .expect("it starts")
        .unwrap();
    assert!(first.unwrap_or_default().starts_with("Punte listens on"));
    // Its worker shows itself within seconds, and seals the log, which is written down outside of the database.
    let began = Instant::now();
    let report = loop {
        let output = ended(own(&["doctor", "--json"])).await;
        let said = String::from_utf8_lossy(&output.stdout);
        let report: Value = serde_json::from_str(&said)
            .unwrap_or_else(|e| panic!("{e}: {said} {}", String::from_utf8_lossy(&output.stderr)));
        let sealed = named(&report, "ok").contains(&"audit-checkpoints".to_owned());
        if output.status.success() && sealed {
            break report;
        }
        assert!(began.elapsed() < AT_MOST, "{report}");
        tokio::time::sleep(Duration::from_secs(1)).await;
    };
    assert_eq!(named(&report, "failed"), Vec::<String>::new(), "{report}");
    let fine = named(&report, "ok");
    for name in [
        "data-dir",
        "keys-dir",
        "keys",
        "kek",
        "keys-belong",
        "token-key",
        "database",
        // The private cluster is used as the role that may do what is needed and no more.
        "database-role",
        "fsync",
        "full-page-writes",
        "synchronous-commit",
        "checksums",
        "clock",
        "worker",
        "dead-jobs",
        "late-jobs",
        "audit-seal",
    ] {
        assert!(fine.contains(&name.to_owned()), "{name}: {report}");
    }
    // PostgreSQL is told by the kernel, and stops.
    server.kill().await.unwrap();
}

#[tokio::test]
async fn the_doctor_passes_on_a_demo_server_and_finds_what_breaks_afterwards() {
    let app = TestApp::spawn().await;
    let home = TempDir::new().unwrap();
    let (data, url) = (home.path(), app.database_url());
    let mut server = punte(
        data,
        &["serve", "--demo", "--listen", "127.0.0.1:0"],
        &[("DATABASE_URL", url)],
    )
    .spawn()
    .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = timeout(AT_MOST, lines.next_line())
        .await
        .expect("it starts")
        .unwrap();
    assert!(first.unwrap_or_default().starts_with("Punte listens on"));
    while app
        .count("select (select count(*) from heartbeat) * (select count(*) from audit_seal)")
        .await
        == 0
        || !data.join("audit-checkpoints.log").exists()
    {
        tokio::task::yield_now().await;
    }
    let mut db = app.superuser().await;
    sqlx::query("delete from help_line")
        .execute(&mut db)
        .await
        .unwrap();
    let (passes, report) = examined(data, url).await;
    assert_eq!(named(&report, "failed"), Vec::<String>::new(), "{report}");
    assert!(passes && report["verdict"] == "warning", "{report}");
    let warnings = named(&report, "warning");
    for name in ["help-lines", "mail-sender", "mail-tls", "database-role"] {
        assert!(warnings.contains(&name.to_owned()), "{name}: {report}");
    }
    server.kill().await.unwrap();
    for statement in [
        "update heartbeat set at = at - interval '1 hour'",
        "set session_replication_role = replica",
        "delete from audit_seal",
        "update installation set keys_check = 'another'",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    let (passes, report) = examined(data, url).await;
    let failed = named(&report, "failed");
    assert!(!passes && report["verdict"] == "failed", "{report}");
    for name in ["worker", "audit-checkpoints", "keys-belong"] {
        assert!(failed.contains(&name.to_owned()), "{name}: {report}");
    }
    // For people: a table.
    let output = ended(punte(data, &["doctor"], &[("DATABASE_URL", url)])).await;
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        table.contains("keys-belong") && table.contains("failed"),
        "{table}"
    );
}
