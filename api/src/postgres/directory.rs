//! Directories that nobody else may have made, and a socket path that the kernel can hold.

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, PermissionsExt, fchown},
    },
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Mode, OFlags, open},
    process::geteuid,
};

use super::{account::Account, error::ClusterError};

/// sun_path of unix(7) is 108 bytes with its closing zero.
pub(super) const SOCKET_PATH_LIMIT: usize = 107;

/// The file that PostgreSQL makes in its socket directory.
const SOCKET_FILE: &str = ".s.PGSQL.5432";

/// What [`own`] found at the path.
pub(super) enum Ownership {
    /// A directory of the account, with mode 0700.
    Ours,
    /// A directory of somebody else.
    Foreign(u32),
}

/// Makes sure that `path` is a directory of the account with mode 0700. Works on the open
/// directory, never on the name, so a link put there meanwhile is refused and not followed.
pub(super) fn own(path: &Path, account: &Account) -> io::Result<Ownership> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let owner = fs::symlink_metadata(path)?;
    // Opening needs rights that a foreign directory need not give: look first, check again after.
    if owner.is_dir() && owner.uid() != account.uid && owner.uid() != geteuid().as_raw() {
        return Ok(Ownership::Foreign(owner.uid()));
    }
    let directory = File::from(open(path, flags, Mode::empty())?);
    let metadata = directory.metadata()?;
    if metadata.uid() != account.uid {
        if metadata.uid() != geteuid().as_raw() {
            return Ok(Ownership::Foreign(metadata.uid()));
        }
        fchown(&directory, Some(account.uid), Some(account.gid))?;
    }
    if metadata.mode() & 0o777 != 0o700 {
        directory.set_permissions(Permissions::from_mode(0o700))?;
    }
    Ok(Ownership::Ours)
}

/// Creates the application's data directory. As root it stays root's own, and is opened just
/// enough for the server's account to pass through it.
pub(super) fn prepare_data_dir(path: &Path, account: &Account) -> Result<PathBuf, ClusterError> {
    let mode = if account.switch { 0o711 } else { 0o700 };
    let writable = || -> io::Result<PathBuf> {
        DirBuilder::new().recursive(true).mode(mode).create(path)?;
        let path = fs::canonicalize(path)?;
        if account.switch {
            let metadata = fs::metadata(&path)?;
            if metadata.uid() == 0 && metadata.mode() & 0o001 == 0 {
                let opened = metadata.mode() & 0o7777 | 0o011;
                fs::set_permissions(&path, Permissions::from_mode(opened))?;
            }
        }
        Ok(path)
    };
    writable().map_err(ClusterError::not_writable(path))
}

/// The directory for the socket: inside the cluster's own directory, where nobody else can have
/// put anything, when that path is short enough; else the first of `bases` that is.
pub(super) fn socket_dir(
    pg: &Path,
    bases: &[PathBuf],
    account: &Account,
) -> Result<PathBuf, ClusterError> {
    let metadata =
        fs::metadata(pg).map_err(ClusterError::system(format!("read {}", pg.display())))?;
    let name = format!("punte-{:x}-{:x}", metadata.dev(), metadata.ino());
    let directory = shortest_fitting(pg, bases, &name)?;
    match own(&directory, account) {
        Ok(Ownership::Ours) => Ok(directory),
        Ok(Ownership::Foreign(_)) => Err(ClusterError::ForeignSocketDir { path: directory }),
        // A link (ELOOP) or a file (ENOTDIR) in the place of the directory.
        Err(_) if directory.is_symlink() || directory.is_file() => {
            Err(ClusterError::ForeignSocketDir { path: directory })
        }
        Err(error) => Err(ClusterError::not_writable(directory)(error)),
    }
}

/// Removes what a killed server left in its socket directory. PostgreSQL would take the lock
/// file's process id for a server if it belongs to another process by now.
pub(super) fn clear_sockets(directory: &Path) -> Result<(), ClusterError> {
    for name in [SOCKET_FILE.to_owned(), format!("{SOCKET_FILE}.lock")] {
        match fs::remove_file(directory.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(ClusterError::not_writable(directory)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn shortest_fitting(pg: &Path, bases: &[PathBuf], name: &str) -> Result<PathBuf, ClusterError> {
    let length = |directory: &PathBuf| directory.join(SOCKET_FILE).as_os_str().as_bytes().len();
    let all: Vec<PathBuf> = std::iter::once(pg.join("s"))
        .chain(bases.iter().map(|base| base.join(name)))
        .filter(|directory| directory.is_absolute())
        .collect();
    match all.iter().find(|one| length(one) <= SOCKET_PATH_LIMIT) {
        Some(directory) => Ok(directory.clone()),
        None => Err(ClusterError::SocketPathTooLong {
            path: all
                .into_iter()
                .min_by_key(length)
                .unwrap_or_else(|| pg.join("s"))
                .join(SOCKET_FILE),
            limit: SOCKET_PATH_LIMIT,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_moves_out_of_a_data_directory_with_a_long_path() {
        let long = PathBuf::from(format!("/{}", "x".repeat(120)));
        let bases = [long.clone(), PathBuf::from("/run/user/1000")];
        let chosen = |pg: &Path, bases: &[PathBuf]| {
            shortest_fitting(pg, bases, "punte-1-2")
                .map(|path| path.display().to_string())
                .map_err(|error| error.to_string())
        };
        assert_eq!(
            chosen(Path::new("/var/lib/punte/pg"), &bases),
            Ok("/var/lib/punte/pg/s".to_owned())
        );
        assert_eq!(
            chosen(&long, &bases),
            Ok("/run/user/1000/punte-1-2".to_owned())
        );
        let refused = chosen(&long, &bases[..1]).unwrap_err();
        assert!(refused.contains("longer than 107 bytes"), "{refused}");
    }
}
