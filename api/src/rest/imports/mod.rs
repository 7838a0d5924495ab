//! Lists of facilities.

mod create_import;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub(super) fn mount(config: &mut ServiceConfig<'_>) {
    config.service(create_import::create_import);
}
