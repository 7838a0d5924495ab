//! Whom to call: one file per operation.

mod list_help_lines;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list_help_lines::list_help_lines);
}
