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
use crate::web::{
    frame::{Errors, Frame},
    visit::Visit,
};

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

/// Ages as people write them: `4, 7`, `4 7`, `4; 7`, `4 and 7`. `None` if one is no age of a child.
fn ages(text: &str) -> Option<Vec<u8>> {
    let mut found = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || ",;.+/".contains(c)) {
        match word.parse::<u8>() {
            Ok(age) if age <= 17 => found.push(age),
            Ok(_) => return None,
            Err(_) if word.bytes().any(|b| b.is_ascii_digit() || b == b'-') => return None,
            // Words between the numbers: "and", "роки". A text of words alone says no age.
            Err(_) => {}
        }
    }
    let said = text.chars().any(|c| !c.is_whitespace());
    (found.len() <= 30 && (!said || !found.is_empty())).then_some(found)
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
            Some(ages) => household.children = ages,
            None => errors.push(FieldError::new("/children", "ages")),
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

    #[test]
    fn ages_are_read_as_people_write_them() {
        assert_eq!(ages(""), Some(vec![]));
        for text in ["4, 0", "4 0", "4;0", "4 і 0", "4 роки, 0"] {
            assert_eq!(ages(text), Some(vec![4, 0]), "{text}");
        }
        for wrong in ["18", "4, -1", "four", "4 300", "4y"] {
            assert_eq!(ages(wrong), None, "{wrong}");
        }
        assert_eq!(ages(&"1 ".repeat(31)), None);
    }
}
