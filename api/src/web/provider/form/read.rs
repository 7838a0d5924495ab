//! From what was written into the form to the use case's input, with every fault at once.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use punte_core::{
    clock::instant_in,
    error::FieldError,
    id::PlaceId,
    offer::{Category, IscoCode},
};
use serde_json::{Map, Value, json};

use super::{
    fields::{Field, Kind},
    numbers::{scaled, time_of},
};
use crate::{
    problem::Fault,
    web::{day::read_day, form::Written, place::PlaceField, visit::Visit},
};

/// Rows that a list in the form may have.
pub const MAX_ROWS: usize = 50;

/// What was read.
pub struct Reading {
    /// `content` and `private`; `null` where something was left empty.
    pub body: Value,
    /// The places, by the names of their fields.
    pub places: BTreeMap<String, PlaceField>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// The name of the field of a pointer, which is its id as well.
pub fn name_of(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace(['/', '_'], "-")
}

/// Sets the value at a pointer, making what is on the way.
pub fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut target = body;
    for segment in pointer.split('/').skip(1) {
        if !target.is_object() {
            *target = Value::Object(Map::new());
        }
        let Value::Object(fields) = target else {
            return;
        };
        target = fields.entry(segment.to_owned()).or_insert(Value::Null);
    }
    *target = value;
}

/// The numbers of the rows of a list that the form holds, by the names of their fields: `stops-3-id` is of row 3.
pub fn rows(written: &Written, name: &str) -> Vec<usize> {
    let start = format!("{name}-");
    let mut found: Vec<usize> = written
        .names(&start)
        .filter_map(|n| n.strip_prefix(&start)?.split('-').next()?.parse().ok())
        .filter(|row| *row < MAX_ROWS)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

struct Reader<'a> {
    visit: &'a Visit,
    written: &'a Written,
    /// Where a ride leaves: times are written by the clocks there. Its stops are asked for first.
    country: String,
    out: Reading,
}

/// Reads the fields of a form.
pub async fn read(
    visit: &Visit,
    category: Category,
    fields: &[&Field],
    written: &Written,
) -> Result<Reading, Fault> {
    let mut reader = Reader {
        visit,
        written,
        country: String::new(),
        out: Reading {
            body: json!({ "content": { "details": { "category": category } }, "private": {} }),
            places: BTreeMap::new(),
            errors: Vec::new(),
        },
    };
    for field in fields {
        reader.field(field).await?;
    }
    Ok(reader.out)
}

impl Reader<'_> {
    fn put(&mut self, pointer: &str, value: impl Into<Value>) {
        put(&mut self.out.body, pointer, value.into());
    }

    fn wrong(&mut self, pointer: impl Into<String>, code: &'static str) {
        self.out.errors.push(FieldError::new(pointer, code));
    }

    async fn field(&mut self, field: &Field) -> Result<(), Fault> {
        let name = name_of(field.at);
        let text = self.written.one(&name);
        match field.kind {
            Kind::Place => self.place(field, &name).await?,
            Kind::Stops => self.stops(field, &name).await?,
            Kind::Moment => self.moment(field, &name),
            Kind::Periods => self.periods(field, &name),
            Kind::Translations => self.translations(field, &name),
            Kind::Levels => self.levels(field, &name),
            Kind::Tick => self.put(field.at, text == "yes"),
            Kind::Tri => {
                let known = matches!(text.as_str(), "yes" | "no");
                self.put(field.at, if known { &text } else { "unknown" });
            }
            Kind::Languages => self.put(field.at, self.written.all(&name).to_vec()),
            Kind::Occupation => {
                // The code, where somebody knows it, says more than the list.
                let code = self.written.one(&format!("{name}-code"));
                if !code.is_empty() && IscoCode::try_from(code.clone()).is_err() {
                    self.wrong(format!("{}_code", field.at), "isco");
                }
                let value = if code.is_empty() { text } else { code };
                self.put(field.at, (!value.is_empty()).then_some(value.as_str()));
                if value.is_empty() {
                    self.wrong(field.at, "required");
                }
            }
            _ if text.is_empty() => {
                self.put(field.at, Value::Null);
                if field.needed {
                    self.wrong(field.at, "required");
                }
            }
            Kind::Number(min, max) => match text.parse::<i64>() {
                Ok(n) if (min..=max).contains(&n) => self.put(field.at, n),
                Ok(_) => self.out.errors.push(FieldError::range(field.at, min, max)),
                Err(_) => self.wrong(field.at, "wrong-type"),
            },
            Kind::Scaled(by, min, max) => match scaled(&text, by) {
                Some(n) if (min..=max).contains(&n) => self.put(field.at, n),
                Some(_) => {
                    let error = FieldError::range(field.at, min / by, max / by);
                    self.out.errors.push(error);
                }
                None => self.wrong(field.at, "wrong-type"),
            },
            Kind::Day => match read_day(&text, self.visit.frame.today) {
                Some(day) => self.put(field.at, day.to_string()),
                None => self.wrong(field.at, "written-day"),
            },
            Kind::Text | Kind::Long | Kind::One(..) | Kind::Select(..) | Kind::Currency => {
                self.put(field.at, text);
            }
        }
        Ok(())
    }

    async fn place(&mut self, field: &Field, name: &str) -> Result<(), Fault> {
        let place = self.place_at(name, field.at).await?;
        if place.text.is_empty() && field.needed {
            self.wrong(field.at, "required");
        }
        if let Some(id) = place.id {
            self.put(field.at, id);
        }
        self.out.places.insert(name.to_owned(), place);
        Ok(())
    }

    async fn place_at(&mut self, name: &str, pointer: &str) -> Result<PlaceField, Fault> {
        PlaceField::read(
            self.visit,
            self.written,
            name,
            pointer,
            &mut self.out.errors,
        )
        .await
    }

    async fn stops(&mut self, field: &Field, name: &str) -> Result<(), Fault> {
        let mut stops = Vec::new();
        let mut missing = vec![0, 1];
        for row in rows(self.written, name).into_iter().take(20) {
            let (row_name, pointer) = (format!("{name}-{row}"), format!("{}/{row}", field.at));
            let place = self.place_at(&row_name, &pointer).await?;
            if !place.text.is_empty() {
                missing.retain(|m| *m != row);
            }
            if let Some(id) = place.id {
                stops.push(json!({ "place_id": id }));
            }
            self.out.places.insert(row_name, place);
        }
        for row in missing {
            self.wrong(format!("{}/{row}", field.at), "required");
        }
        if let Some(first) = stops.first().and_then(|s| s.get("place_id")).cloned() {
            if let Some(id) = first.as_i64().map(PlaceId) {
                let place = self.visit.app.read_place(&self.visit.caller, id).await?;
                self.country = place.country;
            }
            self.put("/content/place_id", first);
        }
        self.put(field.at, stops);
        Ok(())
    }

    fn moment(&mut self, field: &Field, name: &str) {
        let day = self.written.one(&format!("{name}-day"));
        let time = self.written.one(&format!("{name}-time"));
        if day.is_empty() {
            self.wrong(format!("{}/day", field.at), "required");
        }
        if time.is_empty() {
            self.wrong(format!("{}/time", field.at), "required");
        }
        if day.is_empty() || time.is_empty() {
            return;
        }
        let (day, time) = (read_day(&day, self.visit.frame.today), time_of(&time));
        if day.is_none() {
            self.wrong(format!("{}/day", field.at), "written-day");
        }
        if time.is_none() {
            self.wrong(format!("{}/time", field.at), "invalid");
        }
        if let (Some(day), Some(time)) = (day, time) {
            match instant_in(&self.country, DateTime::from_parts(day, time)) {
                Some(instant) => self.put(field.at, instant.to_string()),
                None => self.wrong(format!("{}/day", field.at), "invalid"),
            }
        }
    }

    fn periods(&mut self, field: &Field, name: &str) {
        let today = self.visit.frame.today;
        let mut periods = Vec::new();
        let mut empty = true;
        for row in rows(self.written, name) {
            let [from, to] = ["from", "to"].map(|end| {
                (
                    self.written.one(&format!("{name}-{row}-{end}")),
                    format!("{}/{row}/{end}", field.at),
                )
            });
            if from.0.is_empty() && to.0.is_empty() {
                continue;
            }
            empty = false;
            let [first, last] = [&from, &to].map(|(text, pointer)| {
                let day = read_day(text, today);
                if text.is_empty() {
                    self.wrong(pointer, "required");
                } else if day.is_none() {
                    self.wrong(pointer, "written-day");
                }
                day
            });
            if let (Some(first), Some(last)) = (first, last) {
                if first < last {
                    periods.push(json!({ "from": first, "to": last }));
                } else {
                    self.wrong(to.1, "dates-reversed");
                }
            }
        }
        if empty && field.needed {
            self.wrong(format!("{}/0/from", field.at), "required");
        }
        self.put(field.at, periods);
    }

    fn translations(&mut self, field: &Field, name: &str) {
        for locale in ["uk", "ro", "en", "ru"] {
            let pointer = format!("{}/{locale}", field.at);
            let title = self.written.one(&format!("{name}-{locale}-title"));
            let description = self.written.one(&format!("{name}-{locale}-description"));
            if title.is_empty() && description.is_empty() {
                self.put(&pointer, Value::Null);
                continue;
            }
            for (part, text) in [("title", &title), ("description", &description)] {
                if text.is_empty() {
                    self.wrong(format!("{pointer}/{part}"), "required");
                }
            }
            self.put(
                &pointer,
                json!({ "title": title, "description": description }),
            );
        }
    }

    fn levels(&mut self, field: &Field, name: &str) {
        let start = format!("{name}-");
        let chosen: Vec<Value> = self
            .written
            .names(&start)
            .filter_map(|n| {
                let language = n.strip_prefix(&start)?;
                let level = self.written.one(n);
                (!level.is_empty()).then(|| json!({ "language": language, "level": level }))
            })
            .collect();
        self.put(field.at, chosen);
    }
}

/// Leaves out what is empty: a new offer has nothing to remove.
pub fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, v)| !v.is_null())
            .map(|(name, v)| (name, without_empty(v)))
            .collect::<Map<_, _>>()
            .into(),
        other => other,
    }
}
