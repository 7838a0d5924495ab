use std::{
    fs, io,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
};

use super::Finding;
use crate::auth::{Auth, Keys};

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
