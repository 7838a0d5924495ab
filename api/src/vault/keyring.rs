//! The key-encryption keys and the key of blind indexes, one line each: in a file that only its owner reads, or given as its text.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    os::unix::fs::{
        DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
    },
    path::Path,
};

use ring::hmac;

use super::{Result, VaultError};
use crate::{
    auth::keys::{hex, read_or_create, unhex},
    ids,
};

const HEAD: &str = "# Punte: the keys of personal data. Without them nobody reads the database; keep a copy away from it and its backups.\n";

/// Which file lay somewhere, and how: another one in its place, or one that was written since, is told from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    file: (u64, u64),
    written: (i64, i64),
    length: u64,
}

impl Stamp {
    /// Of the file at a path; none if there is none to be seen.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let there = fs::metadata(path).ok()?;
        Some(Self {
            file: (there.dev(), there.ino()),
            written: (there.mtime(), there.mtime_nsec()),
            length: there.len(),
        })
    }
}

/// The keys of one installation.
#[derive(Clone)]
pub(super) struct Keyring {
    index: [u8; 32],
    keks: BTreeMap<i32, [u8; 32]>,
    newest: (i32, [u8; 32]),
}

impl Keyring {
    /// Reads the file, or makes it.
    pub(super) fn load_or_create(path: &Path) -> Result<Self> {
        if !path.exists() {
            if let Some(folder) = path.parent() {
                fs::DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(folder)
                    .map_err(|source| VaultError::File {
                        path: folder.to_owned(),
                        source,
                    })?;
            }
            let first = Self::from_keys(
                ids::random_bytes(),
                BTreeMap::from([(1, ids::random_bytes())]),
            );
            let text = first.map(|keys| keys.text()).unwrap_or_default();
            read_or_create(path, || Ok(text.into_bytes())).map_err(|e| VaultError::File {
                path: path.to_owned(),
                source: std::io::Error::other(e),
            })?;
        }
        Self::load(path)
    }

    /// Reads the file.
    pub(super) fn load(path: &Path) -> Result<Self> {
        let failed = |source| VaultError::File {
            path: path.to_owned(),
            source,
        };
        let there = fs::metadata(path).map_err(failed)?;
        if there.permissions().mode() & 0o077 != 0 {
            return Err(VaultError::Open(path.to_owned()));
        }
        if there.uid() != rustix::process::geteuid().as_raw() {
            return Err(VaultError::Owned(path.to_owned()));
        }
        let text = fs::read_to_string(path).map_err(failed)?;
        Self::parse(&text).ok_or_else(|| VaultError::Content(path.to_owned()))
    }

    /// Reads what the environment holds in place of the file.
    pub(super) fn given(text: &str) -> Result<Self> {
        Self::parse(text).ok_or(VaultError::Given)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut index = None;
        let mut keks = BTreeMap::new();
        for line in text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["index", key] => index = Some(key_of(key)?),
                ["kek", number, key] => {
                    keks.insert(number.parse().ok()?, key_of(key)?);
                }
                _ => return None,
            }
        }
        Self::from_keys(index?, keks)
    }

    fn from_keys(index: [u8; 32], keks: BTreeMap<i32, [u8; 32]>) -> Option<Self> {
        let newest = keks.last_key_value().map(|(number, key)| (*number, *key))?;
        Some(Self {
            index,
            keks,
            newest,
        })
    }

    fn text(&self) -> String {
        let keks = self.keks.iter();
        let lines: Vec<String> = keks
            .map(|(number, key)| format!("kek {number} {}\n", hex(key)))
            .collect();
        format!("{HEAD}index {}\n{}", hex(&self.index), lines.concat())
    }

    /// The key that wraps, and its number.
    pub(super) fn newest(&self) -> (i32, [u8; 32]) {
        self.newest
    }

    /// The key of a number.
    pub(super) fn get(&self, number: i32) -> Option<[u8; 32]> {
        self.keks.get(&number).copied()
    }

    /// HMAC-SHA-256 of a text under a kind.
    pub(super) fn index(&self, kind: &str, text: &str) -> Vec<u8> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.index);
        let mut context = hmac::Context::with_key(&key);
        context.update(kind.as_bytes());
        context.update(&[0]);
        context.update(text.as_bytes());
        context.sign().as_ref().to_vec()
    }

    /// Adds a key to the file.
    pub(super) fn add(path: &Path) -> Result<Self> {
        Self::change(path, |keks| {
            let next = keks.last_key_value().map_or(1, |(number, _)| number + 1);
            keks.insert(next, ids::random_bytes());
        })
    }

    /// Takes keys out of the file, except the newest and those in use; answers which.
    pub(super) fn retire(path: &Path, in_use: &[i32]) -> Result<(Self, Vec<i32>)> {
        let before = Self::load(path)?;
        let kept = Self::change(path, |keks| {
            let newest = keks.last_key_value().map(|(number, _)| *number);
            keks.retain(|number, _| Some(*number) == newest || in_use.contains(number));
        })?;
        let gone = before
            .keks
            .into_keys()
            .filter(|number| kept.get(*number).is_none())
            .collect();
        Ok((kept, gone))
    }

    /// Writes the file anew beside itself and puts it in place, one process at a time.
    fn change(path: &Path, change: impl FnOnce(&mut BTreeMap<i32, [u8; 32]>)) -> Result<Self> {
        let failed = |source| VaultError::File {
            path: path.to_owned(),
            source,
        };
        let draft = path.with_extension("new");
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)
            .map_err(failed)?;
        let written = Self::load(path).and_then(|now| {
            let mut keks = now.keks;
            change(&mut keks);
            let changed = Self::from_keys(now.index, keks)
                .ok_or_else(|| VaultError::Content(path.to_owned()))?;
            file.write_all(changed.text().as_bytes())
                .and_then(|()| file.sync_all())
                .and_then(|()| fs::rename(&draft, path))
                .map_err(failed)?;
            Ok(changed)
        });
        if written.is_err() {
            // The first error is the one that tells.
            let _left = fs::remove_file(&draft);
        }
        written
    }
}

/// The key of a line. One byte again and again is none: somebody wrote it to have something there.
fn key_of(text: &str) -> Option<[u8; 32]> {
    let key: [u8; 32] = unhex(text)?.try_into().ok()?;
    key.iter()
        .any(|byte| Some(byte) != key.first())
        .then_some(key)
}
