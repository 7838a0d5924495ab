//! How people are, a while after help began, and what has become of it.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{booking::MatchState, offer::Category};

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

    /// Those that are planned when both sides agree: it may be that nobody ever says that the help began, and people are there all the
    /// same.
    pub const AGREED: [Self; 2] = [Self::Day, Self::Week];

    /// In which states of their match people are asked: as long as they may be there, whether anybody said so or not.
    pub const ASKED_IN: &'static [MatchState] = &[
        MatchState::Accepted,
        MatchState::Confirmed,
        MatchState::Started,
        MatchState::Completed,
    ];

    /// So long after it was asked the link of its mail answers it; later the household opens its request.
    pub const LINK_HOLDS_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

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

    /// Whether people are asked in a state of their match.
    pub fn is_asked_in(state: MatchState) -> bool {
        Self::ASKED_IN.contains(&state)
    }

    /// Whether what was asked stays open in a state of their match: also once it is given up because nobody said that it began, which is
    /// no word of whoever is in the house.
    pub fn is_open_in(state: MatchState) -> bool {
        Self::is_asked_in(state) || matches!(state, MatchState::Expired)
    }

    /// Whether an answer says that people came, of help that nobody said has begun. That they are well, a day later, they may be anywhere;
    /// what still helps them after a week is there.
    pub const fn says_they_came(self, answer: CheckInAnswer) -> bool {
        matches!((self, answer), (Self::Week, CheckInAnswer::Well))
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
    fn people_are_asked_as_soon_as_it_is_agreed_and_not_of_what_was_called_off() {
        let asked = MatchState::ALL
            .into_iter()
            .filter(|s| CheckIn::is_asked_in(*s));
        assert_eq!(
            asked.collect::<Vec<_>>(),
            [
                MatchState::Accepted,
                MatchState::Confirmed,
                MatchState::Started,
                MatchState::Completed
            ]
        );
        let open = MatchState::ALL
            .into_iter()
            .filter(|s| CheckIn::is_open_in(*s));
        assert_eq!(open.count(), 5);
        assert!(CheckIn::is_open_in(MatchState::Expired));
        // Whatever is asked of one kind of help, these are asked of.
        for category in Category::ALL {
            assert!(CheckIn::of(category).starts_with(&CheckIn::AGREED));
        }
    }

    #[test]
    fn only_what_still_helps_after_a_week_says_that_people_came() {
        for check_in in CheckIn::ALL {
            for answer in CheckInAnswer::ALL {
                let came = check_in == CheckIn::Week && answer == CheckInAnswer::Well;
                assert_eq!(check_in.says_they_came(answer), came, "{answer:?}");
            }
        }
    }

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
