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

/// Whether this server shows demo data.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoView {
    /// It does.
    pub demo: bool,
    /// How to sign in to it.
    pub sign_ins: Vec<DemoSignIn>,
}
