//! jiff everywhere, `time` only at sqlx's edge.

use jiff::{Timestamp, civil::Date};
use punte_core::period::Period;
use sqlx::postgres::types::PgRange;
use std::ops::Bound;
use time::OffsetDateTime;

/// To PostgreSQL's `timestamptz`, microseconds kept.
pub fn to_time(instant: Timestamp) -> OffsetDateTime {
    // PostgreSQL's calendar begins in 4713 BC, jiff's earlier; nothing of ours is older than the epoch.
    let instant = instant.max(Timestamp::UNIX_EPOCH);
    OffsetDateTime::from_unix_timestamp_nanos(instant.as_nanosecond())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// From PostgreSQL's `timestamptz`.
pub fn from_time(instant: OffsetDateTime) -> Timestamp {
    Timestamp::from_nanosecond(instant.unix_timestamp_nanos()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// To PostgreSQL's `date`.
pub fn to_date(day: Date) -> time::Date {
    let ordinal = u16::try_from(day.day_of_year()).unwrap_or(1);
    time::Date::from_ordinal_date(i32::from(day.year()), ordinal).unwrap_or(time::Date::MIN)
}

/// From PostgreSQL's `date`.
pub fn from_date(day: time::Date) -> Date {
    let year = i16::try_from(day.year()).unwrap_or(i16::MAX);
    let month = i8::try_from(u8::from(day.month())).unwrap_or(1);
    let day = i8::try_from(day.day()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::MIN)
}

/// To PostgreSQL's `daterange`, `[from, to)`.
pub fn to_range(period: Period) -> PgRange<time::Date> {
    PgRange {
        start: Bound::Included(to_date(period.from())),
        end: Bound::Excluded(to_date(period.to())),
    }
}

/// From PostgreSQL's canonical `daterange`.
pub fn from_range(range: &PgRange<time::Date>) -> Option<Period> {
    match (range.start, range.end) {
        (Bound::Included(from), Bound::Excluded(to)) => {
            Period::new(from_date(from), from_date(to)).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_and_days_survive_the_round_trip() {
        let instant: Timestamp = "2026-11-22T10:11:12.345678Z".parse().unwrap();
        assert_eq!(from_time(to_time(instant)), instant);
        for text in ["2024-02-29", "2026-12-31", "1970-01-01", "9998-12-31"] {
            let day: Date = text.parse().unwrap();
            assert_eq!(from_date(to_date(day)), day);
        }
    }
}
