//! The cluster's directory: who lives there now, initdb, and the start of a server.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    thread,
    time::{Duration, Instant},
};

use rustix::fs::{Mode, OFlags, open};

use super::{
    account::{Account, setpriv_error},
    directory::{self, Ownership},
    error::ClusterError,
    pidfile::{self, PidFile, Server, State},
    server::{OwnServer, SETTINGS, STOP_PATIENCE, answers},
};

/// How long a server may take to become ready, recovery after a crash included.
const START_PATIENCE: Duration = Duration::from_mins(2);
/// How long a server without its starter may look healthy before it is believed.
const ORPHAN_GRACE: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(20);
/// A log longer than this is put aside (one generation is kept) at the next start.
const LOG_LIMIT_BYTES: u64 = 10 * 1024 * 1024;

/// The cluster's directory and whose it is.
pub(super) struct Home {
    pub(super) account: Account,
    pub(super) pg: PathBuf,
    pub(super) data: PathBuf,
    log: PathBuf,
}

impl Home {
    pub(super) fn prepare(data_dir: &Path, account: Account) -> Result<Self, ClusterError> {
        let pg = data_dir.join("pg");
        let foreign = |path: &Path, uid| ClusterError::ForeignData {
            path: path.to_owned(),
            uid,
        };
        if let Ownership::Foreign(uid) =
            directory::own(&pg, &account).map_err(ClusterError::not_writable(&pg))?
        {
            return Err(foreign(&pg, uid));
        }
        if account.switch && !reaches(&account, &pg)? {
            return Err(ClusterError::Closed {
                name: account.name,
                path: pg,
            });
        }
        let data = pg.join("data");
        match fs::symlink_metadata(&data) {
            Ok(metadata) if metadata.uid() != account.uid => {
                return Err(foreign(&data, metadata.uid()));
            }
            _ => {}
        }
        Ok(Self {
            log: pg.join("server.log"),
            data,
            pg,
            account,
        })
    }

    /// Waits while a former server starts or stops. `Some` is a live one to attach to; `None`
    /// means that the field is free.
    pub(super) fn wait_for_former(
        &self,
        starter: Option<u32>,
    ) -> Result<Option<PidFile>, ClusterError> {
        let began = Instant::now();
        loop {
            let live = match pidfile::look(&self.data) {
                Server::None => return Ok(None),
                Server::Impostor => {
                    pidfile::remove(&self.data).map_err(ClusterError::not_writable(&self.data))?;
                    return Ok(None);
                }
                Server::Live(live) => live,
            };
            let waited = began.elapsed();
            match live.state {
                // A server whose starter was killed this instant has its signal under way. One
                // that somebody started by hand never had a starter of ours. One that was itself killed
                // this instant looks alive for a moment more, and answers nothing.
                State::Ready
                    if ((starter.is_some() && pidfile::parent_of(live.pid) == starter)
                        || waited > ORPHAN_GRACE)
                        && answers(&live.socket_dir, live.port) =>
                {
                    return Ok(Some(live));
                }
                State::Stopping if waited > STOP_PATIENCE => {
                    return Err(ClusterError::StillStopping {
                        pid: live.pid,
                        seconds: STOP_PATIENCE.as_secs(),
                        log: self.log.clone(),
                    });
                }
                State::Starting | State::Ready if waited > START_PATIENCE => {
                    return Err(self.not_ready());
                }
                State::Ready | State::Stopping | State::Starting => thread::sleep(POLL),
            }
        }
    }

    /// The major version that made the data directory, `None` when there is none yet.
    pub(super) fn made_by(&self) -> Result<Option<u32>, ClusterError> {
        match fs::read_to_string(self.data.join("PG_VERSION")) {
            Ok(version) => match version.trim().parse() {
                Ok(major) => Ok(Some(major)),
                Err(_unreadable) => Err(self.not_a_cluster()),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // initdb works aside and is renamed into place, so a data directory without
                // PG_VERSION is none of ours. An empty one does no harm.
                match fs::remove_dir(&self.data) {
                    Ok(()) => Ok(None),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(_not_empty) => Err(self.not_a_cluster()),
                }
            }
            Err(error) => Err(ClusterError::not_writable(&self.data)(error)),
        }
    }

    /// Creates the cluster. Interrupted at any point, it leaves nothing that counts.
    pub(super) fn initdb(&self, bindir: &Path) -> Result<(), ClusterError> {
        const UNFINISHED: &str = "data.new-";
        for entry in fs::read_dir(&self.pg).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED)
                && let Err(error) = fs::remove_dir_all(entry.path())
            {
                tracing::debug!(%error, "an unfinished data directory stays");
            }
        }
        let aside = self.pg.join(format!("{UNFINISHED}{}", std::process::id()));
        let output = self
            .account
            .command(&bindir.join("initdb"), &self.pg)
            .args(["-U", "punte", "-A", "trust", "-E", "UTF8"])
            .args(["--locale=C.UTF-8", "--data-checksums", "-D"])
            .arg(&aside)
            .output()
            .map_err(setpriv_error)?;
        if !output.status.success() {
            return Err(ClusterError::Initdb {
                path: self.data.clone(),
                message: last_words(&String::from_utf8_lossy(&output.stderr))
                    .unwrap_or_else(|| output.status.to_string()),
            });
        }
        // initdb has synchronised the files; the new name has to last as well.
        fs::rename(&aside, &self.data)
            .and_then(|()| File::open(&self.pg)?.sync_all())
            .map_err(ClusterError::not_writable(&self.data))
    }

    /// Starts the server and waits until it is ready. Sessions of a killed predecessor may
    /// hold its shared memory for a moment, then PostgreSQL refuses and it is tried again.
    pub(super) fn launch(
        &self,
        bindir: &Path,
        sockets: &Path,
    ) -> Result<(OwnServer, u16), ClusterError> {
        let began = Instant::now();
        loop {
            let log = self.open_log()?;
            let log_start = log
                .metadata()
                .map_err(ClusterError::not_writable(&self.log))?
                .len();
            let mut server = OwnServer::spawn(
                self.server_command(bindir, sockets, &log)?,
                self.outside(sockets),
            )?;
            match self.wait_until_ready(&mut server)? {
                Outcome::Ready(port) => return Ok((server, port)),
                Outcome::Ended(status) => {
                    let said = self.log_since(log_start);
                    if predecessor_lingers(&said) && began.elapsed() < STOP_PATIENCE {
                        thread::sleep(POLL * 5);
                        continue;
                    }
                    return Err(ClusterError::Ended {
                        message: last_words(&said).unwrap_or_else(|| status.to_string()),
                        log: self.log.clone(),
                    });
                }
            }
        }
    }

    fn server_command(
        &self,
        bindir: &Path,
        sockets: &Path,
        log: &File,
    ) -> Result<Command, ClusterError> {
        let copy = || {
            log.try_clone()
                .map_err(ClusterError::system("share the log"))
        };
        let mut command = self.account.command(&bindir.join("postgres"), &self.pg);
        // pidfile::look recognises a server by this -D and its absolute path.
        command.arg("-D").arg(&self.data);
        command.arg("-k").arg(sockets).args(["-p", "5432"]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.stdout(copy()?).stderr(copy()?);
        Ok(command)
    }

    fn wait_until_ready(&self, server: &mut OwnServer) -> Result<Outcome, ClusterError> {
        let began = Instant::now();
        loop {
            if let Server::Live(live) = pidfile::look(&self.data)
                && live.pid == server.child.id()
                && live.state == State::Ready
            {
                return Ok(Outcome::Ready(live.port));
            }
            let ended = server
                .child
                .try_wait()
                .map_err(ClusterError::system("watch PostgreSQL"))?;
            if let Some(status) = ended {
                return Ok(Outcome::Ended(status));
            }
            if began.elapsed() > START_PATIENCE {
                return Err(self.not_ready());
            }
            thread::sleep(POLL / 4);
        }
    }

    /// The log, appended to; a link in its place is refused, for as root the directory belongs
    /// to a less trusted account.
    fn open_log(&self) -> Result<File, ClusterError> {
        let long = fs::symlink_metadata(&self.log).is_ok_and(|log| log.len() > LOG_LIMIT_BYTES);
        if long {
            fs::rename(&self.log, self.pg.join("server.log.1"))
                .map_err(ClusterError::not_writable(&self.log))?;
        }
        let flags =
            OFlags::WRONLY | OFlags::APPEND | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        open(&self.log, flags, Mode::RUSR | Mode::WUSR)
            .map(File::from)
            .map_err(|error| ClusterError::not_writable(&self.log)(error.into()))
    }

    fn log_since(&self, start: u64) -> String {
        let read = || -> io::Result<String> {
            let mut text = Vec::new();
            let mut log = File::open(&self.log)?;
            log.seek(SeekFrom::Start(start))?;
            log.take(64 * 1024).read_to_end(&mut text)?;
            Ok(String::from_utf8_lossy(&text).into_owned())
        };
        read().unwrap_or_default()
    }

    fn outside(&self, sockets: &Path) -> Option<PathBuf> {
        (!sockets.starts_with(&self.pg)).then(|| sockets.to_owned())
    }

    fn not_ready(&self) -> ClusterError {
        ClusterError::NotReady {
            seconds: START_PATIENCE.as_secs(),
            log: self.log.clone(),
        }
    }

    fn not_a_cluster(&self) -> ClusterError {
        ClusterError::NotACluster {
            path: self.data.clone(),
        }
    }
}

enum Outcome {
    Ready(u16),
    Ended(ExitStatus),
}

/// PostgreSQL's two ways to say that its predecessor is not quite gone.
fn predecessor_lingers(log: &str) -> bool {
    log.contains("is still in use") || log.contains("lock file \"postmaster.pid\" already exists")
}

/// The line that says why: the last FATAL or error, without time and process id.
fn last_words(text: &str) -> Option<String> {
    const MARKS: [&str; 3] = ["PANIC:", "FATAL:", "error:"];
    let why = |line: &str| {
        MARKS
            .iter()
            .find_map(|mark| line.split_once(mark).map(|(_, why)| why.trim().to_owned()))
    };
    text.lines().rev().find_map(why).or_else(|| {
        text.lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .map(|line| line.trim().to_owned())
    })
}

/// Whether the account can really write there: modes, parents and access lists all count, so the
/// account tries it.
fn reaches(account: &Account, path: &Path) -> Result<bool, ClusterError> {
    account
        .command(Path::new("test"), Path::new("/"))
        .arg("-w")
        .arg(path)
        .status()
        .map(|status| status.success())
        .map_err(setpriv_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_picked_out_of_a_log() {
        let log = "2026-01-01 00:00:00.000 UTC [7] LOG:  starting PostgreSQL\n\
                   2026-01-01 00:00:00.001 UTC [7] FATAL:  could not write lock file: No space left on device\n\
                   2026-01-01 00:00:00.002 UTC [7] LOG:  database system is shut down\n";
        assert_eq!(
            last_words(log).as_deref(),
            Some("could not write lock file: No space left on device")
        );
        assert_eq!(
            last_words("setpriv: setresuid failed\n\n").as_deref(),
            Some("setpriv: setresuid failed")
        );
        assert_eq!(last_words("\n"), None);
    }

    #[test]
    fn a_lingering_predecessor_is_told_from_a_real_failure() {
        assert!(predecessor_lingers(
            "FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use"
        ));
        assert!(!predecessor_lingers("FATAL:  could not open file"));
    }
}
