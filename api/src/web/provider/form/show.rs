//! The form as it is shown: the fields of a category with what was written, what is wrong, and what the moderators asked.

use std::{collections::BTreeMap, rc::Rc};

use askama::Template;
use jiff::Timestamp;
use punte_core::{clock::local_time, error::FieldError, offer::Category, provider::ProviderKind};
use serde_json::Value;

use super::{
    fields::{Field, For, Group, Kind, groups},
    read::{MAX_ROWS, name_of, rows, unscaled},
};
use crate::{
    problem::Fault,
    texts::known,
    web::{
        form::{Choice, Line, Written},
        frame::{Errors, Frame},
        place::PlaceField,
        visit::Visit,
    },
};

/// How a field looks.
pub enum Look {
    /// A line of text; the rest of the tag.
    Line(String, &'static str),
    /// Several lines.
    Area(String),
    /// A whole number.
    Number(String),
    /// A day.
    Day(String),
    /// A time of the day.
    Time(String),
    /// Not known, yes, no.
    Tri(String),
    /// A box to tick.
    Tick(bool),
    /// One of several (`radio`) or any of them (`checkbox`).
    Pick(&'static str, Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
    /// A place.
    Place(PlaceField),
}

/// A field as it is shown.
pub struct Shown {
    /// Its pointer.
    pub at: String,
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What helps.
    pub hint: String,
    /// Whether the moderators ask about it.
    pub asked: bool,
    /// How it looks.
    pub look: Look,
}

/// A group as it is shown.
pub struct ShownGroup {
    /// Its heading.
    pub title: String,
    /// Whether it is folded: nothing in it has to be filled in.
    pub folded: bool,
    /// Its rows; several fields of a row stand beside each other where there is room.
    pub rows: Vec<Vec<Shown>>,
}

impl ShownGroup {
    /// Whether something in it is wrong.
    pub fn wrong(&self, errors: &Errors) -> bool {
        self.rows.iter().flatten().any(|s| errors.has(&s.at))
    }
}

/// What stands above the form.
pub struct Above {
    /// What the moderators last said: the reason, and more in their words.
    pub word: Option<(String, Option<String>)>,
    /// The fields that they name: id and words.
    pub asked: Vec<(String, String)>,
    /// Whether the offer is visible, so that it must be said what an edit does.
    pub live: bool,
    /// Whether somebody else changed the offer in the meantime.
    pub stale: bool,
}

impl Above {
    /// Nothing.
    pub const fn nothing() -> Self {
        Self {
            word: None,
            asked: Vec::new(),
            live: false,
            stale: false,
        }
    }
}

/// The page of the form.
#[derive(Template)]
#[template(path = "provider/form.html")]
pub struct FormPage {
    /// The frame.
    pub f: Rc<Frame>,
    /// What is wrong.
    pub errors: Errors,
    /// The same, with the names of the fields.
    pub lines: Vec<Line>,
    /// The category.
    pub category: Category,
    /// Where the form goes.
    pub action: String,
    /// Where one goes back to.
    pub back: String,
    /// The version that was seen; none of a new offer.
    pub version: Option<i64>,
    /// Whether it can be handed in with it.
    pub can_submit: bool,
    /// The providers to choose from, if there are several.
    pub providers: Vec<Choice>,
    /// What stands above.
    pub above: Above,
    /// The fields.
    pub groups: Vec<ShownGroup>,
}

/// The fields of a category that a provider of this kind is asked.
pub fn fields_of(category: Category, kind: ProviderKind) -> Vec<&'static Field> {
    groups(category)
        .iter()
        .flat_map(|group| group.fields)
        .filter(|field| is_for(field, kind))
        .collect()
}

fn is_for(field: &Field, kind: ProviderKind) -> bool {
    field.only == For::All || kind.is_organisation()
}

/// What a stored offer would have been written as.
pub fn written_of(body: &Value, fields: &[&Field]) -> Written {
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
                    let local = local_time(instant);
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
                    let id = punte_core::id::PlaceId(id);
                    places.insert(name.clone(), PlaceField::of(visit, &name, id).await?);
                }
            }
            Kind::Stops => {
                let stops = value.and_then(Value::as_array);
                for (row, stop) in stops.into_iter().flatten().enumerate() {
                    if let Some(id) = stop.get("place_id").and_then(Value::as_i64) {
                        let name = format!("{name}-{row}");
                        let id = punte_core::id::PlaceId(id);
                        places.insert(name.clone(), PlaceField::of(visit, &name, id).await?);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(places)
}

/// Occupations that are offered most: two digits of ISCO-08 (ILO, 2012). Everything else by its code.
const OCCUPATIONS: [&str; 17] = [
    "22", "23", "25", "33", "41", "51", "52", "53", "61", "71", "72", "75", "81", "83", "91", "93",
    "94",
];

/// Languages that are asked for first; others that an offer has are shown with them.
const LANGUAGES: [&str; 9] = ["uk", "ro", "ru", "en", "gag", "bg", "pl", "de", "fr"];

const CURRENCIES: [&str; 7] = ["MDL", "RON", "EUR", "UAH", "PLN", "HUF", "BGN"];

/// Makes what is shown of what was written.
pub struct Showing<'a> {
    /// The frame.
    pub f: &'a Frame,
    /// What was written.
    pub written: &'a Written,
    /// The places.
    pub places: BTreeMap<String, PlaceField>,
    /// What the moderators ask about.
    pub asked: &'a [String],
}

impl Showing<'_> {
    /// The groups of a category.
    pub fn groups(mut self, category: Category, kind: ProviderKind) -> Vec<ShownGroup> {
        groups(category)
            .iter()
            .filter_map(|group| self.group(group, kind))
            .collect()
    }

    fn group(&mut self, group: &Group, kind: ProviderKind) -> Option<ShownGroup> {
        let rows: Vec<Vec<Shown>> = group
            .fields
            .iter()
            .filter(|field| is_for(field, kind))
            .flat_map(|field| self.field(field))
            .collect();
        (!rows.is_empty()).then(|| ShownGroup {
            title: self.f.t(group.title),
            folded: matches!(
                group.fields,
                [Field {
                    kind: Kind::Translations,
                    ..
                }]
            ),
            rows,
        })
    }

    fn shown(&self, at: String, label: String, hint: String, look: Look) -> Shown {
        Shown {
            name: name_of(&at),
            asked: self.asked.iter().any(|asked| {
                at.strip_prefix(asked.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }),
            at,
            label,
            hint,
            look,
        }
    }

    fn choices(
        &self,
        stem: &str,
        values: impl IntoIterator<Item = &'static str>,
        chosen: &str,
    ) -> Vec<Choice> {
        values
            .into_iter()
            .map(|v| {
                let label = if v == "unknown" {
                    self.f.t("form-unknown")
                } else {
                    self.f.tt(stem, v)
                };
                Choice::new(v, label, v == chosen)
            })
            .collect()
    }

    fn field(&mut self, field: &Field) -> Vec<Vec<Shown>> {
        let name = name_of(field.at);
        let text = self.written.one(&name);
        let label = self.f.t(field.label);
        let hint = if field.hint {
            self.f.t(&format!("{}-hint", field.label))
        } else {
            String::new()
        };
        let look = match field.kind {
            Kind::Stops => return self.stops(field, &name),
            Kind::Periods => return self.periods(field, &name, &hint),
            Kind::Translations => return self.translations(field, &name),
            Kind::Levels => return self.levels(field, &name),
            Kind::Moment => return self.moment(field, &name),
            Kind::Occupation => return self.occupation(field, &name, &text),
            Kind::Text => Look::Line(text, ""),
            Kind::Long => Look::Area(text),
            Kind::Number(..) => Look::Number(text),
            Kind::Scaled(..) => Look::Line(
                text,
                "class=\"w10\" inputmode=\"decimal\" autocomplete=\"off\"",
            ),
            Kind::Tri => Look::Tri(text),
            Kind::Tick => Look::Tick(text == "yes"),
            Kind::Day => Look::Day(text),
            Kind::One(stem, values) => {
                let first = values.first().copied().filter(|v| *v == "unknown");
                let chosen = if text.is_empty() {
                    first.unwrap_or_default()
                } else {
                    &text
                };
                Look::Pick("radio", self.choices(stem, values.iter().copied(), chosen))
            }
            Kind::Select(stem, values) => {
                let mut choices = vec![Choice::new("", self.f.t("form-choose"), text.is_empty())];
                choices.extend(self.choices(stem, values.iter().copied(), &text));
                Look::Select(choices)
            }
            Kind::Currency => {
                let mut choices: Vec<Choice> = CURRENCIES
                    .into_iter()
                    .map(|code| Choice::new(code, code, code == text))
                    .collect();
                if !text.is_empty() && !CURRENCIES.contains(&text.as_str()) {
                    choices.push(Choice::new(text.clone(), text, true));
                }
                Look::Select(choices)
            }
            Kind::Languages => {
                let chosen = self.written.all(&name);
                let more = chosen.iter().map(String::as_str);
                let more = more.filter(|tag| !LANGUAGES.contains(tag));
                let choices = LANGUAGES.into_iter().chain(more).map(|tag| {
                    Choice::new(tag, self.f.language_of(tag), self.written.has(&name, tag))
                });
                Look::Pick("checkbox", choices.collect())
            }
            Kind::Place => {
                let place = self.places.remove(&name);
                Look::Place(place.unwrap_or_else(|| PlaceField::empty(&name)))
            }
        };
        let hint = if matches!(field.kind, Kind::Place) && hint.is_empty() {
            self.f.t("form-place-hint")
        } else {
            hint
        };
        vec![vec![self.shown(field.at.to_owned(), label, hint, look)]]
    }

    fn stops(&mut self, field: &Field, name: &str) -> Vec<Vec<Shown>> {
        let held = rows(self.written, name).last().map_or(0, |row| row + 1);
        let held = held.max(
            self.places
                .keys()
                .filter(|key| key.starts_with(name))
                .count(),
        );
        // One more than there are: whoever needs another stop sends the form once to get it.
        (0..(held + 1).clamp(3, 20))
            .map(|row| {
                let row_name = format!("{name}-{row}");
                let place = self.places.remove(&row_name);
                let place = place.unwrap_or_else(|| PlaceField::empty(&row_name));
                let label = match row {
                    0 => self.f.t("provider-stop-from"),
                    1 => self.f.t("provider-stop-to"),
                    _ => self.f.t("provider-stop-next"),
                };
                let hint = if row == 0 {
                    self.f.t("form-place-hint")
                } else {
                    String::new()
                };
                let at = format!("{}/{row}", field.at);
                vec![self.shown(at, label, hint, Look::Place(place))]
            })
            .collect()
    }

    fn periods(&self, field: &Field, name: &str, hint: &str) -> Vec<Vec<Shown>> {
        let held = rows(self.written, name).last().map_or(0, |row| row + 1);
        (0..(held + 1).clamp(2, MAX_ROWS))
            .map(|row| {
                let part = |end: &str, hint: &str| {
                    let text = self.written.one(&format!("{name}-{row}-{end}"));
                    self.shown(
                        format!("{}/{row}/{end}", field.at),
                        self.f.t(&format!("{}-{end}", field.label)),
                        hint.to_owned(),
                        Look::Day(text),
                    )
                };
                let hint = if row == 0 { hint } else { "" };
                vec![part("from", hint), part("to", "")]
            })
            .collect()
    }

    fn translations(&self, field: &Field, name: &str) -> Vec<Vec<Shown>> {
        ["uk", "ro", "en", "ru"]
            .into_iter()
            .flat_map(|locale| {
                let text = |part: &str| self.written.one(&format!("{name}-{locale}-{part}"));
                let language = self.f.language_of(locale);
                let part = |part: &str, look| {
                    let label = self.f.t(&format!("provider-{part}"));
                    let label = format!("{label}: {language}");
                    let at = format!("{}/{locale}/{part}", field.at);
                    vec![self.shown(at, label, String::new(), look)]
                };
                [
                    part("title", Look::Line(text("title"), "")),
                    part("description", Look::Area(text("description"))),
                ]
            })
            .collect()
    }

    fn levels(&self, field: &Field, name: &str) -> Vec<Vec<Shown>> {
        let start = format!("{name}-");
        let held = self.written.names(&start);
        let held = held.filter_map(|n| n.strip_prefix(&start));
        let more = held.filter(|tag| !LANGUAGES.get(..4).unwrap_or_default().contains(tag));
        let tags = LANGUAGES.into_iter().take(4).chain(more);
        let all: Vec<Shown> = tags
            .map(|tag| {
                let level = self.written.one(&format!("{name}-{tag}"));
                let mut choices = vec![Choice::new(
                    "",
                    self.f.t("provider-level-none"),
                    level.is_empty(),
                )];
                choices.extend(self.choices(
                    "word-proficiency",
                    ["basic", "independent", "proficient"],
                    &level,
                ));
                let label = self.f.w(
                    &format!("{}-in", field.label),
                    "language",
                    self.f.language_of(tag),
                );
                self.shown(
                    format!("{}/{tag}", field.at),
                    label,
                    String::new(),
                    Look::Select(choices),
                )
            })
            .collect();
        vec![all]
    }

    fn moment(&self, field: &Field, name: &str) -> Vec<Vec<Shown>> {
        let part = |part: &str| {
            let text = self.written.one(&format!("{name}-{part}"));
            let look = if part == "day" {
                Look::Day(text)
            } else {
                Look::Time(text)
            };
            self.shown(
                format!("{}/{part}", field.at),
                self.f.t(&format!("{}-{part}", field.label)),
                String::new(),
                look,
            )
        };
        vec![vec![part("day"), part("time")]]
    }

    fn occupation(&self, field: &Field, name: &str, text: &str) -> Vec<Vec<Shown>> {
        let mut choices = vec![Choice::new("", self.f.t("form-choose"), text.is_empty())];
        choices.extend(self.choices("provider-isco", OCCUPATIONS, text));
        let code = self.written.one(&format!("{name}-code"));
        vec![
            vec![self.shown(
                field.at.to_owned(),
                self.f.t(field.label),
                String::new(),
                Look::Select(choices),
            )],
            vec![self.shown(
                format!("{}_code", field.at),
                self.f.t("provider-occupation-code"),
                self.f.t("provider-occupation-code-hint"),
                Look::Line(code, "class=\"w10\" inputmode=\"numeric\" maxlength=\"4\""),
            )],
        ]
    }
}

/// Errors at the fields that the form has: those of a part go to the field that holds it, those of no field to the top.
pub fn settle(errors: Vec<FieldError>, groups: &[ShownGroup]) -> Vec<FieldError> {
    let shown: Vec<&str> = groups
        .iter()
        .flat_map(|g| g.rows.iter().flatten())
        .map(|s| s.at.as_str())
        .collect();
    let holds = |at: &str, pointer: &str| {
        pointer
            .strip_prefix(at)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut settled: Vec<FieldError> = Vec::new();
    for mut error in errors {
        // The place of a ride is its first stop.
        if error.pointer == "/content/place_id" && !shown.contains(&"/content/place_id") {
            "/content/details/stops/0".clone_into(&mut error.pointer);
        }
        let own = shown
            .iter()
            .filter(|at| holds(at, &error.pointer))
            .max_by_key(|at| at.len())
            // An error of a whole list stands at its first field.
            .or_else(|| shown.iter().find(|at| holds(&error.pointer, at)));
        error.pointer = own.map_or_else(String::new, |at| (*at).to_owned());
        if !settled.iter().any(|e| e.pointer == error.pointer) {
            settled.push(error);
        }
    }
    settled.sort_by_key(|e| shown.iter().position(|at| *at == e.pointer));
    settled
}

/// The lines of the summary.
pub fn lines(f: &Frame, errors: &Errors, groups: &[ShownGroup]) -> Vec<Line> {
    errors
        .0
        .iter()
        .map(|error| Line {
            anchor: errors.anchor(error),
            label: groups
                .iter()
                .flat_map(|g| g.rows.iter().flatten())
                .find(|s| s.at == error.pointer)
                .map(|s| s.label.clone())
                .unwrap_or_default(),
            text: f.error(error),
        })
        .collect()
}

/// The words of a field by its pointer, for what the moderators name.
pub fn label_of(f: &Frame, category: Category, pointer: &str) -> Option<String> {
    groups(category)
        .iter()
        .flat_map(|g| g.fields)
        .find(|field| field.at == pointer && known(f.locale, field.label))
        .map(|field| f.t(field.label))
}
