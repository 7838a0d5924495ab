//! What a moderator typed on the page of an item: kept whatever happens to the item meanwhile.

use std::collections::BTreeMap;

use punte_core::{
    checklist::Answers,
    constraint::Tri,
    error::FieldError,
    id::RevisionId,
    verification::{Decision, EscalationReason, ReasonCode, SuspensionReason},
};
use uuid::Uuid;

use crate::app::{
    providers::IdentityReason,
    reviews::{AnswersBody, DecisionBody, EscalationBody, SuspensionBody},
};

/// The fields of the form.
#[derive(Clone, Default)]
pub struct Typed {
    /// What the pressed button does.
    pub step: String,
    /// The version that was looked at.
    pub revision: String,
    /// The decision.
    pub decision: String,
    /// The reason.
    pub reason: String,
    /// The note.
    pub note: String,
    /// Answers to the checklist, by key.
    pub answers: BTreeMap<String, String>,
    /// What it is about, as pointers into the content.
    pub fields: Vec<String>,
    /// Why it goes to somebody else.
    pub escalation: String,
    /// The note to whoever decides then.
    pub escalation_note: String,
    /// Why the offer is stopped.
    pub suspension: String,
    /// Where to go afterwards: `queue`, or the next item.
    pub then: String,
    /// Whether to take the item again if the lease is over.
    pub retake: bool,
    /// Whose data the pressed button opens: `identity` or `private`. As a hint it may stand before the form.
    pub look: String,
    /// Why, by whose.
    pub why: BTreeMap<String, String>,
    /// What the pressed button says of a hint. It stands before the form, and so before what else the form would do.
    pub hint: Option<Judged>,
}

/// Whether a hint is a problem.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The mark of the hint.
    pub mark: String,
    /// Whether it is called no problem.
    pub dismissed: bool,
}

impl Judged {
    /// From `dismiss:mark`, or `restore:mark`.
    fn of(value: &str) -> Option<Self> {
        let (step, mark) = value.split_once(':')?;
        Some(Self {
            mark: mark.to_owned(),
            dismissed: step == "dismiss",
        })
    }
}

/// The prefix of the names of the checklist's fields.
const CHECK: &str = "check-";
/// That of the reasons of a look.
const WHY: &str = "why-";

impl Typed {
    /// From the pairs that a form sends.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "do" => typed.step = value,
                "hint" => typed.hint = Judged::of(&value),
                "revision" => typed.revision = value,
                "decision" => typed.decision = value,
                "reason" => typed.reason = value,
                "note" => typed.note = value.replace("\r\n", "\n"),
                "field" => typed.fields.push(value),
                "escalation" => typed.escalation = value,
                "escalation_note" => typed.escalation_note = value.replace("\r\n", "\n"),
                "suspension" => typed.suspension = value,
                "then" => typed.then = value,
                "retake" => typed.retake = value == "yes",
                "look" => typed.look = value,
                other => {
                    if let Some(key) = other.strip_prefix(CHECK) {
                        typed.answers.insert(key.to_owned(), value);
                    } else if let Some(whose) = other.strip_prefix(WHY) {
                        typed.why.insert(whose.to_owned(), value);
                    }
                }
            }
        }
        typed
    }

    /// Why somebody's data are opened, if that was said.
    pub fn reason_of_look(&self, whose: &str) -> Option<IdentityReason> {
        let said = self.why.get(whose)?;
        let mut known = LOOKS.into_iter();
        known.find(|(own, _)| own == said).map(|(_, reason)| reason)
    }

    /// Whether something of a decision is there.
    pub const fn begun(&self) -> bool {
        !self.revision.is_empty()
    }

    /// Whether a pointer is ticked.
    pub fn has_field(&self, pointer: &str) -> bool {
        self.fields.iter().any(|f| f == pointer)
    }

    /// Whether a point was answered so.
    pub fn answered(&self, key: &str, answer: &str) -> bool {
        self.answers.get(key).is_some_and(|a| a == answer)
    }

    /// Whether something was typed to hand it on.
    pub const fn handing_on(&self) -> bool {
        !self.escalation.is_empty() || !self.escalation_note.is_empty()
    }

    /// Why it goes to somebody else; or what is missing.
    pub fn escalation(&self) -> Result<EscalationBody, Vec<FieldError>> {
        let Some(reason_code) = EscalationReason::from_name(&self.escalation) else {
            return Err(vec![FieldError::new("/escalation", "required")]);
        };
        let Ok(revision) = Uuid::try_parse(&self.revision) else {
            return Err(vec![FieldError::new("", "invalid")]);
        };
        let note = self.escalation_note.trim().to_owned();
        Ok(EscalationBody {
            revision_id: RevisionId(revision),
            reason_code,
            note: Some(note).filter(|note| !note.is_empty()),
        })
    }

    /// Why the offer is stopped, with what was answered; or what is missing.
    pub fn suspension(&self) -> Result<SuspensionBody, Vec<FieldError>> {
        let Some(reason) = SuspensionReason::from_name(&self.suspension) else {
            return Err(vec![FieldError::new("/suspension", "required")]);
        };
        Ok(SuspensionBody {
            reason,
            note: Some(self.note.trim().to_owned()).filter(|note| !note.is_empty()),
            checklist: self.checklist(),
        })
    }

    /// What was answered to the checklist.
    fn checklist(&self) -> Answers {
        self.answers
            .iter()
            .filter_map(|(key, answer)| {
                let answer = match answer.as_str() {
                    "yes" => Tri::Yes,
                    "no" => Tri::No,
                    "unknown" => Tri::Unknown,
                    _ => return None,
                };
                Some((key.clone(), answer))
            })
            .collect()
    }

    /// Takes up what was answered and kept before.
    pub fn take_up(&mut self, kept: &Answers) {
        let kept = kept.iter();
        self.answers = kept
            .map(|(key, answer)| (key.clone(), answer.as_str().to_owned()))
            .collect();
    }

    /// What is to be kept; or what is missing.
    pub fn to_keep(&self) -> Result<AnswersBody, Vec<FieldError>> {
        let Ok(revision) = Uuid::try_parse(&self.revision) else {
            return Err(vec![FieldError::new("", "invalid")]);
        };
        Ok(AnswersBody {
            revision_id: RevisionId(revision),
            checklist: self.checklist(),
        })
    }

    /// The decision; or what is missing.
    pub fn decision(&self) -> Result<DecisionBody, Vec<FieldError>> {
        let mut errors = Vec::new();
        let decision = Decision::from_name(&self.decision);
        if decision.is_none() {
            errors.push(FieldError::new("/decision", "required"));
        }
        // An approval has one reason, which is that everything was checked.
        let reason = match decision {
            Some(Decision::Approve) => Some(ReasonCode::ChecklistComplete),
            _ => ReasonCode::from_name(&self.reason),
        };
        if decision.is_some() && reason.is_none() {
            errors.push(FieldError::new("/reason_code", "required"));
        }
        let checklist = self.checklist();
        let revision = Uuid::try_parse(&self.revision).map(RevisionId);
        match (decision, reason, revision) {
            (Some(decision), Some(reason_code), Ok(revision_id)) => Ok(DecisionBody {
                decision,
                revision_id,
                reason_code,
                note: Some(self.note.trim().to_owned()).filter(|note| !note.is_empty()),
                fields: self.fields.clone(),
                checklist,
            }),
            _ => {
                if errors.is_empty() {
                    errors.push(FieldError::new("", "invalid"));
                }
                Err(errors)
            }
        }
    }
}

/// The reasons for which somebody's data are opened.
pub const LOOKS: [(&str, IdentityReason); 3] = [
    ("vetting", IdentityReason::Vetting),
    ("report", IdentityReason::Report),
    ("asked_by_provider", IdentityReason::AskedByProvider),
];
