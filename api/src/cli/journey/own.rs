//! A server of the journey's own: in a directory that goes away with it, and by a clock that is moved.

use std::{
    net::{Ipv4Addr, TcpListener},
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use clap::Parser;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::client::Step;
use crate::{
    cli::{
        err,
        serve::{Run, until_stopped},
        startup,
    },
    clock::MovedClock,
    config::ServeOptions,
};

/// The options of `punte serve`, as if nobody had given any.
#[derive(Parser)]
struct Defaults {
    #[command(flatten)]
    serve: ServeOptions,
}

/// The server.
pub(super) struct Own {
    /// Where it listens.
    pub url: String,
    /// Where its mails become files.
    pub mail: PathBuf,
    /// Its clock.
    pub clock: Arc<MovedClock>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _home: TempDir,
}

impl Own {
    /// Starts it: a new private PostgreSQL, demo data, a free port. Whatever the environment says of databases and mails is not for it.
    pub fn start() -> Step<Self> {
        let home = TempDir::with_prefix("punte-journey-")
            .map_err(|e| format!("no directory for a server: {e}"))?;
        // As root, PostgreSQL runs as another account, which passes through here.
        std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o711))
            .map_err(|e| format!("no directory for a server: {e}"))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .map_err(|e| format!("no port for a server: {e}"))?;
        let listen = listener
            .local_addr()
            .map_err(|e| format!("no port for a server: {e}"))?;
        let data_dir = home.path().join("data");
        let mut options = Defaults::try_parse_from(["punte"])
            .map_err(|e| format!("the server's options: {e}"))?
            .serve;
        options.listen = listen;
        options.demo = true;
        options.database.data_dir = Some(data_dir.clone());
        options.database.database_url = None;
        options.database.database_migrate_url = None;
        options.smtp_url = None;
        options.public_url = None;
        options.limits = None;
        let clock = Arc::new(MovedClock::default());
        let (stop, stop_asked) = oneshot::channel::<()>();
        let (ready, started) = mpsc::channel();
        let moved = Arc::clone(&clock);
        let thread = thread::spawn(move || {
            let failed = ready.clone();
            let served = startup::open(&options.database).and_then(|database| {
                let run = Run {
                    listener: Some(listener),
                    metrics: None,
                    moved: Some(moved),
                    ready: Box::new(move |_, _, _| {
                        let _heard = ready.send(Ok(()));
                    }),
                };
                let stopped = async {
                    let _asked = stop_asked.await;
                };
                let system = actix_web::rt::System::new();
                let outcome = system.block_on(until_stopped(&options, &database, run, stopped));
                drop(database);
                outcome
            });
            if let Err(error) = served {
                let _heard = failed.send(Err(format!("no server of its own: {error}")));
            }
        });
        started
            .recv()
            .map_err(|_gone| "no server of its own: it ended".to_owned())??;
        Ok(Self {
            url: format!("http://{listen}"),
            mail: data_dir.join("mail"),
            clock,
            stop: Some(stop),
            thread: Some(thread),
            _home: home,
        })
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _heard = stop.send(());
        }
        if let Some(Err(_)) = self.thread.take().map(JoinHandle::join) {
            err("punte: the journey's server did not end well");
        }
    }
}
