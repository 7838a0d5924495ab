//! What moderators go through before they decide, and what their answers allow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{constraint::Tri, error::FieldError, locale::Locale, verification::Decision};

/// What to go through for one kind of offer. Data of the operator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its version, kept with every decision.
    #[serde(default)]
    pub version: u32,
    /// The points.
    #[serde(default)]
    pub items: Vec<ChecklistItem>,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Its key, snake_case.
    pub key: String,
    /// Whether nothing is approved without it.
    #[serde(default)]
    pub required: bool,
    /// Its words.
    pub text: BTreeMap<Locale, String>,
}

/// What a moderator answered, by the keys of the points.
pub type Answers = BTreeMap<String, Tri>;

impl Checklist {
    /// What stands between these answers and a decision. An approval takes a yes to every required point; whoever asks for changes or
    /// refuses may have stopped looking at the first no.
    pub fn errors(&self, decision: Decision, answers: &Answers) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> = answers
            .keys()
            .filter(|key| !self.items.iter().any(|item| item.key == **key))
            .map(|key| FieldError::new(format!("/checklist/{key}"), "unknown-field"))
            .collect();
        if decision == Decision::Approve {
            errors.extend(
                self.items
                    .iter()
                    .filter(|item| item.required)
                    .filter_map(|item| {
                        let code = match answers.get(&item.key) {
                            Some(Tri::Yes) => return None,
                            Some(Tri::No | Tri::Unknown) => "not-checked",
                            None => "required",
                        };
                        Some(FieldError::new(format!("/checklist/{}", item.key), code))
                    }),
            );
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checklist() -> Checklist {
        let item = |key: &str, required| ChecklistItem {
            key: key.to_owned(),
            required,
            text: BTreeMap::new(),
        };
        Checklist {
            version: 1,
            items: vec![item("seen", true), item("nice", false)],
        }
    }

    fn answers(given: &[(&str, Tri)]) -> Answers {
        given.iter().map(|(k, a)| ((*k).to_owned(), *a)).collect()
    }

    #[test]
    fn an_approval_takes_a_yes_to_every_required_point_and_the_others_take_none() {
        let list = checklist();
        let codes = |decision, given: &[(&str, Tri)]| -> Vec<(String, &str)> {
            let errors = list.errors(decision, &answers(given));
            errors.into_iter().map(|e| (e.pointer, e.code)).collect()
        };
        let seen = "/checklist/seen".to_owned();
        assert!(codes(Decision::Approve, &[("seen", Tri::Yes)]).is_empty());
        for given in [Tri::No, Tri::Unknown] {
            let found = codes(Decision::Approve, &[("seen", given), ("nice", Tri::Yes)]);
            assert_eq!(found, [(seen.clone(), "not-checked")]);
        }
        assert_eq!(codes(Decision::Approve, &[]), [(seen, "required")]);
        for decision in [Decision::RequestChanges, Decision::Reject] {
            assert!(codes(decision, &[("seen", Tri::No)]).is_empty());
            assert_eq!(codes(decision, &[("else", Tri::Yes)]).len(), 1);
        }
    }
}
