//! After both sides agreed: whether help began and ended, whether people are well, how it was (SAFETY, R11).

use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    booking::{MatchAction, MatchState, Side},
    contact::plain_text,
    error::FieldError,
    offer::Category,
};

/// What a side says after both agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It stays as agreed; once both say so, the match is confirmed.
    Confirm,
    /// The help has begun.
    Start,
    /// The help is over, and took place.
    Complete,
    /// The other side did not come.
    NoShow,
}

impl Step {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 4] = [Self::Confirm, Self::Start, Self::Complete, Self::NoShow];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Start => "start",
            Self::Complete => "complete",
            Self::NoShow => "no_show",
        }
    }

    /// The step of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// Whether a side may say it: `begins` is the first day of the help, if it has one, `confirmed` whether the side
    /// confirmed before, and `unsaid` whether the help is taken to have begun without anybody's word.
    pub fn may(
        self,
        state: MatchState,
        side: Side,
        confirmed: bool,
        begins: Option<Date>,
        today: Date,
        unsaid: bool,
    ) -> bool {
        let here = begins.is_none_or(|day| day <= today);
        // Whoever said that it began does not say afterwards that nobody came.
        let open = state != MatchState::Started || unsaid;
        match self {
            Self::Confirm => state == MatchState::Accepted && !confirmed,
            Self::Start => here && state.after(MatchAction::Start, side).is_ok(),
            Self::Complete => state.after(MatchAction::Complete, side).is_ok(),
            Self::NoShow => here && open && state.after(MatchAction::ReportNoShow, side).is_ok(),
        }
    }
}

/// When people are asked how they are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CheckIn {
    /// 24 hours after the beginning.
    Day,
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// 90 days.
    Quarter,
}

impl CheckIn {
    /// All of them, the first first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Quarter];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }

    /// The check-in of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == name)
    }

    /// How long after the beginning.
    pub const fn after(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            Self::Day => 24,
            Self::Week => 7 * 24,
            Self::Month => 30 * 24,
            Self::Quarter => 90 * 24,
        })
    }

    /// Those of a kind of help: what lasts is asked about for longer.
    pub const fn of(category: Category) -> &'static [Self] {
        match category {
            Category::Housing | Category::Job => &Self::ALL,
            Category::Transport | Category::Medical | Category::Service => &[Self::Day, Self::Week],
        }
    }

    /// What can be answered. On the first day it is only asked whether people are safe.
    pub const fn answers(self) -> &'static [CheckInAnswer] {
        match self {
            Self::Day => &[CheckInAnswer::Well, CheckInAnswer::NotSafe],
            Self::Week | Self::Month | Self::Quarter => &CheckInAnswer::ALL,
        }
    }
}

/// How people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckInAnswer {
    /// All is well, and it still helps.
    Well,
    /// It is not needed any more.
    Over,
    /// They look for something else.
    Looking,
    /// They are not safe: a report of danger.
    NotSafe,
}

impl CheckInAnswer {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Well, Self::Over, Self::Looking, Self::NotSafe];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Over => "over",
            Self::Looking => "looking",
            Self::NotSafe => "not_safe",
        }
    }

    /// The answer of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == name)
    }
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

/// Whether a side may say how it was: once help began, or should have.
pub fn may_give_feedback(state: MatchState, begins: Option<Date>, today: Date) -> bool {
    match state {
        MatchState::Started | MatchState::Completed | MatchState::NoShow => true,
        MatchState::Accepted | MatchState::Confirmed => begins.is_none_or(|day| day <= today),
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
        for step in [Step::Start, Step::NoShow] {
            for side in [Side::Refugee, Side::Provider] {
                let may = |state, today| step.may(state, side, false, Some(begins), today, false);
                assert!(!may(MatchState::Accepted, before));
                assert!(may(MatchState::Accepted, begins));
                assert!(may(MatchState::Confirmed, begins));
                assert!(!may(MatchState::Started, begins));
                assert!(step.may(MatchState::Accepted, side, true, None, before, false));
                let unsaid = step.may(MatchState::Started, side, true, Some(begins), begins, true);
                assert_eq!(unsaid, step == Step::NoShow);
            }
        }
        let confirm = |state, confirmed| {
            let begins = Some(begins);
            Step::Confirm.may(state, Side::Refugee, confirmed, begins, before, false)
        };
        assert!(confirm(MatchState::Accepted, false));
        assert!(!confirm(MatchState::Accepted, true));
        assert!(!confirm(MatchState::Proposed, false));
        for state in MatchState::ALL {
            let may = Step::Complete.may(state, Side::Provider, true, Some(begins), begins, false);
            assert_eq!(may, state == MatchState::Started, "{state:?}");
        }
        assert!(!may_give_feedback(
            MatchState::Accepted,
            Some(begins),
            before
        ));
        assert!(may_give_feedback(
            MatchState::Accepted,
            Some(begins),
            begins
        ));
        assert!(may_give_feedback(MatchState::NoShow, Some(begins), begins));
        assert!(!may_give_feedback(MatchState::Cancelled, None, begins));
    }

    #[test]
    fn names_lead_back() {
        for step in Step::ALL {
            assert_eq!(Step::from_name(step.as_str()), Some(step));
        }
        for check_in in CheckIn::ALL {
            assert_eq!(CheckIn::from_name(check_in.as_str()), Some(check_in));
            assert!(check_in.answers().contains(&CheckInAnswer::NotSafe));
        }
        for answer in CheckInAnswer::ALL {
            assert_eq!(CheckInAnswer::from_name(answer.as_str()), Some(answer));
        }
        for how in HowFar::ALL {
            assert_eq!(HowFar::from_name(how.as_str()), Some(how));
        }
        for why in WhyNot::ALL {
            assert_eq!(WhyNot::from_name(why.as_str()), Some(why));
        }
    }
}
