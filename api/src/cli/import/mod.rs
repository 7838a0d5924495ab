//! `punte import facilities | places`: lists from elsewhere.

mod facilities;
mod places;
pub(in crate::cli) mod read;
mod report;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Outcome;
use crate::config::DatabaseOptions;

#[derive(Args)]
pub(super) struct ImportOptions {
    #[command(subcommand)]
    list: List,
}

#[derive(Subcommand)]
enum List {
    /// Offers of institutions: every row waits in the moderators' queue. Safe to repeat and to interrupt.
    Facilities(FacilitiesOptions),
    /// Places that the shipped gazetteer lacks. Safe to repeat and to interrupt.
    Places(PlacesOptions),
}

#[derive(Args)]
struct FacilitiesOptions {
    /// The list, CSV or JSON.
    file: PathBuf,
    /// How its columns become offers, JSON (docs/importing.md).
    #[arg(long)]
    mapping: PathBuf,
    /// The organisation that takes care of the offers: its id or its registration number.
    #[arg(long = "as", value_name = "ORGANISATION")]
    custodian: String,
    /// Only say what would become of the rows.
    #[arg(long)]
    dry_run: bool,
    /// Where to write what became of each row, CSV. Default: the list's name with .report.csv, in the current directory.
    #[arg(long)]
    report: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Args)]
struct PlacesOptions {
    /// The list, CSV or JSON.
    file: PathBuf,
    /// Which columns say what, JSON (docs/importing.md). Without it the headings are those of seeds/places.
    #[arg(long)]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub(super) fn run(options: ImportOptions) -> Outcome {
    match options.list {
        List::Facilities(options) => facilities::run(&options),
        List::Places(options) => places::run(&options),
    }
}
