use std::collections::BTreeSet;

use super::Row;

/// Text with columns in braces: `{name}`; `{city|county}` takes the first that is not empty; what stands in square brackets
/// is left out when a column in it is empty: `{name}[, {beds} beds]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Columns(Vec<String>),
    Optional(Vec<Part>),
}

/// Why a template cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A brace or bracket without its partner.
    #[error("a brace or bracket has no partner")]
    Unbalanced,
    /// Braces without a column in them.
    #[error("braces without the name of a column")]
    NoColumn,
}

impl Template {
    /// Reads a template.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let (parts, rest) = parts(text, false)?;
        if rest.is_empty() {
            Ok(Self(parts))
        } else {
            Err(TemplateError::Unbalanced)
        }
    }

    /// The text for a row; `None` when every column outside square brackets is empty. Without such columns there is always
    /// a text.
    pub fn fill(&self, row: &Row) -> Option<String> {
        let mut text = String::new();
        let filled = fill(&self.0, row, &mut text);
        if filled.asked > 0 && filled.given == 0 {
            return None;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(text).filter(|t| !t.is_empty())
    }

    /// The columns that it names.
    pub fn columns(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        columns(&self.0, &mut found);
        found
    }
}

fn columns<'a>(parts: &'a [Part], found: &mut BTreeSet<&'a str>) {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Columns(names) => found.extend(names.iter().map(String::as_str)),
            Part::Optional(inner) => columns(inner, found),
        }
    }
}

/// How many columns were asked, and how many of them said something.
#[derive(Default)]
struct Filled {
    asked: usize,
    given: usize,
}

fn fill(parts: &[Part], row: &Row, text: &mut String) -> Filled {
    let mut filled = Filled::default();
    for part in parts {
        match part {
            Part::Text(literal) => text.push_str(literal),
            Part::Columns(names) => {
                filled.asked += 1;
                if let Some(cell) = names.iter().find_map(|name| row.get(name)) {
                    filled.given += 1;
                    text.push_str(cell);
                }
            }
            Part::Optional(inner) => {
                let before = text.len();
                let inner = fill(inner, row, text);
                if inner.given < inner.asked {
                    text.truncate(before);
                }
            }
        }
    }
    filled
}

fn parts(mut text: &str, inside: bool) -> Result<(Vec<Part>, &str), TemplateError> {
    let mut found = Vec::new();
    loop {
        let end = text.find(['{', '}', '[', ']']).unwrap_or(text.len());
        let (literal, rest) = text.split_at(end);
        if !literal.is_empty() {
            found.push(Part::Text(literal.to_owned()));
        }
        let mut signs = rest.chars();
        match signs.next() {
            None if inside => return Err(TemplateError::Unbalanced),
            None => return Ok((found, rest)),
            Some('{') => {
                let (names, after) = signs
                    .as_str()
                    .split_once('}')
                    .ok_or(TemplateError::Unbalanced)?;
                let names: Vec<String> = names
                    .split('|')
                    .map(str::trim)
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned)
                    .collect();
                if names.is_empty() {
                    return Err(TemplateError::NoColumn);
                }
                if names.iter().any(|name| name.contains(['{', '[', ']'])) {
                    return Err(TemplateError::Unbalanced);
                }
                found.push(Part::Columns(names));
                text = after;
            }
            Some('[') if !inside => {
                let (inner, after) = parts(signs.as_str(), true)?;
                found.push(Part::Optional(inner));
                text = after;
            }
            Some(']') if inside => return Ok((found, signs.as_str())),
            Some(_) => return Err(TemplateError::Unbalanced),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, cells: &[(&str, &str)]) -> Option<String> {
        Template::parse(template)
            .unwrap()
            .fill(&Row::from_cells(cells.iter().copied()))
    }

    #[test]
    fn columns_are_filled_in_and_optional_parts_left_out() {
        let template = "{name}[, {beds} beds] ({city|county})";
        let all = [("name", "Spital  X"), ("beds", "12"), ("county", "Iaşi")];
        assert_eq!(
            filled(template, &all).as_deref(),
            Some("Spital X, 12 beds (Iași)")
        );
        assert_eq!(
            filled(template, &[("name", "X"), ("city", "Y"), ("county", "Z")]).as_deref(),
            Some("X (Y)")
        );
        assert_eq!(filled("{name}", &[("other", "X")]), None);
        assert_eq!(filled("only text", &[]).as_deref(), Some("only text"));
        assert_eq!(filled("X[ {name}]", &[]).as_deref(), Some("X"));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for wrong in ["{name", "name}", "[{name}", "{name}]", "[[{a}]]", "{a[b}"] {
            assert_eq!(
                Template::parse(wrong),
                Err(TemplateError::Unbalanced),
                "{wrong}"
            );
        }
        for wrong in ["{}", "{ | }"] {
            assert_eq!(
                Template::parse(wrong),
                Err(TemplateError::NoColumn),
                "{wrong}"
            );
        }
    }

    #[test]
    fn every_column_is_named() {
        let template = Template::parse("{a} [{b|c}] d").unwrap();
        assert_eq!(
            template.columns().into_iter().collect::<Vec<_>>(),
            ["a", "b", "c"]
        );
    }
}
