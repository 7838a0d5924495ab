//! Verified offers, for everybody: one file per operation.

mod list_public_offers;
mod read_public_offer;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_public_offers::list_public_offers)
        .service(read_public_offer::read_public_offer);
}
