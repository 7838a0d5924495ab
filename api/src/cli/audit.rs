//! `punte audit`: whether the log is what was written, and who looked at who somebody is.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use punte_core::clock::Clock as _;
use sqlx::Connection as _;

use super::{Outcome, err, out, startup, tables};
use crate::{
    app::audit_log::{self, AuditReport},
    auth::Keys,
    checkpoints::Checkpoints,
    config::{AuditDays, DatabaseOptions},
    storage::pool,
};

#[derive(Args)]
pub(super) struct AuditOptions {
    #[command(subcommand)]
    command: AuditCommand,
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Hold the log against its seals and checkpoints. Exit code 1 if a line was changed, put in, or taken away before its time.
    Verify {
        /// Checkpoints that were kept elsewhere. Default: those of the data directory.
        #[arg(long)]
        checkpoints: Option<PathBuf>,
        /// Without checkpoints: a cut at either end is not noticed then.
        #[arg(long, conflicts_with = "checkpoints")]
        without_checkpoints: bool,
        /// Say it in JSON.
        #[arg(long)]
        json: bool,
        /// How long lines are kept, as the server is started.
        #[command(flatten)]
        kept: AuditDays,
        #[command(flatten)]
        database: DatabaseOptions,
    },
    /// Whom looks showed, each once, with what was seen: after a breach, who has to be told. Nobody's looks at what is their own.
    Affected {
        /// In the last so many days.
        #[arg(long, default_value_t = 30)]
        days: u16,
        /// From this instant on, instead: 2026-12-08T16:00:00Z.
        #[arg(long, conflicts_with = "days")]
        from: Option<Timestamp>,
        /// Before this instant.
        #[arg(long)]
        until: Option<Timestamp>,
        /// Looks of one alone: the id of an account, of a request whose code was used, or of a partner application.
        #[arg(long)]
        by: Option<uuid::Uuid>,
        /// Say it in JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        database: DatabaseOptions,
    },
    /// Who looked at who somebody is, and why.
    IdentityLooks {
        /// In the last so many days.
        #[arg(long, default_value_t = 30)]
        days: u16,
        #[command(flatten)]
        database: DatabaseOptions,
    },
}

pub(super) fn run(options: AuditOptions) -> Outcome {
    match options.command {
        AuditCommand::Verify {
            checkpoints,
            without_checkpoints,
            json,
            kept,
            database,
        } => {
            let database = startup::open(&database)?;
            startup::runtime()?.block_on(async {
                let mut db = pool::connect_as_auditor(&database.serve_url).await?;
                let file = checkpoints
                    .map_or_else(|| Checkpoints::of(&database.data_dir), Checkpoints::at);
                let known = if without_checkpoints {
                    Vec::new()
                } else {
                    file.read(&Keys::load_or_create(&database.data_dir.join("keys"))?)?
                };
                let (days, now) = (kept.audit_days, startup::clock().now());
                // One look: beside it a server may let go of old lines.
                let mut tx = db
                    .begin_with("begin isolation level repeatable read read only")
                    .await?;
                let report = audit_log::verify(&mut tx, &known, days, now).await?;
                tx.rollback().await?;
                db.close().await?;
                if json {
                    out(&serde_json::to_string(&report)?);
                } else {
                    tell(&report);
                }
                match report.broken {
                    None if known.is_empty() && !without_checkpoints && report.begins_after > 0 => {
                        Err("older lines are gone, and no checkpoint says that they were old: give --checkpoints FILE".into())
                    }
                    None => Ok(()),
                    Some((seal, _)) => Err(format!(
                        "the audit log is not what was written, from seal {seal} on"
                    )
                    .into()),
                }
            })
        }
        AuditCommand::Affected {
            days,
            from,
            until,
            by,
            json,
            database,
        } => {
            let database = startup::open(&database)?;
            startup::runtime()?.block_on(async {
                let mut db = pool::connect_as_auditor(&database.serve_url).await?;
                let since =
                    from.unwrap_or_else(|| audit_log::days_before(startup::clock().now(), days));
                let affected = audit_log::affected(&mut db, since, until, by).await?;
                db.close().await?;
                if json {
                    out(&serde_json::to_string(&affected)?);
                    return Ok(());
                }
                let mut table = tables::new(["whom", "what was seen", "looks", "first", "last"]);
                for row in affected {
                    table.add_row([
                        format!("{} {}", row.kind, row.id),
                        row.seen.join(", "),
                        row.looks.to_string(),
                        row.first_at.to_string(),
                        row.last_at.to_string(),
                    ]);
                }
                out(&table.to_string());
                Ok(())
            })
        }
        AuditCommand::IdentityLooks { days, database } => {
            let database = startup::open(&database)?;
            startup::runtime()?.block_on(async {
                let mut db = pool::connect_as_auditor(&database.serve_url).await?;
                let looks =
                    audit_log::identity_looks(&mut db, days, startup::clock().now()).await?;
                db.close().await?;
                let mut table = tables::new(["when", "who", "what", "of", "why"]);
                for look in looks {
                    let id =
                        |id: Option<uuid::Uuid>| id.map_or_else(String::new, |id| id.to_string());
                    table.add_row([
                        look.at.to_string(),
                        format!("{} {}", look.actor_kind, id(look.actor_id)),
                        look.action,
                        format!("{} {}", look.subject_kind, look.subject_id),
                        look.reason.unwrap_or_default(),
                    ]);
                }
                out(&table.to_string());
                Ok(())
            })
        }
    }
}

fn tell(report: &AuditReport) {
    out(&format!(
        "{} lines under {} seals, held against {} checkpoints",
        report.sealed_lines, report.seals, report.checkpoints
    ));
    if report.begins_after > 0 {
        out(&format!(
            "It begins after seal {}: older lines were let go",
            report.begins_after
        ));
    }
    if report.checkpoints == 0 {
        err("punte: no checkpoints: a cut at either end would not be noticed");
    }
    if report.unsealed_lines > 0 {
        out(&format!(
            "{} lines wait for their seal, the oldest for {} s",
            report.unsealed_lines, report.unsealed_for_s
        ));
    }
    if report.broken.is_none() {
        out(if report.checkpoints == 0 && report.begins_after > 0 {
            "What is there fits its seals."
        } else {
            "They are what was written."
        });
    }
}
