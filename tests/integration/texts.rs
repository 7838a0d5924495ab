//! Every code that a person can meet has its words in four languages.

#![cfg(test)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use punte_api::app::{Conflict, notices::Notice};
use punte_core::locale::Locale;
use walkdir::WalkDir;

/// The messages of a language, read from its files: the server falls back to English where one is missing.
pub fn messages(locale: Locale) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../api/locales")
        .join(locale.as_str());
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let files = WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|e| e == "ftl"));
    for path in files {
        let mut key = None;
        for line in fs::read_to_string(path).unwrap().lines() {
            let begins = line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
            if let Some((name, text)) = line.split_once('=').filter(|_| begins) {
                let name = name.trim().to_owned();
                assert!(
                    found.insert(name.clone(), text.trim().to_owned()).is_none(),
                    "{name} twice"
                );
                key = Some(name);
            } else if let Some(text) = key
                .as_ref()
                .and_then(|k| found.get_mut(k))
                .filter(|_| line.starts_with(' '))
            {
                text.push_str(line.trim());
            }
        }
    }
    found
}

/// Codes of field errors that the sources make.
fn field_codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for folder in ["../core/src", "../api/src"] {
        for entry in WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                for made in ["FieldError::new(", "ValidationError::new("] {
                    for after in text.split(made).skip(1) {
                        let call = after.split([';', '{', '}']).next().unwrap_or_default();
                        let words: Vec<&str> = call.split('"').skip(1).step_by(2).collect();
                        codes.extend(words.into_iter().filter(|w| is_code(w)).map(str::to_owned));
                    }
                }
            }
        }
    }
    // Made by other functions: core::error::code_of, api::json, FieldError::range.
    for code in [
        "length",
        "out-of-range",
        "invalid",
        "required",
        "unknown-field",
        "unknown-value",
        "wrong-type",
        "invalid-json",
        "duplicate",
        "dates-reversed",
        "isco",
        "language",
        "point",
        "web-page",
    ] {
        codes.insert(code.to_owned());
    }
    codes
}

fn is_code(word: &str) -> bool {
    word.len() >= 4 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

#[test]
fn all_languages_have_the_same_messages() {
    let english: BTreeSet<String> = messages(Locale::En).into_keys().collect();
    assert!(english.len() > 80, "{}", english.len());
    for locale in Locale::ALL {
        let own: BTreeSet<String> = messages(locale).into_keys().collect();
        let differing: Vec<_> = english.symmetric_difference(&own).collect();
        assert!(differing.is_empty(), "{locale:?}: {differing:?}");
    }
}

#[test]
fn every_conflict_notice_problem_and_field_code_has_its_words() {
    let mut needed: BTreeSet<String> = Conflict::ALL
        .iter()
        .map(|c| format!("problem-{}", c.code()))
        .collect();
    needed.extend(Notice::ALL.iter().flat_map(|n| {
        [
            format!("mail-{}-subject", n.key()),
            format!("mail-{}-body", n.key()),
        ]
    }));
    for code in [
        "validation-failed",
        "wrong-credentials",
        "unauthenticated",
        "forbidden",
        "not-found",
        "stale-version",
        "key-reused",
        "key-in-flight",
        "overloaded",
        "internal",
        "bad-request",
        "payload-too-large",
        "unsupported-media-type",
        "method-not-allowed",
        "version-required",
        "second-factor-needed",
        "second-factor-missing",
        "second-factor-stale",
        "pin-needed",
        "week-gone",
    ] {
        needed.insert(format!("problem-{code}"));
    }
    let codes = field_codes();
    for known in [
        "contact-in-text",
        "unknown-place",
        "not-of-this-category",
        "weak-password",
        "cursor",
        "same-place",
    ] {
        assert!(
            codes.contains(known),
            "the search for codes finds nothing: {codes:?}"
        );
    }
    needed.extend(codes.iter().map(|c| format!("field-{c}")));
    for locale in Locale::ALL {
        let own = messages(locale);
        for key in &needed {
            let text = own
                .get(key)
                .unwrap_or_else(|| panic!("{locale:?} has no {key}"));
            assert!(text.len() > 5 && text != key, "{locale:?} {key}: {text}");
        }
    }
}

#[test]
fn no_message_is_its_key_or_left_in_another_language() {
    let english = messages(Locale::En);
    let cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    for locale in Locale::ALL {
        for (key, text) in messages(locale) {
            assert!(!text.is_empty() && text != key, "{locale:?} {key}");
            if locale != Locale::En && !ENGLISH_TOO.contains(&key.as_str()) {
                assert_ne!(text, english[&key], "{locale:?} {key} is English");
            }
            assert_eq!(
                cyrillic(&text),
                matches!(locale, Locale::Uk | Locale::Ru),
                "{locale:?} {key}: {text}"
            );
            // The same variables in every language.
            let variables = |text: &str| -> BTreeSet<String> {
                text.split("{ $")
                    .skip(1)
                    .filter_map(|v| v.split([' ', '}']).next())
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(
                variables(&text),
                variables(&english[&key]),
                "{locale:?} {key}"
            );
        }
    }
}

/// Words that are English and Romanian.
const ENGLISH_TOO: &[&str] = &[
    "country-bg",
    "desk-figures-moderator",
    "offers-km",
    "provider-month-8",
    "said-pet-size",
];

/// Words that Ukrainian and Russian share; every other equal text was copied.
const SHARED: &[&str] = &[
    "admin-field-title",      // Заголовок
    "admin-kind",             // Вид
    "desk-field-pay",         // зарплата
    "desk-field-web-page",    // сайт
    "desk-figures-moderator", // модератор
    "desk-left-out",          // Не взято
    "desk-not-said",          // не сказано
    "desk-now",               // стало
    "desk-reason",            // Причина
    "desk-who-phone",         // Телефон
    "frame-menu",             // Меню
    "helping-code",           // Код
    "helping-col-who",        // Люди
    "link-password",          // Придумайте пароль
    "my-code",                // Ваш код
    "offers-km",              // км
    "provider-back",          // Назад
    "provider-weekday-1",     // Пн
    "provider-weekday-2",
    "provider-weekday-3",
    "provider-weekday-4",
    "provider-weekday-5",
    "provider-weekday-6",
    "said-km",                     // км
    "sign-in-password",            // Пароль
    "word-housing-kind-apartment", // квартира
    "word-pet-dog",                // собака
    "word-speciality-pharmacy",    // аптека
];

#[test]
fn no_ukrainian_text_is_the_russian_one_unless_they_share_it() {
    let russian = messages(Locale::Ru);
    let same: Vec<String> = messages(Locale::Uk)
        .into_iter()
        .filter(|(key, text)| russian[key] == *text)
        .map(|(key, _)| key)
        .collect();
    assert_eq!(same, SHARED, "in the order of the keys");
}

#[tokio::test]
async fn a_problem_speaks_the_callers_language() {
    let app = punte_tests::TestApp::spawn().await;
    for locale in Locale::ALL {
        let answer = app
            .get("/public/offers/none")
            .header(
                "accept-language",
                &format!("{}-XX, en;q=0.1", locale.as_str()),
            )
            .expect(404)
            .await;
        assert_eq!(
            answer.text_at("/title"),
            messages(locale)["problem-not-found"]
        );
        assert_eq!(answer.headers["content-language"], locale.as_str());
    }
}
