//! `punte admin grant EMAIL ROLE`: the first moderators and administrators of an installation.

use clap::{Args, Subcommand, ValueEnum};
use punte_core::{contact::Email, policy::Roles};

use super::{Outcome, err, startup};
use crate::{config::DatabaseOptions, storage::accounts};

#[derive(Args)]
pub(super) struct AdminOptions {
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Give an account a role.
    Grant {
        /// The account's e-mail address.
        email: String,
        /// The role.
        role: Role,
        #[command(flatten)]
        database: DatabaseOptions,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Role {
    Moderator,
    ChildProtection,
    Administrator,
    Auditor,
}

pub(super) fn run(options: AdminOptions) -> Outcome {
    let AdminCommand::Grant {
        email,
        role,
        database,
    } = options.command;
    let email = Email::parse(&email).map_err(|_e| "that is no e-mail address")?;
    let database = startup::open(&database)?;
    startup::runtime()?.block_on(async {
        let pool = startup::prepare(&database).await?;
        let mut db = pool.acquire().await?;
        let id = accounts::find_by_email(&mut db, &email)
            .await?
            .ok_or("there is no account with that address")?;
        let mut roles: Roles = accounts::find(&mut db, id)
            .await?
            .ok_or("the account is disabled")?
            .roles;
        match role {
            Role::Moderator => roles.moderator = true,
            Role::ChildProtection => roles.child_protection = true,
            Role::Administrator => roles.administrator = true,
            Role::Auditor => roles.auditor = true,
        }
        accounts::update_roles(&mut db, id, roles).await?;
        err("punte: done");
        Ok(())
    })
}
