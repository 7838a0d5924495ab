//! Where a private PostgreSQL of the bench lives.

use std::{fs, path::Path};

use tempfile::TempDir;

/// A directory of this process. Those of runs that were interrupted are removed: a million offers take a gigabyte.
pub(super) fn home(base: &Path) -> std::io::Result<TempDir> {
    const PREFIX: &str = "punte-bench-";
    let process = |name: &str| Some(name.strip_prefix(PREFIX)?.split_once('-')?.0.to_owned());
    for entry in fs::read_dir(base)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if process(&name).is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            // Somebody else's stays.
            let _removed = fs::remove_dir_all(entry.path());
        }
    }
    tempfile::Builder::new()
        .prefix(&format!("{PREFIX}{}-", std::process::id()))
        .tempdir_in(base)
}
