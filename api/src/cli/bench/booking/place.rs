//! The database of a run: new, migrated, with reference data, and gone afterwards.

use std::path::Path;

use reqwest::Url;
use tempfile::TempDir;

use crate::{
    cli::{
        bench::{home::home, sql::scratch},
        startup::{self, Database},
    },
    config::DatabaseOptions,
};

/// A database of the bench's own.
pub(super) struct Place {
    /// As the server knows it.
    pub database: Database,
    /// The server that it was made on, unless that is a private one.
    given: Option<String>,
    /// The last: the cluster stops before its directory goes.
    _home: TempDir,
}

impl Place {
    /// A private cluster in a directory of its own under `dir`; with a URL, a new database on that server.
    pub fn open(url: Option<&str>, dir: Option<&Path>) -> Result<Self, Box<dyn std::error::Error>> {
        let home = home(dir.unwrap_or(&std::env::temp_dir()))?;
        let mut options = DatabaseOptions {
            database_url: None,
            database_migrate_url: None,
            data_dir: Some(home.path().to_owned()),
            kek_file: None,
            kek: None,
        };
        if let Some(url) = url {
            let mut own = Url::parse(url)?;
            own.set_path(scratch::NAME);
            startup::runtime()?.block_on(scratch::create(url))?;
            options.database_url = Some(own.into());
        }
        Ok(Self {
            database: startup::open(&options)?,
            given: url.map(str::to_owned),
            _home: home,
        })
    }

    /// Takes it away. A private cluster goes with this value.
    pub async fn close(&self) -> Result<(), sqlx::Error> {
        match &self.given {
            Some(url) => scratch::drop_it(url).await,
            None => Ok(()),
        }
    }
}
