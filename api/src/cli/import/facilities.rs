//! `punte import facilities`.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use punte_core::import::{ImportMapping, Mapper, Row};

use super::{FacilitiesOptions, read, report::ReportFile};
use crate::{
    app::imports::{ImportPart, ImportReport},
    cli::{Outcome, bar, err, out, startup},
};

/// Rows of one transaction: what an interruption may cost.
const PART: usize = 50;

pub(super) fn run(options: &FacilitiesOptions) -> Outcome {
    let file = read::mapping::<ImportMapping>(&options.mapping)?;
    let mapper = Mapper::parse(file.mapping).map_err(|errors| {
        let lines: Vec<String> = errors
            .iter()
            .map(|e| format!("  {}: {}", e.pointer, e.code))
            .collect();
        format!(
            "{} is no mapping:\n{}",
            options.mapping.display(),
            lines.join("\n")
        )
    })?;
    let (lines, broken) = read::list(&options.file, &file.file)?;
    let (numbers, rows): (Vec<u64>, Vec<Row>) =
        lines.into_iter().map(|l| (l.number, l.row)).unzip();
    if rows.is_empty() {
        return Err(format!("{} holds no rows", options.file.display()).into());
    }
    let missing = mapper.missing_columns(&rows);
    if !missing.is_empty() {
        return Err(format!(
            "the mapping names columns that {} does not have: {}",
            options.file.display(),
            missing.join(", ")
        )
        .into());
    }
    let report_path = options
        .report
        .clone()
        .unwrap_or_else(|| report_beside(&options.file));
    let database = startup::open(&options.database)?;
    startup::runtime()?.block_on(async {
        let app = startup::app(&database).await?;
        let (provider, caller) = app.custodian(&options.custodian).await?.ok_or_else(|| {
            format!(
                "no organisation with an administrator has the id or registration number {}",
                options.custodian
            )
        })?;
        let mut report = ReportFile::create(&report_path)
            .map_err(|e| format!("cannot write {}: {e}", report_path.display()))?;
        let repeated = mapper.repeated(&rows);
        let bar = bar(rows.len());
        let mut total = ImportReport {
            dry_run: options.dry_run,
            ..ImportReport::default()
        };
        // A dry run is one transaction, which is rolled back: later rows see the earlier ones.
        let part = if options.dry_run { rows.len() } else { PART };
        for (number, some) in rows.chunks(part).enumerate() {
            let first = number * part;
            let repeated: BTreeSet<usize> = repeated
                .iter()
                .filter_map(|index| index.checked_sub(first))
                .filter(|index| *index < some.len())
                .collect();
            let part = ImportPart {
                provider,
                mapper: &mapper,
                rows: some,
                repeated: &repeated,
                dry_run: options.dry_run,
            };
            let done = app.import_part(&caller, &part, &|| bar.inc(1)).await?;
            for row in done.rows {
                total.push(row);
            }
        }
        bar.finish_and_clear();
        if !options.dry_run && total.created + total.changed > 0 {
            app.tell_imported(provider).await?;
        }
        for (line, row) in numbers.iter().zip(&total.rows) {
            report.row(*line, row)?;
        }
        for line in &broken {
            report.broken(line.number, &line.why)?;
        }
        report.close()?;
        app.pool.close().await;
        summary(&total, broken.len(), &report_path);
        Ok(())
    })
}

/// `list.report.csv` in the current directory: the list's own may be read-only.
fn report_beside(list: &Path) -> PathBuf {
    let mut name = list.file_stem().unwrap_or_default().to_owned();
    name.push(".report.csv");
    PathBuf::from(name)
}

fn summary(total: &ImportReport, broken: usize, report: &Path) {
    let refused = usize::try_from(total.refused).unwrap_or(0) + broken;
    if total.dry_run {
        out("Nothing was stored: this was a dry run.");
    }
    out(&format!(
        "{} rows: {} created, {} changed, {} unchanged, {refused} refused; {} with a hint for moderators",
        total.rows.len() + broken,
        total.created,
        total.changed,
        total.unchanged,
        total.flagged
    ));
    if refused > 0 {
        err("punte: some rows were refused; the report says which, and why");
    }
    out(&format!("What became of each row: {}", report.display()));
}
