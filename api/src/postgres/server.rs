//! A running server: as our child, or somebody's at a socket.

use std::{
    fs,
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{account::setpriv_error, error::ClusterError};

/// How long a server may take to be gone.
pub(super) const STOP_PATIENCE: Duration = Duration::from_mins(1);

/// Settings that hold whatever the configuration files say.
pub(super) const SETTINGS: &[&str] = &[
    "listen_addresses=", // socket only
    "unix_socket_permissions=0700",
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_destination=stderr",
    "logging_collector=off",
    // Statements and the errors of statements may quote personal data; the application reports
    // its own errors. LOG, FATAL and PANIC of the server itself stay.
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_checkpoints=off",
];

/// The server as a child of this process.
#[derive(Debug)]
pub(super) struct OwnServer {
    pub(super) child: Child,
    /// The thread that spawned the child. The kernel's "your parent died" is about that thread,
    /// not about the process, so it stays for as long as this end of the channel.
    _keeper: mpsc::Sender<()>,
    /// The socket's directory, when it lies outside the data directory.
    outside: Option<PathBuf>,
}

impl OwnServer {
    pub(super) fn spawn(
        mut command: Command,
        outside: Option<PathBuf>,
    ) -> Result<Self, ClusterError> {
        let (keeper, kept) = mpsc::channel::<()>();
        let (spawned, child) = mpsc::channel();
        thread::Builder::new()
            .name("postgres-keeper".to_owned())
            .spawn(move || {
                if spawned.send(command.spawn()).is_ok() {
                    // Nothing is ever sent: this ends when the sender is dropped.
                    let _ended = kept.recv();
                }
            })
            .map_err(ClusterError::system("start a thread"))?;
        let child = child
            .recv()
            .unwrap_or_else(|gone| Err(io::Error::other(gone)))
            .map_err(setpriv_error)?;
        Ok(Self {
            child,
            _keeper: keeper,
            outside,
        })
    }

    fn wait_for(&mut self, patience: Duration) -> bool {
        let began = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if began.elapsed() > patience {
                return false;
            }
            thread::sleep(Duration::from_millis(5));
        }
        true
    }

    fn signal(&self, signal: Signal) {
        if let Err(error) = kill_process(Pid::from_child(&self.child), signal) {
            tracing::debug!(%error, "the PostgreSQL server could not be signalled");
        }
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        // SIGINT is the fast shutdown: sessions are ended, everything is written. SIGQUIT, should
        // that hang, leaves recovery to the next start; nothing acknowledged is lost.
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            self.signal(Signal::INT);
            if !self.wait_for(STOP_PATIENCE) {
                tracing::warn!("PostgreSQL does not stop, ending it at once");
                self.signal(Signal::QUIT);
                self.wait_for(STOP_PATIENCE);
            }
        }
        if let Some(outside) = &self.outside
            && let Err(error) = fs::remove_dir(outside)
        {
            tracing::debug!(%error, "the socket directory stays");
        }
    }
}

/// Whether a server answers at the socket: it is asked for encryption (SSLRequest of the
/// protocol) and says yes or no in one byte, whoever asks.
pub(super) fn answers(socket_dir: &Path, port: u16) -> bool {
    const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];
    let patience = Some(Duration::from_secs(2));
    let ask = || -> io::Result<()> {
        let mut stream = UnixStream::connect(socket_dir.join(format!(".s.PGSQL.{port}")))?;
        stream.set_read_timeout(patience)?;
        stream.set_write_timeout(patience)?;
        stream.write_all(&SSL_REQUEST)?;
        stream.read_exact(&mut [0])
    };
    ask().is_ok()
}
