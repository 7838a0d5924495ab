//! The one place where ids and other random things are made.

use ring::rand::{SecureRandom, SystemRandom};
use uuid::Uuid;

/// A time-ordered id, for rows whose time of arrival is no secret.
#[expect(clippy::disallowed_methods, reason = "the one place")]
pub fn ordered() -> Uuid {
    Uuid::now_v7()
}

/// A random id, for requests, matches and sessions: it tells nothing.
#[expect(clippy::disallowed_methods, reason = "the one place")]
pub fn random() -> Uuid {
    Uuid::new_v4()
}

/// Random bytes from the operating system.
///
/// # Panics
/// If the operating system has none, in which case nothing here is safe to go on with.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing is safe to go on with"
    )]
    SystemRandom::new()
        .fill(&mut bytes)
        .expect("the operating system gives random bytes");
    bytes
}

/// A random byte.
pub fn random_byte() -> u8 {
    let [byte] = random_bytes();
    byte
}

/// Letters and digits that are not mistaken for each other (Crockford's base 32).
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference code that people read out: `P-7KQ2-M4XD`.
pub fn reference() -> String {
    let bytes: [u8; 8] = random_bytes();
    let letters: String = bytes
        .iter()
        .filter_map(|b| ALPHABET.get(usize::from(b & 31)))
        .map(|b| char::from(*b))
        .collect();
    let (left, right) = letters.split_at(4);
    format!("P-{left}-{right}")
}
