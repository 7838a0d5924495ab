//! Cases of children and teenagers who ask for help without a parent: restricted, for child protection alone.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::request::{Household, Urgency};

/// Hours within which somebody takes the case of a child who needs something today: an aim of ours, as long as an operator's
/// child protection has not set another.
pub const TODAY_H: i64 = 1;

/// The same for every other case.
pub const OTHER_H: i64 = 4;

/// How long a note is, characters.
pub const MOST_CHARACTERS: u64 = 2_000;

/// Until when somebody takes a case whose needs are this urgent.
pub fn due_at(urgencies: impl IntoIterator<Item = Urgency>, filed_at: Timestamp) -> Timestamp {
    let today = urgencies.into_iter().any(|u| u == Urgency::Today);
    filed_at + SignedDuration::from_hours(if today { TODAY_H } else { OTHER_H })
}

/// How old the oldest of them is at most: never a birthday, never a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Under twelve.
    #[serde(rename = "under_12")]
    Under12,
    /// Twelve to fifteen.
    #[serde(rename = "under_16")]
    Under16,
    /// Sixteen or seventeen.
    #[serde(rename = "under_18")]
    Under18,
    /// Their years say that they can be under eighteen, and that they can be of age.
    PerhapsOfAge,
}

impl AgeBand {
    /// All of them, the youngest first.
    pub const ALL: [Self; 4] = [
        Self::Under12,
        Self::Under16,
        Self::Under18,
        Self::PerhapsOfAge,
    ];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Under12 => "under_12",
            Self::Under16 => "under_16",
            Self::Under18 => "under_18",
            Self::PerhapsOfAge => "perhaps_of_age",
        }
    }

    /// Of the household of a case.
    pub fn of(household: &Household, today: Date) -> Self {
        let oldest = if household.adults() == 0 {
            household.children.iter().copied().max().map(i16::from)
        } else {
            household.oldest_born.map(|band| today.year() - band.from)
        };
        match oldest {
            Some(..=11) => Self::Under12,
            Some(12..=15) => Self::Under16,
            Some(16..=17) => Self::Under18,
            Some(18..) | None => Self::PerhapsOfAge,
        }
    }
}

/// What came of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseOutcome {
    /// Handed to the authority that looks after children there.
    HandedOver,
    /// Somebody of age turned out to be with them, or they are of age: they may ask again.
    AdultPresent,
    /// They have help already.
    HelpedElsewhere,
    /// Nobody could be reached.
    Unreachable,
}

impl CaseOutcome {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::HandedOver,
        Self::AdultPresent,
        Self::HelpedElsewhere,
        Self::Unreachable,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HandedOver => "handed_over",
            Self::AdultPresent => "adult_present",
            Self::HelpedElsewhere => "helped_elsewhere",
            Self::Unreachable => "unreachable",
        }
    }

    /// The outcome of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.as_str() == name)
    }
}

/// Why somebody looks at how a child can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactReason {
    /// To get in touch.
    GetInTouch,
    /// To hand the case over to an authority.
    HandOver,
    /// Because the child is in danger.
    Danger,
}

impl ContactReason {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::GetInTouch, Self::HandOver, Self::Danger];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GetInTouch => "get_in_touch",
            Self::HandOver => "hand_over",
            Self::Danger => "danger",
        }
    }

    /// The reason of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{BirthYears, HouseholdDraft};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn band(draft: HouseholdDraft) -> AgeBand {
        AgeBand::of(&Household::parse(draft, TODAY).unwrap(), TODAY)
    }

    #[test]
    fn the_oldest_tells_how_old_they_are_and_nobody_is_made_older() {
        for (ages, expected) in [
            (vec![0], AgeBand::Under12),
            (vec![11, 3], AgeBand::Under12),
            (vec![3, 12], AgeBand::Under16),
            (vec![15], AgeBand::Under16),
            (vec![16], AgeBand::Under18),
            (vec![17, 17, 2], AgeBand::Under18),
        ] {
            let children = HouseholdDraft {
                children: ages,
                ..Default::default()
            };
            assert_eq!(band(children), expected);
        }
        for (from, to, expected) in [
            (2000, 2009, AgeBand::PerhapsOfAge),
            (2008, 2010, AgeBand::PerhapsOfAge),
            // Born on any day of 2009, seventeen at most.
            (2009, 2010, AgeBand::Under18),
            (2011, 2012, AgeBand::Under16),
            (2015, 2016, AgeBand::Under12),
        ] {
            let years = HouseholdDraft {
                women: 1,
                children: vec![2],
                oldest_born: Some(BirthYears { from, to }),
                ..Default::default()
            };
            assert_eq!(band(years), expected, "{from}-{to}");
        }
    }

    #[test]
    fn what_is_for_today_is_taken_within_the_hour() {
        let at: Timestamp = "2026-11-22T22:30:00Z".parse().unwrap();
        let due = |urgencies: &[Urgency]| due_at(urgencies.iter().copied(), at).to_string();
        assert_eq!(
            due(&[Urgency::Later, Urgency::Today]),
            "2026-11-22T23:30:00Z"
        );
        assert_eq!(due(&[Urgency::Days]), "2026-11-23T02:30:00Z");
        assert_eq!(due(&[]), "2026-11-23T02:30:00Z");
    }

    #[test]
    fn names_lead_back() {
        for outcome in CaseOutcome::ALL {
            assert_eq!(CaseOutcome::from_name(outcome.as_str()), Some(outcome));
        }
        for reason in ContactReason::ALL {
            assert_eq!(ContactReason::from_name(reason.as_str()), Some(reason));
        }
        for band in AgeBand::ALL {
            let name = serde_json::to_value(band).unwrap();
            assert_eq!(name, band.as_str());
        }
    }
}
