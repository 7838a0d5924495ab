//! The figures for people.

use comfy_table::{Table, presets};

use super::{
    bars::{Bar, LARGE},
    figures::Figures,
};
use crate::cli::out;

/// Prints everything.
pub(super) fn print(figures: &Figures, bars: &[Bar]) {
    out(&format!(
        "{} offers, seed {}, the best {}. CPU time, microseconds.\n",
        figures.offers, figures.seed, figures.k
    ));
    show(&mixes(figures));
    out(&format!(
        "build {:.2} s, insert {:.2} us, remove {:.2} us; {:.1} bytes an offer, of which the record {:.1}\n",
        figures.build_s,
        figures.insert_us,
        figures.remove_us,
        figures.bytes_per_offer,
        figures.record_bytes
    ));
    if let Some(table) = sql(figures) {
        show(&table);
    }
    show(&reverse(figures));
    show(&judged(bars));
    if figures.offers < LARGE {
        out(
            "The bars are for a million offers; those of the best exact SQL for a hundred thousand.",
        );
    }
}

/// Prints a table and an empty line.
pub(super) fn show(table: &Table) {
    out(&format!("{table}\n"));
}

/// An empty table.
pub(super) fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_header(header);
    table
}

fn us(time: f64) -> String {
    if time < 100.0 {
        format!("{time:.1}")
    } else {
        format!("{time:.0}")
    }
}

fn mixes(figures: &Figures) -> Table {
    let mut table = table([
        "mix",
        "index p50",
        "p95",
        "p99",
        "scan p50",
        "p95",
        "p99",
        "ratio",
        "tested",
        "nodes",
        "blocks",
        "fit",
        "same",
    ]);
    for mix in &figures.mixes {
        table.add_row([
            mix.name.to_owned(),
            us(mix.index_p50_us),
            us(mix.index_p95_us),
            us(mix.index_p99_us),
            us(mix.scan_p50_us),
            us(mix.scan_p95_us),
            us(mix.scan_p99_us),
            format!("{:.1}x", mix.ratio()),
            format!("{:.2} %", 100.0 * mix.tested_share),
            format!("{:.0}", mix.nodes),
            format!("{:.0}", mix.blocks),
            format!("{:.1}", mix.fits),
            format!("{:.3}", mix.agreement),
        ]);
    }
    table
}

fn sql(figures: &Figures) -> Option<Table> {
    let ours = figures.ours.as_ref()?;
    let mut table = table([
        "same requests, rides apart",
        "p50",
        "p95",
        "p99",
        "index p50 is",
        "housing p50",
        "same list",
        "index only",
    ]);
    table.add_row([
        "index".to_owned(),
        us(ours.time.p50_us),
        us(ours.time.p95_us),
        us(ours.time.p99_us),
        String::new(),
        us(ours.housing_p50_us),
        format!("overlap {:.3}", ours.overlap),
        String::new(),
    ]);
    for opponent in &figures.sql {
        let overlap = if opponent.name == "knn200" {
            "overlap "
        } else {
            ""
        };
        table.add_row([
            opponent.name.to_owned(),
            us(opponent.p50_us),
            us(opponent.p95_us),
            us(opponent.p99_us),
            format!(
                "{:.1}x faster",
                opponent.p50_us / ours.time.p50_us.max(f64::MIN_POSITIVE)
            ),
            us(opponent.housing_p50_us),
            format!("{overlap}{:.3}", opponent.agreement),
            opponent.index_only.map_or(String::new(), |alone| {
                if alone { "yes, 0 heap fetches" } else { "NO" }.to_owned()
            }),
        ]);
    }
    Some(table)
}

fn reverse(figures: &Figures) -> Table {
    let reverse = &figures.reverse;
    let mut table = table(["reverse", "p50", "p95", "same needs"]);
    table.add_row([
        format!(
            "every need judged: {} offers, {} open needs; an offer fits {} (median), {} (most)",
            reverse.offers, reverse.needs, reverse.fan_out_p50, reverse.fan_out_max
        ),
        us(reverse.scan_p50_us),
        String::new(),
        String::new(),
    ]);
    table.add_row([
        "index over needs".to_owned(),
        us(reverse.index_p50_us),
        us(reverse.index_p95_us),
        format!("{:.3}", reverse.index_agreement),
    ]);
    if let (Some(p50), Some(p95), Some(agreement)) =
        (reverse.sql_p50_us, reverse.sql_p95_us, reverse.agreement)
    {
        table.add_row([
            "stored reach box".to_owned(),
            us(p50),
            us(p95),
            format!("{agreement:.3}"),
        ]);
    }
    table
}

fn judged(bars: &[Bar]) -> Table {
    let mut table = table(["bar", "must", "measured", ""]);
    for bar in bars {
        let verdict = if bar.met { "met" } else { "NOT MET" };
        table.add_row([bar.what.as_str(), &bar.must, &bar.measured, verdict]);
    }
    table
}
