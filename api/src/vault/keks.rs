//! The key-encryption keys as a process holds them: read again where somebody changed their file.

use std::{
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
};

use super::{
    Result, VaultError,
    keyring::{Keyring, Stamp},
};

/// The keys, and where they are.
pub(super) struct Keks {
    /// Their file; none where the environment holds them.
    file: Option<PathBuf>,
    held: RwLock<Held>,
}

/// The keys as they were read last.
struct Held {
    keyring: Keyring,
    /// The file in which they were read; none if that is to be looked at before anything is wrapped.
    from: Option<Stamp>,
}

impl Held {
    /// Reads the file. Who replaces it meanwhile is found out the next time: how it lay is looked at first.
    fn load(path: &Path) -> Result<Self> {
        let from = Stamp::of(path);
        Ok(Self {
            keyring: Keyring::load(path)?,
            from,
        })
    }
}

impl From<Keyring> for Held {
    fn from(keyring: Keyring) -> Self {
        Self {
            keyring,
            from: None,
        }
    }
}

impl Keks {
    /// Those of a file, which is made if it is not there.
    pub(super) fn in_file(path: &Path) -> Result<Self> {
        Ok(Self {
            held: RwLock::new(Keyring::load_or_create(path)?.into()),
            file: Some(path.to_owned()),
        })
    }

    /// What the environment holds in place of the file.
    pub(super) fn given(text: &str) -> Result<Self> {
        Ok(Self {
            held: RwLock::new(Keyring::given(text)?.into()),
            file: None,
        })
    }

    /// Looks at the keys that are held.
    pub(super) fn look<T>(&self, what: impl FnOnce(&Keyring) -> T) -> T {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        what(&held.keyring)
    }

    fn hold(&self, held: Held) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = held;
    }

    /// The file, where the keys can be changed.
    fn file(&self) -> Result<&Path> {
        self.file.as_deref().ok_or(VaultError::Fixed)
    }

    /// The key that wraps, and its number. Somebody may have rotated it: a file that is not the one that was read is read again, so that
    /// nothing is wrapped under a key that is about to be retired. Where none is to be seen, what is held counts.
    pub(super) fn newest(&self) -> Result<(i32, [u8; 32])> {
        if let Some(file) = &self.file {
            let there = Stamp::of(file);
            let read = self
                .held
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .from;
            if there.is_some() && there != read {
                self.hold(Held::load(file)?);
            }
        }
        Ok(self.look(Keyring::newest))
    }

    /// The key of a number. One that is not known may have been added by a rotation since: the file is read again.
    pub(super) fn get(&self, number: i32) -> Result<[u8; 32]> {
        if let Some(known) = self.look(|keys| keys.get(number)) {
            return Ok(known);
        }
        let Some(file) = &self.file else {
            return Err(VaultError::UnknownKek(number));
        };
        let read_again = Held::load(file)?;
        let found = read_again.keyring.get(number);
        self.hold(read_again);
        found.ok_or(VaultError::UnknownKek(number))
    }

    /// Adds a key to the file; its number.
    pub(super) fn add(&self) -> Result<i32> {
        let added = Keyring::add(self.file()?)?;
        let newest = added.newest().0;
        self.hold(added.into());
        Ok(newest)
    }

    /// Takes keys out of the file, except the newest and those in use; answers which.
    pub(super) fn retire(&self, in_use: &[i32]) -> Result<Vec<i32>> {
        let (kept, gone) = Keyring::retire(self.file()?, in_use)?;
        self.hold(kept.into());
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::{PermissionsExt as _, chown},
    };

    use super::*;

    /// A folder with a file of keys.
    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kek");
        Keks::in_file(&path).unwrap();
        (folder, path)
    }

    #[test]
    fn a_file_that_changed_is_read_before_anything_is_wrapped_and_one_that_went_is_not_missed() {
        let (_folder, path) = file();
        let running = Keks::in_file(&path).unwrap();
        assert_eq!(running.newest().unwrap().0, 1);
        assert_eq!(Keks::in_file(&path).unwrap().add().unwrap(), 2);
        assert_eq!(running.newest().unwrap().0, 2);
        let rotated = fs::read_to_string(&path).unwrap();
        // What cannot be read wraps nothing: it may hold the key that counts.
        fs::write(&path, "nothing").unwrap();
        assert!(matches!(running.newest(), Err(VaultError::Content(_))));
        fs::write(&path, &rotated).unwrap();
        assert_eq!(running.newest().unwrap().0, 2);
        fs::remove_file(&path).unwrap();
        assert_eq!(running.newest().unwrap().0, 2);
    }

    #[test]
    fn keys_that_others_can_read_or_own_are_refused_by_name() {
        let (_folder, path) = file();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(Keks::in_file(&path), Err(VaultError::Open(_))));
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        // Only root can give a file away, and reads it all the same.
        if chown(&path, Some(65_534), None).is_ok() {
            assert!(matches!(Keks::in_file(&path), Err(VaultError::Owned(_))));
        }
    }
}
