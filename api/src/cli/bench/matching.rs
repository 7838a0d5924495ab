//! The run, from options to figures.

use clap::Args;
use punte_core::matching::{Index, Query, WeightSet};

use super::{
    bars,
    catalogue::Catalogue,
    figures::{Figures, Ours},
    mixes::{Mix, Requests},
    places::Places,
    ranking,
    reverse::{self, NeedsAndOffers, ReverseFigures},
    sql::{self, Contest},
    table,
    timing::{process_ns, real},
};
use crate::cli::{Outcome, err, out, startup};

/// Offers inserted and removed to time changes.
const CHANGES: usize = 10_000;
/// Requests that PostgreSQL is asked, at most: what people write takes its time.
pub(super) const SQL_QUERIES: usize = 200;

#[derive(Args)]
pub(super) struct MatchingOptions {
    /// Offers in the catalogue.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1_000..=10_000_000))]
    offers: u32,
    /// Requests of each mix.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(10..=100_000))]
    queries: u32,
    /// What the catalogue and the requests are drawn from: the same seed, the same offers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Length of the ranked list.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
    k: u32,
    /// Radius of every request, km, but for the mix `wide`. Default: 50 mostly, some 25, 100 and 200.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    radius_km: Option<u32>,
    /// Open needs for reverse matching.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    needs: u32,
    /// Load the same offers into PostgreSQL and run the same requests: a private one in a temporary directory, or the schema
    /// `punte_bench` of the database given, which is dropped afterwards.
    #[arg(long)]
    sql: bool,
    /// Print SQL and plan of the first requests of each opponent.
    #[arg(long, requires = "sql", conflicts_with = "json")]
    explain: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// PostgreSQL to use instead of a private one, as somebody who may make a schema in it.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

pub(super) fn run(options: &MatchingOptions) -> Outcome {
    let figures = measure(options)?;
    if options.json {
        out(&serde_json::to_string_pretty(&figures)?);
    } else {
        table::print(&figures, &bars::judge(&figures));
    }
    Ok(())
}

fn measure(options: &MatchingOptions) -> Result<Figures, Box<dyn std::error::Error>> {
    if cfg!(debug_assertions) {
        err("punte: this is not a release build: the ratios to PostgreSQL say little");
    }
    let (offers, queries, k) = (
        usize::try_from(options.offers)?,
        usize::try_from(options.queries)?,
        usize::try_from(options.k)?,
    );
    let places = Places::read()?;
    let weights = WeightSet::first();
    let requests = |mix| {
        Requests::new(
            &places,
            options.seed,
            mix,
            options.radius_km.map(|km| km * 1_000),
        )
    };

    err(&format!("punte: drawing {offers} offers"));
    let mut catalogue = Catalogue::new(&places, options.seed);
    let drawn: Vec<_> = catalogue.by_ref().take(offers).collect();
    let extra: Vec<_> = catalogue.take(CHANGES).collect();
    err("punte: building the index");
    let began = process_ns();
    let mut index = Index::build(drawn);
    let build_s = real(process_ns() - began) / 1e9;

    let mut mixes = Vec::new();
    for mix in Mix::ALL {
        err(&format!("punte: {} requests, {}", queries, mix.name()));
        let queries: Vec<Query> = requests(mix).take(queries).collect();
        mixes.push(ranking::run(&index, &weights, mix.name(), &queries, k));
    }

    err(&format!("punte: {} open needs", options.needs));
    let both = NeedsAndOffers::draw(
        &places,
        options.seed,
        offers,
        usize::try_from(options.needs)?,
        queries.min(SQL_QUERIES),
    );
    let (fan_out, mut reverse) = reverse::by_scan_and_index(&both);

    let (mut ours, mut opponents) = (None, Vec::new());
    if options.sql {
        let asked: Vec<Query> = requests(Mix::Mixed)
            .filter(sql::knows)
            .take(queries.min(SQL_QUERIES))
            .collect();
        let (truth, _) = ranking::time_all(&asked, |query| index.scan(query, &weights, k));
        let (answers, ns) = ranking::time_all(&asked, |query| index.rank(query, &weights, k));
        ours = Some(Ours::new(ns, &asked, &answers, &truth));
        let contest = Contest {
            places: &places,
            seed: options.seed,
            offers,
            weights: &weights,
            k,
            queries: &asked,
            truth: &truth,
            reverse: &both,
            fan_out: &fan_out,
            explain: options.explain,
            quiet: options.json,
        };
        opponents = against_sql(&contest, options.database_url.as_deref(), &mut reverse)?;
    }

    let (insert_us, remove_us) = ranking::time_changes(&mut index, extra);
    let memory = index.memory();
    Ok(Figures {
        offers: memory.offers,
        seed: options.seed,
        k,
        record_bytes: memory.record_bytes,
        bytes_per_offer: memory.bytes_per_offer,
        build_s,
        insert_us,
        remove_us,
        mixes,
        ours,
        sql: opponents,
        reverse,
    })
}

fn against_sql(
    contest: &Contest<'_>,
    url: Option<&str>,
    reverse: &mut ReverseFigures,
) -> Result<Vec<sql::SqlFigures>, Box<dyn std::error::Error>> {
    err("punte: loading the same offers into PostgreSQL");
    startup::runtime()?.block_on(sql::run(contest, url, reverse))
}
