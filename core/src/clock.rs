//! Time is an argument.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// Tells the time. The server's reads the system; the tests' is moved by hand.
pub trait Clock: Send + Sync + 'static {
    /// The present instant, UTC.
    fn now(&self) -> Timestamp;
}

/// The name of the zone of the product's first region, as the database knows it too.
pub const ZONE: &str = "Europe/Chisinau";

/// The zone of the product's first region; a zone per place comes with places that lie elsewhere.
///
/// Moldova and Romania keep the same hour, but for one hour on the two days a year when the clocks change.
fn zone() -> TimeZone {
    TimeZone::get(ZONE).unwrap_or(TimeZone::UTC)
}

/// The local day of an instant.
pub fn local_day(instant: Timestamp) -> Date {
    zone().to_datetime(instant).date()
}

/// The local day and time of an instant.
pub fn local_time(instant: Timestamp) -> DateTime {
    zone().to_datetime(instant)
}

/// The instant of a local day and time; `None` beyond the calendar. Of an hour that a change of clocks skips or repeats, the one
/// that jiff takes to be meant (RFC 5545, 3.3.5).
pub fn instant_of(local: DateTime) -> Option<Timestamp> {
    local.to_zoned(zone()).ok().map(|z| z.timestamp())
}

/// When a local day begins; `None` beyond the calendar.
pub fn day_begins(day: Date) -> Option<Timestamp> {
    day.to_zoned(zone()).ok().map(|z| z.timestamp())
}
