//! Which PostgreSQL installations there are, and which one to use.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::error::ClusterError;

/// One installed PostgreSQL server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Installation {
    pub(super) bindir: PathBuf,
    pub(super) major: u32,
    pub(super) postgis: bool,
}

/// The binaries' directory of the newest installed PostgreSQL that has PostGIS.
pub fn newest_usable_bindir() -> Result<PathBuf, ClusterError> {
    find(None, None).map(|found| found.bindir)
}

/// The installation to use: in `bindir` when given, else among all that are found; of the major
/// version that made `data` (directory, major) when there is one, else the newest with PostGIS.
pub(super) fn find(
    bindir: Option<&Path>,
    data: Option<(&Path, u32)>,
) -> Result<Installation, ClusterError> {
    let (place, bindirs) = match bindir {
        Some(dir) => (
            format!("{} (PUNTE_PG_BINDIR)", dir.display()),
            vec![dir.to_owned()],
        ),
        None => (
            "/usr/lib/postgresql, /usr/pgsql-* and PATH".to_owned(),
            candidates(Path::new("/"), env::var_os("PATH").as_deref()),
        ),
    };
    let found: Vec<Installation> = bindirs.iter().filter_map(|dir| inspect(dir)).collect();
    choose(&found, data, place)
}

fn choose(
    found: &[Installation],
    data: Option<(&Path, u32)>,
    place: String,
) -> Result<Installation, ClusterError> {
    // Of equals the first: candidates come in the order of preference.
    let newest = |usable: &dyn Fn(&Installation) -> bool| {
        found
            .iter()
            .rev()
            .filter(|one| usable(one))
            .max_by_key(|one| (one.postgis, one.major))
    };
    let best = newest(&|one| data.is_none_or(|(_, major)| one.major == major));
    match (best, data) {
        (Some(one), _) if one.postgis => Ok(one.clone()),
        (Some(one), _) => Err(ClusterError::NoPostgis {
            major: one.major,
            bindir: one.bindir.clone(),
        }),
        (None, Some((path, major))) if !found.is_empty() => {
            let mut majors: Vec<u32> = found.iter().map(|one| one.major).collect();
            majors.sort_unstable();
            majors.dedup();
            let majors: Vec<String> = majors.iter().map(u32::to_string).collect();
            Err(ClusterError::OtherMajor {
                path: path.to_owned(),
                data: major,
                installed: majors.join(" and "),
            })
        }
        (None, _) => Err(ClusterError::NoPostgres { place }),
    }
}

/// Where distributions put the server: Debian by version, the PGDG packages for Red Hat by
/// version, everybody else on the PATH. `root` is `/` outside tests.
fn candidates(root: &Path, path: Option<&std::ffi::OsStr>) -> Vec<PathBuf> {
    let below = |dir: PathBuf, prefix: &str| -> Vec<PathBuf> {
        fs::read_dir(dir)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
            .map(|entry| entry.path().join("bin"))
            .collect()
    };
    let mut all = below(root.join("usr/lib/postgresql"), "");
    all.extend(below(root.join("usr"), "pgsql-"));
    if let Some(path) = path {
        // `postgres` on the PATH is often a link into one of the directories above.
        all.extend(env::split_paths(path).filter_map(|dir| {
            fs::canonicalize(dir.join("postgres"))
                .ok()?
                .parent()
                .map(Path::to_owned)
        }));
    }
    all.retain(|dir| dir.join("postgres").is_file() && dir.join("initdb").is_file());
    let mut seen = Vec::new();
    all.retain(|dir| {
        let new = !seen.contains(dir);
        seen.push(dir.clone());
        new
    });
    all
}

fn inspect(bindir: &Path) -> Option<Installation> {
    if !bindir.join("initdb").is_file() {
        return None;
    }
    let output = Command::new(bindir.join("postgres"))
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    Some(Installation {
        bindir: bindir.to_owned(),
        major: major_of(&String::from_utf8_lossy(&output.stdout))?,
        postgis: has_postgis(bindir),
    })
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` gives 15.
fn major_of(version: &str) -> Option<u32> {
    let (_, number) = version.split_once("(PostgreSQL) ")?;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// The extension's control file, where Debian and where everybody else keeps the shared files.
fn has_postgis(bindir: &Path) -> bool {
    let Ok(bindir) = fs::canonicalize(bindir) else {
        return false;
    };
    let Some(prefix) = bindir.parent() else {
        return false;
    };
    let mut shares = vec![prefix.join("share"), prefix.join("share/postgresql")];
    if let (Some(version), Some(usr)) = (
        prefix.file_name(),
        prefix.ancestors().nth(3), // {usr}/lib/postgresql/{version}
    ) {
        shares.push(usr.join("share/postgresql").join(version));
    }
    shares
        .iter()
        .any(|share| share.join("extension/postgis.control").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installation(major: u32, postgis: bool) -> Installation {
        Installation {
            bindir: PathBuf::from(format!("/usr/lib/postgresql/{major}/bin")),
            major,
            postgis,
        }
    }

    fn chosen(found: &[Installation], data: Option<u32>) -> Result<u32, String> {
        let data = data.map(|major| (Path::new("/d/pg/data"), major));
        choose(found, data, "here".to_owned())
            .map(|one| one.major)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_newest_installation_with_postgis_is_chosen() {
        let all = [
            installation(14, true),
            installation(17, false),
            installation(16, true),
        ];
        assert_eq!(chosen(&all, None), Ok(16));
    }

    #[test]
    fn existing_data_are_served_by_the_major_version_that_made_them() {
        let all = [installation(16, true), installation(15, true)];
        assert_eq!(chosen(&all, Some(15)), Ok(15));
        let refused = chosen(&all, Some(13)).unwrap_err();
        assert!(
            refused.contains("made by PostgreSQL 13, and installed is 15 and 16"),
            "{refused}"
        );
    }

    #[test]
    fn a_missing_postgis_and_a_missing_server_are_told_apart() {
        let refused = chosen(&[installation(15, false)], None).unwrap_err();
        assert!(
            refused.contains("apt-get install postgresql-15-postgis-3"),
            "{refused}"
        );
        let refused = chosen(&[], Some(15)).unwrap_err();
        assert!(
            refused.starts_with("no PostgreSQL found in here"),
            "{refused}"
        );
    }

    #[test]
    fn the_major_version_is_read_from_postgres_own_words() {
        let debian = "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n";
        assert_eq!(major_of(debian), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major_of("bash: postgres: command not found"), None);
    }
}
