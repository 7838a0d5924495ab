//! My request: opened with its code, on any phone.

mod open;

use actix_web::web::ServiceConfig;

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config.service(open::ask).service(open::answer);
}
