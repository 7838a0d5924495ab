//! The report of an import: what became of each row, as a table that opens in any spreadsheet.

use std::{borrow::Cow, io, path::Path};

use punte_core::signals::Hint;

use crate::{
    app::imports::{ImportOutcome, ImportedRow},
    spreadsheet::inert,
};

/// Writes the report; rows in the order of the list.
pub(super) struct ReportFile(csv::Writer<std::fs::File>);

impl ReportFile {
    /// Begins a report.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let mut writer = csv::Writer::from_path(path).map_err(io::Error::other)?;
        writer
            .write_record([
                "line", "key", "outcome", "offer", "hints", "field", "columns", "code", "problem",
            ])
            .map_err(io::Error::other)?;
        Ok(Self(writer))
    }

    /// A row of the list: one line, or one for each thing that is wrong with it.
    pub(super) fn row(&mut self, line: u64, row: &ImportedRow) -> io::Result<()> {
        let outcome = match row.outcome {
            ImportOutcome::Created => "created",
            ImportOutcome::Changed => "changed",
            ImportOutcome::Unchanged => "unchanged",
            ImportOutcome::Refused => "refused",
        };
        let key = row.key.clone().unwrap_or_default();
        let offer = row.offer_id.map(|id| id.to_string()).unwrap_or_default();
        let mut hints: Vec<String> = row.hints.iter().map(hint).collect();
        if row.place_by_point {
            hints.push("place-by-point".to_owned());
        }
        let hints = hints.join(" ");
        let head = [line.to_string(), key, outcome.to_owned(), offer, hints];
        if row.errors.is_empty() {
            return self.write(&head, ["", "", "", ""]);
        }
        for error in &row.errors {
            let columns = error.columns.join(" ");
            self.write(
                &head,
                [&error.pointer, &columns, &error.code, &error.detail],
            )?;
        }
        Ok(())
    }

    /// A line that could not be read as a row.
    pub(super) fn broken(&mut self, line: u64, why: &str) -> io::Result<()> {
        let head = [
            line.to_string(),
            String::new(),
            "refused".to_owned(),
            String::new(),
            String::new(),
        ];
        self.write(&head, ["", "", "unreadable", why])
    }

    /// Ends the report.
    pub(super) fn close(mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn write(&mut self, head: &[String; 5], tail: [&str; 4]) -> io::Result<()> {
        let cells = head.iter().map(String::as_str).chain(tail).map(inert);
        let cells = cells.map(Cow::into_owned);
        self.0.write_record(cells).map_err(io::Error::other)
    }
}

fn hint(hint: &Hint) -> String {
    match hint {
        Hint::FarFromPlace { distance_km } => format!("far-from-place:{distance_km}km"),
        Hint::Wording { wording, .. } => format!("wording:{}", wording.as_str()),
        other => other.code().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_text() {
        assert_eq!(inert("=cmd()"), "'=cmd()");
        assert_eq!(inert("-1"), "'-1");
        assert_eq!(inert("Siret"), "Siret");
    }
}
