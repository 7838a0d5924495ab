//! Opening a request with its code: one file per operation.

mod create_tracking_session;

pub use create_tracking_session::{TrackingBody, TrackingTokenView};

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(create_tracking_session::create_tracking_session);
}
