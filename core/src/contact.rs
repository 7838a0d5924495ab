//! Ways to reach a person, and their traces in free text.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::ValidationError;

use crate::{error::FieldError, sensitive::Sensitive};

/// An e-mail address: trimmed, lower-case, at most 254 characters (RFC 5321, 4.5.3.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(Sensitive<String>);

impl Email {
    /// Parses an address; `email` when it is not one.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        // A line break is refused even at the end: it would end the line of a mail's header.
        let text = text.trim_matches(' ').to_lowercase();
        let ok = text.len() <= 254
            && !text.chars().any(|c| c.is_control() || c.is_whitespace())
            && validator::ValidateEmail::validate_email(&text.as_str());
        if ok {
            Ok(Self(Sensitive::new(text)))
        } else {
            Err(FieldError::new("", "email"))
        }
    }

    /// The address.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// A phone number in E.164 form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(Sensitive<String>);

impl Phone {
    /// Parses an international number (with `+` and country code); `phone` when it cannot exist.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        phonenumber::parse(None, text)
            .ok()
            .filter(phonenumber::is_valid)
            .map(|n| {
                Self(Sensitive::new(
                    n.format().mode(phonenumber::Mode::E164).to_string(),
                ))
            })
            .ok_or_else(|| FieldError::new("", "phone"))
    }

    /// The number in E.164 form.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// How a household wants to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactChannel {
    /// Messages in the product, nothing else.
    InProduct,
    /// Their phone.
    Phone,
    /// Their e-mail.
    Email,
}

/// For `validator`: text for people, without control characters and not only white space. Line breaks are `\n`, or
/// `\r\n` as HTML forms send them. What turns or hides text (bidirectional embeddings, overrides and isolates, zero
/// width space, byte order mark) is a control character here: it lets a text show what it does not say.
pub fn plain_text(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() {
        return Err(ValidationError::new("blank"));
    }
    if text
        .replace("\r\n", "\n")
        .chars()
        .any(|c| (c.is_control() && c != '\n') || turns_or_hides(c))
    {
        return Err(ValidationError::new("control-characters"));
    }
    Ok(())
}

/// A text as [`plain_text`] wants it, for what must not wait until somebody has put their words right: control characters become spaces,
/// what turns or hides text goes, and so does white space around it. Nothing may be left.
pub fn made_plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let plain = text.chars().filter_map(|c| match c {
        '\n' => Some(c),
        c if c.is_control() => Some(' '),
        c if turns_or_hides(c) => None,
        c => Some(c),
    });
    plain.collect::<String>().trim().to_owned()
}

const fn turns_or_hides(c: char) -> bool {
    matches!(
        c,
        '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// For `validator`: as [`plain_text`], and without a phone number, link or e-mail address.
///
/// Contacts are shown after both sides agreed, never before; they have fields of their own.
pub fn text_without_contacts(text: &str) -> Result<(), ValidationError> {
    plain_text(text)?;
    if carries_contact(text) {
        Err(ValidationError::new("contact-in-text"))
    } else {
        Ok(())
    }
}

/// Ends of host names that this region writes without `https://`.
const COMMON_ENDS: [&str; 14] = [
    "md", "ro", "ua", "ru", "pl", "eu", "com", "org", "net", "info", "me", "gl", "ly", "app",
];

/// Those that are words or abbreviations as well, and make a link where a path follows (`discord.gg/x`, `facebook.de/x`).
const ENDS_BEFORE_A_PATH: [&str; 15] = [
    "gg", "group", "ee", "de", "at", "cz", "sk", "hu", "bg", "it", "fr", "es", "link", "to", "io",
];

/// Whether a text holds a plain phone number (seven digits or more, spaces, dots, dashes and brackets
/// between them allowed), a link or an e-mail address. Dates such as `2026-12-01` and `01.12.2026`, hours such as
/// `09.00-18.00` and years such as `2020-2026` are not phones.
pub fn carries_contact(text: &str) -> bool {
    finds(text, false)
}

/// As [`carries_contact`], and more closely, for what is held back between two who have not agreed yet: a number over several lines or in key
/// caps, a short or less common host name with a path. Offers are not held to it, of which some were accepted before.
pub fn gives_contact(text: &str) -> bool {
    finds(text, true)
}

fn finds(text: &str, closely: bool) -> bool {
    let mut lower = text.to_lowercase().replace('\u{ff20}', "@");
    for (spelt, sign) in [("at", "@"), ("dot", ".")] {
        for brackets in ["[]", "()", "{}"] {
            let (open, close) = brackets.split_at(1);
            let word = format!("{open}{spelt}{close}");
            for spelling in [format!(" {word} "), word] {
                lower = lower.replace(&spelling, sign);
            }
        }
    }
    if lower.contains("://")
        || lower.contains("www.")
        || ["t.me/", "wa.me/", "viber:"]
            .iter()
            .any(|l| lower.contains(l))
    {
        return true;
    }
    lower.split_whitespace().any(|word| {
        let word = word.trim_start_matches(|c: char| c.is_ascii_punctuation() && c != '@');
        word.split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
            || (word.starts_with('@') && word.len() > 4)
            || word.starts_with("tel:")
            || is_host(word, closely)
    }) || has_phone(text, closely)
}

/// `facebook.com/gazda`, `example.md`: a host name with an end that is common here; `vk.com/gazda`: a short one, or one with another end,
/// with a path.
fn is_host(word: &str, closely: bool) -> bool {
    let (host, rest) = word.split_at(word.find(['/', '?', ':']).unwrap_or(word.len()));
    let path = closely && rest.strip_prefix('/').is_some_and(|path| !path.is_empty());
    let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
    host.rsplit_once('.').is_some_and(|(name, end)| {
        let ends = COMMON_ENDS.contains(&end)
            || closely && end == "укр"
            || path && ENDS_BEFORE_A_PATH.contains(&end);
        let letters = |c: char| {
            (if end.is_ascii() {
                c.is_ascii_alphanumeric()
            } else {
                c.is_alphanumeric()
            }) || matches!(c, '.' | '-' | '_')
        };
        ends && name.chars().count() >= if path { 1 } else { 3 } && name.chars().all(letters)
    })
}

fn has_phone(text: &str, closely: bool) -> bool {
    let mut run = String::new();
    // One number a line is a number. What ends the text ends the last one.
    let mut characters = text.chars().chain(std::iter::once('\0')).peekable();
    while let Some(c) = characters.next() {
        if matches!(c, '\u{AD}' | '\u{200C}'..='\u{200F}')
            || closely && matches!(c, '\u{FE0F}' | '\u{20E3}')
        {
            // Soft hyphens and joiners show nothing, and a key cap is the digit in it.
        } else if c.is_numeric() {
            run.push(if c.is_ascii_digit() { c } else { '0' });
        } else if is_dash(c) {
            run.push('-');
        } else if c.is_whitespace() && (closely || !matches!(c, '\n' | '\r')) {
            run.push(' ');
        } else if matches!(c, ',' | ':' | ';' | '*' | '|' | '#')
            && characters
                .peek()
                .is_some_and(|next| !next.is_whitespace() || matches!(c, '*' | '|' | '#'))
        {
            // `069,123,456` and `069 | 123 | 456`; a comma before a space ends a number.
            run.push('.');
        } else if matches!(c, '.' | '(' | ')' | '+' | '/' | '_' | '·') {
            run.push(c);
        } else {
            if is_phone(&run) {
                return true;
            }
            run.clear();
        }
    }
    false
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_phone(run: &str) -> bool {
    run.split(' ')
        .filter(|word| !is_date(word) && !is_span(word))
        .flat_map(str::bytes)
        .filter(u8::is_ascii_digit)
        .count()
        >= 7
}

/// Two dates, two hours (`9.00-18.00`) or two years (`2020-2026`) with a dash between.
fn is_span(word: &str) -> bool {
    let word = word.trim_matches(['.', '-', '(', ')', '/']);
    let is_hour = |p: &str| {
        p.split_once('.').is_some_and(|(h, m)| {
            (1..=2).contains(&h.len())
                && m.len() == 2
                && h.parse::<u8>().is_ok_and(|h| h <= 24)
                && m.parse::<u8>().is_ok_and(|m| m < 60)
        })
    };
    let is_year = |p: &str| p.len() == 4 && (p.starts_with("19") || p.starts_with("20"));
    is_hour(word)
        || word.split_once('-').is_some_and(|(a, b)| {
            (is_hour(a) && is_hour(b))
                || (is_year(a) && is_year(b))
                || (is_date(a) && is_date(b) && a.contains('.') && b.contains('.'))
        })
}

/// `2026-12-01`, `1.12.2026`, `01/12/26`; not `12-34-56`, the end of many a phone number.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word
        .trim_matches(['.', '-', '(', ')', '/'])
        .split(['-', '.', '/'])
        .collect();
    let [a, b, c] = parts.as_slice() else {
        return false;
    };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    let upto = |p: &str, max: u8| {
        (1..=2).contains(&p.len()) && p.parse::<u8>().is_ok_and(|n| (1..=max).contains(&n))
    };
    matches!(year.len(), 2 | 4)
        && year.bytes().all(|d| d.is_ascii_digit())
        && upto(b, 12)
        && upto(day, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_in_free_text_are_found() {
        for text in [
            "069,123,456",
            "069:123:456",
            "069 | 123 | 456",
            "gazda＠example.org",
            "gazda [at] example [dot] org",
            "call +373 69 123 456",
            "пишіть на olena@example.org",
            "see https://example.org",
            "www.example.org",
            "069-123-456 seara",
            "telegram @gazda_buna",
            "t.me/gazda",
            "(@gazda_buna)",
            "069\u{a0}123\u{a0}456",
            "069–123–456",
            "069_123_456",
            "0 (69) 12-34-56",
            "069\u{ad}123\u{200e}456",
            "0691-2345",
            "06.91-23.45",
            "٠٦٩١٢٣٤٥٦",
            "facebook.com/gazda",
            "scrie pe gazda.md.",
        ] {
            assert!(carries_contact(text), "{text}");
        }
    }

    #[test]
    fn what_is_held_back_is_looked_at_more_closely_than_what_offers_say() {
        for text in [
            "vk.com/gazda",
            "m.me/gazda",
            "discord.gg/abc",
            "facebook.de/gazda",
            "signal.group/#abc",
            "пишіть на господар.укр",
            "069\n123\n456",
            "0\u{fe0f}\u{20e3}6\u{fe0f}\u{20e3}9\u{fe0f}\u{20e3} 123 456",
        ] {
            assert!(gives_contact(text) && !carries_contact(text), "{text}");
        }
    }

    #[test]
    fn dates_and_house_facts_are_not_contacts() {
        for text in [
            "free from 2026-12-01 to 2026-12-31",
            "з 01.12.2026 до 15.12.2026",
            "3 beds, 2 rooms, 45 m2, floor 4",
            "2 km from the station",
            "Deschis 09.00-18.00, duminica 10.00–14.00",
            "щодня з 8.30 - 17.00",
            "01.12.2026-15.12.2026",
            "renovated 2020-2026",
            "casa.Etaj 2, 45 m²",
            "2026-12-01\n2026-12-05",
            "09.00-18.00\n10.00-16.00",
            "grădină.de vară",
            "3 paturi\n2 camere\n45 m2",
        ] {
            assert!(!gives_contact(text), "{text}");
        }
    }

    #[test]
    fn line_breaks_of_forms_are_text_and_turned_or_hidden_text_is_not() {
        assert!(plain_text("one\r\ntwo\nthree").is_ok());
        for text in [
            "a\rb",
            "a\tb",
            "a\0",
            "\u{202e}abc",
            "069\u{200b}123",
            "\u{feff}abc",
        ] {
            assert!(plain_text(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_is_made_plain_is_plain_or_empty_and_what_was_plain_stays_as_it_was() {
        for (text, plain) in [
            ("one\r\ntwo\n\nthree", "one\ntwo\n\nthree"),
            ("  it is\tBlock 3\r", "it is Block 3"),
            ("069\u{200b}123\0", "069123"),
            ("\u{202e}abc\u{2066}", "abc"),
            (
                "Сховали \"паспорти\" & телефон",
                "Сховали \"паспорти\" & телефон",
            ),
            (" \u{feff}\t\n", ""),
            ("", ""),
        ] {
            assert_eq!(made_plain(text), plain, "{text:?}");
            assert!(plain.is_empty() || plain_text(plain).is_ok(), "{plain:?}");
        }
    }

    #[test]
    fn a_phone_becomes_e164_and_a_wrong_one_is_refused() {
        assert_eq!(
            Phone::parse("+373 22 250 101").unwrap().reveal(),
            "+37322250101"
        );
        assert!(Phone::parse("+37312").is_err());
        assert!(Phone::parse("12345678").is_err());
    }

    #[test]
    fn an_email_with_a_line_break_is_refused() {
        assert!(Email::parse("a@example.org\r\nBcc: b@example.org").is_err());
        assert!(Email::parse("a@example.org\r\n").is_err());
        assert_eq!(
            Email::parse(" Olena@Example.org ").unwrap().reveal(),
            "olena@example.org"
        );
    }
}
