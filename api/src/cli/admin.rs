//! `punte admin grant EMAIL ROLE`: the first moderators and administrators of an installation.

use clap::{Args, Subcommand, ValueEnum};
use punte_core::{clock::Clock as _, contact::Email, policy::Roles};
use serde_json::json;
use sqlx::Connection as _;

use super::{Outcome, err, startup};
use crate::{
    config::DatabaseOptions,
    storage::{accounts, audit},
};

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
        let mut tx = db.begin().await?;
        accounts::update_roles(&mut tx, id, roles).await?;
        let event = audit::AuditEvent {
            actor_kind: "system",
            actor_id: None,
            action: "roles_changed",
            subject_kind: "account",
            subject_id: id.0,
            data: json!({ "roles": accounts::role_names(roles) }),
        };
        audit::insert(&mut tx, event, startup::clock().now()).await?;
        tx.commit().await?;
        err("punte: done");
        Ok(())
    })
}
