//! A text as words that spelling, case, diacritics and look-alike letters do not tell apart, each with its place in the text.

use unicode_normalization::UnicodeNormalization;

/// A word, or a sign of money.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// How it may be read: as it is written, and with look-alike letters and digits taken for the letters they stand for.
    pub forms: Vec<String>,
    /// As it stands in the text, folded.
    pub plain: String,
    /// The number that it is.
    pub number: Option<u32>,
    /// Its first character, counted in characters of the text.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// Which sentence it is in.
    pub sentence: usize,
}

/// Letters that look alike, Latin and Cyrillic, folded.
const ALIKE: [(char, char); 13] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

/// Digits and the letters that they are written for: Latin, Cyrillic.
const DIGITS: [(char, char, char); 6] = [
    ('0', 'o', 'о'),
    ('1', 'i', 'і'),
    ('3', 'e', 'з'),
    ('4', 'a', 'ч'),
    ('5', 's', 'ѕ'),
    ('6', 'b', 'б'),
];

/// Lower case, compatibility forms as usual ones, without diacritics and apostrophes: `Ţara` is `tara`, `Їжа` `іжа`, `п'ять` `пять`.
pub(super) fn fold(text: &str) -> String {
    text.nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_mark(*c) && !is_apostrophe(*c))
        .map(|c| if c == 'ґ' { 'г' } else { c })
        .collect()
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}'..='\u{200f}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

pub(super) const fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

pub(super) const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ';' | '…' | '\n')
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let characters: Vec<char> = text.chars().collect();
    let mut found: Vec<Word> = Vec::new();
    let mut sentence = 0;
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        if matches!(c, '€' | '$' | '£') {
            found.push(word(&c.to_string(), at, at + 1, sentence));
            at += 1;
        } else if c.is_alphanumeric() {
            let rest = characters.get(at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|c| {
                    !c.is_alphanumeric() && !is_apostrophe(*c) && !is_mark(*c) && *c != '_'
                })
                .unwrap_or(rest.len());
            let written: String = rest.iter().take(length).collect();
            found.push(word(&written, at, at + length, sentence));
            at += length;
        } else {
            let within_number = |i: Option<usize>| {
                i.and_then(|i| characters.get(i))
                    .is_some_and(char::is_ascii_digit)
            };
            if ends_sentence(c)
                && !(within_number(at.checked_sub(1)) && within_number(Some(at + 1)))
            {
                sentence += 1;
            }
            at += 1;
        }
    }
    spelled_out(grouped(found, &characters))
}

fn word(written: &str, start: usize, end: usize, sentence: usize) -> Word {
    let plain = fold(written);
    Word {
        forms: forms(&plain),
        number: plain.parse().ok(),
        plain,
        start,
        end,
        sentence,
    }
}

/// The readings of a folded word. One alphabet and no digits: there is only one.
fn forms(plain: &str) -> Vec<String> {
    let latin = plain.chars().any(is_latin);
    let cyrillic = plain.chars().any(is_cyrillic);
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let mut forms = vec![plain.to_owned()];
    if latin && cyrillic || digits > 0 && letters >= 3 && letters > digits {
        let read = |to_latin: bool| -> String {
            plain
                .chars()
                .map(|c| {
                    if let Some((_, l, y)) = DIGITS.iter().find(|(d, ..)| *d == c) {
                        return if to_latin { *l } else { *y };
                    }
                    ALIKE
                        .iter()
                        .find(|(l, y)| if to_latin { *y == c } else { *l == c })
                        .map_or(c, |(l, y)| if to_latin { *l } else { *y })
                })
                .collect()
        };
        forms.push(read(true));
        forms.push(read(false));
    }
    forms
}

/// `3 500` and `3.500` are one number.
fn grouped(words: Vec<Word>, characters: &[char]) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let three = word.number.is_some() && word.plain.len() == 3;
        match joined.last_mut() {
            Some(last)
                if three
                    && word.start == last.end + 1
                    && characters
                        .get(last.end)
                        .is_some_and(|c| matches!(c, ' ' | '\u{a0}' | '.' | ','))
                    && (1..=3).contains(&last.plain.len())
                    && last.number.is_some_and(|n| n > 0) =>
            {
                last.plain.push_str(&word.plain);
                last.number = last.plain.parse().ok();
                last.forms = vec![last.plain.clone()];
                last.end = word.end;
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// The least number of letters in a row, each by itself, that are a word spelled out.
const SPELLED: usize = 4;

/// `v i b e r` and `т.е.л.е.г.р.а.м` are one word.
fn spelled_out(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut run: Vec<Word> = Vec::new();
    for word in words {
        let mut characters = word.plain.chars();
        let single = characters.next().is_some_and(char::is_alphabetic)
            && characters.next().is_none()
            && run.last().is_none_or(|last| word.start <= last.end + 3);
        if single {
            run.push(word);
        } else {
            joined.append(&mut one_word(std::mem::take(&mut run)));
            joined.push(word);
        }
    }
    joined.append(&mut one_word(run));
    joined
}

fn one_word(run: Vec<Word>) -> Vec<Word> {
    match (run.first(), run.last()) {
        (Some(first), Some(last)) if run.len() >= SPELLED => {
            let plain: String = run.iter().map(|w| w.plain.as_str()).collect();
            vec![Word {
                forms: forms(&plain),
                number: None,
                plain,
                start: first.start,
                end: last.end,
                sentence: last.sentence,
            }]
        }
        _ => run,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> Vec<Vec<String>> {
        words(text).into_iter().map(|w| w.forms).collect()
    }

    #[test]
    fn spelling_case_and_diacritics_are_one() {
        for (a, b) in [
            ("Fată TÂNĂRĂ", "fata tanara"),
            ("п’ять ЇЖА", "пять іжа"),
            ("ｔｅｌｅｇｒａｍ", "telegram"),
            ("v i b e r", "viber"),
            ("т.е.л.е.г.р.а.м", "телеграм"),
        ] {
            assert_eq!(readings(a), readings(b), "{a}");
        }
    }

    #[test]
    fn look_alike_letters_and_digits_are_read_as_both() {
        let mixed = words("вaйбeр");
        assert!(mixed[0].forms.contains(&"ваибер".to_owned()));
        assert!(words("vib3r")[0].forms.contains(&"viber".to_owned()));
        assert_eq!(words("a b c").len(), 3, "three letters are not a word");
    }

    #[test]
    fn places_count_characters_and_numbers_take_their_groups() {
        let found = words("Плата: 3.500 € на місяць. Так");
        assert_eq!(found[1].number, Some(3500));
        assert_eq!((found[1].start, found[1].end), (7, 12));
        assert_eq!(found[2].plain, "€");
        assert_eq!(found[4].sentence, 0);
        assert_eq!(found[5].sentence, 1);
    }
}
