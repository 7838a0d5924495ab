//! Matches: answers and contacts: one file per operation.

mod accept_match;
mod cancel_match;
mod decline_match;
mod read_contacts;
mod read_match;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(read_match::read_match)
        .service(accept_match::accept_match)
        .service(decline_match::decline_match)
        .service(cancel_match::cancel_match)
        .service(read_contacts::read_contacts);
}
