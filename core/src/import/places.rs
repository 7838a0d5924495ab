use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Row, Template};
use crate::{error::FieldError, place::GeoPoint};

/// Which columns of an operator's list of places say what. Every text is a template, as in [`super::ImportMapping`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlaceListMapping {
    /// Names the list: `cuatm-2026`. With the code it says which row is which when the list comes again.
    pub source: String,
    /// What tells the rows apart: the code of a register.
    pub code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// First-level division.
    pub admin1: String,
    /// Name in the country.
    pub name: String,
    /// Name in Ukrainian.
    pub name_uk: String,
    /// Name in Romanian.
    pub name_ro: String,
    /// Name in English.
    pub name_en: String,
    /// Name in Russian.
    pub name_ru: String,
    /// Other names, divided by `|`.
    pub alternates: String,
    /// Latitude, degrees north.
    pub lat: String,
    /// Longitude, degrees east.
    pub lon: String,
    /// Inhabitants; 0 when it is empty.
    pub population: String,
}

/// The headings of seeds/places.
impl Default for PlaceListMapping {
    fn default() -> Self {
        Self {
            source: "own-places".to_owned(),
            code: "{geonameid|id|code}".to_owned(),
            country: "{cc|country}".to_owned(),
            admin1: "{admin1_name}".to_owned(),
            name: "{name}".to_owned(),
            name_uk: "{name_uk}".to_owned(),
            name_ro: "{name_ro}".to_owned(),
            name_en: "{name_en}".to_owned(),
            name_ru: "{name_ru}".to_owned(),
            alternates: "{alternates}".to_owned(),
            lat: "{lat}".to_owned(),
            lon: "{lon}".to_owned(),
            population: "{population}".to_owned(),
        }
    }
}

/// A place of an operator's list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedPlace {
    /// Its code in the list.
    pub code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// First-level division.
    pub admin1: String,
    /// Name in the country.
    pub name: String,
    /// Names in uk, ro, en, ru.
    pub names: [Option<String>; 4],
    /// Other names.
    pub alternates: Vec<String>,
    /// Where it is.
    pub point: GeoPoint,
    /// Inhabitants.
    pub population: u32,
}

/// A mapping of places whose templates are read.
pub struct PlaceMapper {
    /// Names the list.
    pub source: String,
    code: Template,
    country: Template,
    admin1: Template,
    name: Template,
    names: [Template; 4],
    alternates: Template,
    lat: Template,
    lon: Template,
    population: Template,
}

impl PlaceMapper {
    /// Reads the templates; the errors have pointers into the mapping.
    pub fn parse(mapping: &PlaceListMapping) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut read = |text: &str, pointer: &str| {
            Template::parse(text).unwrap_or_else(|_e| {
                errors.push(FieldError::new(pointer, "template"));
                Template::default()
            })
        };
        let mapper = Self {
            source: mapping.source.clone(),
            code: read(&mapping.code, "/code"),
            country: read(&mapping.country, "/country"),
            admin1: read(&mapping.admin1, "/admin1"),
            name: read(&mapping.name, "/name"),
            names: [
                read(&mapping.name_uk, "/name_uk"),
                read(&mapping.name_ro, "/name_ro"),
                read(&mapping.name_en, "/name_en"),
                read(&mapping.name_ru, "/name_ru"),
            ],
            alternates: read(&mapping.alternates, "/alternates"),
            lat: read(&mapping.lat, "/lat"),
            lon: read(&mapping.lon, "/lon"),
            population: read(&mapping.population, "/population"),
        };
        // The shipped gazetteer's own names are not replaced by a list.
        if !super::is_source(&mapping.source) || mapping.source == "gazetteer" {
            errors.push(FieldError::new("/source", "invalid"));
        }
        if errors.is_empty() {
            Ok(mapper)
        } else {
            Err(errors)
        }
    }

    /// The place of a row; all errors at once, with pointers into the mapping.
    pub fn place(&self, row: &Row) -> Result<ListedPlace, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut required = |template: &Template, pointer: &str| {
            let text = template
                .fill(row)
                .filter(|text| text.chars().count() <= 200 && !text.chars().any(char::is_control));
            if text.is_none() {
                errors.push(FieldError::new(pointer, "required"));
            }
            text.unwrap_or_default()
        };
        let code = required(&self.code, "/code");
        let country = required(&self.country, "/country");
        let admin1 = required(&self.admin1, "/admin1");
        let name = required(&self.name, "/name");
        let (lat, lon) = (required(&self.lat, "/lat"), required(&self.lon, "/lon"));
        if !country.is_empty()
            && (country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()))
        {
            errors.push(FieldError::new("/country", "invalid"));
        }
        let point = super::point(&lat, &lon);
        if point.is_none() && !lat.is_empty() && !lon.is_empty() {
            errors.push(FieldError::new("/lat", "point"));
        }
        let population = match self.population.fill(row) {
            None => Some(0),
            Some(text) => text.parse::<u32>().ok().filter(|n| *n <= 50_000_000),
        };
        if population.is_none() {
            errors.push(FieldError::new("/population", "invalid"));
        }
        match (point, population) {
            (Some(point), Some(population)) if errors.is_empty() => Ok(ListedPlace {
                code,
                country,
                admin1,
                name,
                names: self.names.each_ref().map(|n| n.fill(row)),
                alternates: self
                    .alternates
                    .fill(row)
                    .unwrap_or_default()
                    .split('|')
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty())
                    .collect(),
                point,
                population,
            }),
            _ => Err(errors),
        }
    }

    /// The columns without which no row is a place.
    pub fn required_columns(&self) -> Vec<BTreeSet<&str>> {
        [
            &self.code,
            &self.country,
            &self.admin1,
            &self.name,
            &self.lat,
            &self.lon,
        ]
        .into_iter()
        .map(Template::columns)
        .filter(|columns| !columns.is_empty())
        .collect()
    }
}
