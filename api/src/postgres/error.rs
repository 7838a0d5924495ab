//! What can keep the private cluster from running, each as one line: what is missing, what to do.

use std::{io, path::PathBuf};

/// Why the private cluster is not there. `Display` is one line for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No `postgres` and `initdb` anywhere they are looked for.
    #[error(
        "no PostgreSQL found in {place}: apt-get install postgresql postgis postgresql-postgis, or set DATABASE_URL"
    )]
    NoPostgres {
        /// Where it was looked for.
        place: String,
    },

    /// PostgreSQL without the extension.
    #[error(
        "PostgreSQL {major} in {} has no PostGIS: apt-get install postgresql-{major}-postgis-3, or set DATABASE_URL",
        bindir.display()
    )]
    NoPostgis {
        /// The major version that was found.
        major: u32,
        /// Its directory of binaries.
        bindir: PathBuf,
    },

    /// The data directory needs binaries that are not installed.
    #[error(
        "{} was made by PostgreSQL {data}, and installed is {installed}: apt-get install postgresql-{data} postgresql-{data}-postgis-3, or upgrade the data with pg_upgrade, or choose another PUNTE_DATA_DIR",
        path.display()
    )]
    OtherMajor {
        /// The data directory of PostgreSQL.
        path: PathBuf,
        /// The major version that made it.
        data: u32,
        /// What is installed, for reading.
        installed: String,
    },

    /// The directory of PostgreSQL's data holds something else.
    #[error("{} is not empty and not a PostgreSQL data directory: move it away, or choose another PUNTE_DATA_DIR", path.display())]
    NotACluster {
        /// The directory.
        path: PathBuf,
    },

    /// `setpriv` of util-linux binds the server's life to ours.
    #[error("the command setpriv is missing: apt-get install util-linux")]
    NoSetpriv,

    /// PostgreSQL refuses to run as root and there is nobody else to run it as.
    #[error(
        "running as root, and there is no ordinary account '{name}' to run PostgreSQL as: create it, or name another in PUNTE_PG_USER, or run as an ordinary user"
    )]
    NoAccount {
        /// The account that was looked up.
        name: String,
    },

    /// The data directory cannot be created or written.
    #[error("cannot write to {}: {source}: set PUNTE_DATA_DIR to a directory of your own", path.display())]
    NotWritable {
        /// What could not be written.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// As root: the server's account cannot get into the data directory.
    #[error(
        "the account '{name}' cannot reach {}: open every parent directory to it (chmod o+x), or set PUNTE_DATA_DIR elsewhere",
        path.display()
    )]
    Closed {
        /// The account of the server.
        name: String,
        /// The directory it has to reach.
        path: PathBuf,
    },

    /// The cluster belongs to another account than the one that would run it.
    #[error(
        "{} belongs to the account with uid {uid}: run as that account, or (as root) name it in PUNTE_PG_USER, or choose another PUNTE_DATA_DIR",
        path.display()
    )]
    ForeignData {
        /// The directory.
        path: PathBuf,
        /// Whose it is.
        uid: u32,
    },

    /// Somebody else sits where the socket should be.
    #[error(
        "the socket directory {} is not a directory of this account: remove it, or set XDG_RUNTIME_DIR or TMPDIR to a directory of your own",
        path.display()
    )]
    ForeignSocketDir {
        /// The directory.
        path: PathBuf,
    },

    /// The kernel holds socket paths of at most 107 bytes.
    #[error(
        "the socket path {} is longer than {limit} bytes: set PUNTE_DATA_DIR, XDG_RUNTIME_DIR or TMPDIR to a shorter path",
        path.display()
    )]
    SocketPathTooLong {
        /// The shortest path there was.
        path: PathBuf,
        /// What the kernel holds.
        limit: usize,
    },

    /// initdb failed.
    #[error("cannot create a database cluster in {}: {message}", path.display())]
    Initdb {
        /// The data directory.
        path: PathBuf,
        /// initdb's own words.
        message: String,
    },

    /// The server ended instead of becoming ready.
    #[error("PostgreSQL ended at once ({message}): see {}", log.display())]
    Ended {
        /// Its last words.
        message: String,
        /// The whole log.
        log: PathBuf,
    },

    /// The server runs and does not become ready.
    #[error("PostgreSQL was not ready in {seconds} s: see {}", log.display())]
    NotReady {
        /// How long it was waited for.
        seconds: u64,
        /// Its log.
        log: PathBuf,
    },

    /// The former server does not end.
    #[error("the former PostgreSQL (pid {pid}) is still stopping after {seconds} s: see {}", log.display())]
    StillStopping {
        /// Its process.
        pid: u32,
        /// How long it was waited for.
        seconds: u64,
        /// Its log.
        log: PathBuf,
    },

    /// Another process holds the start lock.
    #[error("another process has been starting the database for {seconds} s and holds {}: end it, then try again", path.display())]
    Busy {
        /// The lock file.
        path: PathBuf,
        /// How long it was waited for.
        seconds: u64,
    },

    /// The system refused something that it never should.
    #[error("cannot {what}: {source}")]
    System {
        /// What was tried.
        what: String,
        /// Why not.
        source: io::Error,
    },
}

impl ClusterError {
    /// For `map_err`: keeps the cause and says what was tried.
    pub(super) fn system(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::System { what, source }
    }

    /// For `map_err`: a path that has to be writable is not.
    pub(super) fn not_writable(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::NotWritable { path, source }
    }
}
