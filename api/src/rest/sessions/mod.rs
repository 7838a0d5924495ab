//! Signing in and out: one file per operation.

mod create_session;
mod end_session;
mod renew_session;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_session::create_session)
        .service(renew_session::renew_session)
        .service(end_session::end_session);
}
