//! The administrators' area: what visitors said about pages, and the guides.

mod counts;
mod inbox;
mod remark;

use actix_web::web::ServiceConfig;

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(inbox::show)
        .service(counts::show)
        .service(remark::show)
        .service(remark::answer);
}
