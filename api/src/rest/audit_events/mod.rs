//! The audit log: one file per operation.

mod list_audit_events;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list_audit_events::list_audit_events);
}
