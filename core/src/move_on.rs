//! What comes after a long stay: whoever has to leave in a week is asked to look on while there is time.

use jiff::{Timestamp, ToSpan as _};

use crate::{clock::instant_of, period::Period};

/// A stay of so many nights is long: whoever is there for less knows from its first day on when they leave.
pub const LONG_STAY_NIGHTS: i32 = 14;

/// So many days before its last night the household is asked,
const ASKED_BEFORE_DAYS: i32 = 7;
/// at this hour: nobody is woken.
const ASKED_AT_HOUR: i8 = 9;

/// When a household is asked to look for what comes after a stay that was agreed at an instant; none for a short one, and none where less
/// time was left when it was agreed.
pub fn look_on_at(stay: Period, agreed: Timestamp) -> Option<Timestamp> {
    let last = stay.to().yesterday().ok()?;
    let day = last.checked_sub(ASKED_BEFORE_DAYS.days()).ok()?;
    let at = instant_of(day.at(ASKED_AT_HOUR, 0, 0, 0))?;
    (stay.nights() >= LONG_STAY_NIGHTS && at > agreed).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_before_the_last_night_of_two_weeks_or_more_and_of_no_shorter_stay() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let stay = |to: i8| Period::new(date(2027, 3, 10), date(2027, 3, to)).unwrap();
        let agreed = at("2027-03-01T08:00:00Z");
        // The last of 14 nights is that of the 23rd.
        assert_eq!(
            look_on_at(stay(24), agreed),
            Some(at("2027-03-16T07:00:00Z"))
        );
        assert_eq!(look_on_at(stay(23), agreed), None);
        assert_eq!(
            look_on_at(stay(24), at("2027-03-16T06:59:59Z")),
            Some(at("2027-03-16T07:00:00Z"))
        );
        assert_eq!(look_on_at(stay(24), at("2027-03-16T07:00:00Z")), None);
    }
}
