//! Patterns of words: what a sentence must hold for a wording to be noticed, and what takes it back.

use super::text::{Word, fold};

/// A pattern, read from its line: words one after the other, `a|b` one of them, `stem*` what begins so, `_` at most one word
/// between, `__` three, `___` six, `<16-35>` a number. It lies within one sentence.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug)]
enum Part {
    OneOf(Vec<Form>),
    Gap(usize),
}

#[derive(Debug)]
enum Form {
    Stem(String),
    Whole(String),
    Number(u32, u32),
}

impl Form {
    fn of(text: &str) -> Option<Self> {
        if let Some(range) = text.strip_prefix('<') {
            let (low, high) = range.strip_suffix('>')?.split_once('-')?;
            return Some(Self::Number(low.parse().ok()?, high.parse().ok()?));
        }
        Some(match text.strip_suffix('*') {
            Some(stem) => Self::Stem(fold(stem)),
            None => Self::Whole(fold(text)),
        })
    }

    fn is(&self, word: &Word) -> bool {
        match self {
            Self::Stem(stem) => word.forms.iter().any(|f| f.starts_with(stem.as_str())),
            Self::Whole(whole) => word.forms.iter().any(|f| f == whole),
            Self::Number(low, high) => word.number.is_some_and(|n| (*low..=*high).contains(&n)),
        }
    }
}

impl Pattern {
    /// Reads a line; none if it cannot be read.
    pub(super) fn of(line: &str) -> Option<Self> {
        line.split_whitespace()
            .map(|part| {
                Some(match part {
                    "_" => Part::Gap(1),
                    "__" => Part::Gap(3),
                    "___" => Part::Gap(6),
                    words => Part::OneOf(words.split('|').map(Form::of).collect::<Option<_>>()?),
                })
            })
            .collect::<Option<Vec<_>>>()
            .filter(|parts| matches!(parts.first(), Some(Part::OneOf(_))))
            .map(Self)
    }

    /// Where it ends if it begins with the first of these words: how many of them it takes.
    pub(super) fn length_at(&self, words: &[Word]) -> Option<usize> {
        let sentence = words.first()?.sentence;
        length(&self.0, words, sentence)
    }
}

fn length(parts: &[Part], words: &[Word], sentence: usize) -> Option<usize> {
    let Some((part, parts)) = parts.split_first() else {
        return Some(0);
    };
    match part {
        Part::OneOf(forms) => {
            let (word, words) = words.split_first()?;
            let fits = word.sentence == sentence && forms.iter().any(|form| form.is(word));
            fits.then(|| length(parts, words, sentence))
                .flatten()
                .map(|n| n + 1)
        }
        Part::Gap(most) => (0..=*most)
            .find_map(|skipped| Some(skipped + length(parts, words.get(skipped..)?, sentence)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::text::words, *};

    fn found(pattern: &str, text: &str) -> Option<usize> {
        Pattern::of(pattern).unwrap().length_at(&words(text))
    }

    #[test]
    fn stems_gaps_and_numbers_fit_within_a_sentence() {
        assert_eq!(found("a|б* __ <16-35> x", "a one two three 20 x"), Some(6));
        assert_eq!(found("a|б* __ <16-35> x", "бік 16 x"), Some(3));
        assert_eq!(
            found("a|б* __ <16-35> x", "a one two three four 20 x"),
            None
        );
        assert_eq!(found("a|б* __ <16-35> x", "a 36 x"), None);
        assert_eq!(found("a _ b", "a. b"), None, "another sentence");
        assert_eq!(found("a b", "a bc"), None, "a whole word");
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for line in ["", "_ a", "<5>", "a <x-y>"] {
            assert!(Pattern::of(line).is_none(), "{line}");
        }
    }
}
