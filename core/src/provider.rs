//! Who offers help: people and organisations, and what was checked about them.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Non-governmental organisation.
    Ngo,
    /// A private person.
    Volunteer,
    /// Company.
    Company,
    /// State or local authority.
    Authority,
}

impl ProviderKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ngo, Self::Volunteer, Self::Company, Self::Authority];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ngo => "ngo",
            Self::Volunteer => "volunteer",
            Self::Company => "company",
            Self::Authority => "authority",
        }
    }

    /// The kind of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }

    /// Whether its name may be shown to anybody.
    pub const fn is_organisation(self) -> bool {
        !matches!(self, Self::Volunteer)
    }
}

/// What somebody may do in a provider that they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// Works on offers and answers.
    Member,
    /// Decides besides who belongs to it.
    Administrator,
}

impl MemberRole {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Member, Self::Administrator];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

/// Days for which an invitation can be accepted.
pub const INVITED_FOR_DAYS: i64 = 7;

/// Most members of a provider, those who are invited counted in.
pub const MEMBERS_AT_MOST: i64 = 100;

/// How thoroughly a provider was checked.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub enum VettingLevel {
    /// E-mail confirmed.
    L0,
    /// Identity seen; kind of document and last four characters kept, never a copy.
    L1,
    /// Criminal-record or register evidence seen, household members of 16 and over declared.
    L2,
    /// Visited in person, or an institution under contract.
    L3,
}

impl VettingLevel {
    /// What families with children ask of a private home: somebody was there.
    pub const FAMILIES: Self = Self::L3;

    /// 0 to 3, as in the database.
    pub const fn number(self) -> i16 {
        match self {
            Self::L0 => 0,
            Self::L1 => 1,
            Self::L2 => 2,
            Self::L3 => 3,
        }
    }

    /// The level of a number.
    pub const fn from_number(number: i16) -> Option<Self> {
        match number {
            0 => Some(Self::L0),
            1 => Some(Self::L1),
            2 => Some(Self::L2),
            3 => Some(Self::L3),
            _ => None,
        }
    }
}

/// What kind of evidence a checker saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The e-mail address answered.
    EmailConfirmed,
    /// An identity document.
    IdentityDocument,
    /// A criminal-record extract.
    CriminalRecord,
    /// An entry in a public register.
    PublicRegister,
    /// A visit in person.
    Visit,
    /// A contract with an institution.
    Contract,
}

impl EvidenceKind {
    /// All of them, from the least to the most.
    pub const ALL: [Self; 6] = [
        Self::EmailConfirmed,
        Self::IdentityDocument,
        Self::CriminalRecord,
        Self::PublicRegister,
        Self::Visit,
        Self::Contract,
    ];

    /// The level that asks for it. By itself it supports nothing above level 0, see [`crate::vetting`].
    pub const fn level(self) -> VettingLevel {
        match self {
            Self::EmailConfirmed => VettingLevel::L0,
            Self::IdentityDocument => VettingLevel::L1,
            Self::CriminalRecord | Self::PublicRegister => VettingLevel::L2,
            Self::Visit | Self::Contract => VettingLevel::L3,
        }
    }

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmailConfirmed => "email_confirmed",
            Self::IdentityDocument => "identity_document",
            Self::CriminalRecord => "criminal_record",
            Self::PublicRegister => "public_register",
            Self::Visit => "visit",
            Self::Contract => "contract",
        }
    }

    /// The kind of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }
}

/// A provider's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProviderStatus {
    /// Nothing was checked yet.
    Unvetted,
    /// In good standing.
    Vetted,
    /// The checks are older than a year.
    Lapsed,
    /// Stopped for the time being.
    Suspended,
    /// Stopped for good.
    Blocked,
}

impl ProviderStatus {
    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unvetted => "unvetted",
            Self::Vetted => "vetted",
            Self::Lapsed => "lapsed",
            Self::Suspended => "suspended",
            Self::Blocked => "blocked",
        }
    }

    /// The status of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Unvetted,
            Self::Vetted,
            Self::Lapsed,
            Self::Suspended,
            Self::Blocked,
        ]
        .into_iter()
        .find(|s| s.as_str() == name)
    }
}

/// When vetting done at `seen_at` lapses: 12 calendar months later, UTC.
pub fn vetting_lapses_at(seen_at: Timestamp) -> Timestamp {
    seen_at
        .to_zoned(TimeZone::UTC)
        .checked_add(12.months())
        .map_or(seen_at, |z| z.timestamp())
}

/// The level that stands behind one offer: the provider's own, or L2 by a row of a public register that is not older than
/// twelve months, where the provider is a public institution. The database knows the same rule, in
/// `visible_offer`.
pub fn level_for(
    kind: ProviderKind,
    own: Option<VettingLevel>,
    register: Option<Date>,
    now: Timestamp,
) -> Option<VettingLevel> {
    let counts = kind == ProviderKind::Authority
        && register
            .and_then(|day| day.to_zoned(TimeZone::UTC).ok())
            .map(|day| day.timestamp())
            .is_some_and(|day| day <= now && vetting_lapses_at(day) > now);
    own.max(counts.then_some(VettingLevel::L2))
}

/// Nobody of a provider has confirmed an address: there is no level yet, and nobody who could be told of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NobodyReachable;

/// Whether a provider may hand in an offer, by how many of its members have confirmed their address (level 0). The
/// database knows the same rule, in `review_item_email_confirmed_check`.
pub const fn may_hand_in(confirmed_members: i64) -> Result<(), NobodyReachable> {
    if confirmed_members > 0 {
        Ok(())
    } else {
        Err(NobodyReachable)
    }
}

/// A part of what a provider says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// Name of the organisation or the person.
    Name,
    /// Number in a register.
    RegistrationNumber,
    /// Legal representative.
    LegalRepresentative,
    /// Who answers.
    ContactPerson,
    /// E-mail that matched people see.
    Email,
    /// Phone that matched people see.
    Phone,
    /// When to call.
    ContactHours,
    /// Languages spoken.
    Languages,
}

impl ProfileField {
    /// Whether what was checked rests on it: the name, and what stands in a register under it.
    pub const fn is_material(self) -> bool {
        matches!(
            self,
            Self::Name | Self::RegistrationNumber | Self::LegalRepresentative
        )
    }

    /// Whether it tells who somebody is or how they are reached.
    pub const fn identifies(self) -> bool {
        !matches!(self, Self::ContactHours | Self::Languages)
    }
}

/// Why something is not corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotCorrect {
    /// Who is blocked corrects nothing: they stay known as whom they were stopped.
    Blocked,
    /// Something that was said about them is looked into: until then they stay known as whom it was said of.
    LookedInto,
}

/// What a correction does to what was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Nothing: it counts at once.
    CountsAtOnce,
    /// It was checked of something else, and counts no more. The standing until somebody has looked again.
    VettedAgain(ProviderStatus),
}

/// What correcting these parts does to a provider of this standing; `of_stopped`: somebody else who was stopped is reached as it is now;
/// `reported`: a report about it is open. The database knows the last rule too, in `provider_reported_check`.
pub fn correction(
    status: ProviderStatus,
    changed: &[ProfileField],
    of_stopped: bool,
    reported: bool,
) -> Result<Correction, CannotCorrect> {
    let contact = [ProfileField::Email, ProfileField::Phone];
    let material = changed.iter().copied().any(ProfileField::is_material)
        || of_stopped && changed.iter().any(|field| contact.contains(field));
    match status {
        ProviderStatus::Blocked => Err(CannotCorrect::Blocked),
        _ if reported && changed.iter().copied().any(ProfileField::identifies) => {
            Err(CannotCorrect::LookedInto)
        }
        _ if !material => Ok(Correction::CountsAtOnce),
        // Who was stopped is not let go by another name.
        ProviderStatus::Suspended => Ok(Correction::VettedAgain(ProviderStatus::Suspended)),
        ProviderStatus::Unvetted | ProviderStatus::Vetted | ProviderStatus::Lapsed => {
            Ok(Correction::VettedAgain(ProviderStatus::Unvetted))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_checked_counts_for_the_name_and_the_register_entry_that_it_was_seen_of() {
        use ProfileField::{
            ContactHours, ContactPerson, Email, Languages, LegalRepresentative, Name, Phone,
            RegistrationNumber,
        };
        use ProviderStatus::{Blocked, Lapsed, Suspended, Unvetted, Vetted};
        let contacts = [ContactPerson, Email, Phone, ContactHours, Languages];
        for status in [Unvetted, Vetted, Lapsed, Suspended] {
            for changed in [&[][..], &contacts[..]] {
                assert_eq!(
                    correction(status, changed, false, false),
                    Ok(Correction::CountsAtOnce)
                );
            }
        }
        for material in [Name, RegistrationNumber, LegalRepresentative] {
            for (status, becomes) in [
                (Unvetted, Unvetted),
                (Vetted, Unvetted),
                (Lapsed, Unvetted),
                (Suspended, Suspended),
            ] {
                for changed in [&[material][..], &[Phone, material][..]] {
                    let again = Ok(Correction::VettedAgain(becomes));
                    let effect = correction(status, changed, false, false);
                    assert_eq!(effect, again, "{material:?}");
                }
            }
        }
        for changed in [&[][..], &[Name][..], &[Phone][..]] {
            for reported in [false, true] {
                let refused = Err(CannotCorrect::Blocked);
                assert_eq!(correction(Blocked, changed, false, reported), refused);
            }
        }
    }

    #[test]
    fn whoever_something_is_said_about_stays_known_as_whom_it_was_said_of_until_it_was_looked_into()
    {
        use ProfileField::{
            ContactHours, ContactPerson, Email, Languages, LegalRepresentative, Name, Phone,
            RegistrationNumber,
        };
        use ProviderStatus::{Lapsed, Suspended, Unvetted, Vetted};
        for status in [Unvetted, Vetted, Lapsed, Suspended] {
            for held in [
                Name,
                RegistrationNumber,
                LegalRepresentative,
                ContactPerson,
                Email,
                Phone,
            ] {
                for changed in [&[held][..], &[Languages, held][..]] {
                    let refused = Err(CannotCorrect::LookedInto);
                    assert_eq!(
                        correction(status, changed, false, true),
                        refused,
                        "{held:?}"
                    );
                }
            }
            for free in [&[][..], &[ContactHours][..], &[Languages, ContactHours][..]] {
                let effect = correction(status, free, false, true);
                assert_eq!(effect, Ok(Correction::CountsAtOnce), "{free:?}");
            }
        }
    }

    #[test]
    fn whoever_cannot_be_reached_hands_nothing_in() {
        assert_eq!(may_hand_in(0), Err(NobodyReachable));
        assert_eq!(may_hand_in(1), Ok(()));
        assert_eq!(may_hand_in(7), Ok(()));
    }

    #[test]
    fn a_register_row_stands_for_level_two_of_a_public_institution_for_a_year() {
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let (young, old) = (
            "2025-11-23".parse::<Date>().ok(),
            "2025-11-22".parse::<Date>().ok(),
        );
        let l0 = Some(VettingLevel::L0);
        let l2 = Some(VettingLevel::L2);
        assert_eq!(level_for(ProviderKind::Authority, l0, young, now), l2);
        assert_eq!(level_for(ProviderKind::Authority, None, young, now), l2);
        assert_eq!(level_for(ProviderKind::Authority, l0, old, now), l0);
        assert_eq!(level_for(ProviderKind::Authority, l0, None, now), l0);
        let tomorrow = "2026-11-23".parse::<Date>().ok();
        assert_eq!(level_for(ProviderKind::Authority, l0, tomorrow, now), l0);
        assert_eq!(level_for(ProviderKind::Ngo, l0, young, now), l0);
        let l3 = Some(VettingLevel::L3);
        assert_eq!(level_for(ProviderKind::Authority, l3, young, now), l3);
    }

    #[test]
    fn the_contact_of_somebody_who_was_stopped_is_looked_at() {
        let after = |field| correction(ProviderStatus::Vetted, &[field], true, false);
        let again = Ok(Correction::VettedAgain(ProviderStatus::Unvetted));
        assert_eq!(after(ProfileField::Phone), again);
        assert_eq!(after(ProfileField::Email), again);
        assert_eq!(after(ProfileField::Languages), Ok(Correction::CountsAtOnce));
    }
}
