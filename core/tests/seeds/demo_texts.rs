//! What the demo's offers say: in words of their own, each of them.

use std::collections::{BTreeMap, BTreeSet};

use punte_core::{contact::carries_contact, locale::Locale, signals::quotes};

use crate::demo_files::offers;

/// So many demo offers at most may be noticed for their wording.
const FALSE_ALARMS: usize = 2;

/// A text without what a template would fill in: digits, case and white space.
fn bare(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| !c.is_numeric() && !c.is_whitespace())
        .collect()
}

/// Title and description in every language that an offer is written in, with the offer's key.
fn texts() -> Vec<(String, Locale, String, String)> {
    let mut all = Vec::new();
    for (offer, _, content) in offers() {
        all.push((
            offer.key.clone(),
            content.language,
            content.title.clone(),
            content.description.clone(),
        ));
        for (locale, t) in &content.translations {
            all.push((
                offer.key.clone(),
                *locale,
                t.title.clone(),
                t.description.clone(),
            ));
        }
    }
    all
}

#[test]
fn texts_are_marked_as_demo_and_carry_no_contact() {
    for (key, _, title, description) in texts() {
        assert!(title.starts_with("[demo] "), "{key}: {title}");
        assert!(!carries_contact(&title), "{key}: {title}");
        assert!(!carries_contact(&description), "{key}");
        let sentences = description
            .split_inclusive(['.', '?', '!'])
            .filter(|s| s.trim().chars().count() > 1)
            .count();
        assert!((2..=4).contains(&sentences), "{key}: {sentences}");
        assert!(description.chars().count() >= 90, "{key}: {description}");
    }
}

#[test]
fn no_two_titles_descriptions_or_sentences_are_alike() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut unlike = |text: &str, key: &str| {
        if let Some(other) = seen.insert(bare(text), key.to_owned()) {
            panic!("{other} and {key}: {text}");
        }
    };
    for (key, _, title, description) in texts() {
        unlike(&title, &key);
        unlike(&description, &key);
        for sentence in description.split_inclusive(['.', '?', '!']) {
            if sentence.trim().chars().count() > 1 && bare(sentence) != bare(&description) {
                unlike(sentence, &key);
            }
        }
    }
}

#[test]
fn no_two_descriptions_share_most_of_their_words() {
    let all: Vec<_> = texts()
        .into_iter()
        .map(|(key, locale, _, description)| {
            let words: BTreeSet<String> = description
                .to_lowercase()
                .split(|c: char| !c.is_alphabetic())
                .filter(|w| w.chars().count() > 3)
                .map(str::to_owned)
                .collect();
            (key, locale, words)
        })
        .collect();
    for (index, (key, locale, words)) in all.iter().enumerate() {
        for (other, _, theirs) in all.iter().skip(index + 1).filter(|(_, l, _)| l == locale) {
            let shared = words.intersection(theirs).count();
            let least = words.len().min(theirs.len());
            assert!(
                shared * 5 < least * 2,
                "{key} and {other} share {shared} of {least}"
            );
        }
    }
}

#[test]
fn most_offers_are_translated_and_all_languages_can_be_read() {
    let all = offers();
    let translated = all
        .iter()
        .filter(|(_, _, c)| !c.translations.is_empty())
        .count();
    assert!(translated * 4 >= all.len() * 3, "{translated}");
    for locale in Locale::ALL {
        let count = texts().iter().filter(|(_, l, _, _)| *l == locale).count();
        assert!(count >= 25, "{locale:?}: {count}");
    }
}

/// Demo offers in which a wording is noticed, none of which means any harm: written before the phrases were, so that this counts
/// false alarms in texts of another hand.
#[test]
fn few_demo_offers_are_noticed_for_their_wording() {
    let mut noticed: Vec<String> = Vec::new();
    let mut all = 0;
    for (offer, _, content) in offers() {
        all += 1;
        for (wording, quotes) in quotes(&content) {
            for quote in quotes {
                let line = format!(
                    "{}: {} in {}: {}",
                    offer.key,
                    wording.as_str(),
                    quote.field,
                    quote.text
                );
                println!("{line}");
                noticed.push(offer.key.clone());
            }
        }
    }
    noticed.dedup();
    println!("{} of {all} demo offers", noticed.len());
    assert!(noticed.len() <= FALSE_ALARMS, "{noticed:?}");
}
