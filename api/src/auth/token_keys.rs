//! The keys of access tokens: one signs; those that it replaced are read for a day, so that no token ends with its key.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, Timestamp};
use ring::{rand::SystemRandom, signature::Ed25519KeyPair};

use super::{KeyError, keys::read_or_create};

/// How long a replaced key is read.
pub const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// Keys that are read at a time, at most.
const AT_MOST: usize = 3;

/// The one that signs.
const CURRENT: &str = "token-ed25519.pk8";

/// A key that was replaced.
pub(super) struct Replaced {
    /// PKCS #8.
    pub pkcs8: Vec<u8>,
    /// When.
    pub at: Timestamp,
}

/// The keys of an installation.
pub struct TokenKeys {
    /// Where they are, and are looked for again once there is one that is not known.
    pub(super) directory: Option<PathBuf>,
    /// The one that signs, PKCS #8.
    pub(super) current: Vec<u8>,
    /// Those that it replaced, the last one first.
    pub(super) replaced: Vec<Replaced>,
}

impl TokenKeys {
    /// Reads the keys under `directory`; makes one if there is none.
    pub fn load_or_create(directory: &Path) -> Result<Self, KeyError> {
        Self::with_current(directory, fresh)
    }

    /// Reads the keys under `directory`.
    pub(super) fn load(directory: &Path) -> Result<Self, KeyError> {
        Self::with_current(directory, |path| Err(KeyError::Content(path.to_owned())))
    }

    fn with_current(
        directory: &Path,
        make: impl FnOnce(&Path) -> Result<Vec<u8>, KeyError>,
    ) -> Result<Self, KeyError> {
        // First: one that is replaced in between is found among the others, too.
        let path = directory.join(CURRENT);
        let current = read_or_create(&path, || make(&path))?;
        let mut replaced = Vec::new();
        for (at, path) in replaced_files(directory)? {
            let pkcs8 = read_or_create(&path, || Err(KeyError::Content(path.clone())))?;
            replaced.push(Replaced { pkcs8, at });
        }
        Ok(Self {
            directory: Some(directory.to_owned()),
            current,
            replaced,
        })
    }

    /// Puts a new key in the place of the one that signs. Processes sign with it once they have started anew, or saw a token of it; the old
    /// one is read for a day. [`KeyError::TooSoon`] where three would be read at a time.
    pub fn rotate(directory: &Path, now: Timestamp) -> Result<(), KeyError> {
        Self::load_or_create(directory)?;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| KeyError::File { path, source }
        };
        let mut kept = 0;
        for (at, path) in replaced_files(directory)? {
            if now.duration_since(at) >= OVERLAP {
                fs::remove_file(&path).map_err(failed(&path))?;
            } else {
                kept += 1;
            }
        }
        // The one that signs now becomes one of them.
        if kept + 2 > AT_MOST {
            return Err(KeyError::TooSoon);
        }
        let (current, next) = (
            directory.join(CURRENT),
            directory.join("token-ed25519.next"),
        );
        read_or_create(&next, || fresh(&next))?;
        let old = directory.join(format!("token-ed25519-{}.pk8", now.as_second()));
        fs::hard_link(&current, &old).map_err(failed(&old))?;
        // In place of the old one in one step: whoever is killed here leaves a key that signs.
        fs::rename(&next, &current).map_err(failed(&current))
    }
}

/// The files of replaced keys, by when they were; the last one first.
fn replaced_files(directory: &Path) -> Result<Vec<(Timestamp, PathBuf)>, KeyError> {
    let failed = |source| KeyError::File {
        path: directory.to_owned(),
        source,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let at = name
            .to_str()
            .and_then(|name| name.strip_prefix("token-ed25519-")?.strip_suffix(".pk8"))
            .and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok());
        if let Some(at) = at {
            found.push((at, entry.path()));
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found)
}

fn fresh(path: &Path) -> Result<Vec<u8>, KeyError> {
    Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
        .map(|document| document.as_ref().to_vec())
        .map_err(|_e| KeyError::Content(path.to_owned()))
}

#[cfg(test)]
mod tests {
    use punte_core::id::SessionId;

    use super::*;
    use crate::auth::{Holder, Tokens};

    #[test]
    fn a_token_outlives_its_key_by_a_day_and_no_more_than_three_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let begun: Timestamp = "2026-11-26T10:00:00Z".parse().unwrap();
        let hours = SignedDuration::from_hours;
        let load = || Tokens::new(&TokenKeys::load_or_create(folder.path()).unwrap()).unwrap();
        let holder = Holder::Session(SessionId(crate::ids::random()));
        let (first, rolling) = (load(), load());
        TokenKeys::rotate(folder.path(), begun).unwrap();
        let second = load();
        // A process that was not started anew and sees nothing of the new one signs with the old one, until the day is over.
        let late = begun + hours(23);
        let old = first.issue(holder, late, 600).unwrap();
        assert_eq!(second.read(&old, late), Some(holder));
        let over = begun + hours(24);
        // Whoever sees a token of it takes it up, and signs with it from then on.
        let new = second.issue(holder, late, 600).unwrap();
        assert_eq!(rolling.read(&new, late), Some(holder));
        assert_eq!(rolling.read(&old, late), Some(holder));
        let taken_up = rolling.issue(holder, over, 600).unwrap();
        assert_eq!(second.read(&taken_up, over), Some(holder));
        assert_eq!(
            second.read(&first.issue(holder, over, 600).unwrap(), over),
            None
        );
        let third_at = begun + hours(1);
        TokenKeys::rotate(folder.path(), third_at).unwrap();
        let third = load();
        for tokens in [&first, &second, &third] {
            let token = tokens.issue(holder, third_at, 600).unwrap();
            assert_eq!(third.read(&token, third_at), Some(holder));
        }
        let files = || fs::read_dir(folder.path()).unwrap().count();
        assert!(matches!(
            TokenKeys::rotate(folder.path(), begun + hours(2)),
            Err(KeyError::TooSoon)
        ));
        assert_eq!(files(), 3);
        TokenKeys::rotate(folder.path(), over).unwrap();
        assert_eq!(files(), 3, "the oldest is gone");
        assert_eq!(
            load().read(&first.issue(holder, over, 600).unwrap(), over),
            None
        );
    }

    #[test]
    fn keys_that_are_not_known_are_looked_for_once_a_second_and_none_is_made_for_them() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let begun: Timestamp = "2026-11-26T10:00:00Z".parse().unwrap();
        let load =
            |folder: &Path| Tokens::new(&TokenKeys::load_or_create(folder).unwrap()).unwrap();
        let holder = Holder::Session(SessionId(crate::ids::random()));
        let (running, others) = (load(folder.path()), load(elsewhere.path()));
        let forged = others.issue(holder, begun, 600).unwrap();
        assert_eq!(running.read(&forged, begun), None);
        TokenKeys::rotate(folder.path(), begun).unwrap();
        let new = load(folder.path()).issue(holder, begun, 600).unwrap();
        let ms = SignedDuration::from_millis;
        assert_eq!(running.read(&new, begun + ms(999)), None);
        assert_eq!(running.read(&new, begun + ms(1_000)), Some(holder));
        // What it holds it goes on with, whatever became of the folder.
        fs::remove_file(folder.path().join(CURRENT)).unwrap();
        let later = begun + ms(5_000);
        assert_eq!(running.read(&forged, later), None);
        assert_eq!(running.read(&new, later), Some(holder));
        assert!(!folder.path().join(CURRENT).exists());
    }
}
