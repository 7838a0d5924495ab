//! Passwords: argon2id, never more at a time than there are cores.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use punte_core::{error::FieldError, sensitive::Sensitive};
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use crate::app::AppError;

/// Memory in KiB, passes, lanes: OWASP's minimum for argon2id (SAFETY, 5: 31.9 ms on the machine measured).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// How many may wait for a turn; beyond it, the server says that it is overloaded.
const QUEUE: usize = 32;

/// Hashes and checks passwords.
pub struct Passwords {
    turns: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

fn hasher() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(memory, passes, lanes, None).unwrap_or_default(),
    )
}

impl Passwords {
    /// As many turns as cores.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            turns: Arc::new(Semaphore::new(cores)),
            queue: Arc::new(Semaphore::new(QUEUE + cores)),
        }
    }

    /// Hashes a password to a PHC string.
    pub async fn hash(&self, password: Sensitive<String>) -> Result<String, AppError> {
        self.in_turn(move || {
            hasher()
                .hash_password(password.reveal().as_bytes())
                .map(|h| h.to_string())
        })
        .await?
        .map_err(|e| AppError::Internal(Box::new(e)))
    }

    /// Whether a password is the one that was hashed. Without a hash (no such account) it takes as long and says no.
    pub async fn verify(
        &self,
        password: Sensitive<String>,
        hash: Option<String>,
    ) -> Result<bool, AppError> {
        self.in_turn(move || match hash.as_deref().map(PasswordHash::new) {
            Some(Ok(parsed)) => hasher()
                .verify_password(password.reveal().as_bytes(), &parsed)
                .is_ok(),
            _ => {
                let _same_work = hasher().hash_password(password.reveal().as_bytes());
                false
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let _place = Arc::clone(&self.queue)
            .try_acquire_owned()
            .map_err(|_full| AppError::Overloaded)?;
        let _turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|e| AppError::Internal(Box::new(e)))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|e| AppError::Internal(Box::new(e)))
    }
}

/// Characters of a password that are estimated; more make it no weaker, and estimating takes longer than the length.
const ESTIMATED: usize = 100;

/// 12 to 256 characters that are not guessed soon (zxcvbn, at least 3 of 4), also by somebody who knows the e-mail address. No rules
/// of composition (ASVS 6.2.5).
pub fn check_strength(password: &str, email: &str) -> Result<(), FieldError> {
    let length = password.chars().count();
    if !(12..=256).contains(&length) {
        return Err(FieldError {
            bounds: Some((12, 256)),
            ..FieldError::new("/password", "length")
        });
    }
    let start: String = password.chars().take(ESTIMATED).collect();
    let known: Vec<&str> = email
        .split(['@', '.', '-', '_', '+'])
        .chain([email, "punte", "пунте"])
        .filter(|word| !word.is_empty())
        .collect();
    if zxcvbn(&start, &known).score() < Score::Three {
        return Err(FieldError::new("/password", "weak-password"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_is_guessed_soon_is_refused_and_a_sentence_is_not() {
        let code = |password: &str| {
            check_strength(password, "olena.kovalenko@example.org")
                .err()
                .map(|e| e.code)
        };
        for weak in [
            "password1234",
            "qwertyuiop12",
            "aaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "123456789012",
            "olena.kovalenko@example.org",
            "Kovalenko1990",
            "P@ssw0rd2026",
        ] {
            assert_eq!(code(weak), Some("weak-password"), "{weak}");
        }
        for good in [
            "correct horse battery staple 7",
            "seven quiet bridges over Prut",
            "три тихі мости через Прут",
            "62a76549d43530607c49",
            &"a long phrase of one's own. ".repeat(9),
        ] {
            assert_eq!(code(good), None, "{good}");
        }
        assert_eq!(code("short"), Some("length"));
        assert_eq!(code(&"ab".repeat(129)), Some("length"));
    }
}
