//! Requests that case workers follow: one file per operation.

mod end_case;
mod hand_over_case;
mod list_cases;
mod list_organisation_cases;
mod note_case;
mod open_case;
mod open_case_contact;
mod open_case_session;
mod plan_case;
mod read_case;
mod reassign_case;
mod reissue_case_code;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_cases::list_cases)
        .service(list_organisation_cases::list_organisation_cases)
        .service(open_case::open_case)
        .service(read_case::read_case)
        .service(plan_case::plan_case)
        .service(note_case::note_case)
        .service(open_case_session::open_case_session)
        .service(open_case_contact::open_case_contact)
        .service(hand_over_case::hand_over_case)
        .service(reassign_case::reassign_case)
        .service(reissue_case_code::reissue_case_code)
        .service(end_case::end_case);
}
