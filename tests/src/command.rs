//! The `punte` command, as an operator runs it.

use std::{
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use sqlx::{AssertSqlSafe, Executor as _};
use tempfile::TempDir;

use crate::{TestApp, database::kek_file};

/// The binary beside this one; `script/test` builds it first.
pub fn binary() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let binary = tests.ancestors().nth(2).unwrap().join("punte");
    assert!(
        binary.exists(),
        "{} is missing: run script/test, or cargo build --workspace --bin punte",
        binary.display()
    );
    binary
}

/// `punte` on the database of a test, in a directory of its own.
pub struct Operator {
    url: String,
    /// The file of key-encryption keys that the database's data were sealed with; none: its data directory's own.
    pub kek_file: Option<PathBuf>,
    /// The keys themselves, where the environment holds them.
    pub kek: Option<String>,
    /// Where it runs, and where its reports go.
    pub directory: TempDir,
}

impl Operator {
    /// For the database of a test.
    pub fn of(app: &TestApp) -> Self {
        Self {
            kek_file: Some(kek_file()),
            ..Self::at(app.database_url())
        }
    }

    /// For the database of a test, signed in as one of its roles.
    pub async fn as_role(app: &TestApp, role: &str) -> Self {
        let mut db = app.superuser().await;
        let password = format!("{role} of the tests");
        db.execute(AssertSqlSafe(format!(
            "alter role {role} password '{password}'"
        )))
        .await
        .unwrap();
        let url = app.database_url();
        let more = if url.contains('?') { '&' } else { '?' };
        let password = password.replace(' ', "%20");
        Self::at(&format!("{url}{more}user={role}&password={password}"))
    }

    /// For a database.
    pub fn at(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            kek_file: None,
            kek: None,
            directory: TempDir::new().unwrap(),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .arg("--data-dir")
            .arg(self.directory.path().join("data"))
            .current_dir(self.directory.path())
            .env("DATABASE_URL", &self.url)
            .env_remove("DATABASE_MIGRATE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(file) = &self.kek_file {
            command.env("PUNTE_KEK_FILE", file);
        }
        if let Some(keys) = &self.kek {
            command.env("PUNTE_KEK", keys);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must succeed; what it said on standard output.
    pub fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            said(&output.stderr)
        );
        said(&output.stdout)
    }

    /// Runs a command that must fail with one line; the line.
    pub fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} succeeded");
        String::from_utf8_lossy(&output.stderr).trim().to_owned()
    }

    /// Starts a command, and kills it with kill -9 once a count is more than nothing.
    pub async fn kill_once(&self, app: &TestApp, count: &'static str, arguments: &[&str]) {
        let mut command = self.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = command.spawn().unwrap();
        while app.count(count).await == 0 {
            let ended = running.try_wait().unwrap();
            assert!(ended.is_none(), "it ended before it was killed");
            tokio::task::yield_now().await;
        }
        running.kill().unwrap();
        running.wait().unwrap();
    }

    /// Writes a file into its directory; the path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Reads a file of its directory.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.directory.path().join(name)).unwrap()
    }
}
