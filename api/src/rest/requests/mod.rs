//! Requests: one file per operation.

mod create_request;
mod list_request_matches;
mod read_request;
mod withdraw_request;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_request::create_request)
        .service(read_request::read_request)
        .service(withdraw_request::withdraw_request)
        .service(list_request_matches::list_request_matches);
}
