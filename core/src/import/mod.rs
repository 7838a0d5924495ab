//! Lists of facilities from elsewhere: how their columns become offers. Pure; reading files, finding places and storing is
//! the server's work.
//!
//! A list is somebody's own: its headings are known to its mapping alone, never to this code.

mod mapping;
mod node;
mod places;
mod row;
mod template;

pub use mapping::{
    ImportMapping, Mapper, PlaceMapping, RegisterEntry, RegisterMapping, Whereabouts,
};
pub use places::{ListedPlace, PlaceListMapping, PlaceMapper};
pub use row::Row;
pub use template::{Template, TemplateError};

use crate::place::GeoPoint;

/// Whether a list may be called so: `clinics-2026`.
fn is_source(name: &str) -> bool {
    (2..=60).contains(&name.len())
        && !name.starts_with('-')
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A point of two cells, in degrees; a decimal comma is one, too.
fn point(lat: &str, lon: &str) -> Option<GeoPoint> {
    let degrees = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    GeoPoint::new(degrees(lat)?, degrees(lon)?).ok()
}
