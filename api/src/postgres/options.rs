//! Where the cluster lives and with what it runs. Only this file reads the environment.

use std::{
    env,
    path::{Path, PathBuf},
};

/// What a cluster is started with. `PrivateCluster::start` takes it from the environment; tests
/// and tools say it outright.
#[derive(Debug, Clone)]
pub struct ClusterOptions {
    /// The application's data directory; the cluster takes `pg` and `pg.lock` in it.
    pub data_dir: PathBuf,
    /// PostgreSQL's binaries, when they are not to be looked for (`PUNTE_PG_BINDIR`).
    pub bindir: Option<PathBuf>,
    /// As root: the account that the server runs as (`PUNTE_PG_USER`, else `postgres`).
    pub user: String,
    /// Directories for the socket when the data directory's path is too long for one, best first.
    pub socket_bases: Vec<PathBuf>,
}

impl ClusterOptions {
    /// A cluster in this data directory, with nothing taken from the environment but the
    /// directory for temporary files.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            bindir: None,
            user: "postgres".to_owned(),
            socket_bases: vec![env::temp_dir()],
        }
    }

    /// The same, with `PUNTE_PG_BINDIR`, `PUNTE_PG_USER` and `XDG_RUNTIME_DIR` heeded.
    pub fn from_env(data_dir: &Path) -> Self {
        let mut options = Self::new(data_dir);
        options.bindir = path_var("PUNTE_PG_BINDIR");
        if let Ok(user) = env::var("PUNTE_PG_USER")
            && !user.is_empty()
        {
            options.user = user;
        }
        // Root's runtime directory is closed to the account that the server runs as.
        if !rustix::process::geteuid().is_root()
            && let Some(runtime) = path_var("XDG_RUNTIME_DIR")
        {
            options.socket_bases.insert(0, runtime);
        }
        options
    }
}

/// `PUNTE_DATA_DIR`; else `/var/lib/punte` as root; else `$XDG_DATA_HOME/punte` or
/// `~/.local/share/punte`.
pub fn default_data_dir() -> PathBuf {
    choose_data_dir(path_var, rustix::process::geteuid().is_root())
}

fn choose_data_dir(var: impl Fn(&str) -> Option<PathBuf>, root: bool) -> PathBuf {
    if let Some(dir) = var("PUNTE_DATA_DIR") {
        return dir;
    }
    // The XDG specification: a relative path is invalid and is ignored.
    let absolute = |name| var(name).filter(|dir| dir.is_absolute());
    if root {
        None
    } else if let Some(dir) = absolute("XDG_DATA_HOME") {
        Some(dir.join("punte"))
    } else {
        absolute("HOME").map(|home| home.join(".local/share/punte"))
    }
    .unwrap_or_else(|| PathBuf::from("/var/lib/punte"))
}

/// An environment variable that holds a path; empty counts as unset.
fn path_var(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(vars: &[(&str, &str)], root: bool) -> String {
        let var = |name: &str| {
            vars.iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| PathBuf::from(value))
        };
        choose_data_dir(var, root).display().to_string()
    }

    #[test]
    fn the_data_directory_follows_variable_root_and_xdg_in_this_order() {
        let home = ("HOME", "/home/ana");
        let xdg = ("XDG_DATA_HOME", "/data/ana");
        assert_eq!(chosen(&[("PUNTE_DATA_DIR", "/x"), home, xdg], true), "/x");
        assert_eq!(chosen(&[home, xdg], true), "/var/lib/punte");
        assert_eq!(chosen(&[home, xdg], false), "/data/ana/punte");
        assert_eq!(chosen(&[home], false), "/home/ana/.local/share/punte");
        assert_eq!(
            chosen(&[home, ("XDG_DATA_HOME", "relative")], false),
            "/home/ana/.local/share/punte"
        );
        assert_eq!(chosen(&[], false), "/var/lib/punte");
    }
}
