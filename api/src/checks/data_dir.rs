use std::{
    fs, io,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
};

use jiff::Timestamp;

use super::Finding;
use crate::auth::{Auth, Keys};

/// Days after which the key that signs access tokens is to be replaced.
const TOKEN_KEY_DAYS: i64 = 30;

/// Whose data directory it is, and who else gets into it.
pub(crate) fn data_dir(path: &Path) -> Finding {
    owner("data-dir", path)
}

/// The secrets, as they lie there. Nothing is made.
pub(crate) fn keys(data_dir: &Path) -> Vec<Finding> {
    let directory = data_dir.join("keys");
    let mut findings = vec![owner("keys-dir", &directory)];
    let missing = ["secret.bin", "token-ed25519.pk8"]
        .into_iter()
        .find(|name| !directory.join(name).exists());
    findings.push(match missing {
        Some(name) => Finding::failed(
            "keys",
            format!("{} is missing", directory.join(name).display()),
        ),
        None => match Keys::load_or_create(&directory).and_then(Auth::new) {
            Ok(_) => Finding::ok("keys", "there, and nobody else reads them"),
            Err(error) => Finding::failed("keys", error.to_string()),
        },
    });
    findings
}

/// How old the key is that signs access tokens.
pub(crate) fn token_key(data_dir: &Path, now: Timestamp) -> Finding {
    let name = "token-key";
    let made_at = fs::metadata(data_dir.join("keys").join("token-ed25519.pk8"))
        .and_then(|there| there.modified())
        .ok()
        .and_then(|at| Timestamp::try_from(at).ok());
    match made_at.map(|at| now.duration_since(at).as_hours() / 24) {
        None => Finding::warning(name, "cannot be looked at"),
        Some(days) if days >= TOKEN_KEY_DAYS => Finding::warning(
            name,
            format!("{days} days old: replace it (punte keys rotate-tokens)"),
        ),
        Some(days) => Finding::ok(name, format!("{days} days old")),
    }
}

fn owner(name: &'static str, path: &Path) -> Finding {
    let said = path.display();
    let there = match fs::metadata(path) {
        Ok(there) => there,
        // Made when it is needed.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Finding::ok(name, format!("{said} is not there yet"));
        }
        Err(error) => return Finding::failed(name, format!("{said} cannot be looked at: {error}")),
    };
    let own = rustix::process::geteuid().as_raw();
    if !there.is_dir() {
        Finding::failed(name, format!("{said} is no directory"))
    } else if there.uid() != own {
        Finding::failed(
            name,
            format!("{said} belongs to another account, which can change what is in it"),
        )
    } else if there.permissions().mode() & 0o002 != 0 {
        Finding::failed(
            name,
            format!("{said} can be written by others: chmod 700 it"),
        )
    } else {
        Finding::ok(name, said.to_string())
    }
}

/// Whether there is room.
pub(crate) fn room(path: &Path) -> Finding {
    let name = "disk";
    let Some(there) = path.ancestors().find(|p| p.exists()) else {
        return Finding::warning(name, "cannot be looked at");
    };
    let Ok(space) = rustix::fs::statvfs(there) else {
        return Finding::warning(name, "cannot be looked at");
    };
    let free_mib = space.f_bavail.saturating_mul(space.f_frsize) >> 20;
    let says = format!("{free_mib} MiB free");
    match free_mib {
        0..200 => Finding::failed(name, says),
        200..2048 => Finding::warning(name, says),
        _ => Finding::ok(name, says),
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use jiff::SignedDuration;
    use punte_core::clock::Clock as _;

    use super::*;
    use crate::{auth::TokenKeys, checks::Verdict, clock::SystemClock};

    #[test]
    fn a_key_of_tokens_is_old_after_thirty_days_until_it_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        fs::create_dir(&keys).unwrap();
        let now = SystemClock.now();
        let after = |days: i64| {
            let at = now + SignedDuration::from_hours(24 * days + 1);
            token_key(folder.path(), at).verdict
        };
        assert_eq!(after(0), Verdict::Warning, "there is none");
        TokenKeys::load_or_create(&keys).unwrap();
        assert_eq!(after(29), Verdict::Ok);
        assert_eq!(after(30), Verdict::Warning);
        // As if it had been made long ago.
        let file = fs::File::options()
            .append(true)
            .open(keys.join("token-ed25519.pk8"))
            .unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(after(0), Verdict::Warning);
        TokenKeys::rotate(&keys, now).unwrap();
        assert_eq!(after(29), Verdict::Ok);
    }
}
