//! Values of the domain in words: `pages/words.ftl`. One word for one thing on every page.
#![expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates pass references"
)]

use std::fmt::Display;

use jiff::{Timestamp, civil::Date};
use punte_core::{
    clock::local_day, constraint::Feature, locale::Language, offer::FreeBand,
    provider::EvidenceKind,
};
use serde::Serialize;

use super::frame::Frame;
use crate::{
    app::public_offers::PublicCheck,
    json::wire_name,
    texts::{known, text},
};

/// Languages that have a word of their own; the others are "another language".
const OTHER: &str = "other";

impl Frame {
    /// The word of a value: `f.word("housing-kind", details.kind)` is that of `word-housing-kind-room`.
    pub fn word(&self, stem: &str, value: &impl Serialize) -> String {
        self.tt("word", format_args!("{stem}-{}", key_name(value)))
    }

    /// Where something stands: `f.state("match", state)`.
    pub fn state(&self, stem: &str, value: &impl Serialize) -> String {
        self.tt("state", format_args!("{stem}-{}", key_name(value)))
    }

    /// What can be asked of an offer.
    pub fn feature(&self, feature: &Feature) -> String {
        self.tt("word-feature", feature.as_str())
    }

    /// The name of a language that somebody speaks: "Ukrainian", "українська".
    pub fn language(&self, language: &Language) -> String {
        self.language_of(language.as_str())
    }

    /// As [`Frame::language`], of a language of the pages.
    pub fn language_of(&self, tag: impl Display) -> String {
        self.of_language("language", &tag.to_string())
    }

    /// That a language is spoken: "speaks Ukrainian", "говорять українською".
    pub fn speaks(&self, language: &Language) -> String {
        self.w("word-speaks", "language", self.spoken(language))
    }

    /// A language as it is spoken: "Ukrainian", "українською".
    pub fn spoken(&self, language: &Language) -> String {
        self.of_language("language-in", language.as_str())
    }

    fn of_language(&self, stem: &str, tag: &str) -> String {
        let key = format!("{stem}-{tag}");
        if known(self.locale, &key) {
            text(self.locale, &key)
        } else {
            text(self.locale, &format!("{stem}-{OTHER}"))
        }
    }

    /// The name of a country of the gazetteer; of another, its code.
    pub fn country(&self, code: &str) -> String {
        let key = format!("country-{}", code.to_ascii_lowercase());
        if known(self.locale, &key) {
            text(self.locale, &key)
        } else {
            code.to_owned()
        }
    }

    /// What was checked and when: "identity seen 3 November 2026".
    pub fn check(&self, kind: &EvidenceKind, seen_at: &Timestamp) -> String {
        self.w(
            &format!("word-check-{}", kind.as_str()).replace('_', "-"),
            "date",
            self.day_at(seen_at),
        )
    }

    /// What was checked, by the day on which it was: "checked on 3 November 2026: identity document, visit in person".
    pub fn checks<'a>(&self, checks: impl IntoIterator<Item = &'a PublicCheck>) -> Vec<String> {
        let mut days: Vec<(Date, Vec<&PublicCheck>)> = Vec::new();
        for check in checks {
            let day = local_day(check.seen_at);
            match days.iter_mut().find(|(of, _)| *of == day) {
                Some((_, seen)) => seen.push(check),
                None => days.push((day, vec![check])),
            }
        }
        days.iter()
            .map(|(day, seen)| match seen.as_slice() {
                [only] => self.check(&only.kind, &only.seen_at),
                seen => {
                    let what: Vec<String> = seen
                        .iter()
                        .map(|c| self.word("evidence", &c.kind))
                        .collect();
                    self.w2(
                        "word-checked-on",
                        ("date", &self.day(*day)),
                        ("what", &what.join(", ")),
                    )
                }
            })
            .collect()
    }

    /// How much is free, as a band.
    pub fn free(&self, band: &FreeBand) -> String {
        self.tt(
            "word-free",
            match band {
                FreeBand::None => "none",
                FreeBand::Few => "few",
                FreeBand::Some => "some",
                FreeBand::Many => "many",
            },
        )
    }
}

/// The name of a variant, as keys write it.
fn key_name(value: &impl Serialize) -> String {
    wire_name(value).to_ascii_lowercase()
}
