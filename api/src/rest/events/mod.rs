//! What happened, for other systems: one file per operation.

mod list_events;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list_events::list_events);
}
