//! Providers: one file per operation.

mod correct_provider;
mod create_provider;
mod list_provider_matches;
mod list_provider_offers;
mod open_identity;
mod read_feedback;
mod read_provider;
mod record_evidence;
mod take_evidence_back;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_provider::create_provider)
        .service(read_provider::read_provider)
        .service(correct_provider::correct_provider)
        .service(open_identity::open_identity)
        .service(read_feedback::read_feedback)
        .service(record_evidence::record_evidence)
        .service(take_evidence_back::take_evidence_back)
        .service(list_provider_offers::list_provider_offers)
        .service(list_provider_matches::list_provider_matches);
}
