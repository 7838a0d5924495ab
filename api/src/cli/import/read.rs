//! Reading a list: rows with the lines on which they begin.

use std::{collections::BTreeMap, fs, path::Path};

use punte_core::import::Row;
use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

/// How a file is laid out: `file` in a mapping. All of it can be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::cli) struct Layout {
    /// How the file is usually called.
    pub name: Option<String>,
    /// Of a table: what divides the cells. Default: a comma; a tab in files that end in `.tsv`.
    delimiter: Option<char>,
    /// Of JSON: the member that holds the list; empty for the whole file.
    records: String,
}

/// A mapping file: how the file is laid out, and what its columns mean.
#[derive(Debug, Deserialize)]
pub(in crate::cli) struct MappingFile<M> {
    /// The layout.
    #[serde(default)]
    pub file: Layout,
    /// The meaning.
    #[serde(flatten)]
    pub mapping: M,
}

/// Reads a mapping file.
pub(in crate::cli) fn mapping<M: serde::de::DeserializeOwned>(
    path: &Path,
) -> Result<MappingFile<M>, String> {
    parse_mapping(&text(path)?, &path.display().to_string())
}

/// Reads the text of a mapping file that is called so.
pub(in crate::cli) fn parse_mapping<M: serde::de::DeserializeOwned>(
    text: &str,
    name: &str,
) -> Result<MappingFile<M>, String> {
    let mut value: Value =
        serde_json::from_str(text).map_err(|e| format!("{name} is no JSON: {e}"))?;
    let file = value
        .as_object_mut()
        .and_then(|fields| fields.remove("file"))
        .unwrap_or_else(|| Value::Object(Map::new()));
    let wrong = |e: punte_core::error::FieldError| {
        format!(
            "{name} is no mapping: {} at {}",
            e.code,
            if e.pointer.is_empty() {
                "/"
            } else {
                &e.pointer
            }
        )
    };
    Ok(MappingFile {
        file: crate::json::from_value(file).map_err(|e| wrong(e.under("/file")))?,
        mapping: crate::json::from_value(value).map_err(wrong)?,
    })
}

/// A row and the line of the file on which it begins, from 1.
pub(in crate::cli) struct Line {
    /// The line.
    pub number: u64,
    /// The row.
    pub row: Row,
    /// The row as an object, for REST.
    pub object: BTreeMap<String, Value>,
}

/// A row that cannot be read.
pub(in crate::cli) struct BrokenLine {
    /// The line.
    pub number: u64,
    /// Why, for people.
    pub why: String,
}

/// Reads a list. JSON if the file begins with `[` or `{`, else a table with a heading.
pub(in crate::cli) fn list(
    path: &Path,
    layout: &Layout,
) -> Result<(Vec<Line>, Vec<BrokenLine>), String> {
    let text = text(path)?;
    if text.trim_start().starts_with(['[', '{']) {
        return json(&text, layout)
            .map(|rows| (rows, Vec::new()))
            .map_err(|e| format!("{}: {e}", path.display()));
    }
    let tab = path.extension().is_some_and(|e| e == "tsv");
    let delimiter = layout.delimiter.unwrap_or(if tab { '\t' } else { ',' });
    let delimiter = u8::try_from(delimiter)
        .map_err(|_e| "the delimiter of the mapping is no ASCII character".to_owned())?;
    table(&text, delimiter).map_err(|e| format!("{}: {e}", path.display()))
}

/// A file's text, UTF-8, without a byte order mark.
fn text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let line = e
            .as_bytes()
            .iter()
            .take(e.utf8_error().valid_up_to())
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        format!(
            "{} is not UTF-8 (line {line}): save it as UTF-8 and try again",
            path.display()
        )
    })?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map_or_else(|| text.clone(), str::to_owned))
}

fn table(text: &str, delimiter: u8) -> Result<(Vec<Line>, Vec<BrokenLine>), String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|e| e.to_string())?.clone();
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        let number = record.position().map_or(0, |at| {
            // The reader counts empty lines before a record to it.
            let begin = usize::try_from(at.byte()).unwrap_or(usize::MAX);
            let empty = text.as_bytes().get(begin..).unwrap_or_default();
            let empty = empty
                .iter()
                .take_while(|b| matches!(b, b'\n' | b'\r'))
                .filter(|b| **b == b'\n')
                .map(|_| 1);
            at.line() + empty.sum::<u64>()
        });
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != headings.len() {
            broken.push(BrokenLine {
                number,
                why: format!("{} cells under {} headings", record.len(), headings.len()),
            });
            continue;
        }
        lines.push(Line {
            number,
            row: Row::from_cells(headings.iter().zip(record.iter())),
            object: headings
                .iter()
                .zip(record.iter())
                .map(|(h, c)| (h.trim().to_owned(), Value::from(c)))
                .collect(),
        });
    }
    Ok((lines, broken))
}

fn json(text: &str, layout: &Layout) -> Result<Vec<Line>, String> {
    let no_list = || {
        if layout.records.is_empty() {
            "no list at the top: name its member in the mapping, \"file\": { \"records\": ... }"
                .to_owned()
        } else {
            format!("no list in {}", layout.records)
        }
    };
    let whole: &RawValue = serde_json::from_str(text).map_err(|e| format!("no JSON: {e}"))?;
    let list: &RawValue = if layout.records.is_empty() {
        whole
    } else {
        let members: BTreeMap<&str, &RawValue> =
            serde_json::from_str(whole.get()).map_err(|_e| no_list())?;
        members
            .get(layout.records.as_str())
            .copied()
            .ok_or_else(no_list)?
    };
    let items: Vec<&RawValue> = serde_json::from_str(list.get()).map_err(|_e| no_list())?;
    let begins = text.as_ptr() as usize;
    let (mut counted, mut number) = (0, 1_u64);
    items
        .into_iter()
        .map(|item| {
            // The item is a slice of the text: where it begins tells its line.
            let offset = (item.get().as_ptr() as usize).saturating_sub(begins);
            let between = text.as_bytes().get(counted..offset).unwrap_or_default();
            number += between
                .iter()
                .filter(|b| **b == b'\n')
                .map(|_| 1_u64)
                .sum::<u64>();
            counted = offset;
            let object: BTreeMap<String, Value> = serde_json::from_str(item.get())
                .map_err(|_e| format!("line {number}: an object is expected"))?;
            Ok(Line {
                number,
                row: Row::from_object(&object),
                object,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_lines() {
        let (lines, broken) = table("a,b\n1,\"x\ny\"\n\n2,z\n3\n4,w\n", b',').unwrap();
        let numbers: Vec<u64> = lines.iter().map(|l| l.number).collect();
        assert_eq!(numbers, [2, 5, 7]);
        assert_eq!(broken.iter().map(|b| b.number).collect::<Vec<_>>(), [6]);
        let text = "{\n \"rows\": [\n  {\"a\": 1},\n\n  {\"a\": {\"b\": [2]}}\n ]\n}";
        let layout = Layout {
            records: "rows".to_owned(),
            ..Layout::default()
        };
        let lines = json(text, &layout).unwrap();
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(lines[1].row.get("a/b/0"), Some("2"));
        assert!(json(text, &Layout::default()).is_err());
        assert!(json("[1]", &Layout::default()).is_err());
    }
}
