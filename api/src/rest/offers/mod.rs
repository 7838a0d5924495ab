//! Offers, on their provider's side: one file per operation.

mod confirm_offer;
mod create_offer;
mod edit_offer;
mod pause_offer;
mod read_offer;
mod resume_offer;
mod set_availability;
mod submit_offer;
mod withdraw_offer;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_offer::create_offer)
        .service(read_offer::read_offer)
        .service(edit_offer::edit_offer)
        .service(submit_offer::submit_offer)
        .service(pause_offer::pause_offer)
        .service(resume_offer::resume_offer)
        .service(withdraw_offer::withdraw_offer)
        .service(confirm_offer::confirm_offer)
        .service(set_availability::set_availability);
}
