//! `punte admin grant EMAIL ROLE`: the first moderators and administrators of an installation; and a way back for whoever lost
//! their second factor.

use clap::{Args, Subcommand, ValueEnum};
use punte_core::{contact::Email, id::AccountId, policy::Roles};
use serde_json::json;

use super::{Outcome, err, startup};
use crate::{
    app::App,
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
    /// Take the second factor of an account away, whose holder lost phone and recovery codes. Make sure that it is them.
    ForgetFactor {
        /// The account's e-mail address.
        email: String,
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
    match options.command {
        AdminCommand::Grant {
            email,
            role,
            database,
        } => of_account(&database, &email, async |app, id| {
            grant(app, id, role).await
        }),
        AdminCommand::ForgetFactor { email, database } => {
            of_account(&database, &email, async |app, id| {
                Ok(app.remove_factor(id).await?)
            })
        }
    }
}

/// Does something to the account of an address.
fn of_account(
    database: &DatabaseOptions,
    email: &str,
    work: impl AsyncFnOnce(&App, AccountId) -> Outcome,
) -> Outcome {
    let email = Email::parse(email).map_err(|_e| "that is no e-mail address")?;
    let database = startup::open(database)?;
    startup::runtime()?.block_on(async {
        let app = startup::app(&database).await?;
        let id = accounts::find_by_email(&mut *app.pool.acquire().await?, &app.vault, &email)
            .await?
            .ok_or("there is no account with that address")?;
        work(&app, id).await?;
        app.pool.close().await;
        err("punte: done");
        Ok(())
    })
}

async fn grant(app: &App, id: AccountId, role: Role) -> Outcome {
    let mut tx = app.pool.begin().await?;
    let mut roles: Roles = accounts::find(&mut tx, id)
        .await?
        .ok_or("the account is disabled")?
        .roles;
    match role {
        Role::Moderator => roles.moderator = true,
        Role::ChildProtection => roles.child_protection = true,
        Role::Administrator => roles.administrator = true,
        Role::Auditor => roles.auditor = true,
    }
    accounts::update_roles(&mut tx, id, roles).await?;
    let event = audit::AuditEvent {
        actor_kind: "system",
        actor_id: None,
        action: "roles_changed",
        subject_kind: "account",
        subject_id: id.0,
        data: json!({ "roles": accounts::role_names(roles) }),
    };
    audit::insert(&mut tx, event, app.now()).await?;
    tx.commit().await?;
    err("punte: the role counts once its holder has signed in and set up a second factor");
    Ok(())
}
