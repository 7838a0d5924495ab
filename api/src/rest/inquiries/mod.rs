//! What households ask institutions about their offers: one file per operation.

mod end_inquiry;
mod list_inquiry_messages;
mod list_provider_inquiries;
mod list_request_inquiries;
mod open_inquiry;
mod read_inquiry;
mod send_inquiry_message;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(open_inquiry::open_inquiry)
        .service(list_request_inquiries::list_request_inquiries)
        .service(list_provider_inquiries::list_provider_inquiries)
        .service(read_inquiry::read_inquiry)
        .service(list_inquiry_messages::list_inquiry_messages)
        .service(send_inquiry_message::send_inquiry_message)
        .service(end_inquiry::end_inquiry);
}
