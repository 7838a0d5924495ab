//! Signing in and out: one file per operation.

mod create_session;
mod end_session;
mod renew_session;
mod show_second_factor;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// A code of a second factor. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeBody {
    /// Six digits of the authenticator app, or a recovery code.
    #[schema(max_length = 64, example = "123456")]
    pub code: String,
}

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_session::create_session)
        .service(renew_session::renew_session)
        .service(show_second_factor::show_second_factor)
        .service(end_session::end_session);
}
