//! Reports of danger, and the emergency block.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::local_day;

/// Hours within which somebody looks at "in danger now".
pub const NOW_TRIAGE_H: i64 = 1;

/// Hours within which whoever took "in danger now" closes it, before everybody is told once more: an aim of ours.
pub const NOW_TAKEN_H: i64 = 1;

/// The same for every other report: an aim of ours.
pub const OTHER_TRIAGE_H: i64 = 24;

/// Hours before agreed help begins by which somebody has looked at any report about it, so that whoever is about to set out hears of it
/// in time: an aim of ours. Nobody is asked to look within less than [`NOW_TRIAGE_H`], and what began on an earlier day hurries nobody.
pub const BEFORE_HELP_H: i64 = 2;

/// Hours within which a second moderator looks at an emergency block.
pub const BLOCK_REVIEW_H: i64 = 24;

/// How many reports of people to whom the provider had not said yes hide it by themselves within an hour. Beyond it they only stand on top of the list: whoever
/// wants to empty the map must not be able to, and whoever is in danger is seen within the hour all the same.
pub const VISITOR_FREEZES_PER_HOUR: i64 = 5;

/// How long what is written about a danger may be, characters.
pub const MOST_CHARACTERS: u64 = 2_000;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DangerKind {
    /// Somebody is in danger now.
    DangerNow,
    /// Money, papers, work, or something nobody should be asked for.
    Exploitation,
    /// Anything else that is not as it should be.
    SomethingWrong,
}

impl DangerKind {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 3] = [Self::DangerNow, Self::Exploitation, Self::SomethingWrong];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DangerNow => "danger_now",
            Self::Exploitation => "exploitation",
            Self::SomethingWrong => "something_wrong",
        }
    }

    /// The kind of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }

    /// Until when a moderator looks at it. `begins`: when help that it is about begins at the earliest, of what is agreed and has not begun.
    pub fn due_at(self, reported_at: Timestamp, begins: &[Timestamp]) -> Timestamp {
        let hours = match self {
            Self::DangerNow => NOW_TRIAGE_H,
            Self::Exploitation | Self::SomethingWrong => OTHER_TRIAGE_H,
        };
        let usual = reported_at + SignedDuration::from_hours(hours);
        let soonest = reported_at + SignedDuration::from_hours(NOW_TRIAGE_H);
        let ahead = begins
            .iter()
            .filter(|at| local_day(**at) >= local_day(reported_at))
            .map(|at| *at - SignedDuration::from_hours(BEFORE_HELP_H));
        ahead
            .min()
            .map_or(usual, |before| usual.min(before.max(soonest)))
    }
}

/// Whether somebody is about to set out for agreed help that begins at an instant: today, or before a report about it would usually be due.
pub fn sets_out_soon(begins: Timestamp, now: Timestamp) -> bool {
    let soon = now + SignedDuration::from_hours(OTHER_TRIAGE_H);
    local_day(begins) >= local_day(now) && begins <= soon
}

/// Whoever took "in danger now" before this instant has had it for longer than [`NOW_TAKEN_H`].
pub fn taken_too_long_before(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(NOW_TAKEN_H)
}

/// Who reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reporter {
    /// Somebody about whom nothing is known.
    Visitor,
    /// The household of a match, or of an open request.
    Household,
    /// A member of the provider, about a household.
    Provider,
    /// Somebody who moderates, about a household of which numbers stood out.
    Moderator,
}

impl Reporter {
    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Household => "household",
            Self::Provider => "provider",
            Self::Moderator => "moderator",
        }
    }

    /// The reporter of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Visitor,
            Self::Household,
            Self::Provider,
            Self::Moderator,
        ]
        .into_iter()
        .find(|r| r.as_str() == name)
    }

    /// Whether it is the household that is reported, and not the provider.
    pub const fn about_household(self) -> bool {
        matches!(self, Self::Provider | Self::Moderator)
    }
}

/// Whether a report hides every offer of the provider until a moderator has closed it. `agreed`: the provider had said yes to who
/// reports. Whoever has not come that far is as good as a visitor: anybody can file a request. `others_lately` counts what their
/// reports hid in the last hour.
pub const fn freezes(
    kind: DangerKind,
    reporter: Reporter,
    agreed: bool,
    others_lately: i64,
) -> bool {
    match (kind, reporter) {
        (DangerKind::DangerNow, Reporter::Household | Reporter::Visitor) => {
            agreed || others_lately < VISITOR_FREEZES_PER_HOUR
        }
        // A household is reported: hiding the provider's own offers would protect nobody.
        (DangerKind::DangerNow, Reporter::Provider | Reporter::Moderator)
        | (DangerKind::Exploitation | DangerKind::SomethingWrong, _) => false,
    }
}

/// What came of a report. Whoever reported reads it by their code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The other side was blocked.
    Blocked,
    /// Something was put right with the other side.
    PutRight,
    /// It was handed to an authority or an organisation that helps.
    PassedOn,
    /// It was looked into, and nothing was found.
    NothingFound,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Blocked,
        Self::PutRight,
        Self::PassedOn,
        Self::NothingFound,
    ];

    /// Whether it can come of what somebody reports: of what is said of a household, nobody is blocked. The provider is the other side,
    /// and there is no block of a household.
    pub fn may_follow(self, reporter: Reporter) -> bool {
        self != Self::Blocked || !reporter.about_household()
    }

    /// Whether it is so: that somebody was blocked is said only while their block stands (`blocked`).
    pub fn is_so(self, blocked: bool) -> bool {
        self != Self::Blocked || blocked
    }

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::PutRight => "put_right",
            Self::PassedOn => "passed_on",
            Self::NothingFound => "nothing_found",
        }
    }

    /// The outcome of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.as_str() == name)
    }
}

/// Why somebody is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockReason {
    /// Somebody says that they are in danger there.
    Danger,
    /// Money, papers, work or worse was asked for.
    Exploitation,
    /// They are not who they say they are.
    FalseIdentity,
    /// They agreed not to, and did it again.
    BrokenRules,
}

impl BlockReason {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Danger,
        Self::Exploitation,
        Self::FalseIdentity,
        Self::BrokenRules,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Exploitation => "exploitation",
            Self::FalseIdentity => "false_identity",
            Self::BrokenRules => "broken_rules",
        }
    }

    /// The reason of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

/// What the second moderator says about a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stays.
    Upheld,
    /// It ends; offers are shown again, ended matches stay ended.
    Lifted,
}

impl Verdict {
    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Lifted => "lifted",
        }
    }

    /// The verdict of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Upheld, Self::Lifted]
            .into_iter()
            .find(|v| v.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_comes_of_no_report_of_a_household() {
        for outcome in Outcome::ALL {
            assert!(
                outcome.may_follow(Reporter::Visitor) && outcome.may_follow(Reporter::Household)
            );
            for reporter in [Reporter::Provider, Reporter::Moderator] {
                assert_eq!(outcome.may_follow(reporter), outcome != Outcome::Blocked);
            }
        }
    }

    #[test]
    fn nobody_is_said_to_be_blocked_who_is_not() {
        for outcome in Outcome::ALL {
            assert!(outcome.is_so(true));
            assert_eq!(outcome.is_so(false), outcome != Outcome::Blocked);
        }
    }

    #[test]
    fn danger_now_hides_at_once_unless_strangers_try_to_empty_the_map() {
        use DangerKind::{DangerNow, Exploitation, SomethingWrong};
        use Reporter::{Household, Moderator, Provider, Visitor};
        assert!(freezes(DangerNow, Household, true, 1_000));
        for reporter in [Household, Visitor] {
            assert!(freezes(
                DangerNow,
                reporter,
                false,
                VISITOR_FREEZES_PER_HOUR - 1
            ));
            assert!(!freezes(
                DangerNow,
                reporter,
                false,
                VISITOR_FREEZES_PER_HOUR
            ));
        }
        assert!(!freezes(DangerNow, Provider, true, 0));
        assert!(!freezes(DangerNow, Moderator, true, 0));
        for kind in [Exploitation, SomethingWrong] {
            for reporter in [Visitor, Household, Provider, Moderator] {
                assert!(!freezes(kind, reporter, true, 0));
            }
        }
    }

    #[test]
    fn danger_now_is_looked_at_within_the_hour() {
        let at: Timestamp = "2026-11-26T22:30:00Z".parse().unwrap();
        let due = |kind: DangerKind| kind.due_at(at, &[]).to_string();
        assert_eq!(due(DangerKind::DangerNow), "2026-11-26T23:30:00Z");
        assert_eq!(due(DangerKind::SomethingWrong), "2026-11-27T22:30:00Z");
    }

    #[test]
    fn what_is_about_help_that_begins_is_looked_at_two_hours_before_but_never_within_less_than_one()
    {
        let instant = |text: &str| text.parse::<Timestamp>().unwrap();
        let at = instant("2026-11-26T09:00:00Z");
        for (begins, due) in [
            // In ten hours, in two and a half, in one.
            ("2026-11-26T19:00:00Z", "2026-11-26T17:00:00Z"),
            ("2026-11-26T11:30:00Z", "2026-11-26T10:00:00Z"),
            ("2026-11-26T10:00:00Z", "2026-11-26T10:00:00Z"),
            // A day is counted from its midnight: they may still come today.
            ("2026-11-25T22:00:00Z", "2026-11-26T10:00:00Z"),
            // Yesterday, and when the usual time is the earlier one.
            ("2026-11-25T21:59:00Z", "2026-11-27T09:00:00Z"),
            ("2026-11-27T11:00:00Z", "2026-11-27T09:00:00Z"),
            ("2026-11-27T10:59:00Z", "2026-11-27T08:59:00Z"),
        ] {
            let begins = [instant(begins)];
            for kind in [DangerKind::Exploitation, DangerKind::SomethingWrong] {
                assert_eq!(kind.due_at(at, &begins), instant(due), "{begins:?}");
            }
            let now = DangerKind::DangerNow.due_at(at, &begins);
            assert_eq!(now, instant("2026-11-26T10:00:00Z"), "{begins:?}");
        }
        // Of several the first that is still to come.
        let some = [
            "2026-11-20T09:00:00Z",
            "2026-12-01T09:00:00Z",
            "2026-11-26T19:00:00Z",
        ];
        let due = DangerKind::SomethingWrong.due_at(at, &some.map(instant));
        assert_eq!(due, instant("2026-11-26T17:00:00Z"));
    }

    #[test]
    fn somebody_is_about_to_set_out_today_and_within_a_day() {
        let instant = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = instant("2026-11-26T09:00:00Z");
        for (begins, soon) in [
            ("2026-11-25T21:59:00Z", false),
            ("2026-11-25T22:00:00Z", true),
            ("2026-11-27T09:00:00Z", true),
            ("2026-11-27T09:01:00Z", false),
        ] {
            assert_eq!(sets_out_soon(instant(begins), now), soon, "{begins}");
        }
    }

    #[test]
    fn danger_now_is_closed_within_an_hour_of_being_taken() {
        let now: Timestamp = "2026-11-26T22:30:00Z".parse().unwrap();
        let before = taken_too_long_before(now);
        assert_eq!(before.to_string(), "2026-11-26T21:30:00Z");
    }

    #[test]
    fn names_lead_back() {
        for kind in DangerKind::ALL {
            assert_eq!(DangerKind::from_name(kind.as_str()), Some(kind));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_name(outcome.as_str()), Some(outcome));
        }
        for reason in BlockReason::ALL {
            assert_eq!(BlockReason::from_name(reason.as_str()), Some(reason));
        }
    }
}
