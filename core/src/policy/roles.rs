//! What staff are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A role of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Works the queue.
    Moderator,
    /// Sees unaccompanied minors' cases.
    ChildProtection,
    /// Accounts, roles, settings.
    Administrator,
    /// Reads figures and the audit log.
    Auditor,
}

impl StaffRole {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Moderator,
        Self::ChildProtection,
        Self::Administrator,
        Self::Auditor,
    ];

    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Moderator => "moderator",
            Self::ChildProtection => "child_protection",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }
}

/// The staff roles of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles {
    /// Works the queue.
    pub moderator: bool,
    /// Sees unaccompanied minors' cases.
    pub child_protection: bool,
    /// Accounts, roles, settings.
    pub administrator: bool,
    /// Reads figures and the audit log.
    pub auditor: bool,
}

impl Roles {
    /// Whether there is one at all: such an account signs in with a second factor.
    pub const fn any(self) -> bool {
        self.moderator || self.child_protection || self.administrator || self.auditor
    }

    /// Whether a role is among them.
    pub const fn has(self, role: StaffRole) -> bool {
        match role {
            StaffRole::Moderator => self.moderator,
            StaffRole::ChildProtection => self.child_protection,
            StaffRole::Administrator => self.administrator,
            StaffRole::Auditor => self.auditor,
        }
    }

    /// One by one.
    pub fn list(self) -> Vec<StaffRole> {
        StaffRole::ALL
            .into_iter()
            .filter(|role| self.has(*role))
            .collect()
    }
}

impl FromIterator<StaffRole> for Roles {
    fn from_iter<I: IntoIterator<Item = StaffRole>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), |mut all, role| {
            match role {
                StaffRole::Moderator => all.moderator = true,
                StaffRole::ChildProtection => all.child_protection = true,
                StaffRole::Administrator => all.administrator = true,
                StaffRole::Auditor => all.auditor = true,
            }
            all
        })
    }
}
