//! How long a sign-in holds, and what a second factor is worth in it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How old a second factor may be where one is wanted afresh.
pub const FRESH: SignedDuration = SignedDuration::from_mins(5);

/// Wrong codes that an account may send within [`TRIES_WITHIN`]; after them even a right one is refused.
pub const TRIES: i16 = 10;

/// How long wrong codes count.
pub const TRIES_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// Wrong PINs that a request takes within [`PINS_WITHIN`]; after them even the right one is refused: six digits are guessed soon.
pub const PINS: i16 = 5;

/// How long wrong PINs count.
pub const PINS_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// How long a sign-in may rest before it ends, where somebody else may sit down at the same machine: in a browser, and wherever
/// staff is signed in.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// How long a sign-in of staff lasts at most.
const STAFF_LASTS: SignedDuration = SignedDuration::from_hours(12);

/// How long any other lasts at most.
const LASTS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// For how long a refresh token that was used may be sent again by the same try, and gets the same answer.
pub const RETRY_WITHIN: SignedDuration = SignedDuration::from_secs(10);

/// Where a sign-in was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// In a program, which holds tokens.
    Program,
    /// On our pages.
    Browser,
}

impl SessionKind {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Browser => "browser",
        }
    }
}

/// When a sign-in ends at the latest.
pub fn ends_at(staff: bool, begun_at: Timestamp) -> Timestamp {
    begun_at + if staff { STAFF_LASTS } else { LASTS }
}

/// Whether a sign-in still holds, of when it began and was used last. Who became staff meanwhile has staff's limits.
pub fn holds(
    staff: bool,
    kind: SessionKind,
    begun_at: Timestamp,
    used_at: Timestamp,
    now: Timestamp,
) -> bool {
    let rests = staff || kind == SessionKind::Browser;
    now < ends_at(staff, begun_at) && !(rests && now.duration_since(used_at) >= IDLE)
}

/// What a link in a mail lets its reader do, once; or, of the last one, why an address is kept until its mail was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Make an account.
    SignUp,
    /// Choose another password.
    Reset,
    /// Get another code of one's request.
    Code,
    /// Give one's account another address.
    Address,
    /// Nothing: an account left this address, whose reader is told.
    Former,
}

impl LinkPurpose {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::Reset => "reset",
            Self::Code => "code",
            Self::Address => "address",
            Self::Former => "former",
        }
    }

    /// How long it can be used.
    pub const fn lasts(self) -> SignedDuration {
        match self {
            // So long a mail server may be away before a former address is told nothing any more.
            Self::SignUp | Self::Former => SignedDuration::from_hours(24),
            Self::Reset | Self::Code | Self::Address => SignedDuration::from_hours(1),
        }
    }
}

/// How far the second factor of a sign-in goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Factor {
    /// None was shown, and the account needs none.
    #[default]
    None,
    /// None was shown, and the account has a role of staff: until one is, the roles are not there.
    Missing,
    /// It was shown when signing in, or later.
    Passed,
    /// It was shown within the last five minutes.
    Fresh,
}

impl Factor {
    /// Of a sign-in, by when its factor was shown last.
    pub fn of(staff: bool, shown_at: Option<Timestamp>, now: Timestamp) -> Self {
        match shown_at {
            None if staff => Self::Missing,
            None => Self::None,
            // One of the future was not shown: clocks that differ make nothing fresh.
            Some(at) if at <= now && now.duration_since(at) <= FRESH => Self::Fresh,
            Some(_) => Self::Passed,
        }
    }

    /// Whether a role of staff counts with it.
    pub const fn carries_roles(self) -> bool {
        matches!(self, Self::Passed | Self::Fresh)
    }
}

/// How many wrong codes count at an instant, of so many whose last was sent then.
pub fn wrong_codes(failures: i16, last: Option<Timestamp>, now: Timestamp) -> i16 {
    match last {
        Some(at) if now.duration_since(at) < TRIES_WITHIN => failures,
        _ => 0,
    }
}

/// As [`wrong_codes`], for PINs of a request.
pub fn wrong_pins(failures: i16, last: Option<Timestamp>, now: Timestamp) -> i16 {
    match last {
        Some(at) if now.duration_since(at) < PINS_WITHIN => failures,
        _ => 0,
    }
}

/// Whether a text can be a PIN: six digits that nobody tries first. Neither one digit six times, nor counted up or down.
pub fn is_pin(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().collect();
    let steps: Vec<i16> = digits
        .iter()
        .zip(digits.iter().skip(1))
        .map(|(a, b)| i16::from(*b) - i16::from(*a))
        .collect();
    digits.len() == 6
        && digits.iter().all(u8::is_ascii_digit)
        && [0, 1, -1]
            .iter()
            .all(|step| steps.iter().any(|s| s != step))
}

#[cfg(test)]
mod tests {
    use super::{
        SessionKind::{Browser, Program},
        *,
    };

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn staff_without_a_factor_has_no_roles_and_one_is_fresh_for_five_minutes() {
        let now = at("2026-11-26T10:00:00Z");
        assert_eq!(Factor::of(false, None, now), Factor::None);
        assert_eq!(Factor::of(true, None, now), Factor::Missing);
        for (shown, expected) in [
            ("2026-11-26T10:00:00Z", Factor::Fresh),
            ("2026-11-26T09:55:00Z", Factor::Fresh),
            ("2026-11-26T09:54:59Z", Factor::Passed),
            ("2026-11-26T10:00:01Z", Factor::Passed),
        ] {
            for staff in [true, false] {
                assert_eq!(Factor::of(staff, Some(at(shown)), now), expected, "{shown}");
            }
        }
        let carrying = [Factor::None, Factor::Missing, Factor::Passed, Factor::Fresh]
            .map(Factor::carries_roles);
        assert_eq!(carrying, [false, false, true, true]);
    }

    #[test]
    fn staff_is_out_after_half_an_hour_of_rest_and_after_twelve_hours() {
        let begun = at("2026-11-26T10:00:00Z");
        let after = |text: &str| begun + text.parse::<SignedDuration>().unwrap();
        for (staff, kind, used, now, expected) in [
            (true, Program, "11h59m", "11h59m59s", true),
            (true, Program, "11h59m", "12h", false),
            (true, Program, "0s", "29m59s", true),
            (true, Program, "0s", "30m", false),
            (true, Browser, "0s", "30m", false),
            (false, Browser, "0s", "29m59s", true),
            (false, Browser, "0s", "30m", false),
            (false, Program, "0s", "719h59m", true),
            (false, Program, "719h", "720h", false),
        ] {
            let found = holds(staff, kind, begun, after(used), after(now));
            assert_eq!(found, expected, "{staff} {kind:?} {used} {now}");
        }
    }

    #[test]
    fn a_pin_is_six_digits_that_nobody_tries_first() {
        for good in ["571943", "112233", "000001", "123450"] {
            assert!(is_pin(good), "{good}");
        }
        for bad in [
            "",
            "1",
            "12345",
            "1234567",
            "123456",
            "654321",
            "000000",
            "12345x",
            "١٢٣٤٥٦",
            "57 194",
        ] {
            assert!(!is_pin(bad), "{bad}");
        }
    }

    #[test]
    fn wrong_pins_count_for_an_hour() {
        let now = at("2026-11-26T10:00:00Z");
        assert_eq!(wrong_pins(4, Some(at("2026-11-26T09:00:01Z")), now), 4);
        assert_eq!(wrong_pins(4, Some(at("2026-11-26T09:00:00Z")), now), 0);
        assert_eq!(wrong_pins(0, None, now), 0);
    }

    #[test]
    fn wrong_codes_count_for_a_quarter_of_an_hour() {
        let now = at("2026-11-26T10:00:00Z");
        assert_eq!(wrong_codes(9, Some(at("2026-11-26T09:45:01Z")), now), 9);
        assert_eq!(wrong_codes(9, Some(at("2026-11-26T09:45:00Z")), now), 0);
        assert_eq!(wrong_codes(0, None, now), 0);
    }
}
