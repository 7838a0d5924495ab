//! `punte bench matching`: how fast the engine is, against its own plain scan and against PostgreSQL, in one run.
//! `punte bench booking`: how fast places are promised, against plain reservations in SQL.
//!
//! | file | what it holds |
//! |---|---|
//! | `matching` | the run, from options to figures |
//! | `draw`, `places` | a seeded stream; the gazetteer, by population |
//! | `catalogue`, `facts`, `tongues` | the offers, and every share that they are drawn by |
//! | `mixes`, `household`, `criteria` | the requests: who asks, and for what |
//! | `ranking`, `reverse` | index against scan; offers against open needs |
//! | `sql` | the same in PostgreSQL |
//! | `booking` | the other bench, a folder of its own |
//! | `home` | where a private PostgreSQL lives |
//! | `timing` | CPU time and percentiles |
//! | `figures`, `bars`, `table` | what was measured, what it is held to, and how it is shown |

mod bars;
mod booking;
mod catalogue;
mod criteria;
mod draw;
mod facts;
mod figures;
mod home;
mod household;
mod matching;
mod mixes;
mod places;
mod ranking;
mod reverse;
mod sql;
mod table;
mod timing;
mod tongues;

use clap::{Args, Subcommand};

use super::Outcome;

#[derive(Args)]
pub(super) struct BenchOptions {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Rank requests by index and by plain scan, with --sql in PostgreSQL too. Build it with --release.
    Matching(matching::MatchingOptions),
    /// Promise places by the use case and by plain reservations in PostgreSQL. Build it with --release.
    Booking(booking::BookingOptions),
}

pub(super) fn run(options: &BenchOptions) -> Outcome {
    match &options.what {
        What::Matching(options) => matching::run(options),
        What::Booking(options) => booking::run(options),
    }
}
