//! Requests: one file per operation.

mod add_need;
mod choose_request_mails;
mod correct_contact;
mod correct_household;
mod create_request;
mod end_keeping;
mod end_other_request_sessions;
mod erase_request;
mod export_request;
mod invite_case_worker;
mod list_case_workers;
mod list_request_matches;
mod list_request_sessions;
mod read_request;
mod read_request_state;
mod remove_pin;
mod renew_code;
mod request_code;
mod set_pin;
mod show_pin;
mod withdraw_case_consent;
mod withdraw_consent;
mod withdraw_request;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// A PIN. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinBody {
    /// Six digits.
    #[schema(pattern = "^[0-9]{6}$", example = "571943")]
    pub pin: String,
}

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_request::create_request)
        .service(read_request_state::read_request_state)
        .service(request_code::request_code)
        .service(renew_code::renew_code)
        .service(list_request_sessions::list_request_sessions)
        .service(end_other_request_sessions::end_other_request_sessions)
        .service(list_case_workers::list_case_workers)
        .service(invite_case_worker::invite_case_worker)
        .service(withdraw_case_consent::withdraw_case_consent)
        .service(end_keeping::end_keeping)
        .service(set_pin::set_pin)
        .service(remove_pin::remove_pin)
        .service(show_pin::show_pin)
        .service(read_request::read_request)
        .service(withdraw_request::withdraw_request)
        .service(list_request_matches::list_request_matches)
        .service(export_request::export_request)
        .service(choose_request_mails::choose_request_mails)
        .service(correct_contact::correct_contact)
        .service(correct_household::correct_household)
        .service(add_need::add_need)
        .service(withdraw_consent::withdraw_consent)
        .service(erase_request::erase_request);
}
