//! The figures for people.

use super::figures::{Figures, SideFigures};
use crate::cli::{bench::table, out};

/// Prints everything.
pub(super) fn print(figures: &Figures) {
    let settings: Vec<String> = figures
        .postgres
        .iter()
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    out(&format!("PostgreSQL: {}", settings.join(", ")));
    out(&format!(
        "{} rounds of {} claims after {} to warm up; {} at a time over {} connections, asked by one thread. Wall time. Built: {}.\n",
        figures.rounds,
        figures.claims,
        figures.warm_up,
        figures.at_a_time,
        figures.connections,
        figures.build
    ));
    for case in &figures.cases {
        let offers = match case.offers {
            1 => "one hot offer".to_owned(),
            many => format!("{many} offers"),
        };
        let mut table = table::table([
            format!("{offers}, {} places", case.places).as_str(),
            "claims/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "sold",
            "refused",
            "again",
            "commits",
            "flushes",
            "a place: flushes",
            "rows",
            "log, bytes",
        ]);
        for side in &case.sides {
            table.add_row(row(side));
        }
        table::show(&table);
        let line: Vec<String> = case.sides.iter().map(in_short).collect();
        out(&format!("booking: {offers}: {}\n", line.join("; ")));
    }
    for side in figures.cases.first().map_or(&[][..], |case| &case.sides) {
        out(&format!("{}: {}", side.name, side.does));
    }
    out("Each sold exactly what there was, by its answers, its counters and its rows.");
    out("Commits are those of the database, log and flushes those of the whole server.");
}

/// A side in a line of `script/assure`'s scoreboard.
fn in_short(side: &SideFigures) -> String {
    format!(
        "{} {:.0}/s, p99 {:.1} ms, {:.2} flushes a place",
        side.name,
        side.claims_per_s,
        side.waited.p99_us / 1_000.0,
        side.flushes_a_place
    )
}

fn row(side: &SideFigures) -> [String; 13] {
    let ms = |us: f64| format!("{:.1}", us / 1_000.0);
    [
        side.name.to_owned(),
        format!("{:.0}", side.claims_per_s),
        ms(side.waited.p50_us),
        ms(side.waited.p95_us),
        ms(side.waited.p99_us),
        side.sold.to_string(),
        side.refused.to_string(),
        side.asked_again.to_string(),
        side.commits.to_string(),
        side.flushes.to_string(),
        format!("{:.2}", side.flushes_a_place),
        format!("{:.1}", side.rows_a_place),
        format!("{:.0}", side.wal_bytes_a_place),
    ]
}
