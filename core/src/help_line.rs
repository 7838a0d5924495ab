//! Help lines: the numbers that people are told to call. Who writes one down says where it stands and that they looked.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{contact::plain_text, error::FieldError, id::HelpLineId, locale::Locale};

/// How many lines there are at most: a phone keeps all of them for when there is no connection.
pub const MOST_LINES: i64 = 30;
/// How long a name may be, characters.
pub const LONGEST_NAME: i64 = 80;
/// How long the hours may be.
pub const LONGEST_HOURS: i64 = 60;
/// How long the address of the source may be.
pub const LONGEST_SOURCE: i64 = 300;
/// How many digits a number has: ITU-T E.164, and short codes from three on.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;
/// How many characters a number has at most.
const LONGEST_NUMBER: usize = 24;
/// The countries of the pages, ISO 3166-1 alpha-2.
pub const COUNTRIES: [&str; 7] = ["UA", "MD", "RO", "PL", "HU", "SK", "BG"];

/// Whom a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HelpFor {
    /// Everybody who fled. The first of these stands at the top of every page.
    Everyone,
    /// Children and teenagers.
    Children,
    /// Whoever is held, sold or made to work.
    Trafficking,
    /// Whoever is beaten or threatened.
    Violence,
    /// Whoever is ill or in distress.
    Health,
}

impl HelpFor {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Everyone,
        Self::Children,
        Self::Trafficking,
        Self::Violence,
        Self::Health,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Children => "children",
            Self::Trafficking => "trafficking",
            Self::Violence => "violence",
            Self::Health => "health",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whom| whom.as_str() == name)
    }
}

/// What is said about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpLineWords {
    /// The number, as people write it.
    pub number: String,
    /// Whom it is for.
    pub whom: HelpFor,
    /// From where it can be called, ISO 3166-1 alpha-2; from anywhere, if it does not say.
    pub country: Option<String>,
    /// What it is called, in the order of [`Locale::ALL`]; empty where nobody wrote it.
    pub names: [String; 4],
    /// When somebody answers, as all languages write it: `24/7`, `9:00-18:00`.
    pub hours: String,
    /// The languages that are spoken there, as far as pages have them.
    pub languages: Vec<Locale>,
    /// Where it stands.
    pub source: String,
}

impl HelpLineWords {
    /// What it is called in a language, or in another one that it has, and which that is.
    pub fn name(&self, locale: Locale) -> (&str, Locale) {
        let of = |wanted: Locale| {
            Locale::ALL
                .into_iter()
                .zip(&self.names)
                .find(|(l, name)| *l == wanted && !name.is_empty())
                .map(|(l, name)| (name.as_str(), l))
        };
        of(locale)
            .or_else(|| of(Locale::En))
            .or_else(|| Locale::ALL.into_iter().find_map(of))
            .unwrap_or(("", locale))
    }

    /// The number, as a link dials it.
    pub fn dialled(&self) -> String {
        self.number
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect()
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpLine {
    /// Its id.
    pub id: HelpLineId,
    /// What is said about it.
    pub words: HelpLineWords,
    /// The day on which somebody last looked whether it is right.
    pub checked_on: Date,
    /// Counts its changes.
    pub version: i32,
}

impl HelpLine {
    /// Whether it is half a year since somebody looked.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.checked_on
            .checked_add(6.months())
            .is_ok_and(|due| due < today)
    }
}

/// The line at the top of every page: the first one for everybody.
pub fn first(lines: &[HelpLine]) -> Option<&HelpLine> {
    lines.iter().find(|l| l.words.whom == HelpFor::Everyone)
}

/// The line that a child who is alone is told to call: the first one for children, or the one for everybody.
pub fn first_for_children(lines: &[HelpLine]) -> Option<&HelpLine> {
    lines
        .iter()
        .find(|l| l.words.whom == HelpFor::Children)
        .or_else(|| first(lines))
}

/// A line as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedHelpLine {
    /// The number.
    pub number: String,
    /// Whom it is for, by its name.
    pub whom: String,
    /// From where it can be called; empty for anywhere.
    pub country: String,
    /// What it is called, in the order of [`Locale::ALL`].
    pub names: [String; 4],
    /// When somebody answers.
    pub hours: String,
    /// The languages, by their tags.
    pub languages: Vec<String>,
    /// Where it stands.
    pub source: String,
    /// Whether whoever typed it looked there, or called.
    pub looked: bool,
}

/// What is said about a line, if everything about it is right; otherwise all that is wrong, at its field.
pub fn check(typed: &TypedHelpLine) -> Result<HelpLineWords, Vec<FieldError>> {
    let mut errors = Vec::new();
    let number = typed.number.trim();
    if number.is_empty() {
        errors.push(FieldError::new("/number", "required"));
    } else if !is_number(number) {
        errors.push(FieldError::new("/number", "help-line-number"));
    }
    let whom = HelpFor::from_name(&typed.whom);
    if whom.is_none() {
        errors.push(FieldError::new("/whom", "unknown-value"));
    }
    let country = Some(typed.country.trim()).filter(|c| !c.is_empty());
    if country.is_some_and(|code| !COUNTRIES.contains(&code)) {
        errors.push(FieldError::new("/country", "unknown-value"));
    }
    let names = [0, 1, 2, 3].map(|n: usize| {
        let name = typed.names.get(n).map_or("", |name| name.trim());
        let tag = Locale::ALL.get(n).map_or("", |l| l.as_str());
        check_text(&format!("/name_{tag}"), name, LONGEST_NAME, &mut errors);
        name.to_owned()
    });
    if names.iter().all(String::is_empty) {
        errors.push(FieldError::new("/name_uk", "required"));
    }
    check_text("/hours", typed.hours.trim(), LONGEST_HOURS, &mut errors);
    let source = typed.source.trim();
    let leads = source.starts_with("https://") || source.starts_with("http://");
    if source.is_empty() {
        errors.push(FieldError::new("/source", "required"));
    } else if !leads || source.contains(char::is_whitespace) {
        errors.push(FieldError::new("/source", "web-page"));
    } else {
        check_text("/source", source, LONGEST_SOURCE, &mut errors);
    }
    if !typed.looked {
        errors.push(FieldError::new("/looked", "required"));
    }
    match whom {
        Some(whom) if errors.is_empty() => Ok(HelpLineWords {
            number: number.to_owned(),
            whom,
            country: country.map(str::to_owned),
            names,
            hours: typed.hours.trim().to_owned(),
            languages: Locale::ALL
                .into_iter()
                .filter(|l| typed.languages.iter().any(|tag| tag == l.as_str()))
                .collect(),
            source: source.to_owned(),
        }),
        _ => Err(errors),
    }
}

/// Whether it can be dialled: digits, a plus only in front, and what people put between digits.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= LONGEST_NUMBER
        && DIGITS.contains(&digits)
        && text.rfind('+').is_none_or(|at| at == 0)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " +-().".contains(c))
        // "+44 (0)20": the zero is dialled at home only, and a link would dial it.
        && !(text.starts_with('+') && text.contains("(0)"))
}

fn check_text(pointer: &str, text: &str, longest: i64, errors: &mut Vec<FieldError>) {
    if i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > longest {
        errors.push(FieldError {
            code: "length",
            ..FieldError::range(pointer, 1, longest)
        });
    } else if !text.is_empty() && (plain_text(text).is_err() || text.contains('\n')) {
        errors.push(FieldError::new(pointer, "control-characters"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedHelpLine {
        TypedHelpLine {
            number: "+373 (22) 000-000".to_owned(),
            whom: "everyone".to_owned(),
            names: ["", "Linia", "", ""].map(str::to_owned),
            languages: vec!["ro".to_owned(), "uk".to_owned(), "xx".to_owned()],
            source: "https://example.org/lines".to_owned(),
            looked: true,
            ..TypedHelpLine::default()
        }
    }

    /// What is wrong after a change, by its field.
    fn wrong(change: impl FnOnce(&mut TypedHelpLine)) -> Vec<(String, &'static str)> {
        let mut line = typed();
        change(&mut line);
        check(&line)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|e| (e.pointer, e.code))
            .collect()
    }

    #[test]
    fn a_line_is_kept_as_it_was_typed_and_speaks_the_next_best_language() {
        let words = check(&typed()).unwrap();
        assert_eq!(words.name(Locale::Ru), ("Linia", Locale::Ro));
        assert_eq!(words.dialled(), "+37322000000");
        assert_eq!(words.languages, [Locale::Uk, Locale::Ro]);
        assert_eq!(words.country, None);
    }

    #[test]
    fn what_cannot_be_dialled_or_looked_up_is_refused_at_its_field() {
        let one = |pointer: &str, code| vec![(pointer.to_owned(), code)];
        for number in [
            "11",
            "1+23",
            "call 112",
            "1234567890123456",
            "112\u{202e}",
            "112 / 116111",
            "+44 (0)20 0000",
        ] {
            let found = wrong(|l| l.number = number.to_owned());
            assert_eq!(found, one("/number", "help-line-number"), "{number}");
        }
        for (pointer, code, found) in [
            ("/number", "required", wrong(|l| l.number = " ".to_owned())),
            ("/whom", "unknown-value", wrong(|l| l.whom.clear())),
            (
                "/country",
                "unknown-value",
                wrong(|l| l.country = "XX".to_owned()),
            ),
            (
                "/name_uk",
                "required",
                wrong(|l| l.names = Default::default()),
            ),
            ("/name_ro", "length", wrong(|l| l.names[1] = "x".repeat(81))),
            (
                "/name_ro",
                "control-characters",
                wrong(|l| l.names[1] = "a\nb".to_owned()),
            ),
            ("/hours", "length", wrong(|l| l.hours = "9".repeat(61))),
            ("/source", "required", wrong(|l| l.source.clear())),
            (
                "/source",
                "web-page",
                wrong(|l| l.source = "javascript:alert(1)".to_owned()),
            ),
            (
                "/source",
                "length",
                wrong(|l| l.source = format!("https://{}", "x".repeat(300))),
            ),
            ("/looked", "required", wrong(|l| l.looked = false)),
        ] {
            assert_eq!(found, one(pointer, code));
        }
    }

    #[test]
    fn children_are_led_to_their_own_line_and_everybody_to_the_first_one() {
        let line = |n: u128, whom| HelpLine {
            id: HelpLineId(uuid::Uuid::from_u128(n)),
            words: HelpLineWords {
                whom,
                ..check(&typed()).unwrap()
            },
            checked_on: "2026-05-27".parse().unwrap(),
            version: 1,
        };
        let lines = [
            line(1, HelpFor::Health),
            line(2, HelpFor::Everyone),
            line(3, HelpFor::Children),
        ];
        let id = |found: Option<&HelpLine>| found.map(|l| l.id.0.as_u128());
        assert_eq!(id(first(&lines)), Some(2));
        assert_eq!(id(first_for_children(&lines)), Some(3));
        assert_eq!(id(first_for_children(&lines[..2])), Some(2));
        assert_eq!(id(first(&lines[..1])), None);
        assert!(!lines[0].is_overdue("2026-11-27".parse().unwrap()));
        assert!(lines[0].is_overdue("2026-11-28".parse().unwrap()));
    }
}
