//! What moderators go through before they decide, and what their answers allow.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    constraint::Tri,
    error::FieldError,
    locale::Locale,
    offer::Category,
    verification::{Decision, RECHECK_AHEAD},
};

/// What to go through for one kind of offer. Data of the operator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its version, kept with every decision.
    #[serde(default)]
    pub version: u32,
    /// The points.
    #[serde(default)]
    pub items: Vec<ChecklistItem>,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// Its key, snake_case.
    pub key: String,
    /// Whether nothing is approved without it.
    #[serde(default)]
    pub required: bool,
    /// On what an answer to it rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<RestsOn>,
    /// For how many days an answer counts; for as long as the version of the offer, if it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_days: Option<u16>,
    /// Its words.
    pub text: BTreeMap<Locale, String>,
}

impl ChecklistItem {
    /// Its words in a language, or in another one that it has.
    pub fn words(&self, locale: Locale) -> Option<&str> {
        let words = self.text.get(&locale);
        words
            .or_else(|| self.text.values().next())
            .map(String::as_str)
    }
}

/// On what an answer rests. Never a copy of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RestsOn {
    /// A document that was shown.
    Document,
    /// A public register.
    Register,
    /// Somebody was there, or saw it by video.
    Visit,
    /// A call or a conversation.
    Call,
    /// What the offer itself says.
    Offer,
}

impl RestsOn {
    /// Its name in the checklist and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Register => "register",
            Self::Visit => "visit",
            Self::Call => "call",
            Self::Offer => "offer",
        }
    }
}

/// One answer, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The key of the point.
    pub item: String,
    /// What was found.
    pub result: Tri,
    /// On what it rests.
    pub rests_on: Option<RestsOn>,
    /// Until when it counts.
    pub expires_at: Option<Timestamp>,
}

/// Which checklist is for an offer: by its category, whether a private person or place is behind it, and whether it is meant for minors.
/// The database holds approvals to the category and to that, in `review_decision_checklist_check`.
pub fn checklist_key(category: Category, private: bool, for_minors: bool) -> String {
    let kind = if private { "private" } else { "institution" };
    let whom = if for_minors { "-minors" } else { "" };
    format!("{}-{kind}{whom}", category.as_str())
}

/// What a moderator answered, by the keys of the points.
pub type Answers = BTreeMap<String, Tri>;

/// Until when the newest yes to each point counts that stands about a version of an offer, by the keys of the points; `None` for as long as
/// the version.
pub type Held = BTreeMap<String, Option<Timestamp>>;

impl Checklist {
    /// What stands between these answers and a decision. An approval takes a yes to every required point; whoever asks for changes or
    /// refuses may have stopped looking at the first no.
    pub fn errors(&self, decision: Decision, answers: &Answers) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> = answers
            .keys()
            .filter(|key| !self.items.iter().any(|item| item.key == **key))
            .map(|key| {
                let key = key.replace('~', "~0").replace('/', "~1");
                FieldError::new(format!("/checklist/{key}"), "unknown-field")
            })
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

    /// The answers as they are written down, in the order of the points. What is no point of the list is left out.
    pub fn checks(&self, answers: &Answers, now: Timestamp) -> Vec<Check> {
        self.items
            .iter()
            .filter_map(|item| {
                let result = *answers.get(&item.key)?;
                let days = item.valid_days.map(i64::from);
                Some(Check {
                    item: item.key.clone(),
                    result,
                    rests_on: item.evidence,
                    expires_at: days.map(|days| now + SignedDuration::from_hours(24 * days)),
                })
            })
            .collect()
    }

    /// What of it has to be looked at again: required points whose yes runs out soon or did, and those of which there is none, because
    /// the list is newer than the approval.
    #[must_use]
    pub fn due_again(mut self, held: &Held, now: Timestamp) -> Self {
        self.items.retain(|item| {
            item.required
                && match held.get(&item.key) {
                    None => true,
                    Some(until) => until.is_some_and(|until| until <= now + RECHECK_AHEAD),
                }
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checklist() -> Checklist {
        let item = |key: &str, required| ChecklistItem {
            key: key.to_owned(),
            required,
            evidence: Some(RestsOn::Visit),
            valid_days: required.then_some(365),
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

    #[test]
    fn answers_are_written_down_with_what_they_rest_on_and_until_when_they_count() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let given = answers(&[("nice", Tri::No), ("seen", Tri::Yes), ("else", Tri::Yes)]);
        let checks = checklist().checks(&given, now);
        let brief: Vec<_> = checks
            .iter()
            .map(|c| (c.item.as_str(), c.result, c.expires_at))
            .collect();
        let year = now + SignedDuration::from_hours(24 * 365);
        assert_eq!(
            brief,
            [("seen", Tri::Yes, Some(year)), ("nice", Tri::No, None)]
        );
        assert!(checks.iter().all(|c| c.rests_on == Some(RestsOn::Visit)));
    }

    #[test]
    fn what_runs_out_within_thirty_days_and_what_nobody_answered_is_looked_at_again() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let due = |until: &[(&str, Option<i64>)]| -> Vec<String> {
            let end = |hours| now + SignedDuration::from_hours(hours);
            let held: Held = until
                .iter()
                .map(|(key, hours)| ((*key).to_owned(), hours.map(end)))
                .collect();
            let again = checklist().due_again(&held, now);
            assert_eq!(again.version, 1);
            again.items.into_iter().map(|item| item.key).collect()
        };
        assert_eq!(due(&[("seen", Some(30 * 24 + 1))]), [""; 0]);
        assert_eq!(due(&[("seen", None)]), [""; 0], "as long as the version");
        for hours in [30 * 24, 1, 0, -24] {
            assert_eq!(due(&[("seen", Some(hours)), ("nice", Some(0))]), ["seen"]);
        }
        assert_eq!(due(&[]), ["seen"], "asked for since");
    }
}
