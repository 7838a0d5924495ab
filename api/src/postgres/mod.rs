//! The private PostgreSQL + PostGIS cluster: the embedded default of `punte serve`.
//!
//! Without `DATABASE_URL`, `punte` runs an own PostgreSQL server as its child, from the binaries
//! that the system has installed. It is a real server with full durability (`fsync`, full page
//! writes, checksums), reachable through a Unix socket that only this account (and root) may open;
//! no TCP port is opened at all.
//!
//! Layout of the data directory:
//!
//! ```text
//! {data_dir}/pg.lock          held while a process starts or attaches; names the starter
//! {data_dir}/pg/data          PostgreSQL's own
//! {data_dir}/pg/s             its socket, when the path is short enough, see `directory`
//! {data_dir}/pg/server.log    its log
//! ```
//!
//! Everything else in the data directory is the caller's. As root, only `pg` is given to the
//! account that runs the server (`postgres`, or `PUNTE_PG_USER`).
//!
//! The server lives and dies with the process that started it: a clean stop shuts it down, and
//! after `kill -9` of the starter the kernel sends it the same signal. A second process on the
//! same data directory attaches to the live server. `KeptCluster` starts the server again when it
//! dies under us, and also when the process that ran it ends while we are attached.
//!
//! | file        | what it knows                                                        |
//! |-------------|----------------------------------------------------------------------|
//! | `options`   | the data directory, the binaries, the account: from the environment  |
//! | `locate`    | which PostgreSQL installations there are, and which one to use       |
//! | `account`   | as whom the server runs, and how a command is run as that account    |
//! | `directory` | directories that nobody else may have made, and a short socket path  |
//! | `pidfile`   | `postmaster.pid`: is there a live server, and in which state         |
//! | `lock`      | one starter at a time                                                |
//! | `home`      | the cluster's directory: who lives there, initdb, launch             |
//! | `server`    | a running server: our child, or one that answers at a socket         |
//! | `cluster`   | `PrivateCluster`: start or attach, url, stop                         |
//! | `keeper`    | `KeptCluster`: the cluster, started again whenever it is gone        |
//! | `error`     | what is missing and what to do, one line each                        |

mod account;
mod cluster;
mod directory;
mod error;
mod home;
mod keeper;
mod locate;
mod lock;
mod options;
mod pidfile;
mod server;

pub use cluster::PrivateCluster;
pub use error::ClusterError;
pub use keeper::KeptCluster;
pub use locate::newest_usable_bindir;
pub use options::{ClusterOptions, default_data_dir};
