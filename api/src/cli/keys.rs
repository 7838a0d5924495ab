//! `punte keys`: the keys of an installation, rotated.

use clap::{Args, Subcommand};
use punte_core::clock::Clock as _;

use super::{Outcome, err, startup};
use crate::{
    app::{retire_keks, rewrap_data_keys},
    auth::TokenKeys,
    config::DatabaseOptions,
    storage::pool,
    vault::{KekSource, VaultError},
};

#[derive(Args)]
pub(super) struct KeysOptions {
    #[command(subcommand)]
    command: KeysCommand,
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Replace the key that signs access tokens; the old one is read for a day. Processes that run take the new one up with the first token
    /// of it that they see; start each of them anew within the day all the same.
    RotateTokens(DatabaseOptions),
    /// Add a key-encryption key for personal data and wrap every data key under it. The former one stays in the file:
    /// servers that run take the new one up by themselves, and backups need the old one. Not with PUNTE_KEK.
    RotateKek(DatabaseOptions),
    /// Take key-encryption keys that wrap nothing any more out of the file. Keep a copy for the backups that need them. Where somebody is
    /// about to write under one for longer than a moment, none goes: try again. Not with PUNTE_KEK.
    RetireKek(DatabaseOptions),
}

pub(super) fn run(options: KeysOptions) -> Outcome {
    match options.command {
        KeysCommand::RotateTokens(database) => rotate_tokens(&database),
        KeysCommand::RotateKek(database) => rotate(&database),
        KeysCommand::RetireKek(database) => retire(&database),
    }
}

fn rotate_tokens(options: &DatabaseOptions) -> Outcome {
    let keys = options.data_dir().join("keys");
    TokenKeys::rotate(&keys, startup::clock().now())?;
    err(
        "punte: the next start signs with the new key, and whoever sees a token of it; start every process anew within a day",
    );
    Ok(())
}

/// What the environment holds, no command can change: said before anything is done.
fn refuse_given(options: &DatabaseOptions) -> Outcome {
    match options.kek()? {
        KekSource::File(_) => Ok(()),
        KekSource::Given(_) => Err(VaultError::Fixed.into()),
    }
}

fn rotate(options: &DatabaseOptions) -> Outcome {
    refuse_given(options)?;
    let database = startup::open(options)?;
    startup::runtime()?.block_on(async {
        let (pool, vault) = startup::prepare(&database, pool::FOR_COMMANDS).await?;
        let newest = vault.add_kek()?;
        let done = rewrap_data_keys(&pool, &vault).await?;
        pool.close().await;
        err(&format!(
            "punte: key-encryption key {newest} wraps all personal data now, {done} data keys anew. Keep a copy of {} away from the database",
            database.kek
        ));
        Ok(())
    })
}

fn retire(options: &DatabaseOptions) -> Outcome {
    refuse_given(options)?;
    let database = startup::open(options)?;
    startup::runtime()?.block_on(async {
        let (pool, vault) = startup::prepare(&database, pool::FOR_COMMANDS).await?;
        // What a server wrapped under a former key while the last rotation ran.
        rewrap_data_keys(&pool, &vault).await?;
        let gone = retire_keks(&pool, &vault).await?;
        pool.close().await;
        err(&format!(
            "punte: {} key-encryption keys were taken out of the file: {gone:?}",
            gone.len()
        ));
        Ok(())
    })
}
