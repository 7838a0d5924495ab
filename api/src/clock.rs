//! The system's clock: the one place that reads it. And one that runs ahead of it.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use punte_core::clock::Clock;

/// Reads the system.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The system's clock, moved forward: for the journey's own server, where weeks go by.
#[derive(Default)]
pub struct MovedClock(AtomicI64);

impl MovedClock {
    /// Moves it forward.
    pub fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(by.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}
