//! The description of the API: one file per operation.

mod read_description;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts it.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read_description::read_description);
}
