//! A cluster that comes back: when the server dies under us, or the process that ran it ends, it is started again.

use std::{
    path::Path,
    sync::mpsc::{self, RecvTimeoutError},
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{cluster::PrivateCluster, error::ClusterError, options::ClusterOptions};

/// How often the keeper looks.
const LOOK: Duration = Duration::from_millis(300);

/// A private cluster with a thread that starts it again. Dropping it stops both.
pub struct KeptCluster {
    serve_url: String,
    owner_url: String,
    admin_url: String,
    attached: bool,
    stop: Option<mpsc::Sender<()>>,
    keeper: Option<JoinHandle<()>>,
}

impl KeptCluster {
    /// Starts or attaches, as [`PrivateCluster::start`], and keeps it running. `database` is the one that the URLs name.
    pub fn start(data_dir: &Path, database: &str) -> Result<Self, ClusterError> {
        let options = ClusterOptions::from_env(data_dir);
        let mut cluster = PrivateCluster::start_with(&options)?;
        let (serve_url, owner_url) = (
            cluster.url("app_rw", database),
            cluster.url("punte", database),
        );
        let (admin_url, attached) = (cluster.url("punte", "postgres"), cluster.attached());
        let (stop, stopped) = mpsc::channel::<()>();
        let keeper = thread::Builder::new()
            .name("postgres-watch".to_owned())
            .spawn(move || {
                while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                    if cluster.is_alive() {
                        continue;
                    }
                    tracing::warn!("the private PostgreSQL ended: starting it again");
                    match PrivateCluster::start_with(&options) {
                        Ok(again) => cluster = again,
                        Err(error) => {
                            tracing::error!(%error, "the private PostgreSQL does not start");
                        }
                    }
                }
                cluster.stop();
            })
            .map_err(ClusterError::system("start a thread"))?;
        Ok(Self {
            serve_url,
            owner_url,
            admin_url,
            attached,
            stop: Some(stop),
            keeper: Some(keeper),
        })
    }

    /// The connection string of the role that serves.
    pub fn serve_url(&self) -> &str {
        &self.serve_url
    }

    /// The connection string of the owner, for migrating.
    pub fn owner_url(&self) -> &str {
        &self.owner_url
    }

    /// The connection string of the owner to the database that is always there.
    pub fn admin_url(&self) -> &str {
        &self.admin_url
    }

    /// Whether another process ran the server when this one came.
    pub const fn attached(&self) -> bool {
        self.attached
    }
}

impl Drop for KeptCluster {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(keeper) = self.keeper.take() {
            // A keeper that panicked has dropped its cluster, which stops it.
            let _ended = keeper.join();
        }
    }
}
