//! The form as it is shown: the fields of a category with what was written, what is wrong, and what the moderators asked.

mod rows;

use std::{collections::BTreeMap, rc::Rc};

use askama::Template;
use punte_core::{offer::Category, provider::ProviderKind};

use super::{
    fields::{Field, For, Group, Kind, groups},
    read::name_of,
};
use crate::web::{
    errors::Errors,
    form::{Choice, Line, Written},
    frame::Frame,
    place::PlaceField,
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
    /// Whether it cannot be left out.
    pub needed: bool,
    /// What helps.
    pub hint: String,
    /// Whether the moderators ask about it.
    pub asked: bool,
    /// How it looks.
    pub look: Look,
}

impl Shown {
    /// The same, if it cannot be left out.
    fn needed_if(self, needed: bool) -> Self {
        Self { needed, ..self }
    }

    /// How the form asks for it. Most of what is asked may be left out: what may not says so, here and nowhere else.
    pub fn asks(&self, f: &Frame) -> String {
        if self.needed {
            format!("{} ({})", self.label, f.t("form-needed"))
        } else {
            self.label.clone()
        }
    }
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
    /// Whether nobody is signed in any more, and the address that was tried.
    pub signed_out: Option<String>,
    /// What is in the way of saving, its key.
    pub problem: Option<String>,
}

impl Above {
    /// Nothing.
    pub const fn nothing() -> Self {
        Self {
            word: None,
            asked: Vec::new(),
            live: false,
            stale: false,
            signed_out: None,
            problem: None,
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
    /// The provider that was chosen on an earlier page, if so.
    pub provider: String,
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

/// Occupations that are offered most: two digits of ISCO-08 (ILO, 2012). Everything else by its code.
pub const OCCUPATIONS: [&str; 17] = [
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
            needed: false,
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
            Kind::Moment => return self.moment(field, &name, &hint),
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
        let shown = self.shown(field.at.to_owned(), label, hint, look);
        vec![vec![shown.needed_if(field.needed)]]
    }
}
