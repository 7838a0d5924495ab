//! The seals of the audit log, written down outside of the database: one line a minute, signed with the installation's secret.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::{
    app::{App, audit_log::Checkpoint},
    auth::{Keys, keys::hex},
};

/// How often what was written is sealed.
const EVERY: Duration = Duration::from_secs(1);
/// How often a seal is written down.
const WRITTEN_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// How often it is looked whether lines are old enough to go.
const FORGOTTEN_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Why checkpoints cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The file cannot be read or written.
    #[error("cannot use the checkpoints {path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line was not written by this installation, or was changed.
    #[error(
        "line {line} of the checkpoints {path} is not one of ours: it was changed, or the keys are others"
    )]
    Line {
        /// Which file.
        path: PathBuf,
        /// Which line.
        line: usize,
    },
}

/// The file. Copy it to another machine, best as it grows: what it says cannot be taken back there.
#[derive(Clone)]
pub struct Checkpoints {
    path: PathBuf,
}

impl Checkpoints {
    /// That of a data directory.
    pub fn of(data_dir: &Path) -> Self {
        Self {
            path: data_dir.join("audit-checkpoints.log"),
        }
    }

    /// At a path.
    pub const fn at(path: PathBuf) -> Self {
        Self { path }
    }

    fn failed(&self, source: io::Error) -> CheckpointError {
        CheckpointError::File {
            path: self.path.clone(),
            source,
        }
    }

    /// Adds a line: time, number, hash, signature.
    pub fn append(&self, keys: &Keys, checkpoint: &Checkpoint) -> Result<(), CheckpointError> {
        let Checkpoint { number, hash, at } = checkpoint;
        let said = format!("{at} {number} {}", hex(hash));
        let line = format!("{said} {}\n", signature(keys, &said));
        OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(&self.path)
            .and_then(|mut file| {
                file.write_all(line.as_bytes())?;
                file.sync_data()
            })
            .map_err(|e| self.failed(e))
    }

    /// All of them; none if there is no file yet.
    pub fn read(&self, keys: &Keys) -> Result<Vec<Checkpoint>, CheckpointError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(error)),
        };
        (1..)
            .zip(text.lines())
            .map(|(number, line)| {
                parse(keys, line).ok_or_else(|| CheckpointError::Line {
                    path: self.path.clone(),
                    line: number,
                })
            })
            .collect()
    }
}

fn signature(keys: &Keys, said: &str) -> String {
    hex(&keys.hmac("audit-checkpoint", said.as_bytes()))
}

fn parse(keys: &Keys, line: &str) -> Option<Checkpoint> {
    let (said, signed) = line.rsplit_once(' ')?;
    if signature(keys, said) != signed {
        return None;
    }
    let mut parts = said.split(' ');
    let at = parts.next()?.parse().ok()?;
    let number = parts.next()?.parse().ok()?;
    let digits = parts.next()?;
    let hash = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    Some(Checkpoint { number, hash, at })
}

/// Lets go of old lines, by what was written down.
async fn forget(app: &Arc<App>, checkpoints: &Checkpoints) {
    let (file, of) = (checkpoints.clone(), Arc::clone(app));
    // What was written down in years is long: nobody waits for it.
    let known = match tokio::task::spawn_blocking(move || file.read(&of.auth.keys)).await {
        Ok(Ok(known)) => known,
        Ok(Err(error)) => {
            tracing::error!(%error, "no line of the audit log can be let go");
            return;
        }
        Err(error) => {
            tracing::error!(%error, "the checkpoints were not read to their end");
            return;
        }
    };
    match app.forget_audit(&known).await {
        Ok(0) => {}
        Ok(lines) => tracing::info!(lines, "old lines of the audit log were let go"),
        Err(error) => tracing::error!(%error, "old lines of the audit log could not be let go"),
    }
}

/// Seals the audit log until told to stop, and writes a seal down every minute and at the end; beside that, once a day, it lets go of what is
/// old. Several servers may do so: one seals at a time, and each writes down what it sealed.
pub async fn keep(app: Arc<App>, checkpoints: Checkpoints, stop: watch::Receiver<bool>) {
    tokio::join!(
        seal(&app, &checkpoints, stop.clone()),
        let_go(&app, &checkpoints, stop)
    );
}

async fn seal(app: &App, checkpoints: &Checkpoints, mut stop: watch::Receiver<bool>) {
    let (mut unwritten, mut written_at) = (None, None::<Timestamp>);
    loop {
        let stopping = *stop.borrow();
        match app.seal_audit().await {
            Ok(Some(newest)) => unwritten = Some(newest),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the audit log could not be sealed"),
        }
        let now = app.now();
        let due = written_at.is_none_or(|at| now.duration_since(at) >= WRITTEN_EVERY);
        if let Some(newest) = unwritten.take_if(|_| due || stopping) {
            match checkpoints.append(&app.auth.keys, &newest) {
                Ok(()) => written_at = Some(now),
                Err(error) => {
                    tracing::error!(%error, "a seal could not be written down");
                    unwritten = Some(newest);
                }
            }
        }
        if stopping {
            return;
        }
        // Either way the loop asks again; a closed channel means that nobody can stop us but the process's end.
        let _ = tokio::time::timeout(EVERY, stop.changed()).await;
    }
}

/// Lets go of what is old at the start and once a day. Whoever stops the server does not wait for it: what is not done is done the next time.
async fn let_go(app: &Arc<App>, checkpoints: &Checkpoints, mut stop: watch::Receiver<bool>) {
    if *stop.borrow() {
        return forget(app, checkpoints).await;
    }
    let mut forgot_at = None::<Timestamp>;
    while !*stop.borrow() {
        let now = app.now();
        if forgot_at.is_none_or(|at| now.duration_since(at) >= FORGOTTEN_EVERY) {
            forgot_at = Some(now);
            tokio::select! {
                () = forget(app, checkpoints) => {}
                Ok(()) = stop.changed() => return,
            }
        }
        let _ = tokio::time::timeout(EVERY, stop.changed()).await;
    }
}
