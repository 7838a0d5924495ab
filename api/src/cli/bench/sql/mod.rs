//! `--sql`: the same offers and the same requests in PostgreSQL, with the same score, on tables of the bench's own.
//!
//! | file | what it holds |
//! |---|---|
//! | `wanted` | a request in the numbers that SQL is written with |
//! | `tables` | the tables, and offers and needs as lines for `copy` |
//! | `wide` | `usual`, what people write; `knn200`, what they write when that is slow |
//! | `covering` | the best exact SQL found |
//! | `reach` | reverse matching by stored reach boxes |
//! | `server` | where it runs, and how its time is taken |
//! | `opponents` | how an opponent is run and compared |
//! | `reservation`, `scratch` | of `punte bench booking`: plain reservations; a database of its own, and what PostgreSQL counts |
//!
//! Every request but rides (see `tables`), and only the ranked list: not the one to ask first, and no counts, which spares the
//! opponents work that ours does. Planning is not timed: each text has run before and stays prepared; without parameters its
//! plan is kept, too.

mod covering;
mod opponents;
mod reach;
pub(super) mod reservation;
pub(super) mod scratch;
mod server;
mod tables;
mod wanted;
mod wide;

use punte_core::{
    matching::{Candidate, Query, Ranking, WeightSet},
    offer::Category,
};
use sqlx::{AssertSqlSafe, Executor as _};

use super::{
    catalogue::Catalogue,
    places::Places,
    reverse::{FanOut, NeedsAndOffers, ReverseFigures},
    timing::Spread,
    tongues::Tongues,
};
use crate::cli::{bar, out};
use opponents::Opponent;
pub(super) use opponents::SqlFigures;
use server::Server;
use wanted::Wanted;

/// What an opponent has to know.
pub(super) struct Contest<'a> {
    pub places: &'a Places,
    pub seed: u64,
    pub offers: usize,
    pub weights: &'a WeightSet,
    pub k: usize,
    /// Requests, none of them for a ride, and the lists that the plain scan gives.
    pub queries: &'a [Query],
    pub truth: &'a [Ranking],
    /// For reverse matching.
    pub reverse: &'a NeedsAndOffers,
    pub fan_out: &'a FanOut,
    pub explain: bool,
    /// Whether lines for people may be printed.
    pub quiet: bool,
}

/// A row, or several, of one table, from an offer and its number.
type Line = fn(u32, &Candidate, &Tongues) -> String;

/// Bytes handed to PostgreSQL at once.
const CHUNK: usize = 1 << 20;

/// Whether SQL knows requests like this.
pub(super) fn knows(query: &Query) -> bool {
    query.category() != Category::Transport
}

/// Loads, runs and compares.
pub(super) async fn run(
    contest: &Contest<'_>,
    url: Option<&str>,
    reverse: &mut ReverseFigures,
) -> Result<Vec<SqlFigures>, Box<dyn std::error::Error>> {
    let mut server = Server::open(url).await?;
    let outcome = compare(contest, &mut server, reverse).await;
    server.close().await?;
    outcome
}

async fn compare(
    contest: &Contest<'_>,
    server: &mut Server,
    reverse: &mut ReverseFigures,
) -> Result<Vec<SqlFigures>, Box<dyn std::error::Error>> {
    let tongues = Tongues::new();
    load(contest, server, &tongues).await?;
    if !contest.quiet {
        let settings: Vec<String> = server
            .settings()
            .await?
            .into_iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        out(&format!(
            "PostgreSQL: {}; {}",
            settings.join(", "),
            server.clock()
        ));
    }
    let wanted: Vec<Wanted<'_>> = contest
        .queries
        .iter()
        .map(|query| Wanted::new(query, contest.weights.of(query.category()), &tongues))
        .collect();
    let opponent = |name, statements| Opponent {
        name,
        exact: name != "knn200",
        statements,
        index_only: name == "covering",
        explain: contest.explain,
    };
    let mut figures = Vec::new();
    let usual = wanted.iter().map(|w| wide::usual(w, contest.k)).collect();
    figures.push(
        opponent("usual", usual)
            .run(server, contest.queries, contest.truth)
            .await?,
    );
    let covering = wanted
        .iter()
        .map(|w| covering::covering(w, &tongues, contest.k))
        .collect();
    // On a small table the planner may think a look at the heap cheaper; this opponent is the index alone.
    server
        .db
        .execute("set enable_seqscan = off; set enable_bitmapscan = off")
        .await?;
    figures.push(
        opponent("covering", covering)
            .run(server, contest.queries, contest.truth)
            .await?,
    );
    server
        .db
        .execute("reset enable_seqscan; reset enable_bitmapscan")
        .await?;
    // The nearest of a category are found by an index that knows both.
    server
        .db
        .execute("create index on offer using gist (category, point); analyze offer")
        .await?;
    let knn200 = wanted.iter().map(|w| wide::knn200(w, contest.k)).collect();
    figures.push(
        opponent("knn200", knn200)
            .run(server, contest.queries, contest.truth)
            .await?,
    );
    run_reverse(contest, server, &tongues, reverse).await?;
    Ok(figures)
}

/// Fills the tables, then makes their indexes.
async fn load(
    contest: &Contest<'_>,
    server: &mut Server,
    tongues: &Tongues,
) -> Result<(), Box<dyn std::error::Error>> {
    server.db.execute(AssertSqlSafe(tables::create())).await?;
    let tables: [(&str, Line); 4] = [
        ("offer", tables::offer_line),
        ("narrow", tables::narrow_line),
        ("night", tables::night_lines),
        ("span", tables::span_lines),
    ];
    let progress = bar(contest.offers * tables.len());
    for (table, line) in tables {
        // Made anew for each table: a million offers need not lie in memory a second time.
        let offers = Catalogue::new(contest.places, contest.seed).take(contest.offers);
        let lines = (0..).zip(offers).map(|(number, offer)| {
            progress.inc(1);
            line(number, &offer, tongues)
        });
        copy(server, table, lines).await?;
    }
    let needs = (0..)
        .zip(&contest.reverse.needs)
        .map(|(number, (_, query))| {
            tables::need_line(
                number,
                &Wanted::new(query, contest.weights.of(query.category()), tongues),
            )
        });
    copy(server, "open_need", needs).await?;
    for index in tables::INDEXES {
        server.db.execute(index).await?;
    }
    // Index-only scans need to know which pages everybody may see.
    server
        .db
        .execute("vacuum analyze offer, narrow, night, span, open_need")
        .await?;
    progress.finish_and_clear();
    Ok(())
}

async fn copy(
    server: &mut Server,
    table: &str,
    lines: impl Iterator<Item = String>,
) -> Result<(), sqlx::Error> {
    let mut stream = server
        .db
        .copy_in_raw(&format!("copy {table} from stdin"))
        .await?;
    let mut chunk = String::with_capacity(CHUNK + 1_024);
    for line in lines {
        chunk.push_str(&line);
        if chunk.len() >= CHUNK {
            stream.send(std::mem::take(&mut chunk).into_bytes()).await?;
        }
    }
    stream.send(chunk.into_bytes()).await?;
    stream.finish().await?;
    Ok(())
}

/// The stored reach boxes, for the same offers as the index over needs.
async fn run_reverse(
    contest: &Contest<'_>,
    server: &mut Server,
    tongues: &Tongues,
    figures: &mut ReverseFigures,
) -> Result<(), sqlx::Error> {
    let (mut ns, mut same) = (Vec::new(), 0_usize);
    let texts: Vec<String> = contest
        .reverse
        .offers
        .iter()
        .map(|(number, offer)| reach::fitting(*number, offer, tongues))
        .collect();
    for text in &texts {
        needs_of(server, text).await?;
    }
    for (text, truth) in texts.iter().zip(contest.fan_out) {
        let span = server.begin();
        let rows = needs_of(server, text).await?;
        ns.push(span.end());
        let mut found: Vec<_> = rows
            .iter()
            .filter_map(|row| contest.reverse.needs.get(usize::try_from(*row).ok()?))
            .map(|(id, _)| *id)
            .collect();
        found.sort_unstable();
        same += usize::from(found == *truth);
    }
    if contest.explain {
        opponents::print_plans(server, "reverse", &texts).await?;
    }
    let time = Spread::of(ns);
    figures.sql_p50_us = Some(time.p50_us);
    figures.sql_p95_us = Some(time.p95_us);
    figures.agreement = Some(super::timing::mean(
        super::timing::real_len(same),
        contest.fan_out.len(),
    ));
    Ok(())
}

/// The numbers of the needs.
async fn needs_of(server: &mut Server, text: &str) -> Result<Vec<i32>, sqlx::Error> {
    sqlx::query_scalar(AssertSqlSafe(text.to_owned()))
        .fetch_all(&mut server.db)
        .await
}
