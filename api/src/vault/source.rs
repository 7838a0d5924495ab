//! Where the key-encryption keys are: in a file, or in the environment that a secret manager fills.

use std::{fmt, path::PathBuf};

use punte_core::sensitive::Sensitive;

use super::{Result, keyring::Keyring};

/// Where the key-encryption keys are.
#[derive(Debug, Clone)]
pub enum KekSource {
    /// In a file. It is made where nothing is sealed yet, and commands change it.
    File(PathBuf),
    /// In `PUNTE_KEK`, as the file would hold them. Nothing is written.
    Given(Sensitive<String>),
}

impl KekSource {
    /// Whether what is given are keys; of a file, whoever opens it finds out.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::File(_) => Ok(()),
            Self::Given(text) => Keyring::given(text.reveal()).map(|_keys| ()),
        }
    }
}

/// Where, and nothing of what.
impl fmt::Display for KekSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Given(_) => f.write_str("PUNTE_KEK"),
        }
    }
}
