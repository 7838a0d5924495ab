//! A clock that the tests move.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use punte_core::clock::Clock;

/// When every test begins: a Monday morning that is not today.
pub const START: &str = "2027-03-01T08:00:00Z";

/// Stands still until it is moved.
pub struct TestClock(Mutex<Timestamp>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Mutex::new(START.parse().unwrap()))
    }
}

impl TestClock {
    /// Moves it forward.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap();
        *now += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}
