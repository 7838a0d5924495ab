//! `postmaster.pid`: is there a live server on this data directory, and in which state.
//!
//! The file outlives a server that was killed, and its process id may by then belong to anybody,
//! so the id alone proves nothing: the process must be a `postgres` of this very data directory.

use std::{
    fs, io,
    os::unix::{ffi::OsStrExt, fs::MetadataExt},
    path::{Path, PathBuf},
};

/// What the last line of the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Starting,
    Ready,
    Stopping,
}

/// The lines of `postmaster.pid` that matter here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PidFile {
    pub(super) pid: u32,
    pub(super) port: u16,
    pub(super) socket_dir: PathBuf,
    pub(super) state: State,
}

/// What the data directory's `postmaster.pid` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Server {
    /// No file, or one whose process is gone: PostgreSQL itself overwrites it.
    None,
    /// The file names a live process (or a dead one not yet collected) that is not the server.
    /// PostgreSQL would refuse to start over it.
    Impostor,
    /// A live server.
    Live(PidFile),
}

/// Looks at the file and at the process that it names.
pub(super) fn look(data: &Path) -> Server {
    let path = data.join("postmaster.pid");
    let Ok(text) = fs::read_to_string(&path) else {
        return Server::None;
    };
    let Some(pid) = parse_pid(&text) else {
        return Server::None;
    };
    let process = PathBuf::from(format!("/proc/{pid}"));
    let (Ok(cmdline), Ok(owner)) = (
        fs::read(process.join("cmdline")),
        fs::metadata(&process).map(|metadata| metadata.uid()),
    ) else {
        return Server::None;
    };
    let same_owner = fs::metadata(&path).is_ok_and(|metadata| metadata.uid() == owner);
    if !same_owner || !serves(&cmdline, data) {
        return Server::Impostor;
    }
    // A server that has only just begun has not written all its lines.
    Server::Live(parse(&text).unwrap_or(PidFile {
        pid,
        port: 0,
        socket_dir: PathBuf::new(),
        state: State::Starting,
    }))
}

/// Removes a file that [`look`] called an impostor's. Only under the start lock.
pub(super) fn remove(data: &Path) -> io::Result<()> {
    match fs::remove_file(data.join("postmaster.pid")) {
        // A server that was just ending took its file along.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The parent of a live process: field 4 of proc_pid_stat(5).
pub(super) fn parent_of(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(") ")?;
    after_name.split(' ').nth(1)?.parse().ok()
}

/// Line 1; a stand-alone backend writes it negative.
fn parse_pid(text: &str) -> Option<u32> {
    text.lines()
        .next()?
        .trim()
        .parse::<i32>()
        .ok()
        .map(i32::unsigned_abs)
}

/// Lines: 1 pid, 2 data directory, 3 start time, 4 port, 5 socket directory, 6 listen address,
/// 7 shared memory, 8 state (src/include/utils/pidfile.h of PostgreSQL).
fn parse(text: &str) -> Option<PidFile> {
    let lines: Vec<&str> = text.lines().collect();
    Some(PidFile {
        pid: parse_pid(text)?,
        port: lines.get(3)?.trim().parse().ok()?,
        socket_dir: PathBuf::from(lines.get(4)?),
        state: match lines.get(7)?.trim() {
            "ready" | "standby" => State::Ready,
            "stopping" => State::Stopping,
            _ => State::Starting,
        },
    })
}

/// Whether a command line (zero-separated, as in /proc) is a postgres with `-D data`. A dead
/// process that its parent has not collected has an empty one.
fn serves(cmdline: &[u8], data: &Path) -> bool {
    let mut args = cmdline.split(|byte| *byte == 0);
    let program = args.next().unwrap_or_default();
    if !matches!(
        program.rsplit(|byte| *byte == b'/').next(),
        Some(b"postgres" | b"postmaster")
    ) {
        return false;
    }
    let mut args = args.skip_while(|arg| *arg != b"-D").skip(1);
    args.next() == Some(data.as_os_str().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "4711\n/d/pg/data\n1700000000\n5432\n/d/pg/s\n\n  1234567     65536\nready   \n";

    #[test]
    fn every_state_of_the_file_is_understood() {
        let file = parse(FILE).unwrap();
        assert_eq!((file.pid, file.port), (4711, 5432));
        assert_eq!(file.socket_dir, Path::new("/d/pg/s"));
        assert_eq!(file.state, State::Ready);
        let state = |word: &str| parse(&FILE.replace("ready   ", word)).unwrap().state;
        assert_eq!(state("stopping"), State::Stopping);
        assert_eq!(state("starting"), State::Starting);
        assert_eq!(parse("4711\n/d/pg/data\n"), None);
        assert_eq!(parse(""), None);
        assert_eq!(parse_pid("-4711\n"), Some(4711));
        assert_eq!(parse_pid("nonsense\n"), None);
    }

    #[test]
    fn only_a_postgres_of_this_data_directory_is_the_server() {
        let data = Path::new("/d/pg/data");
        assert!(serves(
            b"/usr/lib/postgresql/15/bin/postgres\0-D\0/d/pg/data\0-k\0/x\0",
            data
        ));
        assert!(!serves(
            b"/usr/lib/postgresql/15/bin/postgres\0-D\0/other\0",
            data
        ));
        assert!(!serves(b"/usr/bin/vim\0-D\0/d/pg/data\0", data));
        assert!(!serves(b"", data));
    }

    #[test]
    fn our_own_process_has_a_parent() {
        assert_eq!(
            parent_of(std::process::id()),
            Some(std::os::unix::process::parent_id())
        );
    }
}
