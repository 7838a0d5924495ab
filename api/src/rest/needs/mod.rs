//! Needs: ranked offers, explanations and proposals: one file per operation.

mod answer_still_needed;
mod continue_need;
mod correct_need;
mod explain_need;
mod propose_match;
mod rank_offers;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(rank_offers::rank_offers)
        .service(explain_need::explain_need)
        .service(propose_match::propose_match)
        .service(continue_need::continue_need)
        .service(correct_need::correct_need)
        .service(answer_still_needed::answer_still_needed);
}
