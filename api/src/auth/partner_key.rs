//! Keys of partner applications: `punte_<prefix>.<secret>`, 256 random bits, kept as an HMAC only.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use punte_core::sensitive::Sensitive;

use super::Keys;
use crate::ids::{self, ALPHABET};

/// What every key begins with, so that one that lies somewhere is recognised.
pub const MARK: &str = "punte_";

const PREFIX: usize = 12;

/// A key.
pub struct PartnerKey {
    prefix: String,
    secret: Sensitive<[u8; 32]>,
}

impl PartnerKey {
    /// A new one, from the operating system's random bytes.
    pub fn generate() -> Self {
        let bytes: [u8; PREFIX] = ids::random_bytes();
        let prefix = bytes
            .iter()
            .filter_map(|b| ALPHABET.get(usize::from(b & 31)))
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
        Self {
            prefix,
            secret: Sensitive::new(ids::random_bytes()),
        }
    }

    /// Reads one; none if it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        // Long ones are not decoded.
        let rest = Some(text).filter(|t| t.len() <= 80)?.strip_prefix(MARK)?;
        let (prefix, secret) = rest.split_once('.')?;
        let fits = prefix.len() == PREFIX
            && prefix
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        let secret = URL_SAFE_NO_PAD.decode(secret).ok()?;
        fits.then_some(Self {
            prefix: prefix.to_owned(),
            secret: Sensitive::new(secret.try_into().ok()?),
        })
    }

    /// The part that is not secret.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// As it is shown once.
    pub fn reveal(&self) -> String {
        let secret = URL_SAFE_NO_PAD.encode(self.secret.reveal());
        format!("{MARK}{}.{secret}", self.prefix)
    }

    /// What is stored.
    pub fn hash(&self, keys: &Keys) -> [u8; 32] {
        let text = [self.prefix.as_bytes(), self.secret.reveal().as_slice()].concat();
        keys.hmac("partner-key", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_shown_and_in_no_other_way() {
        let shown = PartnerKey::generate().reveal();
        assert_eq!(shown.len(), 6 + 12 + 1 + 43);
        assert_eq!(PartnerKey::parse(&shown).unwrap().reveal(), shown);
        for wrong in [
            shown.to_uppercase(),
            shown.replace('.', "_"),
            format!("{shown}A"),
            format!("{shown}="),
            shown.replace("punte_", ""),
            shown[..shown.len() - 1].to_owned(),
            "A".repeat(10_000),
        ] {
            assert!(PartnerKey::parse(&wrong).is_none(), "{wrong}");
        }
    }
}
