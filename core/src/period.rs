//! Whole local days.

use std::iter::successors;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::FieldError;

/// The longest stay that one need can ask for, in nights; the engine keeps one counter a night for so long.
pub const MAX_NIGHTS: i32 = 180;

/// Days from `from` up to, not including, `to`: `to - from` nights. Never empty, never reversed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawPeriod", into = "RawPeriod")]
pub struct Period {
    from: Date,
    to: Date,
}

/// A period as it is written: the first day, and the day after the last night.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Period)]
pub struct RawPeriod {
    /// First day.
    #[serde(deserialize_with = "crate::written::day")]
    #[schema(value_type = String, format = Date, example = "2026-12-01")]
    pub from: Date,
    /// Day of leaving, not included.
    #[serde(deserialize_with = "crate::written::day")]
    #[schema(value_type = String, format = Date, example = "2026-12-15")]
    pub to: Date,
}

impl utoipa::PartialSchema for Period {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        RawPeriod::schema()
    }
}

impl ToSchema for Period {
    fn name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }
}

impl TryFrom<RawPeriod> for Period {
    type Error = String;
    fn try_from(raw: RawPeriod) -> Result<Self, String> {
        Self::new(raw.from, raw.to)
            .map_err(|_e| "dates-reversed: `to` must be later than `from`".to_owned())
    }
}

impl From<Period> for RawPeriod {
    fn from(p: Period) -> Self {
        Self {
            from: p.from,
            to: p.to,
        }
    }
}

impl Period {
    /// A period; `dates-reversed` unless `from < to`.
    pub fn new(from: Date, to: Date) -> Result<Self, FieldError> {
        if from < to && from.year() >= 1970 && to.year() <= 9998 {
            Ok(Self { from, to })
        } else {
            Err(FieldError::new("/to", "dates-reversed"))
        }
    }

    /// The week of a day, from its Monday to the next; `None` beyond the calendar.
    pub fn week_of(day: Date) -> Option<Self> {
        let since_monday = i32::from(day.weekday().to_monday_zero_offset());
        let monday = day.checked_sub(since_monday.days()).ok()?;
        Self::new(monday, monday.checked_add(7.days()).ok()?).ok()
    }

    /// First day.
    pub const fn from(self) -> Date {
        self.from
    }

    /// The day after the last.
    pub const fn to(self) -> Date {
        self.to
    }

    /// Number of nights, at least 1.
    pub fn nights(self) -> i32 {
        self.from.until(self.to).map_or(0, |span| span.get_days())
    }

    /// What is left of it from a day on; `None` if it is over by then.
    pub fn left_from(self, day: Date) -> Option<Self> {
        Self::new(self.from.max(day), self.to).ok()
    }

    /// Whether every day of `other` lies in this period.
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether the two share a day. A stay that lies wholly inside the other does.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Its days in order.
    pub fn days(self) -> impl Iterator<Item = Date> {
        self.from
            .series(1.day())
            .take_while(move |day| *day < self.to)
    }
}

/// The weeks in which there is something to do on days from one up to another, which is not included; in order, each from its Monday to
/// the next: those that have a working day, Monday to Friday, among these days. Days that are a weekend and no more have its week.
pub fn weeks_from(from: Date, to: Date) -> impl Iterator<Item = Period> {
    let begun = Period::week_of(from).filter(|_| from < to);
    let first = begun.and_then(|week| {
        // Only the first can be without a working day: whoever reaches another one has its Monday.
        let weekend = matches!(from.weekday(), Weekday::Saturday | Weekday::Sunday);
        if weekend && week.to < to {
            Period::week_of(week.to)
        } else {
            Some(week)
        }
    });
    successors(first, |week| Period::week_of(week.to)).take_while(move |week| week.from < to)
}

/// Intervals that touch or overlap become one; sorted.
pub fn merged(mut periods: Vec<Period>) -> Vec<Period> {
    periods.sort();
    let mut out: Vec<Period> = Vec::with_capacity(periods.len());
    for p in periods {
        match out.last_mut() {
            Some(last) if p.from <= last.to => last.to = last.to.max(p.to),
            _ => out.push(p),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_stay_wholly_inside_the_window_overlaps_it() {
        let window = Period::new(date(2026, 12, 1), date(2026, 12, 31)).unwrap();
        let inside = Period::new(date(2026, 12, 10), date(2026, 12, 12)).unwrap();
        assert!(window.overlaps(inside) && inside.overlaps(window) && window.covers(inside));
        assert_eq!(inside.nights(), 2);
        assert_eq!(inside.days().count(), 2);
    }

    #[test]
    fn leaving_and_arriving_on_one_day_do_not_overlap() {
        let a = Period::new(date(2026, 12, 1), date(2026, 12, 3)).unwrap();
        let b = Period::new(date(2026, 12, 3), date(2026, 12, 5)).unwrap();
        assert!(!a.overlaps(b));
        assert_eq!(merged(vec![b, a]).len(), 1);
    }

    #[test]
    fn a_week_goes_from_monday_to_sunday() {
        // ISO week 53 of 2026: the last of December, and the first three days of January.
        let week = Period::new(date(2026, 12, 28), date(2027, 1, 4)).unwrap();
        for day in week.days() {
            assert_eq!(Period::week_of(day), Some(week), "{day}");
        }
        let after = Period::week_of(week.to()).unwrap();
        assert_eq!(after.from(), week.to());
        assert_eq!(Period::week_of(Date::MAX), None);
        assert_eq!(Period::week_of(Date::MIN), None);
    }

    #[test]
    fn a_weekend_belongs_to_the_next_week_unless_nothing_comes_after_it() {
        // From a Friday to the Tuesday after the next.
        let first = |from: i8, to: i8| {
            let weeks: Vec<Period> = weeks_from(date(2026, 12, from), date(2026, 12, to)).collect();
            let mondays = weeks
                .iter()
                .map(|week| week.from.day())
                .collect::<Vec<i8>>();
            assert!(weeks.iter().all(|week| week.nights() == 7), "{mondays:?}");
            mondays
        };
        assert_eq!(first(11, 22), [7, 14, 21]);
        for day in [12, 13] {
            assert_eq!(first(day, 22), [14, 21]);
            assert_eq!(first(day, 15), [14]);
            assert_eq!(first(day, 14), [7], "the weekend alone");
        }
        assert_eq!(first(12, 13), [7]);
        assert_eq!(first(14, 15), [14]);
        assert_eq!(first(11, 12), [7]);
        assert_eq!(first(14, 14), [0_i8; 0]);
        assert_eq!(first(15, 14), [0_i8; 0]);
    }

    #[test]
    fn reversed_and_empty_periods_cannot_be_made() {
        assert!(Period::new(date(2026, 12, 3), date(2026, 12, 3)).is_err());
        assert!(
            serde_json::from_str::<Period>(r#"{"from":"2026-12-03","to":"2026-12-01"}"#).is_err()
        );
    }
}
