//! Secrets of one installation, in files that only its owner reads.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::{
        DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
    },
    path::{Path, PathBuf},
};

use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    digest, hmac,
};

use super::TokenKeys;
use crate::ids;

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file cannot be read or written.
    #[error("cannot use the key file {path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file holds something else.
    #[error("the key file {0} does not hold a key of the right kind")]
    Content(PathBuf),
    /// A file can be read by others.
    #[error("the key file {0} can be read by others: chmod 600 it, and replace the key")]
    Open(PathBuf),
    /// A file belongs to another account.
    #[error(
        "the key file {0} belongs to another account, which can read and change it: replace the key"
    )]
    Foreign(PathBuf),
    /// A file holds one byte again and again.
    #[error("the key file {0} holds no random bytes: remove it, and a key is made")]
    Weak(PathBuf),
    /// Two keys of tokens were replaced within a day already.
    #[error(
        "two keys of tokens were replaced within the last day: wait until no token of the older one is left"
    )]
    TooSoon,
    /// The key for tokens is not an Ed25519 key.
    #[error("the key for tokens is not an Ed25519 key")]
    Token,
}

/// The secrets: one signs tokens, one hashes codes and seals answers.
pub struct Keys {
    token: TokenKeys,
    secret: [u8; 32],
}

impl Keys {
    /// Reads the keys under `directory`; makes them if there are none.
    pub fn load_or_create(directory: &Path) -> Result<Self, KeyError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| KeyError::File { path, source }
        };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)
            .map_err(failed(directory))?;
        let token = TokenKeys::load_or_create(directory)?;
        let secret_path = directory.join("secret.bin");
        let secret = read_or_create(&secret_path, || Ok(ids::random_bytes::<32>().to_vec()))?;
        let secret = secret
            .try_into()
            .map_err(|_bytes| KeyError::Content(secret_path))?;
        Ok(Self { token, secret })
    }

    /// The keys of tokens.
    pub(super) const fn token_keys(&self) -> &TokenKeys {
        &self.token
    }

    /// HMAC-SHA-256 of a text, under a purpose of its own.
    pub fn hmac(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.secret);
        let mut context = hmac::Context::with_key(&key);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(text);
        let mut out = [0; 32];
        out.copy_from_slice(context.sign().as_ref());
        out
    }

    /// Tells these keys from others, and nothing else.
    pub fn check(&self) -> [u8; 32] {
        self.hmac("keys-check", b"punte")
    }

    /// A number for an advisory lock.
    pub fn lock_number(&self, name: &str) -> i64 {
        let digest = self.hmac("lock", name.as_bytes());
        digest
            .first_chunk()
            .map_or(0, |bytes| i64::from_be_bytes(*bytes))
    }

    /// Encrypts with a key derived from `name` (ChaCha20-Poly1305, random nonce in front).
    pub fn seal(&self, name: &str, mut plain: Vec<u8>) -> Option<Vec<u8>> {
        let nonce = ids::random_bytes::<NONCE_LEN>();
        self.aead(name)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(name.as_bytes()),
                &mut plain,
            )
            .ok()?;
        let mut sealed = nonce.to_vec();
        sealed.append(&mut plain);
        Some(sealed)
    }

    /// Decrypts what [`Keys::seal`] made with the same name.
    pub fn unseal(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut body = body.to_vec();
        let plain = self
            .aead(name)?
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(name.as_bytes()),
                &mut body,
            )
            .ok()?;
        Some(plain.to_vec())
    }

    fn aead(&self, name: &str) -> Option<LessSafeKey> {
        UnboundKey::new(&CHACHA20_POLY1305, &self.hmac("seal", name.as_bytes()))
            .ok()
            .map(LessSafeKey::new)
    }
}

/// SHA-256.
pub fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        context.update(part);
    }
    context.finish().as_ref().to_vec()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Bytes of hexadecimal digits; none if it is not that.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect()
}

/// Reads a key file, or makes it so that two processes that start at once end with the same key.
pub(crate) fn read_or_create(
    path: &Path,
    make: impl FnOnce() -> Result<Vec<u8>, KeyError>,
) -> Result<Vec<u8>, KeyError> {
    let failed = |source| KeyError::File {
        path: path.to_owned(),
        source,
    };
    if !path.exists() {
        let bytes = make()?;
        let draft = path.with_extension(format!("{}.new", std::process::id()));
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&draft)
            .map_err(failed)?;
        file.write_all(&bytes)
            .and_then(|()| file.sync_all())
            .map_err(failed)?;
        // hard_link fails if the file is there by now: then the other process's key counts.
        let linked = fs::hard_link(&draft, path);
        fs::remove_file(&draft).map_err(failed)?;
        match linked {
            Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => return Err(failed(e)),
            _ => {}
        }
    }
    let there = fs::metadata(path).map_err(failed)?;
    if there.permissions().mode() & 0o077 != 0 {
        return Err(KeyError::Open(path.to_owned()));
    }
    if there.uid() != rustix::process::geteuid().as_raw() {
        return Err(KeyError::Foreign(path.to_owned()));
    }
    let bytes = fs::read(path).map_err(failed)?;
    // What somebody wrote by hand to have something there.
    if bytes.iter().all(|byte| Some(byte) == bytes.first()) {
        return Err(KeyError::Weak(path.to_owned()));
    }
    Ok(bytes)
}
