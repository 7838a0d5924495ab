//! A `punte serve` of the test's own, on a private cluster of its own: killed, stopped and started again.

#![cfg(test)]

use std::{
    fs::{self, OpenOptions, Permissions},
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    time::{Duration, Instant},
};

use punte_tests::binary;
use sqlx::{Connection as _, PgConnection};
use tempfile::TempDir;
use tokio::time::sleep;

/// What takes longer has failed: a test must not hang. How long it took is printed, and judged elsewhere.
pub const BOUND: Duration = Duration::from_secs(30);
/// Within which a connection to the database is there, when nothing is broken any more.
const CONNECTED: Duration = Duration::from_secs(10);
/// Between two looks.
pub const LOOK: Duration = Duration::from_millis(20);

/// All requests come from one address, and a try that is cut off counts for ever.
const LIMITS: &str = "requests=off,sign-in=off,sign-in-address=off,sign-up=off,links=off,codes=off,all-codes=off,passwords=off";

/// A port that nobody gets by chance: the kernel hands out those from 32768 on (`ip_local_port_range`), so that it is free again
/// after a kill, whatever other tests open meanwhile. And none twice in this process: what it is for may not listen yet.
pub fn quiet_port() -> u16 {
    static HANDED_OUT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(u64::from(std::process::id()) * 7 % 10_000).unwrap();
    (0..10_000)
        .map(|_| 20_000 + (own + HANDED_OUT.fetch_add(1, Ordering::Relaxed)) % 10_000)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a port is free")
}

/// Sends a signal.
pub fn signal(signal: &str, pid: &str) {
    // The shell's own kill: a bare machine has no other.
    let status = Command::new("sh")
        .args(["-c", "kill $0 $1", signal, pid])
        .status()
        .unwrap();
    assert!(status.success(), "kill {signal} {pid}");
}

/// A server, and what it runs on. It ends with this value.
pub struct Installation {
    directory: TempDir,
    /// Where it listens.
    pub listen: String,
    smtp_url: String,
    server: Child,
    http: reqwest::Client,
}

impl Installation {
    /// Starts one that sends its mails there, and waits until it serves.
    pub async fn start(smtp_url: &str) -> Self {
        let directory = tempfile::Builder::new().prefix("pk").tempdir().unwrap();
        // As root, PostgreSQL runs as another account, which passes through here.
        fs::set_permissions(directory.path(), Permissions::from_mode(0o711)).unwrap();
        let listen = format!("127.0.0.1:{}", quiet_port());
        let server = serve(directory.path(), &listen, smtp_url);
        let mut started = Self {
            directory,
            listen,
            smtp_url: smtp_url.to_owned(),
            server,
            http: reqwest::Client::builder()
                .pool_max_idle_per_host(0)
                .no_proxy()
                .timeout(Duration::from_secs(2))
                .build()
                .unwrap(),
        };
        // With initdb, the schema and the places: more than a start later on.
        started.serves(Instant::now(), 4 * BOUND).await;
        started
    }

    /// Runs a command on the same data; what it said on standard output.
    pub fn operator(&self, arguments: &[&str]) -> String {
        let output = punte(self.directory.path(), arguments).output().unwrap();
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            said(&output.stderr)
        );
        said(&output.stdout)
    }

    /// kill -9 of the server. Its PostgreSQL is told by the kernel, and stops.
    pub fn kill(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Starts the server again, as whoever looks after it would: the one thing that is done by hand.
    pub fn start_again(&mut self) {
        self.server = serve(self.directory.path(), &self.listen, &self.smtp_url);
    }

    /// Sends the server a signal.
    pub fn signal(&self, name: &str) {
        signal(name, &self.server.id().to_string());
    }

    /// Waits until it serves: the database answers, and so does it. How long that took from an instant on.
    pub async fn back(&mut self, since: Instant) -> Duration {
        self.serves(since, BOUND).await
    }

    async fn serves(&mut self, since: Instant, bound: Duration) -> Duration {
        let url = format!("http://{}/readyz", self.listen);
        loop {
            if let Some(status) = self.server.try_wait().unwrap() {
                panic!("the server ended ({status}): {}", self.log());
            }
            if let Ok(answer) = self.http.get(&url).send().await
                && answer.status().is_success()
            {
                return since.elapsed();
            }
            assert!(
                since.elapsed() < bound,
                "it does not serve after {} s: {}",
                bound.as_secs(),
                self.log()
            );
            sleep(LOOK).await;
        }
    }

    fn pid_file(&self) -> PathBuf {
        data(self.directory.path()).join("pg/data/postmaster.pid")
    }

    /// The process id of the postmaster, as its file says; it may be gone already.
    pub fn postmaster(&self) -> Option<String> {
        let text = fs::read_to_string(self.pid_file()).ok()?;
        Some(text.lines().next()?.trim().to_owned())
    }

    /// Waits until another postmaster than a killed one has begun. Without that, a dying session could answer for it.
    pub async fn another_postmaster(&self, killed: &str) {
        let began = Instant::now();
        while self.postmaster().is_none_or(|pid| pid == killed) {
            assert!(
                began.elapsed() < BOUND,
                "no other postmaster: {}",
                self.log()
            );
            sleep(LOOK).await;
        }
    }

    /// A new connection as the superuser. Never held over a fault.
    pub async fn database(&self) -> PgConnection {
        let began = Instant::now();
        loop {
            let refused = match self.superuser_url() {
                Some(url) => match PgConnection::connect(&url).await {
                    Ok(connection) => return connection,
                    Err(error) => error.to_string(),
                },
                None => "no server".to_owned(),
            };
            assert!(
                began.elapsed() < CONNECTED,
                "no connection: {refused}: {}",
                self.log()
            );
            sleep(LOOK).await;
        }
    }

    /// Lines of `postmaster.pid`: the fourth is the port, the fifth the directory of the socket.
    fn superuser_url(&self) -> Option<String> {
        let text = fs::read_to_string(self.pid_file()).ok()?;
        let mut lines = text.lines().skip(3);
        let (port, sockets) = (lines.next()?.trim(), lines.next()?.trim());
        Some(format!(
            "postgres://punte@localhost:{port}/punte?host={sockets}"
        ))
    }

    /// A number that a statement gives, over a connection of its own.
    pub async fn count(&self, statement: &'static str) -> i64 {
        let mut db = self.database().await;
        sqlx::query_scalar(statement)
            .fetch_one(&mut db)
            .await
            .unwrap()
    }

    /// What the servers said, its end.
    pub fn log(&self) -> String {
        let text = fs::read(self.directory.path().join("log")).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    /// Has the server end in good order.
    pub async fn stop(mut self) {
        self.signal("-TERM");
        let began = Instant::now();
        loop {
            if let Some(status) = self.server.try_wait().unwrap() {
                assert!(status.success(), "{status}: {}", self.log());
                return;
            }
            assert!(
                began.elapsed() < 2 * BOUND,
                "it does not stop: {}",
                self.log()
            );
            sleep(LOOK).await;
        }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        // After a failure: whatever state it is in. PostgreSQL is told by the kernel; its files are removed once it is gone.
        let _gone = self.server.kill();
        let _reaped = self.server.wait();
        let began = Instant::now();
        while self.pid_file().exists() && began.elapsed() < CONNECTED {
            std::thread::sleep(LOOK);
        }
    }
}

fn data(directory: &Path) -> PathBuf {
    directory.join("data")
}

fn punte(directory: &Path, arguments: &[&str]) -> Command {
    // What decides which PostgreSQL is taken, and nothing else of the machine's own settings.
    let kept = ["PATH", "TMPDIR", "PUNTE_PG_BINDIR", "PUNTE_PG_USER"];
    let kept = kept
        .into_iter()
        .filter_map(|name| std::env::var_os(name).map(|value| (name, value)));
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .current_dir(directory)
        .env_clear()
        .envs(kept)
        .env("PUNTE_DATA_DIR", data(directory))
        .stdin(Stdio::null());
    command
}

fn serve(directory: &Path, listen: &str, smtp_url: &str) -> Child {
    let log = OpenOptions::new()
        .create(true)
        .append(true)
        .open(directory.join("log"))
        .unwrap();
    punte(directory, &["serve"])
        .env("PUNTE_LISTEN", listen)
        .env("PUNTE_SMTP_URL", smtp_url)
        .env("PUNTE_MAIL_FROM", "Punte <punte@example.org>")
        .env("PUNTE_LIMITS", LIMITS)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap()
}
