//! `punte admin grant EMAIL ROLE`: the first moderators and administrators of an installation; and a way back for whoever lost
//! their second factor.

use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use punte_core::{contact::Email, id::AccountId, policy::StaffRole};

use super::{Outcome, err, startup};
use crate::{app::App, config::DatabaseOptions, storage::accounts};

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
        #[arg(value_parser = role())]
        role: StaffRole,
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

/// Reads a role by its name.
fn role() -> impl TypedValueParser<Value = StaffRole> {
    PossibleValuesParser::new(StaffRole::ALL.map(StaffRole::as_str))
        .try_map(|name| StaffRole::from_name(&name).ok_or("there is no such role"))
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

async fn grant(app: &App, id: AccountId, role: StaffRole) -> Outcome {
    let enabled = accounts::find(&mut *app.pool.acquire().await?, id).await?;
    enabled.ok_or("the account is disabled")?;
    app.grant_role(id, role).await?;
    err("punte: the role counts once its holder has signed in and set up a second factor");
    Ok(())
}
