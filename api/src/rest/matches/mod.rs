//! Matches: searching without a request, answers and contacts: one file per operation.

mod accept_match;
mod cancel_match;
mod decline_match;
mod explain_match;
mod read_contacts;
mod read_match;
mod search_matches;

use actix_web::web;
use utoipa_actix_web::service_config::ServiceConfig;

use super::routes::elsewhere;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(search_matches::search_matches)
        .service(explain_match::explain_match)
        // By another method they are not the ids of matches.
        .route("/matches/search", web::to(elsewhere))
        .route("/matches/explain", web::to(elsewhere))
        .service(read_match::read_match)
        .service(accept_match::accept_match)
        .service(decline_match::decline_match)
        .service(cancel_match::cancel_match)
        .service(read_contacts::read_contacts);
}
