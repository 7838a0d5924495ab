//! Passwords, tokens, codes, and the keys behind them.

pub mod keys;
mod partner_key;
mod password;
mod refresh;
mod seed;
mod token;
mod token_keys;
mod tracking;

pub use keys::{KeyError, Keys};
pub use partner_key::{MARK as PARTNER_MARK, PartnerKey};
pub use password::{Cost, Passwords, check_strength};
pub use refresh::RefreshToken;
pub use seed::Seed;
pub use token::{Claims, Holder, Tokens};
pub use token_keys::TokenKeys;
pub use tracking::TrackingCode;

/// Everything that signs people in.
pub struct Auth {
    /// Secrets of this installation.
    pub keys: Keys,
    /// Argon2id, so many at a time.
    pub passwords: Passwords,
    /// Access tokens.
    pub tokens: Tokens,
}

impl Auth {
    /// From the keys of an installation.
    pub fn new(keys: Keys) -> Result<Self, KeyError> {
        let tokens = Tokens::new(keys.token_keys())?;
        Ok(Self {
            passwords: Passwords::new(),
            tokens,
            keys,
        })
    }
}
