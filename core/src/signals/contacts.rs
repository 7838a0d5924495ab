//! Ways to be reached that are written so that nothing plain is found: digits as words, letters for digits, an address spelled out.
//! What is plain is refused where it is written ([`crate::contact::carries_contact`]).

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use super::text::{Word, fold};

/// Words for digits and tens, with how many digits each is: zero to nine, ten to nineteen, tens.
const ONES: &str = "нуль ноль один одна два дві две три чотири четыре пять шість шесть сім семь вісім восемь девять \
    zero unu una doi doua trei patru cinci sase sapte opt noua one two three four five six seven eight nine oh";
const TENS: &str = "десять одинадцять одиннадцать дванадцять двенадцать тринадцять тринадцать чотирнадцять четырнадцать \
    пятнадцять пятнадцать шістнадцять шестнадцать сімнадцять семнадцать вісімнадцять восемнадцать девятнадцять девятнадцать \
    двадцять двадцать тридцять тридцать сорок пятдесят пятьдесят шістдесят шестьдесят сімдесят семьдесят вісімдесят восемьдесят \
    девяносто zece unsprezece doisprezece treisprezece douazeci treizeci patruzeci cincizeci saizeci saptezeci optzeci nouazeci \
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety";
const HUNDREDS: &str = "сто двісті двести триста чотириста четыреста пятсот пятьсот шістсот шестьсот сімсот семьсот вісімсот \
    восемьсот девятсот девятьсот";

/// Words that stand between the parts of a number without being one.
const BETWEEN: &str = "plus плюс dash minus hyphen тире дефіс дефис пробел space punct крапка точка dot si і и та and";

/// Those of them that join numbers in any text.
const AND: [&str; 5] = ["si", "і", "и", "та", "and"];

/// Digits from which on it can be a phone.
const PHONE: usize = 7;

/// The words for numbers, folded as texts are, with how many digits each is; nought for those of [`BETWEEN`].
static NUMERALS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    [(ONES, 1), (TENS, 2), (HUNDREDS, 3), (BETWEEN, 0)]
        .into_iter()
        .flat_map(|(list, digits)| list.split_whitespace().map(move |w| (fold(w), digits)))
        .collect()
});

/// How many digits a word stands for, and whether it hides that.
fn digits(word: &Word) -> Option<(usize, bool)> {
    if let Some(digits) = NUMERALS.get(&word.plain) {
        return (*digits > 0).then_some((*digits, true));
    }
    let written = word.plain.chars().count();
    let real = word.plain.chars().filter(char::is_ascii_digit).count();
    // o, l, з and б among digits are zero, one, three and six.
    let posing = word
        .plain
        .chars()
        .filter(|c| {
            matches!(
                c,
                'o' | 'о' | 'l' | 'i' | 'і' | 'з' | 'z' | 's' | 'b' | 'б' | 'в'
            )
        })
        .count();
    (real + posing == written && real > 0 && written <= 12).then_some((written, posing > 0))
}

/// Numbers whose parts are hidden: seven digits or more with nothing but [`BETWEEN`] in between.
fn phones(words: &[Word]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Option<(Range<usize>, usize, usize)> = None;
    let end = |run: &mut Option<(Range<usize>, usize, usize)>, found: &mut Vec<Range<usize>>| {
        if let Some((range, count, hidden)) = run.take()
            && count >= PHONE
            && hidden > 0
        {
            found.push(range);
        }
    };
    for word in words {
        match digits(word) {
            Some((count, hides)) => {
                let (range, total, hidden) = run.get_or_insert((word.start..word.end, 0, 0));
                range.end = word.end;
                *total += count;
                *hidden += usize::from(hides);
            }
            None => {
                if let Some((_, _, hidden)) = &mut run
                    && NUMERALS.contains_key(&word.plain)
                {
                    // "10 and 12" are two numbers, "10 dash 12" is one that hides.
                    *hidden += usize::from(!AND.contains(&word.plain.as_str()));
                } else {
                    end(&mut run, &mut found);
                }
            }
        }
    }
    end(&mut run, &mut found);
    found
}

/// `@` with its neighbours, and a name with `_` in it.
fn handles(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = words
        .iter()
        .filter(|w| w.plain.trim_matches('_').contains('_'))
        .map(|w| w.start..w.end)
        .collect();
    for (at, c) in text.chars().enumerate() {
        if matches!(c, '@' | '\u{ff20}' | '\u{fe6b}') {
            let before = words.iter().rev().find(|w| w.end <= at && at <= w.end + 1);
            let after = words.iter().find(|w| w.start > at && w.start <= at + 2);
            found.push(before.map_or(at, |w| w.start)..after.map_or(at + 1, |w| w.end));
        }
    }
    found
}

/// What is written beside the product's own ways.
pub(super) fn find(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let mut found = phones(words);
    found.extend(handles(text, words));
    found
}

#[cfg(test)]
mod tests {
    use super::{super::text, *};

    fn hidden(sample: &str) -> bool {
        !find(sample, &text::words(sample)).is_empty()
    }

    #[test]
    fn numbers_in_words_and_look_alikes_are_found() {
        for sample in [
            "нуль шістдесят сім, двадцять три, сорок п'ять, дванадцять",
            "zero șase nouă, unu doi trei, patru",
            "zero six nine one two three four",
            "O69 l2З 45б",
            "ноль 69 dash 12 dash 34 dash 5",
            "069 тире 12 тире 34 тире 56",
            "пишіть gazda @ host",
            "kind_host",
        ] {
            assert!(hidden(sample), "{sample}");
        }
    }

    #[test]
    fn rooms_hours_and_prices_are_not() {
        for sample in [
            "two rooms, three beds, four chairs",
            "з 10 до 12 та з 14 до 16",
            "200 lei și 300 lei",
            "один або два гості, три ліжка",
            "3 500 lei, 40 de ore",
            "Strada 31 August 1989, bloc 12",
        ] {
            assert!(!hidden(sample), "{sample}");
        }
    }
}
