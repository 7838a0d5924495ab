//! Numbers with decimals, and times, as people write them.

use jiff::civil::Time;

/// `12,5` of thousandths is 12500; at most as many decimals as are kept.
pub fn scaled(text: &str, by: i64) -> Option<i64> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || whole.is_empty() {
        return None;
    }
    let mut worth = by;
    let mut sum = whole.parse::<i64>().ok()?.checked_mul(by)?;
    for digit in part.chars() {
        if worth == 1 && digit != '0' {
            return None;
        }
        worth /= if worth == 1 { 1 } else { 10 };
        sum = sum.checked_add(i64::from(digit.to_digit(10)?) * worth)?;
    }
    Some(sum)
}

/// As people write what was scaled.
pub fn unscaled(number: i64, by: i64) -> String {
    let (whole, part) = (number / by, number % by);
    if part == 0 {
        return whole.to_string();
    }
    let width = by.to_string().len() - 1;
    let part = format!("{part:0width$}");
    format!("{whole},{}", part.trim_end_matches('0'))
}

/// `07:00`, `7.00`, `7`.
pub fn time_of(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    // Some phones send the seconds, too.
    let minute = minute.split(':').next().unwrap_or_default();
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_decimals_are_read_as_people_write_them_and_shown_again() {
        for (text, by, number) in [
            ("9500", 100, 950_000),
            ("9 500,5", 100, 950_050),
            ("0.07", 100, 7),
            ("12,5", 1000, 12_500),
            ("3,000", 1000, 3_000),
            ("3,50000", 100, 350),
        ] {
            assert_eq!(scaled(text, by), Some(number), "{text}");
            assert_eq!(scaled(&unscaled(number, by), by), Some(number), "{text}");
        }
        for text in [
            "",
            ",5",
            "-1",
            "1.2.3",
            "1,234",
            "ten",
            "99999999999999999999",
        ] {
            assert_eq!(scaled(text, 100), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_read_with_and_without_minutes() {
        assert_eq!(time_of("07:30"), Time::new(7, 30, 0, 0).ok());
        assert_eq!(time_of("7.30"), Time::new(7, 30, 0, 0).ok());
        assert_eq!(time_of("19"), Time::new(19, 0, 0, 0).ok());
        assert_eq!(time_of("25:00"), None);
    }
}
