//! Why something cannot be sealed or opened. No message holds a key.

use std::path::PathBuf;

/// Why something cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key-encryption keys cannot be read or written.
    #[error("cannot use the file of key-encryption keys {path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file holds something else.
    #[error("the file {0} does not hold key-encryption keys")]
    Content(PathBuf),
    /// The environment holds something else.
    #[error(
        "PUNTE_KEK does not hold key-encryption keys: write what their file would hold, a line each"
    )]
    Given,
    /// They are said twice.
    #[error("PUNTE_KEK and PUNTE_KEK_FILE are both set: keep one")]
    Both,
    /// The keys are in the environment, and were to be changed.
    #[error(
        "the key-encryption keys are in PUNTE_KEK, which no command can write: stop every process, put them into a file and name it with PUNTE_KEK_FILE for this command, and put what the file holds then into PUNTE_KEK"
    )]
    Fixed,
    /// The file can be read by others.
    #[error(
        "the file of key-encryption keys {0} can be read by others: chmod 600 it, and rotate the key"
    )]
    Open(PathBuf),
    /// The file belongs to another account.
    #[error(
        "the file of key-encryption keys {0} belongs to another account, which can read and change it: take it over with chown, and rotate the key"
    )]
    Owned(PathBuf),
    /// Data are there, and the key is not.
    #[error(
        "the database holds personal data whose key-encryption key is missing: put the file back at {0}, or set PUNTE_KEK_FILE or PUNTE_KEK"
    )]
    Missing(PathBuf),
    /// The keys are another installation's; where they are.
    #[error(
        "the key-encryption keys in {0} are not those that the database's personal data were sealed with"
    )]
    Foreign(String),
    /// A data key is wrapped by a key that is not there.
    #[error("the key-encryption keys do not hold key {0}, which wraps personal data")]
    UnknownKek(i32),
    /// A value was made with other keys, or for another place.
    #[error(
        "a sealed value of {0} does not open: it was made with other keys, or belongs elsewhere"
    )]
    Sealed(&'static str),
}

impl From<VaultError> for sqlx::Error {
    fn from(error: VaultError) -> Self {
        Self::Decode(Box::new(error))
    }
}
