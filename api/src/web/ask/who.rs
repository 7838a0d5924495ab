//! Who comes.

use std::rc::Rc;

use askama::Template;
use jiff::civil::Date;
use punte_core::{
    error::FieldError,
    locale::Language,
    request::{AskStep, UnfinishedRequest},
};

use super::{
    answers::{Answers, count, shown},
    steps::{Head, Step},
};
use crate::web::{errors::Errors, frame::Frame, visit::Visit};

/// Languages that are asked first, and those behind "more".
const FIRST: [&str; 4] = ["uk", "ru", "ro", "en"];
const MORE: [&str; 10] = [
    "pl", "hu", "bg", "de", "fr", "tr", "gag", "rom", "crh", "ar",
];

/// The answers.
pub(in crate::web) struct Who {
    pub(in crate::web) women: String,
    pub(in crate::web) men: String,
    pub(in crate::web) other_adults: String,
    pub(in crate::web) ages: String,
    pub(in crate::web) older: String,
    pub(in crate::web) young: bool,
    pub(in crate::web) languages: Vec<String>,
}

impl Who {
    pub(in crate::web) fn offered(&self, more: bool) -> Vec<(&'static str, bool)> {
        let list: &[&str] = if more { &MORE } else { &FIRST };
        list.iter()
            .map(|tag| (*tag, self.languages.iter().any(|l| l == tag)))
            .collect()
    }

    pub(in crate::web) fn speaks_more(&self) -> bool {
        self.offered(true).iter().any(|(_, ticked)| *ticked)
    }
}

#[derive(Template)]
#[template(path = "ask/who.html")]
struct WhoPage<'a> {
    f: Rc<Frame>,
    head: &'a Head,
    errors: &'a Errors,
    s: &'a Who,
}

/// Between one child and the next.
const BETWEEN: [&str; 11] = [",", "&", "і", "й", "та", "и", "да", "and", "și", "şi", "si"];

/// Beside a number, and without a meaning of its own: "20 de luni", "4 years old".
const BESIDE: [&str; 2] = ["de", "old"];

const YEARS: [&str; 19] = [
    "рік",
    "роки",
    "років",
    "року",
    "р",
    "год",
    "года",
    "лет",
    "г",
    "л",
    "an",
    "ani",
    "year",
    "years",
    "yr",
    "yrs",
    "yo",
    "y",
    "рочки",
];

const MONTHS: [&str; 19] = [
    "місяць",
    "місяці",
    "місяців",
    "місяця",
    "міс",
    "месяц",
    "месяца",
    "месяцев",
    "месяцы",
    "мес",
    "lună",
    "luna",
    "luni",
    "month",
    "months",
    "mo",
    "mos",
    "mth",
    "mths",
];

/// The oldest child, years.
const OLDEST: u16 = 17;

/// An age as it is typed.
struct Age {
    number: u16,
    /// Whether it is in months, where that is said.
    months: Option<bool>,
    /// Whether it stands right behind the one before: "1 year 6 months" is one child.
    follows: bool,
}

/// Ages as people write them: `4, 7`, `4 7`, `4; 7`, `4 and 7`, `4 years, 7 months`; whole years. What says no age of a child, or cannot be
/// understood, is refused, with its words.
fn ages(text: &str) -> Result<Vec<u8>, FieldError> {
    let wrong = || FieldError::new("/children", "ages");
    let mut typed: Vec<Age> = Vec::new();
    let mut follows = false;
    for word in text
        .replace([',', ';', '+', '/'], " , ")
        .to_lowercase()
        .split_whitespace()
    {
        let word = word.trim_end_matches('.');
        if word.is_empty() || BETWEEN.contains(&word) {
            follows = false;
            continue;
        }
        if BESIDE.contains(&word) && !typed.is_empty() {
            continue;
        }
        let unclear = || FieldError {
            said: Some(word.chars().take(30).collect()),
            ..FieldError::new("/children", "ages-word")
        };
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = word.split_at(digits);
        if !number.is_empty() {
            typed.push(Age {
                number: number.parse().map_err(|_e| wrong())?,
                months: None,
                follows,
            });
            follows = true;
        }
        if !unit.is_empty() {
            let months = MONTHS.contains(&unit);
            let known = months || YEARS.contains(&unit);
            let last = typed.last_mut().filter(|_| known && follows);
            let last = last.filter(|age| age.months.is_none());
            last.ok_or_else(unclear)?.months = Some(months);
        }
    }
    let mut found = Vec::new();
    let mut after_years = false;
    for age in typed {
        let months = age.months == Some(true);
        // The months of a child whose years stand right before.
        if !(months && age.follows && after_years && age.number < 12) {
            let years = if months { age.number / 12 } else { age.number };
            let years = Some(years).filter(|years| *years <= OLDEST);
            found.push(years.and_then(|y| u8::try_from(y).ok()).ok_or_else(wrong)?);
        }
        after_years = age.months == Some(false);
    }
    let said = text.chars().any(|c| !c.is_whitespace());
    if found.len() > 30 || (said && found.is_empty()) {
        return Err(wrong());
    }
    Ok(found)
}

impl Step for Who {
    const STEP: AskStep = AskStep::Who;

    fn written(request: &UnfinishedRequest, visit: &Visit) -> Self {
        let household = &request.household;
        let ages: Vec<String> = household.children.iter().map(u8::to_string).collect();
        let languages = if request.done.contains(&AskStep::Who) {
            let spoken = household.languages.iter();
            spoken.map(|l| l.as_str().to_owned()).collect()
        } else {
            // Who reads a page in a language speaks it.
            vec![visit.frame.locale.as_str().to_owned()]
        };
        Self {
            women: shown(household.women),
            men: shown(household.men),
            other_adults: shown(household.other_adults),
            ages: ages.join(", "),
            older: shown(household.older_people),
            young: household.may_be_young(visit.app.today()),
            languages,
        }
    }

    fn typed(answers: &Answers, _: &UnfinishedRequest) -> Self {
        let text = |name| answers.one(name).to_owned();
        Self {
            women: text("women"),
            men: text("men"),
            other_adults: text("other_adults"),
            ages: text("children"),
            older: text("older_people"),
            young: answers.has("young"),
            languages: FIRST
                .iter()
                .chain(&MORE)
                .filter(|tag| answers.all("language").any(|l| l == **tag))
                .map(|tag| (*tag).to_owned())
                .collect(),
        }
    }

    fn apply(&self, request: &mut UnfinishedRequest, today: Date) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let household = &mut request.household;
        household.women = count(&self.women, "/women", 60, &mut errors);
        household.men = count(&self.men, "/men", 60, &mut errors);
        household.other_adults = count(&self.other_adults, "/other_adults", 60, &mut errors);
        household.older_people = count(&self.older, "/older_people", 60, &mut errors);
        match ages(&self.ages) {
            Ok(ages) => household.children = ages,
            Err(error) => errors.push(error),
        }
        // The best comes first, as it was said; what is not asked about here stays.
        let said = self.languages.iter();
        let said: Vec<Language> = said.filter_map(|tag| Language::parse(tag).ok()).collect();
        let is_asked = |l: &Language| FIRST.iter().chain(&MORE).any(|tag| *tag == l.as_str());
        household
            .languages
            .retain(|l| said.contains(l) || !is_asked(l));
        for language in said {
            if !household.languages.contains(&language) {
                household.languages.push(language);
            }
        }
        request.say_young(self.young, today);
        if !errors.is_empty() {
            // Numbers that cannot be read are no empty household.
            request.household.women = request.household.women.max(1);
        }
        errors
    }

    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a {
        WhoPage {
            f,
            head,
            errors,
            s: self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ages;

    fn wrong(text: &str) -> (&'static str, Option<String>) {
        let error = ages(text).unwrap_err();
        assert_eq!(error.pointer, "/children");
        (error.code, error.said)
    }

    #[test]
    fn ages_are_read_as_people_write_them() {
        assert_eq!(ages(""), Ok(vec![]));
        for text in ["4, 0", "4 0", "4;0", "4 і 0", "4 роки, 0", "4y 0", "4. 0."] {
            assert_eq!(ages(text), Ok(vec![4, 0]), "{text}");
        }
        for text in [
            "18",
            "4 300",
            "4, 18 років",
            "216 months",
            "4 99999999",
            ",",
        ] {
            assert_eq!(wrong(text), ("ages", None), "{text}");
        }
        assert_eq!(wrong(&"1 ".repeat(31)), ("ages", None));
    }

    #[test]
    fn months_are_no_years_in_any_language() {
        for text in [
            "4 роки і 7 місяців",
            "4 года, 7 месяцев",
            "4 ani și 7 luni",
            "4 years and 7 months",
            "4, 7міс.",
            "4 і 1 місяць",
            "4 și 1 lună",
        ] {
            assert_eq!(ages(text), Ok(vec![4, 0]), "{text}");
        }
        assert_eq!(ages("20 de luni, 11 ani"), Ok(vec![1, 11]));
        assert_eq!(ages("18 місяців"), Ok(vec![1]));
        // With nothing between, it is one child.
        assert_eq!(ages("1 рік 6 місяців, 4"), Ok(vec![1, 4]));
        assert_eq!(ages("1 year 6 months"), Ok(vec![1]));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (text, said) in [
            ("four", "four"),
            ("4, -1", "-1"),
            ("4 роки, немовля", "немовля"),
            ("2.5", "2.5"),
            ("7 тижнів", "тижнів"),
            ("місяців 7", "місяців"),
            ("4 years months", "months"),
        ] {
            assert_eq!(wrong(text), ("ages-word", Some(said.to_owned())), "{text}");
        }
    }
}
