//! The cluster as the rest of the application sees it.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use super::{
    account::Account,
    directory,
    error::ClusterError,
    home::Home,
    locate,
    lock::StartLock,
    options::ClusterOptions,
    server::{self, OwnServer},
};

/// A PostgreSQL + PostGIS server of our own. Dropping it stops the server, if this process
/// started it.
#[derive(Debug)]
pub struct PrivateCluster {
    server: Option<OwnServer>,
    socket_dir: PathBuf,
    port: u16,
}

impl PrivateCluster {
    /// Starts the cluster in `{data_dir}/pg`, creating it when it is not there, or attaches to
    /// the live server of another process. Blocks until the server answers.
    ///
    /// Heeds `PUNTE_PG_BINDIR`, `PUNTE_PG_USER` and `XDG_RUNTIME_DIR`.
    pub fn start(data_dir: &Path) -> Result<Self, ClusterError> {
        Self::start_with(&ClusterOptions::from_env(data_dir))
    }

    /// As [`start`](Self::start), with everything said outright.
    pub fn start_with(options: &ClusterOptions) -> Result<Self, ClusterError> {
        let account = Account::resolve(&options.user)?;
        let data_dir = directory::prepare_data_dir(&options.data_dir, &account)?;
        let mut lock = StartLock::acquire(&data_dir)?;
        let home = Home::prepare(&data_dir, account)?;

        if let Some(live) = home.wait_for_former(lock.starter())? {
            return Ok(Self {
                server: None,
                socket_dir: live.socket_dir,
                port: live.port,
            });
        }
        let made_by = home.made_by()?;
        let found = locate::find(
            options.bindir.as_deref(),
            made_by.map(|major| (home.data.as_path(), major)),
        )?;
        if made_by.is_none() {
            home.initdb(&found.bindir)?;
        }
        let socket_dir = directory::socket_dir(&home.pg, &options.socket_bases, &home.account)?;
        // No server lives here, and the directory serves this cluster alone.
        directory::clear_sockets(&socket_dir)?;
        lock.sign();
        let (server, port) = home.launch(&found.bindir, &socket_dir)?;
        Ok(Self {
            server: Some(server),
            socket_dir,
            port,
        })
    }

    /// Whether the server belongs to another process: it goes when that process goes.
    pub fn attached(&self) -> bool {
        self.server.is_none()
    }

    /// Whether the server is there: our child runs, or somebody's answers.
    pub fn is_alive(&mut self) -> bool {
        match &mut self.server {
            Some(own) => matches!(own.child.try_wait(), Ok(None)),
            None => server::answers(&self.socket_dir, self.port),
        }
    }

    /// The connection string for a role and a database. The superuser is `punte`; there are no
    /// passwords, for only this account and root can open the socket.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!(
            "postgres://{}@localhost:{}/{}?host={}",
            percent_encoded(role),
            self.port,
            percent_encoded(database),
            percent_encoded(&self.socket_dir.to_string_lossy()),
        )
    }

    /// Stops the server, if this process started it, and waits until it is gone.
    pub fn stop(self) {
        drop(self);
    }
}

/// RFC 3986: everything but the unreserved characters and the slash.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _written = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_names_role_database_and_socket() {
        let cluster = PrivateCluster {
            server: None,
            socket_dir: PathBuf::from("/home/ana maria/pg/s"),
            port: 5432,
        };
        assert!(cluster.attached());
        assert_eq!(
            cluster.url("app_rw", "punte"),
            "postgres://app_rw@localhost:5432/punte?host=/home/ana%20maria/pg/s"
        );
    }
}
