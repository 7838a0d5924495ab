//! Refresh tokens: 256 random bits, kept as their SHA-256 only.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use punte_core::sensitive::Sensitive;

use super::{Keys, keys::sha256};
use crate::ids;

const LENGTH: usize = 32;

/// A refresh token.
pub struct RefreshToken(Sensitive<[u8; LENGTH]>);

impl RefreshToken {
    /// A new one, from the operating system's random bytes.
    pub fn generate() -> Self {
        Self(Sensitive::new(ids::random_bytes()))
    }

    /// Reads one; none if it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        // Long ones are not decoded.
        let bytes = Some(text).filter(|t| t.len() <= 64)?;
        let bytes = URL_SAFE_NO_PAD.decode(bytes).ok()?;
        Some(Self(Sensitive::new(bytes.try_into().ok()?)))
    }

    /// As it is sent.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.reveal())
    }

    /// What is stored.
    pub fn hash(&self) -> Vec<u8> {
        sha256(&[self.0.reveal()])
    }

    /// Another one, sealed so that it takes this one and the installation's secret to open it.
    pub fn seal(&self, keys: &Keys, other: &Self) -> Option<Vec<u8>> {
        keys.seal(&self.name(), other.0.reveal().to_vec())
    }

    /// What [`RefreshToken::seal`] sealed.
    pub fn unseal(&self, keys: &Keys, sealed: &[u8]) -> Option<Self> {
        let bytes = keys.unseal(&self.name(), sealed)?;
        Some(Self(Sensitive::new(bytes.try_into().ok()?)))
    }

    fn name(&self) -> String {
        format!("refresh:{}", self.reveal())
    }
}
