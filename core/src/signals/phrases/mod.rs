//! The phrases of each wording, by language, and how they are looked for. A text may be in any of them, whatever it says it is in.
//!
//! A line is a pattern ([`super::pattern::Pattern`]); one that begins with `!` takes the wording back for its sentence.

mod en;
mod ro;
mod ru;
mod uk;

use std::{ops::Range, sync::LazyLock};

use super::{pattern::Pattern, text::Word, wording::Wording};

/// The phrases of one wording in one language.
type Phrases = (Wording, &'static str);

struct Rule {
    wording: Wording,
    takes_back: bool,
    pattern: Pattern,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    [uk::PHRASES, ro::PHRASES, en::PHRASES, ru::PHRASES]
        .into_iter()
        .flatten()
        .flat_map(|(wording, lines)| lines.lines().map(move |line| (*wording, line.trim())))
        .filter_map(|(wording, line)| {
            let pattern = line.strip_prefix('!');
            Some(Rule {
                wording,
                takes_back: pattern.is_some(),
                pattern: Pattern::of(pattern.unwrap_or(line))?,
            })
        })
        .collect()
});

/// What is found in the words of a text, as characters of it.
pub(super) fn find(words: &[Word]) -> Vec<(Wording, Range<usize>)> {
    let mut found = Vec::new();
    let mut taken_back: Vec<(Wording, usize)> = Vec::new();
    for at in 0..words.len() {
        let rest = words.get(at..).unwrap_or_default();
        for rule in RULES.iter() {
            if let Some(first) = rest.first()
                && let Some(length) = rule.pattern.length_at(rest)
            {
                if rule.takes_back {
                    taken_back.push((rule.wording, first.sentence));
                } else {
                    let last = length.checked_sub(1).and_then(|i| rest.get(i));
                    let end = last.map_or(first.end, |w| w.end);
                    found.push((rule.wording, first.sentence, first.start..end));
                }
            }
        }
    }
    found
        .into_iter()
        .filter(|(wording, sentence, _)| !taken_back.contains(&(*wording, *sentence)))
        .map(|(wording, _, range)| (wording, range))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_a_pattern_and_every_language_has_every_wording() {
        for (language, phrases) in [
            ("uk", uk::PHRASES),
            ("ro", ro::PHRASES),
            ("en", en::PHRASES),
            ("ru", ru::PHRASES),
        ] {
            for (_, lines) in phrases {
                for line in lines.lines().filter(|l| !l.trim().is_empty()) {
                    let pattern = line.trim();
                    let pattern = pattern.strip_prefix('!').unwrap_or(pattern);
                    assert!(Pattern::of(pattern).is_some(), "{language}: {line}");
                }
            }
            let has: BTreeSet<Wording> = phrases.iter().map(|(wording, _)| *wording).collect();
            assert_eq!(has, BTreeSet::from(Wording::ALL), "{language}");
        }
    }
}
