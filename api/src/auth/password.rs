//! Passwords: argon2id, never more at a time than there are cores.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use punte_core::{error::FieldError, policy::Roles, sensitive::Sensitive};
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use crate::app::AppError;

/// How much work a hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// OWASP's minimum for argon2id: of whoever answers for nobody else, and of PINs.
    Usual,
    /// Of staff.
    Staff,
}

impl Cost {
    /// Both.
    const ALL: [Self; 2] = [Self::Usual, Self::Staff];

    /// What the password of an account with these roles costs.
    pub const fn of(roles: Roles) -> Self {
        if roles.any() {
            Self::Staff
        } else {
            Self::Usual
        }
    }

    /// Memory in KiB, passes, lanes.
    const fn params(self) -> (u32, u32, u32) {
        match self {
            Self::Usual => (19 * 1024, 2, 1),
            Self::Staff => (46 * 1024, 1, 1),
        }
    }

    /// Whether this hash takes less memory than one that is made at this cost now.
    pub fn is_more_than(self, hash: &str) -> bool {
        let memory = PasswordHash::new(hash)
            .ok()
            .and_then(|parsed| Params::try_from(&parsed).ok())
            .map_or(0, |params| params.m_cost());
        memory < self.params().0
    }

    fn hasher(self) -> Argon2<'static> {
        let (memory, passes, lanes) = self.params();
        Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(memory, passes, lanes, None).unwrap_or_default(),
        )
    }
}

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

impl Passwords {
    /// As many turns as cores.
    pub fn new() -> Self {
        Self::with_turns(std::thread::available_parallelism().map_or(2, usize::from))
    }

    fn with_turns(turns: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(turns)),
            queue: Arc::new(Semaphore::new(QUEUE + turns)),
        }
    }

    /// Hashes a password to a PHC string.
    pub async fn hash(&self, password: Sensitive<String>, cost: Cost) -> Result<String, AppError> {
        self.in_turn(move || {
            cost.hasher()
                .hash_password(password.reveal().as_bytes())
                .map(|h| h.to_string())
        })
        .await?
        .map_err(|e| AppError::Internal(Box::new(e)))
    }

    /// Whether a password is the one that was hashed.
    pub async fn verify(
        &self,
        password: Sensitive<String>,
        hash: String,
    ) -> Result<bool, AppError> {
        self.in_turn(move || is_right(&password, &hash)).await
    }

    /// As [`Passwords::verify`], for whoever only says an address. Who is refused has waited for a hash of each cost, whether there is no
    /// account, one, or one of somebody on the staff: how long it took tells which to nobody.
    pub async fn verify_alike(
        &self,
        password: Sensitive<String>,
        hash: Option<String>,
    ) -> Result<bool, AppError> {
        self.in_turn(move || {
            if hash.as_ref().is_some_and(|hash| is_right(&password, hash)) {
                return true;
            }
            let done = hash.map(|hash| {
                if Cost::Staff.is_more_than(&hash) {
                    Cost::Usual
                } else {
                    Cost::Staff
                }
            });
            for cost in Cost::ALL.into_iter().filter(|cost| done != Some(*cost)) {
                let _same_work = cost.hasher().hash_password(password.reveal().as_bytes());
            }
            false
        })
        .await
    }

    /// Does work when it is its turn. It keeps its turn and its place until it is done: whoever asked and hung up does not make room for
    /// somebody else beside it.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let place = Arc::clone(&self.queue)
            .try_acquire_owned()
            .map_err(|_full| AppError::Overloaded)?;
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|e| AppError::Internal(Box::new(e)))?;
        tokio::task::spawn_blocking(move || {
            let _held = (place, turn);
            work()
        })
        .await
        .map_err(|e| AppError::Internal(Box::new(e)))
    }
}

fn is_right(password: &Sensitive<String>, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|parsed| {
        // With the parameters that the hash names.
        Argon2::default()
            .verify_password(password.reveal().as_bytes(), &parsed)
            .is_ok()
    })
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
    use std::{
        sync::atomic::{AtomicBool, AtomicUsize, Ordering},
        time::{Duration, Instant},
    };

    use super::*;

    /// Longest that a test waits for something.
    const PATIENCE: Duration = Duration::from_secs(10);

    async fn wait_until(holds: impl Fn() -> bool) -> bool {
        let began = Instant::now();
        while !holds() && began.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        holds()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn whoever_hangs_up_keeps_their_turn_until_the_work_is_done() {
        const TURNS: usize = 2;
        let passwords = Arc::new(Passwords::with_turns(TURNS));
        let at_work = Arc::new(AtomicUsize::new(0));
        let may_end = Arc::new(AtomicBool::new(false));
        for number in 0..4 * TURNS {
            let (passwords, running, may_end) = (
                Arc::clone(&passwords),
                Arc::clone(&at_work),
                Arc::clone(&may_end),
            );
            let asking = tokio::spawn(async move {
                let work = move || {
                    running.fetch_add(1, Ordering::SeqCst);
                    let began = Instant::now();
                    while !may_end.load(Ordering::SeqCst) && began.elapsed() < PATIENCE {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    running.fetch_sub(1, Ordering::SeqCst);
                };
                passwords.in_turn(work).await
            });
            if number < TURNS {
                let begun = || at_work.load(Ordering::SeqCst) == number + 1;
                assert!(wait_until(begun).await, "there is a turn for {number}");
            } else {
                // Long enough to begin, if it may.
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            asking.abort();
            assert!(asking.await.is_err(), "nobody waits for {number}");
        }
        let (most, free) = (
            at_work.load(Ordering::SeqCst),
            passwords.queue.available_permits(),
        );
        may_end.store(true, Ordering::SeqCst);
        assert_eq!(most, TURNS, "so many are at work, and no more");
        assert_eq!(free, QUEUE, "places of what is at work are taken");
        let all_free = || {
            passwords.turns.available_permits() == TURNS
                && passwords.queue.available_permits() == QUEUE + TURNS
        };
        assert!(wait_until(all_free).await, "what is done makes room");
    }

    #[tokio::test]
    async fn staff_take_more_memory_and_both_are_right_whichever_they_were_made_with() {
        let passwords = Passwords::with_turns(1);
        let phrase = || Sensitive::new("seven quiet bridges over Prut".to_owned());
        let wrong = || Sensitive::new("seven quiet bridges over Nistru".to_owned());
        for (cost, says, more) in [
            (Cost::Usual, "$argon2id$v=19$m=19456,t=2,p=1$", true),
            (Cost::Staff, "$argon2id$v=19$m=47104,t=1,p=1$", false),
        ] {
            let hash = passwords.hash(phrase(), cost).await.unwrap();
            assert!(hash.starts_with(says), "{hash}");
            assert_eq!(Cost::Staff.is_more_than(&hash), more, "{hash}");
            assert!(!Cost::Usual.is_more_than(&hash), "{hash}");
            assert!(passwords.verify(phrase(), hash.clone()).await.unwrap());
            assert!(!passwords.verify(wrong(), hash.clone()).await.unwrap());
            let asked = |password| passwords.verify_alike(password, Some(hash.clone()));
            assert!(asked(phrase()).await.unwrap() && !asked(wrong()).await.unwrap());
        }
        assert!(!passwords.verify_alike(phrase(), None).await.unwrap());
        let roles = |moderator| Roles {
            moderator,
            ..Roles::default()
        };
        assert_eq!(Cost::of(roles(true)), Cost::Staff);
        assert_eq!(Cost::of(roles(false)), Cost::Usual);
    }

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
