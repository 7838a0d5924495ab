//! Places: one file per operation.

mod search_places;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(search_places::search_places);
}
