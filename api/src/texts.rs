//! Texts in four languages: Fluent files under `locales`, built into the binary.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{Loader, fluent_bundle::FluentValue, static_loader};
use jiff::civil::Date;
use punte_core::{error::FieldError, locale::Locale, period::Period};

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // Texts go into mails and JSON as they are: no marks of direction around the values.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The text of a key.
pub fn text(locale: Locale, key: &str) -> String {
    text_with(locale, key, &[])
}

/// The text of a key, with values for its variables.
pub fn text_with(locale: Locale, key: &str, values: &[(&'static str, &str)]) -> String {
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, FluentValue::from(*value)))
        .collect();
    text_of(locale, key, &values)
}

/// The text of a key, with values that may be numbers: the plural form is the language's.
pub fn text_of(locale: Locale, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let language = locale.as_str().parse().unwrap_or_default();
    let values: HashMap<Cow<'static, str>, FluentValue<'_>> = values
        .iter()
        .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
        .collect();
    TEXTS.lookup_complete(&language, key, Some(&values))
}

/// Whether there are words of a key.
pub fn known(locale: Locale, key: &str) -> bool {
    let language = locale.as_str().parse().unwrap_or_default();
    TEXTS.try_lookup(&language, key).is_some()
}

/// A day in words: `26 листопада 2026`.
pub fn day_text(locale: Locale, day: Date) -> String {
    let month = text(locale, &format!("month-{}", day.month()));
    // The same order in all four languages; no-break spaces keep a date on one line.
    format!("{}\u{a0}{month}\u{a0}{}", day.day(), day.year())
}

/// That the week that was seen has no place any more, and which one is the first now.
pub fn week_gone(locale: Locale, first: Period) -> String {
    let day = day_text(locale, first.from());
    text_with(locale, "problem-week-gone", &[("day", &day)])
}

/// What is wrong with a field, in words.
pub fn field_text(locale: Locale, error: &FieldError) -> String {
    if let Some(said) = &error.said {
        return text_with(locale, &format!("field-{}", error.code), &[("said", said)]);
    }
    match (error.bounds, error.code) {
        (Some((min, max)), code) => text_with(
            locale,
            &format!("field-{code}"),
            &[("min", &min.to_string()), ("max", &max.to_string())],
        ),
        // Without bounds there is nothing to say but that it does not go.
        (None, "out-of-range" | "length") => text(locale, "field-invalid"),
        (None, code) => text(locale, &format!("field-{code}")),
    }
}
