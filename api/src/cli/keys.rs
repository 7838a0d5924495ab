//! `punte keys rotate-tokens`: a new key for access tokens.

use clap::{Args, Subcommand};
use punte_core::clock::Clock as _;

use super::{Outcome, err, startup};
use crate::{auth::TokenKeys, config::DatabaseOptions};

#[derive(Args)]
pub(super) struct KeysOptions {
    #[command(subcommand)]
    command: KeysCommand,
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Replace the key that signs access tokens; the old one is read for a day. Start every process anew afterwards.
    RotateTokens {
        #[command(flatten)]
        database: DatabaseOptions,
    },
}

pub(super) fn run(options: &KeysOptions) -> Outcome {
    let KeysCommand::RotateTokens { database } = &options.command;
    let keys = database.data_dir().join("keys");
    TokenKeys::rotate(&keys, startup::clock().now())?;
    err("punte: the next start signs with the new key; start every process anew within a day");
    Ok(())
}
