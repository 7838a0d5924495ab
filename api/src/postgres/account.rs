//! As whom the server runs, and how a command is run as that account.

use std::{
    env, fs, io,
    path::Path,
    process::{Command, Stdio},
};

use rustix::process::{getegid, geteuid};

use super::error::ClusterError;

/// The account that the server runs as.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
    /// Whether we are root and have to become that account.
    pub(super) switch: bool,
}

impl Account {
    /// This process's own account; as root the named one, for PostgreSQL refuses to run as root.
    pub(super) fn resolve(name: &str) -> Result<Self, ClusterError> {
        if !geteuid().is_root() {
            return Ok(Self {
                name: "of this process".to_owned(),
                uid: geteuid().as_raw(),
                gid: getegid().as_raw(),
                switch: false,
            });
        }
        let local = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let (uid, gid) = passwd_entry(&local, name)
            .or_else(|| {
                // Accounts of a directory service are known to the C library only.
                let output = Command::new("getent")
                    .args(["passwd", "--", name])
                    .output()
                    .ok()?;
                passwd_entry(&String::from_utf8_lossy(&output.stdout), name)
            })
            .filter(|(uid, _)| *uid != 0)
            .ok_or_else(|| ClusterError::NoAccount {
                name: name.to_owned(),
            })?;
        Ok(Self {
            name: name.to_owned(),
            uid,
            gid,
            switch: true,
        })
    }

    /// A command that runs as the account and is interrupted (SIGINT: PostgreSQL's fast shutdown)
    /// when the thread that spawns it ends, in its own process group so that Ctrl-C at the
    /// terminal reaches us alone. `setpriv` does the two things that std offers no safe way for.
    pub(super) fn command(&self, program: &Path, home: &Path) -> Command {
        use std::os::unix::process::CommandExt;

        let path = env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
        let mut command = Command::new("setpriv");
        command
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .env("PATH", path)
            .env("HOME", home)
            .current_dir(home)
            .stdin(Stdio::null())
            .process_group(0)
            .args(["--pdeathsig", "INT"]);
        if self.switch {
            command
                .args(["--reuid", &self.uid.to_string()])
                .args(["--regid", &self.gid.to_string()])
                .arg("--clear-groups");
        }
        command.arg("--").arg(program);
        command
    }
}

/// A command of [`Account::command`] could not be spawned.
pub(super) fn setpriv_error(error: io::Error) -> ClusterError {
    if error.kind() == io::ErrorKind::NotFound {
        ClusterError::NoSetpriv
    } else {
        ClusterError::system("run setpriv")(error)
    }
}

/// uid and gid of a name in the format of passwd(5).
fn passwd_entry(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next() == Some(name)).then_some(())?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some((uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\n\
                      postgres2:x:7:8::/:/bin/sh\n\
                      broken:x\n\
                      postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(passwd_entry(passwd, "postgres"), Some((101, 104)));
        assert_eq!(passwd_entry(passwd, "broken"), None);
        assert_eq!(passwd_entry(passwd, "nobody"), None);
    }
}
