//! After both sides agreed: whether help began and ended, and how it was.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    booking::{MatchAction, MatchState, Side, may_begin},
    completion::{self, Said},
    contact::plain_text,
    error::FieldError,
};

/// What a side says after both agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It stays as agreed; once both say so, the match is confirmed.
    Confirm,
    /// The help has begun.
    Start,
    /// The help is over, and took place; once both say so, the match is completed.
    Complete,
    /// It is not over, though a side said so.
    NotOver,
    /// The other side did not come.
    NoShow,
}

impl Step {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 5] = [
        Self::Confirm,
        Self::Start,
        Self::Complete,
        Self::NotOver,
        Self::NoShow,
    ];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Start => "start",
            Self::Complete => "complete",
            Self::NotOver => "not_over",
            Self::NoShow => "no_show",
        }
    }

    /// The step of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// Whether a side may say it of a match as it stands.
    pub fn may(self, side: Side, at: &Standing<'_>) -> bool {
        let here = at.begins.is_none_or(|day| day <= at.today);
        let begun = at.state == MatchState::Started;
        // Whoever said that it began, or that it is over, does not say afterwards that nobody came.
        let open = !begun || at.unsaid && completion::said_over(at.words) != Some(side);
        match self {
            Self::Confirm => at.state == MatchState::Accepted && !at.confirmed,
            Self::Start => {
                here && may_begin(side, at.frozen)
                    && at.state.after(MatchAction::Start, side).is_ok()
            }
            Self::Complete => {
                at.state.after(MatchAction::Complete, side).is_ok()
                    && completion::may_say_over(at.words, side)
            }
            Self::NotOver => begun && completion::said_over(at.words).is_some(),
            Self::NoShow => here && open && at.state.after(MatchAction::ReportNoShow, side).is_ok(),
        }
    }
}

/// How a match stands, to one of its sides.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// Its state.
    pub state: MatchState,
    /// Whether this side confirmed before.
    pub confirmed: bool,
    /// The first day of the help, if it has one.
    pub begins: Option<Date>,
    /// The present day.
    pub today: Date,
    /// Whether the provider's offers are hidden by "in danger now" until somebody has looked.
    pub frozen: bool,
    /// Whether the help is taken to have begun without anybody's word, and the household said nothing since.
    pub unsaid: bool,
    /// What was said about whether it is over, the first word first.
    pub words: &'a [Said],
}

/// How far something was so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum HowFar {
    Yes,
    Partly,
    No,
}

impl HowFar {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Partly, Self::No];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }

    /// The value of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.as_str() == name)
    }
}

/// Why the help did not take place, or not whole; a list, so that nobody has to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// Nobody was there.
    NobodyThere,
    /// The other side did not want to any more.
    Refused,
    /// It was not as it was described.
    NotAsDescribed,
    /// It came too late.
    TooLate,
    /// Other help was found.
    FoundElsewhere,
    /// Something else.
    SomethingElse,
}

impl WhyNot {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::NobodyThere,
        Self::Refused,
        Self::NotAsDescribed,
        Self::TooLate,
        Self::FoundElsewhere,
        Self::SomethingElse,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NobodyThere => "nobody_there",
            Self::Refused => "refused",
            Self::NotAsDescribed => "not_as_described",
            Self::TooLate => "too_late",
            Self::FoundElsewhere => "found_elsewhere",
            Self::SomethingElse => "something_else",
        }
    }

    /// The reason of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == name)
    }
}

/// How long a comment may be, characters.
pub const MOST_COMMENT: usize = 1_000;

/// How it was, as a side says it. No `Debug`: the comment is for staff only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FeedbackBody)]
pub struct FeedbackDraft {
    /// Whether the help took place.
    pub delivered: HowFar,
    /// Why not, or not whole. Asked unless it took place.
    #[serde(default)]
    pub why_not: Option<WhyNot>,
    /// Whether it was as described.
    #[serde(default)]
    pub as_described: Option<HowFar>,
    /// From 1, bad, to 5, very good.
    #[schema(minimum = 1, maximum = 5)]
    pub rating: u8,
    /// For the people who check, and nobody else.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub comment: Option<String>,
}

/// Checked feedback.
#[derive(Clone, PartialEq, Eq)]
pub struct Feedback(FeedbackDraft);

impl std::ops::Deref for Feedback {
    type Target = FeedbackDraft;
    fn deref(&self) -> &FeedbackDraft {
        &self.0
    }
}

impl Feedback {
    /// Checks everything; all errors at once.
    pub fn parse(mut draft: FeedbackDraft) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        match (draft.delivered, draft.why_not) {
            (HowFar::Partly | HowFar::No, None) => {
                errors.push(FieldError::new("/why_not", "required"));
            }
            (HowFar::Yes, Some(_)) => {
                errors.push(FieldError::new("/why_not", "not-if-it-took-place"));
            }
            _ => {}
        }
        if !(1..=5).contains(&draft.rating) {
            errors.push(FieldError::range("/rating", 1, 5));
        }
        if let Some(comment) = &draft.comment {
            if !(1..=MOST_COMMENT).contains(&comment.chars().count()) {
                let most = i64::try_from(MOST_COMMENT).unwrap_or(i64::MAX);
                errors.push(FieldError {
                    code: "length",
                    ..FieldError::range("/comment", 1, most)
                });
            } else if let Err(error) = plain_text(comment) {
                let blank = error.code == "blank";
                let code = if blank { "blank" } else { "control-characters" };
                errors.push(FieldError::new("/comment", code));
            }
        }
        draft.comment = draft
            .comment
            .map(|c| c.replace("\r\n", "\n").trim().to_owned());
        if errors.is_empty() {
            Ok(Self(draft))
        } else {
            Err(errors)
        }
    }
}

/// Whether a side may say how it was: once help began, or should have; and a household also where its provider called off (`ended_by`)
/// what it had agreed to, whatever the reason.
pub fn may_give_feedback(
    side: Side,
    state: MatchState,
    ended_by: Option<Side>,
    begins: Option<Date>,
    today: Date,
) -> bool {
    match state {
        MatchState::Started | MatchState::Completed | MatchState::NoShow => true,
        MatchState::Accepted | MatchState::Confirmed => begins.is_none_or(|day| day <= today),
        // A provider calls off nothing that it had not agreed to.
        MatchState::Cancelled => (side, ended_by) == (Side::Refugee, Some(Side::Provider)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> FeedbackDraft {
        FeedbackDraft {
            delivered: HowFar::Yes,
            why_not: None,
            as_described: Some(HowFar::Yes),
            rating: 5,
            comment: Some("  добре \r\n дякуємо ".to_owned()),
        }
    }

    #[test]
    fn feedback_asks_why_unless_it_took_place() {
        let kept = Feedback::parse(draft()).unwrap_or_else(|e| panic!("{e:?}"));
        assert_eq!(kept.comment.as_deref(), Some("добре \n дякуємо"));
        let wrong = |change: fn(&mut FeedbackDraft)| {
            let mut draft = draft();
            change(&mut draft);
            let errors = Feedback::parse(draft).err().unwrap_or_default();
            errors
                .into_iter()
                .map(|e| format!("{} {}", e.pointer, e.code))
                .collect::<Vec<_>>()
        };
        assert_eq!(wrong(|d| d.delivered = HowFar::No), ["/why_not required"]);
        assert_eq!(
            wrong(|d| d.why_not = Some(WhyNot::TooLate)),
            ["/why_not not-if-it-took-place"]
        );
        assert_eq!(wrong(|d| d.rating = 0), ["/rating out-of-range"]);
        assert_eq!(wrong(|d| d.rating = 6), ["/rating out-of-range"]);
        assert_eq!(
            wrong(|d| d.comment = Some("a".repeat(1_001))),
            ["/comment length"]
        );
        assert_eq!(
            wrong(|d| d.comment = Some("\u{202e}abc".to_owned())),
            ["/comment control-characters"]
        );
    }

    #[test]
    fn nothing_begins_before_its_first_day_and_nobody_confirms_twice() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let (before, begins) = (day("2027-03-09"), day("2027-03-10"));
        let at = |state, today| Standing {
            state,
            confirmed: false,
            begins: Some(begins),
            today,
            frozen: false,
            unsaid: false,
            words: &[],
        };
        for step in [Step::Start, Step::NoShow] {
            for side in [Side::Refugee, Side::Provider] {
                let may = |state, today| step.may(side, &at(state, today));
                assert!(!may(MatchState::Accepted, before));
                assert!(may(MatchState::Accepted, begins));
                assert!(may(MatchState::Confirmed, begins));
                assert!(!may(MatchState::Started, begins));
                let without = Standing {
                    begins: None,
                    ..at(MatchState::Accepted, before)
                };
                assert!(step.may(side, &without));
                let frozen = Standing {
                    frozen: true,
                    ..at(MatchState::Accepted, begins)
                };
                // Whoever is accused does not say that it began; that nobody came, anybody says.
                let says = (step, side) != (Step::Start, Side::Provider);
                assert_eq!(step.may(side, &frozen), says);
                let unsaid = Standing {
                    unsaid: true,
                    ..at(MatchState::Started, begins)
                };
                assert_eq!(step.may(side, &unsaid), step == Step::NoShow);
            }
        }
        let confirm = |state, confirmed| {
            let at = Standing {
                confirmed,
                ..at(state, before)
            };
            Step::Confirm.may(Side::Refugee, &at)
        };
        assert!(confirm(MatchState::Accepted, false));
        assert!(!confirm(MatchState::Accepted, true));
        assert!(!confirm(MatchState::Proposed, false));
        for state in MatchState::ALL {
            let may = Step::Complete.may(Side::Provider, &at(state, begins));
            assert_eq!(may, state == MatchState::Started, "{state:?}");
            assert!(!Step::NotOver.may(Side::Provider, &at(state, begins)));
        }
        // Whoever said that it took place does not say that nobody came; the other side still may.
        let words = [Said {
            side: Side::Provider,
            word: completion::Word::Over,
            at: jiff::Timestamp::UNIX_EPOCH,
        }];
        let said = Standing {
            unsaid: true,
            words: &words,
            ..at(MatchState::Started, begins)
        };
        assert!(!Step::NoShow.may(Side::Provider, &said));
        assert!(Step::NoShow.may(Side::Refugee, &said));
    }

    #[test]
    fn how_it_was_is_said_from_its_first_day_on_and_by_whom_a_provider_let_down_at_once() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let (before, begins) = (day("2027-03-09"), day("2027-03-10"));
        let (family, host) = (Side::Refugee, Side::Provider);
        for side in [family, host] {
            let may = |state, today| may_give_feedback(side, state, None, Some(begins), today);
            assert!(!may(MatchState::Accepted, before));
            assert!(may(MatchState::Accepted, begins));
            assert!(may(MatchState::NoShow, begins));
            assert!(!may(MatchState::Cancelled, begins));
        }
        let may = |side, state, by| may_give_feedback(side, state, Some(by), Some(begins), before);
        assert!(may(family, MatchState::Cancelled, host));
        assert!(!may(host, MatchState::Cancelled, host));
        for side in [family, host] {
            assert!(!may(side, MatchState::Cancelled, family));
            // A no before the yes is an answer.
            assert!(!may(side, MatchState::Declined, host));
        }
    }

    #[test]
    fn names_lead_back() {
        for step in Step::ALL {
            assert_eq!(Step::from_name(step.as_str()), Some(step));
        }
        for how in HowFar::ALL {
            assert_eq!(HowFar::from_name(how.as_str()), Some(how));
        }
        for why in WhyNot::ALL {
            assert_eq!(WhyNot::from_name(why.as_str()), Some(why));
        }
    }
}
