//! Tracking codes: 128 bits in 26 characters and two to check, given once, kept only as an HMAC.

use std::cmp::Ordering;

use punte_core::{error::FieldError, sensitive::Sensitive};
use uuid::Uuid;

use super::Keys;
use crate::ids::{self, ALPHABET};

/// A code that opens one request.
pub struct TrackingCode(Sensitive<u128>);

impl TrackingCode {
    /// A new one, from the operating system's random bytes.
    pub fn generate() -> Self {
        Self(Sensitive::new(u128::from_be_bytes(ids::random_bytes())))
    }

    /// That of a thing with an id, made anew of it and the installation's secret: it need not be kept anywhere until it is sent.
    pub fn derived(purpose: &str, id: Uuid, keys: &Keys) -> Self {
        let mac = keys.hmac(&format!("code\n{purpose}"), id.as_bytes());
        let code = mac
            .iter()
            .take(16)
            .fold(0_u128, |code, byte| (code << 8) | u128::from(*byte));
        Self(Sensitive::new(code))
    }

    /// How many characters a code has, without what stands between its groups.
    const LENGTH: usize = 28;

    /// The characters of what was typed for a code, without spaces and hyphens.
    fn typed(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| !c.is_whitespace() && *c != '-')
    }

    /// What is wrong with what was typed for a code that opens nothing, by its characters alone: whether there is such a request tells
    /// nothing here. `code-number` of the twelve digits of a short number, `code-too-short` and `code-too-long` with how many characters
    /// are missing or too many and how many a code has, else `tracking-code`.
    pub fn slip(text: &str) -> FieldError {
        let length = Self::typed(text).count();
        if length == 12 && Self::typed(text).all(|c| c.is_ascii_digit()) {
            return FieldError::new("/code", "code-number");
        }
        let code = match length.cmp(&Self::LENGTH) {
            Ordering::Less => "code-too-short",
            Ordering::Equal => return FieldError::new("/code", "tracking-code"),
            Ordering::Greater => "code-too-long",
        };
        let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        FieldError {
            bounds: Some((whole(length.abs_diff(Self::LENGTH)), whole(Self::LENGTH))),
            ..FieldError::new("/code", code)
        }
    }

    /// Reads a code as people type it: any case, with spaces or hyphens, `O` for 0, `I` and `L` for 1, and Cyrillic
    /// letters that look like Latin ones. `tracking-code` unless the check characters agree.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let wrong = || FieldError::new("/code", "tracking-code");
        let mut digits = Vec::with_capacity(Self::LENGTH);
        for c in Self::typed(text) {
            digits.push(digit(c).ok_or_else(wrong)?);
            if digits.len() > Self::LENGTH {
                return Err(wrong());
            }
        }
        let (body, check) = digits.split_at_checked(26).ok_or_else(wrong)?;
        // 26 characters hold 130 bits: the first two must be zero.
        if check.len() != 2 || body.first().is_none_or(|d| *d > 7) {
            return Err(wrong());
        }
        let value = body
            .iter()
            .fold(0_u128, |value, d| (value << 5) | u128::from(*d));
        if check == check_digits(body) {
            Ok(Self(Sensitive::new(value)))
        } else {
            Err(wrong())
        }
    }

    /// As it is shown once: seven groups of four.
    pub fn reveal(&self) -> String {
        let mut digits: Vec<u8> = (0..26)
            .rev()
            .map(|i| u8::try_from((self.0.reveal() >> (5 * i)) & 31).unwrap_or(0))
            .collect();
        let check = check_digits(&digits);
        digits.extend(check);
        let letters: Vec<char> = digits
            .iter()
            .filter_map(|d| ALPHABET.get(usize::from(*d)).map(|b| char::from(*b)))
            .collect();
        letters
            .chunks(4)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("-")
    }

    /// What is stored.
    pub fn hash(&self, keys: &Keys) -> [u8; 32] {
        self.hash_as("tracking-code", keys)
    }

    /// What is stored of a code that is made and read like one, and opens something else.
    pub fn hash_as(&self, purpose: &str, keys: &Keys) -> [u8; 32] {
        keys.hmac(purpose, &self.0.reveal().to_be_bytes())
    }
}

/// Two check characters: the weighted sum modulo 1021, a prime below 1024, so that every single wrong character and
/// every swap of two neighbours is noticed.
fn check_digits(body: &[u8]) -> [u8; 2] {
    let sum = body
        .iter()
        .zip(1_u32..)
        .map(|(d, weight)| u32::from(*d) * (weight * 7 + 1))
        .sum::<u32>()
        % 1021;
    [
        u8::try_from(sum >> 5).unwrap_or(0),
        u8::try_from(sum & 31).unwrap_or(0),
    ]
}

fn digit(c: char) -> Option<u8> {
    let upper = c.to_uppercase().next()?;
    let latin = match upper {
        'О' | 'O' => '0',
        'I' | 'L' | 'І' => '1',
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        other => other,
    };
    ALPHABET
        .iter()
        .position(|b| char::from(*b) == latin)
        .and_then(|i| u8::try_from(i).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_typed_in_lower_case_and_cyrillic() {
        for _ in 0..200 {
            let code = TrackingCode::generate();
            let shown = code.reveal();
            assert_eq!(shown.len(), 34);
            let typed = shown
                .to_lowercase()
                .replace('-', " ")
                .replace('a', "а")
                .replace('k', "К")
                .replace('0', "o");
            assert_eq!(
                TrackingCode::parse(&typed).ok().map(|c| *c.0.reveal()),
                Some(*code.0.reveal()),
                "{shown}"
            );
        }
    }

    #[test]
    fn a_wrong_character_or_a_swap_is_noticed() {
        let code = TrackingCode::generate().reveal().replace('-', "");
        for at in 0..code.len() {
            let mut typed: Vec<char> = code.chars().collect();
            typed[at] = if typed[at] == 'Z' { 'Y' } else { 'Z' };
            let typed: String = typed.into_iter().collect();
            assert!(
                typed == code || TrackingCode::parse(&typed).is_err(),
                "at {at}"
            );
            if at + 1 < 26 {
                let mut swapped: Vec<char> = code.chars().collect();
                swapped.swap(at, at + 1);
                let swapped: String = swapped.into_iter().collect();
                assert!(
                    swapped == code || TrackingCode::parse(&swapped).is_err(),
                    "swap at {at}"
                );
            }
        }
        for hostile in ["", "0", "ZZZZ", &"0".repeat(1000), "ʼʼʼʼ"] {
            assert!(TrackingCode::parse(hostile).is_err());
        }
    }
    #[test]
    fn what_is_no_code_is_told_by_its_characters() {
        let code = TrackingCode::generate().reveal();
        let told = |typed: &str| {
            let error = TrackingCode::slip(typed);
            (error.code, error.bounds)
        };
        assert_eq!(told(&code), ("tracking-code", None), "it opens nothing");
        assert_eq!(told(&code[..30]), ("code-too-short", Some((4, 28))));
        assert_eq!(told(&format!("{code}-A")), ("code-too-long", Some((1, 28))));
        assert_eq!(told("1234 5678-9012"), ("code-number", None));
        assert_eq!(told("1234 5678 901"), ("code-too-short", Some((17, 28))));
        assert_eq!(told("1234 5678 901x").0, "code-too-short");
    }
}
