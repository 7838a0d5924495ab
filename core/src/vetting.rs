//! What the evidence about a provider supports together: a level rests on the levels below it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::provider::{EvidenceKind, ProviderKind, VettingLevel};

impl EvidenceKind {
    /// Whether it is what a level asks for beside the levels below it. Whatever was seen is enough for level 0: nobody hands in an offer
    /// before they have confirmed an address. An organisation is who it says by its entry in the register, a person by a document; a
    /// contract stands for a visit with an institution alone.
    pub const fn supports(self, level: VettingLevel, of: ProviderKind) -> bool {
        match level {
            VettingLevel::L0 => true,
            VettingLevel::L1 => match self {
                Self::IdentityDocument => true,
                Self::PublicRegister => of.is_organisation(),
                _ => false,
            },
            VettingLevel::L2 => matches!(self, Self::CriminalRecord | Self::PublicRegister),
            VettingLevel::L3 => match self {
                Self::Visit => true,
                Self::Contract => of.is_organisation(),
                _ => false,
            },
        }
    }
}

/// The level of a provider and until when it counts, by each piece of evidence and until when that counts: as far up as every level has
/// something of its own, and until the first of them has nothing more. `None` where nothing counts. The database knows the same rule, in
/// `supported_until`.
pub fn supported(
    of: ProviderKind,
    seen: &[(EvidenceKind, Timestamp)],
    now: Timestamp,
) -> Option<(VettingLevel, Timestamp)> {
    let until = |level| {
        seen.iter()
            .filter(|(kind, until)| *until > now && kind.supports(level, of))
            .map(|(_, until)| *until)
            .max()
    };
    let mut standing = (VettingLevel::L0, until(VettingLevel::L0)?);
    for level in [VettingLevel::L1, VettingLevel::L2, VettingLevel::L3] {
        let Some(own) = until(level) else { break };
        standing = (level, own.min(standing.1));
    }
    Some(standing)
}

/// What looking at a piece of evidence showed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceResult {
    /// It is as it has to be.
    #[default]
    Passed,
    /// It is not. That is written down and counted, and supports no level.
    Failed,
}

impl EvidenceResult {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Passed, Self::Failed];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }

    /// The result of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

/// Why evidence is taken back that a moderator wrote down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakeBackReason {
    /// What was shown is forged.
    Forged,
    /// It is of somebody else.
    OfSomebodyElse,
    /// It was written down by mistake.
    Mistaken,
}

impl TakeBackReason {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Forged, Self::OfSomebodyElse, Self::Mistaken];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Forged => "forged",
            Self::OfSomebodyElse => "of_somebody_else",
            Self::Mistaken => "mistaken",
        }
    }

    /// The reason of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }

    /// Whether it means that the check failed after all: what was written down by mistake was none.
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Forged | Self::OfSomebodyElse)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use EvidenceKind::{
        Contract, CriminalRecord, EmailConfirmed, IdentityDocument, PublicRegister, Visit,
    };
    use VettingLevel::{L0, L1, L2, L3};

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap() + SignedDuration::from_hours(hours)
    }

    /// The level by what was seen and for how many more hours each piece counts, and for how many it counts itself.
    fn level(of: ProviderKind, seen: &[(EvidenceKind, i64)]) -> Option<(VettingLevel, i64)> {
        let seen: Vec<_> = seen.iter().map(|(kind, h)| (*kind, at(*h))).collect();
        let found = supported(of, &seen, at(0));
        found.map(|(level, until)| (level, until.duration_since(at(0)).as_hours()))
    }

    #[test]
    fn a_level_rests_on_those_below_it_and_nothing_is_skipped() {
        for of in ProviderKind::ALL {
            assert_eq!(level(of, &[]), None);
            assert_eq!(level(of, &[(EmailConfirmed, 9)]), Some((L0, 9)));
            assert_eq!(level(of, &[(Visit, 9)]), Some((L0, 9)));
            assert_eq!(level(of, &[(CriminalRecord, 9)]), Some((L0, 9)));
            assert_eq!(
                level(of, &[(CriminalRecord, 9), (Visit, 9)]),
                Some((L0, 9)),
                "nobody knows whose they are"
            );
            let mut seen = vec![(IdentityDocument, 9)];
            assert_eq!(level(of, &seen), Some((L1, 9)));
            seen.push((Visit, 9));
            assert_eq!(level(of, &seen), Some((L1, 9)));
            seen.push((CriminalRecord, 9));
            assert_eq!(level(of, &seen), Some((L3, 9)));
        }
    }

    #[test]
    fn a_register_says_who_an_organisation_is_and_no_person() {
        use ProviderKind::{Authority, Company, Ngo, Volunteer};
        for of in [Ngo, Company, Authority] {
            assert_eq!(level(of, &[(PublicRegister, 9)]), Some((L2, 9)));
            let contract = [(PublicRegister, 9), (Contract, 9)];
            assert_eq!(level(of, &contract), Some((L3, 9)));
        }
        assert_eq!(level(Volunteer, &[(PublicRegister, 9)]), Some((L0, 9)));
        let mut seen = vec![(PublicRegister, 9), (IdentityDocument, 9)];
        assert_eq!(level(Volunteer, &seen), Some((L2, 9)));
        seen.push((Contract, 9));
        assert_eq!(level(Volunteer, &seen), Some((L2, 9)), "nobody was there");
    }

    #[test]
    fn a_level_counts_until_the_first_piece_below_it_is_over_and_then_what_is_left() {
        let all = |identity, record, visit| {
            [
                (IdentityDocument, identity),
                (CriminalRecord, record),
                (Visit, visit),
            ]
        };
        let of = ProviderKind::Volunteer;
        assert_eq!(level(of, &all(30, 20, 10)), Some((L3, 10)));
        assert_eq!(level(of, &all(30, 20, 0)), Some((L2, 20)));
        assert_eq!(level(of, &all(30, 0, 10)), Some((L1, 30)));
        assert_eq!(level(of, &all(5, 20, 10)), Some((L3, 5)));
        assert_eq!(level(of, &all(0, 20, 10)), Some((L0, 20)));
        assert_eq!(level(of, &all(0, -1, -2)), None);
        // The newest of a kind counts.
        let anew = [all(5, 20, 10), all(40, 0, 0)].concat();
        assert_eq!(level(of, &anew), Some((L3, 10)));
    }

    #[test]
    fn names_lead_back_and_are_those_of_the_wire() {
        for reason in TakeBackReason::ALL {
            assert_eq!(TakeBackReason::from_name(reason.as_str()), Some(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
        for result in EvidenceResult::ALL {
            assert_eq!(EvidenceResult::from_name(result.as_str()), Some(result));
            assert_eq!(serde_json::to_value(result).unwrap(), result.as_str());
        }
    }
}
