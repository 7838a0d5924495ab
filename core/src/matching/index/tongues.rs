//! Languages as bits: at most 64 different ones in one index.

use std::collections::BTreeMap;

use crate::{locale::Language, matching::candidate::Candidate};

/// Which language has which bit; the most spoken ones first.
#[derive(Debug, Clone, Default)]
pub(super) struct Tongues(Vec<Language>);

impl Tongues {
    /// Of a catalogue, the most spoken first, so that these get the planes of their own.
    pub fn of(offers: &[Candidate]) -> Self {
        let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
        for language in offers.iter().flat_map(|o| &o.languages) {
            *counts.entry(*language).or_default() += 1;
        }
        let mut languages: Vec<_> = counts.into_iter().collect();
        languages.sort_by_key(|(language, count)| (std::cmp::Reverse(*count), *language));
        languages.truncate(64);
        Self(
            languages
                .into_iter()
                .map(|(language, _)| language)
                .collect(),
        )
    }

    /// The bit of a language, given out if it is new; `None` when all are taken.
    pub fn learn(&mut self, language: Language) -> Option<u64> {
        if let Some(at) = self.position(language) {
            return Some(1 << at);
        }
        if self.0.len() >= 64 {
            return None;
        }
        self.0.push(language);
        Some(1 << (self.0.len() - 1))
    }

    /// The number of a language, if an offer ever spoke it.
    pub fn position(&self, language: Language) -> Option<usize> {
        self.0.iter().position(|known| *known == language)
    }

    /// The languages of the bits.
    pub fn spoken(&self, bits: u64) -> Vec<Language> {
        self.0
            .iter()
            .enumerate()
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|(_, language)| *language)
            .collect()
    }
}
