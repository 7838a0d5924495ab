//! A day in a form, as phones send it and as people write it.

use jiff::{ToSpan as _, civil::Date};

/// The months in the four languages, as they stand in a date and alone. A beginning of three letters or more is enough.
const MONTHS: [&[&str]; 12] = [
    &["січня", "січень", "ianuarie", "january", "января", "январь"],
    &[
        "лютого",
        "лютий",
        "februarie",
        "february",
        "февраля",
        "февраль",
    ],
    &["березня", "березень", "martie", "march", "марта", "март"],
    &["квітня", "квітень", "aprilie", "april", "апреля", "апрель"],
    &["травня", "травень", "mai", "may", "мая", "май"],
    &["червня", "червень", "iunie", "june", "июня", "июнь"],
    &["липня", "липень", "iulie", "july", "июля", "июль"],
    &["серпня", "серпень", "august", "августа", "август"],
    &[
        "вересня",
        "вересень",
        "septembrie",
        "september",
        "сентября",
        "сентябрь",
    ],
    &[
        "жовтня",
        "жовтень",
        "octombrie",
        "october",
        "октября",
        "октябрь",
    ],
    &[
        "листопада",
        "листопад",
        "noiembrie",
        "november",
        "ноября",
        "ноябрь",
    ],
    &[
        "грудня",
        "грудень",
        "decembrie",
        "december",
        "декабря",
        "декабрь",
    ],
];

/// Words that stand beside a day and say nothing: the year, endings of ordinals, "from", "on".
const SILENT: [&str; 32] = [
    "року", "рік", "р", "года", "год", "г", "anul", "an", "the", "of", "on", "from", "st", "nd",
    "rd", "th", "го", "ше", "е", "й", "ого", "з", "із", "від", "на", "с", "со", "от", "de", "din",
    "la", "pe",
];

/// Days back that a day without a year may lie; earlier ones are next year's.
const JUST_PASSED: i64 = 60;

/// What a date is written with.
enum Piece {
    Number { value: i16, digits: usize },
    Month(i8),
}

/// A day: `2026-11-28`, `28.11.2026`, `28/11/26`, `28 11`, `28 листопада`, `28 noiembrie 2026`, `November 28`, `28 нояб. 2026 г.`.
/// Without a year it is the next such day, or one of the last two months, which is said to have passed. None where something is written
/// that could be another day: two days, two months, a word that is no month.
pub fn read_day(text: &str, today: Date) -> Option<Date> {
    match *pieces(text)?.as_slice() {
        [
            Piece::Number { value: year, .. },
            Piece::Number { value: month, .. },
            Piece::Number { value: day, .. },
        ] if year > 31 => of(year, i8::try_from(month).ok()?, day),
        [
            Piece::Number { value: day, .. },
            Piece::Number { value: month, .. },
            Piece::Number {
                value: year,
                digits,
            },
        ] => of(full(year, digits)?, i8::try_from(month).ok()?, day),
        [
            Piece::Number { value: day, .. },
            Piece::Number { value: month, .. },
        ] => next(i8::try_from(month).ok()?, day, today),
        [
            Piece::Number { value: day, .. },
            Piece::Month(month),
            Piece::Number {
                value: year,
                digits,
            },
        ] => of(full(year, digits)?, month, day),
        [Piece::Number { value: day, .. }, Piece::Month(month)]
        | [Piece::Month(month), Piece::Number { value: day, .. }] => next(month, day, today),
        // "November 28, 2026": two digits could be a second day.
        [
            Piece::Month(month),
            Piece::Number { value: day, .. },
            Piece::Number {
                value: year,
                digits: 4,
            },
        ] => of(year, month, day),
        _ => None,
    }
}

/// The numbers and months of a text, in their order; none if it says anything else.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let is_part = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic() && first.is_alphabetic()
            }
        };
        let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        if end == 0 {
            rest = rest.get(first.len_utf8()..)?;
            continue;
        }
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        if first.is_ascii_digit() {
            found.push(Piece::Number {
                value: part.parse().ok()?,
                digits: part.len(),
            });
        } else if let Some(month) = month(part) {
            found.push(Piece::Month(month));
        } else if !SILENT.contains(&part) {
            return None;
        }
    }
    Some(found)
}

/// The month that a word begins; none where it begins two, or none.
fn month(word: &str) -> Option<i8> {
    if word.chars().count() < 3 {
        return None;
    }
    let mut begun = (1_i8..)
        .zip(MONTHS)
        .filter(|(_, names)| names.iter().any(|name| name.starts_with(word)));
    let (month, _) = begun.next()?;
    begun.next().is_none().then_some(month)
}

/// A year of two digits or four.
fn full(year: i16, digits: usize) -> Option<i16> {
    match digits {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn of(year: i16, month: i8, day: i16) -> Option<Date> {
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// The next such day, or one that has just passed.
fn next(month: i8, day: i16, today: Date) -> Option<Date> {
    let earliest = today.checked_sub(JUST_PASSED.days()).ok()?;
    // 29 February is in four years at the latest.
    (earliest.year()..=earliest.year() + 4)
        .filter_map(|year| of(year, month, day))
        .find(|date| *date >= earliest)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::read_day;

    #[test]
    fn days_are_read_as_phones_send_them_and_as_people_write_them() {
        let today = date(2026, 11, 26);
        for text in [
            "28.11.2026",
            "28.11",
            "28/11/26",
            "28 11",
            "28 11 2026",
            "2026-11-28",
            " 28.11.2026 ",
            "28.11.2026 р.",
        ] {
            assert_eq!(read_day(text, today), Some(date(2026, 11, 28)), "{text}");
        }
        assert_eq!(read_day("5.1", today), Some(date(2027, 1, 5)));
        assert_eq!(read_day("18.11", today), Some(date(2026, 11, 18)), "passed");
        assert_eq!(read_day("29.2", today), Some(date(2028, 2, 29)));
        // Just after the new year, a day of December is one that has passed.
        assert_eq!(
            read_day("28.12", date(2027, 1, 3)),
            Some(date(2026, 12, 28))
        );
        for wrong in [
            "",
            "tomorrow",
            "31.02.2027",
            "32.1",
            "1.13",
            "11.28.2026",
            "99999999",
            "1.1.1.1",
            "28.11.226",
        ] {
            assert_eq!(read_day(wrong, today), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_read_with_the_month_in_words_of_four_languages() {
        let today = date(2026, 11, 26);
        for text in [
            "2 грудня",
            "2 грудень",
            "2 груд.",
            "2 грудня 2026 року",
            "2 ГРУДНЯ 26",
            "2-го грудня",
            "2 decembrie",
            "2 dec. 2026",
            "2 Decembrie 2026",
            "2 December",
            "2nd of December 2026",
            "December 2",
            "Dec 2nd, 2026",
            "2 декабря",
            "2 декабрь 2026",
            "2 дек. 2026 г.",
            // As the pages write it, with no-break spaces.
            "2\u{a0}грудня\u{a0}2026",
        ] {
            assert_eq!(read_day(text, today), Some(date(2026, 12, 2)), "{text}");
        }
        for (month, names) in (1_i8..).zip([
            ["січ", "ian", "jan", "янв"],
            ["лютого", "feb", "february", "февраля"],
            ["берез", "mar", "march", "марта"],
            ["квіт", "apr", "april", "апр"],
            ["травня", "mai", "may", "мая"],
            ["черв", "iun", "june", "июнь"],
            ["липень", "iulie", "jul", "июл"],
            ["серп", "aug", "august", "авг"],
            ["вер", "sept", "sep", "сент"],
            ["жовтня", "oct", "october", "окт"],
            ["лист", "noi", "nov", "ноябрь"],
            ["грудня", "dec", "december", "дек"],
        ]) {
            for name in names {
                let text = format!("7 {name} 2027");
                assert_eq!(read_day(&text, today), Some(date(2027, month, 7)), "{text}");
            }
        }
        assert_eq!(
            read_day("5 січня", today),
            Some(date(2027, 1, 5)),
            "the next"
        );
        assert_eq!(read_day("18 noiembrie", today), Some(date(2026, 11, 18)));
    }

    #[test]
    fn what_could_be_another_day_is_refused() {
        let today = date(2026, 11, 26);
        for text in [
            "2-3 грудня",
            "2 грудня або 3 січня",
            "2 або 3 грудня",
            "December 2, 3",
            "December 2, 26",
            "грудня",
            "decembrie 2026",
            // The beginning of two months, and of none.
            "5 ма 6",
            "5 iu 2027",
            "2 grudnia",
            "2 грудння 2026",
            "2 12 грудння",
            "31 листопада",
            "30 февраля",
            "не 2 грудня",
            "after 2 December",
            "вівторок",
        ] {
            assert_eq!(read_day(text, today), None, "{text}");
        }
    }
}
