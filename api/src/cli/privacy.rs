//! `punte privacy`: erasures, kept outside of the database and applied again after a backup was restored.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Outcome, err, out, startup};
use crate::{auth::keys::hex, config::DatabaseOptions};

#[derive(Args)]
pub(super) struct PrivacyOptions {
    #[command(subcommand)]
    command: PrivacyCommand,
}

#[derive(Subcommand)]
enum PrivacyCommand {
    /// Print the hashes of all that were erased, one a line. Keep them where the database's backups are not.
    ListErasures(DatabaseOptions),
    /// After a restore: erase again whoever is on the list in the database, or in a file of hashes.
    ReapplyErasures {
        /// What `list-erasures` printed before the restore.
        file: Option<PathBuf>,
        #[command(flatten)]
        database: DatabaseOptions,
    },
}

pub(super) fn run(options: PrivacyOptions) -> Outcome {
    match options.command {
        PrivacyCommand::ListErasures(database) => {
            let database = startup::open(&database)?;
            startup::runtime()?.block_on(async {
                let app = startup::app(&database).await?;
                for hash in app.list_erasures().await? {
                    out(&hex(&hash));
                }
                app.pool.close().await;
                Ok(())
            })
        }
        PrivacyCommand::ReapplyErasures { file, database } => {
            let more = match file {
                Some(file) => read(&std::fs::read_to_string(&file)?)
                    .ok_or_else(|| format!("{} is no list of hashes", file.display()))?,
                None => Vec::new(),
            };
            let database = startup::open(&database)?;
            startup::runtime()?.block_on(async {
                let app = startup::app(&database).await?;
                let done = app.reapply_erasures(&more).await?;
                app.pool.close().await;
                err(&format!("punte: {done} were erased again"));
                Ok(())
            })
        }
    }
}

/// A hash in each line.
fn read(text: &str) -> Option<Vec<Vec<u8>>> {
    text.lines()
        .map(|line| crate::auth::keys::unhex(line.trim()).filter(|hash| hash.len() == 32))
        .collect()
}
