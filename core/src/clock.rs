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

/// The zones of countries, by ISO 3166-1 code: all of the gazetteer that comes with the product, and others of Europe that keep one hour
/// (tz database, `zone1970.tab`).
const ZONES: &[(&str, &str)] = &[
    ("AT", "Europe/Vienna"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("CH", "Europe/Zurich"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("EE", "Europe/Tallinn"),
    ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("GR", "Europe/Athens"),
    ("HR", "Europe/Zagreb"),
    ("HU", "Europe/Budapest"),
    ("IE", "Europe/Dublin"),
    ("IT", "Europe/Rome"),
    ("LT", "Europe/Vilnius"),
    ("LV", "Europe/Riga"),
    ("MD", ZONE),
    ("NL", "Europe/Amsterdam"),
    ("PL", "Europe/Warsaw"),
    ("RO", "Europe/Bucharest"),
    ("RS", "Europe/Belgrade"),
    ("SE", "Europe/Stockholm"),
    ("SI", "Europe/Ljubljana"),
    ("SK", "Europe/Bratislava"),
    ("TR", "Europe/Istanbul"),
    ("UA", "Europe/Kyiv"),
];

/// The zone of the product's first region. Days are told by it: when somebody is asked or reminded, and on which day a ride leaves for
/// those who look for one. The hour of a ride is told by the clocks of where it leaves ([`local_time_in`]).
///
/// Moldova and Romania keep the same hour, but for one hour on the two days a year when the clocks change.
fn zone() -> TimeZone {
    TimeZone::get(ZONE).unwrap_or(TimeZone::UTC)
}

/// The zone of a place by its country (ISO 3166-1 code); of a country that is not listed that of the product's first region.
fn zone_of(country: &str) -> TimeZone {
    let listed = ZONES.iter().find(|(code, _)| *code == country);
    listed
        .and_then(|(_, name)| TimeZone::get(name).ok())
        .unwrap_or_else(zone)
}

/// The day and time of an instant by the clocks of a country.
pub fn local_time_in(country: &str, instant: Timestamp) -> DateTime {
    zone_of(country).to_datetime(instant)
}

/// The instant at which the clocks of a country show a day and time; as [`instant_of`].
pub fn instant_in(country: &str, local: DateTime) -> Option<Timestamp> {
    local.to_zoned(zone_of(country)).ok().map(|z| z.timestamp())
}

/// Whether the clocks of two countries show the same at an instant.
pub fn same_hour(one: &str, other: &str, at: Timestamp) -> bool {
    local_time_in(one, at) == local_time_in(other, at)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(instant: &str) -> Timestamp {
        instant.parse().unwrap()
    }

    #[test]
    fn the_hour_is_that_of_the_country_in_summer_and_in_winter() {
        for (country, winter, summer) in [
            ("UA", 9, 10),
            ("MD", 9, 10),
            ("RO", 9, 10),
            ("BG", 9, 10),
            ("PL", 8, 9),
            ("SK", 8, 9),
            ("HU", 8, 9),
            ("GB", 7, 8),
            ("TR", 10, 10),
        ] {
            for (instant, hour) in [
                ("2027-03-05T07:00:00Z", winter),
                ("2027-07-05T07:00:00Z", summer),
            ] {
                let local = local_time_in(country, at(instant));
                assert_eq!(local.hour(), hour, "{country} {instant}");
                assert_eq!(instant_in(country, local), Some(at(instant)), "{country}");
            }
        }
        // Nobody is left without a clock.
        let there = local_time_in("XX", at("2027-03-05T07:00:00Z"));
        assert_eq!(there.hour(), 9);
    }

    #[test]
    fn every_zone_is_known_and_no_country_is_listed_twice() {
        assert!(ZONES.is_sorted_by(|a, b| a.0 < b.0));
        for (country, name) in ZONES {
            let zone = TimeZone::get(name).unwrap();
            assert_eq!(zone.iana_name(), Some(*name), "{country}");
        }
        // All of the gazetteer: `departures.rs` asks the database which these are.
        for country in ["BG", "HU", "MD", "PL", "RO", "SK", "UA"] {
            assert!(ZONES.iter().any(|(code, _)| *code == country), "{country}");
        }
    }

    #[test]
    fn clocks_of_neighbours_differ_or_not_by_the_instant() {
        let winter = at("2027-03-05T07:00:00Z");
        assert!(same_hour("UA", "RO", winter) && same_hour("PL", "SK", winter));
        assert!(!same_hour("PL", "UA", winter) && !same_hour("TR", "UA", winter));
        // In Turkey it is summer all year round.
        assert!(same_hour("TR", "UA", at("2027-07-05T07:00:00Z")));
    }
}
