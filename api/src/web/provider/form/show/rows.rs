//! Fields that are shown as several: stops, periods, translations, levels of languages, a day with its time, an occupation.

use super::{LANGUAGES, Look, OCCUPATIONS, Showing, Shown};
use crate::web::{
    form::Choice,
    place::PlaceField,
    provider::form::{
        fields::Field,
        read::{MAX_ROWS, rows},
    },
};

impl Showing<'_> {
    /// How many rows of a list there are up to the last in which something was written; `fields` are the names of a row's fields.
    fn filled(&self, name: &str, fields: impl Fn(usize) -> Vec<String>) -> usize {
        rows(self.written, name)
            .into_iter()
            .rfind(|row| {
                fields(*row)
                    .iter()
                    .any(|field| !self.written.one(field).is_empty())
            })
            .map_or(0, |row| row + 1)
    }

    pub(super) fn stops(&mut self, field: &Field, name: &str) -> Vec<Vec<Shown>> {
        // What was left empty is no stop: a form that was refused comes back with as many as it had.
        let held = self.filled(name, |row| vec![format!("{name}-{row}")]).max(
            self.places
                .iter()
                .filter(|(key, place)| key.starts_with(name) && !place.text.is_empty())
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
                let shown = self.shown(at, label, hint, Look::Place(place));
                vec![shown.needed_if(field.needed && row < 2)]
            })
            .collect()
    }

    pub(super) fn periods(&self, field: &Field, name: &str, hint: &str) -> Vec<Vec<Shown>> {
        let held = self.filled(name, |row| {
            ["from", "to"]
                .map(|end| format!("{name}-{row}-{end}"))
                .to_vec()
        });
        (0..(held + 1).clamp(2, MAX_ROWS))
            .map(|row| {
                let part = |end: &str, hint: &str| {
                    let text = self.written.one(&format!("{name}-{row}-{end}"));
                    let label = self.f.t(&format!("{}-{end}", field.label));
                    self.shown(
                        format!("{}/{row}/{end}", field.at),
                        match row {
                            0 => label,
                            more => format!("{label} ({})", more + 1),
                        },
                        hint.to_owned(),
                        Look::Day(text),
                    )
                    .needed_if(field.needed && row == 0)
                };
                let hint = if row == 0 { hint } else { "" };
                vec![part("from", hint), part("to", "")]
            })
            .collect()
    }

    pub(super) fn translations(&self, field: &Field, name: &str) -> Vec<Vec<Shown>> {
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

    pub(super) fn levels(&self, field: &Field, name: &str) -> Vec<Vec<Shown>> {
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

    pub(super) fn moment(&self, field: &Field, name: &str, hint: &str) -> Vec<Vec<Shown>> {
        let part = |part: &str, hint: &str| {
            let text = self.written.one(&format!("{name}-{part}"));
            let look = if part == "day" {
                Look::Day(text)
            } else {
                Look::Time(text)
            };
            self.shown(
                format!("{}/{part}", field.at),
                self.f.t(&format!("{}-{part}", field.label)),
                hint.to_owned(),
                look,
            )
            .needed_if(field.needed)
        };
        vec![vec![part("day", ""), part("time", hint)]]
    }

    pub(super) fn occupation(&self, field: &Field, name: &str, text: &str) -> Vec<Vec<Shown>> {
        let mut choices = vec![Choice::new("", self.f.t("form-choose"), text.is_empty())];
        choices.extend(self.choices("provider-isco", OCCUPATIONS, text));
        let code = self.written.one(&format!("{name}-code"));
        vec![
            vec![
                self.shown(
                    field.at.to_owned(),
                    self.f.t(field.label),
                    String::new(),
                    Look::Select(choices),
                )
                .needed_if(field.needed),
            ],
            vec![self.shown(
                format!("{}_code", field.at),
                self.f.t("provider-occupation-code"),
                self.f.t("provider-occupation-code-hint"),
                Look::Line(code, "class=\"w10\" inputmode=\"numeric\" maxlength=\"4\""),
            )],
        ]
    }
}
