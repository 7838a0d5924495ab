//! The command line: `punte serve | worker | migrate | seed | import | match | admin | keys | privacy | audit | doctor | openapi | journey | bench`.

mod admin;
mod audit;
mod bench;
mod doctor;
mod import;
mod journey;
mod keys;
mod match_need;
mod privacy;
mod serve;
mod startup;
mod tables;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::{DatabaseOptions, ServeOptions};

/// Verified help, matched. https://www.mozilla.org/MPL/2.0/
#[derive(Parser)]
#[command(name = "punte", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server, with its worker. Without DATABASE_URL it brings a private PostgreSQL along.
    Serve(Box<ServeOptions>),
    /// Run only the worker: mails and deadlines, beside servers that run elsewhere.
    Worker(Box<ServeOptions>),
    /// Bring the schema up to date and load reference data.
    Migrate(DatabaseOptions),
    /// Load reference data; safe to repeat.
    Seed(DatabaseOptions),
    /// Take over a list of facilities or places.
    Import(import::ImportOptions),
    /// Rank the verified offers for a need that is not filed.
    Match(Box<match_need::MatchOptions>),
    /// Give an account a role.
    Admin(admin::AdminOptions),
    /// Verify the audit log; read who looked at whom.
    Audit(audit::AuditOptions),
    /// Say whether a deployment is sound: settings, secrets, database, mail, jobs, audit log.
    Doctor(Box<doctor::DoctorOptions>),
    /// Replace the key of access tokens, or those of personal data.
    Keys(keys::KeysOptions),
    /// Erasures after a restore.
    Privacy(privacy::PrivacyOptions),
    /// Print openapi.yaml.
    Openapi,
    /// Play the whole main job against a running demo server, over HTTP.
    Journey(journey::JourneyOptions),
    /// Measure the matching engine on a seeded catalogue.
    Bench(bench::BenchOptions),
}

/// What ends a command early: one line for whoever typed it.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs the command line. Call it on the main thread, before anything else.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve(options) => serve::serve(&options),
        Command::Worker(options) => serve::work(&options),
        Command::Migrate(options) | Command::Seed(options) => startup::migrate_and_seed(&options),
        Command::Import(options) => import::run(options),
        Command::Match(options) => match_need::run(&options),
        Command::Admin(options) => admin::run(options),
        Command::Audit(options) => audit::run(options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Keys(options) => keys::run(options),
        Command::Privacy(options) => privacy::run(options),
        Command::Openapi => crate::rest::openapi::yaml()
            .map(|text| out(text.trim_end()))
            .map_err(Into::into),
        Command::Bench(options) => bench::run(&options),
        Command::Journey(options) => return journey::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            err(&format!("punte: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// A line for people, on standard output.
#[expect(clippy::print_stdout, reason = "the one place")]
pub(crate) fn out(line: &str) {
    println!("{line}");
}

/// A line for people, on standard error.
#[expect(clippy::print_stderr, reason = "the one place")]
pub(crate) fn err(line: &str) {
    eprintln!("{line}");
}

/// A progress bar on a terminal; nothing elsewhere.
fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("punte: {pos} of {len} rows {wide_bar} {eta}") {
        bar.set_style(style);
    }
    bar
}
