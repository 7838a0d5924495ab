//! The system's clock: the one place that reads it.

use jiff::Timestamp;
use punte_core::clock::Clock;

/// Reads the system.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
