//! A stored offer as if it had just been written into its form.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{clock::local_time_in, id::PlaceId};
use serde_json::Value;

use super::{
    fields::{Field, Kind},
    numbers::unscaled,
    read::name_of,
    show::OCCUPATIONS,
};
use crate::{
    problem::Fault,
    web::{form::Written, place::PlaceField, visit::Visit},
};

/// The country in which a stored ride leaves, by whose clocks its times are written; of anything else nothing.
pub async fn country_of(visit: &Visit, body: &Value) -> Result<String, Fault> {
    let first = body.pointer("/content/details/stops/0/place_id");
    match first.and_then(Value::as_i64).map(PlaceId) {
        Some(id) => Ok(visit.app.read_place(&visit.caller, id).await?.country),
        None => Ok(String::new()),
    }
}

/// What a stored offer would have been written as; times by the clocks of a country.
pub fn written_of(body: &Value, fields: &[&Field], country: &str) -> Written {
    let mut written = Written::default();
    for field in fields {
        let name = name_of(field.at);
        let Some(value) = body.pointer(field.at) else {
            continue;
        };
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(true) => "yes".to_owned(),
            _ => String::new(),
        };
        let list = value.as_array().map_or(&[][..], Vec::as_slice);
        match field.kind {
            Kind::Languages => {
                for tag in list.iter().filter_map(Value::as_str) {
                    written.add(&name, tag);
                }
            }
            Kind::Scaled(by, ..) => {
                written.add(&name, value.as_i64().map_or(text, |n| unscaled(n, by)));
            }
            Kind::Moment => {
                if let Ok(instant) = text.parse::<Timestamp>() {
                    let local = local_time_in(country, instant);
                    written.add(&format!("{name}-day"), local.date().to_string());
                    let time = format!("{:02}:{:02}", local.hour(), local.minute());
                    written.add(&format!("{name}-time"), time);
                }
            }
            Kind::Periods => {
                for (row, period) in list.iter().enumerate() {
                    for end in ["from", "to"] {
                        let day = period.get(end).and_then(Value::as_str);
                        written.add(&format!("{name}-{row}-{end}"), day.unwrap_or_default());
                    }
                }
            }
            Kind::Levels => {
                for need in list {
                    let part = |n: &str| need.get(n).and_then(Value::as_str).unwrap_or_default();
                    written.add(&format!("{name}-{}", part("language")), part("level"));
                }
            }
            Kind::Translations => {
                for (locale, texts) in value.as_object().into_iter().flatten() {
                    for part in ["title", "description"] {
                        let text = texts.get(part).and_then(Value::as_str).unwrap_or_default();
                        written.add(&format!("{name}-{locale}-{part}"), text);
                    }
                }
            }
            Kind::Occupation if !OCCUPATIONS.contains(&text.as_str()) => {
                written.add(&format!("{name}-code"), text);
            }
            _ => written.add(&name, text),
        }
    }
    written
}

/// The fields of the places of a stored offer.
pub async fn places_of(
    visit: &Visit,
    body: &Value,
    fields: &[&Field],
) -> Result<BTreeMap<String, PlaceField>, Fault> {
    let mut places = BTreeMap::new();
    for field in fields {
        let name = name_of(field.at);
        let value = body.pointer(field.at);
        match field.kind {
            Kind::Place => {
                if let Some(id) = value.and_then(Value::as_i64) {
                    let id = PlaceId(id);
                    places.insert(name.clone(), PlaceField::of(visit, &name, id).await?);
                }
            }
            Kind::Stops => {
                let stops = value.and_then(Value::as_array);
                for (row, stop) in stops.into_iter().flatten().enumerate() {
                    if let Some(id) = stop.get("place_id").and_then(Value::as_i64) {
                        let name = format!("{name}-{row}");
                        let id = PlaceId(id);
                        places.insert(name.clone(), PlaceField::of(visit, &name, id).await?);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(places)
}
