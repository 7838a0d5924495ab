//! The seals of the audit log, written down outside of the database: one line a minute, signed with the installation's secret; of what is
//! older than a month one an hour stays.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
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
/// How long each line is kept. Of older ones the last of each hour stays: the chain in the database leads from one to the next.
const WHOLE_FOR: SignedDuration = SignedDuration::from_hours(31 * 24);
/// So many lines in a row that are too young, and no older one is looked for: a day of them. A clock that was wrong for a while stops nothing.
const YOUNG_IN_A_ROW: usize = 1_440;
/// How often it is looked whether lines are old enough to go, here and in the database.
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
        self.hold(true)
            .and_then(|mut file| {
                file.write_all(line_of(keys, checkpoint).as_bytes())?;
                file.sync_data()
            })
            .map_err(|e| self.failed(e))
    }

    /// Leaves the first line, those of the last 31 days, and of what is older the last of each hour; how many went. What is left proves the
    /// same chain: each line says the hash of all that was sealed up to it. A file with a line that is not ours stays as it is.
    pub fn thin(&self, keys: &Keys, now: Timestamp) -> Result<usize, CheckpointError> {
        let held = match self.hold(false) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(self.failed(error)),
        };
        let new = self.path.with_extension("new");
        let done = self.thin_into(keys, &mut BufReader::new(&held), &new, now - WHOLE_FOR);
        if !matches!(done, Ok(gone) if gone > 0) {
            // What was made of it stands for nothing.
            let _gone = fs::remove_file(&new);
            return done;
        }
        // Whoever waits to add a line finds the new file: the old one is held until it is there.
        fs::rename(&new, &self.path)
            .and_then(|()| match self.path.parent() {
                Some(directory) => File::open(directory)?.sync_all(),
                None => Ok(()),
            })
            .map_err(|e| self.failed(e))?;
        done
    }

    /// Writes what stays of a file into another one; how many lines do not.
    fn thin_into(
        &self,
        keys: &Keys,
        file: &mut BufReader<&File>,
        new: &Path,
        whole_since: Timestamp,
    ) -> Result<usize, CheckpointError> {
        let out = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(true)
            .mode(0o600)
            .open(new)
            .map_err(|e| self.failed(e))?;
        let mut out = BufWriter::new(out);
        let mut write = |checkpoint: &Checkpoint| {
            out.write_all(line_of(keys, checkpoint).as_bytes())
                .map_err(|e| self.failed(e))
        };
        let hour_of = |checkpoint: &Checkpoint| checkpoint.at.as_second().div_euclid(3_600);
        let (mut first, mut gone) = (true, 0);
        // The last one so far of its hour.
        let mut waits: Option<Checkpoint> = None;
        while let Some(checkpoint) = self.next(keys, file)? {
            let whole = first || checkpoint.at > whole_since;
            first = false;
            if let Some(before) = waits.take() {
                if whole || hour_of(&before) != hour_of(&checkpoint) {
                    write(&before)?;
                } else {
                    gone += 1;
                }
            }
            if whole {
                write(&checkpoint)?;
            } else {
                waits = Some(checkpoint);
            }
        }
        if let Some(last) = waits {
            write(&last)?;
        }
        out.into_inner()
            .map_err(|e| self.failed(e.into_error()))?
            .sync_all()
            .map_err(|e| self.failed(e))?;
        Ok(gone)
    }

    /// Opens the file to add to it, alone until it is closed. Whoever thins it puts another in its place meanwhile.
    fn hold(&self, make: bool) -> io::Result<File> {
        loop {
            let file = OpenOptions::new()
                .create(make)
                .append(true)
                .read(true)
                .mode(0o600)
                .open(&self.path)?;
            file.lock()?;
            let held = file.metadata()?;
            match fs::metadata(&self.path) {
                Ok(there) if (there.dev(), there.ino()) == (held.dev(), held.ino()) => {
                    return Ok(file);
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// All of them; none if there is no file yet.
    pub fn read(&self, keys: &Keys) -> Result<Vec<Checkpoint>, CheckpointError> {
        let Some(mut file) = self.open()? else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        while let Some(checkpoint) = self.next(keys, &mut file)? {
            found.push(checkpoint);
        }
        Ok(found)
    }

    /// Those of seals after this one that were written down by an instant. Numbers grow from line to line: what is before is passed by, and
    /// what is younger is not read.
    pub fn read_old(
        &self,
        keys: &Keys,
        after: i64,
        by: Timestamp,
    ) -> Result<Vec<Checkpoint>, CheckpointError> {
        let Some(mut file) = self.open()? else {
            return Ok(Vec::new());
        };
        let from = self.find_after(keys, &mut file, after)?;
        file.seek(SeekFrom::Start(from))
            .map_err(|e| self.failed(e))?;
        let (mut found, mut young) = (Vec::new(), 0);
        while young < YOUNG_IN_A_ROW {
            let Some(checkpoint) = self.next(keys, &mut file)? else {
                break;
            };
            if checkpoint.at > by {
                young += 1;
                continue;
            }
            young = 0;
            if checkpoint.number > after {
                found.push(checkpoint);
            }
        }
        Ok(found)
    }

    fn open(&self) -> Result<Option<BufReader<File>>, CheckpointError> {
        match File::open(&self.path) {
            Ok(file) => Ok(Some(BufReader::new(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Where a line begins before which no checkpoint is of a seal after this one, found by halves.
    fn find_after(
        &self,
        keys: &Keys,
        file: &mut BufReader<File>,
        after: i64,
    ) -> Result<u64, CheckpointError> {
        let mut high = file.seek(SeekFrom::End(0)).map_err(|e| self.failed(e))?;
        let mut low = 0;
        while low < high {
            let middle = low + (high - low) / 2;
            file.seek(SeekFrom::Start(middle))
                .map_err(|e| self.failed(e))?;
            if middle > 0 {
                // The rest of a line whose beginning lies before.
                file.skip_until(b'\n').map_err(|e| self.failed(e))?;
            }
            match self.next(keys, file)? {
                Some(checkpoint) if checkpoint.number <= after => {
                    low = file.stream_position().map_err(|e| self.failed(e))?;
                }
                _ => high = middle,
            }
        }
        Ok(low)
    }

    /// The line that begins here; none at the end.
    fn next<F: io::Read + io::Seek>(
        &self,
        keys: &Keys,
        file: &mut BufReader<F>,
    ) -> Result<Option<Checkpoint>, CheckpointError> {
        let at = file.stream_position().map_err(|e| self.failed(e))?;
        let mut line = Vec::new();
        let length = file
            .read_until(b'\n', &mut line)
            .map_err(|e| self.failed(e))?;
        if length == 0 {
            return Ok(None);
        }
        let said = line.strip_suffix(b"\n").unwrap_or(&line);
        match std::str::from_utf8(said).ok().and_then(|l| parse(keys, l)) {
            Some(checkpoint) => Ok(Some(checkpoint)),
            None => Err(CheckpointError::Line {
                path: self.path.clone(),
                line: self.number_of(at).map_err(|e| self.failed(e))?,
            }),
        }
    }

    /// Which line begins at an offset, from 1 on.
    fn number_of(&self, at: u64) -> io::Result<usize> {
        let before = BufReader::new(File::open(&self.path)?.take(at));
        let mut number = 1;
        for line in before.split(b'\n') {
            line?;
            number += 1;
        }
        Ok(number)
    }
}

/// A line of the file.
fn line_of(keys: &Keys, Checkpoint { number, hash, at }: &Checkpoint) -> String {
    let said = format!("{at} {number} {}", hex(hash));
    let signed = signature(keys, &said);
    format!("{said} {signed}\n")
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
    let (first, old) = match app.old_audit().await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, "it could not be read where the audit log begins");
            return;
        }
    };
    let (file, of) = (checkpoints.clone(), Arc::clone(app));
    let read = move || {
        let keys = &of.auth.keys;
        let gone = file.thin(keys, of.now())?;
        if gone > 0 {
            tracing::info!(
                gone,
                "old checkpoints of the audit log were let go but for one an hour"
            );
        }
        file.read_old(keys, first, old)
    };
    // After a while without a server it can be many: nobody waits for it.
    let known = match tokio::task::spawn_blocking(read).await {
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
