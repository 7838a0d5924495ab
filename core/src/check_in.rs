//! How people are, a while after help began, and what has become of it.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::offer::Category;

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

    /// Those that tell what became of help.
    pub const OUTCOMES: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

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

    /// What can be answered. On the first day it is only asked whether people are safe; after a month and later, what became of it.
    pub const fn answers(self) -> &'static [CheckInAnswer] {
        use CheckInAnswer as A;
        match self {
            Self::Day => &[A::Well, A::NotSafe],
            Self::Week => &[A::Well, A::Over, A::Looking, A::NotSafe],
            Self::Month | Self::Quarter => &[A::StillThere, A::MovedOn, A::HadToLeave, A::NotSafe],
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
    /// They are still there, at home or at work.
    StillThere,
    /// They moved on to something better.
    MovedOn,
    /// They had to leave.
    HadToLeave,
    /// They are not safe: a report of danger.
    NotSafe,
}

impl CheckInAnswer {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Well,
        Self::Over,
        Self::Looking,
        Self::StillThere,
        Self::MovedOn,
        Self::HadToLeave,
        Self::NotSafe,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Over => "over",
            Self::Looking => "looking",
            Self::StillThere => "still_there",
            Self::MovedOn => "moved_on",
            Self::HadToLeave => "had_to_leave",
            Self::NotSafe => "not_safe",
        }
    }

    /// The answer of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_not_safe_can_be_said_each_time() {
        for check_in in CheckIn::ALL {
            assert_eq!(CheckIn::from_name(check_in.as_str()), Some(check_in));
            assert!(check_in.answers().contains(&CheckInAnswer::NotSafe));
        }
        for answer in CheckInAnswer::ALL {
            assert_eq!(CheckInAnswer::from_name(answer.as_str()), Some(answer));
            let asked = |check_in: CheckIn| check_in.answers().contains(&answer);
            assert!(CheckIn::ALL.into_iter().any(asked), "{answer:?}");
        }
    }
}
