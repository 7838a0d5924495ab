//! Demo mode: one file per operation.

mod read_demo;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read_demo::read_demo);
}
