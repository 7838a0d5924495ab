//! What the engine is held to: the table of bars, met or not. Ratios within one run.

use super::{figures::Figures, sql::SqlFigures, timing::real_len};

/// From here on the bars for a million offers count; below, those for a hundred thousand.
pub(super) const LARGE: usize = 500_000;

/// One bar.
pub(super) struct Bar {
    /// What is held to it.
    pub what: String,
    /// What must be.
    pub must: String,
    /// What was measured.
    pub measured: String,
    /// Whether it is met.
    pub met: bool,
}

/// At least so much.
fn at_least(what: impl Into<String>, must: f64, measured: f64, unit: &str) -> Bar {
    Bar {
        what: what.into(),
        must: format!("at least {must}{unit}"),
        measured: format!("{measured:.1}{unit}"),
        met: measured >= must,
    }
}

/// At most so much.
fn at_most(what: impl Into<String>, must: f64, measured: f64, unit: &str) -> Bar {
    Bar {
        what: what.into(),
        must: format!("at most {must}{unit}"),
        measured: format!("{measured:.2}{unit}"),
        met: measured <= must,
    }
}

/// All that a run can say something about.
pub(super) fn judge(figures: &Figures) -> Vec<Bar> {
    let mut bars = Vec::new();
    if let Some(mixed) = figures.mixes.first() {
        bars.push(at_least(
            "index v plain scan, mixed, p50",
            15.0,
            mixed.ratio(),
            "x",
        ));
        bars.push(at_most(
            "offers tested, mixed",
            5.0,
            100.0 * mixed.tested_share,
            " %",
        ));
    }
    let worst = figures
        .mixes
        .iter()
        .min_by(|a, b| a.ratio().total_cmp(&b.ratio()));
    if let Some(mix) = worst {
        bars.push(at_least(
            format!("worst mix, p50 ({})", mix.name),
            6.0,
            mix.ratio(),
            "x",
        ));
    }
    let tail = |mix: &super::ranking::MixFigures| {
        mix.index_p99_us / mix.scan_p99_us.max(f64::MIN_POSITIVE)
    };
    if let Some(mix) = figures
        .mixes
        .iter()
        .max_by(|a, b| tail(a).total_cmp(&tail(b)))
    {
        bars.push(at_most(
            format!("p99 v the scan's p99 ({})", mix.name),
            1.25,
            tail(mix),
            "x",
        ));
    }
    let queries: f64 = figures.mixes.iter().map(|m| real_len(m.queries)).sum();
    let same: f64 = figures
        .mixes
        .iter()
        .map(|m| m.agreement * real_len(m.queries))
        .sum();
    bars.push(Bar {
        what: "agreement with the plain scan".to_owned(),
        must: "all".to_owned(),
        measured: format!("{same:.0} of {queries:.0}"),
        met: queries - same < 0.5,
    });
    bars.push(at_most(
        "memory per offer v the record",
        1.8,
        figures.bytes_per_offer / figures.record_bytes.max(f64::MIN_POSITIVE),
        "x",
    ));
    against_sql(figures, &mut bars);
    bars
}

fn against_sql(figures: &Figures, bars: &mut Vec<Bar>) {
    let Some(ours) = &figures.ours else { return };
    let of = |name| figures.sql.iter().find(|opponent| opponent.name == name);
    let p50 = |theirs: &SqlFigures| theirs.p50_us / ours.time.p50_us.max(f64::MIN_POSITIVE);
    let p95 = |theirs: &SqlFigures| theirs.p95_us / ours.time.p95_us.max(f64::MIN_POSITIVE);
    let large = figures.offers >= LARGE;
    if let Some(usual) = of("usual") {
        bars.push(at_least(
            "v what people write in PostGIS, p50",
            100.0,
            p50(usual),
            "x",
        ));
    }
    if let Some(covering) = of("covering") {
        let must = if large { 20.0 } else { 5.0 };
        bars.push(at_least(
            "v the best exact SQL found, p50",
            must,
            p50(covering),
            "x",
        ));
        if large {
            bars.push(at_least(
                "v the best exact SQL found, p95",
                must,
                p95(covering),
                "x",
            ));
        } else {
            let tail = ours.time.p99_us / covering.p99_us.max(f64::MIN_POSITIVE);
            bars.push(at_most("v the best exact SQL found, p99", 1.0, tail, "x"));
        }
    }
    if let Some(knn) = of("knn200") {
        bars.push(at_least("v KNN-200 then re-rank, p50", 15.0, p50(knn), "x"));
        bars.push(Bar {
            what: format!("overlap with the true list (KNN-200 {:.3})", knn.agreement),
            must: "1.000".to_owned(),
            measured: format!("{:.3}", ours.overlap),
            met: ours.overlap >= 1.0,
        });
    }
    for exact in figures
        .sql
        .iter()
        .filter(|opponent| opponent.name != "knn200")
    {
        bars.push(Bar {
            what: format!("the same list in SQL ({})", exact.name),
            must: "1.000".to_owned(),
            measured: format!("{:.3}", exact.agreement),
            met: exact.agreement >= 1.0,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_met_at_its_limit_and_not_a_hair_beyond() {
        assert!(at_least("", 15.0, 15.0, "x").met);
        assert!(!at_least("", 15.0, 14.999, "x").met);
        assert!(at_most("", 1.25, 1.25, "x").met);
        assert!(!at_most("", 1.25, 1.2501, "x").met);
    }
}
