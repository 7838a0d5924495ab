//! The live index of a process: loads every visible offer at the start, then follows the change log.
//!
//! A process reads the log five times a second, and once more before every ranking ([`Matcher::catch_up`]), so that an answer knows
//! everything that was committed when it was asked for, by whichever process: one short statement buys what a notification
//! could not promise. Readers never wait for a rebuild: it is made beside the index and swapped in.

mod follower;
mod rebuild;

use std::sync::{
    PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use jiff::{Timestamp, civil::Date};
use punte_core::matching::Index;
use sqlx::PgConnection;
use tokio::sync::Mutex;

use crate::storage;
use follower::Follower;

pub use follower::{LOG_KEPT_FOR_HOURS, follow};

/// Where the index stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Every transaction below this number is in it, and whatever else was committed at `as_of`.
    pub version: i64,
    /// When it was last level with the database.
    pub as_of: Timestamp,
    /// Offers in it.
    pub offers: usize,
}

/// The index, and who keeps it fresh.
#[derive(Default)]
pub struct Matcher {
    index: RwLock<Index>,
    standing: RwLock<Option<Standing>>,
    follower: Mutex<Follower>,
    /// Looks at the log that were begun.
    looks: AtomicU64,
}

impl Matcher {
    /// Where it stands; `None` while it loads.
    pub fn standing(&self) -> Option<Standing> {
        *self.standing.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the index. Keep it short: what writes waits.
    pub fn read<T>(&self, ask: impl FnOnce(&Index) -> T) -> T {
        ask(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Brings the index level with what was committed when this was called; `None` while it still loads.
    ///
    /// Callers that wait for each other share a look at the log: one that began after they came is theirs as well.
    pub async fn catch_up(
        &self,
        db: &mut PgConnection,
        now: Timestamp,
        today: Date,
    ) -> storage::Result<Option<Standing>> {
        if self.standing().is_none() {
            return Ok(None);
        }
        let begun = self.looks.load(Ordering::SeqCst);
        let mut follower = self.follower.lock().await;
        if self.looks.load(Ordering::SeqCst) == begun {
            self.looks.fetch_add(1, Ordering::SeqCst);
            follower.look(self, db, now, today).await?;
        }
        Ok(self.standing())
    }

    fn write<T>(&self, change: impl FnOnce(&mut Index) -> T) -> T {
        change(&mut self.index.write().unwrap_or_else(PoisonError::into_inner))
    }

    fn stand(&self, standing: Option<Standing>) {
        *self
            .standing
            .write()
            .unwrap_or_else(PoisonError::into_inner) = standing;
    }
}
