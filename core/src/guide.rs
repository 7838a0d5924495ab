//! What a text of a guide must be before it is kept.

use jiff::{ToSpan as _, civil::Date};

use crate::{contact::plain_text, error::FieldError};

/// How long a heading may be, characters.
pub const LONGEST_TITLE: i64 = 200;
/// How long the sentence below it may be.
pub const LONGEST_SUMMARY: i64 = 300;
/// How long a text may be.
pub const LONGEST_BODY: i64 = 40_000;
/// How many sources a text may have.
pub const MOST_SOURCES: i64 = 40;

/// What a text was written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its title, in its own language.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where.
    pub url: String,
    /// The day of the act or the publication.
    pub dated: Option<Date>,
    /// The day on which a page without a day was read.
    pub retrieved: Option<Date>,
}

impl Source {
    /// One line: `title | publisher | address | 2026-11-26`, or `read 2026-11-26` for a page that has no day. A title may hold bars.
    pub fn from_line(line: &str) -> Option<Self> {
        let mut parts = line.rsplitn(4, '|').map(str::trim);
        let (day, url, publisher, title) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let lower = url.to_ascii_lowercase();
        let leads = lower.starts_with("https://") || lower.starts_with("http://");
        if title.is_empty() || publisher.is_empty() || !leads || url.contains(char::is_whitespace) {
            return None;
        }
        let (dated, retrieved) = match day.strip_prefix("read ") {
            Some(day) => (None, Some(day.trim().parse().ok()?)),
            None => (Some(day.parse().ok()?), None),
        };
        Some(Self {
            title: title.to_owned(),
            publisher: publisher.to_owned(),
            url: url.to_owned(),
            dated,
            retrieved,
        })
    }

    /// The line of which it was read.
    pub fn line(&self) -> String {
        let day = match (self.dated, self.retrieved) {
            (Some(day), _) => day.to_string(),
            (None, Some(day)) => format!("read {day}"),
            (None, None) => String::new(),
        };
        let (title, publisher, url) = (&self.title, &self.publisher, &self.url);
        format!("{title} | {publisher} | {url} | {day}")
    }
}

/// A text as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedGuide {
    /// Heading.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// A line each.
    pub sources: String,
    /// The day after which it is out of date; `None` if it could not be read.
    pub review_by: Option<Date>,
}

/// The sources of a text, if everything about it is right; otherwise all that is wrong, at its field.
pub fn check(typed: &TypedGuide, today: Date) -> Result<Vec<Source>, Vec<FieldError>> {
    let mut errors = Vec::new();
    for (pointer, text, longest) in [
        ("/title", &typed.title, LONGEST_TITLE),
        ("/summary", &typed.summary, LONGEST_SUMMARY),
        ("/body", &typed.body, LONGEST_BODY),
    ] {
        if text.trim().is_empty() {
            errors.push(FieldError::new(pointer, "required"));
        } else if i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > longest {
            errors.push(FieldError {
                code: "length",
                ..FieldError::range(pointer, 1, longest)
            });
        } else if plain_text(text).is_err() || (pointer != "/body" && text.contains('\n')) {
            errors.push(FieldError::new(pointer, "control-characters"));
        }
    }
    let sources = check_sources(&typed.sources, &mut errors);
    let count = i64::try_from(sources.len()).unwrap_or(i64::MAX);
    let unknown = numbers(&typed.body)
        .into_iter()
        .find(|number| !(1..=count).contains(number));
    if let Some(number) = unknown {
        let mut error = FieldError::new("/body", "unknown-source");
        error.bounds = Some((number, count));
        // What is wrong with the whole text is said first.
        if !errors.iter().any(|e| e.pointer == "/body") {
            errors.push(error);
        }
    }
    match typed.review_by {
        None => errors.push(FieldError::new("/review_by", "written-day")),
        Some(day) if day < today => errors.push(FieldError::new("/review_by", "in-the-past")),
        Some(day) if today.checked_add(2.years()).is_ok_and(|last| day > last) => {
            errors.push(FieldError::new("/review_by", "too-far-ahead"));
        }
        Some(_) => {}
    }
    if errors.is_empty() {
        Ok(sources)
    } else {
        Err(errors)
    }
}

fn check_sources(text: &str, errors: &mut Vec<FieldError>) -> Vec<Source> {
    let mut sources = Vec::new();
    if text.trim().is_empty() {
        errors.push(FieldError::new("/sources", "required"));
    }
    for (number, line) in (1..).zip(text.lines().filter(|l| !l.trim().is_empty())) {
        let readable = plain_text(line).is_ok() && line.chars().count() <= 2_000;
        match Source::from_line(line).filter(|_| readable && number <= MOST_SOURCES) {
            Some(source) => sources.push(source),
            None if errors.iter().any(|e| e.pointer == "/sources") => {}
            None => {
                let mut error = FieldError::new("/sources", "source-line");
                error.bounds = Some((number, MOST_SOURCES));
                errors.push(error);
            }
        }
    }
    sources
}

/// The numbers of sources that a text names: `[3]`, and not the words of a link `[3](…)`.
fn numbers(body: &str) -> Vec<i64> {
    let mut found = Vec::new();
    for after in body.split('[').skip(1) {
        if let Some((digits, behind)) = after.split_once(']')
            && !behind.starts_with('(')
            && !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
        {
            found.push(digits.parse().unwrap_or(i64::MAX));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "A | law | Office | https://example.org/a | 2026-11-26";

    fn good() -> TypedGuide {
        TypedGuide {
            title: "Animals".to_owned(),
            summary: "How to cross with a dog.".to_owned(),
            body: "## Chip\n\nA chip is needed [1]. [12](https://example.org)".to_owned(),
            sources: LINE.to_owned(),
            review_by: Date::new(2027, 3, 1).ok(),
        }
    }

    fn codes(change: impl FnOnce(&mut TypedGuide)) -> Vec<(String, &'static str)> {
        let mut typed = good();
        change(&mut typed);
        let today = Date::new(2026, 11, 26).unwrap();
        check(&typed, today)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|e| (e.pointer, e.code))
            .collect()
    }

    #[test]
    fn a_source_is_read_from_its_line_and_written_back() {
        for line in [LINE, "Page | Office | http://example.org | read 2026-11-26"] {
            assert_eq!(Source::from_line(line).unwrap().line(), line);
        }
        for line in [
            "",
            "A | B | https://example.org",
            "A | B | javascript:alert(1) | 2026-11-26",
            "A | B | https://example.org/a b | 2026-11-26",
            "A | B | https://example.org | yesterday",
            " | B | https://example.org | 2026-11-26",
        ] {
            assert_eq!(Source::from_line(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        assert_eq!(codes(|_| ()), []);
        let one = |pointer: &str, code| vec![(pointer.to_owned(), code)];
        assert_eq!(codes(|t| t.title.clear()), one("/title", "required"));
        assert_eq!(
            codes(|t| t.summary = "я".repeat(301)),
            one("/summary", "length")
        );
        assert_eq!(
            codes(|t| t.body = "a".repeat(40_001)),
            one("/body", "length")
        );
        for unknown in ["[2]", "[0]", "[99999999999999999999]"] {
            assert_eq!(
                codes(|t| t.body.push_str(unknown)),
                one("/body", "unknown-source"),
                "{unknown}"
            );
        }
        assert_eq!(
            codes(|t| t.sources.push_str("\nnonsense\nmore")),
            one("/sources", "source-line")
        );
        assert_eq!(
            codes(|t| t.review_by = None),
            one("/review_by", "written-day")
        );
        assert_eq!(
            codes(|t| t.review_by = Date::new(2026, 11, 25).ok()),
            one("/review_by", "in-the-past")
        );
        assert_eq!(
            codes(|t| t.review_by = Date::new(2029, 1, 1).ok()),
            one("/review_by", "too-far-ahead")
        );
    }
}
