//! Time is an argument.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Tells the time. The server's reads the system; the tests' is moved by hand.
pub trait Clock: Send + Sync + 'static {
    /// The present instant, UTC.
    fn now(&self) -> Timestamp;
}

/// The local day of an instant in the product's first region.
///
/// Chișinău and Bucharest share their offset all year; a zone per place comes with places that
/// lie elsewhere.
pub fn local_day(instant: Timestamp) -> Date {
    TimeZone::get("Europe/Chisinau").map_or_else(
        |_| TimeZone::UTC.to_datetime(instant).date(),
        |zone| zone.to_datetime(instant).date(),
    )
}
