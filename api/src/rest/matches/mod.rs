//! Matches: searching without a request, answers, contacts, and what comes after: one file per operation.

mod accept_match;
mod answer_check_in;
mod cancel_match;
mod decline_match;
mod explain_match;
mod give_feedback;
mod list_messages;
mod read_contacts;
mod read_match;
mod search_matches;
mod send_message;
mod take_match_step;

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
        .service(read_contacts::read_contacts)
        .service(take_match_step::take_match_step)
        .service(answer_check_in::answer_check_in)
        .service(give_feedback::give_feedback)
        .service(list_messages::list_messages)
        .service(send_message::send_message);
}
