//! What one was told: one file per operation.

mod list_notices;
mod mark_notices_read;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_notices::list_notices)
        .service(mark_notices_read::mark_notices_read);
}
