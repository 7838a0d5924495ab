use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Row, Template};
use crate::error::FieldError;

/// A document with templates in the places of some of its values.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Literal(Value),
    Text(Template),
    Typed(Typed),
    Object(Vec<(String, Node)>),
    List(Vec<Node>),
}

#[derive(Debug, Clone)]
pub(super) struct Typed {
    from: Template,
    kind: Kind,
    values: BTreeMap<String, Value>,
    default: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTyped {
    #[serde(rename = "$from")]
    from: String,
    #[serde(rename = "$as", default = "text")]
    kind: Kind,
    #[serde(rename = "$values", default)]
    values: BTreeMap<String, Value>,
    #[serde(rename = "$default", default)]
    default: Option<Value>,
}

const fn text() -> Kind {
    Kind::Text
}

/// Most characters of a template that stands for one cell: a key, a name, a degree.
const MAX_CELL: usize = 200;

/// Reads a template for one cell; `length` over 200 characters, `template` if it is blank or cannot be read.
pub(super) fn cell(text: &str, pointer: &str, errors: &mut Vec<FieldError>) -> Option<Template> {
    if text.chars().count() > MAX_CELL {
        errors.push(FieldError::new(pointer, "length"));
        return None;
    }
    if text.trim().is_empty() {
        errors.push(FieldError::new(pointer, "template"));
        return None;
    }
    template(text, pointer, errors)
}

/// Reads a template; `template` if it cannot be read.
fn template(text: &str, pointer: &str, errors: &mut Vec<FieldError>) -> Option<Template> {
    Template::parse(text)
        .map_err(|_e| errors.push(FieldError::new(pointer, "template")))
        .ok()
}

/// Reads the templates of an object.
pub(super) fn object<'a>(
    fields: impl IntoIterator<Item = (&'a String, &'a Value)>,
    pointer: &str,
    depth: u8,
    errors: &mut Vec<FieldError>,
    depth_ok: &mut bool,
) -> Node {
    Node::Object(
        fields
            .into_iter()
            .filter_map(|(name, value)| {
                let pointer = format!("{pointer}/{name}");
                Some((
                    name.clone(),
                    node(value, &pointer, depth + 1, errors, depth_ok)?,
                ))
            })
            .collect(),
    )
}

fn node(
    value: &Value,
    pointer: &str,
    depth: u8,
    errors: &mut Vec<FieldError>,
    depth_ok: &mut bool,
) -> Option<Node> {
    if depth > 8 {
        *depth_ok = false;
        return None;
    }
    match value {
        Value::String(text) if text.contains(['{', '}', '[', ']']) => {
            template(text, pointer, errors).map(Node::Text)
        }
        Value::Object(fields) if fields.contains_key("$from") => {
            match serde_json::from_value::<RawTyped>(value.clone()) {
                Ok(raw) => template(&raw.from, &format!("{pointer}/$from"), errors).map(|from| {
                    Node::Typed(Typed {
                        from,
                        kind: raw.kind,
                        values: raw.values,
                        default: raw.default,
                    })
                }),
                Err(_) => {
                    errors.push(FieldError::new(pointer, "template"));
                    None
                }
            }
        }
        Value::Object(fields) => Some(object(fields, pointer, depth, errors, depth_ok)),
        Value::Array(items) => Some(Node::List(
            items
                .iter()
                .enumerate()
                .filter_map(|(i, item)| {
                    node(item, &format!("{pointer}/{i}"), depth + 1, errors, depth_ok)
                })
                .collect(),
        )),
        literal => Some(Node::Literal(literal.clone())),
    }
}

impl Node {
    pub(super) fn fill(
        &self,
        row: &Row,
        pointer: &str,
        errors: &mut Vec<FieldError>,
    ) -> Option<Value> {
        match self {
            Self::Literal(value) => Some(value.clone()),
            Self::Text(template) => template.fill(row).map(Value::String),
            Self::Typed(typed) => typed.fill(row, pointer, errors),
            Self::Object(fields) => {
                let filled: Map<String, Value> = fields
                    .iter()
                    .filter_map(|(name, node)| {
                        Some((
                            name.clone(),
                            node.fill(row, &format!("{pointer}/{name}"), errors)?,
                        ))
                    })
                    .collect();
                (fields.is_empty() || !filled.is_empty()).then_some(Value::Object(filled))
            }
            Self::List(items) => Some(Value::Array(
                items
                    .iter()
                    .enumerate()
                    .filter_map(|(i, item)| item.fill(row, &format!("{pointer}/{i}"), errors))
                    .collect(),
            )),
        }
    }

    pub(super) fn columns<'a>(&'a self, found: &mut BTreeSet<&'a str>) {
        match self {
            Self::Literal(_) => {}
            Self::Text(template) => found.extend(template.columns()),
            Self::Typed(typed) => found.extend(typed.from.columns()),
            Self::Object(fields) => fields.iter().for_each(|(_, node)| node.columns(found)),
            Self::List(items) => items.iter().for_each(|node| node.columns(found)),
        }
    }

    pub(super) fn at<'a>(&self, mut path: impl Iterator<Item = &'a str>) -> Option<&Self> {
        let Some(segment) = path.next() else {
            return Some(self);
        };
        match self {
            Self::Object(fields) => fields
                .iter()
                .find(|(name, _)| name == segment)
                .and_then(|(_, node)| node.at(path)),
            Self::List(items) => items.get(segment.parse::<usize>().ok()?)?.at(path),
            _ => Some(self),
        }
    }
}

impl Typed {
    pub(super) fn fill(
        &self,
        row: &Row,
        pointer: &str,
        errors: &mut Vec<FieldError>,
    ) -> Option<Value> {
        let Some(cell) = self.from.fill(row) else {
            return self.default.clone();
        };
        if !self.values.is_empty() {
            return match self.values.get(&cell) {
                Some(value) => Some(value.clone()),
                None => {
                    errors.push(FieldError::new(pointer, "unknown-value"));
                    None
                }
            };
        }
        let value = match self.kind {
            Kind::Text => Some(Value::String(cell)),
            Kind::Integer => cell.parse::<i64>().ok().map(Value::from),
            Kind::Number => cell
                .replace(',', ".")
                .parse::<f64>()
                .ok()
                .and_then(serde_json::Number::from_f64)
                .map(Value::Number),
            Kind::Boolean => match cell.to_lowercase().as_str() {
                "true" | "1" => Some(Value::Bool(true)),
                "false" | "0" => Some(Value::Bool(false)),
                _ => None,
            },
        };
        if value.is_none() {
            errors.push(FieldError::new(pointer, "wrong-type"));
        }
        value
    }
}
