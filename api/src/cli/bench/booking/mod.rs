//! `punte bench booking`: how fast places are promised by the use case of this product, against plain reservations in SQL, in one run on
//! one PostgreSQL. Whoever sells a place too many or too few makes it fail.
//!
//! | file | what it holds |
//! |---|---|
//! | `place` | the database that it makes for itself and takes away |
//! | `market` | offers that are visible and proposals that wait, made by the use cases |
//! | `contest` | the sides, their rounds, and whether each sold exactly what there was |
//! | `asking` | many who ask at a time, and how long each waited |
//! | `figures`, `table` | what was measured, and how it is shown |
//!
//! The plain reservations, and what PostgreSQL counts of its disk, are in `sql`.

mod asking;
mod contest;
mod figures;
mod market;
mod place;
mod table;

use std::path::PathBuf;

use clap::Args;

use crate::cli::{Outcome, err, out, startup};
pub(super) use asking::Said;
use place::Place;

#[derive(Args)]
pub(super) struct BookingOptions {
    /// Claims of each round that are timed; as many as are asked at a time come before them, to warm up. Nine of ten find a place.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(20..=4_000))]
    claims: u32,
    /// Rounds of each side, which take turns.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=50))]
    rounds: u32,
    /// Claims that are under way at the same time, over the 20 connections of a server's pool.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    at_a_time: u32,
    /// Offers that the claims are spread over, each of a provider of its own. Before that, all are for one.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(2..=500))]
    offers: u32,
    /// Where the private PostgreSQL lives, in a directory of its own that goes away: its disk is what is measured.
    /// Default: the directory for temporary files.
    #[arg(long, value_name = "DIR", conflicts_with = "database_url")]
    dir: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// PostgreSQL to use instead of a private one, as somebody who may make databases and roles there: the bench makes the database
    /// `punte_bench` on that server and drops it. What the URL names is left alone.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

pub(super) fn run(options: &BookingOptions) -> Outcome {
    if cfg!(debug_assertions) {
        err("punte: this is not a release build: the ratios to plain SQL say little");
    }
    let place = Place::open(options.database_url.as_deref(), options.dir.as_deref())?;
    let runtime = startup::runtime()?;
    let measured = runtime.block_on(contest::run(options, &place));
    runtime.block_on(place.close())?;
    let figures = measured?;
    if options.json {
        out(&serde_json::to_string_pretty(&figures)?);
    } else {
        table::print(&figures);
    }
    Ok(())
}
