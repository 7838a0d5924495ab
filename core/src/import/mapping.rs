use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Row, Template,
    node::{Node, cell, object},
};
use crate::{
    contact::plain_text,
    error::{FieldError, field_errors},
    place::GeoPoint,
};

/// How the columns of a list become offers, as it is written.
///
/// Texts are templates: `{column}`, `{first|second}` for the first that is not empty, `[, {column}]` for a part that is left
/// out when its column is empty. A member whose columns are all empty is left out. `{place}` is the name of the place found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "source": "clinics-2026",
    "key": "{number}",
    "register": { "name": "Register of clinics", "date": "{published}", "date_format": "%d.%m.%Y" },
    "place": { "names": ["{town}"], "country": "RO", "lat": "{latitude}", "lon": "{longitude}" },
    "content": {
        "title": "{name}", "description": "{name}, {place}.[ {beds} beds.]", "language": "en", "capacity": 10,
        "details": { "category": "medical", "speciality": "hospital", "mode": "facility",
            "step_free": { "$from": "{ramp}", "$values": { "1": "yes", "0": "no" }, "$default": "unknown" } }
    },
    "private": { "address": "{street}" }
}))]
pub struct ImportMapping {
    /// Names the list. With the key it says which row is which when the list comes again.
    #[schema(pattern = "^[a-z0-9][a-z0-9-]{1,59}$", example = "clinics-2026")]
    pub source: String,
    /// Template of what tells the rows apart.
    #[schema(min_length = 1, max_length = 200)]
    pub key: String,
    /// The public register that the list comes from, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterMapping>,
    /// Where it is.
    pub place: PlaceMapping,
    /// The offer, without its place. `{ "$from": template, "$as": "integer" | "number" | "boolean", "$values": { cell: value },
    /// "$default": value of an empty cell }` stands for what is no text.
    #[schema(value_type = Object)]
    pub content: BTreeMap<String, Value>,
    /// Its private data, without the point.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub private: BTreeMap<String, Value>,
}

/// A public register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterMapping {
    /// Its name.
    #[validate(length(min = 3, max = 120), custom(function = "plain_text"))]
    #[schema(min_length = 3, max_length = 120)]
    pub name: String,
    /// Template of the day on which it said so.
    #[schema(min_length = 1, max_length = 200)]
    pub date: String,
    /// How that day is written, as in strptime(3).
    #[serde(default = "iso")]
    #[validate(length(min = 1, max = 40), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 40, example = "%d/%m/%Y")]
    pub date_format: String,
}

fn iso() -> String {
    "%Y-%m-%d".to_owned()
}

/// Where a row says that it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceMapping {
    /// Templates of the place's name; the first that names a known place counts. None: the nearest place to the point.
    #[serde(default)]
    #[schema(max_items = 5)]
    pub names: Vec<String>,
    /// Words of names that say what kind of place it is, and are left out: `commune`.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub ignore: Vec<String>,
    /// Template of the first-level division, to tell places of one name apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub admin1: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(pattern = "^[A-Z]{2}$", example = "RO")]
    pub country: String,
    /// Template of the latitude, degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub lat: Option<String>,
    /// Template of the longitude, degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub lon: Option<String>,
}

/// A mapping whose templates are read.
#[derive(Debug, Clone)]
pub struct Mapper {
    /// The mapping.
    pub mapping: ImportMapping,
    key: Template,
    register: Option<Template>,
    names: Vec<Template>,
    admin1: Option<Template>,
    point: Option<(Template, Template)>,
    content: Node,
    private: Node,
}

/// Where a row says that it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Whereabouts {
    /// Names to try, in order, without the words to be ignored.
    pub names: Vec<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// The point.
    pub point: Option<GeoPoint>,
}

/// What a public register said, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterEntry {
    /// Name of the register.
    pub name: String,
    /// The day on which it said so.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
}

impl Mapper {
    /// Reads every template of a mapping; all errors at once, with pointers into the mapping.
    pub fn parse(mapping: ImportMapping) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if !super::is_source(&mapping.source) {
            errors.push(FieldError::new("/source", "invalid"));
        }
        let country = &mapping.place.country;
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            errors.push(FieldError::new("/place/country", "invalid"));
        }
        let key = cell(&mapping.key, "/key", &mut errors);
        if key.as_ref().is_some_and(|k| k.columns().is_empty()) {
            errors.push(FieldError::new("/key", "template"));
        }
        let register = mapping.register.as_ref().map(|r| {
            errors.extend(
                field_errors(r.validate())
                    .into_iter()
                    .map(|e| e.under("/register")),
            );
            cell(&r.date, "/register/date", &mut errors)
        });
        if mapping.place.names.len() > 5 {
            errors.push(FieldError::new("/place/names", "length"));
        }
        if mapping.place.ignore.len() > 20 {
            errors.push(FieldError::new("/place/ignore", "length"));
        }
        let names: Vec<Template> = mapping
            .place
            .names
            .iter()
            .enumerate()
            .filter_map(|(i, name)| cell(name, &format!("/place/names/{i}"), &mut errors))
            .collect();
        let admin1 = mapping
            .place
            .admin1
            .as_ref()
            .and_then(|text| cell(text, "/place/admin1", &mut errors));
        let lat = mapping
            .place
            .lat
            .as_ref()
            .and_then(|text| cell(text, "/place/lat", &mut errors));
        let lon = mapping
            .place
            .lon
            .as_ref()
            .and_then(|text| cell(text, "/place/lon", &mut errors));
        if mapping.place.lat.is_some() != mapping.place.lon.is_some() {
            errors.push(FieldError::new("/place", "point"));
        }
        if names.is_empty() && lat.is_none() {
            errors.push(FieldError::new("/place/names", "required"));
        }
        let mut depth_ok = true;
        let content = object(&mapping.content, "/content", 0, &mut errors, &mut depth_ok);
        let private = object(&mapping.private, "/private", 0, &mut errors, &mut depth_ok);
        if !depth_ok {
            errors.push(FieldError::new("/content", "invalid"));
        }
        for (pointer, given) in [
            (
                "/content/place_id",
                mapping.content.contains_key("place_id"),
            ),
            ("/private/point", mapping.private.contains_key("point")),
        ] {
            if given {
                // Both come from the place's part of the mapping.
                errors.push(FieldError::new(pointer, "unknown-field"));
            }
        }
        match key {
            Some(key) if errors.is_empty() => Ok(Self {
                key,
                register: register.flatten(),
                names,
                admin1,
                point: lat.zip(lon),
                content,
                private,
                mapping,
            }),
            _ => Err(errors),
        }
    }

    /// Every column that it names, `place` apart.
    pub fn columns(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let templates = [
            Some(&self.key),
            self.register.as_ref(),
            self.admin1.as_ref(),
        ];
        for template in templates.into_iter().flatten().chain(&self.names) {
            found.extend(template.columns());
        }
        if let Some((lat, lon)) = &self.point {
            found.extend(lat.columns());
            found.extend(lon.columns());
        }
        self.content.columns(&mut found);
        self.private.columns(&mut found);
        found.remove("place");
        found
    }

    /// What tells a row from the others; `required` if it is empty, `length` over 200 characters.
    pub fn key(&self, row: &Row) -> Result<String, FieldError> {
        let key = self
            .key
            .fill(row)
            .ok_or_else(|| FieldError::new("/key", "required"))?;
        if key.chars().count() > 200 {
            return Err(FieldError::new("/key", "length"));
        }
        Ok(key)
    }

    /// Which of these rows repeat the key of an earlier one.
    pub fn repeated(&self, rows: &[Row]) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        rows.iter()
            .enumerate()
            .filter(|(_, row)| self.key(row).is_ok_and(|key| !seen.insert(key)))
            .map(|(index, _)| index)
            .collect()
    }

    /// The columns that it names and none of these rows has.
    pub fn missing_columns(&self, rows: &[Row]) -> Vec<&str> {
        let there: BTreeSet<&str> = rows.iter().flat_map(Row::columns).collect();
        self.columns()
            .into_iter()
            .filter(|column| !there.contains(column))
            .collect()
    }

    /// Where a row says that it is. `/private/point` is wrong when half of it is missing or it lies outside the world.
    pub fn whereabouts(&self, row: &Row) -> Result<Whereabouts, Vec<FieldError>> {
        let point = match self.point.as_ref().map(|(a, b)| (a.fill(row), b.fill(row))) {
            None | Some((None, None)) => None,
            Some((Some(lat), Some(lon))) => {
                let point = super::point(&lat, &lon);
                if point.is_none() {
                    return Err(vec![FieldError::new("/private/point", "point")]);
                }
                point
            }
            Some(_) => return Err(vec![FieldError::new("/private/point", "point")]),
        };
        let ignored = |word: &str| {
            self.mapping
                .place
                .ignore
                .iter()
                .any(|i| i.to_lowercase() == word.to_lowercase())
        };
        let names = self
            .names
            .iter()
            .filter_map(|name| name.fill(row))
            .map(|name| {
                name.split(' ')
                    .filter(|word| !ignored(word))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .filter(|name| !name.is_empty())
            .collect();
        Ok(Whereabouts {
            names,
            admin1: self.admin1.as_ref().and_then(|a| a.fill(row)),
            point,
        })
    }

    /// What the register said of a row; `invalid` at `/register/date` if the day cannot be read.
    pub fn register_entry(&self, row: &Row) -> Result<Option<RegisterEntry>, FieldError> {
        let (Some(register), Some(date)) = (&self.mapping.register, &self.register) else {
            return Ok(None);
        };
        let Some(text) = date.fill(row) else {
            return Ok(None);
        };
        let date = Date::strptime(&register.date_format, text)
            .map_err(|_e| FieldError::new("/register/date", "invalid"))?;
        Ok(Some(RegisterEntry {
            name: register.name.clone(),
            date,
        }))
    }

    /// The offer's content and private data for a row, still to be checked like everybody's. `place` is the name of the
    /// place that was found. Errors are cells that cannot be read, with pointers into the offer.
    pub fn fill(&self, row: &Row, place: &str) -> Result<(Value, Value), Vec<FieldError>> {
        let mut row = row.clone();
        row.set_place(place);
        let mut errors = Vec::new();
        let empty = || Value::Object(Map::new());
        let content = self.content.fill(&row, "/content", &mut errors);
        let private = self.private.fill(&row, "/private", &mut errors);
        if errors.is_empty() {
            Ok((content.unwrap_or_else(empty), private.unwrap_or_else(empty)))
        } else {
            Err(errors)
        }
    }

    /// The columns that a field of the offer is made of.
    pub fn columns_at(&self, pointer: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        if pointer == "/private/point" {
            if let Some((lat, lon)) = &self.point {
                found.extend(lat.columns());
                found.extend(lon.columns());
            }
        } else if pointer == "/content/place_id" {
            for name in &self.names {
                found.extend(name.columns());
            }
        } else if pointer == "/key" {
            found.extend(self.key.columns());
        } else if pointer.starts_with("/register") {
            found.extend(self.register.iter().flat_map(Template::columns));
        } else {
            for (prefix, node) in [("/content", &self.content), ("/private", &self.private)] {
                if let Some(rest) = pointer.strip_prefix(prefix)
                    && let Some(node) = node.at(rest.split('/').skip(1))
                {
                    node.columns(&mut found);
                }
            }
        }
        found.remove("place");
        found
    }
}
