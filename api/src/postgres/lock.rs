//! One starter at a time: an advisory lock on `{data_dir}/pg.lock`, which the kernel releases
//! when its holder dies. The file also names the process that started the server, so that a
//! server whose starter has just died is not taken for a healthy one.

use std::{
    fs::{File, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use rustix::fs::{Mode, OFlags, open};

use super::error::ClusterError;

/// Longer than one start may take.
const PATIENCE: Duration = Duration::from_secs(200);

/// The held lock; dropping it releases it.
pub(super) struct StartLock(File);

impl StartLock {
    /// Waits until no other process starts the cluster of this data directory.
    pub(super) fn acquire(data_dir: &Path) -> Result<Self, ClusterError> {
        let path = data_dir.join("pg.lock");
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = open(&path, flags, Mode::RUSR | Mode::WUSR)
            .map_err(|error| ClusterError::not_writable(&path)(error.into()))?;
        let file = File::from(file);
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                    thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(ClusterError::Busy {
                        path,
                        seconds: PATIENCE.as_secs(),
                    });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(ClusterError::system(format!("lock {}", path.display()))(
                        error,
                    ));
                }
            }
        }
    }

    /// The process that last started the server.
    pub(super) fn starter(&mut self) -> Option<u32> {
        let mut text = String::new();
        self.0.rewind().ok()?;
        self.0.read_to_string(&mut text).ok()?;
        text.trim().parse().ok()
    }

    /// Names this process as the starter. Failing is no harm: it only costs the next process a
    /// short wait.
    pub(super) fn sign(&mut self) {
        let signed = self
            .0
            .set_len(0)
            .and_then(|()| self.0.rewind())
            .and_then(|()| writeln!(self.0, "{}", std::process::id()));
        if let Err(error) = signed {
            tracing::debug!(%error, "the start lock could not be signed");
        }
    }
}
