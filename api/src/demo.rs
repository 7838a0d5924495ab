//! Demo mode: data and sign-ins for trying the product out, on loopback only.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Seed;

/// A demo account. Its password is random per data directory.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoSignIn {
    /// What it is for: `moderator`, `provider`.
    pub role: String,
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
}

/// A demo household, and how to look through its eyes.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoHousehold {
    /// Who they are and what they need, in a sentence.
    pub about: String,
    /// The tracking code that opens their request.
    #[schema(pattern = "^[0-9A-Z-]{34}$")]
    pub code: String,
}

/// Whether this server shows demo data.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoView {
    /// It does.
    pub demo: bool,
    /// How to sign in to it.
    pub sign_ins: Vec<DemoSignIn>,
    /// The key of the second factor of those who moderate or administer: for an authenticator app. Random per data directory.
    #[serde(default)]
    #[schema(pattern = "^[A-Z2-7]{32}$")]
    pub staff_key: Option<String>,
    /// The households whose requests are filed.
    pub households: Vec<DemoHousehold>,
}

impl DemoView {
    /// The code that the staff's app would show now.
    pub fn staff_code(&self, now: Timestamp) -> Option<String> {
        Seed::from_text(self.staff_key.as_deref()?)?
            .code_at(now)
            .ok()
    }
}
