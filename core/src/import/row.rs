use std::collections::BTreeMap;

use serde_json::Value;

use crate::place::comma_below;

/// A row of a list: text by column.
///
/// White space at the ends and twice in a row is dropped; Romanian ş and ţ with cedilla become ș and ț.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(BTreeMap<String, String>);

impl Row {
    /// A row of a table.
    pub fn from_cells<'a>(cells: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut row = Self::default();
        for (column, cell) in cells {
            row.set(column, cell);
        }
        row
    }

    /// An object of a JSON list. What lies deeper is a column by its path: `phones/0/number`.
    pub fn from_object(object: &BTreeMap<String, Value>) -> Self {
        let mut row = Self::default();
        for (name, value) in object {
            row.flatten(name, value);
        }
        row
    }

    fn flatten(&mut self, path: &str, value: &Value) {
        match value {
            Value::Null => self.set(path, ""),
            Value::Bool(yes) => self.set(path, if *yes { "true" } else { "false" }),
            Value::Number(number) => self.set(path, &number.to_string()),
            Value::String(text) => self.set(path, text),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.flatten(&format!("{path}/{index}"), item);
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    self.flatten(&format!("{path}/{name}"), field);
                }
            }
        }
    }

    fn set(&mut self, column: &str, cell: &str) {
        let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.insert(column.trim().to_owned(), comma_below(&text));
    }

    /// Adds the name of the place that was found, for templates.
    pub(super) fn set_place(&mut self, name: &str) {
        self.set("place", name);
    }

    /// What a column says; `None` if it is empty or not there.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.0
            .get(column)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// The columns, empty ones too.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
