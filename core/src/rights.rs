//! What people may ask of us about their data, and how long we keep it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    constraint::Feature,
    request::{FunctionalNeeds, HouseholdDraft, Need},
};

/// What a household agrees to beyond what its request needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// That we use what somebody in it needs to live (Article 9: it tells of health).
    FunctionalNeeds,
    /// Mails when an offer fits.
    Alerts,
    /// Text messages when something urgent changes.
    Sms,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::FunctionalNeeds, Self::Alerts, Self::Sms];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FunctionalNeeds => "functional_needs",
            Self::Alerts => "alerts",
            Self::Sms => "sms",
        }
    }

    /// The purpose of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == name)
    }
}

/// Features that tell what somebody's body needs, where they are asked for.
pub const ACCESS: [Feature; 6] = [
    Feature::StepFree,
    Feature::Wheelchair,
    Feature::GroundFloor,
    Feature::Lift,
    Feature::Cot,
    Feature::AccessibleWorkplace,
];

/// To what a request agrees by what it says.
pub fn purposes(
    household: &HouseholdDraft,
    needs: &[Need],
    alerts: bool,
    sms: bool,
) -> Vec<Purpose> {
    let functional = household.functional != FunctionalNeeds::default()
        || needs
            .iter()
            .flat_map(|need| &need.criteria)
            .any(|c| ACCESS.contains(&c.feature));
    [
        (Purpose::FunctionalNeeds, functional),
        (Purpose::Alerts, alerts),
        (Purpose::Sms, sms),
    ]
    .into_iter()
    .filter_map(|(purpose, given)| given.then_some(purpose))
    .collect()
}

/// So many days before an account that nobody signs in to is erased its holder is told.
pub const DORMANT_TOLD_DAYS: u16 = 30;

/// How long what is kept, days (docs/privacy.md, Days). The operator sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// An open request that its household does not open is closed after so many.
    pub idle_request_days: u16,
    /// A household is erased so many after its request ended.
    pub ended_request_days: u16,
    /// The exact place of an offer is erased so many after it was rejected or withdrawn.
    pub ended_offer_days: u16,
    /// What was written about a danger is erased so many after its report was closed.
    pub closed_report_days: u16,
    /// A sign-in is forgotten so many after it ended, or lapsed.
    pub ended_session_days: u16,
    /// An account on which nobody counts is erased so many after somebody signed in to it last, and [`DORMANT_TOLD_DAYS`] after its
    /// holder was told.
    pub dormant_account_days: u16,
    /// A mail, or other work in the background, is forgotten so many after it was done or set aside.
    pub done_job_days: u16,
    /// What somebody was told is forgotten so many after it was said, read or not.
    pub notice_days: u16,
    /// A line of the audit log is let go so many after it was written, with all that is older.
    pub audit_days: u16,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            idle_request_days: 30,
            ended_request_days: 90,
            ended_offer_days: 180,
            closed_report_days: 180,
            ended_session_days: 90,
            dormant_account_days: 730,
            done_job_days: 30,
            notice_days: 90,
            audit_days: 730,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_agrees_to_what_it_says_and_to_nothing_else() {
        let mut household = HouseholdDraft::default();
        assert_eq!(purposes(&household, &[], false, false), []);
        assert_eq!(purposes(&household, &[], true, false), [Purpose::Alerts]);
        assert_eq!(purposes(&household, &[], false, true), [Purpose::Sms]);
        household.functional.cot = true;
        assert_eq!(
            purposes(&household, &[], false, false),
            [Purpose::FunctionalNeeds]
        );
        household.functional.dialysis_within_km = Some(20);
        assert_eq!(purposes(&household, &[], true, true), Purpose::ALL);
    }
}
