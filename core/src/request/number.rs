//! The short number of a request: to be read out on the phone. It tells where the request stands, and opens nothing.

use std::fmt;

use crate::error::FieldError;

/// How many numbers there are, without the digit that checks them.
const NUMBERS: i64 = 100_000_000_000;

/// A totally anti-symmetric quasigroup (H. M. Damm, 2004): the check digit made with it notices every single wrong digit and every
/// swap of two neighbours.
const TABLE: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Eleven digits, and a twelfth that checks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestNumber(i64);

impl RequestNumber {
    /// Of the eleven digits that are stored; none if there are more.
    pub fn of(eleven: i64) -> Option<Self> {
        (0..NUMBERS).contains(&eleven).then_some(Self(eleven))
    }

    /// The eleven digits that are stored.
    pub const fn eleven(self) -> i64 {
        self.0
    }

    /// Reads one as people type it, with spaces or hyphens. `request-number` unless it has twelve digits that agree.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let wrong = || FieldError::new("/number", "request-number");
        let mut digits = Vec::with_capacity(12);
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let digit = c.to_digit(10).and_then(|d| u8::try_from(d).ok());
            digits.push(digit.ok_or_else(wrong)?);
            if digits.len() > 12 {
                return Err(wrong());
            }
        }
        if digits.len() != 12 || damm(&digits) != 0 {
            return Err(wrong());
        }
        let eleven = digits
            .iter()
            .take(11)
            .fold(0, |n, d| n * 10 + i64::from(*d));
        Ok(Self(eleven))
    }
}

/// The check digit of digits; nought of digits with theirs behind them.
fn damm(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |so_far, digit| {
        TABLE
            .get(usize::from(so_far))
            .and_then(|row| row.get(usize::from(*digit)))
            .copied()
            .unwrap_or(0)
    })
}

impl fmt::Display for RequestNumber {
    /// In three groups of four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let eleven = format!("{:011}", self.0);
        let digits: Vec<u8> = eleven.bytes().map(|b| b - b'0').collect();
        let all = format!("{eleven}{}", damm(&digits));
        let (first, rest) = all.split_at(4);
        let (second, third) = rest.split_at(4);
        write!(f, "{first} {second} {third}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_was_said_and_a_slip_is_noticed() {
        for eleven in [0, 1, 57_204_938_117, 99_999_999_999] {
            let number = RequestNumber::of(eleven).unwrap();
            let shown = number.to_string();
            assert_eq!(shown.len(), 14, "{shown}");
            assert_eq!(RequestNumber::parse(&shown), Ok(number));
            assert_eq!(RequestNumber::parse(&shown.replace(' ', "-")), Ok(number));
            let digits: Vec<char> = shown.chars().filter(|c| *c != ' ').collect();
            for at in 0..12 {
                for other in '0'..='9' {
                    let mut typed = digits.clone();
                    typed[at] = other;
                    let typed: String = typed.into_iter().collect();
                    assert_eq!(
                        RequestNumber::parse(&typed).is_ok(),
                        digits[at] == other,
                        "{typed}"
                    );
                }
                if at < 11 && digits[at] != digits[at + 1] {
                    let mut typed = digits.clone();
                    typed.swap(at, at + 1);
                    let typed: String = typed.into_iter().collect();
                    assert!(RequestNumber::parse(&typed).is_err(), "{typed}");
                }
            }
        }
        assert_eq!(RequestNumber::of(NUMBERS), None);
        assert_eq!(RequestNumber::of(-1), None);
        for hostile in [
            "",
            "0",
            "1234",
            "٠١٢٣٤٥٦٧٨٩٠١",
            "12345678901x",
            &"0".repeat(1000),
        ] {
            assert!(RequestNumber::parse(hostile).is_err(), "{hostile}");
        }
        // Worked by hand in Damm's thesis: 572 has the check digit 4.
        assert_eq!(damm(&[5, 7, 2]), 4);
    }
}
