//! Pay below what the law of the country of the work asks for: a statutory minimum, as of a day, no opinion about what would be fair.

use std::sync::LazyLock;

use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;

use super::Hint;
use crate::offer::{OfferDetails, OfferDraft, PayPeriod};

/// Hours a week of full time, for which the minimum of a month is.
const FULL_TIME_H: i64 = 40;

/// Days of a working week, where pay is for a day.
const WORKING_DAYS: i64 = 5;

/// What is so many times the last known minimum, or more, is not asked about when that is out of date: half as much again.
const FAR_ABOVE: (i64, i64) = (3, 2);

/// For so many years: of a minimum that is out of date for longer nobody knows how far above it is far.
const FAR_FOR_YEARS: i16 = 1;

const MONTHS: i64 = 12;
const WEEKS: i64 = 52;

/// A statutory minimum wage, gross. An entry never changes but for its last day: another amount is another entry, with the day
/// from which on it holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumWage {
    /// Of which country, ISO 3166-1.
    pub country: String,
    /// From which day on.
    pub from: Date,
    /// The last day of which it is known that it holds: the last one that its act names, or that of the year in which it was read. By
    /// then somebody looks again; afterwards moderators are told that it is out of date.
    pub until: Date,
    /// ISO 4217.
    pub currency: String,
    /// For a month of full time, minor units.
    pub month_minor: i64,
    /// For an hour, minor units, rounded down.
    pub hour_minor: i64,
    /// What says so, in the language of the country.
    pub law: String,
    /// Where that can be read.
    pub url: String,
    /// When it was read there, or in a copy of it.
    pub read_on: Date,
}

static WAGES: LazyLock<Vec<MinimumWage>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../seeds/reference/minimum_wages.json"))
        .unwrap_or_default()
});

/// The minimum wage of a country on a day; none where none is known.
pub fn minimum_wage(country: &str, on: Date) -> Option<&'static MinimumWage> {
    WAGES
        .iter()
        .filter(|wage| wage.country == country && wage.from <= on)
        .max_by_key(|wage| wage.from)
}

/// The minimum wages that count on a day, out of date or not, and those that are known to come, by country.
pub fn minimum_wages(on: Date) -> impl Iterator<Item = &'static MinimumWage> {
    WAGES
        .iter()
        .filter(move |wage| wage.from > on || minimum_wage(&wage.country, on) == Some(*wage))
}

impl MinimumWage {
    /// Whether a day lies after the last one of which it is known that it holds.
    pub fn is_out_of_date(&self, on: Date) -> bool {
        on > self.until
    }

    /// The least for so many hours a week, minor units for each such period, rounded down. A day is a fifth of the week, and of eight
    /// hours at most: what an offer does not say is taken in its favour.
    pub fn least(&self, period: PayPeriod, hours_per_week: u8) -> i64 {
        let hours = i64::from(hours_per_week);
        match period {
            PayPeriod::Hour => self.hour_minor,
            PayPeriod::Day => self.hour_minor * hours.min(FULL_TIME_H) / WORKING_DAYS,
            PayPeriod::Week => self.month_minor * MONTHS * hours / (WEEKS * FULL_TIME_H),
            PayPeriod::Month => self.month_minor * hours / FULL_TIME_H,
        }
    }
}

/// That work pays less than the minimum of its country, as it will be on the first day; or that it may, where what is known of that day is
/// out of date. Pay in another currency is not compared: rates move, and a hint has to be found again tomorrow.
pub(super) fn beside_minimum(content: &OfferDraft, country: &str, today: Date) -> Option<Hint> {
    let OfferDetails::Job(job) = &content.details else {
        return None;
    };
    let first = job.starts_on.map_or(today, |day| day.max(today));
    let wage = minimum_wage(country, first).filter(|wage| wage.currency == job.currency)?;
    let minimum_minor = wage.least(job.pay_period, job.hours_per_week);
    let known_until = wage.is_out_of_date(first).then_some(wage.until);
    if job.pay_minor < minimum_minor {
        return Some(Hint::PayBelowMinimum {
            offered_minor: job.pay_minor,
            minimum_minor,
            currency: wage.currency.clone(),
            pay_period: job.pay_period,
            hours_per_week: job.hours_per_week,
            country: wage.country.clone(),
            law: wage.law.clone(),
            in_force_from: wage.from,
            read_on: Some(wage.read_on),
            known_until,
        });
    }
    let (times, parts) = FAR_ABOVE;
    let long_ago = wage
        .until
        .checked_add(FAR_FOR_YEARS.years())
        .is_ok_and(|year_later| first > year_later);
    let near = long_ago || job.pay_minor < minimum_minor * times / parts;
    known_until
        .filter(|_| near)
        .map(|known_until| Hint::MinimumOutOfDate {
            offered_minor: job.pay_minor,
            minimum_minor,
            currency: wage.currency.clone(),
            pay_period: job.pay_period,
            country: wage.country.clone(),
            law: wage.law.clone(),
            read_on: wage.read_on,
            known_until,
        })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    fn job(pay_minor: i64, period: &str, hours: u8) -> OfferDraft {
        serde_json::from_value(json!({
            "title": "Brutar", "description": "Muncă", "language": "ro", "place_id": 1, "capacity": 1,
            "details": {
                "category": "job", "occupation": "7512", "contract": "permanent", "hours_per_week": hours,
                "pay_minor": pay_minor, "currency": "MDL", "pay_period": period,
            },
        }))
        .unwrap()
    }

    #[test]
    fn every_entry_of_the_table_is_read_and_its_hour_goes_with_its_month() {
        assert!(WAGES.len() >= 5, "the file cannot be read");
        for wage in WAGES.iter() {
            assert!(wage.country.len() == 2 && wage.currency.len() == 3);
            // A month of full time has between 160 and 176 hours.
            let hours = wage.month_minor / wage.hour_minor;
            assert!((150..=180).contains(&hours), "{wage:?}");
            assert!(wage.law.len() > 20 && wage.url.starts_with("https://"));
            assert!(wage.read_on > date(2026, 1, 1), "{wage:?}");
            // A day has one minimum, and none is known for longer than the year in which it was read.
            assert!(wage.from <= wage.until, "{wage:?}");
            assert!(wage.until.year() <= wage.read_on.year(), "{wage:?}");
            let later = WAGES.iter().filter(|w| w.country == wage.country);
            for later in later.filter(|w| w.from > wage.from) {
                assert!(wage.until < later.from, "{wage:?} and {later:?}");
            }
        }
        for country in ["MD", "RO", "PL", "UA"] {
            assert!(minimum_wage(country, date(2027, 3, 1)).is_some());
        }
        assert_eq!(minimum_wage("MD", date(2025, 12, 31)), None);
        assert_eq!(minimum_wage("XX", date(2027, 3, 1)), None);
        let romania = |on| minimum_wage("RO", on).map(|wage| wage.month_minor);
        assert_eq!(romania(date(2026, 6, 30)), Some(405_000));
        assert_eq!(romania(date(2026, 7, 1)), Some(432_500));
    }

    #[test]
    fn the_list_has_what_counts_on_a_day_and_what_is_known_to_come() {
        let list = |on: Date| -> Vec<(&str, i16, bool)> {
            let known = minimum_wages(on).filter(|wage| ["PL", "RO"].contains(&&*wage.country));
            known
                .map(|wage| (&*wage.country, wage.from.year(), wage.is_out_of_date(on)))
                .collect()
        };
        let poland = |old| ("PL", 2026, old);
        let romania = |from, old| ("RO", from, old);
        let spring = [poland(false), romania(2025, false), romania(2026, false)];
        assert_eq!(list(date(2026, 6, 30)), spring);
        let summer = [poland(false), romania(2026, false)];
        assert_eq!(list(date(2026, 7, 1)), summer);
        assert_eq!(list(date(2026, 12, 31)), summer);
        assert_eq!(list(date(2027, 1, 1)), [poland(true), romania(2026, true)]);
    }

    #[test]
    fn pay_is_compared_for_its_period_and_its_hours_and_a_ban_decides() {
        let today = date(2026, 12, 1);
        // 6,300 lei a month and 37.28 an hour, worked out by hand for each period.
        for (period, hours, least) in [
            ("month", 40, 630_000),
            ("month", 20, 315_000),
            ("month", 60, 945_000),
            ("week", 40, 145_384),
            ("week", 10, 36_346),
            ("day", 40, 29_824),
            ("day", 60, 29_824),
            ("day", 20, 14_912),
            ("hour", 5, 3_728),
        ] {
            assert_eq!(
                beside_minimum(&job(least, period, hours), "MD", today),
                None,
                "{period} {hours}"
            );
            let found = beside_minimum(&job(least - 1, period, hours), "MD", today);
            let Some(Hint::PayBelowMinimum {
                offered_minor,
                minimum_minor,
                ..
            }) = found
            else {
                panic!("{period} {hours}: {found:?}");
            };
            assert_eq!((offered_minor, minimum_minor), (least - 1, least));
        }
        assert!(beside_minimum(&job(0, "month", 40), "MD", today).is_some());
    }

    #[test]
    fn only_where_a_minimum_is_known_in_the_currency_of_the_pay_and_on_the_day_of_the_work() {
        let low = job(420_000, "month", 40);
        let today = date(2026, 12, 1);
        assert!(beside_minimum(&low, "MD", today).is_some());
        assert_eq!(beside_minimum(&low, "FR", today), None);
        assert_eq!(
            beside_minimum(&low, "RO", today),
            None,
            "pay in lei of Moldova"
        );
        let spring = date(2026, 3, 1);
        let mut romanian = low;
        let OfferDetails::Job(details) = &mut romanian.details else {
            unreachable!()
        };
        details.currency = "RON".to_owned();
        assert_eq!(beside_minimum(&romanian, "RO", spring), None);
        let OfferDetails::Job(details) = &mut romanian.details else {
            unreachable!()
        };
        details.starts_on = Some(date(2026, 8, 1));
        let found = beside_minimum(&romanian, "RO", spring);
        assert!(
            matches!(found, Some(Hint::PayBelowMinimum { in_force_from, .. }) if in_force_from == date(2026, 7, 1)),
            "{found:?}"
        );
    }

    #[test]
    fn what_is_known_of_another_year_is_said_to_be_out_of_date_instead_of_judging() {
        let (last, next) = (date(2026, 12, 31), date(2027, 1, 1));
        let just = job(630_000, "month", 40);
        assert_eq!(beside_minimum(&just, "MD", last), None);
        let found = beside_minimum(&just, "MD", next);
        assert!(
            matches!(&found, Some(Hint::MinimumOutOfDate { offered_minor: 630_000, minimum_minor: 630_000, known_until, .. }) if *known_until == last),
            "{found:?}"
        );
        // By the first day of the work, not by the day on which somebody looks.
        let mut later = just;
        let OfferDetails::Job(details) = &mut later.details else {
            unreachable!()
        };
        details.starts_on = Some(next);
        assert_eq!(beside_minimum(&later, "MD", date(2026, 12, 1)), found);
        // Half as much again is far above it; below it is below it still, and says that there may be a higher one.
        assert!(beside_minimum(&job(944_999, "month", 40), "MD", next).is_some());
        assert_eq!(beside_minimum(&job(945_000, "month", 40), "MD", next), None);
        // Of what is out of date for more than a year nobody knows how far above it is far.
        let (year, longer) = (date(2027, 12, 31), date(2028, 1, 1));
        let well = job(945_000, "month", 40);
        assert_eq!(beside_minimum(&well, "MD", year), None);
        let found = beside_minimum(&well, "MD", longer);
        assert!(
            matches!(&found, Some(Hint::MinimumOutOfDate { offered_minor: 945_000, known_until, .. }) if *known_until == last),
            "{found:?}"
        );
        for (day, said) in [(last, None), (next, Some(last))] {
            let below = beside_minimum(&job(629_999, "month", 40), "MD", day);
            assert!(
                matches!(&below, Some(Hint::PayBelowMinimum { known_until, read_on: Some(_), .. }) if *known_until == said),
                "{below:?}"
            );
        }
    }
}
