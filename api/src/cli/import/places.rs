//! `punte import places`.

use std::collections::BTreeSet;

use punte_core::import::{PlaceListMapping, PlaceMapper, Row};

use super::{PlacesOptions, read};
use crate::{
    app::imports::PlacesReport,
    cli::{Outcome, bar, err, out, startup},
};

/// Rows of one transaction.
const PART: usize = 200;

pub(super) fn run(options: &PlacesOptions) -> Outcome {
    let (layout, mapping) = match &options.mapping {
        Some(path) => {
            let file = read::mapping::<PlaceListMapping>(path)?;
            (file.file, file.mapping)
        }
        None => (read::Layout::default(), PlaceListMapping::default()),
    };
    let mapper = PlaceMapper::parse(&mapping).map_err(|errors| {
        let lines: Vec<String> = errors
            .iter()
            .map(|e| format!("  {}: {}", e.pointer, e.code))
            .collect();
        format!("this is no mapping of places:\n{}", lines.join("\n"))
    })?;
    let (lines, broken) = read::list(&options.file, &layout)?;
    let there: BTreeSet<&str> = lines.iter().flat_map(|l| Row::columns(&l.row)).collect();
    for columns in mapper.required_columns() {
        if columns.is_disjoint(&there) {
            let names: Vec<&str> = columns.into_iter().collect();
            return Err(format!(
                "{} has no column {}: name the right one in a mapping",
                options.file.display(),
                names.join(" or ")
            )
            .into());
        }
    }
    let mut refused = broken.len();
    for line in &broken {
        err(&format!("punte: line {}: {}", line.number, line.why));
    }
    let (mut listed, mut codes) = (Vec::new(), BTreeSet::new());
    for line in &lines {
        match mapper.place(&line.row) {
            Ok(place) if codes.insert(place.code.clone()) => listed.push(place),
            Ok(place) => {
                refused += 1;
                err(&format!(
                    "punte: line {}: the code {} comes twice",
                    line.number, place.code
                ));
            }
            Err(errors) => {
                refused += 1;
                for e in errors {
                    err(&format!(
                        "punte: line {}: {} {}",
                        line.number, e.pointer, e.code
                    ));
                }
            }
        }
    }
    let database = startup::open(&options.database)?;
    startup::runtime()?.block_on(async {
        let app = startup::app(&database).await?;
        let bar = bar(listed.len());
        let mut total = PlacesReport::default();
        for part in listed.chunks(PART) {
            let done = app.import_places(&mapper.source, part).await?;
            total.created += done.created;
            total.known += done.known;
            bar.inc(u64::try_from(part.len()).unwrap_or(0));
        }
        bar.finish_and_clear();
        app.pool.close().await;
        out(&format!(
            "{} rows: {} new places, {} known before, {refused} refused",
            lines.len() + broken.len(),
            total.created,
            total.known
        ));
        Ok(())
    })
}
