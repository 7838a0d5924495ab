//! Demo mode: data and sign-ins for trying the product out, on loopback only.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A demo account. Its password is random per data directory.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoHousehold {
    /// Who they are and what they need, in a sentence.
    pub about: String,
    /// The tracking code that opens their request.
    #[schema(pattern = "^[0-9A-Z-]{34}$")]
    pub code: String,
}

/// Whether this server shows demo data.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoView {
    /// It does.
    pub demo: bool,
    /// How to sign in to it.
    pub sign_ins: Vec<DemoSignIn>,
    /// The households whose requests are filed.
    pub households: Vec<DemoHousehold>,
}
